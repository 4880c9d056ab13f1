/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "cgap/convergence.h"

double
cgap_convergence_ranks(const double *x, size_t n, double *rank)
{
    double ties = 0.0;

    for (size_t i = 0; i < n; i++) {
        size_t below = 0, equal = 0;

        for (size_t j = 0; j < n; j++) {
            below += x[j] < x[i] ? 1 : 0;
            equal += x[j] == x[i] ? 1 : 0;
        }
        rank[i] = (double) below + (double) (equal + 1) / 2.0;
        ties += (double) (equal * equal - 1); /* over t tied units: t (t^2 - 1) = t^3 - t */
    }
    return ties;
}

/* Sum of squares around the middle rank, which is the mean of average ranks whatever the ties. */
static double
squares(const double *rank, size_t n, double middle)
{
    double sum = 0.0;

    for (size_t i = 0; i < n; i++) {
        sum += (rank[i] - middle) * (rank[i] - middle);
    }
    return sum;
}

/* Rank sums over all dates into sum[n]; returns the ties, *first the squares of the first date. */
static double
rank_sums(const double *const *x, size_t n, size_t n_time, double *sum, double *column,
          double *rank, double *first)
{
    double ties = 0.0;

    for (size_t i = 0; i < n; i++) {
        sum[i] = 0.0;
    }
    for (size_t t = 0; t < n_time; t++) {
        for (size_t i = 0; i < n; i++) {
            column[i] = x[i][t];
        }
        ties += cgap_convergence_ranks(column, n, rank);
        for (size_t i = 0; i < n; i++) {
            sum[i] += rank[i];
        }
        *first = t == 0 ? squares(rank, n, ((double) n + 1.0) / 2.0) : *first;
    }
    return ties;
}

cgap_concordance
cgap_convergence_concordance(const double *const *x, size_t n, size_t n_time, double *work)
{
    double k = (double) n_time, units = (double) n, first = 0.0;
    double ties = rank_sums(x, n, n_time, work, work + n, work + 2 * n, &first);
    double s = squares(work, n, k * (units + 1.0) / 2.0);
    double most = k * k * (units * units * units - units) - k * ties;

    return (cgap_concordance){most > 0.0 ? 12.0 * s / most : NAN,
                              first > 0.0 ? s / (k * k * first) : NAN};
}

double
cgap_convergence_spearman(const double *x, const double *y, size_t n, double *work)
{
    double *rx = work, *ry = work + n, middle = ((double) n + 1.0) / 2.0, sxx, syy, sxy = 0.0;

    (void) cgap_convergence_ranks(x, n, rx);
    (void) cgap_convergence_ranks(y, n, ry);
    sxx = squares(rx, n, middle);
    syy = squares(ry, n, middle);
    for (size_t i = 0; i < n; i++) {
        sxy += (rx[i] - middle) * (ry[i] - middle);
    }
    return sxx * syy > 0.0 ? sxy / sqrt(sxx * syy) : NAN;
}
