// Judging options, and how what was judged is said.
#include "judging_options.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "arguments.hpp"

namespace bantam::cli {

namespace {

void add_after_option(CLI::App& command, JudgingFiles& files) {
  command
      .add_option_function<std::string>(
          "--after",
          [&files](const std::string& text) {
            files.after = parse_duration(text);
            if (!files.after)
              throw CLI::ValidationError("--after", "write a duration such as 14d or 36h");
          },
          "judge each lead so long after its first event")
      ->type_name("DURATION");
  add_moment_option(command, files.as_of, "or judge all leads at one moment");
}

void add_within_option(CLI::App& command, JudgingFiles& files) {
  command
      .add_option_function<std::string>(
          "--within",
          [&files](const std::string& text) {
            files.within = parse_duration(text);
            if (!files.within)
              throw CLI::ValidationError("--within", "write a duration such as 90d");
          },
          "a lead that is not won so long after it is judged is lost [open until it is lost]")
      ->type_name("DURATION");
}

/// Of leads of which some have a time, those that have none.
std::size_t without_time(const std::vector<LeadCase>& leads) {
  const auto without = static_cast<std::size_t>(
      std::count_if(leads.begin(), leads.end(), [](const LeadCase& one) { return !one.came; }));
  return without == leads.size() ? 0 : without;
}

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace

void add_judging_options(CLI::App& command, JudgingFiles& files) {
  command.add_option("-e,--events", files.events, "the log, one JSON object a line, or CSV")
      ->type_name("FILE");
  command.add_option("-l,--leads", files.leads, "a table of attributes, CSV, one row a lead")
      ->type_name("FILE");
  command.add_option("--id", files.id_column, "the column of the lead's id [lead]")
      ->type_name("COLUMN");
  command
      .add_option("--outcomes", files.outcomes,
                  "a table of outcomes, CSV: lead, won, and perhaps at [what the log says]")
      ->type_name("FILE");
  command
      .add_option("--outcome", files.outcome_column,
                  "the column of the outcome, in --outcomes [won], else in --leads")
      ->type_name("COLUMN");
  command
      .add_option("--outcome-at", files.outcome_at_column,
                  "the column that says since when the outcome was known [at, in --outcomes]")
      ->type_name("COLUMN");
  command
      .add_option(
          "--won", files.words.won,
          "a cell of that column that counts as won, all others as lost; may be given again")
      ->allow_extra_args(false)
      ->type_name("WORD");
  command
      .add_option("--time", files.time_column, "the column of --leads that says when leads came")
      ->type_name("COLUMN");
  add_after_option(command, files);
  add_within_option(command, files);
  command.add_option("--folds", files.folds, "a table of folds, CSV: lead, fold")
      ->type_name("FILE");
  add_erased_options(command, files.erased);
}

void check_files(const JudgingFiles& files) {
  const auto refuse = [](const char* option, const char* why) {
    throw CLI::ValidationError(option, why);
  };
  const bool told = !files.outcome_column.empty() || !files.outcomes.empty();
  if (files.events.empty() && files.leads.empty())
    refuse("--events", "say what to judge: --events, --leads, or both");
  if (files.as_of && files.after)
    refuse("--after", "leads are judged --after some time or --as-of a moment, not both");
  if (files.after && files.events.empty() && files.time_column.empty())
    refuse("--after", "without a log, --time says which column holds when leads came");
  if (files.within && files.events.empty())
    refuse("--within", "it needs a log, whose end says which leads are too young");
  if (!files.time_column.empty() && files.leads.empty())
    refuse("--time", "it is a column of --leads");
  if (!files.outcome_column.empty() && files.outcomes.empty() && files.leads.empty())
    refuse("--outcome", "it is a column of --outcomes or --leads");
  if (!files.outcome_at_column.empty() && !told)
    refuse("--outcome-at", "say which column holds the outcome with --outcome");
  if (!files.words.won.empty() && !told)
    refuse("--won", "say which column holds the outcome with --outcome; in a log, moves say it");
  const int streams = (files.events == "-") + (files.leads == "-") + (files.outcomes == "-");
  if (streams > 1) refuse("-", "only one file is standard input");
}

void check_judging(const JudgingFiles& files) {
  check_files(files);
  if (!files.as_of && !files.after)
    throw CLI::ValidationError("--after",
                               "say when leads are judged: --after 14d, or --as-of TIME");
}

std::string judging_text(const JudgingFiles& files, const Cases& cases) {
  std::string text = fmt::format("{} judged ", counted(cases.leads.size(), "lead"));
  text += files.after ? fmt::format("{} after they came", to_text(*files.after))
                      : fmt::format("as of {}", to_text(*files.as_of));
  if (files.within)
    text += fmt::format(", lost if not won within {} of that", to_text(*files.within));
  if (const std::string why = left_out_text(cases.left_out); !why.empty())
    text += "; left out: " + why;
  if (const std::size_t without = without_time(cases.leads); without > 0)
    text += fmt::format("\nnothing says when {} of them came: no figure goes by time", without);
  if (!cases.outcomes_have_times)
    text +=
        "\nnothing says when outcomes were known: whether all of them came later was not checked";
  return text;
}

}  // namespace bantam::cli
