// Outcome cell: what a table's cell says became of a lead.
#pragma once

#include <optional>
#include <string>

namespace bantam::cli {

/// Won: `won`, `closed_won`, `1`, `true`, `yes`; lost: `lost`, `closed_lost`, `disqualified`, `0`,
/// `false`, `no`; ASCII letters in any case.
inline std::optional<bool> outcome_in(const std::string& cell) {
  std::string word;
  for (const char c : cell) word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  if (word == "won" || word == "closed_won" || word == "1" || word == "true" ||
      word == "yes")
    return true;
  if (word == "lost" || word == "closed_lost" || word == "disqualified" ||
      word == "0" || word == "false" || word == "no")
    return false;
  return std::nullopt;
}

}  // namespace bantam::cli
