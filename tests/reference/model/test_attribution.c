/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "Who closed the gap" is exact (MODEL.md 2.12): in the program and in the reference the mechanisms
 * sum to the change of the mean and of the variance of every layer over current members, in every
 * replicate, also when members leave and join. Would catch a pull that moves a capability without
 * an account, an account without a pull, a covariance over the wrong states, a lost jump.
 */
#include "harness.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "reference_state.h"
#include "scenario_fixture.h"
#include "shipped.h"

typedef struct moments {
    double mean, variance;
} moments;

static moments
moments_of(const double *level, size_t n, cgap_member_set members)
{
    moments out = {0.0, 0.0};
    double count = 0.0;

    for (size_t i = 0; i < n; i++) {
        if (reference_is_member(members, i)) {
            out.mean += level[i];
            count += 1.0;
        }
    }
    out.mean /= count;
    for (size_t i = 0; i < n; i++) {
        if (reference_is_member(members, i)) {
            out.variance += (level[i] - out.mean) * (level[i] - out.mean) / count;
        }
    }
    return out;
}

/* Moments of a layer in one lane, from the capabilities alone. */
static moments
block_moments(const cgap_block *block, size_t lane, size_t layer)
{
    const cgap_parameters *par = &block->model->scenario->parameters;
    double level[CGAP_MAX_MEMBER];

    for (size_t i = 0; i < block->model->n; i++) {
        level[i] = 0.0;
        for (size_t k = 0; k < CGAP_N_CAPABILITY; k++) {
            double c = cgap_block_capability(block, k)[i * block->lanes + lane];
            double weight = layer == CGAP_LAYER_CAPABILITY + k ? 1.0 : 0.0;

            if (layer == CGAP_LAYER_FORMAL && k < CGAP_N_FORMAL) {
                weight = par->pillar_weight[k];
            } else if (layer == CGAP_LAYER_PRACTICE && k >= CGAP_N_FORMAL) {
                weight = 1.0 / CGAP_N_PRACTICE;
            }
            level[i] += weight * c;
        }
    }
    return moments_of(level, block->model->n, block->members);
}

static moments
reference_moments(reference *self, size_t layer)
{
    double level[REFERENCE_STATES];

    for (size_t i = 0; i < self->n; i++) {
        level[i] = reference_layer(self, self->c, layer, i);
    }
    return moments_of(level, self->n, self->levers.members);
}

/* Sums of both accounts of a layer in one lane. */
static moments
block_accounts(const cgap_block *block, size_t lane, size_t layer)
{
    size_t n = block->model->n_mechanism;
    moments sum = {0.0, 0.0};

    for (size_t m = 0; m < n; m++) {
        sum.mean += block->change_of_mean[(layer * n + m) * block->lanes + lane];
        sum.variance += block->change_of_variance[(layer * n + m) * block->lanes + lane];
    }
    return sum;
}

static void
program_is_exact(const cgap_scenario *scenario, bool deterministic)
{
    moments first[CGAP_N_LAYER][CGAP_LANE_MULTIPLE];
    cgap_model model = {0};
    cgap_block block = {0};

    assert_int_equal(cgap_model_prepare(&model, scenario, NULL), CGAP_OK);
    assert_int_equal(cgap_block_create(&block, &model, CGAP_LANE_MULTIPLE, NULL), CGAP_OK);
    assert_int_equal(cgap_block_start(&block, 3, 0, deterministic, NULL), CGAP_OK);
    for (size_t layer = 0; layer < CGAP_N_LAYER; layer++) {
        for (size_t l = 0; l < block.lanes; l++) {
            first[layer][l] = block_moments(&block, l, layer);
        }
    }
    while (block.step < model.n_step) {
        cgap_block_step(&block);
        for (size_t layer = 0; layer < CGAP_N_LAYER; layer++) {
            for (size_t l = 0; l < block.lanes; l += 5) {
                moments now = block_moments(&block, l, layer);
                moments sum = block_accounts(&block, l, layer);

                assert_close(sum.mean, now.mean - first[layer][l].mean, 1e-12);
                assert_close(sum.variance, now.variance - first[layer][l].variance, 1e-12);
            }
        }
    }
    cgap_block_free(&block);
    cgap_model_free(&model);
}

static void
reference_is_exact(const cgap_scenario *scenario, bool deterministic)
{
    reference *self = malloc(sizeof *self);
    moments first[CGAP_N_LAYER];

    assert_non_null(self);
    assert_true(reference_start(self, scenario, 3, 0, deterministic));
    for (size_t layer = 0; layer < CGAP_N_LAYER; layer++) {
        first[layer] = reference_moments(self, layer);
    }
    while (self->step < cgap_scenario_steps(scenario)) {
        reference_step(self);
        for (size_t layer = 0; layer < CGAP_N_LAYER; layer++) {
            moments now = reference_moments(self, layer);
            double mean = 0.0, variance = 0.0;

            for (size_t m = 0; m < self->n_mechanism; m++) {
                mean += self->change_of_mean[layer][m];
                variance += self->change_of_variance[layer][m];
            }
            assert_close(mean, now.mean - first[layer].mean, 1e-12);
            assert_close(variance, now.variance - first[layer].variance, 1e-12);
        }
    }
    free(self);
}

static void
all_exact(const cgap_scenario *scenario)
{
    program_is_exact(scenario, true);
    program_is_exact(scenario, false);
    reference_is_exact(scenario, true);
    reference_is_exact(scenario, false);
}

static void
of_everything_at_once(void **state)
{
    cgap_scenario scenario;

    (void) state;
    fixture_full(&scenario, NULL);
    all_exact(&scenario);
    fixture_free(&scenario);
}

static void
of_shipped_scenarios(void **state)
{
    static const char *const name[] = {"history", "relapse", "two-speed", "status-quo-2013"};

    (void) state;
    for (size_t s = 0; s < sizeof name / sizeof *name; s++) {
        cgap_scenario scenario;

        shipped_read(&scenario, name[s], NULL);
        all_exact(&scenario);
        cgap_scenario_free(&scenario);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_everything_at_once),
        cmocka_unit_test(of_shipped_scenarios),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
