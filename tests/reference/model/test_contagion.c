/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Contagion that never dies out is refused exactly where MODEL.md 2.9 says: spectral radius of
 * n diag(vul) Gamma at 1. The program decides by elimination (positive pivots of an M-matrix), or
 * in closed form where contagion goes by size, the reference by eigenvalues from GSL; both are
 * asked on either side of the branching ratio at which the reference changes its mind. Would catch
 * a test on the wrong matrix, or on row sums alone. And a matrix that says "by size" starts as "by
 * size" does.
 */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

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

/* Incidents that states have at the start: lambda_i(0), h_i(0) and the mean severity of each lane.
 */
static void
read_start(const cgap_scenario *scenario, double *arrival, double *excitation, double *severity)
{
    cgap_model model;
    cgap_block block;

    assert_int_equal(cgap_model_prepare(&model, scenario, NULL), CGAP_OK);
    assert_int_equal(cgap_block_create(&block, &model, CGAP_LANE_MULTIPLE, NULL), CGAP_OK);
    assert_int_equal(cgap_block_start(&block, 3, 0, false, NULL), CGAP_OK);
    memcpy(arrival, block.arrival_start, model.n * CGAP_LANE_MULTIPLE * sizeof *arrival);
    memcpy(excitation, block.excitation, model.n * CGAP_LANE_MULTIPLE * sizeof *excitation);
    memcpy(severity, block.severity_mean, CGAP_LANE_MULTIPLE * sizeof *severity);
    cgap_block_free(&block);
    cgap_model_free(&model);
}

static void
assert_all_near(const double *a, const double *b, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        assert_true(a[i] > 0.0);
        assert_true(fabs(a[i] - b[i]) <= 1e-12 * b[i]);
    }
}

static void
a_matrix_by_size_is_by_size(void **state)
{
    enum { MOST = CGAP_MAX_MEMBER * CGAP_LANE_MULTIPLE };
    static double arrival[2][MOST], excitation[2][MOST], severity[2][CGAP_LANE_MULTIPLE];
    cgap_scenario scenario;
    size_t n;

    (void) state;
    fixture_plain(&scenario, NULL);
    n = scenario.dataset.n;
    read_start(&scenario, arrival[0], excitation[0], severity[0]);
    scenario.contagion = cgap_memory_array(n * n, sizeof *scenario.contagion);
    assert_non_null(scenario.contagion);
    for (size_t from = 0; from < n; from++) {
        for (size_t to = 0; to < n; to++) {
            scenario.contagion[from * n + to] = scenario.dataset.member[to].gdp_bn_eur;
        }
    }
    read_start(&scenario, arrival[1], excitation[1], severity[1]);
    assert_all_near(arrival[1], arrival[0], n * CGAP_LANE_MULTIPLE);
    assert_all_near(excitation[1], excitation[0], n * CGAP_LANE_MULTIPLE);
    assert_all_near(severity[1], severity[0], CGAP_LANE_MULTIPLE);
    fixture_free(&scenario);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_size),
        cmocka_unit_test(a_matrix_by_size_is_by_size),
        cmocka_unit_test(by_a_matrix_of_its_own),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
