// The model that the event and state fuzzers speak to: a bit of everything.
#pragma once

#include "bantam/bantam.hpp"
#include "fuzz/expect.hpp"

namespace fuzz {

inline const bantam::Model& fixed_model() {
  static const bantam::Model model = *bantam::compile(R"({
    "format": "bantam/1", "name": "fuzzed",
    "attributes": {"size": {"type": "number"}, "email": {"type": "text", "ignore_case": true},
                   "industry": {"type": "choice", "values": ["a", "b"]}, "tags": {"type": "list"},
                   "since": {"type": "date"}, "vip": {"type": "flag"}},
    "activities": {"visit": {"fields": {"path": {"type": "text"}, "n": {"type": "number"}}}, "call": {}},
    "signals": {"idle": {"on": "visit", "measure": "days_since_last"}},
    "scores": {"s": {"min": 0, "bands": [{"name": "A", "from": 5}, {"name": "B", "from": 0}]}},
    "groups": {"g": {"score": "s", "max": 50}},
    "rules": [
      {"id": "v", "group": "g", "on": "visit", "when": {"startsWith": [{"var": "path"}, "/p"]}, "points": 3,
       "cooldown": "1h", "newest": 5, "decay": {"half_life": "7d"}},
      {"id": "n", "group": "g", "on": "visit", "points_per": {"field": "n", "each": 0.5}, "per_day": 2, "max": 9},
      {"id": "z", "score": "s", "of": "size", "bands": [{"below": 10, "points": 1}, {"points": 4}]},
      {"id": "i", "score": "s", "of": "industry", "values": {"a": 2}},
      {"id": "c", "score": "s", "if": {">=": [{"var": "signal.idle"}, 3]}, "points": -2}],
    "exclude": [{"id": "own", "if": {"endsWith": [{"var": "email"}, "@own.example"]}}],
    "gate": {"require": 1, "criteria": {"need": {"fields": {"pain": {"type": "number"}, "by": {"type": "date"}},
             "met_if": {">=": [{"var": "pain"}, 3]}, "valid_for": "30d"}}},
    "stages": {"mql": {"promote_if": {">=": [{"var": "score.total"}, 5]}, "sla": {"within": "1d", "then": "nurture"}},
               "nurture": {"reset_activities": true, "cool_off": "1d"}}})").model;
  return model;
}

}  // namespace fuzz
