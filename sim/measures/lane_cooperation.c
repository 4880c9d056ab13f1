/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cooperation over lanes: the functions of network.c, with sums in registers. */
#include "cgap/lane.h"

#include <math.h>

#include "cgap/vector.h"
#include "lane_tile.h"

/* Sum of all ties of a tile, each by the product of its units' weights. */
static void
weighted_ties(const double *const *tie, const double *weight, size_t n, size_t first, size_t count,
              tile out)
{
    tile pad;

    TILE_EACH_BESIDE (l) {
        cgap_reals ties[TILE_BESIDE];

        TILE_BOTH (v) {
            ties[v] = cgap_reals_all(0.0);
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < n; j++) {
                const double *row = tile_at(tie[i * n + j], first, count, pad);
                double w = i == j ? 0.0 : weight[i] * weight[j];

                TILE_BOTH (v) {
                    ties[v] += w * cgap_reals_load(row + TILE_AT(l, v));
                }
            }
        }
        TILE_BOTH (v) {
            cgap_reals_store(out + TILE_AT(l, v), ties[v]);
        }
    }
}

void
cgap_lane_efficiency(const double *const *tie, const double *offered, const double *weight,
                     size_t n, size_t lanes, double *out)
{
    double most = 0.0;

    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            most += (i == j ? 0.0 : weight[i] * weight[j]) * offered[i * n + j];
        }
    }
    for (size_t first = 0; first < lanes; first += TILE) {
        size_t count = lanes - first < TILE ? lanes - first : TILE;
        tile ties;

        weighted_ties(tie, weight, n, first, count, ties);
        for (size_t l = 0; l < TILE; l++) {
            ties[l] = most > 0.0 ? ties[l] / most : NAN;
        }
        tile_store(out, first, count, ties);
    }
}

/* Strengths of all units, and the ties inside groups, each from both its ends. */
static void
strengths(const double *const *tie, const size_t *group, size_t n, size_t first, size_t count,
          tile *strength, tile inside)
{
    tile pad;

    TILE_EACH_BESIDE (l) {
        cgap_reals own[TILE_BESIDE], all[TILE_BESIDE];

        TILE_BOTH (v) {
            all[v] = cgap_reals_all(0.0);
        }
        for (size_t i = 0; i < n; i++) {
            TILE_BOTH (v) {
                own[v] = cgap_reals_all(0.0);
            }
            for (size_t j = 0; j < n; j++) {
                const double *row = tile_at(tie[i * n + j], first, count, pad);

                TILE_BOTH (v) {
                    cgap_reals w = cgap_reals_load(row + TILE_AT(l, v));

                    own[v] += i == j ? cgap_reals_all(0.0) : w;
                    all[v] += i == j || group[i] != group[j] ? cgap_reals_all(0.0) : w;
                }
            }
            TILE_BOTH (v) {
                cgap_reals_store(strength[i] + TILE_AT(l, v), own[v]);
            }
        }
        TILE_BOTH (v) {
            cgap_reals_store(inside + TILE_AT(l, v), all[v]);
        }
    }
}

/* Takes from @p inside what groups of such strengths would have by chance: the square of a group's
 * strength over @p total. A group is begun by its first unit. */
static void
take_chance(const tile *strength, const size_t *group, size_t n, const tile total, tile inside)
{
    for (size_t i = 0; i < n; i++) {
        tile sum = {0};
        size_t g = 0;

        while (group[g] != group[i]) {
            g++;
        }
        for (size_t j = i; g == i && j < n; j++) {
            if (group[j] == group[i]) {
                tile_add(strength[j], sum);
            }
        }
        for (size_t l = 0; g == i && l < TILE; l++) {
            inside[l] -= sum[l] * sum[l] / total[l];
        }
    }
}

void
cgap_lane_modularity(const double *const *tie, const size_t *group, size_t n, size_t lanes,
                     double *out)
{
    for (size_t first = 0; first < lanes; first += TILE) {
        size_t count = lanes - first < TILE ? lanes - first : TILE;
        tile strength[CGAP_LANE_MOST_UNITS], inside, total = {0};

        strengths(tie, group, n, first, count, strength, inside);
        for (size_t i = 0; i < n; i++) {
            tile_add(strength[i], total);
        }
        take_chance((const tile *) strength, group, n, total, inside);
        for (size_t l = 0; l < TILE; l++) {
            double value = inside[l] / total[l];

            inside[l] = total[l] > 0.0 ? value : NAN;
        }
        tile_store(out, first, count, inside);
    }
}
