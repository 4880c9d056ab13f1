/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must hold of any comparison of strategies: order of scenarios, self-comparison, pairing,
 * ranks, ratios, parts. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/compare.h"
#include "cgap/memory.h"
#include "scenario_fixture.h"
#include "table_read.h"

enum { REPLICATES = 64 };

static const cgap_plan PLAN = {.seed = 7, .end = REPLICATES, .block = 32, .threads = 2};

/* Three strategies of different ambition over four years. */
typedef struct cast {
    cgap_scenario plain, law, network;
} cast;

static void
rename_to(cgap_scenario *scenario, const char *name)
{
    free(scenario->name);
    scenario->name = cgap_text_copy(name);
    assert_non_null(scenario->name);
}

static void
cast_create(cast *self)
{
    fixture_plain(&self->plain, FIXTURE_SIX);
    fixture_plain(&self->law, FIXTURE_SIX);
    fixture_plain(&self->network, FIXTURE_SIX);
    self->plain.end = self->law.end = self->network.end = self->plain.start + 4.0;
    (void) fixture_instrument(&self->law, "nis");
    fixture_set(&self->network.levers.platform, 0.9);
    rename_to(&self->plain, "plain");
    rename_to(&self->law, "law");
    rename_to(&self->network, "network");
}

static void
cast_free(cast *self)
{
    fixture_free(&self->plain);
    fixture_free(&self->law);
    fixture_free(&self->network);
}

static void
run(cgap_results *out, const cgap_scenario *const *scenario, size_t n, size_t baseline,
    const cgap_plan *plan)
{
    cgap_error err = CGAP_ERROR_INIT;

    if (cgap_compare(out, scenario, n, baseline, NULL, plan, &err) != CGAP_OK) {
        fail_msg("%s", err.text);
    }
}

static int
same_cell(const cgap_table *a, size_t i, const cgap_table *b, size_t j, size_t c)
{
    double x, y;

    if (a->column[c].type == CGAP_COLUMN_TEXT) {
        return strcmp(cgap_table_text(a, i, c), cgap_table_text(b, j, c)) == 0;
    }
    x = cgap_table_real(a, i, c);
    y = cgap_table_real(b, j, c);
    return (isnan(x) && isnan(y)) || x == y;
}

/* Every row of a is one of b, to the last bit. */
static void
assert_same_rows(const cgap_table *a, const cgap_table *b)
{
    assert_int_equal(a->n_row, b->n_row);
    for (size_t i = 0; i < a->n_row; i++) {
        size_t found = 0;

        for (size_t j = 0; j < b->n_row && found == 0; j++) {
            size_t c = 0;

            while (c < a->n_column && same_cell(a, i, b, j, c)) {
                c++;
            }
            found = c == a->n_column;
        }
        if (found == 0) {
            fail_msg("row %zu of %s has no equal", i, a->name);
        }
    }
}

static void
permuting_scenarios_permutes_the_tables(void **state)
{
    cast of;
    cgap_results one, other;

    (void) state;
    cast_create(&of);
    const cgap_scenario *a[3] = {&of.plain, &of.law, &of.network};
    const cgap_scenario *b[3] = {&of.network, &of.plain, &of.law};
    run(&one, a, 3, 0, &PLAN);
    run(&other, b, 3, 1, &PLAN);
    for (size_t t = 0; t < CGAP_N_JUDGED; t++) {
        assert_true(one.judged[t].n_row > 0 || t == CGAP_JUDGED_DOMINANCE);
        assert_same_rows(&one.judged[t], &other.judged[t]);
    }
    cgap_results_free(&one);
    cgap_results_free(&other);
    cast_free(&of);
}

/* A scenario under another name: zeros everywhere, ranks shared, nobody dominates. */
static void
compared_with_itself_nothing_differs(void **state)
{
    cast of;
    cgap_results results;
    const cgap_table *table;

    (void) state;
    cast_create(&of);
    cast_free(&of);
    fixture_plain(&of.plain, FIXTURE_SIX);
    fixture_plain(&of.law, FIXTURE_SIX);
    rename_to(&of.law, "same");
    of.plain.end = of.law.end = of.plain.start + 2.0;
    const cgap_scenario *both[2] = {&of.plain, &of.law};
    run(&results, both, 2, 0, &PLAN);
    table = &results.judged[CGAP_JUDGED_CRITERIA];
    for (size_t r = 0; r < table->n_row; r++) {
        static const char *const zero[] = {"difference", "ci_low",    "ci_high",   "bca_low",
                                           "bca_high",   "joint_low", "joint_high"};

        for (size_t c = 0; c < sizeof zero / sizeof zero[0] && number(table, r, "n") > 0.0; c++) {
            assert_true(number(table, r, zero[c]) == 0.0);
        }
        assert_true(number(table, r, "n") == 0.0 ||
                    strcmp(text(table, r, "verdict"), "equal") == 0);
    }
    table = &results.judged[CGAP_JUDGED_RANKING];
    for (size_t r = 0; r < table->n_row; r++) {
        assert_true(number(table, r, "rank") == 1.5 && number(table, r, "mean_rank") == 1.5);
        assert_close(number(table, r, "share_best"), 0.5, 1e-12);
        assert_string_equal(text(table, r, "in_best_set"), "yes");
    }
    table = &results.judged[CGAP_JUDGED_RANKS];
    assert_int_equal(table->n_row, 2 * results.judged[CGAP_JUDGED_RANKING].n_row);
    for (size_t r = 0; r < table->n_row; r++) {
        assert_true(number(table, r, "share") == 0.5);
    }
    assert_int_equal(results.judged[CGAP_JUDGED_DOMINANCE].n_row, 0);
    for (size_t t = CGAP_JUDGED_WHO; t < CGAP_N_JUDGED; t++) {
        table = &results.judged[t];
        for (size_t r = 0;
             r < table->n_row && cgap_table_find(table, "difference") < table->n_column; r++) {
            assert_true(number(table, r, "difference") == 0.0);
        }
    }
    table = &results.judged[CGAP_JUDGED_PRICE];
    for (size_t r = 0; r < table->n_row; r++) { /* accounts are 0, ratios say why they are empty */
        assert_true(number(table, r, "value") == 0.0 || text(table, r, "note")[0] != '\0');
    }
    cgap_results_free(&results);
    fixture_free(&of.plain);
    fixture_free(&of.law);
}

/* Last row of a measure: the horizon. scenario NULL: a table of one pair. */
static size_t
last_of(const cgap_table *table, const char *scenario, const char *measure)
{
    size_t found = table->n_row;

    for (size_t r = 0; r < table->n_row; r++) {
        if (strcmp(text(table, r, "measure"), measure) == 0 &&
            (scenario == NULL || strcmp(text(table, r, "scenario"), scenario) == 0)) {
            found = r;
        }
    }
    assert_true(found < table->n_row);
    return found;
}

/* Base and alternative of runs that share no draw estimate the same difference as pairs do, only
 * worse: they differ by at most 4 standard errors of the unpaired difference and of the paired one
 * together (false alarm below 7 in 100 000 each). */
static void
pairing_does_not_bias(void **state)
{
    static const char *const measure[] = {"formal_cv", "practice_mean", "trust"};
    cast of;
    cgap_results one, other;
    cgap_plan second = PLAN;

    (void) state;
    cast_create(&of);
    second.seed = 12345;
    const cgap_scenario *both[2] = {&of.plain, &of.law};
    run(&one, both, 2, 0, &PLAN);
    run(&other, both, 2, 0, &second);
    for (size_t m = 0; m < 3; m++) {
        size_t base = last_of(&one.union_wide, "plain", measure[m]);
        size_t law = last_of(&other.union_wide, "law", measure[m]);
        size_t pair = last_of(&one.comparison, NULL, measure[m]);
        double independent =
            number(&other.union_wide, law, "mean") - number(&one.union_wide, base, "mean");
        double variance = pow(number(&other.union_wide, law, "sd"), 2.0) +
                          pow(number(&one.union_wide, base, "sd"), 2.0) +
                          pow(number(&one.comparison, pair, "sd"), 2.0);

        assert_close(number(&one.comparison, pair, "difference"), independent,
                     4.0 * sqrt(variance / REPLICATES));
        assert_true(number(&one.comparison, pair, "difference") != independent);
        assert_true(number(&one.comparison, pair, "pairing_gain") > 1.0);
    }
    cgap_results_free(&one);
    cgap_results_free(&other);
    cast_free(&of);
}

/* criteria.csv and comparison.csv are made in different ways from the same replicates. */
static void
criteria_agree_with_the_comparison(void **state)
{
    cast of;
    cgap_results results;
    const cgap_table *criteria, *all;
    size_t checked = 0;

    (void) state;
    cast_create(&of);
    const cgap_scenario *three[3] = {&of.plain, &of.law, &of.network};
    run(&results, three, 3, 0, &PLAN);
    criteria = &results.judged[CGAP_JUDGED_CRITERIA];
    all = &results.comparison;
    for (size_t i = 0; i < criteria->n_row; i++) {
        for (size_t j = 0; j < all->n_row; j++) {
            if (number(criteria, i, "time") == number(all, j, "time") &&
                strcmp(text(criteria, i, "measure"), text(all, j, "measure")) == 0 &&
                strcmp(text(criteria, i, "alternative"), text(all, j, "alternative")) == 0 &&
                number(all, j, "n") > 0.0) {
                double size = 1.0 + fabs(number(all, j, "difference"));

                assert_close(number(criteria, i, "difference"), number(all, j, "difference"),
                             1e-9 * size);
                assert_close(number(criteria, i, "ci_low"), number(all, j, "ci_low"), 1e-6 * size);
                checked++;
            }
        }
    }
    assert_int_equal(checked, 2 * 7 * 4);
    cgap_results_free(&results);
    cast_free(&of);
}

static double
sum_where(const cgap_table *table, const char *const *column, const char *const *value, size_t n,
          const char *what)
{
    double sum = 0.0;

    for (size_t r = 0; r < table->n_row; r++) {
        size_t c = 0;

        while (c < n && strcmp(text(table, r, column[c]), value[c]) == 0) {
            c++;
        }
        sum += c == n ? number(table, r, what) : 0.0;
    }
    return sum;
}

/* Every scenario takes some place and every place is taken, ties on halves; the first place and the
 * mean of the places are what ranking.csv has. */
static void
assert_places(const cgap_results *results, size_t n)
{
    static const char *const by_scenario[] = {"measure", "scenario"};
    const cgap_table *ranks = &results->judged[CGAP_JUDGED_RANKS];
    const cgap_table *ranking = &results->judged[CGAP_JUDGED_RANKING];

    assert_int_equal(ranks->n_row, n * ranking->n_row);
    for (size_t r = 0; r < ranking->n_row; r++) {
        const char *which[] = {text(ranking, r, "measure"), text(ranking, r, "scenario")};
        double mean = 0.0;

        assert_close(sum_where(ranks, by_scenario, which, 2, "share"), 1.0, 1e-9);
        for (size_t place = 0; place < n; place++) {
            assert_string_equal(text(ranks, n * r + place, "scenario"), which[1]);
            assert_int_equal((size_t) number(ranks, n * r + place, "rank"), place + 1);
            mean += (double) (place + 1) * number(ranks, n * r + place, "share");
        }
        assert_close(mean, number(ranking, r, "mean_rank"), 1e-9);
        assert_close(number(ranks, n * r, "share"), number(ranking, r, "share_best"), 1e-12);
    }
    for (size_t c = 0; c < ranks->n_row; c += n * n) {
        for (size_t place = 0; place < n; place++) {
            double sum = 0.0;

            for (size_t k = 0; k < n; k++) {
                sum += number(ranks, c + n * k + place, "share");
            }
            assert_close(sum, 1.0, 1e-9);
        }
    }
}

/* Mechanisms sum to the whole difference; shares of being best to one; ranks to their sum. */
static void
parts_sum_to_the_whole(void **state)
{
    static const char *const part[] = {"layer", "quantity", "alternative"};
    static const char *const which[] = {"formal", "change_of_mean", "law"};
    cast of;
    cgap_results results;
    const cgap_table *ranking;
    double whole = NAN;

    (void) state;
    cast_create(&of);
    const cgap_scenario *three[3] = {&of.plain, &of.law, &of.network};
    run(&results, three, 3, 0, &PLAN);
    for (size_t r = 0; r < results.comparison.n_row; r++) {
        if (strcmp(text(&results.comparison, r, "measure"), "formal_mean") == 0 &&
            strcmp(text(&results.comparison, r, "alternative"), "law") == 0) {
            whole = number(&results.comparison, r, "difference"); /* the last row stays */
        }
    }
    assert_close(sum_where(&results.judged[CGAP_JUDGED_WHY], part, which, 3, "difference"), whole,
                 1e-9);
    ranking = &results.judged[CGAP_JUDGED_RANKING];
    for (size_t c = 0; c < ranking->n_row; c += 3) {
        const char *measure = text(ranking, c, "measure");
        static const char *const by_measure[] = {"measure"};

        assert_close(sum_where(ranking, by_measure, &measure, 1, "share_best"), 1.0, 1e-9);
        assert_close(sum_where(ranking, by_measure, &measure, 1, "mean_rank"), 6.0, 1e-9);
    }
    assert_places(&results, 3);
    cgap_results_free(&results);
    cast_free(&of);
}

/* A strategy that only adds free cooperation dominates over the criteria that like it. */
static void
more_of_a_free_good_dominates(void **state)
{
    cast of;
    cgap_results results;
    cgap_questions questions;
    cgap_error err = CGAP_ERROR_INIT;
    const cgap_table *table;

    (void) state;
    cast_create(&of);
    cgap_questions_default(&questions);
    assert_int_equal(cgap_criteria_parse(&questions, "formal_mean,practice_mean,loss_gdp", &err),
                     CGAP_OK);
    const cgap_scenario *both[2] = {&of.plain, &of.law};
    assert_int_equal(cgap_compare(&results, both, 2, 0, &questions, &PLAN, &err), CGAP_OK);
    table = &results.judged[CGAP_JUDGED_DOMINANCE];
    assert_int_equal(table->n_row, 1);
    assert_string_equal(text(table, 0, "dominating"), "law");
    assert_string_equal(text(table, 0, "dominated"), "plain");
    assert_int_equal((int) number(table, 0, "better"), 3);
    assert_string_equal(text(table, 0, "supported"), "yes");
    assert_int_equal(results.judged[CGAP_JUDGED_CRITERIA].n_row, 3 * 5);
    cgap_results_free(&results);
    cgap_questions_default(&questions);
    assert_int_equal(cgap_targets_parse(&questions, "formal_men=0.5", &err), CGAP_OK);
    assert_int_equal(cgap_compare(&results, both, 2, 0, &questions, &PLAN, &err), CGAP_E_INPUT);
    assert_non_null(strstr(err.text, "did you mean formal_mean?"));
    cast_free(&of);
}

/* Curves rise from 0 to what targets.csv says is reached, inside their intervals. */
static void
curves_of_reaching_only_rise(void **state)
{
    cast of;
    cgap_results results;
    cgap_questions questions;
    cgap_error err = CGAP_ERROR_INIT;
    const cgap_table *when, *targets;

    (void) state;
    cast_create(&of);
    cgap_questions_default(&questions);
    assert_int_equal(cgap_targets_parse(&questions, "formal_mean=103%,formal_cv=0.0001", &err),
                     CGAP_OK);
    const cgap_scenario *both[2] = {&of.plain, &of.law};
    assert_int_equal(cgap_compare(&results, both, 2, 0, &questions, &PLAN, &err), CGAP_OK);
    when = &results.judged[CGAP_JUDGED_WHEN];
    targets = &results.judged[CGAP_JUDGED_TARGETS];
    assert_int_equal(targets->n_row, 4);
    for (size_t r = 0; r < when->n_row; r++) {
        double reached = number(when, r, "reached");

        assert_true(number(when, r, "ci_low") <= reached && reached <= number(when, r, "ci_high"));
        assert_true(number(when, r, "ci_low") >= 0.0 && number(when, r, "ci_high") <= 1.0);
        if (r > 0 && number(when, r, "time") > number(when, r - 1, "time")) {
            assert_true(reached >= number(when, r - 1, "reached"));
        }
    }
    assert_true(number(targets, 0, "reached") > 0.0 && number(targets, 1, "reached") > 0.0);
    assert_true(number(targets, 1, "difference") < 0.0); /* law is sooner */
    assert_true(number(targets, 2, "reached") == 0.0 && isnan(number(targets, 2, "median_time")));
    assert_true(number(targets, 2, "mean_years") == 4.0); /* all censored at the horizon */
    assert_string_equal(text(targets, 3, "verdict"), "equal");
    cgap_results_free(&results);
    cast_free(&of);
}

/* Half-lives exist in some replicates only, not the same ones in both: means, difference and n are
 * of those that have both, and no gain is claimed from moments of others. */
static void
partly_defined_replicates_are_compared_in_pairs(void **state)
{
    cast of;
    cgap_results results;
    cgap_questions questions;
    cgap_error err = CGAP_ERROR_INIT;
    const cgap_table *criteria = &results.judged[CGAP_JUDGED_CRITERIA];
    size_t partly = 0, gainless = 0;

    (void) state;
    cast_create(&of);
    cgap_questions_default(&questions);
    assert_int_equal(
        cgap_criteria_parse(&questions,
                            "sme_beta_half_life,enterprise_beta_half_life,people_beta_half_life,"
                            "administration_beta_half_life,legal_beta_half_life,"
                            "technical_beta_half_life,capacity_beta_half_life",
                            &err),
        CGAP_OK);
    const cgap_scenario *three[3] = {&of.plain, &of.law, &of.network};
    assert_int_equal(cgap_compare(&results, three, 3, 0, &questions, &PLAN, &err), CGAP_OK);
    for (size_t r = 0; r < criteria->n_row; r++) {
        double n = number(criteria, r, "n");

        if (n > 0.0) {
            double by = number(criteria, r, "alternative_mean") - number(criteria, r, "base_mean");

            partly += n < REPLICATES;
            assert_close(by, number(criteria, r, "difference"), 1e-9 * (1.0 + fabs(by)));
        }
    }
    assert_true(partly > 0);
    for (size_t r = 0; r < results.comparison.n_row; r++) {
        gainless += number(&results.comparison, r, "n") > 1.0 &&
                    number(&results.comparison, r, "n") < REPLICATES &&
                    number(&results.comparison, r, "sd") > 0.0 &&
                    isnan(number(&results.comparison, r, "pairing_gain"));
    }
    assert_true(gainless > 0);
    cgap_results_free(&results);
    cast_free(&of);
}

/* One replicate has values but no intervals, and the prices say why they are empty. */
static void
one_replicate_has_no_price(void **state)
{
    cast of;
    cgap_results results;
    cgap_plan plan = PLAN;
    const cgap_table *table = &results.judged[CGAP_JUDGED_PRICE];
    size_t ratios = 0;

    (void) state;
    cast_create(&of);
    plan.end = 1;
    const cgap_scenario *both[2] = {&of.plain, &of.law};
    run(&results, both, 2, 0, &plan);
    for (size_t r = 0; r < table->n_row; r++) {
        if (strstr(text(table, r, "figure"), "_per_") != NULL) {
            assert_true(isnan(number(table, r, "value")) && isnan(number(table, r, "ci_low")));
            assert_true(number(table, r, "n") == 1.0);
            assert_non_null(strstr(text(table, r, "note"), "give more with --replicates"));
            ratios++;
        } else {
            assert_true(!isnan(number(table, r, "value")) && isnan(number(table, r, "ci_low")));
        }
    }
    assert_int_equal(ratios, 6);
    cgap_results_free(&results);
    cast_free(&of);
}

static void
without_chance_there_are_no_intervals(void **state)
{
    cast of;
    cgap_results results;
    cgap_plan plan = {.deterministic = true, .block = 32, .threads = 1};
    const cgap_table *table;

    (void) state;
    cast_create(&of);
    const cgap_scenario *three[3] = {&of.plain, &of.law, &of.network};
    run(&results, three, 3, 0, &plan);
    for (size_t t = 0; t < CGAP_N_JUDGED; t++) {
        table = &results.judged[t];
        for (size_t r = 0; r < table->n_row; r++) {
            if (cgap_table_find(table, "ci_low") < table->n_column) {
                assert_true(isnan(number(table, r, "ci_low")));
            }
            if (cgap_table_find(table, "n") < table->n_column) {
                assert_true(number(table, r, "n") == 0.0);
            }
        }
    }
    assert_true(number(&results.judged[CGAP_JUDGED_CRITERIA], 3, "difference") != 0.0);
    cgap_results_free(&results);
    cast_free(&of);
}

/* States that start alike have no gap to be a percentage of: a user who asks for one is told, but
 * the usual targets do not stop a run nobody asked them of. */
static void
only_own_targets_need_a_start(void **state)
{
    cast strategies;
    const cgap_scenario *one = &strategies.plain;
    cgap_results results;
    cgap_questions questions;
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    cast_create(&strategies);
    for (size_t i = 1; i < strategies.plain.dataset.n; i++) {
        memcpy(strategies.plain.dataset.member[i].practice_start,
               strategies.plain.dataset.member[0].practice_start,
               sizeof strategies.plain.dataset.member[0].practice_start);
    }
    run(&results, &one, 1, 0, &PLAN);
    assert_true(results.judged[CGAP_JUDGED_TARGETS].n_row > 0);
    cgap_results_free(&results);
    cgap_questions_default(&questions);
    assert_int_equal(cgap_targets_parse(&questions, "practice_cv=80%", &err), CGAP_OK);
    assert_int_equal(cgap_compare(&results, &one, 1, 0, &questions, &PLAN, &err), CGAP_E_INPUT);
    assert_non_null(strstr(err.text, "practice_cv is 0 at the start of scenario 'plain'"));
    cast_free(&strategies);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(permuting_scenarios_permutes_the_tables),
        cmocka_unit_test(compared_with_itself_nothing_differs),
        cmocka_unit_test(pairing_does_not_bias),
        cmocka_unit_test(criteria_agree_with_the_comparison),
        cmocka_unit_test(parts_sum_to_the_whole),
        cmocka_unit_test(more_of_a_free_good_dominates),
        cmocka_unit_test(curves_of_reaching_only_rise),
        cmocka_unit_test(partly_defined_replicates_are_compared_in_pairs),
        cmocka_unit_test(one_replicate_has_no_price),
        cmocka_unit_test(without_chance_there_are_no_intervals),
        cmocka_unit_test(only_own_targets_need_a_start),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
