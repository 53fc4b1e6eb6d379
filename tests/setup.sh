# What tests/run.sh, tests/bench/run.sh and examples/run.sh share; they set `root` and read this file.
# Finds what is missing, installs it where there is apt-get, configures and builds.

say() { printf '%s\n' "$@"; }
fail() { printf '%s\n' "$@" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# first_of <command>...: the first that exists.
first_of() {
  for candidate in "$@"; do
    if have "$candidate"; then printf '%s\n' "$candidate"; return 0; fi
  done
  return 1
}

compiler() { first_of ${CXX:+"$CXX"} c++ g++ clang++; }

# have_header <header>...: whether the compiler finds one of them.
have_header() {
  cxx=$(compiler) || return 1
  for header in "$@"; do
    printf '#if !__has_include(<%s>)\n#error\n#endif\n' "$header" |
      "$cxx" -x c++ -std=c++17 -E - >/dev/null 2>&1 && return 0
  done
  return 1
}

have_fuzzer() {
  cxx=$(find_clang) || return 1
  printf 'extern "C" int LLVMFuzzerTestOneInput(const unsigned char*, decltype(sizeof 0)) { return 0; }\n' |
    "$cxx" -x c++ -fsanitize=fuzzer,address - -o /dev/null >/dev/null 2>&1
}

find_clang() { first_of clang++ clang++-20 clang++-19 clang++-18 clang++-17 clang++-16 clang++-15 clang++-14; }

# The newest that measures MC/DC. clang 18 does too, but no decision of more than six conditions.
find_coverage_clang() {
  for candidate in clang++-22 clang++-21 clang++-20 clang++-19 clang++ clang++-18; do
    have "$candidate" && printf 'int main() {}\n' |
      "$candidate" -x c++ -fprofile-instr-generate -fcoverage-mapping -fcoverage-mcdc - -o /dev/null >/dev/null 2>&1 ||
      continue
    printf '%s\n' "$candidate"
    return 0
  done
  return 1
}

# find_coverage_tool <tool>: the tool of the same version.
find_coverage_tool() {
  clang=$(find_coverage_clang) || return 1
  version=$("$clang" -dumpversion | cut -d. -f1)
  first_of "$1-$version" "$1"
}

# libFuzzer and the sanitizers have a package of their own in Debian 12 and newer.
clang_packages() {
  echo clang
  if apt-cache show libclang-rt-dev >/dev/null 2>&1; then echo libclang-rt-dev; fi
}

# missing <use>: Debian's names of what is not there; the use is library, program, tests, cost, fuzz or coverage.
missing() {
  case $1 in
    library)
      compiler >/dev/null || echo g++
      have cmake || echo cmake
      have ninja || have make || echo ninja-build
      have_header nlohmann/json.hpp || echo nlohmann-json3-dev
      have_header fmt/format.h || echo libfmt-dev ;;
    program)
      have_header CLI/CLI.hpp || echo libcli11-dev
      have_header simdjson.h || echo libsimdjson-dev ;;
    tests)
      have_header catch2/catch_all.hpp catch2/catch.hpp || echo catch2
      have_header sqlite3.h || echo libsqlite3-dev
      have pkg-config || echo pkg-config
      have python3 || echo python3
      python3 -c 'import jsonschema' >/dev/null 2>&1 || echo python3-jsonschema ;;
    cost)
      have valgrind || echo valgrind ;;
    fuzz)
      have_fuzzer || clang_packages ;;
    coverage)
      find_coverage_clang >/dev/null || printf '%s\n' clang-19 libclang-rt-19-dev
      find_coverage_tool llvm-cov >/dev/null || echo llvm-19 ;;
  esac
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

missing_for() {
  for use in "$@"; do missing "$use"; done | sort -u | tr '\n' ' '
}

# need <use>...: installs what is missing for these uses; does nothing when everything is there.
need() {
  packages=$(missing_for "$@")
  [ -n "$packages" ] || return 0
  if ! have apt-get; then
    fail "missing (by Debian's names): $packages
Install a C++20 compiler (gcc 12 or clang 14, or newer), CMake 3.16, Ninja or make, and what else the list names."
  fi
  if [ "$(id -u)" != 0 ] && ! have sudo; then
    fail "missing; as root: apt-get update && apt-get install $packages"
  fi
  mkdir -p "$root/build"
  as_root apt-get update >"$root/build/install.log" 2>&1 || say "apt-get update failed; trying with the lists there are"
  packages=$(missing_for "$@")
  say "installing $packages"
  # shellcheck disable=SC2086  # one word per package
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y $packages >>"$root/build/install.log" 2>&1 || {
    tail -n 20 "$root/build/install.log" >&2
    fail "could not install: $packages"
  }
  still=$(missing_for "$@")
  [ -z "$still" ] || fail "still missing after the installation: $still"
}

jobs=${JOBS:-$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)}

# quietly <log> <command>...: the output goes to the log, and its end is shown when the command fails.
quietly() {
  log=$1
  shift
  if ! "$@" >"$log" 2>&1; then
    tail -n 60 "$log" >&2
    fail "failed: $*
the whole output is in $log"
  fi
}

# configure <folder> <option>...: the folder is named from the top of the repository.
configure() {
  folder=$root/$1
  shift
  if [ -f "$folder/CMakeCache.txt" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$folder/CMakeCache.txt"; then
    rm -rf "$folder"  # the repository has moved
  fi
  mkdir -p "$folder"
  if [ -f "$folder/CMakeCache.txt" ]; then generator=
  elif have ninja; then generator=-GNinja
  else generator='-GUnix Makefiles'
  fi
  quietly "$folder/configure.log" cmake -S "$root" -B "$folder" ${generator:+"$generator"} "$@"
}

# build <folder> [target]
build() {
  quietly "$root/$1/build.log" cmake --build "$root/$1" --parallel "$jobs" ${2:+--target "$2"}
  warnings=$(grep -c ' warning: ' "$root/$1/build.log") || return 0
  say "  $warnings warnings, see $1/build.log"
}
