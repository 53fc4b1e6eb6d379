// JSON and binary forms of events, states and decisions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bantam/apply.hpp"
#include "bantam/explanation.hpp"
#include "bantam/backtest.hpp"
#include "bantam/compare.hpp"
#include "bantam/funnel.hpp"
#include "bantam/missing.hpp"
#include "bantam/replay.hpp"

namespace bantam {

/// Reads one event, a JSON object. Source: docs/semantics.md, sections 8 and 10.
///
/// Errors   Errc::malformed_event or Errc::limit_exceeded with line and column in `text`.
BANTAM_API Result<Event> event_from_json(std::string_view text, const Limits& limits = {});

/// Writes one event as a line of the log, without the line end. Everything it says is written: what
/// `apply` refuses as malformed, such as a name that stands twice, is refused when the line is read.
BANTAM_API std::string event_to_json(const Event& event);

/// Saves a state as JSON: version, lead, fingerprint, content, checksum.
///
/// Errors   Errc::limit_exceeded when it is longer than `snapshot_bytes` of the model's limits:
///          it could not be loaded. Save in the transaction of the event, and take both back.
///          Errc::corrupt_state when a text that the host built is not UTF-8.
BANTAM_API Result<std::string> state_to_json(const Model& model, const LeadState& state);

/// Saves a state in a compact binary form with the same content.
/// The checksum finds accidents, not attacks: keep blobs where only the host can write.
///
/// Errors   Errc::limit_exceeded, likewise; this form reaches the limit later.
BANTAM_API Result<std::string> state_to_binary(const Model& model, const LeadState& state);

/// What a host knows of a state that it loads.
struct LoadOptions {
  /// Of the state that it stored last: one of an earlier revision was rolled back. 0: not known.
  std::uint64_t revision = 0;
};

/// Loads a state saved by either function, for `lead`, to be used with `model`.
///
/// Errors   Errc::corrupt_state, Errc::newer_state, Errc::foreign_lead, Errc::limit_exceeded;
///          Errc::foreign_state when it was saved under another fingerprint: the message names
///          the rules that need a replay. Errc::stale_state: see LoadOptions.
BANTAM_API Result<LeadState> state_from_json(const Model& model, std::string_view lead,
                                             std::string_view text, const LoadOptions& options = {});
BANTAM_API Result<LeadState> state_from_binary(const Model& model, std::string_view lead,
                                               std::string_view blob, const LoadOptions& options = {});

/// The line that `bantam replay` prints for a lead. `explanation` adds `contributions`.
BANTAM_API std::string lead_to_json(const Decision& decision, const std::vector<Move>& moves,
                                    const std::vector<Alert>& alerts,
                                    const Explanation* explanation = nullptr);

BANTAM_API std::string explanation_to_json(const Explanation& explanation);
/// The lines that `bantam funnel` prints: for all leads, then for each segment, the whole and its
/// periods. Durations are in days, to a thousandth. Source: docs/funnel.md.
BANTAM_API std::vector<std::string> funnel_to_json(const Funnel& funnel);

/// The lines that `bantam backtest` prints: one object a figure or row of figures, told apart by
/// `of`; what does not exist is null. Source: docs/backtest.md.
BANTAM_API std::vector<std::string> backtest_to_json(const BacktestReport& report);

/// The lines that `bantam compare` prints, in the same manner. `leads` are the ids of the rows.
BANTAM_API std::vector<std::string> compare_to_json(const CompareReport& report,
                                                    const std::vector<std::string>& leads);

BANTAM_API std::string move_to_json(const Move& move);
BANTAM_API std::string alert_to_json(const Alert& alert);

}  // namespace bantam
