/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_AUTOCOVARIANCE_H
#define CGAP_AUTOCOVARIANCE_H

#include <stddef.h>

/** Doubles of work memory for a series of @p n. */
size_t autocovariance_work(size_t n);

/** Lagged products of a series: [j] = sum over t = j .. n-1 of u_t u_(t-j), j < n, inside @p work.
 *  Errors are of the order of rounding times [0]; cost O(n log n). Sine and cosine are libm's. */
const double *autocovariance(const double *u, size_t n, double *work);

#endif
