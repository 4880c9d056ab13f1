/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures that need the values in order. */
#include "lane_job.h"

#include <math.h>
#include <string.h>

#include "cgap/vector.h"
#include "lane_sort.h"

/* One sort for everything by rank, with the weights where they are asked for. */
static void
sort(lane_job *self)
{
    size_t n = self->in->n;
    bool with = self->out->at[CGAP_LANE_GINI_WEIGHTED] != NULL && self->in->weight != NULL;

    if (!with) {
        tile_sort_values(self->x, n, self->sorted);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        double share = self->in->weight[i] / self->total;

        memcpy(self->sorted[i], self->x[i], sizeof(tile));
        for (size_t l = 0; l < TILE; l++) {
            self->with[i][l] = share;
        }
    }
    tile_sort_with(self->sorted, self->with, n);
}

static void
order_statistics(lane_job *self)
{
    size_t n = self->in->n, middle = n / 2;
    tile *x = self->sorted;
    _Alignas(64) tile median, range;

    for (size_t l = 0; l < TILE; l++) {
        median[l] =
            n % 2 == 1 ? x[middle][l] : x[middle - 1][l] + 0.5 * (x[middle][l] - x[middle - 1][l]);
        range[l] = x[n - 1][l] - x[0][l];
    }
    lane_give(self, CGAP_LANE_MIN, x[0]);
    lane_give(self, CGAP_LANE_MAX, x[n - 1]);
    lane_give(self, CGAP_LANE_MEDIAN, median);
    lane_give(self, CGAP_LANE_RANGE, range);
}

/* Sums over opposite ranks: of their distance by how many pairs it is in, and of how far those of
 * the lower half are below the mean. */
static void
over_halves(const lane_job *self, tile spread, tile below)
{
    size_t n = self->in->n;
    const tile *x = (const tile *) self->sorted;

    TILE_EACH_BESIDE (l) {
        cgap_reals apart[TILE_BESIDE], under[TILE_BESIDE], mean[TILE_BESIDE];

        TILE_BOTH (v) {
            mean[v] = cgap_reals_load(self->mean + TILE_AT(l, v));
            apart[v] = under[v] = cgap_reals_all(0.0);
        }
        for (size_t i = 0; i < n / 2; i++) {
            double pairs = (double) (n - 1 - 2 * i);

            TILE_BOTH (v) {
                cgap_reals low = cgap_reals_load(x[i] + TILE_AT(l, v));

                apart[v] += pairs * (cgap_reals_load(x[n - 1 - i] + TILE_AT(l, v)) - low);
                under[v] += mean[v] - low;
            }
        }
        TILE_BOTH (v) {
            cgap_reals_store(spread + TILE_AT(l, v), apart[v]);
            cgap_reals_store(below + TILE_AT(l, v), under[v]);
        }
    }
}

/* From the sum over pairs of sorted values: every term is >= 0 and exactly 0 for equal values.
 * floor(n^2/4) is the sum when half the units stand at 0 and half at 1. */
static void
pair_differences(lane_job *self, const tile spread)
{
    size_t n = self->in->n;
    tile *x = self->sorted;
    double most = (double) ((n / 2) * (n - n / 2));
    _Alignas(64) tile level;

    for (size_t l = 0; l < TILE; l++) {
        double gini = spread[l] / ((double) (n * n) * self->mean[l]);
        double of_mean = self->mean[l] > 0.0 ? gini : NAN;
        double inside = 1.0 - spread[l] / most;
        double below_1 = x[n - 1][l] <= 1.0 ? inside : NAN;

        self->gini[l] = x[0][l] >= 0.0 ? of_mean : NAN;
        level[l] = x[0][l] >= 0.0 ? below_1 : NAN;
    }
    for (size_t l = 0; n < 2 && l < TILE; l++) {
        level[l] = NAN;
    }
    lane_give(self, CGAP_LANE_GINI, self->gini);
    lane_give(self, CGAP_LANE_LEVEL_PLAYING_FIELD, level);
}

/* 2 (1/2 - L(1/2)) mu = (2/n) sum over the lower half of (mu - x); a middle unit counts half. */
static void
polarisation(const lane_job *self, const tile below)
{
    size_t n = self->in->n, middle = n / 2;
    tile *x = self->sorted;
    _Alignas(64) tile wolfson;

    for (size_t l = 0; l < TILE; l++) {
        double high = x[middle][l], low = n % 2 == 1 ? high : x[middle - 1][l];
        double median = low + 0.5 * (high - low);
        double half = n % 2 == 1 ? 0.5 * (self->mean[l] - high) : 0.0;
        double gap = 2.0 * (below[l] + half) / (double) n;

        wolfson[l] = median > 0.0 ? 2.0 * (gap - self->gini[l] * self->mean[l]) / median : NAN;
    }
    lane_give(self, CGAP_LANE_WOLFSON, wolfson);
}

/* delta_best = sum over units of (best - x) = n (best - first) - sum of (x - first). It is no less
 * than the range, of which each term is at most 1: the difference loses no more than n units in the
 * last place. */
static void
distance_to_best(const lane_job *self)
{
    double n = (double) self->in->n;
    const double *best = self->sorted[self->in->n - 1], *first = self->x[0];
    _Alignas(64) tile delta;

    for (size_t l = 0; l < TILE; l++) {
        delta[l] = n * (best[l] - first[l]) - self->sum[l];
    }
    lane_give(self, CGAP_LANE_DELTA_BEST, delta);
}

void
cgap_lane_by_rank(lane_job *self)
{
    _Alignas(64) tile spread, below;

    sort(self);
    order_statistics(self);
    over_halves(self, spread, below);
    pair_differences(self, spread);
    if (self->out->at[CGAP_LANE_DELTA_BEST] != NULL) {
        distance_to_best(self);
    }
    if (self->out->at[CGAP_LANE_WOLFSON] != NULL) {
        polarisation(self, below);
    }
}

/* sum over pairs w_i w_j |x_i - x_j| = sum of gaps between neighbours times W (total - W), with W
 * the weight up to the gap: weights have travelled with their values through the sort. */
void
cgap_lane_gini_weighted(lane_job *self, const tile mean)
{
    size_t n = self->in->n;
    _Alignas(64) tile sum;

    TILE_EACH_BESIDE (l) {
        cgap_reals before[TILE_BESIDE], all[TILE_BESIDE];

        TILE_BOTH (v) {
            before[v] = all[v] = cgap_reals_all(0.0);
        }
        for (size_t i = 0; i + 1 < n; i++) {
            TILE_BOTH (v) {
                cgap_reals gap = cgap_reals_load(self->sorted[i + 1] + TILE_AT(l, v)) -
                                 cgap_reals_load(self->sorted[i] + TILE_AT(l, v));

                before[v] += cgap_reals_load(self->with[i] + TILE_AT(l, v));
                all[v] += gap * before[v] * (1.0 - before[v]);
            }
        }
        TILE_BOTH (v) {
            cgap_reals_store(sum + TILE_AT(l, v), all[v]);
        }
    }
    for (size_t l = 0; l < TILE; l++) {
        double value = sum[l] / mean[l], of_mean = mean[l] > 0.0 ? value : NAN;

        sum[l] = self->sorted[0][l] >= 0.0 ? of_mean : NAN;
    }
    lane_give(self, CGAP_LANE_GINI_WEIGHTED, sum);
}
