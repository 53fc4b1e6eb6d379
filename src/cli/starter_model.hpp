// Starter model: the document that `bantam init` writes.
#pragma once

#include <string_view>

namespace bantam::cli {

/// A commented model that compiles without warnings.
std::string_view starter_model();

}  // namespace bantam::cli
