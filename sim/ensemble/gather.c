/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _POSIX_C_SOURCE 200809L /* open_memstream, fmemopen */
#include "gather.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "portion_internal.h"

/* How a message is called in what is said of it. */
static const char MESSAGE[] = "the message of another process";

/* Processes of one launch need not tell each other what they run. */
static const char NO_IDENTITY[] = "";

bool
cgap_gather_mine(const shared_run *run, size_t block)
{
    const cgap_ranks *ranks = run->plan->ranks;

    return run->ensemble->deterministic || !cgap_ranks_several(ranks) ||
           block % ranks->count == ranks->rank;
}

cgap_status
cgap_gather_coverage(const cgap_plan *plan, cgap_coverage *covered, cgap_error *err)
{
    const cgap_ranks *ranks = plan->ranks;
    cgap_status status;
    size_t n = covered->n;

    if (!cgap_ranks_several(ranks)) {
        return CGAP_OK;
    }
    status = ranks->share(ranks, &n, sizeof n, err);
    for (size_t r = 0; r < n && status == CGAP_OK; r++) {
        cgap_range range = cgap_ranks_first(ranks) ? covered->range[r] : (cgap_range){0, 0};

        status = ranks->share(ranks, &range, sizeof range, err);
        if (status == CGAP_OK && !cgap_ranks_first(ranks)) {
            status = cgap_coverage_add(covered, range, "", err);
        }
        status = cgap_ranks_meet(ranks, status, err);
    }
    return status;
}

/* Replicates that this process did in a round. */
static cgap_status
done_here(const shared_run *run, cgap_coverage *out, cgap_error *err)
{
    cgap_status status = CGAP_OK;

    for (size_t b = 0; b < run->n_block && status == CGAP_OK; b++) {
        if (cgap_gather_mine(run, b)) {
            status = cgap_coverage_add(out, run->block[b], "", err);
        }
    }
    return status;
}

/* This process's sums and kept values as bytes; free *bytes with free(). */
static cgap_status
pack(const cgap_ensemble *self, const shared_run *run, char **bytes, size_t *n, cgap_error *err)
{
    cgap_coverage done = {NULL, NULL, 0, 0};
    cgap_portion portion = {0};
    FILE *file = open_memstream(bytes, n);
    cgap_plan plan = *run->plan;
    cgap_status status = file != NULL ? done_here(run, &done, err)
                                      : cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");

    plan.identity = NO_IDENTITY;
    if (status == CGAP_OK) {
        status = cgap_portion_of_ensemble(&portion, self, &plan, &done, err);
    }
    if (status == CGAP_OK) {
        status = cgap_portion_write(&portion, file, MESSAGE, err);
    } else if (file != NULL) {
        (void) fclose(file);
    }
    cgap_portion_release(&portion);
    cgap_coverage_free(&done);
    return status;
}

/* To process 0; after a failure nothing is sent in its place, so that nobody waits. */
static cgap_status
send_sums(cgap_ensemble *self, const shared_run *run, cgap_error *err)
{
    const cgap_ranks *ranks = run->plan->ranks;
    char *bytes = NULL;
    size_t n = 0;
    cgap_status status = pack(self, run, &bytes, &n, err);
    cgap_status sent = ranks->send(ranks, bytes, status == CGAP_OK ? n : 0, err);

    free(bytes);
    cgap_ensemble_clear(self);
    return status == CGAP_OK ? sent : status;
}

/* Where the sums of others go. */
typedef struct receiver {
    cgap_ensemble *ensemble;
    const cgap_plan *plan;
} receiver;

static cgap_status
unpack(void *context, size_t from, const void *bytes, size_t n, cgap_error *err)
{
    const receiver *to = context;
    cgap_coverage seen = {NULL, NULL, 0, 0};
    FILE *file;
    cgap_status status;

    (void) from;
    if (n == 0) { /* the other one failed, and says so at the next meeting */
        return CGAP_OK;
    }
    file = fmemopen((void *) bytes, n, "rb");
    if (file == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for %s", MESSAGE);
    }
    status = cgap_portion_add_from(to->ensemble, NO_IDENTITY, to->plan->first, to->plan->end, &seen,
                                   file, MESSAGE, err);
    cgap_coverage_free(&seen);
    return status;
}

static cgap_status
receive_sums(cgap_ensemble *self, const shared_run *run, cgap_error *err)
{
    receiver to = {self, run->plan};

    return cgap_ranks_collect(run->plan->ranks, unpack, &to, err);
}

static cgap_status
share_traces(cgap_ensemble *self, const cgap_ranks *ranks, cgap_error *err)
{
    cgap_status status = CGAP_OK;

    for (size_t k = 0; k < self->n && self->n_trace > 0 && status == CGAP_OK; k++) {
        status = ranks->share(ranks, self->member[k].traced,
                              self->n_trace * self->n_traced * sizeof(double), err);
    }
    return status;
}

cgap_status
cgap_gather_round(cgap_ensemble *self, const shared_run *run, cgap_status status, cgap_error *err)
{
    const cgap_ranks *ranks = run->plan->ranks;

    status = cgap_ranks_meet(ranks, status, err);
    if (status != CGAP_OK || !cgap_ranks_several(ranks) || self->deterministic) {
        return status;
    }
    status = cgap_ranks_first(ranks) ? receive_sums(self, run, err) : send_sums(self, run, err);
    status = cgap_ranks_meet(ranks, status, err);
    return status == CGAP_OK ? share_traces(self, ranks, err) : status;
}
