/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scenario against the figures: the whole of `cgap calibrate`, from top to bottom. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

#include "fit.h"

/* Evaluations a fit takes, about: what progress is measured by. */
enum { EVALUATIONS_OF_SEARCH = 165, EVALUATIONS_OF_SLOPES = 2 * CGAP_N_FITTED + 1 };

void
cgap_calibration_init(cgap_calibration *self)
{
    memset(self, 0, sizeof *self);
    cgap_table_targets_init(&self->targets);
    cgap_table_levels_init(&self->levels);
    cgap_table_editions_init(&self->editions);
    cgap_table_fit_init(&self->fit);
    cgap_table_profile_init(&self->profile);
}

void
cgap_calibration_free(cgap_calibration *self)
{
    cgap_table_free(&self->targets);
    cgap_table_free(&self->levels);
    cgap_table_free(&self->editions);
    cgap_table_free(&self->fit);
    cgap_table_free(&self->profile);
    free(self->fitted);
    self->fitted = NULL;
}

static void
add_estimate(cgap_fitter *self, const cgap_dial *dial, const char *how)
{
    cgap_estimate *estimate = &self->estimate[self->n_estimate++];

    *estimate = (cgap_estimate){.start = cgap_dial_get(dial, &self->candidate),
                                .low = dial->low,
                                .high = dial->high,
                                .lower = dial->lower,
                                .upper = dial->upper,
                                .log = dial->log,
                                .how = how};
    memcpy(estimate->key, dial->key, sizeof estimate->key);
}

static cgap_status
create_dials(cgap_fitter *self, cgap_error *err)
{
    char key[96];
    bool all =
        cgap_dial_create(&self->dial[0], &self->candidate.scenario, "parameters.start_reliability");

    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        const char *name = cgap_capability_name(CGAP_SME + b);

        (void) snprintf(key, sizeof key, "parameters.practice_headroom.%s", name);
        all = cgap_dial_create(&self->dial[1 + 2 * b], &self->candidate.scenario, key) && all;
        (void) snprintf(key, sizeof key, "parameters.practice_persistence.%s", name);
        all = cgap_dial_create(&self->dial[2 + 2 * b], &self->candidate.scenario, key) && all;
    }
    return all ? CGAP_OK
               : cgap_error_fail(err, CGAP_E_ARGUMENT,
                                 "a fitted parameter has no row in the parameter table");
}

/* Hazards first: formal capability feels them. */
static cgap_status
fit_law(cgap_fitter *self, cgap_error *err)
{
    cgap_law_fit law;
    double error[CGAP_N_LAW], log_likelihood;
    size_t first = self->n_estimate;
    cgap_status status;

    if (!cgap_law_fit_create(&law, &self->candidate, self->targets)) {
        return CGAP_OK;
    }
    for (size_t k = 0; k < CGAP_N_LAW; k++) {
        add_estimate(self, &law.dial[k], "interval-censored maximum likelihood");
    }
    status = cgap_law_fit_search(&law, &log_likelihood, err);
    if (status == CGAP_OK) {
        cgap_law_fit_errors(&law, error);
    }
    for (size_t k = 0; k < CGAP_N_LAW && status == CGAP_OK; k++) {
        self->estimate[first + k].fitted = cgap_dial_get(&law.dial[k], &self->candidate);
        self->estimate[first + k].error = error[k];
    }
    return status;
}

static cgap_status
fit_moments(cgap_fitter *self, cgap_error *err)
{
    double error[CGAP_N_FITTED];
    size_t first = self->n_estimate;
    cgap_status status;

    for (size_t k = 0; k < CGAP_N_FITTED; k++) {
        add_estimate(self, &self->dial[k], "simulated moments");
    }
    status = cgap_fitter_search(self, err);
    if (status == CGAP_OK) {
        status = cgap_fitter_errors(self, error, err);
    }
    for (size_t k = 0; k < CGAP_N_FITTED && status == CGAP_OK; k++) {
        self->estimate[first + k].fitted = cgap_dial_get(&self->dial[k], &self->candidate);
        self->estimate[first + k].error = error[k];
    }
    return status;
}

/* sigma_obs = sd_2017 sqrt(1 - rho), so its error is that of rho times sd_2017 / (2 sqrt(1-rho)).
 */
static void
add_tied(cgap_fitter *self, const cgap_scenario *given)
{
    const cgap_estimate *reliability = NULL;
    cgap_dial dial;

    for (size_t k = 0; k < self->n_estimate; k++) {
        if (strcmp(self->estimate[k].key, self->dial[0].key) == 0) {
            reliability = &self->estimate[k];
        }
    }
    if (reliability != NULL && cgap_dial_create(&dial, given, "parameters.gci_measurement_sd")) {
        cgap_estimate *tied = &self->estimate[self->n_estimate];

        add_estimate(self, &dial, "tied to start_reliability");
        tied->start = given->parameters.gci_measurement_sd;
        tied->fitted = self->candidate.scenario.parameters.gci_measurement_sd;
        tied->error =
            reliability->error * self->candidate.score_sd / (2.0 * sqrt(1.0 - reliability->fitted));
    }
}

static void
add_leniencies(cgap_fitter *self, const cgap_scenario *given)
{
    const cgap_parameters *fitted = &self->candidate.scenario.parameters;

    for (size_t k = 0; k < self->targets->n_reading; k++) {
        const cgap_reading *reading = &self->targets->reading[k];
        size_t e = cgap_leniency_index(reading->edition);
        char key[96];
        cgap_dial dial;

        (void) snprintf(key, sizeof key, "parameters.edition_leniency.gci%d", reading->edition);
        if (reading->layer == CGAP_LAYER_FORMAL && e >= 1 && e < CGAP_N_LENIENCY &&
            cgap_dial_create(&dial, given, key)) {
            cgap_estimate *estimate = &self->estimate[self->n_estimate];

            add_estimate(self, &dial, "solved from the mean, given the headroom");
            estimate->start = given->parameters.edition_leniency[e];
            estimate->fitted = cgap_round4(self->evaluation.leniency[k]);
            estimate->error = cgap_leniency_error(&self->evaluation, k, fitted->gci_measurement_sd);
        }
    }
}

/* From the first evaluation, which self holds, to the fitted scenario evaluated. */
static cgap_status
fit(cgap_fitter *self, const cgap_scenario *given, cgap_error *err)
{
    cgap_status status = create_dials(self, err);

    if (status == CGAP_OK) {
        status = cgap_misfit_scales(&self->evaluation, self->scale, err);
    }
    if (status == CGAP_OK) {
        self->misfit_start = cgap_misfit(&self->evaluation, self->scale, NULL);
        status = fit_law(self, err);
    }
    if (status == CGAP_OK) {
        status = fit_moments(self, err);
    }
    if (status == CGAP_OK) {
        self->misfit = cgap_misfit(&self->evaluation, self->scale, NULL);
        add_tied(self, given);
        add_leniencies(self, given);
    }
    return status;
}

static cgap_status
make_tables(cgap_calibration *out, cgap_fitter *fitter, const cgap_scenario *given, cgap_error *err)
{
    cgap_parameters used = fitter->candidate.scenario.parameters;
    cgap_status status = cgap_table_targets(&out->targets, &fitter->evaluation, err);

    memcpy(used.edition_leniency, given->parameters.edition_leniency, sizeof used.edition_leniency);
    if (status == CGAP_OK) {
        status = cgap_table_levels(&out->levels, &fitter->evaluation, err);
    }
    if (status == CGAP_OK) {
        status = cgap_table_editions(&out->editions, &fitter->evaluation, &used, err);
    }
    if (status != CGAP_OK || !fitter->plan->fit) {
        return status;
    }
    status = cgap_table_fit(&out->fit, fitter, err);
    if (status == CGAP_OK) {
        status = cgap_table_profile(&out->profile, fitter, err);
    }
    out->fitted = cgap_fitted_text(fitter);
    return status == CGAP_OK && out->fitted == NULL
               ? cgap_error_fail(err, CGAP_E_MEMORY, "out of memory")
               : status;
}

static cgap_status
calibrate(cgap_calibration *out, cgap_fitter *fitter, const cgap_scenario *scenario,
          cgap_targets *targets, cgap_error *err)
{
    cgap_status status = cgap_targets_create(targets, scenario, err);

    fitter->targets = targets;
    if (status == CGAP_OK) {
        status = cgap_candidate_create(&fitter->candidate, scenario, err);
    }
    if (status == CGAP_OK) {
        status =
            cgap_evaluation_create(&fitter->evaluation, targets, fitter->plan->replicates, err);
    }
    if (status == CGAP_OK) {
        status = cgap_fitter_evaluate(fitter, err);
    }
    if (status == CGAP_OK && fitter->plan->fit) {
        status = fit(fitter, scenario, err);
    }
    return status == CGAP_OK ? make_tables(out, fitter, scenario, err) : status;
}

cgap_status
cgap_calibrate(cgap_calibration *out, const cgap_scenario *scenario,
               const cgap_calibration_plan *plan, cgap_error *err)
{
    cgap_fitter *fitter = cgap_memory_array(1, sizeof *fitter);
    cgap_targets *targets = cgap_memory_array(1, sizeof *targets);
    cgap_calibration draft;
    cgap_status status;

    cgap_calibration_init(out);
    cgap_calibration_init(&draft);
    if (fitter == NULL || targets == NULL) {
        status = cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");
    } else if (plan->replicates < CGAP_LEAST_REPLICATES) {
        status = cgap_error_fail(err, CGAP_E_INPUT,
                                 "%zu replicates are too few to tell a 90 %% interval: at least %d "
                                 "are needed",
                                 plan->replicates, CGAP_LEAST_REPLICATES);
    } else {
        fitter->plan = plan;
        fitter->expected = plan->fit ? 1 + EVALUATIONS_OF_SEARCH + EVALUATIONS_OF_SLOPES +
                                           cgap_profile_evaluations()
                                     : 1;
        status = calibrate(&draft, fitter, scenario, targets, err);
        cgap_evaluation_free(&fitter->evaluation);
    }
    free(fitter);
    free(targets);
    if (status != CGAP_OK) {
        cgap_calibration_free(&draft);
        return status;
    }
    *out = draft;
    return CGAP_OK;
}
