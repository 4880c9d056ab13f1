/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kept.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "price.h"

const char *const KEPT_VARIABLE_NAME[N_KEPT_VARIABLE] = {"formal", "practice", "loss_gdp"};

static const char *const BENEFICIARY_LOSS[CGAP_N_PRACTICE] = {
    "loss_gdp_sme", "loss_gdp_enterprise", "loss_gdp_administration", "loss_gdp_people"};

static void
add_mechanism(kept *self, const char *name)
{
    for (size_t m = 0; m < self->n_mechanism; m++) {
        if (strcmp(self->mechanism[m], name) == 0) {
            return;
        }
    }
    (void) snprintf(self->mechanism[self->n_mechanism++], sizeof *self->mechanism, "%s", name);
}

static cgap_status
add_mechanisms(kept *self, const cgap_model *model, cgap_error *err)
{
    char buffer[160];
    void *grown = self->mechanism;

    if (self->n_mechanism + model->n_mechanism <= SIZE_MAX / sizeof *self->mechanism) {
        grown = realloc(self->mechanism,
                        (self->n_mechanism + model->n_mechanism) * sizeof *self->mechanism);
    }
    if (grown == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for the mechanisms");
    }
    self->mechanism = grown;
    for (size_t m = 0; m < model->n_mechanism; m++) {
        add_mechanism(self, cgap_model_mechanism(model, m, buffer, sizeof buffer));
    }
    return CGAP_OK;
}

/* What the questions need to know of one scenario. */
static cgap_status
learn(kept *self, const cgap_scenario *scenario, cgap_error *err)
{
    cgap_model model;
    cgap_layout layout;
    cgap_status status = cgap_model_prepare(&model, scenario, err);

    if (status != CGAP_OK) {
        return status;
    }
    status = add_mechanisms(self, &model, err);
    if (status == CGAP_OK) {
        status = cgap_layout_create(&layout, &model, false, err);
        if (status == CGAP_OK) {
            status = cgap_quantities_add(&self->quantities, &layout, err);
            cgap_layout_free(&layout);
        }
    }
    cgap_model_free(&model);
    return status;
}

static void
keep(kept *self, cgap_trace trace)
{
    self->trace[self->n_trace++] = trace;
}

static void
keep_criteria(kept *self)
{
    const cgap_questions *questions = &self->questions;

    for (size_t c = 0; c < questions->n_criterion; c++) {
        for (size_t s = 0; s < KEPT_MEAN; s++) {
            keep(self, (cgap_trace){.name = questions->criterion[c].name, .row = self->row[s]});
        }
        keep(self, (cgap_trace){.name = questions->criterion[c].name, .kind = CGAP_TRACE_MEAN});
    }
}

static void
keep_targets(kept *self)
{
    self->target = self->n_trace;
    for (size_t t = 0; t < self->questions.n_target; t++) {
        const cgap_target *target = &self->questions.target[t];

        keep(self, (cgap_trace){.name = target->name,
                                .kind = target->direction > 0 ? CGAP_TRACE_FIRST_ABOVE
                                                              : CGAP_TRACE_FIRST_BELOW,
                                .threshold = target->threshold,
                                .relative = target->relative});
    }
}

static void
keep_accounts(kept *self)
{
    self->account = self->n_trace;
    for (size_t a = 0; a < N_KEPT_ACCOUNT; a++) {
        keep(self, price_trace(a, self->row[KEPT_END]));
    }
    self->beneficiary = self->n_trace;
    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        keep(self, (cgap_trace){.name = BENEFICIARY_LOSS[b], .kind = CGAP_TRACE_MEAN});
    }
}

static void
keep_members(kept *self)
{
    self->member = self->n_trace;
    for (size_t i = 0; i < self->n_member; i++) {
        for (size_t v = 0; v < N_KEPT_VARIABLE; v++) {
            keep(self,
                 (cgap_trace){.of = CGAP_TRACE_MEMBER, .name = KEPT_VARIABLE_NAME[v], .member = i});
        }
    }
}

static void
keep_parts(kept *self)
{
    static const size_t layer[N_KEPT_LAYER] = {CGAP_LAYER_FORMAL, CGAP_LAYER_PRACTICE};

    self->part = self->n_trace;
    for (size_t l = 0; l < N_KEPT_LAYER; l++) {
        for (size_t change = 0; change < CGAP_N_CHANGE; change++) {
            for (size_t m = 0; m < self->n_mechanism; m++) {
                keep(self, (cgap_trace){.of = CGAP_TRACE_ATTRIBUTION,
                                        .name = self->mechanism[m],
                                        .layer = layer[l],
                                        .change = change});
            }
        }
    }
}

/* Averages over different dates cannot be subtracted. */
static void
keep_common(kept *self)
{
    static const cgap_trace_kind side[N_KEPT_SIDE] = {CGAP_TRACE_MEAN_COMMON,
                                                      CGAP_TRACE_BASE_COMMON};

    self->common = self->n_trace;
    for (size_t c = 0; c < self->questions.n_criterion; c++) {
        for (size_t s = 0; s < N_KEPT_SIDE; s++) {
            keep(self, (cgap_trace){.name = self->questions.criterion[c].name, .kind = side[s]});
        }
    }
}

/* A scenario alone has no price, winners or reasons: of it only criteria and targets are kept. */
static cgap_status
list_traces(kept *self, bool several, cgap_error *err)
{
    size_t n = self->questions.n_criterion * (N_KEPT_SPAN + N_KEPT_SIDE) +
               self->questions.n_target + N_KEPT_ACCOUNT + CGAP_N_PRACTICE +
               self->n_member * N_KEPT_VARIABLE + N_KEPT_LAYER * CGAP_N_CHANGE * self->n_mechanism;

    self->trace = cgap_memory_array(n, sizeof *self->trace);
    if (self->trace == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for what is compared");
    }
    keep_criteria(self);
    keep_targets(self);
    if (several) {
        keep_accounts(self);
        keep_members(self);
        keep_parts(self);
        keep_common(self);
    }
    return CGAP_OK;
}

cgap_status
kept_create(kept *out, const cgap_questions *questions, const cgap_scenario *const *scenario,
            size_t n, size_t baseline, cgap_error *err)
{
    size_t n_step = cgap_scenario_steps(scenario[baseline]);
    cgap_status status = CGAP_OK;

    memset(out, 0, sizeof *out);
    out->questions = *questions;
    out->n_member = scenario[baseline]->dataset.n;
    for (size_t s = 0; s < KEPT_MEAN; s++) { /* a quarter, half, three quarters, the whole */
        out->row[s] = (n_step * (s + 1) + KEPT_MEAN / 2) / KEPT_MEAN;
    }
    for (size_t k = 0; k < n && status == CGAP_OK; k++) {
        status = learn(out, scenario[k], err);
    }
    if (status == CGAP_OK) {
        status = cgap_questions_resolve(&out->questions, &out->quantities, err);
    }
    for (size_t k = 0; k < n && status == CGAP_OK; k++) {
        status = kept_check_starts(out, scenario[k], err);
    }
    if (status == CGAP_OK) {
        status = list_traces(out, n > 1, err);
    }
    if (status != CGAP_OK) {
        kept_free(out);
    }
    return status;
}

void
kept_free(kept *self)
{
    free(self->trace);
    free(self->mechanism);
    cgap_quantities_free(&self->quantities);
    self->trace = NULL;
    self->mechanism = NULL;
}
