/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Same seed, same bytes, whatever the threads, the block size or the neighbours (MODEL.md section
 * 6, item 21); comparisons that must come out exactly. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/compare.h"
#include "cgap/ensemble.h"
#include "cgap/memory.h"
#include "scenario_fixture.h"

enum { REPLICATES = 70 }; /* not a multiple of a block */

static const cgap_plan PLAN = {.seed = 42, .end = REPLICATES, .block = 32, .threads = 1};

static void
short_full(cgap_scenario *out, const char *name)
{
    fixture_full(out, FIXTURE_SIX);
    out->end = out->start + 4.0;
    free(out->name);
    out->name = cgap_text_copy(name);
    assert_non_null(out->name);
}

static void
run(cgap_results *out, const cgap_scenario *const *scenario, size_t n, const cgap_plan *plan)
{
    cgap_error err = CGAP_ERROR_INIT;

    if (cgap_compare(out, scenario, n, 0, NULL, plan, &err) != CGAP_OK) {
        fail_msg("%s", err.text);
    }
}

/* Cells bit by bit; texts by content, since pools may be laid out differently. */
static void
assert_same_table(const cgap_table *a, const cgap_table *b)
{
    assert_int_equal(a->n_row, b->n_row);
    for (size_t row = 0; row < a->n_row; row++) {
        for (size_t c = 0; c < a->n_column; c++) {
            if (a->column[c].type == CGAP_COLUMN_TEXT) {
                assert_string_equal(cgap_table_text(a, row, c), cgap_table_text(b, row, c));
            } else {
                double x = cgap_table_real(a, row, c), y = cgap_table_real(b, row, c);

                assert_true((isnan(x) && isnan(y)) || memcmp(&x, &y, sizeof x) == 0);
            }
        }
    }
}

static void
assert_same_results(const cgap_results *a, const cgap_results *b)
{
    assert_same_table(&a->union_wide, &b->union_wide);
    assert_same_table(&a->members, &b->members);
    assert_same_table(&a->ties, &b->ties);
    assert_same_table(&a->attribution, &b->attribution);
    assert_same_table(&a->comparison, &b->comparison);
    for (size_t t = 0; t < CGAP_N_JUDGED; t++) {
        assert_same_table(&a->judged[t], &b->judged[t]);
    }
}

static void
threads_and_blocks_change_nothing(void **state)
{
    static const size_t threads[] = {2, 7, 1, 3}, block[] = {32, 32, 64, 64};
    cgap_scenario full, plain;
    const cgap_scenario *both[2] = {&plain, &full};
    cgap_results first;

    (void) state;
    short_full(&full, "full");
    fixture_plain(&plain, FIXTURE_SIX);
    plain.end = full.end;
    run(&first, both, 2, &PLAN);
    assert_true(first.comparison.n_row > 0);
    for (int v = 0; v < 4; v++) {
        cgap_plan plan = PLAN;
        cgap_results again;

        plan.threads = threads[v];
        plan.block = block[v];
        run(&again, both, 2, &plan);
        assert_same_results(&first, &again);
        cgap_results_free(&again);
    }
    cgap_results_free(&first);
    fixture_free(&full);
    fixture_free(&plain);
}

/* Every kernel the processor has, the widest included. */
static void
vector_width_changes_nothing(void **state)
{
    cgap_scenario full, plain;
    const cgap_scenario *both[2] = {&plain, &full};
    cgap_results first;
    int compared = 0;

    (void) state;
    short_full(&full, "full");
    fixture_plain(&plain, FIXTURE_SIX);
    plain.end = full.end;
    for (int isa = CGAP_ISA_BASELINE; isa < CGAP_N_ISA; isa++) {
        cgap_plan plan = PLAN;
        cgap_results again;

        plan.isa = (cgap_isa) isa;
        if (!cgap_isa_available(plan.isa)) {
            print_message("no %s here\n", cgap_isa_name(plan.isa));
        } else if (compared++ == 0) {
            run(&first, both, 2, &plan);
        } else {
            run(&again, both, 2, &plan);
            assert_same_results(&first, &again);
            cgap_results_free(&again);
        }
    }
    assert_true(compared > 0);
    cgap_results_free(&first);
    fixture_free(&full);
    fixture_free(&plain);
}

/* A kernel that is not there is refused, not replaced. */
static void
missing_kernels_are_refused(void **state)
{
    cgap_scenario full;
    const cgap_scenario *one[1] = {&full};

    (void) state;
    short_full(&full, "full");
    for (int isa = CGAP_ISA_WIDEST; isa < CGAP_N_ISA; isa++) {
        cgap_plan plan = PLAN;
        cgap_ensemble ensemble;
        cgap_error err = CGAP_ERROR_INIT;
        cgap_status status;

        plan.end = 1;
        plan.isa = (cgap_isa) isa;
        status = cgap_ensemble_run(&ensemble, one, 1, 0, &plan, &err);
        assert_int_equal(status, cgap_isa_available(plan.isa) ? CGAP_OK : CGAP_E_INPUT);
        if (status == CGAP_OK) {
            cgap_ensemble_free(&ensemble);
        }
    }
    fixture_free(&full);
}

/* A subset's replicates are those of the whole: sums of parts are the sums of all. */
static void
subsets_add_up_to_the_whole(void **state)
{
    cgap_scenario full;
    const cgap_scenario *one[1] = {&full};
    cgap_plan low = PLAN, high = PLAN;
    cgap_ensemble whole, part[2];
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    short_full(&full, "full");
    low.end = 33;
    high.first = 33;
    assert_int_equal(cgap_ensemble_run(&whole, one, 1, 0, &PLAN, &err), CGAP_OK);
    assert_int_equal(cgap_ensemble_run(&part[0], one, 1, 0, &low, &err), CGAP_OK);
    assert_int_equal(cgap_ensemble_run(&part[1], one, 1, 0, &high, &err), CGAP_OK);
    for (size_t s = 0; s < whole.member[0].layout.n_cell; s++) {
        const cgap_summary_cell *all = &whole.member[0].cell[s];
        cgap_summary_cell *sum = &part[1].member[0].cell[s];
        cgap_grid grid = cgap_layout_grid(&whole.member[0].layout, s);

        assert_true(cgap_cell_merge(sum, &part[0].member[0].cell[s]));
        assert_int_equal(sum->n, all->n);
        assert_true(sum->sum == all->sum && sum->squares == all->squares);
        for (double q = 0.05; all->n > 0 && q < 1.0; q += 0.3) {
            assert_true(cgap_cell_quantile(sum, grid, q) == cgap_cell_quantile(all, grid, q));
        }
    }
    cgap_ensemble_free(&whole);
    cgap_ensemble_free(&part[0]);
    cgap_ensemble_free(&part[1]);
    fixture_free(&full);
}

/* A scenario has the same tables alone and in company. */
static void
company_changes_nothing(void **state)
{
    cgap_scenario full, plain;
    const cgap_scenario *both[2] = {&plain, &full};
    const cgap_scenario *alone[1] = {&full};
    cgap_results together, single;
    size_t offset;

    (void) state;
    short_full(&full, "full");
    fixture_plain(&plain, FIXTURE_SIX);
    plain.end = full.end;
    run(&together, both, 2, &PLAN);
    run(&single, alone, 1, &PLAN);
    assert_int_equal(single.comparison.n_row, 0);
    offset = together.union_wide.n_row - single.union_wide.n_row;
    for (size_t row = 0; row < single.union_wide.n_row; row++) {
        for (size_t c = 4; c < single.union_wide.n_column; c++) {
            double x = cgap_table_real(&together.union_wide, row + offset, c);
            double y = cgap_table_real(&single.union_wide, row, c);

            assert_true((isnan(x) && isnan(y)) || x == y);
        }
    }
    cgap_results_free(&together);
    cgap_results_free(&single);
    fixture_free(&full);
    fixture_free(&plain);
}

static void
compared_with_itself_all_is_zero(void **state)
{
    cgap_scenario one, same;
    const cgap_scenario *both[2] = {&one, &same};
    cgap_results results;
    size_t difference, low, high, better, n;

    (void) state;
    short_full(&one, "one");
    short_full(&same, "same");
    run(&results, both, 2, &PLAN);
    difference = cgap_table_find(&results.comparison, "difference");
    low = cgap_table_find(&results.comparison, "ci_low");
    high = cgap_table_find(&results.comparison, "ci_high");
    better = cgap_table_find(&results.comparison, "share_better");
    n = cgap_table_find(&results.comparison, "n");
    for (size_t row = 0; row < results.comparison.n_row; row++) {
        if (cgap_table_real(&results.comparison, row, n) > 0) {
            assert_true(cgap_table_real(&results.comparison, row, difference) == 0.0);
            assert_true(cgap_table_real(&results.comparison, row, low) == 0.0);
            assert_true(cgap_table_real(&results.comparison, row, high) == 0.0);
            assert_true(!(cgap_table_real(&results.comparison, row, better) > 0.0));
        }
    }
    cgap_results_free(&results);
    fixture_free(&one);
    fixture_free(&same);
}

static void
what_cannot_be_compared_is_refused(void **state)
{
    cgap_scenario a, b;
    const cgap_scenario *both[2] = {&a, &b};
    cgap_results results;
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    short_full(&a, "one");
    short_full(&b, "one");
    assert_int_equal(cgap_compare(&results, both, 2, 0, NULL, &PLAN, &err), CGAP_E_INPUT);
    assert_non_null(strstr(err.text, "two scenarios are named 'one'"));
    b.name[0] = 'x';
    b.end += 1.0;
    assert_int_equal(cgap_compare(&results, both, 2, 0, NULL, &PLAN, &err), CGAP_E_INPUT);
    assert_non_null(strstr(err.text, "'one'"));
    assert_non_null(strstr(err.text, "'xne'"));
    fixture_free(&b);
    fixture_plain(&b, "BG DE EE EL FR");
    b.end = a.end;
    assert_int_equal(cgap_compare(&results, both, 2, 0, NULL, &PLAN, &err), CGAP_E_INPUT);
    assert_non_null(strstr(err.text, "different members"));
    fixture_free(&a);
    fixture_free(&b);
}

/* A partner that carries nothing leaves no trace in any table. */
static void
a_weightless_partner_changes_no_byte(void **state)
{
    cgap_scenario without, with;
    const cgap_scenario *one[1] = {&without}, *other[1] = {&with};
    cgap_results a, b;

    (void) state;
    short_full(&without, "same");
    short_full(&with, "same");
    (void) fixture_partner(&with, "zz_new");
    run(&a, one, 1, &PLAN);
    run(&b, other, 1, &PLAN);
    assert_same_results(&a, &b);
    cgap_results_free(&a);
    cgap_results_free(&b);
    fixture_free(&without);
    fixture_free(&with);
}

static bool
stop_after_the_first(void *context, size_t done, size_t total)
{
    size_t *calls = context;

    assert_true(done <= total);
    (*calls)++;
    return false;
}

static void
progress_can_stop_a_run(void **state)
{
    cgap_scenario full;
    const cgap_scenario *one[1] = {&full};
    cgap_plan plan = PLAN;
    cgap_results results;
    cgap_error err = CGAP_ERROR_INIT;
    size_t calls = 0;

    (void) state;
    short_full(&full, "full");
    plan.progress = stop_after_the_first;
    plan.context = &calls;
    assert_int_equal(cgap_compare(&results, one, 1, 0, NULL, &plan, &err), CGAP_E_INTERRUPTED);
    assert_int_equal(calls, 1);
    fixture_free(&full);
}

/* Stops at its tenth call. */
static bool
stop_at_the_tenth(void *context, size_t done, size_t total)
{
    size_t *calls = context;

    assert_true(done < total);
    return ++*calls < 10;
}

/* Not only between blocks: one block of many steps ends at the tenth of them, whoever else is at
 * work, and also in deterministic mode. */
static void
a_run_stops_within_a_step(void **state)
{
    cgap_scenario full;
    const cgap_scenario *one[1] = {&full};
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    short_full(&full, "full");
    assert_true(cgap_scenario_steps(&full) >= 20);
    for (size_t threads = 0; threads < 3; threads++) {
        cgap_plan plan = PLAN;
        cgap_results results;
        size_t calls = 0;

        plan.deterministic = threads == 0;
        plan.threads = threads == 0 ? 1 : threads;
        plan.end = 256;
        plan.block = 64;
        plan.progress = stop_at_the_tenth;
        plan.context = &calls;
        assert_int_equal(cgap_compare(&results, one, 1, 0, NULL, &plan, &err), CGAP_E_INTERRUPTED);
        assert_int_equal(calls, 10);
    }
    fixture_free(&full);
}

/* Attacks beyond all measure are refused before anything runs, and the sentence says which keys
 * lead there. */
static void
endless_attacks_are_refused(void **state)
{
    cgap_scenario full;
    const cgap_scenario *one[1] = {&full};
    cgap_results results;
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    short_full(&full, "full");
    fixture_set(&full.levers.threat_growth, 10.0);
    full.end = full.start + 3.0;
    assert_int_equal(cgap_compare(&results, one, 1, 0, NULL, &PLAN, &err), CGAP_E_INPUT);
    assert_non_null(strstr(err.text, "levers.threat_growth"));
    assert_non_null(strstr(err.text, "1e+09"));
    fixture_free(&full);
}

/* Contagion that never dies out is refused before anything runs. */
static void
explosive_contagion_is_refused(void **state)
{
    cgap_scenario full;
    const cgap_scenario *one[1] = {&full};
    cgap_results results;
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    short_full(&full, "full");
    full.parameters.branching_ratio = 2.0;
    assert_int_equal(cgap_compare(&results, one, 1, 0, NULL, &PLAN, &err), CGAP_E_INPUT);
    assert_non_null(strstr(err.text, "parameters.branching_ratio = 2"));
    fixture_free(&full);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_and_blocks_change_nothing),
        cmocka_unit_test(vector_width_changes_nothing),
        cmocka_unit_test(missing_kernels_are_refused),
        cmocka_unit_test(subsets_add_up_to_the_whole),
        cmocka_unit_test(company_changes_nothing),
        cmocka_unit_test(compared_with_itself_all_is_zero),
        cmocka_unit_test(a_weightless_partner_changes_no_byte),
        cmocka_unit_test(what_cannot_be_compared_is_refused),
        cmocka_unit_test(progress_can_stop_a_run),
        cmocka_unit_test(a_run_stops_within_a_step),
        cmocka_unit_test(endless_attacks_are_refused),
        cmocka_unit_test(explosive_contagion_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
