/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures that need logarithms. */
#include "lane_job.h"

#include <math.h>

#include "cgap/elementary.h"
#include "cgap/vector.h"

static void
load_logarithms(lane_job *self)
{
    size_t n = self->in->n;

    if (self->in->log_x != NULL) {
        lane_rows_at(self->in->log_x, n, self->first, self->count, self->log_pad, self->log);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t l = 0; l < TILE; l++) {
            double x = self->x[i][l];
            double value = cgap_log(x);

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
give_share(const lane_job *self, cgap_lane_measure measure, const tile sum, double total,
           const tile mean)
{
    tile value;

    for (size_t l = 0; l < TILE; l++) {
        double of_mean = sum[l] / (total * mean[l]);

        value[l] = mean[l] > 0.0 ? of_mean : NAN;
    }
    lane_give(self, measure, value);
}

/* Theil T and mean log deviation in the form sum w (r ln r - r + 1) and sum w (r - 1 - ln r) with
 * r = x / mu, times mu, so that no unit divides: the added terms sum to 0, each summand is >= 0
 * but for rounding, and exactly 0 where x = mu. Sums stay in registers. */
void
cgap_lane_theil(const lane_job *self, cgap_lane_measure measure, const double *weight, double total,
                const tile mean)
{
    _Alignas(64) tile log_mean, sum;

    log_of_mean(mean, log_mean);
    TILE_EACH_BESIDE (l) {
        cgap_reals mu[TILE_BESIDE], of_mu[TILE_BESIDE], all[TILE_BESIDE];

        TILE_BOTH (v) {
            mu[v] = cgap_reals_load(mean + TILE_AT(l, v));
            of_mu[v] = cgap_reals_load(log_mean + TILE_AT(l, v));
            all[v] = cgap_reals_all(0.0);
        }
        for (size_t i = 0; i < self->in->n; i++) {
            double w = weight == NULL ? 1.0 : weight[i];

            TILE_BOTH (v) {
                cgap_reals x = cgap_reals_load(self->x[i] + TILE_AT(l, v));
                cgap_reals of_x = cgap_reals_load(self->log[i] + TILE_AT(l, v));
                cgap_reals there = cgap_reals_where_equal(x, cgap_reals_all(0.0), of_mu[v], of_x);

                all[v] += w * (x * (there - of_mu[v]) - (x - mu[v])); /* 0 ln 0 = 0 */
            }
        }
        TILE_BOTH (v) {
            cgap_reals_store(sum + TILE_AT(l, v), all[v]);
        }
    }
    give_share(self, measure, sum, total, mean);
}

static void
mean_log_deviation(const lane_job *self)
{
    _Alignas(64) tile log_mean, sum;

    log_of_mean(self->mean, log_mean);
    TILE_EACH_BESIDE (l) {
        cgap_reals mu[TILE_BESIDE], of_mu[TILE_BESIDE], all[TILE_BESIDE];

        TILE_BOTH (v) {
            mu[v] = cgap_reals_load(self->mean + TILE_AT(l, v));
            of_mu[v] = cgap_reals_load(log_mean + TILE_AT(l, v));
            all[v] = cgap_reals_all(0.0);
        }
        for (size_t i = 0; i < self->in->n; i++) {
            TILE_BOTH (v) {
                cgap_reals x = cgap_reals_load(self->x[i] + TILE_AT(l, v));
                cgap_reals of_x = cgap_reals_load(self->log[i] + TILE_AT(l, v));

                all[v] += (x - mu[v]) - mu[v] * (of_x - of_mu[v]);
            }
        }
        TILE_BOTH (v) {
            cgap_reals_store(sum + TILE_AT(l, v), all[v]);
        }
    }
    give_share(self, CGAP_LANE_MLD, sum, (double) self->in->n, self->mean);
}

void
cgap_lane_entropies(lane_job *self)
{
    load_logarithms(self);
    if (self->out->at[CGAP_LANE_THEIL_T] != NULL) {
        cgap_lane_theil(self, CGAP_LANE_THEIL_T, NULL, (double) self->in->n, self->mean);
    }
    if (self->out->at[CGAP_LANE_MLD] != NULL) {
        mean_log_deviation(self);
    }
}
