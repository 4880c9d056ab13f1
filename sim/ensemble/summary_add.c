/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adding a block of values to a summary. Steps of a value are whole numbers up to 2^46 (2^47 for a
 * difference), so sums of CHUNK of them and of their parts stay within 2^53, exact in double
 * precision: they are taken eight at a time, in a shape compilers vectorise, and go into the
 * integers of a cell once per chunk. */
#include "summary_internal.h"

#include <math.h>
#include <string.h>

#include "cgap/elementary.h"
#include "cgap/prefetch.h"

enum { TILE = 8, CHUNK = CGAP_TALLY_MOST, V = CGAP_LANE_MULTIPLE };

/* Adding and taking off 1.5 x 2^52 rounds to the nearest whole number, for |x| below 2^51. */
static const double SHIFT = 6755399441055744.0;

/* Whole numbers next to x, below and nearest: one instruction where there is one. */
#if defined __SSE4_1__ || defined __aarch64__
static inline double
whole_below(double x)
{
    return floor(x);
}

static inline double
whole_nearest(double x)
{
    return rint(x);
}
#else
static inline double
whole_nearest(double x)
{
    return (x + SHIFT) - SHIFT;
}

static inline double
whole_below(double x)
{
    double nearest = whole_nearest(x), below = nearest - 1.0;

    return nearest > x ? below : nearest;
}
#endif

/* x, or -x where @p value is negative. */
static inline double
times_sign_of(double value, double x)
{
    uint64_t sign = cgap_double_to_bits(value) & 0x8000000000000000ULL;

    return cgap_bits_to_double(cgap_double_to_bits(x) ^ sign);
}

/* Partial sums over every eighth value: coarse steps s; what the fine steps have beyond 2^20 s; and
 * with s = 2^24 a + b the parts of s^2 = 2^48 a^2 + 2^25 a b + b^2. */
typedef struct partial {
    double step[TILE], rest[TILE], high[TILE], cross[TILE], low[TILE];
} partial;

static inline void
add_eight(const double *restrict value, double steps, partial *restrict sum)
{
    for (size_t l = 0; l < TILE; l++) {
        double exact = value[l] * steps, step = whole_below(exact + 0.5);
        double fine = (exact - step) * 0x1p20;
        double cut = times_sign_of(value[l], whole_below(times_sign_of(value[l], fine)));
        double a = whole_nearest(step * 0x1p-24), b = step - a * 0x1p24;

        sum->step[l] += step;
        sum->rest[l] += cut; /* fine steps are cut towards 0 */
        sum->high[l] += a * a;
        sum->cross[l] += a * b;
        sum->low[l] += b * b;
    }
}

/* In halves: adding one after another would wait for each. */
static cgap_wide
total(const double part[TILE])
{
    double four[4], two[2];

    for (size_t l = 0; l < 4; l++) {
        four[l] = part[l] + part[l + 4];
    }
    for (size_t l = 0; l < 2; l++) {
        two[l] = four[l] + four[l + 2];
    }
    return (int64_t) (two[0] + two[1]);
}

/* Sums of @p n values, a multiple of TILE; zeros add nothing. */
static void
add_sums(const double *value, size_t n, cgap_grid grid, cgap_wide *fine, cgap_wide *coarse,
         cgap_wide *squares)
{
    double steps = grid_steps(grid);
    partial sum;
    cgap_wide step;

    memset(&sum, 0, sizeof sum);
    for (size_t l = 0; l < n; l += TILE) {
        add_eight(value + l, steps, &sum);
    }
    step = total(sum.step);
    *fine += step * ((cgap_wide) 1 << 20) + total(sum.rest);
    *coarse += step;
    *squares += (total(sum.high) << 48) + total(sum.cross) * ((cgap_wide) 1 << 25) + total(sum.low);
}

/* Within what the sums can take; -0 becomes 0, so that no order of values tells them apart. */
static inline double
held(double value, double most)
{
    double below = value > most ? most : value;

    return (below < -most ? -most : below) + 0.0;
}

static inline const double *
tile_of(cgap_tiles self, size_t from)
{
    return self.value + from / V * self.stride;
}

/* Some values of one tile into @p out. */
static inline void
hold_tile(const double *restrict value, size_t n, double most, double *restrict out)
{
    for (size_t l = 0; l < n; l++) {
        out[l] = held(value[l], most);
    }
}

static inline bool
any_undefined(const double *value, size_t n)
{
    uint64_t any = 0;

    for (size_t l = 0; l < n; l++) {
        any |= cgap_flag(value[l] != value[l]);
    }
    return any != 0;
}

/* Leaves out undefined values; returns how many are left. */
static size_t
leave_out(double *value, size_t n)
{
    size_t count = 0;

    for (size_t l = 0; l < n; l++) {
        if (!isnan(value[l])) {
            value[count++] = value[l];
        }
    }
    return count;
}

/* Values from @p from on that are defined, held within what the sums can take; returns their
 * number. */
static size_t
defined_of(cgap_tiles value, size_t from, size_t n, double most, double *restrict out)
{
    size_t at = 0;

    for (; at + V <= n; at += V) {
        hold_tile(tile_of(value, from + at), V, most, out + at);
    }
    if (at < n) {
        hold_tile(tile_of(value, from + at), n - at, most, out + at);
    }
    return any_undefined(out, n) ? leave_out(out, n) : n;
}

/* Fills up with @p value to a multiple of TILE; returns the new number. */
static size_t
fill_up(double *out, size_t n, double value)
{
    while (n % TILE != 0) {
        out[n++] = value;
    }
    return n;
}

static void
range_of(const double *restrict value, size_t n, double *least, double *most)
{
    double low[TILE], high[TILE];

    memcpy(low, value, sizeof low);
    memcpy(high, value, sizeof high);
    for (size_t from = TILE; from < n; from += TILE) {
        for (size_t l = 0; l < TILE; l++) {
            double x = value[from + l];

            low[l] = x < low[l] ? x : low[l];
            high[l] = x > high[l] ? x : high[l];
        }
    }
    *least = low[0];
    *most = high[0];
    for (size_t l = 1; l < TILE; l++) {
        *least = low[l] < *least ? low[l] : *least;
        *most = high[l] > *most ? high[l] : *most;
    }
}

static void
linear_bins(const double *restrict value, size_t n, double per_unit, double offset, int64_t lowest,
            int64_t *restrict bin)
{
    for (size_t l = 0; l < n; l++) {
        double number = whole_below(value[l] * per_unit + offset) + SHIFT;

        bin[l] = (int64_t) (cgap_double_to_bits(number) - cgap_double_to_bits(SHIFT)) - lowest;
    }
}

static void
relative_bins(const double *restrict value, size_t n, double least, int shift, int64_t lowest,
              int64_t *restrict bin)
{
    uint64_t origin = cgap_double_to_bits(least);

    for (size_t l = 0; l < n; l++) {
        uint64_t bits = cgap_double_to_bits(value[l] > least ? value[l] : least);

        bin[l] = (int64_t) ((bits - origin) >> shift) - lowest;
    }
}

/* Asks for the places of a tally ahead of time: line by line where they lie close together, from
 * place @p low to place @p high. */
__attribute__((always_inline)) static inline void
ask_for(const cgap_tally *tally, size_t low, size_t high)
{
    const cgap_summary_cell *cell = tally->cell;
    size_t width = cell->wide != NULL ? sizeof *cell->wide : sizeof *cell->narrow;
    const char *count =
        cell->wide != NULL ? (const char *) cell->wide : (const char *) cell->narrow;

    if ((high - low) * width / CGAP_CACHE_LINE > tally->n) {
        for (size_t l = 0; l < tally->n; l++) {
            cgap_prefetch_to_write(count + (size_t) tally->bin[l] * width, width);
        }
        return;
    }
    cgap_prefetch_to_write(count + low * width, (high - low) * width);
    cgap_prefetch_to_write(count + high * width, width);
}

static void
rate_bins(const double *restrict value, size_t n, int64_t lowest, int64_t *restrict bin)
{
    for (size_t l = 0; l < n; l++) {
        uint64_t below = 0 - (cgap_double_to_bits(value[l]) >> 63); /* all ones below 0 */

        bin[l] = (int64_t) (rate_size(value[l]) ^ below) - lowest;
    }
}

/* Places in the window, which already holds them, of @p n values. */
static void
find_bins(const cgap_summary_cell *self, cgap_grid grid, const double *value, size_t n,
          int64_t *restrict bin)
{
    if (grid_is_relative(grid)) {
        relative_bins(value, n, CGAP_GRID_LEAST, CGAP_GRID_SHIFT, self->lowest, bin);
    } else if (grid == CGAP_GRID_RATE) {
        rate_bins(value, n, self->lowest, bin);
    } else {
        linear_bins(value, n, grid_bins(grid), grid == CGAP_GRID_COUNT ? 0.5 : 0.0, self->lowest,
                    bin);
    }
}

/* Sees to it that the window holds @p count values from @p least to @p most, and finds the places
 * of those in @p value. @return false when memory ran out */
static bool
place(cgap_summary_cell *self, cgap_grid grid, const double *value, size_t count, double least,
      double most, cgap_tally *tally)
{
    int32_t low = grid_bin(least, grid), high = grid_bin(most, grid);

    if (!cgap_cell_hold(self, grid, low, high) || !cgap_cell_fit(self, (uint32_t) count)) {
        return false;
    }
    tally->cell = self;
    tally->n = least == most ? 1 : count;
    tally->times = least == most ? (uint32_t) count : 1;
    find_bins(self, grid, value, tally->n, tally->bin);
    ask_for(tally, (size_t) (low - self->lowest), (size_t) (high - self->lowest));
    return true;
}

/* Up to CHUNK values from @p from on; the tally is empty. */
static bool
add_chunk(cgap_summary_cell *self, cgap_grid grid, cgap_tiles value, size_t from, size_t n,
          cgap_tally *tally)
{
    double x[CHUNK], least, most;
    size_t count = defined_of(value, from, n, grid_most(grid), x);

    if (count == 0) {
        return true;
    }
    range_of(x, fill_up(x, count, x[0]), &least, &most);
    if (!place(self, grid, x, count, least, most, tally)) {
        return false;
    }
    self->least = self->n == 0 || least < self->least ? least : self->least;
    self->most = self->n == 0 || most > self->most ? most : self->most;
    self->n += (uint32_t) count;
    add_sums(x, fill_up(x, count, 0.0), grid, &self->sum, &self->sum_coarse, &self->squares);
    return true;
}

bool
cgap_cell_add_later(cgap_summary_cell *self, cgap_grid grid, cgap_tiles value, size_t n,
                    cgap_tally *tally)
{
    bool added = true;

    for (size_t from = 0; from < n && added; from += CHUNK) {
        cgap_tally_settle(tally);
        added = add_chunk(self, grid, value, from, n - from < CHUNK ? n - from : CHUNK, tally);
    }
    return added;
}

/* alternative - base, and exactly 0 where they differ by rounding alone: two ways to the same
 * number must not look like an effect without chance in it. */
static inline double
beyond_rounding(double alternative, double base)
{
    double difference = alternative - base, a = fabs(alternative), b = fabs(base);
    double size = a > b ? a : b;

    return fabs(difference) <= 1e-12 * size ? 0.0 : difference;
}

/* Some differences of one tile into @p out. */
static inline void
subtract_tile(const double *restrict base, const double *restrict alternative, size_t n,
              double most, double *restrict out)
{
    for (size_t l = 0; l < n; l++) {
        out[l] = beyond_rounding(held(alternative[l], most), held(base[l], most));
    }
}

/* Differences from @p from on of the replicates in which both are defined; returns their number. */
static size_t
differences_of(cgap_tiles base, cgap_tiles alternative, size_t from, size_t n, double most,
               double *restrict out)
{
    size_t at = 0;

    for (; at + V <= n; at += V) {
        subtract_tile(tile_of(base, from + at), tile_of(alternative, from + at), V, most, out + at);
    }
    if (at < n) {
        subtract_tile(tile_of(base, from + at), tile_of(alternative, from + at), n - at, most,
                      out + at);
    }
    return any_undefined(out, n) ? leave_out(out, n) : n;
}

static void
count_better(cgap_difference_cell *self, const double *restrict difference, size_t n,
             double direction)
{
    double better[TILE] = {0.0}, equal[TILE] = {0.0};

    for (size_t from = 0; from < n; from += TILE) {
        for (size_t l = 0; l < TILE; l++) {
            double d = difference[from + l];

            better[l] += direction * d > 0.0 ? 1.0 : 0.0;
            equal[l] += d == 0.0 ? 1.0 : 0.0;
        }
    }
    self->better += (uint32_t) total(better);
    self->equal += (uint32_t) total(equal);
}

/* Up to CHUNK differences from @p from on. */
static void
add_differences(cgap_difference_cell *self, cgap_grid grid, cgap_tiles base, cgap_tiles alternative,
                size_t from, size_t n, int direction)
{
    double x[CHUNK];
    size_t count = differences_of(base, alternative, from, n, grid_most(grid), x);
    size_t filled = fill_up(x, count, 0.0);

    count_better(self, x, filled, direction);
    add_sums(x, filled, grid, &self->sum, &self->sum_coarse, &self->squares);
    self->n += (uint32_t) count;
    self->equal -= (uint32_t) (filled - count);
}

void
cgap_difference_add(cgap_difference_cell *self, cgap_grid grid, cgap_tiles base,
                    cgap_tiles alternative, size_t n, int direction)
{
    for (size_t from = 0; from < n; from += CHUNK) {
        add_differences(self, grid, base, alternative, from, n - from < CHUNK ? n - from : CHUNK,
                        direction);
    }
}
