/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Averages over the horizon, and intervals that hold for all alternatives at once. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "cgap/compare.h"
#include "cgap/memory.h"
#include "scenario_fixture.h"
#include "table_read.h"

enum { REPLICATES = 70 };

static const cgap_plan PLAN = {.seed = 5, .end = REPLICATES, .block = 32, .threads = 2};

/* Plain, a law, a network: four years of six members. */
typedef struct cast {
    cgap_scenario of[3];
    const cgap_scenario *view[3];
} cast;

static void
cast_create(cast *self)
{
    static const char *const name[] = {"plain", "law", "network"};

    for (size_t k = 0; k < 3; k++) {
        fixture_plain(&self->of[k], FIXTURE_SIX);
        self->of[k].end = self->of[k].start + 4.0;
        free(self->of[k].name);
        self->of[k].name = cgap_text_copy(name[k]);
        self->view[k] = &self->of[k];
    }
    (void) fixture_instrument(&self->of[1], "nis");
    fixture_set(&self->of[2].levers.platform, 0.9);
}

static void
cast_free(cast *self)
{
    for (size_t k = 0; k < 3; k++) {
        fixture_free(&self->of[k]);
    }
}

static void
run(cgap_results *out, const cast *of, size_t n, const cgap_plan *plan)
{
    cgap_error err = CGAP_ERROR_INIT;

    if (cgap_compare(out, of->view, n, 0, NULL, plan, &err) != CGAP_OK) {
        fail_msg("%s", err.text);
    }
}

/* Row of horizon.csv. */
static size_t
average_of(const cgap_results *results, const char *measure, const char *alternative)
{
    const cgap_table *table = &results->horizon;

    for (size_t r = 0; r < table->n_row; r++) {
        if (strcmp(text(table, r, "measure"), measure) == 0 &&
            strcmp(text(table, r, "alternative"), alternative) == 0) {
            return r;
        }
    }
    fail_msg("horizon has no %s of %s", measure, alternative);
    return 0;
}

/* What is always defined: the average of the differences is the difference of the averages. */
static void
assert_average_of_dates(const cgap_results *results, const char *measure, const char *alternative)
{
    const cgap_table *all = &results->comparison;
    size_t row = average_of(results, measure, alternative);
    double sum = 0.0, n = 0.0;

    for (size_t r = 0; r < all->n_row; r++) {
        if (strcmp(text(all, r, "measure"), measure) == 0 &&
            strcmp(text(all, r, "alternative"), alternative) == 0) {
            sum += n > 0.0 ? number(all, r, "difference") : 0.0; /* the first is the start */
            n += 1.0;
        }
    }
    assert_int_equal((int) n, 4 * 12 + 1);
    assert_close(number(&results->horizon, row, "difference"), sum / (n - 1.0), 1e-9);
    assert_close(number(&results->horizon, row, "alternative_mean") -
                     number(&results->horizon, row, "base_mean"),
                 sum / (n - 1.0), 1e-9);
}

static void
averages_are_those_of_the_dates(void **state)
{
    cast of;
    cgap_results results;
    cgap_plan expected = PLAN;

    (void) state;
    cast_create(&of);
    expected.deterministic = true;
    for (size_t d = 0; d < 2; d++) {
        run(&results, &of, 3, d == 0 ? &PLAN : &expected);
        assert_average_of_dates(&results, "formal_cv", "law");
        assert_average_of_dates(&results, "practice_mean", "network");
        assert_average_of_dates(&results, "transposed_nis", "law");
        if (d == 0) {
            size_t row = average_of(&results, "formal_cv", "law");

            assert_int_equal((int) number(&results.horizon, row, "n"), REPLICATES);
            assert_true(number(&results.horizon, row, "pairing_gain") > 1.0);
        }
        cgap_results_free(&results);
    }
    cast_free(&of);
}

/* criteria.csv makes the same from values kept replicate by replicate. */
static void
averages_agree_with_the_criteria(void **state)
{
    cast of;
    cgap_results results;
    const cgap_table *criteria;
    size_t checked = 0;

    (void) state;
    cast_create(&of);
    run(&results, &of, 3, &PLAN);
    criteria = &results.judged[CGAP_JUDGED_CRITERIA];
    for (size_t r = 0; r < criteria->n_row; r++) {
        if (strcmp(text(criteria, r, "span"), "mean") == 0) {
            static const char *const same[] = {"difference",     "ci_low",       "ci_high",
                                               "standard_error", "share_better", "n"};
            size_t row = average_of(&results, text(criteria, r, "measure"),
                                    text(criteria, r, "alternative"));
            double size = 1.0 + fabs(number(criteria, r, "difference"));

            for (size_t c = 0; c < sizeof same / sizeof same[0]; c++) {
                assert_close(number(&results.horizon, row, same[c]), number(criteria, r, same[c]),
                             1e-6 * size);
            }
            checked++;
        }
    }
    assert_int_equal(checked, 2 * 7);
    cgap_results_free(&results);
    cast_free(&of);
}

/* Half-width of the simultaneous interval over that of the plain one, where there is any, which
 * must be in at least so many rows. */
static void
assert_widened(const cgap_table *table, double factor, size_t least)
{
    size_t checked = 0;

    for (size_t r = 0; r < table->n_row; r++) {
        double difference = number(table, r, "difference");
        double plain = number(table, r, "ci_high") - difference;
        double joint = number(table, r, "joint_high") - difference;

        if (number(table, r, "n") == REPLICATES && plain > 1e-6 * (1.0 + fabs(difference))) {
            assert_close(joint / plain, factor, 1e-6);
            assert_close(difference - number(table, r, "joint_low"), joint,
                         1e-9 * (1.0 + fabs(difference)));
            checked++;
        }
    }
    assert_true(checked >= least);
}

static double
factor_of(size_t rows)
{
    return gsl_cdf_tdist_Qinv(0.025 / (double) rows, REPLICATES - 1.0) /
           gsl_cdf_tdist_Qinv(0.025, REPLICATES - 1.0);
}

static void
simultaneous_intervals_are_bonferronis(void **state)
{
    cast of;
    cgap_results results;

    (void) state;
    cast_create(&of);
    run(&results, &of, 3, &PLAN);
    assert_widened(&results.comparison, factor_of(2), 50);
    assert_widened(&results.horizon, factor_of(2), 50);
    cgap_results_free(&results);
    run(&results, &of, 2, &PLAN); /* a single comparison has nothing to share its confidence with */
    assert_widened(&results.comparison, 1.0, 50);
    cgap_results_free(&results);
    cast_free(&of);
}

/* The tables made of kept values hold all of their rows together. */
static void
tables_hold_together(void **state)
{
    static const cgap_judged_table which[] = {CGAP_JUDGED_WHO, CGAP_JUDGED_WHY,
                                              CGAP_JUDGED_TARGETS};
    cast of;
    cgap_results results;

    (void) state;
    cast_create(&of);
    run(&results, &of, 3, &PLAN);
    for (size_t t = 0; t < sizeof which / sizeof which[0]; t++) {
        const cgap_table *table = &results.judged[which[t]];
        size_t rows = which[t] == CGAP_JUDGED_TARGETS ? table->n_row / 3 * 2 : table->n_row;

        assert_widened(table, factor_of(rows), which[t] == CGAP_JUDGED_TARGETS ? 2 : 20);
    }
    cgap_results_free(&results);
    cast_free(&of);
}

/* Prices: accounts by Bonferroni, ratios inside their wider interval. */
static void
prices_hold_together(void **state)
{
    cast of;
    cgap_results results;
    const cgap_table *price = &results.judged[CGAP_JUDGED_PRICE];
    size_t ratios = 0;

    (void) state;
    cast_create(&of);
    run(&results, &of, 3, &PLAN);
    for (size_t r = 0; r < price->n_row; r++) {
        double low = number(price, r, "ci_low"), high = number(price, r, "ci_high");
        double value = number(price, r, "value"), joint = number(price, r, "joint_high");

        if (strstr(text(price, r, "figure"), "_per_") == NULL) {
            double factor = factor_of(price->n_row);

            assert_close(joint - value, factor * (high - value), 1e-9 * (1.0 + fabs(joint)));
        } else if (high > low && !isnan(joint)) {
            assert_true(number(price, r, "joint_low") < low && joint > high);
            ratios++;
        }
    }
    assert_true(ratios >= 3);
    cgap_results_free(&results);
    cast_free(&of);
}

/* A row without a common replicate has no means; others differ by their difference. */
static void
means_are_of_the_common_replicates(void **state)
{
    cast of;
    cgap_results results;
    const cgap_table *who = &results.judged[CGAP_JUDGED_WHO];
    const cgap_table *why = &results.judged[CGAP_JUDGED_WHY];
    double member = 0.0, group = 0.0, n = 0.0;

    (void) state;
    cast_create(&of);
    fixture_event(&of.of[1], CGAP_EVENT_LEAVE, of.of[1].start + 2.0)->member =
        cgap_dataset_find(&of.of[1].dataset, "UK");
    run(&results, &of, 3, &PLAN);
    for (size_t r = 0; r < who->n_row; r++) {
        assert_true(isnan(number(who, r, "base_mean")) == (number(who, r, "n") == 0.0));
        if (strcmp(text(who, r, "alternative"), "network") == 0 &&
            strcmp(text(who, r, "variable"), "formal") == 0) {
            const cgap_member *all = of.of[0].dataset.member;
            const char *name = text(who, r, "who");

            if (strcmp(text(who, r, "kind"), "member") == 0) {
                size_t i = cgap_dataset_find(&of.of[0].dataset, name);
                bool same = strcmp(all[i].accession_wave, all[0].accession_wave) == 0;

                member += same ? number(who, r, "base_mean") : 0.0;
                n += same ? 1.0 : 0.0;
            } else if (strcmp(name, all[0].accession_wave) == 0) {
                group = number(who, r, "base_mean");
            }
        }
    }
    assert_true(n > 0.0);
    assert_close(group, member / n, 1e-12);
    for (size_t r = 0; r < why->n_row; r++) {
        assert_close(number(why, r, "alternative_mean") - number(why, r, "base_mean"),
                     number(why, r, "difference"), 1e-12);
    }
    cgap_results_free(&results);
    cast_free(&of);
}

/* Half-lives are undefined where practice does not catch up, in other replicates with the law than
 * without: the means beside a difference are of those it is of. */
static void
averages_are_of_the_common_replicates(void **state)
{
    cast of;
    cgap_results results;
    const cgap_table *table = &results.horizon;
    size_t partly = 0;

    (void) state;
    cast_create(&of);
    run(&results, &of, 3, &PLAN);
    for (size_t r = 0; r < table->n_row; r++) {
        double mean = number(table, r, "base_mean"), other = number(table, r, "alternative_mean");
        double n = number(table, r, "n");

        assert_true(isnan(mean) == (n == 0.0) && isnan(other) == (n == 0.0));
        if (n > 0.0) {
            assert_close(other - mean, number(table, r, "difference"),
                         1e-15 + 1e-6 * (fabs(mean) + fabs(other)));
            partly += n < REPLICATES ? 1 : 0;
        }
    }
    assert_true(partly > 0);
    cgap_results_free(&results);
    cast_free(&of);
}

/* What date by date a scenario and a difference have, averaged over the dates with a difference. */
typedef struct by_date {
    double difference, base_mean;
    size_t n, n_base; /* dates with a difference, with a value of the base */
} by_date;

static by_date
average_by_date(const cgap_results *results, const char *measure)
{
    const cgap_table *all = &results->comparison, *each = &results->union_wide;
    by_date out = {0};

    for (size_t r = 0, b = 0; r < all->n_row; r++) {
        double difference = number(all, r, "difference"), base;

        if (strcmp(text(all, r, "measure"), measure) != 0) {
            continue;
        }
        while (strcmp(text(each, b, "scenario"), text(all, r, "base")) != 0 ||
               strcmp(text(each, b, "measure"), measure) != 0 ||
               number(each, b, "time") != number(all, r, "time")) {
            b++;
        }
        base = number(each, b, "mean");
        out.n_base += isnan(base) ? 0 : 1;
        if (!isnan(difference)) {
            out.difference += difference;
            out.base_mean += base;
            out.n++;
        }
    }
    out.difference /= (double) out.n;
    out.base_mean /= (double) out.n;
    return out;
}

/* The row of criteria.csv that is of averages. */
static size_t
criterion_of_averages(const cgap_table *table)
{
    size_t r = 0;

    while (strcmp(text(table, r, "span"), "mean") != 0) {
        r++;
    }
    return r;
}

static void
assert_row_of_common_dates(const cgap_table *table, size_t row, const by_date *expected)
{
    assert_close(number(table, row, "difference"), expected->difference, 1e-9);
    assert_close(number(table, row, "base_mean"), expected->base_mean, 1e-9);
    assert_close(number(table, row, "alternative_mean"), expected->base_mean + expected->difference,
                 1e-9);
}

/* A share below a floor is undefined before the floor applies. The base has one for a year longer,
 * in which it is missed by most: that year has no other to be compared with. */
static void
floors_of_different_dates_are_compared_where_both_apply(void **state)
{
    cast of;
    cgap_results results;
    cgap_plan plan = PLAN;
    cgap_error err = CGAP_ERROR_INIT;
    cgap_questions questions;
    cgap_instrument *early;

    (void) state;
    cast_create(&of);
    early = fixture_instrument(&of.of[0], "nis");
    early->adopted -= 1.0;
    early->applies -= 1.0;
    cgap_questions_default(&questions);
    questions.n_criterion = 1;
    questions.criterion[0] = (cgap_criterion){.name = "formal_share_below_floor"};
    for (size_t d = 0; d < 2; d++) {
        by_date expected;

        plan.deterministic = d == 1;
        assert_int_equal(cgap_compare(&results, of.view, 2, 0, &questions, &plan, &err), CGAP_OK);
        expected = average_by_date(&results, "formal_share_below_floor");
        assert_true(expected.n > 0);
        assert_int_equal(expected.n_base, expected.n + 12);
        assert_row_of_common_dates(
            &results.horizon, average_of(&results, "formal_share_below_floor", "law"), &expected);
        assert_row_of_common_dates(&results.judged[CGAP_JUDGED_CRITERIA],
                                   criterion_of_averages(&results.judged[CGAP_JUDGED_CRITERIA]),
                                   &expected);
        cgap_results_free(&results);
    }
    cast_free(&of);
}

/* Every difference, interval and deviation of the table is exactly 0. */
static void
assert_zeros(const cgap_table *table)
{
    static const char *const zero[] = {"difference", "ci_low",     "ci_high",     "sd",
                                       "joint_low",  "joint_high", "share_better"};

    assert_true(table->n_row > 100);
    for (size_t r = 0; r < table->n_row; r++) {
        for (size_t c = 0; c < sizeof zero / sizeof zero[0] && number(table, r, "n") > 1.0; c++) {
            double value = number(table, r, zero[c]);

            assert_true(value == 0.0 || (isnan(value) && strcmp(zero[c], "share_better") == 0));
        }
    }
}

static void
a_scenario_differs_from_itself_in_nothing(void **state)
{
    cast of;
    cgap_results results;

    (void) state;
    cast_create(&of);
    (void) fixture_instrument(&of.of[0], "nis");
    run(&results, &of, 2, &PLAN);
    assert_zeros(&results.comparison);
    assert_zeros(&results.horizon);
    cgap_results_free(&results);
    cast_free(&of);
}

/* To the last bit, but for the order of rows. */
static void
assert_same_rows(const cgap_table *a, const cgap_table *b)
{
    assert_int_equal(a->n_row, b->n_row);
    for (size_t i = 0, j = 0; i < a->n_row; i++) {
        size_t tried = 0, c;

        do { /* neighbours mostly stay neighbours */
            c = 0;
            while (
                c < a->n_column &&
                (a->column[c].type == CGAP_COLUMN_TEXT
                     ? strcmp(cgap_table_text(a, i, c), cgap_table_text(b, j, c)) == 0
                     : cgap_table_real(a, i, c) == cgap_table_real(b, j, c) ||
                           (isnan(cgap_table_real(a, i, c)) && isnan(cgap_table_real(b, j, c))))) {
                c++;
            }
            j = (j + 1) % b->n_row;
            tried++;
        } while (c < a->n_column && tried < b->n_row);
        assert_int_equal(c, a->n_column);
    }
}

static void
order_of_scenarios_is_order_of_rows(void **state)
{
    cast of;
    cgap_results one, other;
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    cast_create(&of);
    run(&one, &of, 3, &PLAN);
    const cgap_scenario *turned[3] = {of.view[2], of.view[1], of.view[0]};
    assert_int_equal(cgap_compare(&other, turned, 3, 2, NULL, &PLAN, &err), CGAP_OK);
    assert_same_rows(&one.comparison, &other.comparison);
    assert_same_rows(&one.horizon, &other.horizon);
    cgap_results_free(&one);
    cgap_results_free(&other);
    cast_free(&of);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(averages_are_those_of_the_dates),
        cmocka_unit_test(averages_agree_with_the_criteria),
        cmocka_unit_test(simultaneous_intervals_are_bonferronis),
        cmocka_unit_test(tables_hold_together),
        cmocka_unit_test(prices_hold_together),
        cmocka_unit_test(means_are_of_the_common_replicates),
        cmocka_unit_test(averages_are_of_the_common_replicates),
        cmocka_unit_test(floors_of_different_dates_are_compared_where_both_apply),
        cmocka_unit_test(a_scenario_differs_from_itself_in_nothing),
        cmocka_unit_test(order_of_scenarios_is_order_of_rows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
