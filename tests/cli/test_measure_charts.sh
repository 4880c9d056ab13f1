#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# cgap measure --charts: which figures there are, that they are legible, that the folder appears whole
# or not at all, and what is said where a panel or the machine cannot give them.
. "$CGAP_SOURCE/tests/support/cli.sh"
# figures FOLDER NAME...: FOLDER/charts holds exactly these, each as a figure must be, both as SVG and PNG
figures() {
    python3 -B "$CGAP_SOURCE/tests/support/check_figures.py" "$@" >.found || fail "figures of $1: $(cat .found)"
    for name in "${@:2}"; do
        [ "$(head -c 4 "$1/charts/$name.png" | tail -c 3)" = PNG ] || fail "$name.png is no PNG"
    done
}
# wide UNITS DATES [SCALE [MARK]]: a made-up panel; MARK ends every name
wide() {
    python3 - "$@" <<'PY'
import sys
units, dates = int(sys.argv[1]), int(sys.argv[2])
scale = float(sys.argv[3]) if len(sys.argv) > 3 else 1
mark = sys.argv[4] if len(sys.argv) > 4 else ""
print("time," + ",".join('"%s%d"' % ((mark or "U").replace('"', '""'), i) for i in range(units)))
for t in range(dates):
    print("%d," % (2010 + t) + ",".join("%.6g" % (scale * (1 + .1 * t + .8 ** t * (i * 37 % 101) / 101)) for i in range(units)))
PY
}
# gnuplot with its messages kept: there must be none
mkdir -p loud
printf '#!/bin/sh\nexec %s "$@" 2>>%s/loud/said\n' "$(command -v gnuplot)" "$work" >loud/gnuplot
chmod +x loud/gnuplot
export PATH=$work/loud:$PATH

# The shipped figures of the 27 members.
python3 - "$CGAP_SOURCE/scenarios/data/gci.csv" >gci.csv <<'PY'
import csv, sys
rows = [r for r in csv.DictReader(open(sys.argv[1])) if r["code"] != "UK"]
print("time," + ",".join(r["code"] for r in rows))
for t, c in (("2014", "2014"), ("2016.5", "2017"), ("2018", "2018"), ("2020.5", "2020")):
    print(t + "," + ",".join(r["overall_" + c] for r in rows))
PY
run 0 measure gci.csv
cp .stdout plain.csv
run 0 measure gci.csv --charts gci/charts
says "4 figures: gci/charts"
same .stdout plain.csv
same gci/charts/data/measure.csv plain.csv
figures gci sigma beta lorenz departures
grep -q "spread among 27 units falls by 47" gci/charts/sigma.svg || fail "the title of sigma is not what the numbers say"
grep -q "regression to the mean" gci/charts/beta.svg || fail "beta comes without its caution"
grep -q ">EE<" gci/charts/beta.svg || fail "beta does not name its members"
for table in spread units growth span lorenz; do
    [ -s "gci/charts/data/$table.csv" ] || fail "data/$table.csv is missing"
done

# In the other languages nothing is clipped and nothing left in English.
for language in fr de; do
    run 0 measure gci.csv --charts "$language/charts" --language "$language"
    figures "$language" sigma beta lorenz departures
    same "$language/charts/data/measure.csv" plain.csv
    grep -lE 'units [a-z]|units: |[Tt]he spread|start lower|behind the best|departure from|more between' "$language"/charts/*.svg && fail "$language: English words on a figure"
done
grep -q "Streuung unter 27 Einheiten sinkt um 47" de/charts/sigma.svg || fail "sigma is not in German"
grep -q "régression vers la moyenne" fr/charts/beta.svg || fail "beta is not in French"
run 2 measure gci.csv --charts it/charts --language it
says "en, fr or de is allowed"

# A folder that is there stays, unless --force and it is one of ours.
run 2 measure gci.csv --charts gci/charts
says "gci/charts: exists; name another folder, or replace it with --force"
[ -s .stdout ] && fail "a refused folder was measured all the same"
cp gci/charts/beta.svg first.svg
echo old >gci/charts/old
run 0 measure gci.csv --charts gci/charts --force
[ -e gci/charts/old ] && fail "--force left the old folder"
same gci/charts/beta.svg first.svg
mkdir home && echo mine >home/letter
run 2 measure gci.csv --charts home --force
says "home: exists and is no folder of figures that cgap measure --charts drew"
[ -s home/letter ] || fail "--force took a folder that is not ours"
run 2 measure gci.csv --force
says "needs --charts DIR"

# Many units, large numbers, clubs, intervals: only the outer ones are listed and that is said.
wide 152 12 1e7 >many.csv
run 0 measure many.csv --clubs --bootstrap 100 --charts many/charts
says "5 figures: many/charts"
figures many sigma beta lorenz departures clubs
grep -q "120 more between" many/charts/lorenz.svg || fail "the bars do not say what is left out"
grep -q "102 more between" many/charts/departures.svg || fail "the tiles do not say what is left out"
grep -q "of 152 units, the outer ones first" many/charts/beta.svg || fail "beta does not say how many it names"
[ "$(grep -c '>U[0-9]*<' many/charts/beta.svg)" -eq 20 ] || fail "beta does not name the 20 outer units"

# Names that mean something to gnuplot, XML, printf or a shell, and long ones.
hostile='<b>&amp; it'"'"'s "$HOME" `x` %s %d \n {/Symbol a} é 中文 a name that is much too long for its place '
wide 9 7 1 "$hostile" >hostile.csv
run 0 measure hostile.csv --clubs --charts hostile/charts
figures hostile sigma beta lorenz departures clubs

# Letters for which fontconfig knows no font are told with a package that has one; others are not.
mkdir fonts
fonts() { # KNOWN: what fc-list finds
    printf '#!/bin/sh\necho "$1" >>"%s/asked"\n%s\n' "$work" "$1" >fonts/fc-list && chmod +x fonts/fc-list && rm -f asked
}
printf 'time,中文,日本,Österreich,Ελλάδα,България\n2010,1,2,4,3,5\n2020,2,3,4,5,4\n' >letters.csv
fonts 'true'
PATH=$work/fonts:$PATH run 0 measure letters.csv --charts letters/charts
says "no installed font has '中文日本'" "install fonts-noto-cjk (apt-get install fonts-noto-cjk)"
[ "$(head -n 1 asked)" = ":charset=4e2d 6587 65e5 672c" ] || fail "fc-list was asked $(head -n 1 asked)"
fonts 'case "$1" in *6587*) ;; *) echo Font ;; esac'
PATH=$work/fonts:$PATH run 0 measure letters.csv --charts letters/again
says "no installed font has '文':"
fonts 'echo Font'
PATH=$work/fonts:$PATH run 0 measure letters.csv --charts letters/known
grep -q "no installed font" .stderr && fail "letters that a font has are said to be missing"
printf 'time,Österreich,Ελλάδα,България\n2010,1,2,4\n2020,2,3,4\n' >europe.csv
fonts 'true'
PATH=$work/fonts:$PATH run 0 measure europe.csv --charts europe/charts
[ -e asked ] && fail "fontconfig was asked about the letters of Europe"

# One date, negative values, equal units, missing cells, lower is better, logarithms.
wide 5 1 >one.csv
run 0 measure one.csv --charts one/charts
says "no figure 'sigma': one date has no course" "no figure 'beta': one date has no growth" "2 figures"
figures one lorenz departures
printf 'time,A,B,C\n2010,-1,2,4\n2020,-2,3,4\n' >negative.csv
run 0 measure negative.csv --charts negative/charts
says "no figure 'beta': growth takes logarithms and a value at the first or last date is not above 0"
figures negative sigma lorenz departures
grep -q "No Lorenz curves" negative/charts/lorenz.svg || fail "the missing Lorenz curves are not explained"
printf 'time,A,B\n2010,3,3\n2020,3,3\n' >equal.csv
run 0 measure equal.csv --charts equal/charts
says "no figure 'beta': beta needs two units that start apart" "no figure 'departures': all units are equal"
figures equal sigma lorenz
printf 'time,A,B,C\n2010,1,2,4\n2015,1,,4\n2020.25,2,3,5\n' >gaps.csv
run 0 measure gaps.csv --missing drop --lower-is-better --transform log --charts gaps/charts
figures gaps sigma beta lorenz departures
grep -q "left out for missing values: 1; natural logarithms; the lower the better" gaps/charts/sigma.svg ||
    fail "the subtitle does not say what was done to the panel"
wide 3 250 >long.csv
run 0 measure long.csv --charts long/charts
says "no figure 'departures': 250 dates are more than tiles can show"
printf 'time,A,B,C\n2020,1e-7,2e-7,4e-7\n2020.25,2e-7,3e-7,4e-7\n2020.5,3e-7,4e-7,4.5e-7\n' >small.csv
run 0 measure small.csv --charts small/charts
figures small sigma beta lorenz departures
printf 'time,A\n2010,1\n2020,2\n' >alone.csv
run 0 measure alone.csv --charts alone/charts
says "no figure 'lorenz': one unit has nobody to lie behind" "1 figure: alone/charts"
[ -s loud/said ] && fail "gnuplot complained: $(head -3 loud/said)"

# Without gnuplot: the table, a sentence, no folder.
mkdir empty
PATH=$work/empty run 1 measure gci.csv --charts none
same .stdout plain.csv
says "apt-get install gnuplot-nox"
printf '#!/bin/sh\n[ "$1" = --version ] && echo gnuplot 5.4 && exit\necho broken >&2\nexit 3\n' >empty/gnuplot
chmod +x empty/gnuplot
PATH=$work/empty:/usr/bin:/bin run 1 measure gci.csv --charts none
says "gnuplot failed (exit 3)" "broken"
# shellcheck disable=SC2012
[ -z "$(ls -d none* .none* 2>/dev/null)" ] || fail "a failed figure left a folder"

# A signal while figures are drawn: a sentence, 130, nothing left.
printf '#!/bin/sh\n[ "$1" = --version ] && echo gnuplot 5.4 && exit\ntouch drawing\nuntil [ -e drawn ]; do sleep 0.05; done\nexit 3\n' >empty/gnuplot
PATH=$work/empty:/usr/bin:/bin "$CGAP" measure gci.csv --charts none >.stdout 2>.stderr &
pid=$!
for _ in $(seq 400); do
    [ -e drawing ] && break
    sleep 0.05
done
kill -s TERM "$pid"
touch drawn
wait "$pid"
[ $? -eq 130 ] || fail "SIGTERM while figures are drawn does not end with 130"
says "interrupted; nothing unfinished is left behind"
# shellcheck disable=SC2012
[ -z "$(ls -d none* .none* 2>/dev/null)" ] || fail "a signal left a folder"
end_tests
