/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/lane.h"

#include <string.h>

/* Draws at a time: their sums stay in registers. */
enum { SEATS = 32 };
_Static_assert(CGAP_LANE_DRAWS % SEATS == 0, "draws are whole rows of seats");

static inline void
some_draws(const double *restrict value, size_t n, const double *restrict count,
           double *restrict sum, double *restrict squares)
{
    double first[SEATS] = {0.0}, second[SEATS] = {0.0};

    for (size_t r = 0; r < n; r++) {
        for (size_t b = 0; b < SEATS; b++) {
            double share = count[r * CGAP_LANE_DRAWS + b] * value[r];

            first[b] += share;
            second[b] += share * value[r];
        }
    }
    memcpy(sum, first, sizeof first);
    memcpy(squares, second, sizeof second);
}

void
cgap_lane_resample(const double *value, size_t n, const double *count, double *sum, double *squares)
{
    for (size_t from = 0; from < CGAP_LANE_DRAWS; from += SEATS) {
        some_draws(value, n, count + from, sum + from, squares + from);
    }
}
