/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include <gsl/gsl_cdf.h>

#include "cgap/convergence.h"
#include "cgap/elementary.h"
#include "cgap/number.h"
#include "autocovariance.h"

/* Bandwidth for the quadratic-spectral kernel: 1.3221 (m a)^(1/5), a = 4 b^2 / (1 - b)^4 with b the
 * AR(1) slope of the residuals without a constant (Andrews 1991, equations 6.2 and 6.4). */
static double
bandwidth(const double *u, size_t m)
{
    double cross = 0.0, squares = 0.0, b, left;

    for (size_t t = 1; t < m; t++) {
        cross += u[t] * u[t - 1];
        squares += u[t - 1] * u[t - 1];
    }
    b = squares > 0.0 ? cross / squares : 0.0;
    left = (1.0 - b) * (1.0 - b);
    return 1.3221 * cgap_pow((double) m * 4.0 * b * b / (left * left), 0.2);
}

/* k(z) = 25/(12 pi^2 z^2) (sin(6 pi z/5)/(6 pi z/5) - cos(6 pi z/5)) */
static double
quadratic_spectral(double z)
{
    const double pi = 3.14159265358979323846;
    double a = 6.0 * pi * z / 5.0;

    return 3.0 / (a * a) * (sin(a) / a - cos(a));
}

/* Series from this length on take their lagged products from the Fourier transform. */
enum { LONG_SERIES = 512 };

static size_t
residuals_of(size_t n_time)
{
    return n_time - (2 * n_time + 3) / 6; /* round(T/3) left out; a half cannot occur */
}

size_t
cgap_convergence_logt_work(size_t n_time)
{
    size_t m = residuals_of(n_time);

    return 2 * n_time + (m < LONG_SERIES ? 0 : autocovariance_work(m - 1));
}

/* Sum of u_t u_(t-j) for t = j .. end-1 in eight strands of fixed order, so that the additions need
 * not wait for each other. */
static double
lagged_products(const double *u, size_t end, size_t j)
{
    double strand[8] = {0}, rest = 0.0;
    size_t t = j;

    for (; t + 8 <= end; t += 8) {
        for (size_t s = 0; s < 8; s++) {
            strand[s] += u[t + s] * u[t + s - j];
        }
    }
    for (; t < end; t++) {
        rest += u[t] * u[t - j];
    }
    return ((strand[0] + strand[1]) + (strand[2] + strand[3])) +
           ((strand[4] + strand[5]) + (strand[6] + strand[7])) + rest;
}

/* Long-run variance of the residuals: (g_0 + 2 sum over j = 1 .. m-2 of k(j/band) g_j) / (m-1),
 * with g_0 the squares of all residuals and g_j the products u_t u_(t-j) of all but the last: the
 * convention of the authors' own program, which the published tests rest on. */
static double
long_run_variance(const double *u, size_t m, double *work)
{
    double band = bandwidth(u, m), sum = lagged_products(u, m, 0);
    const double *products = m < LONG_SERIES ? NULL : autocovariance(u, m - 1, work);

    for (size_t j = 1; j + 2 <= m && band > 0.0; j++) {
        double product = products == NULL ? lagged_products(u, m - 1, j) : products[j];

        sum += 2.0 * quadratic_spectral((double) j / band) * product;
    }
    return sum / ((double) m - 1.0);
}

static double
regressand(const double *h, size_t place)
{
    double log_place = cgap_log((double) place);

    return cgap_log(h[0]) - cgap_log(h[place - 1]) - 2.0 * cgap_log(log_place);
}

cgap_logt
cgap_convergence_logt(const double *h, size_t n_time, double *work)
{
    cgap_logt test = {NAN, NAN, NAN, NAN};
    size_t m = residuals_of(n_time), skipped = n_time - m;
    double *x = work, *u = work + m, sxx = 0.0, omega;
    cgap_regression line;

    for (size_t t = 0; t < n_time; t++) {
        if (!(h[t] > 0.0) || n_time < 6) {
            return test;
        }
    }
    for (size_t k = 0; k < m; k++) {
        x[k] = cgap_log((double) (skipped + k + 1));
        u[k] = regressand(h, skipped + k + 1);
    }
    line = cgap_convergence_line(x, u, m);
    for (size_t k = 0; k < m; k++) {
        u[k] -= line.intercept + line.slope * x[k];
    }
    {
        double mean = 0.0;

        for (size_t k = 0; k < m; k++) {
            mean += x[k] / (double) m;
        }
        for (size_t k = 0; k < m; k++) {
            sxx += (x[k] - mean) * (x[k] - mean);
        }
    }
    omega = long_run_variance(u, m, u + m);
    test.b = line.slope;
    if (omega > 0.0) {
        test.error = cgap_number_round12(sqrt(omega / sxx)); /* sine and cosine are libm's */
        test.t = cgap_number_round12(test.b / test.error);
        test.p = cgap_number_round12(gsl_cdf_ugaussian_P(test.t));
    }
    return test;
}
