#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Names as people give files: what check accepts, runs, compares, is drawn, reported and found again;
# what cannot be part of a file name is refused before anything is simulated.
. "$CGAP_SOURCE/tests/support/cli.sh"
short=(--set 'end="2017-07-01"' --replicates 4)

names=("sp ace" "nis2 (copy)" "Ünion" "a+b" "a&b" "it's, q=1" "<b>{bf}_x^2" 'd$x`id`;#' "100%s*?")
for name in "${names[@]}"; do
    printf 'format = 1;\nbase = "status-quo-2013.cfg";\n' >"$name.cfg"
done
run 0 check "${names[@]/%/.cfg}"
says "sp ace.cfg: no errors" "Ünion.cfg: no errors"
run 0 run "sp ace.cfg" "${short[@]}" --no-charts
date=$(date +%F)
[ -s "results/sp ace-$date/report.html" ] || fail "the default folder has not the name of the scenario"

run 0 compare "${names[@]/%/.cfg}" "${short[@]}" --baseline "a&b" --xlsx --format json --out "o & p"
run 0 chart "o & p" --only fan --format svg
run 0 report "o & p"
cat >check.py <<'PY'
import csv, html, json, re, sys, xml.dom.minidom
folder, names = sys.argv[1], sys.argv[2:]
rows = list(csv.DictReader(open(folder + "/union.csv", encoding="utf-8")))
assert {row["scenario"] for row in rows} == set(names), "union.csv has other names"
manifest = json.load(open(folder + "/manifest.json"))
assert [one["name"] for one in manifest["scenarios"]] == names, "manifest.json has other names"
json.load(open(folder + "/union.json"))
page = open(folder + "/report.html", encoding="utf-8").read()
assert "<b>{bf}" not in page, "a name went into the report as markup"
heads = [html.unescape(one) for one in re.findall(r"<h3[^>]*>(.*?)</h3>", page)]
for name in names:
    drawing = xml.dom.minidom.parse(f"{folder}/charts/fan-{name}.svg")
    assert any(one.endswith(": " + name) for one in heads), f"the report does not know fan-{name}.svg"
words = []
for label in xml.dom.minidom.parse(folder + "/charts/paths.svg").getElementsByTagName("text"):
    words.append("".join(part.data for at in label.childNodes for part in (at.childNodes or [at]) if part.nodeType == 3).strip())
for name in names:
    assert name in words, f"paths.svg has no label {name}: {words}"
at = page.index("cgap compare \\\n") + len("cgap compare")
print(html.unescape(page[at:page.index("--out ../again", at)]))
PY
python3 check.py "o & p" "${names[@]}" >command.txt || fail "a name is not the same everywhere"
# what the report tells to type gives the same tables
(cd "o & p" && eval '"$CGAP" compare' "$(cat ../command.txt)" --no-charts --quiet --out ../again) ||
    fail "the command of the report does not run"
same "o & p/comparison.csv" again/comparison.csv

# A title may hold whatever ends a part of an XML file.
run 0 run status-quo-2013 "${short[@]}" --set 'title="a ]]> b ]]]]>> </text> & <c>"' --no-charts --quiet --out ended
run 0 chart ended --format svg --quiet
cat >check.py <<'PY'
import glob, sys, xml.dom.minidom
drawn = glob.glob("ended/charts/*.svg")
assert drawn, "nothing was drawn"
seen = set()
for name in drawn:
    page = xml.dom.minidom.parse(name)
    for label in page.getElementsByTagName("text") + page.getElementsByTagName("desc"):
        seen.add("".join(part.data for part in label.childNodes if part.nodeType == 3))
assert any("a ]]> b ]]]]>> </text> & <c>" in one for one in seen), seen
PY
python3 check.py >.found 2>&1 || fail "a title with ]]>: $(tail -1 .found)"

# parts of a run whose names have blanks are joined
for part in 0:2 2:4; do
    run 0 compare "sp ace.cfg" "a+b.cfg" "${short[@]}" --no-charts --subset "$part" --out "part $part"
done
run 0 merge "part 0:2" "part 2:4" --no-charts --out joined
run 0 compare "sp ace.cfg" "a+b.cfg" "${short[@]}" --no-charts --out whole
same whole/union.csv joined/union.csv

for name in "-dash" " blank" "blank " 'a"b' 'a\b' $'a\tb' $'a\nb' $'latin\xfc'; do
    cp "sp ace.cfg" "./$name.cfg"
    run 2 check "./$name.cfg"
    says "name: " "cannot be part of file names"
done
run 2 check "sp ace.cfg" --set "name=.hidden"
says "cannot be part of file names"
run 2 check "sp ace.cfg" --set "name=up/and/away"
says "cannot be part of file names"
end_tests
