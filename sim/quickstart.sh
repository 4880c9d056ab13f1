#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The main job on a fresh machine: installs what is missing, builds, compares the shipped strategies on
# real data, replays what happened, and says where the results lie. Safe to run again.
#
#     sim/quickstart.sh [REPLICATES [FOLDER]]     default: 1000 replicates, folder results
set -u
cd "$(dirname "$0")/.." || exit 1
. sim/install.sh

replicates=${1:-1000} results=${2:-results}
strategies="status-quo-2013 no-eu-action minimum-harmonisation maximum-harmonisation cooperation-first
    cohesion-funding strong-agency two-speed external-first industry combined-package"

give_up() {
    echo "$*" >&2
    exit 1
}
case $replicates in
'' | *[!0-9]*) give_up "REPLICATES is '$replicates'; a whole number is allowed, 1000 by default." ;;
esac

install_packages build chart || exit 1

mkdir -p build || give_up "The folder build/ cannot be made here; is this a place you may write to?"
log=build/quickstart.log
echo "== building (the log is $log)"
if ! { cmake --preset release && cmake --build --preset release -j "$(nproc)"; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    give_up "The build failed; the whole log is in $log."
fi
cgap=build/release/cgap

# how far the answer hangs on assumptions: a few replicates under each of 32 sets of them
sets=32 each=$((replicates < 16 ? replicates : 16))
echo "== comparing $(wc -w <<<"$strategies") strategies, $replicates replicates each, on the same draws, and under $sets sets of assumptions"
# shellcheck disable=SC2086 # one word per strategy
"$cgap" compare $strategies --replicates "$replicates" --futures $sets --future-replicates $each --out "$results/strategies" --force ||
    give_up "The comparison failed; the line above says why."

echo "== replaying what happened from 2016"
"$cgap" run history --replicates "$replicates" --out "$results/history" --force ||
    give_up "The run of 'history' failed; the line above says why."

echo
echo "Done. Look at:"
for file in strategies/report.html strategies/comparison.csv strategies/union.csv strategies/charts \
    history/report.html history/union.csv \
    history/members.csv history/attribution.csv history/charts; do
    [ -e "$results/$file" ] && echo "  $results/$file"
done
echo "Every column is explained in columns.csv beside the tables. Next: $cgap --help"
