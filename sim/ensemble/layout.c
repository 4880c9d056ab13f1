/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which slot holds what: the quantities of the catalogue for one model, at its rows. */
#include "catalogue.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

static void
set(cgap_quantity *out, const cgap_quantity *like, const char *prefix, const char *suffix)
{
    *out = *like;
    (void) snprintf(out->name, sizeof out->name, "%.20s%s%.60s%s%.70s", prefix,
                    prefix[0] != '\0' ? "_" : "", like->name, suffix[0] != '\0' ? "_" : "", suffix);
}

static const char *
measured_name(size_t layer)
{
    return layer == LAYER_COMBINED ? "combined" : cgap_layer_name(layer);
}

static void
fill_union(cgap_layout *self)
{
    const cgap_scenario *scenario = self->model->scenario;
    cgap_quantity *next = self->of_union;

    for (size_t layer = 0; layer < N_MEASURED; layer++) {
        for (size_t m = 0; m < N_EACH_LAYER; m++) {
            set(next++, &CGAP_EACH_LAYER[m], measured_name(layer), "");
        }
    }
    for (size_t layer = 0; layer < N_MEASURED; layer++) { /* in the order of record_index */
        for (size_t m = 0; record_index(layer) < N_INDEX && m < N_EACH_INDEX; m++) {
            set(next++, &CGAP_EACH_INDEX[m], measured_name(layer), "");
        }
    }
    for (size_t q = 0; q < N_UNION_FIXED; q++) {
        set(next++, &CGAP_UNION_FIXED[q], "", "");
    }
    for (size_t p = 0; p < scenario->n_instrument; p++) {
        set(next++, &CGAP_PER_INSTRUMENT[0], "", scenario->instrument[p].name);
        set(next++, &CGAP_PER_INSTRUMENT[1], "", scenario->instrument[p].name);
    }
}

static void
fill_members(cgap_layout *self)
{
    const cgap_scenario *scenario = self->model->scenario;
    cgap_quantity *next = self->of_member;

    for (size_t k = 0; k < CGAP_N_CAPABILITY; k++) {
        set(next++, &CGAP_LEVEL, "", "");
        (void) snprintf(next[-1].name, sizeof next[-1].name, "%s", cgap_capability_name(k));
    }
    for (size_t layer = 0; layer < CGAP_LAYER_CAPABILITY; layer++) {
        set(next++, &CGAP_LEVEL, "", "");
        (void) snprintf(next[-1].name, sizeof next[-1].name, "%s", cgap_layer_name(layer));
    }
    for (size_t v = 0; v < CGAP_N_MEMBER_NAMED; v++) {
        set(next++, &CGAP_MEMBER_FIXED[v], "", "");
    }
    for (size_t p = 0; p < scenario->n_instrument; p++) {
        set(next++, &CGAP_MEMBER_INSTRUMENT[0], "", scenario->instrument[p].name);
        set(next++, &CGAP_MEMBER_INSTRUMENT[1], "", scenario->instrument[p].name);
    }
}

bool
cgap_layout_is_date(const cgap_layout *self, size_t row)
{
    const cgap_scenario *scenario = self->model->scenario;
    double time = cgap_scenario_time(scenario, row);

    return row == 0 || row + 1 == self->n_row ||
           (long) row == cgap_scenario_row(scenario, floor(time + 0.5));
}

/* Quantities of the second kind stand at the yearly dates, of the third at both ends. */
static void
find_recorded(cgap_layout *self)
{
    for (size_t row = 0; row < self->n_row; row++) {
        bool date = cgap_layout_is_date(self, row), end = row == 0 || row + 1 == self->n_row;

        for (size_t q = 0; q < self->n_union; q++) {
            size_t fixed = q - UNION_FIXED; /* far beyond N_UNION_FIXED for those of layers */
            bool dated = fixed >= U_VARIANCE_OF && fixed < U_ALGEBRAIC_CONNECTIVITY;
            bool ends = fixed >= U_ALGEBRAIC_CONNECTIVITY && fixed < N_UNION_FIXED;

            self->recorded[cgap_slot_union(self, row, q)] = ends ? end : !dated || date;
            self->n_date[q] += row > 0 && self->recorded[cgap_slot_union(self, row, q)] ? 1 : 0;
        }
    }
}

static void
select_rows(cgap_layout *self, bool every_step)
{
    for (size_t row = 0; row < self->n_row; row++) {
        if (every_step || cgap_layout_is_date(self, row)) {
            self->selected[self->n_selected++] = row;
        }
    }
}

/* The start, the 1 January nearest to the middle of the horizon where there is one between, the
 * end: the same whatever rows members.csv has. */
static void
select_tied(cgap_layout *self)
{
    size_t last = self->n_row - 1, middle = 0;

    for (size_t row = 1; row < last; row++) { /* twice the distance to the middle: whole numbers */
        long off = labs(2 * (long) row - (long) last),
             least = labs(2 * (long) middle - (long) last);

        middle = cgap_layout_is_date(self, row) && off < least ? row : middle;
    }
    self->tied[self->n_tied++] = 0;
    if (middle > 0) {
        self->tied[self->n_tied++] = middle;
    }
    if (last > 0) {
        self->tied[self->n_tied++] = last;
    }
}

cgap_status
cgap_layout_create(cgap_layout *out, const cgap_model *model, bool every_step, cgap_error *err)
{
    cgap_layout draft;

    memset(&draft, 0, sizeof draft);
    draft.model = model;
    draft.n_row = model->n_step + 1;
    draft.n_union = UNION_FIXED + N_UNION_FIXED + 2 * model->n_instrument;
    draft.n_variable = N_MEMBER_FIXED + 2 * model->n_instrument;
    draft.of_union = cgap_memory_array(draft.n_union, sizeof *draft.of_union);
    draft.of_member = cgap_memory_array(draft.n_variable, sizeof *draft.of_member);
    draft.selected = cgap_memory_array(draft.n_row, sizeof *draft.selected);
    draft.recorded = cgap_memory_array(draft.n_row * draft.n_union, sizeof *draft.recorded);
    draft.n_date = cgap_memory_array(draft.n_union, sizeof *draft.n_date);
    if (draft.of_union == NULL || draft.of_member == NULL || draft.selected == NULL ||
        draft.recorded == NULL || draft.n_date == NULL) {
        cgap_layout_free(&draft);
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for the layout of results");
    }
    fill_union(&draft);
    fill_members(&draft);
    find_recorded(&draft);
    select_rows(&draft, every_step);
    select_tied(&draft);
    draft.n_pair = model->n * (model->n - 1) / 2;
    draft.member_slot = draft.n_row * draft.n_union;
    draft.attribution_slot = draft.member_slot + draft.n_selected * model->n * draft.n_variable;
    draft.n_cell = draft.attribution_slot +
                   draft.n_selected * CGAP_N_LAYER * CGAP_N_CHANGE * model->n_mechanism;
    draft.n_slot = draft.n_cell + draft.n_tied * draft.n_pair;
    *out = draft;
    return CGAP_OK;
}

void
cgap_layout_free(cgap_layout *self)
{
    free(self->of_union);
    free(self->of_member);
    free(self->selected);
    free(self->recorded);
    free(self->n_date);
    memset(self, 0, sizeof *self);
}

size_t
cgap_layout_find(const cgap_layout *self, const char *name)
{
    size_t q = 0;

    while (q < self->n_union && strcmp(self->of_union[q].name, name) != 0) {
        q++;
    }
    return q;
}

cgap_grid
cgap_layout_grid(const cgap_layout *self, size_t slot)
{
    size_t change;

    if (slot < self->member_slot) {
        return self->of_union[slot % self->n_union].grid;
    }
    if (slot < self->attribution_slot) {
        return self->of_member[(slot - self->member_slot) % self->n_variable].grid;
    }
    if (slot >= self->n_cell) {
        return CGAP_GRID_SHARE; /* ties */
    }
    change = (slot - self->attribution_slot) / self->model->n_mechanism % CGAP_N_CHANGE;
    return change == CGAP_CHANGE_OF_MEAN ? CGAP_GRID_SHARE : CGAP_GRID_VARIANCE;
}
