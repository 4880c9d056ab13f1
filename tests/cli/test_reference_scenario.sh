#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# sim/model/reference.cfg gives every key its default: it is what the parameter table says, nothing
# of the table is missing, it can be run, and it says the same as a file that says nothing.
. "$CGAP_SOURCE/tests/support/cli.sh"
reference=$CGAP_SOURCE/sim/model/reference.cfg

run 0 list parameters --format csv
cp .stdout parameters.csv
python3 "$CGAP_SOURCE/tests/support/reference_scenario.py" <parameters.csv >written.cfg || fail "the scenario cannot be written"
same written.cfg "$reference"
run 0 check "$reference"
says "no errors, 0 warnings"
run 0 show "$reference" --format csv
cp .stdout reference.csv
printf 'format = 1;\n' >nothing.cfg
run 0 show nothing.cfg --format csv
cp .stdout nothing.csv
python3 - <<'PY' || fail "reference.cfg is not complete"
import csv, re

def rows(path):
    return {r["key"]: r for r in csv.DictReader(open(path, encoding="utf-8"))}

table, shown, nothing = rows("parameters.csv"), rows("reference.csv"), rows("nothing.csv")
text = open("written.cfg", encoding="utf-8").read()
for key in table:
    word = key.replace(".*", "").rsplit(".", 1)[-1]
    assert re.search(rf"^ *(# )?{word} = ", text, re.M), key
    given = key.replace("*", "example")
    if given in shown and not key.endswith(".remove"):
        assert "reference.cfg" in shown[given]["origin"], (key, shown[given])
missing = [k for k in table if k.replace("*", "example") not in shown and not k.endswith(".remove")]
assert set(missing) <= {"format", "base", "events.*.name", "events.*.platform_factor", "events.*.enforcement_factor", "events.*.size",
                        "events.*.attack_factor"}, missing
for key, r in nothing.items(): # what has a default has it here too
    if key.split(".")[0] in ("levers", "parameters", "steps_per_year", "start", "end", "severity", "interdependence") and "engagement" not in key:
        assert shown[key]["value"] == r["value"], (key, shown[key]["value"], r["value"])
PY
run 0 run "$reference" --set 'end="2017-07-01"' --replicates 0 --no-charts --quiet --out folder
end_tests
