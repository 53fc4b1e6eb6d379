# What can be switched on. Everything is off unless asked for: who sets nothing gets the library
# alone. No option changes what the library computes.

option(BANTAM_BUILD_PROGRAM "Build the command-line program" OFF)
option(BANTAM_BUILD_TESTS "Build the tests" OFF)
option(BANTAM_BUILD_EXAMPLES "Build the examples" OFF)
option(BANTAM_BUILD_BENCH "Build the measurements" OFF)
option(BANTAM_BUILD_FUZZ "Build the fuzzers (clang)" OFF)
option(BANTAM_WERROR "Treat warnings in our own targets as errors" OFF)
set(BANTAM_FMT fmt::fmt-header-only CACHE STRING
  "fmt's target; fmt::fmt compiles faster, for builds that nobody installs")
mark_as_advanced(BANTAM_FMT)
set(BANTAM_SANITIZE "" CACHE STRING "Sanitizers for our own targets, e.g. address,undefined")

if(CMAKE_SOURCE_DIR STREQUAL PROJECT_SOURCE_DIR)
  set(BANTAM_TOP_LEVEL ON)
else()
  set(BANTAM_TOP_LEVEL OFF)
endif()
option(BANTAM_INSTALL "Install the library" ${BANTAM_TOP_LEVEL})

if(BANTAM_TOP_LEVEL)
  option(BUILD_SHARED_LIBS "Build a shared library instead of a static one" OFF)
endif()
if(BANTAM_TOP_LEVEL AND NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Debug, Release, RelWithDebInfo or MinSizeRel" FORCE)
endif()
set(BANTAM_CLI11_OPTIONS "" CACHE STRING
  "More options for the sources that include CLI11, whose templates take long to optimise")
mark_as_advanced(BANTAM_CLI11_OPTIONS)
set(BANTAM_AROUND_OPTIONS "" CACHE STRING
  "More options for the program and bantam_tests, which take longer to optimise than to run")
mark_as_advanced(BANTAM_AROUND_OPTIONS)
option(BANTAM_PRECOMPILE "Precompile the standard headers, for builds of everything" OFF)
mark_as_advanced(BANTAM_PRECOMPILE)
