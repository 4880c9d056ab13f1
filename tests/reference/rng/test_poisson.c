/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Poisson counts against GSL's distribution function, draw by draw: the count is the smallest n
 * with P(N <= n) >= u at the same address, a mean above 50 in pieces of 50 under consecutive names.
 * A count differs only where u lies within rounding of a step of the distribution function: not at
 * this seed.
 */
#include "harness.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "cgap/rng.h"

static double
quantile(double mean, double u)
{
    unsigned int n = 0;

    while (gsl_cdf_poisson_P(n, mean) < u) {
        n++;
    }
    return n;
}

static double
by_gsl(uint64_t seed, cgap_address at, double mean)
{
    double sum = 0.0;

    for (; mean > 50.0; mean -= 50.0, at.name++) {
        sum += quantile(50.0, cgap_rng_uniform(seed, at));
    }
    return sum + quantile(mean, cgap_rng_uniform(seed, at));
}

static void
counts_are_quantiles(void **state)
{
    static const double mean[] = {1e-6, 0.03, 0.5, 1.0, 4.7, 20.0, 49.9, 50.1, 75.0, 230.0};

    (void) state;
    for (size_t m = 0; m < sizeof mean / sizeof *mean; m++) {
        for (uint32_t draw = 0; draw < 2000; draw++) {
            cgap_address at = {draw, CGAP_PROCESS_COUNT, 7, 3, 0};

            assert_true(cgap_rng_poisson(11, at, mean[m]) == by_gsl(11, at, mean[m]));
        }
    }
}

/* Common random numbers: more risk never means fewer incidents under the same draw, so scenarios
 * differ by what their rates differ; also where a new piece of 50 begins. */
static void
counts_grow_with_the_mean(void **state)
{
    (void) state;
    for (uint32_t draw = 0; draw < 200; draw++) {
        cgap_address at = {draw, CGAP_PROCESS_COUNT, 7, 3, 0};
        double before = 0.0;

        for (double mean = 0.0; mean < 120.0; mean += 0.5) {
            double count = cgap_rng_poisson(11, at, mean);

            assert_true(count >= before);
            before = count;
        }
    }
}

static void
no_risk_no_incident(void **state)
{
    (void) state;
    for (uint32_t draw = 0; draw < 200; draw++) {
        cgap_address at = {draw, CGAP_PROCESS_COUNT, 7, 3, 0};

        assert_true(cgap_rng_poisson(11, at, 0.0) == 0.0);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_are_quantiles),
        cmocka_unit_test(counts_grow_with_the_mean),
        cmocka_unit_test(no_risk_no_incident),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
