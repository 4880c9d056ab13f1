/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fit finds again what made synthetic figures, and the hazards that counts determine. */
#include "harness.h"

#include <math.h>
#include <string.h>

#include "cgap/calibrate.h"
#include "shipped.h"

enum { REPLICATES = 16 };

/* Chance that has nothing to do with what is recovered is switched off; half-yearly steps. */
#define CALM                                                                                       \
    "steps_per_year=2", "parameters.budget_shock_sd=0", "parameters.response_to_incidents=0",      \
        "parameters.practice_measurement_sd.sme=0",                                                \
        "parameters.practice_measurement_sd.enterprise=0"

static const double TRUE_HEADROOM[CGAP_N_PRACTICE] = {0.02, 0.015, 0.35, 0.12};
static const double TRUE_PERSISTENCE[CGAP_N_PRACTICE] = {0.9, 1.1, 1.2, 1.1};

/* Mean over replicates of the observed level of a panel member at a reading. */
static double
mean_at(const cgap_evaluation *evaluation, size_t reading, size_t at)
{
    size_t n = evaluation->n_replicate;

    return cgap_statistic_of(
        CGAP_STATISTIC_MEAN,
        evaluation->observed + (reading * evaluation->targets->n_panel + at) * n, NULL, n);
}

static void
replace_practice(cgap_member *member, const cgap_reading *reading, double level)
{
    size_t b = reading->layer - CGAP_LAYER_CAPABILITY - CGAP_SME;

    for (size_t w = 0; b < 2 && w < CGAP_N_ENTERPRISE_WAVE; w++) {
        if (CGAP_ENTERPRISE_YEAR[w] == reading->edition && reading->time == reading->edition) {
            member->enterprise[b][w] = level;
        }
    }
    for (size_t w = 0; b >= 2 && w < CGAP_N_DESI_YEAR; w++) {
        if (CGAP_DESI_YEAR[w] == reading->edition && reading->time == reading->edition - 0.5) {
            member->desi[b - 2][w] = level;
        }
    }
}

/* Writes what the model says under other parameters into the scenario's dataset: practice at its
 * expectation, the GCI of 2018 and 2020 as one replicate of another seed observes them. */
static void
replace_figures(cgap_scenario *scenario, const cgap_evaluation *evaluation)
{
    const cgap_targets *targets = evaluation->targets;
    size_t n = evaluation->n_replicate;

    for (size_t k = 0; k < targets->n_reading; k++) {
        const cgap_reading *reading = &targets->reading[k];

        for (size_t at = 0; at < targets->n_panel && reading->edition > 0; at++) {
            cgap_member *member = &scenario->dataset.member[targets->panel[at]];

            if (reading->layer == CGAP_LAYER_FORMAL && reading->edition > 2017) {
                member->gci[reading->edition == 2018 ? 2 : 3] =
                    evaluation->observed[(k * targets->n_panel + at) * n];
            } else if (reading->layer >= CGAP_LAYER_CAPABILITY) {
                replace_practice(member, reading, mean_at(evaluation, k, at));
            }
        }
    }
}

static void
make_synthetic(cgap_scenario *scenario)
{
    cgap_parameters given = scenario->parameters;
    cgap_targets targets;
    cgap_evaluation evaluation;
    cgap_error err = CGAP_ERROR_INIT;

    memcpy(scenario->parameters.practice_headroom, TRUE_HEADROOM, sizeof TRUE_HEADROOM);
    memcpy(scenario->parameters.practice_persistence, TRUE_PERSISTENCE, sizeof TRUE_PERSISTENCE);
    if (cgap_targets_create(&targets, scenario, &err) != CGAP_OK ||
        cgap_evaluation_create(&evaluation, &targets, REPLICATES, &err) != CGAP_OK ||
        cgap_evaluation_run(&evaluation, scenario, 77, &err) != CGAP_OK) {
        fail_msg("%s", err.text);
    }
    replace_figures(scenario, &evaluation);
    cgap_evaluation_free(&evaluation);
    scenario->parameters = given;
}

static void
calibrate(cgap_calibration *out, const cgap_scenario *scenario)
{
    const cgap_calibration_plan plan = {.seed = 1, .replicates = REPLICATES, .fit = true};
    cgap_error err = CGAP_ERROR_INIT;

    if (cgap_calibrate(out, scenario, &plan, &err) != CGAP_OK) {
        fail_msg("%s", err.text);
    }
}

static double
fitted(const cgap_table *fit, const char *parameter, const char *column)
{
    for (size_t row = 0; row < fit->n_row; row++) {
        if (strcmp(cgap_table_text(fit, row, 0), parameter) == 0) {
            return cgap_table_real(fit, row, cgap_table_find(fit, column));
        }
    }
    fail_msg("%s is not fitted", parameter);
    return NAN;
}

/* Practice to a tenth of its range (the search stops at about a hundredth of it; formal levels,
 * which enable it, differ between the seeds), reliability within three of its standard errors. */
static void
recovers_what_made_the_figures(void **state)
{
    const char *const setting[] = {CALM, NULL};
    cgap_scenario scenario;
    cgap_calibration results;
    char key[96];

    (void) state;
    shipped_read(&scenario, "history", setting);
    make_synthetic(&scenario);
    calibrate(&results, &scenario);
    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        const char *name = cgap_capability_name(CGAP_SME + b);

        (void) snprintf(key, sizeof key, "parameters.practice_headroom.%s", name);
        assert_close(fitted(&results.fit, key, "fitted"), TRUE_HEADROOM[b],
                     0.1 * (fitted(&results.fit, key, "high") - fitted(&results.fit, key, "low")));
        (void) snprintf(key, sizeof key, "parameters.practice_persistence.%s", name);
        assert_close(fitted(&results.fit, key, "fitted"), TRUE_PERSISTENCE[b],
                     0.1 * (fitted(&results.fit, key, "high") - fitted(&results.fit, key, "low")));
    }
    assert_close(fitted(&results.fit, "parameters.start_reliability", "fitted"),
                 scenario.parameters.start_reliability,
                 3.0 * fitted(&results.fit, "parameters.start_reliability", "standard_error"));
    assert_true(fitted(&results.fit, "misfit", "fitted") <
                0.5 * fitted(&results.fit, "misfit", "start"));
    cgap_calibration_free(&results);
    cgap_scenario_free(&scenario);
}

/* Without an effect of capacity three counts determine three hazards: with H the integrals,
 *     H_nis(t1) = -ln(1 - 11/28),  H_nis2(t2) = -ln(1 - 4/27),  H_nis2(t3) = -ln(1 - 8/27)
 * and between t2 and t3 only the later hazard counts. */
static void
hazards_are_those_of_the_counts(void **state)
{
    const char *const setting[] = {CALM, "parameters.effect_of_administrative_capacity_on_hazard=0",
                                   NULL};
    const double adopted = 2016.0 + 6.0 / 12 + 5.0 / (12 * 31);    /* NIS, 6 July 2016 */
    const double deadline = 2018.0 + 4.0 / 12 + 8.0 / (12 * 31);   /* 9 May 2018 */
    const double t1 = 2018.0 + 6.0 / 12 + 18.0 / (12 * 31);        /* 19 July 2018 */
    const double adopted2 = 2022.0 + 11.0 / 12 + 26.0 / (12 * 31); /* NIS2, 27 December 2022 */
    const double deadline2 = 2024.0 + 9.0 / 12 + 16.0 / (12 * 31); /* 17 October 2024 */
    const double t2 = 2024.0 + 10.0 / 12 + 27.0 / (12 * 30);       /* 28 November 2024 */
    const double t3 = 2025.0 + 4.0 / 12 + 6.0 / (12 * 31);         /* 7 May 2025 */
    double late = log(23.0 / 19.0) / (t3 - t2);
    double early = (log(27.0 / 23.0) - late * (t2 - deadline2)) / (deadline2 - adopted2);
    double complexity = log(28.0 / 17.0) / (early * (deadline - adopted) + late * (t1 - deadline));
    cgap_scenario scenario;
    cgap_calibration results;

    (void) state;
    shipped_read(&scenario, "history", setting);
    calibrate(&results, &scenario);
    assert_close(fitted(&results.fit, "instruments.nis2.complexity", "fitted") / complexity, 1.0,
                 2e-3);
    assert_close(fitted(&results.fit, "parameters.transposition_hazard_before_deadline", "fitted") /
                     (early * complexity),
                 1.0, 2e-3);
    assert_close(fitted(&results.fit, "parameters.transposition_hazard_after_deadline", "fitted") /
                     (late * complexity),
                 1.0, 2e-3);
    cgap_calibration_free(&results);
    cgap_scenario_free(&scenario);
}

static bool
stop_at_once(void *context, size_t done, size_t total)
{
    size_t *calls = context;

    assert_true(done <= total);
    return ++*calls < 5;
}

static void
an_interrupted_fit_leaves_nothing(void **state)
{
    const char *const setting[] = {CALM, NULL};
    size_t calls = 0;
    const cgap_calibration_plan plan = {1, 16, true, stop_at_once, &calls};
    const cgap_calibration_plan few = {.seed = 1, .replicates = 15};
    cgap_scenario scenario;
    cgap_calibration results;
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    shipped_read(&scenario, "history", setting);
    assert_int_equal(cgap_calibrate(&results, &scenario, &plan, &err), CGAP_E_INTERRUPTED);
    assert_int_equal(calls, 5);
    assert_int_equal(results.targets.n_row, 0);
    assert_null(results.fitted);
    assert_int_equal(cgap_calibrate(&results, &scenario, &few, &err), CGAP_E_INPUT);
    assert_non_null(strstr(err.text, "at least 16"));
    cgap_calibration_free(&results);
    cgap_scenario_free(&scenario);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(recovers_what_made_the_figures),
        cmocka_unit_test(hazards_are_those_of_the_counts),
        cmocka_unit_test(an_interrupted_fit_leaves_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
