// Fold file: which fold each lead is in, so that figures made elsewhere can be compared.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "console.hpp"

namespace bantam::cli {

struct FoldFile {
  std::string name;  ///< what messages call it
  std::map<std::string, std::uint32_t> fold_of;  ///< by lead
};

/// Reads a CSV file of two columns under a header: the lead's id, and `fold`, a whole number.
///
/// `known`: whether there is such a lead.
/// Errors   reported, each with its line, the first ten of them; nothing then. A lead that is
///          unknown or stands twice is an error: the file belongs to other leads.
std::optional<FoldFile> read_folds(const std::string& path,
                                   const std::function<bool(const std::string&)>& known,
                                   Console& console);

/// The fold of each of these leads; reported and nothing where one has none.
std::optional<std::vector<std::uint32_t>> folds_of(const FoldFile& file,
                                                   const std::vector<std::string>& leads,
                                                   Console& console);

}  // namespace bantam::cli
