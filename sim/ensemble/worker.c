/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checkpoint.h"
#include "ensemble_internal.h"
#include "gather.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "cgap/number.h"

static const cgap_layout *
layout_of(const worker *self, size_t k)
{
    return &self->run->ensemble->member[k].layout;
}

static size_t
lanes_of(const shared_run *run)
{
    size_t lanes = run->ensemble->deterministic ? 1 : run->plan->block;

    return (lanes + CGAP_LANE_MULTIPLE - 1) / CGAP_LANE_MULTIPLE * CGAP_LANE_MULTIPLE;
}

static size_t
largest_record(const shared_run *run)
{
    size_t most = 0;

    for (size_t k = 0; k < run->ensemble->n; k++) {
        size_t n_slot = run->ensemble->member[k].layout.n_slot;

        most = n_slot > most ? n_slot : most;
    }
    return most * lanes_of(run);
}

static size_t
most_quantities(const shared_run *run)
{
    size_t most = 0;

    for (size_t k = 0; k < run->ensemble->n; k++) {
        size_t n = run->ensemble->member[k].layout.n_union;

        most = n > most ? n : most;
    }
    return most;
}

static cgap_status
make_buffers(worker *self, cgap_error *err)
{
    bool made = self->record != NULL;

    for (size_t b = 0; made && b < self->run->ensemble->trunk->n_buffer; b++) {
        self->value[b] = cgap_memory_lanes(largest_record(self->run), sizeof(double));
        made = self->value[b] != NULL;
    }
    return made ? CGAP_OK : cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for a worker");
}

/* Asks whoever wants to know how far the run is, and may stop it. */
void
cgap_worker_look(worker *self)
{
    shared_run *run = self->run;
    const cgap_plan *plan = run->plan;

    if (self->reports && plan->progress != NULL && !atomic_load(&run->stop) &&
        !plan->progress(plan->context, atomic_load(&run->done), run->total)) {
        atomic_store(&run->stop, true);
    }
}

static bool
goes_on(void *context)
{
    worker *self = context;

    cgap_worker_look(self);
    return !atomic_load(&self->run->stop);
}

static cgap_status
create_record(worker *self, size_t k, cgap_error *err)
{
    cgap_status status =
        cgap_record_create(&self->record[k], layout_of(self, k), lanes_of(self->run),
                           self->value[self->run->ensemble->trunk->way[k].buffer], err);

    self->record[k].goes_on = goes_on;
    self->record[k].context = self;
    if (status == CGAP_OK && self->run->plan->traces_only) {
        self->record[k].wanted = &self->run->ensemble->member[k].wanted;
    }
    return status;
}

/* Scenarios share draws as far as their states and steps are those of the longest run. */
static cgap_status
share_draws(worker *self, cgap_error *err)
{
    const cgap_ensemble *ensemble = self->run->ensemble;
    const cgap_model *longest = layout_of(self, 0)->model;
    cgap_status status;

    if (ensemble->n < 2 || ensemble->deterministic) {
        return CGAP_OK;
    }
    for (size_t k = 1; k < ensemble->n; k++) {
        const cgap_model *model = layout_of(self, k)->model;

        longest = model->n_step > longest->n_step ? model : longest;
    }
    status = cgap_draws_create(&self->draws, longest, lanes_of(self->run), err);
    for (size_t k = 0; status == CGAP_OK && k < ensemble->n; k++) {
        if (cgap_draws_serve(&self->draws, layout_of(self, k)->model)) {
            self->record[k].block.draws = &self->draws;
        }
    }
    return status;
}

/* Scenarios leave their state where others go on from it. */
static cgap_status
make_forks(worker *self, cgap_error *err)
{
    const cgap_trunk *trunk = self->run->ensemble->trunk;
    cgap_status status = CGAP_OK;

    self->fork = cgap_memory_array(trunk->n_fork, sizeof *self->fork);
    if (self->fork == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for a worker");
    }
    for (size_t f = 0; f < trunk->n_fork && status == CGAP_OK; f++) {
        cgap_record *owner = &self->record[trunk->fork[f].owner];

        status = cgap_fork_create(&self->fork[f], owner->layout, trunk->fork[f].step,
                                  lanes_of(self->run), err);
        owner->fork = owner->n_fork == 0 ? &self->fork[f] : owner->fork;
        owner->n_fork++;
    }
    for (size_t k = 0; k < self->run->ensemble->n; k++) {
        if (trunk->way[k].fork != SIZE_MAX) {
            self->record[k].trunk = &self->fork[trunk->way[k].fork];
            self->record[k].common_law = trunk->way[k].law;
        }
    }
    return status;
}

/* Sums of its own where a checkpoint is kept, else those of all. */
static cgap_status
choose_sums(worker *self, cgap_error *err)
{
    if (!self->run->ensemble->has_sums || self->run->plan->checkpoint == NULL) {
        self->sums = self->run->sums;
        return CGAP_OK;
    }
    self->sums = &self->own_sums;
    return cgap_sums_create(&self->own_sums, self->run->ensemble, err);
}

cgap_status
cgap_worker_create(worker *out, shared_run *run, size_t number, cgap_error *err)
{
    size_t n = run->ensemble->n;
    cgap_status status = CGAP_OK;

    memset(out, 0, sizeof *out);
    out->run = run;
    out->number = number;
    out->record = cgap_memory_array(n, sizeof *out->record);
    status = make_buffers(out, err);
    for (size_t h = 0; h < 2 && n > 1 && !run->plan->traces_only && status == CGAP_OK; h++) {
        status = cgap_horizon_create(&out->horizon[h], most_quantities(run), lanes_of(run), err);
    }
    for (size_t k = 0; k < n && status == CGAP_OK; k++) {
        status = create_record(out, k, err);
    }
    if (status == CGAP_OK) {
        status = share_draws(out, err);
    }
    if (status == CGAP_OK) {
        status = make_forks(out, err);
    }
    if (status == CGAP_OK) {
        status = choose_sums(out, err);
    }
    if (status != CGAP_OK) {
        cgap_worker_free(out);
    }
    return status;
}

void
cgap_worker_free(worker *self)
{
    for (size_t k = 0; self->record != NULL && k < self->run->ensemble->n; k++) {
        cgap_record_free(&self->record[k]);
    }
    free(self->record);
    for (size_t f = 0; self->fork != NULL && f < self->run->ensemble->trunk->n_fork; f++) {
        cgap_fork_free(&self->fork[f]);
    }
    free(self->fork);
    cgap_sums_free(&self->own_sums);
    cgap_horizon_free(&self->horizon[0]);
    cgap_horizon_free(&self->horizon[1]);
    cgap_draws_free(&self->draws);
    free(self->value[0]);
    free(self->value[1]);
    free(self->value[2]);
    cgap_coverage_free(&self->covered);
    memset(self, 0, sizeof *self);
}

static void
keep_expected(const worker *self, size_t k)
{
    const cgap_record *record = &self->record[k];
    double *expected = self->run->ensemble->member[k].expected;

    for (size_t s = 0; s < record->layout->n_slot; s++) {
        expected[s] = cgap_record_value(record, s, 0);
    }
}

/* What a trace of averages is of in one scenario. */
static cgap_horizon_side
side_of(const worker *self, size_t k, size_t trace)
{
    const cgap_ensemble *ensemble = self->run->ensemble;
    size_t place = ensemble->member[k].trace_place[trace], n = layout_of(self, k)->n_union;

    return (cgap_horizon_side){&self->horizon[k == ensemble->baseline ? 0 : 1], &self->record[k],
                               place == SIZE_MAX ? n : place % n};
}

/* Values of a common trace of the first @p n replicates of the block. */
static void
read_common(const worker *self, size_t k, size_t trace, size_t n, double *out)
{
    const cgap_ensemble *ensemble = self->run->ensemble;
    cgap_horizon_side own = side_of(self, k, trace),
                      base = side_of(self, ensemble->baseline, trace);
    bool of_base = ensemble->trace[trace].kind == CGAP_TRACE_BASE_COMMON;

    for (size_t from = 0; from < n; from += CGAP_LANE_MULTIPLE) {
        double mean[CGAP_LANE_MULTIPLE], base_mean[CGAP_LANE_MULTIPLE];
        size_t left = n - from < CGAP_LANE_MULTIPLE ? n - from : CGAP_LANE_MULTIPLE;

        cgap_horizon_common(&own, &base, from / CGAP_LANE_MULTIPLE, mean, base_mean);
        memcpy(out + from, of_base ? base_mean : mean, left * sizeof *out);
    }
}

/* Replicates past the kept ones leave nothing. Each replicate has its own place: no locks. Values
 * are kept to 12 digits: two ways to the same number must come out equal, or ranks and intervals
 * would take rounding for a certain effect. */
static void
keep_traces(worker *self, size_t k, size_t block, size_t active)
{
    const cgap_ensemble *ensemble = self->run->ensemble;
    const cgap_ensemble_member *member = &ensemble->member[k];
    size_t from = self->run->block[block].from - self->run->plan->first;
    size_t left = from < ensemble->n_traced ? ensemble->n_traced - from : 0;

    for (size_t t = 0; t < ensemble->n_trace && left > 0; t++) {
        double *kept = member->traced + t * ensemble->n_traced + from;
        size_t n = active < left ? active : left;

        if (cgap_trace_is_common(&ensemble->trace[t])) {
            read_common(self, k, t, n, kept);
        } else {
            cgap_trace_read(&ensemble->trace[t], member->trace_place[t], &self->record[k], n, kept);
        }
        for (size_t r = 0; r < n; r++) {
            kept[r] = cgap_number_round12(kept[r]);
        }
    }
}

static void
report(worker *self, size_t replicates)
{
    (void) atomic_fetch_add(&self->run->done, replicates);
    cgap_worker_look(self);
}

/* What was recorded up to the fork a scenario begins at. */
static void
take_over(worker *self, size_t k)
{
    const cgap_way *way = &self->run->ensemble->trunk->way[k];

    if (way->fork != SIZE_MAX && !way->in_place) {
        cgap_trunk_copy(way, &self->record[way->parent], &self->record[k]);
    }
}

static void
run_scenario(worker *self, size_t k, size_t block)
{
    const cgap_plan *plan = self->run->plan;
    bool deterministic = self->run->ensemble->deterministic;
    bool has_sums = self->run->ensemble->has_sums;
    cgap_range range = self->run->block[block];
    size_t active = range.to - range.from;
    cgap_status status;
    cgap_horizon *horizon = &self->horizon[k == self->run->ensemble->baseline ? 0 : 1];
    cgap_addition what = {.kernel = self->run->kernel,
                          .k = k,
                          .record = &self->record[k],
                          .base = &self->record[self->run->ensemble->baseline],
                          .average = horizon,
                          .base_average = &self->horizon[0],
                          .active = active};

    if (self->status != CGAP_OK || atomic_load(&self->run->stop)) {
        return;
    }
    self->record[k].active = active;
    take_over(self, k);
    cgap_horizon_begin(horizon, &self->record[k]);
    status = self->run->kernel->record_run(&self->record[k], plan->seed, (uint32_t) range.from,
                                           deterministic, &self->error);
    if (status == CGAP_E_INTERRUPTED) {
        return; /* no failure of its own; what it recorded is of no use */
    }
    if (status != CGAP_OK) {
        self->status = status;
        atomic_store(&self->run->stop, true);
        return;
    }
    cgap_horizon_finish(horizon, &self->record[k]);
    keep_traces(self, k, block, active);
    if (deterministic) {
        keep_expected(self, k);
    } else if (has_sums && !cgap_sums_add(self->sums, &what, self->number)) {
        self->status = cgap_error_fail(&self->error, CGAP_E_MEMORY, "out of memory for histograms");
        atomic_store(&self->run->stop, true);
        return;
    }
    report(self, active);
}

/* The worker's sums into the checkpoint: what it has after this block cannot be lost. */
static void
keep_block(worker *self, size_t block)
{
    const shared_run *run = self->run;
    size_t number = self->number;
    cgap_portion portion = {run->plan->identity, run->ensemble,    run->plan->first,
                            &self->covered,      self->sums->cell, self->sums->difference};

    if (cgap_ranks_several(run->plan->ranks)) { /* no two threads of any process share a file */
        number += run->plan->ranks->rank * run->plan->threads;
    }
    if (run->plan->checkpoint == NULL || self->status != CGAP_OK || atomic_load(&run->stop)) {
        return;
    }
    self->status = cgap_coverage_add(&self->covered, run->block[block], "", &self->error);
    cgap_coverage_join(&self->covered);
    if (self->status == CGAP_OK) {
        self->status = cgap_checkpoint_save(run->plan->checkpoint, number, &portion, &self->error);
    }
    if (self->status != CGAP_OK) {
        atomic_store(&self->run->stop, true);
    }
}

void
cgap_worker_work(worker *self)
{
    shared_run *run = self->run;

    for (;;) {
        size_t block = atomic_fetch_add(&run->next_block, 1);

        if (block >= run->n_block || atomic_load(&run->stop)) {
            return;
        }
        if (!cgap_gather_mine(run, block)) {
            continue;
        }
        if (self->draws.normal != NULL) {
            cgap_draws_begin(&self->draws, (uint32_t) run->block[block].from);
        }
        for (size_t at = 0; at < run->ensemble->n; at++) {
            run_scenario(self, run->ensemble->trunk->order[at], block);
        }
        keep_block(self, block);
    }
}
