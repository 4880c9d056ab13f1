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
    tile row;

    for (size_t i = 0; i < n; i++) {
        memset(total[i], 0, sizeof total[i]);
        for (size_t k = 0; k < n_pillar; k++) {
            tile_row(row, level[k * n + i], first, count);
            for (size_t l = 0; l < TILE; l++) {
                total[i][l] += row[l];
            }
            for (size_t l = 0; l < TILE; l++) {
                undefined[l] += row[l] < 0.0 ? 1.0 : 0.0;
            }
        }
        for (size_t l = 0; l < TILE; l++) {
            undefined[l] += total[i][l] > 0.0 ? 0.0 : 1.0;
        }
    }
}

/* p ln p, 0 at 0: there the logarithm is that of the smallest number. */
static inline double
surprise(double p)
{
    return p * cgap_log(p > 1e-300 ? p : 1e-300);
}

static inline void
add_share(const double *restrict level, const double *restrict total, double *restrict own,
          double *restrict share)
{
    for (size_t l = 0; l < TILE; l++) {
        double p = level[l] / total[l];

        own[l] -= surprise(p);
        share[l] += p;
    }
}

static inline void
add_surprise(const double *restrict share, double *restrict mixed)
{
    for (size_t l = 0; l < TILE; l++) {
        mixed[l] -= surprise(share[l]);
    }
}

/* One pillar: its part of the units' own entropies, and its mean share. */
static inline void
one_pillar(const double *const *level, size_t n, size_t first, size_t count, tile *total, tile own,
           tile share)
{
    tile pad;

    memset(share, 0, sizeof(tile));
    for (size_t i = 0; i < n; i++) {
        add_share(tile_at(level[i], first, count, pad), total[i], own, share);
    }
    for (size_t l = 0; l < TILE; l++) {
        share[l] /= (double) n;
    }
}

void
cgap_lane_profile(const double *const *level, size_t n, size_t n_pillar, size_t lanes, double *out)
{
    double most = (double) (n < n_pillar ? n : n_pillar);
    double largest = cgap_log(most > 1.0 ? most : 2.0);
    tile total[CGAP_LANE_MOST_RANKED], share;

    for (size_t first = 0; first < lanes; first += TILE) {
        size_t count = lanes - first < TILE ? lanes - first : TILE;
        tile mixed = {0}, own = {0}, undefined = {0};

        totals(level, n, n_pillar, first, count, total, undefined);
        for (size_t k = 0; k < n_pillar; k++) {
            one_pillar(level + k * n, n, first, count, total, own, share);
            add_surprise(share, mixed);
        }
        for (size_t l = 0; l < TILE; l++) {
            double value = (mixed[l] - own[l] / (double) n) / largest;
            double held = value > 0.0 ? value : 0.0; /* rounding of equal profiles */

            mixed[l] = undefined[l] > 0.0 || n < 2 || n_pillar < 2 ? NAN : held;
        }
        tile_store(out, first, count, mixed);
    }
}
