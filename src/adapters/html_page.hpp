// Page: one HTML file without scripts and without anything that is fetched.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/html_figure.hpp"

namespace bantam::html {

/// No page is larger.
inline constexpr std::size_t page_bytes = 300'000;

struct PageHead {
  std::string kind;     ///< "Funnel"
  std::string title;
  std::string summary;  ///< a sentence; empty: none
  std::string foot;     ///< where the figures come from
};

struct Fact {
  std::string name;
  std::string value;
  std::string note = {};
};

void facts(Page& page, const std::vector<Fact>& facts);
void heading(Page& page, std::string_view text);
void paragraph(Page& page, std::string_view text);
/// A table under a title.
void table(Page& page, const Caption& caption, const Cells& cells);
/// Sentences as a list.
void points(Page& page, const std::vector<std::string>& sentences);

/// The whole file. `parts` are written in order, with as much detail as there is room for; where
/// even the least does not fit, the last parts are left out, and the page says so.
std::string html_page(const PageHead& head, const std::vector<std::function<void(Page&)>>& parts);

}  // namespace bantam::html
