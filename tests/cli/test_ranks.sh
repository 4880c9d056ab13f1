#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Processes that share a run (mpirun): the tables of one process, one voice, and nothing lost when a
# process dies. A build without MPI says so when several are started.
. "$CGAP_SOURCE/tests/support/cli.sh"
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 # containers
short=(--set 'end="2017-07-01"' --replicates 150 --no-charts --quiet)
pair=(status-quo-2013 nis2)

if ! "$CGAP" --version | grep -q ', mpi '; then
    OMPI_COMM_WORLD_SIZE=4 run 2 run nis2 "${short[@]}" --out whole
    says "4 processes were started, and this build of cgap cannot share the work" "-DCGAP_MPI=ON"
    [ ! -e whole ] || fail "one of four wrote results"
    end_tests
fi
# together CODE N ARGUMENT...: N processes.
together() {
    local expected=$1 n=$2 code
    shift 2
    timeout 120 mpirun --quiet --oversubscribe -n "$n" "$CGAP" "$@" >.stdout 2>.stderr
    code=$?
    [ "$code" -eq "$expected" ] || fail "$n processes of cgap $*: exit code $code, expected $expected"
}
# same_tables FOLDER FOLDER
same_tables() {
    local file count=0
    while read -r file; do
        same "$1/$file" "$2/$file"
        count=$((count + 1))
    done < <(cd "$1" && find . -name '*.csv' -o -name '*.cfg' -o -name 'manifest.json')
    [ "$count" -ge 5 ] || fail "$1 has $count tables"
}

# futures and coalitions are shared out too
more=(--futures 5 --future-replicates 32 --decompose nis2 --decompose-replicates 32 --raw)
run 0 compare "${pair[@]}" "${short[@]}" "${more[@]}" --out alone
together 0 3 compare "${pair[@]}" "${short[@]}" "${more[@]}" --out three
same_tables alone three
run 0 run nis2 --set 'end="2017-07-01"' --no-charts --quiet --until formal_cv=0.0005 --out until
together 0 2 run nis2 --set 'end="2017-07-01"' --no-charts --quiet --until formal_cv=0.0005 --out until-2
same_tables until until-2
together 0 2 run nis2 --set 'end="2017-07-01"' --replicates 0 --no-charts --quiet --out exact-2
run 0 run nis2 --set 'end="2017-07-01"' --replicates 0 --no-charts --quiet --out exact
same_tables exact exact-2
# a part that is itself shared out
together 0 2 run nis2 "${short[@]}" --subset 0:100 --out part-1
run 0 run nis2 "${short[@]}" --subset 100:150 --out part-2
run 0 merge part-1 part-2 --no-charts --quiet --out joined
run 0 run nis2 "${short[@]}" --out whole
same_tables whole joined
# standard output, and commands that do not simulate: once
together 0 3 run nis2 "${short[@]}" --out -
[ "$(grep -c '^scenario,' .stdout)" -eq 1 ] || fail "three processes printed $(grep -c '^scenario,' .stdout) tables"
together 0 3 list scenarios --format csv
[ "$(grep -c '^nis2,' .stdout)" -eq 1 ] || fail "three processes listed nis2 $(grep -c '^nis2,' .stdout) times"

# one sentence, whoever fails
together 2 3 run nowhere "${short[@]}" --out no
[ "$(grep -c 'nowhere: is neither a file' .stderr)" -eq 1 ] || fail "not said once"
together 2 3 run nis2 "${short[@]}" --out whole
says "whole: exists"
together 2 3 compare "${pair[@]}" "${short[@]}" --criteria formal_cx --out no
[ "$(grep -c "formal_cx" .stderr)" -eq 1 ] || fail "not said once"
[ ! -e no ] || fail "a failure left a folder"

# the job over several machines of sim/cluster, by hand
LAUNCHER="mpirun --quiet --oversubscribe -n 2" SCENARIOS="status-quo-2013 nis2" TOTAL=70 WHOLE=job \
    bash "$CGAP_SOURCE/sim/cluster/slurm-mpi.sh" >.stdout 2>.stderr || fail "the job over several machines"
run 0 compare status-quo-2013 nis2 --replicates 70 --no-charts --quiet --out by-one
same_tables by-one job

# a process that dies takes nothing with it that a checkpoint holds
long=(--set 'end="2020-01-01"' --replicates 1600 --threads 1 --no-charts --quiet --resume)
# the launcher ends the others; on a busy machine they need more than its usual second to tidy up
export OMPI_MCA_odls_base_sigkill_timeout=30
mpirun --quiet --oversubscribe -n 2 "$CGAP" run nis2 "${long[@]}" --out died >.stdout 2>.stderr &
launcher=$!
for _ in $(seq 600); do
    [ "$(find died.checkpoint -name '*.sums' 2>/dev/null | wc -l)" -ge 2 ] && break
    sleep 0.02
done
kill -9 "$(pgrep -P "$launcher" -x cgap | tail -n 1)"
wait "$launcher" && fail "the death of a process went unnoticed"
[ ! -e died ] || fail "results of half the processes"
nothing_left .
together 0 3 run nis2 "${long[@]}" --out died
run 0 run nis2 --set 'end="2020-01-01"' --replicates 1600 --no-charts --quiet --out lived
same_tables died lived
[ ! -e died.checkpoint ] || fail "the checkpoint was left"
end_tests
