/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Transposition and implementation against their closed forms (MODEL.md 2.3, invariant 4). */
#include "harness.h"

#include <math.h>

#include "cgap/policy.h"
#include "cgap/rng.h"

static const cgap_hazard NIS = {2016.5139, 2018.3602, 0.13, 1.3};

/* The definition: h_pre over the time before the deadline, h_post over the time after it. */
static void
integral_is_piecewise_linear(void **state)
{
    (void) state;
    assert_true(cgap_hazard_integral(&NIS, 2016.0) == 0.0);
    assert_close(cgap_hazard_integral(&NIS, 2017.5139), 0.13, 1e-12);
    assert_close(cgap_hazard_integral(&NIS, 2019.3602), 0.13 * (2018.3602 - 2016.5139) + 1.3,
                 1e-12);
}

static void
the_date_inverts_the_integral(void **state)
{
    (void) state;
    for (double e = 0.001; e < 8.0; e *= 1.3) {
        assert_close(cgap_hazard_integral(&NIS, cgap_hazard_date(&NIS, e)), e, 1e-11);
    }
}

static void
no_hazard_no_date(void **state)
{
    cgap_hazard never = {2016.5, 2018.0, 0.0, 0.0};

    (void) state;
    assert_true(isinf(cgap_hazard_date(&never, 0.1)));
}

/* P(by t) = 1 - exp(-H(t)); 20000 draws, 5 standard errors at four dates: false alarm 2e-6. */
static void
dates_have_the_stated_distribution(void **state)
{
    const int n = 20000;
    static const double date[] = {2017.5, 2018.36, 2018.55, 2020.0};

    (void) state;
    for (int d = 0; d < 4; d++) {
        double expected = 1.0 - exp(-cgap_hazard_integral(&NIS, date[d])), share = 0.0;

        for (int r = 0; r < n; r++) {
            cgap_address at = {(uint32_t) r, CGAP_PROCESS_TRANSPOSITION, 77, 0, 5};

            share += cgap_hazard_date(&NIS, cgap_rng_exponential(3, at)) <= date[d];
        }
        assert_close(share / n, expected, 5.0 * sqrt(expected * (1.0 - expected) / n));
    }
}

/* Fitted rates give 38 % of the states at +.19 years for NIS (MODEL.md section 7). */
static void
nis_by_mid_july_2018(void **state)
{
    (void) state;
    assert_close(1.0 - exp(-cgap_hazard_integral(&NIS, 2018.3602 + 0.19)), 0.38, 0.01);
}

/* Expected implementation: E[q(t)] = ceiling * integral of the density of the date times
 * (1 - exp(-k (t - s))), by the midpoint rule over 200000 cells. */
static double
by_quadrature(double rate, double ceiling, double t)
{
    const int n = 200000;
    double width = (t - NIS.adopted) / n, sum = 0.0;

    for (int c = 0; c < n; c++) {
        double s = NIS.adopted + (c + 0.5) * width;
        double hazard = s < NIS.deadline ? NIS.before : NIS.after;

        sum += hazard * exp(-cgap_hazard_integral(&NIS, s)) * (1.0 - exp(-rate * (t - s))) * width;
    }
    return ceiling * sum;
}

static void
expected_implementation_is_exact(void **state)
{
    static const double rate[] = {0.7, 0.13, 1.3, 5.0}; /* also equal to a hazard */

    (void) state;
    for (int r = 0; r < 4; r++) {
        double whole = cgap_hazard_expected_implementation(&NIS, rate[r], 0.8, 0.0, 2016.0, 2021.0);
        double q = 0.0;

        for (int step = 0; step < 60; step++) {
            q = cgap_hazard_expected_implementation(&NIS, rate[r], 0.8, q, 2016.0 + step / 12.0,
                                                    2016.0 + (step + 1) / 12.0);
        }
        assert_close(q, whole, 1e-13); /* whatever the step */
        assert_close(whole, by_quadrature(rate[r], 0.8, 2021.0), 1e-6);
    }
}

static void
ceiling_by_enforcement_or_capacity(void **state)
{
    (void) state;
    assert_close(cgap_implementation_ceiling(0.5, 0.4), 0.7, 1e-15);
    assert_close(cgap_implementation_ceiling(1.0, 0.1), 1.0, 1e-15);
    assert_close(cgap_implementation_ceiling(0.0, 0.3), 0.3, 1e-15);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(integral_is_piecewise_linear),
        cmocka_unit_test(the_date_inverts_the_integral),
        cmocka_unit_test(no_hazard_no_date),
        cmocka_unit_test(dates_have_the_stated_distribution),
        cmocka_unit_test(nis_by_mid_july_2018),
        cmocka_unit_test(expected_implementation_is_exact),
        cmocka_unit_test(ceiling_by_enforcement_or_capacity),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
