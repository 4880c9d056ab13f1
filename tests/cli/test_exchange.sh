#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What other programs read a results folder by: datapackage.json always, a workbook on request.
. "$CGAP_SOURCE/tests/support/cli.sh"
support=$CGAP_SOURCE/tests/support
short=(--set 'end="2018-07-01"' --no-charts --quiet)

run 0 run history "${short[@]}" --replicates 8 --out plain
python3 "$support/check_exchange.py" plain || fail "datapackage.json of a run"
[ -e plain/tables.xlsx ] && fail "a workbook nobody asked for"
run 2 run history "${short[@]}" --replicates 8 --xlsx --out -
says "--xlsx"
if grep -q '^#define CGAP_BUILD_XLSXWRITER 1' "$CGAP_BUILD/generated/cgap_build.h"; then
    run 0 compare status-quo-2013 history "${short[@]}" --replicates 8 --xlsx --out book
    python3 "$support/check_exchange.py" book || fail "datapackage.json or workbook of a comparison"
    run 0 run history "${short[@]}" --replicates 0 --xlsx --out sure # quantiles are empty
    python3 "$support/check_exchange.py" sure || fail "workbook of one future"
    run 0 run history "${short[@]}" --replicates 0 --xlsx --out again
    same sure/tables.xlsx again/tables.xlsx
    same sure/datapackage.json again/datapackage.json
else
    run 2 run history "${short[@]}" --replicates 8 --xlsx --out book
    says "libxlsxwriter-dev"
    [ -e book ] && fail "a refused option left a folder"
fi
# where R is: the package in one line of its own
if command -v Rscript >/dev/null; then
    Rscript -e 'd <- read.csv("plain/union.csv"); stopifnot(is.numeric(d$mean), nrow(d) > 100)' >/dev/null 2>&1 || fail "R cannot read union.csv"
fi
end_tests
