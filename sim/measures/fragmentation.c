/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/fragmentation.h"

#include <math.h>
#include <stdbool.h>

#include "cgap/elementary.h"

double
cgap_fragmentation_hamming(const double *force, size_t n, size_t n_instrument)
{
    double sum = 0.0, pairs = 0.5 * (double) n * ((double) n - 1.0);

    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            for (size_t p = 0; p < n_instrument; p++) {
                double a = force[i * n_instrument + p], b = force[j * n_instrument + p];

                sum += a * (1.0 - b) + b * (1.0 - a);
            }
        }
    }
    if (n < 2) {
        return NAN;
    }
    return n_instrument == 0 ? 0.0 : sum / (pairs * (double) n_instrument);
}

double
cgap_fragmentation_ruzicka(const double *implementation, const double *weight, size_t n,
                           size_t n_instrument)
{
    double sum = 0.0, pairs = 0.0;

    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            double apart = 0.0, most = 0.0, w = weight == NULL ? 1.0 : weight[i] * weight[j];

            for (size_t p = 0; p < n_instrument; p++) {
                double a = implementation[i * n_instrument + p];
                double b = implementation[j * n_instrument + p];

                apart += fabs(a - b);
                most += a > b ? a : b;
            }
            sum += most > 0.0 ? w * apart / most : 0.0; /* max - min = |a - b| */
            pairs += w;
        }
    }
    return n < 2 ? NAN : sum / pairs;
}

static bool
same_regime(const double *force, size_t i, size_t j, size_t n_instrument)
{
    for (size_t p = 0; p < n_instrument; p++) {
        if (force[i * n_instrument + p] != force[j * n_instrument + p]) {
            return false;
        }
    }
    return true;
}

/* sum p_k^2 is the share of ordered pairs, each with itself among them, under one regime. */
double
cgap_fragmentation_regimes(const double *force, size_t n, size_t n_instrument)
{
    double same = 0.0;

    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            same += same_regime(force, i, j, n_instrument) ? 1.0 : 0.0;
        }
    }
    return (double) n * (double) n / same;
}

double
cgap_fragmentation_profile(const double *level, size_t n, size_t n_pillar)
{
    double mixed = 0.0, own = 0.0, most = (double) (n < n_pillar ? n : n_pillar);

    for (size_t k = 0; k < n_pillar; k++) {
        double share = 0.0;

        for (size_t i = 0; i < n; i++) {
            const double *row = level + i * n_pillar;
            double total = 0.0, p;

            for (size_t m = 0; m < n_pillar; m++) {
                total += row[m];
            }
            if (row[k] < 0.0 || !(total > 0.0 && total < INFINITY)) {
                return NAN;
            }
            p = row[k] / total;
            own -= p > 0.0 ? p * cgap_log(p) : 0.0;
            share += p;
        }
        share /= (double) n;
        mixed -= share > 0.0 ? share * cgap_log(share) : 0.0;
    }
    mixed = (mixed - own / (double) n) / cgap_log(most > 1.0 ? most : 2.0);
    if (n < 2 || n_pillar < 2) {
        return NAN;
    }
    return mixed > 0.0 ? mixed : 0.0; /* rounding of equal profiles */
}

double
cgap_fragmentation_market(double cross_border, double without_borders)
{
    return without_borders > 0.0 ? 1.0 - cross_border / without_borders : NAN;
}

/* What has no weight does not count, not even where it is undefined. */
static double
weighed(double weight, double part)
{
    return weight > 0.0 ? weight * part : 0.0;
}

double
cgap_fragmentation_composite(const cgap_fragmentation_parts *part,
                             const cgap_fragmentation_parts *weight)
{
    const cgap_fragmentation_parts equal = {1.0, 1.0, 1.0, 1.0};
    const cgap_fragmentation_parts *w = weight == NULL ? &equal : weight;
    double total = w->level + w->law + w->network + w->market;

    return (weighed(w->level, part->level) + weighed(w->law, part->law) +
            weighed(w->network, part->network) + weighed(w->market, part->market)) /
           total;
}
