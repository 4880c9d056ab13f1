/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_SUMMARY_INTERNAL_H
#define CGAP_SUMMARY_INTERNAL_H
/* What a grid is (summary.c), for the part that adds values to it (summary_add.c). */
#include <math.h>

#include "cgap/elementary.h"
#include "cgap/summary.h"

enum { CGAP_MANTISSA_BITS = 7, CGAP_GRID_SHIFT = 52 - CGAP_MANTISSA_BITS };

/* Values beyond this many coarse steps are held at it: 2^46, so that the squares of 2^32 replicates
 * still fit 128 bits. */
#define CGAP_GRID_MOST_STEPS 0x1p46

/* Values below share the first bin of a relative grid. */
#define CGAP_GRID_LEAST 0x1p-40

static inline bool
grid_is_relative(cgap_grid grid)
{
    return grid == CGAP_GRID_MONEY || grid == CGAP_GRID_LOSS;
}

/* Coarse steps per unit. */
static inline double
grid_steps(cgap_grid grid)
{
    return grid == CGAP_GRID_MONEY || grid == CGAP_GRID_COUNT ? 0x1p20 : 0x1p40;
}

static inline double
grid_most(cgap_grid grid)
{
    return CGAP_GRID_MOST_STEPS / grid_steps(grid);
}

/* Bins per unit of a grid of equal bins. */
static inline double
grid_bins(cgap_grid grid)
{
    switch (grid) {
    case CGAP_GRID_VARIANCE:
        return 0x1p17;
    case CGAP_GRID_COUNT:
        return 1.0;
    default:
        return 0x1p11;
    }
}

/* Slopes are small and need small bins, but those of a short time are large: their bins number the
 * upper bits of |value| + 2^-5, 2^10 per power of two, and those below 0 mirror those above. */
#define CGAP_RATE_ORIGIN 0x1p-5
enum { CGAP_RATE_SHIFT = 52 - 10 };

static inline uint64_t
rate_size(double value)
{
    return (cgap_double_to_bits(fabs(value) + CGAP_RATE_ORIGIN) -
            cgap_double_to_bits(CGAP_RATE_ORIGIN)) >>
           CGAP_RATE_SHIFT;
}

/* Relative grids number the upper bits of the double: 2^CGAP_MANTISSA_BITS bins per power of two;
 * whatever is below CGAP_GRID_LEAST shares the first bin. */
static inline int32_t
grid_bin(double value, cgap_grid grid)
{
    double at_least = value > CGAP_GRID_LEAST ? value : CGAP_GRID_LEAST;

    if (grid_is_relative(grid)) {
        return (int32_t) ((cgap_double_to_bits(at_least) - cgap_double_to_bits(CGAP_GRID_LEAST)) >>
                          CGAP_GRID_SHIFT);
    }
    if (grid == CGAP_GRID_RATE) {
        int32_t size = (int32_t) rate_size(value);

        return value < 0.0 ? -1 - size : size;
    }
    return (int32_t) floor(value * grid_bins(grid) + (grid == CGAP_GRID_COUNT ? 0.5 : 0.0));
}

/* Makes the window hold bins @p low .. @p high. @return false when memory ran out */
bool cgap_cell_hold(cgap_summary_cell *self, cgap_grid grid, int32_t low, int32_t high);

/* Sees to it that @p count more may go into any one bin. @return false when memory ran out */
bool cgap_cell_fit(cgap_summary_cell *self, uint32_t count);

#endif
