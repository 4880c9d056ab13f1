/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Regimes over lanes: the functions of fragmentation.c. */
#include "cgap/lane.h"

#include <math.h>

#include "cgap/vector.h"
#include "lane_tile.h"

/* Sums over pairs of a (1 - b) + b (1 - a) of one law: (n - 1) S - (S^2 - Q) with S the sum of a
 * over units and Q that of a^2; the same of 1 - a. The one with less to sum loses no digits. */
static void
add_law(const double *const *force, size_t n, size_t first, size_t count, tile apart)
{
    tile pad, sum = {0}, squares = {0}, lack = {0}, lack_squares = {0};

    for (size_t i = 0; i < n; i++) {
        const double *a = tile_at(force[i], first, count, pad);

        for (size_t l = 0; l < TILE; l++) {
            double without = 1.0 - a[l];

            sum[l] += a[l];
            squares[l] += a[l] * a[l];
            lack[l] += without;
            lack_squares[l] += without * without;
        }
    }
    for (size_t l = 0; l < TILE; l++) {
        double with = ((double) n - 1.0) * sum[l] - (sum[l] * sum[l] - squares[l]);
        double without = ((double) n - 1.0) * lack[l] - (lack[l] * lack[l] - lack_squares[l]);

        apart[l] += sum[l] < lack[l] ? with : without;
    }
}

/* Pairs of a tile that are under one regime. */
static void
count_alike(const double *const *force, size_t n, size_t n_law, size_t first, size_t count,
            tile same)
{
    const cgap_reals one = cgap_reals_all(1.0), none = cgap_reals_all(0.0);
    tile pad_a, pad_b;

    TILE_EACH_BESIDE (l) {
        cgap_reals sum[TILE_BESIDE], alike[TILE_BESIDE];

        TILE_BOTH (v) {
            sum[v] = none;
        }
        for (size_t i = 0; i < n; i++) {
            for (size_t j = i + 1; j < n; j++) {
                TILE_BOTH (v) {
                    alike[v] = one;
                }
                for (size_t p = 0; p < n_law; p++) {
                    const double *a = tile_at(force[p * n + i], first, count, pad_a);
                    const double *b = tile_at(force[p * n + j], first, count, pad_b);

                    TILE_BOTH (v) {
                        alike[v] = cgap_reals_where_equal(cgap_reals_load(a + TILE_AT(l, v)),
                                                          cgap_reals_load(b + TILE_AT(l, v)),
                                                          alike[v], none);
                    }
                }
                TILE_BOTH (v) {
                    sum[v] += alike[v];
                }
            }
        }
        TILE_BOTH (v) {
            cgap_reals_store(same + TILE_AT(l, v), sum[v]);
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
        tile apart = {0}, same;

        for (size_t p = 0; p < n_law; p++) {
            add_law(force + p * n, n, first, count, apart);
        }
        count_alike(force, n, n_law, first, count, same);
        for (size_t l = 0; l < TILE; l++) {
            double mean = n_law == 0 ? 0.0 : apart[l] / (pairs * (double) n_law);

            apart[l] = n < 2 ? NAN : mean;
            same[l] = units * units / (units + 2.0 * same[l]); /* each unit with itself too */
        }
        tile_store(hamming, first, count, apart);
        tile_store(effective, first, count, same);
    }
}
