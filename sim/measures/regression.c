/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "cgap/convergence.h"
#include "cgap/elementary.h"
#include "cgap/number.h"

static const cgap_regression UNDEFINED = {NAN, NAN, NAN, NAN, NAN, NAN};

static double
mean_of(const double *x, size_t n)
{
    double sum = 0.0;

    for (size_t i = 1; i < n; i++) {
        sum += x[i] - x[0];
    }
    return x[0] + sum / (double) n;
}

/* A sum of squares below this share of that of the values themselves is what rounding leaves of
 * them, not something to be explained or to test with. */
static const double ROUNDING = 1e-24;

static double
dot(const double *a, const double *b, size_t n)
{
    double sum = 0.0;

    for (size_t i = 0; i < n; i++) {
        sum += a[i] * b[i];
    }
    return sum;
}

/* NaN stays. */
static double
beyond_rounding(double squares, double of)
{
    return squares <= ROUNDING * of ? 0.0 : squares;
}

/* Error, t and p from the sum of squared residuals and the sum of squares of the regressor. */
static void
add_error(cgap_regression *fit, double residual, double sxx, double freedom)
{
    if (freedom < 1.0) {
        return;
    }
    fit->error = sqrt(residual / freedom / sxx);
    if (fit->error > 0.0) {
        fit->t = fit->slope / fit->error;
        fit->p = cgap_number_round12(2.0 * gsl_cdf_tdist_Q(fabs(fit->t), freedom));
    }
}

cgap_regression
cgap_convergence_line(const double *x, const double *y, size_t n)
{
    cgap_regression fit = UNDEFINED;
    double mx = mean_of(x, n), my = mean_of(y, n), about = dot(y, y, n);
    double sxx = 0.0, sxy = 0.0, syy = 0.0, residual = 0.0;

    for (size_t i = 0; i < n; i++) {
        sxx += (x[i] - mx) * (x[i] - mx);
        sxy += (x[i] - mx) * (y[i] - my);
        syy += (y[i] - my) * (y[i] - my);
    }
    if (!(sxx > 0.0)) {
        return fit;
    }
    syy = beyond_rounding(syy, about);
    fit.slope = syy == 0.0 ? 0.0 : sxy / sxx;
    fit.intercept = my - fit.slope * mx;
    for (size_t i = 0; i < n; i++) {
        double u = (y[i] - my) - fit.slope * (x[i] - mx);

        residual += u * u;
    }
    residual = syy == 0.0 ? 0.0 : beyond_rounding(residual, about);
    fit.r2 = syy > 0.0 ? 1.0 - residual / syy : NAN;
    add_error(&fit, residual, sxx, (double) n - 2.0);
    return fit;
}

/* Takes from v what the first `count` orthogonal rows of basis explain; twice, so that rounding of
 * the first pass is mended by the second (Giraud and others 2005: twice is enough). */
static void
project_out(double *v, const double *basis, size_t count, size_t n)
{
    for (int pass = 0; pass < 2; pass++) {
        for (size_t k = 0; k < count; k++) {
            const double *q = basis + k * n;
            double share = dot(q, v, n) / dot(q, q, n);

            for (size_t i = 0; i < n; i++) {
                v[i] -= share * q[i];
            }
        }
    }
}

/* Adds v to the basis unless what is left of it is rounding; returns whether it was added. */
static bool
add_to_basis(double *basis, size_t *count, const double *v, size_t n)
{
    const double rounding = 1e-20; /* squared length left over, relative */
    double *place = basis + *count * n, before = dot(v, v, n);

    memcpy(place, v, n * sizeof *place);
    project_out(place, basis, *count, n);
    if (!(dot(place, place, n) > rounding * before)) {
        return false;
    }
    (*count)++;
    return true;
}

cgap_regression
cgap_convergence_conditional(const double *x, const double *y, const double *const *covariate,
                             size_t n_covariate, size_t n, double *work)
{
    cgap_regression fit = UNDEFINED;
    size_t count = 1;
    double *last, sxx, squares, left;

    if (n <= n_covariate + 2) {
        return fit;
    }
    for (size_t i = 0; i < n; i++) {
        work[i] = 1.0;
    }
    for (size_t k = 0; k < n_covariate; k++) {
        (void) add_to_basis(work, &count, covariate[k], n);
    }
    if (!add_to_basis(work, &count, x, n)) {
        return fit;
    }
    last = work + (count - 1) * n;
    sxx = dot(last, last, n);
    fit.slope = dot(last, y, n) / sxx;
    memcpy(last, y, n * sizeof *last); /* its squares are kept; now the residual of y */
    project_out(last, work, count - 1, n);
    squares = beyond_rounding(dot(last, last, n), dot(y, y, n));
    fit.slope = squares == 0.0 ? 0.0 : fit.slope;
    left = squares - fit.slope * fit.slope * sxx;
    /* a difference of two numbers: rounding leaves more of it than of a sum of squares */
    add_error(&fit, left <= 1e-14 * squares ? 0.0 : left, sxx, (double) (n - count));
    return fit;
}

double
cgap_convergence_speed(double beta, double span)
{
    double left = 1.0 + beta * span;

    return left > 0.0 ? -cgap_log(left) / span : NAN;
}

double
cgap_convergence_time_to(const double *time, const double *series, size_t n, double threshold,
                         bool falling)
{
    for (size_t t = 0; t < n; t++) {
        if (falling ? series[t] <= threshold : series[t] >= threshold) {
            return time[t];
        }
    }
    return NAN;
}

static double
variance_of(const double *x, size_t n)
{
    double mean = mean_of(x, n), sum = 0.0;

    for (size_t i = 0; i < n; i++) {
        sum += (x[i] - mean) * (x[i] - mean);
    }
    return sum / (double) n;
}

/* A mean moves by this share of the values by rounding alone, and so does a spread: twenty units or
 * so in the last place. */
static const double SHIFT = 0x1p-47;

const char *
cgap_convergence_verdict(const double *first, const double *last, size_t n, bool lower_is_better)
{
    static const char *const words[2][2][2] = {
        {{"downward divergence", "strict downward divergence"},
         {"downward convergence", "strict downward convergence"}},
        {{"upward divergence", "strict upward divergence"},
         {"upward convergence", "strict upward convergence"}}};
    double better = mean_of(last, n) - mean_of(first, n), most = 0.0;
    double before = variance_of(first, n), after = variance_of(last, n), wider = after - before;
    bool strict = true;

    better = lower_is_better ? -better : better;
    for (size_t i = 0; i < n; i++) {
        double own = lower_is_better ? first[i] - last[i] : last[i] - first[i];

        strict = strict && (better > 0.0 ? own > 0.0 : own < 0.0);
        most = fmax(most, fmax(fabs(first[i]), fabs(last[i])));
    }
    if (fabs(better) <= SHIFT * most || fabs(wider) <= SHIFT * most * sqrt(fmax(before, after))) {
        return "unchanged";
    }
    return words[better > 0.0][wider < 0.0][strict];
}
