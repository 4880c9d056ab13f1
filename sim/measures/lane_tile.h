/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_LANE_TILE_H
#define CGAP_LANE_TILE_H
/*
 * Lanes are worked on in tiles of sixteen: loops of constant length that compilers turn into vector
 * instructions of any width, on memory that stays in the first cache. The last tile of a row that
 * is no multiple of sixteen repeats its last lane and stores only what it was asked for.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "cgap/elementary.h"
#include "cgap/vector.h"

enum { TILE = 16 };

typedef double tile[TILE];

/* Functions with a number or a flag that is known where they are called: what it rules out is not
 * compiled. */
#define TILE_TEMPLATE __attribute__((always_inline)) static inline

/* Lanes first .. first+count-1 of one unit. */
static inline void
tile_row(double *restrict out, const double *restrict row, size_t first, size_t count)
{
    if (count == TILE) {
        memcpy(out, row + first, TILE * sizeof *out);
        return;
    }
    for (size_t l = 0; l < TILE; l++) {
        out[l] = row[first + (l < count ? l : count - 1)];
    }
}

/* The same where it stands when the tile is whole, else in @p pad. */
static inline const double *
tile_at(const double *row, size_t first, size_t count, double *pad)
{
    if (count == TILE) {
        return row + first;
    }
    tile_row(pad, row, first, count);
    return pad;
}

static inline void
tile_load(tile *out, const double *const *x, size_t n, size_t first, size_t count)
{
    for (size_t i = 0; i < n; i++) {
        tile_row(out[i], x[i], first, count);
    }
}

static inline void
tile_store(double *out, size_t first, size_t count, const tile value)
{
    if (out != NULL && count == TILE) { /* a copy of known length is a few instructions */
        memcpy(out + first, value, TILE * sizeof *out);
    } else if (out != NULL) {
        memcpy(out + first, value, count * sizeof *out);
    }
}

static inline void
tile_add(const double *restrict x, double *restrict sum)
{
    for (size_t l = 0; l < TILE; l++) {
        sum[l] += x[l];
    }
}

/* Goes through a tile with two vectors at a time: sums over units stay in registers, and while one
 * waits for itself the other goes on. */
enum { TILE_BESIDE = 2 };

#define TILE_EACH_BESIDE(l)                                                                        \
    for (size_t l = 0; l < (size_t) TILE; l += (size_t) TILE_BESIDE * CGAP_VECTOR)

/* Goes through them, without a loop, and where each of them begins. */
#define TILE_BOTH(v)  _Pragma("GCC unroll 2") for (size_t v = 0; v < (size_t) TILE_BESIDE; v++)
#define TILE_AT(l, v) ((l) + (v) * (size_t) CGAP_VECTOR)

/* Mean of n tiles, taken around the first value so that equal values give exactly that value; and
 * the sum of x less it. Even and odd rows are added apart, and do not wait for each other. */
static inline void
tile_mean(const double *const *x, size_t n, tile sum, tile mean)
{
    TILE_EACH_BESIDE (l) {
        cgap_reals first[TILE_BESIDE], even[TILE_BESIDE], odd[TILE_BESIDE];

        TILE_BOTH (v) {
            first[v] = cgap_reals_load(x[0] + TILE_AT(l, v));
            even[v] = odd[v] = cgap_reals_all(0.0);
        }
        for (size_t i = 1; i + 1 < n; i += 2) {
            TILE_BOTH (v) {
                odd[v] += cgap_reals_load(x[i] + TILE_AT(l, v)) - first[v];
                even[v] += cgap_reals_load(x[i + 1] + TILE_AT(l, v)) - first[v];
            }
        }
        TILE_BOTH (v) {
            cgap_reals all = n % 2 == 0
                                 ? even[v] + (cgap_reals_load(x[n - 1] + TILE_AT(l, v)) - first[v])
                                 : even[v];
            all += odd[v];
            cgap_reals_store(sum + TILE_AT(l, v), all);
            cgap_reals_store(mean + TILE_AT(l, v), first[v] + all / (double) n);
        }
    }
}

/* Weighted mean, weights summing to @p total, around the first value. */
static inline void
tile_mean_weighted(const double *const *x, const double *weight, double total, size_t n, tile mean)
{
    TILE_EACH_BESIDE (l) {
        cgap_reals first[TILE_BESIDE], sum[TILE_BESIDE];

        TILE_BOTH (v) {
            first[v] = cgap_reals_load(x[0] + TILE_AT(l, v));
            sum[v] = cgap_reals_all(0.0);
        }
        for (size_t i = 1; i < n; i++) {
            TILE_BOTH (v) {
                sum[v] += weight[i] * (cgap_reals_load(x[i] + TILE_AT(l, v)) - first[v]);
            }
        }
        TILE_BOTH (v) {
            cgap_reals_store(mean + TILE_AT(l, v), first[v] + sum[v] / total);
        }
    }
}

/* Smaller values to low, larger to high: two selections, each with its own comparison in the shape
 * of a vector minimum and a maximum. */
static inline void
tile_order(double *restrict low, double *restrict high)
{
    for (size_t l = 0; l < TILE; l++) {
        double a = low[l], b = high[l];
        double smaller = a < b ? a : b, larger = b > a ? b : a;

        low[l] = smaller;
        high[l] = larger;
    }
}

/* Takes a second row along in the order that tile_order will give to low and high: exchanged by
 * bits where the first is not the smaller. Compilers make branches of selections here. */
static inline void
tile_order_with(const double *restrict low, const double *restrict high, double *restrict with_low,
                double *restrict with_high)
{
    for (size_t l = 0; l < TILE; l++) {
        uint64_t smaller = cgap_flag(low[l] < high[l]);
        uint64_t kept = 0 - (smaller >> 61 & 1); /* a bit of 1.0: all ones or none */
        uint64_t a = cgap_double_to_bits(with_low[l]), b = cgap_double_to_bits(with_high[l]);
        uint64_t exchanged = (a ^ b) & ~kept;

        with_low[l] = cgap_bits_to_double(a ^ exchanged);
        with_high[l] = cgap_bits_to_double(b ^ exchanged);
    }
}

/* Batcher's odd-even merge network for any n: comparators beyond n are left out, as if the missing
 * places held infinity. `with` may be NULL. */
static inline void
tile_sort(tile *x, tile *with, size_t n)
{
    for (size_t p = 1; p < n; p *= 2) {
        for (size_t k = p; k >= 1; k /= 2) {
            for (size_t j = k & (p - 1); j + k < n; j += 2 * k) {
                size_t end = j + 2 * k < n ? j + k : n - k;

                if (((j ^ (j + k)) & ~(2 * p - 1)) != 0) {
                    continue; /* k places and the next k, not of one pair of sorted runs */
                }
                for (size_t i = j; i < end; i++) {
                    if (with != NULL) {
                        tile_order_with(x[i], x[i + k], with[i], with[i + k]);
                    }
                    tile_order(x[i], x[i + k]);
                }
            }
        }
    }
}

#endif
