// Limits: a bound for everything a model or an event can make large.
#pragma once

#include <cstddef>

namespace bantam {

/// Bounds on input. A host may lower each; a value above the default is taken as the default,
/// which is the maximum. Crossing one is an error that names it, never a cut.
struct Limits {
  std::size_t model_bytes = 1U << 20U;      ///< a model is written by people
  std::size_t record_bytes = 64U << 10U;    ///< one event line
  std::size_t snapshot_bytes = 16U << 20U;  ///< one saved state: larger ones are neither saved nor loaded
  std::size_t json_depth = 64;              ///< nesting of arrays and objects
  std::size_t text_bytes = 16U << 10U;      ///< one text
  std::size_t object_keys = 1024;           ///< keys of one object in an event
  std::size_t id_bytes = 128;               ///< lead ids, event ids, activity types, rule ids
  std::size_t rules = 4096;                 ///< rules of a model
  std::size_t condition_depth = 16;         ///< nesting of operators in a condition
  std::size_t conditions_per_rule = 64;     ///< operators in one condition
  std::size_t evaluation_steps = 1'000'000; ///< operators of all conditions, asked once per lead
};

/// Limits as they are kept: none above its default.
inline Limits bounded(Limits limits) {
  const Limits most;
  const auto bound = [](std::size_t& limit, std::size_t maximum) { limit = limit < maximum ? limit : maximum; };
  bound(limits.model_bytes, most.model_bytes);
  bound(limits.record_bytes, most.record_bytes);
  bound(limits.snapshot_bytes, most.snapshot_bytes);
  bound(limits.json_depth, most.json_depth);
  bound(limits.text_bytes, most.text_bytes);
  bound(limits.object_keys, most.object_keys);
  bound(limits.id_bytes, most.id_bytes);
  bound(limits.rules, most.rules);
  bound(limits.condition_depth, most.condition_depth);
  bound(limits.conditions_per_rule, most.conditions_per_rule);
  bound(limits.evaluation_steps, most.evaluation_steps);
  return limits;
}

}  // namespace bantam
