// Subject words: what rules read, in words for somebody who has never seen a model.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bantam/stage.hpp"
#include "bantam/timestamp.hpp"
#include "bantam/value.hpp"
#include "model/document.hpp"

namespace bantam {

/// "team size" for `team_size`.
std::string plain_name(std::string_view name);

/// English of a rule or condition without backticks; a signal by what it measures.
std::string plain_words(const std::string& english, const Document& document);

/// "new", "qualified by marketing".
std::string_view plain_stage(Stage stage);

/// "2026-11-21", in UTC.
std::string day_of(Timestamp at);

/// "yes", "120", "software", "a; b".
std::string plain_value(const Value& value);

}  // namespace bantam
