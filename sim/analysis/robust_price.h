/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_ANALYSIS_ROBUST_PRICE_H
#define CGAP_ANALYSIS_ROBUST_PRICE_H
/*
 * How the price of strategies varies over futures, and how much of its variance what is assumed
 * drives, by the law of total variance: between futures (assumptions) and within them (chance).
 *
 * All futures meet the same draws, so the noise of their means is partly common to all and then
 * makes no variance between them. What the means of n replicates add by chance is therefore the
 * interaction of futures and replicates over n, the residual of the two-way layout, and not the
 * variance within over n, which would take away too much.
 */
#include <pthread.h>

#include "cgap/ensemble.h"
#include "cgap/ranks.h"
#include "cgap/table.h"
#include "price.h"

typedef struct price_book {
    size_t n_future, n_strategy, n_replicate;
    double *mean;       /* [n_future][n_strategy][account] over replicates; owned */
    double *covariance; /* [n_future][n_strategy][account][account] over replicates; owned */
    cgap_wide *sum;     /* [n_strategy][account][n_replicate] over futures, in steps; owned */
    bool has_lock;
    pthread_mutex_t lock; /* of the sums, which know no order */
} price_book;

/* Room for n_future futures of n_strategy strategies. CGAP_E_MEMORY. */
cgap_status price_book_create(price_book *out, size_t n_future, size_t n_strategy,
                              size_t n_replicate, cgap_error *err) CGAP_CHECKED;
void price_book_free(price_book *self); /* safe twice */

/* Accounts of a future that has run; @p first: trace of the first account. Any thread. */
cgap_status price_book_add(price_book *self, size_t future, const cgap_ensemble *ensemble,
                           size_t first, cgap_error *err) CGAP_CHECKED;

/* What the processes have of their futures: everybody gets the moments, the first the sums. A
 * failure is told at the next meeting. */
cgap_status price_book_gather(price_book *self, const cgap_ranks *ranks,
                              cgap_error *err) CGAP_CHECKED;

/* A figure of a strategy over the futures. */
typedef struct price_spread {
    size_t n;               /* futures */
    double mean, low, high; /* mean, 5 and 95 % of futures; of a ratio: of the futures' own ratios,
                               its mean the ratio of means */
    double share;           /* of the variance that is between futures; NaN: the note says why */
    const char *note;       /* "" */
} price_spread;

/* @p work has room for n_future values. */
price_spread price_book_spread(const price_book *self, size_t strategy, const price_figure *figure,
                               double *work);

#endif
