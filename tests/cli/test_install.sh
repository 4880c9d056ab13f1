#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# An installed program finds its scenarios and data beside itself, wherever it was put.
. "$CGAP_SOURCE/tests/support/cli.sh"

cmake --install "$CGAP_BUILD" --prefix "$work/usr" >log 2>&1 || { cat log; fail "the installation failed"; }
mv usr moved
CGAP=$work/moved/bin/cgap
run 0 list scenarios
prints "history "
run 0 run history --set 'end="2017-07-01"' --replicates 5 --no-charts --quiet --out here
[ -s here/union.csv ] || fail "the installed program wrote no results"
run 0 show history --format csv
prints "$work/moved/"
end_tests
