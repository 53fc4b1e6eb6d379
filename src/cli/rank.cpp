// bantam rank: the leads of a log or a table by their scores, as fast as they can be read.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <thread>
#include <utility>

#include "arguments.hpp"
#include "csv.hpp"
#include "output.hpp"
#include "ranked_leads.hpp"
#include "table.hpp"
#include "utf8.hpp"

namespace bantam::cli {

namespace {

struct RankArguments {
  Arguments common;
  Format format = Format::table;
  std::uint64_t top = 0;  ///< 0: all
  unsigned threads = 0;   ///< 0: as many as there are cores
};

std::string json_array(const std::vector<std::string>& texts) {
  std::vector<std::string> quoted;
  for (const std::string& text : texts) quoted.push_back(json_quoted(text));
  return fmt::format("[{}]", fmt::join(quoted, ","));
}

std::string json_line(const RankedLead& lead, std::size_t rank, Timestamp as_of,
                      const std::vector<std::string>& scores) {
  if (!lead.suppressed_by.empty())
    return fmt::format(R"({{"lead":{},"as_of":"{}","suppressed_by":{}}})", json_quoted(lead.lead), to_text(as_of),
                       json_array(lead.suppressed_by));
  std::string line = fmt::format(R"({{"rank":{},"lead":{},"as_of":"{}","total":{},"scores":{{)", rank,
                                 json_quoted(lead.lead), to_text(as_of), to_text(lead.total));
  for (std::size_t i = 0; i < scores.size(); ++i)
    line += fmt::format("{}{}:{}", i == 0 ? "" : ",", json_quoted(scores[i]), to_text(lead.scores[i]));
  return line + fmt::format(R"(}},"rating":{},"excluded_by":{}}})", json_quoted(lead.rating),
                            json_array(lead.excluded_by));
}

/// `suppressible`: the model suppresses leads, and there is a column for it.
std::string csv_line(const RankedLead& lead, std::size_t rank, Timestamp as_of, bool suppressible) {
  const bool scored = lead.suppressed_by.empty();
  std::string line = fmt::format("{},{},{},{}", scored ? std::to_string(rank) : "", csv_text(lead.lead),
                                 to_text(as_of), scored ? to_text(lead.total) : "");
  for (const Points points : lead.scores) line += fmt::format(",{}", scored ? to_text(points) : "");
  line += fmt::format(",{},{}", csv_text(lead.rating),
                      csv_text(fmt::format("{}", fmt::join(lead.excluded_by, ";"))));
  if (suppressible) line += fmt::format(",{}", csv_text(fmt::format("{}", fmt::join(lead.suppressed_by, ";"))));
  return line + "\r\n";
}

void print_rows(const RankedLeads& ranked, std::size_t count, const std::vector<std::string>& scores,
                bool suppressible, Format format, Output& output) {
  if (format == Format::csv) {
    std::string header = "rank,lead,as_of,total";
    for (const std::string& score : scores) header += fmt::format(",score.{}", score);
    output.write(header + (suppressible ? ",rating,excluded_by,suppressed_by\r\n" : ",rating,excluded_by\r\n"));
  }
  for (std::size_t i = 0; i < count && output.good(); ++i) {
    if (format == Format::csv) output.write(csv_line(ranked[i], i + 1, ranked.as_of(), suppressible));
    else output.write_line(json_line(ranked[i], i + 1, ranked.as_of(), scores));
  }
}

void print_ranking(const RankedLeads& ranked, std::size_t count, const std::vector<std::string>& scores,
                   Output& output) {
  constexpr auto right = Column::Side::right;
  constexpr auto point = Column::Side::point;
  std::vector<Column> columns{{"rank", right}, {"lead", Column::Side::left, Column::Fit::may_be_cut}, {"total", point}};
  for (const std::string& score : scores) columns.push_back({score, point});
  columns.push_back({"rating"});
  columns.push_back({"excluded by", Column::Side::left, Column::Fit::may_be_cut});
  columns.push_back({"suppressed by", Column::Side::left, Column::Fit::may_be_cut});
  std::vector<std::vector<std::string>> rows;
  bool any_rating = false;
  bool any_excluded = false;
  bool any_suppressed = false;
  for (std::size_t i = 0; i < count; ++i) {
    const RankedLead lead = ranked[i];
    const bool scored = lead.suppressed_by.empty();
    std::vector<std::string> row = {scored ? std::to_string(i + 1) : "", lead.lead,
                                    scored ? to_text(lead.total) : ""};
    for (const Points points : lead.scores) row.push_back(scored ? to_text(points) : "");
    row.push_back(lead.rating);
    row.push_back(fmt::format("{}", fmt::join(lead.excluded_by, ", ")));
    row.push_back(fmt::format("{}", fmt::join(lead.suppressed_by, ", ")));
    rows.push_back(std::move(row));
    any_rating |= !lead.rating.empty();
    any_excluded |= !lead.excluded_by.empty();
    any_suppressed |= !scored;
  }
  const auto drop = [&](std::size_t column) {
    columns.erase(columns.begin() + static_cast<std::ptrdiff_t>(column));
    for (auto& row : rows) row.erase(row.begin() + static_cast<std::ptrdiff_t>(column));
  };
  if (!any_suppressed) drop(5 + scores.size());
  if (!any_excluded) drop(4 + scores.size());
  if (!any_rating) drop(3 + scores.size());
  print_table(columns, std::move(rows), output);
}

int run_rank(const RankArguments& arguments, Console& console) {
  std::optional<Sources> sources = open_sources(arguments.common, console);
  if (!sources) return exit_bad_input;
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  const auto ranked = RankedLeads::rank(*sources, arguments.common,
                                        arguments.threads == 0 ? cores : arguments.threads, console);
  if (!ranked) return exit_bad_input;
  const std::size_t count = arguments.top == 0 ? ranked->size() : std::min<std::size_t>(arguments.top, ranked->size());
  const std::vector<std::string> scores = sources->model.scores();
  console.clear_progress();
  Output output;
  if (arguments.format == Format::table) print_ranking(*ranked, count, scores, output);
  else print_rows(*ranked, count, scores, !sources->model.suppressions().empty(), arguments.format, output);
  return output.finish(console);
}

constexpr const char* rank_footer =
    "What `bantam score` and `bantam replay` give as total, scores, rating and exclusions, by falling\n"
    "total, then id; without stages, gates and journals, and so as fast as the log can be read. The\n"
    "log is laid out as columns in memory, about 40 bytes an activity, and scored on all cores. Leads\n"
    "whose scores depend on commands, and the few whose order of events the columns do not settle,\n"
    "are replayed. With --leads, leads without a row are left out.\n"
    "\n"
    "Examples:\n"
    "  bantam rank --model model.json --events events.ndjson --top 20\n"
    "  bantam rank --model model.json --leads leads.csv --events events.ndjson --format csv\n"
    "  zcat events.ndjson.gz | bantam rank --model model.json --events - --as-of 2026-11-21T00:00:00Z";

}  // namespace

void add_rank(CLI::App& app, Chosen& chosen, Console& console) {
  auto arguments = std::make_shared<RankArguments>();
  CLI::App* command = app.add_subcommand("rank", "Rank leads by score, as fast as a log can be read");
  add_model_option(*command, arguments->common);
  add_events_option(*command, arguments->common);
  add_leads_options(*command, arguments->common);
  add_as_of_option(*command, arguments->common);
  add_format_option(*command, arguments->format);
  command->add_option("-n,--top", arguments->top, "how many leads to print [all]")
      ->check(CLI::PositiveNumber)
      ->type_name("N");
  command->add_option("--threads", arguments->threads, "how many to score on [one a core]")
      ->check(CLI::Range(1, 1024))
      ->type_name("N");
  add_strictness_flags(*command, arguments->common);
  command->callback([&chosen, &console, arguments] {
    check_arguments(arguments->common);
    chosen = [&console, arguments] { return run_rank(*arguments, console); };
  });
  command->footer(rank_footer);
}

}  // namespace bantam::cli
