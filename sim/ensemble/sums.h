/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_SUMS_H
#define CGAP_SUMS_H
/*
 * The sums of an ensemble's scenarios, as the workers add to them. One set serves all workers: sums
 * know no order, so a lock for each slice of the slots is all it takes, and memory does not grow
 * with threads. With a checkpoint every worker has a set of its own, the one its file holds.
 */
#include <pthread.h>

#include "cgap/ensemble.h"
#include "cgap/kernel.h"
#include "horizon.h"

enum { CGAP_SUMS_SLICES = 16 };

typedef struct cgap_sums {
    const cgap_ensemble *ensemble;     /* borrowed */
    cgap_summary_cell **cell;          /* [n][n_cell] */
    cgap_difference_cell **difference; /* [n][as in the ensemble] */
    pthread_mutex_t *lock;             /* [n][CGAP_SUMS_SLICES]; NULL where one worker adds alone */
    size_t n_lock;                     /* locks made so far */
    bool owned;                        /* cells and differences go with the set */
} cgap_sums;

/** @brief The ensemble's own sums, for several workers. @retval CGAP_E_MEMORY out of memory */
cgap_status cgap_sums_share(cgap_sums *out, cgap_ensemble *ensemble, cgap_error *err);

/** @brief Empty sums of one worker. @retval CGAP_E_MEMORY out of memory */
cgap_status cgap_sums_create(cgap_sums *out, const cgap_ensemble *ensemble, cgap_error *err);

/** @brief Frees what is owned; safe twice. */
void cgap_sums_free(cgap_sums *self);

/* What a worker adds in one go. */
typedef struct cgap_addition {
    const cgap_kernel *kernel;
    size_t k; /* the scenario */
    const cgap_record *record;
    const cgap_record *base;                    /* that of the baseline, of the same replicates */
    const cgap_horizon *average, *base_average; /* of either; of several scenarios */
    size_t active;                              /* replicates: the first of the lanes */
} cgap_addition;

/** @brief Adds the values of a record and, unless it is of the baseline, the differences to the
 *  baseline. @p worker only decides with which slice to begin, so that workers seldom wait for each
 *  other. @return false when memory ran out */
bool cgap_sums_add(cgap_sums *self, const cgap_addition *what, size_t worker);

/** @brief Moves a worker's own sums into the ensemble's. @retval CGAP_E_MEMORY out of memory */
cgap_status cgap_sums_deliver(cgap_sums *self, cgap_ensemble *to, cgap_error *err);

#endif
