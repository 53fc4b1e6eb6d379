// Written points: where a document says how many points, so that they can be changed in their places.
#include <cmath>

#include "analytics/document_edit.hpp"
#include "bantam/learn.hpp"
#include "values/floating_point.hpp"
#include "values/format_text.hpp"
#include "values/json.hpp"

namespace bantam {
namespace {

/// Collects the numbers of one rule.
class Collector {
 public:
  Collector(const std::string& rule, std::vector<WrittenPoints>& found) : rule_(rule), found_(found) {}

  void add(const Json* number, std::string level, std::string why) {
    if (number == nullptr || !number->is_number()) return;
    found_.push_back({rule_, std::move(level), std::move(why), number->number, number->offset, number->text.size()});
  }

  void add_bands(const Json& bands) {
    const Json* before = nullptr;
    for (const Json& band : bands.items) {
      const Json* below = band.find("below");
      std::string level = below != nullptr    ? "below " + below->text
                          : before != nullptr ? before->text + " and more" : "any number";
      add(band.find("points"), std::move(level), "band " + std::to_string(&band - bands.items.data() + 1));
      before = below;
    }
  }

 private:
  const std::string& rule_;
  std::vector<WrittenPoints>& found_;
};

}  // namespace

std::vector<WrittenPoints> written_points(std::string_view document) {
  const DefaultFloatingPoint floating_point;
  std::vector<WrittenPoints> found;
  const Json root = parse_json(document).root;
  const Json* rules = root.find("rules");
  if (rules == nullptr) return found;
  for (const Json& rule : rules->items) {
    const Json* id = rule.find("id");
    if (id == nullptr) continue;
    Collector collector(id->text, found);
    for (const JsonMember& member : rule.members) {
      if (member.name == "points") collector.add(&member.value, "", "");
      if (member.name == "points_per") collector.add(member.value.find("each"), "", "");
      if (member.name == "bands") collector.add_bands(member.value);
      if (member.name == "values")
        for (const JsonMember& value : member.value.members) collector.add(&value.value, value.name, value.name);
      if (member.name == "other" || member.name == "missing") collector.add(&member.value, member.name, member.name);
    }
  }
  return found;
}

std::string with_points(std::string_view document, const std::vector<WrittenPoints>& places,
                        const std::vector<double>& points) {
  const DefaultFloatingPoint floating_point;
  std::vector<learning::Edit> edits;
  for (std::size_t i = 0; i < places.size() && i < points.size(); ++i) {
    const double thousandths = std::round(points[i] * 1000) / 1000;
    edits.push_back({places[i].offset, places[i].offset + places[i].size, json_number(thousandths)});
  }
  return learning::edited(document, std::move(edits));
}

}  // namespace bantam
