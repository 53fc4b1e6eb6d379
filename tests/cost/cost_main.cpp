// The work of a family of input, for a program that counts instructions: cost.py.
//
//   bantam_cost              lists families and sizes
//   bantam_cost FAMILY SIZE  does the work of one, in a function of its own
#include <cstdio>
#include <cstdlib>
#include <string>

#include "cost/family.hpp"

extern "C" __attribute__((noinline)) void bantam_counted(const std::function<void()>& work) { work(); }

int main(int argc, char** argv) {
  std::vector<cost::Family> families;
  cost::add_document_families(families);
  cost::add_lead_families(families);
  cost::add_table_families(families);
  for (const cost::Family& family : families) {
    if (argc < 3) {
      std::printf("%zu %s\n", family.size, family.name.c_str());
    } else if (family.name == argv[1]) {
      bantam_counted(family.make(std::strtoul(argv[2], nullptr, 10)));
      return 0;
    }
  }
  return argc < 3 ? 0 : 2;
}
