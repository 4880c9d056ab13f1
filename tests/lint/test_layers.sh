#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A room includes only public headers of rooms below it: each #include "cgap/x.h" is held against the
# list the build wrote (layers.txt). A header belongs to the one room whose sources implement it.
set -u
cd "$CGAP_SOURCE" || exit 1
layers=$CGAP_BUILD/layers.txt
status=0

# header -> room, written down once so that a header without an owner is noticed
owner() {
    case $1 in
    error | diagnostics | memory | prefetch | number | calendar | elementary | lane_masks | vector | vector_exp | vector_sum | tasks | hash | durable) echo base ;;
    language | quantities) echo language ;;
    rng | rng_lanes) echo rng ;;
    capability | table | csv | csv_stream | dataset | reference) echo data ;;
    scenario | parameter | scenario_read) echo scenario ;;
    policy) echo policy ;;
    model | draws | trunk) echo model ;;
    measures | dispersion | convergence | panel | panel_tables | clubs | transitions | lane | bootstrap | order | fragmentation) echo measures ;;
    plan | isa | kernel | portion | ranks | ensemble | summary | record | trace) echo ensemble ;;
    compare | until | criterion | decompose | futures | observation | calibrate | search) echo analysis ;;
    output | folder | manifest | results) echo output ;;
    charts | panel_charts) echo charts ;;
    report) echo report ;;
    esac
}
allowed() { # room, owner
    [ "$1" = "$2" ] || sed -n "s/^$1: *//p" "$layers" | tr ' ;' '\n\n' | grep -qx "$2"
}
check() { # file, room
    local header
    for header in $(sed -n 's/^#include "cgap\/\(.*\)\.h"/\1/p' "$1"); do
        local room
        room=$(owner "$header")
        if [ -z "$room" ]; then
            echo "$1: cgap/$header.h has no owning room in tests/lint/test_layers.sh"
            status=1
        elif ! allowed "$2" "$room"; then
            echo "$1: room '$2' may not include cgap/$header.h of room '$room'"
            status=1
        fi
    done
}
for file in sim/*/*.c sim/*/*.h; do
    [ -e "$file" ] && check "$file" "$(cut -d/ -f2 <<<"$file")"
done
for file in include/cgap/*.h; do
    room=$(owner "$(basename "$file" .h)")
    [ -n "$room" ] || { echo "$file has no owning room"; status=1; }
    check "$file" "$room"
done
for header in $(sed -n 's/^    \([a-z_ |]*\)) echo .*/\1/p' "$CGAP_SOURCE/tests/lint/test_layers.sh" | tr -d '|'); do
    [ -e "include/cgap/$header.h" ] || { echo "$header.h is listed and does not exist"; status=1; }
done
# The check itself must be able to fail.
allowed base cli && { echo "base may include cli: the list is not read"; status=1; }
exit $status
