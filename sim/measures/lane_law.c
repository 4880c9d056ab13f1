/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fragmentation of law and of cooperation over lanes: the functions of fragmentation.c and
 * network.c in the shape compilers vectorise. */
#include "cgap/lane.h"

#include <math.h>

#include "lane_tile.h"

/* One law in two units: adds what differs; lanes in which it does leave `alike`. */
static inline void
compare_law(const double *restrict a, const double *restrict b, double *restrict apart,
            double *restrict alike)
{
    for (size_t l = 0; l < TILE; l++) {
        apart[l] += a[l] * (1.0 - b[l]) + b[l] * (1.0 - a[l]);
    }
    for (size_t l = 0; l < TILE; l++) {
        alike[l] *= a[l] == b[l] ? 1.0 : 0.0;
    }
}

/* Sums over pairs of one tile: what differs, and pairs under one regime. */
static void
compare_pairs(const double *const *force, size_t n, size_t n_law, size_t first, size_t count,
              tile apart, tile same)
{
    tile pad_a, pad_b, alike;

    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            for (size_t l = 0; l < TILE; l++) {
                alike[l] = 1.0;
            }
            for (size_t p = 0; p < n_law; p++) {
                compare_law(tile_at(force[p * n + i], first, count, pad_a),
                            tile_at(force[p * n + j], first, count, pad_b), apart, alike);
            }
            for (size_t l = 0; l < TILE; l++) {
                same[l] += alike[l];
            }
        }
    }
}

void
cgap_lane_regimes(const double *const *force, size_t n, size_t n_law, size_t lanes, double *hamming,
                  double *effective)
{
    double pairs = 0.5 * (double) n * ((double) n - 1.0), units = (double) n;

    for (size_t first = 0; first < lanes; first += TILE) {
        size_t count = lanes - first < TILE ? lanes - first : TILE;
        tile apart = {0}, same = {0};

        compare_pairs(force, n, n_law, first, count, apart, same);
        for (size_t l = 0; l < TILE; l++) {
            double mean = n_law == 0 ? 0.0 : apart[l] / (pairs * (double) n_law);

            apart[l] = n < 2 ? NAN : mean;
            same[l] = units * units / (units + 2.0 * same[l]); /* each unit with itself too */
        }
        tile_store(hamming, first, count, apart);
        tile_store(effective, first, count, same);
    }
}

static inline void
add_ties(double weight, const double *restrict tie, double *restrict ties)
{
    for (size_t l = 0; l < TILE; l++) {
        ties[l] += weight * tie[l];
    }
}

void
cgap_lane_efficiency(const double *const *tie, const double *offered, const double *weight,
                     size_t n, size_t lanes, double *out)
{
    for (size_t first = 0; first < lanes; first += TILE) {
        size_t count = lanes - first < TILE ? lanes - first : TILE;
        tile pad, ties = {0};
        double most = 0.0;

        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < n; j++) {
                double w = i == j ? 0.0 : weight[i] * weight[j];

                add_ties(w, tile_at(tie[i * n + j], first, count, pad), ties);
                most += w * offered[i * n + j];
            }
        }
        for (size_t l = 0; l < TILE; l++) {
            ties[l] = most > 0.0 ? ties[l] / most : NAN;
        }
        tile_store(out, first, count, ties);
    }
}
