/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_LANE_SORT_H
#define CGAP_LANE_SORT_H
/*
 * Sorting the rows of a tile, lane by lane. Up to 32 of them by Batcher's odd-even merge sort in
 * three parts, each of which reads rows once, orders them and writes them back: one comparator at a
 * time, as tile_sort has it for any number and with weights, most time goes into memory and into
 * the ends of many short loops. Missing rows hold infinity; a sort of no more than 28, which are
 * the Union's, leaves out the comparators that would only find it where it is (@p limit).
 */
#include <math.h>

#include "lane_tile.h"

enum { TILE_FEW = 32, TILE_UNION = 28 };

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

/* Every place first, first + step, ... below end with that k places on, below limit. */
#define TILE_ORDER(v, first, end, step, k, limit)                                                  \
    TILE_UNROLL                                                                                    \
    for (size_t place = first; place < (end); place += step) {                                     \
        if (place + k < limit) {                                                                   \
            tile_order_one(&(v)[place], &(v)[place + k]);                                          \
        }                                                                                          \
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

/* Rows that stand anywhere. */
static inline void
tile_read_rows(double *restrict v, const double *const *x, size_t n, size_t l)
{
    TILE_UNROLL
    for (size_t i = 0; i < n; i++) {
        v[i] = x[i][l];
    }
}

TILE_TEMPLATE void
tile_sort_8(const double *const *x, tile *restrict sorted, size_t limit)
{
    for (size_t l = 0; l < TILE; l++) {
        double v[8];

        tile_read_rows(v, x, 8, l);
        TILE_ORDER(v, 0, 8, 2, 1, limit)
        TILE_ORDER(v, 0, 8, 4, 2, limit)
        TILE_ORDER(v, 1, 8, 4, 2, limit)
        TILE_ORDER(v, 1, 8, 4, 1, limit)
        TILE_ORDER(v, 0, 4, 1, 4, limit)
        TILE_ORDER(v, 2, 4, 1, 2, limit)
        TILE_ORDER(v, 1, 7, 2, 1, limit)
        tile_write(v, sorted, 8, l);
    }
}

/* Two sorted runs of 8. */
TILE_TEMPLATE void
tile_merge_16(tile *x, size_t limit)
{
    for (size_t l = 0; l < TILE; l++) {
        double v[16];

        tile_read(v, x, 16, l);
        TILE_ORDER(v, 0, 8, 1, 8, limit)
        TILE_ORDER(v, 4, 8, 1, 4, limit)
        TILE_ORDER(v, 2, 14, 4, 2, limit)
        TILE_ORDER(v, 3, 14, 4, 2, limit)
        TILE_ORDER(v, 1, 15, 2, 1, limit)
        tile_write(v, x, 16, l);
    }
}

/* Two sorted runs of 16. */
TILE_TEMPLATE void
tile_merge_32(tile *x, size_t limit)
{
    for (size_t l = 0; l < TILE; l++) {
        double v[32];

        tile_read(v, x, 32, l);
        TILE_ORDER(v, 0, 16, 1, 16, limit)
        TILE_ORDER(v, 8, 16, 1, 8, limit)
        TILE_ORDER(v, 4, 28, 8, 4, limit)
        TILE_ORDER(v, 5, 28, 8, 4, limit)
        TILE_ORDER(v, 6, 28, 8, 4, limit)
        TILE_ORDER(v, 7, 28, 8, 4, limit)
        TILE_ORDER(v, 2, 30, 4, 2, limit)
        TILE_ORDER(v, 3, 30, 4, 2, limit)
        TILE_ORDER(v, 1, 31, 2, 1, limit)
        tile_write(v, x, 32, l);
    }
}

/* From here on with a second row that goes along, exchanged where the first is not the smaller. It
 * has functions of its own: one text for both, with a row that may be missing, is no vector to gcc
 * 12 and takes half as long again. */
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

#define TILE_ORDER_WITH(v, w, first, end, step, k, limit)                                          \
    TILE_UNROLL                                                                                    \
    for (size_t place = first; place < (end); place += step) {                                     \
        if (place + k < limit) {                                                                   \
            tile_order_one_with(&(v)[place], &(v)[place + k], &(w)[place], &(w)[place + k]);       \
        }                                                                                          \
    }

TILE_TEMPLATE void
tile_sort_8_with(tile *restrict x, tile *restrict with, size_t limit)
{
    for (size_t l = 0; l < TILE; l++) {
        double v[8], w[8];

        tile_read(v, x, 8, l);
        tile_read(w, with, 8, l);
        TILE_ORDER_WITH(v, w, 0, 8, 2, 1, limit)
        TILE_ORDER_WITH(v, w, 0, 8, 4, 2, limit)
        TILE_ORDER_WITH(v, w, 1, 8, 4, 2, limit)
        TILE_ORDER_WITH(v, w, 1, 8, 4, 1, limit)
        TILE_ORDER_WITH(v, w, 0, 4, 1, 4, limit)
        TILE_ORDER_WITH(v, w, 2, 4, 1, 2, limit)
        TILE_ORDER_WITH(v, w, 1, 7, 2, 1, limit)
        tile_write(v, x, 8, l);
        tile_write(w, with, 8, l);
    }
}

/* Two sorted runs of 8 among rows 0, stride, 2 stride, ... */
TILE_TEMPLATE void
tile_merge_16_with(tile *restrict x, tile *restrict with, size_t stride, size_t limit)
{
    for (size_t l = 0; l < TILE; l++) {
        double v[16], w[16];

        TILE_UNROLL
        for (size_t i = 0; i < 16; i++) {
            v[i] = x[i * stride][l];
            w[i] = with[i * stride][l];
        }
        TILE_ORDER_WITH(v, w, 0, 8, 1, 8, limit)
        TILE_ORDER_WITH(v, w, 4, 8, 1, 4, limit)
        TILE_ORDER_WITH(v, w, 2, 14, 4, 2, limit)
        TILE_ORDER_WITH(v, w, 3, 14, 4, 2, limit)
        TILE_ORDER_WITH(v, w, 1, 15, 2, 1, limit)
        TILE_UNROLL
        for (size_t i = 0; i < 16; i++) {
            x[i * stride][l] = v[i];
            with[i * stride][l] = w[i];
        }
    }
}

/* Two sorted runs of 16: comparators two and more places apart stay among even and among odd
 * places, so that each half fits the registers. */
TILE_TEMPLATE void
tile_merge_32_with(tile *restrict x, tile *restrict with, size_t limit)
{
    tile_merge_16_with(x, with, 2, limit / 2);
    tile_merge_16_with(x + 1, with + 1, 2, limit / 2);
    for (size_t place = 1; place + 1 < limit; place += 2) {
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

/* Infinity, of no weight, in place of rows that are missing. */
static inline void
tile_fill_up(tile *x, tile *with, size_t n)
{
    for (size_t i = n; i < tile_sort_room(n); i++) {
        for (size_t l = 0; l < TILE; l++) {
            x[i][l] = INFINITY;
        }
        memset(with[i], 0, sizeof(tile));
    }
}

/* Rows from 16 on that are no more than 12, or no more than 16. */
TILE_TEMPLATE void
tile_sort_upper(const double *const *x, tile *restrict sorted, size_t limit)
{
    tile_sort_8(x + 16, sorted + 16, 8);
    tile_sort_8(x + 24, sorted + 24, limit - 24);
    tile_merge_16(sorted + 16, limit - 16);
    tile_merge_32(sorted, limit);
}

TILE_TEMPLATE void
tile_sort_upper_with(tile *x, tile *with, size_t limit)
{
    tile_sort_8_with(x + 16, with + 16, 8);
    tile_sort_8_with(x + 24, with + 24, limit - 24);
    tile_merge_16_with(x + 16, with + 16, 1, limit - 16);
    tile_merge_32_with(x, with, limit);
}

/* The n rows of x into those of @p sorted; both have room, of x for pointers to rows. */
static inline void
tile_sort_values(const double **x, size_t n, tile *restrict sorted)
{
    static const tile beyond = {INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY,
                                INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY,
                                INFINITY, INFINITY, INFINITY, INFINITY};

    if (n > TILE_FEW) {
        for (size_t i = 0; i < n; i++) {
            memcpy(sorted[i], x[i], sizeof(tile));
        }
        tile_sort(sorted, NULL, n);
        return;
    }
    for (size_t i = n; i < tile_sort_room(n); i++) {
        x[i] = beyond;
    }
    tile_sort_8(x, sorted, 8);
    if (n > 8) {
        tile_sort_8(x + 8, sorted + 8, 8);
        tile_merge_16(sorted, 16);
    }
    if (n > TILE_UNION) {
        tile_sort_upper(x, sorted, TILE_FEW);
    } else if (n > 16) {
        tile_sort_upper(x, sorted, TILE_UNION);
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
    tile_sort_8_with(x, with, 8);
    if (n > 8) {
        tile_sort_8_with(x + 8, with + 8, 8);
        tile_merge_16_with(x, with, 1, 16);
    }
    if (n > TILE_UNION) {
        tile_sort_upper_with(x, with, TILE_FEW);
    } else if (n > 16) {
        tile_sort_upper_with(x, with, TILE_UNION);
    }
}

#endif
