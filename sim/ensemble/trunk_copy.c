/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What another scenario recorded up to a fork, in the slots of a scenario that goes on from there.
 * The two may have different laws, and so different slots: those in common are found by number. A
 * law that the other lacks has not begun, so that nobody has any of it. */
#include "trunk.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "record_internal.h"

typedef struct passage {
    const cgap_layout *from, *to;
    const size_t *law; /* laws of `to` in `from`, or SIZE_MAX */
    const double *source;
    double *value;
    size_t lanes, step;
} passage;

/* @p n slots from one on. */
static void
copy_slots(const passage *self, size_t to, size_t from, size_t n)
{
    memcpy(self->value + to * self->lanes, self->source + from * self->lanes,
           n * self->lanes * sizeof *self->value);
}

static void
clear_slots(const passage *self, size_t to, size_t n)
{
    memset(self->value + to * self->lanes, 0, n * self->lanes * sizeof *self->value);
}

/* Quantities of states first, then @p each of every law. */
static void
copy_with_laws(const passage *self, size_t to, size_t from, size_t first, size_t each)
{
    copy_slots(self, to, from, first);
    for (size_t p = 0; p < self->to->model->n_instrument; p++) {
        size_t at = to + first + each * p;

        if (self->law[p] == SIZE_MAX) {
            clear_slots(self, at, each);
        } else {
            copy_slots(self, at, from + first + each * self->law[p], each);
        }
    }
}

static size_t
members_at(const cgap_model *model, size_t row)
{
    return (size_t) __builtin_popcountll(row == 0 ? model->timetable.members_at_start
                                                  : model->timetable.step[row - 1].members);
}

/* The Hamming distance of regimes is the one quantity that feels a law nobody has: it is a share of
 * all laws, C / (pairs x laws), where C is a whole number of pairs and laws that differ. */
static void
count_all_laws(const passage *self, size_t row)
{
    double n = (double) members_at(self->to->model, row), pairs = 0.5 * n * (n - 1.0);
    double before = pairs * (double) self->from->model->n_instrument;
    double after = pairs * (double) self->to->model->n_instrument;
    double *hamming =
        self->value + cgap_slot_union(self->to, row, UNION_FIXED + U_REGIME_HAMMING) * self->lanes;

    for (size_t l = 0; l < self->lanes; l++) {
        double differing = floor(hamming[l] * before + 0.5);

        hamming[l] = isnan(hamming[l]) ? hamming[l] : after > 0.0 ? differing / after : 0.0;
    }
}

static void
copy_rows(const passage *self)
{
    for (size_t row = 0; row <= self->step; row++) {
        copy_with_laws(self, cgap_slot_union(self->to, row, 0), cgap_slot_union(self->from, row, 0),
                       UNION_FIXED + N_UNION_FIXED, 2);
        if (self->to->model->n_instrument != self->from->model->n_instrument) {
            count_all_laws(self, row);
        }
    }
}

static void
copy_members(const passage *self, size_t selected)
{
    for (size_t i = 0; i < self->to->model->n; i++) {
        copy_with_laws(self, cgap_slot_member(self->to, selected, i, 0),
                       cgap_slot_member(self->from, selected, i, 0), N_MEMBER_FIXED, 2);
    }
}

static void
copy_attribution(const passage *self, size_t selected)
{
    size_t last = self->to->model->n_mechanism - 1, there = self->from->model->n_mechanism - 1;

    for (size_t layer = 0; layer < CGAP_N_LAYER; layer++) {
        for (size_t c = 0; c < CGAP_N_CHANGE; c++) {
            size_t to = cgap_slot_attribution(self->to, selected, layer, c, 0);
            size_t from = cgap_slot_attribution(self->from, selected, layer, c, 0);

            copy_with_laws(self, to, from, CGAP_BY_INSTRUMENT, 1);
            copy_slots(self, to + last, from + there, 1);
        }
    }
}

void
cgap_trunk_copy(const cgap_trunk *self, const cgap_ensemble *ensemble, size_t k, size_t lanes,
                const double *from, double *value)
{
    const passage way = {.from = &ensemble->member[self->way[k].parent].layout,
                         .to = &ensemble->member[k].layout,
                         .law = self->way[k].law,
                         .source = from,
                         .value = value,
                         .lanes = lanes,
                         .step = self->fork[self->way[k].fork].step};

    copy_rows(&way);
    for (size_t s = 0; s < way.to->n_selected && way.to->selected[s] <= way.step; s++) {
        copy_members(&way, s);
        copy_attribution(&way, s);
    }
    for (size_t d = 0; d < way.to->n_tied && way.to->tied[d] <= way.step; d++) {
        copy_slots(&way, cgap_slot_tie(way.to, d, 0), cgap_slot_tie(way.from, d, 0),
                   way.to->n_pair);
    }
}
