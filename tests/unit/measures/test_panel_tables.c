/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables behind a panel's figures, on three units and two dates worked out by hand. */
#include "harness.h"

#include <math.h>
#include <string.h>

#include "close.h"

#include "cgap/panel_tables.h"

enum { N = 3, T = 2 };

static const double X[N][T] = {{1.0, 2.0}, {2.0, 3.0}, {6.0, 7.0}};
static const char *const NAME[N] = {"A", "B", "C"};
static const double TIME[T] = {2010.0, 2020.0};

/* Tables of the panel; the caller frees them. */
static void
make(cgap_panel_tables *out, const double (*x)[T], bool lower, const cgap_clubs *clubs,
     size_t n_time)
{
    const double *row[N] = {x[0], x[1], x[2]};
    const cgap_panel_view view = {
        .n_unit = N, .n_time = n_time, .time = TIME, .x = row, .original = row};
    const cgap_panel_tables_input in = {&view, NAME, lower, clubs, NULL};

    memset(out, 0, sizeof *out);
    assert_int_equal(cgap_panel_tables_make(out, &in, NULL), CGAP_OK);
}

static double
cell(const cgap_table *table, size_t row, const char *column)
{
    return cgap_table_real(table, row, cgap_table_find(table, column));
}

static void
spread_and_units(void **state)
{
    cgap_panel_tables t;

    (void) state;
    make(&t, X, false, NULL, T);
    assert_int_equal(t.spread.n_row, T);
    assert_close(cell(&t.spread, 0, "mean"), 3.0, 1e-15);
    assert_close(cell(&t.spread, 0, "sd"), sqrt(14.0 / 3.0), 1e-15);
    assert_close(cell(&t.spread, 0, "gini"), 10.0 / 27.0, 1e-15);
    assert_true(isnan(cell(&t.spread, 0, "sd_low")));
    assert_int_equal(t.units.n_row, N * T);
    assert_string_equal(cgap_table_text(&t.units, 3, 0), "B");
    assert_close(cell(&t.units, 3, "departure"), -1.0, 1e-15);
    assert_close(cell(&t.units, 3, "gap_best"), 4.0, 1e-15);
    assert_true(isnan(cell(&t.units, 3, "transition")));
    assert_int_equal(t.clubs.n_row, 0);
    cgap_panel_tables_free(&t);
    make(&t, X, true, NULL, T);
    assert_close(cell(&t.units, 3, "departure"), 1.0, 1e-15);
    assert_close(cell(&t.units, 3, "gap_best"), 1.0, 1e-15);
    cgap_panel_tables_free(&t);
    cgap_panel_tables_free(&t);
}

/* The fitted values are a line in log_start with the slope that the span table calls beta, and
 * their residuals sum to zero. */
static void
growth_and_its_line(void **state)
{
    cgap_panel_tables t;
    double beta = NAN, residual = 0.0;

    (void) state;
    make(&t, X, false, NULL, T);
    for (size_t r = 0; r < t.span.n_row; r++) {
        beta =
            strcmp(cgap_table_text(&t.span, r, 2), "beta") == 0 ? cell(&t.span, r, "value") : beta;
        assert_string_not_equal(cgap_table_text(&t.span, r, 2), "verdict");
        assert_true(isfinite(cell(&t.span, r, "value")));
    }
    assert_true(beta < 0.0);
    assert_int_equal(t.growth.n_row, N);
    assert_close(cell(&t.growth, 0, "growth"), log(2.0) / 10.0, 1e-15);
    assert_close(cell(&t.growth, 2, "log_start"), log(6.0), 1e-15);
    assert_close((cell(&t.growth, 2, "fitted") - cell(&t.growth, 0, "fitted")) / log(6.0), beta,
                 1e-15);
    for (size_t i = 0; i < N; i++) {
        residual += cell(&t.growth, i, "growth") - cell(&t.growth, i, "fitted");
    }
    assert_close(residual, 0.0, 1e-15);
    cgap_panel_tables_free(&t);
}

static void
lorenz_curves(void **state)
{
    static const double mixed[N][T] = {{6.0, 1.0}, {1.0, -2.0}, {2.0, 3.0}};
    static const double held[N + 1] = {0.0, 1.0 / 9.0, 3.0 / 9.0, 1.0};
    cgap_panel_tables t;

    (void) state;
    make(&t, mixed, false, NULL, T);
    assert_int_equal(t.lorenz.n_row, N + 1); /* a value of the second date is negative */
    for (size_t i = 0; i <= N; i++) {
        assert_close(cell(&t.lorenz, i, "units"), (double) i / N, 1e-15);
        assert_close(cell(&t.lorenz, i, "held"), held[i], 1e-15);
    }
    assert_int_equal(t.growth.n_row, 0); /* no logarithm of it either */
    cgap_panel_tables_free(&t);
}

static void
paths_of_clubs(void **state)
{
    size_t member[N] = {0, 1, 1};
    cgap_club club = {2, {0.5, 0.1, 5.0, 0.9}, NAN};
    const cgap_clubs clubs = {N, 1, member, &club};
    cgap_panel_tables t;

    (void) state;
    make(&t, X, false, &clubs, T);
    assert_int_equal(t.clubs.n_row, 2 * T);
    assert_close(cell(&t.clubs, 0, "club"), 1.0, 0.0);
    assert_close(cell(&t.clubs, 0, "n"), 2.0, 0.0);
    assert_close(cell(&t.clubs, 0, "transition"), 4.0 / 3.0, 1e-15);
    assert_close(cell(&t.clubs, 0, "t"), 5.0, 0.0);
    assert_close(cell(&t.clubs, 3, "club"), 0.0, 0.0); /* those of none come last */
    assert_close(cell(&t.clubs, 3, "transition"), 0.5, 1e-15);
    assert_true(isnan(cell(&t.clubs, 3, "t")));
    assert_close(cell(&t.units, 0, "club"), 0.0, 0.0);
    assert_close(cell(&t.units, 4, "transition"), 2.0, 1e-15);
    cgap_panel_tables_free(&t);
}

static void
one_date(void **state)
{
    cgap_panel_tables t;

    (void) state;
    make(&t, X, false, NULL, 1);
    assert_int_equal(t.spread.n_row, 1);
    assert_int_equal(t.growth.n_row, 0);
    assert_int_equal(t.span.n_row, 0);
    assert_int_equal(t.lorenz.n_row, N + 1);
    cgap_panel_tables_free(&t);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spread_and_units), cmocka_unit_test(growth_and_its_line),
        cmocka_unit_test(lorenz_curves),    cmocka_unit_test(paths_of_clubs),
        cmocka_unit_test(one_date),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
