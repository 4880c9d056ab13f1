#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Example for Slurm: a comparison of 100,000 futures as 100 jobs of 1,000, then joined to the bytes
# of one run. Submit it as it is:
#
#     sbatch --array=0-99 sim/cluster/slurm-array.sh part
#     sbatch --dependency=singleton --job-name=cgap sim/cluster/slurm-array.sh join
#
# Without Slurm: SLURM_ARRAY_TASK_ID=0 bash sim/cluster/slurm-array.sh part, and so on.
# A part that was killed is submitted again with the same number and goes on where it was.
#SBATCH --job-name=cgap
#SBATCH --cpus-per-task=2
#SBATCH --time=01:00:00
#SBATCH --mem=4G
set -euo pipefail
cgap=${CGAP:-build/release/cgap}
scenarios=${SCENARIOS:-"status-quo-2013 minimum-harmonisation nis2"}
total=${TOTAL:-100000}
each=${EACH:-1000}
parts=${PARTS:-parts}
whole=${WHOLE:-whole}

case ${1:-} in
part)
    from=$((SLURM_ARRAY_TASK_ID * each))
    to=$((from + each < total ? from + each : total))
    # shellcheck disable=SC2086 # one word per scenario
    "$cgap" compare $scenarios --replicates "$total" --subset "$from:$to" --no-charts --quiet \
        --threads "${SLURM_CPUS_PER_TASK:-1}" --resume --out "$parts/$SLURM_ARRAY_TASK_ID"
    ;;
join)
    "$cgap" merge "$parts"/* --out "$whole"
    ;;
*)
    echo "usage: slurm-array.sh part|join" >&2
    exit 2
    ;;
esac
