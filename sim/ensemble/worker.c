/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checkpoint.h"
#include "ensemble_internal.h"

#include <math.h>
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

/* Cells of one scenario: none where the run only keeps traces. */
static size_t
cells_of(const worker *self, size_t k)
{
    return self->run->plan->traces_only ? 0 : layout_of(self, k)->n_slot;
}

static cgap_status
create_scenario(worker *self, size_t k, cgap_error *err)
{
    const cgap_layout *layout = layout_of(self, k);
    bool is_baseline = k == self->run->ensemble->baseline;
    cgap_status status;

    self->cell[k] = cgap_memory_array(cells_of(self, k), sizeof *self->cell[k]);
    self->difference[k] = cgap_memory_array(
        self->run->plan->traces_only ? 0
                                     : cgap_ensemble_differences(&self->run->ensemble->member[k]),
        sizeof *self->difference[k]);
    if (self->cell[k] == NULL || self->difference[k] == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for the sums of scenario '%s'",
                               layout->model->scenario->name);
    }
    status = cgap_record_create(&self->record[k], layout, lanes_of(self->run),
                                self->value[is_baseline ? 0 : 1], err);
    if (status == CGAP_OK && self->run->plan->traces_only) {
        self->record[k].wanted = &self->run->ensemble->member[k].wanted;
    }
    return status;
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
    out->cell = cgap_memory_array(n, sizeof *out->cell);
    out->difference = cgap_memory_array(n, sizeof *out->difference);
    out->value[0] = cgap_memory_lanes(largest_record(run), sizeof(double));
    out->value[1] = n > 1 ? cgap_memory_lanes(largest_record(run), sizeof(double)) : NULL;
    out->nothing = cgap_memory_lanes(lanes_of(run), sizeof(double));
    if (out->record == NULL || out->cell == NULL || out->difference == NULL ||
        out->nothing == NULL || out->value[0] == NULL || (n > 1 && out->value[1] == NULL)) {
        status = cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for a worker");
    }
    for (size_t k = 0; k < n && status == CGAP_OK; k++) {
        status = create_scenario(out, k, err);
    }
    if (status != CGAP_OK) {
        cgap_worker_free(out);
    }
    return status;
}

void
cgap_worker_free(worker *self)
{
    for (size_t k = 0; self->run != NULL && k < self->run->ensemble->n; k++) {
        if (self->record != NULL) {
            cgap_record_free(&self->record[k]);
        }
        for (size_t s = 0; self->cell != NULL && self->cell[k] != NULL && s < cells_of(self, k);
             s++) {
            cgap_cell_free(&self->cell[k][s]);
        }
        if (self->cell != NULL) {
            free(self->cell[k]);
        }
        if (self->difference != NULL) {
            free(self->difference[k]);
        }
    }
    free(self->record);
    free(self->cell);
    free(self->difference);
    free(self->nothing);
    free(self->value[0]);
    free(self->value[1]);
    cgap_coverage_free(&self->covered);
    memset(self, 0, sizeof *self);
}

static bool
add_cells(worker *self, size_t k, size_t active)
{
    const cgap_layout *layout = layout_of(self, k);
    const cgap_record *record = &self->record[k];

    for (size_t s = 0; s < layout->n_slot; s++) {
        if (!self->run->kernel->cell_add(&self->cell[k][s], cgap_layout_grid(layout, s),
                                         record->value + s * record->lanes, active)) {
            return false;
        }
    }
    return true;
}

/* Lanes of quantity q of scenario k at a row; of one that it lacks: 0. */
static const double *
lanes_at(const worker *self, size_t k, size_t row, size_t q)
{
    const cgap_layout *layout = layout_of(self, k);
    const double *value = self->value[k == self->run->ensemble->baseline ? 0 : 1];

    return q < layout->n_union ? value + cgap_slot_union(layout, row, q) * self->record[k].lanes
                               : self->nothing;
}

/* Differences to the baseline of the same replicates, whose slots value[0] still holds. */
static void
add_differences(worker *self, size_t k, size_t active)
{
    const cgap_ensemble *ensemble = self->run->ensemble;
    const cgap_ensemble_member *member = &ensemble->member[k];

    for (size_t row = 0; row < member->layout.n_row; row++) {
        for (size_t c = 0; c < member->n_compared; c++) {
            const cgap_quantity *of = cgap_ensemble_compared(ensemble, k, c);

            self->run->kernel->difference_add(
                &self->difference[k][row * member->n_compared + c], of->grid,
                lanes_at(self, ensemble->baseline, row, member->of_baseline[c]),
                lanes_at(self, k, row, c), active, of->direction);
        }
    }
}

static void
keep_expected(const worker *self, size_t k)
{
    const cgap_record *record = &self->record[k];
    double *expected = self->run->ensemble->member[k].expected;

    for (size_t s = 0; s < record->layout->n_slot; s++) {
        expected[s] = record->value[s * record->lanes];
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
    size_t from = cgap_run_block(self->run, block).from - self->run->plan->first;
    size_t left = from < ensemble->n_traced ? ensemble->n_traced - from : 0;

    for (size_t t = 0; t < ensemble->n_trace && left > 0; t++) {
        double *kept = member->traced + t * ensemble->n_traced + from;
        size_t n = active < left ? active : left;

        cgap_trace_read(&ensemble->trace[t], member->trace_place[t], &self->record[k], n, kept);
        for (size_t r = 0; r < n; r++) {
            kept[r] = cgap_number_round12(kept[r]);
        }
    }
}

static void
report(worker *self, size_t replicates)
{
    shared_run *run = self->run;
    const cgap_plan *plan = run->plan;
    size_t per_scenario = run->ensemble->deterministic ? 1 : plan->end - plan->first;
    size_t done = atomic_fetch_add(&run->done, replicates) + replicates;

    if (self->reports && plan->progress != NULL &&
        !plan->progress(plan->context, done, per_scenario * run->ensemble->n)) {
        atomic_store(&run->stop, true);
    }
}

static void
run_scenario(worker *self, size_t k, size_t block)
{
    const cgap_plan *plan = self->run->plan;
    bool deterministic = self->run->ensemble->deterministic;
    bool has_sums = self->run->ensemble->has_sums;
    cgap_range range = cgap_run_block(self->run, block);
    size_t active = range.to - range.from;

    if (self->status != CGAP_OK || atomic_load(&self->run->stop)) {
        return;
    }
    self->record[k].active = active;
    self->status = self->run->kernel->record_run(
        &self->record[k], plan->seed, (uint32_t) range.from, deterministic, &self->error);
    if (self->status != CGAP_OK) {
        atomic_store(&self->run->stop, true);
        return;
    }
    keep_traces(self, k, block, active);
    if (deterministic) {
        keep_expected(self, k);
    } else if (has_sums && !add_cells(self, k, active)) {
        self->status = cgap_error_fail(&self->error, CGAP_E_MEMORY, "out of memory for histograms");
        atomic_store(&self->run->stop, true);
        return;
    } else if (has_sums && k != self->run->ensemble->baseline) {
        add_differences(self, k, active);
    }
    report(self, active);
}

cgap_range
cgap_run_block(const shared_run *run, size_t block)
{
    cgap_range range = {run->first + block * run->plan->block, 0};

    range.to = run->end - range.from < run->plan->block ? run->end : range.from + run->plan->block;
    return range;
}

/* The worker's sums into the checkpoint: what it has after this block cannot be lost. */
static void
keep_block(worker *self, size_t block)
{
    const shared_run *run = self->run;
    cgap_portion portion = {run->plan->identity, run->ensemble, run->plan->first,
                            &self->covered,      self->cell,    self->difference};

    if (run->plan->checkpoint == NULL || self->status != CGAP_OK || atomic_load(&run->stop)) {
        return;
    }
    self->status = cgap_coverage_add(&self->covered, cgap_run_block(run, block), "", &self->error);
    cgap_coverage_join(&self->covered);
    if (self->status == CGAP_OK) {
        self->status =
            cgap_checkpoint_save(run->plan->checkpoint, self->number, &portion, &self->error);
    }
    if (self->status != CGAP_OK) {
        atomic_store(&self->run->stop, true);
    }
}

void
cgap_worker_work(worker *self)
{
    shared_run *run = self->run;
    size_t baseline = run->ensemble->baseline;

    for (;;) {
        size_t block = atomic_fetch_add(&run->next_block, 1);

        if (block >= run->n_block || atomic_load(&run->stop)) {
            return;
        }
        if (cgap_coverage_holds(run->covered, cgap_run_block(run, block))) {
            continue;
        }
        run_scenario(self, baseline, block);
        for (size_t k = 0; k < run->ensemble->n; k++) {
            if (k != baseline) {
                run_scenario(self, k, block);
            }
        }
        keep_block(self, block);
    }
}

cgap_status
cgap_worker_deliver(worker *self, cgap_ensemble *to, cgap_error *err)
{
    for (size_t k = 0; k < to->n; k++) {
        const cgap_layout *layout = &to->member[k].layout;

        for (size_t s = 0; s < layout->n_slot; s++) {
            if (!cgap_cell_take(&to->member[k].cell[s], &self->cell[k][s])) {
                return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for histograms");
            }
        }
        for (size_t d = 0; d < cgap_ensemble_differences(&to->member[k]); d++) {
            cgap_difference_merge(&to->member[k].difference[d], &self->difference[k][d]);
        }
    }
    return CGAP_OK;
}
