// Texts for people: a model as sentences, a decision and an explanation as tables.
#pragma once

#include <string>
#include <string_view>

#include "bantam/explanation.hpp"
#include "bantam/missing.hpp"
#include "bantam/model.hpp"

namespace bantam {

/// The model as sentences and tables that a sales manager can read (Markdown, plain ASCII rules).
BANTAM_API std::string describe(const Model& model);

/// A few lines: stage, total, scores, gate, next question.
BANTAM_API std::string to_text(const Decision& decision);

/// The waterfall from rule to total.
BANTAM_API std::string to_text(const Explanation& explanation);

/// What is missing for the next stage.
BANTAM_API std::string to_text(const WhatIsMissing& missing);

/// Help for a name that no attribute has: "did you mean `industry`?", or the few names that there
/// are; empty where neither helps.
BANTAM_API std::string attribute_help(const Model& model, std::string_view name);

}  // namespace bantam
