/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/summary.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/elementary.h"

/* Values beyond this many coarse steps are held at it: 2^46, so that the squares of 2^32 replicates
 * still fit 128 bits. */
static const double MOST_STEPS = 70368744177664.0;

enum { MANTISSA_BITS = 7, LEAST_EXPONENT = -40 };

static bool
is_wide(cgap_grid grid)
{
    return grid == CGAP_GRID_MONEY || grid == CGAP_GRID_COUNT;
}

static bool
is_relative(cgap_grid grid)
{
    return grid == CGAP_GRID_MONEY || grid == CGAP_GRID_LOSS;
}

static double
steps_per_unit(cgap_grid grid)
{
    return is_wide(grid) ? 0x1p20 : 0x1p40;
}

static double
bins_per_unit(cgap_grid grid)
{
    switch (grid) {
    case CGAP_GRID_RATE:
        return 0x1p15;
    case CGAP_GRID_VARIANCE:
        return 0x1p17;
    case CGAP_GRID_COUNT:
        return 1.0;
    default:
        return 0x1p11;
    }
}

static double
held(double value, cgap_grid grid)
{
    double most = MOST_STEPS / steps_per_unit(grid);

    return value > most ? most : (value < -most ? -most : value);
}

/* Bin of a value. Relative grids number the upper bits of the double: 2^MANTISSA_BITS bins per
 * power of two; whatever is below 2^LEAST_EXPONENT shares the first bin. */
static int32_t
bin_of(double value, cgap_grid grid)
{
    if (is_relative(grid)) {
        double at_least = ldexp(1.0, LEAST_EXPONENT);
        uint64_t bits = cgap_double_to_bits(value > at_least ? value : at_least);
        uint64_t origin = cgap_double_to_bits(at_least);

        return (int32_t) ((bits - origin) >> (52 - MANTISSA_BITS));
    }
    return (int32_t) floor(value * bins_per_unit(grid) + (grid == CGAP_GRID_COUNT ? 0.5 : 0.0));
}

static double
bin_edge(int32_t bin, cgap_grid grid)
{
    if (is_relative(grid)) {
        uint64_t origin = cgap_double_to_bits(ldexp(1.0, LEAST_EXPONENT));

        if (bin == 0) {
            return 0.0; /* the first bin holds all that is smaller, zeros above all */
        }
        return cgap_bits_to_double(origin + ((uint64_t) bin << (52 - MANTISSA_BITS)));
    }
    return bin / bins_per_unit(grid);
}

/* Makes the window hold @p bin; grows by half of itself so that growing stays rare. */
static bool
reach(cgap_summary_cell *self, int32_t bin)
{
    int32_t low, high;
    uint32_t *grown;

    if (self->n_bin > 0 && bin >= self->lowest && bin < self->lowest + (int32_t) self->n_bin) {
        return true;
    }
    low = self->n_bin == 0 || bin < self->lowest ? bin : self->lowest;
    high = self->n_bin == 0 || bin >= self->lowest + (int32_t) self->n_bin
               ? bin + 1
               : self->lowest + (int32_t) self->n_bin;
    if (self->n_bin > 0 && low < self->lowest) {
        low -= (int32_t) self->n_bin / 2;
    } else if (self->n_bin > 0) {
        high += (int32_t) self->n_bin / 2;
    }
    grown = calloc((size_t) (high - low), sizeof *grown);
    if (grown == NULL) {
        return false;
    }
    if (self->n_bin > 0) {
        memcpy(grown + (self->lowest - low), self->bin, self->n_bin * sizeof *grown);
    }
    free(self->bin);
    self->bin = grown;
    self->lowest = low;
    self->n_bin = (uint32_t) (high - low);
    return true;
}

static void
add_sums(cgap_wide *fine, cgap_wide *coarse, cgap_wide *squares, double value, cgap_grid grid)
{
    double steps = steps_per_unit(grid);
    cgap_wide step = (cgap_wide) floor(value * steps + 0.5);

    *fine += (cgap_wide) (value * (steps * 0x1p20));
    *coarse += step;
    *squares += step * step;
}

bool
cgap_cell_add(cgap_summary_cell *self, cgap_grid grid, const double *value, size_t n)
{
    for (size_t l = 0; l < n; l++) {
        double v = held(value[l], grid);
        int32_t bin;

        if (isnan(value[l])) {
            continue;
        }
        bin = bin_of(v, grid);
        if (!reach(self, bin)) {
            return false;
        }
        self->bin[bin - self->lowest]++;
        self->least = self->n == 0 || v < self->least ? v : self->least;
        self->most = self->n == 0 || v > self->most ? v : self->most;
        self->n++;
        add_sums(&self->sum, &self->sum_coarse, &self->squares, v, grid);
    }
    return true;
}

bool
cgap_cell_merge(cgap_summary_cell *self, const cgap_summary_cell *other)
{
    if (other->n == 0) {
        return true;
    }
    if (!reach(self, other->lowest) || !reach(self, other->lowest + (int32_t) other->n_bin - 1)) {
        return false;
    }
    for (uint32_t b = 0; b < other->n_bin; b++) {
        self->bin[other->lowest + (int32_t) b - self->lowest] += other->bin[b];
    }
    self->least = self->n == 0 || other->least < self->least ? other->least : self->least;
    self->most = self->n == 0 || other->most > self->most ? other->most : self->most;
    self->n += other->n;
    self->sum += other->sum;
    self->sum_coarse += other->sum_coarse;
    self->squares += other->squares;
    return true;
}

void
cgap_cell_free(cgap_summary_cell *self)
{
    free(self->bin);
    memset(self, 0, sizeof *self);
}

/* Mean and sample sd from exact sums: n squares - sum^2 is formed in integers where it fits (it
 * does for 2^32 values of 2^46 coarse steps), so equal values give a standard deviation of exactly
 * 0.
 */
static cgap_moments
moments(uint32_t n, cgap_wide fine, cgap_wide coarse, cgap_wide squares, cgap_grid grid)
{
    cgap_moments out = {NAN, NAN, n};
    double steps = steps_per_unit(grid);

    if (n > 0) {
        out.mean = (double) fine / (steps * 0x1p20) / n;
    }
    if (n > 1) {
        cgap_wide mean = coarse / (cgap_wide) n; /* shift, to keep the product small */
        cgap_wide rest = coarse - mean * (cgap_wide) n;
        cgap_wide centred = squares - mean * (coarse + rest); /* sum of (step - mean)^2 */
        double spread = (double) centred - (double) rest * ((double) rest / n);

        out.sd = sqrt(spread > 0.0 ? spread / (n - 1.0) : 0.0) / steps;
    }
    return out;
}

cgap_moments
cgap_cell_moments(const cgap_summary_cell *self, cgap_grid grid)
{
    cgap_moments out = moments(self->n, self->sum, self->sum_coarse, self->squares, grid);

    if (self->n >
        0) { /* rounding of the quotient must not leave the values: equal ones stay equal */
        out.mean = out.mean < self->least ? self->least : out.mean;
        out.mean = out.mean > self->most ? self->most : out.mean;
    }
    return out;
}

double
cgap_cell_quantile(const cgap_summary_cell *self, cgap_grid grid, double q)
{
    double rank = q * self->n, before = 0.0, value;
    uint32_t b = 0;

    if (self->n == 0) {
        return NAN;
    }
    while (b + 1 < self->n_bin && before + self->bin[b] < rank) {
        before += self->bin[b++];
    }
    value = bin_edge(self->lowest + (int32_t) b, grid);
    if (grid != CGAP_GRID_COUNT && !(is_relative(grid) && value == 0.0) && self->bin[b] > 0) {
        double width = bin_edge(self->lowest + (int32_t) b + 1, grid) - value;

        value += width * (rank - before) / self->bin[b];
    }
    return value < self->least ? self->least : (value > self->most ? self->most : value);
}

/* alternative - base, and exactly 0 where they differ by rounding alone: two ways to the same
 * number must not look like an effect without chance in it. */
static double
beyond_rounding(double alternative, double base)
{
    double difference = alternative - base;
    double size = fabs(alternative) > fabs(base) ? fabs(alternative) : fabs(base);

    return fabs(difference) <= 1e-12 * size ? 0.0 : difference;
}

void
cgap_difference_add(cgap_difference_cell *self, cgap_grid grid, const double *base,
                    const double *alternative, size_t n, int direction)
{
    for (size_t l = 0; l < n; l++) {
        double difference = beyond_rounding(held(alternative[l], grid), held(base[l], grid));

        if (!isnan(difference) && !isnan(alternative[l]) && !isnan(base[l])) {
            self->n++;
            self->better += direction * difference > 0.0;
            self->equal += difference == 0.0;
            add_sums(&self->sum, &self->sum_coarse, &self->squares, difference, grid);
        }
    }
}

void
cgap_difference_merge(cgap_difference_cell *self, const cgap_difference_cell *other)
{
    self->n += other->n;
    self->better += other->better;
    self->equal += other->equal;
    self->sum += other->sum;
    self->sum_coarse += other->sum_coarse;
    self->squares += other->squares;
}

cgap_moments
cgap_difference_moments(const cgap_difference_cell *self, cgap_grid grid)
{
    return moments(self->n, self->sum, self->sum_coarse, self->squares, grid);
}
