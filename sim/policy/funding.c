/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cohesion fund (section 2.4): the budget constraint holds exactly, absorption has a limit. */
#include "cgap/policy.h"

#include <math.h>

#include "cgap/elementary.h"

/* Distances below this are rounding: equal states must get equal money. */
static const double LEAST_GAP = 1e-12;

static void
leader(const double *index, cgap_member_set members, size_t n, size_t lanes, size_t lane,
       double *highest)
{
    *highest = -INFINITY;
    for (size_t i = 0; i < n; i++) {
        if (members >> i & 1) {
            *highest = fmax(*highest, index[i * lanes + lane]);
        }
    }
}

void
cgap_funding_shares(const double *index, const double *gdp, cgap_member_set members, size_t n,
                    size_t lanes, double targeting, double *share)
{
    for (size_t l = 0; l < lanes; l++) {
        double highest, sum = 0.0, sum_gdp = 0.0;

        leader(index, members, n, lanes, l, &highest);
        for (size_t i = 0; i < n; i++) {
            double member = members >> i & 1 ? 1.0 : 0.0;
            double gap = highest - index[i * lanes + l];
            double weight = cgap_pow(gap > LEAST_GAP ? gap : 0.0, targeting);

            share[i * lanes + l] = member > 0.0 ? gdp[i] * weight : 0.0;
            sum += share[i * lanes + l];
            sum_gdp += member * gdp[i];
        }
        for (size_t i = 0; i < n; i++) {
            double by_gdp = members >> i & 1 ? gdp[i] / sum_gdp : 0.0;

            share[i * lanes + l] = sum > 0.0 ? share[i * lanes + l] / sum : by_gdp;
        }
    }
}

double
cgap_funding_absorbed(double share, double fund_meur, double gdp_bn, double capacity,
                      double saturation)
{
    double tau = 1000.0 * share * fund_meur / gdp_bn;

    return capacity * tau / (1.0 + tau / saturation);
}
