/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/dispersion.h"

#include <math.h>

#include "cgap/elementary.h"

/* Around the first value, so that the mean of equal values is that value. */
static double
mean_of(const double *x, size_t n)
{
    double sum = 0.0;

    for (size_t i = 1; i < n; i++) {
        sum += x[i] - x[0];
    }
    return x[0] + sum / (double) n;
}

static double
lowest(const double *x, size_t n)
{
    double low = x[0];

    for (size_t i = 1; i < n; i++) {
        low = x[i] < low ? x[i] : low;
    }
    return low;
}

/* Mean of values that are shares of something; NaN when they cannot be. */
static double
share_mean(const double *x, size_t n)
{
    double mean = mean_of(x, n);

    return lowest(x, n) >= 0.0 && mean > 0.0 ? mean : NAN;
}

static double
log_or_nan(double x)
{
    return x > 0.0 ? cgap_log(x) : NAN;
}

double
cgap_dispersion_hhi(const double *x, size_t n)
{
    double total = share_mean(x, n) * (double) n, sum = 0.0;

    for (size_t i = 0; i < n; i++) {
        sum += x[i] / total * (x[i] / total);
    }
    return sum;
}

double
cgap_dispersion_shannon(const double *x, size_t n)
{
    double total = share_mean(x, n) * (double) n, sum = 0.0;

    if (isnan(total)) {
        return NAN;
    }
    for (size_t i = 0; i < n; i++) {
        double share = x[i] / total;

        sum -= share > 0.0 ? share * cgap_log(share) : 0.0;
    }
    return sum;
}

double
cgap_dispersion_atkinson(const double *x, size_t n, double aversion)
{
    double mean = share_mean(x, n), sum = 0.0;

    if (isnan(mean) || (aversion >= 1.0 && !(lowest(x, n) > 0.0))) {
        return NAN;
    }
    if (aversion == 1.0) {
        return -cgap_expm1(-cgap_dispersion_mld(x, NULL, n));
    }
    for (size_t i = 0; i < n; i++) {
        double r = x[i] / mean;

        sum += aversion == 0.5 ? sqrt(r) : aversion == 2.0 ? 1.0 / r : cgap_pow(r, 1.0 - aversion);
    }
    sum /= (double) n;
    if (aversion == 0.5) {
        return 1.0 - sum * sum;
    }
    return aversion == 2.0 ? 1.0 - 1.0 / sum : 1.0 - cgap_pow(sum, 1.0 / (1.0 - aversion));
}

/* In the form sum w (r - 1 - ln r): every term is >= 0, and 0 where x is the mean. */
double
cgap_dispersion_mld(const double *x, const double *weight, size_t n)
{
    double total = 0.0, mean = 0.0, sum = 0.0, log_mean;

    for (size_t i = 0; i < n; i++) {
        double w = weight == NULL ? 1.0 : weight[i];

        total += w;
        mean += w * (x[i] - x[0]);
    }
    mean = x[0] + mean / total;
    log_mean = log_or_nan(mean);
    for (size_t i = 0; i < n; i++) {
        double w = weight == NULL ? 1.0 : weight[i];

        sum += w * ((x[i] / mean - 1.0) - (log_or_nan(x[i]) - log_mean));
    }
    return sum / total;
}

double
cgap_dispersion_delta(const double *x, size_t n, bool to_lowest)
{
    double best = x[0], sum = 0.0;

    for (size_t i = 1; i < n; i++) {
        best = (to_lowest ? x[i] < best : x[i] > best) ? x[i] : best;
    }
    for (size_t i = 0; i < n; i++) {
        sum += fabs(best - x[i]);
    }
    return sum;
}

double
cgap_dispersion_gap_target(const double *x, size_t n, double target, bool lower_is_better)
{
    double sum = 0.0;

    for (size_t i = 0; i < n; i++) {
        double gap = lower_is_better ? x[i] - target : target - x[i];

        sum += gap > 0.0 ? gap : 0.0;
    }
    return target > 0.0 ? sum / ((double) n * target) : NAN;
}

/* Units and mean of one group. */
static double
group_mean(const double *x, const size_t *group, size_t n, size_t g, double *count)
{
    double first = 0.0, sum = 0.0;

    *count = 0.0;
    for (size_t i = 0; i < n; i++) {
        if (group[i] == g) {
            first = *count == 0.0 ? x[i] : first;
            sum += x[i] - first;
            *count += 1.0;
        }
    }
    return *count > 0.0 ? first + sum / *count : 0.0;
}

/* ln(mean of the group / mean), 0 for the mean itself. */
static double
log_ratio(double group_mean_value, double mean)
{
    return group_mean_value == mean ? 0.0 : cgap_log(group_mean_value) - cgap_log(mean);
}

cgap_split
cgap_dispersion_theil_split(const double *x, const size_t *group, size_t n, size_t n_group)
{
    double mean = share_mean(x, n);
    cgap_split split = {0.0, 0.0};

    if (isnan(mean)) {
        return (cgap_split){NAN, NAN};
    }
    for (size_t g = 0; g < n_group; g++) {
        double count, own = group_mean(x, group, n, g, &count), inside = 0.0;
        double share = count * own / ((double) n * mean);

        for (size_t i = 0; own > 0.0 && i < n; i++) {
            double r = group[i] == g ? x[i] / own : 1.0;

            inside += r > 0.0 ? r * cgap_log(r) - (r - 1.0) : 1.0;
        }
        if (own > 0.0) {
            split.within += share * inside / count;
            split.between += share * log_ratio(own, mean);
        }
    }
    return split;
}

cgap_split
cgap_dispersion_mld_split(const double *x, const size_t *group, size_t n, size_t n_group)
{
    double mean = share_mean(x, n);
    cgap_split split = {0.0, 0.0};

    if (!(lowest(x, n) > 0.0)) {
        return (cgap_split){NAN, NAN};
    }
    for (size_t g = 0; g < n_group; g++) {
        double count, own = group_mean(x, group, n, g, &count), inside = 0.0;

        for (size_t i = 0; i < n; i++) {
            double r = group[i] == g ? x[i] / own : 1.0;

            inside += (r - 1.0) - cgap_log(r);
        }
        if (count > 0.0) {
            split.within += inside / (double) n;
            split.between -= count / (double) n * log_ratio(own, mean);
        }
    }
    return split;
}

double
cgap_dispersion_esteban_ray(const double *x, const size_t *group, size_t n, size_t n_group,
                            double alpha)
{
    double mean = mean_of(x, n), sum = 0.0;

    for (size_t g = 0; g < n_group; g++) {
        double count, own = group_mean(x, group, n, g, &count);
        double share = cgap_pow(count / (double) n, 1.0 + alpha);

        for (size_t h = 0; h < n_group; h++) {
            double others, other = group_mean(x, group, n, h, &others);

            sum += share * (others / (double) n) * fabs(own - other) / mean;
        }
    }
    return mean > 0.0 ? sum : NAN;
}
