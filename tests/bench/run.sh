#!/bin/sh
# Builds the measurements optimised and without sanitizers in build/bench, and runs them.
#
#   sh tests/bench/run.sh                                  everything, 1,000,000 leads
#   sh tests/bench/run.sh --leads 10000 --only bantam      any option of bantam_bench: see --help
#
# Installs what is missing with apt-get, as tests/run.sh does. JOBS limits the processes of the build.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/tests/setup.sh"

need library program
say "building the measurements"
configure build/bench -DCMAKE_BUILD_TYPE=Release -DBANTAM_BUILD_BENCH=ON -DBANTAM_BUILD_PROGRAM=ON -DBANTAM_INSTALL=OFF
build build/bench
say ''
exec "$root/build/bench/tests/bantam_bench" "$@"
