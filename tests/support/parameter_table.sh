#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Writes sim/model/PARAMETERS.md to standard output from the program's own table:
#     CGAP=build/dev/cgap tests/support/parameter_table.sh > sim/model/PARAMETERS.md
set -eu -o pipefail

cat <<'HEAD'
<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
<!-- Written by tests/support/parameter_table.sh from `cgap list parameters`. Do not edit. -->
# Parameters

Every key of a scenario file, for `--set` too. *Range* is the plausible range of sensitivity analysis with its distribution; *valid* is what the program
accepts. Symbols are those of the [model note](MODEL.md). `*` stands for a name: of an instrument, a partner or an event.
HEAD

"$CGAP" list parameters --format csv | awk '
# Splits an RFC 4180 record without line breaks inside fields into field[1..n].
function split_csv(line, field,    n, at, c, text, quoted) {
    n = 0; text = ""; quoted = 0
    for (at = 1; at <= length(line); at++) {
        c = substr(line, at, 1)
        if (quoted && c == "\"" && substr(line, at + 1, 1) == "\"") { text = text c; at++ }
        else if (c == "\"") quoted = !quoted
        else if (c == "," && !quoted) { field[++n] = text; text = "" }
        else text = text c
    }
    field[++n] = text
    return n
}
function cell(name) { return row[column[name]] }
function pair(low, high) { return low == "" && high == "" ? "" : low " to " high }
function heading(key) {
    if (key ~ /^levers\./) return "Levers"
    if (key ~ /^partners\./) return "Partners"
    if (key ~ /^instruments\./) return "Instruments"
    if (key ~ /^coalition\./) return "Coalition"
    if (key ~ /^events\./) return "Events"
    if (key ~ /^parameters\./) return "Model parameters"
    return "The file and the run"
}
{ sub(/\r$/, ""); n = split_csv($0, row); for (k = 1; k <= n; k++) gsub(/\|/, "\\|", row[k]) }
NR == 1 { for (k = 1; k <= n; k++) column[row[k]] = k; width = n; next }
n != width { print "record " NR " has " n " fields, not " width > "/dev/stderr"; exit 1 }
heading(cell("key")) != last {
    last = heading(cell("key"))
    print "\n## " last "\n"
    print "| Key | Symbol | Meaning | Default | Unit | Range | Valid | Kind | Source |"
    print "|---|---|---|---|---|---|---|---|---|"
}
{
    range = pair(cell("low"), cell("high"))
    if (cell("distribution") != "") range = range (range == "" ? "" : ", ") cell("distribution")
    printf "| `%s` | %s | %s | %s | %s | %s | %s | %s | %s |\n", cell("key"), cell("symbol"), cell("name"), cell("default"), cell("unit"), range,
        pair(cell("min"), cell("max")), cell("kind"), cell("source")
}'
