#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs in parts (--subset, merge), runs that go on (--resume), runs of a wished precision (--until):
# the tables of one whole run to the byte, and a sentence wherever that cannot be had.
. "$CGAP_SOURCE/tests/support/cli.sh"
short=(--set 'end="2017-07-01"' --replicates 150 --no-charts --quiet)
pair=(status-quo-2013 nis2)

# same_tables FOLDER FOLDER: every table and scenario file.
same_tables() {
    local file count=0
    while read -r file; do
        same "$1/$file" "$2/$file"
        count=$((count + 1))
    done < <(cd "$1" && find . -name '*.csv' -o -name '*.cfg')
    [ "$count" -ge 4 ] || fail "$1 has $count tables"
}

run 0 run nis2 "${short[@]}" --out whole
run 0 run nis2 "${short[@]}" --subset 0:70 --out a
run 0 run nis2 "${short[@]}" --subset 70:71 --threads 2 --out b --block 32
run 0 run nis2 "${short[@]}" --subset 71:150 --out c
run 0 merge c a b --out joined --no-charts --quiet
same_tables whole joined
[ ! -e joined/sums.bin ] || fail "a whole run needs no sums"
run 0 compare "${pair[@]}" "${short[@]}" --criteria formal_cv:less --out pair
run 0 compare "${pair[@]}" "${short[@]}" --criteria formal_cv:less --subset 0:64 --out pair-a
run 0 compare "${pair[@]}" "${short[@]}" --criteria formal_cv:less --subset 64:150 --out pair-b
run 0 merge pair-a pair-b --out pair-joined --no-charts --quiet
same_tables pair pair-joined
# parts of parts
run 0 merge a b --out ab --no-charts
says "these are replicates 0 to 70 of 150"
run 0 merge ab c --out joined-again --no-charts --quiet --language de
grep -q '<html lang="de"' joined-again/report.html || fail "--language of a merge"
same_tables whole joined-again

# values beyond what sums can take are said, of parts and when they are joined
beyond=(--set levers.threat_growth=0.5 --set parameters.loss_rate_2017=1 --set 'end="2026-07-01"' --replicates 40 --no-charts --quiet)
run 0 run status-quo-2013 "${beyond[@]}" --out beyond
says "warning: values beyond 64" "loss_gdp of 'status-quo-2013' (40 of 40 replicates)" "--replicates 0"
run 0 run status-quo-2013 "${beyond[@]}" --subset 0:20 --out beyond-a
says "loss_gdp of 'status-quo-2013' (20 of 20 replicates)"
run 0 run status-quo-2013 "${beyond[@]}" --subset 20:40 --out beyond-b
run 0 merge beyond-a beyond-b --out beyond-joined --no-charts --quiet
says "loss_gdp of 'status-quo-2013' (40 of 40 replicates)"
same_tables beyond beyond-joined
grep '"beyond_limit_of_sums"' beyond/manifest.json >limit.txt
grep '"beyond_limit_of_sums"' beyond-joined/manifest.json | cmp -s - limit.txt || fail "manifest.json does not say what was held"
run 0 run nis2 "${short[@]}" --out within
grep -q 'beyond' .stderr within/manifest.json && fail "a warning of limits without cause"

# values replicate by replicate, joined or not; their mean is that of union.csv
raw=(--raw --criteria formal_cv:less,sme_mean)
run 0 run nis2 "${short[@]}" "${raw[@]}" --out raw
run 0 run nis2 "${short[@]}" "${raw[@]}" --subset 0:64 --out raw-a
run 0 run nis2 "${short[@]}" "${raw[@]}" --subset 64:150 --out raw-b
run 0 merge raw-b raw-a --raw --out raw-joined --no-charts --quiet
same_tables raw raw-joined
[ "$(wc -l <raw/raw.csv)" -eq $((1 + 150 * 2 * 5)) ] || fail "raw.csv has $(wc -l <raw/raw.csv) lines"
awk -F, 'FILENAME ~ /raw.csv/ { if ($3 == "formal_cv" && $5 == 2017.5) { sum += $6; n++ } next }
    $2 == 2017.5 && $3 == "formal_cv" { mean = $5 }
    END { difference = sum / n - mean; exit !(n == 150 && difference < 1e-9 && difference > -1e-9) }' \
    raw/raw.csv raw/union.csv || fail "raw.csv and union.csv have different means"
grep -q '^raw,replicate,' raw/columns.csv || fail "columns.csv does not describe raw.csv"
[ ! -e whole/raw.csv ] || fail "raw.csv without --raw"
run 0 run nis2 --set 'end="2017-07-01"' --replicates 0 --raw --no-charts --quiet --out raw-exact
run 2 run nis2 "${short[@]}" --raw --out -
says "--raw writes a table of its own"
run 2 run nis2 "${short[@]}" --criteria formal_cv --out no
says "with --raw it names"

run 2 merge a
says "merge needs --out"
before=$(cat a/* 2>/dev/null | sha256sum)
run 2 merge a b c --out ./a --force
says "--out ./a is one of the parts to be joined"
[ "$(cat a/* 2>/dev/null | sha256sum)" = "$before" ] || fail "merge changed a part"
run 2 merge a a --out no
says "a/sums.bin: replicates 0 to 69 are in a/sums.bin too"
run 2 merge a c --out no
says "no part holds the replicates from 70 on"
run 2 merge a whole --out no
says "whole/sums.bin" "results of a --subset run have the file"
run 2 merge a pair-b --out no
says "is of another run" "command compare"
run 0 run nis2 "${short[@]}" --subset 70:150 --seed 2 --out other-seed
run 2 merge a other-seed --out no
says "seed 2" "seed 1"
run 0 run nis2 "${short[@]}" --set levers.platform=0.9 --subset 70:150 --out other-scenario
run 2 merge a other-scenario --out no
says "scenario_sha256"
cp -r c short && head -c 20000 c/sums.bin >short/sums.bin
run 2 merge a b short --out no
says "short/sums.bin" "damaged"
cp -r c changed && printf '\377' | dd of=changed/sums.bin bs=1 seek=30000 conv=notrunc 2>/dev/null
run 2 merge a b changed --out no
says "changed/sums.bin" "damaged"
[ ! -e no ] || fail "a refused merge left a folder"
run 2 compare "${pair[@]}" "${short[@]}" --subset 0:64 --futures 4 --out no
says "--futures is not split by --subset"

# the job array of sim/cluster, by hand
array=$CGAP_SOURCE/sim/cluster/slurm-array.sh
export WHOLE=whole-array SCENARIOS="status-quo-2013 nis2" TOTAL=130 EACH=64
for SLURM_ARRAY_TASK_ID in 2 0 1; do
    SLURM_ARRAY_TASK_ID=$SLURM_ARRAY_TASK_ID bash "$array" part >.stdout 2>.stderr || fail "part $SLURM_ARRAY_TASK_ID of the job array"
done
bash "$array" join >.stdout 2>.stderr || fail "joining the job array"
run 0 compare status-quo-2013 nis2 --replicates 130 --no-charts --quiet --out array
same_tables array whole-array
bash "$array" >.stdout 2>.stderr && fail "the job array does not say how it is used"
unset WHOLE SCENARIOS TOTAL EACH

# killed in the middle, and gone on with in other blocks
long=(run nis2 --set 'end="2018-07-01"' --replicates 1500 --no-charts --quiet)
run 0 "${long[@]}" --out uninterrupted
for round in 1 2; do
    "$CGAP" "${long[@]}" --threads 2 --block $((96 - 32 * round)) --resume --out resumed >.stdout 2>.stderr &
    pid=$!
    for _ in $(seq 400); do
        [ -n "$(find resumed.checkpoint -name "worker-*.sums" -newer .stderr 2>/dev/null)" ] && break
        sleep 0.02
    done
    kill -9 "$pid" 2>/dev/null
    wait "$pid" 2>/dev/null
    [ -e resumed ] && fail "round $round was over before it could be killed"
    ls resumed.checkpoint/*.sums >/dev/null 2>&1 || fail "round $round left no checkpoint"
done
cp -r resumed.checkpoint kept.checkpoint
run 0 "${long[@]}" --threads 1 --resume --out resumed
same_tables uninterrupted resumed
[ ! -e resumed.checkpoint ] || fail "the checkpoint outlived the run"
run 2 "${long[@]}" --threads 1 --resume --out resumed
says "resumed: the run is finished and its results are whole"

# what cannot be gone on with is told, and stays as it was
run 2 "${long[@]}" --seed 7 --resume --out kept
says "seed" "remove that folder to begin anew"
for file in kept.checkpoint/*.sums; do
    head -c 1000 "$file" >cut && mv cut "$file"
done
run 2 "${long[@]}" --resume --out kept
says "damaged" "remove that folder to begin anew"
[ ! -e kept ] || fail "a refused run left a folder"
run 2 run nis2 "${short[@]}" --resume
says "--resume needs --out DIR"
run 2 run nis2 --no-charts --resume --replicates 0 --out no
says "--resume needs replicates"

# one at a time; a signal keeps what is done
"$CGAP" run nis2 --replicates 4000000 --no-charts --quiet --resume --out held >.stdout 2>.first &
pid=$!
for _ in $(seq 400); do
    [ -n "$(find held.checkpoint -name 'worker-*.sums' 2>/dev/null)" ] && break
    sleep 0.05
done
run 2 run nis2 --replicates 4000000 --no-charts --quiet --resume --out held
says "another run goes on from this checkpoint"
kill -s TERM "$pid"
wait "$pid"
[ $? -eq 130 ] || fail "SIGTERM does not end with 130"
grep -q "run the same again to go on" .first || fail "it is not said how to go on"
ls held.checkpoint/*.sums >/dev/null 2>&1 || fail "SIGTERM took the checkpoint"
# the checkpoint is held until the results are whole: through charts and report, too
mkdir bin
printf '#!/bin/sh\n[ "$1" = --version ] && echo gnuplot 5.4 && exit\ntouch drawing\nuntil [ -e drawn ]; do sleep 0.05; done\nexit 3\n' >bin/gnuplot
chmod +x bin/gnuplot
PATH=$work/bin:$PATH "$CGAP" run nis2 --set 'end="2017-07-01"' --replicates 64 --resume --out late >.stdout 2>.first &
pid=$!
for _ in $(seq 400); do
    [ -e drawing ] && break
    sleep 0.05
done
run 2 run nis2 --set 'end="2017-07-01"' --replicates 64 --no-charts --resume --out late
says "another run goes on from this checkpoint"
touch drawn
wait "$pid" || fail "a run whose charts fail is no success: $(cat .first)"
[ -s late/union.csv ] || fail "the first of two runs lost its results"
[ -e late.checkpoint ] && fail "the checkpoint outlived the run"
# a disk that is full while a checkpoint is written
(ulimit -f 64; exec "$CGAP" "${long[@]}" --resume --out full) >.stdout 2>.stderr
[ $? -eq 1 ] || fail "a checkpoint that cannot be written is not exit 1"
says "full.checkpoint" "File too large"
[ ! -e full ] || fail "an incomplete folder appeared"

# as many as it takes
until=(run nis2 --set 'end="2017-07-01"' --no-charts --until formal_cv=0.0006)
run 0 "${until[@]}" --out until
says "formal_cv: half-width" "within 0.0006 after"
count=$(sed -n 's/.*after \([0-9]*\) replicates.*/\1/p' .stderr)
run 0 "${until[@]}" --threads 3 --block 32 --quiet --out until-again
same_tables until until-again
run 0 run nis2 --set 'end="2017-07-01"' --no-charts --quiet --replicates "$count" --out until-count
same_tables until until-count
run 0 run nis2 --set 'end="2017-07-01"' --no-charts --until formal_cv=1e-9 --replicates 300 --out until-most
says "above 1e-09 after 300 replicates; --replicates allows no more"
run 0 run status-quo-2013 --set 'end="2017-07-01"' --no-charts --until formal_share_below_floor=0.1 --out until-undefined
says "formal_share_below_floor has no interval"
run 2 run nis2 "${short[@]}" --until formal_cw=0.1 --out no
says "formal_cw" "did you mean formal_cv"
run 2 run nis2 "${short[@]}" --until formal_cv --out no
says "MEASURE=HALFWIDTH"
run 2 run nis2 "${short[@]}" --until formal_cv=-1 --out no
says "above 0"
end_tests
