// Texts without a locale: bytes, and ASCII letters lowered where a declaration says so.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace bantam {

constexpr char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

inline std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = lowered(c);
  return out;
}

/// Negative, 0 or positive, as bytes; with `ignore_case` ASCII letters are lowered first.
inline int compare_text(std::string_view a, std::string_view b, bool ignore_case) {
  if (!ignore_case) return a.compare(b);
  const std::size_t shared = a.size() < b.size() ? a.size() : b.size();
  for (std::size_t i = 0; i < shared; ++i) {
    const auto x = static_cast<unsigned char>(lowered(a[i]));
    const auto y = static_cast<unsigned char>(lowered(b[i]));
    if (x != y) return x < y ? -1 : 1;
  }
  return a.size() == b.size() ? 0 : (a.size() < b.size() ? -1 : 1);
}

/// Whether `size` bytes are the same; quick where there are few of them.
inline bool same_bytes(const char* a, const char* b, std::size_t size) {
  const auto differ = [&](std::size_t at, auto chunk) {
    auto other = chunk;
    std::memcpy(&chunk, a + at, sizeof chunk);
    std::memcpy(&other, b + at, sizeof other);
    return chunk != other;
  };
  if (size > 16) return std::memcmp(a, b, size) == 0;
  if (size >= 8) return !differ(0, std::uint64_t{}) && !differ(size - 8, std::uint64_t{});
  if (size >= 4) return !differ(0, std::uint32_t{}) && !differ(size - 4, std::uint32_t{});
  for (std::size_t i = 0; i < size; ++i)
    if (a[i] != b[i]) return false;
  return true;
}

inline bool equal_text(std::string_view a, std::string_view b, bool ignore_case) {
  if (a.size() != b.size()) return false;
  return ignore_case ? compare_text(a, b, true) == 0 : same_bytes(a.data(), b.data(), a.size());
}

inline bool starts_with(std::string_view text, std::string_view prefix, bool ignore_case) {
  return text.size() >= prefix.size() && equal_text(text.substr(0, prefix.size()), prefix, ignore_case);
}

inline bool ends_with(std::string_view text, std::string_view suffix, bool ignore_case) {
  return text.size() >= suffix.size() &&
         equal_text(text.substr(text.size() - suffix.size()), suffix, ignore_case);
}

/// Whether `part` stands anywhere in `text`. Cost: linear in the text for a constant part length,
/// at worst their product, which the limit on texts bounds.
inline bool contains(std::string_view text, std::string_view part, bool ignore_case) {
  if (!ignore_case) return text.find(part) != std::string_view::npos;
  return lowered(text).find(lowered(part)) != std::string::npos;
}

}  // namespace bantam
