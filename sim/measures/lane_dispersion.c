/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/lane.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "cgap/elementary.h"
#include "cgap/vector.h"
#include "lane_sort.h"
#include "lane_tile.h"

/* One tile of lanes on its way through the measures. */
_Static_assert(sizeof(const double *) <= sizeof(double), "rows fit into the work of doubles");

typedef struct job {
    const cgap_lane_input *in;
    const cgap_lane_output *out;
    size_t first, count;     /* lanes of this tile */
    tile *pad, *log_pad;     /* [n] each: values and logarithms of a tile that is not whole */
    tile *sorted, *with;     /* [tile_sort_room] each: sorted values, their weights */
    const double **x, **log; /* [tile_sort_room] rows of values, of logarithms */
    double total;            /* sum of weights */
    _Alignas(64) tile mean, variance, sd, gini;
} job;

static bool
wanted(const job *self, cgap_lane_measure first, cgap_lane_measure last)
{
    for (int m = (int) first; m <= (int) last; m++) {
        if (self->out->at[m] != NULL) {
            return true;
        }
    }
    return false;
}

static void
give(const job *self, cgap_lane_measure measure, const tile value)
{
    tile_store(self->out->at[measure], self->first, self->count, value);
}

static void
moments(job *self)
{
    size_t n = self->in->n;
    _Alignas(64) tile sum, cv;

    tile_mean(self->x, n, self->mean);
    TILE_EACH_VECTOR (l) {
        cgap_reals mean = cgap_reals_load(self->mean + l), all = cgap_reals_all(0.0);

        for (size_t i = 0; i < n; i++) {
            cgap_reals d = cgap_reals_load(self->x[i] + l) - mean;

            all += d * d;
        }
        cgap_reals_store(sum + l, all);
    }
    for (size_t l = 0; l < TILE; l++) {
        self->variance[l] = sum[l] / (double) n;
        self->sd[l] = sqrt(self->variance[l]);
        cv[l] = self->mean[l] > 0.0 ? self->sd[l] / self->mean[l] : NAN;
    }
    give(self, CGAP_LANE_MEAN, self->mean);
    give(self, CGAP_LANE_VARIANCE, self->variance);
    give(self, CGAP_LANE_SD, self->sd);
    give(self, CGAP_LANE_CV, cv);
}

/* delta_best = sum over units of (best - x) */
static void
distance_to_best(job *self)
{
    size_t n = self->in->n;
    tile *x = self->sorted;
    _Alignas(64) tile delta;

    TILE_EACH_VECTOR (l) {
        cgap_reals best = cgap_reals_load(x[n - 1] + l), all = cgap_reals_all(0.0);

        for (size_t i = 0; i < n; i++) {
            all += best - cgap_reals_load(x[i] + l);
        }
        cgap_reals_store(delta + l, all);
    }
    give(self, CGAP_LANE_DELTA_BEST, delta);
}

static void
order_statistics(job *self)
{
    size_t n = self->in->n, middle = n / 2;
    tile *x = self->sorted;
    _Alignas(64) tile median, range;

    for (size_t l = 0; l < TILE; l++) {
        median[l] =
            n % 2 == 1 ? x[middle][l] : x[middle - 1][l] + 0.5 * (x[middle][l] - x[middle - 1][l]);
        range[l] = x[n - 1][l] - x[0][l];
    }
    give(self, CGAP_LANE_MIN, x[0]);
    give(self, CGAP_LANE_MAX, x[n - 1]);
    give(self, CGAP_LANE_MEDIAN, median);
    give(self, CGAP_LANE_RANGE, range);
}

/* Sum over pairs from the sorted values, opposite ranks together: every term is >= 0 and exactly 0
 * for equal values. floor(n^2/4) is the sum when half the units stand at 0 and half at 1. */
static void
pair_differences(job *self)
{
    size_t n = self->in->n;
    tile *x = self->sorted;
    double most = (double) ((n / 2) * (n - n / 2));
    _Alignas(64) tile spread, level;

    TILE_EACH_VECTOR (l) {
        cgap_reals all = cgap_reals_all(0.0);

        for (size_t i = 0; i < n / 2; i++) {
            all += (double) (n - 1 - 2 * i) *
                   (cgap_reals_load(x[n - 1 - i] + l) - cgap_reals_load(x[i] + l));
        }
        cgap_reals_store(spread + l, all);
    }
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
    give(self, CGAP_LANE_GINI, self->gini);
    give(self, CGAP_LANE_LEVEL_PLAYING_FIELD, level);
}

/* 2 (1/2 - L(1/2)) mu = (2/n) sum over the lower half of (mu - x); a middle unit counts half. */
static void
polarisation(job *self)
{
    size_t n = self->in->n, middle = n / 2;
    tile *x = self->sorted;
    _Alignas(64) tile below, wolfson;

    TILE_EACH_VECTOR (l) {
        cgap_reals mean = cgap_reals_load(self->mean + l), all = cgap_reals_all(0.0);

        for (size_t i = 0; i < middle; i++) {
            all += mean - cgap_reals_load(x[i] + l);
        }
        cgap_reals_store(below + l, all);
    }
    for (size_t l = 0; l < TILE; l++) {
        double high = x[middle][l], low = n % 2 == 1 ? high : x[middle - 1][l];
        double median = low + 0.5 * (high - low);
        double half = n % 2 == 1 ? 0.5 * (self->mean[l] - high) : 0.0;
        double gap = 2.0 * (below[l] + half) / (double) n;

        wolfson[l] = median > 0.0 ? 2.0 * (gap - self->gini[l] * self->mean[l]) / median : NAN;
    }
    give(self, CGAP_LANE_WOLFSON, wolfson);
}

/* Sarle's coefficient from bias-corrected skewness and excess kurtosis (Joanes and Gill 1998). */
static void
bimodality(job *self)
{
    double n = (double) self->in->n;
    _Alignas(64) tile third, fourth, value;

    TILE_EACH_VECTOR (l) {
        cgap_reals mean = cgap_reals_load(self->mean + l);
        cgap_reals cubes = cgap_reals_all(0.0), fourths = cgap_reals_all(0.0);

        for (size_t i = 0; i < self->in->n; i++) {
            cgap_reals d = cgap_reals_load(self->x[i] + l) - mean, cube = d * d * d;

            cubes += cube;
            fourths += cube * d;
        }
        cgap_reals_store(third + l, cubes);
        cgap_reals_store(fourth + l, fourths);
    }
    for (size_t l = 0; l < TILE; l++) {
        double v = self->variance[l];
        double g1 = third[l] / n / (v * self->sd[l]);
        double g2 = fourth[l] / n / (v * v) - 3.0;
        double skew = g1 * sqrt(n * (n - 1.0)) / (n - 2.0);
        double excess = ((n + 1.0) * g2 + 6.0) * (n - 1.0) / ((n - 2.0) * (n - 3.0));
        double flat = 3.0 * (n - 1.0) * (n - 1.0) / ((n - 2.0) * (n - 3.0));

        value[l] = n > 3.0 && v > 0.0 ? (skew * skew + 1.0) / (excess + flat) : NAN;
    }
    give(self, CGAP_LANE_BIMODALITY, value);
}

/* Rows of a tile where they stand, or where it is not whole in @p pad. */
static void
rows_at(const double *const *from, size_t n, size_t first, size_t count, tile *pad,
        const double **row)
{
    for (size_t i = 0; i < n; i++) {
        row[i] = tile_at(from[i], first, count, pad[i]);
    }
}

static void
load_logarithms(job *self)
{
    size_t n = self->in->n;

    if (self->in->log_x != NULL) {
        rows_at(self->in->log_x, n, self->first, self->count, self->log_pad, self->log);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t l = 0; l < TILE; l++) {
            double x = self->x[i][l];
            double value = cgap_log(x > 0.0 ? x : 1.0);

            self->log_pad[i][l] = x > 0.0 ? value : NAN;
        }
        self->log[i] = self->log_pad[i];
    }
}

static void
log_of_mean(const tile mean, tile out)
{
    for (size_t l = 0; l < TILE; l++) {
        out[l] = cgap_log(mean[l] > 0.0 ? mean[l] : 1.0);
    }
}

static void
give_share(const job *self, cgap_lane_measure measure, const tile sum, double total,
           const tile mean)
{
    tile value;

    for (size_t l = 0; l < TILE; l++) {
        double of_mean = sum[l] / (total * mean[l]);

        value[l] = mean[l] > 0.0 ? of_mean : NAN;
    }
    give(self, measure, value);
}

/* Theil T and mean log deviation in the form sum w (r ln r - r + 1) and sum w (r - 1 - ln r) with
 * r = x / mu, times mu, so that no unit divides: the added terms sum to 0, each summand is >= 0
 * but for rounding, and exactly 0 where x = mu. Sums stay in registers. */
static void
theil(const job *self, cgap_lane_measure measure, const double *weight, double total,
      const tile mean)
{
    _Alignas(64) tile log_mean, sum;

    log_of_mean(mean, log_mean);
    TILE_EACH_VECTOR (l) {
        cgap_reals mu = cgap_reals_load(mean + l), of_mu = cgap_reals_load(log_mean + l);
        cgap_reals all = cgap_reals_all(0.0);

        for (size_t i = 0; i < self->in->n; i++) {
            cgap_reals x = cgap_reals_load(self->x[i] + l),
                       of_x = cgap_reals_load(self->log[i] + l);
            cgap_reals there = cgap_reals_where_equal(x, cgap_reals_all(0.0), of_mu, of_x);

            /* 0 ln 0 = 0 */
            all += (weight == NULL ? 1.0 : weight[i]) * (x * (there - of_mu) - (x - mu));
        }
        cgap_reals_store(sum + l, all);
    }
    give_share(self, measure, sum, total, mean);
}

static void
mean_log_deviation(const job *self)
{
    _Alignas(64) tile log_mean, sum;

    log_of_mean(self->mean, log_mean);
    TILE_EACH_VECTOR (l) {
        cgap_reals mu = cgap_reals_load(self->mean + l), of_mu = cgap_reals_load(log_mean + l);
        cgap_reals all = cgap_reals_all(0.0);

        for (size_t i = 0; i < self->in->n; i++) {
            cgap_reals x = cgap_reals_load(self->x[i] + l),
                       of_x = cgap_reals_load(self->log[i] + l);

            all += (x - mu) - mu * (of_x - of_mu);
        }
        cgap_reals_store(sum + l, all);
    }
    give_share(self, CGAP_LANE_MLD, sum, (double) self->in->n, self->mean);
}

static void
entropies(job *self)
{
    load_logarithms(self);
    if (self->out->at[CGAP_LANE_THEIL_T] != NULL) {
        theil(self, CGAP_LANE_THEIL_T, NULL, (double) self->in->n, self->mean);
    }
    if (self->out->at[CGAP_LANE_MLD] != NULL) {
        mean_log_deviation(self);
    }
}

static void
hoover(job *self)
{
    size_t n = self->in->n;
    _Alignas(64) tile sum;

    TILE_EACH_VECTOR (l) {
        const cgap_reals none = cgap_reals_all(NAN), zero = cgap_reals_all(0.0);
        cgap_reals mean = cgap_reals_load(self->mean + l), all = zero;

        for (size_t i = 0; i < n; i++) {
            cgap_reals x = cgap_reals_load(self->x[i] + l), far = cgap_reals_absolute(x - mean);

            all += cgap_reals_where_above(zero, x, none, far); /* not of negative values */
        }
        cgap_reals_store(sum + l, all);
    }
    for (size_t l = 0; l < TILE; l++) {
        sum[l] = self->mean[l] > 0.0 ? sum[l] / (2.0 * (double) n * self->mean[l]) : NAN;
    }
    give(self, CGAP_LANE_HOOVER, sum);
}

static void
share_below_floor(job *self)
{
    const cgap_lane_input *in = self->in;
    size_t n = in->n;
    _Alignas(64) tile floor, share;

    for (size_t l = 0; l < TILE; l++) { /* most often the same for all lanes */
        floor[l] = in->floor == NULL ? NAN : in->floor[0];
        share[l] = NAN;
    }
    for (size_t l = 0; in->floor_stride > 0 && in->floor != NULL && l < TILE; l++) {
        size_t lane = self->first + (l < self->count ? l : self->count - 1);

        floor[l] = in->floor[lane * in->floor_stride];
    }
    for (size_t l = 0; in->floor != NULL && l < TILE; l += CGAP_VECTOR) {
        const cgap_reals one = cgap_reals_all(1.0), none = cgap_reals_all(0.0);
        cgap_reals least = cgap_reals_load(floor + l), even = none, odd = none, all;

        for (size_t i = 0; i + 1 < n; i += 2) { /* two counts, which do not wait for each other */
            even += cgap_reals_where_above(least, cgap_reals_load(self->x[i] + l), one, none);
            odd += cgap_reals_where_above(least, cgap_reals_load(self->x[i + 1] + l), one, none);
        }
        if (n % 2 == 1) {
            even += cgap_reals_where_above(least, cgap_reals_load(self->x[n - 1] + l), one, none);
        }
        all = (even + odd) / (double) n;
        cgap_reals_store(share + l, cgap_reals_where_equal(least, least, all, cgap_reals_all(NAN)));
    }
    give(self, CGAP_LANE_SHARE_BELOW_FLOOR, share);
}

/* sum over pairs w_i w_j |x_i - x_j| = sum of gaps between neighbours times W (total - W), with W
 * the weight up to the gap: weights have travelled with their values through the sort. */
static void
gini_weighted(job *self, const tile mean)
{
    size_t n = self->in->n;
    _Alignas(64) tile sum;

    TILE_EACH_VECTOR (l) {
        cgap_reals before = cgap_reals_all(0.0), all = before;

        for (size_t i = 0; i + 1 < n; i++) {
            cgap_reals gap =
                cgap_reals_load(self->sorted[i + 1] + l) - cgap_reals_load(self->sorted[i] + l);

            before += cgap_reals_load(self->with[i] + l);
            all += gap * before * (1.0 - before);
        }
        cgap_reals_store(sum + l, all);
    }
    for (size_t l = 0; l < TILE; l++) {
        double value = sum[l] / mean[l], of_mean = mean[l] > 0.0 ? value : NAN;

        sum[l] = self->sorted[0][l] >= 0.0 ? of_mean : NAN;
    }
    give(self, CGAP_LANE_GINI_WEIGHTED, sum);
}

static void
weighted(job *self)
{
    size_t n = self->in->n;
    const double *w = self->in->weight;
    _Alignas(64) tile mean, variance, sd, cv;

    tile_mean_weighted(self->x, w, self->total, n, mean);
    TILE_EACH_VECTOR (l) {
        cgap_reals around = cgap_reals_load(mean + l), all = cgap_reals_all(0.0);

        for (size_t i = 0; i < n; i++) {
            cgap_reals d = cgap_reals_load(self->x[i] + l) - around;

            all += w[i] * (d * d);
        }
        cgap_reals_store(variance + l, all);
    }
    for (size_t l = 0; l < TILE; l++) {
        variance[l] /= self->total;
        sd[l] = sqrt(variance[l]);
        cv[l] = mean[l] > 0.0 ? sd[l] / mean[l] : NAN;
    }
    give(self, CGAP_LANE_MEAN_WEIGHTED, mean);
    give(self, CGAP_LANE_VARIANCE_WEIGHTED, variance);
    give(self, CGAP_LANE_SD_WEIGHTED, sd);
    give(self, CGAP_LANE_CV_WEIGHTED, cv);
    if (self->out->at[CGAP_LANE_THEIL_T_WEIGHTED] != NULL) {
        theil(self, CGAP_LANE_THEIL_T_WEIGHTED, w, self->total, mean);
    }
    if (self->out->at[CGAP_LANE_GINI_WEIGHTED] != NULL) {
        gini_weighted(self, mean);
    }
}

/* One sort for everything by rank, with the weights where they are asked for. */
static void
sort(job *self)
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

/* Values a measure needs first: logarithms for the entropies, the sort for everything by rank. */
static void
one_tile(job *self)
{
    size_t n = self->in->n;

    rows_at(self->in->x, n, self->first, self->count, self->pad, self->x);
    moments(self);
    if (wanted(self, CGAP_LANE_MEDIAN, CGAP_LANE_RANGE) ||
        wanted(self, CGAP_LANE_GINI, CGAP_LANE_LEVEL_PLAYING_FIELD) ||
        wanted(self, CGAP_LANE_DELTA_BEST, CGAP_LANE_WOLFSON) ||
        wanted(self, CGAP_LANE_GINI_WEIGHTED, CGAP_LANE_GINI_WEIGHTED)) {
        sort(self);
        order_statistics(self);
        pair_differences(self);
        if (self->out->at[CGAP_LANE_DELTA_BEST] != NULL) {
            distance_to_best(self);
        }
        if (self->out->at[CGAP_LANE_WOLFSON] != NULL) {
            polarisation(self);
        }
    }
    if (wanted(self, CGAP_LANE_THEIL_T, CGAP_LANE_MLD) ||
        wanted(self, CGAP_LANE_THEIL_T_WEIGHTED, CGAP_LANE_THEIL_T_WEIGHTED)) {
        entropies(self);
    }
    if (self->out->at[CGAP_LANE_HOOVER] != NULL) {
        hoover(self);
    }
    if (self->out->at[CGAP_LANE_BIMODALITY] != NULL) {
        bimodality(self);
    }
    if (self->out->at[CGAP_LANE_SHARE_BELOW_FLOOR] != NULL) {
        share_below_floor(self);
    }
}

/* Measures from @p from on are undefined. */
static void
undefined(const job *self, cgap_lane_measure from)
{
    _Alignas(64) tile none;

    for (size_t l = 0; l < TILE; l++) {
        none[l] = NAN;
    }
    for (int m = (int) from; m < CGAP_N_LANE_MEASURE; m++) {
        give(self, (cgap_lane_measure) m, none);
    }
}

size_t
cgap_lane_work(size_t n)
{
    size_t room = tile_sort_room(n);

    return 2 * (n + room) * TILE + 2 * room; /* a pointer is no larger than a number */
}

void
cgap_lane_dispersion(const cgap_lane_input *in, double *work, const cgap_lane_output *out)
{
    tile *rows = (tile *) work;
    size_t n = in->n, room = tile_sort_room(n);
    job self = {.in = in, .out = out, .sorted = rows, .with = rows + room, .pad = rows + 2 * room};
    bool with_weights = wanted(&self, CGAP_LANE_MEAN_WEIGHTED, CGAP_LANE_THEIL_T_WEIGHTED);

    self.log_pad = self.pad + n;
    self.x = (const double **) (void *) (self.log_pad + n);
    self.log = self.x + room;
    for (size_t i = 0; with_weights && in->weight != NULL && i < in->n; i++) {
        self.total += in->weight[i];
    }
    for (size_t first = 0; first < in->lanes; first += TILE) {
        self.first = first;
        self.count = in->lanes - first < TILE ? in->lanes - first : TILE;
        if (in->n == 0) {
            undefined(&self, CGAP_LANE_MEAN);
            continue;
        }
        one_tile(&self);
        if (with_weights && in->weight == NULL) {
            undefined(&self, CGAP_LANE_MEAN_WEIGHTED);
        } else if (with_weights) {
            weighted(&self);
        }
    }
}

const char *
cgap_lane_name(cgap_lane_measure measure)
{
    static const char *const name[CGAP_N_LANE_MEASURE] = {
        [CGAP_LANE_MEAN] = "mean",
        [CGAP_LANE_MEDIAN] = "median",
        [CGAP_LANE_MIN] = "min",
        [CGAP_LANE_MAX] = "max",
        [CGAP_LANE_RANGE] = "range",
        [CGAP_LANE_VARIANCE] = "variance",
        [CGAP_LANE_SD] = "sd",
        [CGAP_LANE_CV] = "cv",
        [CGAP_LANE_GINI] = "gini",
        [CGAP_LANE_LEVEL_PLAYING_FIELD] = "level_playing_field",
        [CGAP_LANE_THEIL_T] = "theil_t",
        [CGAP_LANE_MLD] = "mld",
        [CGAP_LANE_HOOVER] = "hoover",
        [CGAP_LANE_DELTA_BEST] = "delta_best",
        [CGAP_LANE_WOLFSON] = "wolfson",
        [CGAP_LANE_BIMODALITY] = "bimodality",
        [CGAP_LANE_SHARE_BELOW_FLOOR] = "share_below_floor",
        [CGAP_LANE_MEAN_WEIGHTED] = "mean_weighted",
        [CGAP_LANE_VARIANCE_WEIGHTED] = "variance_weighted",
        [CGAP_LANE_SD_WEIGHTED] = "sd_weighted",
        [CGAP_LANE_CV_WEIGHTED] = "cv_weighted",
        [CGAP_LANE_GINI_WEIGHTED] = "gini_weighted",
        [CGAP_LANE_THEIL_T_WEIGHTED] = "theil_t_weighted",
    };

    return name[measure];
}
