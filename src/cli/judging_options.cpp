// Judging options, and how what was judged is said.
#include "judging_options.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <charconv>
#include <string_view>
#include <vector>

#include "arguments.hpp"

namespace bantam::cli {

namespace {

/// "40/week", "8/day", "200/30d", "500".
std::optional<Capacity> parse_capacity_in_time(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::string_view number = text.substr(0, slash);
  Capacity capacity;
  const auto [end, problem] =
      std::from_chars(number.data(), number.data() + number.size(), capacity.leads);
  if (problem != std::errc{} || end != number.data() + number.size()) return std::nullopt;
  if (!(capacity.leads > 0) || !(capacity.leads <= 1e9)) return std::nullopt;
  if (slash == std::string_view::npos) return capacity;
  const std::string_view unit = text.substr(slash + 1);
  if (unit == "day") capacity.per = Duration{day_ms};
  else if (unit == "week") capacity.per = Duration{7 * day_ms};
  else capacity.per = parse_duration(unit);
  return capacity.per ? std::optional(capacity) : std::nullopt;
}

void add_after_option(CLI::App& command, JudgingFiles& files) {
  command
      .add_option_function<std::string>(
          "--after",
          [&files](const std::string& text) {
            files.after = parse_duration(text);
            if (!files.after) throw CLI::ValidationError("--after", "write a duration such as 14d or 36h");
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
            if (!files.within) throw CLI::ValidationError("--within", "write a duration such as 90d");
          },
          "a lead that is not won so long after it is judged is lost [open until it is lost]")
      ->type_name("DURATION");
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
  command.add_option("--id", files.id_column, "the column of the lead's id [lead]")->type_name("COLUMN");
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
  command.add_option("--time", files.time_column, "the column of --leads that says when leads came")
      ->type_name("COLUMN");
  add_after_option(command, files);
  add_within_option(command, files);
  command.add_option("--folds", files.folds, "a table of folds, CSV: lead, fold")->type_name("FILE");
}

void add_capacity_option(CLI::App& command, std::optional<Capacity>& capacity) {
  command
      .add_option_function<std::string>(
          "--capacity",
          [&capacity](const std::string& text) {
            capacity = parse_capacity_in_time(text);
            if (!capacity)
              throw CLI::ValidationError("--capacity", "write 40/week, 8/day, 200/30d, or 500 in all");
          },
          "how many leads sales can take; gives the threshold for it")
      ->type_name("N[/TIME]");
}

void check_judging(const JudgingFiles& files) {
  if (files.events.empty() && files.leads.empty())
    throw CLI::ValidationError("--events", "say what to judge: --events, --leads, or both");
  if (files.as_of && files.after)
    throw CLI::ValidationError("--after", "leads are judged --after some time or --as-of a moment, not both");
  if (!files.as_of && !files.after)
    throw CLI::ValidationError("--after", "say when leads are judged: --after 14d, or --as-of TIME");
  if (files.after && files.events.empty() && files.time_column.empty())
    throw CLI::ValidationError("--after", "without a log, --time says which column holds when leads came");
  if (files.within && files.events.empty())
    throw CLI::ValidationError("--within", "it needs a log, whose end says which leads are too young");
  if (!files.time_column.empty() && files.leads.empty())
    throw CLI::ValidationError("--time", "it is a column of --leads");
  if (!files.outcome_column.empty() && files.outcomes.empty() && files.leads.empty())
    throw CLI::ValidationError("--outcome", "it is a column of --outcomes or --leads");
  if (!files.outcome_at_column.empty() && files.outcomes.empty() && files.outcome_column.empty())
    throw CLI::ValidationError("--outcome-at", "say which column holds the outcome with --outcome");
  const int streams = (files.events == "-") + (files.leads == "-") + (files.outcomes == "-");
  if (streams > 1) throw CLI::ValidationError("-", "only one file is standard input");
}

std::string judging_text(const JudgingFiles& files, const Cases& cases) {
  std::string text = fmt::format("{} judged ", counted(cases.leads.size(), "lead"));
  text += files.after ? fmt::format("{} after they came", to_text(*files.after))
                      : fmt::format("as of {}", to_text(*files.as_of));
  if (files.within) text += fmt::format(", lost if not won within {} of that", to_text(*files.within));
  std::vector<std::string> why;
  const auto add = [&](std::size_t count, std::string_view reason) {
    if (count > 0) why.push_back(fmt::format("{} {}", count, reason));
  };
  add(cases.left_out.decided, "whose outcome was known by then");
  add(cases.left_out.later, "that came later");
  add(cases.left_out.young, "too young when the log ends");
  add(cases.left_out.without_time, "of whom nothing says when they came");
  add(cases.left_out.suppressed, "suppressed");
  add(cases.left_out.without_row, "without a row in the table");
  if (!why.empty()) text += fmt::format("; left out: {}", fmt::join(why, ", "));
  return text;
}

}  // namespace bantam::cli
