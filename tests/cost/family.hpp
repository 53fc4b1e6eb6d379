// Families of hostile input: each can be made of any size, and asks for work that must stay linear
// in it.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace cost {

struct Family {
  std::string name;
  std::size_t size;  ///< that is measured, and its double
  /// Makes input of a size; what it gives does the work that is counted.
  std::function<std::function<void()>(std::size_t)> make;
};

void add_document_families(std::vector<Family>& families);  ///< of `compile`
void add_lead_families(std::vector<Family>& families);      ///< of events and questions of one lead
void add_table_families(std::vector<Family>& families);     ///< of many leads

}  // namespace cost
