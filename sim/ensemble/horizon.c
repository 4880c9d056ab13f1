/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "horizon.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "cgap/prefetch.h"

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

static const double ZEROS[CGAP_LANE_MULTIPLE];

static bool
lacks(const cgap_horizon_side *self)
{
    return self->quantity >= self->record->layout->n_union;
}

/* Where the quantity's part of a tile begins in the averages. */
static size_t
part_of(const cgap_horizon_side *self, size_t tile)
{
    return (tile * self->record->layout->n_union + self->quantity) * CGAP_LANE_MULTIPLE;
}

/* How many replicates of the tile have the quantity at @p dates dates; none where it is not known.
 */
static size_t
with_dates(const cgap_horizon_side *self, size_t tile, double dates)
{
    const double *count = self->average->count;
    size_t n = 0;

    for (size_t l = 0; count != NULL && l < CGAP_LANE_MULTIPLE; l++) {
        n += count[part_of(self, tile) + l] == dates ? 1 : 0;
    }
    return n;
}

/* Whether every replicate of the tile has the quantity at all of its dates. */
static bool
is_whole(const cgap_horizon_side *self, size_t tile)
{
    const cgap_layout *layout = self->record->layout;

    return lacks(self) ||
           with_dates(self, tile, (double) layout->n_date[self->quantity]) == CGAP_LANE_MULTIPLE;
}

/* Whether none has it at any. */
static bool
is_empty(const cgap_horizon_side *self, size_t tile)
{
    return !lacks(self) && with_dates(self, tile, 0.0) == CGAP_LANE_MULTIPLE;
}

/* The quantity of a tile at a row. */
static const double *
values_at(const cgap_horizon_side *self, size_t tile, size_t row)
{
    return lacks(self)
               ? ZEROS
               : cgap_record_tile(self->record, tile,
                                  cgap_slot_union(self->record->layout, row, self->quantity));
}

/* Rows lie far apart in memory: so many ahead of their use they are asked for. */
enum { AHEAD = 8 };

__attribute__((always_inline)) static inline void
ask_for(const cgap_horizon_side *self, size_t tile, size_t row)
{
    if (!lacks(self) && row < self->record->layout->n_row) {
        cgap_prefetch_to_read(values_at(self, tile, row), CGAP_LANE_MULTIPLE * sizeof(double));
    }
}

/* Row by row, in the order of cgap_record_horizon: where both define the same rows, the same comes
 * out to the last bit. */
static void
average_rows(const cgap_horizon_side *self, const cgap_horizon_side *other, size_t tile,
             double *restrict mean, double *restrict other_mean)
{
    const cgap_horizon_side *dated = lacks(self) ? other : self;
    const cgap_layout *layout = dated->record->layout;
    double count[CGAP_LANE_MULTIPLE] = {0.0};

    memcpy(mean, ZEROS, sizeof ZEROS);
    memcpy(other_mean, ZEROS, sizeof ZEROS);
    for (size_t row = 1; row < layout->n_row; row++) {
        const double *here = values_at(self, tile, row), *there = values_at(other, tile, row);

        ask_for(self, tile, row + AHEAD);
        ask_for(other, tile, row + AHEAD);
        if (!cgap_layout_records(layout, cgap_slot_union(layout, row, dated->quantity))) {
            continue;
        }
        for (size_t l = 0; l < CGAP_LANE_MULTIPLE; l++) {
            bool both = here[l] == here[l] && there[l] == there[l];

            mean[l] += both ? here[l] : 0.0;
            other_mean[l] += both ? there[l] : 0.0;
            count[l] += both ? 1.0 : 0.0;
        }
    }
    for (size_t l = 0; l < CGAP_LANE_MULTIPLE; l++) {
        mean[l] = count[l] > 0.0 ? mean[l] / count[l] : NAN;
        other_mean[l] = count[l] > 0.0 ? other_mean[l] / count[l] : NAN;
    }
}

void
cgap_horizon_common(const cgap_horizon_side *self, const cgap_horizon_side *other, size_t tile,
                    double *mean, double *other_mean)
{
    if (is_empty(self, tile) || is_empty(other, tile)) {
        for (size_t l = 0; l < CGAP_LANE_MULTIPLE; l++) {
            mean[l] = NAN;
            other_mean[l] = NAN;
        }
        return;
    }
    if (!is_whole(self, tile) || !is_whole(other, tile)) {
        average_rows(self, other, tile, mean, other_mean);
        return;
    }
    memcpy(mean, lacks(self) ? ZEROS : self->average->mean + part_of(self, tile), sizeof ZEROS);
    memcpy(other_mean, lacks(other) ? ZEROS : other->average->mean + part_of(other, tile),
           sizeof ZEROS);
}
