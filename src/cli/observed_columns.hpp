// Observed columns: what a model sees of leads at the moment they are judged.
#pragma once

#include <vector>

#include "bantam/model.hpp"
#include "learn_input.hpp"
#include "value_columns.hpp"

namespace bantam::cli {

/// Adds the attributes and signals of the model, each as a column.
void add_observed_columns(const Model& model, const std::vector<JudgedLead>& leads,
                          ValueColumns& columns);

}  // namespace bantam::cli
