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

# files the README links to or shows
grep -o '](\([^)#]*\))' "$CGAP_SOURCE/README.md" | sed 's/^](//; s/)$//' | grep -v '^http' | while read -r file; do
    case $file in
    plots/readme/*) [ ! -d "$CGAP_SOURCE/plots/readme" ] || [ -e "$CGAP_SOURCE/$file" ] || echo "$file" ;;
    *) [ -e "$CGAP_SOURCE/$file" ] || echo "$file" ;;
    esac
done >missing
[ -s missing ] && fail "the README names files that are not there: $(tr '\n' ' ' <missing)"
end_tests
