// Document: a points table as the text of a bantam model.
#include "analytics/learn_document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "values/json.hpp"

namespace bantam::learning {
namespace {

std::string quoted(std::string_view text) {
  std::string out;
  append_json_text(out, text);
  return out;
}

std::string number(double value) { return fmt::format("{}", value); }

std::string var(const std::string& name) { return "{\"var\": " + quoted(name) + "}"; }

std::int64_t whole(double points) { return std::llround(points); }

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
    return runs.size() == 1 ? runs.front() : "{\"or\": [" + fmt::format("{}", fmt::join(runs, ", ")) + "]}";
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
      if (holds(code) != others) listed.push_back(quoted(attribute_.texts[code - 1]));
    if (others && listed.empty()) return "{\"!=\": [" + var(name_) + ", null]}";
    std::string in = listed.size() == 1
                         ? fmt::format("{{\"{}\": [{}, {}]}}", others ? "!=" : "==", var(name_), listed[0])
                         : fmt::format("{{\"in\": [{}, [{}]]}}", var(name_), fmt::join(listed, ", "));
    return others && listed.size() > 1 ? "{\"!\": [" + in + "]}" : in;
  }

  const BinnedAttribute& attribute_;
  std::string name_;
};

std::string unique(std::set<std::string>& taken, const std::string& wanted, std::size_t most) {
  std::string name = wanted.substr(0, most);
  for (int k = 2; !taken.insert(name).second; ++k) {
    const std::string end = (most > 64 ? " " : "_") + std::to_string(k);
    name = wanted.substr(0, most - end.size()) + end;
  }
  return name;
}

/// The names of the attributes in the document, by their place in the table.
std::vector<std::string> names_of(const BinnedTable& table) {
  std::set<std::string> taken;
  std::vector<std::string> names(table.attributes.size());
  // Columns that are names already come first, so that they stay what they are.
  for (int round = 0; round < 2; ++round)
    for (std::size_t a = 0; a < names.size(); ++a) {
      const std::string& column = table.attributes[a].name;
      const std::string name = model_name_of(column);
      if (names[a].empty() && (round == 1 || name == column)) names[a] = unique(taken, name, 64);
    }
  return names;
}

/// Codes of equal points, one after the other, as bands; or the texts that differ from the others.
std::string table_text(const BinnedAttribute& attribute, const Term& term) {
  const auto points = [&](std::size_t code) { return whole(term.weights[term.level_of[code]]); };
  std::vector<std::string> entries;
  if (attribute.kind == AttributeKind::number) {
    for (std::size_t code = 1; code < attribute.code_count; ++code) {
      const bool last = code + 1 == attribute.code_count;
      if (last)
        entries.push_back(fmt::format("{{\"points\": {}}}", points(code)));
      else if (points(code) != points(code + 1))
        entries.push_back(fmt::format("{{\"below\": {}, \"points\": {}}}", number(attribute.cuts[code - 1]), points(code)));
    }
    return fmt::format("\"bands\": [{}], \"missing\": {}", fmt::join(entries, ", "), points(0));
  }
  if (attribute.kind == AttributeKind::flag)
    return fmt::format("\"values\": {{\"false\": {}, \"true\": {}}}, \"missing\": {}", points(1), points(2), points(0));
  const std::int64_t other = points(attribute.code_count - 1);
  std::vector<std::pair<std::int64_t, std::size_t>> listed;  // the most points first
  for (std::size_t code = 1; code <= attribute.texts.size(); ++code)
    if (points(code) != other) listed.emplace_back(-points(code), code);
  std::stable_sort(listed.begin(), listed.end());
  for (const auto& [negative, code] : listed)
    entries.push_back(fmt::format("{}: {}", quoted(attribute.texts[code - 1]), -negative));
  return fmt::format("\"values\": {{{}}}, \"other\": {}, \"missing\": {}", fmt::join(entries, ", "), other, points(0));
}

}  // namespace

std::string model_name_of(const std::string& column) {
  std::string name;
  for (const char c : column) {
    const bool fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    if (fits) name += c;
    else if (!name.empty() && name.back() != '_') name += '_';
  }
  while (!name.empty() && name.back() == '_' && name != column) name.pop_back();
  if (name.empty() || (name[0] >= '0' && name[0] <= '9')) name = "a_" + name;
  static const std::set<std::string> reserved = {"stage", "signal", "score", "band", "gate", "total"};
  if (reserved.count(name) > 0) name += "_";
  return name.substr(0, 64);
}

Written write_document(const BinnedTable& table, const PointTable& points, const LearnOptions& options,
                       const LearnCard& card) {
  const std::vector<std::string> names = names_of(table);
  std::vector<bool> used(table.attributes.size(), false);
  for (const Term& term : points.table.terms) {
    used[term.attribute] = true;
    for (const Guard& guard : term.guards) used[guard.attribute] = true;
  }
  Written written;
  std::string& out = written.document;
  out = fmt::format("{{\n  \"format\": \"bantam/1\",\n  \"name\": {},\n  \"version\": \"1.0.0\",\n", quoted(options.name));
  out += fmt::format("  \"x-learned\": {{\"leads\": {}, \"won\": {}, \"seed\": {}, \"validated_by\": {}, \"folds\": {}",
                     card.leads, card.won, card.seed, quoted(card.validated_by), card.folds);
  if (card.learned.auc)
    out += fmt::format(", \"auc\": {:.4f}, \"auc_low\": {:.4f}, \"auc_high\": {:.4f}, \"log_loss\": {:.5f}, \"prior_log_loss\": {:.5f}",
                       *card.learned.auc, card.learned.auc_low, card.learned.auc_high, card.learned.log_loss,
                       card.learned.prior_log_loss);
  out += fmt::format("}},\n  \"x-chance\": {{\"slope\": {:.6f}, \"offset\": {:.6f}}},\n  \"attributes\": {{", points.chance.slope,
                     points.chance.offset);
  bool first = true;
  for (std::size_t a = 0; a < names.size(); ++a) {
    if (!used[a]) continue;
    const BinnedAttribute& attribute = table.attributes[a];
    const char* type = attribute.kind == AttributeKind::number ? "number"
                       : attribute.kind == AttributeKind::flag ? "flag" : "text";
    out += fmt::format("{}\n    {}: {{\"type\": \"{}\"", first ? "" : ",", quoted(names[a]), type);
    if (names[a] != attribute.name) out += ", \"column\": " + quoted(attribute.name);
    out += "}";
    first = false;
  }
  out += fmt::format("\n  }},\n  \"scores\": {{{}: {{}}}},\n  \"rules\": [", quoted(options.score));
  std::set<std::string> ids;
  first = true;
  for (const Term& term : points.table.terms) {
    const BinnedAttribute& attribute = table.attributes[term.attribute];
    LearnedRule rule;
    rule.attribute = attribute.name;
    std::string wanted = names[term.attribute];
    std::vector<std::string> conditions;
    for (const Guard& guard : term.guards) {
      rule.condition = table.attributes[guard.attribute].name;
      wanted += " if " + names[guard.attribute];
      conditions.push_back(Condition(table.attributes[guard.attribute], names[guard.attribute])
                               .text([&](std::size_t code) { return guard.holds[code]; }));
    }
    rule.id = unique(ids, wanted, 128);
    rule.levels = term.weights.size();
    const auto ends = std::minmax_element(term.weights.begin(), term.weights.end());
    rule.least = std::min<std::int64_t>(whole(*ends.first), term.guards.empty() ? whole(*ends.first) : 0);
    rule.most = std::max<std::int64_t>(whole(*ends.second), term.guards.empty() ? whole(*ends.second) : 0);
    out += fmt::format("{}\n    {{\"id\": {}, \"score\": {}, \"of\": {}, {}", first ? "" : ",", quoted(rule.id),
                       quoted(options.score), quoted(names[term.attribute]), table_text(attribute, term));
    if (conditions.size() == 1) out += ",\n     \"if\": " + conditions[0];
    if (conditions.size() > 1) out += fmt::format(",\n     \"if\": {{\"and\": [{}]}}", fmt::join(conditions, ", "));
    out += "}";
    first = false;
    written.rules.push_back(std::move(rule));
  }
  out += "\n  ]\n}\n";
  return written;
}

}  // namespace bantam::learning
