/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Contagion that never dies out is refused exactly where MODEL.md 2.9 says: spectral radius of
 * n diag(vul) Gamma at 1. The program decides by elimination (positive pivots of an M-matrix), the
 * reference by eigenvalues from GSL; both are asked on either side of the branching ratio at which
 * the reference changes its mind. Would catch a test on the wrong matrix, or on row sums alone.
 */
#include "harness.h"

#include <stdlib.h>

#include "reference_state.h"
#include "scenario_fixture.h"

static bool
reference_accepts(reference *self, cgap_scenario *scenario, double branching)
{
    scenario->parameters.branching_ratio = branching;
    return reference_start(self, scenario, 1, 0, true);
}

static bool
program_accepts(cgap_scenario *scenario, double branching)
{
    cgap_model model = {0};
    cgap_status status;

    scenario->parameters.branching_ratio = branching;
    status = cgap_model_prepare(&model, scenario, NULL);
    cgap_model_free(&model);
    return status == CGAP_OK;
}

/* Largest branching ratio the reference accepts, by bisection. */
static double
threshold(cgap_scenario *scenario)
{
    reference *self = malloc(sizeof *self);
    double low = 0.0, high = 10.0;

    assert_non_null(self);
    assert_true(reference_accepts(self, scenario, low));
    assert_false(reference_accepts(self, scenario, high));
    for (int halving = 0; halving < 50; halving++) {
        double middle = 0.5 * (low + high);

        if (reference_accepts(self, scenario, middle)) {
            low = middle;
        } else {
            high = middle;
        }
    }
    free(self);
    return low;
}

static void
assert_same_threshold(cgap_scenario *scenario)
{
    double critical = threshold(scenario);

    assert_true(program_accepts(scenario, 0.999999 * critical));
    assert_false(program_accepts(scenario, 1.000001 * critical));
}

static void
by_size(void **state)
{
    cgap_scenario scenario;

    (void) state;
    fixture_plain(&scenario, NULL);
    assert_same_threshold(&scenario);
    scenario.parameters.home_share_of_contagion = 1.0; /* the weakest state alone decides */
    assert_same_threshold(&scenario);
    fixture_free(&scenario);
}

static void
by_a_matrix_of_its_own(void **state)
{
    cgap_scenario scenario;

    (void) state;
    fixture_plain(&scenario, FIXTURE_SIX);
    fixture_contagion(&scenario);
    assert_same_threshold(&scenario);
    fixture_free(&scenario);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_size),
        cmocka_unit_test(by_a_matrix_of_its_own),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
