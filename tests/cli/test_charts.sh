#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# cgap chart as a user types it: charts of real results, drawn with the run and again from its folder.
. "$CGAP_SOURCE/tests/support/cli.sh"
check() {
    python3 -B "$CGAP_SOURCE/tests/support/check_figures.py" "$@" >.found || fail "figures of $1: $(cat .found)"
}

# With a run: every chart of the catalogue that a run can have.
run 0 run history --replicates 30 --target formal_cv=60%,practice_cv=80% --quiet --out one
[ -s .stderr ] && fail "a quiet run said something"
wanted=$("$CGAP" list charts --format csv | awk -F, 'NR > 1 && $2 != "compare" { print $1 }')
# shellcheck disable=SC2086
check one $wanted
for chart in $wanted; do
    [ "$(head -c 4 "one/charts/$chart.png" | tail -c 3)" = PNG ] || fail "$chart.png is no PNG"
    [ -s "one/charts/data/$chart.dat" ] && [ -s "one/charts/data/$chart.gp" ] || fail "data of $chart are missing"
done

# A state that left in 2020 is drawn as a member until then, and not counted at the end.
grep -q '27 of 27 members' one/charts/members.svg || fail "the title of members counts a state that left"
[ "$(grep -c '<title>United Kingdom: –' one/charts/map.svg)" -eq 2 ] || fail "the maps of 2030 show a state that left"
[ "$(grep -c '<title>United Kingdom, 20[23][1-9]:' one/charts/heatmap.svg)" -eq 0 ] || fail "the heat map goes on after a state left"

# The network: what a disc tells under the pointer is in ties.csv, and the state that left is a ring at the end only.
python3 - one >.found <<'END' || fail "hints of the network: $(cat .found)"
import csv, html, re, sys
with open(sys.argv[1] + "/ties.csv", newline="", encoding="utf-8") as f:
    ties = list(csv.DictReader(f))
with open(sys.argv[1] + "/charts/network.svg", encoding="utf-8") as f:
    hints = [html.unescape(t) for t in re.findall(r"<rect [^>]*><title>([^<]*)</title>", f.read())]
assert len(hints) == 2 * 28, len(hints)
for time in (ties[0]["time"], ties[-1]["time"]):
    for code, name in (("DE", "Germany"), ("MT", "Malta"), ("UK", "United Kingdom")):
        inside = {r[c] for r in ties if r["time"] == time and r["both_members"] == "1" for c in ("member", "partner")}
        mine = [float(r["mean"]) for r in ties if r["time"] == time and code in (r["member"], r["partner"]) and
                (r["member"] if r["partner"] == code else r["partner"]) in inside]
        assert f"{name}: mean tie {sum(mine) / len(mine):.3f}" in hints, (name, sum(mine) / len(mine), hints[:5])
assert ("UK" in inside) == (ties[-1]["both_members"] == "1") == False, "who is in"
END

# Again, from the tables of the folder alone: same SVG, whatever else the folder holds.
cp -r one moved && rm -r moved/charts moved/scenario.cfg
run 0 chart moved
says "charts: moved/charts"
for chart in $wanted; do
    same "one/charts/$chart.svg" "moved/charts/$chart.svg"
done
run 0 chart one --only fan --format svg,pdf --size column --quiet
[ "$(head -c 4 one/charts/fan.pdf)" = %PDF ] || fail "fan.pdf is no PDF"
python3 -B "$CGAP_SOURCE/tests/support/check_pdf.py" one/charts/fan.svg one/charts/fan.pdf >.found || fail "fan.pdf: $(cat .found)"

# In a PDF text is as large as in the SVG: whatever the figure says stands on the page, inside its edges.
if command -v pdftotext >/dev/null; then
    for chart in fan network; do
        run 0 chart one --only "$chart" --format pdf --quiet
        pdftotext -bbox "one/charts/$chart.pdf" words.html || fail "$chart.pdf cannot be read"
        python3 - "one/charts/$chart.svg" words.html >.found <<'END' || fail "$chart.pdf: $(cat .found)"
import html, re, sys
svg, words = (open(name, encoding="utf-8").read() for name in sys.argv[1:])
right = float(re.search(r'<page width="([0-9.]+)"', words)[1])
found = [(float(x), html.unescape(w)) for x, w in re.findall(r'<word [^>]*xMax="([0-9.]+)"[^>]*>([^<]*)</word>', words)]
assert all(x < right - 4 for x, _ in found), [w for x, w in found if x >= right - 4]
told = {w for _, w in found}
for part in ("title", "desc"):
    lost = [w for w in html.unescape(re.search(f"<{part}>([^<]*)", svg)[1]).split() if w not in told]
    assert not lost, f"not on the page: {lost}"
END
    done
fi

# By hand, as sim/charts/README.md says.
gnuplot -d -c "$CGAP_SOURCE/plots/figure.gp" moved/charts/data/map.gp svg by-hand.svg "$CGAP_SOURCE/plots" || fail "figure.gp by hand"
[ -s by-hand.svg ] || fail "figure.gp drew nothing"
sed -i '/^n_panel/d' moved/charts/data/map.gp
gnuplot -d -c "$CGAP_SOURCE/plots/figure.gp" moved/charts/data/map.gp svg x.svg "$CGAP_SOURCE/plots" 2>.stderr && fail "a variable is missing and nobody said so"
says "does not set 'n_panel'"

# A comparison; charts of a run of each of its scenarios.
echo 'format = 1; base = "cooperation-first.cfg"; levers = { fund_meur = 300.0; industrial_policy = 0.5; };' >package.cfg
run 0 compare status-quo-2013 history package.cfg --replicates 6 --futures 3 --future-replicates 0 --decompose package.cfg --decompose-replicates 8 --quiet --out three
# shellcheck disable=SC2046
check three $("$CGAP" list charts --format csv | awk -F, 'NR > 1 && $2 != "run" { print $1 }')
# What the figures of regret and of a package tell under the pointer is what the tables say.
python3 - three >.found <<'END' || fail "hints of a comparison: $(cat .found)"
import csv, html, re, sys
folder = sys.argv[1]
def table(name):
    with open(f"{folder}/{name}.csv", newline="", encoding="utf-8") as f:
        return list(csv.DictReader(f))
def hints(name):
    with open(f"{folder}/charts/{name}.svg", encoding="utf-8") as f:
        return [html.unescape(t) for t in re.findall(r"<rect [^>]*><title>([^<]*)</title>", f.read())]
for row in table("regret"):
    if row["measure"] == "formal_cv":
        shown = "%.3f" % float(row["max_regret"]) if float(row["max_regret"]) else "0"
        wanted = f"{row['scenario']}, Largest regret, formal gap: {shown}"
        assert wanted in hints("regret"), (wanted, hints("regret")[:9])
for row in table("satisficing"):
    if row["threshold"] == "all":
        assert f"{row['scenario']}, Threshold met, % of sets, all of these: {100 * float(row['share']):.0f}" in hints("regret"), row
for scenario in ("status-quo-2013", "history", "package"):
    row = [r for r in table("exceedance") if (r["scenario"], r["measure"], r["probability"]) == (scenario, "loss_gdp_year", "0.5")][0]
    wanted = f"{scenario}, exceeded in 50\u00a0% of runs: {100 * float(row['loss']):.3f}\u00a0% of GDP a year"
    assert wanted in hints("exceedance"), (wanted, hints("exceedance")[:9])
ends = [r for r in table("ties") if r["time"] == table("ties")[-1]["time"]]
mean = {}
for scenario in ("status-quo-2013", "history"):
    own = [r for r in ends if r["scenario"] == scenario]
    members = {r[c] for r in own if r["both_members"] == "1" for c in ("member", "partner")}
    mine = [float(r["mean"]) for r in own if r["member"] == "EE" and r["partner"] in members or r["partner"] == "EE" and r["member"] in members]
    mean[scenario] = sum(mine) / len(mine)
shown = f"Estonia: mean tie {mean['history']:.3f}, {mean['history'] - mean['status-quo-2013']:+.3f} to the baseline"
assert shown in hints("network"), (shown, hints("network")[:40])
parts = [row for row in table("shapley") if row["kind"] == "part" and row["measure"] == "formal_cv"]
pairs = [row for row in table("shapley") if row["kind"] == "interaction" and row["measure"] == "formal_cv"]
assert parts and pairs, "no parts or pairs"
for row in parts:
    shown = f"formal gap: {float(row['value']):+.3f} (95".replace("-", "\u2212")
    assert abs(float(row["value"])) < .0095 or any(shown in h for h in hints("shapley")), row
for verdict in ("complements", "substitutes"):
    told = sum("formal gap: " + verdict in h for h in hints("shapley"))
    assert told == sum(row["verdict"] == verdict for row in pairs), (verdict, told, [row["verdict"] for row in pairs])
END

run 0 chart three --only attribution --format svg
says "3 charts: three/charts"
[ -s three/charts/attribution-package.svg ] || fail "no chart of one scenario of the comparison"

# In the other languages: the same charts, nothing clipped, nothing left in English, decimal commas.
for language in fr de; do
    for folder in one three; do
        mkdir -p "$language-$folder" && cp "$folder"/*.csv "$folder/manifest.json" "$language-$folder"
        run 0 chart "$language-$folder" --language "$language" --format svg --quiet
        # shellcheck disable=SC2046
        check "$language-$folder" $("$CGAP" list charts --format csv | awk -F, -v of="$folder" 'NR > 1 && $2 != (of == "one" ? "compare" : "run") { print $1 }')
        grep -lE 'simulated runs|Formal |Practice|[Mm]embers[ ;,]|Means? of|Source: cgap 0' "$language-$folder"/charts/*.svg && fail "$language: English words on a figure"
    done
done
grep -q 'trajectoires simulées' fr-one/charts/fan.svg || fail "fan.svg is not in French"
grep -q 'Gefälle' de-three/charts/differences.svg || fail "differences.svg is not in German"
grep -q '>0,8<' de-one/charts/fan.svg || fail "no decimal commas at an axis in German"
run 2 chart one --language it
says "--language 'it': en, fr or de is allowed"

# Losses of a year where there is one, else of the last step; never without a word of which.
grep -q 'In the twelve months before 2030, half of the simulated runs lose more than' one/charts/exceedance.svg || fail "exceedance.svg does not tell of a year"
[ "$(grep -cE '<text>(0[.][68]|1[.][025]|2[.][05])</text>' three/charts/exceedance.svg)" -ge 3 ] || fail "too few losses are named at the axis"
run 0 run history --set 'end="2017-01-01"' --replicates 30 --quiet --out short
run 0 chart short --only exceedance --format svg --quiet
grep -q 'Losses over the last step before 2017, at an annual rate' short/charts/exceedance.svg || fail "exceedance.svg of half a year does not tell of a step"
grep -q 'loss_gdp_realised' short/exceedance.csv || fail "no losses of the last step in exceedance.csv"
grep -q 'loss_gdp_year' short/exceedance.csv && fail "losses of a year in half a year"

# Letters that no font has are told where pictures would show boxes: not for an SVG.
printf 'format = 1; base = "history.cfg"; title = "\xe7\xbd\x91\xe7\xbb\x9c";\n' >named.cfg
mkdir fonts && printf '#!/bin/sh\nexit 0\n' >fonts/fc-list && chmod +x fonts/fc-list
PATH=$work/fonts:$PATH run 0 run named.cfg --replicates 0 --quiet --out named
says "warning: no installed font has '网络': PNG and PDF show boxes in their place; install fonts-noto-cjk"
PATH=$work/fonts:$PATH run 0 chart named --only fan --format svg
grep -q "no installed font" .stderr && fail "boxes are told of an SVG"
PATH=$work/fonts:$PATH run 0 chart named --only fan --format pdf
says "no installed font has '网络'"

# Tables may be edited by hand: a chart ends with the largest numbers there are, and without a layer.
cp -r one edited
awk -F, -v OFS=, 'NR == 1 { for (c = 1; c <= NF; c++) if ($c == "mean") mean = c }
    NR > 1 && NR < 4000 { $mean = NR % 2 ? "1e308" : "-1e308" } { print }' one/union.csv >edited/union.csv
grep -v practice one/attribution.csv >edited/attribution.csv
timeout -s KILL 120 "$CGAP" chart edited --format svg --quiet 2>.stderr || fail "charts of edited tables"
grep -q "runtime error" .stderr && fail "charts of edited tables"

# Deterministic and without --no-charts undone: what is asked for.
run 0 run history --replicates 0 --no-charts --quiet --out bare
[ -e bare/charts ] && fail "--no-charts drew charts"

# Names of folders that mean something to gnuplot or a shell.
for folder in '<echo' '|cat' '~' '-d' "it's \"\$HOME\" \`x\` 100%"; do
    cp -r bare "./$folder"
    run 0 chart --only fan --format svg --quiet -- "$folder"
    [ -s "./$folder/charts/fan.svg" ] || fail "no chart in a folder called $folder"
done

# Without gnuplot: a run keeps its tables and warns, chart fails and says what to install.
mkdir empty
PATH=$work/empty run 0 run history --replicates 0 --out without
says "warning: no charts: gnuplot is needed" "apt-get install gnuplot-nox"
[ -s without/union.csv ] || fail "the tables of a run without gnuplot are missing"
PATH=$work/empty run 1 chart without
says "apt-get install gnuplot-nox"

run 2 chart
says "an argument is missing; usage: cgap chart FOLDER"
run 2 chart nowhere
says "nowhere' is not a results folder"
run 2 chart one --only maps
says "did you mean 'map'"
run 2 chart one --only paths
says "the folder has one"
run 2 chart one --format gif
says "format 'gif' of charts is unknown; allowed are svg, png and pdf"
run 2 chart one --size poster
says "page or column"
end_tests
