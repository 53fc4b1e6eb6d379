// Style: the colours of a report in both themes, and its style sheet.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace bantam::html {

/// A colour by name, `#rrggbb` in each theme.
struct Ink {
  std::string_view name;
  std::string_view light;
  std::string_view dark;
};

/// All colours there are. Blue and orange stay apart for every kind of colour blindness, and what
/// they tell is told by place or form as well.
std::span<const Ink> palette();

/// A text in one colour on a ground of another, as the style sheet has them.
struct TextOn {
  std::string_view ink;
  std::string_view ground;
};

/// Every pair in use; each has a contrast of 4.5 : 1 or more in both themes.
std::span<const TextOn> text_grounds();

/// The steps of a heat table: `heat0` (least) to `heat4`.
inline constexpr int heat_steps = 5;

std::string style_sheet();

}  // namespace bantam::html
