#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Full disks, missing rights, signals, two at once: one sentence, the right exit code, no leftovers.
. "$CGAP_SOURCE/tests/support/cli.sh"
short=(--set 'end="2017-07-01"' --replicates 10 --no-charts)

"$CGAP" run history "${short[@]}" --out - >/dev/full 2>.stderr
[ $? -eq 1 ] || fail "a full standard output is not exit 1"
says "standard output" "No space left on device"
"$CGAP" list scenarios >/dev/full 2>.stderr
[ $? -eq 1 ] || fail "list: a full standard output is not exit 1"
"$CGAP" --help >/dev/full 2>.stderr
[ $? -eq 1 ] || fail "--help: a full standard output is not exit 1"
# closed streams: no message ends up in a table, and what cannot be printed is a failure
"$CGAP" run history "${short[@]}" --verbose --out closed >&- 2>&-
[ $? -eq 0 ] || fail "closed streams stop a run that needs none"
head -n 1 closed/union.csv | grep -q '^scenario,' || fail "a message went into union.csv"
grep -qr '^cgap: ' closed && fail "a message went into a file"
"$CGAP" list scenarios >&- 2>.stderr
[ $? -eq 1 ] || fail "list into a closed stream is not exit 1"

mkdir place
(ulimit -f 8; exec "$CGAP" run history "${short[@]}" --out place/full) >.stdout 2>.stderr
[ $? -eq 1 ] || fail "a file that cannot grow is not exit 1"
says "cannot be written (File too large)"
[ -e place/full ] && fail "an incomplete folder appeared"
nothing_left place
echo occupied >file
run 1 run history "${short[@]}" --out file/inside
says "file"
if [ "$(id -u)" -ne 0 ]; then
    mkdir locked && chmod 555 locked
    run 1 run history "${short[@]}" --out locked/results
    says "Permission denied"
fi

# a signal in the middle of a long run: exit 130, nothing left; the old folder stands
run 0 run history "${short[@]}" --out place/old
for signal in INT TERM; do
    "$CGAP" run history --replicates 4000000 --no-charts --out place/old --force >.stdout 2>.stderr &
    pid=$!
    for _ in $(seq 200); do # until the draft stands, so that there is something to clean up
        [ -n "$(find place -maxdepth 1 -name '.old*')" ] && break
        sleep 0.05
    done
    kill -s "$signal" "$pid"
    wait "$pid"
    [ $? -eq 130 ] || fail "SIG$signal does not end with 130"
    says "interrupted"
    nothing_left place
    [ -s place/old/union.csv ] || fail "the old folder is gone after SIG$signal"
done

# steps with thousands of incidents in each state take long; a signal need not wait for a block, on
# however many threads, nor in --futures and --decompose
for way in "run history --threads 1" "run history --threads 2" \
    "compare history no-eu-action --threads 2 --futures 4" \
    "compare history no-eu-action --decompose no-eu-action"; do
    "$CGAP" $way --set levers.threat_growth=1 --replicates 4000 --block 64 --no-charts --out place/slow >.stdout 2>.stderr &
    pid=$!
    sleep 1.5
    kill -s TERM "$pid" || fail "$way: not at work any more"
    begun=$(date +%s%N)
    wait "$pid"
    [ $? -eq 130 ] || fail "$way: a signal does not end it with 130"
    [ $((($(date +%s%N) - begun) / 1000000)) -lt 4000 ] || fail "$way: a signal takes seconds"
    says "interrupted"
    nothing_left place
    [ -e place/slow ] && fail "$way: a folder of an interrupted run"
done
run 2 run history --set levers.threat_growth=3 --replicates 1 --no-charts --out place/endless
says "levers.threat_growth" "times those of the start" "1e+09"

# two at once under one default name
"$CGAP" run history "${short[@]}" --quiet &
first=$!
"$CGAP" run history "${short[@]}" --quiet &
second=$!
wait $first && wait $second || fail "two runs at once"
[ "$(find results -mindepth 1 -maxdepth 1 | wc -l)" -eq 2 ] || fail "two runs at once do not leave two folders"
for folder in results/*; do same "$folder/union.csv" place/old/union.csv; done

# a reader that leaves early is no crash
"$CGAP" run history "${short[@]}" --quiet --out - 2>.stderr | head -n 1 >.stdout
prints "scenario,time,measure"

# on a terminal a bar, elsewhere plain lines
script -qec "\"$CGAP\" run history --set 'end=\"2017-07-01\"' --replicates 300 --no-charts --out bar" /dev/null >.stdout
grep -q $'\r\[' .stdout || fail "no progress bar on a terminal"
run 0 run history "${short[@]}" --out plain
grep -q $'\r' .stderr && fail "a progress bar where there is no terminal"
end_tests
