// Judging: who is judged and when is settled before any lead is scored.
#include "judging.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "input.hpp"

namespace bantam::cli {

namespace {

/// Of leads that are taken as a table has them: nothing looks at it.
constexpr Timestamp any_moment{1'000'000'000'000};

class Settling {
 public:
  Settling(const Model& model, const JudgingFiles& files, const EndingOf& ending, Console& console)
      : model_(model), files_(files), ending_(ending), console_(console) {}

  std::optional<Cases> run();

 private:
  bool complain(const Finding& finding) {
    console_.report(finding);
    return false;
  }
  bool read_table();
  bool read_log();
  bool read_outcomes();
  bool read_outcome_table();
  bool read_outcome_column();
  bool settle();
  bool settle_lead(const std::string& lead);
  bool too_young(Timestamp at) const;
  void set_outcome(const std::optional<KnownOutcome>& known, LeadCase& one) const;
  std::optional<Timestamp> came(const std::string& lead) const;
  std::optional<KnownOutcome> outcome_of(const std::string& lead) const;
  bool is_lead(const std::string& lead) const;
  bool add_folds();

  const Model& model_;
  const JudgingFiles& files_;
  const EndingOf& ending_;
  Console& console_;
  ErasedLeads erased_;
  Cases cases_;
  std::optional<Outcomes> outcomes_;  // nothing: the log says it
  std::optional<Timestamp> end_;      // of the log
};

bool Settling::read_table() {
  const bool others = !files_.events.empty() || !files_.outcomes.empty();
  cases_.table =
      read_lead_table(files_.leads, {files_.id_column, files_.time_column, others}, console_);
  if (!cases_.table) return false;
  say_how_many_rows_erased(without_erased(cases_.table->row_of, erased_), files_.leads, console_);
  return true;
}

bool Settling::read_log() {
  std::optional<EventsByLead> events = read_events(files_.events, model_, erased_, console_);
  if (!events) return false;
  cases_.events = *std::move(events);
  return true;
}

bool Settling::read_outcome_table() {
  const std::optional<RawTable> table = cli::read_table(files_.outcomes, console_);
  if (!table) return false;
  const auto place = [&](const std::string& named, const char* usual, const char* option) {
    return wanted_column(*table, named.empty() ? usual : named, option, console_);
  };
  OutcomePlaces columns;
  columns.lead = place(files_.id_column, "lead", "--id");
  if (!columns.lead) return false;
  const auto outcome = place(files_.outcome_column, "won", "--outcome");
  if (!outcome) return false;
  columns.outcome = *outcome;
  if (!files_.outcome_at_column.empty() || table->find("at")) {
    columns.at = place(files_.outcome_at_column, "at", "--outcome-at");
    if (!columns.at) return false;
  }
  outcomes_ = outcomes_in(*table, columns, files_.words, console_);
  return outcomes_.has_value();
}

bool Settling::read_outcome_column() {
  const RawTable& table = cases_.table->cells;
  OutcomePlaces columns;
  columns.lead = cases_.table->id;
  const auto outcome = wanted_column(table, files_.outcome_column, "--outcome", console_);
  if (!outcome) return false;
  columns.outcome = *outcome;
  cases_.outcome_columns.push_back(*outcome);
  if (!files_.outcome_at_column.empty()) {
    columns.at = wanted_column(table, files_.outcome_at_column, "--outcome-at", console_);
    if (!columns.at) return false;
    cases_.outcome_columns.push_back(*columns.at);
  }
  outcomes_ = outcomes_in(table, columns, files_.words, console_);
  return outcomes_.has_value();
}

bool Settling::read_outcomes() {
  if (!files_.outcomes.empty()) {
    if (!read_outcome_table()) return false;
  } else if (files_.outcome_column.empty()) {
    return true;
  } else if (!read_outcome_column()) {
    return false;
  }
  without_erased(*outcomes_, erased_);
  for (const auto& [lead, outcome] : *outcomes_) {
    if (!outcome.at) cases_.outcomes_have_times = false;
    if (!is_lead(lead)) ++cases_.left_out.unknown;
  }
  if (files_.within && !cases_.outcomes_have_times)
    return complain({"--within", 0, 0, "outcome/no_time",
                     "not every outcome says when it was known: --outcome-at names the column"});
  return true;
}

bool Settling::is_lead(const std::string& lead) const {
  return cases_.events.count(lead) > 0 || (cases_.table && cases_.table->row_of.count(lead) > 0);
}

std::optional<Timestamp> Settling::came(const std::string& lead) const {
  if (cases_.table)
    if (const auto row = cases_.table->row_of.find(lead);
        row != cases_.table->row_of.end() && cases_.table->came[row->second])
      return cases_.table->came[row->second];
  const auto own = cases_.events.find(lead);
  return own == cases_.events.end() ? std::nullopt : std::optional(own->second.front().at);
}

std::optional<KnownOutcome> Settling::outcome_of(const std::string& lead) const {
  if (outcomes_) {
    const auto known = outcomes_->find(lead);
    return known == outcomes_->end() ? std::nullopt : std::optional(known->second);
  }
  const auto own = cases_.events.find(lead);
  if (own == cases_.events.end()) return std::nullopt;
  const std::optional<Ending> ending =
      ending_ ? ending_(lead, own->second) : ending_of(model_, lead, own->second);
  return ending ? std::optional(KnownOutcome{ending->won, ending->at}) : std::nullopt;
}

bool Settling::too_young(Timestamp at) const {
  if (!end_ || !(files_.after || files_.within)) return false;
  return (files_.within ? at + *files_.within : at) > *end_;
}

void Settling::set_outcome(const std::optional<KnownOutcome>& known, LeadCase& one) const {
  if (files_.within) {
    // Won or lost, that is known of no lead before the time is over: were the quick ones known
    // earlier, the leads that are known would be won more often than all are.
    one.known = one.at + *files_.within;
    const bool in_time = known && known->won && *known->at <= *one.known;
    one.outcome = in_time ? LeadOutcome::won : LeadOutcome::lost;
  } else if (known) {
    one.known = known->at;
    one.outcome = known->won ? LeadOutcome::won : LeadOutcome::lost;
  }
}

bool Settling::settle_lead(const std::string& lead) {
  LeadCase one;
  one.lead = lead;
  one.came = came(lead);
  const bool timeless = !files_.after && !files_.as_of;
  if (files_.after && !one.came) return ++cases_.left_out.without_time, true;
  one.at = files_.after ? *one.came + *files_.after : files_.as_of.value_or(any_moment);
  if (one.at >= timestamp_end)
    return complain({"--after", 0, 0, "out_of_range", "a lead would be judged after 2199"});
  const std::optional<KnownOutcome> known = outcome_of(lead);
  if (!timeless) {
    if (one.came && *one.came > one.at) return ++cases_.left_out.later, true;
    if (too_young(one.at)) return ++cases_.left_out.young, true;
    if (known && known->at && *known->at <= one.at) return ++cases_.left_out.decided, true;
  }
  set_outcome(known, one);
  if (cases_.table)
    if (const auto row = cases_.table->row_of.find(lead); row != cases_.table->row_of.end())
      one.row = row->second;
  cases_.leads.push_back(std::move(one));
  return true;
}

bool Settling::settle() {
  for (const auto& [lead, own] : cases_.events)
    end_ = std::max(end_.value_or(own.back().at), own.back().at);
  if (!cases_.table) {
    for (const auto& [lead, own] : cases_.events)
      if (!settle_lead(lead)) return false;
    return true;
  }
  for (const auto& [lead, row] : cases_.table->row_of)
    if (!settle_lead(lead)) return false;
  for (const auto& [lead, own] : cases_.events)
    if (cases_.table->row_of.count(lead) == 0) ++cases_.left_out.without_row;
  return true;
}

bool Settling::add_folds() {
  if (files_.folds.empty()) return true;
  const auto known = [&](const std::string& lead) {
    return is_lead(lead) || is_erased(erased_, lead);
  };
  const std::optional<FoldFile> file = read_folds(files_.folds, known, console_);
  if (!file) return false;
  std::vector<std::string> leads;
  std::vector<LeadOutcome> outcomes;
  for (const LeadCase& one : cases_.leads) {
    leads.push_back(one.lead);
    outcomes.push_back(one.outcome);
  }
  std::optional<std::vector<std::uint32_t>> folds = folds_of(*file, leads, outcomes, console_);
  if (!folds) return false;
  cases_.folds = *std::move(folds);
  return true;
}

std::optional<Cases> Settling::run() {
  std::optional<ErasedLeads> erased = read_erased(files_.erased, console_);
  if (!erased) return std::nullopt;
  erased_ = *std::move(erased);
  if (!files_.leads.empty() && !read_table()) return std::nullopt;
  if (!files_.events.empty() && !read_log()) return std::nullopt;
  if (!read_outcomes() || !settle() || !add_folds()) return std::nullopt;
  return std::move(cases_);
}

}  // namespace

std::optional<Cases> read_cases(const Model& model, const JudgingFiles& files, Console& console,
                                const EndingOf& ending) {
  std::optional<Cases> cases = Settling(model, files, ending, console).run();
  if (cases && !leave_out_suppressed(model, *cases, console)) return std::nullopt;
  return cases;
}

std::string left_out_text(const LeftOut& left_out) {
  std::vector<std::string> why;
  const auto add = [&](std::size_t count, std::string_view reason) {
    if (count > 0) why.push_back(fmt::format("{} {}", count, reason));
  };
  add(left_out.decided, "whose outcome was known by then");
  add(left_out.later, "that came later");
  add(left_out.young, "too young when the log ends");
  add(left_out.without_time, "of whom nothing says when they came");
  add(left_out.suppressed, "suppressed");
  add(left_out.without_row, "without a row in the table");
  add(left_out.unknown, "of whom nothing but the outcome is known");
  return fmt::format("{}", fmt::join(why, ", "));
}

std::optional<std::vector<std::uint32_t>> folds_of(const FoldFile& file,
                                                   const std::vector<std::string>& leads,
                                                   const std::vector<LeadOutcome>& outcomes,
                                                   Console& console) {
  std::vector<std::string> decided;
  for (std::size_t i = 0; i < leads.size(); ++i)
    if (outcomes[i] != LeadOutcome::open) decided.push_back(leads[i]);
  if (!folds_of(file, decided, console)) return std::nullopt;
  std::vector<std::uint32_t> folds;
  for (const std::string& lead : leads) {
    const auto found = file.fold_of.find(lead);
    folds.push_back(found == file.fold_of.end() ? no_fold : found->second);
  }
  return folds;
}

}  // namespace bantam::cli
