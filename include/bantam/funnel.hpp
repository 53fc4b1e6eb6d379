// funnel: how leads went from stage to stage, counted from their journals.
//
// What each figure means is said once, for people, in docs/funnel.md.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bantam/export.hpp"
#include "bantam/journal.hpp"
#include "bantam/replay.hpp"
#include "bantam/result.hpp"
#include "bantam/share.hpp"
#include "bantam/stage.hpp"
#include "bantam/timestamp.hpp"

namespace bantam {

/// What the funnel reads of a Move.
struct StageMove {
  Stage from = Stage::lead;
  Stage to = Stage::lead;
  Trigger trigger = Trigger::automatic;
  Timestamp at;
  std::string reason = {};  ///< empty: none
  bool gate_open = false;   ///< at the move
};

/// The journal of one lead, from its beginning in the stage `lead`.
struct LeadJournal {
  Timestamp began;  ///< its first accepted event
  std::vector<StageMove> moves;
  std::vector<Alert> alerts;
  std::string segment = {};  ///< what the lead is counted under; empty: not known
};

/// Nothing of a lead that does not exist.
BANTAM_API std::optional<LeadJournal> journal_of(const ReplayedLead& lead,
                                                 std::string segment = {});

/// What may be kept of the journal of an erased lead, for the funnel to count as before: stages,
/// triggers, times and the standing of the gate. A reason stays where the model lists it, being its
/// word and nobody's text; the segment goes, being the lead's data. Times stay exact: who has
/// another record of the same moments may still tell whose they were.
BANTAM_API LeadJournal without_person(const Model& model, LeadJournal journal);

/// Calendar periods in UTC; a week begins on Monday.
enum class Period : unsigned char { whole, day, week, month };

BANTAM_API std::string_view to_text(Period period);
BANTAM_API std::optional<Period> parse_period(std::string_view name);

struct FunnelOptions {
  Timestamp as_of;                ///< nothing later has happened yet
  Period period = Period::whole;  ///< anything else adds spans, one a period
  Duration lag{30 * day_ms};      ///< how long after its entry a lead is asked whether it went on
  std::vector<Stage> sla_stages = {};  ///< that promise something: `stages_with_sla`
};

/// Durations of which half, three quarters and nine tenths are not longer; between two of them the
/// straight line (quantiles of type 7 in Hyndman and Fan, 1996), cut to whole milliseconds.
struct Spread {
  std::uint64_t count = 0;
  Duration median;
  Duration p75;
  Duration p90;
};

struct SlaCount {
  std::uint64_t met = 0;     ///< stays that ended in time
  std::uint64_t missed = 0;  ///< alerts
};

/// A stage in a span. Always opening + in − out = closing.
struct StageCount {
  std::uint64_t opening = 0;
  std::uint64_t in = 0;
  std::uint64_t out = 0;
  std::uint64_t closing = 0;    ///< stays that are open at the end
  std::uint64_t first_in = 0;   ///< of `in`, those of leads that had never been there
  std::optional<Spread> time;   ///< of the stays that ended: open ones are not in it
  std::optional<SlaCount> sla;  ///< of a stage that promises something, or did
};

/// Of the leads whose first entry to `from` was in the span, how many reached `to`, or a stage
/// beyond it on the ladder, within the lag.
struct Conversion {
  Stage from = Stage::lead;
  Stage to = Stage::mql;
  std::uint64_t entered = 0;
  std::uint64_t immature = 0;     ///< entered less than the lag ago: not asked yet
  std::uint64_t converted = 0;    ///< of the others
  std::uint64_t by_override = 0;  ///< of the converted
  std::uint64_t so_far = 0;       ///< of all that entered, whenever and however
  std::optional<Share> share;     ///< converted / (entered − immature); nothing: all are immature
};

/// How often leads moved in one way for one reason.
struct MoveCount {
  Trigger trigger = Trigger::automatic;
  Stage from = Stage::lead;
  Stage to = Stage::lead;
  std::string reason;  ///< empty: none
  std::uint64_t count = 0;
  std::uint64_t gate_shut = 0;  ///< of these, with the gate shut
};

/// What happened from `from` on and before `to`; also at `to` where that is the moment asked for.
struct FunnelSpan {
  Timestamp from;
  Timestamp to;
  bool complete = true;                        ///< a period that is over
  std::array<StageCount, stage_count> stages;  ///< by Stage
  std::vector<Conversion> conversions;         ///< to the next stage, then to closed_won, by rung
  std::optional<Spread> time_to_won;  ///< from beginning to winning, of the wins in the span
  std::vector<MoveCount> moves;       ///< all of them; by trigger, from, to, then the most
};

struct FunnelSegment {
  std::string name;
  std::uint64_t leads = 0;
  FunnelSpan whole;                 ///< from the first beginning to the moment asked for
  std::vector<FunnelSpan> periods;  ///< of the calendar, the same for all segments
};

struct Funnel {
  FunnelOptions options;
  FunnelSegment all;
  std::vector<FunnelSegment> segments;  ///< by name as bytes; none where no journal names one
};

/// Counts stays, moves and promises of leads, all of them and by segment.
///
/// Errors   Errc::bad_journal for a journal that contradicts itself, naming its place: moves out of
///          order or from another stage than the lead is in, an alert outside a stay of its stage.
///          Errc::out_of_range for a moment outside [1970, 2200), a lag that is not positive.
///          Errc::limit_exceeded past 50,000 spans over all segments.
/// Cost     linear in moves and alerts, with a logarithm of the periods; a sort of durations.
/// Threads  pure.
/// Source   docs/funnel.md.
BANTAM_API Result<Funnel> funnel(const std::vector<LeadJournal>& journals,
                                 const FunnelOptions& options);

}  // namespace bantam
