/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shapley values: they sum to the total, treat equal parts alike, give nothing to a part without
 * effect, and interactions carry what parts do only together. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/decompose.h"
#include "cgap/memory.h"
#include "scenario_fixture.h"
#include "table_read.h"

static const cgap_plan PLAN = {.seed = 9, .end = 24, .block = 32, .threads = 2};

static void
two_of_a_kind(cgap_scenario *base, cgap_scenario *package)
{
    fixture_plain(base, FIXTURE_SIX);
    fixture_plain(package, FIXTURE_SIX);
    base->end = package->end = base->start + 3.0;
    free(package->name);
    package->name = cgap_text_copy("package");
    assert_non_null(package->name);
}

static cgap_table
decompose(const cgap_scenario *base, const cgap_scenario *package, const char *criteria)
{
    cgap_questions questions;
    cgap_table out;
    cgap_error err = CGAP_ERROR_INIT;

    cgap_questions_default(&questions);
    assert_int_equal(cgap_criteria_parse(&questions, criteria, &err), CGAP_OK);
    if (cgap_decompose(&out, base, package, &questions, &PLAN, &err) != CGAP_OK) {
        fail_msg("%s", err.text);
    }
    return out;
}

static size_t
row_of(const cgap_table *table, const char *measure, const char *part, const char *other)
{
    for (size_t r = 0; r < table->n_row; r++) {
        if (strcmp(text(table, r, "measure"), measure) == 0 &&
            strcmp(text(table, r, "part"), part) == 0 &&
            strcmp(text(table, r, "other"), other) == 0) {
            return r;
        }
    }
    fail_msg("no row %s %s %s", measure, part, other);
    return 0;
}

static double
sum_of_parts(const cgap_table *table, const char *measure)
{
    double sum = 0.0;

    for (size_t r = 0; r < table->n_row; r++) {
        if (strcmp(text(table, r, "measure"), measure) == 0 &&
            strcmp(text(table, r, "kind"), "part") == 0) {
            sum += number(table, r, "value");
        }
    }
    return sum;
}

/* A lever that works, one that cannot (targeting of a fund without money), and a law. */
static void
parts_sum_to_the_total_and_idle_ones_get_nothing(void **state)
{
    cgap_scenario base, package;
    cgap_table table;
    size_t idle, law, platform, both;

    (void) state;
    two_of_a_kind(&base, &package);
    fixture_set(&package.levers.platform, 0.9);
    fixture_set(&package.levers.fund_targeting, 3.5);
    (void) fixture_instrument(&package, "nis");
    table = decompose(&base, &package, "formal_mean,cost_eu_meur");
    assert_int_equal(table.n_row, 2 * (1 + 3 + 3));
    for (int m = 0; m < 2; m++) {
        const char *measure = m == 0 ? "formal_mean" : "cost_eu_meur";

        assert_close(sum_of_parts(&table, measure),
                     number(&table, row_of(&table, measure, "", ""), "value"),
                     1e-12 * (1.0 + fabs(sum_of_parts(&table, measure))));
        idle = row_of(&table, measure, "levers.fund_targeting", "");
        assert_true(number(&table, idle, "value") == 0.0 && number(&table, idle, "alone") == 0.0);
        assert_string_equal(text(&table, idle, "verdict"), "equal");
    }
    law = row_of(&table, "formal_mean", "instrument:nis", "");
    platform = row_of(&table, "formal_mean", "levers.platform", "");
    both = row_of(&table, "formal_mean", "levers.platform", "instrument:nis");
    assert_true(number(&table, law, "value") > 0.0 && number(&table, platform, "value") > 0.0);
    /* of two parts that matter, the interaction is what the last brings beyond what it brings alone
     */
    assert_close(number(&table, both, "value"),
                 number(&table, law, "last") - number(&table, law, "alone"), 1e-12);
    assert_close(number(&table, law, "value"),
                 0.5 * (number(&table, law, "last") + number(&table, law, "alone")), 1e-12);
    assert_true(number(&table, law, "sampling_error") == 0.0);
    cgap_table_free(&table);
    fixture_free(&base);
    fixture_free(&package);
}

/* Two partners' worth of nothing but name: the same law twice under two names acts alike, up to the
 * luck of transposition, which an act in force as a regulation does not have. */
static void
equal_parts_get_equal_shares(void **state)
{
    cgap_scenario base, package;
    cgap_table table;
    size_t a, b;

    (void) state;
    two_of_a_kind(&base, &package);
    fixture_instrument(&package, "act-a")->type = CGAP_REGULATION;
    fixture_instrument(&package, "act-b")->type = CGAP_REGULATION;
    table = decompose(&base, &package, "formal_mean,formal_cv");
    a = row_of(&table, "formal_cv", "instrument:act-a", "");
    b = row_of(&table, "formal_cv", "instrument:act-b", "");
    assert_close(number(&table, a, "value"), number(&table, b, "value"), 1e-12);
    assert_true(number(&table, a, "value") < 0.0);
    /* a second act of the same standard adds less than the first: substitutes */
    assert_string_equal(text(&table,
                             row_of(&table, "formal_cv", "instrument:act-a", "instrument:act-b"),
                             "verdict"),
                        "substitutes");
    cgap_table_free(&table);
    fixture_free(&base);
    fixture_free(&package);
}

/* More parts than coalitions can be run for: permutations, still summing to the total. */
static void
many_parts_are_sampled(void **state)
{
    static const char *const name[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};
    cgap_scenario base, package;
    cgap_table table;

    (void) state;
    two_of_a_kind(&base, &package);
    base.end = package.end = base.start + 1.0;
    for (size_t p = 0; p < 10; p++) {
        fixture_instrument(&package, name[p])->type = CGAP_REGULATION;
    }
    fixture_set(&package.levers.platform, 0.9);
    table = decompose(&base, &package, "formal_mean,formal_share_below_floor");
    assert_int_equal(table.n_row, 2 * (1 + 11));
    assert_close(sum_of_parts(&table, "formal_mean"), number(&table, 0, "value"), 1e-12);
    assert_true(number(&table, 1, "sampling_error") > 0.0);
    /* the base has no floor: nothing is known, the error of drawing neither */
    assert_string_equal(text(&table, 13, "kind"), "part");
    assert_true(isnan(number(&table, 13, "value")) && isnan(number(&table, 13, "sampling_error")));
    cgap_table_free(&table);
    fixture_free(&base);
    fixture_free(&package);
}

/* A share of what? Not of a total that no replicate defines, nor of one that chance may have made.
 */
static void
shares_are_of_a_total_that_is_known(void **state)
{
    cgap_scenario base, package;
    cgap_table table;

    (void) state;
    two_of_a_kind(&base, &package);
    fixture_instrument(&package, "nis")->type = CGAP_REGULATION;
    table = decompose(&base, &package, "formal_share_below_floor,formal_mean");
    for (size_t r = 0; r < 2; r++) {
        assert_true(isnan(number(&table, r, "value")) && isnan(number(&table, r, "share")));
    }
    assert_true(number(&table, row_of(&table, "formal_mean", "", ""), "share") == 1.0);
    cgap_table_free(&table);
    fixture_free(&base);
    fixture_free(&package);
}

static void
nothing_to_take_apart_is_refused(void **state)
{
    cgap_scenario base, package;
    cgap_questions questions;
    cgap_table out;
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    two_of_a_kind(&base, &package);
    cgap_questions_default(&questions);
    assert_int_equal(cgap_decompose(&out, &base, &package, &questions, &PLAN, &err), CGAP_E_INPUT);
    assert_non_null(strstr(err.text, "does not differ"));
    cgap_table_free(&out);
    package.end += 1.0;
    assert_int_equal(cgap_decompose(&out, &base, &package, &questions, &PLAN, &err), CGAP_E_INPUT);
    assert_non_null(strstr(err.text, "cannot be compared"));
    cgap_table_free(&out);
    fixture_free(&base);
    fixture_free(&package);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_sum_to_the_total_and_idle_ones_get_nothing),
        cmocka_unit_test(equal_parts_get_equal_shares),
        cmocka_unit_test(many_parts_are_sampled),
        cmocka_unit_test(shares_are_of_a_total_that_is_known),
        cmocka_unit_test(nothing_to_take_apart_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
