#include "support/everything.hpp"

#include <cstdlib>
#include <variant>

namespace everything {
namespace {

using namespace bantam;

/// Without the lead and the brace at the end.
const char* const lines[] = {
    R"("at":"2026-11-01T08:00:00Z","id":"a1","attributes":{"size":40,"email":"Kim@Example.com","industry":"software","tags":["b","a"],"since":"2020-02-29","vip":false})",
    R"("at":"2026-11-01T10:00:00Z","id":"v1","activity":"visit","fields":{"path":"/pricing","seconds":75})",
    R"("at":"2026-11-01T10:00:00Z","activity":"visit","fields":{"seconds":0.1,"path":"/pricing/annual"})",
    R"("at":"2026-11-01T10:00:00Z","id":"v1","activity":"visit","fields":{"path":"/pricing","seconds":75})",
    R"("at":"2026-11-01T10:00:00Z","id":"v1","activity":"visit","fields":{"path":"/other"})",
    R"("at":"2026-10-20T10:00:00Z","id":"w0","activity":"webinar","fields":{"topic":"Basics","guests":["kim","lee"]})",
    R"("at":"2026-11-02T09:00:00Z","activity":"unheard of","fields":{"list":["x","y"],"object":{"a":[1,null]},"flag":true})",
    R"("at":"2026-11-02T09:30:00Z","activity":"visit","fields":{"path":7,"seconds":"many","extra":"e","nothing":null})",
    R"("at":"2026-11-02T10:00:00Z","id":"w1","activity":"webinar","fields":{"topic":"pricing"})",
    R"("at":"2026-11-02T11:00:00Z","activity":"webinar","fields":{"topic":"none of these"})",
    R"("at":"2026-11-02T12:00:00Z","attributes":{"vip":true,"size":"not a number","industry":"unknown","tags":[],"other":1})",
    R"("at":"2026-11-02T12:00:00Z","attributes":{"size":120,"industry":"finance","tags":["partner","newsletter"]})",
    R"("at":"2026-11-02T13:00:00Z","id":"c1","activity":"call")",
    R"("at":"2026-11-02T14:00:00Z","command":"qualify","by":"sdr-7")",
    R"("at":"2026-11-02T14:00:00Z","command":"accept","by":"sdr-7")",
    R"("at":"2026-11-03T09:00:00Z","id":"b1","answer":"budget","fields":{"amount":20000,"period":"a year"},"by":"sdr-7","note":"on the phone")",
    R"("at":"2026-11-03T09:01:00Z","answer":"authority","verdict":"met")",
    R"("at":"2026-11-03T09:02:00Z","answer":"need","fields":{"pain":"much"})",
    R"("at":"2026-11-03T09:03:00Z","answer":"need","fields":{"pain":4})",
    R"("at":"2026-11-03T09:04:00Z","answer":"timeline","fields":{"decide_by":"2027-01-31"})",
    R"("at":"2026-11-03T09:05:00Z","answer":"weather","verdict":"met")",
    R"("at":"2026-11-03T09:06:00Z","answer":"need","verdict":"perhaps")",
    R"("at":"2026-11-04T09:00:00Z","received":"2026-11-04T08:00:00Z","activity":"visit","fields":{"path":"/"})",
    R"("at":"2026-11-04T09:00:00Z","received":"2026-11-04T08:56:00Z","tick":true)",
    R"("at":"2026-11-01T09:00:00Z","tick":true)",
    R"("at":"2026-11-05T09:00:00Z","command":"reject","reason":"no such reason","by":"ae-1")",
    R"("at":"2026-11-05T09:00:00Z","command":"reject","reason":"no_budget","by":"ae-1")",
    R"("at":"2026-11-01T11:00:00Z","id":"late","activity":"visit","fields":{"path":"/before the reset"})",
    R"("at":"2026-11-20T09:00:00Z","activity":"visit","fields":{"path":"/pricing","seconds":600})",
    R"("at":"2026-12-10T09:00:00Z","id":"w2","activity":"webinar","fields":{"topic":"pricing"})",
    R"("at":"2026-12-10T10:00:00Z","activity":"visit","fields":{"path":"/pricing","seconds":1200})",
    R"("at":"2026-12-13T09:30:00Z","tick":true)",
    R"("at":"2026-12-13T10:00:00Z","command":"override","to":"mql","reason":"called us","by":"boss")",
    R"("at":"2026-12-14T11:00:00Z","tick":true)",
    R"("at":"2026-12-14T12:00:00Z","command":"override","to":"sal","reason":"called us","by":"boss")",
    R"("at":"2026-12-14T12:01:00Z","answer":"need","verdict":"met")",
    R"("at":"2026-12-14T12:02:00Z","command":"qualify","by":"sdr-7")",
    R"("at":"2026-12-14T12:03:00Z","command":"open_opportunity","by":"ae-1")",
    R"("at":"2026-12-15T12:00:00Z","activity":"visit","fields":{"path":"/pricing","seconds":30})",
    R"("at":"2026-12-15T13:00:00Z","id":"w3","activity":"webinar","fields":{"topic":"basics"})",
};

Event event_of(const std::string& lead, const char* line) {
  const Result<Event> event = event_from_json(R"({"lead":")" + lead + R"(",)" + line + "}");
  if (!event) std::abort();
  return *event;
}

}  // namespace

const std::string& document() {
  static const std::string text = R"({
  "format": "bantam/1", "name": "everything", "version": "1.0.0",
  "attributes": {
    "size": {"type": "number"}, "email": {"type": "text", "ignore_case": true},
    "industry": {"type": "choice", "values": ["software", "finance", "other"]},
    "tags": {"type": "list"}, "since": {"type": "date"}, "vip": {"type": "flag"}},
  "activities": {
    "visit": {"fields": {"path": {"type": "text"}, "seconds": {"type": "number"}}},
    "webinar": {"fields": {"topic": {"type": "choice", "values": ["basics", "pricing"], "ignore_case": true},
                           "guests": {"type": "list"}}},
    "call": {}},
  "signals": {
    "pricing_week": {"on": "visit", "when": {"startsWith": [{"var": "path"}, "/pricing"]}, "window": "7d", "measure": "count"},
    "idle_days": {"on": ["visit", "webinar"], "measure": "days_since_last"},
    "seconds": {"on": "visit", "measure": "sum", "field": "seconds", "window": "30d"},
    "last_path": {"on": "visit", "measure": "last", "field": "path"},
    "days": {"on": ["visit", "webinar", "call"], "measure": "active_days"}},
  "scores": {
    "fit": {"min": 0, "max": 100, "bands": [{"name": "A", "from": 40}, {"name": "B", "from": 0}]},
    "engagement": {"min": 0, "bands": [{"name": "1", "from": 30}, {"name": "2", "from": 0}]}},
  "groups": {"web": {"score": "engagement", "max": 40}},
  "rules": [
    {"id": "pricing", "group": "web", "on": "visit", "when": {"startsWith": [{"var": "path"}, "/pricing"]},
     "points": 10, "window": "90d", "decay": {"half_life": "30d"}, "cooldown": "1h", "newest": 5},
    {"id": "minutes", "group": "web", "on": "visit", "points_per": {"field": "seconds", "each": 0.05}, "per_day": 3,
     "decay": {"linear": "60d"}, "max": 20},
    {"id": "webinar", "score": "engagement", "on": "webinar", "points": 25, "decay": {"step": "30d", "keep": 0.5},
     "if": {"in": [{"var": "industry"}, ["software", "finance"]]}},
    {"id": "any", "score": "engagement", "on": ["visit", "call"], "points": 0.125, "newest": 3},
    {"id": "size", "score": "fit", "of": "size",
     "bands": [{"below": 10, "points": -5}, {"below": 50, "points": 5}, {"points": 15}], "missing": 1},
    {"id": "industry", "score": "fit", "of": "industry", "values": {"software": 20, "finance": 12}, "other": 2},
    {"id": "vip", "score": "fit", "of": "vip", "values": {"true": 8}},
    {"id": "partner", "score": "fit", "if": {"some": [{"var": "tags"}, {"==": [{"var": ""}, "partner"]}]}, "points": 6},
    {"id": "old", "score": "fit", "if": {">": [{"var": "since.age_days"}, 365]}, "points": 3},
    {"id": "cold", "score": "engagement", "if": {">=": [{"var": "signal.idle_days"}, 30]}, "points": -20},
    {"id": "busy", "score": "engagement", "of": "signal.days", "bands": [{"below": 3, "points": 0}, {"points": 4}]}],
  "exclude": [{"id": "own_staff", "if": {"endsWith": [{"var": "email"}, "@own.example"]}}],
  "total": {"weights": {"fit": 0.5, "engagement": 1}, "min": 0, "bands": [{"name": "hot", "from": 60}, {"name": "cold", "from": 0}]},
  "rating": ["fit", "engagement"],
  "gate": {"framework": "bant", "require": 4, "mandatory": ["need"], "criteria": {
    "budget": {"fields": {"amount": {"type": "number"}}, "met_if": {">=": [{"var": "amount"}, 10000]},
               "valid_for": "365d", "ask": "What budget is set aside?"},
    "authority": {"fields": {"role": {"type": "choice", "values": ["decision_maker", "user"]}},
                  "met_if": {"==": [{"var": "role"}, "decision_maker"]}},
    "need": {"fields": {"pain": {"type": "number"}}, "met_if": {">=": [{"var": "pain"}, 3]}, "valid_for": "30d"},
    "timeline": {"fields": {"decide_by": {"type": "date"}}, "met_if": {"<=": [{"var": "decide_by.days_ahead"}, 180]}}}},
  "stages": {
    "mql": {"promote_if": {"and": [{">=": [{"var": "score.total"}, 40]}, {"!=": [{"var": "band.engagement"}, "2"]}]},
            "demote_if": {"<": [{"var": "score.total"}, 20]}, "min_dwell": "1d", "sla": {"within": "3d", "then": "nurture"}},
    "sal": {"sla": {"within": "5d"}}, "sql": {"auto": false},
    "nurture": {"reset_activities": true, "cool_off": "30d"},
    "reasons": {"reject": ["no_budget", "no_response"], "disqualify": ["competitor"], "lose": ["price"]}}})";
  return text;
}

const Model& model() {
  static const Model compiled = *compile(document()).model;
  return compiled;
}

const std::vector<Event>& events() {
  static const std::vector<Event> all = [] {
    std::vector<Event> made;
    for (const char* line : lines) made.push_back(event_of("L1", line));
    return made;
  }();
  return all;
}

std::vector<Event> log(std::size_t leads) {
  std::vector<Event> made;
  for (std::size_t i = 0; i < leads; ++i)
    for (std::size_t k = 0; k < std::size(lines) - 3 * (i % 10); ++k)
      made.push_back(event_of("L" + std::to_string(i + 1), lines[k]));
  return made;
}

std::vector<Event> in_columns(std::size_t leads) {
  std::vector<Event> kept;
  for (Event event : log(leads)) {
    const bool has_column =
        std::holds_alternative<Activity>(event.what) || std::holds_alternative<AttributeChange>(event.what);
    if (!has_column || event.received || event.id == "v1") continue;
    event.id.reset();
    kept.push_back(std::move(event));
  }
  return kept;
}

const LeadState& state() {
  static const LeadState lived = [] {
    LeadState made = model().new_lead("L1");
    Workspace workspace;
    for (const Event& event : events())
      if (!apply_to(model(), made, event, workspace)) std::abort();
    return made;
  }();
  return lived;
}

Timestamp later() { return Timestamp{state().clock.ms + 3 * day_ms}; }

}  // namespace everything
