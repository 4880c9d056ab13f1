/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The combined layer, the twins weighted by GDP and the composites of fragmentation, from what they
 * must equal (MODEL.md 3.1, 3.3). */
#include "harness.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cgap/ensemble.h"
#include "scenario_fixture.h"

static void
run(cgap_ensemble *out, cgap_scenario *scenario)
{
    cgap_error err = CGAP_ERROR_INIT;
    const cgap_scenario *one[1] = {scenario};
    const cgap_plan plan = {.seed = 5, .end = 1, .block = 32, .threads = 1};

    if (cgap_ensemble_run(out, one, 1, 0, &plan, &err) != CGAP_OK) {
        fail_msg("%s", err.text);
    }
}

static void
start(cgap_scenario *out)
{
    fixture_full(out, FIXTURE_SIX);
    out->end = out->start + 2.0;
}

/* A quantity at a row, in the one replicate. */
static double
value(const cgap_ensemble *ensemble, const char *name, size_t row)
{
    const cgap_ensemble_member *member = &ensemble->member[0];
    size_t quantity = cgap_layout_find(&member->layout, name);
    size_t slot = cgap_slot_union(&member->layout, row, quantity);

    if (quantity == member->layout.n_union) {
        fail_msg("%s is not recorded", name);
    }
    return cgap_cell_moments(&member->cell[slot], cgap_layout_grid(&member->layout, slot)).mean;
}

static void
assert_same(const cgap_ensemble *ensemble, const char *a, const char *b, size_t row)
{
    double x = value(ensemble, a, row), y = value(ensemble, b, row);

    if (!(fabs(x - y) < 1e-9 || (isnan(x) && isnan(y)))) {
        fail_msg("row %zu: %s = %.17g, %s = %.17g", row, a, x, b, y);
    }
}

static void
combined_is_a_weighted_mean(void **state)
{
    cgap_scenario full;
    cgap_ensemble all;

    (void) state;
    start(&full);
    full.parameters.weight_of_practice_in_defence = 0.3;
    run(&all, &full);
    for (size_t row = 0; row <= 24; row += 6) {
        double mixed =
            0.7 * value(&all, "formal_mean", row) + 0.3 * value(&all, "practice_mean", row);
        double weighted = 0.7 * value(&all, "formal_mean_weighted", row) +
                          0.3 * value(&all, "practice_mean_weighted", row);

        assert_true(fabs(value(&all, "combined_mean", row) - mixed) < 1e-9);
        assert_true(fabs(value(&all, "combined_mean_weighted", row) - weighted) < 1e-9);
        assert_true(value(&all, "combined_sd", row) > 0.0);
    }
    cgap_ensemble_free(&all);
    fixture_free(&full);
}

/* With w_o at 0 the combined layer is the formal one, at 1 practice, in every measure. */
static void
combined_at_the_ends_is_a_layer(void **state)
{
    static const char *const of[2] = {"formal", "practice"};
    static const char *const measure[] = {"mean",
                                          "sd",
                                          "cv",
                                          "min",
                                          "max",
                                          "gini",
                                          "beta",
                                          "median",
                                          "theil_t",
                                          "hoover",
                                          "delta_best",
                                          "wolfson",
                                          "tau_b",
                                          "range",
                                          "bimodality",
                                          "beta_speed",
                                          "mean_weighted",
                                          "gini_weighted",
                                          "variance",
                                          "upward_convergence",
                                          "level_playing_field",
                                          "level_playing_field_weighted"};

    (void) state;
    for (size_t end = 0; end < 2; end++) {
        cgap_scenario full;
        cgap_ensemble all;
        char a[80], b[80];

        start(&full);
        full.parameters.weight_of_practice_in_defence = (double) end;
        run(&all, &full);
        for (size_t m = 0; m < sizeof measure / sizeof *measure; m++) {
            (void) snprintf(a, sizeof a, "combined_%s", measure[m]);
            (void) snprintf(b, sizeof b, "%s_%s", of[end], measure[m]);
            assert_same(&all, a, b, 0);
            assert_same(&all, a, b, 24);
        }
        assert_same(&all, "fragmentation_combined",
                    end == 0 ? "fragmentation" : "fragmentation_practice", 24);
        cgap_ensemble_free(&all);
        fixture_free(&full);
    }
}

/* Members of equal GDP: every weighted twin is its unweighted measure, but for the scale of the
 * playing field, which is that of an even number. */
static void
equal_weights_weigh_nothing(void **state)
{
    cgap_scenario full;
    cgap_ensemble all;
    double field, parts;
    size_t last;

    (void) state;
    start(&full);
    for (size_t i = 0; i < full.dataset.n; i++) {
        full.dataset.member[i].gdp_bn_eur = 100.0;
    }
    run(&all, &full);
    last = all.member[0].layout.n_row - 1;
    for (size_t row = 0; row <= last; row += last) {
        assert_same(&all, "formal_mean_weighted", "formal_mean", row);
        assert_same(&all, "combined_gini_weighted", "combined_gini", row);
        assert_same(&all, "regime_fragmentation_weighted", "regime_fragmentation", row);
        assert_same(&all, "cooperation_efficiency_weighted", "cooperation_efficiency", row);
        field = value(&all, "formal_level_playing_field_weighted", row);
        assert_true(fabs(field - (1.0 - 4.0 * value(&all, "formal_mean", row) *
                                            value(&all, "formal_gini", row))) < 1e-9);
        parts = 1.0 - field + value(&all, "regime_fragmentation", row) + 1.0 -
                value(&all, "cooperation_efficiency", row) +
                value(&all, "market_fragmentation", row);
        assert_true(fabs(value(&all, "fragmentation_weighted", row) - parts / 4.0) < 1e-9);
    }
    assert_true(value(&all, "regime_fragmentation", last) > 0.0);
    assert_true(value(&all, "combined_profile_fragmentation", last) > 0.0);
    cgap_ensemble_free(&all);
    fixture_free(&full);
}

/* One regulation, the same in all states that take part: a pair inside is alike, one outside has no
 * law and is alike, one across shares nothing. Clubs of all sizes, so that states are compared with
 * any number of others. */
static void
a_club_divides_the_union(void **state)
{
    (void) state;
    for (size_t inside = 0; inside <= 6; inside++) {
        double apart = (double) (inside * (6 - inside)) / 15.0;
        cgap_scenario plain;
        cgap_ensemble all;
        cgap_instrument *club;

        fixture_plain(&plain, FIXTURE_SIX);
        plain.end = plain.start + 1.0;
        for (size_t i = 0; i < plain.dataset.n; i++) {
            plain.dataset.member[i].administrative_capacity = 0.8;
        }
        club = fixture_instrument(&plain, "club");
        club->type = CGAP_REGULATION;
        club->adopted = club->applies = plain.start - 1.0;
        club->participants = ((cgap_member_set) 1 << inside) - 1;
        run(&all, &plain);
        assert_close(value(&all, "regime_fragmentation", 0), apart, 1e-15);
        assert_close(value(&all, "regime_fragmentation", 12), apart, 1e-15);
        if (inside == 0 || inside == 6) {
            assert_true(value(&all, "regime_fragmentation", 12) == 0.0);
        }
        cgap_ensemble_free(&all);
        fixture_free(&plain);
    }
}

/* The four composites, and their parts in the order of cgap_fragmented; 1 - the part where more of
 * it is better. */
static const struct {
    const char *name, *part[CGAP_N_FRAGMENTED];
} COMPOSITE[] = {
    {"fragmentation",
     {"formal_level_playing_field", "regime_fragmentation", "cooperation_efficiency",
      "market_fragmentation"}},
    {"fragmentation_practice",
     {"practice_level_playing_field", "regime_fragmentation", "cooperation_efficiency",
      "market_fragmentation"}},
    {"fragmentation_combined",
     {"combined_level_playing_field", "regime_fragmentation", "cooperation_efficiency",
      "market_fragmentation"}},
    {"fragmentation_weighted",
     {"formal_level_playing_field_weighted", "regime_fragmentation_weighted",
      "cooperation_efficiency_weighted", "market_fragmentation"}},
};

static double
part_of(const cgap_ensemble *ensemble, size_t composite, size_t m, size_t row)
{
    double x = value(ensemble, COMPOSITE[composite].part[m], row);

    return m == CGAP_FRAGMENTED_LEVELS || m == CGAP_FRAGMENTED_COOPERATION ? 1.0 - x : x;
}

/* Every composite at the start and the end is the mean of its parts with these weights. */
static void
assert_composites(const double *weight, cgap_scenario *scenario)
{
    cgap_ensemble all;

    memcpy(scenario->parameters.fragmentation_weight, weight,
           sizeof scenario->parameters.fragmentation_weight);
    run(&all, scenario);
    for (size_t at = 0; at < 2 * (sizeof COMPOSITE / sizeof *COMPOSITE); at++) {
        size_t composite = at / 2, row = at % 2 == 0 ? 0 : all.member[0].layout.n_row - 1;
        double actual = value(&all, COMPOSITE[composite].name, row), expected = 0.0;

        for (size_t m = 0; m < CGAP_N_FRAGMENTED; m++) {
            expected += weight[m] > 0.0 ? weight[m] * part_of(&all, composite, m, row) : 0.0;
        }
        if (!(fabs(actual - expected) < 1e-9 || (isnan(actual) && isnan(expected)))) {
            fail_msg("row %zu: %s is %.17g, its parts give %.17g", row, COMPOSITE[composite].name,
                     actual, expected);
        }
    }
    cgap_ensemble_free(&all);
}

/* All weight on one part is that part; equal weights are the plain mean. */
static void
composites_have_the_weights_of_the_scenario(void **state)
{
    static const double weight[][CGAP_N_FRAGMENTED] = {
        {1.0, 0.0, 0.0, 0.0}, {0.0, 1.0, 0.0, 0.0},     {0.0, 0.0, 1.0, 0.0},
        {0.0, 0.0, 0.0, 1.0}, {0.25, 0.25, 0.25, 0.25}, {0.1, 0.2, 0.3, 0.4},
    };
    cgap_scenario full;

    (void) state;
    start(&full);
    for (size_t w = 0; w < sizeof weight / sizeof *weight; w++) {
        assert_composites(weight[w], &full);
    }
    fixture_free(&full);
}

/* Without a platform there is no cooperation efficiency: an index that counts it is empty, one that
 * does not is there. */
static void
a_part_without_weight_may_be_undefined(void **state)
{
    static const double without[CGAP_N_FRAGMENTED] = {0.5, 0.2, 0.0, 0.3},
                        with[CGAP_N_FRAGMENTED] = {0.5, 0.2, 0.2, 0.1};
    cgap_scenario quiet;
    cgap_ensemble all;

    (void) state;
    fixture_quiet(&quiet, FIXTURE_SIX);
    quiet.end = quiet.start + 1.0;
    assert_composites(with, &quiet);
    run(&all, &quiet);
    assert_true(isnan(value(&all, "cooperation_efficiency", 12)));
    assert_true(isnan(value(&all, "fragmentation", 12)));
    cgap_ensemble_free(&all);
    assert_composites(without, &quiet);
    run(&all, &quiet);
    assert_true(value(&all, "fragmentation", 12) > 0.0);
    assert_true(value(&all, "fragmentation_weighted", 12) > 0.0);
    cgap_ensemble_free(&all);
    fixture_free(&quiet);
}

/* Members are exchanged one by one until @p left of those at the start are there. */
static void
exchange(cgap_scenario *out, size_t left)
{
    static const char *const first[] = {"DE", "FR"}, *const second[] = {"IT", "ES"};

    fixture_plain(out, "DE FR IT ES");
    out->end = out->start + 2.0;
    for (size_t k = 0; k < 2; k++) {
        fixture_event(out, CGAP_EVENT_JOIN, 2017.0)->member = fixture_member(out, second[k]);
    }
    for (size_t k = left; k < 2; k++) {
        fixture_event(out, CGAP_EVENT_LEAVE, 2017.5)->member = fixture_member(out, first[k]);
    }
}

/* Spans are over those who are there at both ends: fewer than two have none. What is measured at
 * one date goes on. */
static void
spans_end_with_those_at_the_start(void **state)
{
    static const char *const span[] = {"beta", "beta_speed", "beta_half_life", "tau_b",
                                       "upward_convergence"};
    static const char *const of[] = {"formal", "practice", "combined"};

    (void) state;
    for (size_t left = 0; left <= 2; left++) {
        cgap_scenario scenario;
        cgap_ensemble all;
        char name[80];

        exchange(&scenario, left);
        run(&all, &scenario);
        for (size_t at = 0; at < 3 * (sizeof span / sizeof *span); at++) {
            (void) snprintf(name, sizeof name, "%s_%s", of[at % 3], span[at / 3]);
            assert_false(at / 3 != 2 && isnan(value(&all, name, 9))); /* all four, DE and FR */
            assert_true(left == 2 || isnan(value(&all, name, 24)));
        }
        assert_true(left < 2 || !isnan(value(&all, "formal_beta", 24)));
        assert_true(value(&all, "formal_sd", 24) > 0.0);
        assert_true(value(&all, "formal_level_playing_field", 24) < 1.0);
        cgap_ensemble_free(&all);
        fixture_free(&scenario);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(combined_is_a_weighted_mean),
        cmocka_unit_test(combined_at_the_ends_is_a_layer),
        cmocka_unit_test(equal_weights_weigh_nothing),
        cmocka_unit_test(a_club_divides_the_union),
        cmocka_unit_test(composites_have_the_weights_of_the_scenario),
        cmocka_unit_test(a_part_without_weight_may_be_undefined),
        cmocka_unit_test(spans_end_with_those_at_the_start),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
