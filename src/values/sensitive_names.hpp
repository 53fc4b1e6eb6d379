// Sensitive names: names that may stand for who somebody is, told by the words in them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bantam/sensitive_names.hpp"

namespace bantam {

class SensitiveNames {
 public:
  /// Each entry is one word or several in a row: "zip code".
  explicit SensitiveNames(const std::vector<std::string>& names);

  /// The first entry whose words stand in `name`, as words: "Date of Birth" and "birth_date" have
  /// "birth", "page_views" has no "age". Nothing where none does.
  const std::string* in(std::string_view name) const;

 private:
  struct Entry {
    std::string name;
    std::vector<std::string> words;
  };
  std::vector<Entry> entries_;
};

}  // namespace bantam
