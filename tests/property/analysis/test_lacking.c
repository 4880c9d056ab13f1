/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantities of an instrument that one side of a comparison lacks: there they count 0. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/compare.h"
#include "cgap/memory.h"
#include "scenario_fixture.h"
#include "table_read.h"

enum { REPLICATES = 64 };

static const cgap_plan PLAN = {.seed = 11, .end = REPLICATES, .block = 32, .threads = 2};
static const char *const OF_NIS[] = {"transposed_nis", "implementation_nis"};

static void
create(cgap_scenario *out, const char *name, const char *instrument)
{
    fixture_plain(out, FIXTURE_SIX);
    out->end = out->start + 4.0;
    if (instrument != NULL) {
        (void) fixture_instrument(out, instrument);
    }
    free(out->name);
    out->name = cgap_text_copy(name);
    assert_non_null(out->name);
}

static void
compare(cgap_results *out, const cgap_scenario *base, const cgap_scenario *other,
        const cgap_questions *questions, const cgap_plan *plan)
{
    const cgap_scenario *both[2] = {base, other};
    cgap_error err = CGAP_ERROR_INIT;

    if (cgap_compare(out, both, 2, 0, questions, plan, &err) != CGAP_OK) {
        fail_msg("%s", err.text);
    }
}

/* Row of a table with this measure and time (and scenario, unless NULL); it must be there. */
static size_t
row_of(const cgap_table *table, const char *scenario, const char *measure, double time)
{
    for (size_t r = 0; r < table->n_row; r++) {
        if (strcmp(text(table, r, "measure"), measure) == 0 && number(table, r, "time") == time &&
            (scenario == NULL || strcmp(text(table, r, "scenario"), scenario) == 0)) {
            return r;
        }
    }
    fail_msg("%s has no %s at %g", table->name, measure, time);
    return 0;
}

static void
assert_mirrored(const cgap_table *a, const cgap_table *b, const char *measure, double time)
{
    size_t i = row_of(a, NULL, measure, time), j = row_of(b, NULL, measure, time);

    assert_true(number(a, i, "difference") == -number(b, j, "difference"));
    assert_true(number(a, i, "ci_low") == -number(b, j, "ci_high"));
    assert_true(number(a, i, "ci_high") == -number(b, j, "ci_low"));
    assert_true(number(a, i, "n") == number(b, j, "n"));
}

/* The difference is the mean of the side that has the instrument, with the same sign rule both
 * ways, and is never better for the side that lacks it. */
static void
who_lacks_an_instrument_has_nothing_of_it(void **state)
{
    cgap_scenario plain, law;
    cgap_results added, taken;
    double steps, most = 0.0;

    (void) state;
    create(&plain, "plain", NULL);
    create(&law, "law", "nis");
    compare(&added, &plain, &law, NULL, &PLAN);
    compare(&taken, &law, &plain, NULL, &PLAN);
    steps = (law.end - law.start) * law.steps_per_year;
    assert_int_equal(added.comparison.n_row, taken.comparison.n_row);
    for (size_t m = 0; m < 2; m++) {
        for (size_t row = 0; row <= (size_t) steps; row++) {
            double time = cgap_scenario_time(&law, row);
            size_t here = row_of(&added.comparison, NULL, OF_NIS[m], time);
            size_t gone = row_of(&taken.comparison, NULL, OF_NIS[m], time);
            size_t own = row_of(&added.union_wide, "law", OF_NIS[m], time);

            assert_close(number(&added.comparison, here, "difference"),
                         number(&added.union_wide, own, "mean"), 1e-12);
            assert_close(number(&added.comparison, here, "sd"),
                         number(&added.union_wide, own, "sd"), 1e-9);
            assert_int_equal((int) number(&added.comparison, here, "n"), REPLICATES);
            assert_mirrored(&added.comparison, &taken.comparison, OF_NIS[m], time);
            assert_true(number(&taken.comparison, gone, "share_better") == 0.0);
            most = fmax(most, number(&added.comparison, here, "share_better"));
        }
    }
    assert_true(most == 1.0); /* by the end it is in force somewhere in every replicate */
    cgap_results_free(&added);
    cgap_results_free(&taken);
    fixture_free(&plain);
    fixture_free(&law);
}

/* Two laws, each on one side: both are in the table, one gained and one lost. */
static void
each_side_may_lack_what_the_other_has(void **state)
{
    cgap_scenario one, other;
    cgap_results results;
    cgap_plan expected = PLAN;
    size_t gained, lost;

    (void) state;
    create(&one, "one", "nis");
    create(&other, "other", "cra");
    compare(&results, &one, &other, NULL, &PLAN);
    gained = row_of(&results.comparison, NULL, "transposed_cra", other.end);
    lost = row_of(&results.comparison, NULL, "transposed_nis", other.end);
    assert_true(number(&results.comparison, gained, "ci_low") > 0.0);
    assert_true(number(&results.comparison, lost, "ci_high") < 0.0);
    cgap_results_free(&results);
    expected.deterministic = true;
    compare(&results, &one, &other, NULL, &expected);
    gained = row_of(&results.comparison, NULL, "transposed_cra", other.end);
    lost = row_of(&results.comparison, NULL, "transposed_nis", other.end);
    assert_true(number(&results.comparison, gained, "difference") > 1.0);
    assert_true(number(&results.comparison, lost, "difference") < -1.0);
    cgap_results_free(&results);
    fixture_free(&one);
    fixture_free(&other);
}

/* Of a law that the baseline lacks one may ask as of anything else. */
static void
strategies_are_judged_by_what_the_baseline_lacks(void **state)
{
    cgap_scenario plain, law;
    cgap_results results;
    cgap_questions questions;
    cgap_error err = CGAP_ERROR_INIT;
    const cgap_table *criteria = &results.judged[CGAP_JUDGED_CRITERIA];
    const cgap_table *targets = &results.judged[CGAP_JUDGED_TARGETS];
    const cgap_table *ranking = &results.judged[CGAP_JUDGED_RANKING];
    size_t end, all;

    (void) state;
    create(&plain, "plain", NULL);
    create(&law, "law", "nis");
    cgap_questions_default(&questions);
    assert_int_equal(cgap_criteria_parse(&questions, "transposed_nis", &err), CGAP_OK);
    assert_int_equal(cgap_targets_parse(&questions, "transposed_nis=1", &err), CGAP_OK);
    compare(&results, &plain, &law, &questions, &PLAN);
    end = row_of(criteria, NULL, "transposed_nis", law.end);
    all = row_of(&results.comparison, NULL, "transposed_nis", law.end);
    assert_close(number(criteria, end, "difference"),
                 number(&results.comparison, all, "difference"), 1e-9);
    assert_string_equal(text(criteria, end, "unit"), "members");
    assert_string_equal(text(criteria, end, "verdict"), "better");
    assert_true(number(ranking, 0, "rank") == 2.0 && number(ranking, 1, "rank") == 1.0);
    assert_true(number(targets, 0, "reached") == 0.0 && number(targets, 1, "reached") == 1.0);
    cgap_results_free(&results);
    assert_int_equal(cgap_targets_parse(&questions, "transposed_nis=50%", &err), CGAP_OK);
    const cgap_scenario *both[2] = {&plain, &law};
    assert_int_equal(cgap_compare(&results, both, 2, 0, &questions, &PLAN, &err), CGAP_E_INPUT);
    assert_non_null(strstr(err.text, "is 0 at the start of scenario 'plain'"));
    fixture_free(&plain);
    fixture_free(&law);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_lacks_an_instrument_has_nothing_of_it),
        cmocka_unit_test(each_side_may_lack_what_the_other_has),
        cmocka_unit_test(strategies_are_judged_by_what_the_baseline_lacks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
