// Texts for people: a model as sentences, a decision and an explanation as tables.
#pragma once

#include <string>
#include <string_view>
#include <vector>

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

/// "did you mean `intent`?" for the known name with the fewest edits, at most a third of the
/// name's length and at least one; else, of up to twelve known names, "known: `a`, `b`"; else "".
BANTAM_API std::string nearest_help(std::string_view name, const std::vector<std::string_view>& known);
/// Help for a name that no attribute has: "did you mean `industry`?", or the few names that there
/// are; empty where neither helps.
BANTAM_API std::string attribute_help(const Model& model, std::string_view name);

}  // namespace bantam
