/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_SUMMARY_H
#define CGAP_SUMMARY_H
/*
 * What is kept of a quantity over replicates: exact sums and a histogram on a fixed grid. Both are
 * free of order, so that blocks, threads and subsets add up to the same bytes whatever came first,
 * and memory does not grow with the number of replicates.
 *
 * Sums are integers of 128 bits: values in steps of 2^-60 for the mean (2^-40 for wide quantities),
 * in steps of 2^-40 (2^-20) for the variance. Quantiles are read off the grid with linear
 * interpolation inside a bin and never leave the smallest and largest value seen, so they err by
 * less than one bin: see cgap_grid.
 *
 * A value has a limit in either direction, or 2^32 squares would not fit: 64, and 2^26 = 6.7e7 for
 * counts and wide quantities. Values beyond are taken for the limit, in bins, sums and differences;
 * cgap_cell_held says how many are.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cgap/error.h"
#include "cgap/model.h"

/* How wide the bins of a quantity are, and how large its values may be. */
typedef enum cgap_grid {
    CGAP_GRID_SHARE,    /* levels and dispersion, about [-1, 1]: 2^-11 = 0.05 % of the range */
    CGAP_GRID_RATE,     /* slopes: 2^-15 at 0, growing with the value: 2^-15 + 0.1 % of it */
    CGAP_GRID_VARIANCE, /* parts of a variance: 2^-17 */
    CGAP_GRID_COUNT,    /* whole numbers: exact */
    CGAP_GRID_LOSS,     /* shares of GDP, >= 0: relative, 2^-7 = 0.8 % */
    CGAP_GRID_MONEY     /* wide, >= 0 (M EUR, years, counts per year): relative, 0.8 % */
} cgap_grid;

__extension__ typedef __int128 cgap_wide;

typedef struct cgap_summary_cell {
    uint32_t n;
    int32_t lowest;     /* index of the first bin of the window */
    uint32_t n_bin;     /* bins in the window */
    uint16_t *narrow;   /* counts of the window, 16 bits each while they fit; owned */
    uint32_t *wide;     /* and 32 when one does not: one of the two is NULL. Owned */
    uint32_t safe;      /* up to this n no count outgrows 16 bits */
    double least, most; /* smallest and largest value */
    cgap_wide sum;      /* fine steps */
    cgap_wide sum_coarse, squares;
} cgap_summary_cell;

typedef struct cgap_moments {
    double mean, sd; /* sample standard deviation; NaN when undefined (n < 1, n < 2) */
    uint32_t n;
} cgap_moments;

/* Values of replicates, CGAP_LANE_MULTIPLE side by side, the next ones @p stride further on. */
typedef struct cgap_tiles {
    const double *value;
    size_t stride;
} cgap_tiles;

/* Counts that are still to go into the bins of a cell. There are far more bins than a cache holds:
 * they are asked for when values are added, and counted when other cells have had theirs. */
enum { CGAP_TALLY_MOST = 64 };
typedef struct cgap_tally {
    cgap_summary_cell *cell; /* borrowed; NULL: nothing to count */
    size_t n;
    uint32_t times;               /* how often each place counts */
    int64_t bin[CGAP_TALLY_MOST]; /* [n] places in the window of the cell */
} cgap_tally;

/** @brief Counts what is left to count: before the cell is added to by another tally, merged or
 *  read. Begin with a tally whose cell is NULL. */
void cgap_tally_settle(cgap_tally *self);

/** @brief Adds @p n values; NaN means undefined in that replicate and is left out. What @p tally
 *  held is settled; then it holds the counts of the last values.
 *  @return false when memory ran out */
bool cgap_cell_add_later(cgap_summary_cell *self, cgap_grid grid, cgap_tiles value, size_t n,
                         cgap_tally *tally);

/** @brief Adds another cell of the same grid. @return false when memory ran out */
bool cgap_cell_merge(cgap_summary_cell *self, const cgap_summary_cell *other);

/** @brief The same, leaving @p other empty: where self is empty its bins change hands.
 *  @return false when memory ran out */
bool cgap_cell_take(cgap_summary_cell *self, cgap_summary_cell *other);

void cgap_cell_free(cgap_summary_cell *self);

/** @brief Values in bin @p b of the window, b < n_bin. */
static inline uint32_t
cgap_cell_count(const cgap_summary_cell *self, uint32_t b)
{
    return self->wide != NULL ? self->wide[b] : self->narrow[b];
}

/** @brief An empty window of @p n_bin bins, the first of them @p lowest, in an empty cell.
 *  @return false when memory ran out */
bool cgap_cell_open(cgap_summary_cell *self, int32_t lowest, uint32_t n_bin);

/** @brief Adds @p count to bin @p b of the window; n and sums are the caller's affair.
 *  @return false when memory ran out */
bool cgap_cell_put(cgap_summary_cell *self, uint32_t b, uint32_t count);

/** @brief Values beyond the limit of the grid, which were taken for it: then mean and sd are wrong,
 *  and so are quantiles as far out. (Those within a bin of a lower limit count too.) Cost O(1). */
uint32_t cgap_cell_held(const cgap_summary_cell *self, cgap_grid grid);

/** @brief The limit of a grid: values from -limit to limit are taken as they are. */
double cgap_grid_limit(cgap_grid grid);

cgap_moments cgap_cell_moments(const cgap_summary_cell *self, cgap_grid grid);

/** @brief Quantile @p q in [0, 1]; NaN when the cell is empty. */
double cgap_cell_quantile(const cgap_summary_cell *self, cgap_grid grid, double q);

/** @brief Quantiles @p q [n], increasing, in one pass over the bins. @param[out] out [n] */
void cgap_cell_quantiles(const cgap_summary_cell *self, cgap_grid grid, const double *q, size_t n,
                         double *out);

/* Paired differences of two scenarios on common random numbers. */
typedef struct cgap_difference_cell {
    uint32_t n, better, equal;
    cgap_wide sum, sum_coarse, squares;
} cgap_difference_cell;

/** @brief Adds the differences alternative - base of @p n replicates; a replicate in which either
 *  is undefined is left out. @p direction: +1 more is better, -1 less is better, 0 neither. */
void cgap_difference_add(cgap_difference_cell *self, cgap_grid grid, cgap_tiles base,
                         cgap_tiles alternative, size_t n, int direction);

void cgap_difference_merge(cgap_difference_cell *self, const cgap_difference_cell *other);

cgap_moments cgap_difference_moments(const cgap_difference_cell *self, cgap_grid grid);

#endif
