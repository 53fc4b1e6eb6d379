// Markup: escaping, and how wide a text is.
#include "adapters/html_markup.hpp"

#include <cstddef>
#include <cstdint>

#include "values/format_text.hpp"

namespace bantam::html {
namespace {

constexpr std::string_view unreadable = "\xef\xbf\xbd";  // U+FFFD
constexpr std::string_view ellipsis = "\xe2\x80\xa6";

struct CodePoint {
  std::uint32_t value = 0;
  std::size_t bytes = 0;  ///< 0: no UTF-8
};

std::size_t bytes_of(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead < 0xe0) return 2;
  if (lead >= 0xe0 && lead < 0xf0) return 3;
  return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

/// The code point at the beginning of a text that is not empty.
CodePoint first_of(std::string_view text) {
  const std::size_t bytes = bytes_of(static_cast<unsigned char>(text[0]));
  if (bytes == 0 || bytes > text.size()) return {};
  if (bytes == 1) return {static_cast<unsigned char>(text[0]), 1};
  std::uint32_t value = static_cast<unsigned char>(text[0]) & (0xffU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xc0U) != 0x80U) return {};
    value = value << 6U | (byte & 0x3fU);
  }
  constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = value >= 0xd800 && value < 0xe000;
  if (value < least[bytes] || value > 0x10ffff || surrogate) return {};
  return {value, bytes};
}

bool within(std::uint32_t value, std::uint32_t from, std::uint32_t to) {
  return value >= from && value <= to;
}

/// Control characters, line separators, what turns the direction, what has no width, and what XML
/// does not take.
bool is_hidden(std::uint32_t value) {
  return value < 0x20 || within(value, 0x7f, 0x9f) || value == 0xad || value == 0x61c ||
         within(value, 0x200b, 0x200f) || within(value, 0x2028, 0x202e) ||
         within(value, 0x2060, 0x206f) || value == 0xfeff || value == 0xfffe || value == 0xffff;
}

/// Widths of DejaVu Sans, which is wider than what most systems have.
double width_of(std::uint32_t value) {
  if (value >= 0x80)
    return within(value, 0xa0, 0x24f) || within(value, 0x370, 0x52f) ||
           within(value, 0x2010, 0x201f) ? 0.8 : 1.05;
  const char c = static_cast<char>(value);
  if (std::string_view(" ,.:;'|!iIjl()[]").find(c) != std::string_view::npos) return 0.4;
  if (std::string_view("mwMW@%").find(c) != std::string_view::npos) return 1.0;
  if (within(value, 'A', 'Z')) return 0.78;
  return std::string_view("+<>=~#_&Q").find(c) != std::string_view::npos ? 0.85 : 0.64;
}

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : visible(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
}

}  // namespace

std::string visible(std::string_view text) {
  std::string shown;
  while (!text.empty()) {
    const CodePoint point = first_of(text);
    if (point.bytes == 0) {
      shown += unreadable;
      text.remove_prefix(1);
      continue;
    }
    if (is_hidden(point.value)) shown += format_text("\\u{:04x}", point.value);
    else shown += text.substr(0, point.bytes);
    text.remove_prefix(point.bytes);
  }
  return shown;
}

double text_width(std::string_view text) {
  double width = 0;
  while (!text.empty()) {
    const CodePoint point = first_of(text);
    width += point.bytes == 0 ? 1.05 : width_of(point.value);
    text.remove_prefix(point.bytes == 0 ? 1 : point.bytes);
  }
  return width;
}

std::string cut_to_width(const std::string& text, double width) {
  if (text_width(text) <= width) return text;
  std::string_view rest = text;
  double taken = text_width(ellipsis);
  std::size_t bytes = 0;
  for (;;) {  // ends before `rest` does, for all of the text is too wide
    const CodePoint point = first_of(rest);
    const std::size_t step = point.bytes == 0 ? 1 : point.bytes;
    taken += point.bytes == 0 ? 1.05 : width_of(point.value);
    if (taken > width) break;
    bytes += step;
    rest.remove_prefix(step);
  }
  return text.substr(0, bytes) + std::string(ellipsis);
}

void Markup::begin(std::string_view name, Attributes attributes) {
  out_ += '<';
  out_ += name;
  for (const Attribute& attribute : attributes) {
    if (attribute.value.empty()) continue;
    out_ += ' ';
    out_ += attribute.name;
    out_ += "=\"";
    append_escaped(out_, attribute.value);
    out_ += '"';
  }
}

void Markup::open(std::string_view name, Attributes attributes) {
  begin(name, attributes);
  out_ += '>';
  open_.emplace_back(name);
}

void Markup::close() {
  out_ += "</" + open_.back() + ">\n";
  open_.pop_back();
}

void Markup::leaf(std::string_view name, Attributes attributes) {
  begin(name, attributes);
  out_ += "/>\n";
}

void Markup::element(std::string_view name, Attributes attributes, std::string_view text) {
  begin(name, attributes);
  out_ += '>';
  append_escaped(out_, text);
  out_ += "</";
  out_ += name;
  out_ += ">\n";
}

void Markup::text(std::string_view text) { append_escaped(out_, text); }

}  // namespace bantam::html
