#!/bin/sh
# The main job on the repository's own data: check a model, replay a log of events, rank the
# leads, and explain one of them. Installs what is missing with apt-get, and builds optimised.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/tests/setup.sh"

model=examples/models/starter.json
events=examples/data/starter_events.ndjson
as_of=2026-05-01T00:00:00Z  # the morning after the log's last event
lead=${1:-acme-ruiz}        # the lead to explain

need library program
say "building, optimised"
configure build/release -DCMAKE_BUILD_TYPE=Release -DBANTAM_BUILD_PROGRAM=ON -DBANTAM_BUILD_EXAMPLES=ON
build build/release

# show <argument>...: the command and what it prints.
show() {
  say '' "\$ bantam $*"
  build/release/bin/bantam "$@"
}

cd "$root"
show check $model
show replay --model $model --events $events --as-of $as_of --format table
show explain --model $model --events $events --as-of $as_of --lead "$lead"
