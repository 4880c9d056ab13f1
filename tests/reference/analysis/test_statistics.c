/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statistics of targets, their spread, and the likelihood of transposition, by hand. */
#include "harness.h"

#include <math.h>

#include "cgap/calibrate.h"
#include "scenario_fixture.h"

/* x = .2 .4 .6 .95 .91: sum 3.06, mean .612; squares .04 .16 .36 .9025 .8281 = 2.2906, /5 = .45812,
 * variance .45812 - .374544 = .083576. */
static void
statistics_by_hand(void **state)
{
    static const double x[] = {0.2, 0.4, 0.6, 0.95, 0.91}, y[] = {1, 2, 3, 5, 4};
    static const double opposite[] = {-0.2, -0.4, -0.6, -0.95, -0.91};
    double sd = sqrt(0.083576);

    (void) state;
    assert_close(cgap_statistic_of(CGAP_STATISTIC_MEAN, x, NULL, 5), 0.612, 1e-15);
    assert_close(cgap_statistic_of(CGAP_STATISTIC_SD, x, NULL, 5), sd, 1e-15);
    assert_close(cgap_statistic_of(CGAP_STATISTIC_CV, x, NULL, 5), sd / 0.612, 1e-15);
    assert_close(cgap_statistic_of(CGAP_STATISTIC_SHARE_ABOVE_90, x, NULL, 5), 0.4, 1e-15);
    assert_close(cgap_statistic_of(CGAP_STATISTIC_SHARE_ABOVE_95, x, NULL, 5), 0.0, 0.0);
    assert_close(cgap_statistic_of(CGAP_STATISTIC_RANK_CORRELATION, x, y, 5), 1.0, 1e-15);
    assert_close(cgap_statistic_of(CGAP_STATISTIC_CORRELATION, x, opposite, 5), -1.0, 1e-15);
    /* sum (x - .612)(y - 3) = -.412(-2) - .212(-1) + 0 + .338(2) + .298 = 2.01; syy = 10 */
    assert_close(cgap_statistic_of(CGAP_STATISTIC_CORRELATION, x, y, 5),
                 2.01 / sqrt(5 * 0.083576 * 10.0), 1e-14);
}

static void
statistics_are_undefined_where_they_should_be(void **state)
{
    static const double zero[] = {0.0, 0.0}, y[] = {1, 2};

    (void) state;
    assert_true(isnan(cgap_statistic_of(CGAP_STATISTIC_CV, zero, NULL, 2)));
    assert_true(isnan(cgap_statistic_of(CGAP_STATISTIC_CORRELATION, zero, y, 2)));
    assert_true(isnan(cgap_statistic_of(CGAP_STATISTIC_RANK_CORRELATION, zero, y, 2)));
    assert_true(isnan(cgap_statistic_of(CGAP_STATISTIC_MEAN, y, NULL, 0)));
    assert_true(isnan(cgap_statistic_of(CGAP_STATISTIC_COUNT, y, NULL, 2)));
}

/* 0, 1, ..., 20: the 5 % quantile lies at place .05 x 20 = 1; sample variance n (n + 1)/12 = 38.5.
 */
static void
spread_by_hand(void **state)
{
    double value[23], work[23];
    cgap_spread all;

    (void) state;
    for (int k = 0; k < 21; k++) {
        value[k] = (k * 8) % 21; /* shuffled: 8 and 21 share no factor */
    }
    value[21] = value[22] = NAN;
    all = cgap_spread_of(value, 23, work);
    assert_close(all.mean, 10.0, 1e-14);
    assert_close(all.sd, sqrt(38.5), 1e-14);
    assert_close(all.q05, 1.0, 1e-14);
    assert_close(all.q95, 19.0, 1e-14);
    all = cgap_spread_of(value, 1, work);
    assert_close(all.q05, value[0], 0.0);
    assert_true(isnan(all.sd));
    assert_true(isnan(cgap_spread_of(value + 21, 2, work).mean));
}

/* Three states of which one transposed within a year, one in the two years after, one not yet. */
static const cgap_status_interval STATUS[] = {
    {0, 0, -INFINITY, 2001.0}, {0, 1, 2001.0, 2003.0}, {0, 2, 2003.0, INFINITY}};

/* Hazards 0.2 before and 1 after a deadline two years after adoption, complexity 2, so that
 * H(1) = .1, H(2) = .2, H(3) = .7 in a state of mean capacity. */
static void
one_directive(cgap_scenario *out, double effect)
{
    cgap_instrument *directive;

    fixture_plain(out, FIXTURE_SIX);
    directive = fixture_instrument(out, "nis");
    directive->adopted = 2000.0;
    directive->applies = 2002.0;
    directive->complexity = 2.0;
    out->parameters.transposition_hazard_before_deadline = 0.2;
    out->parameters.transposition_hazard_after_deadline = 1.0;
    out->parameters.effect_of_administrative_capacity_on_hazard = effect;
}

/* Without an effect of capacity the likelihood is that of counts:
 * log(1 - e^-.1) + log(e^-.1 - e^-.7) - .7. */
static void
likelihood_of_equal_states_by_hand(void **state)
{
    cgap_scenario scenario;

    (void) state;
    one_directive(&scenario, 0.0);
    assert_close(cgap_law_log_likelihood(&scenario, STATUS, 3),
                 log(1.0 - exp(-0.1)) + log(exp(-0.1) - exp(-0.7)) - 0.7, 1e-13);
    assert_true(cgap_law_log_likelihood(&scenario, STATUS, 0) == 0.0);
    scenario.parameters.transposition_hazard_before_deadline = 0.0; /* rules the first state out */
    assert_true(cgap_law_log_likelihood(&scenario, STATUS, 3) == -INFINITY);
    fixture_free(&scenario);
}

/* With an effect, hazards are multiplied by e^(effect (capacity - mean)), state by state. */
static void
likelihood_of_unequal_states_by_hand(void **state)
{
    cgap_scenario scenario;
    double mean = 0.0, f[3], effect = 0.8;

    (void) state;
    one_directive(&scenario, effect);
    for (size_t i = 0; i < scenario.dataset.n; i++) {
        mean += scenario.dataset.member[i].administrative_capacity / (double) scenario.dataset.n;
    }
    for (size_t i = 0; i < 3; i++) {
        f[i] = exp(effect * (scenario.dataset.member[i].administrative_capacity - mean));
    }
    assert_close(
        cgap_law_log_likelihood(&scenario, STATUS, 3),
        log(1.0 - exp(-0.1 * f[0])) + log(exp(-0.1 * f[1]) - exp(-0.7 * f[1])) - 0.7 * f[2], 1e-12);
    fixture_free(&scenario);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statistics_by_hand),
        cmocka_unit_test(statistics_are_undefined_where_they_should_be),
        cmocka_unit_test(spread_by_hand),
        cmocka_unit_test(likelihood_of_equal_states_by_hand),
        cmocka_unit_test(likelihood_of_unequal_states_by_hand),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
