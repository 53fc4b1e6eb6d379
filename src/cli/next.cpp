// bantam next: which leads will change by themselves, when, and how.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "arguments.hpp"
#include "bantam/json.hpp"
#include "coming_change.hpp"
#include "csv.hpp"
#include "output.hpp"
#include "scored_leads.hpp"
#include "table.hpp"
#include "utf8.hpp"

namespace bantam::cli {

namespace {

struct NextArguments {
  Arguments common;
  Format format = Format::table;
  std::optional<Duration> within;
};

std::string array(const std::vector<std::string>& items) {
  return fmt::format("[{}]", fmt::join(items, ","));
}

/// `"total":12,`, or why there is none.
std::string json_total(const Decision& decision, const char* key) {
  if (!suppressed(decision)) return fmt::format(R"("{}":{},)", key, to_text(decision.total));
  std::vector<std::string> ids;
  for (const std::string& id : decision.suppressed_by) ids.push_back(json_quoted(id));
  return fmt::format(R"("suppressed_by":{},)", array(ids));
}

/// Empty where the lead is not scored.
std::string total_cell(const Decision& decision) {
  return suppressed(decision) ? std::string() : to_text(decision.total);
}

std::string json_line(const ComingChange& change) {
  std::vector<std::string> moves;
  for (const Move& move : change.moves) moves.push_back(move_to_json(move));
  std::vector<std::string> alerts;
  for (const Alert& alert : change.alerts) alerts.push_back(alert_to_json(alert));
  std::vector<std::string> standings;
  for (const ChangedStanding& standing : change.standings)
    standings.push_back(fmt::format(R"({{"criterion":{},"from":"{}","to":"{}"}})",
                                    json_quoted(standing.criterion), to_text(standing.from),
                                    to_text(standing.to)));
  return fmt::format(
      R"({{"lead":{},"as_of":"{}","stage":"{}",{}"at":"{}",{}"moves":{},"alerts":{},"standings":{}}})",
      json_quoted(change.now.lead), to_text(change.now.as_of), to_text(change.now.stage),
      json_total(change.now, "total"), to_text(change.then.as_of),
      // Time alone neither begins nor ends a suppression.
      suppressed(change.then) ? std::string() : json_total(change.then, "total_then"), array(moves),
      array(alerts), array(standings));
}

std::string csv_line(const ComingChange& change) {
  return fmt::format("{},{},{},{},{},{},{}\r\n", csv_text(change.now.lead),
                     to_text(change.now.as_of), to_text(change.now.stage),
                     total_cell(change.now), to_text(change.then.as_of),
                     total_cell(change.then), csv_text(change_text(change)));
}

std::vector<std::string> table_row(const ComingChange& change) {
  return {to_text(change.then.as_of),
          span_text(change.then.as_of - change.now.as_of),
          change.now.lead,
          std::string(to_text(change.now.stage)),
          total_cell(change.now),
          total_cell(change.then),
          change_text(change)};
}

void print_changes(const std::vector<ComingChange>& changes, Format format, Output& output) {
  if (format == Format::csv) output.write("lead,as_of,stage,total,at,total_then,change\r\n");
  if (format == Format::table) {
    constexpr auto left = Column::Side::left;
    constexpr auto point = Column::Side::point;
    std::vector<std::vector<std::string>> rows;
    for (const ComingChange& change : changes) rows.push_back(table_row(change));
    print_table({{"when"},
                 {"in", Column::Side::right},
                 {"lead", left, Column::Fit::may_be_cut},
                 {"stage"},
                 {"total", point},
                 {"then", point},
                 {"change", left, Column::Fit::may_be_cut}},
                std::move(rows), output);
    return;
  }
  for (const ComingChange& change : changes)
    output.write(format == Format::csv ? csv_line(change) : json_line(change) + "\n");
}

int run_next(const NextArguments& arguments, Console& console) {
  const std::optional<ScoredLeads> scored = score_leads(arguments.common, console);
  if (!scored) return exit_bad_input;
  std::vector<ComingChange> changes;
  std::size_t count = 0;
  for (const auto& [id, lead] : scored->leads) {
    Result<std::optional<ComingChange>> change =
        coming_change(scored->model, lead.state, arguments.within);
    if (!change) {
      console.report(finding_of(change.error(), "next change", 0));
      return exit_bad_input;
    }
    if (*change) changes.push_back(**std::move(change));
    if (++count % 16 == 0) console.progress("leads asked", count, count, scored->leads.size());
  }
  console.clear_progress();
  // Stable: changes of one moment stay in order of lead id.
  const auto sooner = [](const ComingChange& a, const ComingChange& b) {
    return a.then.as_of < b.then.as_of;
  };
  std::stable_sort(changes.begin(), changes.end(), sooner);
  Output output;
  print_changes(changes, arguments.format, output);
  return output.finish(console);
}

}  // namespace

void add_next(CLI::App& app, Chosen& chosen, Console& console) {
  auto arguments = std::make_shared<NextArguments>();
  CLI::App* command =
      app.add_subcommand("next", "List leads by the next change that time alone will bring");
  add_model_option(*command, arguments->common);
  add_events_option(*command, arguments->common);
  add_leads_options(*command, arguments->common);
  add_as_of_option(*command, arguments->common);
  command
      ->add_option_function<std::string>(
          "--within",
          [arguments](const std::string& text) {
            arguments->within = parse_duration(text);
            if (!arguments->within)
              throw CLI::ValidationError("--within", "write a length of time such as 30d or 12h");
          },
          "only changes that are due within this time [all]")
      ->type_name("DURATION");
  add_format_option(*command, arguments->format);
  add_reading_flags(*command, arguments->common);
  command->footer(
      "A change is a move to another stage, the alert of a broken promise, or a criterion of the gate\n"
      "that no longer stands as it does. Leads that stay as they are until somebody acts are left out.\n"
      "\n"
      "Examples:\n"
      "  bantam next --model model.json --events events.ndjson\n"
      "  bantam next --model model.json --events events.ndjson --within 7d --format csv\n"
      "  bantam next --model model.json --events events.ndjson --as-of 2026-11-21T00:00:00Z");
  command->callback([&chosen, &console, arguments] {
    check_arguments(arguments->common);
    chosen = [&console, arguments] { return run_next(*arguments, console); };
  });
}

}  // namespace bantam::cli
