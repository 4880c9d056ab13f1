/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/lane.h"

#include <math.h>

#include "cgap/elementary.h"
#include "lane_tile.h"

/* Sum of each unit's pillars. Lanes in which a level is negative or a unit has nothing are noted in
 * @p undefined. */
static void
totals(const double *const *level, size_t n, size_t n_pillar, size_t first, size_t count,
       tile *total, tile undefined)
{
    tile pad;

    for (size_t i = 0; i < n; i++) {
        memset(total[i], 0, sizeof total[i]);
        for (size_t k = 0; k < n_pillar; k++) {
            const double *row = tile_at(level[k * n + i], first, count, pad);

            for (size_t l = 0; l < TILE; l++) {
                total[i][l] += row[l];
                undefined[l] += row[l] < 0.0 ? 1.0 : 0.0;
            }
        }
        for (size_t l = 0; l < TILE; l++) {
            undefined[l] += total[i][l] > 0.0 ? 0.0 : 1.0;
        }
    }
}

/* x ln x, 0 at 0: there the logarithm is that of the smallest number. */
static inline double
times_log(double x)
{
    return x * cgap_log(x > 1e-300 ? x : 1e-300);
}

void
cgap_lane_times_log(const double *x, size_t n, double *out)
{
    for (size_t l = 0; l < n; l++) {
        out[l] = times_log(x[l]);
    }
}

/* Adds the units' own entropies to @p own: with x_k the levels of a unit and t their sum, -sum_k
 * x_k/t ln(x_k/t) = ln t - sum_k x_k ln x_k / t. Leaves 1 / t in place of t. */
static void
add_entropies(const double *const *logged, size_t n, size_t n_pillar, size_t first, size_t count,
              tile *total, tile own)
{
    tile pad;

    for (size_t i = 0; i < n; i++) {
        tile sum = {0};

        for (size_t k = 0; k < n_pillar; k++) {
            tile_add(tile_at(logged[k * n + i], first, count, pad), sum);
        }
        for (size_t l = 0; l < TILE; l++) {
            double t = total[i][l], share = 1.0 / t;

            own[l] += cgap_log(t) - sum[l] * share;
            total[i][l] = share;
        }
    }
}

static inline void
add_share(const double *restrict level, const double *restrict inverse, double *restrict share)
{
    for (size_t l = 0; l < TILE; l++) {
        share[l] += level[l] * inverse[l];
    }
}

/* Adds what one pillar's mean share has of the entropy of all units' profiles mixed. */
static void
add_pillar(const double *const *level, size_t n, size_t first, size_t count, tile *inverse,
           tile mixed)
{
    tile pad, share = {0};

    for (size_t i = 0; i < n; i++) {
        add_share(tile_at(level[i], first, count, pad), inverse[i], share);
    }
    for (size_t l = 0; l < TILE; l++) {
        mixed[l] -= times_log(share[l] / (double) n);
    }
}

void
cgap_lane_profile(const double *const *level, const double *const *logged, size_t n,
                  size_t n_pillar, size_t lanes, double *out)
{
    double most = (double) (n < n_pillar ? n : n_pillar);
    double largest = cgap_log(most > 1.0 ? most : 2.0);
    tile total[CGAP_LANE_MOST_UNITS];

    for (size_t first = 0; first < lanes; first += TILE) {
        size_t count = lanes - first < TILE ? lanes - first : TILE;
        tile mixed = {0}, own = {0}, undefined = {0};

        totals(level, n, n_pillar, first, count, total, undefined);
        add_entropies(logged, n, n_pillar, first, count, total, own);
        for (size_t k = 0; k < n_pillar; k++) {
            add_pillar(level + k * n, n, first, count, total, mixed);
        }
        for (size_t l = 0; l < TILE; l++) {
            double value = (mixed[l] - own[l] / (double) n) / largest;
            double held = value < 0.0 ? 0.0 : value; /* rounding of equal profiles */

            mixed[l] = undefined[l] > 0.0 || n < 2 || n_pillar < 2 ? NAN : held;
        }
        tile_store(out, first, count, mixed);
    }
}
