/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_LANE_SORT_H
#define CGAP_LANE_SORT_H
/*
 * Sorting the rows of a tile, lane by lane. Up to 32 of them by Batcher's odd-even merge sort in
 * three parts, each of which reads rows once, orders them and writes them back: one comparator at a
 * time, as tile_sort has it for any number and with weights, most time goes into memory and into
 * the ends of many short loops.
 */
#include <math.h>

#include "lane_tile.h"

enum { TILE_FEW = 32 };

/* Loops over lanes become vectors when no loop is left in them. */
#define TILE_UNROLL _Pragma("GCC unroll 32")

/* Smaller values to low, larger to high, as tile_order. */
static inline void
tile_order_one(double *restrict low, double *restrict high)
{
    double a = *low, b = *high;

    *low = a < b ? a : b;
    *high = b > a ? b : a;
}

/* Every place first, first + step, ... below end with that k places on. */
#define TILE_ORDER(v, first, end, step, k)                                                         \
    TILE_UNROLL                                                                                    \
    for (size_t place = first; place < (end); place += step) {                                     \
        tile_order_one(&(v)[place], &(v)[place + k]);                                              \
    }

static inline void
tile_read(double *restrict v, tile *x, size_t n, size_t l)
{
    TILE_UNROLL
    for (size_t i = 0; i < n; i++) {
        v[i] = x[i][l];
    }
}

static inline void
tile_write(const double *restrict v, tile *x, size_t n, size_t l)
{
    TILE_UNROLL
    for (size_t i = 0; i < n; i++) {
        x[i][l] = v[i];
    }
}

static inline void
tile_sort_8(tile *restrict x, tile *restrict sorted)
{
    for (size_t l = 0; l < TILE; l++) {
        double v[8];

        tile_read(v, x, 8, l);
        TILE_ORDER(v, 0, 8, 2, 1)
        TILE_ORDER(v, 0, 8, 4, 2)
        TILE_ORDER(v, 1, 8, 4, 2)
        TILE_ORDER(v, 1, 8, 4, 1)
        TILE_ORDER(v, 0, 4, 1, 4)
        TILE_ORDER(v, 2, 4, 1, 2)
        TILE_ORDER(v, 1, 7, 2, 1)
        tile_write(v, sorted, 8, l);
    }
}

/* Two sorted runs of 8. */
static inline void
tile_merge_16(tile *x)
{
    for (size_t l = 0; l < TILE; l++) {
        double v[16];

        tile_read(v, x, 16, l);
        TILE_ORDER(v, 0, 8, 1, 8)
        TILE_ORDER(v, 4, 8, 1, 4)
        TILE_ORDER(v, 2, 14, 4, 2)
        TILE_ORDER(v, 3, 14, 4, 2)
        TILE_ORDER(v, 1, 15, 2, 1)
        tile_write(v, x, 16, l);
    }
}

/* Two sorted runs of 16. */
static inline void
tile_merge_32(tile *x)
{
    for (size_t l = 0; l < TILE; l++) {
        double v[32];

        tile_read(v, x, 32, l);
        TILE_ORDER(v, 0, 16, 1, 16)
        TILE_ORDER(v, 8, 16, 1, 8)
        TILE_ORDER(v, 4, 28, 8, 4)
        TILE_ORDER(v, 5, 28, 8, 4)
        TILE_ORDER(v, 6, 28, 8, 4)
        TILE_ORDER(v, 7, 28, 8, 4)
        TILE_ORDER(v, 2, 30, 4, 2)
        TILE_ORDER(v, 3, 30, 4, 2)
        TILE_ORDER(v, 1, 31, 2, 1)
        tile_write(v, x, 32, l);
    }
}

/* The same with a second row that goes along: exchanged where the first is not the smaller. */
static inline void
tile_order_one_with(double *restrict low, double *restrict high, double *restrict with_low,
                    double *restrict with_high)
{
    double a = *low, b = *high, of_a = *with_low, of_b = *with_high;

    *low = a < b ? a : b;
    *high = b > a ? b : a;
    *with_low = a < b ? of_a : of_b;
    *with_high = a < b ? of_b : of_a;
}

#define TILE_ORDER_WITH(v, w, first, end, step, k)                                                 \
    TILE_UNROLL                                                                                    \
    for (size_t place = first; place < (end); place += step) {                                     \
        tile_order_one_with(&(v)[place], &(v)[place + k], &(w)[place], &(w)[place + k]);           \
    }

static inline void
tile_sort_8_with(tile *restrict x, tile *restrict with)
{
    for (size_t l = 0; l < TILE; l++) {
        double v[8], w[8];

        tile_read(v, x, 8, l);
        tile_read(w, with, 8, l);
        TILE_ORDER_WITH(v, w, 0, 8, 2, 1)
        TILE_ORDER_WITH(v, w, 0, 8, 4, 2)
        TILE_ORDER_WITH(v, w, 1, 8, 4, 2)
        TILE_ORDER_WITH(v, w, 1, 8, 4, 1)
        TILE_ORDER_WITH(v, w, 0, 4, 1, 4)
        TILE_ORDER_WITH(v, w, 2, 4, 1, 2)
        TILE_ORDER_WITH(v, w, 1, 7, 2, 1)
        tile_write(v, x, 8, l);
        tile_write(w, with, 8, l);
    }
}

/* Two sorted runs of 8 among rows 0, stride, 2 stride, ... */
static inline void
tile_merge_16_with(tile *restrict x, tile *restrict with, size_t stride)
{
    for (size_t l = 0; l < TILE; l++) {
        double v[16], w[16];

        TILE_UNROLL
        for (size_t i = 0; i < 16; i++) {
            v[i] = x[i * stride][l];
            w[i] = with[i * stride][l];
        }
        TILE_ORDER_WITH(v, w, 0, 8, 1, 8)
        TILE_ORDER_WITH(v, w, 4, 8, 1, 4)
        TILE_ORDER_WITH(v, w, 2, 14, 4, 2)
        TILE_ORDER_WITH(v, w, 3, 14, 4, 2)
        TILE_ORDER_WITH(v, w, 1, 15, 2, 1)
        TILE_UNROLL
        for (size_t i = 0; i < 16; i++) {
            x[i * stride][l] = v[i];
            with[i * stride][l] = w[i];
        }
    }
}

/* Two sorted runs of 16: comparators two and more places apart stay among even and among odd
 * places, so that each half fits the registers. */
static inline void
tile_merge_32_with(tile *restrict x, tile *restrict with)
{
    tile_merge_16_with(x, with, 2);
    tile_merge_16_with(x + 1, with + 1, 2);
    for (size_t place = 1; place < 31; place += 2) {
        for (size_t l = 0; l < TILE; l++) {
            tile_order_one_with(&x[place][l], &x[place + 1][l], &with[place][l],
                                &with[place + 1][l]);
        }
    }
}

/* Rows that tile_sort_values fills for n values. */
static inline size_t
tile_sort_room(size_t n)
{
    return n > TILE_FEW ? n : n > 16 ? 32 : n > 8 ? 16 : 8;
}

/* What is left of n rows from @p first on, with infinity in place of those that are missing. */
static inline void
tile_sort_rest(tile *x, size_t first, size_t n, tile *sorted)
{
    tile rest[8];

    for (size_t i = 0; i < 8; i++) {
        if (first + i < n) {
            memcpy(rest[i], x[first + i], sizeof(tile));
            continue;
        }
        for (size_t l = 0; l < TILE; l++) {
            rest[i][l] = INFINITY;
        }
    }
    tile_sort_8(rest, sorted + first);
}

/* The n rows of x into those of @p sorted, which has room. */
static inline void
tile_sort_values(tile *restrict x, size_t n, tile *restrict sorted)
{
    if (n > TILE_FEW) {
        memcpy(sorted, x, n * sizeof(tile));
        tile_sort(sorted, NULL, n);
        return;
    }
    for (size_t i = 0; i < tile_sort_room(n); i += 8) {
        if (i + 8 <= n) {
            tile_sort_8(x + i, sorted + i);
        } else {
            tile_sort_rest(x, i, n, sorted);
        }
    }
    for (size_t i = 0; n > 8 && i < tile_sort_room(n); i += 16) {
        tile_merge_16(sorted + i);
    }
    if (n > 16) {
        tile_merge_32(sorted);
    }
}

/* Infinity, of no weight, in place of rows that are missing. */
static inline void
tile_fill_up(tile *x, tile *with, size_t n)
{
    for (size_t i = n; i < tile_sort_room(n); i++) {
        for (size_t l = 0; l < TILE; l++) {
            x[i][l] = INFINITY;
            with[i][l] = 0.0;
        }
    }
}

/* n rows where they stand, with the rows that go along; both have room. */
static inline void
tile_sort_with(tile *restrict x, tile *restrict with, size_t n)
{
    if (n > TILE_FEW) {
        tile_sort(x, with, n);
        return;
    }
    tile_fill_up(x, with, n);
    for (size_t i = 0; i < tile_sort_room(n); i += 8) {
        tile_sort_8_with(x + i, with + i);
    }
    for (size_t i = 0; n > 8 && i < tile_sort_room(n); i += 16) {
        tile_merge_16_with(x + i, with + i, 1);
    }
    if (n > 16) {
        tile_merge_32_with(x, with);
    }
}

#endif
