// Explanation words: what stands beside the points of a line, and weighted points without rounding.
#include "adapters/explanation_words.hpp"

#include "adapters/text_layout.hpp"
#include "values/format_text.hpp"

namespace bantam {
namespace {

/// "1 of 3 counted" and what became of the others.
std::string tally_words(const RuleLine& rule) {
  std::string text = format_text("{} of {} counted", rule.counted, rule.matched);
  const auto removed = [&](std::size_t count, std::string_view by) {
    if (count > 0) text += format_text(", {} {}", count, by);
  };
  removed(rule.by_cooldown, "in cool-down");
  removed(rule.by_per_day, "over the day's number");
  removed(rule.by_window, "outside the window");
  removed(rule.by_newest, "not among the newest");
  return text;
}

std::string why_words(const std::string& why) {
  if (why == "other") return "any other value";
  if (why == "missing" || why.rfind("band ", 0) == 0) return why;
  return format_text("value {}", code(why));
}

}  // namespace

Wide millionths(Points points, Points weight) {
  return static_cast<Wide>(points.thousandths()) * weight.thousandths();
}

std::string exact_text(Wide number) {
  const Wide magnitude = number < 0 ? -number : number;
  std::string text = format_text("{}{}.{:06}", number < 0 ? "-" : "",
                                 static_cast<std::uint64_t>(magnitude / 1'000'000),
                                 static_cast<std::uint64_t>(magnitude % 1'000'000));
  text.resize(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += between;
    text += part;
  }
  return text;
}

std::string codes(const std::vector<std::string>& names) {
  std::vector<std::string> texts;
  for (const std::string& name : names) texts.push_back(code(name));
  return listed(texts, "and");
}

std::string words_of(const RuleLine& rule) {
  std::vector<std::string> parts;
  if (rule.matched > 0) parts.push_back(tally_words(rule));
  if (!rule.why.empty()) parts.push_back(why_words(rule.why));
  if (rule.decayed != rule.worth)
    parts.push_back(format_text("worth {}, decay {}", to_text(rule.worth),
                                signed_points(rule.decayed - rule.worth)));
  if (rule.clamp != Points())
    parts.push_back(format_text("bounds {}", signed_points(rule.clamp)));
  if (!rule.held)
    parts.push_back(rule.blocked == Points()
                        ? "`if` does not hold"
                        : format_text("`if` does not hold, else {}", signed_points(rule.blocked)));
  if (!rule.missing.empty()) parts.push_back(format_text("missing {}", codes(rule.missing)));
  if (parts.empty() && rule.points == Points()) parts.push_back("no match");
  return joined(parts, "; ");
}

}  // namespace bantam
