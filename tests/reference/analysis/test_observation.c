/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The observation model (MODEL.md section 7) against closed forms, quadrature and GSL. */
#include "harness.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

#include "cgap/observation.h"
#include "cgap/rng.h"

static void
normal_probability_is_that_of_gsl(void **state)
{
    (void) state;
    for (double x = -9.0; x <= 9.0; x += 0.0625) {
        assert_close(cgap_normal_probability(x), gsl_cdf_ugaussian_P(x), 2e-15);
        assert_close(cgap_normal_probability(x) + cgap_normal_probability(-x), 1.0, 1e-15);
    }
    for (double p = 0.001; p < 1.0; p += 0.037) { /* inverse of the quantile the draws use */
        assert_close(cgap_normal_probability(cgap_normal_quantile(p)), p, 1e-15);
    }
    assert_close(cgap_normal_probability(INFINITY), 1.0, 0.0);
    assert_close(cgap_normal_probability(-INFINITY), 0.0, 0.0);
}

/* E min(1, m + s Z) by the midpoint rule over 20 standard deviations: error about (h^2/24) times
 * the jump of the slope at the kink, below 1e-7 for h = 1e-3. */
static double
by_quadrature(double m, double s)
{
    double h = 1e-3, sum = 0.0;

    for (double z = -10.0 + h / 2.0; z < 10.0; z += h) {
        sum += fmin(1.0, m + s * z) * gsl_ran_ugaussian_pdf(z) * h;
    }
    return sum;
}

/* At the ceiling itself, m = 1: E min(1, 1 + s Z) = 1 - s E Z^+ = 1 - s / sqrt(2 pi). */
static void
censored_mean_has_its_closed_form(void **state)
{
    cgap_observation edition = {0, 0.2, 0.07, 1.0};

    (void) state;
    for (double level = 0.3; level < 1.2; level += 0.05) {
        assert_close(cgap_observed_mean(&edition, level), by_quadrature(level + 0.2, 0.07), 1e-7);
    }
    assert_close(cgap_observed_mean(&edition, 0.8), 1.0 - 0.07 * 0.39894228040143268, 1e-15);
    assert_close(cgap_observed_mean(&edition, -0.5), -0.3, 1e-15); /* far below: not censored */
    edition.ceiling = INFINITY;
    assert_close(cgap_observed_mean(&edition, 1.5), 1.7, 1e-15);
}

static void
observed_draws_have_the_expected_mean(void **state)
{
    cgap_observation edition = {cgap_rng_name("gci 2020"), 0.22, 0.074, 1.0};
    double sum = 0.0, squares = 0.0, n = 20000.0, mean;

    (void) state;
    for (uint32_t r = 0; r < 20000; r++) {
        double y = cgap_observe(&edition, 0.72, 5, r, cgap_rng_unit("AT"));

        assert_true(y <= 1.0);
        sum += y;
        squares += y * y;
    }
    mean = sum / n;
    assert_close(mean, cgap_observed_mean(&edition, 0.72),
                 5.0 * sqrt((squares / n - mean * mean) / n));
}

/* Without error, leniency and ceiling the observation is the level; an edition's error is its own.
 */
static void
observation_without_error_is_latent(void **state)
{
    cgap_observation clear = {cgap_rng_name("sme 2019"), 0.0, 0.0, INFINITY};
    cgap_observation blurred = {cgap_rng_name("sme 2019"), 0.0, 0.04, INFINITY};
    cgap_observation later = {cgap_rng_name("sme 2022"), 0.0, 0.04, INFINITY};

    (void) state;
    for (uint32_t r = 0; r < 50; r++) {
        double level = 0.013 * r;
        uint16_t unit = cgap_rng_unit("EL");

        assert_true(cgap_observe(&clear, level, 1, r, unit) == level);
        assert_true(cgap_observe(&blurred, level, 1, r, unit) != level);
        assert_true(cgap_observe(&blurred, level, 1, r, unit) !=
                    cgap_observe(&later, level, 1, r, unit));
        assert_true(cgap_observe(&blurred, level, 1, r, unit) ==
                    cgap_observe(&blurred, level, 1, r, unit));
    }
}

static double
mean_at(cgap_observation edition, double leniency, const double *level, size_t n)
{
    double sum = 0.0;

    edition.leniency = leniency;
    for (size_t i = 0; i < n; i++) {
        sum += cgap_observed_mean(&edition, level[i]);
    }
    return sum / (double) n;
}

static void
leniency_solves_the_edition_mean(void **state)
{
    static const double level[] = {0.35, 0.51, 0.6, 0.66, 0.7, 0.74, 0.83, 0.93};
    static const double sd[] = {0.0, 0.01, 0.074, 0.3};
    static const double mean[] = {0.2, 0.665, 0.7757, 0.9128, 0.99};
    cgap_observation edition = {0, 123.0, 0.0, 1.0};

    (void) state;
    for (size_t s = 0; s < 4; s++) {
        edition.sd = sd[s];
        for (size_t m = 0; m < 5; m++) {
            double leniency = cgap_observation_leniency(&edition, level, 8, mean[m]);

            assert_close(mean_at(edition, leniency, level, 8), mean[m], 1e-13);
        }
    }
    /* No ceiling, no error: the shift of the mean. With two states and no error: the upper one
     * stands at the ceiling, (0.5 + t + 1)/2 = 0.8. */
    assert_close(
        cgap_observation_leniency(&(cgap_observation){0, 0.0, 0.0, INFINITY}, level, 8, 0.7),
        0.7 - 0.665, 1e-15);
    edition.sd = 0.0;
    assert_close(cgap_observation_leniency(&edition, (const double[]){0.5, 0.95}, 2, 0.8), 0.1,
                 1e-15);
}

static void
a_mean_at_the_ceiling_has_no_leniency(void **state)
{
    cgap_observation edition = {0, 0.0, 0.05, 1.0};
    double level = 0.5;

    (void) state;
    assert_true(isnan(cgap_observation_leniency(&edition, &level, 1, 1.0)));
    assert_true(isnan(cgap_observation_leniency(&edition, &level, 1, NAN)));
    assert_true(isnan(cgap_observation_leniency(&edition, &level, 0, 0.5)));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(normal_probability_is_that_of_gsl),
        cmocka_unit_test(censored_mean_has_its_closed_form),
        cmocka_unit_test(observed_draws_have_the_expected_mean),
        cmocka_unit_test(observation_without_error_is_latent),
        cmocka_unit_test(leniency_solves_the_edition_mean),
        cmocka_unit_test(a_mean_at_the_ceiling_has_no_leniency),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
