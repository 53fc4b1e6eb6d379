// Segments: values become names as JSON writes them, texts without their quotes.
#include "segments.hpp"

#include <fmt/format.h>

#include "bantam/text.hpp"

namespace bantam::cli {

namespace {

std::string name_of(const Value& value) {
  if (const std::string* text = value.text()) return *text;
  if (const bool* flag = value.flag()) return *flag ? "true" : "false";
  if (const double* number = value.number()) return fmt::format("{}", *number);
  if (const List* list = value.list()) return fmt::format("{}", fmt::join(*list, "; "));
  return {};
}

std::string attribute_of(const ReplayedLead& lead, std::size_t place) {
  const std::optional<StoredAttribute>& stored = lead.state.attributes[place];
  return stored ? name_of(stored->value) : std::string();
}

std::string owner_of(const ReplayedLead& lead) {
  for (auto move = lead.moves.rbegin(); move != lead.moves.rend(); ++move)
    if (move->by) return *move->by;
  return {};
}

}  // namespace

std::optional<SegmentOf> segments_by(const Model& model, const std::string& attribute,
                                     Console& console) {
  const std::vector<AttributeSummary> declared = attributes(model);
  for (std::size_t place = 0; place < declared.size(); ++place)
    if (declared[place].name == attribute)
      return [place](const ReplayedLead& lead) { return attribute_of(lead, place); };
  if (attribute == "owner") return owner_of;
  console.report({"--by", 0, 0, "attribute/unknown",
                  fmt::format("the model declares no attribute `{}`", attribute),
                  attribute_help(model, attribute)});
  return std::nullopt;
}

}  // namespace bantam::cli
