/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addressed draws: known answers, distributions (false-alarm rate stated), independence. */
#include "harness.h"

#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "cgap/rng.h"

/* Philox4x32-10 known answer published with Random123 (kat_vectors): counter and key all zero give
 * 6627e8d5 e169c58d bc57ac4c 9b00dbd8. Our address puts its parts in words 0..3 of the counter, so
 * an address of zeros (process 0 is never used by the model) must give the first two words. */
static void
uniform_is_the_published_philox(void **state)
{
    cgap_address zero = {0, (cgap_process) 0, 0, 0, 0};
    uint64_t word = (uint64_t) 0xe169c58dU << 32 | 0x6627e8d5U;

    (void) state;
    assert_true(cgap_rng_uniform(0, zero) == ((double) (word >> 12) + 0.5) * 0x1p-52);
}

/* The ends of the word stay inside (0, 1): ln u and quantiles are finite for every draw. */
static void
uniform_never_reaches_its_ends(void **state)
{
    (void) state;
    assert_true(cgap_rng_open_unit(0, 0) == 0x1p-53);
    assert_true(cgap_rng_open_unit(UINT32_MAX, UINT32_MAX) == 1.0 - 0x1p-53);
}

enum { N_DRAW = 20000 };

static int
ascending(const void *a, const void *b)
{
    double x = *(const double *) a, y = *(const double *) b;

    return (x > y) - (x < y);
}

/* Kolmogorov-Smirnov at a false-alarm rate of 1e-6: critical value sqrt(-ln(5e-7)/2)/sqrt(n)
 * = 2.69/sqrt(n). */
static void
assert_uniform(double *u)
{
    double largest = 0.0;

    qsort(u, N_DRAW, sizeof *u, ascending);
    for (int n = 0; n < N_DRAW; n++) {
        double above = (n + 1.0) / N_DRAW - u[n], below = u[n] - (double) n / N_DRAW;

        largest = fmax(largest, fmax(above, below));
    }
    assert_true(largest < 2.69 / sqrt((double) N_DRAW));
}

static void
draws_are_uniform_along_every_coordinate(void **state)
{
    static double u[5][N_DRAW];

    (void) state;
    for (uint32_t n = 0; n < N_DRAW; n++) {
        u[0][n] = cgap_rng_uniform(1, (cgap_address){n, CGAP_PROCESS_SHOCK, 7, 3, 0});
        u[1][n] = cgap_rng_uniform(1, (cgap_address){3, CGAP_PROCESS_SHOCK, 7, n, 0});
        u[2][n] = cgap_rng_uniform(1, (cgap_address){3, CGAP_PROCESS_SHOCK, (uint16_t) n, 1, 0});
        u[3][n] = cgap_rng_uniform(n, (cgap_address){3, CGAP_PROCESS_SHOCK, 7, 3, 0});
        u[4][n] = cgap_rng_uniform(1, (cgap_address){3, CGAP_PROCESS_TRANSPOSITION, 7, 3, n});
    }
    for (int c = 0; c < 5; c++) {
        assert_uniform(u[c]);
    }
}

/* Correlation of streams that differ in one coordinate: |r| < 4.9/sqrt(n) has false-alarm rate
 * 1e-6. */
static void
neighbouring_streams_are_uncorrelated(void **state)
{
    double sum[3] = {0.0, 0.0, 0.0};

    (void) state;
    for (uint32_t n = 0; n < N_DRAW; n++) {
        double x = cgap_rng_normal(1, (cgap_address){n, CGAP_PROCESS_SHOCK, 7, 3, 0});

        sum[0] += x * cgap_rng_normal(1, (cgap_address){n, CGAP_PROCESS_SHOCK, 7, 4, 0});
        sum[1] += x * cgap_rng_normal(1, (cgap_address){n, CGAP_PROCESS_SHOCK, 8, 3, 0});
        sum[2] += x * cgap_rng_normal(1, (cgap_address){n, CGAP_PROCESS_OBSERVATION, 7, 3, 0});
    }
    for (int c = 0; c < 3; c++) {
        assert_true(fabs(sum[c] / N_DRAW) < 4.9 / sqrt((double) N_DRAW));
    }
}

static void
normal_quantile_agrees_with_gsl(void **state)
{
    (void) state;
    for (int n = 1; n < 20000; n++) {
        double p = n / 20000.0;

        assert_close(cgap_normal_quantile(p), gsl_cdf_ugaussian_Pinv(p), 4e-15);
    }
    for (double p = 1e-3; p > 1e-300; p *= 1e-3) {
        assert_close(cgap_normal_quantile(p), gsl_cdf_ugaussian_Pinv(p), 1e-13);
    }
}

/* Mean 1 and variance 1: standard errors 1/sqrt(n) and sqrt(8/n); five of them, false alarm 6e-7.
 */
static void
exponential_has_its_moments(void **state)
{
    double sum = 0.0, squares = 0.0;

    (void) state;
    for (uint32_t n = 0; n < N_DRAW; n++) {
        double x = cgap_rng_exponential(5, (cgap_address){n, CGAP_PROCESS_TRANSPOSITION, 7, 0, 9});

        sum += x;
        squares += (x - 1.0) * (x - 1.0);
    }
    assert_close(sum / N_DRAW, 1.0, 5.0 / sqrt((double) N_DRAW));
    assert_close(squares / N_DRAW, 1.0, 5.0 * sqrt(8.0 / N_DRAW));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(uniform_is_the_published_philox),
        cmocka_unit_test(uniform_never_reaches_its_ends),
        cmocka_unit_test(draws_are_uniform_along_every_coordinate),
        cmocka_unit_test(neighbouring_streams_are_uncorrelated),
        cmocka_unit_test(normal_quantile_agrees_with_gsl),
        cmocka_unit_test(exponential_has_its_moments),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
