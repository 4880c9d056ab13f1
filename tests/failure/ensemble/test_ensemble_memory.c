/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever allocation fails while scenarios with a common past run side by side: one sentence, no
 * leak and no access to what is not there (the sanitizers watch). */
#include "harness.h"

#include "failing.h"

#include "cgap/ensemble.h"
#include "scenario_fixture.h"

enum { N_SCENARIO = 4, STEPS = 12 };

static const cgap_trace TRACE[] = {
    {.kind = CGAP_TRACE_AT, .name = "formal_cv", .row = STEPS},
    {.kind = CGAP_TRACE_MEAN, .name = "regime_hamming"},
};

typedef struct fixture {
    cgap_scenario scenario[N_SCENARIO];
    const cgap_scenario *view[N_SCENARIO];
} fixture;

/* The second and the third leave the first at step 6; the fourth, with a law more that has not
 * begun, leaves the third at step 11. */
static void
prepare(fixture *self)
{
    for (size_t k = 0; k < N_SCENARIO; k++) {
        cgap_scenario *scenario = &self->scenario[k];

        fixture_full(scenario, FIXTURE_SIX);
        scenario->end = scenario->start + STEPS / 12.0;
        scenario->levers.research.n = 1;
        if (k > 0) {
            fixture_change(&scenario->levers.research, cgap_scenario_time(scenario, STEPS / 2),
                           k == 1 ? 0.7 : 0.9);
        }
        self->view[k] = scenario;
    }
    fixture_instrument(&self->scenario[3], "a-new-one")->adopted = self->scenario[3].end + 1.0;
}

static void
finish(fixture *self)
{
    for (size_t k = 0; k < N_SCENARIO; k++) {
        fixture_free(&self->scenario[k]);
    }
}

/* With the @p n-th call failing; false: nothing failed any more. */
static bool
run_failing(const fixture *self, const cgap_plan *plan, int n)
{
    cgap_ensemble ensemble;
    cgap_error err = CGAP_ERROR_INIT;
    cgap_status status;
    int before = failing_count;

    failing_at = n;
    status = cgap_ensemble_run(&ensemble, self->view, N_SCENARIO, 0, plan, &err);
    failing_at = 0;
    if (status == CGAP_OK) {
        assert_int_equal(failing_count, before);
        cgap_ensemble_free(&ensemble);
        return false;
    }
    assert_int_equal(status, CGAP_E_MEMORY);
    assert_non_null(strstr(err.text, "memory"));
    return true;
}

/* Every call: only values are kept. */
static void
kept_values(void **state)
{
    const cgap_plan plan = {.seed = 3,
                            .end = 20,
                            .block = 32,
                            .threads = 1,
                            .trace = TRACE,
                            .n_trace = sizeof TRACE / sizeof TRACE[0],
                            .traces_only = true};
    fixture self;
    int n = 1;

    (void) state;
    prepare(&self);
    while (run_failing(&self, &plan, n)) {
        n++;
    }
    assert_true(n > 50);
    finish(&self);
}

/* Every call up to the first histograms, then one in a few hundred. */
static void
sums(void **state)
{
    const cgap_plan plan = {.seed = 3, .end = 20, .block = 32, .threads = 1};
    fixture self;
    int n = 1;

    (void) state;
    prepare(&self);
    while (run_failing(&self, &plan, n)) {
        n += n < 120 ? 1 : 397;
    }
    assert_true(n > 2000);
    finish(&self);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kept_values),
        cmocka_unit_test(sums),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
