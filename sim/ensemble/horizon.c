/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "horizon.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

cgap_status
cgap_horizon_create(cgap_horizon *out, size_t n, size_t lanes, cgap_error *err)
{
    bool fits = n <= SIZE_MAX / lanes;

    *out = (cgap_horizon){.lanes = lanes, .n = n};
    out->mean = fits ? cgap_memory_lanes(n * lanes, sizeof *out->mean) : NULL;
    out->count = fits ? cgap_memory_lanes(n * lanes, sizeof *out->count) : NULL;
    if (out->mean == NULL || out->count == NULL) {
        cgap_horizon_free(out);
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for averages over the horizon");
    }
    return CGAP_OK;
}

void
cgap_horizon_free(cgap_horizon *self)
{
    free(self->mean);
    free(self->count);
    memset(self, 0, sizeof *self);
}

void
cgap_horizon_take(cgap_horizon *self, const cgap_kernel *kernel, const cgap_record *record,
                  size_t active)
{
    const cgap_layout *layout = record->layout;
    size_t lanes = self->lanes, used = layout->n_union * lanes;

    memset(self->mean, 0, used * sizeof *self->mean);
    memset(self->count, 0, used * sizeof *self->count);
    for (size_t row = 1; row < layout->n_row; row++) {
        for (size_t q = 0; q < layout->n_union; q++) {
            kernel->lanes_add(self->mean + q * lanes, self->count + q * lanes,
                              record->value + cgap_slot_union(layout, row, q) * lanes, active);
        }
    }
    for (size_t at = 0; at < used; at++) {
        self->mean[at] = self->count[at] > 0.0 ? self->mean[at] / self->count[at] : NAN;
    }
}
