// Learn input: the table and the log brought together at the moment each lead is judged.
#include "learn_input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "attribute_cell.hpp"
#include "bantam/apply.hpp"
#include "bantam/observe.hpp"
#include "column_guess.hpp"
#include "fold_file.hpp"
#include "input.hpp"
#include "lead_columns.hpp"
#include "learn_log.hpp"
#include "outcome_cell.hpp"
#include "raw_table.hpp"

namespace bantam::cli {

namespace {

constexpr std::size_t fewest_leads_of_type = 20;
constexpr std::size_t most_types = 30;
constexpr Timestamp any_moment{1'000'000'000'000};  // of a table without times: nothing looks at it

/// The table, and which of its rows are of use.
struct Rows {
  RawTable table;
  std::optional<std::size_t> id, outcome, time;  ///< columns
  std::vector<std::string> leads;                ///< of every row
  std::vector<std::size_t> kept;                 ///< rows with an outcome
};

class Reading {
 public:
  Reading(const LearnFiles& files, const std::string& document, Console& console)
      : files_(files), document_(document), console_(console) {}

  std::optional<LearnInput> run();

 private:
  bool read_rows();
  bool find_columns();
  bool name_leads();
  bool read_outcomes(std::map<std::string, bool>& won);
  bool read_times(std::map<std::string, std::int64_t>& times);
  bool read_log();
  bool settle_leads();
  bool make_model();
  bool add_table_columns(LearnInput& input);
  bool judge();
  void keep(std::size_t from, std::size_t to);
  bool apply_row(const Model& model, std::size_t row, JudgedLead& lead);
  void add_observed(LearnInput& input);
  bool add_folds(LearnInput& input);
  void remark(std::string text) { remarks_.push_back(std::move(text)); }
  bool complain(const Finding& finding) {
    console_.report(finding);
    return false;
  }

  const LearnFiles& files_;
  const std::string& document_;
  Console& console_;
  std::optional<Rows> rows_;
  std::optional<Model> given_;   ///< the model to learn into
  std::optional<Model> model_;   ///< the same with the candidate signals
  EventsByLead events_;
  std::map<std::string, std::size_t> row_of_;
  // Of the leads that are learned from, in their order:
  std::vector<std::string> leads_;
  std::vector<std::uint8_t> won_;
  std::vector<std::int64_t> came_;
  std::vector<Timestamp> moments_;
  std::vector<JudgedLead> judged_;
  std::vector<ActivitySignal> signals_;
  std::vector<std::string> remarks_;
};

std::string counted(std::size_t number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

bool Reading::read_rows() {
  std::optional<RawTable> table = read_table(files_.leads, console_);
  if (!table) return false;
  rows_.emplace();
  rows_->table = *std::move(table);
  return find_columns() && name_leads();
}

bool Reading::find_columns() {
  Rows& rows = *rows_;
  const auto find = [&](const std::string& name, const char* option, std::optional<std::size_t>& place) {
    if (name.empty()) return true;
    place = wanted_column(rows.table, name, option, console_);
    return place.has_value();
  };
  if (!find(files_.outcome_column, "--outcome", rows.outcome) ||
      !find(files_.time_column, "--time", rows.time) || !find(files_.id_column, "--id", rows.id))
    return false;
  if (files_.id_column.empty()) rows.id = rows.table.find("lead");
  if (!rows.id && !files_.events.empty())
    return complain(rows.table.at(std::nullopt, "table/no_id_column", "no column `lead`",
                                  "say which column holds the lead's id with --id"));
  return true;
}

bool Reading::name_leads() {
  Rows& rows = *rows_;
  for (std::size_t row = 0; row < rows.table.rows(); ++row) {
    const std::string lead = rows.id ? rows.table.cells[*rows.id][row] : std::to_string(row);
    if (lead.empty()) return complain(rows.table.at(row, "row/no_lead", "the row has no lead id"));
    const auto [before, fresh] = row_of_.emplace(lead, row);
    if (!fresh)
      return complain(rows.table.at(row, "table/doubled_lead",
                                    fmt::format("the lead of line {} stands here again",
                                                rows.table.lines[before->second]),
                                    "its outcome would count twice"));
    rows.leads.push_back(lead);
  }
  return true;
}

bool Reading::read_outcomes(std::map<std::string, bool>& won) {
  const RawTable& table = rows_->table;
  std::size_t open = 0;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& cell = table.cells[*rows_->outcome][row];
    if (cell.empty() || std::count(files_.nulls.begin(), files_.nulls.end(), cell) > 0) {
      ++open;
      continue;
    }
    const std::optional<bool> outcome = outcome_in(cell);
    if (!outcome)
      return complain(table.at(row, "cell/not_an_outcome",
                               fmt::format("column `{}` wants won or lost", files_.outcome_column),
                               "also disqualified, 1 and 0, true and false, yes and no; empty where a lead is open"));
    won.emplace(rows_->leads[row], *outcome);
  }
  if (open > 0) remark(fmt::format("{} without an outcome left out", counted(open, "lead")));
  return true;
}

bool Reading::read_times(std::map<std::string, std::int64_t>& times) {
  const RawTable& table = rows_->table;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& cell = table.cells[*rows_->time][row];
    std::optional<std::int64_t> ms = parse_date(cell);
    if (const std::optional<Timestamp> at = parse_timestamp(cell)) ms = at->ms;
    if (!ms || *ms < 0 || *ms >= timestamp_end.ms)
      return complain(table.at(row, "cell/not_a_moment",
                               fmt::format("column `{}` wants a date or a moment", files_.time_column),
                               "such as 2026-11-21 or 2026-11-21T10:00:00Z, between 1970 and 2199"));
    times.emplace(rows_->leads[row], *ms);
  }
  return true;
}

bool Reading::read_log() {
  const std::string_view any = R"({"format": "bantam/1", "name": "any", "scores": {"fit": {}}})";
  const Model reader = given_ ? *given_ : *compile(any).model;
  std::optional<EventsByLead> events = read_events(files_.events, reader, console_);
  if (!events) return false;
  events_ = *std::move(events);
  if (!given_) given_ = reader;
  return true;
}

/// Chooses the leads that can be learned from, with outcome, entry and moment.
bool Reading::settle_leads() {
  std::map<std::string, bool> won;
  std::map<std::string, std::int64_t> times;
  if (rows_ && rows_->outcome && !read_outcomes(won)) return false;
  if (rows_ && rows_->time && !read_times(times)) return false;
  std::vector<std::string> all = files_.only;
  if (all.empty() && rows_) all = rows_->leads;
  if (all.empty())
    for (const auto& [lead, events] : events_) all.push_back(lead);
  std::size_t without_events = 0, before_entry = 0, too_early = 0, open = 0;
  for (const std::string& lead : all) {
    const auto events = events_.find(lead);
    std::optional<std::int64_t> came;
    if (const auto time = times.find(lead); time != times.end()) came = time->second;
    else if (events != events_.end()) came = events->second.front().at.ms;
    Timestamp moment = files_.as_of.value_or(any_moment);
    if (files_.after && !came) {
      ++without_events;
      continue;
    }
    if (files_.after) moment = Timestamp{*came} + *files_.after;
    if (files_.as_of && came && *came > moment.ms) {
      ++too_early;
      continue;
    }
    bool outcome = false;
    if (!files_.only.empty()) {
      // The caller knows what became of them.
    } else if (rows_ && rows_->outcome) {
      const auto known = won.find(lead);
      if (known == won.end()) continue;
      outcome = known->second;
    } else {
      const std::optional<Ending> ending =
          events == events_.end() ? std::nullopt
          : document_.empty()     ? ending_told(events->second)
                                  : ending_of(*given_, lead, events->second);
      if (!ending) {
        ++open;
        continue;
      }
      if (ending->at <= moment) {
        ++before_entry;
        continue;
      }
      outcome = ending->won;
    }
    leads_.push_back(lead);
    won_.push_back(outcome ? 1 : 0);
    moments_.push_back(moment);
    if (came) came_.push_back(*came);
  }
  if (came_.size() != leads_.size()) came_.clear();
  const auto tell = [&](std::size_t leads, std::string_view why) {
    if (leads > 0) remark(fmt::format("{} {}", counted(leads, "lead"), why));
  };
  tell(without_events, "without an event left out: nothing says when they came");
  tell(too_early, "that came after the moment left out");
  tell(before_entry, "left out whose outcome stood before they are judged");
  tell(open, "without an outcome left out");
  return true;
}

/// The model that the leads are judged with: the given one, and the signals that the log offers.
bool Reading::make_model() {
  if (events_.empty() || !files_.candidates) {
    model_ = given_;
    return true;
  }
  std::map<std::string, Timestamp> moments;
  std::int64_t longest = 0;
  for (std::size_t i = 0; i < leads_.size(); ++i) {
    moments.emplace(leads_[i], moments_[i]);
    if (!came_.empty()) longest = std::max(longest, moments_[i].ms - came_[i]);
  }
  std::vector<Duration> windows;
  for (const std::int64_t days : {1, 7, 30})
    if (days * day_ms < longest) windows.push_back(Duration{days * day_ms});
  std::vector<std::string> taken;
  const bool into = !document_.empty();
  const Result<NamedValues> named = observe(*given_, given_->new_lead("-"), any_moment);
  for (const NamedValue& value : *named)
    if (value.name.compare(0, 7, "signal.") == 0) taken.push_back(value.name.substr(7));
  const std::vector<std::string> types =
      types_before(events_, moments, fewest_leads_of_type, most_types);
  signals_ = activity_signals(types, windows, taken);
  const std::string base = into ? document_ : R"({"format": "bantam/1", "name": "any", "scores": {"fit": {}}})";
  const CompileReport report = compile(with_signals(base, signals_));
  model_ = report.model;
  if (model_) return true;
  return complain({name_of(files_.events), 0, 0, "learn/signals",
                   "the types of activities are more than one model may hold"});
}

bool Reading::add_table_columns(LearnInput& input) {
  const RawTable& table = rows_->table;
  std::map<std::string, std::vector<std::string>> taken_for;
  std::size_t nameless = 0;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    const std::string& name = table.columns[c];
    if (c == rows_->id || c == rows_->outcome || c == rows_->time) {
      input.left_out.push_back(name);
      continue;
    }
    if (name.empty()) {
      ++nameless;
      continue;
    }
    std::vector<std::string> cells;
    for (const std::string& lead : leads_) cells.push_back(table.cells[c][row_of_.at(lead)]);
    ColumnGuess guess = guess_column(cells, files_.nulls);
    if (guess.guess == Guess::id && std::count(files_.named.begin(), files_.named.end(), name) > 0)
      guess.guess = guess.first_odd ? Guess::text : Guess::number;
    if (guess.odd > 0) {
      const std::size_t row = row_of_.at(leads_[*guess.first_odd]);
      if (guess.odd_is_not_a_number)
        return complain(table.at(row, "cell/not_a_number",
                                 fmt::format("column `{}` holds numbers, and here something that says it is none", name),
                                 "leave the cell empty, or name its text with --nulls"));
      console_.report({table.name, table.lines[row], 1, "learn/nearly_numbers",
                       fmt::format("column `{}` is taken for text: {} {} no number", name,
                                   counted(guess.odd, "cell"), guess.odd == 1 ? "is" : "are"),
                       "name texts that stand for nothing with --nulls", Severity::warning});
    }
    taken_for[std::string(to_text(guess.guess))].push_back(name);
    using Kind = ValueColumns::Kind;
    if (guess.guess == Guess::id) {
      input.left_out.push_back(name);
      continue;
    }
    const Kind kind = guess.guess == Guess::number ? Kind::number
                      : guess.guess == Guess::flag ? Kind::flag
                      : guess.guess == Guess::date ? Kind::other : Kind::text;
    input.columns.add(name, kind, values_of(cells, guess.guess, files_.nulls));
  }
  if (nameless > 0) remark(fmt::format("{} without a name left out", counted(nameless, "column")));
  for (const auto& [type, names] : taken_for)
    remark(fmt::format("taken for {}{}: {}", type, type == "id" ? ", and left out" : "", fmt::join(names, ", ")));
  return true;
}

bool Reading::apply_row(const Model& model, std::size_t row, JudgedLead& lead) {
  const RawTable& table = rows_->table;
  const LeadColumns columns(attributes(model));
  const auto find = [&](const std::string& name) { return table.find(name); };
  AttributeChange change;
  for (const LeadColumns::Feed& feed : columns.feeds(find)) {
    if (feed.column == rows_->outcome) continue;
    auto [value, problem] = read_cell(*feed.attribute, table.cells[feed.column][row]);
    if (problem)
      return complain(table.at(row, problem->code,
                               fmt::format("column `{}` wants {}", table.columns[feed.column], problem->wanted)));
    change.values.push_back({feed.attribute->name, std::move(value)});
  }
  Workspace workspace;
  const Event event{lead.state.lead, lead.at, std::move(change), {}, {}};
  const Result<Effects> effects = apply_to(model, lead.state, event, workspace);
  return effects || complain(finding_of(effects.error(), table.name, table.lines[row]));
}

/// Moves a lead to a place before it.
void Reading::keep(std::size_t from, std::size_t to) {
  if (from == to) return;
  leads_[to] = std::move(leads_[from]);
  won_[to] = won_[from];
  moments_[to] = moments_[from];
  if (!came_.empty()) came_[to] = came_[from];
}

/// Brings each lead to its moment; nothing is learned from those that are suppressed then.
bool Reading::judge() {
  static const std::vector<Event> none;
  const bool suppresses = !model_->suppressions().empty();
  for (std::size_t i = 0; i < leads_.size(); ++i) {
    const auto own = events_.find(leads_[i]);
    std::optional<LeadState> state =
        state_at(*model_, leads_[i], own == events_.end() ? none : own->second, moments_[i], console_);
    if (!state) return false;
    JudgedLead lead{*std::move(state), moments_[i]};
    if (rows_ && !document_.empty() && !apply_row(*model_, row_of_.at(leads_[i]), lead)) return false;
    if (i % 256 == 255) console_.progress("leads judged", i, i, leads_.size());
    if (suppresses) {
      const Result<Decision> decision = decide(*model_, lead.state, lead.at);
      if (decision && suppressed(*decision)) continue;
    }
    keep(i, judged_.size());
    judged_.push_back(std::move(lead));
  }
  const std::size_t left_out = leads_.size() - judged_.size();
  if (left_out > 0) remark(fmt::format("{} left out that are suppressed", counted(left_out, "lead")));
  leads_.resize(judged_.size());
  won_.resize(judged_.size());
  moments_.resize(judged_.size());
  if (!came_.empty()) came_.resize(judged_.size());
  return true;
}

void Reading::add_observed(LearnInput& input) {
  std::vector<std::string> names;
  std::vector<std::vector<Value>> values;
  for (const JudgedLead& lead : input.judged) {
    const Result<NamedValues> seen = observe(*model_, lead.state, lead.at);
    if (!seen) continue;  // impossible: the state is this model's, and its clock is behind
    if (names.empty()) {
      for (const NamedValue& one : *seen) names.push_back(one.name);
      values.resize(names.size());
    }
    for (std::size_t k = 0; k < names.size(); ++k) values[k].push_back((*seen)[k].value);
  }
  std::map<std::string, std::string> types;
  for (const AttributeSummary& attribute : attributes(*model_)) types[attribute.name] = attribute.type;
  for (std::size_t k = 0; k < names.size(); ++k) {
    using Kind = ValueColumns::Kind;
    const std::string& type = types[names[k]];
    Kind kind = type == "date" || type == "list" ? Kind::other
                : type == "number" ? Kind::number : type == "flag" ? Kind::flag : Kind::text;
    for (const Value& value : values[k]) {
      if (!type.empty()) break;  // of a signal, what it measures says
      if (value.number() != nullptr) kind = Kind::number;
      if (value.flag() != nullptr) kind = Kind::flag;
    }
    input.columns.add(names[k], kind, values[k]);
  }
}

bool Reading::add_folds(LearnInput& input) {
  if (files_.folds.empty()) return true;
  const auto known = [&](const std::string& lead) {
    return row_of_.count(lead) > 0 || events_.count(lead) > 0;
  };
  const std::optional<FoldFile> file = read_folds(files_.folds, known, console_);
  if (!file) return false;
  std::optional<std::vector<std::uint32_t>> folds = folds_of(*file, leads_, console_);
  if (!folds) return false;
  input.folds = *std::move(folds);
  return true;
}

std::optional<LearnInput> Reading::run() {
  if (!document_.empty()) {
    CompileReport report = compile(document_);
    if (!report.model) return std::nullopt;
    given_ = std::move(report.model);
  }
  if (!files_.leads.empty() && !read_rows()) return std::nullopt;
  if (!files_.events.empty() && !read_log()) return std::nullopt;
  if (!settle_leads()) return std::nullopt;
  if (!make_model()) return std::nullopt;
  if (model_ && !judge()) return std::nullopt;
  LearnInput input(leads_.size());
  input.judged = std::move(judged_);
  if (rows_ && document_.empty() && !add_table_columns(input)) return std::nullopt;
  if (model_) add_observed(input);
  if (!add_folds(input)) return std::nullopt;
  input.leads = std::move(leads_);
  input.won = std::move(won_);
  input.at = std::move(came_);
  input.signals = std::move(signals_);
  input.model = std::move(model_);
  input.remarks = std::move(remarks_);
  return input;
}

}  // namespace

OutcomeTable LearnInput::table() const {
  OutcomeTable table;
  table.leads = columns.columns();
  table.won = won;
  table.at = at;
  table.folds = folds;
  return table;
}

std::optional<LearnInput> read_learn_input(const LearnFiles& files, const std::string& document,
                                           Console& console) {
  return Reading(files, document, console).run();
}

}  // namespace bantam::cli
