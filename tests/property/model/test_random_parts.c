/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random parts have the laws they are meant to have (sim/model/MODEL.md section 6, items 4, 6, 7,
 * 8). Bounds of 5 standard errors: false alarm 6e-7 each; the seeds are fixed. */
#include "harness.h"

#include <math.h>

#include "shipped.h"

enum { LANES = 512 };

/* Item 8. Variance sigma_x^2 and correlation e^(-lag/tau_x) whatever the step; mean of the noise
 * factor 1. The standard error of a variance of n independent normals is sigma^2 sqrt(2/n); states
 * are independent, so n = lanes x states. */
static void
shocks_are_stationary(const char *steps)
{
    const char *const setting[] = {steps, "end=2018.5", NULL};
    shipped_run run;
    double variance = 0.0, product = 0.0, factor = 0.0, sigma, n;
    double *start;
    size_t cells;

    shipped_start(&run, "status-quo-2013", setting, LANES, 11, false);
    cells = run.model.n * run.block.lanes;
    n = (double) cells;
    sigma = run.scenario.parameters.budget_shock_sd;
    start = malloc(cells * sizeof *start);
    assert_non_null(start);
    memcpy(start, run.block.shock, cells * sizeof *start);
    shipped_finish(&run);
    for (size_t at = 0; at < cells; at++) {
        double x = run.block.shock[at];

        variance += x * x / n;
        product += x * start[at] / n;
        factor += exp(x - 0.5 * sigma * sigma) / n;
    }
    assert_close(variance, sigma * sigma, 5.0 * sigma * sigma * sqrt(2.0 / n));
    assert_close(product / (sigma * sigma), exp(-2.0 / run.scenario.parameters.budget_shock_memory),
                 5.0 * sqrt(2.0 / n));
    assert_close(factor, 1.0, 5.0 * sqrt(expm1(sigma * sigma) / n));
    free(start);
    shipped_end(&run);
}

static void
budget_shocks_are_ornstein_uhlenbeck(void **state)
{
    (void) state;
    shocks_are_stationary("steps_per_year=12");
    shocks_are_stationary("steps_per_year=1");
}

/* Item 4 through the model: the share of replicates that has transposed is the probability of the
 * deterministic mode, and implementation its expectation, at every row and state. */
static void
transposition_meets_its_expectation(void **state)
{
    const char *const setting[] = {"end=2021.5", NULL};
    shipped_run many, expected;

    (void) state;
    shipped_start(&many, "minimum-harmonisation", setting, LANES, 5, false);
    shipped_start(&expected, "minimum-harmonisation", setting, 1, 5, true);
    for (size_t step = 0; step < many.model.n_step; step++) {
        cgap_block_step(&many.block);
        cgap_block_step(&expected.block);
        for (size_t i = 0; step % 12 == 11 && i < many.model.n; i++) {
            double y = 0.0, q = 0.0, p = expected.block.transposed[i * expected.block.lanes];

            for (size_t l = 0; l < many.block.lanes; l++) {
                y += many.block.transposed[i * many.block.lanes + l] / (double) many.block.lanes;
                q +=
                    many.block.implementation[i * many.block.lanes + l] / (double) many.block.lanes;
            }
            assert_close(y, p, 5.0 * sqrt(p * (1.0 - p) / LANES) + 1e-12);
            assert_close(q, expected.block.implementation[i * expected.block.lanes],
                         5.0 * 0.5 / sqrt((double) LANES));
        }
    }
    shipped_end(&many);
    shipped_end(&expected);
}

#define STILL_THREAT                                                                               \
    QUIET, NO_ADJUSTMENT, "levers.threat_growth=0", "parameters.information_effect_on_defence=0",  \
        "parameters.weakest_link_preference=0", "parameters.norm_deterrence=0",                    \
        "parameters.law_enforcement_effect=0", "parameters.systemic_event_rate=0",                 \
        "events.wannacry.remove=true", "events.notpetya.remove=true"

/* Item 6, expectation: with equal states and nothing moving, lambda_0 incidents a year whatever the
 * branching ratio and the step, since h starts at its stationary value. Item 7: losses are ell_0 of
 * GDP from the first step on. */
static void
expected_incidents_and_losses_are_the_calibrated(void **state)
{
    static const char *const branching[] = {"parameters.branching_ratio=0",
                                            "parameters.branching_ratio=0.3",
                                            "parameters.branching_ratio=0.9"};
    static const char *const steps[] = {"steps_per_year=12", "steps_per_year=2"};

    (void) state;
    for (int c = 0; c < 6; c++) {
        const char *const setting[] = {STILL_THREAT, branching[c % 3], steps[c / 3], "end=2019.5",
                                       NULL};
        shipped_run run;

        shipped_read(&run.scenario, "status-quo-2013", setting);
        make_equal(&run.scenario);
        shipped_prepare(&run, 1, 1, true);
        while (run.block.step < run.model.n_step) {
            double count = 0.0, loss = 0.0, gdp = 0.0;

            cgap_block_step(&run.block);
            for (size_t i = 0; i < run.model.n; i++) {
                count += run.block.count[i * run.block.lanes] / run.model.dt;
                loss += run.block.loss[i * run.block.lanes] / run.model.dt;
                gdp += run.model.gdp[i];
            }
            assert_close(count, 600.0, 600.0 * 1e-10);
            assert_close(loss / gdp, 0.004, 0.004 * 1e-10);
        }
        shipped_end(&run);
    }
}

/* Sum of incidents of the Union over the run, per replicate. */
static void
count_incidents(shipped_run *run, double total[LANES])
{
    memset(total, 0, LANES * sizeof *total);
    while (run->block.step < run->model.n_step) {
        cgap_block_step(&run->block);
        for (size_t i = 0; i < run->model.n; i++) {
            for (size_t l = 0; l < LANES; l++) {
                total[l] += run->block.count[i * run->block.lanes + l];
            }
        }
    }
}

/* Item 6, spread: without excitation counts are Poisson, variance over mean 1; with branching n a
 * long window tends to 1/(1-n)^2 (Hawkes 1971). Standard error of a variance ratio: sqrt(2/lanes).
 * Over 10 years with a memory of one month the window's edge costs about one per cent. */
static void
incidents_cluster_as_hawkes(void **state)
{
    static const char *const branching[] = {"parameters.branching_ratio=0",
                                            "parameters.branching_ratio=0.3"};
    static const double ratio[] = {1.0, 1.0 / (0.7 * 0.7)};

    (void) state;
    for (int c = 0; c < 2; c++) {
        const char *const setting[] = {STILL_THREAT,
                                       branching[c],
                                       "parameters.significant_incidents_2017=40",
                                       "parameters.budget_shock_sd=0",
                                       "parameters.start_reliability=1",
                                       "end=2026.5",
                                       NULL};
        shipped_run run;
        double total[LANES], mean = 0.0, variance = 0.0;

        shipped_read(&run.scenario, "status-quo-2013", setting);
        make_equal(&run.scenario);
        shipped_prepare(&run, LANES, 4, false);
        count_incidents(&run, total);
        for (int l = 0; l < LANES; l++) {
            mean += total[l] / LANES;
        }
        for (int l = 0; l < LANES; l++) {
            variance += (total[l] - mean) * (total[l] - mean) / (LANES - 1);
        }
        assert_close(mean, 400.0, 5.0 * sqrt(400.0 * ratio[c] / LANES));
        assert_close(variance / mean, ratio[c], 5.0 * ratio[c] * sqrt(2.0 / LANES));
        shipped_end(&run);
    }
}

/* Item 7. Where one incident struck, ln(loss / (m_X gdp^(1-sigma_G))) is normal with mean
 * -sigma_X^2/2 and sd sigma_X: median = mean e^(-sigma_X^2/2). The split sums to the total. */
static void
severities_are_log_normal(void **state)
{
    const char *const setting[] = {STILL_THREAT, "parameters.significant_incidents_2017=100",
                                   "end=2021.5", NULL};
    shipped_run run;
    double n = 0.0, sum = 0.0, squares = 0.0, sigma;

    (void) state;
    shipped_start(&run, "status-quo-2013", setting, 64, 8, false);
    sigma = run.scenario.parameters.log_sd_of_severity;
    while (run.block.step < run.model.n_step) {
        cgap_block_step(&run.block);
        for (size_t at = 0; at < run.model.n * run.block.lanes; at++) {
            double by = 0.0, loss = run.block.loss[at];

            for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
                by += run.block.loss_by[b * run.model.n * run.block.lanes + at];
            }
            assert_close(by, loss, 1e-12 * loss);
            if (run.block.count[at] == 1.0) {
                double mean = run.block.severity_mean[at % run.block.lanes] *
                              run.model.severity_scale[at / run.block.lanes];
                double x = log(loss / mean) + 0.5 * sigma * sigma;

                n += 1.0;
                sum += x;
                squares += x * x;
            }
        }
    }
    assert_true(n > 5000.0);
    assert_close(sum / n, 0.0, 5.0 * sigma / sqrt(n));
    assert_close(squares / n, sigma * sigma, 5.0 * sigma * sigma * sqrt(2.0 / n));
    shipped_end(&run);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(budget_shocks_are_ornstein_uhlenbeck),
        cmocka_unit_test(transposition_meets_its_expectation),
        cmocka_unit_test(expected_incidents_and_losses_are_the_calibrated),
        cmocka_unit_test(incidents_cluster_as_hawkes),
        cmocka_unit_test(severities_are_log_normal),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
