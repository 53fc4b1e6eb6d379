// Document edit: changes of a model's text that leave everything else as its author laid it out.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "values/json.hpp"

namespace bantam::learning {

/// Text that takes the place of the bytes from `begin` to before `end`.
struct Edit {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string text;
};

/// The text with all edits made; they must not overlap. Edits at one place keep their order.
std::string edited(std::string_view text, std::vector<Edit> edits);

/// Where the JSON value that begins at `begin` ends, in a text that is JSON.
std::size_t value_end(std::string_view text, std::size_t begin);

/// Gives a member of an object a value: in the place of the one it has, else as a member of its own
/// before the one named `before`.
void put_member(const Json& object, const std::string& name, const std::string& text, const std::string& before,
                std::string_view document, std::vector<Edit>& edits);

/// Entries of an array or object, one a line.
std::string block(const std::vector<std::string>& entries, const std::string& indent);

}  // namespace bantam::learning
