/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How likely losses above a size are: the same distribution as the quantiles of union.csv. */
#include "harness.h"

#include <math.h>
#include <string.h>

#include "cgap/compare.h"
#include "cgap/memory.h"
#include "scenario_fixture.h"
#include "table_read.h"

static void
run(cgap_results *out, size_t replicates, size_t threads, size_t block)
{
    const cgap_plan plan = {.seed = 3,
                            .end = replicates,
                            .block = block,
                            .threads = threads,
                            .deterministic = replicates == 0};
    cgap_scenario scenario;
    const cgap_scenario *view[] = {&scenario};
    cgap_error err = CGAP_ERROR_INIT;

    fixture_plain(&scenario, FIXTURE_SIX);
    scenario.end = scenario.start + 2.0;
    if (cgap_compare(out, view, 1, 0, NULL, &plan, &err) != CGAP_OK) {
        fail_msg("%s", err.text);
    }
    fixture_free(&scenario);
}

/* A quantile of a measure in the last row of union.csv. */
static double
quantile_of(const cgap_results *results, const char *measure, const char *column)
{
    const cgap_table *table = &results->union_wide;
    double value = NAN;

    for (size_t r = 0; r < table->n_row; r++) {
        if (strcmp(text(table, r, "measure"), measure) == 0) {
            value = number(table, r, column);
        }
    }
    return value;
}

static double
loss_of(const cgap_results *results, const char *measure, double probability)
{
    const cgap_table *table = &results->exceedance;

    for (size_t r = 0; r < table->n_row; r++) {
        if (strcmp(text(table, r, "measure"), measure) == 0 &&
            number(table, r, "probability") == probability) {
            return number(table, r, "loss");
        }
    }
    return NAN;
}

static void
it_is_the_distribution_of_the_quantiles(void **state)
{
    static const char *const measure[] = {"loss_gdp_realised", "loss_gdp", "loss_gdp_sme",
                                          "loss_gdp_people"};
    cgap_results results;

    (void) state;
    run(&results, 200, 2, 32);
    for (size_t m = 0; m < sizeof measure / sizeof measure[0]; m++) {
        double median = quantile_of(&results, measure[m], "q50");

        assert_true(median > 0.0);
        assert_true(fabs(loss_of(&results, measure[m], 0.5) - median) <= 1e-12 * median);
        assert_true(fabs(loss_of(&results, measure[m], 0.05) -
                         quantile_of(&results, measure[m], "q95")) <= 1e-9 * median);
        assert_true(fabs(loss_of(&results, measure[m], 0.95) -
                         quantile_of(&results, measure[m], "q05")) <= 1e-9 * median);
    }
    cgap_results_free(&results);
}

/* 200 replicates tell of one in two hundred and of nothing rarer. */
static void
losses_grow_as_far_as_the_replicates_reach(void **state)
{
    cgap_results results;
    const cgap_table *table = &results.exceedance;

    (void) state;
    run(&results, 200, 2, 32);
    assert_true(table->n_row > 6 * 40);
    for (size_t r = 1; r < table->n_row; r++) {
        if (strcmp(text(table, r, "measure"), text(table, r - 1, "measure")) == 0) {
            assert_true(number(table, r, "probability") < number(table, r - 1, "probability"));
            assert_true(number(table, r, "loss") >= number(table, r - 1, "loss"));
        } else {
            assert_true(number(table, r - 1, "probability") == 0.005);
        }
    }
    assert_true(loss_of(&results, "loss_gdp_realised", 0.01) >
                1.2 * loss_of(&results, "loss_gdp", 0.01)); /* drawn losses have a tail */
    cgap_results_free(&results);
}

static void
threads_and_blocks_change_nothing(void **state)
{
    cgap_results one, other;

    (void) state;
    run(&one, 150, 1, 64);
    run(&other, 150, 3, 32);
    assert_int_equal(one.exceedance.n_row, other.exceedance.n_row);
    for (size_t r = 0; r < one.exceedance.n_row; r++) {
        double a = number(&one.exceedance, r, "loss"), b = number(&other.exceedance, r, "loss");

        assert_memory_equal(&a, &b, sizeof a);
    }
    cgap_results_free(&one);
    cgap_results_free(&other);
}

static void
without_chance_there_is_nothing_to_tell(void **state)
{
    cgap_results results;

    (void) state;
    run(&results, 0, 1, 32);
    assert_int_equal(results.exceedance.n_row, 0);
    cgap_results_free(&results);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_the_distribution_of_the_quantiles),
        cmocka_unit_test(losses_grow_as_far_as_the_replicates_reach),
        cmocka_unit_test(threads_and_blocks_change_nothing),
        cmocka_unit_test(without_chance_there_is_nothing_to_tell),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
