// Learn report: what nothing is known of prints as a dash, never as 0.
#include "learn_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "bantam/json.hpp"
#include "bantam/timestamp.hpp"
#include "csv.hpp"
#include "table.hpp"
#include "utf8.hpp"

namespace bantam::cli {

namespace {

constexpr auto left = Column::Side::left;
constexpr auto right = Column::Side::right;
constexpr auto point = Column::Side::point;

constexpr std::size_t widest_values = 56;  // of a cell; --format csv has all of them
constexpr std::size_t widest_line = 100;

std::string condition_of(const LearnedRule& rule) {
  if (rule.condition.empty()) return "";
  return fmt::format("{}: {}", rule.condition, rule.condition_values);
}

void print_facts(const LearnReport& report, const LearnNotes& notes, Output& output) {
  const LearnCard& card = report.card;
  output.write_line(report.verdict);
  output.write_line("");
  output.write_line(fmt::format("leads      {}, of which {} won ({})", card.leads, card.won,
                                percent(card.won, card.leads)));
  if (card.first_at && card.last_at && *card.first_at >= 0 && *card.last_at < timestamp_end.ms)
    output.write_line(fmt::format("came       {} to {}", to_text(Timestamp{*card.first_at}),
                                  to_text(Timestamp{*card.last_at})));
  output.write_line(
      fmt::format("validated  by {}, {} folds, seed {}", card.validated_by, card.folds, card.seed));
  for (const std::string& remark : notes.remarks) write_wrapped("read       ", remark, output);
  if (!notes.threshold.empty()) write_wrapped("threshold  ", notes.threshold, output);
  output.write_line("");
}

void print_rules(const LearnedModel& model, Output& output) {
  std::vector<Column> columns{{"rule", left, Column::Fit::may_be_cut},
                              {"values", left, Column::Fit::may_be_cut},
                              {"points", right},
                              {"leads", right},
                              {"won", right}};
  const bool conditions =
      std::any_of(model.rules.begin(), model.rules.end(),
                  [](const LearnedRule& rule) { return !rule.condition.empty(); });
  if (conditions) columns.push_back({"only where", left, Column::Fit::may_be_cut});
  std::vector<std::vector<std::string>> rows;
  for (const LearnedRule& rule : model.rules)
    for (const LearnedLevel& level : rule.table) {
      const bool first = &level == &rule.table.front();
      if (level.leads == 0 && level.values == "missing") continue;
      std::vector<std::string> row{first ? cut_to(rule.id, widest_values) : "",
                                   cut_to(level.values, widest_values),
                                   signed_points(static_cast<double>(level.points)),
                                   std::to_string(level.leads), percent(level.won, level.leads)};
      if (conditions) row.push_back(first ? cut_to(condition_of(rule), widest_values) : "");
      rows.push_back(std::move(row));
    }
  print_table(columns, std::move(rows), output);
}

/// The attributes that one model uses and the other does not.
std::string more_in(const LearnedModel& model, const LearnedModel& other) {
  std::vector<std::string> names;
  const auto uses = [&](const std::string& name) {
    return std::any_of(other.rules.begin(), other.rules.end(), [&](const LearnedRule& rule) {
      return rule.attribute == name || rule.condition == name;
    });
  };
  for (const LearnedRule& rule : model.rules)
    for (const std::string& name : {rule.attribute, rule.condition})
      if (!name.empty() && !uses(name) && std::count(names.begin(), names.end(), name) == 0)
        names.push_back(name);
  return names.empty() ? "–" : fmt::format("{}", fmt::join(names, ", "));
}

void print_pool(const LearnReport& report, Output& output) {
  if (report.models.size() < 2) return;
  output.write_line("");
  output.write_line("near-equal models, for --choose; figures on the leads they were made from");
  output.write_line("");
  std::vector<std::vector<std::string>> rows;
  const LearnedModel& first = report.models.front();
  for (std::size_t m = 0; m < report.models.size(); ++m) {
    const LearnedModel& model = report.models[m];
    rows.push_back({std::to_string(m + 1), std::to_string(model.rules.size()), figure(model.auc, 3),
                    figure(model.log_loss, 4), m == 0 ? "–" : more_in(first, model),
                    m == 0 ? "–" : more_in(model, first)});
  }
  print_table({{"model", right},
               {"rules", right},
               {"ROC AUC", point},
               {"log loss", point},
               {"does without", left, Column::Fit::may_be_cut},
               {"uses instead", left, Column::Fit::may_be_cut}},
              std::move(rows), output);
}

void print_people(const LearnReport& report, const LearnNotes& notes, Output& output) {
  print_facts(report, notes, output);
  print_validations(
      {{"these rules", report.card.learned}, {"naive Bayes", report.card.naive_bayes}}, output);
  if (notes.choose >= 1 && notes.choose <= report.models.size()) {
    output.write_line("");
    print_rules(report.models[notes.choose - 1], output);
    output.write_line("");
    output.write_line(fmt::format(
        "chance of a lead: 1 / (1 + exp(-({:.5f} x points {} {:.4f})))", report.card.chance_slope,
        report.card.chance_offset < 0 ? "-" : "+", std::abs(report.card.chance_offset)));
    print_pool(report, output);
  }
  print_warnings(report.card.warnings, output);
}

void print_csv(const LearnReport& report, std::size_t choose, Output& output) {
  output.write("rule,attribute,values,points,leads,won,condition\r\n");
  if (choose < 1 || choose > report.models.size()) return;
  for (const LearnedRule& rule : report.models[choose - 1].rules)
    for (const LearnedLevel& level : rule.table)
      output.write(fmt::format("{},{},{},{},{},{},{}\r\n", csv_text(rule.id),
                               csv_text(rule.attribute), csv_text(level.values), level.points,
                               level.leads, level.won, csv_text(condition_of(rule))));
}

}  // namespace

std::string signed_points(double points) { return points == 0 ? "0" : fmt::format("{:+}", points); }

std::string figure(std::optional<double> value, int decimals) {
  return value ? fmt::format("{:.{}f}", *value, decimals) : "–";
}

std::string percent(std::size_t some, std::size_t all) {
  if (all == 0) return "–";
  return fmt::format("{:.1f} %", 100 * static_cast<double>(some) / static_cast<double>(all));
}

void print_validations(const std::vector<std::pair<std::string, Validation>>& scorers,
                       Output& output) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& [name, judged] : scorers) {
    const auto bound = [&](double value) {
      return figure(judged.auc ? std::optional(value) : std::nullopt, 3);
    };
    const auto loss = [&](double value) {
      return figure(judged.leads > 0 ? std::optional(value) : std::nullopt, 4);
    };
    rows.push_back({name, figure(judged.auc, 3), bound(judged.auc_low), bound(judged.auc_high),
                    loss(judged.log_loss), loss(judged.prior_log_loss),
                    std::to_string(judged.leads)});
  }
  print_table({{"on leads not seen"},
               {"ROC AUC", point},
               {"from", point},
               {"to (95 %)", point},
               {"log loss", point},
               {"of one chance", point},
               {"leads", right}},
              std::move(rows), output);
}

void write_wrapped(const std::string& title, const std::string& text, Output& output) {
  const std::string indent(code_points(title), ' ');
  std::string line = title;
  bool fresh = true;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::string word = text.substr(begin, end - begin);
    if (!fresh && code_points(line) + 1 + code_points(word) > widest_line) {
      output.write_line(line);
      line = indent;
      fresh = true;
    }
    line += (fresh ? "" : " ") + printable(word);
    fresh = false;
    begin = end + 1;
  }
  output.write_line(line);
}

void print_warnings(const std::vector<LearnWarning>& warnings, Output& output) {
  if (!warnings.empty()) output.write_line("");
  for (const LearnWarning& warning : warnings)
    if (!warning.held_back)
      write_wrapped("warning   ", warning.code + ": " + warning.message, output);
  // What is left out for one plain reason is told in one line.
  static const std::vector<std::pair<std::string, std::string>> plain = {
      {"learn/never", "not to be used"},
      {"learn/constant", "the same in every lead"},
      {"learn/unreadable", "dates or lists, which are not learned from"},
      {"learn/not_steady", "say nothing that holds from one period to the others"}};
  for (const auto& [code, why] : plain) {
    std::vector<std::string> names;
    for (const LearnWarning& warning : warnings)
      if (warning.code == code) names.push_back("`" + warning.attribute + "`");
    if (!names.empty())
      write_wrapped("left out  ", fmt::format("{}: {}: {}", code, why, fmt::join(names, ", ")),
                    output);
  }
  const auto told = [](const std::string& code) {
    return std::any_of(plain.begin(), plain.end(),
                       [&](const auto& reason) { return reason.first == code; });
  };
  for (const LearnWarning& warning : warnings)
    if (warning.held_back && !told(warning.code))
      write_wrapped("left out  ", warning.code + ": " + warning.message, output);
}

void print_learned(const LearnReport& report, const LearnNotes& notes, Format format,
                   Output& output) {
  switch (format) {
    case Format::table:
      return print_people(report, notes, output);
    case Format::ndjson:
      return output.write_line(learn_report_to_json(report));
    case Format::csv:
      return print_csv(report, notes.choose, output);
  }
}

}  // namespace bantam::cli
