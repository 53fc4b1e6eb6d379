// Threshold proposal: by totals as the engine makes them, weights and bounds included.
#include "threshold_proposal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "bantam/decision.hpp"
#include "bantam/threshold.hpp"
#include "input.hpp"
#include "learn_report.hpp"

namespace bantam::cli {

namespace {

/// Totals under the model that the leads were judged with.
std::vector<double> totals_of(const LearnInput& input) {
  std::vector<double> totals;
  for (const JudgedLead& lead : input.judged)
    if (const Result<Decision> decision = decide(*input.model, lead.state, lead.at))
      totals.push_back(decision->total.nearest_double());
  return totals;
}

/// Totals under another one.
std::optional<std::vector<double>> totals_under(const std::string& document, const Cases& cases,
                                                Console& console) {
  const CompileReport report = compile(document);
  if (!report.model) return std::nullopt;
  std::vector<double> totals;
  const auto add = [&](const JudgedCase& one) {
    totals.push_back(one.explanation.decision.total.nearest_double());
  };
  if (!judge_cases(*report.model, cases, console, add)) return std::nullopt;
  return totals;
}

/// Of a capacity that fits.
std::size_t room_for(const Capacity& capacity, std::size_t leads,
                     const std::vector<std::int64_t>& at) {
  return static_cast<std::size_t>(std::llround(*leads_of(capacity, leads, at)));
}

std::size_t passing(const std::vector<double>& totals, double threshold) {
  return static_cast<std::size_t>(std::count_if(totals.begin(), totals.end(),
                                                [&](double total) { return total >= threshold; }));
}

std::string share(std::size_t some, std::size_t all) {
  return fmt::format("{} of {} leads ({})", some, all, percent(some, all));
}

}  // namespace

bool capacity_fits(const Capacity& capacity, const LearnInput& input, Console& console) {
  const Result<double> room = leads_of(capacity, input.won.size(), input.at);
  if (!room) console.report(finding_of(room.error(), "--capacity", 0));
  return static_cast<bool>(room);
}

std::optional<ThresholdProposal> propose_threshold(const LearnInput& input,
                                                   const std::string& old_document,
                                                   const std::string& document,
                                                   const std::optional<Capacity>& capacity,
                                                   Console& console) {
  const Thresholds old = thresholds(old_document);
  if (old.other || (!capacity && !old.promote)) return std::nullopt;
  const auto totals = totals_under(document, input.cases, console);
  if (!totals) return std::nullopt;
  const std::vector<double> before = totals_of(input), &after = *totals;
  const std::size_t wanted =
      capacity ? room_for(*capacity, after.size(), input.at) : passing(before, *old.promote);
  const std::optional<double> promote = threshold_for(after, wanted);
  if (!promote) return std::nullopt;
  ThresholdProposal proposal;
  proposal.promote = *promote;
  if (old.demote) {
    const std::optional<double> demote = threshold_for(after, passing(before, *old.demote));
    proposal.demote = std::min(demote.value_or(*promote), *promote - 1);
  }
  proposal.words = fmt::format("MQL from {} points on: {} would pass", *promote,
                               share(passing(after, *promote), after.size()));
  if (old.promote)
    proposal.words += fmt::format("; from {} points on by the old ones: {}", *old.promote,
                                  share(passing(before, *old.promote), before.size()));
  return proposal;
}

std::optional<ThresholdProposal> propose_threshold(const std::vector<std::int64_t>& points,
                                                   const std::vector<std::int64_t>& at,
                                                   const Capacity& capacity) {
  const std::vector<double> totals(points.begin(), points.end());
  const std::optional<double> promote =
      threshold_for(totals, room_for(capacity, totals.size(), at));
  if (!promote) return std::nullopt;
  ThresholdProposal proposal;
  proposal.promote = *promote;
  proposal.words = fmt::format("MQL from {} points on: {} would pass", *promote,
                               share(passing(totals, *promote), totals.size()));
  return proposal;
}

}  // namespace bantam::cli
