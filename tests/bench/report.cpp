#include "bench/report.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace bench {
namespace {

/// 1234567 as "1,234,567".
std::string grouped(std::size_t number) {
  std::string text = std::to_string(number);
  for (std::size_t place = text.size(); place > 3; place -= 3) text.insert(place - 3, ",");
  return text;
}

/// Three digits that mean something, none before the point lost.
std::string rounded(double value) {
  if (value >= 10'000) return grouped(static_cast<std::size_t>(value + 0.5));
  if (value >= 100) return fmt::format("{:.0f}", value);
  return value >= 10 ? fmt::format("{:.1f}", value) : fmt::format("{:.2f}", value);
}

std::string times(const std::optional<double>& ratio) {
  return ratio ? rounded(*ratio) + " x" : "";
}

/// Without the blanks at its end.
std::string line(std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  return text + '\n';
}

}  // namespace

std::string to_table(const Report& report) {
  const Machine& machine = report.machine;
  std::string text = fmt::format(
      "{} leads, {} activities, {} rules; median and least of {} runs\n"
      "{}, {} cores, {:.0f} GiB; {}, {}\n",
      grouped(report.leads), grouped(report.activities), report.rules, report.runs,
      machine.processor, machine.cores, machine.memory_gib, machine.compiler, machine.flags);
  const auto columns = [](auto&&... cells) {
    return line(fmt::format("{:<34}{:>10}{:>10}  {:<10}{:>11}{:>13}  {}", cells...));
  };
  std::string section;
  for (const TimeLine& each : report.times) {
    if (each.section != section)
      text += '\n' + columns(each.section, "ns", "least", "each", "stream", "handwritten", "");
    section = each.section;
    text += columns("  " + each.name, rounded(each.each.median_ns), rounded(each.each.least_ns),
                    each.item, times(each.of_stream), times(each.than_handwritten), each.note);
  }
  section.clear();
  for (const Figure& each : report.figures) {
    if (each.section != section) text += '\n' + each.section + '\n';
    section = each.section;
    text += line(fmt::format("{:<34}{:>10}  {:<20}  {}", "  " + each.name, rounded(each.value),
                             each.unit, each.note));
  }
  return text;
}

std::string to_json(const Report& report) {
  using Json = nlohmann::ordered_json;
  const auto or_null = [](const std::optional<double>& value) {
    return value ? Json(*value) : Json();
  };
  Json json = {{"leads", report.leads},
               {"activities", report.activities},
               {"rules", report.rules},
               {"runs", report.runs},
               {"machine",
                {{"processor", report.machine.processor},
                 {"cores", report.machine.cores},
                 {"memory_gib", report.machine.memory_gib},
                 {"compiler", report.machine.compiler},
                 {"flags", report.machine.flags}}},
               {"times", Json::array()},
               {"figures", Json::array()}};
  for (const TimeLine& each : report.times)
    json["times"].push_back({{"section", each.section},
                             {"name", each.name},
                             {"item", each.item},
                             {"median_ns", each.each.median_ns},
                             {"least_ns", each.each.least_ns},
                             {"of_stream", or_null(each.of_stream)},
                             {"than_handwritten", or_null(each.than_handwritten)},
                             {"note", each.note}});
  for (const Figure& each : report.figures)
    json["figures"].push_back({{"section", each.section},
                               {"name", each.name},
                               {"value", each.value},
                               {"unit", each.unit},
                               {"note", each.note}});
  return json.dump(1) + '\n';
}

}  // namespace bench
