#!/bin/sh
# The measured workload scored by SQLite, DuckDB, json-logic-engine and json-rules-engine.
#
#   sh tests/bench/peers/run.sh                  2,000 leads, all peers
#   sh tests/bench/peers/run.sh 20000            so many leads
#   sh tests/bench/peers/run.sh 20000 --only duckdb --runs 7
#
# Needs Node 18 or newer with npm, and the sqlite3 shell. See README.md beside it.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
leads=2000
case ${1-} in
  [0-9]*) leads=$1; shift ;;
esac

for command in node npm sqlite3; do
  command -v "$command" >/dev/null 2>&1 || { echo "missing: $command" >&2; exit 1; }
done
data=$root/build/peers
sh "$root/tests/bench/run.sh" --leads "$leads" --export "$data"
[ -d "$here/node_modules/json-rules-engine" ] || (cd "$here" && npm install --no-audit --no-fund --no-package-lock)
exec node "$here/peers.mjs" --data "$data" "$@"
