#!/bin/sh
# Sets up, builds and tests bantam: optimised with assertions, then under ASan and UBSan.
#
#   sh tests/run.sh             the optimised run, then the library and its tests under sanitizers
#   sh tests/run.sh --plain     the optimised run alone
#   sh tests/run.sh --sanitize  the sanitized run alone, and the program with it
#   sh tests/run.sh --fuzz      each fuzzer for 60 s under ASan and UBSan (clang); FUZZ_SECONDS changes it,
#                               FUZZ_TARGETS names some of them
#   sh tests/run.sh --minimise  the fuzzers' inputs in build/fuzz/least, as few as reach the same
#   sh tests/run.sh --coverage  what no test reaches of src/ outside cli: lines, branches, MC/DC (clang 19 or newer)
#   sh tests/run.sh --threads   readers over a model that is swapped, and the laws that use threads, under TSan
#   sh tests/run.sh --lint      clang-tidy and cppcheck over src/ and include/
#   sh tests/run.sh --long      the optimised run, then all that takes hours: each bounded in time
#   sh tests/run.sh --long cost one of them: allocation, cost, crash, determinism, histories, mutation,
#                               reproducible, stack, valgrind, warnings or worlds
#
# Installs what is missing with apt-get; works offline when it is there. JOBS limits the processes,
# BANTAM_WERROR=ON turns warnings into errors.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/tests/setup.sh"

passed=0
failed=0

# run_ctest <folder> <ctest argument>...: runs, shows and counts.
run_ctest() {
  folder=$root/$1
  shift
  status=0
  (cd "$folder" && ctest --parallel "$jobs" --output-on-failure "$@" >ctest.log 2>&1) || status=$?
  if [ "$status" != 0 ]; then cat "$folder/ctest.log"; fi
  summary=$(grep -E 'tests? failed out of [0-9]+' "$folder/ctest.log") || { cat "$folder/ctest.log"; fail "ctest ran nothing"; }
  run=${summary##* }
  bad=$(printf '%s\n' "$summary" | sed 's/.*, \([0-9]*\) tests\{0,1\} failed.*/\1/')
  failed=$((failed + bad))
  passed=$((passed + run - bad))
  sed -n 's/^All tests passed (\(.*\))$/  \1/p' "$folder/Testing/Temporary/LastTest.log"
  say "  $summary"
}

plain() {
  say "building, optimised with assertions"
  configure build/test -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_FLAGS_RELEASE=-O2 \
    -DPython3_EXECUTABLE="$(command -v python3)" -DBANTAM_WERROR="${BANTAM_WERROR:-OFF}" -DBANTAM_CLI11_OPTIONS=-O0 \
    -DBANTAM_AROUND_OPTIONS=-O0 -DBANTAM_PRECOMPILE=ON \
    -DBANTAM_BUILD_PROGRAM=ON -DBANTAM_BUILD_TESTS=ON -DBANTAM_BUILD_EXAMPLES=ON
  build build/test
  say "testing"
  run_ctest build/test
}

# sanitized <ON|OFF>: whole, with the program; or without it and without the checks of every pointer
# for null, alignment and type, which are a quarter of what tests take to compile.
sanitized() {
  say "building with ASan and UBSan"
  if [ "$1" = ON ]; then sanitizers=address,undefined; else
    sanitizers=address,bool,bounds,builtin,enum,integer-divide-by-zero,pointer-overflow,return,shift,signed-integer-overflow,unreachable
  fi
  configure build/sanitize -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-O0 \
    -DPython3_EXECUTABLE="$(command -v python3)" -DBANTAM_SANITIZE="$sanitizers" -DBANTAM_INSTALL=OFF -DBANTAM_FMT=fmt::fmt \
    -DBANTAM_BUILD_PROGRAM="$1" -DBANTAM_BUILD_TESTS=ON -DBANTAM_PRECOMPILE=ON -DBANTAM_CLI11_OPTIONS="-O0;-fno-sanitize=all"
  build build/sanitize
  say "testing with ASan and UBSan"
  # Without optimising, for sanitizers take gcc longer to optimise than the tests take to run. They
  # cost tenfold: fewer generated cases here, and not what says again what others have said.
  export UBSAN_OPTIONS=print_stacktrace=1 BANTAM_LAW_CASES="${BANTAM_LAW_CASES:-50}"
  slow='laws/small_worlds|laws/next_change_law|laws/subject_law|cli/learn|unit/adapters/damaged_state|unit/analytics/learn_doubts'
  [ "$1" = ON ] || slow="$slow|cli/.*|unit/values/wide|unit/engine/next_change_bounds|unit/analytics/learn"
  run_ctest build/sanitize --label-exclude static --exclude-regex "^($slow)\$"
}

# fuzz_one <name> <seconds>: new inputs to one fuzzer; what it finds is in build/fuzz/findings.
fuzz_one() {
  found=$root/build/fuzz/corpus/$1
  seeds=$root/tests/fuzz/corpus/$1
  dictionary=$root/tests/fuzz/$1.dict
  [ -f "$dictionary" ] || dictionary=
  mkdir -p "$found" "$seeds" "$root/build/fuzz/findings"
  "$root/build/fuzz/tests/fuzz/$1_fuzz" -max_total_time="$2" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 -print_funcs=0 \
    ${dictionary:+-dict="$dictionary"} -artifact_prefix="$root/build/fuzz/findings/$1-" "$found" "$seeds" \
    >"$root/build/fuzz/$1.log" 2>&1
}

build_fuzzers() {
  say "building the fuzzers"
  configure build/fuzz -DCMAKE_CXX_COMPILER="$(find_clang)" -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_CXX_FLAGS_RELEASE='-O1 -g1' -DBANTAM_SANITIZE=address,undefined -DBANTAM_FMT=fmt::fmt \
    -DBANTAM_PRECOMPILE=ON -DBANTAM_BUILD_FUZZ=ON
  build build/fuzz
}

fuzz() {
  seconds=${FUZZ_SECONDS:-60}
  build_fuzzers
  # A planted fault that is not found within a minute says that nothing would be.
  say "fuzzing the canary"
  rm -rf "$root/build/fuzz/corpus/canary" "$root"/build/fuzz/findings/canary-*
  if ! fuzz_one canary 60 && ls "$root"/build/fuzz/findings/canary-crash-* >/dev/null 2>&1; then
    say "  found"
    passed=$((passed + 1))
  else
    say "  its planted fault was not found"
    failed=$((failed + 1))
  fi
  for source in "$root"/tests/fuzz/*_fuzz.cpp; do
    name=$(basename "$source" _fuzz.cpp)
    case " ${FUZZ_TARGETS:-$name} " in *" $name "*) ;; *) continue ;; esac
    [ "$name" != canary ] || continue
    say "fuzzing $name for $seconds s"
    if fuzz_one "$name" "$seconds"; then
      sed -n 's/^stat::number_of_executed_units: */  inputs: /p' "$root/build/fuzz/$name.log"
      passed=$((passed + 1))
    else
      tail -n 60 "$root/build/fuzz/$name.log"
      failed=$((failed + 1))
    fi
  done
}

# The inputs that the fuzzers have, as few of them as reach the same, in build/fuzz/least.
minimise() {
  build_fuzzers
  for source in "$root"/tests/fuzz/*_fuzz.cpp; do
    name=$(basename "$source" _fuzz.cpp)
    [ "$name" != canary ] || continue
    least=$root/build/fuzz/least/$name
    rm -rf "$least"
    mkdir -p "$least" "$root/build/fuzz/corpus/$name"
    "$root/build/fuzz/tests/fuzz/${name}_fuzz" -merge=1 "$least" "$root/tests/fuzz/corpus/$name" \
      "$root/build/fuzz/corpus/$name" >"$root/build/fuzz/$name.log" 2>&1
    say "$name: $(ls "$least" | wc -l) inputs, $(du -sb "$least" | cut -f1) bytes"
  done
}

coverage() {
  say "building with coverage"
  configure build/coverage -DCMAKE_CXX_COMPILER="$(find_coverage_clang)" -DCMAKE_BUILD_TYPE=Debug \
    -DCMAKE_CXX_FLAGS_DEBUG='-O1 -g1 -fprofile-instr-generate -fcoverage-mapping -fcoverage-mcdc' \
    -DPython3_EXECUTABLE="$(command -v python3)" -DBANTAM_INSTALL=OFF -DBANTAM_FMT=fmt::fmt \
    -DBANTAM_AROUND_OPTIONS=-O0 -DBANTAM_CLI11_OPTIONS=-O0 -DBANTAM_PRECOMPILE=ON \
    -DBANTAM_BUILD_PROGRAM=ON -DBANTAM_BUILD_TESTS=ON -DBANTAM_BUILD_EXAMPLES=ON
  build build/coverage
  say "testing with coverage"
  profiles=$root/build/coverage/profiles
  rm -rf "$profiles"
  export LLVM_PROFILE_FILE="$profiles/%4m.profraw"
  run_ctest build/coverage --label-exclude static
  "$(find_coverage_tool llvm-profdata)" merge -o "$profiles/all" "$profiles"/*.profraw
  "$(find_coverage_tool llvm-cov)" export -skip-expansions -skip-functions "$root/build/coverage/tests/bantam_tests" \
    -object "$root/build/coverage/bin/bantam" -instr-profile "$profiles/all" >"$root/build/coverage/export.json"
  run_program "what no test reaches" python3 -B "$root/tests/coverage/coverage.py" "$root/build/coverage/export.json"
}

# run_program <what it shows> <command>...: counts as one test.
run_program() {
  say "$1"
  shift
  if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
}

threads() {
  say "building with TSan"
  configure build/threads -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_FLAGS_RELEASE='-O1 -g1' \
    -DBANTAM_SANITIZE=thread -DBANTAM_INSTALL=OFF -DBANTAM_FMT=fmt::fmt -DBANTAM_BUILD_TESTS=ON
  build build/threads bantam_threads
  build build/threads bantam_thread_laws
  run_program "reading while the model is swapped, under TSan" \
    "$root/build/threads/tests/threads/bantam_threads" "${THREADS_SECONDS:-10}"
  run_program "the laws that use threads, under TSan" env BANTAM_LAW_CASES="${THREADS_CASES:-10}" \
    "$root/build/threads/tests/threads/bantam_thread_laws"
}

# configure_reading <folder> <compiler>: for what reads the sources and compiles nothing.
configure_reading() {
  configure "$1" -DCMAKE_CXX_COMPILER="$2" -DCMAKE_EXPORT_COMPILE_COMMANDS=ON -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON \
    -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_FLAGS_RELEASE=-O2 -DPython3_EXECUTABLE="$(command -v python3)" \
    -DBANTAM_CLI11_OPTIONS=-O0 -DBANTAM_AROUND_OPTIONS=-O0 -DBANTAM_BUILD_PROGRAM=ON -DBANTAM_BUILD_TESTS=ON \
    -DBANTAM_BUILD_EXAMPLES=ON -DBANTAM_BUILD_BENCH=ON
}

lint() {
  configure_reading build/lint "$(find_clang)"
  tidy=$(find_tidy)
  tidied() {
    find "$root/src" -name '*.cpp' -print0 |
      xargs -0 -n 1 -P "$jobs" "$tidy" -p "$root/build/lint" --quiet --warnings-as-errors='*' 2>/dev/null
  }
  run_program "clang-tidy over src and include" tidied
  run_program "cppcheck over src and include" cppcheck --quiet --error-exitcode=1 -j "$jobs" --std=c++20 \
    --enable=warning,performance,portability \
    -I "$root/include" -I "$root/src" "$root/src" "$root/include"
}

# --- what takes long: each of these is bounded --------------------------------------------------

long_warnings() {
  for cxx in g++ clang++-14 clang++-16 clang++-19; do
    if ! have "$cxx"; then
      say "no $cxx here: what it warns of is not known"
      continue
    fi
    configure_reading "build/warnings/$cxx" "$cxx"
    run_program "what $cxx warns of" \
      python3 -B "$root/tests/lint/warnings.py" "$root/build/warnings/$cxx" --jobs "$jobs"
  done
}

long_histories() {
  run_program "a million histories, each in every way" timeout 7200 \
    env BANTAM_LAW_CASES="${LONG_HISTORIES:-1000000}" \
    "$root/build/test/tests/bantam_tests" --filenames-as-tags '[#every_way_test]'
}

long_worlds() {
  run_program "every history of up to five events" timeout 3600 \
    env BANTAM_SMALL_WORLDS=5 "$root/build/test/tests/bantam_tests" --filenames-as-tags '[#small_worlds_test]'
}

long_mutation() {
  run_program "flipping every branch" python3 -B "$root/tests/mutation/mutate.py" \
    --build "$root/build/test" --minutes "${MUTATION_MINUTES:-90}"
}

long_allocation() {
  run_program "memory runs out at every place of every call" timeout 3600 \
    env BANTAM_ALLOCATION_POINTS=0 "$root/build/test/tests/allocation/bantam_allocation"
}

long_crash() {
  host=$root/build/test/tests/package/crm_host
  run_program "the example host killed at every call that changes a file" timeout 3600 \
    env CRASH_POINTS=0 python3 -B "$root/examples/crm_host/test_crash.py" "$host/crm_host" "$host/libkill_at.so"
}

long_stack() {
  say "building without optimising"
  configure build/stack -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-O0 \
    -DBANTAM_INSTALL=OFF -DBANTAM_FMT=fmt::fmt -DBANTAM_BUILD_TESTS=ON
  build build/stack bantam_stack
  run_program "every call on 64 KiB of stack, not optimised" "$root/build/stack/tests/stack/bantam_stack"
}

long_determinism() {
  run_program "the digest of 1,000 leads, by every compiler there is" timeout 7200 \
    python3 -B "$root/tests/determinism/digests.py" --build "$root/build/determinism" --jobs "$jobs"
}

# The library in two folders, from the same sources in two folders: the same bytes.
long_reproducible() {
  for place in here elsewhere/with/a/longer/name; do
    folder=$root/build/reproducible/$place
    rm -rf "$folder"
    mkdir -p "$folder/bantam" "$folder/build"
    cp -R "$root/CMakeLists.txt" "$root/src" "$root/include" "$folder/bantam"
    say "building in build/reproducible/$place"
    quietly "$folder/configure.log" env CCACHE_DISABLE=1 cmake -S "$folder/bantam" -B "$folder/build" \
      -DCMAKE_BUILD_TYPE=Release -DBANTAM_INSTALL=OFF
    quietly "$folder/build.log" env CCACHE_DISABLE=1 cmake --build "$folder/build" --parallel "$jobs"
  done
  run_program "two builds of the library, byte for byte" cmp \
    "$root/build/reproducible/here/build/src/libbantam.a" "$folder/build/src/libbantam.a"
}

# Values that nothing has set, which no sanitizer of gcc sees: in what the lower floors do.
long_valgrind() {
  need valgrind
  files=$(cd "$root/tests" && find unit/values unit/model unit/program unit/engine conformance -name '*_test.cpp')
  tags=$(for file in $files; do printf '[#%s],' "$(basename "$file" .cpp)"; done)
  run_program "the tests of values, model, program and engine, and the conformance cases, under valgrind" \
    timeout 7200 valgrind --quiet --error-exitcode=99 --leak-check=full \
    "$root/build/test/tests/bantam_tests" --filenames-as-tags "${tags%,}"
}

long_cost() {
  need valgrind
  run_program "instructions for twice the input" timeout 7200 \
    python3 -B "$root/tests/cost/cost.py" "$root/build/test/tests/cost/bantam_cost"
}

long() {
  long_warnings
  lint
  long_worlds
  long_histories
  long_allocation
  long_crash
  long_stack
  long_determinism
  long_reproducible
  long_valgrind
  threads
  long_cost
  long_mutation
  fuzz
}

case ${1-} in
  '') need library program tests; plain; sanitized OFF ;;
  --plain) need library program tests; plain ;;
  --sanitize) need library program tests; sanitized ON ;;
  --fuzz) need library program fuzz; fuzz ;;
  --minimise) need library program fuzz; minimise ;;
  --coverage) need library program tests coverage; coverage ;;
  --threads) need library program tests; threads ;;
  --lint) need library program tests lint; lint ;;
  --long)
    need library program tests
    case ${2-} in
      '') need fuzz lint; plain; long ;;
      allocation | cost | crash | histories | mutation | valgrind | worlds) plain; "long_$2" ;;
      determinism | reproducible | stack | warnings) "long_$2" ;;  # with builds of their own
      *) fail "no long run is called $2" ;;
    esac ;;
  *) sed -n '2,/^set/s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac

say "$passed passed, $failed failed"
[ "$failed" = 0 ]
