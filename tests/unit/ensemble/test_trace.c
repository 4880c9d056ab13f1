/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kept values are those of the sums, replicate by replicate, whatever the threads and blocks. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/ensemble.h"
#include "scenario_fixture.h"

enum { REPLICATES = 70 };

static cgap_trace TRACE[] = {
    {.of = CGAP_TRACE_UNION, .kind = CGAP_TRACE_AT, .name = "formal_cv", .row = 24},
    {.of = CGAP_TRACE_UNION, .kind = CGAP_TRACE_MEAN, .name = "cost_eu_meur"},
    {.of = CGAP_TRACE_UNION,
     .kind = CGAP_TRACE_FIRST_ABOVE,
     .name = "formal_mean",
     .threshold = 1.03,
     .relative = true},
    {.of = CGAP_TRACE_UNION,
     .kind = CGAP_TRACE_FIRST_BELOW,
     .name = "formal_mean",
     .threshold = 0.0},
    {.of = CGAP_TRACE_MEMBER, .name = "formal", .member = 2},
    {.of = CGAP_TRACE_ATTRIBUTION,
     .name = "peers",
     .layer = CGAP_LAYER_FORMAL,
     .change = CGAP_CHANGE_OF_MEAN},
    {.of = CGAP_TRACE_ATTRIBUTION, .name = "instrument:none", .layer = CGAP_LAYER_FORMAL},
    {.of = CGAP_TRACE_UNION, .kind = CGAP_TRACE_AT, .name = "transposed_none"},
};

enum { N_TRACE = sizeof TRACE / sizeof TRACE[0] };

static void
run(cgap_ensemble *out, const cgap_scenario *scenario, cgap_plan plan)
{
    cgap_error err = CGAP_ERROR_INIT;
    const cgap_scenario *one[1] = {scenario};

    plan.trace = TRACE;
    plan.n_trace = N_TRACE;
    if (cgap_ensemble_run(out, one, 1, 0, &plan, &err) != CGAP_OK) {
        fail_msg("%s", err.text);
    }
}

static double
mean_of(const double *x, size_t n)
{
    double sum = 0.0;

    for (size_t r = 0; r < n; r++) {
        sum += x[r];
    }
    return sum / (double) n;
}

static void
assert_slot_mean(const cgap_ensemble *ensemble, size_t trace, size_t slot)
{
    const cgap_ensemble_member *member = &ensemble->member[0];
    cgap_grid grid = cgap_layout_grid(&member->layout, slot);

    assert_true(fabs(mean_of(cgap_ensemble_traced(ensemble, 0, trace), REPLICATES) -
                     cgap_cell_moments(&member->cell[slot], grid).mean) < 1e-12);
}

static void
kept_values_are_those_of_the_sums(void **state)
{
    cgap_scenario full;
    cgap_ensemble all;
    const cgap_layout *layout;
    double money = 0.0;

    (void) state;
    fixture_full(&full, FIXTURE_SIX);
    full.end = full.start + 4.0;
    run(&all, &full, (cgap_plan){.seed = 3, .end = REPLICATES, .block = 32, .threads = 2});
    layout = &all.member[0].layout;
    assert_int_equal(all.n_traced, REPLICATES);
    assert_slot_mean(&all, 0, cgap_slot_union(layout, 24, cgap_layout_find(layout, "formal_cv")));
    assert_slot_mean(&all, 4, cgap_slot_member(layout, layout->n_selected - 1, 2, 9));
    assert_slot_mean(&all, 5,
                     cgap_slot_attribution(layout, layout->n_selected - 1, CGAP_LAYER_FORMAL,
                                           CGAP_CHANGE_OF_MEAN, CGAP_BY_PEERS));
    for (size_t row = 1; row < layout->n_row; row++) {
        size_t slot = cgap_slot_union(layout, row, cgap_layout_find(layout, "cost_eu_meur"));

        money += cgap_cell_moments(&all.member[0].cell[slot], CGAP_GRID_MONEY).mean;
    }
    assert_true(fabs(money / (double) (layout->n_row - 1) -
                     mean_of(cgap_ensemble_traced(&all, 0, 1), REPLICATES)) < 1e-6);
    for (size_t r = 0; r < REPLICATES; r++) {
        double row = cgap_ensemble_traced(&all, 0, 2)[r];

        assert_true(row > 0.0 && (isinf(row) || row < (double) layout->n_row));
        assert_true(isinf(cgap_ensemble_traced(&all, 0, 3)[r]));
        assert_true(cgap_ensemble_traced(&all, 0, 6)[r] == 0.0);
        assert_true(cgap_ensemble_traced(&all, 0, 7)[r] == 0.0);
    }
    cgap_ensemble_free(&all);
    fixture_free(&full);
}

static void
threads_blocks_and_sums_change_nothing(void **state)
{
    static const cgap_plan plan[] = {
        {.seed = 3, .end = REPLICATES, .block = 32, .threads = 1},
        {.seed = 3, .end = REPLICATES, .block = 64, .threads = 3},
        {.seed = 3, .end = REPLICATES, .block = 32, .threads = 2, .traces_only = true},
    };
    cgap_scenario full;
    cgap_ensemble run_of[3];
    size_t bytes = (size_t) N_TRACE * REPLICATES * sizeof(double);

    (void) state;
    fixture_full(&full, FIXTURE_SIX);
    full.end = full.start + 4.0;
    for (size_t v = 0; v < 3; v++) {
        run(&run_of[v], &full, plan[v]);
        assert_memory_equal(run_of[0].member[0].traced, run_of[v].member[0].traced, bytes);
    }
    for (size_t v = 0; v < 3; v++) {
        cgap_ensemble_free(&run_of[v]);
    }
    fixture_free(&full);
}

enum { ROWS = 4 * 12 + 1, MEAN = ROWS - 1, COMMON = MEAN, BASE_COMMON, N_EACH_ROW };

/* The value of @p name at every row after the start, then both averages over the rows that two
 * scenarios have in common. */
static void
ask_for_every_row(cgap_trace *trace, const char *name)
{
    for (size_t row = 1; row < ROWS; row++) {
        trace[row - 1] = (cgap_trace){.name = name, .row = row};
    }
    trace[COMMON] = (cgap_trace){.name = name, .kind = CGAP_TRACE_MEAN_COMMON};
    trace[BASE_COMMON] = (cgap_trace){.name = name, .kind = CGAP_TRACE_BASE_COMMON};
}

/* Both averages of a replicate from what it has row by row. @return whether some rows are
 * defined in both and others in one alone */
static bool
assert_average_of_rows(const cgap_ensemble *of, size_t r)
{
    double sum = 0.0, base_sum = 0.0, n = 0.0;
    size_t either = 0;

    for (size_t t = 0; t < MEAN; t++) {
        double own = cgap_ensemble_traced(of, 1, t)[r], base = cgap_ensemble_traced(of, 0, t)[r];
        bool both = !isnan(own) && !isnan(base);

        sum += both ? own : 0.0;
        base_sum += both ? base : 0.0;
        n += both ? 1.0 : 0.0;
        either += isnan(own) != isnan(base) ? 1 : 0;
    }
    if (n == 0.0) {
        assert_true(isnan(cgap_ensemble_traced(of, 1, COMMON)[r]));
        assert_true(isnan(cgap_ensemble_traced(of, 1, BASE_COMMON)[r]));
    } else {
        assert_true(fabs(cgap_ensemble_traced(of, 1, COMMON)[r] * n / sum - 1.0) < 1e-9);
        assert_true(fabs(cgap_ensemble_traced(of, 1, BASE_COMMON)[r] * n / base_sum - 1.0) < 1e-9);
    }
    return either > 0 && n > 0.0;
}

/* Half-lives are undefined at some dates, in each replicate at others. */
static void
averages_of_two_are_over_their_common_rows(void **state)
{
    static const cgap_plan plan[] = {
        {.seed = 3, .end = REPLICATES, .block = 64, .threads = 2},
        {.seed = 3, .end = REPLICATES, .block = 32, .threads = 1, .traces_only = true},
    };
    cgap_trace trace[N_EACH_ROW];
    cgap_scenario plain, full;
    const cgap_scenario *both[2] = {&plain, &full};
    cgap_error err = CGAP_ERROR_INIT;
    cgap_ensemble of[2];
    size_t partly = 0;

    (void) state;
    ask_for_every_row(trace, "practice_beta_half_life");
    fixture_plain(&plain, FIXTURE_SIX);
    fixture_full(&full, FIXTURE_SIX);
    plain.end = full.end = plain.start + 4.0;
    for (size_t v = 0; v < 2; v++) {
        cgap_plan kept = plan[v];

        kept.trace = trace;
        kept.n_trace = N_EACH_ROW;
        assert_int_equal(cgap_ensemble_run(&of[v], both, 2, 0, &kept, &err), CGAP_OK);
    }
    for (size_t r = 0; r < REPLICATES; r++) {
        partly += assert_average_of_rows(&of[0], r) ? 1 : 0;
    }
    assert_true(partly > 0);
    assert_memory_equal(of[0].member[1].traced, of[1].member[1].traced,
                        (size_t) N_EACH_ROW * REPLICATES * sizeof(double));
    cgap_ensemble_free(&of[0]);
    cgap_ensemble_free(&of[1]);
    fixture_free(&plain);
    fixture_free(&full);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kept_values_are_those_of_the_sums),
        cmocka_unit_test(threads_blocks_and_sums_change_nothing),
        cmocka_unit_test(averages_of_two_are_over_their_common_rows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
