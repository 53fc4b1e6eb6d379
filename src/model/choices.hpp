// Choices: the texts that a value can be, found by halving and never one by one.
//
// A model may declare tens of thousands and compare with as many.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bantam {

class Choices {
 public:
  Choices() = default;
  /// `ignore_case`: ASCII letters are lowered before texts are compared.
  Choices(std::vector<std::string> values, bool ignore_case);

  /// The value equal to a text, in its declared spelling, or nothing. Cost: logarithmic.
  const std::string* find(std::string_view text) const;

  const std::vector<std::string>& values() const { return values_; }  ///< as declared

 private:
  std::vector<std::string> values_;
  std::vector<std::uint32_t> sorted_;  ///< places in `values_`, of equal ones the first alone
  bool ignore_case_ = false;
};

}  // namespace bantam
