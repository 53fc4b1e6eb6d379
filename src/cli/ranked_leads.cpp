#include "ranked_leads.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <thread>
#include <utility>

#include "column_builder.hpp"

namespace bantam::cli {

namespace {

/// Scores all leads in as many ranges as threads; the first error, if any.
std::optional<Error> score_ranges(const Batch& batch, unsigned threads, BatchScores& scores) {
  const std::size_t leads = batch.leads();
  const auto count = std::max<std::size_t>(1, std::min<std::size_t>(threads, leads));
  std::vector<std::optional<Error>> errors(count);
  const auto score = [&](std::size_t i) {
    errors[i] = score_range(batch, leads * i / count, leads * (i + 1) / count, scores);
  };
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < count; ++i) others.emplace_back(score, i);
  score(0);
  for (std::thread& other : others) other.join();
  for (std::optional<Error>& error : errors)
    if (error) return error;
  return std::nullopt;
}

std::vector<std::string> those_that_hold(const std::vector<std::string>& ids,
                                         const std::vector<std::vector<std::uint8_t>>& columns,
                                         std::size_t lead) {
  std::vector<std::string> held;
  for (std::size_t i = 0; i < ids.size(); ++i)
    if (columns[i][lead] != 0) held.push_back(ids[i]);
  return held;
}

}  // namespace

std::optional<RankedLeads> RankedLeads::rank(Sources& sources, const Arguments& arguments,
                                             unsigned threads, Console& console) {
  RankedLeads ranked(sources.model);
  if (!ranked.read(sources, arguments, console) || !ranked.score(threads, console) ||
      !ranked.replay_others(sources, arguments, console))
    return std::nullopt;
  ranked.sort();
  return ranked;
}

/// Log and table to columns.
bool RankedLeads::read(Sources& sources, const Arguments& arguments, Console& console) {
  ColumnOptions options;
  options.as_of = arguments.as_of;
  options.keep_going = arguments.keep_going;
  options.require_ids = arguments.require_ids;
  options.erased = &sources.erased;
  ColumnBuilder builder(model_, options);
  if (sources.log) {
    const auto counts = read_into(builder, *sources.log, model_, options, console);
    if (!counts) return false;
    if (counts->bad_lines != 0)
      console.say(fmt::format("{}: {} of {} lines left out", name_of(arguments.events),
                              counts->bad_lines, counts->lines));
    say_how_many_erased(counts->erased, arguments.events, console);
  }
  const std::optional<Timestamp> as_of = arguments.as_of ? arguments.as_of : builder.latest();
  has_table_ = sources.table.has_value();
  if (has_table_ && !sources.table->rows.empty()) {
    if (!as_of) {
      report_no_moment(arguments, console);
      return false;
    }
    for (const auto& [lead, rows] : sources.table->rows)
      for (const LeadRow& row : rows)
        if (!builder.take_row(lead, *as_of, row.values)) {
          console.report(too_large(name_of(arguments.leads), row.line));
          return false;
        }
  }
  as_of_ = as_of.value_or(Timestamp());
  std::optional<EventColumns> columns = builder.finish();
  if (!columns) console.report(too_large(name_of(arguments.events), 0));
  else columns_ = *std::move(columns);
  return columns.has_value();
}

bool RankedLeads::score(unsigned threads, Console& console) {
  const Result<Batch> batch =
      prepare_batch(model_, columns_.lead_columns(), columns_.activity_columns(), as_of_);
  std::optional<Error> error;
  if (batch) {
    scores_ = columns_for(*batch);
    error = score_ranges(*batch, threads, scores_);
  } else {
    error = batch.error();
  }
  if (error) console.report(finding_of(*error, "columns", 0));
  return !error;
}

/// With a table, leads without a row are left out.
bool RankedLeads::wanted(std::uint32_t lead) const {
  return !has_table_ || (columns_.marks[lead] & in_table) != 0;
}

bool RankedLeads::replay_others(Sources& sources, const Arguments& arguments, Console& console) {
  const Resets resets_of_model = resets(model_);
  std::map<std::string, std::uint32_t> others;
  for (std::uint32_t lead = 0; lead < columns_.leads.size(); ++lead) {
    if (!wanted(lead) || columns_suffice(columns_.marks[lead], resets_of_model)) continue;
    others.emplace(columns_.leads[lead], lead);
    replayed_[lead] = std::nullopt;
  }
  if (others.empty()) return true;
  Arguments at_the_moment = arguments;
  at_the_moment.as_of = as_of_;
  const auto scored = score_leads(sources, at_the_moment, console,
                                  [&](const std::string& id) { return others.count(id) != 0; });
  if (!scored) return false;
  for (const auto& [id, lead] : scored->leads) {
    Result<Decision> decision = decide(model_, lead.state, as_of_);
    if (!decision) {
      console.report(finding_of(decision.error(), "decision", 0));
      return false;
    }
    replayed_[others.at(id)] = *std::move(decision);
  }
  return true;
}

bool RankedLeads::is_suppressed(std::uint32_t lead) const {
  if (const auto found = replayed_.find(lead); found != replayed_.end())
    return found->second && suppressed(*found->second);
  return std::any_of(scores_.suppressed_by.begin(), scores_.suppressed_by.end(),
                     [lead](const std::vector<std::uint8_t>& column) { return column[lead] != 0; });
}

void RankedLeads::sort() {
  for (const auto& [lead, decision] : replayed_)
    if (decision) scores_.total[lead] = decision->total;
  const auto exists = [&](std::uint32_t lead) {
    const auto found = replayed_.find(lead);
    return wanted(lead) && (found == replayed_.end() || found->second);
  };
  for (const std::uint32_t lead : columns_.leads_by_id())
    if (exists(lead)) order_.push_back(lead);
  std::stable_sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
    return scores_.total[a] > scores_.total[b];
  });
  if (!model_.suppressions().empty())
    std::stable_partition(order_.begin(), order_.end(),
                          [&](std::uint32_t lead) { return !is_suppressed(lead); });
}

RankedLead RankedLeads::operator[](std::size_t place) const {
  const std::uint32_t lead = order_[place];
  RankedLead ranked;
  ranked.lead = std::string(columns_.leads[lead]);
  if (const auto found = replayed_.find(lead); found != replayed_.end()) {
    const Decision& decision = *found->second;
    ranked.total = decision.total;
    for (const ScoreStanding& score : decision.scores) ranked.scores.push_back(score.points);
    ranked.scores.resize(scores_.scores.size());  // of a suppressed lead there are none
    ranked.rating = decision.rating;
    ranked.excluded_by = decision.excluded_by;
    ranked.suppressed_by = decision.suppressed_by;
    return ranked;
  }
  ranked.total = scores_.total[lead];
  for (const std::vector<Points>& score : scores_.scores) ranked.scores.push_back(score[lead]);
  ranked.rating = rating(model_, scores_, lead);
  ranked.excluded_by = those_that_hold(model_.exclusions(), scores_.excluded_by, lead);
  ranked.suppressed_by = those_that_hold(model_.suppressions(), scores_.suppressed_by, lead);
  return ranked;
}

}  // namespace bantam::cli
