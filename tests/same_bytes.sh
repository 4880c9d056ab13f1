#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Same seed, same bytes: one comparison and one run, made in every way there is, must leave the same
# tables. Without an argument everything: gcc and clang, -O0, -O2 and -O3, every instruction set of this
# processor, with and without --futures and --decompose, 1, 2 and 7 threads, 1, 2 and 3 processes (MPI), blocks of 32 and 64, in parts and joined,
# killed and gone on with.
# With a program as argument only what needs no further build (what the tests run):
#
#     tests/same_bytes.sh [PROGRAM]
set -u
source=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
export CGAP_SHARE=$source # programs built elsewhere find the scenarios
trap 'rm -rf "$work"' EXIT
replicates=${REPLICATES:-140}
ways=0 different=0

# tables FOLDER: the sum of every table and scenario file of a results folder.
tables() {
    (cd "$1" && find . -name '*.csv' -o -name '*.cfg' | LC_ALL=C sort | xargs sha256sum)
}
# hold WAY FOLDER: the tables of a folder against the first of their kind.
hold() {
    local kind=${2##*/}
    tables "$2" >"$work/sums"
    [ -e "$work/first-$kind" ] || cp "$work/sums" "$work/first-$kind"
    ways=$((ways + 1))
    if ! cmp -s "$work/first-$kind" "$work/sums"; then
        different=$((different + 1))
        echo "DIFFERENT: $1: $(diff "$work/first-$kind" "$work/sums" | sed -n 's/^> .* //p' | tr '\n' ' ')"
    fi
    rm -rf "$2"
}
run=(run history)
# the second and the third part late, the first and the last at 2018: what they share is run once
compare=(compare status-quo-2013 minimum-harmonisation nis2 two-speed)
common=(--replicates "$replicates" --set 'end="2018-07-01"' --no-charts --quiet)

# way PROGRAM NAME OPTION...
way() {
    local program=$1 name=$2
    shift 2
    "$program" "${run[@]}" "${common[@]}" "$@" --out "$work/run" && hold "$name, run" "$work/run" &&
        "$program" "${compare[@]}" "${common[@]}" "$@" --out "$work/compare" &&
        hold "$name, compare" "$work/compare" || different=$((different + 1))
}
# Strategies judged in futures that are drawn, and a package taken apart: few replicates of few years.
judged=(compare status-quo-2013 nis2 --futures 3 --future-replicates 16 --decompose nis2 --decompose-replicates 16
    --replicates 32 --set 'end="2017-07-01"' --no-charts --quiet)
judge() { # PROGRAM NAME OPTION...
    local program=$1 name=$2
    shift 2
    "$program" "${judged[@]}" "$@" --out "$work/judged" && hold "$name, judged" "$work/judged" ||
        different=$((different + 1))
}
parts() {
    local program=$1
    "$program" "${compare[@]}" "${common[@]}" --subset 0:50 --out "$work/a" &&
        "$program" "${compare[@]}" "${common[@]}" --subset "50:$replicates" --block 32 --out "$work/b" &&
        "$program" merge "$work/b" "$work/a" --no-charts --quiet --out "$work/compare" &&
        hold "in parts, joined" "$work/compare" || different=$((different + 1))
    rm -rf "$work/a" "$work/b"
}
killed() {
    local program=$1 pid
    "$program" "${compare[@]}" "${common[@]}" --block 32 --threads 1 --resume --out "$work/compare" &
    pid=$!
    for _ in $(seq 400); do
        [ -n "$(find "$work/compare.checkpoint" -name '*.sums' 2>/dev/null)" ] && break
        sleep 0.01
    done
    kill -9 "$pid" 2>/dev/null
    wait "$pid" 2>/dev/null
    if [ ! -e "$work/compare" ]; then
        "$program" "${compare[@]}" "${common[@]}" --block 32 --threads 2 --resume --out "$work/compare" ||
            different=$((different + 1))
    fi
    hold "killed, gone on with" "$work/compare"
}
# Processes that share the blocks, where this program can.
processes() {
    local program=$1 n
    if ! "$program" --version | grep -q ', mpi ' || ! command -v mpirun >/dev/null; then
        echo "without MPI: no processes that share a run"
        return
    fi
    export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 # containers
    for n in 1 2 3; do
        mpirun --quiet --oversubscribe -n $n "$program" "${compare[@]}" "${common[@]}" --threads 2 --out "$work/compare" &&
            hold "$n processes" "$work/compare" || different=$((different + 1))
    done
}
every_way() {
    local program=$1 name=$2 isa
    for isa in baseline avx2 avx512; do
        if "$program" run history --replicates 1 --set 'end="2016-08-01"' --isa "$isa" --out - >/dev/null 2>&1; then
            way "$program" "$name $isa" --isa "$isa" --threads 2
        else
            echo "not on this processor: $isa"
        fi
    done
    judge "$program" "$name, 1 thread" --threads 1 --block 32
    judge "$program" "$name, baseline, 7 threads" --threads 7 --isa baseline
    for block in 32 64; do
        for threads in 1 7; do
            way "$program" "$name, blocks of $block, $threads threads" --block "$block" --threads "$threads"
        done
    done
    parts "$program"
    processes "$program"
    killed "$program"
}

build_program() { # FOLDER COMPILER LEVEL
    cmake -S "$source" -B "$1" -DCMAKE_BUILD_TYPE=Release -DCMAKE_C_COMPILER="$2" \
        -DCMAKE_C_FLAGS_RELEASE="$3" -DCGAP_TESTS=OFF -DCGAP_MPI="$mpi" >"$work/log" 2>&1 &&
        cmake --build "$1" --target cgap -j"$(nproc)" >>"$work/log" 2>&1 || { tail -n 20 "$work/log"; return 1; }
}

if [ $# -gt 0 ]; then
    every_way "$1" "this build"
else
    mpi=$(command -v mpirun >/dev/null && echo ON || echo OFF)
    for compiler in gcc clang; do
        for level in -O2 -O3; do
            build="$work/$compiler$level"
            build_program "$build" "$compiler" "$level" || exit 1
            every_way "$build/cgap" "$compiler $level"
        done
        # Without optimisation once: it takes ten times as long, and no vector is left.
        build="$work/$compiler-O0"
        build_program "$build" "$compiler" -O0 || exit 1
        way "$build/cgap" "$compiler -O0" --threads 2
    done
fi
echo "$ways results, $different different"
exit $((different > 0))
