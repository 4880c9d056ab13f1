#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# cgap measure as a user types it: what is printed, what is empty and why, what is refused.
. "$CGAP_SOURCE/tests/support/cli.sh"

# value FROM TIME MEASURE: prints the value field of a row of the last run; fails when it is absent
value() {
    python3 - "$@" <<'PY'
import csv, sys
rows = [r for r in csv.DictReader(open(".stdout")) if [r["from"], r["time"], r["measure"]] == sys.argv[1:4]]
print(rows[0]["value"] if len(rows) == 1 else f"{len(rows)} rows")
PY
}
# is FROM TIME MEASURE VALUE
is() {
    local got
    got=$(value "$1" "$2" "$3")
    [ "$got" = "$4" ] || fail "$3 at $2 is '$got', expected '$4'"
}

# by hand: 2010 (1, 2, 3, 6), 2020 (2, 3, 4, 5); sd^2 = 3.5 and 1.25
printf 'time,A,B,C,D\n2020,2,3,4,5\n2010,1,2,3,6\n' >wide.csv
printf 'time,unit,value\n2010,D,6\n2010,A,1\n2010,B,2\n2010,C,3\n2020-01-01,D,5\n2020,A,2\n2020,B,3\n2020,C,4\n' >long.csv
run 0 measure wide.csv --target 4 --floor 2
head -n 1 .stdout | grep -qx 'from,time,measure,value' || fail "header"
is '' 2010 n 4
is '' 2010 mean 3
is '' 2010 variance 3.5
is '' 2010 median 2.5
is '' 2010 delta_best 12
is '' 2010 gap_target 0.375
is '' 2010 share_below_floor 0.25
is '' 2020 variance 1.25
is 2010 2020 delta_change -6
is 2010 2020 verdict 'upward convergence'
is 2010 2020 tau_b 1
is 2010 2020 logt_t ''
says "logt_b, logt_t, logt_p: six dates are needed" "weights are needed: --units FILE --weight COLUMN" \
    "level_playing_field: values must lie in 0 to 1"
grep -qi 'nan\|inf' .stdout && fail "NaN or infinity is printed"
cp .stdout first
[ "$(cut -d, -f1-3 first | sort | uniq -d | wc -l)" -eq 0 ] || fail "a row stands twice"
run 0 measure long.csv --target=4 --floor=2
same .stdout first
[ "$(wc -l <.stderr)" -lt 12 ] || fail "too many sentences"

# a selection, in JSON; beta never comes without sigma
run 0 measure wide.csv --measures beta,sd --format json
python3 - <<'PY' || fail "JSON"
import json
rows = json.load(open(".stdout"))
assert [r["measure"] for r in rows] == ["sd", "sd", "beta", "sigma_change"], rows
assert rows[0]["from"] is None and rows[2]["from"] == 2010 and rows[2]["value"] < 0
PY
run 0 measure wide.csv --measures verdict --format json
prints '"text": "upward convergence"'

# every promised name, each defined by cgap list measures
run 0 list measures --format csv
cut -d, -f1 .stdout >defined
cut -d, -f3 first | sort -u >printed
grep -vxF -f defined printed | grep -vx measure && fail "printed but not defined by cgap list measures"
grep -qx formal_mean defined || grep -qx '<layer>_mean' defined || fail "cgap list measures lacks those of runs"

# the other direction of good; the untransformed values under beta
run 0 measure wide.csv --lower-is-better --measures verdict,delta_best
is '' 2010 delta_best 8
is 2010 2020 verdict 'downward convergence'
run 0 measure wide.csv --measures beta,mean
cp .stdout plain
run 0 measure wide.csv --measures beta,mean --transform log
is '' 2010 mean 0.8958797346140275 # ln(1 2 3 6) / 4
is 2010 2020 beta "$(grep ',beta,' plain | cut -d, -f4)"

# a negative beta beside a growing sd is put in its place: 1 to 4 and 10 to 14
printf 'time,A,B\n2000,1,10\n2010,4,14\n' >faster.csv
run 0 measure faster.csv --measures beta
is 2000 2010 sigma_change 0.5
says "beta is negative, but sd did not fall (4.5 to 5; cv 0.818 to 0.556)" "regression to the mean"

# dates
printf 'time,A,B\n2000,1,3\n2001,2,3\n2002,4,5\n' >three.csv
run 0 measure three.csv --from 2001 --to 2002-01-01 --measures mean,sigma_change
[ "$(wc -l <.stdout)" -eq 4 ] || fail "--from does not narrow the dates"
is 2001 2002 sigma_change 0
run 2 measure three.csv --from 1999
says "three.csv has no date 1999; its dates run from 2000 to 2002"
run 2 measure three.csv --from 2002 --to 2000
says "after its end"

# one date, one unit, zeros, negatives, equal units: empty with a sentence
printf 'time,A,B\n2000,0,3\n' >zero.csv
run 0 measure zero.csv
is '' 2000 mld ''
is '' 2000 gini 0.5
says "mld, atkinson_1, atkinson_2: every value must be above 0" "a span needs two dates"
printf 'time,A\n2000,5\n2001,6\n' >one.csv
run 0 measure one.csv
is '' 2000 sd 0
is '' 2000 sd_sample ''
says "two units are needed"
printf 'time,A,B\n2000,-1,3\n2001,2,2\n' >odd.csv
run 0 measure odd.csv
says "empty at 1 of 2 dates (2000): gini," "no value may be negative"
is '' 2001 gini 0
is 2000 2001 beta ''
says "every value at both ends of the span must be above 0"

# missing values are named, never dropped in silence
printf 'time,A,B,C\n2000,1,,3\n2001,2,3,NA\n2002,3,4,5\n' >gaps.csv
run 2 measure gaps.csv
says "gaps.csv: B has no value at 2000" "gaps.csv: C has no value at 2001" "2 of 3 units have missing values" "--missing drop"
[ -s .stdout ] && fail "something is printed in spite of missing values"
run 0 measure gaps.csv --missing drop
says "B is left out: no value at 2000" "C is left out"
is '' 2000 n 1
run 0 measure gaps.csv --from 2002
is '' 2002 n 3
printf 'time,A\n2000,\n' >nothing.csv
run 2 measure nothing.csv --missing drop
says "nothing is left"

# weights, groups, covariates
printf 'code,gdp,bloc,z,y\nA,1,x,1,2\nB,1,x,2,5\nC,2,y,3,1\nD,4,y,5,2\nE,4,z,1,1\n' >units.csv
run 0 measure wide.csv --units units.csv --weight gdp --group bloc
is '' 2010 mean_weighted 4.125
says "units.csv:6: warning: E: is not a unit of wide.csv; not used"
python3 - <<'PY' || fail "within and between do not add up"
import csv
v = {r["measure"]: r["value"] for r in csv.DictReader(open(".stdout")) if r["time"] == "2010" and not r["from"]}
for m in ("theil_t", "mld"):
    assert abs(float(v[m + "_within"]) + float(v[m + "_between"]) - float(v[m])) < 1e-15, m
assert float(v["esteban_ray"]) > 0
PY
run 0 measure wide.csv --units units.csv --covariates z
grep -q '^2010,2020,beta_conditional,-\?[0-9.]*$' .stdout || fail "no conditional beta"
run 0 measure wide.csv --units units.csv --covariates z,y
is 2010 2020 beta_conditional ''
says "more units than coefficients are needed"

# intervals: asked for, seeded, said at which confidence
run 0 measure wide.csv --bootstrap 200 --measures sd,mean
head -n 1 .stdout | grep -qx 'from,time,measure,value,low,high,confidence' || fail "header with intervals"
grep -q ',0.95$' .stdout || fail "no confidence beside the interval"
cp .stdout seeded
run 0 measure wide.csv --bootstrap 200 --measures sd,mean
same .stdout seeded
run 0 measure wide.csv --bootstrap 200 --measures sd,mean --seed 2 --confidence 0.9
cmp -s .stdout seeded && fail "another seed gives the same intervals"
grep -q ',0.9$' .stdout || fail "--confidence is not said"
# too few samples leave a measure defined: no interval, and a sentence
printf 'time,A,B,C\n2010,1,2,4\n2020,3,4,6\n' >three.csv
run 0 measure three.csv --bootstrap 200 --measures beta,sd
grep -q '^2010,2020,beta,-[0-9.]*,,,$' .stdout || fail "three units give beta an interval"
says "no interval for beta: more than 5 % of the samples leave them undefined"
run 0 measure wide.csv --bootstrap 200 --measures max,sd,range
says "no interval for max, range: no sample of the units goes beyond their extremes"

# clubs and transitions
python3 - >clubs.csv <<'PY'
print("time," + ",".join("ABCDEF"))
for t in range(30):
    print(f"{1990 + t}," + ",".join(repr((3 if k < 3 else 1) + (0.3 * k - 0.7) / (1 + t)) for k in range(6)))
PY
run 0 measure clubs.csv --clubs --measures sd
is 1990 2019 clubs 2
is 1990 2019 club:A 1
is 1990 2019 club:F 2
# neighbours that pass the test together are made one only when asked for
python3 - >merge.csv <<'PY'
state = 20
def draw():
    global state
    state = (1103515245 * state + 12345) % 2**31
    return state / 2**31
print("time," + ",".join("ABCDEFGHIJ"))
level = [1 + 3 * draw() for _ in range(10)]
growth = [0.02 * (draw() - 0.5) for _ in range(10)]
for t in range(20):
    print(f"{1990 + t}," + ",".join(map(repr, level)))
    level = [x * (1 + g + 0.01 * (draw() - 0.5)) for x, g in zip(level, growth)]
PY
run 0 measure merge.csv --clubs --measures sd
is 1990 2009 clubs 3
awk -F, '$3 ~ /_with_/ && $4 > -1.65 { n++ } END { exit n != 1 }' .stdout || fail "not one pair that could be merged"
run 0 measure merge.csv --merge-clubs --measures sd
is 1990 2009 clubs 2
awk -F, '$3 ~ /_with_/ && $4 > -1.65 { n++ } END { exit n != 0 }' .stdout || fail "a pair that could be merged is left"
run 0 measure wide.csv --levels 2.5,4.5 --measures sd
is 2010 2020 moves_1_2 1
is 2010 2020 transition_2_2 1
is 2010 2020 stay_2 ''
run 2 measure wide.csv --clubs
says "6 dates at least"

# usage: every problem of the command line in one pass, exit 2, nothing printed
run 2 measure
says "a panel is needed: cgap measure PANEL.csv"
run 2 measure wide.csv --flor 2 --transform square --levels 3,1 --measures sdd,mean --bootstrap 5 --confidence 2
says "did you mean --floor?" "'square' is not allowed; choose none or log" "cuts must rise" \
    "did you mean 'sd'?" "5 is not a whole number from 100 to 1000000" "a share between 0 and 1"
[ -s .stdout ] && fail "a usage error prints something"
run 2 measure wide.csv --weight gdp
says "--units: is needed"
run 2 measure wide.csv --units units.csv
says "--units: needs --weight, --group or --covariates"
run 2 measure wide.csv --units units.csv --weight gpd
says "units.csv:1: gpd: is not a column of this file; did you mean 'gdp'?"
run 2 measure wide.csv --seed 2 --confidence 0.9 --language de
says "--seed: needs --bootstrap N" "--confidence: needs --bootstrap N" "--language: needs --charts DIR"
run 2 measure wide.csv long.csv
says "one panel at a time"
run 2 measure wide.csv --target -1
says "a target is above 0"
run 2 measure wide.csv --floor
says "--floor: needs a value"
run 2 measure nowhere.csv
says "nowhere.csv: cannot be opened"
printf 'time,A\n2000,1\n2001,x\nlater,2\n' >bad.csv
run 2 measure bad.csv
says "bad.csv:3: A: 'x' is not a number" "bad.csv:4: time: 'later' is neither a decimal year nor a date"
run 0 measure --help
prints "Usage: cgap measure" "--lower-is-better" "Examples:"
"$CGAP" measure wide.csv >/dev/full 2>.stderr
[ $? -eq 1 ] || fail "a full standard output is not exit 1"
end_tests
