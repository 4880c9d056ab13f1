/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the figures say of the parameters that are not fitted: how much worse they are met when one
 * of them is anywhere in its plausible range and the leniency of the editions (solved anew) and the
 * fitted parameters (one Gauss-Newton step) make up for it. A rise below 2.7, the 90 % point of chi
 * square with one degree of freedom, cannot be told from chance: such a parameter stays an
 * assumption. To add one: its key in KEY.
 */
#include <math.h>
#include <string.h>

#include "fit.h"

enum { N_VALUE = 5 };

static const double NOTICEABLE = 2.7055;

static const char *const KEY[] = {
    "parameters.domestic_headroom",
    "parameters.persistence_of_differences",
    "parameters.peer_learning_rate",
    "parameters.cooperation_distance_scale",
    "instruments.nis.pull",
    "parameters.agency_hub_rate",
    "parameters.adjustment_rate_formal",
    "parameters.enabling_elasticity.*",
    "parameters.practice_peer_learning_share",
    "parameters.adjustment_rate_practice.*",
    "parameters.budget_shock_sd",
};
static const char BY_LIKELIHOOD[] = "parameters.effect_of_administrative_capacity_on_hazard";

/* clang-format off */
static const cgap_column PROFILE[] = {
    {"parameter", CGAP_COLUMN_TEXT, "", "key of the parameter; * for one value in all kinds of practice"},
    {"value", CGAP_COLUMN_REAL, "of the parameter", "value tried, from low to high; all else as fitted"},
    {"low", CGAP_COLUMN_REAL, "of the parameter", "plausible range"},
    {"high", CGAP_COLUMN_REAL, "of the parameter", "plausible range"},
    {"misfit", CGAP_COLUMN_REAL, "1", "misfit with the leniency of each edition solved anew; of the capacity effect on transposition: -2 log-likelihood"},
    {"misfit_refitted", CGAP_COLUMN_REAL, "1", "the same after the fitted parameters have followed by one Gauss-Newton step; -2 log-likelihood with the hazards fitted anew"},
    {"rise", CGAP_COLUMN_REAL, "1", "misfit_refitted over its least value in this range; below 2.7 chance alone does as much"},
    {"leniency_2018", CGAP_COLUMN_REAL, "index 0..1", "leniency of the GCI of 2018 that goes with it"},
    {"leniency_2020", CGAP_COLUMN_REAL, "index 0..1", "leniency of the GCI of 2020 that goes with it"},
    {"latent_sd_2020", CGAP_COLUMN_REAL, "index 0..1", "spread of the true formal levels at the GCI of 2020 that goes with it"},
    {"identified", CGAP_COLUMN_TEXT, "", "of the parameter: no: no rise above 2.7 in the range; one side: at one end only; yes: at both ends"},
};
/* clang-format on */

typedef struct point {
    double value, misfit, refitted;
    double leniency[2], latent_sd;
} point;

void
cgap_table_profile_init(cgap_table *out)
{
    cgap_table_init(out, "profile", PROFILE, sizeof PROFILE / sizeof PROFILE[0]);
}

static void
add_points(cgap_table *out, const cgap_dial *dial, const point at[N_VALUE])
{
    double least = INFINITY;
    int ends;

    for (size_t v = 0; v < N_VALUE; v++) {
        least = fmin(least, at[v].refitted);
    }
    ends = (at[0].refitted - least > NOTICEABLE) + (at[N_VALUE - 1].refitted - least > NOTICEABLE);
    for (size_t v = 0; v < N_VALUE; v++) {
        cgap_table_add_text(out, dial->key);
        cgap_table_add_real(out, at[v].value);
        cgap_table_add_real(out, dial->low);
        cgap_table_add_real(out, dial->high);
        cgap_table_add_real(out, at[v].misfit);
        cgap_table_add_real(out, at[v].refitted);
        cgap_table_add_real(out, at[v].refitted - least);
        cgap_table_add_real(out, at[v].leniency[0]);
        cgap_table_add_real(out, at[v].leniency[1]);
        cgap_table_add_real(out, at[v].latent_sd);
        cgap_table_add_text(out, ends == 2 ? "yes" : ends == 1 ? "one side" : "no");
    }
}

static void
look(const cgap_fitter *fitter, point *at)
{
    const cgap_targets *targets = fitter->targets;
    size_t n = fitter->evaluation.n_replicate;

    at->misfit = cgap_misfit(&fitter->evaluation, fitter->scale, NULL);
    at->refitted = cgap_fitter_refitted(fitter);
    at->latent_sd = NAN;
    for (size_t t = 0; t < targets->n_target; t++) {
        const cgap_figure *target = &targets->target[t];

        if (strcmp(target->name, "gci_2020_sd") == 0) {
            at->latent_sd = cgap_statistic_of(CGAP_STATISTIC_MEAN,
                                              fitter->evaluation.of_latent + t * n, NULL, n);
        }
    }
    for (size_t k = 0; k < targets->n_reading; k++) {
        size_t e = cgap_leniency_index(targets->reading[k].edition);

        if (targets->reading[k].layer == CGAP_LAYER_FORMAL && e >= 1 && e < CGAP_N_LENIENCY) {
            at->leniency[e - 1] = fitter->evaluation.leniency[k];
        }
    }
}

static cgap_status
profile_one(cgap_table *out, cgap_fitter *fitter, const cgap_dial *dial, cgap_error *err)
{
    double fitted[CGAP_N_PRACTICE];
    cgap_status status = CGAP_OK;
    point at[N_VALUE];

    cgap_dial_keep(dial, &fitter->candidate, fitted);
    for (size_t v = 0; v < N_VALUE && status == CGAP_OK; v++) {
        at[v].value = cgap_dial_at(dial, (double) v / (N_VALUE - 1));
        cgap_dial_set(dial, &fitter->candidate, at[v].value);
        status = cgap_fitter_evaluate(fitter, err);
        if (status == CGAP_OK) {
            look(fitter, &at[v]);
        }
    }
    cgap_dial_restore(dial, &fitter->candidate, fitted);
    if (status == CGAP_OK) {
        add_points(out, dial, at);
    }
    return status;
}

/* The effect of administrative capacity touches the lists only: by likelihood, without simulation.
 */
static cgap_status
profile_likelihood(cgap_table *out, cgap_fitter *fitter, const cgap_dial *dial, cgap_error *err)
{
    cgap_law_fit law;
    double fitted[CGAP_N_LAW], kept = cgap_dial_get(dial, &fitter->candidate), log_likelihood;
    cgap_status status = CGAP_OK;
    point at[N_VALUE];

    if (!cgap_law_fit_create(&law, &fitter->candidate, fitter->targets)) {
        return CGAP_OK;
    }
    for (size_t k = 0; k < CGAP_N_LAW; k++) {
        fitted[k] = cgap_dial_get(&law.dial[k], &fitter->candidate);
    }
    for (size_t v = 0; v < N_VALUE && status == CGAP_OK; v++) {
        at[v] = (point){.leniency = {NAN, NAN}, .latent_sd = NAN};
        at[v].value = cgap_dial_at(dial, (double) v / (N_VALUE - 1));
        cgap_dial_set(dial, &fitter->candidate, at[v].value);
        at[v].misfit =
            -2.0 * cgap_law_log_likelihood(&fitter->candidate.scenario, fitter->targets->status,
                                           fitter->targets->n_status);
        status = cgap_law_fit_search(&law, &log_likelihood, err);
        at[v].refitted = -2.0 * log_likelihood;
        for (size_t k = 0; k < CGAP_N_LAW; k++) {
            cgap_dial_set(&law.dial[k], &fitter->candidate, fitted[k]);
        }
    }
    cgap_dial_set(dial, &fitter->candidate, kept);
    if (status == CGAP_OK) {
        add_points(out, dial, at);
    }
    return status;
}

size_t
cgap_profile_evaluations(void)
{
    return N_VALUE * sizeof KEY / sizeof KEY[0];
}

cgap_status
cgap_table_profile(cgap_table *out, cgap_fitter *fitter, cgap_error *err)
{
    cgap_status status = CGAP_OK;
    cgap_dial dial;

    for (size_t k = 0; k < sizeof KEY / sizeof KEY[0] && status == CGAP_OK; k++) {
        if (cgap_dial_create(&dial, &fitter->candidate.scenario, KEY[k])) {
            status = profile_one(out, fitter, &dial, err);
        }
    }
    if (status == CGAP_OK && cgap_dial_create(&dial, &fitter->candidate.scenario, BY_LIKELIHOOD)) {
        status = profile_likelihood(out, fitter, &dial, err);
    }
    return status == CGAP_OK ? cgap_table_finish(out, err) : status;
}
