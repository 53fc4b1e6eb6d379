// Lead columns: which column of a table feeds which attribute of the model.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "bantam/model.hpp"

namespace bantam::cli {

class LeadColumns {
 public:
  explicit LeadColumns(std::vector<AttributeSummary> attributes);

  /// Where a column of that name is in the table (or the row), if it is there.
  using Find = std::function<std::optional<std::size_t>(const std::string&)>;

  struct Feed {
    const AttributeSummary* attribute = nullptr;  ///< lives as long as these LeadColumns
    std::size_t column = 0;
  };

  /// The attributes that are fed, in model order. The column that an attribute names in `column`
  /// goes before the one of its own name; a column that another attribute names is that one's.
  std::vector<Feed> feeds(const Find& find) const;

 private:
  std::vector<AttributeSummary> attributes_;
  std::vector<bool> name_taken_;  ///< by the `column` of another attribute
};

}  // namespace bantam::cli
