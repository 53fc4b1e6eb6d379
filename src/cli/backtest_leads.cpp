// Backtest leads: a row a lead, whether a model judged it or a file brings its points.
#include "backtest_leads.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <set>
#include <utility>

#include "outcome_cell.hpp"
#include "raw_table.hpp"

namespace bantam::cli {

namespace {

/// Fills the columns row by row.
class Columns {
 public:
  Columns(const Model& model, const SegmentOf& segment_of, const std::string& by)
      : segment_of_(segment_of) {
    for (const RuleSummary& rule : model.rules()) leads_.rules.push_back({rule.id, {}});
    leads_.groupings = {{"stage", {}}, {"rating", {}}, {"total", {}}};
    for (const std::string& score : model.scores()) leads_.groupings.push_back({score, {}});
    if (segment_of_) leads_.groupings.push_back({by, {}});
  }

  void add(const JudgedCase& judged) {
    const Decision& decision = judged.explanation.decision;
    leads_.points.push_back(decision.total.nearest_double());
    leads_.outcomes.push_back(judged.lead.outcome);
    if (judged.lead.came) leads_.at.push_back(judged.lead.came->ms);
    if (judged.lead.known)
      leads_.known.push_back(judged.lead.known->ms);
    else if (judged.lead.outcome == LeadOutcome::open)
      leads_.known.push_back(0);
    leads_.promoted.push_back(judged.replayed.state.first_mql_at ? 1 : 0);
    for (std::size_t i = 0; i < leads_.rules.size(); ++i)
      leads_.rules[i].points.push_back(judged.explanation.rules[i].points.nearest_double());
    std::size_t next = 0;
    const auto group = [&](std::string name) {
      leads_.groupings[next++].group_of.push_back(std::move(name));
    };
    group(std::string(to_text(decision.stage)));
    group(decision.rating);
    group(decision.total_band.value_or(""));
    for (const ScoreStanding& score : decision.scores) group(score.band.value_or(""));
    if (segment_of_) group(segment_of_(judged.replayed));
  }

  BacktestLeads take(std::vector<std::uint32_t> folds) {
    if (leads_.at.size() != leads_.points.size()) leads_.at.clear();
    if (leads_.known.size() != leads_.points.size()) leads_.known.clear();
    leads_.folds = std::move(folds);
    std::vector<Grouping> kept;
    for (Grouping& grouping : leads_.groupings)
      for (const std::string& name : grouping.group_of)
        if (!name.empty()) {
          kept.push_back(std::move(grouping));
          break;
        }
    leads_.groupings = std::move(kept);
    return std::move(leads_);
  }

 private:
  const SegmentOf& segment_of_;
  BacktestLeads leads_;
};

// --- points from elsewhere

/// The places of the columns in a file of scores.
struct Places {
  std::optional<std::size_t> lead, time, known, by;
  std::size_t score = 0;
  std::size_t outcome = 0;
};

std::optional<Places> find_columns(const RawTable& table, const ScoreFile& file, Console& console) {
  Places places;
  bool all = true;
  const auto find = [&](const std::string& name, const char* option) {
    const auto place = wanted_column(table, name, option, console);
    all = all && place.has_value();
    return place;
  };
  places.score = find(file.score_column, "--score").value_or(0);
  places.outcome = find(file.outcome_column, "--outcome").value_or(0);
  if (!file.time_column.empty()) places.time = find(file.time_column, "--time");
  if (!file.known_column.empty()) places.known = find(file.known_column, "--outcome-at");
  if (!file.by.empty()) places.by = find(file.by, "--by");
  places.lead = file.id_column.empty() ? table.find("lead") : find(file.id_column, "--id");
  return all ? std::optional(places) : std::nullopt;
}

std::optional<double> number_in(const std::string& cell) {
  double number = 0;
  const auto [end, problem] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
  if (problem != std::errc{} || end != cell.data() + cell.size() || !std::isfinite(number))
    return std::nullopt;
  return number;
}

class ScoreReader {
 public:
  ScoreReader(const RawTable& table, const Places& places, const OutcomeWords& words,
              Console& console)
      : table_(table), places_(places), words_(words), console_(console) {
    if (places.by) leads_.groupings.push_back({table.columns[*places.by], {}});
  }

  bool read_row(std::size_t row) {
    return read_lead(row) && read_score(row) && read_outcome(row) && read_times(row) &&
           read_group(row);
  }
  const std::vector<std::string>& ids() const { return ids_; }
  BacktestLeads take() { return std::move(leads_); }

 private:
  const std::string& cell(std::size_t place, std::size_t row) const {
    return table_.cells[place][row];
  }
  bool bad(std::size_t row, std::size_t place, const char* code, const char* wanted) {
    console_.report(
        table_.at(row, code, fmt::format("column `{}` wants {}", table_.columns[place], wanted)));
    return false;
  }
  bool read_lead(std::size_t row) {
    ids_.push_back(places_.lead ? cell(*places_.lead, row) : std::to_string(row));
    if (seen_.insert(ids_.back()).second) return true;
    console_.report(table_.at(row, "row/doubled_lead", "the lead of this row stands twice"));
    return false;
  }
  bool read_score(std::size_t row) {
    const std::optional<double> score = number_in(cell(places_.score, row));
    if (!score) return bad(row, places_.score, "cell/not_a_number", "a number");
    leads_.points.push_back(*score);
    return true;
  }
  bool read_outcome(std::size_t row) {
    const std::optional<LeadOutcome> said = outcome_in(cell(places_.outcome, row), words_);
    if (said) return leads_.outcomes.push_back(*said), true;
    console_.report(not_an_outcome(table_, places_.outcome, row));
    return false;
  }
  bool read_moment(std::size_t row, std::size_t place, std::vector<std::int64_t>& moments) {
    const std::optional<Timestamp> at = moment_in(cell(place, row));
    if (!at) return bad(row, place, "cell/not_a_moment", "a date or a moment");
    moments.push_back(at->ms);
    return true;
  }
  bool read_times(std::size_t row) {
    if (places_.time && !read_moment(row, *places_.time, leads_.at)) return false;
    if (!places_.known) return true;
    if (leads_.outcomes.back() != LeadOutcome::open)
      return read_moment(row, *places_.known, leads_.known);
    leads_.known.push_back(0);
    return true;
  }
  bool read_group(std::size_t row) {
    if (places_.by) leads_.groupings[0].group_of.push_back(cell(*places_.by, row));
    return true;
  }

  const RawTable& table_;
  const Places& places_;
  const OutcomeWords& words_;
  Console& console_;
  std::vector<std::string> ids_;
  std::set<std::string> seen_;
  BacktestLeads leads_;
};

}  // namespace

std::optional<BacktestLeads> backtest_leads(const Model& model, const Cases& cases,
                                            const std::string& by, Console& console) {
  SegmentOf segment_of;
  if (!by.empty()) {
    const auto found = segments_by(model, by, console);
    if (!found) return std::nullopt;
    segment_of = *found;
  }
  Columns columns(model, segment_of, by);
  if (!judge_cases(model, cases, console, [&](const JudgedCase& judged) { columns.add(judged); }))
    return std::nullopt;
  return columns.take(cases.folds);
}

std::optional<BacktestLeads> read_scores(const ScoreFile& file, Console& console) {
  const std::optional<RawTable> table = read_table(file.path, console);
  if (!table) return std::nullopt;
  const std::optional<Places> places = find_columns(*table, file, console);
  if (!places) return std::nullopt;
  if (!words_are_there(*table, places->outcome, file.words, console)) return std::nullopt;
  ScoreReader reader(*table, *places, file.words, console);
  for (std::size_t row = 0; row < table->rows(); ++row)
    if (!reader.read_row(row)) return std::nullopt;
  BacktestLeads leads = reader.take();
  if (file.folds.empty()) return leads;
  const std::set<std::string> ids(reader.ids().begin(), reader.ids().end());
  const auto known = [&](const std::string& lead) { return ids.count(lead) > 0; };
  const std::optional<FoldFile> fold_file = read_folds(file.folds, known, console);
  if (!fold_file) return std::nullopt;
  auto folds = folds_of(*fold_file, reader.ids(), leads.outcomes, console);
  if (!folds) return std::nullopt;
  leads.folds = *std::move(folds);
  return leads;
}

}  // namespace bantam::cli
