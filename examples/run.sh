#!/bin/sh
# The main job on the repository's own data: check a model, replay a log of events, rank the
# leads, and explain one of them. Installs what is missing with apt-get, and builds optimised.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/tests/setup.sh"

model=examples/models/starter.json
events=examples/data/starter_events.ndjson
lead=${1:-}  # the lead to explain; the first of the table when none is given

need library program
say "building"
configure build/release -DCMAKE_BUILD_TYPE=Release -DBANTAM_BUILD_PROGRAM=ON -DBANTAM_BUILD_EXAMPLES=ON
build build/release

cd "$root"
bantam=build/release/bin/bantam

say "" "\$ bantam check $model"
$bantam check $model

say "" "\$ bantam replay --model $model --events $events --format table"
$bantam replay --model $model --events $events --format table
