/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios that share draws come out as if each had drawn its own, to the last bit. */
#include "harness.h"

#include <string.h>

#include "cgap/draws.h"
#include "scenario_fixture.h"

enum { TILE = CGAP_LANE_MULTIPLE, LANES = 2 * TILE, FIRST = 96, SEED = 5 };

typedef struct trial {
    cgap_scenario scenario;
    cgap_model model;
    cgap_block block;
} trial;

static void
open_trial(trial *self, void (*fixture)(cgap_scenario *, const char *), const char *codes,
           double years, size_t lanes)
{
    cgap_error err = CGAP_ERROR_INIT;

    fixture(&self->scenario, codes);
    self->scenario.end = self->scenario.start + years;
    if (cgap_model_prepare(&self->model, &self->scenario, &err) != CGAP_OK ||
        cgap_block_create(&self->block, &self->model, lanes, &err) != CGAP_OK) {
        fail_msg("%s", err.text);
    }
}

static void
close_trial(trial *self)
{
    cgap_block_free(&self->block);
    cgap_model_free(&self->model);
    fixture_free(&self->scenario);
}

static void
run(trial *self, cgap_draws *draws)
{
    cgap_error err = CGAP_ERROR_INIT;

    self->block.draws = draws;
    assert_int_equal(cgap_block_start(&self->block, SEED, FIRST, false, &err), CGAP_OK);
    for (size_t step = 0; step < self->model.n_step; step++) {
        cgap_block_step(&self->block);
    }
}

/* What the run leads to: levels and the losses of the last step. */
static void
result(const trial *self, double *out)
{
    size_t states = self->model.n * self->block.lanes, levels = CGAP_N_CAPABILITY * states;

    memcpy(out, self->block.capability, levels * sizeof *out);
    memcpy(out + levels, self->block.loss, states * sizeof *out);
}

enum { N_RESULT = (CGAP_N_CAPABILITY + 1) * 6 * LANES };

/* Each after the others, alone and with what they have drawn. */
static void
expect_no_change(trial *const *each, size_t n, cgap_draws *draws)
{
    double alone[N_RESULT] = {0.0}, shared[N_RESULT] = {0.0};

    cgap_draws_begin(draws, FIRST);
    for (size_t t = 0; t < n; t++) {
        assert_true(cgap_draws_serve(draws, &each[t]->model));
        run(each[t], NULL);
        result(each[t], alone);
        run(each[t], draws);
        result(each[t], shared);
        assert_memory_equal(alone, shared, sizeof alone);
    }
}

/* The first scenario has no budget shocks and a shorter run, so that the others find some draws
 * made and some not; then incidents follow another law, and are more than are drawn at once. */
static void
share_over(size_t lanes)
{
    trial plain, full, long_run, tail, crowded;
    trial *const each[] = {&plain, &full, &long_run, &full, &tail, &crowded};
    enum { N = sizeof each / sizeof each[0] };
    cgap_draws draws;

    open_trial(&plain, fixture_plain, FIXTURE_SIX, 1.0, lanes);
    open_trial(&full, fixture_full, FIXTURE_SIX, 2.0, lanes);
    open_trial(&long_run, fixture_full, FIXTURE_SIX, 3.0, lanes);
    open_trial(&tail, fixture_full, FIXTURE_SIX, 2.0, lanes);
    open_trial(&crowded, fixture_full, FIXTURE_SIX, 2.0, lanes);
    plain.scenario.parameters.budget_shock_sd = 0.0;
    crowded.scenario.parameters.significant_incidents_2017 *= 20.0;
    tail.scenario.severity = tail.scenario.severity == CGAP_SEVERITY_PARETO
                                 ? CGAP_SEVERITY_LOGNORMAL
                                 : CGAP_SEVERITY_PARETO;
    assert_int_equal(cgap_draws_create(&draws, &long_run.model, lanes, NULL), CGAP_OK);
    expect_no_change(each, N, &draws);
    assert_int_equal(draws.n_kept > 0, lanes == TILE); /* of one tile; its rows stand together */
    draws.room = draws.n_kept / 3;
    expect_no_change(each, N, &draws);
    assert_true(draws.n_kept <= draws.room);
    cgap_draws_free(&draws);
    close_trial(&crowded);
    close_trial(&tail);
    close_trial(&long_run);
    close_trial(&full);
    close_trial(&plain);
}

static void
sharing_changes_nothing(void **state)
{
    (void) state;
    share_over(TILE);
    share_over(LANES);
}

/* What the first scenario draws is drawn once: what others leave in its place, they take. */
static void
incidents_are_taken_from_what_is_kept(void **state)
{
    trial full;
    double before[N_RESULT] = {0.0}, after[N_RESULT] = {0.0};
    cgap_draws draws;

    (void) state;
    open_trial(&full, fixture_full, FIXTURE_SIX, 2.0, TILE);
    assert_int_equal(cgap_draws_create(&draws, &full.model, TILE, NULL), CGAP_OK);
    cgap_draws_begin(&draws, FIRST);
    run(&full, &draws);
    result(&full, before);
    assert_true(draws.n_kept > 0);
    for (size_t l = 0; l < TILE; l++) {
        draws.size[(draws.n_kept - 1) * TILE + l] *= 2.0; /* the last incidents of the last step */
    }
    run(&full, &draws);
    result(&full, after);
    assert_memory_not_equal(before, after, sizeof before);
    cgap_draws_free(&draws);
    close_trial(&full);
}

static void
only_the_same_states_and_rows_are_served(void **state)
{
    trial six, longer, seven;
    cgap_draws draws;

    (void) state;
    open_trial(&six, fixture_full, FIXTURE_SIX, 2.0, LANES);
    open_trial(&longer, fixture_full, FIXTURE_SIX, 3.0, LANES);
    open_trial(&seven, fixture_full, FIXTURE_SIX " IT", 2.0, LANES);
    assert_int_equal(cgap_draws_create(&draws, &six.model, LANES, NULL), CGAP_OK);
    assert_true(cgap_draws_serve(&draws, &six.model));
    assert_false(cgap_draws_serve(&draws, &longer.model));
    assert_false(cgap_draws_serve(&draws, &seven.model));
    seven.model.unit[0]++;
    seven.model.n = six.model.n; /* as many, but others */
    assert_false(cgap_draws_serve(&draws, &seven.model));
    seven.model.n++;
    cgap_draws_free(&draws);
    cgap_draws_free(&draws);
    close_trial(&seven);
    close_trial(&longer);
    close_trial(&six);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sharing_changes_nothing),
        cmocka_unit_test(incidents_are_taken_from_what_is_kept),
        cmocka_unit_test(only_the_same_states_and_rows_are_served),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
