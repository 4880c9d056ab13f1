/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statistics over states, and their spread over replicates. */
#include <math.h>

#include "cgap/calibrate.h"
#include "cgap/convergence.h"
#include "cgap/order.h"

static double
mean_of(const double *x, size_t n)
{
    double sum = 0.0;

    for (size_t i = 0; i < n; i++) {
        sum += x[i];
    }
    return n > 0 ? sum / (double) n : NAN;
}

static double
sd_of(const double *x, size_t n)
{
    double mean = mean_of(x, n), squares = 0.0;

    for (size_t i = 0; i < n; i++) {
        squares += (x[i] - mean) * (x[i] - mean);
    }
    return n > 0 ? sqrt(squares / (double) n) : NAN;
}

static double
share_above(const double *x, size_t n, double threshold)
{
    double above = 0.0;

    for (size_t i = 0; i < n; i++) {
        above += x[i] > threshold ? 1.0 : 0.0;
    }
    return n > 0 ? above / (double) n : NAN;
}

static double
correlation(const double *x, const double *y, size_t n)
{
    double x_mean = mean_of(x, n), y_mean = mean_of(y, n), xy = 0.0, xx = 0.0, yy = 0.0;

    for (size_t i = 0; i < n; i++) {
        xy += (x[i] - x_mean) * (y[i] - y_mean);
        xx += (x[i] - x_mean) * (x[i] - x_mean);
        yy += (y[i] - y_mean) * (y[i] - y_mean);
    }
    return xx * yy > 0.0 ? xy / sqrt(xx * yy) : NAN;
}

double
cgap_statistic_of(cgap_statistic what, const double *x, const double *earlier, size_t n)
{
    double work[2 * CGAP_MAX_MEMBER], mean;

    switch (what) {
    case CGAP_STATISTIC_MEAN:
        return mean_of(x, n);
    case CGAP_STATISTIC_SD:
        return sd_of(x, n);
    case CGAP_STATISTIC_CV:
        mean = mean_of(x, n);
        return mean > 0.0 ? sd_of(x, n) / mean : NAN;
    case CGAP_STATISTIC_SHARE_ABOVE_90:
        return share_above(x, n, 0.90);
    case CGAP_STATISTIC_SHARE_ABOVE_95:
        return share_above(x, n, 0.95);
    case CGAP_STATISTIC_CORRELATION:
        return correlation(x, earlier, n);
    case CGAP_STATISTIC_RANK_CORRELATION:
        return n <= CGAP_MAX_MEMBER ? cgap_convergence_spearman(x, earlier, n, work) : NAN;
    case CGAP_STATISTIC_COUNT:
        break;
    }
    return NAN;
}

cgap_spread
cgap_spread_of(const double *value, size_t n, double *work)
{
    cgap_spread out = {NAN, NAN, NAN, NAN};
    size_t kept = 0;

    for (size_t r = 0; r < n; r++) {
        if (!isnan(value[r])) {
            work[kept++] = value[r];
        }
    }
    if (kept == 0) {
        return out;
    }
    out.mean = mean_of(work, kept);
    if (kept > 1) {
        out.sd = sd_of(work, kept) * sqrt((double) kept / (double) (kept - 1));
    }
    cgap_sort_values(work, kept);
    out.q05 = cgap_sorted_quantile(work, kept, 0.05);
    out.q95 = cgap_sorted_quantile(work, kept, 0.95);
    return out;
}
