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

std::string json_line(const RankedLead& lead, std::size_t rank, Timestamp as_of,
                      const std::vector<std::string>& scores) {
  std::string line = fmt::format(R"({{"rank":{},"lead":{},"as_of":"{}","total":{},"scores":{{)", rank,
                                 json_quoted(lead.lead), to_text(as_of), to_text(lead.total));
  for (std::size_t i = 0; i < scores.size(); ++i)
    line += fmt::format("{}{}:{}", i == 0 ? "" : ",", json_quoted(scores[i]), to_text(lead.scores[i]));
  line += fmt::format(R"(}},"rating":{},"excluded_by":[)", json_quoted(lead.rating));
  for (std::size_t i = 0; i < lead.excluded_by.size(); ++i)
    line += fmt::format("{}{}", i == 0 ? "" : ",", json_quoted(lead.excluded_by[i]));
  return line + "]}";
}

std::string csv_line(const RankedLead& lead, std::size_t rank, Timestamp as_of) {
  std::string line = fmt::format("{},{},{},{}", rank, csv_text(lead.lead), to_text(as_of), to_text(lead.total));
  for (const Points points : lead.scores) line += fmt::format(",{}", to_text(points));
  return line + fmt::format(",{},{}\r\n", csv_text(lead.rating),
                            csv_text(fmt::format("{}", fmt::join(lead.excluded_by, ";"))));
}

void print_rows(const RankedLeads& ranked, std::size_t count, const std::vector<std::string>& scores,
                Format format, Output& output) {
  if (format == Format::csv) {
    std::string header = "rank,lead,as_of,total";
    for (const std::string& score : scores) header += fmt::format(",score.{}", score);
    output.write(header + ",rating,excluded_by\r\n");
  }
  for (std::size_t i = 0; i < count && output.good(); ++i) {
    if (format == Format::csv) output.write(csv_line(ranked[i], i + 1, ranked.as_of()));
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
  std::vector<std::vector<std::string>> rows;
  bool any_rating = false;
  bool any_excluded = false;
  for (std::size_t i = 0; i < count; ++i) {
    const RankedLead lead = ranked[i];
    std::vector<std::string>& row = rows.emplace_back();
    row = {std::to_string(i + 1), lead.lead, to_text(lead.total)};
    for (const Points points : lead.scores) row.push_back(to_text(points));
    row.push_back(lead.rating);
    row.push_back(fmt::format("{}", fmt::join(lead.excluded_by, ", ")));
    any_rating |= !lead.rating.empty();
    any_excluded |= !lead.excluded_by.empty();
  }
  const auto drop = [&](std::size_t column) {
    columns.erase(columns.begin() + static_cast<std::ptrdiff_t>(column));
    for (auto& row : rows) row.erase(row.begin() + static_cast<std::ptrdiff_t>(column));
  };
  if (!any_excluded) drop(columns.size() - 1);
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
  else print_rows(*ranked, count, scores, arguments.format, output);
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
