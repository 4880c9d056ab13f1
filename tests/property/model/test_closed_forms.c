/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Limits of the model that can be solved by hand (sim/model/MODEL.md section 6, items 1, 2, 3, 5).
 */
#include "harness.h"

#include <math.h>

#include <gsl/gsl_math.h> /* M_PI, which C11 leaves out */
#include <gsl/gsl_sf_expint.h>

#include "shipped.h"

/* Item 1. Quiet and deterministic, a capability has rates g = kappa cstar and delta =
 * kappa (1 - cstar), so c' = kappa (cstar - c): c(t) = cstar + (c(0) - cstar) e^(-kappa t). */
static void
alone_a_state_goes_to_its_steady_state(void **state)
{
    static const char *const steps[] = {"steps_per_year=12", "steps_per_year=4",
                                        "steps_per_year=1"};

    (void) state;
    for (int s = 0; s < 3; s++) {
        const char *const setting[] = {QUIET, "end=2026.5", steps[s], NULL};
        shipped_run run;
        double start[CGAP_N_CAPABILITY][CGAP_MAX_MEMBER];

        shipped_start(&run, "status-quo-2013", setting, 1, 1, true);
        for (size_t k = 0; k < CGAP_N_CAPABILITY; k++) {
            for (size_t i = 0; i < run.model.n; i++) {
                start[k][i] = level_at(&run, k, i, 0);
            }
        }
        shipped_finish(&run);
        for (size_t k = 0; k < CGAP_N_CAPABILITY; k++) {
            const cgap_parameters *p = &run.scenario.parameters;
            double kappa = k < CGAP_N_FORMAL ? p->adjustment_rate_formal
                                             : p->adjustment_rate_practice[k - CGAP_SME];

            for (size_t i = 0; i < run.model.n; i++) {
                double goal = run.block.steady[(k * run.model.n + i) * run.block.lanes];

                assert_close(level_at(&run, k, i, 0),
                             goal + (start[k][i] - goal) * exp(-kappa * 10.0), 1e-12);
            }
        }
        shipped_end(&run);
    }
}

#define AVERAGING                                                                                  \
    QUIET, NO_ADJUSTMENT, "parameters.levelling_down_share_peers=1",                               \
        "parameters.tie_adjustment_rate=0", "end=2020.5"

static void
set_ties(shipped_run *run, bool ring)
{
    size_t n = run->model.n, lanes = run->block.lanes;

    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            bool neighbours = (i + 1) % n == j || (j + 1) % n == i;
            double weight = i != j && (!ring || neighbours) ? 0.3 : 0.0;

            for (size_t l = 0; l < lanes; l++) {
                run->block.tie[(i * n + j) * lanes + l] = weight;
            }
        }
    }
}

/* Item 2. Two-sided peers with fixed symmetric ties of equal row sum are averaging: with
 * k = kappa_p rowsum/(N-1), c_next = c + (1 - e^(-k dt)) (weighted mean of peers - c). The mean
 * stays; the mode with eigenvalue lambda of the scaled ties shrinks by e^(-k dt) + (1 - e^(-k dt))
 * lambda. Complete graph: lambda = -1/(N-1) for every deviation; ring: cos(2 pi/N) for the
 * longest wave. */
static void
averaging(bool ring)
{
    const char *const setting[] = {AVERAGING, NULL};
    shipped_run run;
    double lambda, k, factor, level[CGAP_MAX_MEMBER];
    size_t n, lanes;

    shipped_start(&run, "status-quo-2013", setting, 1, 1, true);
    n = run.model.n;
    lanes = run.block.lanes;
    set_ties(&run, ring);
    for (size_t i = 0; i < n; i++) {
        for (size_t l = 0; l < lanes; l++) {
            run.block.capability[i * lanes + l] =
                0.5 + 0.2 * cos(2.0 * M_PI * (double) i / (double) n);
        }
    }
    k = run.scenario.parameters.peer_learning_rate * 0.3 * (ring ? 2.0 : (double) (n - 1)) /
        (double) (n - 1);
    lambda = ring ? cos(2.0 * M_PI / (double) n) : -1.0 / (double) (n - 1);
    factor = exp(-k * run.model.dt) + (1.0 - exp(-k * run.model.dt)) * lambda;
    for (size_t step = 0; step < run.model.n_step; step++) {
        double mean = 0.0;

        for (size_t i = 0; i < n; i++) {
            level[i] = level_at(&run, CGAP_LEGAL, i, 0);
        }
        cgap_block_step(&run.block);
        for (size_t i = 0; i < n; i++) {
            assert_close(level_at(&run, CGAP_LEGAL, i, 0) - 0.5, factor * (level[i] - 0.5), 1e-12);
            mean += level_at(&run, CGAP_LEGAL, i, 0) / (double) n;
        }
        assert_close(mean, 0.5, 1e-12);
    }
    shipped_end(&run);
}

static void
averaging_on_a_complete_graph(void **state)
{
    (void) state;
    averaging(false);
}

static void
averaging_on_a_ring(void **state)
{
    (void) state;
    averaging(true);
}

/* Item 3, Verspagen's catch-up. Two states that differ in one pillar only: their mean distance is
 * x/5, the tie Lam c_X e^(-x/(5 ell)) follows at once, and the laggard closes x' = -k x e^(-x/(5
 * ell)), k = kappa_p Lam c_X/(N-1). Hence Ei(x/(5 ell)) falls linearly: Ei(x(t)) = Ei(x(0)) - k t.
 * Ties lag one step (kappa_w dt = 2.7 at 366 steps a year), so the error is of order dt. */
static void
catch_up_follows_verspagen(void **state)
{
    const char *const setting[] = {QUIET,
                                   NO_ADJUSTMENT,
                                   "levers.platform=0.5",
                                   "parameters.tie_adjustment_rate=1000",
                                   "steps_per_year=366",
                                   "end=2019.5",
                                   NULL};
    shipped_run run;
    size_t lanes;
    double k, scale, x0;

    (void) state;
    shipped_read(&run.scenario, "status-quo-2013", setting);
    cgap_dataset_keep(&run.scenario.dataset, 3);
    make_equal(&run.scenario);
    shipped_prepare(&run, 1, 1, true);
    lanes = run.block.lanes;
    for (size_t l = 0; l < lanes; l++) {
        run.block.capability[(CGAP_TECHNICAL * 2 + 0) * lanes + l] = 0.9;
        run.block.capability[(CGAP_TECHNICAL * 2 + 1) * lanes + l] = 0.3;
        run.block.tie[1 * lanes + l] = run.block.tie[2 * lanes + l] =
            0.5 * level_at(&run, CGAP_COOPERATION, 0, 0) *
            exp(-0.6 / (5.0 * run.scenario.parameters.cooperation_distance_scale));
    }
    scale = 5.0 * run.scenario.parameters.cooperation_distance_scale;
    k = run.scenario.parameters.peer_learning_rate * 0.5 * level_at(&run, CGAP_COOPERATION, 0, 0);
    x0 = 0.6;
    shipped_finish(&run);
    assert_close(level_at(&run, CGAP_TECHNICAL, 0, 0), 0.9, 1e-15); /* the leader learns nothing */
    assert_close(gsl_sf_expint_Ei((0.9 - level_at(&run, CGAP_TECHNICAL, 1, 0)) / scale),
                 gsl_sf_expint_Ei(x0 / scale) - k * 3.0, 0.01);
    shipped_end(&run);
}

/* Item 5. One regulation at full implementation and nothing else: formal levels below s approach it
 * with e^(-mu m t); levels above stay (ceiling 0). Practice approaches ostar + a (s - ostar) with
 * e^(-mu t), where s > ostar. */
static void
a_standard_alone_is_an_exponential(void **state)
{
    const char *const setting[] = {QUIET,
                                   NO_ADJUSTMENT,
                                   "parameters.implementation_rate=1000",
                                   "instruments.nis.type=regulation",
                                   "instruments.nis.adopted=1990.0",
                                   "instruments.nis.applies=1990.0",
                                   "instruments.nis.enforcement=1",
                                   "instruments.nis.covers.sme=0.4",
                                   "end=2018.5",
                                   NULL};
    shipped_run run, at_start;
    const cgap_instrument *law;

    (void) state;
    shipped_start(&at_start, "minimum-harmonisation", setting, 1, 1, true);
    shipped_start(&run, "minimum-harmonisation", setting, 1, 1, true);
    shipped_finish(&run);
    law = &run.scenario.instrument[0];
    for (size_t k = 0; k <= CGAP_SME; k++) {
        for (size_t i = 0; i < run.model.n; i++) {
            double before = level_at(&at_start, k, i, 0), goal = law->standard, rate = law->pull;

            if (k == CGAP_SME) {
                double steady = run.block.steady[(k * run.model.n + i) * run.block.lanes];

                goal = steady < law->standard ? steady + law->covers[k] * (law->standard - steady)
                                              : before;
            } else {
                rate *= law->covers[k];
            }
            assert_close(level_at(&run, k, i, 0),
                         before < goal ? goal + (before - goal) * exp(-rate * 2.0) : before, 1e-12);
        }
    }
    shipped_end(&run);
    shipped_end(&at_start);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(alone_a_state_goes_to_its_steady_state),
        cmocka_unit_test(averaging_on_a_complete_graph),
        cmocka_unit_test(averaging_on_a_ring),
        cmocka_unit_test(catch_up_follows_verspagen),
        cmocka_unit_test(a_standard_alone_is_an_exponential),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
