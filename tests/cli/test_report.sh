#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# report.html of a run and of a comparison: what it says, that it is safe, self-contained, readable and stable.
. "$CGAP_SOURCE/tests/support/cli.sh"
support=$CGAP_SOURCE/tests/support
short=(--set 'end="2020-07-01"' --replicates 24 --quiet)

cat >hostile.cfg <<'CFG'
format = 1;
base = "minimum-harmonisation.cfg";
title = "</title></style><script>window.hurt = 1</script> \"quoted\" 'single' & 100 % %s %n <img src=x onerror=window.hurt=1> Ünïcödé 网络 \\ back ]]> --> and so on until it is two hundred characters long, which no table of a report should ever mind";
about = "<b onclick='window.hurt=1'>about</b> &amp; {{x}} ${y} `z`";
CFG
run 0 run history "${short[@]}" --out one
run 0 compare status-quo-2013 history hostile.cfg no-eu-action "${short[@]}" --out several
run 0 compare status-quo-2013 cooperation-first --set 'end="2018-07-01"' --replicates 0 --no-charts --quiet --out bare
for folder in one several bare; do
    python3 "$support/check_report.py" "$folder" || fail "$folder/report.html"
done

# published figures stand behind the figures that show them as points
grep -q '<th scope="row">formal gap, standard deviation / mean</th><td>2018</td><td class="number" data-sort="[0-9.]*"><b>0[.]155</b></td><td>ITU GCI' one/report.html ||
    fail "no published gap of 2018 behind the fan"
grep -q '<th scope="row">NIS, members</th><td>July 2018</td><td class="number" data-sort="11"><b>11</b>' one/report.html ||
    fail "no count of July 2018 behind the figure of transposition"

# every chart of the catalogue, each with its table, in every language
echo 'format = 1; base = "cooperation-first.cfg"; levers = { fund_meur = 300.0; industrial_policy = 0.5; };' >package.cfg
run 0 run history "${short[@]}" --target formal_cv=90% --out every-run
run 0 compare status-quo-2013 history package.cfg "${short[@]}" --futures 3 --future-replicates 0 --target formal_cv=90% \
    --decompose package.cfg --decompose-replicates 8 --out every-compare
for needs in run compare; do
    charts=$("$CGAP" list charts --format csv | awk -F, -v needs="$needs" 'NR > 1 && ($2 == needs || $2 == "both") { print $1 }')
    for language in en fr de; do
        run 0 report "every-$needs" --language "$language" --quiet
        CHARTS_EXPECTED=$charts python3 "$support/check_report.py" "every-$needs" "$language" || fail "every-$needs in $language"
    done
done

# what a reader meets first
grep -q 'Under <strong>History</strong>, from mid-2016 to mid-2020, the formal gap between Member States falls by <strong>' one/report.html ||
    fail "the opening of a run"
grep -q 'No EU action</strong> (<code>no-eu-action</code>) widens the formal gap by <strong>' several/report.html || fail "the opening of a comparison"
grep -q 'Averaged over mid-2016 to mid-2020, <strong>.*Union.*s spending.*national compliance costs.*the expected loss by <strong>[0-9,]*</strong>.M EUR per year (95' several/report.html ||
    fail "the opening does not say what the best costs"
# figures go by short names: the key has each of them, in the colours of the figures, and tables say both
python3 - several "$CGAP_SOURCE/plots/style.gp" <<'PY' || fail "the key of the strategies"
import re, sys
text, style = open(sys.argv[1] + "/report.html", encoding="utf-8").read(), open(sys.argv[2], encoding="utf-8").read()
key = text.split('id="key"')[1].split("</section>")[0]
grey = re.search(r'^baseline_colour *= *"(#\w+)"', style, re.M)[1]
colour = re.findall(r"#\w{6}", style.split("array scenario_colour")[1].split("]", 2)[1])
found = dict((name, look) for look, name in re.findall(r'style="background:(#\w+)"></span> <code>([^<]+)</code>', key))
assert found == {"status-quo-2013": grey, **dict(zip(sorted(["history", "hostile", "no-eu-action"]), colour))}, (found, colour)
for section in ("table", "further", "figures"):
    assert "No EU action (no-eu-action)" in text.split(f'id="{section}"')[1].split("</section>")[0], section
PY
grep -q '<a href="#further">' several/report.html || fail "no way to ranks, times and prices"
# what is the same for all is said once, and heads say what a number is of
[ "$(grep -c 'The same for all strategies, and left out: exposure of rights' several/report.html)" -ge 2 ] || fail "columns in which the strategies do not differ"
grep -q '>exposure of rights</span>' several/report.html && fail "exposure of rights has a column of zeros"
for words in 'in mid-2020' 'mean mid-2016 to mid-2020'; do
    [ "$(grep -o "<small>[^<]*$words</small>" several/report.html | wc -l)" -ge 4 ] || fail "heads do not say that a number is $words"
done
run 0 report every-compare --quiet
grep -q 'intervals over n.=.8 simulated runs' every-compare/report.html || fail "the package taken apart does not say of how many runs"
grep -q '<span>the whole package</span></th>' every-compare/report.html || fail "parts of a package have a date, beside measures that are means"
grep -q '<details class="full"><summary>What two parts add' every-compare/report.html || fail "pairs of parts are not folded"
grep -q 'losses peak where the scenario has waves of incidents: 2017-05-12, 2017-06-27[.]' one/report.html || fail "peaks of losses are not explained"
run 0 run history --set 'end="2017-06-01"' --replicates 0 --no-charts --quiet --out early
grep -q 'waves of incidents: 2017-05-12[.]' early/report.html || fail "a wave of incidents after the end is told"
grep -q '<td>0[.]00008</td>' one/report.html || fail "a compliance cost with an exponent"
# the best by estimate is not the best for sure, and a gap may be judged by what is against its nature
run 0 compare status-quo-2013 cooperation-first minimum-harmonisation --replicates 8 --no-charts --quiet --out few
grep -q '^formal_cv,end,cooperation-first,.*,yes,8$' few/ranking.csv || fail "eight runs tell the two apart"
grep -q 'by estimate more than any other alternative (not clearly more than Cooperation first)' few/report.html || fail "an order that eight runs do not tell"
run 0 compare status-quo-2013 cooperation-first minimum-harmonisation --criteria formal_cv:more,practice_cv:more --futures 3 \
    --future-replicates 0 --replicates 8 --no-charts --quiet --out wider
grep -q 'has a narrower formal gap than\|the narrowest in' wider/report.html && fail "widest gaps are told as the narrowest"
# a partner of one's own stands in the report, those of the baseline once
cat >partner.cfg <<'CFG'
format = 1;
base = "status-quo-2013.cfg";
partners = ( { name = "eu_us"; intelligence = 0.5; }, { name = "club"; intelligence = 0.1; members = [ "DE", "FR" ]; } );
levers = { engagement = { club = 0.5; }; };
CFG
run 0 compare status-quo-2013 no-eu-action partner.cfg --replicates 0 --no-charts --quiet --out partners
[ "$(grep -c '<caption>Partners and forums' partners/report.html)" = 2 ] || fail "partners of the baseline and of one other scenario"
grep -q '<th scope="row">club</th><td>0[.]1</td><td>0</td><td>0</td><td>DE, FR</td>' partners/report.html || fail "a partner of one's own is not in the report"
grep -q 's spending by <strong>0<' several/report.html && fail "a change by nothing"
grep -q 'Under <strong>Status quo</strong> itself the formal gap goes from 0[.]' several/report.html || fail "the opening does not say what the differences are held against"
grep -q 'Membership differs between these scenarios' several/report.html || fail "no warning that a member leaves in one scenario only"
grep -q 'Membership differs' bare/report.html && fail "a warning of membership without a cause"
# A state that leaves after the end of a run, by years or by the rounding to a step, is no change of membership.
for end in 2017-01-01 2020-02-01; do
    run 0 compare history nis2 --set "end=\"$end\"" --replicates 0 --no-charts --out "until-$end"
    grep -q 'other members' .stderr && fail "a warning of membership in a comparison until $end"
    grep -q 'Membership differs\|a member leaves' "until-$end/report.html" && fail "a report until $end says that a member leaves"
done
run 0 compare history nis2 --set 'end="2020-03-01"' --replicates 0 --no-charts --out until-march
says "have other members"
[ "$(grep -c 'Membership differs\|a member leaves or joins' until-march/report.html)" -ge 2 ] || fail "no warning of a member that left a month before the end"
grep -q 'there are no intervals' bare/report.html || fail "a deterministic comparison does not say so"
grep -q 'Field work of the GCI edition' one/report.html || fail "no source of a scenario"

# same folder, same bytes, whatever the clock; a file of the user's choice
cp several/report.html first.html
run 0 report several --quiet
same several/report.html first.html
run 0 report several/ --out elsewhere.html
says "report: elsewhere.html"
same elsewhere.html first.html
# ... which may be an earlier report, also behind a link, and nothing else
ln -s elsewhere.html link.html
echo "an earlier page" >>elsewhere.html
run 0 report several --out link.html
same elsewhere.html first.html
[ -L link.html ] || fail "a link gave way to the report"
cp several/union.csv kept.csv
run 2 report several --out several/union.csv
says "several/union.csv: exists and is no report of cgap; name another file"
same several/union.csv kept.csv
mkfifo pipe
run 2 report several --out pipe
[ -p pipe ] || fail "what is no file gave way to the report"
run 2 report several --out one
says "one: exists and is no report of cgap"

# a table of long lines, of which few are quoted: in another order of its dates it says the same, and any broken line is named
for table in union comparison; do
    mv "several/$table.csv" whole.csv
    { head -n 1 whole.csv; grep ',2020.5,' whole.csv; tail -n +2 whole.csv | grep -v ',2020.5,'; } >"several/$table.csv"
    run 0 report several --quiet
    same several/report.html first.html
    sed '1500s/$/,1/' whole.csv >"several/$table.csv"
    run 2 report several
    says "several/$table.csv:1500: has " " fields, the header has "
    mv whole.csv "several/$table.csv"
done

# in French and German, nothing of the page left in English; tables are the same whatever the language
for language in fr de; do
    run 0 compare status-quo-2013 history no-eu-action "${short[@]}" --no-charts --language "$language" --out "$language"
    python3 "$support/check_report.py" "$language" "$language" || fail "report in $language"
    same several/map.csv "$language/map.csv"
    # what scenarios and parameters say of themselves is as their files have it
    sed -n '/<header>/,/id="scenarios"/p' "$language/report.html" | sed 's/<code>[^<]*<.code>//g; s/<[^>]*>//g' >plain.txt
    grep -nE 'formal gap|Member States|[Ss]trateg(y|ies) |baseline|simulated runs|sets? of assumptions|interval of|not distinguishable|difference to' plain.txt && fail "$language: English words in the report"
done
grep -q "Aucune action de l.*UE</strong> (<code>no-eu-action</code>) creuse l.*cart formel de <strong>0,0" fr/report.html || fail "the opening in French"
grep -q 'Kein Handeln der EU</strong> (<code>no-eu-action</code>) vergrößert das formale Gefälle um <strong>0,0' de/report.html || fail "the opening in German"
run 0 compare status-quo-2013 history no-eu-action "${short[@]}" --no-charts --out plain
for table in union comparison members ranking who; do
    same "plain/$table.csv" "de/$table.csv"
done

# the command that gives the same tables again has what was asked beside the comparison
cp -r plain asked
python3 - asked/manifest.json <<'PY'
import json, sys
manifest = json.load(open(sys.argv[1]))
manifest["questions"] = {"criteria": "formal_cv:less:end", "target": "formal_cv=60%", "threshold": None, "futures": "it's & 'mine'.csv",
                         "futures_replicates": 8, "decompose": None, "decompose_replicates": 64}
json.dump(manifest, open(sys.argv[1], "w"))
PY
run 0 report asked --quiet
sed -n '/<pre/,/<.pre>/p' asked/report.html | sed 's/<[^>]*>//g' >command
for part in '--criteria formal_cv:less:end' '--target formal_cv=60%' '--future-replicates 8' '--seed 1' '--baseline status-quo-2013'; do
    grep -qF -- "$part" command || fail "the command of the report lacks $part"
done
grep -q -- '--threshold\|decompose' command && fail "the command of the report asks for what was not asked"
python3 - command <<'PY' || fail "the command of the report is no command of a shell"
import html, shlex, sys
words = shlex.split(html.unescape(open(sys.argv[1]).read()).replace("\\\n", " "))
sys.exit(words[words.index("--futures") + 1] != "it's & 'mine'.csv")
PY
# ... and typed in the results folder it runs, and gives them
repeat() {
    python3 - "$1/report.html" >repeat.sh <<'PY'
import html, re, sys
text = re.search(r"<pre[^>]*>(.*?)</pre>", open(sys.argv[1], encoding="utf-8").read(), re.S).group(1)
print(html.unescape(re.sub("<[^>]*>", "", text)).replace("cgap ", '"$CGAP" ', 1).replace("../again", "../again --no-charts --quiet"))
PY
    (cd "$1" && bash ../repeat.sh) >.stdout 2>.stderr || fail "the command of $1/report.html fails: $(cat repeat.sh)"
    for table in "$1"/*.csv; do
        same "$table" "again/${table##*/}"
    done
    rm -rf again
}
raw=(--set 'end="2018-07-01"' --replicates 8 --no-charts --quiet --raw)
run 0 run history "${raw[@]}" --criteria formal_mean --out raw-run
repeat raw-run
printf 'future,levers.threat_growth\n"calm, ""so to say""",0.03\nstorm,0.1800000000000000001\n' >'my fut.csv'
run 0 compare status-quo-2013 no-eu-action "${raw[@]}" --futures 'my fut.csv' --future-replicates 0 --out raw-compare
mv 'my fut.csv' elsewhere.csv
repeat raw-compare
# the package is found by its name in the folder, whatever its file was called
run 0 compare status-quo-2013 package.cfg "${raw[@]}" --decompose ./package.cfg --decompose-replicates 8 --out taken-apart
repeat taken-apart
grep -q '"futures": "my fut.csv"' raw-compare/manifest.json || fail "manifest.json does not say which file was given"

# drawings of others harm nobody
mkdir -p one/charts
cat >one/charts/own.svg <<'SVG'
<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300" onload="window.hurt=1">
<title>A drawing of one's own that somebody put there</title><desc>With things in it no report wants.</desc>
<script>window.hurt = 1</script><style>@import "http://example.org/x.css";</style>
<a href="javascript:window.hurt=1"><text x="9" y="20" onclick="window.hurt=1">in a link &lt;script&gt;</text></a>
<image href="http://example.org/x.png" width="9" height="9"/><use href="http://example.org/x.svg#a"/>
<rect id="same" width="400" height="300" fill="url(http://example.org/x)" style="fill:url(http://example.org/y)"/>
<g fill-opacity="0"><rect x="150" y="100" width="40" height="40"><title>A place: 0.5 &lt;i onclick=x&gt;</title></rect></g>
<foreignObject><iframe src="http://example.org"></iframe></foreignObject></svg>
SVG
run 0 report one --quiet
python3 "$support/check_report.py" one || fail "a drawing with a script in it"
grep -q '<th scope="row">A place: 0.5 &lt;i onclick=x&gt;</th>' one/report.html || fail "values of a drawing nobody knows are not in a table"
grep -q 'example.org\|window.hurt' one/report.html && fail "a script or an address of a drawing is in the report"

# opened in a browser, if there is one
PYTHONPATH=$support python3 "$support/open_report.py" "$work/one/report.html" "$work/several/report.html" "$work/bare/report.html" ||
    fail "the report in a browser"

# refusals say where and what to do
echo '<svg viewBox="0 0 1 1"><g></svg>' >one/charts/own.svg
run 2 report one
says "one/charts/own.svg: is no well-formed SVG" "cgap chart"
mkdir empty
run 2 report empty
says "empty/manifest.json: cannot be read" "cgap run or cgap compare wrote"
run 2 report several --out -
says "name one"
rm one/charts/own.svg
sed -i 's/^scenario,time,measure/scenario,when,measure/' one/union.csv
run 2 report one
says "one/union.csv:1: has no column 'time'"
printf '@include "/etc/passwd"\n' >bare/scenarios/cooperation-first.cfg
run 2 report bare
says "has @include"
find . -name '*.part' | grep -q . && fail "a part of a report was left"
end_tests
