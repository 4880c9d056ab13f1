/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/record.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "record_internal.h"

/* Scratch that is kept from row to row; then that of one thing after the other, at a row. */
static size_t
work_of(const cgap_layout *layout)
{
    size_t fragmentation = cgap_record_work_of_parts(layout);
    size_t dates = cgap_record_work_of_dates(layout);

    return record_work_kept(layout) + (fragmentation > dates ? fragmentation : dates);
}

cgap_status
cgap_record_create(cgap_record *out, const cgap_layout *layout, size_t lanes, double *value,
                   cgap_error *err)
{
    cgap_record draft;
    cgap_status status;

    memset(&draft, 0, sizeof draft);
    draft.layout = layout;
    status = cgap_block_create(&draft.block, layout->model, V, err);
    if (status != CGAP_OK) {
        return status;
    }
    draft.lanes = (lanes + V - 1) / V * V;
    draft.active = draft.lanes;
    draft.value = value;
    draft.work = cgap_memory_lanes(work_of(layout), sizeof(double));
    if (draft.work == NULL) {
        cgap_record_free(&draft);
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for the results of a block");
    }
    *out = draft;
    return CGAP_OK;
}

void
cgap_record_free(cgap_record *self)
{
    cgap_block_free(&self->block);
    free(self->work);
    memset(self, 0, sizeof *self);
}

/* change = attribution accumulated so far, layer by layer. */
static void
record_attribution(cgap_record *self, size_t selected)
{
    const cgap_layout *layout = self->layout;
    size_t n_mechanism = layout->model->n_mechanism;
    const double *change[CGAP_N_CHANGE] = {self->block.change_of_mean,
                                           self->block.change_of_variance};

    for (size_t layer = 0; layer < CGAP_N_LAYER; layer++) {
        for (size_t c = 0; c < CGAP_N_CHANGE; c++) {
            for (size_t m = 0; m < n_mechanism; m++) {
                memcpy(record_slot(self, cgap_slot_attribution(layout, selected, layer, c, m)),
                       change[c] + (layer * n_mechanism + m) * V, V * sizeof(double));
            }
        }
    }
}

/* Traces read none. */
static void
record_tied(cgap_record *self)
{
    const cgap_layout *layout = self->layout;

    for (size_t d = 0; d < layout->n_tied && self->wanted == NULL; d++) {
        if (layout->tied[d] == self->block.step) {
            cgap_record_ties(self, d);
        }
    }
}

static void
record_row(cgap_record *self, size_t *next_selected)
{
    const cgap_layout *layout = self->layout;
    bool selected =
        *next_selected < layout->n_selected && layout->selected[*next_selected] == self->block.step;
    /* the same dates whatever rows members.csv has: a mean over them must not change */
    bool dated = selected && cgap_layout_is_date(layout, self->block.step);

    cgap_record_layers(self);
    cgap_record_network(self);
    cgap_record_market(self);
    cgap_record_losses(self);
    record_tied(self);
    if (selected) {
        bool last = *next_selected + 1 == layout->n_selected;

        if (self->wanted == NULL || (last && self->wanted->members)) {
            cgap_record_members(self, *next_selected);
        }
        if (self->wanted == NULL || (last && self->wanted->attribution)) {
            record_attribution(self, *next_selected);
        }
        (*next_selected)++;
    }
    cgap_record_fragmentation(self, dated);
    cgap_record_yearly(self, dated);
}

/* The first row, of the start or of the trunk. */
static cgap_status
begin_tile(cgap_record *self, uint64_t seed, uint32_t first, bool deterministic, size_t *selected,
           cgap_error *err)
{
    const cgap_layout *layout = self->layout;
    cgap_status status = CGAP_OK;

    *selected = 0;
    if (self->trunk != NULL) {
        cgap_record_branch(self);
        while (*selected < layout->n_selected && layout->selected[*selected] <= self->block.step) {
            (*selected)++;
        }
        return CGAP_OK;
    }
    status =
        cgap_block_start(&self->block, seed, first + (uint32_t) self->from, deterministic, err);
    if (status == CGAP_OK) {
        record_row(self, selected);
    }
    return status;
}

static cgap_status
ask_to_go_on(const cgap_record *self, cgap_error *err)
{
    return self->goes_on == NULL || self->goes_on(self->context)
               ? CGAP_OK
               : cgap_error_fail(err, CGAP_E_INTERRUPTED, "interrupted");
}

/* Replicates first + from .. first + from + V - 1, to the end. */
static cgap_status
run_tile(cgap_record *self, uint64_t seed, uint32_t first, bool deterministic, cgap_error *err)
{
    size_t selected;
    cgap_status status = begin_tile(self, seed, first, deterministic, &selected, err);

    if (status == CGAP_OK) {
        cgap_record_horizon_begin(self);
    }
    while (status == CGAP_OK && self->block.step < self->layout->model->n_step) {
        cgap_record_leave(self);
        cgap_block_step(&self->block);
        record_row(self, &selected);
        cgap_record_horizon(self, self->block.step);
        status = ask_to_go_on(self, err);
    }
    return status;
}

cgap_status
cgap_record_run(cgap_record *self, uint64_t seed, uint32_t first, bool deterministic,
                cgap_error *err)
{
    cgap_status status = CGAP_OK;

    self->block.unattributed = self->wanted != NULL && !self->wanted->attribution;
    for (self->from = 0; self->from < self->active && status == CGAP_OK; self->from += V) {
        status = run_tile(self, seed, first, deterministic, err);
    }
    return status;
}
