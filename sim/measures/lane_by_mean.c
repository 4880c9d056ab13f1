/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures that need the values and their mean. */
#include "lane_job.h"

#include <math.h>

#include "cgap/vector.h"

/* What a pass over the rows adds up of their deviations d from the mean: d^2, |d| (NaN where a
 * value is negative), d^3, d^4; and how many values are below a floor. */
typedef struct pass {
    _Alignas(64) tile squares, distances, cubes, fourths, below, floor;
} pass;

/* @p counted, whether values below the floors are counted, and @p further, whether more than
 * squares are wanted, are numbers where this is called. */
TILE_TEMPLATE void
pass_over(const double *const *x, size_t n, const tile mean, bool counted, bool further, pass *out)
{
    const cgap_reals one = cgap_reals_all(1.0), zero = cgap_reals_all(0.0);
    const cgap_reals undefined = cgap_reals_all(NAN);

    TILE_EACH_BESIDE (l) {
        cgap_reals mu[TILE_BESIDE], floor[TILE_BESIDE], squares[TILE_BESIDE], below[TILE_BESIDE];
        cgap_reals distances[TILE_BESIDE], cubes[TILE_BESIDE], fourths[TILE_BESIDE];

        TILE_BOTH (v) {
            mu[v] = cgap_reals_load(mean + TILE_AT(l, v));
            floor[v] = counted ? cgap_reals_load(out->floor + TILE_AT(l, v)) : zero;
            squares[v] = below[v] = distances[v] = cubes[v] = fourths[v] = zero;
        }
        for (size_t i = 0; i < n; i++) {
            TILE_BOTH (v) {
                cgap_reals here = cgap_reals_load(x[i] + TILE_AT(l, v)), d = here - mu[v];
                cgap_reals square = d * d;

                squares[v] += square;
                if (counted) {
                    below[v] += cgap_reals_where_above(floor[v], here, one, zero);
                }
                if (further) {
                    cgap_reals cube = square * d;

                    cubes[v] += cube;
                    fourths[v] += cube * d;
                    distances[v] +=
                        cgap_reals_where_above(zero, here, undefined, cgap_reals_absolute(d));
                }
            }
        }
        TILE_BOTH (v) {
            cgap_reals_store(out->squares + TILE_AT(l, v), squares[v]);
            cgap_reals_store(out->below + TILE_AT(l, v), below[v]);
            cgap_reals_store(out->distances + TILE_AT(l, v), distances[v]);
            cgap_reals_store(out->cubes + TILE_AT(l, v), cubes[v]);
            cgap_reals_store(out->fourths + TILE_AT(l, v), fourths[v]);
        }
    }
}

/* Floors of the lanes, NaN where there is none; false when it is known that no lane has one. */
static bool
find_floor(const lane_job *self, tile floor)
{
    const cgap_lane_input *in = self->in;
    bool asked = self->out->at[CGAP_LANE_SHARE_BELOW_FLOOR] != NULL && in->floor != NULL;

    for (size_t l = 0; l < TILE; l++) { /* most often the same for all lanes */
        floor[l] = asked ? in->floor[0] : NAN;
    }
    for (size_t l = 0; asked && in->floor_stride > 0 && l < TILE; l++) {
        size_t lane = self->first + (l < self->count ? l : self->count - 1);

        floor[l] = in->floor[lane * in->floor_stride];
    }
    return asked && (in->floor_stride > 0 || !isnan(in->floor[0]));
}

static void
share_below_floor(const lane_job *self, bool counted, const pass *found)
{
    double n = (double) self->in->n;
    _Alignas(64) tile share;

    for (size_t l = 0; l < TILE; l++) {
        share[l] = NAN;
    }
    for (size_t l = 0; counted && l < TILE; l++) {
        double value = found->below[l] / n;

        share[l] = isnan(found->floor[l]) ? NAN : value;
    }
    lane_give(self, CGAP_LANE_SHARE_BELOW_FLOOR, share);
}

static void
hoover(const lane_job *self, const pass *found)
{
    double n = (double) self->in->n;
    _Alignas(64) tile value;

    for (size_t l = 0; l < TILE; l++) {
        double share = found->distances[l] / (2.0 * n * self->mean[l]);

        value[l] = self->mean[l] > 0.0 ? share : NAN;
    }
    lane_give(self, CGAP_LANE_HOOVER, value);
}

/* Sarle's coefficient (G1^2 + 1) / (G2 + 3 (n-1)^2 / ((n-2)(n-3))) from bias-corrected skewness G1
 * and excess kurtosis G2 (Joanes and Gill 1998): with v the variance, G1 = c sum d^3 / v^(3/2), and
 * what stands below the line is k sum d^4 / v^2, without a difference. */
static void
bimodality(const lane_job *self, const pass *found)
{
    double n = (double) self->in->n;
    double c_squared = (n - 1.0) / (n * (n - 2.0) * (n - 2.0));
    double k = (n + 1.0) * (n - 1.0) / (n * (n - 2.0) * (n - 3.0));
    _Alignas(64) tile value;

    for (size_t l = 0; l < TILE; l++) {
        double v = self->variance[l], third = found->cubes[l] / v;
        double of_n = v * (c_squared * (third * third) + v) / (k * found->fourths[l]);

        value[l] = n > 3.0 && v > 0.0 ? of_n : NAN;
    }
    lane_give(self, CGAP_LANE_BIMODALITY, value);
}

static void
give_moments(lane_job *self, const pass *found)
{
    double n = (double) self->in->n;
    _Alignas(64) tile cv;

    for (size_t l = 0; l < TILE; l++) {
        self->variance[l] = found->squares[l] / n;
        self->sd[l] = sqrt(self->variance[l]);
        cv[l] = self->mean[l] > 0.0 ? self->sd[l] / self->mean[l] : NAN;
    }
    lane_give(self, CGAP_LANE_MEAN, self->mean);
    lane_give(self, CGAP_LANE_VARIANCE, self->variance);
    lane_give(self, CGAP_LANE_SD, self->sd);
    lane_give(self, CGAP_LANE_CV, cv);
}

void
cgap_lane_by_mean(lane_job *self)
{
    size_t n = self->in->n;
    pass found;
    bool counted = find_floor(self, found.floor);

    tile_mean(self->x, n, self->sum, self->mean);
    if (self->out->at[CGAP_LANE_HOOVER] != NULL || self->out->at[CGAP_LANE_BIMODALITY] != NULL) {
        pass_over(self->x, n, self->mean, true, true, &found);
    } else if (counted) {
        pass_over(self->x, n, self->mean, true, false, &found);
    } else {
        pass_over(self->x, n, self->mean, false, false, &found);
    }
    give_moments(self, &found);
    if (self->out->at[CGAP_LANE_SHARE_BELOW_FLOOR] != NULL) {
        share_below_floor(self, counted, &found);
    }
    if (self->out->at[CGAP_LANE_HOOVER] != NULL) {
        hoover(self, &found);
    }
    if (self->out->at[CGAP_LANE_BIMODALITY] != NULL) {
        bimodality(self, &found);
    }
}
