#include "values/spelling.hpp"

#include <algorithm>
#include <numeric>

#include "values/ascii.hpp"

namespace bantam {
namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

void append_visible(std::string& out, char c) {
  constexpr std::string_view hex = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  if (!is_control(c)) out += c;
  else out.append("\\x").append({hex[byte >> 4U], hex[byte & 15U]});
}

/// Edits between two names: insertions, deletions, substitutions and swaps of neighbours
/// (the optimal string alignment distance). Case costs nothing.
std::size_t edits(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lowered(a[i - 1]) == lowered(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0U : 1U)});
      if (i > 1 && j > 1 && lowered(a[i - 1]) == lowered(b[j - 2]) &&
          lowered(a[i - 2]) == lowered(b[j - 1]))
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

}  // namespace

std::string quoted(std::string_view text) {
  constexpr std::size_t longest = 64;
  std::string out = "`";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins_character = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
    if (i >= longest && begins_character) {
      out += "…";
      break;
    }
    append_visible(out, text[i]);
  }
  return out + "`";
}

std::string on_one_line(std::string_view text) {
  std::string out;
  for (const char c : text) append_visible(out, c);
  return out;
}

std::string nearest_help(std::string_view name, const std::vector<std::string_view>& known) {
  constexpr std::size_t longest = 128;  // names are; longer ones have no nearest
  std::string_view best;
  std::size_t best_edits = std::max<std::size_t>(1, name.size() / 3) + 1;
  if (name.size() <= longest) {
    for (const std::string_view candidate : known) {
      const std::size_t apart = candidate.size() > name.size() ? candidate.size() - name.size()
                                                               : name.size() - candidate.size();
      if (apart >= best_edits) continue;
      if (const std::size_t count = edits(name, candidate); count < best_edits) {
        best = candidate;
        best_edits = count;
      }
    }
  }
  if (!best.empty()) return "did you mean " + quoted(best) + "?";
  if (known.empty() || known.size() > 12) return {};
  std::string help = "known:";
  for (std::size_t i = 0; i < known.size(); ++i)
    help += (i == 0 ? " " : ", ") + quoted(known[i]);
  return help;
}

}  // namespace bantam
