/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lane_job.h"

#include <math.h>

#include "cgap/vector.h"
#include "lane_sort.h"

static void
weighted(lane_job *self)
{
    size_t n = self->in->n;
    const double *w = self->in->weight;
    _Alignas(64) tile mean, variance, sd, cv;

    tile_mean_weighted(self->x, w, self->total, n, mean);
    TILE_EACH_BESIDE (l) {
        cgap_reals around[TILE_BESIDE], all[TILE_BESIDE];

        TILE_BOTH (v) {
            around[v] = cgap_reals_load(mean + TILE_AT(l, v));
            all[v] = cgap_reals_all(0.0);
        }
        for (size_t i = 0; i < n; i++) {
            TILE_BOTH (v) {
                cgap_reals d = cgap_reals_load(self->x[i] + TILE_AT(l, v)) - around[v];

                all[v] += w[i] * (d * d);
            }
        }
        TILE_BOTH (v) {
            cgap_reals_store(variance + TILE_AT(l, v), all[v]);
        }
    }
    for (size_t l = 0; l < TILE; l++) {
        variance[l] /= self->total;
        sd[l] = sqrt(variance[l]);
        cv[l] = mean[l] > 0.0 ? sd[l] / mean[l] : NAN;
    }
    lane_give(self, CGAP_LANE_MEAN_WEIGHTED, mean);
    lane_give(self, CGAP_LANE_VARIANCE_WEIGHTED, variance);
    lane_give(self, CGAP_LANE_SD_WEIGHTED, sd);
    lane_give(self, CGAP_LANE_CV_WEIGHTED, cv);
    if (self->out->at[CGAP_LANE_THEIL_T_WEIGHTED] != NULL) {
        cgap_lane_theil(self, CGAP_LANE_THEIL_T_WEIGHTED, w, self->total, mean);
    }
    if (self->out->at[CGAP_LANE_GINI_WEIGHTED] != NULL) {
        cgap_lane_gini_weighted(self, mean);
    }
}

/* Unweighted measures: each file takes what it needs once for all of its own. */
static void
one_tile(lane_job *self)
{
    size_t n = self->in->n;

    lane_rows_at(self->in->x, n, self->first, self->count, self->pad, self->x);
    cgap_lane_by_mean(self);
    if (lane_wanted(self, CGAP_LANE_MEDIAN, CGAP_LANE_RANGE) ||
        lane_wanted(self, CGAP_LANE_GINI, CGAP_LANE_LEVEL_PLAYING_FIELD) ||
        lane_wanted(self, CGAP_LANE_DELTA_BEST, CGAP_LANE_WOLFSON) ||
        lane_wanted(self, CGAP_LANE_GINI_WEIGHTED, CGAP_LANE_GINI_WEIGHTED)) {
        cgap_lane_by_rank(self);
    }
    if (lane_wanted(self, CGAP_LANE_THEIL_T, CGAP_LANE_MLD) ||
        lane_wanted(self, CGAP_LANE_THEIL_T_WEIGHTED, CGAP_LANE_THEIL_T_WEIGHTED)) {
        cgap_lane_entropies(self);
    }
}

/* Measures from @p from on are undefined. */
static void
undefined(const lane_job *self, cgap_lane_measure from)
{
    _Alignas(64) tile none;

    for (size_t l = 0; l < TILE; l++) {
        none[l] = NAN;
    }
    for (int m = (int) from; m < CGAP_N_LANE_MEASURE; m++) {
        lane_give(self, (cgap_lane_measure) m, none);
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
    lane_job self = {
        .in = in, .out = out, .sorted = rows, .with = rows + room, .pad = rows + 2 * room};
    bool with_weights = lane_wanted(&self, CGAP_LANE_MEAN_WEIGHTED, CGAP_LANE_THEIL_T_WEIGHTED);

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
