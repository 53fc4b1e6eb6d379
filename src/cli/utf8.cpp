// UTF-8: bytes in, bytes out; no locale is asked.
#include "utf8.hpp"

#include <fmt/format.h>

namespace bantam::cli {

namespace {

unsigned byte_at(std::string_view text, std::size_t offset) {
  return static_cast<unsigned char>(text[offset]);
}

/// The length of the well-formed sequence at `offset`; 0 when there is none.
/// Source: Unicode 15, table 3-7.
std::size_t sequence_length(std::string_view text, std::size_t offset) {
  const unsigned lead = byte_at(text, offset);
  if (lead < 0x80) return 1;
  std::size_t length = 0;
  unsigned low = 0x80;
  unsigned high = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) length = 2;
  else if (lead >= 0xE0 && lead <= 0xEF) length = 3;
  else if (lead >= 0xF0 && lead <= 0xF4) length = 4;
  else return 0;
  if (lead == 0xE0) low = 0xA0;   // no overlong forms
  if (lead == 0xED) high = 0x9F;  // no surrogates
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;  // nothing above U+10FFFF
  if (offset + length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    const unsigned next = byte_at(text, offset + i);
    if (next < low || next > high) return 0;
    low = 0x80;
    high = 0xBF;
  }
  return length;
}

bool starts_code_point(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

bool is_control(char byte) {
  const auto code = static_cast<unsigned char>(byte);
  return code < 0x20 || code == 0x7F;
}

}  // namespace

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
  for (std::size_t offset = 0; offset < text.size();) {
    const std::size_t length = sequence_length(text, offset);
    if (length == 0) return offset;
    offset += length;
  }
  return std::nullopt;
}

std::size_t code_points(std::string_view text) {
  std::size_t count = 0;
  for (const char byte : text)
    if (starts_code_point(byte)) ++count;
  return count;
}

std::string cut_to(std::string_view text, std::size_t count) {
  if (code_points(text) <= count) return std::string(text);
  if (count == 0) return {};
  std::size_t kept = 0;
  std::size_t offset = 0;
  for (; offset < text.size(); ++offset)
    if (starts_code_point(text[offset]) && kept++ == count - 1) break;
  return std::string(text.substr(0, offset)) + "…";
}

std::string printable(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  for (const char byte : text) {
    if (is_control(byte)) shown += fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
    else shown += byte;
  }
  return shown;
}

std::string json_quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char byte : text) {
    switch (byte) {
      case '"': quoted += "\\\""; break;
      case '\\': quoted += "\\\\"; break;
      case '\b': quoted += "\\b"; break;
      case '\f': quoted += "\\f"; break;
      case '\n': quoted += "\\n"; break;
      case '\r': quoted += "\\r"; break;
      case '\t': quoted += "\\t"; break;
      default:
        if (static_cast<unsigned char>(byte) < 0x20)
          quoted += fmt::format("\\u{:04x}", static_cast<unsigned char>(byte));
        else
          quoted += byte;
    }
  }
  return quoted + "\"";
}

}  // namespace bantam::cli
