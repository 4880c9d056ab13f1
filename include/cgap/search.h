/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_SEARCH_H
#define CGAP_SEARCH_H
/* A minimum inside bounds, by the simplex of Nelder and Mead (1965) as GSL has it. */
#include <stdbool.h>
#include <stddef.h>

#include "cgap/error.h"

enum { CGAP_MOST_SEARCHED = 4 };

typedef struct cgap_search {
    size_t n; /* 1 .. CGAP_MOST_SEARCHED */
    double lower[CGAP_MOST_SEARCHED], upper[CGAP_MOST_SEARCHED];
    bool log[CGAP_MOST_SEARCHED]; /* searched on a logarithmic scale; lower > 0 */
    /* What to minimise; a value that is not finite counts as very large. Return false to stop. */
    bool (*value)(void *context, const double *x, double *value);
    void *context;
    size_t most;   /* iterations */
    double finish; /* mean edge of the simplex to stop at, in the transformed scale (1 is about a
                      quarter of the bounds) */
} cgap_search;

/** @brief Searches from @p x, which holds the minimum afterwards. Each coordinate is
 *  lower + (upper - lower)/(1 + e^-u) of a free u (of logarithms where asked), so that no trial
 *  ever leaves the bounds.
 *  @retval CGAP_E_INTERRUPTED the function asked to stop
 *  @retval CGAP_E_MEMORY      out of memory */
cgap_status cgap_search_run(const cgap_search *self, double *x, cgap_error *err) CGAP_CHECKED;

/** @brief Solves A X = B for a symmetric positive definite A by Cholesky's method.
 *  @param[in,out] a [n x n], overwritten by its factor
 *  @param[in,out] b [n x m], row-major; X afterwards
 *  @return false when A is not positive definite */
bool cgap_solve(double *a, size_t n, double *b, size_t m);

#endif
