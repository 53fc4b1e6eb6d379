// Level text: what the codes of a level stand for. Only texts that many leads share are named.
#include "analytics/learn_level_text.hpp"

#include <algorithm>

#include "analytics/learn_rule_text.hpp"
#include "values/format_text.hpp"

namespace bantam::learning {
namespace {

constexpr std::size_t few_texts = 4;  // that a line names

using Codes = std::array<bool, max_codes>;

std::string run_text(const BinnedAttribute& attribute, std::size_t first, std::size_t last) {
  const std::size_t cuts = attribute.cuts.size();
  if (first == 1 && last > cuts) return "any number";
  if (first == 1) return format_text("below {}", attribute.cuts[last - 1]);
  if (last > cuts) return format_text("{} and more", attribute.cuts[first - 2]);
  return format_text("{} to {}", attribute.cuts[first - 2], attribute.cuts[last - 1]);
}

std::vector<std::string> run_texts(const BinnedAttribute& attribute, const Codes& codes) {
  std::vector<std::string> runs;
  for (std::size_t code = 1; code < attribute.code_count; ++code) {
    if (!codes[code]) continue;
    std::size_t last = code;
    while (last + 1 < attribute.code_count && codes[last + 1]) ++last;
    runs.push_back(run_text(attribute, code, last));
    code = last;
  }
  return runs;
}

void count(LearnedLevel& level, const Codes& codes, const Term& term, const Sample& sample) {
  const std::vector<std::uint8_t> levels = levels_of(term, sample);
  for (std::size_t i = 0; i < sample.rows; ++i) {
    if (levels[i] == no_level || !codes[sample.codes[term.attribute][i]]) continue;
    ++level.leads;
    level.won += sample.won[i];
  }
}

}  // namespace

std::string values_text(const BinnedAttribute& attribute, const Codes& codes) {
  std::vector<std::string> parts;
  if (attribute.kind == AttributeKind::number) {
    parts = run_texts(attribute, codes);
  } else if (attribute.kind == AttributeKind::flag) {
    if (codes[2]) parts.emplace_back("true");
    if (codes[1]) parts.emplace_back("false");
  } else {
    const std::size_t others = attribute.code_count - 1;
    if (codes[others]) {
      std::vector<std::string> with, but;
      for (std::size_t code = 1; code < others; ++code)
        (codes[code] ? with : but).push_back(attribute.texts[code - 1]);
      if (but.empty()) {
        parts.emplace_back("any text");
      } else if (with.size() <= few_texts) {
        parts = with;
        if (attribute.rows_of[others] > 0 || with.empty()) parts.emplace_back("others");
      } else if (but.size() <= few_texts) {
        parts.push_back(format_text("all but {}", fmt::join(but, ", ")));
      } else {
        parts.emplace_back("all others");
      }
    } else {
      for (std::size_t code = 1; code < others; ++code)
        if (codes[code]) parts.push_back(attribute.texts[code - 1]);
    }
  }
  if (codes[0]) parts.emplace_back("missing");
  return format_text("{}", fmt::join(parts, ", "));
}

std::vector<LearnedLevel> table_of(const BinnedAttribute& attribute, const Term& term, const Sample& sample) {
  const auto points = [&](std::size_t code) { return whole(term.weights[term.level_of[code]]); };
  std::vector<LearnedLevel> table;
  std::vector<bool> told(attribute.code_count, false);
  const auto tell = [&](const Codes& codes, std::int64_t own) {
    LearnedLevel level;
    level.values = values_text(attribute, codes);
    level.points = own;
    count(level, codes, term, sample);
    table.push_back(std::move(level));
  };
  for (std::size_t code = 1; code < attribute.code_count; ++code) {
    if (told[code]) continue;
    Codes codes = {};
    for (std::size_t other = code; other < attribute.code_count; ++other) {
      const bool same = points(other) == points(code);
      if (attribute.kind == AttributeKind::number && !same) break;
      codes[other] = same;
      told[other] = told[other] || same;
    }
    tell(codes, points(code));
  }
  if (attribute.kind != AttributeKind::number)
    std::stable_sort(table.begin(), table.end(),
                     [](const LearnedLevel& a, const LearnedLevel& b) { return a.points > b.points; });
  Codes missing = {};
  missing[0] = true;
  if (attribute.rows_of[0] > 0) tell(missing, points(0));
  return table;
}

}  // namespace bantam::learning
