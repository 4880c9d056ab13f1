/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables as CSV and JSON, and back. */
#include "harness.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "folder.h"

#include "cgap/folder.h"
#include "cgap/output.h"

static const cgap_column COLUMNS[] = {
    {"name", CGAP_COLUMN_TEXT, "", "A text."},
    {"value", CGAP_COLUMN_REAL, "1/year", "A number, or nothing."},
    {"n", CGAP_COLUMN_COUNT, "", "A count."},
};
enum { N_COLUMN = 3 };

static void
fill(cgap_table *table)
{
    cgap_table_init(table, "sample", COLUMNS, N_COLUMN);
    cgap_table_add_text(table, "plain");
    cgap_table_add_real(table, 0.1);
    cgap_table_add_count(table, 1000);
    cgap_table_add_text(table, "with, \"quotes\"\nand a line");
    cgap_table_add_empty(table);
    cgap_table_add_count(table, -2);
    cgap_table_add_text(table, "");
    cgap_table_add_real(table, 1.0 / 3.0);
    cgap_table_add_count(table, 0);
}

static const char CSV[] = "name,value,n\n"
                          "plain,0.1,1000\n"
                          "\"with, \"\"quotes\"\"\nand a line\",,-2\n"
                          ",0.3333333333333333,0\n";

static void
csv_quotes_what_must_be_quoted(void **state)
{
    const char *folder = test_folder();
    char path[128], *text;
    cgap_table table;
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    fill(&table);
    assert_int_equal(cgap_output_table(&table, CGAP_FORMAT_CSV, folder, 1, &err), CGAP_OK);
    (void) snprintf(path, sizeof path, "%s/sample.csv", folder);
    text = test_content(path);
    assert_non_null(text);
    assert_string_equal(text, CSV);
    free(text);
    cgap_table_free(&table);
    cgap_folder_remove(folder);
}

static char *
long_csv(const char *folder, const cgap_table *table, size_t threads)
{
    char path[128];

    assert_int_equal(cgap_output_table(table, CGAP_FORMAT_CSV, folder, threads, NULL), CGAP_OK);
    (void) snprintf(path, sizeof path, "%s/sample.csv", folder);
    return test_content(path);
}

static void
counts_of_any_size_are_written_whole(void **state)
{
    static const long long count[] = {LLONG_MAX, LLONG_MIN, 9, 10, -10, 99, 100};
    const char *folder = test_folder();
    char *text, expected[400] = "name,value,n\n";
    cgap_table table;

    (void) state;
    cgap_table_init(&table, "sample", COLUMNS, N_COLUMN);
    for (size_t k = 0; k < sizeof count / sizeof *count; k++) {
        size_t length = strlen(expected);

        cgap_table_add_text(&table, "");
        cgap_table_add_empty(&table);
        cgap_table_add_count(&table, count[k]);
        (void) snprintf(expected + length, sizeof expected - length, ",,%lld\n", count[k]);
    }
    text = long_csv(folder, &table, 1);
    assert_string_equal(text, expected);
    free(text);
    cgap_table_free(&table);
    cgap_folder_remove(folder);
}

/* Enough rows for several pieces of several threads, the last one short. */
static void
csv_is_the_same_however_many_threads_write_it(void **state)
{
    enum { ROWS = 20003 };
    static const size_t threads[] = {2, 3, 7, 1000};
    const char *folder = test_folder();
    cgap_table table;
    char *alone;

    (void) state;
    cgap_table_init(&table, "sample", COLUMNS, N_COLUMN);
    for (int row = 0; row < ROWS; row++) {
        cgap_table_add_text(&table, row % 3 == 0 ? "a, \"b\"" : "plain");
        cgap_table_add_real(&table, row % 5 == 0 ? NAN : 1.0 / (1.0 + row / 7));
        cgap_table_add_count(&table, row);
    }
    alone = long_csv(folder, &table, 1);
    assert_non_null(alone);
    for (size_t t = 0; t < sizeof threads / sizeof threads[0]; t++) {
        char *together = long_csv(folder, &table, threads[t]);

        assert_string_equal(together, alone);
        free(together);
    }
    free(alone);
    cgap_table_free(&table);
    cgap_folder_remove(folder);
}

static void
csv_reads_back_to_the_same_table(void **state)
{
    const char *folder = test_folder();
    char path[128];
    cgap_table table, again;
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    fill(&table);
    assert_int_equal(cgap_output_table(&table, CGAP_FORMAT_CSV, folder, 1, &err), CGAP_OK);
    (void) snprintf(path, sizeof path, "%s/sample.csv", folder);
    assert_int_equal(cgap_output_read(&again, path, "sample", COLUMNS, N_COLUMN, &err), CGAP_OK);
    assert_int_equal(again.n_row, table.n_row);
    for (size_t r = 0; r < table.n_row; r++) {
        double was = cgap_table_real(&table, r, 1), is = cgap_table_real(&again, r, 1);

        assert_string_equal(cgap_table_text(&again, r, 0), cgap_table_text(&table, r, 0));
        assert_true(is == was || (isnan(is) && isnan(was)));
        assert_close(cgap_table_real(&again, r, 2), cgap_table_real(&table, r, 2), 0.0);
    }
    cgap_table_free(&table);
    cgap_table_free(&again);
    cgap_folder_remove(folder);
}

static void
reader_names_the_line_of_a_bad_cell(void **state)
{
    static const struct {
        const char *text, *said;
    } bad[] = {
        {"name,value,n\na,1,1\nb,one,2\n", ":3: value is 'one'"},
        {"name,value,n\na,1,1.5\n", ":2: n is '1.5'"},
        {"name,value,n\na,1,\n", ":2: n is ''"},
        {"name,value,n\na,1,99999999999999999999\n", ":2: n is '99999999999999999999'"},
        {"name,values,n\n", ":1: column 2 is 'values'; 'value' is expected"},
        {"name,value\n", ":1: has 2 columns; this table has 3"},
    };
    const char *folder = test_folder();
    char path[128];

    (void) state;
    (void) snprintf(path, sizeof path, "%s/bad.csv", folder);
    for (size_t b = 0; b < sizeof bad / sizeof bad[0]; b++) {
        cgap_table table;
        cgap_error err = CGAP_ERROR_INIT;

        test_write(path, bad[b].text);
        assert_int_equal(cgap_output_read(&table, path, "bad", COLUMNS, N_COLUMN, &err),
                         CGAP_E_INPUT);
        if (strstr(err.text, bad[b].said) == NULL) {
            fail_msg("'%s' does not say '%s'", err.text, bad[b].said);
        }
        cgap_table_free(&table);
    }
    cgap_folder_remove(folder);
}

static void
json_is_an_array_of_records(void **state)
{
    const char *folder = test_folder();
    char path[128], *text;
    cgap_table table;
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    fill(&table);
    assert_int_equal(cgap_output_table(&table, CGAP_FORMAT_JSON, folder, 1, &err), CGAP_OK);
    (void) snprintf(path, sizeof path, "%s/sample.json", folder);
    text = test_content(path);
    assert_non_null(text);
    assert_string_equal(
        text, "[\n"
              "{\"name\": \"plain\", \"value\": 0.1, \"n\": 1000},\n"
              "{\"name\": \"with, \\\"quotes\\\"\\nand a line\", \"value\": null, \"n\": -2},\n"
              "{\"name\": \"\", \"value\": 0.3333333333333333, \"n\": 0}\n"
              "]\n");
    free(text);
    cgap_table_free(&table);
    cgap_folder_remove(folder);
}

static void
empty_tables_have_a_header(void **state)
{
    const char *folder = test_folder();
    char path[128], *text;
    cgap_table table;
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    cgap_table_init(&table, "sample", COLUMNS, N_COLUMN);
    assert_int_equal(cgap_output_table(&table, CGAP_FORMAT_CSV, folder, 1, &err), CGAP_OK);
    assert_int_equal(cgap_output_table(&table, CGAP_FORMAT_JSON, folder, 1, &err), CGAP_OK);
    (void) snprintf(path, sizeof path, "%s/sample.csv", folder);
    text = test_content(path);
    assert_string_equal(text, "name,value,n\n");
    free(text);
    (void) snprintf(path, sizeof path, "%s/sample.json", folder);
    text = test_content(path);
    assert_string_equal(text, "[\n]\n");
    free(text);
    cgap_folder_remove(folder);
}

static void
a_full_disk_is_one_sentence(void **state)
{
    cgap_table table;
    cgap_error err = CGAP_ERROR_INIT;
    FILE *full = fopen("/dev/full", "wb");

    (void) state;
    assert_non_null(full);
    fill(&table);
    assert_int_equal(cgap_output_stream(&table, CGAP_FORMAT_CSV, full, "full", &err), CGAP_E_IO);
    assert_string_equal(err.text, "full: cannot be written (No space left on device)");
    (void) fclose(full);
    assert_int_equal(cgap_output_table(&table, CGAP_FORMAT_CSV, "/nowhere/at/all", 1, &err),
                     CGAP_E_IO);
    assert_non_null(strstr(err.text, "/nowhere/at/all/sample.csv: cannot be created"));
    cgap_table_free(&table);
}

static void
an_incomplete_row_is_not_written(void **state)
{
    const char *folder = test_folder();
    cgap_table table;
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    fill(&table);
    cgap_table_add_text(&table, "half a row");
    assert_int_equal(cgap_output_table(&table, CGAP_FORMAT_CSV, folder, 1, &err), CGAP_E_ARGUMENT);
    assert_int_equal(test_entries(folder), 0);
    cgap_table_free(&table);
    cgap_folder_remove(folder);
}

static void
columns_describe_every_table_and_themselves(void **state)
{
    cgap_table table, columns;
    const cgap_table *tables[] = {&table};
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    cgap_table_init(&table, "sample", COLUMNS, N_COLUMN);
    assert_int_equal(cgap_output_columns(&columns, tables, 1, NULL, &err), CGAP_OK);
    assert_int_equal(columns.n_row, N_COLUMN + 4);
    assert_string_equal(cgap_table_text(&columns, 1, 0), "sample");
    assert_string_equal(cgap_table_text(&columns, 1, 1), "value");
    assert_string_equal(cgap_table_text(&columns, 1, 2), "1/year");
    assert_string_equal(cgap_table_text(&columns, 1, 3), "A number, or nothing.");
    assert_string_equal(cgap_table_text(&columns, 6, 1), "meaning");
    cgap_table_free(&columns);
}

static void
columns_define_measures(void **state)
{
    static const cgap_column column[] = {
        {"measure", CGAP_COLUMN_TEXT, "", ""},   {"scope", CGAP_COLUMN_TEXT, "", ""},
        {"unit", CGAP_COLUMN_TEXT, "", ""},      {"definition", CGAP_COLUMN_TEXT, "", ""},
        {"reference", CGAP_COLUMN_TEXT, "", ""},
    };
    static const char *const cell[] = {"cv",       "date",   "1",     "sd / mean", "",
                                       "mld",      "date",   "1",     "mean log",  "Theil",
                                       "loss_gdp", "member", "share", "its own",   ""};
    cgap_table measure, columns;
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    cgap_table_init(&measure, "measures", column, 5);
    for (size_t c = 0; c < sizeof cell / sizeof cell[0]; c++) {
        cgap_table_add_text(&measure, cell[c]);
    }
    assert_int_equal(cgap_output_columns(&columns, NULL, 0, &measure, &err), CGAP_OK);
    assert_int_equal(columns.n_row, 4 + 3);
    assert_string_equal(cgap_table_text(&columns, 4, 0), "measure");
    assert_string_equal(cgap_table_text(&columns, 4, 1), "cv");
    assert_string_equal(cgap_table_text(&columns, 4, 3), "sd / mean");
    assert_string_equal(cgap_table_text(&columns, 5, 2), "1");
    assert_string_equal(cgap_table_text(&columns, 5, 3), "mean log; Theil");
    assert_string_equal(cgap_table_text(&columns, 5, 0), "measure");
    assert_string_equal(cgap_table_text(&columns, 6, 0), "variable");
    assert_string_equal(cgap_table_text(&columns, 6, 3), "its own");
    cgap_table_free(&columns);
    cgap_table_free(&measure);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_quotes_what_must_be_quoted),
        cmocka_unit_test(counts_of_any_size_are_written_whole),
        cmocka_unit_test(csv_is_the_same_however_many_threads_write_it),
        cmocka_unit_test(csv_reads_back_to_the_same_table),
        cmocka_unit_test(reader_names_the_line_of_a_bad_cell),
        cmocka_unit_test(json_is_an_array_of_records),
        cmocka_unit_test(empty_tables_have_a_header),
        cmocka_unit_test(a_full_disk_is_one_sentence),
        cmocka_unit_test(an_incomplete_row_is_not_written),
        cmocka_unit_test(columns_describe_every_table_and_themselves),
        cmocka_unit_test(columns_define_measures),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
