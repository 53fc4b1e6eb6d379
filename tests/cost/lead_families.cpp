#include <memory>
#include <string>

#include "bantam/bantam.hpp"
#include "cost/family.hpp"

namespace cost {
namespace {

using namespace bantam;

const Model& model() {
  static const Model compiled = *compile(R"({
    "format": "bantam/1", "name": "m",
    "attributes": {"a": {"type": "text"}, "n": {"type": "number"}},
    "activities": {"visit": {"fields": {"path": {"type": "text"}, "seconds": {"type": "number"}}}},
    "signals": {"count": {"on": "visit", "measure": "count", "window": "30d"}, "idle": {"on": "visit", "measure": "days_since_last"}},
    "scores": {"s": {"min": 0}},
    "rules": [
      {"id": "pricing", "score": "s", "on": "visit", "when": {"startsWith": [{"var": "path"}, "/p"]}, "points": 3,
       "cooldown": "1h", "newest": 50, "decay": {"half_life": "7d"}, "window": "90d"},
      {"id": "seconds", "score": "s", "on": "visit", "points_per": {"field": "seconds", "each": 0.5}, "per_day": 2},
      {"id": "text", "score": "s", "if": {"in": ["needle", {"var": "a"}]}, "points": 1},
      {"id": "idle", "score": "s", "if": {">": [{"var": "signal.idle"}, 30]}, "points": -5}],
    "gate": {"criteria": {"need": {"fields": {"pain": {"type": "number"}}, "met_if": {">": [{"var": "pain"}, 3]}}}},
    "stages": {"mql": {"promote_if": {">=": [{"var": "score.total"}, 1000000]}}}})").model;
  return compiled;
}

/// Points of both signs that fade hour by hour, and a promotion that the most of them just misses.
const Model& fading() {
  static const Model compiled = *compile(R"({
    "format": "bantam/1", "name": "m", "step": "1h",
    "activities": {"visit": {"fields": {"path": {"type": "text"}, "seconds": {"type": "number"}}}},
    "signals": {"visits": {"on": "visit", "measure": "count"}},
    "scores": {"s": {}},
    "rules": [
      {"id": "interest", "score": "s", "on": "visit", "points_per": {"field": "seconds", "each": 1}, "decay": {"half_life": "30d"}},
      {"id": "fatigue", "score": "s", "on": "visit", "points_per": {"field": "seconds", "each": -1}, "decay": {"half_life": "10d"}}],
    "stages": {"mql": {"promote_if": {">": [{"/": [{"+": [{"var": "score.total"}, 1]}, {"var": "signal.visits"}]}, 19.1]}}}})").model;
  return compiled;
}

Event visit(std::int64_t at, std::size_t i) {
  Activity activity{"visit", {}};
  activity.with("path", "/p/" + std::to_string(i)).with("seconds", i % 100);
  return {"L", Timestamp{at}, activity, "id" + std::to_string(i), {}};
}

/// A lead with so many visits, `at(i)` being the time of the i-th.
std::shared_ptr<LeadState> lead_with(std::size_t count, const std::function<std::int64_t(std::size_t)>& at,
                                     const Model& model = cost::model()) {
  auto state = std::make_shared<LeadState>(model.new_lead("L"));
  Workspace workspace;
  for (std::size_t i = 0; i < count; ++i) (void)apply_to(model, *state, visit(at(i), i), workspace);
  return state;
}

std::int64_t hourly(std::size_t i) { return static_cast<std::int64_t>(i) * 3'600'000; }
std::int64_t minutely(std::size_t i) { return static_cast<std::int64_t>(i) * 61'000; }
std::int64_t at_once(std::size_t) { return 0; }

std::function<void()> applying(std::shared_ptr<LeadState> state, std::vector<Event> events) {
  return [state, events] {
    Workspace workspace;
    for (const Event& event : events) (void)apply_to(model(), *state, event, workspace);
  };
}

std::function<void()> applying(std::shared_ptr<LeadState> state, Event event) {
  return applying(std::move(state), std::vector<Event>{std::move(event)});
}

}  // namespace

void add_lead_families(std::vector<Family>& families) {
  families.push_back({"a lead with everything, one more", 1000, [](std::size_t n) {
    return applying(lead_with(n, hourly), visit(hourly(n), n));
  }});
  families.push_back({"all times equal, one more", 1000, [](std::size_t n) {
    return applying(lead_with(n, at_once), visit(0, n));
  }});
  families.push_back({"all times equal, one before", 1000, [](std::size_t n) {
    Event first = visit(0, 0);
    first.id = "!";
    return applying(lead_with(n, at_once), first);
  }});
  families.push_back({"arrival in reverse, one more", 1000, [](std::size_t n) {
    return applying(lead_with(n, [n](std::size_t i) { return hourly(n - i); }), visit(0, n));
  }});
  families.push_back({"duplicates only", 1000, [](std::size_t n) {
    return applying(lead_with(10, hourly), std::vector<Event>(n, visit(hourly(3), 3)));
  }});
  families.push_back({"many answers", 1000, [](std::size_t n) {
    Answer answer{"need", NamedValues{{"pain", 4}}, {}, {}, {}};
    return applying(lead_with(10, hourly), std::vector<Event>(n, Event{"L", Timestamp{hourly(20)}, answer, {}, {}}));
  }});
  families.push_back({"an attribute of long text", 100'000, [](std::size_t n) {
    std::string text;
    while (text.size() < n) text += "needl";
    return applying(lead_with(10, hourly), Event{"L", Timestamp{hourly(20)}, AttributeChange{{{"a", text}}}, {}, {}});
  }});
  families.push_back({"many fields", 500, [](std::size_t n) {
    Activity wide{"visit", {}};
    for (std::size_t i = n; i-- > 0;) wide.with("field" + std::to_string(i), i);
    return applying(lead_with(10, hourly), Event{"L", Timestamp{hourly(20)}, wide, {}, {}});
  }});
  families.push_back({"chosen ids", 1000, [](std::size_t n) {  // each the first of all: hash or order, whatever is used
    auto state = lead_with(10, hourly);
    for (std::size_t i = 0; i < n; ++i) state->ids.push_back({"z" + std::string(100, 'a') + std::to_string(1'000'000 + i), i});
    Event first = visit(hourly(20), 20);
    first.id = "a";
    return applying(state, first);
  }});
  families.push_back({"explain", 1000, [](std::size_t n) {
    return [state = lead_with(n, hourly)] { (void)explanation_to_json(*explain(model(), *state, state->clock)); };
  }});
  families.push_back({"what_is_missing", 500, [](std::size_t n) {
    return [state = lead_with(n, hourly)] { (void)what_is_missing(model(), *state); };
  }});
  families.push_back({"next_change", 500, [](std::size_t n) {
    return [state = lead_with(n, hourly)] { (void)next_change(model(), *state); };
  }});
  families.push_back({"next_change, hourly", 500, [](std::size_t n) {
    return [state = lead_with(n, minutely, fading())] { (void)next_change(fading(), *state); };
  }});
  families.push_back({"save and load, binary", 1000, [](std::size_t n) {
    return [state = lead_with(n, hourly)] { (void)state_from_binary(model(), "L", *state_to_binary(model(), *state)); };
  }});
  families.push_back({"save and load, JSON", 500, [](std::size_t n) {
    return [state = lead_with(n, hourly)] { (void)state_from_json(model(), "L", *state_to_json(model(), *state)); };
  }});
  families.push_back({"an event line, wide", 400, [](std::size_t n) {
    const std::string line = event_to_json([n] {
      Activity wide{"visit", {}};
      for (std::size_t i = 0; i < n; ++i) wide.with("field" + std::to_string(i), "text");
      return Event{"L", Timestamp{0}, wide, {}, {}};
    }());
    return [line] { (void)event_from_json(line); };
  }});
}

}  // namespace cost
