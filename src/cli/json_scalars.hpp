// JSON scalars: numbers, moments and texts from their spelling, for input that is almost always
// good. What is not taken here is read, or refused, by the library's own reader.
#pragma once

#include <optional>
#include <string_view>

#include "bantam/timestamp.hpp"

namespace bantam::cli {

/// The double nearest to a number of JSON's grammar; nothing where `spelling` is none, or where
/// from_chars finds no double for it.
bool read_number(std::string_view spelling, double& number);

/// As parse_timestamp, faster where the text has no offset.
std::optional<Timestamp> read_moment(std::string_view text);

/// Writes a text, given as it stands between its quotes, without escapes to `to`, which has room
/// for as many bytes; gives the end, or nothing where an escape is none or half a surrogate pair.
char* unescape(std::string_view raw, char* to);

}  // namespace bantam::cli
