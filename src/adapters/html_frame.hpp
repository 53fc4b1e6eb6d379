// Frame: what all pictures have in common.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/html_figure.hpp"

namespace bantam::html {

/// The sizes of text in pictures, in pixels, and the narrowest picture that has to be readable.
inline constexpr double text_px = 12;
inline constexpr double small_px = 11;
inline constexpr double narrowest_px = 288;

/// "37.5%": places along x. "37.5": places along y.
std::string share_of_width(double percent);
std::string pixels(double px);

/// What stands in the key beside a sample of it.
struct KeyEntry {
  std::string_view form;  ///< `won`, `lost`, `sum`, `soft`: a field; `l0`, `l1`, `dash`: a line
  std::string name;
};

/// A figure: caption, key, picture, and the table beside it, or below where it has too many columns.
void frame(Page& page, const Caption& caption, const std::vector<KeyEntry>& key, double height,
           const Cells& cells, const std::function<void(Markup&)>& picture);

void line(Markup& markup, std::string_view form, double x1, double y1, double x2, double y2);
void field(Markup& markup, std::string_view form, double x, double y, double width, double height);
/// A text in a picture, cut where it is wider than `room` (in sizes of the text).
void label(Page& page, std::string_view form, double x, double y, const std::string& text,
           double room);
/// An element of a table or a sentence; what was cut stands in its title.
void cut_element(Page& page, std::string_view name, std::string_view form, std::string_view text,
                 double room);

/// "20 of 412 shown": what a table or picture leaves out; empty when it leaves out nothing.
std::string cut_words(std::size_t shown, std::size_t all, std::string_view what = "rows");

}  // namespace bantam::html
