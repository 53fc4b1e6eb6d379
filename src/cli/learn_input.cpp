// Learn input: leads are judged as for a backtest, and those with an outcome become columns.
#include "learn_input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "bantam/observe.hpp"
#include "input.hpp"
#include "observed_columns.hpp"
#include "table_columns.hpp"

namespace bantam::cli {

namespace {

constexpr std::size_t fewest_leads_of_type = 20;
constexpr std::size_t most_types = 30;
constexpr std::string_view any_document =
    R"({"format": "bantam/1", "name": "any", "scores": {"fit": {}}})";

/// Names of the signals that a model has.
std::vector<std::string> signals_of(const Model& model) {
  std::vector<std::string> names;
  const Result<NamedValues> named = observe(model, model.new_lead("-"), Timestamp{});
  for (const NamedValue& value : *named)
    if (value.name.compare(0, 7, "signal.") == 0) names.push_back(value.name.substr(7));
  return names;
}

/// How long before its moment the earliest lead came.
std::int64_t longest_time(const std::vector<LeadCase>& leads) {
  std::int64_t longest = 0;
  for (const LeadCase& one : leads)
    if (one.came) longest = std::max(longest, one.at.ms - one.came->ms);
  return longest;
}

/// Signals that the activities of a log offer beside those of a model.
std::vector<ActivitySignal> candidates(const Cases& cases, const Model& model) {
  std::map<std::string, Timestamp> moments;
  for (const LeadCase& one : cases.leads) moments.emplace(one.lead, one.at);
  std::vector<Duration> windows;
  for (const std::int64_t days : {1, 7, 30})
    if (days * day_ms < longest_time(cases.leads)) windows.push_back(Duration{days * day_ms});
  const std::vector<std::string> types =
      types_before(cases.events, moments, fewest_leads_of_type, most_types);
  return activity_signals(types, windows, signals_of(model));
}

/// Leaves those that can be learned from, in the order of the table where there is one.
std::size_t leave_out_open(Cases& cases) {
  std::vector<LeadCase> decided;
  std::vector<std::uint32_t> folds;
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < cases.leads.size(); ++i)
    if (cases.leads[i].outcome != LeadOutcome::open) order.push_back(i);
  if (cases.table)
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return cases.leads[a].row < cases.leads[b].row;
    });
  for (const std::size_t i : order) {
    decided.push_back(std::move(cases.leads[i]));
    if (!cases.folds.empty()) folds.push_back(cases.folds[i]);
  }
  const std::size_t open = cases.leads.size() - decided.size();
  cases.leads = std::move(decided);
  cases.folds = std::move(folds);
  return open;
}

void add_outcomes(LearnInput& input) {
  const std::vector<LeadCase>& leads = input.cases.leads;
  for (const LeadCase& one : leads) {
    input.won.push_back(one.outcome == LeadOutcome::won ? 1 : 0);
    if (one.came) input.at.push_back(one.came->ms);
    if (one.known) input.known.push_back(one.known->ms);
  }
  if (const std::size_t without = leads.size() - input.at.size(); without > 0 && !input.at.empty())
    input.remarks.push_back(
        fmt::format("nothing says when {} of the leads came: no time is looked at", without));
  if (input.at.size() != leads.size()) input.at.clear();
  if (input.known.size() != leads.size() || input.at.empty()) input.known.clear();
}

void tell_left_out(const LearnFiles& files, std::size_t open, LearnInput& input) {
  std::string why = left_out_text(input.cases.left_out);
  if (open > 0) why += fmt::format("{}{} without an outcome", why.empty() ? "" : ", ", open);
  if (!why.empty()) input.remarks.push_back("left out: " + why);
  if ((files.after || files.as_of) && !input.cases.outcomes_have_times)
    input.remarks.push_back(
        "nothing says when outcomes were known: whether all of them came later was not checked");
}

bool judge(LearnInput& input, Console& console) {
  return judge_cases(*input.model, input.cases, console, [&](const JudgedCase& one) {
    input.judged.push_back({one.replayed.state, one.lead.at});
  });
}

/// The given model, with the signals that the log offers.
bool make_model(const LearnFiles& files, const std::string& document, LearnInput& input,
                Console& console) {
  if (!files.candidates || input.cases.events.empty()) return true;
  input.signals = candidates(input.cases, *input.model);
  input.model = compile(with_signals(document, input.signals)).model;
  if (!input.model)
    console.report({name_of(files.events), 0, 0, "learn/signals",
                    "the types of activities are more than one model may hold"});
  return input.model.has_value();
}

bool add_cells(const LearnFiles& files, LearnInput& input, Console& console) {
  const LeadTable& table = *input.cases.table;
  TableColumns how{files.nulls, files.named, input.cases.outcome_columns};
  if (table.id) how.not_values.push_back(*table.id);
  if (table.time) how.not_values.push_back(*table.time);
  std::vector<std::size_t> rows;
  for (const LeadCase& one : input.cases.leads) rows.push_back(*one.row);
  TakenColumns taken;
  if (!add_table_columns(table.cells, rows, how, input.columns, taken, console)) return false;
  input.left_out = std::move(taken.left_out);
  input.remarks.insert(input.remarks.end(), taken.remarks.begin(), taken.remarks.end());
  return true;
}

}  // namespace

OutcomeTable LearnInput::table() const {
  OutcomeTable table;
  table.leads = columns.columns();
  table.won = won;
  table.at = at;
  table.known = known;
  table.folds = cases.folds;
  return table;
}

std::optional<LearnInput> read_learn_input(const LearnFiles& files, const std::string& document,
                                           Console& console) {
  const bool own_model = !document.empty();
  const std::string text = own_model ? document : std::string(any_document);
  const CompileReport given = compile(text);
  if (!given.model) return std::nullopt;
  // Without a model nothing says which commands are refused, and all of them are believed.
  const EndingOf told = [](const std::string&, const std::vector<Event>& events) {
    return ending_told(events);
  };
  std::optional<Cases> cases =
      read_cases(*given.model, files, console, own_model ? EndingOf() : told);
  if (!cases) return std::nullopt;
  const std::size_t open = leave_out_open(*cases);
  LearnInput input(cases->leads.size());
  input.cases = *std::move(cases);
  tell_left_out(files, open, input);
  add_outcomes(input);
  if (own_model || !files.events.empty()) {
    input.model = given.model;
    if (!make_model(files, text, input, console)) return std::nullopt;
  }
  if (input.cases.table && !own_model && !add_cells(files, input, console)) return std::nullopt;
  if (!input.model) return input;
  if (!judge(input, console)) return std::nullopt;
  add_observed_columns(*input.model, input.judged, input.columns);
  return input;
}

}  // namespace bantam::cli
