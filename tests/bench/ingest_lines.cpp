// Ingest: the log of the workload as text, read to columns; beside it a bare scan for line ends,
// which no reader can beat.
#include <fmt/format.h>

#include <cstring>
#include <optional>
#include <string_view>

#include "bench/lines.hpp"

namespace bench {
namespace {

enum class Format { ndjson, csv };

void append_ndjson(const Workload& workload, const TimeOrder& order, std::size_t row,
                   std::string& text) {
  const Activities& rows = order.activities;
  const auto out = std::back_inserter(text);
  fmt::format_to(out, R"({{"lead": "{}", "at": "{}", "activity": "{}")", lead_name(order.lead[row]),
                 to_text(bantam::Timestamp{rows.at[row]}), activity_types[rows.type[row]].name);
  const bool path = rows.has_path[row], seconds = rows.has_seconds[row];
  if (path || seconds) text += R"(, "fields": {)";
  if (path) fmt::format_to(out, R"("path": "{}")", workload.paths[rows.path[row]]);
  if (seconds) fmt::format_to(out, R"({}"seconds": {})", path ? ", " : "", rows.seconds[row]);
  text += path || seconds ? "}}\n" : "}\n";
}

void append_csv(const Workload& workload, const TimeOrder& order, std::size_t row,
                std::string& text) {
  const Activities& rows = order.activities;
  const auto out = std::back_inserter(text);
  fmt::format_to(out, "{},{},{},", lead_name(order.lead[row]),
                 to_text(bantam::Timestamp{rows.at[row]}), activity_types[rows.type[row]].name);
  if (rows.has_path[row]) text += workload.paths[rows.path[row]];
  text += ',';
  if (rows.has_seconds[row]) fmt::format_to(out, "{}", rows.seconds[row]);
  text += '\n';
}

/// The last `events` of the workload, as a log would hold them.
std::string log_of(const Workload& workload, const TimeOrder& order, std::size_t events,
                   Format format) {
  std::string text = format == Format::csv ? "lead,at,activity,path,seconds\n" : "";
  for (std::size_t row = order.lead.size() - events; row < order.lead.size(); ++row) {
    if (format == Format::csv)
      append_csv(workload, order, row, text);
    else
      append_ndjson(workload, order, row, text);
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

/// Reads a log to columns and returns how many events it held.
/// Nothing while the program has no such reader: this is the place for it.
std::optional<std::size_t> read_to_columns(std::string_view /*text*/, Format /*format*/) {
  return {};
}

void add_lines(const World& world, const std::string& text, std::size_t events, Format format,
               Report& report) {
  const std::string name = format == Format::csv ? "CSV" : "NDJSON";
  const std::size_t header = format == Format::csv ? 1 : 0;
  const std::optional<std::size_t> read = read_to_columns(text, format);
  if (read && *read != events) fail("ingest: " + name + " came to another number of events");

  std::vector<Task> tasks = {[&] { return std::any(count_lines(text)); }};
  if (read) tasks.push_back([&] { return std::any(read_to_columns(text, format)); });
  if (count_lines(text) != events + header)
    fail("ingest: " + name + " has another number of lines");
  const std::vector<Timing> timings = time_in_turns(tasks, world.options.runs);
  const auto line = [&](const std::string& what, const Timing& timing) {
    const Timing each = timing.each(static_cast<double>(events));
    const std::string note =
        fmt::format("{:.2f} million events a second, {:.2f} GB/s", 1e3 / each.median_ns,
                    static_cast<double>(text.size()) / timing.median_ns);
    report.times.push_back({"ingest", name + what, "event", each, {}, {}, note});
  };
  line(", line scan", timings[0]);
  if (read) line(" to columns", timings[1]);
}

}  // namespace

void ingest_lines(const World& world, Report& report) {
  const TimeOrder order = in_time_order(world.workload);
  const std::size_t events = std::min(world.options.ingest_events, order.lead.size());
  if (events == 0) return;
  for (const Format format : {Format::ndjson, Format::csv})
    add_lines(world, log_of(world.workload, order, events, format), events, format, report);
}

}  // namespace bench
