/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums over the horizon, taken while a row is still at hand: to come back for it would be to read
 * all of a run from memory once more. */
#include "record_internal.h"

#include <string.h>

static inline void
add_defined(const double *restrict value, double *restrict total, double *restrict defined)
{
    for (size_t l = 0; l < V; l++) {
        bool here = value[l] == value[l];

        total[l] += here ? value[l] : 0.0;
        defined[l] += here ? 1.0 : 0.0;
    }
}

/* The tile's part of what is summed. */
static inline size_t
first_of_tile(const cgap_record *self)
{
    return self->from * self->layout->n_union;
}

void
cgap_record_horizon(cgap_record *self, size_t row)
{
    const cgap_layout *layout = self->layout;

    for (size_t q = 0; self->total != NULL && q < layout->n_union; q++) {
        size_t at = first_of_tile(self) + q * V, slot = cgap_slot_union(layout, row, q);

        if (cgap_layout_records(layout, slot)) {
            add_defined(record_slot(self, slot), self->total + at, self->defined + at);
        }
    }
}

/* Rows of the trunk are there already; the start does not count. */
void
cgap_record_horizon_begin(cgap_record *self)
{
    size_t n = self->layout->n_union * V;

    if (self->total == NULL) {
        return;
    }
    memset(self->total + first_of_tile(self), 0, n * sizeof *self->total);
    memset(self->defined + first_of_tile(self), 0, n * sizeof *self->defined);
    for (size_t row = 1; row <= self->block.step; row++) {
        cgap_record_horizon(self, row);
    }
}
