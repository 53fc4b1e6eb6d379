// UTF-8 as far as a table needs it: is it valid, how wide is it, how does it look in JSON.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace bantam::cli {

/// The offset of the first byte that is no UTF-8 (RFC 3629), or nothing when all of it is.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);

/// The number of code points. Units: terminal columns, near enough for names and ids.
std::size_t code_points(std::string_view text);

/// The first `count` code points; the last of them becomes `…` when some had to go.
std::string cut_to(std::string_view text, std::size_t count);

/// `text` with its control characters written as `\x1b`, so that no terminal obeys them.
std::string printable(std::string_view text);

/// `text` as a JSON string, quotes included; only `"`, `\` and control characters are escaped.
std::string json_quoted(std::string_view text);

}  // namespace bantam::cli
