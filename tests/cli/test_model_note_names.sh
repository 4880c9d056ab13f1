#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The model note speaks the program's language: PARAMETERS.md is what `cgap list parameters` says,
# each key the note gives is a key, each parameter is in the note, each measure of its table of
# claims is one that runs record.
. "$CGAP_SOURCE/tests/support/cli.sh"

bash "$CGAP_SOURCE/tests/support/parameter_table.sh" >PARAMETERS.md || fail "the parameter table cannot be written"
if ! cmp -s PARAMETERS.md "$CGAP_SOURCE/sim/model/PARAMETERS.md"; then
    diff "$CGAP_SOURCE/sim/model/PARAMETERS.md" PARAMETERS.md | head -n 6
    fail "sim/model/PARAMETERS.md is not the program's table; write it anew:" \
        "CGAP=build/dev/cgap tests/support/parameter_table.sh > sim/model/PARAMETERS.md"
fi

run 0 list parameters --format csv
cp .stdout parameters.csv
run 0 list measures --format csv
cp .stdout measures.csv
python3 - "$CGAP_SOURCE/sim/model/MODEL.md" <<'PYTHON' || fail "the model note and the program disagree"
import csv, re, sys

note = open(sys.argv[1], encoding="utf-8").read()
keys = [row["key"] for row in csv.DictReader(open("parameters.csv", encoding="utf-8"))]
measures = [row["measure"] for row in csv.DictReader(open("measures.csv", encoding="utf-8")) if row["scope"] == "run"]
CAPABILITY = "legal|technical|organisational|capacity|cooperation|sme|enterprise|administration|people"
problems = []

said = set(re.findall(r"`((?:levers|parameters|instruments|partners|coalition|events)\.[A-Za-z0-9_.*]+)`", note))
problems += [f"the note names the key {key}, which is none" for key in sorted(said - set(keys))]
# An element of a vector stands for all: parameters.exposure.sme ...
family = {key.split(".")[1] for key in said if key.startswith("parameters.")}
problems += [f"the note does not name {key}" for key in keys if key.startswith("parameters.") and key.split(".")[1] not in family]

pattern = [re.escape(name).replace("<layer>", f"(?:formal|practice|{CAPABILITY})").replace("<index>", "(?:formal|practice)")
           .replace("<instrument>", "[a-z0-9-]+") for name in measures]
claims = note.split("<!-- claims:")[1].split("<!-- end of claims -->")[0]
rows = [line.split("|") for line in claims.splitlines() if line.startswith("| ")][1:]
for row in rows:
    for name in re.findall(r"`([^`]+)`", row[3]):
        if not any(re.fullmatch(p, name) for p in pattern):
            problems.append(f"the claim '{row[1].strip()}' names the measure {name}, which no run records")
if len(rows) < 30 or len(said) < 90:
    problems.append(f"only {len(rows)} claims and {len(said)} keys were read")
print("\n".join(problems))
sys.exit(bool(problems))
PYTHON
end_tests
