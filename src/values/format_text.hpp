// Format: text from its parts, by fmt.
#pragma once

#include <fmt/format.h>

#include <string>
#include <utility>

namespace bantam {

/// What fmt::vformat gives, compiled once: every source that calls fmt::format makes fmt's own
/// formatting anew, which takes longer than all the rest of most sources.
std::string format_parts(fmt::string_view text, fmt::format_args parts);

/// As fmt::format; the text is checked when compiling.
template <class... Parts>
std::string format_text(fmt::format_string<Parts...> text, Parts&&... parts) {
  return format_parts(text, fmt::make_format_args(parts...));
}

}  // namespace bantam
