/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_ORDER_H
#define CGAP_ORDER_H
/*
 * Order statistics of n values, none of them NaN.
 */
#include <stddef.h>

/** @brief Sorts @p value [n] from the lowest to the highest, where it stands. O(n log n). */
void cgap_sort_values(double *value, size_t n);

/** @brief Quantile @p p in [0, 1] of @p sorted [n] values, linear between neighbours: at p (n - 1)
 *  from the lowest (type 7 of Hyndman and Fan 1996). NaN for n = 0. */
double cgap_sorted_quantile(const double *sorted, size_t n, double p);

#endif
