#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# From the tables alone: the mechanisms of attribution.csv sum to the change of <layer>_mean and of
# <layer>_variance in union.csv, for the two indices and the nine capabilities, at every date both
# stand at, through an exit, over replicates and at expectations.
. "$CGAP_SOURCE/tests/support/cli.sh"

run 0 run history --replicates 40 --no-charts --quiet --out drawn
run 0 run history --replicates 0 --no-charts --quiet --out expected
run 0 run two-speed --set 'end="2018-01-01"' --members-every step --replicates 20 --no-charts --quiet --out steps
for folder in drawn expected steps; do
    python3 - "$folder" <<'PY' || fail "$folder: mechanisms do not sum to the change"
import collections, csv, sys

folder = sys.argv[1]
rows = lambda table: csv.DictReader(open(f"{folder}/{table}.csv", encoding="utf-8"))
value = {(r["measure"], r["time"]): float(r["mean"]) for r in rows("union") if r["mean"]}
part = collections.defaultdict(float)
for r in rows("attribution"):
    part[r["layer"], r["quantity"], r["time"]] += float(r["mean"])
times = sorted({t for _, _, t in part}, key=float)
layers = ["formal", "practice", "legal", "technical", "organisational", "capacity", "cooperation",
          "sme", "enterprise", "administration", "people"]
assert {layer for layer, _, _ in part} == set(layers)
yearly = [t for t in times if float(t) == int(float(t)) or t in (times[0], times[-1])]
moved = 0
for layer in layers:
    for measure in "mean", "variance":
        at = times if measure == "mean" or layer in ("formal", "practice") else yearly
        for t in at:
            change = value[f"{layer}_{measure}", t] - value[f"{layer}_{measure}", times[0]]
            total = part[layer, "change_of_" + measure, t]
            assert abs(change - total) < 1e-11, (layer, measure, t, change, total)
            moved += abs(change) > 1e-6
assert moved > 2 * len(layers), moved
PY
done
end_tests
