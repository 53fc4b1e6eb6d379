// Spacing: a rule's cool-down and its limit per day, activity by activity from the oldest.
// docs/semantics.md, section 6, steps 2 and 3.
#pragma once

#include <cstdint>

#include "bantam/explanation.hpp"
#include "program/program.hpp"

namespace bantam {

class Spacing {
 public:
  explicit Spacing(const RuleProgram& rule) : rule_(&rule) {}

  /// Why the next activity that the rule hears does not count; `none` where it does so far.
  Removal next(std::int64_t at) {
    if (rule_->cooldown && any_ && at - last_ < rule_->cooldown->ms) return Removal::cooldown;
    any_ = true;
    last_ = at;
    in_day_ = at / day_ms == day_ ? in_day_ + 1 : 1;
    day_ = at / day_ms;
    return rule_->per_day != 0 && in_day_ > rule_->per_day ? Removal::per_day : Removal::none;
  }

 private:
  const RuleProgram* rule_;
  bool any_ = false;
  std::int64_t last_ = 0;  ///< that the cool-down let through
  std::int64_t day_ = -1;
  std::int64_t in_day_ = 0;
};

}  // namespace bantam
