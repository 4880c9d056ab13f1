/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables between computing and writing: cells, empty fields, shared texts, the row left open. */
#include "harness.h"

#include <stdio.h>
#include <string.h>

#include "cgap/table.h"

static const cgap_column COLUMNS[] = {
    {"scenario", CGAP_COLUMN_TEXT, "", "name of the scenario"},
    {"measure", CGAP_COLUMN_TEXT, "", "name of the measure"},
    {"mean", CGAP_COLUMN_REAL, "index", "mean over replicates"},
    {"n", CGAP_COLUMN_COUNT, "", "replicates"},
};
enum { N_COLUMN = sizeof COLUMNS / sizeof COLUMNS[0] };

static void
add_row(cgap_table *table, const char *scenario, const char *measure, double mean, long long n)
{
    cgap_table_add_text(table, scenario);
    cgap_table_add_text(table, measure);
    cgap_table_add_real(table, mean);
    cgap_table_add_count(table, n);
}

static void
cells_come_back(void **state)
{
    cgap_table table;
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    cgap_table_init(&table, "union", COLUMNS, N_COLUMN);
    assert_int_equal(cgap_table_finish(&table, &err), CGAP_OK);
    assert_int_equal(table.n_row, 0);
    add_row(&table, "history", "formal_mean", 0.61, 1000);
    add_row(&table, NULL, "", INFINITY, -1);
    cgap_table_add_text(&table, "history");
    cgap_table_add_text(&table, "formal_sd");
    cgap_table_add_empty(&table);
    cgap_table_add_count(&table, 1LL << 53);
    assert_int_equal(cgap_table_finish(&table, &err), CGAP_OK);
    assert_int_equal(table.n_row, 3);
    assert_string_equal(cgap_table_text(&table, 0, 0), "history");
    assert_string_equal(cgap_table_text(&table, 0, 1), "formal_mean");
    assert_close(cgap_table_real(&table, 0, 2), 0.61, 0.0);
    assert_close(cgap_table_real(&table, 0, 3), 1000.0, 0.0);
    assert_string_equal(cgap_table_text(&table, 1, 0), "");
    assert_string_equal(cgap_table_text(&table, 1, 1), "");
    assert_true(isnan(cgap_table_real(&table, 1, 2))); /* not finite: empty */
    assert_close(cgap_table_real(&table, 1, 3), -1.0, 0.0);
    assert_string_equal(cgap_table_text(&table, 2, 0), "history");
    assert_true(isnan(cgap_table_real(&table, 2, 2)));
    assert_close(cgap_table_real(&table, 2, 3), 0x1p53, 0.0);
    cgap_table_free(&table);
    cgap_table_free(&table);
    assert_int_equal(table.n_row, 0);
    assert_string_equal(table.name, "union");
}

static void
columns_are_found_by_name(void **state)
{
    cgap_table table;

    (void) state;
    cgap_table_init(&table, "union", COLUMNS, N_COLUMN);
    for (size_t c = 0; c < N_COLUMN; c++) {
        assert_int_equal(cgap_table_find(&table, COLUMNS[c].name), c);
    }
    assert_int_equal(cgap_table_find(&table, "sd"), N_COLUMN);
    cgap_table_free(&table);
}

static void
a_row_left_open_is_a_mistake_of_the_caller(void **state)
{
    cgap_table table;
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    cgap_table_init(&table, "union", COLUMNS, N_COLUMN);
    add_row(&table, "history", "formal_mean", 0.61, 1000);
    cgap_table_add_text(&table, "history");
    assert_int_equal(cgap_table_finish(&table, &err), CGAP_E_ARGUMENT);
    assert_string_equal(err.text, "the last row of table 'union' is incomplete");
    assert_int_equal(table.n_row, 1);
    cgap_table_free(&table);
}

/* The same text below itself is stored once: a long table must not grow with its labels. */
static void
equal_neighbours_share_their_text(void **state)
{
    cgap_table table;
    size_t used;

    (void) state;
    cgap_table_init(&table, "union", COLUMNS, N_COLUMN);
    add_row(&table, "history", "formal_mean", 0.0, 0);
    used = table.pool_used;
    for (int n = 1; n < 1000; n++) {
        add_row(&table, "history", "formal_mean", n, n);
    }
    assert_int_equal(table.pool_used, used);
    add_row(&table, "history", "formal_mean_weighted", 0.0, 0); /* a prefix is not the same */
    assert_true(table.pool_used > used);
    assert_string_equal(cgap_table_text(&table, 999, 1), "formal_mean");
    assert_string_equal(cgap_table_text(&table, 1000, 1), "formal_mean_weighted");
    cgap_table_free(&table);
}

/* Past the first allocation of cells and of texts, with a new text in every row. */
static void
long_tables(void **state)
{
    enum { ROWS = 20000 };
    cgap_table table;
    cgap_error err = CGAP_ERROR_INIT;
    char text[32];

    (void) state;
    cgap_table_init(&table, "union", COLUMNS, N_COLUMN);
    for (int n = 0; n < ROWS; n++) {
        (void) snprintf(text, sizeof text, "measure-%d", n);
        add_row(&table, "history", text, n / 8.0, n);
    }
    assert_int_equal(cgap_table_finish(&table, &err), CGAP_OK);
    assert_int_equal(table.n_row, ROWS);
    for (int n = 0; n < ROWS; n++) {
        (void) snprintf(text, sizeof text, "measure-%d", n);
        assert_string_equal(cgap_table_text(&table, (size_t) n, 1), text);
        assert_close(cgap_table_real(&table, (size_t) n, 2), n / 8.0, 0.0);
        assert_close(cgap_table_real(&table, (size_t) n, 3), n, 0.0);
    }
    cgap_table_free(&table);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_come_back),
        cmocka_unit_test(columns_are_found_by_name),
        cmocka_unit_test(a_row_left_open_is_a_mistake_of_the_caller),
        cmocka_unit_test(equal_neighbours_share_their_text),
        cmocka_unit_test(long_tables),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
