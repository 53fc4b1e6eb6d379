// bantam_gallery usual|hostile ROWS: prints the gallery, for the tests that read it as a browser does.
#include <cstdlib>
#include <iostream>
#include <string_view>

#include "gallery/gallery.hpp"

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const bool hostile = std::string_view(argv[1]) == "hostile";
  std::cout << gallery::page(hostile ? gallery::Names::hostile : gallery::Names::usual,
                             static_cast<std::size_t>(std::atoi(argv[2])));
  return std::cout.flush() ? 0 : 1;
}
