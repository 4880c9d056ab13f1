#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The README's main command, with few replicates; twice, since it is safe to run again.
. "$CGAP_SOURCE/tests/support/cli.sh"

for replicates in 2 0; do
    bash "$CGAP_SOURCE/sim/quickstart.sh" $replicates "$work/results" >.stdout 2>.stderr || { cat .stdout; fail "the quickstart failed with $replicates replicates"; }
    for file in strategies/report.html history/report.html strategies/comparison.csv strategies/charts history/union.csv history/members.csv history/charts; do
        prints "$work/results/$file"
        [ -e "$work/results/$file" ] || fail "$file is missing"
    done
    grep -q 'over assumptions' "$work/results/strategies/report.html" || fail "the report with $replicates replicates does not say what assumptions make of it"
done
[ "$(tail -n 1 results/strategies/futures.csv | cut -d, -f1)" = 32 ] || fail "not 32 sets of assumptions"
[ "$(find results/strategies/scenarios -name '*.cfg' | wc -l)" -ge 7 ] || fail "fewer than seven strategies"
bash "$CGAP_SOURCE/sim/quickstart.sh" many >.stdout 2>.stderr && fail "REPLICATES 'many' was taken"
says "a whole number is allowed"
end_tests
