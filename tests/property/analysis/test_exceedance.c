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
run_for(cgap_results *out, size_t replicates, size_t threads, size_t block, double years, int steps)
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
    scenario.end = scenario.start + years;
    scenario.steps_per_year = steps;
    if (cgap_compare(out, view, 1, 0, NULL, &plan, &err) != CGAP_OK) {
        fail_msg("%s", err.text);
    }
    fixture_free(&scenario);
}

static void
run(cgap_results *out, size_t replicates, size_t threads, size_t block)
{
    run_for(out, replicates, threads, block, 2.0, 12);
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
    static const char *const measure[] = {"loss_gdp_year", "loss_gdp_realised", "loss_gdp",
                                          "loss_gdp_sme", "loss_gdp_people"};
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
    assert_true(table->n_row > 7 * 40);
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
    assert_true(loss_of(&results, "loss_gdp_year", 0.01) >
                1.1 * loss_of(&results, "loss_gdp", 0.01)); /* those of a year too, */
    assert_true(loss_of(&results, "loss_gdp_year", 0.01) <
                0.9 * loss_of(&results, "loss_gdp_realised", 0.01)); /* a lighter one, */
    assert_true(loss_of(&results, "loss_gdp_year", 0.5) >
                loss_of(&results, "loss_gdp_realised", 0.5)); /* and no month without any */
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

/* Means of a measure at all rows. @return how many */
static size_t
course_of(const cgap_results *results, const char *measure, double *out)
{
    const cgap_table *table = &results->union_wide;
    size_t n = 0;

    for (size_t r = 0; r < table->n_row; r++) {
        if (strcmp(text(table, r, "measure"), measure) == 0) {
            out[n++] = number(table, r, "mean");
        }
    }
    return n;
}

/* What was lost in twelve months is the sum of what was lost in each: their rates times 1/12. Means
 * over replicates are linear, so that it holds for them as it does without chance. */
static void
a_year_is_the_sum_of_its_steps(void **state)
{
    static const size_t replicates[] = {0, 1, 37};
    static const int steps[] = {12, 4, 1};
    double step[25], year[25];

    (void) state;
    for (size_t k = 0; k < 9; k++) {
        size_t n = (size_t) steps[k % 3];
        cgap_results results;

        run_for(&results, replicates[k / 3], 2, 32, 2.0, steps[k % 3]);
        assert_int_equal(course_of(&results, "loss_gdp_realised", step), 2 * n + 1);
        assert_int_equal(course_of(&results, "loss_gdp_year", year), 2 * n + 1);
        for (size_t row = 0; row <= 2 * n; row++) {
            double sum = 0.0;

            if (row < n) {
                assert_true(isnan(year[row]));
                continue;
            }
            for (size_t s = row - n; s < row; s++) {
                sum += step[s + 1] / (double) n;
            }
            assert_true(sum > 0.0 && fabs(year[row] - sum) <= 1e-11 * sum);
        }
        cgap_results_free(&results);
    }
}

static void
less_than_a_year_tells_of_steps_alone(void **state)
{
    cgap_results results;

    (void) state;
    run_for(&results, 64, 2, 32, 0.5, 12);
    assert_true(isnan(loss_of(&results, "loss_gdp_year", 0.5)));
    assert_true(loss_of(&results, "loss_gdp_realised", 0.5) > 0.0);
    cgap_results_free(&results);
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
        cmocka_unit_test(a_year_is_the_sum_of_its_steps),
        cmocka_unit_test(less_than_a_year_tells_of_steps_alone),
        cmocka_unit_test(without_chance_there_is_nothing_to_tell),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
