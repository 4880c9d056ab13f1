/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_LANE_JOB_H
#define CGAP_LANE_JOB_H
/* A tile on its way through the measures of dispersion (lane_dispersion.c), for the files that take
 * them. */
#include <stdbool.h>

#include "cgap/lane.h"
#include "lane_tile.h"

_Static_assert(sizeof(const double *) <= sizeof(double), "rows fit into the work of doubles");

typedef struct lane_job {
    const cgap_lane_input *in;
    const cgap_lane_output *out;
    size_t first, count; /* lanes of this tile */
    tile *pad, *log_pad; /* [n] each: values of a tile that is not whole, logarithms found here */
    tile *sorted, *with; /* [tile_sort_room] each: sorted values, their weights */
    const double **x, **log; /* [tile_sort_room] rows of values, of logarithms */
    double total;            /* sum of weights */
    _Alignas(64) tile sum;   /* of x less the first value */
    tile mean, variance, sd, gini;
} lane_job;

static inline bool
lane_wanted(const lane_job *self, cgap_lane_measure first, cgap_lane_measure last)
{
    for (int m = (int) first; m <= (int) last; m++) {
        if (self->out->at[m] != NULL) {
            return true;
        }
    }
    return false;
}

/* Rows of a tile where they stand, or where it is not whole in @p pad. */
static inline void
lane_rows_at(const double *const *from, size_t n, size_t first, size_t count, tile *pad,
             const double **row)
{
    if (count == TILE) {
        for (size_t i = 0; i < n; i++) {
            row[i] = from[i] + first;
        }
        return;
    }
    tile_load(pad, from, n, first, count);
    for (size_t i = 0; i < n; i++) {
        row[i] = pad[i];
    }
}

static inline void
lane_give(const lane_job *self, cgap_lane_measure measure, const tile value)
{
    tile_store(self->out->at[measure], self->first, self->count, value);
}

/* Mean, variance and what else a pass over the rows finds. */
void cgap_lane_by_mean(lane_job *self);

/* What follows from the order of the values. Needs by_mean. */
void cgap_lane_by_rank(lane_job *self);

/* The weighted Gini coefficient. Needs by_rank, with weights. */
void cgap_lane_gini_weighted(lane_job *self, const tile mean);

/* Theil T and mean log deviation, and the logarithms for the next. Needs by_mean. */
void cgap_lane_entropies(lane_job *self);

/* Theil T of values with weights that sum to @p total, or of all alike (NULL). Needs the logarithms
 * of entropies. */
void cgap_lane_theil(const lane_job *self, cgap_lane_measure measure, const double *weight,
                     double total, const tile mean);

#endif
