#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# cgap calibrate: what it writes, that the fit can be run again, and what it says when it cannot.
. "$CGAP_SOURCE/tests/support/cli.sh"
coarse=(--replicates 16 --set steps_per_year=2)

run 0 calibrate "${coarse[@]}"
folder=$(echo results/calibrate-history-????-??-??)
for file in targets.csv levels.csv editions.csv columns.csv manifest.json timing.json scenario.cfg; do
    [ -s "$folder/$file" ] || fail "$folder/$file is missing"
done
[ -e "$folder/fit.csv" ] || [ -e "$folder/fitted.cfg" ] && fail "a fit that nobody asked for"
head -n 1 "$folder/targets.csv" | grep -q '^target,series,time,data,model_mean,q05,q95,latent_mean,residual,inside_90,' || fail "header of targets.csv"
says "missed: gci_2020_rank_correlation_with_2018" "targets met" "results: $folder"
grep -q '"calibrate"' "$folder/manifest.json" || fail "the manifest does not name the command"

# same seed, same bytes; the stream is the table; another seed differs
run 0 calibrate history "${coarse[@]}" --quiet --out -
same .stdout "$folder/targets.csv"
[ -s .stderr ] && fail "--quiet said something"
run 0 calibrate "${coarse[@]}" --seed 2 --quiet --out -
cmp -s .stdout "$folder/targets.csv" && fail "another seed gives the same table"

# the fit: whole, and the same when the fitted scenario is evaluated
run 0 calibrate --fit "${coarse[@]}" --quiet --out fitted
for file in targets.csv fit.csv profile.csv fitted.cfg columns.csv; do
    [ -s "fitted/$file" ] || fail "fitted/$file is missing"
done
run 0 check fitted/fitted.cfg
run 0 calibrate fitted/fitted.cfg --replicates 16 --quiet --out again
same fitted/targets.csv again/targets.csv
same fitted/levels.csv again/levels.csv
python3 - fitted "$folder" <<'PY' || fail "content of the fit"
import csv, sys
rows = lambda path: list(csv.DictReader(open(path)))
fit = {r["parameter"]: r for r in rows(sys.argv[1] + "/fit.csv")}
assert len(fit) == 3 + 1 + 8 + 1 + 2 + 1, len(fit)
assert float(fit["misfit"]["fitted"]) < 0.7 * float(fit["misfit"]["start"])
for name, row in fit.items():
    if name != "misfit":
        assert float(row["ci_low"]) < float(row["fitted"]) < float(row["ci_high"]), name
        assert row["identified"] in ("yes", "no") and row["how"], name
        assert len(row["fitted"].lstrip("-0.").replace(".", "")) <= 4, row["fitted"]
# three counts tell three hazards: what is fitted meets them
met = {r["target"]: r for r in rows(sys.argv[1] + "/targets.csv")}
for name in ("nis_transposed_2018-07", "nis2_transposed_2024-11", "nis2_transposed_2025-05"):
    assert met[name]["inside_90"] == "yes", name
profile = rows(sys.argv[1] + "/profile.csv")
names = {r["parameter"] for r in profile}
for name in ("domestic_headroom", "persistence_of_differences", "peer_learning_rate", "cooperation_distance_scale",
             "agency_hub_rate", "adjustment_rate_formal", "enabling_elasticity.*", "practice_peer_learning_share"):
    assert "parameters." + name in names, name
assert "instruments.nis.pull" in names
assert min(float(r["rise"]) for r in profile) == 0
described = {(r["table"], r["column"]) for r in rows(sys.argv[1] + "/columns.csv")}
for table in ("targets", "levels", "editions", "fit", "profile"):
    for column in next(csv.reader(open(f"{sys.argv[1]}/{table}.csv"))):
        assert (table, column) in described, (table, column)
PY
grep -q 'base = "scenario.cfg"' fitted/fitted.cfg || fail "fitted.cfg has another base"

# what it cannot do
run 2 calibrate --replicates 15
says "15 replicates are too few" "at least 16"
run 2 calibrate --set 'end="2021-01-01"' --out none
says "scenario 'history' runs from 2016.5 to 2021" "set its start and end"
[ -e none ] && fail "a failed calibration left a folder"
run 2 calibrate history status-quo-2013
says "one argument too many"
run 2 run history --fit
says "--fit does not apply to \`cgap run\`"

# a scenario without the directives: no counts, and a fit without hazards
run 0 calibrate no-eu-action "${coarse[@]}" --fit --quiet --out none
grep -q '^nis' none/targets.csv && fail "counts of a directive that is not there"
grep -q transposition_hazard none/fit.csv && fail "hazards fitted without a directive"
grep -q practice_headroom none/fit.csv || fail "no headroom fitted"
nothing_left .
end_tests
