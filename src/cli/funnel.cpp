// bantam funnel: from a log of events to how leads went from stage to stage.
#include <CLI/CLI.hpp>

#include <memory>
#include <string>

#include "arguments.hpp"
#include "bantam/funnel.hpp"
#include "bantam/json.hpp"
#include "bantam/report.hpp"
#include "funnel_report.hpp"
#include "funnel_rows.hpp"
#include "input.hpp"
#include "output.hpp"
#include "report_file.hpp"
#include "scored_leads.hpp"
#include "segments.hpp"

namespace bantam::cli {

namespace {

struct FunnelArguments {
  Arguments common;
  Format format = Format::table;
  Period period = Period::whole;
  Duration lag{30 * day_ms};
  std::string by;    ///< empty: no segments
  std::string html;  ///< empty: no page
};

std::vector<LeadJournal> journals_of(const ScoredLeads& scored, const SegmentOf& segment_of) {
  std::vector<LeadJournal> journals;
  for (const auto& [id, lead] : scored.leads) {
    std::string segment = segment_of ? segment_of(lead) : std::string();
    std::optional<LeadJournal> journal = journal_of(lead, std::move(segment));
    if (journal) journals.push_back(*std::move(journal));
  }
  return journals;
}

/// A log without sales has shares of 0 that nobody should believe.
void warn_of_no_outcomes(const Funnel& funnel, const Arguments& arguments, Console& console) {
  const auto ended = [&](Stage stage) {
    return funnel.all.whole.stages[static_cast<std::size_t>(stage)].in;
  };
  if (funnel.all.leads == 0 || ended(Stage::closed_won) + ended(Stage::closed_lost) != 0) return;
  console.report({name_of(arguments.events), 0, 0, "funnel/no_outcomes",
                  "no lead is won or lost until then", "conversion to closed_won says nothing",
                  Severity::warning});
}

void print(const Funnel& funnel, const FunnelArguments& arguments, Output& output) {
  switch (arguments.format) {
    case Format::table:
      return print_funnel(funnel, arguments.by, output);
    case Format::csv:
      return print_funnel_rows(funnel, output);
    case Format::ndjson:
      for (const std::string& line : funnel_to_json(funnel)) output.write_line(line);
  }
}

int write_page(const Funnel& funnel, const ScoredLeads& scored, const FunnelArguments& arguments,
               Console& console) {
  if (arguments.html.empty()) return exit_ok;
  const Arguments& common = arguments.common;
  const std::string foot =
      report_foot("funnel", {common.model, common.events, common.leads}, to_text(scored.as_of));
  return write_report(arguments.html,
                      to_html(funnel, {scored.model.name(), {}, foot}, arguments.by), console);
}

int run_funnel(const FunnelArguments& arguments, Console& console) {
  const std::optional<ScoredLeads> scored = score_leads(arguments.common, console);
  if (!scored) return exit_bad_input;
  SegmentOf segment_of;
  if (!arguments.by.empty()) {
    const auto found = segments_by(scored->model, arguments.by, console);
    if (!found) return exit_bad_input;
    segment_of = *found;
  }
  FunnelOptions options;
  options.as_of = scored->as_of;
  options.period = arguments.period;
  options.lag = arguments.lag;
  options.sla_stages = stages_with_sla(scored->model);
  const Result<Funnel> counted = funnel(journals_of(*scored, segment_of), options);
  if (!counted) {
    console.report(finding_of(counted.error(), "funnel", 0));
    return exit_bad_input;
  }
  console.clear_progress();
  warn_of_no_outcomes(*counted, arguments.common, console);
  if (const int failed = write_page(*counted, *scored, arguments, console)) return failed;
  Output output;
  print(*counted, arguments, output);
  return output.finish(console);
}

constexpr const char* funnel_footer =
    "Entries, exits and balance of each stage; conversion to the next stage and to closed_won; "
    "days\n"
    "in each stage; SLAs met and missed; reasons, overrides and recycled leads. A lead counts "
    "once\n"
    "per step, by its first entry, and only when the lag has passed since; the intervals are\n"
    "Wilson's at 95 %. docs/funnel.md says how each figure is counted.\n"
    "--by takes any attribute of the model; a lead counts under the value it has at the moment\n"
    "asked for. --by owner, where there is no such attribute, is who asked for the last move.\n"
    "With --leads, leads without a row are left out.\n"
    "\n"
    "Examples:\n"
    "  bantam funnel --model model.json --events events.ndjson\n"
    "  bantam funnel --model model.json --events events.ndjson --period month --lag 45d\n"
    "  bantam funnel --model model.json --events events.ndjson --by industry --format csv";

void add_period_option(CLI::App& command, FunnelArguments& arguments) {
  command
      .add_option_function<std::string>(
          "--period",
          [&arguments](const std::string& name) { arguments.period = *parse_period(name); },
          "also count each day, week (from Monday) or month, in UTC")
      ->check(CLI::IsMember({"whole", "day", "week", "month"}))
      ->default_str("whole")
      ->type_name("PERIOD");
}

void add_lag_option(CLI::App& command, FunnelArguments& arguments) {
  command
      .add_option_function<std::string>(
          "--lag",
          [&arguments](const std::string& text) {
            const std::optional<Duration> lag = parse_duration(text);
            if (!lag) throw CLI::ValidationError("--lag", "write a duration such as 30d or 36h");
            arguments.lag = *lag;
          },
          "how long after it entered a stage a lead is asked whether it went on")
      ->default_str("30d")
      ->type_name("DURATION");
}

}  // namespace

void add_funnel(CLI::App& app, Chosen& chosen, Console& console) {
  auto arguments = std::make_shared<FunnelArguments>();
  CLI::App* command = app.add_subcommand("funnel", "Count how leads went from stage to stage");
  add_model_option(*command, arguments->common);
  add_events_option(*command, arguments->common)->required();
  add_leads_options(*command, arguments->common);
  add_as_of_option(*command, arguments->common);
  command->add_option("--by", arguments->by, "also count each value of an attribute")
      ->type_name("ATTRIBUTE");
  add_period_option(*command, *arguments);
  add_lag_option(*command, *arguments);
  add_format_option(*command, arguments->format);
  add_html_option(*command, arguments->html);
  add_reading_flags(*command, arguments->common);
  command->callback([&chosen, &console, arguments] {
    check_arguments(arguments->common);
    chosen = [&console, arguments] { return run_funnel(*arguments, console); };
  });
  command->footer(funnel_footer);
}

}  // namespace bantam::cli
