/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CHECKPOINT_H
#define CGAP_CHECKPOINT_H
/*
 * A folder that holds what an interrupted ensemble had done: the sums of earlier runs in base.sums,
 * those of this run's workers in worker-<n>.sums, each replaced after every block. Whatever moment
 * a run is killed at, every file is whole, and no replicate counts twice.
 */
#include "portion_internal.h"

enum { CGAP_CHECKPOINT_WORKERS = 1024 }; /* threads of all processes that may keep files */

/* Makes the folder where it is not there, and holds it: two runs that go on from one checkpoint
 * would take each other's sums for their own. *lock is for cgap_checkpoint_release (plan.h), also
 * after a failure. CGAP_E_INPUT: another run holds it; CGAP_E_IO: it cannot be made or locked. */
cgap_status cgap_checkpoint_hold(const char *folder, int *lock, cgap_error *err);

/* Adds everything the folder holds to the ensemble, and gathers it in base.sums. */
cgap_status cgap_checkpoint_load(cgap_ensemble *to, const cgap_plan *plan, cgap_coverage *covered,
                                 cgap_error *err);

/* Puts a worker's sums into its file. */
cgap_status cgap_checkpoint_save(const char *folder, size_t worker, const cgap_portion *portion,
                                 cgap_error *err);

#endif
