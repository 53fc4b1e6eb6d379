// Attribute wishes.
#include "attribute_wishes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "bantam/text.hpp"

namespace bantam::cli {

namespace {

AttributeWish& wish_of(std::vector<AttributeWish>& wishes, const std::string& name) {
  for (AttributeWish& wish : wishes)
    if (wish.name == name) return wish;
  wishes.push_back({name});
  return wishes.back();
}

bool known(const std::string& name, const char* option, const LearnInput& input, Console& console) {
  std::vector<std::string_view> all(input.left_out.begin(), input.left_out.end());
  for (const bantam::Column& column : input.columns.columns().attributes)
    all.push_back(column.name);
  if (std::find(all.begin(), all.end(), name) != all.end()) return true;
  console.report({option, 0, 0, "learn/unknown_attribute", fmt::format("no attribute `{}`", name),
                  nearest_help(name, all)});
  return false;
}

}  // namespace

std::vector<std::string> names_in(const std::vector<std::string>& given,
                                  const bantam::LeadColumns& columns) {
  std::vector<std::string> names;
  for (const std::string& one : given) {
    bool whole = false;
    for (const bantam::Column& column : columns.attributes) whole = whole || column.name == one;
    std::size_t begin = 0;
    while (!whole && begin <= one.size()) {
      const std::size_t end = std::min(one.find(',', begin), one.size());
      names.push_back(one.substr(begin, end - begin));
      begin = end + 1;
    }
    if (whole) names.push_back(one);
  }
  return names;
}

bool add_wishes(const AttributeNames& asked, const LearnInput& input, LearnOptions& options,
                Console& console) {
  const auto each = [&](const std::vector<std::string>& given, const char* option, auto&& ask) {
    for (const std::string& name : names_in(given, input.columns.columns())) {
      if (!known(name, option, input, console)) return false;
      if (std::find(input.left_out.begin(), input.left_out.end(), name) == input.left_out.end())
        ask(wish_of(options.attributes, name));
    }
    return true;
  };
  return each(asked.use, "--use", [](AttributeWish&) {}) &&
         each(asked.must, "--must", [](AttributeWish& wish) { wish.use = AttributeUse::must; }) &&
         each(asked.never, "--never",
              [](AttributeWish& wish) { wish.use = AttributeUse::never; }) &&
         each(asked.rising, "--rising",
              [](AttributeWish& wish) { wish.course = Course::rising; }) &&
         each(asked.falling, "--falling",
              [](AttributeWish& wish) { wish.course = Course::falling; }) &&
         each(asked.positive, "--positive",
              [](AttributeWish& wish) { wish.sign = PointSign::positive; }) &&
         each(asked.negative, "--negative",
              [](AttributeWish& wish) { wish.sign = PointSign::negative; });
}

}  // namespace bantam::cli
