/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_GATHER_H
#define CGAP_GATHER_H
/* What the processes of an ensemble tell each other (cgap/ranks.h). Without others: nothing. */
#include "ensemble_internal.h"

/* Whether a block is of this process. */
bool cgap_gather_mine(const shared_run *run, size_t block);

/* Everybody learns what process 0 found done already. Free *covered also after a failure. */
cgap_status cgap_gather_coverage(const cgap_plan *plan, cgap_coverage *covered, cgap_error *err);

/* After a round that ended with @p status here: process 0 adds what the others did, they are left
 * with empty sums, and everybody has the kept values of all. Returns how the worst is. */
cgap_status cgap_gather_round(cgap_ensemble *self, const shared_run *run, cgap_status status,
                              cgap_error *err);

#endif
