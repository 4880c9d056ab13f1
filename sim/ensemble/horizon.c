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

    *out = (cgap_horizon){0};
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
cgap_horizon_begin(cgap_horizon *self, cgap_record *record)
{
    record->total = self->mean;
    record->defined = self->count;
}

void
cgap_horizon_finish(cgap_horizon *self, const cgap_record *record)
{
    size_t n_tile = (record->active + CGAP_LANE_MULTIPLE - 1) / CGAP_LANE_MULTIPLE;
    size_t n = n_tile * record->layout->n_union * CGAP_LANE_MULTIPLE;

    for (size_t at = 0; self->mean != NULL && at < n; at++) {
        self->mean[at] = self->count[at] > 0.0 ? self->mean[at] / self->count[at] : NAN;
    }
}

cgap_tiles
cgap_horizon_tiles(const cgap_horizon *self, const cgap_record *record, size_t quantity)
{
    return (cgap_tiles){self->mean + quantity * CGAP_LANE_MULTIPLE,
                        record->layout->n_union * CGAP_LANE_MULTIPLE};
}
