/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cohesion fund (section 2.4): the budget constraint holds exactly, absorption has a limit. */
#include "cgap/policy.h"

#include <math.h>
#include <string.h>

#include "cgap/elementary.h"

/* Distances below this are rounding: equal states must get equal money. */
static const double LEAST_GAP = 1e-12;

/* Lanes at a time: a length known to the compiler makes vectors of the loops. */
enum { TILE = 16 };

/* Into @p highest the best index among members; nobody: minus infinity. */
static inline void
leaders(const double *restrict index, cgap_member_set members, size_t n, size_t lanes, size_t count,
        double *restrict highest)
{
    for (size_t l = 0; l < count; l++) {
        highest[l] = -INFINITY;
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t l = 0; (members >> i & 1) && l < count; l++) {
            double level = index[i * lanes + l], best = highest[l];

            highest[l] = level > best ? level : best;
        }
    }
}

/* x^targeting, 0^0 := 1; the exponents of most scenarios need no logarithm. */
static inline void
raise(double targeting, size_t count, double *restrict x)
{
    for (size_t l = 0; targeting == 2.0 && l < count; l++) {
        x[l] *= x[l];
    }
    for (size_t l = 0; targeting != 1.0 && targeting != 2.0 && l < count; l++) {
        x[l] = cgap_pow(x[l], targeting);
    }
}

/* gdp (best - own)^targeting of a member, added to @p sum. */
static inline void
weigh(const double *restrict index, const double *restrict highest, double gdp, double targeting,
      size_t count, double *restrict weight, double *restrict sum)
{
    for (size_t l = 0; l < count; l++) {
        double gap = highest[l] - index[l];

        weight[l] = gap > LEAST_GAP ? gap : 0.0;
    }
    raise(targeting, count, weight);
    for (size_t l = 0; l < count; l++) {
        weight[l] *= gdp;
        sum[l] += weight[l];
    }
}

/* Weights to shares; by GDP where nobody has any. */
static inline void
normalise(const double *restrict sum, double by_gdp, size_t count, double *restrict share)
{
    for (size_t l = 0; l < count; l++) {
        double of_sum = share[l] / sum[l];

        share[l] = sum[l] > 0.0 ? of_sum : by_gdp;
    }
}

static inline void
shares_of(const double *index, const double *gdp, cgap_member_set members, size_t n, size_t lanes,
          size_t count, double targeting, double *share)
{
    double highest[TILE], sum[TILE] = {0.0}, sum_gdp = 0.0;

    leaders(index, members, n, lanes, count, highest);
    for (size_t i = 0; i < n; i++) {
        if (members >> i & 1) {
            weigh(index + i * lanes, highest, gdp[i], targeting, count, share + i * lanes, sum);
            sum_gdp += gdp[i];
        }
    }
    for (size_t i = 0; i < n; i++) {
        if (members >> i & 1) {
            normalise(sum, gdp[i] / sum_gdp, count, share + i * lanes);
        } else {
            memset(share + i * lanes, 0, count * sizeof *share);
        }
    }
}

void
cgap_funding_shares(const double *index, const double *gdp, cgap_member_set members, size_t n,
                    size_t lanes, double targeting, double *share)
{
    for (size_t from = 0; from < lanes; from += TILE) {
        if (lanes - from >= TILE) {
            shares_of(index + from, gdp, members, n, lanes, TILE, targeting, share + from);
        } else {
            shares_of(index + from, gdp, members, n, lanes, lanes - from, targeting, share + from);
        }
    }
}
