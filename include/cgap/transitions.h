/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_TRANSITIONS_H
#define CGAP_TRANSITIONS_H
/*
 * Moves between levels of maturity as a Markov chain: pooled counts of moves from each date to the
 * next, their shares, how mobile the chain is, how long units stay and how long a move takes.
 * Levels are counted from 0; level k holds values from cut k-1 (included) to cut k (excluded).
 */
#include <stddef.h>

#include "cgap/error.h"

typedef struct cgap_transitions {
    size_t n_level;
    double *count;   /* [n_level x n_level] moves from row to column */
    double *share;   /* [n_level x n_level] count / row sum; NaN in the row of a level never left or
                        stayed in, because no unit was there before the last date */
    double *stay;    /* [n_level] expected dates in a level, 1 / (1 - p_kk); NaN: never left */
    double *passage; /* [n_level x n_level] expected dates until the column is first reached from
                        the row; on the diagonal until the return; NaN: not sure to be reached */
    double *ergodic; /* [n_level] long-run shares; NaN when the chain has no unique ones */
    double mobility; /* (k - trace) / (k - 1), Shorrocks 1978; 0: nobody moves */
    double mobility_determinant; /* 1 - |det| */
    double mobility_eigenvalue;  /* 1 - |second largest eigenvalue| */
} cgap_transitions;

#define CGAP_TRANSITIONS_INIT                                                                      \
    {                                                                                              \
        .n_level = 0                                                                               \
    }

void cgap_transitions_free(cgap_transitions *self); /* safe twice */

/** @brief Level of a value: the number of cuts that are <= x. */
size_t cgap_transitions_level(double x, const double *cut, size_t n_cut);

/** @brief Counts moves and derives the rest. The three mobilities are NaN when a level has an empty
 *  row or there is one level only.
 *  @param[in] x   [n_unit] rows of [n_time]
 *  @param[in] cut [n_cut] rising
 *  @retval CGAP_E_INPUT  fewer than 2 dates
 *  @retval CGAP_E_MEMORY out of memory; *out untouched
 *  Source: Kemeny and Snell 1976 for the passage times; Shorrocks 1978, Econometrica 46. */
cgap_status cgap_transitions_count(cgap_transitions *out, const double *const *x, size_t n_unit,
                                   size_t n_time, const double *cut, size_t n_cut,
                                   cgap_error *err) CGAP_CHECKED;

#endif
