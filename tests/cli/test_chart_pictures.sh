#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Pictures of a few charts against tests/golden/charts, with the tolerance of tests/support/picture_grid.py; and the
# comparison against itself: what a reader would see must be found.
. "$CGAP_SOURCE/tests/support/cli.sh"
golden=$CGAP_SOURCE/tests/support/golden_charts.sh
export CGAP CGAP_SOURCE
bash "$golden" compare >.found || fail "pictures have changed: $(cat .found)"

# another colour of one line is seen on the charts that have it
mkdir share && cp -r "$CGAP_SOURCE/plots" "$CGAP_SOURCE/scenarios" share
sed -i 's/^practice_colour = .*/practice_colour = "#0A8F3C"/' share/plots/style.gp
CGAP_SHARE=$work/share bash "$golden" compare >.found && fail "another colour of practice is not seen"
grep -q 'fan.png: differs' .found || fail "fan.png with another colour: $(cat .found)"
grep -q 'map.png: differs' .found && fail "map.png has no colour of practice: $(cat .found)"
end_tests
