#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Whatever a table names is defined: every measure of union.csv and variable of members.csv by
# `cgap list measures`, and by the columns.csv that lies beside it; the other way round, nothing is
# defined that no run has.
. "$CGAP_SOURCE/tests/support/cli.sh"

run 0 list measures --format csv
cp .stdout list.csv
run 0 run history --set 'end="2017-07-01"' --replicates 0 --no-charts --quiet --out folder
python3 - <<'PY' || fail "measures and definitions do not match"
import csv

def rows(path):
    return list(csv.DictReader(open(path, encoding="utf-8")))

listed = rows("list.csv")
laws = {r["variable"].split("_", 1)[1] for r in rows("folder/members.csv") if r["variable"].startswith("transposed_")}
names = lambda scope: {r["measure"] for r in listed if r["scope"] == scope}
index, layer = names("index"), names("index") | names("capability")
assert index == {"formal", "practice", "combined"} and len(layer) == 12, (index, layer)
assert all(r["unit"] and r["definition"] for r in listed), [r for r in listed if not r["definition"]]

def expand(words):
    for word in words:
        for key, values in (("<layer>", layer), ("<index>", index), ("<instrument>", laws)):
            if key in word:
                if word != key:
                    yield from (word.replace(key, v) for v in values)
                break
        else:
            yield word

for table, column, scope, described in (("union", "measure", "run", "measure"), ("members", "variable", "member", "variable")):
    told = {r[column] for r in rows(f"folder/{table}.csv")}
    for defined in names(scope), {r["column"] for r in rows("folder/columns.csv") if r["table"] == described and r["column"] in names(scope)}:
        assert told == set(expand(defined)), (table, told ^ set(expand(defined)))
# one unit whoever says it
unit = {r["measure"]: r["unit"] for r in listed if r["scope"] == "run"}
for r in rows("folder/union.csv"):
    assert unit.get(r["measure"], r["unit"]) == r["unit"], r
PY

# what kind of act an instrument is stands beside it
run 0 list instruments
prints "law that each state transposes into its own" "law that binds directly"
run 0 list instruments --format csv
prints ",kind_of_act,in_force" "from a random, state-specific date on"
end_tests
