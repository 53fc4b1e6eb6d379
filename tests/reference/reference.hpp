/// The reference implementation: what a bantam model means, slowly.
///
/// Written from docs/semantics.md alone and independent of the library: it keeps every event and recomputes everything
/// from the whole list at each question. The fast engine is compared with it. Comments cite the sections of that page.
///
/// A model given here must already have been accepted by the library; events may be anything. Nothing is thrown.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace reference {

struct Options {
  std::optional<std::string> as_of;  ///< RFC 3339; left out: section 10's default
  bool arrival = false;              ///< apply in file order rather than in order of `at`
  bool explain = false;              ///< print `contributions`
  bool keep_going = false;           ///< malformed lines do not stop the replay
};

/// What became of one line of the log.
struct Outcome {
  std::size_t line = 0;               ///< from 1
  std::string result;                 ///< accepted, duplicate, duplicate_conflict, refused or malformed
  std::vector<std::string> blockers;  ///< of a refusal, e.g. `gate/budget unknown`
  std::vector<std::string> notices;   ///< of an accepted event: codes, one per value, in the order written
};

struct Replay {
  std::vector<std::string> lines;  ///< one line of JSON per lead, by lead id as bytes; empty when stopped
  std::vector<Outcome> outcomes;   ///< malformed lines first, then the others in the order applied
  bool stopped = false;            ///< a malformed line without keep_going, or a model or time that cannot be read
  std::size_t bad_line = 0;        ///< the first malformed line, when that stopped the replay
};

/// Section 10, `bantam replay`.
Replay replay(const std::string& model_json, const std::string& events_ndjson, const Options& options);

/// Section 8, `next_change`, of the state that `replay` ends with (its last tick included), found by trying every time
/// up to and including `horizon` at which anything could differ. Nothing, too, for an unknown lead.
std::optional<std::string> next_change(const std::string& model_json, const std::string& events_ndjson,
                                       const std::string& lead, const Options& options, const std::string& horizon);

}  // namespace reference
