// The one main of bantam_tests, for Catch2 2 and 3 alike.
#define CATCH_CONFIG_RUNNER  // Catch2 2 puts its implementation here; 3 has a library

#include "test.hpp"

int main(int argc, char** argv) { return Catch::Session().run(argc, argv); }
