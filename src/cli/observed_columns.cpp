// Observed columns: of an attribute the declaration says what it holds, of a signal its values do.
#include "observed_columns.hpp"

#include <map>
#include <string>

#include "bantam/observe.hpp"

namespace bantam::cli {

namespace {

using Kind = ValueColumns::Kind;

Kind kind_of(const std::string& type) {
  if (type == "date" || type == "list") return Kind::other;
  if (type == "number") return Kind::number;
  return type == "flag" ? Kind::flag : Kind::text;
}

Kind kind_of(const std::vector<Value>& values) {
  for (const Value& value : values) {
    if (value.number() != nullptr) return Kind::number;
    if (value.flag() != nullptr) return Kind::flag;
  }
  return Kind::text;
}

}  // namespace

void add_observed_columns(const Model& model, const std::vector<JudgedLead>& leads,
                          ValueColumns& columns) {
  std::vector<std::string> names;
  std::vector<std::vector<Value>> values;
  for (const JudgedLead& lead : leads) {
    const Result<NamedValues> seen = observe(model, lead.state, lead.at);
    if (!seen) continue;  // impossible: the state is this model's, and its clock is behind
    if (names.empty()) {
      for (const NamedValue& one : *seen) names.push_back(one.name);
      values.resize(names.size());
    }
    for (std::size_t k = 0; k < names.size(); ++k) values[k].push_back((*seen)[k].value);
  }
  std::map<std::string, std::string> types;
  for (const AttributeSummary& attribute : attributes(model))
    types[attribute.name] = attribute.type;
  for (std::size_t k = 0; k < names.size(); ++k) {
    const auto declared = types.find(names[k]);
    columns.add(names[k], declared == types.end() ? kind_of(values[k]) : kind_of(declared->second),
                values[k]);
  }
}

}  // namespace bantam::cli
