// Ingest: the log of the workload as text, read to columns; beside it a bare scan for line ends,
// which no reader can beat.
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <string_view>

#include "bench/lines.hpp"
#include "cli/column_builder.hpp"

namespace bench {
namespace {

enum class Format { ndjson, csv };

void append_ndjson(const TimeOrder& order, std::size_t row,
                   std::string& text) {
  const Activities& rows = order.activities;
  const auto out = std::back_inserter(text);
  fmt::format_to(out, R"({{"lead": "{}", "at": "{}", "activity": "{}")", lead_name(order.lead[row]),
                 to_text(bantam::Timestamp{rows.at[row]}), activity_types[rows.type[row]].name);
  const bool path = rows.has_path[row], seconds = rows.has_seconds[row];
  if (path || seconds) text += R"(, "fields": {)";
  if (path) fmt::format_to(out, R"("path": "{}")", order.paths[rows.path[row]]);
  if (seconds) fmt::format_to(out, R"({}"seconds": {})", path ? ", " : "", rows.seconds[row]);
  text += path || seconds ? "}}\n" : "}\n";
}

void append_csv(const TimeOrder& order, std::size_t row,
                std::string& text) {
  const Activities& rows = order.activities;
  const auto out = std::back_inserter(text);
  fmt::format_to(out, "{},{},{},", lead_name(order.lead[row]),
                 to_text(bantam::Timestamp{rows.at[row]}), activity_types[rows.type[row]].name);
  if (rows.has_path[row]) text += order.paths[rows.path[row]];
  text += ',';
  if (rows.has_seconds[row]) fmt::format_to(out, "{}", rows.seconds[row]);
  text += '\n';
}

/// The last `events` of the workload, as a log would hold them.
std::string log_of(const TimeOrder& order, std::size_t events,
                   Format format) {
  std::string text = format == Format::csv ? "lead,at,activity,path,seconds\n" : "";
  for (std::size_t row = order.lead.size() - events; row < order.lead.size(); ++row) {
    if (format == Format::csv)
      append_csv(order, row, text);
    else
      append_ndjson(order, row, text);
  }
  return text;
}

std::size_t count_lines(std::string_view text) {
  std::size_t lines = 0;
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at != end; ++lines) {
    const void* found = std::memchr(at, '\n', static_cast<std::size_t>(end - at));
    at = found == nullptr ? end : static_cast<const char*>(found) + 1;
  }
  return lines;
}

bantam::cli::EventColumns read_to_columns(std::string_view text, const World& world) {
  bantam::cli::Console console;
  auto columns = bantam::cli::columns_of(text, world.model, {}, console);
  if (!columns) fail("ingest: the log could not be read");
  return std::move(*columns);
}

/// Leads by total.
using Ranks = std::vector<std::pair<bantam::Points, std::string>>;

void sort(Ranks& ranks) {
  std::sort(ranks.begin(), ranks.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
}

/// The leads of a log, read, scored and sorted.
Ranks read_to_ranks(std::string_view text, const World& world) {
  const bantam::cli::EventColumns columns = read_to_columns(text, world);
  const auto scores =
      score_batch(world.model, columns.lead_columns(), columns.activity_columns(), *columns.latest);
  if (!scores) fail("ingest: " + to_text(scores.error()));
  Ranks ranks;
  for (std::size_t lead = 0; lead < scores->total.size(); ++lead)
    ranks.emplace_back(scores->total[lead], columns.leads[lead]);
  sort(ranks);
  return ranks;
}

/// The same by the library's own reader and a replay.
Ranks replay_to_ranks(std::string_view ndjson, const World& world) {
  std::vector<bantam::Event> log;
  for (std::size_t begin = 0; begin < ndjson.size();) {
    const std::size_t end = ndjson.find('\n', begin);
    auto event = bantam::event_from_json(ndjson.substr(begin, end - begin));
    if (!event) fail("ingest: " + to_text(event.error()));
    log.push_back(std::move(*event));
    begin = end + 1;
  }
  const auto replayed = replay(world.model, log);
  if (!replayed) fail("ingest: " + to_text(replayed.error()));
  Ranks ranks;
  for (const bantam::ReplayedLead& lead : replayed->leads) {
    const auto decision = decide(world.model, lead.state, replayed->as_of);
    if (!decision) fail("ingest: " + to_text(decision.error()));
    ranks.emplace_back(decision->total, lead.state.lead);
  }
  sort(ranks);
  return ranks;
}

/// Ingest equals a replay.
void check_sample(const World& world, const TimeOrder& order) {
  const std::size_t events = std::min<std::size_t>(100'000, order.lead.size());
  const std::string ndjson = log_of(order, events, Format::ndjson);
  if (read_to_ranks(ndjson, world) != replay_to_ranks(ndjson, world))
    fail("ingest: a replay comes to other totals");
}

void add_lines(const World& world, const std::string& text, std::size_t events, Format format,
               Report& report) {
  const std::string name = format == Format::csv ? "CSV" : "NDJSON";
  const std::size_t header = format == Format::csv ? 1 : 0;
  if (read_to_columns(text, world).at.size() != events)
    fail("ingest: " + name + " came to another number of events");
  if (count_lines(text) != events + header)
    fail("ingest: " + name + " has another number of lines");
  const std::vector<Task> tasks = {[&] { return std::any(count_lines(text)); },
                                   [&] { return std::any(read_to_columns(text, world).at.size()); },
                                   [&] { return std::any(read_to_ranks(text, world).size()); }};
  const std::vector<Timing> timings = time_in_turns(tasks, world.options.runs);
  const auto line = [&](const std::string& what, const Timing& timing) {
    const Timing each = timing.each(static_cast<double>(events));
    const std::string note =
        fmt::format("{:.2f} million events a second, {:.2f} GB/s", 1e3 / each.median_ns,
                    static_cast<double>(text.size()) / timing.median_ns);
    report.times.push_back({"ingest", name + what, "event", each, {}, {}, note});
  };
  line(", line scan", timings[0]);
  line(" to columns", timings[1]);
  line(" to ranked totals", timings[2]);
}

}  // namespace

void ingest_lines(const World& world, Report& report) {
  const TimeOrder order = in_time_order(world.workload);
  const std::size_t events = std::min(world.options.ingest_events, order.lead.size());
  if (events == 0) return;
  const std::string ndjson = log_of(order, events, Format::ndjson);
  const std::string csv = log_of(order, events, Format::csv);
  check_sample(world, order);
  if (read_to_ranks(ndjson, world) != read_to_ranks(csv, world))
    fail("ingest: NDJSON and CSV came to different totals");
  add_lines(world, ndjson, events, Format::ndjson, report);
  add_lines(world, csv, events, Format::csv, report);
}

}  // namespace bench
