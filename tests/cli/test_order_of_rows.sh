#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The order of rows in the data folder and of items in a scenario's lists changes no byte
# (sim/model/MODEL.md section 6, items 0 and 13).
. "$CGAP_SOURCE/tests/support/cli.sh"
short=(--set 'end="2018-07-01"' --replicates 20 --no-charts --quiet)

mkdir turned
for table in "$CGAP_SOURCE"/scenarios/data/*.csv; do
    { head -n 1 "$table"; tail -n +2 "$table" | tac; } >"turned/$(basename "$table")"
done
cmp -s "$CGAP_SOURCE/scenarios/data/gci.csv" turned/gci.csv && fail "the rows were not turned"
printf 'format = 1;\nname = "one";\nbase = "history.cfg";\n' >plain.cfg
printf 'format = 1;\nname = "one";\nbase = "history.cfg";\ndata = "turned";\n' >turned.cfg
run 0 run plain.cfg "${short[@]}" --out plain
run 0 run turned.cfg "${short[@]}" --out turned-rows
for table in union members attribution ties; do same "plain/$table.csv" "turned-rows/$table.csv"; done

# Two acts, two events and two partners, once in each order.
act='{ name = "%s"; type = "directive"; adopted = "2016-07-06"; applies = "2017-05-09"; standard = 0.%s; }'
event='{ name = "%s"; type = "systemic"; date = "2017-0%s-12"; size = 0.1; }'
partner='{ name = "%s"; intelligence = 0.0; norms = 0.0; law = 0.0; members = [ "%s" ]; }'
list() { # NAME FORMAT, then pairs of arguments in both orders
    local one other
    # shellcheck disable=SC2059
    printf -v one "$2" "$3" "$4"
    # shellcheck disable=SC2059
    printf -v other "$2" "$5" "$6"
    printf '%s = ( %s, %s );\n' "$1" "$one" "$other" >>first.cfg
    printf '%s = ( %s, %s );\n' "$1" "$other" "$one" >>second.cfg
}
printf 'format = 1;\nname = "one";\nbase = "history.cfg";\n' | tee first.cfg >second.cfg
list instruments "$act" aa 75 zz 85
list events "$event" bb 3 cc 6
list partners "$partner" council FR forum DE
cmp -s first.cfg second.cfg && fail "the items were not turned"
run 0 run first.cfg "${short[@]}" --out first
run 0 run second.cfg "${short[@]}" --out second
for table in union members attribution ties; do same "first/$table.csv" "second/$table.csv"; done
end_tests
