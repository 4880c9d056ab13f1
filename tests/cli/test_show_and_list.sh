#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What show and list print, as text, CSV and JSON.
. "$CGAP_SOURCE/tests/support/cli.sh"

for subject in scenarios parameters instruments measures charts members; do
    run 0 list "$subject"
    [ "$(wc -l <.stdout)" -gt 3 ] || fail "list $subject is empty"
    [ -s .stderr ] && fail "list $subject said something"
    rows=$(($(wc -l <.stdout) - 1))
    run 0 list "$subject" --format csv
    python3 -c 'import csv,sys; assert len(list(csv.DictReader(open(".stdout"))))==int(sys.argv[1])' "$rows" || fail "list $subject: rows of text and CSV"
    run 0 list "$subject" --format json
    python3 -c 'import json,sys; assert len(json.load(open(".stdout")))==int(sys.argv[1])' "$rows" || fail "list $subject: rows of JSON"
done
run 0 list scenarios
for scenario in "$CGAP_SOURCE"/scenarios/*.cfg; do
    prints "$(basename "$scenario" .cfg) "
done
run 0 list members --format csv
prints "EL,Greece" "UK,United Kingdom"
[ "$(wc -l <.stdout)" -eq 29 ] || fail "not 28 members"

printf 'format = 1;\nbase = "history.cfg";\nlevers = { platform = 0.7; };\n' >mine.cfg
run 0 show mine.cfg --set levers.research=0.5 --format csv
prints "levers.platform,0.7,mine.cfg:3" "levers.research,0.5,--set" ",default"
grep -q '^levers.law_enforcement,.*status-quo-2013.cfg:[0-9]' .stdout || fail "no origin in the base"
run 0 show mine.cfg
prints "levers.platform "
# weights of the analyst: any share of each part, all four together
printf 'format = 1;\nbase = "history.cfg";\nparameters = { fragmentation_weight = { levels = 1; law = 0; cooperation = 0; market = 0; }; };\n' >levels.cfg
run 0 show levels.cfg --format csv
prints "parameters.fragmentation_weight.levels,1,levels.cfg:3" "parameters.fragmentation_weight.market,0,levels.cfg:3"
run 0 show history --format csv
prints "parameters.fragmentation_weight.levels,0.25,default"
run 0 check levels.cfg
says "levels.cfg: no errors, 0 warnings"
run 2 check history --set parameters.fragmentation_weight.law=0.5
says "--set: parameters.fragmentation_weight: the 4 weights sum to 1.25 and must sum to 1; change all of them together"
run 0 check mine.cfg no-eu-action
says "mine.cfg: no errors" "no-eu-action: no errors"
end_tests
