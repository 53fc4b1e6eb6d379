# The five dependencies. Each is taken from the parent project when it has the target, else from
# the system, else fetched at the version pinned here. With the system's packages nothing is
# downloaded.

include(FetchContent)

# bantam_dependency(<package> <target> <oldest version or ""> <url> <sha256>)
macro(bantam_dependency package target oldest url hash)
  if(NOT TARGET ${target})
    if(CMAKE_VERSION VERSION_GREATER_EQUAL 3.25)
      FetchContent_Declare(${package} URL ${url} URL_HASH SHA256=${hash}
        DOWNLOAD_EXTRACT_TIMESTAMP ON SYSTEM FIND_PACKAGE_ARGS ${oldest})
      FetchContent_MakeAvailable(${package})
    elseif(CMAKE_VERSION VERSION_GREATER_EQUAL 3.24)
      FetchContent_Declare(${package} URL ${url} URL_HASH SHA256=${hash}
        DOWNLOAD_EXTRACT_TIMESTAMP ON FIND_PACKAGE_ARGS ${oldest})
      FetchContent_MakeAvailable(${package})
    else()
      find_package(${package} ${oldest} QUIET)
      if(NOT ${package}_FOUND)
        FetchContent_Declare(${package} URL ${url} URL_HASH SHA256=${hash})
        FetchContent_MakeAvailable(${package})
      endif()
    endif()
  endif()
endmacro()

bantam_dependency(nlohmann_json nlohmann_json::nlohmann_json 3.10
  https://github.com/nlohmann/json/releases/download/v3.11.3/json.tar.xz
  d6c65aca6b1ed68e7a182f4757257b107ae403032760ed6ef121c9d55e81757d)

# Header only: an installed static bantam needs nothing else.
bantam_dependency(fmt fmt::fmt-header-only 8
  https://github.com/fmtlib/fmt/releases/download/10.2.1/fmt-10.2.1.zip
  312151a2d13c8327f5c9c586ac6cf7cddc1658e8f53edae0ec56509c8fa516c9)

if(BANTAM_BUILD_PROGRAM OR BANTAM_BUILD_BENCH)
  bantam_dependency(CLI11 CLI11::CLI11 2.1
    https://github.com/CLIUtils/CLI11/archive/refs/tags/v2.4.2.tar.gz
    f2d893a65c3b1324c50d4e682c0cdc021dd0477ae2c048544f39eed6654b699a)
endif()

if(BANTAM_BUILD_PROGRAM OR BANTAM_BUILD_BENCH OR BANTAM_BUILD_FUZZ OR (BANTAM_BUILD_TESTS AND BANTAM_SANITIZE))
  bantam_dependency(simdjson simdjson::simdjson 3
    https://github.com/simdjson/simdjson/archive/v3.0.1.tar.gz
    156b1bc5eb0561b2bd166b46d191fd3d95a3e709cc63761477d3b7aec2b6e9ed)
endif()

if(BANTAM_BUILD_TESTS)  # Catch2 2.13 and 3 both serve
  bantam_dependency(Catch2 Catch2::Catch2 ""
    https://github.com/catchorg/Catch2/archive/refs/tags/v3.4.0.tar.gz
    122928b814b75717316c71af69bd2b43387643ba076a6ec16e7882bfb2dfacbb)
endif()
