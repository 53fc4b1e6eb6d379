// Arguments: options are declared once, so that they mean the same everywhere.
#include "arguments.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace bantam::cli {

namespace {

bool all_digits(const std::string& text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Why a moment cannot be read.
std::string moment_help(const std::string& text) {
  if (all_digits(text))
    return text.size() > 10 ? "looks like milliseconds; write 2026-11-21T10:00:00Z"
                            : "looks like seconds; write 2026-11-21T10:00:00Z";
  if (parse_date(text)) return fmt::format("write the time too, as in {}T00:00:00Z", text);
  return "write 2026-11-21T10:00:00Z, with Z or an offset, between 1970 and 2199";
}

}  // namespace

void add_model_option(CLI::App& command, Arguments& arguments) {
  command.add_option("-m,--model", arguments.model, "the model, a JSON file")
      ->required()
      ->type_name("FILE");
}

CLI::Option* add_events_option(CLI::App& command, Arguments& arguments) {
  return command
      .add_option("-e,--events", arguments.events,
                  "the log, one JSON object a line, or CSV; - is standard input")
      ->type_name("FILE");
}

CLI::Option* add_leads_options(CLI::App& command, Arguments& arguments) {
  CLI::Option* leads =
      command
          .add_option("-l,--leads", arguments.leads,
                      "a table of attributes, one row a lead: CSV with a header, or NDJSON")
          ->type_name("FILE");
  command.add_option("--id", arguments.id_column, "the column that holds the lead's id")
      ->capture_default_str()
      ->needs(leads)
      ->type_name("COLUMN");
  return leads;
}

void add_moment_option(CLI::App& command, std::optional<Timestamp>& moment,
                       const std::string& what) {
  command
      .add_option_function<std::string>(
          "-t,--as-of",
          [&moment](const std::string& text) {
            moment = parse_timestamp(text);
            if (!moment) throw CLI::ValidationError("--as-of", moment_help(text));
          },
          what)
      ->type_name("TIME");
}

void add_as_of_option(CLI::App& command, Arguments& arguments) {
  add_moment_option(command, arguments.as_of,
                    "the moment to score at [the largest `at` of the log]");
}

void add_strictness_flags(CLI::App& command, Arguments& arguments) {
  command.add_flag("--keep-going", arguments.keep_going,
                   "report bad lines, leave them out and go on; the exit code is 0 then");
  command.add_flag("--require-ids", arguments.require_ids,
                   "a line of the log without `id` is a bad line, unless it is a tick");
  add_erased_options(command, arguments.erased);
}

void add_reading_flags(CLI::App& command, Arguments& arguments) {
  command.add_flag("--arrival", arguments.arrival,
                   "apply the log in the order of its lines, not by `at`");
  command.add_flag("--notices", arguments.notices,
                   "print notices and refused events on standard error, one JSON object a line");
  add_strictness_flags(command, arguments);
}

void check_arguments(const Arguments& arguments) {
  const int streams =
      (arguments.model == "-") + (arguments.events == "-") + (arguments.leads == "-");
  if (streams > 1)
    throw CLI::ValidationError("-", "only one of --model, --events, --leads is standard input");
  if (!arguments.events.empty()) return;
  if (arguments.leads.empty())
    throw CLI::ValidationError("--events", "say what to score: --events, --leads, or both");
  if (!arguments.as_of)
    throw CLI::ValidationError("--as-of", "there is no log to take the moment from; give it");
}

CLI::Option* add_format_option(CLI::App& command, Format& format) {
  static const std::map<std::string, Format> formats{
      {"ndjson", Format::ndjson}, {"table", Format::table}, {"csv", Format::csv}};
  const char* standard = format == Format::table ? "table" : "ndjson";
  return command
      .add_option_function<std::string>(
          "-f,--format", [&format](const std::string& name) { format = formats.at(name); },
          "how to print the leads")
      ->check(CLI::IsMember({"ndjson", "table", "csv"}))
      ->default_str(standard)
      ->type_name("FORMAT");
}

}  // namespace bantam::cli
