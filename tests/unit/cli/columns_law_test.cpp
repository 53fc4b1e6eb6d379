// Law: columns_equal_replay. A batch over the columns of a log gives every lead what a replay of
// the log gives it, or the lead is marked as one that takes a replay.
#include <map>

#include "bantam/bantam.hpp"
#include "bantam/batch.hpp"
#include "cli/column_builder.hpp"
#include "laws/generate.hpp"
#include "laws/laws.hpp"
#include "test.hpp"

namespace bantam::cli {
namespace {

struct Tally {
  std::size_t by_columns = 0;
  std::size_t by_replay = 0;
};

std::string different(const std::string& what, const std::string& ours, const std::string& theirs) {
  return ours == theirs ? "" : what + ": columns " + ours + ", replay " + theirs + "\n";
}

std::string difference(const Model& model, const EventColumns& columns, const BatchScores& scores, const Replay& replay, Tally& tally) {
  std::map<std::string_view, const ReplayedLead*> left;
  for (const ReplayedLead& lead : replay.leads) left[lead.state.lead] = &lead;
  std::string text;
  for (std::size_t i = 0; i < columns.leads.size(); ++i) {
    const auto found = left.find(columns.leads[i]);
    const bool suffice = columns_suffice(columns.marks[i], resets(model));
    ++(suffice ? tally.by_columns : tally.by_replay);
    if (found == left.end()) {
      if (suffice) text += "no such lead in the replay\n";
      continue;
    }
    const LeadState& state = found->second->state;
    left.erase(found);
    if (!suffice) continue;
    const Explanation explained = *explain(model, state, replay.as_of);
    const bool scored = !suppressed(explained.decision);
    for (std::size_t r = 0; r < scores.contributions.size(); ++r)
      text += different("rule " + std::to_string(r), to_text(scores.contributions[r][i]),
                        to_text(scored ? explained.rules[r].points : Points()));
    std::size_t suppressing = 0;
    for (const auto& column : scores.suppressed_by) suppressing += column[i];
    text += different("suppressions", std::to_string(suppressing), std::to_string(explained.decision.suppressed_by.size()));
    text += different("total of " + state.lead, to_text(scores.total[i]), to_text(explained.decision.total));
    text += different("rating", rating(model, scores, i), explained.decision.rating);
    std::size_t excluded = 0;
    for (const auto& column : scores.excluded_by) excluded += column[i];
    text += different("exclusions", std::to_string(excluded), std::to_string(explained.decision.excluded_by.size()));
  }
  for (const auto& [lead, state] : left) text += "no column row of lead " + std::string(lead) + "\n";
  return text;
}

std::string check(std::uint64_t seed, Tally& tally) {
  generate::Random random(seed);
  const Model model = *compile(generate::model(random)).model;
  std::string log;
  std::vector<Event> events;
  for (const std::string& line : generate::log(random, 24)) {
    const Result<Event> event = event_from_json(line, model.limits());
    if (!event) continue;
    events.push_back(*event);
    log += line + "\n";
  }
  ColumnOptions options;
  if (random.once_in(2)) options.as_of = parse_timestamp(generate::moment(random));
  Console console;
  const std::optional<EventColumns> columns = columns_of(log, model, options, console);
  if (!columns) return "no columns";
  ReplayOptions replay_options;
  replay_options.as_of = options.as_of;
  replay_options.order = ReplayOrder::by_time;
  const Result<Replay> replayed = replay(model, events, replay_options);
  if (!replayed) return to_text(replayed.error());
  const Timestamp at = options.as_of ? *options.as_of : columns->latest.value_or(Timestamp{0});
  if (!options.as_of && columns->latest && at != replayed->as_of) return "another moment";
  const Result<BatchScores> scores = score_batch(model, columns->lead_columns(), columns->activity_columns(), at, {true});
  if (!scores) return to_text(scores.error());
  return difference(model, *columns, *scores, *replayed, tally);
}

TEST_CASE("law: columns_equal_replay", "[laws]") {
  Tally tally;
  laws::hold(laws::seeds(20'000), [&](std::uint64_t seed) { return check(seed, tally); });
  WARN(tally.by_columns << " leads by columns, " << tally.by_replay << " by replay");
  CHECK(tally.by_columns > tally.by_replay);
}

}  // namespace
}  // namespace bantam::cli
