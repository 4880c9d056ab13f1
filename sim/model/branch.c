/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Going on from where a block of another scenario stands. */
#include "fields.h"
#include "model_internal.h"

#include <stdint.h>
#include <string.h>

#include "cgap/trunk.h"

/* Laws not in common stay as they are: at their start. */
static void
branch_laws(const cgap_block *self, double *to, const double *from, const size_t *match)
{
    size_t row = self->model->n * self->lanes;

    for (size_t p = 0; p < self->model->n_instrument; p++) {
        if (match[p] != SIZE_MAX) {
            memcpy(to + p * row, from + match[p] * row, row * sizeof *to);
        }
    }
}

/* Number of a mechanism in the other model, or SIZE_MAX: a law that did nothing so far. */
static size_t
mechanism_of(const cgap_model *model, size_t m, const cgap_model *other, const size_t *match)
{
    if (m < CGAP_BY_INSTRUMENT) {
        return m;
    }
    if (m + 1 == model->n_mechanism) {
        return other->n_mechanism - 1;
    }
    return match[m - CGAP_BY_INSTRUMENT] == SIZE_MAX
               ? SIZE_MAX
               : CGAP_BY_INSTRUMENT + match[m - CGAP_BY_INSTRUMENT];
}

static void
branch_mechanisms(const cgap_block *self, double *to, const cgap_model *other, const double *from,
                  const size_t *match)
{
    size_t n = self->model->n_mechanism;

    for (size_t row = 0; row < CGAP_N_LAYER * n; row++) {
        size_t m = mechanism_of(self->model, row % n, other, match);

        if (m == SIZE_MAX) {
            memset(to + row * self->lanes, 0, self->lanes * sizeof *to);
        } else {
            memcpy(to + row * self->lanes, from + (row / n * other->n_mechanism + m) * self->lanes,
                   self->lanes * sizeof *to);
        }
    }
}

static void
branch_field(const cgap_block *self, const cgap_field *to, const cgap_model *other,
             const cgap_field *from, const size_t *match)
{
    switch (to->of) {
    case CGAP_OF_STATES:
        memcpy(*to->at, *from->at, to->n * self->lanes * sizeof **to->at);
        break;
    case CGAP_OF_LAWS:
        branch_laws(self, *to->at, *from->at, match);
        break;
    case CGAP_OF_MECHANISMS:
        branch_mechanisms(self, *to->at, other, *from->at, match);
        break;
    case CGAP_OF_ONE_STEP:
    default:
        break;
    }
}

static bool
has_others(const cgap_model *model, const size_t *match)
{
    bool others = false;

    for (size_t p = 0; p < model->n_instrument; p++) {
        others = others || match[p] == SIZE_MAX;
    }
    return others;
}

void
cgap_block_branch(cgap_block *self, const cgap_block *from, const size_t *match)
{
    cgap_block source = *from; /* the list points into a block that may be written */
    cgap_field to[CGAP_MOST_FIELDS], of[CGAP_MOST_FIELDS];
    size_t n_field = cgap_block_fields(self, to), n = self->model->n;

    (void) cgap_block_fields(&source, of);
    self->seed = from->seed;
    self->first = from->first;
    self->deterministic = from->deterministic;
    self->members = self->model->timetable.members_at_start;
    if (has_others(self->model, match)) {
        cgap_law_start(self);
    }
    for (size_t f = 0; f < n_field; f++) {
        branch_field(self, &to[f], from->model, &of[f], match);
    }
    memcpy(self->platform, from->platform, n * n * sizeof *self->platform);
    self->step = from->step;
    self->members = from->members;
}
