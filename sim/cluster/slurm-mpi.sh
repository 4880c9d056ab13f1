#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Example for Slurm: one comparison over several machines, with a build that has MPI (-DCGAP_MPI=ON):
#
#     sbatch --nodes=4 --ntasks-per-node=1 sim/cluster/slurm-mpi.sh
#
# Each process takes every n-th block of replicates on all processors of its machine; the tables are
# those of one process. Submitted again after a failure, it goes on from the checkpoint, which stands
# beside the results and so must be on a disk that all machines see.
#SBATCH --job-name=cgap
#SBATCH --cpus-per-task=16
#SBATCH --time=01:00:00
#SBATCH --mem=8G
set -euo pipefail
cgap=${CGAP:-build/release/cgap}
scenarios=${SCENARIOS:-"status-quo-2013 minimum-harmonisation nis2"}
launcher=${LAUNCHER:-"mpirun --map-by node:PE=${SLURM_CPUS_PER_TASK:-1}"}

# shellcheck disable=SC2086 # one word per scenario, and per word of the launcher
$launcher "$cgap" compare $scenarios --replicates "${TOTAL:-100000}" --no-charts --quiet \
    --threads "${SLURM_CPUS_PER_TASK:-1}" --resume --out "${WHOLE:-whole}"
