// Lead report: NDJSON is the library's line; table and CSV are made of the same decision.
#include "lead_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

#include "bantam/json.hpp"
#include "csv.hpp"
#include "table.hpp"

namespace bantam::cli {

namespace {

/// A lead as it stands, with its explanation where contributions are shown.
struct Judged {
  const ReplayedLead* lead = nullptr;
  Decision decision;
  std::optional<Explanation> explanation;
};

std::optional<Judged> judge(const ScoredLeads& scored, const ReplayedLead& lead,
                            Contributions contributions, Console& console) {
  Judged judged;
  judged.lead = &lead;
  if (contributions == Contributions::shown) {
    Result<Explanation> explanation = explain(scored.model, lead.state, scored.as_of);
    if (!explanation) {
      console.report(finding_of(explanation.error(), "decision", 0));
      return std::nullopt;
    }
    judged.decision = explanation->decision;
    judged.explanation = *std::move(explanation);
    return judged;
  }
  Result<Decision> decision = decide(scored.model, lead.state, scored.as_of);
  if (!decision) {
    console.report(finding_of(decision.error(), "decision", 0));
    return std::nullopt;
  }
  judged.decision = *std::move(decision);
  return judged;
}

/// Judges lead by lead and hands each on; stops when standard output fails.
bool for_each_lead(const ScoredLeads& scored, Contributions contributions, Output& output,
                   Console& console, const std::function<void(Judged)>& use) {
  std::size_t count = 0;
  for (const auto& [id, lead] : scored.leads) {
    if (!output.good()) return true;
    std::optional<Judged> judged = judge(scored, lead, contributions, console);
    if (!judged) return false;
    use(*std::move(judged));
    if (++count % 256 == 0) console.progress("leads judged", count, count, scored.leads.size());
  }
  return true;
}

std::string joined(const std::vector<std::string>& names, std::string_view between) {
  return fmt::format("{}", fmt::join(names, between));
}

/// "pricing +10; gone_cold -20": the rules that contribute, in rule order.
std::string contribution_text(const Explanation& explanation) {
  std::vector<std::string> parts;
  for (const RuleLine& rule : explanation.rules) {
    if (rule.points == Points{}) continue;
    const std::string_view sign = rule.points > Points{} ? "+" : "";
    parts.push_back(fmt::format("{} {}{}", rule.rule, sign, to_text(rule.points)));
  }
  return joined(parts, "; ");
}

// --- CSV

std::string csv_header(const Model& model, Contributions contributions) {
  std::string header = "lead,as_of,stage,entered_at,total";
  for (const std::string& score : model.scores()) header += fmt::format(",score.{}", score);
  header += ",rating,gate_open";
  for (const std::string& criterion : model.criteria())
    header += fmt::format(",gate.{}", criterion);
  header += ",next_ask,excluded_by";
  if (!model.suppressions().empty()) header += ",suppressed_by";
  if (contributions == Contributions::shown) header += ",contributions";
  return header + "\r\n";
}

/// A cell a score; of a suppressed lead all are empty.
std::vector<std::string> score_cells(const Decision& decision, const Model& model) {
  std::vector<std::string> cells;
  for (const ScoreStanding& score : decision.scores) cells.push_back(to_text(score.points));
  cells.resize(model.scores().size());
  return cells;
}

std::string total_cell(const Decision& decision) {
  return suppressed(decision) ? std::string() : to_text(decision.total);
}

std::string csv_line(const Judged& judged, const Model& model) {
  const Decision& decision = judged.decision;
  // Numbers, times, stages and standings are ours; only texts can be somebody's formula.
  std::string line = fmt::format("{},{},{},{},{}", csv_text(decision.lead), to_text(decision.as_of),
                                 to_text(decision.stage), to_text(decision.entered_at),
                                 total_cell(decision));
  for (const std::string& cell : score_cells(decision, model)) line += "," + cell;
  line += fmt::format(",{},{}", csv_text(decision.rating), decision.gate.open);
  for (const CriterionStanding& criterion : decision.gate.criteria)
    line += fmt::format(",{}", to_text(criterion.standing));
  line += fmt::format(",{},{}", csv_text(decision.gate.next_ask),
                      csv_text(joined(decision.excluded_by, ";")));
  if (!model.suppressions().empty())
    line += fmt::format(",{}", csv_text(joined(decision.suppressed_by, ";")));
  if (judged.explanation)
    line += fmt::format(",{}", csv_text(contribution_text(*judged.explanation)));
  return line + "\r\n";
}

bool print_csv(const ScoredLeads& scored, Contributions contributions, Output& output,
               Console& console) {
  output.write(csv_header(scored.model, contributions));
  return for_each_lead(scored, contributions, output, console,
                       [&](const Judged& judged) { output.write(csv_line(judged, scored.model)); });
}

// --- NDJSON

bool print_ndjson(const ScoredLeads& scored, Contributions contributions, Output& output,
                  Console& console) {
  return for_each_lead(scored, contributions, output, console, [&](const Judged& judged) {
    const Explanation* explanation = judged.explanation ? &*judged.explanation : nullptr;
    output.write_line(lead_to_json(judged.decision, judged.lead->moves, judged.lead->alerts,
                                   explanation));
  });
}

// --- Table

std::string gate_text(const GateStanding& gate) {
  return fmt::format("{}/{}{}", gate.met, gate.required, gate.open ? " open" : "");
}

/// Which columns have something to say about one of the leads.
struct TableShape {
  bool rated = false;
  bool gated = false;    ///< the gate was asked about, or has questions
  bool remarked = false;  ///< gated, or a lead is excluded or suppressed
  bool explained = false;
};

bool gate_in_use(const GateStanding& gate) {
  return !gate.next_ask.empty() ||
         std::any_of(gate.criteria.begin(), gate.criteria.end(), [](const CriterionStanding& one) {
           return one.standing != Standing::unknown;
         });
}

TableShape shape_of(const std::vector<Judged>& ranking) {
  TableShape shape;
  for (const Judged& judged : ranking) {
    const Decision& decision = judged.decision;
    shape.rated = shape.rated || !decision.rating.empty();
    shape.gated = shape.gated || gate_in_use(decision.gate);
    shape.remarked = shape.remarked || shape.gated || !decision.excluded_by.empty() || suppressed(decision);
    shape.explained = shape.explained || judged.explanation;
  }
  return shape;
}

/// What to ask next; of an excluded lead, why nobody asks; of a suppressed one, why it has no score.
std::string remark(const Decision& decision, const TableShape& shape) {
  if (suppressed(decision))
    return fmt::format("suppressed by {}", joined(decision.suppressed_by, ", "));
  if (!decision.excluded_by.empty())
    return fmt::format("excluded by {}", joined(decision.excluded_by, ", "));
  if (!shape.gated) return {};
  return decision.gate.next_ask.empty() ? decision.gate.next_criterion : decision.gate.next_ask;
}

std::vector<Column> table_columns(const Model& model, const TableShape& shape) {
  constexpr auto left = Column::Side::left;
  constexpr auto point = Column::Side::point;
  std::vector<Column> columns{{"lead", left, Column::Fit::may_be_cut}, {"stage"}, {"total", point}};
  for (const std::string& score : model.scores()) columns.push_back({score, point});
  if (shape.rated) columns.push_back({"rating"});
  if (shape.gated) columns.push_back({"gate"});
  if (shape.remarked) columns.push_back({"next question", left, Column::Fit::may_be_cut});
  if (shape.explained) columns.push_back({"contributions", left, Column::Fit::may_be_cut});
  return columns;
}

std::vector<std::string> table_row(const Judged& judged, const Model& model, const TableShape& shape) {
  const Decision& decision = judged.decision;
  std::vector<std::string> row{decision.lead, std::string(to_text(decision.stage)),
                               total_cell(decision)};
  for (std::string& cell : score_cells(decision, model)) row.push_back(std::move(cell));
  if (shape.rated) row.push_back(decision.rating);
  if (shape.gated) row.push_back(gate_text(decision.gate));
  if (shape.remarked) row.push_back(remark(decision, shape));
  if (judged.explanation) row.push_back(contribution_text(*judged.explanation));
  return row;
}

bool print_ranking(const ScoredLeads& scored, Contributions contributions, Output& output,
                   Console& console) {
  std::vector<Judged> ranking;
  const auto keep = [&](Judged judged) { ranking.push_back(std::move(judged)); };
  if (!for_each_lead(scored, contributions, output, console, keep)) return false;
  // Stable: equal totals stay in order of id. Who is suppressed has none, and comes last.
  std::stable_sort(ranking.begin(), ranking.end(), [](const Judged& a, const Judged& b) {
    if (suppressed(a.decision) != suppressed(b.decision)) return suppressed(b.decision);
    return a.decision.total > b.decision.total;
  });
  const TableShape shape = shape_of(ranking);
  std::vector<std::vector<std::string>> rows;
  for (const Judged& judged : ranking) rows.push_back(table_row(judged, scored.model, shape));
  console.clear_progress();
  print_table(table_columns(scored.model, shape), std::move(rows), output);
  return true;
}

}  // namespace

bool print_leads(const ScoredLeads& scored, Format format, Contributions contributions,
                 Output& output, Console& console) {
  switch (format) {
    case Format::ndjson: return print_ndjson(scored, contributions, output, console);
    case Format::csv: return print_csv(scored, contributions, output, console);
    case Format::table: return print_ranking(scored, contributions, output, console);
  }
  return false;
}

}  // namespace bantam::cli
