// Markup: HTML and SVG in the order it is written. The one place for angle brackets.
//
// Every text and every attribute value passes through here and is escaped; nothing else writes `<`.
// What comes out is well-formed as XML too.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace bantam::html {

/// Text that no reader obeys: control characters and marks that turn the direction of writing are
/// spelled out as JSON has them, and bytes that are no UTF-8 become U+FFFD.
std::string visible(std::string_view text);

/// The width of a text in a sans-serif font, on the wide side.
/// Units    1 is the size of the font.
double text_width(std::string_view text);

/// As much of a visible text as is no wider; the last character is `…` when some had to go.
std::string cut_to_width(const std::string& text, double width);

class Markup {
 public:
  struct Attribute {
    std::string_view name;
    std::string value;
  };
  using Attributes = std::initializer_list<Attribute>;

  void open(std::string_view name, Attributes attributes = {});
  void close();
  /// An element without content.
  void leaf(std::string_view name, Attributes attributes = {});
  /// An element that holds a text alone.
  void element(std::string_view name, Attributes attributes, std::string_view text);
  void text(std::string_view text);
  /// What is ours and escaped already: the doctype and the style sheet.
  void raw(std::string_view markup) { out_ += markup; }

  std::size_t bytes() const { return out_.size(); }
  /// Takes back what was written since there were so many bytes; the same elements are open then.
  void cut_back(std::size_t bytes) { out_.resize(bytes); }
  std::string take() { return std::move(out_); }

 private:
  void begin(std::string_view name, Attributes attributes);

  std::string out_;
  std::vector<std::string> open_;
};

}  // namespace bantam::html
