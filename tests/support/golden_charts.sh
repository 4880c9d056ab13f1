#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# golden_charts.sh write|compare [FOLDER/CHART...]: draws a few charts from made-up tables and writes their grids of
# colours to tests/golden/charts, or holds them against those. CGAP is the program, CGAP_SOURCE the source tree. After a change of
# the visual language that is meant: cmake --build --preset dev --target golden_charts, look at the pictures, commit.
set -eu
what=$1
shift
if [ $# -eq 0 ]; then
    set -- one/fan one/map one/attribution one/losses one/network several/strategies several/differences several/time-to-target several/who \
        several/ranks several/regret several/shapley several/exceedance
fi
support=$CGAP_SOURCE/tests/support
golden=$CGAP_SOURCE/tests/golden/charts
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0

python3 -B "$support/chart_tables.py" "$work/one" --scenarios history
python3 -B "$support/chart_tables.py" "$work/several" --scenarios status-quo-2013,history,maximum-harmonisation,no-eu-action
for chart; do
    folder=$work/${chart%/*} name=${chart#*/}
    "$CGAP" chart "$folder" --only "$name" --format png --size column --quiet
    python3 -B "$support/picture_grid.py" "$what" "$folder/charts/$name.png" "$golden/$name.grid" || status=1
done
exit $status
