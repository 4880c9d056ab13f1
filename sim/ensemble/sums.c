/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sums.h"

#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

/* A quantity that one of two scenarios lacks: zeros in every tile. */
static const double ZEROS[CGAP_LANE_MULTIPLE];
static const cgap_tiles NOTHING = {ZEROS, 0};

static const cgap_layout *
layout_of(const cgap_sums *self, size_t k)
{
    return &self->ensemble->member[k].layout;
}

static size_t
differences_of(const cgap_sums *self, size_t k)
{
    return cgap_ensemble_differences(&self->ensemble->member[k]);
}

static cgap_status
no_memory(cgap_error *err)
{
    return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for the sums of the scenarios");
}

/* Room for the sets of all scenarios. */
static bool
begin(cgap_sums *out, const cgap_ensemble *ensemble)
{
    memset(out, 0, sizeof *out);
    out->ensemble = ensemble;
    out->cell = cgap_memory_array(ensemble->n, sizeof *out->cell);
    out->difference = cgap_memory_array(ensemble->n, sizeof *out->difference);
    return out->cell != NULL && out->difference != NULL;
}

static bool
make_locks(cgap_sums *self)
{
    size_t wanted = self->ensemble->n * CGAP_SUMS_SLICES;

    self->lock = cgap_memory_array(wanted, sizeof *self->lock);
    while (self->lock != NULL && self->n_lock < wanted &&
           pthread_mutex_init(&self->lock[self->n_lock], NULL) == 0) {
        self->n_lock++;
    }
    return self->n_lock == wanted;
}

cgap_status
cgap_sums_share(cgap_sums *out, cgap_ensemble *ensemble, cgap_error *err)
{
    bool made = begin(out, ensemble) && make_locks(out);

    for (size_t k = 0; made && k < ensemble->n; k++) {
        out->cell[k] = ensemble->member[k].cell;
        out->difference[k] = ensemble->member[k].difference;
    }
    if (!made) {
        cgap_sums_free(out);
        return no_memory(err);
    }
    return CGAP_OK;
}

cgap_status
cgap_sums_create(cgap_sums *out, const cgap_ensemble *ensemble, cgap_error *err)
{
    bool made = begin(out, ensemble);

    out->owned = true;
    for (size_t k = 0; made && k < ensemble->n; k++) {
        const cgap_layout *layout = layout_of(out, k);

        out->cell[k] = cgap_memory_array(layout->n_cell, sizeof *out->cell[k]);
        out->difference[k] = cgap_memory_array(differences_of(out, k), sizeof *out->difference[k]);
        made = out->cell[k] != NULL && out->difference[k] != NULL;
    }
    if (!made) {
        cgap_sums_free(out);
        return no_memory(err);
    }
    return CGAP_OK;
}

static void
free_owned(cgap_sums *self)
{
    for (size_t k = 0; k < self->ensemble->n; k++) {
        for (size_t s = 0;
             self->cell != NULL && self->cell[k] != NULL && s < layout_of(self, k)->n_cell; s++) {
            cgap_cell_free(&self->cell[k][s]);
        }
        if (self->cell != NULL) {
            free(self->cell[k]);
        }
        if (self->difference != NULL) {
            free(self->difference[k]);
        }
    }
}

void
cgap_sums_free(cgap_sums *self)
{
    if (self->owned) {
        free_owned(self);
    }
    for (size_t l = 0; l < self->n_lock; l++) {
        (void) pthread_mutex_destroy(&self->lock[l]);
    }
    free(self->lock);
    free((void *) self->cell);
    free((void *) self->difference);
    memset(self, 0, sizeof *self);
}

/* So many cells later the counts of one are added: memory takes as long as the sums of about four,
 * and more cost nothing. */
enum { LATE = 8 };

static bool
add_cells(cgap_sums *self, const cgap_addition *what, size_t from, size_t to)
{
    const cgap_layout *layout = layout_of(self, what->k);
    cgap_tally late[LATE];
    bool added = true;

    for (size_t i = 0; i < LATE; i++) {
        late[i].cell = NULL;
    }
    for (size_t s = from; s < to && added; s++) {
        if (!cgap_layout_records(layout, s) ||
            cgap_ensemble_place(self->ensemble, what->k, s).scenario != what->k) {
            continue; /* there are none, or the same have been added there */
        }
        added = what->kernel->cell_add(&self->cell[what->k][s], cgap_layout_grid(layout, s),
                                       cgap_record_tiles(what->record, s), what->active,
                                       &late[s % LATE]);
    }
    for (size_t i = 0; i < LATE; i++) {
        cgap_tally_settle(&late[i]);
    }
    return added;
}

/* Differences to the baseline of the same replicates, for some rows. A quantity that one of the two
 * lacks is of an instrument it lacks: 0. */
static void
add_differences(cgap_sums *self, const cgap_addition *what, size_t from, size_t to)
{
    const cgap_ensemble_member *member = &self->ensemble->member[what->k];
    const cgap_layout *own = &member->layout, *base = layout_of(self, self->ensemble->baseline);

    for (size_t row = from; row < to; row++) {
        for (size_t c = 0; c < member->n_compared; c++) {
            const cgap_quantity *quantity = cgap_ensemble_compared(self->ensemble, what->k, c);
            size_t there = member->of_baseline[c];

            if (c < own->n_union && !cgap_layout_records(own, cgap_slot_union(own, row, c))) {
                continue; /* undefined at this date */
            }
            what->kernel->difference_add(
                &self->difference[what->k][row * member->n_compared + c], quantity->grid,
                there < base->n_union
                    ? cgap_record_tiles(what->base, cgap_slot_union(base, row, there))
                    : NOTHING,
                c < own->n_union ? cgap_record_tiles(what->record, cgap_slot_union(own, row, c))
                                 : NOTHING,
                what->active, quantity->direction);
        }
    }
}

/* Averages over the horizon of one quantity, of replicates from @p from on: their differences, and
 * those of either side. What stands beside a difference is of the replicates and dates it is of. */
static void
add_average(cgap_sums *self, const cgap_addition *what, size_t c, size_t from)
{
    const cgap_ensemble_member *member = &self->ensemble->member[what->k];
    const cgap_quantity *quantity = cgap_ensemble_compared(self->ensemble, what->k, c);
    cgap_horizon_side own = {what->average, what->record, c},
                      base = {what->base_average, what->base, member->of_baseline[c]};
    double mean[CGAP_TALLY_MOST], base_mean[CGAP_TALLY_MOST];
    cgap_tiles of = {mean, CGAP_LANE_MULTIPLE}, of_base = {base_mean, CGAP_LANE_MULTIPLE};
    size_t left = what->active - from, n = left < CGAP_TALLY_MOST ? left : CGAP_TALLY_MOST;
    cgap_difference_cell *to[CGAP_N_HORIZON];

    for (size_t at = 0; at < n; at += CGAP_LANE_MULTIPLE) {
        cgap_horizon_common(&own, &base, (from + at) / CGAP_LANE_MULTIPLE, mean + at,
                            base_mean + at);
    }
    for (size_t h = 0; h < CGAP_N_HORIZON; h++) {
        to[h] = &self->difference[what->k][(member->layout.n_row + h) * member->n_compared + c];
    }
    what->kernel->difference_add(to[CGAP_HORIZON_DIFFERENCE], quantity->grid, of_base, of, n,
                                 quantity->direction);
    what->kernel->difference_add(to[CGAP_HORIZON_OWN], quantity->grid, NOTHING, of, n,
                                 quantity->direction);
    what->kernel->difference_add(to[CGAP_HORIZON_BASE], quantity->grid, NOTHING, of_base, n,
                                 quantity->direction);
}

static void
add_averages(cgap_sums *self, const cgap_addition *what)
{
    for (size_t c = 0; c < self->ensemble->member[what->k].n_compared; c++) {
        for (size_t from = 0; from < what->active; from += CGAP_TALLY_MOST) {
            add_average(self, what, c, from);
        }
    }
}

/* Ties @p from .. @p to - 1 of all dates: differences to nothing. */
static void
add_ties(cgap_sums *self, const cgap_addition *what, size_t from, size_t to)
{
    const cgap_ensemble_member *member = &self->ensemble->member[what->k];
    size_t first = cgap_ensemble_ties(member);

    for (size_t t = from; t < to; t++) {
        what->kernel->difference_add(
            &self->difference[what->k][first + t], CGAP_GRID_SHARE, NOTHING,
            cgap_record_tiles(what->record, member->layout.n_cell + t), what->active, 0);
    }
}

/* Slice @p slice of @p n things begins here. */
static size_t
slice_begin(size_t n, size_t slice)
{
    return n * slice / CGAP_SUMS_SLICES;
}

static bool
add_slice(cgap_sums *self, const cgap_addition *what, size_t slice)
{
    const cgap_layout *layout = layout_of(self, what->k);
    pthread_mutex_t *lock =
        self->lock == NULL ? NULL : &self->lock[what->k * CGAP_SUMS_SLICES + slice];
    bool added;

    if (lock != NULL) {
        (void) pthread_mutex_lock(lock);
    }
    added = add_cells(self, what, slice_begin(layout->n_cell, slice),
                      slice_begin(layout->n_cell, slice + 1));
    if (added) {
        add_ties(self, what, slice_begin(layout->n_slot - layout->n_cell, slice),
                 slice_begin(layout->n_slot - layout->n_cell, slice + 1));
    }
    if (added && what->k != self->ensemble->baseline) {
        add_differences(self, what, slice_begin(layout->n_row, slice),
                        slice_begin(layout->n_row, slice + 1));
        if (slice + 1 == CGAP_SUMS_SLICES) {
            add_averages(self, what);
        }
    }
    if (lock != NULL) {
        (void) pthread_mutex_unlock(lock);
    }
    return added;
}

bool
cgap_sums_add(cgap_sums *self, const cgap_addition *what, size_t worker)
{
    bool added = true;

    for (size_t s = 0; added && s < CGAP_SUMS_SLICES; s++) {
        added = add_slice(self, what, (s + 5 * worker) % CGAP_SUMS_SLICES);
    }
    return added;
}

cgap_status
cgap_sums_deliver(cgap_sums *self, cgap_ensemble *to, cgap_error *err)
{
    for (size_t k = 0; self->owned && k < to->n; k++) {
        const cgap_layout *layout = &to->member[k].layout;

        for (size_t s = 0; s < layout->n_cell; s++) {
            if (!cgap_cell_take(&to->member[k].cell[s], &self->cell[k][s])) {
                return no_memory(err);
            }
        }
        for (size_t d = 0; d < differences_of(self, k); d++) {
            cgap_difference_merge(&to->member[k].difference[d], &self->difference[k][d]);
        }
    }
    return CGAP_OK;
}
