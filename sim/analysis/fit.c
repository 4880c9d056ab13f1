/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Simulated method of moments: the reliability of the score of 2017 from the GCI, then headroom and
 * persistence of each kind of practice from its own series. One after the other, because a kind of
 * practice is felt by the others and by formal capability only through incidents and budgets, far
 * below the noise, and four searches of two parameters are cheaper than one of eight.
 */
#include "fit.h"

#include <string.h>

typedef struct block {
    cgap_fitter *fitter;
    size_t first, n; /* dials */
    const char *series;
} block;

cgap_status
cgap_fitter_evaluate(cgap_fitter *self, cgap_error *err)
{
    cgap_status status =
        cgap_evaluation_run(&self->evaluation, &self->candidate.scenario, self->plan->seed, err);
    size_t replicates = self->plan->replicates, total;

    self->done++;
    total = self->done > self->expected ? self->done : self->expected;
    if (status == CGAP_OK && self->plan->progress != NULL &&
        !self->plan->progress(self->plan->context, self->done * replicates, total * replicates)) {
        status = cgap_error_fail(err, CGAP_E_INTERRUPTED, "interrupted; nothing was written");
    }
    return status;
}

static bool
misfit_at(void *context, const double *x, double *value)
{
    block *self = context;
    cgap_fitter *fitter = self->fitter;

    for (size_t k = 0; k < self->n; k++) {
        cgap_dial_set(&fitter->dial[self->first + k], &fitter->candidate, x[k]);
    }
    cgap_candidate_tie(&fitter->candidate);
    fitter->status = cgap_fitter_evaluate(fitter, &fitter->error);
    if (fitter->status == CGAP_OK) {
        *value = cgap_misfit(&fitter->evaluation, fitter->scale, self->series);
    }
    return fitter->status == CGAP_OK;
}

static cgap_status
search_block(block *self, cgap_error *err)
{
    cgap_fitter *fitter = self->fitter;
    cgap_search search = {
        .n = self->n, .value = misfit_at, .context = self, .most = 60, .finish = 0.02};
    double x[CGAP_MOST_SEARCHED];
    cgap_status status;

    for (size_t k = 0; k < self->n; k++) {
        const cgap_dial *dial = &fitter->dial[self->first + k];

        search.lower[k] = dial->lower;
        search.upper[k] = dial->upper;
        search.log[k] = dial->log;
        x[k] = cgap_dial_get(dial, &fitter->candidate);
    }
    status = cgap_search_run(&search, x, err);
    if (status == CGAP_E_INTERRUPTED) { /* the search only knows that an evaluation failed */
        return cgap_error_fail(err, fitter->status, "%s", fitter->error.text);
    }
    for (size_t k = 0; status == CGAP_OK && k < self->n; k++) {
        cgap_dial_set(&fitter->dial[self->first + k], &fitter->candidate, cgap_round4(x[k]));
    }
    cgap_candidate_tie(&fitter->candidate);
    return status;
}

cgap_status
cgap_fitter_search(cgap_fitter *self, cgap_error *err)
{
    block formal = {self, 0, 1, "gci"};
    cgap_status status = search_block(&formal, err);

    for (size_t b = 0; b < CGAP_N_PRACTICE && status == CGAP_OK; b++) {
        block practice = {self, 1 + 2 * b, 2, cgap_capability_name(CGAP_SME + b)};

        status = search_block(&practice, err);
    }
    return status;
}
