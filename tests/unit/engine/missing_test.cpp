// What is missing: what is in the way, how many points, and single changes that are true when tried.
#include "bantam/missing.hpp"

#include <locale.h>  // setlocale: <clocale> leaves it to the implementation whether it is in ::

#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bantam/json.hpp"
#include "bantam/text.hpp"
#include "test.hpp"

using namespace bantam;

namespace {

Timestamp moment(std::string_view text) { return parse_timestamp(text).value(); }

const Timestamp noon = moment("2026-03-10T12:00:00Z");

/// A model of what a test writes beside the head; `scores` is there.
Model model_of(const std::string& members) {
  const CompileReport report =
      compile(R"({"format": "bantam/1", "name": "m", "scores": {"s": {}}, )" + members + "}");
  for (const Diagnostic& diagnostic : report.diagnostics) UNSCOPED_INFO(to_text(diagnostic));
  REQUIRE(report.model);
  return *report.model;
}

/// A model whose promotion is `promote_if`, with the attributes and activities of most tests.
Model promoting(const std::string& promote_if, const std::string& more = "") {
  return model_of(R"("attributes": {
      "size": {"type": "number"}, "email": {"type": "text"}, "vip": {"type": "flag"},
      "industry": {"type": "choice", "values": ["software", "finance", "other"]},
      "tags": {"type": "list"}, "since": {"type": "date"}},
    "activities": {"visit": {"fields": {"path": {"type": "text"}, "seconds": {"type": "number"},
                                        "paid": {"type": "flag"}}}, "webinar": {}},
    "stages": {"mql": {"promote_if": )" + promote_if + "}}" + (more.empty() ? "" : ", " + more));
}

void happens(const Model& model, LeadState& state, decltype(Event::what) what, Timestamp at = noon) {
  Workspace workspace;
  const auto effects = apply_to(model, state, {"L1", at, std::move(what), {}, {}}, workspace);
  REQUIRE(effects);
  REQUIRE(effects->outcome == Outcome::accepted);
}

/// A lead of whom nothing is known but that there is one at noon.
LeadState lead_at_noon(const Model& model) {
  LeadState state = model.new_lead("L1");
  happens(model, state, Tick{});
  return state;
}

void put_into(const Model& model, LeadState& state, Stage stage, Timestamp at = noon) {
  happens(model, state, Command{CommandKind::override_stage, "me", "test", stage}, at);
  REQUIRE(state.stage == stage);
}

/// Reads a value as a change writes it.
Value value_said(std::string_view text) {
  if (text == "removed") return {};
  if (text == "true" || text == "false") return Value(text == "true");
  if (text.front() == '`') return Value(text.substr(1, text.size() - 2));
  double number = 0;  // as it is written in every locale
  std::from_chars(text.data(), text.data() + text.size(), number);
  return Value(number);
}

/// The events that a change says, at the clock of the state or at the moment it names.
std::vector<Event> events_of(const SingleChange& change, const LeadState& state) {
  std::string_view text = change.change;
  switch (change.kind) {
    case SingleChange::Kind::attribute: {
      Value value = value_said(text);
      // A list is said as its texts.
      if (change.subject == "tags" && value.text()) value = Value(List{*value.text()});
      return {{"L1", state.clock, AttributeChange{{{change.subject, value}}}, {}, {}}};
    }
    case SingleChange::Kind::answer: {
      CHECK(text == "answered `met`");
      Answer answer;
      answer.criterion = change.subject;
      answer.verdict = "met";
      return {{"L1", state.clock, std::move(answer), {}, {}}};
    }
    case SingleChange::Kind::time: {
      CHECK(change.subject == "time");
      REQUIRE(text.substr(0, 3) == "at ");
      return {{"L1", moment(text.substr(3)), Tick{}, {}, {}}};
    }
    case SingleChange::Kind::activities: break;
  }
  const std::size_t count = std::stoul(change.change);
  Activity activity{change.subject, {}};
  text.remove_prefix(text.find(" more") + 5);
  while (!text.empty()) {
    text.remove_prefix(2);  // ", "
    const std::size_t space = text.find(' ');
    const std::size_t end = std::min(text.find(", "), text.size());
    activity.fields.push_back(
        {std::string(text.substr(0, space)), value_said(text.substr(space + 1, end - space - 1))});
    text.remove_prefix(end);
  }
  return std::vector<Event>(count, Event{"L1", state.clock, activity, {}, {}});
}

std::optional<CommandKind> command_of(std::string_view how) {
  if (how == "by score" || how == "by the gate") return std::nullopt;
  return parse_command(how);
}

/// Tries a change as a host would, and with one activity less.
void check_true(const Model& model, const LeadState& state, const WhatIsMissing& missing,
                const SingleChange& change) {
  INFO(change.subject << ": " << change.change);
  const std::vector<Event> events = events_of(change, state);
  LeadState copy = state;
  Workspace workspace;
  std::optional<Points> total;
  std::size_t at_event = 0;
  const auto look = [&](const Event& event) {
    const auto effects = apply_to(model, copy, event, workspace);
    REQUIRE(effects);
    for (const Move& move : effects->moves)
      if (move.to == missing.next && !total) total = move.total;
  };
  for (const Event& event : events) {
    CHECK_FALSE(total);  // a smaller change would have done
    ++at_event;
    look(event);
    const auto command = command_of(missing.how);
    if (command && at_event == events.size())
      look({"L1", copy.clock, Command{*command, {}, {}, {}}, {}, {}});
  }
  REQUIRE(total);
  CHECK(*total == change.total);
}

/// Asks, and tries every change that is named.
WhatIsMissing ask(const Model& model, const LeadState& state) {
  const auto missing = what_is_missing(model, state);
  REQUIRE(missing);
  for (const SingleChange& change : missing->changes) check_true(model, state, *missing, change);
  return *missing;
}

std::vector<std::string> blockers_of(const WhatIsMissing& missing) {
  std::vector<std::string> texts;
  for (const Blocker& blocker : missing.blockers) texts.push_back(to_text(blocker));
  return texts;
}

std::vector<std::string> changes_of(const WhatIsMissing& missing) {
  std::vector<std::string> texts;
  for (const SingleChange& change : missing.changes)
    texts.push_back(change.subject + ": " + change.change);
  return texts;
}

using Texts = std::vector<std::string>;

/// The changes for a lead of whom nothing is known at noon but `change`.
Texts changes_for(const Model& model, const AttributeChange& change = {}) {
  LeadState state = model.new_lead("L1");
  happens(model, state, change);
  return changes_of(ask(model, state));
}

std::optional<Points> short_of(const std::string& promote_if, const std::string& semantics = "") {
  const Model model = promoting(promote_if, R"("rules": [
      {"id": "base", "score": "s", "if": {"!!": [true]}, "points": 10}])" + semantics);
  return ask(model, lead_at_noon(model)).points_short;
}

Points points(std::int64_t thousandths) { return Points::of_thousandths(thousandths); }

const std::string bant = R"("gate": {"framework": "bant", "require": 2, "mandatory": ["need"], "criteria": {
    "need": {"fields": {"pain": {"type": "number"}}, "met_if": {">=": [{"var": "pain"}, 3]}, "ask": "How bad?"}}})";

}  // namespace

// --- the next stage ----------------------------------------------------------------------------

TEST_CASE("each stage below the top has a next one and a way there") {
  const Model model = promoting("false");
  const struct {
    Stage stage;
    std::optional<Stage> next;
    const char* how;
  } rows[] = {{Stage::lead, Stage::mql, "by score"},
              {Stage::mql, Stage::sal, "accept"},
              {Stage::sal, Stage::sql, "qualify"},
              {Stage::sql, Stage::opportunity, "open_opportunity"},
              {Stage::opportunity, Stage::closed_won, "win"},
              {Stage::nurture, Stage::mql, "by score"},
              {Stage::disqualified, std::nullopt, ""},
              {Stage::closed_lost, std::nullopt, ""},
              {Stage::closed_won, std::nullopt, ""}};
  for (const auto& row : rows) {
    LeadState state = lead_at_noon(model);
    put_into(model, state, row.stage);
    const WhatIsMissing missing = ask(model, state);
    INFO(to_text(row.stage));
    CHECK(missing.stage == row.stage);
    CHECK(missing.next == row.next);
    CHECK(missing.how == row.how);
    if (!row.next) CHECK(blockers_of(missing).empty());
  }
}

TEST_CASE("a state of another model is refused") {
  const LeadState state = promoting("true").new_lead("L1");
  const auto missing = what_is_missing(promoting("false"), state);
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == Errc::foreign_state);
}

TEST_CASE("of a state whose clock lies outside 1970 to 2199 nothing is said to be missing") {
  const Model model = promoting(R"({">=": [{"var": "score.s"}, 20]})");
  LeadState state = lead_at_noon(model);
  state.clock = timestamp_end;
  CHECK(what_is_missing(model, state).error().code == Errc::out_of_range);
  state.clock = Timestamp{-1};
  CHECK(what_is_missing(model, state).error().code == Errc::out_of_range);
}

TEST_CASE("a lead of whom nothing is known is told the way up, and no change before its first event") {
  const Model model = promoting(R"({">=": [{"var": "score.total"}, 30]})", R"("rules": [
      {"id": "visit", "score": "s", "on": "visit", "points": 30}])");
  const WhatIsMissing missing = ask(model, model.new_lead("L1"));
  CHECK(missing.next == Stage::mql);
  CHECK(missing.how == "by score");
  CHECK(missing.points_short == points(30'000));
  CHECK(blockers_of(missing) == Texts{"promote_if/false"});
  CHECK(missing.changes.empty());
}

TEST_CASE("with nothing in the way no change is looked for") {
  const Model model = promoting("false");
  LeadState state = lead_at_noon(model);
  put_into(model, state, Stage::mql);
  const WhatIsMissing missing = ask(model, state);
  CHECK(missing.blockers.empty());
  CHECK(missing.changes.empty());
  CHECK(to_text(missing) == "stage `mql`, next `sal`: accept\nnothing in the way\n");
}

// --- points short ------------------------------------------------------------------------------

TEST_CASE("points short are counted to the least total that each form of comparison asks for") {
  const std::string total = R"({"var": "score.total"})";
  CHECK(short_of(R"({">=": [)" + total + ", 30]}") == points(20'000));
  CHECK(short_of(R"({">": [)" + total + ", 30]}") == points(20'001));
  CHECK(short_of(R"({"<=": [30, )" + total + "]}") == points(20'000));
  CHECK(short_of(R"({"<": [30, )" + total + "]}") == points(20'001));
  CHECK(short_of(R"({"<=": [30, )" + total + ", 50]}") == points(20'000));
  CHECK(short_of(R"({"<": [30, )" + total + ", 50]}") == points(20'001));
  CHECK(short_of(R"({">=": [)" + total + ", 30.0005]}") == points(20'001));
  CHECK(short_of(R"({">": [)" + total + ", 10]}") == points(1));
}

TEST_CASE("of an `and` the highest total counts, of an `or` the lowest") {
  const std::string above_30 = R"({">=": [{"var": "score.total"}, 30]})";
  const std::string above_50 = R"({">=": [{"var": "score.total"}, 50]})";
  const std::string vip = R"({"var": "vip"})";
  CHECK(short_of(R"({"and": [)" + above_30 + "," + above_50 + "," + vip + "]}") == points(40'000));
  CHECK(short_of(R"({"or": [)" + vip + "," + above_50 + "," + above_30 + "]}") == points(20'000));
  CHECK(short_of(R"({"!!": [)" + above_30 + "]}") == points(20'000));
}

TEST_CASE("nothing is short where no total, a lower one or a total that is reached is asked for") {
  const std::string total = R"({"var": "score.total"})";
  CHECK_FALSE(short_of(R"({"var": "vip"})"));
  CHECK_FALSE(short_of(R"({"<=": [)" + total + ", 5]}"));
  CHECK_FALSE(short_of(R"({">=": [5, )" + total + "]}"));
  CHECK_FALSE(short_of(R"({"<=": [)" + total + ", 5, 30]}"));
  CHECK_FALSE(short_of(R"({"!": [{">=": [)" + total + ", 30]}]}"));
  CHECK_FALSE(short_of(R"({">=": [{"var": "score.s"}, 30]})"));
  CHECK_FALSE(short_of(R"({"and": [{">=": [)" + total + R"(, 10]}, {"var": "vip"}]})"));
  CHECK_FALSE(short_of(R"({">=": [)" + total + R"(, {"var": "size"}]})"));
}

TEST_CASE("a total that no lead can have is not counted up to") {
  CHECK_FALSE(short_of(R"({">=": [{"var": "score.total"}, 1e300]})"));
  CHECK_FALSE(short_of(R"({"and": [{">=": [{"var": "score.total"}, -1e300]}, {"var": "vip"}]})"));
  CHECK(short_of(R"({">=": [{"var": "score.total"}, 1e12]})") == points(1'000'000'000'000'000 - 10'000));
  CHECK(short_of(R"({"and": [{">=": [{"var": "score.total"}, -5.5]}, {">": [{"var": "score.total"}, 10.0005]}]})") ==
        points(1));
}

TEST_CASE("points short are said for the promotion only") {
  const Model model = promoting(R"({">=": [{"var": "score.total"}, 30]})", bant);
  LeadState state = lead_at_noon(model);
  put_into(model, state, Stage::sal);
  CHECK_FALSE(ask(model, state).points_short);
}

// --- what is in the way ------------------------------------------------------------------------

TEST_CASE("a model without promotion says so") {
  const Model model = model_of(R"("attributes": {})");
  const WhatIsMissing missing = ask(model, lead_at_noon(model));
  CHECK(blockers_of(missing) == Texts{"stage/no_promotion"});
  CHECK(missing.changes.empty());
}

TEST_CASE("an unknown promotion names the values that are missing") {
  const Model model = promoting(R"({"and": [{">=": [{"var": "size"}, 10]}, {"==": [{"var": "industry"}, "finance"]}]})");
  LeadState state = lead_at_noon(model);
  CHECK(blockers_of(ask(model, state)) == Texts{"promote_if/missing size", "promote_if/missing industry"});
  happens(model, state, AttributeChange{}.with("size", 12));
  CHECK(blockers_of(ask(model, state)) == Texts{"promote_if/missing industry"});
  happens(model, state, AttributeChange{}.with("industry", "other"));
  CHECK(blockers_of(ask(model, state)) == Texts{"promote_if/false"});
}

TEST_CASE("a promotion that is unknown with no value missing is in the way all the same") {
  const Model model = promoting(R"({">": [{"/": [10, {"var": "size"}]}, 5]})");
  LeadState state = lead_at_noon(model);
  happens(model, state, AttributeChange{}.with("size", 0));
  const WhatIsMissing missing = ask(model, state);
  CHECK(blockers_of(missing) == Texts{"promote_if/unknown"});
}

TEST_CASE("exclusions that hold are named, and what would lift them") {
  const Model model = promoting(R"({">=": [{"var": "score.total"}, 10]})", R"(
      "rules": [{"id": "size", "score": "s", "if": {">=": [{"var": "size"}, 1]}, "points": 10}],
      "exclude": [{"id": "staff", "if": {"endsWith": [{"var": "email"}, "@example.com"]}}])");
  LeadState state = lead_at_noon(model);
  happens(model, state, AttributeChange{}.with("email", "jo@example.com").with("size", 5));
  const WhatIsMissing missing = ask(model, state);
  CHECK(blockers_of(missing) == Texts{"exclude/staff", "promote_if/false"});
  CHECK(missing.points_short == points(10'000));
  CHECK(changes_of(missing) == Texts{"email: removed"});
  CHECK(missing.changes.front().kind == SingleChange::Kind::attribute);
}

TEST_CASE("an excluded lead in mql can't be accepted before the exclusion is lifted") {
  const Model model = promoting("false", R"("exclude": [{"id": "poor", "if": {"<": [{"var": "size"}, 10]}},
                                                       {"id": "vip", "if": {"var": "vip"}}])");
  LeadState state = lead_at_noon(model);
  happens(model, state, AttributeChange{}.with("size", 3));
  put_into(model, state, Stage::mql);
  const WhatIsMissing missing = ask(model, state);
  CHECK(blockers_of(missing) == Texts{"exclude/poor"});
  CHECK(changes_of(missing) == Texts{"size: removed", "size: 10", "size: 11"});
}

TEST_CASE("an exclusion by the age of a date is lifted by removing the date, or by another") {
  const Model model = promoting("true", R"("exclude": [{"id": "young", "if": {"<": [{"var": "since.age_days"}, 30]}}])");
  LeadState state = model.new_lead("L1");
  happens(model, state, AttributeChange{}.with("since", "2026-03-01"));
  CHECK(changes_of(ask(model, state)) ==
        Texts{"since: removed", "since: `2026-02-08`", "since: `2026-02-07`", "time: at 2026-03-31T00:00:00Z"});
}

TEST_CASE("nurture names its cool-off and the activity it waits for") {
  const Model model = model_of(R"("activities": {"visit": {}}, "rules": [{"id": "v", "score": "s", "on": "visit", "points": 1}],
    "stages": {"mql": {"promote_if": {">=": [{"var": "score.total"}, 1]}}, "nurture": {"cool_off": "2d"}})");
  LeadState state = lead_at_noon(model);
  put_into(model, state, Stage::nurture);
  WhatIsMissing missing = ask(model, state);
  CHECK(blockers_of(missing) ==
        Texts{"nurture/cool_off 2026-03-12T12:00:00Z", "nurture/no_activity", "promote_if/false"});
  CHECK(missing.points_short == points(1'000));
  CHECK(missing.changes.empty());  // no single one is enough

  happens(model, state, Activity{"visit", {}}, moment("2026-03-11T12:00:00Z"));
  missing = ask(model, state);
  CHECK(blockers_of(missing) == Texts{"nurture/cool_off 2026-03-12T12:00:00Z"});
  CHECK(changes_of(missing) == Texts{"time: at 2026-03-12T12:00:00Z"});

  happens(model, state, Tick{}, moment("2026-03-12T11:59:59.999Z"));
  CHECK(changes_of(ask(model, state)) == Texts{"time: at 2026-03-12T12:00:00Z"});
  happens(model, state, Tick{}, moment("2026-03-12T12:00:00Z"));
  CHECK(state.stage == Stage::mql);
}

TEST_CASE("without a cool-off nurture waits for an activity after its entry alone") {
  const Model model = promoting("true");
  LeadState state = model.new_lead("L1");
  happens(model, state, Activity{"visit", {}});
  put_into(model, state, Stage::nurture);
  CHECK(blockers_of(ask(model, state)) == Texts{"nurture/no_activity"});
  happens(model, state, Tick{}, moment("2026-03-10T13:00:00Z"));
  CHECK(changes_of(ask(model, state)) == Texts{"visit: 1 more", "webinar: 1 more"});
}

// --- the gate ----------------------------------------------------------------------------------

TEST_CASE("a closed gate names each criterion that is not met, its standing and its question") {
  const Model model = promoting("true", bant);
  LeadState state = model.new_lead("L1");
  put_into(model, state, Stage::sal);
  happens(model, state, Answer{"budget", {}, "met", {}, {}});
  happens(model, state, Answer{"need", NamedValues{{"pain", 1}}, {}, {}, {}});
  const WhatIsMissing missing = ask(model, state);
  CHECK(missing.how == "qualify");
  REQUIRE(missing.answers.size() == 3);
  CHECK(missing.answers[0].criterion == "authority");
  CHECK(missing.answers[0].standing == Standing::unknown);
  CHECK_FALSE(missing.answers[0].mandatory);
  CHECK(missing.answers[0].ask.empty());
  CHECK(missing.answers[1].criterion == "need");
  CHECK(missing.answers[1].standing == Standing::unmet);
  CHECK(missing.answers[1].mandatory);
  CHECK(missing.answers[1].ask == "How bad?");
  CHECK(blockers_of(missing) == Texts{"gate/authority unknown", "gate/need unmet", "gate/timeline unknown"});
  CHECK(changes_of(missing) == Texts{"need: answered `met`"});
  CHECK(missing.changes.front().kind == SingleChange::Kind::answer);
}

TEST_CASE("a gate that opens by itself has the same blockers as the command") {
  const std::string stages = R"("stages": {"sql": {"auto": true}}, )";
  const Model model = model_of(R"("attributes": {"vip": {"type": "flag"}}, )" + stages + bant +
                               R"(, "exclude": [{"id": "vip", "if": {"var": "vip"}}])");
  LeadState state = model.new_lead("L1");
  put_into(model, state, Stage::sal);
  happens(model, state, Answer{"budget", {}, "met", {}, {}});
  WhatIsMissing missing = ask(model, state);
  CHECK(missing.how == "by the gate");
  CHECK(blockers_of(missing) == Texts{"gate/authority unknown", "gate/need unknown", "gate/timeline unknown"});
  CHECK(changes_of(missing) == Texts{"need: answered `met`"});

  happens(model, state, AttributeChange{}.with("vip", true));
  happens(model, state, Answer{"need", {}, "met", {}, {}});
  missing = ask(model, state);
  CHECK(blockers_of(missing) == Texts{"exclude/vip"});
  CHECK(missing.answers.empty());
  CHECK(changes_of(missing) == Texts{"vip: removed", "vip: false"});
}

TEST_CASE("a gate that wants more criteria than it has says so, by command and by itself") {
  for (const bool by_itself : {false, true}) {
    const Model model = model_of(std::string(R"("stages": {"sql": {"auto": )") + (by_itself ? "true" : "false") +
                                 R"(}}, "gate": {"framework": "own", "require": 2, "criteria": {"only": {}}})");
    LeadState state = model.new_lead("L1");
    put_into(model, state, Stage::sal);
    happens(model, state, Answer{"only", {}, "met", {}, {}});
    const WhatIsMissing missing = ask(model, state);
    CHECK(missing.how == (by_itself ? "by the gate" : "qualify"));
    CHECK(blockers_of(missing) == Texts{"gate/require 2"});
    CHECK(missing.changes.empty());
  }
}

TEST_CASE("the gate is asked again on the way to an opportunity, and not on the way to a win") {
  const Model model = promoting("false", bant);
  LeadState state = lead_at_noon(model);
  put_into(model, state, Stage::sql);
  CHECK(ask(model, state).answers.size() == 4);
  put_into(model, state, Stage::opportunity);
  const WhatIsMissing missing = ask(model, state);
  CHECK(missing.answers.empty());
  CHECK(missing.blockers.empty());
}

TEST_CASE("an answer can be the single change that promotes") {
  const Model model = promoting(R"({"==": [{"var": "gate.need"}, "met"]})", bant);
  CHECK(changes_for(model) == Texts{"need: answered `met`"});
}

// --- single changes of attributes --------------------------------------------------------------

TEST_CASE("a number is tried at the threshold and on both sides of it") {
  CHECK(changes_for(promoting(R"({">=": [{"var": "size"}, 10]})")) == Texts{"size: 10", "size: 11"});
  CHECK(changes_for(promoting(R"({">": [{"var": "size"}, 10]})")) == Texts{"size: 11"});
  CHECK(changes_for(promoting(R"({"<": [{"var": "size"}, 10]})")) == Texts{"size: 9"});
  CHECK(changes_for(promoting(R"({"<=": [10, {"var": "size"}]})")) == Texts{"size: 10", "size: 11"});
  CHECK(changes_for(promoting(R"({"<": [10, {"var": "size"}, 20]})")) == Texts{"size: 11", "size: 19"});
  CHECK(changes_for(promoting(R"({"==": [{"var": "size"}, 10]})")) == Texts{"size: 10"});
  CHECK(changes_for(promoting(R"({"!=": [{"var": "size"}, 10]})")) == Texts{"size: 9", "size: 11"});
  CHECK(changes_for(promoting(R"({"in": [{"var": "size"}, [3, 5]]})")) == Texts{"size: 3", "size: 5"});
}

TEST_CASE("a number is said as it was tried, small or large") {
  CHECK(changes_for(promoting(R"({"==": [{"var": "size"}, 0.0000001]})")) == Texts{"size: 1e-07"});
  CHECK(changes_for(promoting(R"({"==": [{"var": "size"}, 1e300]})")) == Texts{"size: 1e+300"});
  CHECK(changes_for(promoting(R"({"==": [{"var": "size"}, 2000000.5]})")) == Texts{"size: 2000000.5"});
  CHECK(changes_for(promoting(R"({"==": [{"var": "size"}, -0.125]})")) == Texts{"size: -0.125"});
}

TEST_CASE("a number is said the same in every locale") {
  const char* found = nullptr;
  for (const char* name : {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8"})
    if (!found) found = ::setlocale(LC_NUMERIC, name);
  const Texts changes = changes_for(promoting(R"({"==": [{"var": "size"}, 12.5]})"));
  ::setlocale(LC_NUMERIC, "C");
  CHECK(changes == Texts{"size: 12.5"});
}

TEST_CASE("flags, texts, choices and lists are tried with what the model mentions") {
  CHECK(changes_for(promoting(R"({"var": "vip"})")) == Texts{"vip: true"});
  CHECK(changes_for(promoting(R"({"!": [{"var": "vip"}]})")) == Texts{"vip: false"});
  CHECK(changes_for(promoting(R"({"==": [{"var": "vip"}, true]})")) == Texts{"vip: true"});
  CHECK(changes_for(promoting(R"({"endsWith": [{"var": "email"}, "@a.org"]})")) == Texts{"email: `@a.org`"});
  CHECK(changes_for(promoting(R"({"in": ["@a.", {"var": "email"}]})")) == Texts{"email: `@a.`"});
  CHECK(changes_for(promoting(R"({"==": [{"var": "industry"}, "finance"]})")) == Texts{"industry: `finance`"});
  CHECK(changes_for(promoting(R"({"in": [{"var": "industry"}, ["software", "finance"]]})")) ==
        Texts{"industry: `software`", "industry: `finance`"});
  CHECK(changes_for(promoting(R"({"in": ["crm", {"var": "tags"}]})")) == Texts{"tags: `crm`"});
  CHECK(changes_for(promoting(R"({"some": [{"var": "tags"}, {"==": [{"var": ""}, "crm"]}]})")) ==
        Texts{"tags: `crm`"});
}

TEST_CASE("a value that would have to be missing is tried removed") {
  const AttributeChange known = AttributeChange{}.with("email", "a@b.c");
  CHECK(changes_for(promoting(R"({"==": [{"var": "email"}, null]})"), known) == Texts{"email: removed"});
  CHECK(changes_for(promoting(R"({"missing": ["email"]})"), known) == Texts{"email: removed"});
  CHECK(changes_for(promoting(R"({"!=": [{"var": "email"}, null]})")).empty());  // any text would do
}

TEST_CASE("dates are tried at the date and a day on both sides, and by their distance from the clock") {
  CHECK(changes_for(promoting(R"({"==": [{"var": "since"}, "2024-02-29"]})")) == Texts{"since: `2024-02-29`"});
  CHECK(changes_for(promoting(R"({">": [{"var": "since"}, "2024-02-29"]})")) == Texts{"since: `2024-03-01`"});
  CHECK(changes_for(promoting(R"({"<": [{"var": "since"}, "2024-03-01"]})")) == Texts{"since: `2024-02-29`"});
  CHECK(changes_for(promoting(R"({">=": [{"var": "since.age_days"}, 30]})")) ==
        Texts{"since: `2026-02-08`", "since: `2026-02-07`"});
  CHECK(changes_for(promoting(R"({"==": [{"var": "since.days_ahead"}, 2]})")) == Texts{"since: `2026-03-12`"});
  CHECK(changes_for(promoting(R"({">": [{"var": "since.age_days"}, 1e9]})")).empty());
  CHECK(changes_for(promoting(R"({"<": [{"var": "since"}, "0001-01-01"]})")).empty());
  CHECK(changes_for(promoting(R"({">": [{"var": "since"}, "9999-12-31"]})")).empty());
}

TEST_CASE("what rules mention is tried as well") {
  const std::string above = R"({">=": [{"var": "score.total"}, 10]})";
  CHECK(changes_for(promoting(above, R"("rules": [{"id": "b", "score": "s", "of": "size",
            "bands": [{"below": 10, "points": -5}, {"below": 50, "points": 12}, {"points": 3}]}])")) ==
        Texts{"size: 10", "size: 49"});
  CHECK(changes_for(promoting(above, R"("rules": [{"id": "b", "score": "s", "of": "size",
            "bands": [{"below": 10, "points": 10}, {"points": 0}]}])")) == Texts{"size: 9"});
  CHECK(changes_for(promoting(above, R"("rules": [{"id": "v", "score": "s", "of": "industry",
            "values": {"software": 20, "finance": 5}}])")) == Texts{"industry: `software`"});
  CHECK(changes_for(promoting(above, R"("rules": [{"id": "v", "score": "s", "of": "vip",
            "values": {"true": 20, "false": 1}}])")) == Texts{"vip: true"});
  CHECK(changes_for(promoting(above, R"("rules": [{"id": "v", "score": "s", "of": "email",
            "values": {"true": 20}}])")) == Texts{"email: `true`"});
  CHECK(changes_for(promoting(above, R"("rules": [{"id": "g", "score": "s",
            "if": {"and": [{"==": [{"var": "industry"}, "other"]}]}, "points": 10}])")) ==
        Texts{"industry: `other`"});
  CHECK(changes_for(promoting(above, R"("signals": {"n": {"on": "visit", "measure": "count"}},
            "rules": [{"id": "b", "score": "s", "of": "signal.n", "bands": [{"below": 2, "points": 0}, {"points": 10}]}])")) ==
        Texts{"visit: 2 more"});
}

TEST_CASE("a value that does not fit its attribute is not tried") {
  const Model model = model_of(R"("semantics": "jsonlogic", "attributes": {"size": {"type": "number"},
      "industry": {"type": "choice", "values": ["a"]}}, "stages": {"mql": {"promote_if":
      {"or": [{"==": [{"var": "size"}, "10"]}, {"==": [{"var": "industry"}, "none"]}, {"==": [{"var": "size"}, 10]}]}}})");
  CHECK(changes_for(model) == Texts{"size: 10"});
}

TEST_CASE("the removal of what excludes is tried whatever else the model mentions") {
  std::string values;
  for (int i = 0; i < 100; ++i) values += (i ? "," : "") + ("\"v" + std::to_string(i)) + "\": 0";
  const Model model = promoting("true", R"("rules": [{"id": "v", "score": "s", "of": "email", "values": {)" + values +
                                            R"(}}], "exclude": [{"id": "staff", "if": {"in": ["x", {"var": "email"}]}}])");
  LeadState state = model.new_lead("L1");
  happens(model, state, AttributeChange{}.with("email", "x"));
  const Texts changes = changes_of(ask(model, state));
  REQUIRE_FALSE(changes.empty());
  CHECK(changes.front() == "email: removed");
  CHECK(changes.size() <= 64);  // as many as are tried
}

// --- single changes of activities --------------------------------------------------------------

TEST_CASE("activities are counted to the first one that is enough, up to five") {
  const auto needed = [](int total) {
    return changes_for(promoting(R"({">=": [{"var": "score.total"}, )" + std::to_string(total) + "]}",
                                 R"("rules": [{"id": "v", "score": "s", "on": "visit", "points": 10}])"));
  };
  CHECK(needed(10) == Texts{"visit: 1 more"});
  CHECK(needed(20) == Texts{"visit: 2 more"});
  CHECK(needed(30) == Texts{"visit: 3 more"});
  CHECK(needed(40) == Texts{"visit: 4 more"});
  CHECK(needed(50) == Texts{"visit: 5 more"});
  CHECK(needed(60).empty());
}

TEST_CASE("fewer activities come first, after the single values") {
  const Model model = promoting(R"({">=": [{"var": "score.total"}, 20]})", R"("rules": [
      {"id": "v", "score": "s", "on": "visit", "points": 10}, {"id": "w", "score": "s", "on": "webinar", "points": 20},
      {"id": "size", "score": "s", "if": {"==": [{"var": "size"}, 7]}, "points": 20}])");
  CHECK(changes_for(model) == Texts{"size: 7", "webinar: 1 more", "visit: 2 more"});
}

TEST_CASE("activities get the fields that rules and signals ask for") {
  const std::string above = R"({">=": [{"var": "score.total"}, 10]})";
  CHECK(changes_for(promoting(above, R"("rules": [{"id": "v", "score": "s", "on": "visit",
            "when": {"startsWith": [{"var": "path"}, "/pricing"]}, "points": 5}])")) ==
        Texts{"visit: 2 more, path `/pricing`"});
  CHECK(changes_for(promoting(above, R"("rules": [{"id": "v", "score": "s", "on": "visit",
            "when": {"var": "paid"}, "points": 10}])")) == Texts{"visit: 1 more, paid true"});
  CHECK(changes_for(promoting(above, R"("rules": [{"id": "v", "score": "s", "on": "visit",
            "when": {"and": [{"==": [{"var": "path"}, "/a"]}, {">=": [{"var": "seconds"}, 30]}]}, "points": 10}])")) ==
        Texts{"visit: 1 more, path `/a`, seconds 30"});
  CHECK(changes_for(promoting(above, R"("rules": [{"id": "v", "score": "s", "on": "visit",
            "when": {"and": [{"==": [{"var": "path"}, "/a"]}, {">": [{"var": "seconds"}, 30]}]}, "points": 10}])")) ==
        Texts{"visit: 1 more, path `/a`, seconds 31"});
  CHECK(changes_for(promoting(R"({">=": [{"var": "signal.pricing"}, 1]})", R"("signals": {"pricing":
            {"on": "visit", "when": {"==": [{"var": "path"}, "/pricing"]}, "measure": "count"}})")) ==
        Texts{"visit: 1 more, path `/pricing`"});
}

TEST_CASE("the fields all together are tried however many values there are") {
  std::string paths;
  for (int i = 0; i < 30; ++i) paths += (i ? "," : "") + ("\"/p" + std::to_string(i)) + "\"";
  const Model model = promoting(R"({">=": [{"var": "score.total"}, 10]})", R"("rules": [{"id": "v", "score": "s",
      "on": "visit", "when": {"and": [{"in": [{"var": "path"}, [)" + paths + R"(]]}, {"var": "paid"}]}, "points": 10}])");
  CHECK(changes_for(model) == Texts{"visit: 1 more, paid true, path `/p0`"});
}

TEST_CASE("activities can lift an exclusion on the way to a command") {
  const Model model = promoting("false", R"("signals": {"n": {"on": "visit", "measure": "count"}},
      "exclude": [{"id": "quiet", "if": {"<": [{"var": "signal.n"}, 4]}}])");
  LeadState state = lead_at_noon(model);
  put_into(model, state, Stage::mql);
  CHECK(changes_of(ask(model, state)) == Texts{"visit: 4 more"});
}

// --- time --------------------------------------------------------------------------------------

TEST_CASE("time alone can promote") {
  const Model model = promoting(R"({">=": [{"var": "since.age_days"}, 30]})");
  LeadState state = model.new_lead("L1");
  happens(model, state, AttributeChange{}.with("since", "2026-03-01"));
  const WhatIsMissing missing = ask(model, state);
  REQUIRE_FALSE(missing.changes.empty());
  CHECK(missing.changes.back().kind == SingleChange::Kind::time);
  CHECK(missing.changes.back().change == "at 2026-03-31T00:00:00Z");
}

TEST_CASE("time that moves the lead elsewhere is no change worth naming") {
  const Model model = model_of(R"("attributes": {"vip": {"type": "flag"}}, "exclude": [{"id": "vip", "if": {"var": "vip"}}],
      "stages": {"mql": {"promote_if": false, "sla": {"within": "1d", "then": "nurture"}}})");
  LeadState state = model.new_lead("L1");
  happens(model, state, AttributeChange{}.with("vip", true));
  put_into(model, state, Stage::mql);
  CHECK(changes_of(ask(model, state)) == Texts{"vip: removed", "vip: false"});
}

// --- JsonLogic's own semantics -----------------------------------------------------------------

TEST_CASE("in JsonLogic's own semantics the same is asked, and nothing is unknown") {
  const std::string jsonlogic = R"("semantics": "jsonlogic")";
  CHECK(short_of(R"({">=": [{"var": "score.total"}, 30]})", ", " + jsonlogic) == points(20'000));
  const Model model = promoting(R"({"or": [{">=": [{"var": "size"}, 10]}, {"==": [{"var": "since"}, "2026-01-01"]}, {"var": "vip"}]})",
                                jsonlogic);
  const WhatIsMissing missing = ask(model, lead_at_noon(model));
  CHECK(blockers_of(missing) == Texts{"promote_if/false"});
  CHECK(changes_of(missing) == Texts{"since: `2026-01-01`", "size: 10", "size: 11", "vip: true"});
}

TEST_CASE("in JsonLogic's own semantics activities get their fields too") {
  const Model model = promoting(R"({">=": [{"var": "score.total"}, 10]})", R"("semantics": "jsonlogic", "rules": [
      {"id": "v", "score": "s", "on": "visit", "when": {"==": [{"var": "path"}, "/a"]}, "points": 5}])");
  CHECK(changes_for(model) == Texts{"visit: 2 more, path `/a`"});
}

TEST_CASE("in JsonLogic's own semantics operators may lack operands") {
  for (const char* condition : {R"({">=": [{"var": "score.total"}]})", R"({"<": []})", R"({"!!": []})", R"({"and": []})"})
    CHECK_FALSE(short_of(condition, R"(, "semantics": "jsonlogic")"));
}

TEST_CASE("a condition with thousands of operands is looked through once") {
  std::string sum;
  for (int i = 0; i < 20'000; ++i) sum += R"({"var":"size"},)" + std::to_string(i) + ",";
  CHECK(changes_for(promoting(R"({"==": [{"+": [)" + sum + R"(1]}, {"var": "size"}]})")).empty());
}

TEST_CASE("which of two totals stands first does not matter") {
  const std::string both = R"([{">=": [{"var": "score.total"}, 50]}, {">=": [{"var": "score.total"}, 30]}]})";
  const std::string turned = R"([{">=": [{"var": "score.total"}, 30]}, {">=": [{"var": "score.total"}, 50]}]})";
  for (const std::string& two : {both, turned}) {
    CHECK(short_of(R"({"and": )" + two) == points(40'000));
    CHECK(short_of(R"({"or": )" + two) == points(20'000));
  }
}

TEST_CASE("in JsonLogic's own semantics a text beside a date that is none is not tried") {
  const Model model = promoting(R"({"or": [{"==": [{"var": "since"}, "soon"]}, {"var": "vip"}]})", R"("semantics": "jsonlogic")");
  CHECK(changes_of(ask(model, lead_at_noon(model))) == Texts{"vip: true"});
}
