#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every cgap command of the README runs, on the README's own scenario, with few replicates. (Its
# quickstart and test commands are tests of their own.)
. "$CGAP_SOURCE/tests/support/cli.sh"

# the scenario stands in the first plain block after its file name
awk '/stronger-nis.cfg`:/ { wanted = 1 } /^```/ && wanted { if (inside) exit; inside = 1; next } inside' \
    "$CGAP_SOURCE/README.md" >stronger-nis.cfg
grep -q '^base' stronger-nis.cfg || fail "the README's scenario is not found"
printf 'time,AA,BB,CC\n2010,1,2,4\n2020,2,3,4\n' >my-panel.csv

awk '/^```/ { shell = $0 == "```sh" && !shell; next } shell' "$CGAP_SOURCE/README.md" |
    sed -n 's|^build/release/cgap ||p' | sed 's/ *#.*//' >commands
[ "$(wc -l <commands)" -ge 5 ] || fail "the README has fewer than five commands"
while read -r command; do
    case $command in
    *--subset* | *--until* | *--resume*) eval "run 0 $command --no-charts" 2>&1 ;;
    run* | compare*) eval "run 0 $command --replicates 3 --no-charts" 2>&1 ;;
    *) eval "run 0 $command" ;;
    esac
done < <(sed '/--subset\|--until\|--resume/!s/ --replicates [0-9]*//' commands)
[ -s my-comparison/comparison.csv ] || fail "the README's comparison left nothing"

# what it says of the figure is what the run behind the figure says: within a point of percent, since 200 replicates stand for its 1,000
run 0 run history --replicates 200 --no-charts --quiet --out told
python3 - "$CGAP_SOURCE/README.md" told/union.csv <<'PY' || fail "the README's numbers are not those of the run"
import csv, re, sys
text = " ".join(open(sys.argv[1], encoding="utf-8").read().split())
mean = {(r["measure"], float(r["time"])): float(r["mean"] or "nan") for r in csv.DictReader(open(sys.argv[2], encoding="utf-8"))}
said = {"formal_cv": r"their gap falls by (\d+) %", "practice_cv": r"the practice gap falls by (\d+) %", "administration_cv": r"that of administrations by (\d+) %",
        "enterprise_cv": r"of large enterprises by (\d+) %", "sme_cv": r"of small and medium enterprises by (\d+) %", "people_cv": r"of people by (\d+) %"}
first, last = min(t for _, t in mean), max(t for _, t in mean)
assert (first, last) == (2016.5, 2030.0)
for measure, words in said.items():
    fall = 100 * (1 - mean[measure, last] / mean[measure, first])
    for number in re.findall(words, text) or ["nan"]:
        assert abs(float(number) - fall) < 1, f"{measure} falls by {fall:.1f} %, the README says {number}"
assert re.findall(r"!\[History: from mid-2016 to 2030 the formal gap falls by (\d+) %, the practice gap by (\d+) %\]", text) == \
    [tuple(re.findall(said[m], text)[-1] for m in ("formal_cv", "practice_cv"))]
PY

# files the README links to or shows
grep -o '](\([^)#]*\))' "$CGAP_SOURCE/README.md" | sed 's/^](//; s/)$//' | grep -v '^http' | while read -r file; do
    case $file in
    plots/readme/*) [ ! -d "$CGAP_SOURCE/plots/readme" ] || [ -e "$CGAP_SOURCE/$file" ] || echo "$file" ;;
    *) [ -e "$CGAP_SOURCE/$file" ] || echo "$file" ;;
    esac
done >missing
[ -s missing ] && fail "the README names files that are not there: $(tr '\n' ' ' <missing)"
end_tests
