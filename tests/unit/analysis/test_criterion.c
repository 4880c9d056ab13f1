/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Criteria and targets as a user writes them, and what is refused. */
#include "harness.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cgap/criterion.h"
#include "scenario_fixture.h"

static void
words_are_read(void **state)
{
    cgap_questions q;
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    cgap_questions_default(&q);
    assert_int_equal(q.n_criterion, 7);
    assert_int_equal(cgap_criteria_parse(&q, "formal_cv,loss_gdp:less:end,trust:mean:more", &err),
                     CGAP_OK);
    assert_int_equal(q.n_criterion, 3);
    assert_string_equal(q.criterion[0].name, "formal_cv");
    assert_int_equal(q.criterion[0].direction, 0);
    assert_int_equal(q.criterion[1].direction, -1);
    assert_int_equal(q.criterion[1].span, CGAP_SPAN_END);
    assert_int_equal(q.criterion[2].direction, 1);
    assert_int_equal(q.criterion[2].span, CGAP_SPAN_MEAN);
    assert_int_equal(cgap_targets_parse(&q, "formal_cv=60%,formal_min=0.6", &err), CGAP_OK);
    assert_int_equal(q.n_target, 2);
    assert_true(q.target[0].relative && fabs(q.target[0].threshold - 0.6) < 1e-15);
    assert_true(!q.target[1].relative && q.target[1].threshold == 0.6);
    /* one measure may have several targets */
    assert_int_equal(cgap_targets_parse(&q, "formal_cv=60%,formal_cv=0.6,formal_cv=80%", &err),
                     CGAP_OK);
    assert_int_equal(q.n_target, 3);
}

static void
what_cannot_be_read_is_refused(void **state)
{
    static const char *const criteria[] = {"",           "formal_cv,",          "formal_cv:best",
                                           ",",          "formal_cv,formal_cv", "formal_cv:less:",
                                           ",formal_cv", "formal_cv,,loss_gdp"};
    static const char *const targets[] = {"",
                                          "formal_cv",
                                          "formal_cv=",
                                          "=0.5",
                                          "formal_cv=x%",
                                          "formal_cv=nan",
                                          "formal_cv=0.5,",
                                          ",formal_cv=0.5",
                                          "formal_cv=0.5,,formal_min=0.6",
                                          "formal_cv=60%,formal_cv=60.0%",
                                          "formal_cv=0.5,formal_min=0.6,formal_cv=0.50"};
    cgap_questions q;
    char many[512] = "a0";

    (void) state;
    for (size_t c = 0; c < sizeof criteria / sizeof criteria[0]; c++) {
        cgap_error err = CGAP_ERROR_INIT;

        assert_int_equal(cgap_criteria_parse(&q, criteria[c], &err), CGAP_E_INPUT);
        assert_true(strlen(err.text) > 20);
    }
    for (size_t t = 0; t < sizeof targets / sizeof targets[0]; t++) {
        cgap_error err = CGAP_ERROR_INIT;

        assert_int_equal(cgap_targets_parse(&q, targets[t], &err), CGAP_E_INPUT);
        assert_true(strlen(err.text) > 20);
        assert_int_equal(cgap_thresholds_parse(&q, targets[t], &err), CGAP_E_INPUT);
    }
    for (int c = 0; c < CGAP_MOST_CRITERIA; c++) {
        (void) snprintf(many + strlen(many), sizeof many - strlen(many), ",b%d", c);
    }
    cgap_error err = CGAP_ERROR_INIT;
    assert_int_equal(cgap_criteria_parse(&q, many, &err), CGAP_E_INPUT);
    assert_non_null(strstr(err.text, "at most 16"));
}

static void
names_are_held_against_the_scenarios(void **state)
{
    cgap_scenario plain, law;
    cgap_quantities known = {NULL, 0};
    cgap_questions q;
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    fixture_plain(&plain, FIXTURE_SIX);
    fixture_plain(&law, FIXTURE_SIX);
    (void) fixture_instrument(&law, "nis");
    assert_int_equal(cgap_quantities_learn(&known, &plain, &err), CGAP_OK);
    cgap_questions_default(&q);
    assert_int_equal(cgap_criteria_parse(&q, "formal_mean,cost_eu_meur,loss_gdp_total", &err),
                     CGAP_OK);
    assert_int_equal(cgap_questions_resolve(&q, &known, &err), CGAP_OK);
    assert_int_equal(q.criterion[0].direction, 1);
    assert_int_equal(q.criterion[0].span, CGAP_SPAN_END);
    assert_int_equal(q.criterion[1].span, CGAP_SPAN_MEAN);
    assert_int_equal(q.criterion[2].span, CGAP_SPAN_END);
    assert_int_equal(q.target[2].direction, 1);
    assert_int_equal(cgap_criteria_parse(&q, "formal_cw", &err), CGAP_OK);
    assert_int_equal(cgap_questions_resolve(&q, &known, &err), CGAP_E_INPUT);
    assert_non_null(strstr(err.text, "did you mean formal_cv?"));
    assert_int_equal(cgap_criteria_parse(&q, "home_share", &err), CGAP_OK);
    assert_int_equal(cgap_questions_resolve(&q, &known, &err), CGAP_E_INPUT);
    assert_non_null(strstr(err.text, "home_share:less or home_share:more"));
    assert_int_equal(cgap_criteria_parse(&q, "transposed_nis", &err), CGAP_OK);
    assert_int_equal(cgap_questions_resolve(&q, &known, &err), CGAP_E_INPUT);
    assert_non_null(strstr(err.text, "no measure of any of these scenarios"));
    assert_int_equal(cgap_quantities_learn(&known, &law, &err), CGAP_OK);
    assert_int_equal(cgap_questions_resolve(&q, &known, &err), CGAP_OK);
    assert_int_equal(q.criterion[0].direction, 1);
    cgap_quantities_free(&known);
    fixture_free(&plain);
    fixture_free(&law);
}

/* A percent sign forgotten would make a target that is met at once, or never. */
static void
targets_are_of_the_size_of_their_quantity(void **state)
{
    static const char *const refused[] = {
        "formal_cv=60", "formal_min=60", "practice_mean=-20", "formal_upward_convergence=60",
        "loss_gdp=100", "formal_min=10", "loss_gdp_total=60", "member_loss_above_1_percent=50"};
    static const char *const fine[] = {
        "formal_cv=60%", "formal_min=0.6",  "loss_meur=500", "cooperation_efficiency=2.5",
        "loss_gdp=250%", "formal_min=9.99", "formal_min=-9", "formal_beta_half_life=40"};
    cgap_scenario plain;
    cgap_quantities known = {NULL, 0};
    cgap_questions q;
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    fixture_plain(&plain, FIXTURE_SIX);
    assert_int_equal(cgap_quantities_learn(&known, &plain, &err), CGAP_OK);
    cgap_questions_default(&q);
    for (size_t t = 0; t < sizeof refused / sizeof *refused; t++) {
        assert_int_equal(cgap_targets_parse(&q, refused[t], &err), CGAP_OK);
        assert_int_equal(cgap_questions_resolve(&q, &known, &err), CGAP_E_INPUT);
        assert_non_null(strstr(err.text, refused[t]));
        assert_true((strchr(err.text, '%') == NULL) == (strchr(refused[t], '-') != NULL));
        q.n_target = 0;
        assert_int_equal(cgap_thresholds_parse(&q, refused[t], &err), CGAP_OK);
        assert_int_equal(cgap_questions_resolve(&q, &known, &err), CGAP_E_INPUT);
        q.n_threshold = 0;
    }
    for (size_t t = 0; t < sizeof fine / sizeof *fine; t++) {
        assert_int_equal(cgap_targets_parse(&q, fine[t], &err), CGAP_OK);
        assert_int_equal(cgap_questions_resolve(&q, &known, &err), CGAP_OK);
    }
    cgap_quantities_free(&known);
    fixture_free(&plain);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_read),
        cmocka_unit_test(targets_are_of_the_size_of_their_quantity),
        cmocka_unit_test(what_cannot_be_read_is_refused),
        cmocka_unit_test(names_are_held_against_the_scenarios),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
