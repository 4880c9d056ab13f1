/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_BENCH_CLOCK_H
#define CGAP_BENCH_CLOCK_H
/* What benchmarks count with: processor time, and the middle of some rounds. */
#include <stdlib.h>
#include <time.h>

static inline double
seconds(void)
{
    struct timespec now;

    (void) clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double) now.tv_sec + 1e-9 * (double) now.tv_nsec;
}

static inline int
by_size(const void *a, const void *b)
{
    double x = *(const double *) a, y = *(const double *) b;

    return (x > y) - (x < y);
}

/* Of @p n values, which are put in order. */
static inline double
median(double *value, size_t n)
{
    qsort(value, n, sizeof *value, by_size);
    return value[n / 2];
}

#endif
