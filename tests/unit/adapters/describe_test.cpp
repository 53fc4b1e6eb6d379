// Models and conditions as English.
#include <string>

#include "adapters/condition_text.hpp"
#include "adapters/text_layout.hpp"
#include "bantam/text.hpp"
#include "program/program.hpp"
#include "test.hpp"

using namespace bantam;

namespace {

Model model_of(const std::string& text) {
  const CompileReport report = compile(text);
  for (const Diagnostic& diagnostic : report.diagnostics) INFO(to_text(diagnostic));
  REQUIRE(report.model);
  return *report.model;
}

std::string english(const std::string& condition, const std::string& semantics = "") {
  INFO(condition);
  const Model model = model_of(R"({"format": "bantam/1", "name": "c",)" + semantics + R"(
    "attributes": {"email": {"type": "text"}, "size": {"type": "number"}, "vip": {"type": "flag"},
                   "tags": {"type": "list"}, "since": {"type": "date"}},
    "activities": {"visit": {}}, "signals": {"visits": {"on": "visit", "measure": "count"}},
    "scores": {"fit": {"bands": [{"name": "A", "from": 5}, {"name": "B", "from": 0}]}},
    "total": {"bands": [{"name": "hot", "from": 5}, {"name": "cold", "from": 0}]},
    "stages": {"mql": {"promote_if": )" + condition + "}}}");
  return in_english(*model.program().document.stages.promote_if);
}

std::string with(const std::string& rule) {
  const std::string page = describe(model_of(R"({"format": "bantam/1", "name": "r",
    "attributes": {"size": {"type": "number"}, "job": {"type": "text"}, "vip": {"type": "flag"}},
    "activities": {"visit": {"fields": {"path": {"type": "text"}, "seconds": {"type": "number"}}},
                   "call": {"fields": {"seconds": {"type": "number"}}}},
    "signals": {"visits": {"on": "visit", "measure": "count"}},
    "scores": {"s": {}}, "rules": [{"id": "r", "score": "s", )" + rule + "}]}"));
  const std::size_t begin = page.find("- `r`: ") + 7;
  return page.substr(begin, page.find('\n', begin) - begin);
}

}  // namespace

TEST_CASE("a condition reads as English") {
  const std::pair<const char*, const char*> cases[] = {
      {R"({"==": [{"var": "email"}, "a\nb"]})", R"(`email` is "a\nb")"},
      {R"({"!=": ["a", {"var": "email"}]})", R"(`email` is not "a")"},
      {R"({"==": [{"var": "size"}, null]})", "`size` is missing"},
      {R"({"!=": [null, {"var": "size"}]})", "`size` is known"},
      {R"({"<": [{"var": "size"}, 10]})", "`size` is below 10"},
      {R"({"<=": [10, {"var": "size"}]})", "`size` is at least 10"},
      {R"({"<=": [1, {"var": "size"}, 10]})", "`size` is from 1 to 10"},
      {R"({"<": [1, {"var": "size"}, 10]})", "`size` is strictly between 1 and 10"},
      {R"({">": [{"var": "since"}, "2026-01-01"]})", R"(`since` is after "2026-01-01")"},
      {R"({">=": [{"var": "since.age_days"}, 30]})", "the age of `since` in days is at least 30"},
      {R"({"<=": [{"var": "since.days_ahead"}, 30]})", "the number of days until `since` is at most 30"},
      {R"({"and": [{"var": "vip"}, {"or": [{"!": {"var": "vip"}}, {"var": "gate.open"}]}]})",
       "`vip` is true and (`vip` is false or the gate is open)"},
      {R"({"!": {"var": "gate.open"}})", "the gate is closed"},
      {R"({"!": {"==": [{"var": "size"}, 1]}})", "not (`size` is 1)"},
      {R"({"!!": {"var": "email"}})", "`email` is known and not false, 0 or empty"},
      {R"({"in": [{"var": "size"}, [1, 2, 3]]})", "`size` is 1, 2 or 3"},
      {R"({"in": ["x", {"var": "email"}]})", R"(`email` contains "x")"},
      {R"({"in": ["x", {"var": "tags"}]})", R"(`tags` includes "x")"},
      {R"({"or": [{"endsWith": [{"var": "email"}, ".de"]}, {"endsWith": [{"var": "email"}, ".at"]}]})",
       R"(`email` ends with ".de" or ".at")"},
      {R"({"or": [{"endsWith": [{"var": "email"}, ".de"]}, {"startsWith": [{"var": "email"}, "a"]}]})",
       R"(`email` ends with ".de" or `email` starts with "a")"},
      {R"({"missing": ["email", "size"]})", "`email` or `size` is missing"},
      {R"({"missing_some": [1, ["email", "size"]]})", "fewer than 1 of `email` and `size` are known"},
      {R"({">": [{"+": [{"var": "size"}, {"*": [2, {"var": "signal.visits"}]}]}, {"-": [3]}]})",
       "(`size` + (2 * signal `visits`)) is above -3"},
      {R"({">": [{"max": [{"var": "size"}, 1]}, {"/": [{"var": "size"}, 2]}]})",
       "the greatest of `size` and 1 is above (`size` / 2)"},
      {R"({"some": [{"var": "tags"}, {"startsWith": [{"var": ""}, "a"]}]})",
       R"(of `tags` there is at least one of which it starts with "a")"},
      {R"({"if": [{"var": "vip"}, {"<": [{"var": "size"}, 1]}, false]})",
       "(if `vip` is true then `size` is below 1, else false)"},
      {R"({"and": [{">=": [{"var": "score.total"}, 9]}, {"==": [{"var": "band.fit"}, "A"]}, {"==": [{"var": "gate.need"}, "met"]}]})",
       R"(the total is at least 9 and the band of `fit` is "A" and `need` in the gate is "met")"},
      {R"({"or": [{"==": [{"var": "stage"}, "lead"]}, {"<": [{"var": "score.fit"}, 1]}, {"==": [{"var": "band.total"}, "hot"]}]})",
       R"(the stage is "lead" or score `fit` is below 1 or the band of the total is "hot")"},
  };
  for (const auto& [condition, text] : cases) CHECK(english(condition) == text);
}

TEST_CASE("a condition in JsonLogic's own semantics is spelt out where it has to be") {
  const std::string own = R"("semantics": "jsonlogic",)";
  CHECK(english(R"({"==": [{"var": "size"}, "1"]})", own) == R"(`size` is "1")");
  CHECK(english(R"({"==": [1]})", own) == "==(1)");
  CHECK(english(R"({"==": [{"var": ["size", 3]}, 1]})", own) == "==(var(`size`, 3), 1)");
}

TEST_CASE("a rule reads as English, its clauses in the order in which they act") {
  CHECK(with(R"("on": ["visit", "call"], "points": 10)") == "+10 for each `visit` or `call`");
  CHECK(with(R"("on": "visit", "when": {"startsWith": [{"var": "path"}, "/p"]}, "points": -1.5, "cooldown": "1d", "per_day": 3,
               "newest": 5, "window": "90d", "decay": {"half_life": "30d"}, "max": 40, "if": {"var": "vip"})") ==
        R"(-1.5 for each `visit` where `path` starts with "/p", at most one in 24 hours, at most 3 a day, only the newest 5 within 90 days, halving every 30 days, at most 40 in all; only while `vip` is true)");
  CHECK(with(R"("on": "call", "points_per": {"field": "seconds", "each": 0.05}, "window": "36h", "per_day": 1, "min": 1, "max": 2)") ==
        "+0.05 × `seconds` for each `call`, at most one a day, within 36 hours, at least 1 and at most 2 in all");
  CHECK(with(R"("on": "call", "points": 1, "newest": 1, "decay": {"linear": "10d"})") ==
        "+1 for each `call`, only the newest, fading to 0 over 10 days");
  CHECK(with(R"("on": "call", "points": 1, "decay": {"step": "1d", "keep": 0.5})") ==
        "+1 for each `call`, times 0.5 after every 1 day");
  CHECK(with(R"("if": {"var": "vip"}, "points": 5)") == "+5 while `vip` is true");
  CHECK(with(R"("of": "size", "bands": [{"below": 10, "points": -5}, {"below": 50.5, "points": 5}, {"points": 15}], "missing": 1)") ==
        "by `size`: -5 below 10, +5 from 10 to below 50.5, +15 from 50.5, +1 when missing");
  CHECK(with(R"("of": "signal.visits", "bands": [{"points": 2}])") == "by signal `visits`: +2 for any value, 0 when missing");
  CHECK(with(R"("of": "job", "values": {"cto": 20, "cio": 20, "dev": 0}, "other": -1, "missing": 2)") ==
        R"(by `job`: +20 for "cto" or "cio", 0 for "dev", -1 for any other, +2 when missing)");
  CHECK(with(R"("of": "vip", "values": {"true": 1}, "if": {">": [{"var": "size"}, 1]})") ==
        R"(by `vip`: +1 for "true", 0 otherwise; only while `size` is above 1)");
}

TEST_CASE("a model reads as a page") {
  const Model model = model_of(R"({
    "format": "bantam/1", "name": "Käse & Co", "version": "2", "step": "1h",
    "attributes": {"email": {"type": "text", "column": "E|Mail"}, "size": {"type": "choice", "values": ["s", "m"]}},
    "activities": {"visit": {"fields": {"path": {"type": "text"}}}, "call": {}},
    "signals": {"idle": {"on": "visit", "measure": "days_since_last"},
                "calls": {"on": "call", "measure": "active_days", "window": "7d"}},
    "scores": {"fit": {"min": 0, "max": 100, "bands": [{"name": "A", "from": 50}, {"name": "B", "from": 0}]}, "engagement": {}},
    "groups": {"web": {"score": "engagement", "max": 40}},
    "rules": [{"id": "visit", "group": "web", "on": "visit", "points": 10},
              {"id": "call", "score": "engagement", "on": "call", "points": 5},
              {"id": "size", "score": "fit", "of": "size", "values": {"m": 5}}],
    "exclude": [{"id": "own", "if": {"endsWith": [{"var": "email"}, "@x.de"]}}],
    "total": {"weights": {"fit": 2}, "min": 0},
    "rating": ["fit"],
    "gate": {"framework": "bant", "require": 3, "mandatory": ["need"],
             "criteria": {"budget": {"fields": {"amount": {"type": "number"}}, "met_if": {">=": [{"var": "amount"}, 10]}, "valid_for": "365d", "ask": "How much?"}}},
    "stages": {"mql": {"promote_if": {">": [{"var": "score.total"}, 1]}, "demote_if": {"<": [{"var": "score.total"}, 1]}, "min_dwell": "2d",
                       "sla": {"within": "24h", "then": "nurture"}},
               "sql": {"auto": true}, "nurture": {"reset_activities": true, "cool_off": "30d"},
               "reasons": {"lose": ["price"], "reject": []}}
  })");
  CHECK(describe(model) == R"(# Käse & Co

Version 2.
Ages count in whole hours. Limits a day and active days go by the day in UTC.

## Scores

| score        | bounds                     | weight | bands              |
| ------------ | -------------------------- | -----: | ------------------ |
| `fit`        | at least 0 and at most 100 |      2 | A from 50, B below |
| `engagement` | -                          |      1 | -                  |
| total        | at least 0                 |        | -                  |

The rating is the band of `fit`.

## Excluded leads

An excluded lead has 0 in every score, and does not advance to sales.

- `own`: while `email` ends with "@x.de"

## Rules

### `fit`

- `size`: by `size`: +5 for "m", 0 otherwise

### `engagement`

Group `web`, together at most 40:

- `visit`: +10 for each `visit`

In no group:

- `call`: +5 for each `call`

## Signals

- `idle`: days since the last `visit`
- `calls`: the number of days with `call`, in the last 7 days

## Gate (bant)

Open when at least 3 of 4 criteria are met, among them `need`.

| criterion   | met when                | an answer holds | question  |
| ----------- | ----------------------- | --------------- | --------- |
| `budget`    | `amount` is at least 10 | 365 days        | How much? |
| `authority` | somebody says so        | for good        | -         |
| `need`      | somebody says so        | for good        | -         |
| `timeline`  | somebody says so        | for good        | -         |

## Stages

- To `mql` by itself: when the total is above 1.
- Back from `mql` to `lead`: when the total is below 1, after 2 days at the earliest.
- `mql` to `sal`: when sales accepts.
- To `sql`: from `sal` by itself while the gate is open; when qualified, with an open gate.
- `sql` to `opportunity`: when opened, with an open gate.
- Entering `nurture` forgets the activities so far.
- From `nurture` to `mql` as from `lead`, with a new activity and after 30 days at the earliest.
- Rejected for: no reason at all.
- Lost for: "price".

| stage | promise      | when broken                |
| ----- | ------------ | -------------------------- |
| `mql` | within 1 day | an alert, and to `nurture` |

## What is known about a lead

| attribute | column    | value      |
| --------- | --------- | ---------- |
| `email`   | `E\|Mail` | text       |
| `size`    | `size`    | "s" or "m" |

## What a lead does

- `visit`, with `path` (text)
- `call`
)");
}
