/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accuracy of our own elementary functions against long double libm, in units in the last place. */
#include "harness.h"

#include "cgap/elementary.h"

static void
exp_is_within_one_ulp(void **state)
{
    (void) state;
    for (int n = 0; n <= 200000; n++) {
        double x = -690.0 + 1380.0 * (n + 0.37) / 200001.0;

        assert_true(ulps(cgap_exp(x), expl((long double) x)) < 1.0);
        x /= 700.0;
        assert_true(ulps(cgap_exp(x), expl((long double) x)) < 1.0);
    }
    assert_close(cgap_exp(0.0), 1.0, 0.0);
}

static void
exp_holds_its_argument(void **state)
{
    (void) state;
    assert_close(cgap_exp(1e4), cgap_exp(700.0), 0.0);
    assert_close(cgap_exp(-INFINITY), cgap_exp(-700.0), 0.0);
    assert_true(cgap_exp(700.0) < INFINITY && cgap_exp(-700.0) > 0.0);
    assert_true(isnan(cgap_exp(NAN)) && isnan(cgap_expm1(NAN)));
}

static void
expm1_keeps_small_arguments(void **state)
{
    (void) state;
    for (int n = 0; n <= 200000; n++) {
        double x = -3.0 + 6.0 * (n + 0.37) / 200001.0;

        assert_true(ulps(cgap_expm1(x), expm1l((long double) x)) < 2.0);
        x *= 1e-9;
        assert_true(ulps(cgap_expm1(x), expm1l((long double) x)) < 2.0);
    }
    assert_close(cgap_expm1(0.0), 0.0, 0.0);
}

/* The largest errors are where f is: at both ends of what is not reduced. */
static void
log_is_within_its_bound(void **state)
{
    static const double worst[] = {0x1.6a088855b8f99p-1, 0x1.6a0277425d8f9p-1,
                                   0x1.6a08c1b05be91p-1};

    (void) state;
    for (size_t n = 0; n < sizeof worst / sizeof *worst; n++) {
        assert_true(ulps(cgap_log(worst[n]), logl((long double) worst[n])) < 1.1);
    }
    for (int n = 0; n <= 1000000; n++) {
        double low = 0.7 + 0.0072 * (n + 0.37) / 1000001.0, high = 2.0 * low;

        assert_true(ulps(cgap_log(low), logl((long double) low)) < 1.1);
        assert_true(ulps(cgap_log(high), logl((long double) high)) < 1.0);
    }
    for (int n = 0; n <= 200000; n++) {
        double x = exp(-690.0 + 1380.0 * (n + 0.37) / 200001.0);

        assert_true(ulps(cgap_log(x), logl((long double) x)) < 1.0);
        x = 1.0 + (n - 100000) * 1e-6;
        assert_true(n == 100000 || ulps(cgap_log(x), logl((long double) x)) < 1.0);
    }
    assert_close(cgap_log(1.0), 0.0, 0.0);
}

static void
pow_follows_its_error_bound(void **state)
{
    (void) state;
    for (int n = 1; n <= 2000; n++) {
        for (int m = -20; m <= 20; m++) {
            double x = n / 500.0, y = m / 7.0;
            double bound = 1.5 * (1.0 + fabs(y * log(x)));

            assert_true(ulps(cgap_pow(x, y), powl((long double) x, (long double) y)) < bound);
        }
    }
    assert_close(cgap_pow(0.0, 0.0), 1.0, 0.0);
    assert_close(cgap_pow(0.0, 0.5), 0.0, 0.0);
    assert_true(isnan(cgap_pow(NAN, 0.5)) && isnan(cgap_pow(NAN, 0.0)));
    assert_true(isnan(cgap_pow(0.5, NAN)));
}

/* phi1(z) = (1 - e^-z)/z = 1 - z/2 + z^2/6 - ...: near 0 the series is exact to z^3/24. */
static void
phi1_has_its_limit_at_zero(void **state)
{
    (void) state;
    assert_close(cgap_phi1(0.0), 1.0, 0.0);
    for (double z = 1e-16; z < 1e-4; z *= 3.0) {
        assert_close(cgap_phi1(z), 1.0 - z / 2.0 + z * z / 6.0, z * z * z + 3e-16);
    }
    assert_close(cgap_phi1(2.0), (double) (-expm1l(-2.0L) / 2.0L), 2e-16);
}

/* On both sides of the place where the polynomial gives way to the exponential. */
static void
phi1_is_within_two_ulp(void **state)
{
    (void) state;
    for (int n = 0; n <= 200000; n++) {
        double z = CGAP_PHI1_SHORT * (n + 0.37) / 200001.0;

        assert_true(ulps(cgap_phi1_short(z), -expm1l((long double) -z) / (long double) z) < 1.0);
        assert_close(cgap_phi1(z), cgap_phi1_short(z), 0.0);
        z = CGAP_PHI1_SHORT + 20.0 * (n + 0.37) / 200001.0;
        assert_true(ulps(cgap_phi1(z), -expm1l((long double) -z) / (long double) z) < 2.0);
    }
    assert_true(isfinite(cgap_phi1(1e9)) && cgap_phi1(1e9) > 0.0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exp_is_within_one_ulp),
        cmocka_unit_test(expm1_keeps_small_arguments),
        cmocka_unit_test(exp_holds_its_argument),
        cmocka_unit_test(log_is_within_its_bound),
        cmocka_unit_test(pow_follows_its_error_bound),
        cmocka_unit_test(phi1_has_its_limit_at_zero),
        cmocka_unit_test(phi1_is_within_two_ulp),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
