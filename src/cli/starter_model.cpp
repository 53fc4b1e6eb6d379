// Starter model: small enough to read in one sitting, with one rule of each kind.
#include "starter_model.hpp"

namespace bantam::cli {

std::string_view starter_model() {
  return R"json({
  "x-comment": "Change anything; `bantam check FILE` says what it makes of it. Keys that begin with x- are comments.",
  "format": "bantam/1",
  "name": "starter",
  "version": "1.0.0",

  "attributes": {
    "company":   {"type": "text"},
    "team_size": {"type": "number", "x-comment": "add \"column\": \"Employees\" to read it from that column of a table"},
    "industry":  {"type": "choice", "values": ["software", "finance", "other"]},
    "role":      {"type": "choice", "values": ["decision_maker", "influencer", "user"]},
    "email":     {"type": "text", "ignore_case": true}
  },

  "activities": {
    "page_view":    {"fields": {"path": {"type": "text"}}},
    "ebook":        {},
    "webinar":      {},
    "contact_form": {},
    "unsubscribe":  {}
  },

  "scores": {
    "fit":        {"min": 0, "max": 100, "bands": [{"name": "A", "from": 50}, {"name": "B", "from": 25}, {"name": "C", "from": 0}],
                   "x-comment": "who they are"},
    "engagement": {"min": 0, "max": 100, "bands": [{"name": "1", "from": 60}, {"name": "2", "from": 25}, {"name": "3", "from": 0}],
                   "x-comment": "what they do; points fade as the interest does"}
  },
  "groups": {
    "web": {"score": "engagement", "max": 40, "x-comment": "however much somebody browses, no more than this"}
  },

  "rules": [
    {"id": "team_size", "score": "fit", "of": "team_size",
     "bands": [{"below": 10, "points": 0}, {"below": 50, "points": 15}, {"points": 30}]},
    {"id": "industry", "score": "fit", "of": "industry", "values": {"software": 25, "finance": 15}, "other": 0},
    {"id": "role", "score": "fit", "of": "role", "values": {"decision_maker": 25, "influencer": 10}, "other": 0},

    {"id": "pages", "group": "web", "on": "page_view", "points": 1,
     "window": "90d", "per_day": 5, "decay": {"half_life": "30d"}},
    {"id": "pricing", "group": "web", "on": "page_view", "when": {"startsWith": [{"var": "path"}, "/pricing"]},
     "points": 15, "window": "90d", "cooldown": "1d", "decay": {"half_life": "30d"},
     "x-comment": "at most once a day, half as much after a month, nothing after three"},
    {"id": "ebook", "score": "engagement", "on": "ebook", "points": 10,
     "window": "180d", "newest": 3, "decay": {"linear": "180d"}},
    {"id": "webinar", "score": "engagement", "on": "webinar", "points": 20,
     "window": "180d", "newest": 2, "decay": {"linear": "180d"}},
    {"id": "contact_form", "score": "engagement", "on": "contact_form", "points": 60,
     "window": "90d", "newest": 1, "x-comment": "somebody who asks is called"},
    {"id": "unsubscribe", "score": "engagement", "on": "unsubscribe", "points": -40,
     "window": "365d", "newest": 1}
  ],

  "exclude": [
    {"id": "own_staff", "if": {"endsWith": [{"var": "email"}, "@example.com"]}, "x-comment": "your own domain"}
  ],
  "total":  {"min": 0, "max": 200},
  "rating": ["fit", "engagement"],

  "gate": {
    "x-comment": "what a conversation must bring to light before a lead is sales-qualified",
    "framework": "bant", "require": 3, "mandatory": ["need"],
    "criteria": {
      "budget":    {"fields": {"amount": {"type": "number"}}, "met_if": {">=": [{"var": "amount"}, 10000]},
                    "valid_for": "365d", "ask": "What budget is set aside?"},
      "authority": {"fields": {"role": {"type": "choice", "values": ["decision_maker", "influencer", "user"]}},
                    "met_if": {"==": [{"var": "role"}, "decision_maker"]}, "ask": "Who decides?"},
      "need":      {"fields": {"pain": {"type": "number"}}, "met_if": {">=": [{"var": "pain"}, 3]},
                    "ask": "From 1 to 5: how much does it hurt today?"},
      "timeline":  {"fields": {"decide_by": {"type": "date"}}, "met_if": {"<=": [{"var": "decide_by.days_ahead"}, 180]},
                    "ask": "When will you decide?"}
    }
  },

  "stages": {
    "mql": {"promote_if": {">=": [{"var": "score.total"}, 80]}, "demote_if": {"<": [{"var": "score.total"}, 50]},
            "min_dwell": "1d", "sla": {"within": "24h"}},
    "sal": {"sla": {"within": "5d"}},
    "sql": {"auto": true},
    "nurture": {"reset_activities": true, "cool_off": "30d"},
    "reasons": {"reject": ["no_budget", "no_response", "not_now"], "recycle": ["not_now", "no_response"],
                "disqualify": ["competitor", "bad_data"], "lose": ["price", "competitor", "no_decision"]}
  }
}
)json";
}

}  // namespace bantam::cli
