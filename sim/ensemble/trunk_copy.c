/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Slots up to a fork that say what the parent's say. The two may have different laws, and so
 * different slots: those of laws in common are found by number. A law that the parent lacks has not
 * begun, so that nobody has any of it. */
#include "trunk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "record_internal.h"

typedef struct passage {
    const cgap_layout *from, *to;
    const size_t *law; /* laws of `to` in `from`, or SIZE_MAX */
    size_t step;
    uint32_t *source; /* [n_slot of `to`] */
} passage;

/* @p n slots from one on. */
static void
same_slots(const passage *self, size_t to, size_t from, size_t n)
{
    for (size_t s = 0; s < n; s++) {
        self->source[to + s] = (uint32_t) (from + s);
    }
}

/* Quantities of states first, then @p each of every law. */
static void
same_with_laws(const passage *self, size_t to, size_t from, size_t first, size_t each)
{
    same_slots(self, to, from, first);
    for (size_t p = 0; p < self->to->model->n_instrument; p++) {
        size_t at = to + first + each * p;

        if (self->law[p] != SIZE_MAX) {
            same_slots(self, at, from + first + each * self->law[p], each);
        }
        for (size_t s = 0; s < each && self->law[p] == SIZE_MAX; s++) {
            self->source[at + s] = CGAP_SLOT_ZERO;
        }
    }
}

static void
same_rows(const passage *self)
{
    bool recounted = self->to->model->n_instrument != self->from->model->n_instrument;

    for (size_t row = 0; row <= self->step; row++) {
        size_t to = cgap_slot_union(self->to, row, 0);

        same_with_laws(self, to, cgap_slot_union(self->from, row, 0), UNION_FIXED + N_UNION_FIXED,
                       2);
        if (recounted) {
            self->source[to + UNION_FIXED + U_REGIME_HAMMING] = CGAP_SLOT_RECOUNTED;
        }
    }
}

static void
same_members(const passage *self, size_t selected)
{
    for (size_t i = 0; i < self->to->model->n; i++) {
        same_with_laws(self, cgap_slot_member(self->to, selected, i, 0),
                       cgap_slot_member(self->from, selected, i, 0), N_MEMBER_FIXED, 2);
    }
}

static void
same_attribution(const passage *self, size_t selected)
{
    size_t last = self->to->model->n_mechanism - 1, there = self->from->model->n_mechanism - 1;

    for (size_t layer = 0; layer < CGAP_N_LAYER; layer++) {
        for (size_t c = 0; c < CGAP_N_CHANGE; c++) {
            size_t to = cgap_slot_attribution(self->to, selected, layer, c, 0);
            size_t from = cgap_slot_attribution(self->from, selected, layer, c, 0);

            same_with_laws(self, to, from, CGAP_BY_INSTRUMENT, 1);
            same_slots(self, to + last, from + there, 1);
        }
    }
}

bool
cgap_way_find_sources(cgap_way *self, const cgap_layout *from, const cgap_layout *to, size_t step)
{
    passage way = {from, to, self->law, step, cgap_memory_array(to->n_slot, sizeof *way.source)};

    self->source = way.source;
    if (way.source == NULL) {
        return false;
    }
    for (size_t s = 0; s < to->n_slot; s++) {
        way.source[s] = CGAP_SLOT_OWN;
    }
    same_rows(&way);
    for (size_t s = 0; s < to->n_selected && to->selected[s] <= step; s++) {
        same_members(&way, s);
        same_attribution(&way, s);
    }
    for (size_t d = 0; d < to->n_tied && to->tied[d] <= step; d++) {
        same_slots(&way, cgap_slot_tie(to, d, 0), cgap_slot_tie(from, d, 0), to->n_pair);
    }
    return true;
}

static double
members_at(const cgap_model *model, size_t row)
{
    return __builtin_popcountll(row == 0 ? model->timetable.members_at_start
                                         : model->timetable.step[row - 1].members);
}

/* The Hamming distance of regimes is the one quantity that feels a law nobody has: it is a share of
 * all laws, C / (pairs x laws), where C is a whole number of pairs and laws that differ. */
static void
count_all_laws(const cgap_layout *from, const cgap_layout *to, size_t row, const double *hamming,
               double *out)
{
    double n = members_at(to->model, row), pairs = 0.5 * n * (n - 1.0);
    double before = pairs * (double) from->model->n_instrument;
    double after = pairs * (double) to->model->n_instrument;

    for (size_t l = 0; l < CGAP_LANE_MULTIPLE; l++) {
        double differing = floor(hamming[l] * before + 0.5), of_all = differing / after;

        of_all = after > 0.0 ? of_all : 0.0;
        out[l] = isnan(hamming[l]) ? hamming[l] : of_all;
    }
}

/* One slot of one tile, where it has a source. */
static void
copy_slot(uint32_t source, const cgap_record *parent, cgap_record *record, size_t tile, size_t s)
{
    const cgap_layout *from = parent->layout, *to = record->layout;
    double *out = cgap_record_tile(record, tile, s);

    if (source == CGAP_SLOT_ZERO) {
        memset(out, 0, CGAP_LANE_MULTIPLE * sizeof *out);
    } else if (source == CGAP_SLOT_RECOUNTED) {
        size_t row = s / to->n_union, at = cgap_slot_union(from, row, s % to->n_union);

        count_all_laws(from, to, row, cgap_record_tile(parent, tile, at), out);
    } else if (source != CGAP_SLOT_OWN) {
        memcpy(out, cgap_record_tile(parent, tile, source), CGAP_LANE_MULTIPLE * sizeof *out);
    }
}

void
cgap_trunk_copy(const cgap_way *self, const cgap_record *parent, cgap_record *record)
{
    for (size_t tile = 0; tile * CGAP_LANE_MULTIPLE < record->active; tile++) {
        for (size_t s = 0; s < record->layout->n_slot; s++) {
            copy_slot(self->source[s], parent, record, tile, s);
        }
    }
}
