// Model file: from a path to a compiled model.
#pragma once

#include <optional>
#include <string>

#include "bantam/model.hpp"
#include "console.hpp"

namespace bantam::cli {

/// A diagnostic as a finding about `file`.
Finding finding_of(const Diagnostic& diagnostic, std::string file);

/// Reads and compiles; nothing when the file cannot be read, which has then been reported.
std::optional<CompileReport> compile_file(const std::string& path, Console& console,
                                          const CompileOptions& options = {});

/// The text of a model that compiles; its errors are reported, and nothing given then.
std::optional<std::string> read_model_text(const std::string& path, Console& console);

/// Reads and compiles for use: reports the errors, and leaves the warnings to `bantam check`.
std::optional<Model> load_model(const std::string& path, Console& console);

}  // namespace bantam::cli
