// Threshold proposal: by totals as the engine makes them, weights and bounds included.
#include "threshold_proposal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

#include "bantam/decision.hpp"
#include "bantam/threshold.hpp"
#include "learn_report.hpp"

namespace bantam::cli {

namespace {

std::vector<double> totals_of(const LearnInput& input) {
  std::vector<double> totals;
  for (const JudgedLead& lead : input.judged)
    if (const Result<Decision> decision = decide(*input.model, lead.state, lead.at))
      totals.push_back(decision->total.nearest_double());
  return totals;
}

std::size_t passing(const std::vector<double>& totals, double threshold) {
  return static_cast<std::size_t>(std::count_if(totals.begin(), totals.end(),
                                                [&](double total) { return total >= threshold; }));
}

std::string share(std::size_t some, std::size_t all) {
  return fmt::format("{} of {} leads ({})", some, all, percent(some, all));
}

}  // namespace

std::size_t Capacity::of(std::size_t all) const {
  if (leads) return *leads;
  return static_cast<std::size_t>(std::llround(share.value_or(0) * static_cast<double>(all)));
}

std::optional<Capacity> parse_capacity(std::string_view text) {
  Capacity capacity;
  const bool percent = !text.empty() && text.back() == '%';
  if (percent) text.remove_suffix(1);
  double number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc{} || end != text.data() + text.size() || !(number >= 0)) return std::nullopt;
  if (percent && number > 100) return std::nullopt;
  if (!percent && (number != std::floor(number) || number > 1e9)) return std::nullopt;
  if (percent) capacity.share = number / 100;
  else capacity.leads = static_cast<std::size_t>(number);
  return capacity;
}

std::optional<ThresholdProposal> propose_threshold(const LearnFiles& files,
                                                   const LearnInput& judged,
                                                   const std::string& old_document,
                                                   const std::string& document,
                                                   const std::optional<Capacity>& capacity,
                                                   Console& console) {
  const Thresholds old = thresholds(old_document);
  if (files.leads == "-" || files.events == "-" || old.other || (!capacity && !old.promote)) return std::nullopt;
  LearnFiles again = files;
  again.candidates = false;
  again.folds.clear();
  again.only = judged.leads;
  const std::optional<LearnInput> rescored = read_learn_input(again, document, console);
  if (!rescored) return std::nullopt;
  const std::vector<double> before = totals_of(judged), after = totals_of(*rescored);
  const std::size_t wanted = capacity ? capacity->of(after.size()) : passing(before, *old.promote);
  const std::optional<double> promote = threshold_for(after, wanted);
  if (!promote) return std::nullopt;
  ThresholdProposal proposal;
  proposal.promote = *promote;
  if (old.demote) {
    const std::optional<double> demote = threshold_for(after, passing(before, *old.demote));
    proposal.demote = std::min(demote.value_or(*promote), *promote - 1);
  }
  proposal.words = fmt::format("MQL from {} points on: {} would pass", *promote, share(passing(after, *promote), after.size()));
  if (old.promote)
    proposal.words += fmt::format("; from {} points on by the old ones: {}", *old.promote,
                                  share(passing(before, *old.promote), before.size()));
  return proposal;
}

std::optional<ThresholdProposal> propose_threshold(const std::vector<std::int64_t>& points,
                                                   const Capacity& capacity) {
  const std::vector<double> totals(points.begin(), points.end());
  const std::optional<double> promote = threshold_for(totals, capacity.of(totals.size()));
  if (!promote) return std::nullopt;
  ThresholdProposal proposal;
  proposal.promote = *promote;
  proposal.words = fmt::format("MQL from {} points on: {} would pass", *promote, share(passing(totals, *promote), totals.size()));
  return proposal;
}

}  // namespace bantam::cli
