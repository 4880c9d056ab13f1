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
CGAP_SHARE=$work/share bash "$golden" compare one/fan one/map >.found && fail "another colour of practice is not seen"
grep -q 'fan.png: differs' .found || fail "fan.png with another colour: $(cat .found)"
grep -q 'map.png: differs' .found && fail "map.png has no colour of practice: $(cat .found)"

# land of another colour under the network
sed -i 's/^land_colour .*/land_colour = "#7FB8E0"/' share/plots/style.gp
CGAP_SHARE=$work/share bash "$golden" compare one/network >.found && fail "land of another colour is not seen"

# palettes of other colours, lines and points that are not drawn are seen, each on the charts that have them
spoil() {
    grep -q "$1" share/plots/*.gp || fail "plots no longer hold: $1"
    sed -i "s/$1/$2/" share/plots/*.gp
}
cp "$CGAP_SOURCE"/plots/*.gp share/plots
spoil "0 '#EEF3FA'" "0 '#F5C9A0'"
spoil "1 '#08306B') maxcolors 11" "1 '#0A8F3C') maxcolors 11"
spoil 'using 1:2 with lines' 'using 1:(NaN) with lines'
spoil 'using 1:2 with points' 'using 1:(NaN) with points'
spoilt="regret ranks shapley time-to-target exceedance who"
# shellcheck disable=SC2046,SC2086
CGAP_SHARE=$work/share bash "$golden" compare $(printf "several/%s " $spoilt) >.found 2>&1
for chart in $spoilt; do
    grep -q "/$chart.png: differs" .found || fail "$chart.png with other palettes, without lines and points: $(cat .found)"
done
end_tests
