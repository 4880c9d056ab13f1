/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums and histograms that do not care about order. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>

#include "cgap/rng.h"
#include "cgap/summary.h"

enum { N = 3000 };

static cgap_tiles
side_by_side(const double *value)
{
    return (cgap_tiles){value, CGAP_LANE_MULTIPLE};
}

/* Adds values and counts them at once. */
static bool
add(cgap_summary_cell *self, cgap_grid grid, const double *value, size_t n)
{
    cgap_tally tally;
    bool added;

    tally.cell = NULL;
    added = cgap_cell_add_later(self, grid, side_by_side(value), n, &tally);
    cgap_tally_settle(&tally);
    return added;
}

static void
draw(double *out, double centre, double spread)
{
    for (uint32_t n = 0; n < N; n++) {
        out[n] =
            centre + spread * cgap_rng_normal(9, (cgap_address){n, CGAP_PROCESS_DESIGN, 1, 0, 0});
    }
}

static void
moments_are_those_of_the_values(void **state)
{
    double x[N], mean = 0.0, squares = 0.0;
    cgap_summary_cell cell = {0};
    cgap_moments moments;

    (void) state;
    draw(x, 0.3, 0.02);
    for (int n = 0; n < N; n++) {
        mean += x[n] / N;
    }
    for (int n = 0; n < N; n++) {
        squares += (x[n] - mean) * (x[n] - mean);
    }
    assert_true(add(&cell, CGAP_GRID_SHARE, x, N));
    moments = cgap_cell_moments(&cell, CGAP_GRID_SHARE);
    assert_int_equal(moments.n, N);
    assert_close(moments.mean, mean, 1e-14);
    assert_close(moments.sd, sqrt(squares / (N - 1)), 1e-12);
    cgap_cell_free(&cell);
}

/* Rounding to steps of 2^-40 may not leak a spread into equal values. */
static void
equal_values_have_no_spread(void **state)
{
    double x[40];
    cgap_summary_cell cell = {0};

    (void) state;
    for (int n = 0; n < 40; n++) {
        x[n] = 1.0 / 3.0;
    }
    assert_true(add(&cell, CGAP_GRID_SHARE, x, 40));
    assert_true(cgap_cell_moments(&cell, CGAP_GRID_SHARE).sd == 0.0);
    assert_true(cgap_cell_moments(&cell, CGAP_GRID_SHARE).mean == 1.0 / 3.0);
    assert_true(cgap_cell_quantile(&cell, CGAP_GRID_SHARE, 0.05) == 1.0 / 3.0);
    assert_true(cgap_cell_quantile(&cell, CGAP_GRID_SHARE, 0.95) == 1.0 / 3.0);
    cgap_cell_free(&cell);
}

static int
ascending(const void *a, const void *b)
{
    double x = *(const double *) a, y = *(const double *) b;

    return (x > y) - (x < y);
}

/* Stated error: one bin. Order statistics on both sides of the rank bound the true quantile. */
static void
quantiles_err_by_less_than_a_bin(void **state)
{
    static const struct {
        cgap_grid grid;
        double centre, spread, bin, relative;
    } cases[] = {{CGAP_GRID_SHARE, 0.2, 0.05, 0x1p-11, 0.0},
                 {CGAP_GRID_SHARE, 0.0, 0.3, 0x1p-11, 0.0},
                 {CGAP_GRID_RATE, -0.02, 0.003, 0x1p-15, 0x1p-10},
                 {CGAP_GRID_RATE, 0.0, 0.01, 0x1p-15, 0x1p-10},
                 {CGAP_GRID_RATE, 0.7, 0.4, 0x1p-15, 0x1p-10},
                 {CGAP_GRID_RATE, -5.0, 2.0, 0x1p-15, 0x1p-10},
                 {CGAP_GRID_VARIANCE, 0.001, 0.0005, 0x1p-17, 0.0},
                 {CGAP_GRID_MONEY, 5000.0, 900.0, 0.0, 0x1p-7},
                 {CGAP_GRID_LOSS, 0.004, 0.0008, 0.0, 0x1p-7}};
    static const double level[] = {0.05, 0.25, 0.5, 0.75, 0.95};
    double x[N];

    (void) state;
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        cgap_summary_cell cell = {0};

        draw(x, cases[c].centre, cases[c].spread);
        assert_true(add(&cell, cases[c].grid, x, N));
        qsort(x, N, sizeof *x, ascending);
        for (int q = 0; q < 5; q++) {
            double value = cgap_cell_quantile(&cell, cases[c].grid, level[q]);
            double at = x[(int) ceil(level[q] * N - 1e-9) - 1]; /* of that rank */

            assert_close(value, at, 1.01 * (cases[c].bin + cases[c].relative * fabs(at)));
        }
        cgap_cell_free(&cell);
    }
}

/* Slopes of a short time may be anything: one that is far out must not cost megabytes. */
static void
a_slope_far_out_costs_little(void **state)
{
    double x[4] = {0.01, -0.02, 60.0, -1000.0}; /* the last is held at -64 */
    cgap_summary_cell cell = {0};

    (void) state;
    assert_true(add(&cell, CGAP_GRID_RATE, x, 4));
    assert_true(cell.least == -64.0 && cell.most == 60.0);
    assert_true(cell.n_bin < 50000);
    cgap_cell_free(&cell);
}

static void
counts_are_exact(void **state)
{
    double x[100];
    cgap_summary_cell cell = {0};

    (void) state;
    for (int n = 0; n < 100; n++) {
        x[n] = n / 10;
    }
    assert_true(add(&cell, CGAP_GRID_COUNT, x, 100));
    assert_true(cgap_cell_quantile(&cell, CGAP_GRID_COUNT, 0.5) == 4.0);
    assert_true(cgap_cell_quantile(&cell, CGAP_GRID_COUNT, 0.95) == 9.0);
    cgap_cell_free(&cell);
}

static void
assert_same_bits(double a, double b)
{
    assert_memory_equal(&a, &b, sizeof a);
}

/* Split anywhere, merged in any order: the same bytes. */
static void
parts_add_up_to_the_whole(void **state)
{
    double x[N];
    cgap_summary_cell whole = {0}, part[3] = {{0}}, sum = {0};
    static const size_t cut[] = {0, 17, 1999, N};

    (void) state;
    draw(x, 0.1, 0.2);
    x[5] = NAN;
    assert_true(add(&whole, CGAP_GRID_SHARE, x, N));
    for (int p = 0; p < 3; p++) {
        assert_true(add(&part[p], CGAP_GRID_SHARE, x + cut[p], cut[p + 1] - cut[p]));
    }
    for (int p = 2; p >= 0; p--) {
        assert_true(cgap_cell_merge(&sum, &part[p]));
        cgap_cell_free(&part[p]);
    }
    assert_int_equal(sum.n, N - 1);
    assert_same_bits(cgap_cell_moments(&whole, CGAP_GRID_SHARE).mean,
                     cgap_cell_moments(&sum, CGAP_GRID_SHARE).mean);
    assert_same_bits(cgap_cell_moments(&whole, CGAP_GRID_SHARE).sd,
                     cgap_cell_moments(&sum, CGAP_GRID_SHARE).sd);
    for (double q = 0.0; q <= 1.0; q += 0.05) {
        assert_same_bits(cgap_cell_quantile(&whole, CGAP_GRID_SHARE, q),
                         cgap_cell_quantile(&sum, CGAP_GRID_SHARE, q));
    }
    cgap_cell_free(&whole);
    cgap_cell_free(&sum);
}

/* Values in bin @p bin of the grid, which the window holds. */
static uint32_t
count_in(const cgap_summary_cell *cell, int32_t bin)
{
    assert_true(bin >= cell->lowest && bin - cell->lowest < (int32_t) cell->n_bin);
    return cgap_cell_count(cell, (uint32_t) (bin - cell->lowest));
}

/* Counts that outgrow 16 bits, by adding, by merging and bin by bin. */
static void
large_counts_are_kept(void **state)
{
    enum { ROUNDS = 1100, BATCH = 64, AT_QUARTER = 512, AT_THREE_QUARTERS = 1536 };
    double x[BATCH];
    cgap_summary_cell one = {0}, other = {0}, put = {0};

    (void) state;
    for (int n = 0; n < BATCH; n++) {
        x[n] = n < 63 ? 0.25 : 0.75;
    }
    for (int round = 0; round < ROUNDS; round++) {
        assert_true(add(&one, CGAP_GRID_SHARE, x, BATCH));
        assert_true(round >= 600 || add(&other, CGAP_GRID_SHARE, x, BATCH));
    }
    assert_null(one.narrow); /* 63 x 1100 = 69300 */
    assert_int_equal(count_in(&one, AT_QUARTER), 63 * ROUNDS);
    assert_int_equal(count_in(&one, AT_THREE_QUARTERS), ROUNDS);
    assert_null(other.wide); /* 63 x 600 = 37800 */
    assert_true(cgap_cell_merge(&other, &other));
    assert_int_equal(count_in(&other, AT_QUARTER), 2 * 63 * 600);
    assert_int_equal(count_in(&other, AT_THREE_QUARTERS), 2 * 600);
    assert_true(cgap_cell_open(&put, -3, 2));
    assert_true(cgap_cell_put(&put, 1, 65535));
    assert_null(put.wide);
    assert_true(cgap_cell_put(&put, 1, 1));
    assert_int_equal(cgap_cell_count(&put, 1), 65536);
    assert_int_equal(cgap_cell_count(&put, 0), 0);
    cgap_cell_free(&one);
    cgap_cell_free(&other);
    cgap_cell_free(&put);
}

/* Many values that are spread out need no more than 16 bits a bin. */
static void
spread_values_stay_narrow(void **state)
{
    double x[N];
    cgap_summary_cell cell = {0};
    uint64_t sum = 0;

    (void) state;
    draw(x, 0.3, 0.02);
    for (int round = 0; round < 40; round++) { /* 120,000 values */
        assert_true(add(&cell, CGAP_GRID_SHARE, x, N));
    }
    assert_null(cell.wide);
    for (uint32_t b = 0; b < cell.n_bin; b++) {
        sum += cgap_cell_count(&cell, b);
    }
    assert_int_equal(sum, 40 * N);
    cgap_cell_free(&cell);
}

/* Windows of 50 cells are hardly wider after 64,000 values than after 1,024: in between, the
 * largest of normal values goes from 3.2 to 4.3 standard deviations, and most of that had room. */
static void
windows_hardly_grow_with_many_values(void **state)
{
    enum { CELLS = 50, BLOCK = 64, FEW = 1024, ALL = 64000 };
    static double x[ALL + BLOCK];
    cgap_summary_cell cell[CELLS] = {{0}};
    uint64_t few = 0, all = 0;

    (void) state;
    for (uint32_t n = 0; n < ALL + BLOCK; n++) {
        x[n] = 0.5 + 0.05 * cgap_rng_normal(9, (cgap_address){n, CGAP_PROCESS_DESIGN, 2, 0, 0});
    }
    for (size_t from = 0; from < ALL; from += BLOCK) {
        for (size_t c = 0; c < CELLS; c++) {
            size_t of = (from + c * 1277) % ALL; /* the same values in another order */

            assert_true(add(&cell[c], CGAP_GRID_SHARE, x + of, BLOCK));
            few += from + BLOCK == FEW ? cell[c].n_bin : 0;
        }
    }
    for (size_t c = 0; c < CELLS; c++) {
        all += cell[c].n_bin;
        cgap_cell_free(&cell[c]);
    }
    assert_true(few > 0 && (double) all < 1.12 * (double) few);
}

static void
assert_same_bins(const cgap_summary_cell *a, const cgap_summary_cell *b)
{
    assert_int_equal(a->n, b->n);
    assert_int_equal(a->lowest, b->lowest);
    assert_int_equal(a->n_bin, b->n_bin);
    for (uint32_t bin = 0; bin < a->n_bin; bin++) {
        assert_int_equal(cgap_cell_count(a, bin), cgap_cell_count(b, bin));
    }
}

/* Three tallies serve five cells in turn, whose windows move and whose counts outgrow 16 bits:
 * nothing is lost, and nothing is counted twice. */
static void
counts_that_come_later_are_the_same(void **state)
{
    enum { CELLS = 5, LATE = 3, BLOCK = 150, ROUNDS = 700 };
    cgap_summary_cell late[CELLS] = {{0}}, now[CELLS] = {{0}};
    cgap_tally tally[LATE];
    double x[BLOCK];

    (void) state;
    for (size_t i = 0; i < LATE; i++) {
        tally[i].cell = NULL;
    }
    for (uint32_t at = 0; at < ROUNDS * CELLS; at++) {
        for (uint32_t l = 0; l < BLOCK; l++) {
            double z = cgap_rng_normal(5, (cgap_address){l, CGAP_PROCESS_DESIGN, 3, at, 0});

            x[l] = at % CELLS == 0 ? 0.25 : (at % CELLS) * 1e-3 * z; /* the first never differs */
        }
        x[at % BLOCK] = at % 7 == 0 ? NAN : x[at % BLOCK];
        assert_true(add(&now[at % CELLS], CGAP_GRID_SHARE, x, BLOCK));
        assert_true(cgap_cell_add_later(&late[at % CELLS], CGAP_GRID_SHARE, side_by_side(x), BLOCK,
                                        &tally[at % LATE]));
        for (size_t i = 0; i < LATE && at % CELLS == CELLS - 1; i++) {
            cgap_tally_settle(&tally[i]); /* before any cell comes again */
        }
    }
    assert_true(now[0].wide != NULL && now[4].wide == NULL);
    for (size_t c = 0; c < CELLS; c++) {
        assert_same_bins(&late[c], &now[c]);
        cgap_cell_free(&late[c]);
        cgap_cell_free(&now[c]);
    }
}

/* Costs that are 0 in most replicates: the quantile is 0 and not the edge of a bin. */
static void
zeros_have_the_quantile_zero(void **state)
{
    double x[10] = {0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 968.0, 970.0};
    cgap_summary_cell cell = {0};

    (void) state;
    assert_true(add(&cell, CGAP_GRID_MONEY, x, 10));
    assert_true(cgap_cell_quantile(&cell, CGAP_GRID_MONEY, 0.05) == 0.0);
    assert_true(cgap_cell_quantile(&cell, CGAP_GRID_MONEY, 0.75) == 0.0);
    assert_true(cgap_cell_quantile(&cell, CGAP_GRID_MONEY, 0.95) > 900.0);
    cgap_cell_free(&cell);
}

/* .1 + .2 against .3: a difference by rounding alone is none. */
static void
rounding_is_no_difference(void **state)
{
    double base[2] = {0.3, 0.3}, other[2] = {0.1 + 0.2, 0.1 + 0.2};
    cgap_difference_cell cell = {0};

    (void) state;
    assert_true(base[0] != other[0]);
    cgap_difference_add(&cell, CGAP_GRID_SHARE, side_by_side(base), side_by_side(other), 2, 1);
    assert_true(cgap_difference_moments(&cell, CGAP_GRID_SHARE).mean == 0.0);
    assert_int_equal(cell.equal, 2);
}

/* The largest differences there can be, 2^47 steps, but one that is a step less. */
static void
sums_are_exact_at_the_edge(void **state)
{
    enum { ALL = 64 };
    const cgap_wide most = (cgap_wide) 1 << 47;
    double base[ALL], other[ALL];
    cgap_difference_cell cell = {0};

    (void) state;
    for (size_t l = 0; l < ALL; l++) {
        base[l] = -1000.0; /* held at -64 */
        other[l] = 64.0;
    }
    other[37] = 64.0 - 0x1p-40;
    cgap_difference_add(&cell, CGAP_GRID_SHARE, side_by_side(base), side_by_side(other), ALL, 1);
    assert_true(cell.sum_coarse == ALL * most - 1);
    assert_true(cell.sum == cell.sum_coarse * ((cgap_wide) 1 << 20));
    assert_true(cell.squares == (ALL - 1) * most * most + (most - 1) * (most - 1));
    assert_int_equal(cell.better, ALL);
}

static void
an_empty_cell_is_undefined(void **state)
{
    double x[2] = {NAN, NAN};
    cgap_summary_cell cell = {0};

    (void) state;
    assert_true(add(&cell, CGAP_GRID_SHARE, x, 2));
    assert_true(isnan(cgap_cell_moments(&cell, CGAP_GRID_SHARE).mean));
    assert_true(isnan(cgap_cell_quantile(&cell, CGAP_GRID_SHARE, 0.5)));
    cgap_cell_free(&cell);
}

static void
a_difference_with_itself_is_exactly_zero(void **state)
{
    double x[N];
    cgap_difference_cell cell = {0};

    (void) state;
    draw(x, 0.4, 0.1);
    cgap_difference_add(&cell, CGAP_GRID_SHARE, side_by_side(x), side_by_side(x), N, 1);
    assert_true(cgap_difference_moments(&cell, CGAP_GRID_SHARE).mean == 0.0);
    assert_true(cgap_difference_moments(&cell, CGAP_GRID_SHARE).sd == 0.0);
    assert_int_equal(cell.better, 0);
    assert_int_equal(cell.equal, N);
}

/* What lies beyond the limit of a grid is taken for the limit, and counted: in both directions, and
 * after parts are merged. (Bins of whole numbers up to there would take much memory.) */
static void
values_beyond_the_limit_are_counted(void **state)
{
    static const cgap_grid grid[] = {CGAP_GRID_SHARE, CGAP_GRID_RATE, CGAP_GRID_VARIANCE,
                                     CGAP_GRID_LOSS, CGAP_GRID_MONEY};

    (void) state;
    for (size_t g = 0; g < sizeof grid / sizeof *grid; g++) {
        double limit = cgap_grid_limit(grid[g]);
        bool below = grid[g] < CGAP_GRID_LOSS;
        const double within[4] = {0.0, 0.5 * limit, 0.99 * limit, 1.0};
        const double beyond[4] = {limit, 1.5 * limit, INFINITY, below ? -2.0 * limit : NAN};
        cgap_summary_cell cell = {0}, other = {0};

        assert_true(limit ==
                    (grid[g] == CGAP_GRID_COUNT || grid[g] == CGAP_GRID_MONEY ? 0x1p26 : 64.0));
        assert_int_equal(cgap_cell_held(&cell, grid[g]), 0);
        assert_true(add(&cell, grid[g], within, 4));
        assert_int_equal(cgap_cell_held(&cell, grid[g]), 0);
        assert_true(add(&other, grid[g], beyond, 4));
        assert_true(cgap_cell_moments(&other, grid[g]).mean <= limit);
        assert_int_equal(cgap_cell_held(&other, grid[g]), below ? 4 : 3);
        assert_true(cgap_cell_merge(&cell, &other));
        assert_int_equal(cgap_cell_held(&cell, grid[g]), below ? 4 : 3);
        cgap_cell_free(&cell);
        cgap_cell_free(&other);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moments_are_those_of_the_values),
        cmocka_unit_test(equal_values_have_no_spread),
        cmocka_unit_test(quantiles_err_by_less_than_a_bin),
        cmocka_unit_test(a_slope_far_out_costs_little),
        cmocka_unit_test(counts_are_exact),
        cmocka_unit_test(parts_add_up_to_the_whole),
        cmocka_unit_test(large_counts_are_kept),
        cmocka_unit_test(spread_values_stay_narrow),
        cmocka_unit_test(counts_that_come_later_are_the_same),
        cmocka_unit_test(windows_hardly_grow_with_many_values),
        cmocka_unit_test(zeros_have_the_quantile_zero),
        cmocka_unit_test(rounding_is_no_difference),
        cmocka_unit_test(sums_are_exact_at_the_edge),
        cmocka_unit_test(values_beyond_the_limit_are_counted),
        cmocka_unit_test(an_empty_cell_is_undefined),
        cmocka_unit_test(a_difference_with_itself_is_exactly_zero),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
