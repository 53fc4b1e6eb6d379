#include "model/choices.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "values/ascii.hpp"

namespace bantam {

Choices::Choices(std::vector<std::string> values, bool ignore_case)
    : values_(std::move(values)), sorted_(values_.size()), ignore_case_(ignore_case) {
  std::iota(sorted_.begin(), sorted_.end(), 0U);
  const auto order = [&](std::uint32_t a, std::uint32_t b) {
    return compare_text(values_[a], values_[b], ignore_case_);
  };
  std::stable_sort(sorted_.begin(), sorted_.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return order(a, b) < 0; });
  sorted_.erase(std::unique(sorted_.begin(), sorted_.end(),
                            [&](std::uint32_t a, std::uint32_t b) { return order(a, b) == 0; }),
                sorted_.end());
}

const std::string* Choices::find(std::string_view text) const {
  const auto found = std::lower_bound(
      sorted_.begin(), sorted_.end(), text, [&](std::uint32_t place, std::string_view wanted) {
        return compare_text(values_[place], wanted, ignore_case_) < 0;
      });
  if (found == sorted_.end() || !equal_text(values_[*found], text, ignore_case_)) return nullptr;
  return &values_[*found];
}

}  // namespace bantam
