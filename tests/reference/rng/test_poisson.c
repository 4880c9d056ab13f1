/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Poisson counts against GSL's distribution function, draw by draw: the count is the smallest n
 * with P(N <= n) >= u at the same address, a mean above 50 in pieces of 50 under consecutive names,
 * what is left after 20 of them as one.
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

    for (int piece = 0; mean > 50.0 && piece < 20; mean -= 50.0, at.name++, piece++) {
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

/* The same where the last piece takes all, where its expansion begins, and far beyond. */
static void
large_counts_grow_with_the_mean(void **state)
{
    (void) state;
    for (uint32_t draw = 0; draw < 20; draw++) {
        cgap_address at = {draw, CGAP_PROCESS_COUNT, 7, 3, 0};
        double before = 0.0, step = 1.7;

        for (double mean = 900.0; mean < 1e15; mean += step) {
            double count = cgap_rng_poisson(11, at, mean);

            assert_true(count >= before);
            before = count;
            step = mean < 1700.0 ? 1.7 : 0.01 * mean;
        }
    }
}

/* What 20 pieces leave of a large mean has a draw of its own; the count must be its quantile. GSL's
 * distribution function is right up to a mean of some millions. */
static void
large_counts_are_quantiles(void **state)
{
    static const double rest[] = {400.0, 499.0, 501.0, 620.0, 1000.0, 4321.0, 1e5, 1e6};

    (void) state;
    for (size_t m = 0; m < sizeof rest / sizeof *rest; m++) {
        for (uint32_t draw = 0; draw < 1000; draw++) {
            cgap_address at = {draw, CGAP_PROCESS_COUNT, 7, 3, 0}, last = at;
            double count =
                cgap_rng_poisson(11, at, 1000.0 + rest[m]) - cgap_rng_poisson(11, at, 1000.0);
            double u;

            /* 1000 itself is 20 pieces */
            last.name = 20;
            u = cgap_rng_uniform(11, last);
            assert_true(gsl_cdf_poisson_P((unsigned int) count, rest[m]) >= u);
            assert_true(gsl_cdf_poisson_P((unsigned int) count - 1, rest[m]) < u);
        }
    }
}

/* Far beyond, the first terms of the expansion around the normal law are all that matters. */
static void
huge_counts_are_nearly_normal(void **state)
{
    (void) state;
    for (uint32_t draw = 0; draw < 400; draw++) {
        cgap_address at = {draw, CGAP_PROCESS_COUNT, 7, 3, 0}, last = at;
        double mean = ldexp(1.1, 20 + (int) (draw % 20)), w;
        double count = cgap_rng_poisson(11, at, 1000.0 + mean) - cgap_rng_poisson(11, at, 1000.0);

        last.name = 20;
        w = cgap_rng_normal(11, last);
        assert_true(fabs(count + 0.5 - (mean + sqrt(mean) * w + (w * w + 2.0) / 6.0)) < 0.51);
        assert_true(count == floor(count));
    }
}

/* A step of a state cannot have more incidents than numbers can tell. */
static void
the_largest_mean_is_a_limit(void **state)
{
    cgap_address at = {0, CGAP_PROCESS_COUNT, 7, 3, 0};
    double most = cgap_rng_poisson(11, at, INFINITY);

    (void) state;
    assert_true(most == cgap_rng_poisson(11, at, 1e300));
    assert_true(fabs(most / CGAP_POISSON_MOST - 1.0) < 1e-5);
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
        cmocka_unit_test(large_counts_grow_with_the_mean),
        cmocka_unit_test(no_risk_no_incident),
        cmocka_unit_test(large_counts_are_quantiles),
        cmocka_unit_test(huge_counts_are_nearly_normal),
        cmocka_unit_test(the_largest_mean_is_a_limit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
