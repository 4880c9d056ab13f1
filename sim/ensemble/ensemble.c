/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/ensemble.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "ensemble_internal.h"

/* Own quantities first, then those that only the baseline has. */
static void
match_names(cgap_ensemble *self, size_t k)
{
    cgap_ensemble_member *member = &self->member[k];
    const cgap_layout *own = &member->layout, *base = &self->member[self->baseline].layout;

    for (size_t q = 0; q < own->n_union; q++) {
        member->of_baseline[q] = cgap_layout_find(base, own->of_union[q].name);
    }
    member->n_compared = own->n_union;
    for (size_t q = 0; q < base->n_union; q++) {
        if (cgap_layout_find(own, base->of_union[q].name) == own->n_union) {
            member->of_baseline[member->n_compared++] = q;
        }
    }
}

/* The baseline is not compared with itself. */
static cgap_status
prepare_differences(cgap_ensemble *self, size_t k, cgap_error *err)
{
    cgap_ensemble_member *member = &self->member[k];
    size_t most = member->layout.n_union + self->member[self->baseline].layout.n_union;

    member->of_baseline = cgap_memory_array(most, sizeof *member->of_baseline);
    if (member->of_baseline != NULL && k != self->baseline) {
        match_names(self, k);
    }
    member->difference = cgap_memory_array(self->has_sums ? cgap_ensemble_differences(member) : 0,
                                           sizeof *member->difference);
    return member->of_baseline != NULL && member->difference != NULL
               ? CGAP_OK
               : cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for the differences of '%s'",
                                 member->scenario->name);
}

static cgap_status
prepare_traces(cgap_ensemble *self, size_t k, bool traces_only, cgap_error *err)
{
    cgap_ensemble_member *member = &self->member[k];

    member->trace_place = cgap_memory_array(self->n_trace, sizeof *member->trace_place);
    member->traced = self->n_trace == 0 || self->n_traced <= SIZE_MAX / self->n_trace
                         ? cgap_memory_array(self->n_trace * self->n_traced, sizeof(double))
                         : NULL;
    if (member->trace_place == NULL || member->traced == NULL) {
        return cgap_error_fail(
            err, CGAP_E_MEMORY,
            "out of memory for the kept values of '%s'; ask for fewer replicates",
            member->scenario->name);
    }
    for (size_t t = 0; t < self->n_trace; t++) {
        member->trace_place[t] = cgap_trace_place(&self->trace[t], &member->layout);
    }
    if (traces_only && cgap_wanted_create(&member->wanted, &member->layout, self->trace,
                                          member->trace_place, self->n_trace) != CGAP_OK) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for what '%s' records",
                               member->scenario->name);
    }
    return CGAP_OK;
}

static cgap_status
prepare_member(cgap_ensemble_member *member, const cgap_scenario *scenario, const cgap_plan *plan,
               cgap_error *err)
{
    bool sums = !plan->deterministic && !plan->traces_only;
    cgap_status status = cgap_model_prepare(&member->model, scenario, err);
    size_t n_slot, n_cell;

    member->scenario = scenario;
    if (status == CGAP_OK) {
        status = cgap_layout_create(&member->layout, &member->model, plan->members_every_step, err);
    }
    if (status != CGAP_OK) {
        return status;
    }
    n_slot = member->layout.n_slot;
    n_cell = sums ? member->layout.n_cell : 0;
    member->expected = plan->deterministic ? cgap_memory_array(n_slot, sizeof(double)) : NULL;
    member->cell = cgap_memory_array(n_cell, sizeof *member->cell);
    if ((plan->deterministic && member->expected == NULL) || member->cell == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for the results of '%s'",
                               scenario->name);
    }
    return CGAP_OK;
}

static cgap_status
prepare_trunk(cgap_ensemble *self, cgap_error *err)
{
    cgap_status status = CGAP_OK;

    self->trunk = cgap_memory_array(1, sizeof *self->trunk);
    if (self->trunk != NULL) {
        status = cgap_trunk_create(self->trunk, self, err);
    }
    return status == CGAP_OK &&
                   (self->trunk == NULL || (self->has_sums && !cgap_trunk_lend(self->trunk, self)))
               ? cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for %zu scenarios", self->n)
               : status;
}

static size_t
kept_replicates(const cgap_plan *plan)
{
    size_t count = plan->deterministic ? 1 : plan->end - plan->first;

    return count < CGAP_MOST_TRACED ? count : CGAP_MOST_TRACED;
}

cgap_status
cgap_ensemble_run(cgap_ensemble *out, const cgap_scenario *const *scenario, size_t n,
                  size_t baseline, const cgap_plan *plan, cgap_error *err)
{
    cgap_ensemble draft = {.n = n,
                           .baseline = baseline,
                           .deterministic = plan->deterministic,
                           .has_sums = !plan->deterministic && !plan->traces_only,
                           .trace = plan->trace,
                           .n_trace = plan->n_trace,
                           .n_traced = kept_replicates(plan)};
    cgap_status status = CGAP_OK;

    if (n == 0 || baseline >= n || plan->block == 0 || plan->threads == 0 ||
        (!plan->deterministic && plan->end <= plan->first)) {
        return cgap_error_fail(err, CGAP_E_ARGUMENT, "the plan has nothing to run");
    }
    if (!cgap_isa_available(plan->isa)) {
        return cgap_error_fail(err, CGAP_E_INPUT,
                               "this processor or this build has no %s; the widest there is here "
                               "is %s, and results are the same",
                               cgap_isa_name(plan->isa), cgap_isa_name(CGAP_ISA_WIDEST));
    }
    draft.member = cgap_memory_array(n, sizeof *draft.member);
    if (draft.member == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for %zu scenarios", n);
    }
    for (size_t k = 0; k < n && status == CGAP_OK; k++) {
        status = prepare_member(&draft.member[k], scenario[k], plan, err);
        if (status == CGAP_OK) {
            status = prepare_traces(&draft, k, plan->traces_only, err);
        }
    }
    for (size_t k = 0; k < n && status == CGAP_OK; k++) {
        status = prepare_differences(&draft, k, err);
    }
    if (status == CGAP_OK) {
        status = prepare_trunk(&draft, err);
    }
    if (status == CGAP_OK) {
        status = cgap_rounds_run(&draft, plan, err);
    }
    if (status != CGAP_OK) {
        cgap_ensemble_free(&draft);
        return status;
    }
    *out = draft;
    return CGAP_OK;
}

const cgap_quantity *
cgap_ensemble_compared(const cgap_ensemble *self, size_t k, size_t c)
{
    const cgap_ensemble_member *member = &self->member[k];

    return c < member->layout.n_union
               ? &member->layout.of_union[c]
               : &self->member[self->baseline].layout.of_union[member->of_baseline[c]];
}

size_t
cgap_ensemble_find(const cgap_ensemble *self, size_t k, const char *name)
{
    size_t c = 0, n = self->member[k].n_compared;

    while (c < n && strcmp(cgap_ensemble_compared(self, k, c)->name, name) != 0) {
        c++;
    }
    return c;
}

void
cgap_ensemble_clear(cgap_ensemble *self)
{
    for (size_t k = 0; k < self->n && self->has_sums; k++) {
        cgap_ensemble_member *member = &self->member[k];

        for (size_t s = 0; s < member->layout.n_cell; s++) {
            cgap_cell_free(&member->cell[s]);
        }
        memset(member->difference, 0,
               cgap_ensemble_differences(member) * sizeof *member->difference);
    }
}

void
cgap_ensemble_drop_sums(cgap_ensemble *self, size_t k)
{
    cgap_ensemble_member *member = &self->member[k];

    for (size_t s = 0; self->has_sums && member->cell != NULL && s < member->layout.n_cell; s++) {
        cgap_cell_free(&member->cell[s]);
    }
    free(member->cell);
    free(member->difference);
    member->cell = NULL;
    member->difference = NULL;
}

void
cgap_ensemble_free(cgap_ensemble *self)
{
    for (size_t k = 0; k < self->n && self->member != NULL; k++) {
        cgap_ensemble_member *member = &self->member[k];

        cgap_ensemble_drop_sums(self, k);
        free(member->loan);
        free(member->expected);
        free(member->of_baseline);
        free(member->trace_place);
        free(member->traced);
        cgap_wanted_free(&member->wanted);
        cgap_layout_free(&member->layout);
        cgap_model_free(&member->model);
    }
    if (self->trunk != NULL) {
        cgap_trunk_free(self->trunk);
    }
    free(self->trunk);
    free(self->member);
    memset(self, 0, sizeof *self);
}
