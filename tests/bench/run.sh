#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The benchmark: engine beside reference, measures beside the obvious C, whole runs beside each other.
# Everything that is compared is timed in turns in the same run; read the ratios, not the seconds.
#
#     tests/bench/run.sh [ROUNDS]      about two minutes a round; 3 by default
set -euo pipefail
source=$(cd "$(dirname "$0")/../.." && pwd)
build=${BUILD:-$source/build/bench}
cmake -S "$source" -B "$build" -DCMAKE_BUILD_TYPE=Release >/dev/null
cmake --build "$build" -j"$(nproc)" --target cgap bench_engine bench_measures bench_parts >/dev/null
"$build/cgap" --version | head -n 2
echo "== the step: engine beside reference (release build, GSL), one thread"
"$build/tests/bench_engine" | tr ',' '\t'
echo "== measures beside the obvious C"
"$build/tests/bench_measures" | tr ',' '\t'
echo "== whole runs"
python3 "$source/tests/bench/whole_program.py" "$build/cgap" "$build/tests/bench_parts" "$source/scenarios" "${1:-3}"
