#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What a run and a comparison leave behind, and that the same seed gives the same bytes.
. "$CGAP_SOURCE/tests/support/cli.sh"
short=(--set 'end="2017-07-01"' --replicates 40 --no-charts --quiet)
tables="union members ties attribution when targets columns"

run 0 run history "${short[@]}"
folder=$(echo results/history-????-??-??)
[ -d "$folder" ] || fail "no folder results/history-DATE"
for file in manifest.json timing.json scenario.cfg union.csv members.csv ties.csv attribution.csv when.csv targets.csv columns.csv; do
    [ -s "$folder/$file" ] || fail "$folder/$file is missing"
done
head -n 1 "$folder/union.csv" | grep -qx 'scenario,time,measure,unit,mean,sd,q05,q25,q50,q75,q95,n' || fail "header of union.csv"
head -n 1 "$folder/members.csv" | grep -qx 'scenario,time,member,variable,unit,mean,sd,q05,q25,q50,q75,q95,n' || fail "header of members.csv"
head -n 1 "$folder/ties.csv" | grep -qx 'scenario,time,member,partner,both_members,mean,sd,n' || fail "header of ties.csv"
[ "$(wc -l <"$folder/ties.csv")" -eq $((1 + 3 * 28 * 27 / 2)) ] || fail "ties.csv has $(wc -l <"$folder/ties.csv") lines"
grep -q $'\r' "$folder"/*.csv && fail "a table has CR line ends"
python3 - "$folder" <<'PY' || fail "columns.csv or manifest.json"
import csv, hashlib, json, sys
folder = sys.argv[1]
described = [(r["table"], r["column"]) for r in csv.DictReader(open(folder + "/columns.csv"))]
for table in ("union", "members", "ties", "attribution", "when", "targets", "columns"):
    header = next(csv.reader(open(f"{folder}/{table}.csv")))
    assert [c for t, c in described if t == table] == header, table
assert all(r["meaning"] for r in csv.DictReader(open(folder + "/columns.csv")))
manifest = json.load(open(folder + "/manifest.json"))
assert manifest["seed"] == 1 and manifest["replicates"] == 40
for key in ("version", "commit", "compiler", "flags", "libraries"):
    assert manifest["program"][key], key
digest = hashlib.sha256(open(folder + "/scenario.cfg", "rb").read()).hexdigest()
assert manifest["scenarios"][0]["sha256"] == digest
import os
data = os.environ["CGAP_SOURCE"] + "/scenarios/data/"
for name, digest in manifest["scenarios"][0]["data_sha256"].items():
    assert hashlib.sha256(open(data + name, "rb").read()).hexdigest() == digest, name
PY
grep -q '20[0-9][0-9]-[0-9][0-9]-[0-9][0-9]T' "$folder/manifest.json" && fail "manifest.json holds a clock time"

# time to a target, as a distribution; replicates that never reach it are counted
run 0 run history "${short[@]}" --target formal_cv=95%,practice_cv=1% --out timed
python3 - <<'PY' || fail "when.csv or targets.csv of a run"
import csv
curve = {}
for r in csv.DictReader(open("timed/when.csv")):
    curve.setdefault(r["target"], []).append((float(r["time"]), float(r["reached"]), r))
near, never = curve["formal_cv <= 95 % of start"], curve["practice_cv <= 1 % of start"]
assert [r for _, r, _ in near] == sorted(r for _, r, _ in near) and near[0][1] == 0.0 < near[-1][1]
assert all(r["n"] == "40" and float(r["ci_low"]) <= x <= float(r["ci_high"]) for _, x, r in near)
assert all(x == 0.0 for _, x, _ in never)
rows = {r["target"]: r for r in csv.DictReader(open("timed/targets.csv"))}
row = rows["practice_cv <= 1 % of start"]
assert row["reached"] == "0" and row["median_time"] == "" and row["n"] == "40"
assert float(row["mean_years"]) == 1.0  # censored at the end: the whole horizon
assert float(rows["formal_cv <= 95 % of start"]["mean_years"]) < 1.0
PY
run 2 run history "${short[@]}" --target formal_cvv=95% --out none
says "formal_cv"

# members exchanged to the last: spans are undefined from then on, the rest is not
cat >exchange.cfg <<'CFG'
format = 1;
base = "status-quo-2013.cfg";
end = "2018-07-01";
members = [ "DE", "FR", "IT", "ES" ];
events = (
    { date = "2017-01-01"; type = "join"; member = "IT"; },
    { date = "2017-01-01"; type = "join"; member = "ES"; },
    { date = "2018-01-01"; type = "leave"; member = "DE"; },
    { date = "2018-01-01"; type = "leave"; member = "FR"; }
);
CFG
for replicates in 0 20; do
    run 0 run exchange.cfg --replicates $replicates --no-charts --quiet --out exchange --force
    python3 - $replicates <<'PY' || fail "an exchange of all members, $replicates replicates"
import csv, sys
last = {r["measure"]: r for r in csv.DictReader(open("exchange/union.csv")) if float(r["time"]) > 2018.4}
for measure in ("formal_beta", "formal_beta_half_life", "practice_tau_b", "combined_upward_convergence"):
    assert last[measure]["mean"] == "" and last[measure]["n"] == "0", last[measure]
assert float(last["formal_sd"]["mean"]) > 0 and last["formal_sd"]["n"] == sys.argv[1]
PY
done

# a taken default name gets a number
run 0 run history "${short[@]}"
[ -d "$folder-2" ] || fail "no $folder-2"
for table in $tables; do same "$folder/$table.csv" "$folder-2/$table.csv"; done

# the canonical scenario runs again to the same bytes
run 0 run "$folder/scenario.cfg" --replicates 40 --no-charts --quiet --out again
for table in $tables; do same "$folder/$table.csv" "again/$table.csv"; done
same "$folder/scenario.cfg" again/scenario.cfg

# threads and blocks never change a byte; a locale with a decimal comma neither; the seed does
run 0 run history "${short[@]}" --threads 1 --block 32 --out one
run 0 run history "${short[@]}" --threads 7 --block 64 --out seven
mkdir locale && localedef -i de_DE -f UTF-8 locale/de_DE.UTF-8 || fail "no locale with a decimal comma"
[ "$(env LOCPATH="$work/locale" LC_ALL=de_DE.UTF-8 /usr/bin/printf '%.1f' 1)" = 1,0 ] || fail "the locale has no decimal comma"
env LOCPATH="$work/locale" LC_ALL=de_DE.UTF-8 "$CGAP" run history "${short[@]}" --out comma || fail "a German locale"
for table in $tables; do
    for other in one seven comma; do same "$folder/$table.csv" "$other/$table.csv"; done
done
run 0 run history "${short[@]}" --seed 2 --out two
cmp -s "$folder/union.csv" two/union.csv && fail "another seed gives the same table"

# an explicit folder needs --force, which spares what is no results folder
run 2 run history "${short[@]}" --out two
says "two: exists" "--force"
run 0 run history "${short[@]}" --out two --force
same "$folder/union.csv" two/union.csv
mkdir letters && echo dear >letters/one.txt
run 2 run history "${short[@]}" --out letters --force
says "no results folder"
[ "$(cat letters/one.txt)" = dear ] || fail "--force emptied a folder that was not its own"
run 0 run history "${short[@]}" --out deep/down/here
[ -s deep/down/here/union.csv ] || fail "missing parents of --out are not made"

# --out -: the table and nothing else
run 0 run history "${short[@]}" --out -
same .stdout "$folder/union.csv"
[ -s .stderr ] && fail "--quiet --out - said something"
run 0 run history "${short[@]}" --out - --format json
python3 - "$folder/union.csv" <<'PY' || fail "JSON differs from CSV"
import csv, json, sys
rows = list(csv.DictReader(open(sys.argv[1])))
records = json.load(open(".stdout"))
assert len(rows) == len(records)
for row, record in zip(rows, records):
    assert list(row) == list(record)
    for key, text in row.items():
        value = record[key]
        assert (text == "" if value is None else text == value if isinstance(value, str) else float(text) == value), (key, text, value)
PY
run 0 run history "${short[@]}" --format json --out both
[ -s both/union.csv ] && [ -s both/members.json ] || fail "--format json writes both"

# --set arrives; --members-every step has more rows; a subset is part of the whole
run 0 run history "${short[@]}" --set levers.platform=0.9 --out set
grep -q 'platform *= *0.9' set/scenario.cfg || fail "--set is not in scenario.cfg"
cmp -s "$folder/union.csv" set/union.csv && fail "--set changed nothing"
run 0 run history "${short[@]}" --members-every step --out steps
[ "$(wc -l <steps/members.csv)" -gt "$(wc -l <"$folder/members.csv")" ] || fail "--members-every step adds no rows"
same "$folder/ties.csv" steps/ties.csv
run 0 run history "${short[@]}" --subset 10:30 --out part
grep -q '"subset"' part/manifest.json || fail "the manifest does not tell the subset"
[ "$(sed -n 2p part/union.csv | sed 's/.*,//')" -eq 20 ] || fail "n of a subset of 20 is not 20"
run 0 run history --set 'end="2017-07-01"' --replicates 0 --no-charts --quiet --out still
[ "$(sed -n 2p still/union.csv | sed 's/.*,,,,,,,//')" = 0 ] || fail "deterministic mode fills sd or quantiles"

# a comparison
run 0 compare no-eu-action status-quo-2013 history "${short[@]}" --out strategies
[ -s strategies/scenarios/history.cfg ] && [ -s strategies/comparison.csv ] || fail "content of a comparison"
head -n 1 strategies/comparison.csv | grep -q '^measure,time,base,alternative,difference,ci_low,ci_high,share_better,n' || fail "header of comparison.csv"
cut -d, -f3 strategies/comparison.csv | sed 1d | sort -u | grep -qx status-quo-2013 || fail "default baseline"
[ -e strategies/scenario.cfg ] && fail "a comparison wrote scenario.cfg"
for table in union ties; do
    grep '^history,' "strategies/$table.csv" | cmp -s - <(sed 1d "$folder/$table.csv") || fail "$table.csv of a scenario differs between run and compare"
done
run 0 compare no-eu-action status-quo-2013 "${short[@]}" --baseline no-eu-action --out -
cut -d, -f3 .stdout | sed 1d | sort -u | grep -qx no-eu-action || fail "--baseline"

# an empty folder that stands there already is as good as none; one with anything in it is not
mkdir given
run 0 run history "${short[@]}" --out given
same given/union.csv "$folder/union.csv"
run 2 run history "${short[@]}" --out given
says "given: exists; name another folder, or replace it with --force"
end_tests
