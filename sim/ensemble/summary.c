/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "summary_internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/elementary.h"

static double
rate_edge(int32_t bin)
{
    uint64_t size = (uint64_t) (bin < 0 ? -(int64_t) bin : bin) << CGAP_RATE_SHIFT;
    double edge =
        cgap_bits_to_double(cgap_double_to_bits(CGAP_RATE_ORIGIN) + size) - CGAP_RATE_ORIGIN;

    return bin < 0 ? -edge : edge;
}

static double
bin_edge(int32_t bin, cgap_grid grid)
{
    if (grid == CGAP_GRID_RATE) {
        return rate_edge(bin);
    }
    if (grid_is_relative(grid)) {
        uint64_t origin = cgap_double_to_bits(CGAP_GRID_LEAST);

        if (bin == 0) {
            return 0.0; /* the first bin holds all that is smaller, zeros above all */
        }
        return cgap_bits_to_double(origin + ((uint64_t) bin << CGAP_GRID_SHIFT));
    }
    return bin / grid_bins(grid);
}

static const uint32_t MOST_NARROW = UINT16_MAX;

static size_t
width_of(const cgap_summary_cell *self)
{
    return self->wide != NULL ? sizeof *self->wide : sizeof *self->narrow;
}

static const void *
counts_of(const cgap_summary_cell *self)
{
    return self->wide != NULL ? (const void *) self->wide : self->narrow;
}

/* The window becomes low .. high - 1, which holds the old one. */
static bool
move_window(cgap_summary_cell *self, int32_t low, int32_t high)
{
    size_t width = width_of(self), n = (size_t) (high - low);
    char *grown = calloc(n, width);

    if (grown == NULL) {
        return false;
    }
    if (self->n_bin > 0) {
        memcpy(grown + (size_t) (self->lowest - low) * width, counts_of(self), self->n_bin * width);
    }
    if (self->wide != NULL) {
        free(self->wide);
        self->wide = (uint32_t *) (void *) grown;
    } else {
        free(self->narrow);
        self->narrow = (uint16_t *) (void *) grown;
    }
    self->lowest = low;
    self->n_bin = (uint32_t) n;
    return true;
}

bool
cgap_cell_open(cgap_summary_cell *self, int32_t lowest, uint32_t n_bin)
{
    self->safe = MOST_NARROW;
    return move_window(self, lowest, lowest + (int32_t) n_bin);
}

enum { MANY = 1024 };

/* Bins a window gets beyond the one it must reach, so that growing stays rare. Few values leave one
 * that has seen many, and none of them by far: there half of the window would never be used. */
static int32_t
margin(const cgap_summary_cell *self)
{
    return (int32_t) (self->n < MANY ? self->n_bin / 2 : self->n_bin / 16);
}

/* The first window is twice as wide as the first values: with them as a guess of all others most
 * windows never move again, and stand in memory in the order in which they are gone through. */
static bool
open_around(cgap_summary_cell *self, cgap_grid grid, int32_t low, int32_t high)
{
    int32_t room = (high - low) / 2, first = low - room;

    first = grid_is_relative(grid) && first < 0 ? 0 : first;
    return cgap_cell_open(self, first, (uint32_t) (high + room + 1 - first));
}

/* An open window. */
static bool
hold(cgap_summary_cell *self, int32_t low, int32_t high)
{
    int32_t end = self->lowest + (int32_t) self->n_bin, room = margin(self);

    if (low >= self->lowest && high < end) {
        return true;
    }
    return move_window(self, low < self->lowest ? low - room : self->lowest,
                       high >= end ? high + 1 + room : end);
}

bool
cgap_cell_hold(cgap_summary_cell *self, cgap_grid grid, int32_t low, int32_t high)
{
    return self->n_bin == 0 ? open_around(self, grid, low, high) : hold(self, low, high);
}

static bool
widen(cgap_summary_cell *self)
{
    uint32_t *wide = calloc(self->n_bin, sizeof *wide);

    if (wide == NULL) {
        return false;
    }
    for (uint32_t b = 0; b < self->n_bin; b++) {
        wide[b] = self->narrow[b];
    }
    free(self->narrow);
    self->narrow = NULL;
    self->wide = wide;
    return true;
}

static uint32_t
largest_count(const cgap_summary_cell *self)
{
    uint32_t most = 0;

    for (uint32_t b = 0; b < self->n_bin; b++) {
        uint32_t count = cgap_cell_count(self, b);

        most = count > most ? count : most;
    }
    return most;
}

/* No count is above n, so counts are looked at only when n itself could be too large. */
bool
cgap_cell_fit(cgap_summary_cell *self, uint32_t count)
{
    uint32_t most;

    if (self->wide != NULL || (count <= self->safe && self->n <= self->safe - count)) {
        return true;
    }
    most = largest_count(self);
    if (count > MOST_NARROW - most) {
        return widen(self);
    }
    self->safe = self->n + (MOST_NARROW - most);
    return true;
}

bool
cgap_cell_put(cgap_summary_cell *self, uint32_t b, uint32_t count)
{
    uint32_t sum = cgap_cell_count(self, b) + count;

    if (sum > MOST_NARROW && self->wide == NULL && !widen(self)) {
        return false;
    }
    if (self->wide != NULL) {
        self->wide[b] = sum;
    } else {
        self->narrow[b] = (uint16_t) sum;
    }
    return true;
}

void
cgap_tally_settle(cgap_tally *self)
{
    cgap_summary_cell *cell = self->cell;

    if (cell == NULL) {
        return;
    }
    for (size_t l = 0; l < self->n && cell->wide != NULL; l++) {
        cell->wide[self->bin[l]] += self->times;
    }
    for (size_t l = 0; l < self->n && cell->narrow != NULL; l++) {
        uint16_t *count = &cell->narrow[self->bin[l]];

        *count = (uint16_t) (*count + self->times);
    }
    self->cell = NULL;
}

static bool
merge_counts(cgap_summary_cell *self, const cgap_summary_cell *other)
{
    uint32_t shift = (uint32_t) (other->lowest - self->lowest);
    bool done = true;

    for (uint32_t b = 0; b < other->n_bin && done; b++) {
        done = cgap_cell_put(self, shift + b, cgap_cell_count(other, b));
    }
    self->safe = MOST_NARROW; /* no count is above n */
    return done;
}

bool
cgap_cell_merge(cgap_summary_cell *self, const cgap_summary_cell *other)
{
    if (other->n == 0) {
        return true;
    }
    if (self->n_bin == 0 ? !cgap_cell_open(self, other->lowest, other->n_bin)
                         : !hold(self, other->lowest, other->lowest + (int32_t) other->n_bin - 1)) {
        return false;
    }
    if (!merge_counts(self, other)) {
        return false;
    }
    self->least = self->n == 0 || other->least < self->least ? other->least : self->least;
    self->most = self->n == 0 || other->most > self->most ? other->most : self->most;
    self->n += other->n;
    self->sum += other->sum;
    self->sum_coarse += other->sum_coarse;
    self->squares += other->squares;
    return true;
}

bool
cgap_cell_take(cgap_summary_cell *self, cgap_summary_cell *other)
{
    bool done = true;

    if (self->n == 0) {
        cgap_cell_free(self);
        *self = *other;
        *other = (cgap_summary_cell){0};
    } else {
        done = cgap_cell_merge(self, other);
    }
    cgap_cell_free(other);
    return done;
}

void
cgap_cell_free(cgap_summary_cell *self)
{
    free(self->narrow);
    free(self->wide);
    memset(self, 0, sizeof *self);
}

double
cgap_grid_limit(cgap_grid grid)
{
    return grid_most(grid);
}

static uint32_t
count_at(const cgap_summary_cell *self, cgap_grid grid, double value)
{
    return cgap_cell_count(self, (uint32_t) (grid_bin(value, grid) - self->lowest));
}

/* What was held stands in the bin of the limit, which is the first of larger values. */
uint32_t
cgap_cell_held(const cgap_summary_cell *self, cgap_grid grid)
{
    double most = grid_most(grid);
    uint32_t held = 0;

    if (self->n > 0 && self->most >= most) {
        held += count_at(self, grid, most);
    }
    if (self->n > 0 && self->least <= -most) {
        held += count_at(self, grid, -most);
    }
    return held;
}

/* Mean and sample sd from exact sums: n squares - sum^2 is formed in integers where it fits (it
 * does for 2^32 values of 2^46 coarse steps), so equal values give a standard deviation of exactly
 * 0.
 */
static cgap_moments
moments(uint32_t n, cgap_wide fine, cgap_wide coarse, cgap_wide squares, cgap_grid grid)
{
    cgap_moments out = {NAN, NAN, n};
    double steps = grid_steps(grid);

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

/* Value at rank @p rank, which lies in bin @p b with @p before values in the bins below. */
static double
value_at(const cgap_summary_cell *self, cgap_grid grid, uint32_t b, double before, double rank)
{
    double value = bin_edge(self->lowest + (int32_t) b, grid);

    if (grid != CGAP_GRID_COUNT && !(grid_is_relative(grid) && value == 0.0) &&
        cgap_cell_count(self, b) > 0) {
        double width = bin_edge(self->lowest + (int32_t) b + 1, grid) - value;

        value += width * (rank - before) / cgap_cell_count(self, b);
    }
    return value < self->least ? self->least : (value > self->most ? self->most : value);
}

static inline uint64_t
count_of_span(const cgap_summary_cell *self, uint32_t from, uint32_t span)
{
    uint32_t sum = 0; /* never more than n */

    if (self->wide != NULL) {
        for (uint32_t b = from; b < from + span; b++) {
            sum += self->wide[b];
        }
    } else {
        for (uint32_t b = from; b < from + span; b++) {
            sum += self->narrow[b];
        }
    }
    return sum;
}

/* A place in the bins: @p before values lie below bin @p b. */
typedef struct place {
    uint32_t b;
    uint64_t before;
} place;

/* Goes on by @p span bins at once as long as fewer than @p needed values lie below the next, but
 * not beyond the last bin. */
static inline void
go_on(place *at, const cgap_summary_cell *self, uint64_t needed, uint32_t span)
{
    for (uint64_t count; at->b + span < self->n_bin &&
                         at->before + (count = count_of_span(self, at->b, span)) < needed;
         at->b += span) {
        at->before += count;
    }
}

/* Most bins are empty, so they are passed over many at once, then few, then one by one. */
void
cgap_cell_quantiles(const cgap_summary_cell *self, cgap_grid grid, const double *q, size_t n,
                    double *out)
{
    place at = {0, 0};

    for (size_t i = 0; i < n; i++) {
        double rank = q[i] * self->n;
        uint64_t needed = (uint64_t) ceil(rank); /* counts are whole: >= rank is >= this */

        if (self->n == 0) {
            out[i] = NAN;
            continue;
        }
        go_on(&at, self, needed, 64);
        go_on(&at, self, needed, 8);
        go_on(&at, self, needed, 1);
        out[i] = value_at(self, grid, at.b, (double) at.before, rank);
    }
}

double
cgap_cell_quantile(const cgap_summary_cell *self, cgap_grid grid, double q)
{
    double value;

    cgap_cell_quantiles(self, grid, &q, 1, &value);
    return value;
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
