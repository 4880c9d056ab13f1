#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what the tests need, builds twice (address and undefined-behaviour sanitizers; plain), runs
# every test in both and ends with "N passed, N failed". Safe to run again.
set -u
cd "$(dirname "$0")/.." || exit 1
. sim/install.sh

install_packages build test || exit 1

passed=0 failed=0
run_preset() {
    local preset=$1 log=build/$1.log
    mkdir -p build
    echo "== $preset: configure and build"
    if ! { cmake --preset "$preset" && cmake --build --preset "$preset" -j "$(nproc)"; } >"$log" 2>&1; then
        tail -n 40 "$log"
        echo "The build of '$preset' failed; the whole log is in $log."
        failed=$((failed + 1))
        return
    fi
    echo "== $preset: test"
    ctest --preset "$preset" -j "$(nproc)" 2>&1 | tee "$log" | grep -vE '^ *[0-9]+/[0-9]+ Test .*Passed|^ *Start ' || true
    local summary
    summary=$(grep -E '^[0-9]+% tests passed, [0-9]+ tests failed out of [0-9]+' "$log")
    if [ -z "$summary" ]; then
        echo "No test of '$preset' ran; the log is in $log."
        failed=$((failed + 1))
        return
    fi
    local bad total
    bad=$(sed -E 's/.* ([0-9]+) tests failed out of ([0-9]+).*/\1/' <<<"$summary")
    total=$(sed -E 's/.* out of ([0-9]+).*/\1/' <<<"$summary")
    passed=$((passed + total - bad))
    failed=$((failed + bad))
}

run_preset asan
run_preset dev
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
