// bantam replay: from a log of events to leads.
#include <CLI/CLI.hpp>

#include <memory>

#include "arguments.hpp"
#include "lead_report.hpp"
#include "output.hpp"
#include "scored_leads.hpp"

namespace bantam::cli {

namespace {

struct ReplayArguments {
  Arguments common;
  Format format = Format::ndjson;
  bool explain = false;
};

int run_replay(const ReplayArguments& arguments, Console& console) {
  const std::optional<ScoredLeads> scored = score_leads(arguments.common, console);
  if (!scored) return exit_bad_input;
  Output output;
  const auto contributions =
      arguments.explain ? Contributions::shown : Contributions::left_out;
  if (!print_leads(*scored, arguments.format, contributions, output, console))
    return exit_bad_input;
  return output.finish(console);
}

constexpr const char* replay_footer =
    "Events are applied by `at`, those of one moment in the order of the log; then every lead gets\n"
    "a tick at the moment asked for. Nothing is printed before the whole log has been read: a bad\n"
    "line gives FILE:LINE:COLUMN: error CODE: MESSAGE and the exit code 1. With --keep-going each\n"
    "bad line is reported and left out, their number is said at the end, and the exit code is 0.\n"
    "Memory is for the leads and not for the log. A log from standard input may be copied to a\n"
    "temporary file without a name (in TMPDIR) to be read again.\n"
    "\n"
    "Examples:\n"
    "  bantam replay --model model.json --events events.ndjson\n"
    "  bantam replay --model model.json --events events.ndjson --format table\n"
    "  zcat events.ndjson.gz | bantam replay --model model.json --events - --as-of 2026-11-21T00:00:00Z\n"
    "  bantam replay --model model.json --events events.ndjson --keep-going --notices 2> notices.ndjson";

constexpr const char* score_footer =
    "A column feeds the attribute that names it in `column`, else the one of its name; other columns\n"
    "are not read. An empty cell is missing, and so is one that stands in the attribute's `nulls`.\n"
    "Numbers are written as in JSON (12.5), flags are true or false, dates 2026-11-21, and the texts\n"
    "of a list have a semicolon between them. A cell that cannot be read gives\n"
    "FILE:LINE:COLUMN: error CODE: MESSAGE and the exit code 1, or with --keep-going leaves its row\n"
    "out. With --events the row is applied after its lead's events; leads without a row are left out.\n"
    "\n"
    "Examples:\n"
    "  bantam score --model model.json --leads leads.csv --as-of 2026-11-21T00:00:00Z\n"
    "  bantam score --model model.json --leads export.csv --id 'Lead Number' --format table \\\n"
    "               --as-of 2026-11-21T00:00:00Z\n"
    "  bantam score --model model.json --leads leads.csv --events events.ndjson --explain";

void add_common(CLI::App& command, const std::shared_ptr<ReplayArguments>& arguments,
                Chosen& chosen, Console& console) {
  add_as_of_option(command, arguments->common);
  add_format_option(command, arguments->format);
  command.add_flag("--explain", arguments->explain, "print what each rule contributes");
  add_reading_flags(command, arguments->common);
  command.callback([&chosen, &console, arguments] {
    check_arguments(arguments->common);
    chosen = [&console, arguments] { return run_replay(*arguments, console); };
  });
}

}  // namespace

void add_replay(CLI::App& app, Chosen& chosen, Console& console) {
  auto arguments = std::make_shared<ReplayArguments>();
  CLI::App* command = app.add_subcommand("replay", "Replay a log of events and print the leads");
  add_model_option(*command, arguments->common);
  add_events_option(*command, arguments->common)->required();
  add_common(*command, arguments, chosen, console);
  command->footer(replay_footer);
}

void add_score(CLI::App& app, Chosen& chosen, Console& console) {
  auto arguments = std::make_shared<ReplayArguments>();
  CLI::App* command = app.add_subcommand("score", "Score a table of leads, with or without a log");
  add_model_option(*command, arguments->common);
  add_leads_options(*command, arguments->common)->required();
  add_events_option(*command, arguments->common);
  add_common(*command, arguments, chosen, console);
  command->footer(score_footer);
}

}  // namespace bantam::cli
