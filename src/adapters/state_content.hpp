// What both forms of a saved state have in common: their version, their checks, their errors.
//
// In every version of either form a checksum over all the rest can be found without knowing the
// version, so that a damaged version number is seen as damage and not as a newer format.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bantam/json.hpp"
#include "bantam/model.hpp"
#include "bantam/result.hpp"
#include "bantam/state.hpp"
#include "engine/evaluation.hpp"
#include "values/json.hpp"

namespace bantam {

inline constexpr std::uint64_t state_version = 1;

/// The error for a saved state that is cut short or altered; `why` in our own words.
Error corrupt_state(std::string_view why);
Error newer_state(std::uint64_t version);
/// The error for a saved state larger than the limit, or nothing: asked by saving and by loading.
std::optional<Error> size_error(const Model& model, std::string_view saved);

/// The error for a state of another lead or of a model with another fingerprint, which then names
/// the rules that need a replay. Only `lead`, `model` and `rule_marks` are looked at.
std::optional<Error> owner_error(const Model& model, std::string_view lead, const LeadState& head);

/// What no state that `apply` made can have, or nothing: activities or ids out of order, times out
/// of range or after the clock, lists of another length than the model's.
std::optional<Error> content_error(const Model& model, const LeadState& state);

/// The error for a state that is older than what the host knows of it, or nothing.
std::optional<Error> revision_error(const LeadState& state, const LoadOptions& options);

/// What a loaded state has that no saved one says: what it shares with other leads, what is derived.
void complete(const Model& model, LeadState& state);
bool has_answers(const LeadState& state);

/// The last eight bytes of the binary form: over all bytes before them.
std::uint64_t checksum(std::string_view bytes);

/// The `checksum` of the JSON form: over the members but itself. Equal for equal content, whatever
/// the order of keys and the white space, so that a database may keep the text in its own layout.
std::uint64_t checksum(const Json& object);

/// A number in as many hexadecimal digits, and back.
std::string to_hex(std::uint64_t number, std::size_t digits);
std::optional<std::uint64_t> from_hex(std::string_view text, std::size_t digits);

}  // namespace bantam
