/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much of the variance of prices assumptions drive: the law of total variance. */
#include "harness.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/compare.h"
#include "cgap/futures.h"
#include "cgap/memory.h"
#include "cgap/number.h"
#include "scenario_fixture.h"
#include "table_read.h"

static const cgap_plan PLAN = {.seed = 5, .end = 24, .block = 32, .threads = 2};

static const char KEY[] = "parameters.peer_learning_rate";

/* Plain and a strategy with a law and a better platform. */
static cgap_status
reader(void *context, size_t strategy, const char *const *setting, size_t n_setting,
       cgap_scenario *out, cgap_error *err)
{
    (void) context;
    (void) err;
    fixture_plain(out, FIXTURE_SIX);
    out->end = out->start + 3.0;
    free(out->name);
    out->name = cgap_text_copy(strategy == 0 ? "plain" : "law");
    if (strategy == 1) {
        (void) fixture_instrument(out, "nis");
        fixture_set(&out->levers.platform, 0.9);
    }
    for (size_t s = 0; s < n_setting; s++) {
        double value = NAN;

        assert_true(strncmp(setting[s], KEY, sizeof KEY - 1) == 0);
        assert_true(cgap_number_parse(setting[s] + sizeof KEY, &value));
        out->parameters.peer_learning_rate = value;
    }
    return CGAP_OK;
}

/* Futures of one key with values evenly from low to high; freed with cgap_futures_free. */
static cgap_futures
futures_of(size_t n, double low, double high)
{
    cgap_futures out = {.n = n,
                        .n_key = 1,
                        .name = cgap_memory_array(n, sizeof(char *)),
                        .key = cgap_memory_array(1, sizeof(char *)),
                        .value = cgap_memory_array(n, sizeof(double))};

    assert_true(out.name != NULL && out.key != NULL && out.value != NULL);
    out.key[0] = cgap_text_copy(KEY);
    for (size_t f = 0; f < n; f++) {
        out.name[f] = cgap_text_format("%zu", f);
        out.value[f] = low + (high - low) * (double) f / (double) (n > 1 ? n - 1 : 1);
    }
    return out;
}

/* The table of prices over these futures; freed by the caller. */
static cgap_table
prices_over(size_t n, double low, double high, const cgap_plan *plan)
{
    cgap_strategies strategies = {2, 0, reader, NULL};
    cgap_futures futures = futures_of(n, low, high);
    cgap_questions questions;
    cgap_table out[CGAP_N_ROBUST];
    cgap_error err = CGAP_ERROR_INIT;

    cgap_questions_default(&questions);
    if (cgap_futures_run(out, &futures, &strategies, &questions, plan, &err) != CGAP_OK) {
        fail_msg("%s", err.text);
    }
    for (size_t t = 0; t < CGAP_N_ROBUST; t++) {
        if (t != CGAP_ROBUST_PRICE) {
            cgap_table_free(&out[t]);
        }
    }
    cgap_futures_free(&futures);
    return out[CGAP_ROBUST_PRICE];
}

static size_t
row_of(const cgap_table *table, const char *figure)
{
    for (size_t r = 0; r < table->n_row; r++) {
        if (strcmp(text(table, r, "figure"), figure) == 0) {
            return r;
        }
    }
    fail_msg("no %s", figure);
    return 0;
}

/* Futures that assume the same have no variance between them, whatever chance does within: exactly
 * 0, because they meet the same draws, where taking off too little would leave something. */
static void
equal_futures_leave_all_to_chance(void **state)
{
    cgap_table price = prices_over(5, 1.0, 1.0, &PLAN);
    size_t shares = 0;

    (void) state;
    assert_int_equal(price.n_row, 11);
    for (size_t r = 0; r < price.n_row; r++) {
        double share = number(&price, r, "share_assumptions");

        assert_true(isnan(share) ? text(&price, r, "note")[0] != '\0' : share == 0.0);
        shares += isnan(share) ? 0 : 1;
        assert_close(number(&price, r, "q05"), number(&price, r, "q95"), 1e-9);
    }
    assert_true(shares >= 5);
    cgap_table_free(&price);
}

/* The wider the range, the larger the share of what depends on it; compliance with a law does not
 * depend on learning and stays chance. */
static void
wider_ranges_drive_more(void **state)
{
    cgap_table narrow = prices_over(6, 0.9, 1.1, &PLAN), wide = prices_over(6, 0.0, 5.0, &PLAN);
    size_t gap = row_of(&wide, "formal_gap_closed"), law = row_of(&wide, "national_compliance");
    size_t ratio = row_of(&wide, "eu_money_per_formal_point");
    double little = number(&narrow, gap, "share_assumptions");
    double much = number(&wide, gap, "share_assumptions");

    (void) state;
    assert_true(little > 0.0 && little < 0.5);
    assert_true(much > 0.8 && much <= 1.0);
    assert_true(number(&wide, law, "share_assumptions") < 0.05);
    assert_true(number(&wide, gap, "q05") < number(&wide, gap, "mean"));
    assert_true(number(&wide, gap, "q95") > number(&wide, gap, "mean"));
    assert_close(number(&wide, ratio, "mean"),
                 number(&wide, row_of(&wide, "eu_money"), "mean") / number(&wide, gap, "mean"),
                 1e-9);
    cgap_table_free(&narrow);
    cgap_table_free(&wide);
}

/* What is estimated of few replicates is estimated of many. Of eight replicates the variance within
 * is badly known, so ten seeds are averaged: their mean has a standard error of 0.07, and the bound
 * is 3.5 of these (false alarm below 1 in 1000). */
static void
few_replicates_estimate_the_same_share(void **state)
{
    cgap_plan few = PLAN, many = PLAN;
    cgap_table table;
    size_t gap;
    double mean = 0.0;

    (void) state;
    few.end = 8;
    many.end = 256;
    for (few.seed = 1; few.seed <= 10; few.seed++) {
        table = prices_over(8, 0.5, 1.5, &few);
        gap = row_of(&table, "national_compliance"); /* nothing of it depends on the key */
        assert_true(number(&table, gap, "share_assumptions") < 0.05);
        gap = row_of(&table, "formal_gap_closed");
        mean += number(&table, gap, "share_assumptions") / 10.0;
        cgap_table_free(&table);
    }
    table = prices_over(8, 0.5, 1.5, &many);
    assert_close(mean, number(&table, gap, "share_assumptions"), 0.25);
    cgap_table_free(&table);
}

static void
what_cannot_be_told_says_why(void **state)
{
    cgap_plan expected = PLAN, one = PLAN;
    cgap_table price = prices_over(1, 1.0, 1.0, &PLAN);
    size_t gap = row_of(&price, "formal_gap_closed");

    (void) state;
    assert_string_equal(text(&price, gap, "note"), "one future tells nothing of assumptions");
    cgap_table_free(&price);
    expected.deterministic = true;
    price = prices_over(3, 0.5, 1.5, &expected);
    assert_true(isnan(number(&price, gap, "share_assumptions")));
    assert_non_null(strstr(text(&price, gap, "note"), "--future-replicates"));
    cgap_table_free(&price);
    one.end = 1;
    price = prices_over(3, 0.5, 1.5, &one);
    assert_non_null(strstr(text(&price, gap, "note"), "--future-replicates"));
    cgap_table_free(&price);
}

/* price.csv says that it does not know until futures were run, and then has their shares. */
static void
figures_are_marked(void **state)
{
    cgap_scenario plain, law;
    cgap_results results;
    cgap_error err = CGAP_ERROR_INIT;
    cgap_table over = prices_over(6, 0.0, 5.0, &PLAN), *price = &results.judged[CGAP_JUDGED_PRICE];
    double before;

    (void) state;
    assert_int_equal(reader(NULL, 0, NULL, 0, &plain, &err), CGAP_OK);
    assert_int_equal(reader(NULL, 1, NULL, 0, &law, &err), CGAP_OK);
    const cgap_scenario *both[2] = {&plain, &law};
    assert_int_equal(cgap_compare(&results, both, 2, 0, NULL, &PLAN, &err), CGAP_OK);
    assert_int_equal(price->n_row, over.n_row);
    before = number(price, 3, "ci_low");
    for (size_t r = 0; r < price->n_row; r++) {
        assert_true(isnan(number(price, r, "share_assumptions")));
        assert_non_null(strstr(text(price, r, "assumptions"), "--futures"));
    }
    assert_int_equal(cgap_price_mark(price, &over, &err), CGAP_OK);
    for (size_t r = 0; r < price->n_row; r++) {
        double share = number(price, r, "share_assumptions");

        assert_string_equal(text(price, r, "figure"), text(&over, r, "figure"));
        assert_true(share == number(&over, r, "share_assumptions") || isnan(share));
        assert_true(isnan(share) == (text(price, r, "assumptions")[0] != '\0'));
    }
    assert_true(number(price, 3, "ci_low") == before);
    assert_true(number(price, 3, "share_assumptions") > 0.8);
    cgap_table_free(&over);
    cgap_results_free(&results);
    fixture_free(&plain);
    fixture_free(&law);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_futures_leave_all_to_chance),
        cmocka_unit_test(wider_ranges_drive_more),
        cmocka_unit_test(few_replicates_estimate_the_same_share),
        cmocka_unit_test(what_cannot_be_told_says_why),
        cmocka_unit_test(figures_are_marked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
