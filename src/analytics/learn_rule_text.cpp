// Rule text: conditions and tables of points as JSON.
#include "analytics/learn_rule_text.hpp"

#include <algorithm>
#include <cmath>

#include "values/format_text.hpp"
#include "values/json.hpp"

namespace bantam::learning {

std::string json_text(std::string_view text) {
  std::string out;
  append_json_text(out, text);
  return out;
}

std::int64_t whole(double points) { return std::llround(points); }

namespace {

std::string number(double value) { return format_text("{}", value); }

std::string var(const std::string& name) { return "{\"var\": " + json_text(name) + "}"; }

/// A condition for some codes of an attribute, missing apart.
class Condition {
 public:
  Condition(const BinnedAttribute& attribute, std::string name)
      : attribute_(attribute), name_(std::move(name)) {}

  template <class Holds>
  std::string text(const Holds& holds) const {  // holds(code)
    if (holds(0)) return "{\"==\": [" + var(name_) + ", null]}";
    if (attribute_.kind == AttributeKind::flag)
      return "{\"==\": [" + var(name_) + (holds(2) ? ", true]}" : ", false]}");
    if (attribute_.kind == AttributeKind::text) return texts(holds);
    std::vector<std::string> runs;
    const std::size_t last = attribute_.code_count - 1;
    for (std::size_t code = 1; code <= last;) {
      std::size_t end = code;
      while (end <= last && holds(end)) ++end;
      if (end > code) runs.push_back(run(code, end - 1));
      code = std::max(end, code + 1);
    }
    return runs.size() == 1 ? runs.front() : "{\"or\": [" + format_text("{}", fmt::join(runs, ", ")) + "]}";
  }

 private:
  std::string run(std::size_t first, std::size_t last) const {
    const std::string from = "{\">=\": [" + var(name_) + ", " + number(first > 1 ? attribute_.cuts[first - 2] : 0) + "]}";
    const std::string below = "{\"<\": [" + var(name_) + ", " +
                              number(last <= attribute_.cuts.size() ? attribute_.cuts[last - 1] : 0) + "]}";
    if (first == 1 && last > attribute_.cuts.size()) return "{\"!=\": [" + var(name_) + ", null]}";
    if (first == 1) return below;
    if (last > attribute_.cuts.size()) return from;
    return "{\"and\": [" + from + ", " + below + "]}";
  }

  template <class Holds>
  std::string texts(const Holds& holds) const {
    const bool others = holds(attribute_.code_count - 1);
    std::vector<std::string> listed;
    for (std::size_t code = 1; code <= attribute_.texts.size(); ++code)
      if (holds(code) != others) listed.push_back(json_text(attribute_.texts[code - 1]));
    if (others && listed.empty()) return "{\"!=\": [" + var(name_) + ", null]}";
    std::string in = listed.size() == 1
                         ? format_text("{{\"{}\": [{}, {}]}}", others ? "!=" : "==", var(name_), listed[0])
                         : format_text("{{\"in\": [{}, [{}]]}}", var(name_), fmt::join(listed, ", "));
    if (!others) return in;
    if (listed.size() > 1) in = "{\"!\": [" + in + "]}";
    // Of a missing text a negation is unknown; saying so keeps readers from wondering.
    return "{\"and\": [{\"!=\": [" + var(name_) + ", null]}, " + in + "]}";
  }

  const BinnedAttribute& attribute_;
  std::string name_;
};

}  // namespace

std::string condition_text(const BinnedAttribute& attribute, const std::string& name, const Guard& guard) {
  return Condition(attribute, name).text([&](std::size_t code) { return guard.holds[code]; });
}

/// Codes of equal points, one after the other, as bands; or the texts that differ from the others.
std::string table_text(const BinnedAttribute& attribute, const Term& term) {
  const auto points = [&](std::size_t code) { return whole(term.weights[term.level_of[code]]); };
  std::vector<std::string> entries;
  if (attribute.kind == AttributeKind::number) {
    for (std::size_t code = 1; code < attribute.code_count; ++code) {
      const bool last = code + 1 == attribute.code_count;
      if (last)
        entries.push_back(format_text("{{\"points\": {}}}", points(code)));
      else if (points(code) != points(code + 1))
        entries.push_back(format_text("{{\"below\": {}, \"points\": {}}}", number(attribute.cuts[code - 1]), points(code)));
    }
    return format_text("\"bands\": [{}], \"missing\": {}", fmt::join(entries, ", "), points(0));
  }
  if (attribute.kind == AttributeKind::flag)
    return format_text("\"values\": {{\"false\": {}, \"true\": {}}}, \"missing\": {}", points(1), points(2), points(0));
  const std::int64_t other = points(attribute.code_count - 1);
  std::vector<std::pair<std::int64_t, std::size_t>> listed;  // the most points first
  const bool all = attribute.texts.size() <= 20;  // so few can all be read; of many, those unlike the others
  for (std::size_t code = 1; code <= attribute.texts.size(); ++code)
    if (all || points(code) != other) listed.emplace_back(-points(code), code);
  std::stable_sort(listed.begin(), listed.end());
  for (const auto& [negative, code] : listed)
    entries.push_back(format_text("{}: {}", json_text(attribute.texts[code - 1]), -negative));
  return format_text("\"values\": {{{}}}, \"other\": {}, \"missing\": {}", fmt::join(entries, ", "), other, points(0));
}

}  // namespace bantam::learning
