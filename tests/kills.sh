#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Killed at random moments (kill -9), a run goes on until it is done, in other blocks and on other
# threads each time; its tables are held against those of a run that nobody killed. A kill comes
# after 0.05 to 1.54 seconds.
#
#     tests/kills.sh PROGRAM [KILLS]     50 kills by default
set -u
program=$(realpath "$1") kills=${2:-50}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
asked=(run history --replicates 3000 --no-charts --quiet --set 'end="2018-07-01"')
killed=0 whole=0 different=0

# go_on: starts the run, or goes on with it.
go_on() {
    exec "$program" "${asked[@]}" --block $((RANDOM % 2 ? 32 : 64)) --threads $((1 + RANDOM % 3)) \
        --resume --out run
}
# hold CODE: the tables of a run that came to its end, perhaps killed just after.
hold() {
    local table
    whole=$((whole + 1))
    for table in never-killed/*.csv; do
        cmp -s "$table" "run/${table#never-killed/}" || { different=$((different + 1)); echo "different: $table"; }
    done
    [ "$1" -ne 0 ] || [ ! -e run.checkpoint ] || { different=$((different + 1)); echo "the checkpoint outlived the run"; }
    rm -rf run run.checkpoint
}

"$program" "${asked[@]}" --out never-killed || exit 1
while [ "$killed" -lt "$kills" ]; do
    (go_on) 2>said &
    pid=$!
    sleep "$(printf '%d.%02d' $((RANDOM % 2)) $((5 + RANDOM % 50)))"
    kill -9 "$pid" 2>/dev/null && killed=$((killed + 1))
    wait "$pid"
    code=$?
    [ "$code" -eq 0 ] || [ "$code" -eq 137 ] || { echo "a run could not go on: $(cat said)"; exit 1; }
    [ ! -e run ] || hold "$code"
done 2>/dev/null
(go_on) && hold 0 || exit 1
echo "$killed kills, $whole runs came to their end, $different different"
exit $((different > 0))
