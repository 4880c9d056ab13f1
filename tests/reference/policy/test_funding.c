/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cohesion fund (MODEL.md 2.4, invariant 9): the budget holds exactly. */
#include "harness.h"

#include <math.h>

#include "cgap/policy.h"

enum { N = 4, LANES = 2 };

static const double GDP[N] = {3000.0, 50.0, 400.0, 12.0};

/* Lane 0: two laggards; lane 1: nobody lags. */
static const double INDEX[N * LANES] = {0.8, 0.6, 0.5, 0.6, 0.7, 0.6, 0.3, 0.6};

static void
shares_sum_to_one(void **state)
{
    static const double targeting[] = {0.0, 1.0, 2.0, 3.5};

    (void) state;
    for (int t = 0; t < 4; t++) {
        double share[N * LANES];

        cgap_funding_shares(INDEX, GDP, 0xF, N, LANES, targeting[t], share);
        for (int l = 0; l < LANES; l++) {
            double sum = 0.0;

            for (int i = 0; i < N; i++) {
                sum += share[i * LANES + l];
            }
            assert_close(sum, 1.0, 1e-15);
        }
    }
}

/* share_i ~ GDP_i gap_i^2: gaps 0, .3, .1, .5 give 0, 4.5, 4, 3. */
static void
targeting_follows_the_gap(void **state)
{
    double share[N * LANES];

    (void) state;
    cgap_funding_shares(INDEX, GDP, 0xF, N, LANES, 2.0, share);
    assert_true(share[0] == 0.0);
    assert_close(share[1 * LANES], 4.5 / 11.5, 1e-14);
    assert_close(share[2 * LANES], 4.0 / 11.5, 1e-14);
    assert_close(share[3 * LANES], 3.0 / 11.5, 1e-14);
    assert_close(share[0 * LANES + 1], 3000.0 / 3462.0, 1e-14); /* nobody lags: by GDP */
}

/* The same for every exponent, the exact ones too, against pow() of libm. */
static void
every_exponent_is_a_power(void **state)
{
    static const double targeting[] = {0.25, 1.0, 1.5, 2.0, 3.0, 4.0};
    static const double gap[N] = {0.0, 0.3, 0.1, 0.5};

    (void) state;
    for (size_t t = 0; t < sizeof targeting / sizeof *targeting; t++) {
        double share[N * LANES], weight[N], sum = 0.0;

        cgap_funding_shares(INDEX, GDP, 0xF, N, LANES, targeting[t], share);
        for (int i = 0; i < N; i++) {
            weight[i] = GDP[i] * pow(gap[i], targeting[t]);
            sum += weight[i];
        }
        for (int i = 0; i < N; i++) {
            assert_close(share[i * LANES], weight[i] / sum, 1e-14);
        }
    }
}

/* alpha_f = 0: shares by GDP, so tau = 1000 share F / GDP is the same for all. */
static void
without_targeting_all_get_the_same_per_gdp(void **state)
{
    double share[N * LANES];

    (void) state;
    cgap_funding_shares(INDEX, GDP, 0xF, N, LANES, 0.0, share);
    for (int i = 1; i < N; i++) {
        assert_close(share[i * LANES] / GDP[i], share[0] / GDP[0], 1e-18);
    }
}

static void
outsiders_get_nothing(void **state)
{
    double share[N * LANES];

    (void) state;
    cgap_funding_shares(INDEX, GDP, 0x5, N, LANES, 2.0, share);
    assert_true(share[1 * LANES] == 0.0 && share[3 * LANES] == 0.0);
    assert_true(share[0] == 0.0); /* the leader among members */
    assert_close(share[2 * LANES], 1.0, 1e-15);
}

/* tau = 1000 * .5 * 600 / 3000 = 100 ppm; half saturation 200: .8 * 100 / 1.5. */
static void
absorption_saturates(void **state)
{
    (void) state;
    assert_close(cgap_funding_absorbed(0.5, 600.0, 3000.0, 0.8, 200.0), 0.8 * 100.0 / 1.5, 1e-12);
    assert_true(cgap_funding_absorbed(0.5, 0.0, 3000.0, 0.8, 200.0) == 0.0);
    assert_true(cgap_funding_absorbed(1.0, 1e9, 10.0, 1.0, 200.0) < 200.0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_sum_to_one),
        cmocka_unit_test(targeting_follows_the_gap),
        cmocka_unit_test(every_exponent_is_a_power),
        cmocka_unit_test(without_targeting_all_get_the_same_per_gdp),
        cmocka_unit_test(outsiders_get_nothing),
        cmocka_unit_test(absorption_saturates),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
