// Names: letters, digits and underscores, as the model format wants them.
#include "analytics/learn_names.hpp"

namespace bantam::learning {

std::string model_name_of(const std::string& column) {
  std::string name;
  for (const char c : column) {
    const bool fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    if (fits) name += c;
    else if (!name.empty() && name.back() != '_') name += '_';
  }
  while (!name.empty() && name.back() == '_' && name != column) name.pop_back();
  if (name.empty() || name[0] <= '9') name = "a_" + name;
  static const std::set<std::string> reserved = {"stage", "signal", "score", "band", "gate", "total"};
  if (reserved.count(name) > 0) name += "_";
  return name.substr(0, 64);
}

std::string unique(std::set<std::string>& taken, const std::string& wanted, std::size_t most) {
  std::string name = wanted.substr(0, most);
  for (int k = 2; !taken.insert(name).second; ++k) {
    const std::string end = (most > 64 ? " " : "_") + std::to_string(k);
    name = wanted.substr(0, most - end.size()) + end;
  }
  return name;
}

}  // namespace bantam::learning
