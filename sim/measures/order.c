/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/order.h"

#include <math.h>
#include <stdlib.h>

static int
ascending(const void *a, const void *b)
{
    double x = *(const double *) a, y = *(const double *) b;

    return (x > y) - (x < y);
}

void
cgap_sort_values(double *value, size_t n)
{
    qsort(value, n, sizeof *value, ascending);
}

double
cgap_sorted_quantile(const double *sorted, size_t n, double p)
{
    double place = p * ((double) n - 1.0), below = floor(place);
    size_t k;

    if (n == 0) {
        return NAN;
    }
    k = (size_t) below;
    return sorted[k] + (place - below) * (sorted[k + 1 < n ? k + 1 : k] - sorted[k]);
}
