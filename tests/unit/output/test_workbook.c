/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook says again what the tables say: what it cannot hold costs it a sheet or itself, never
 * the results. */
#include "harness.h"

#include "folder.h"
#include "shipped.h"

#include "cgap/folder.h"
#include "cgap/results.h"

static const cgap_column COLUMNS[] = {{"value", CGAP_COLUMN_COUNT, "", "A number."}};

static void
fill(cgap_table *table, const char *name, size_t n)
{
    cgap_table_init(table, name, COLUMNS, 1);
    for (size_t r = 0; r < n; r++) {
        cgap_table_add_count(table, (long long) r);
    }
    assert_int_equal(cgap_table_finish(table, NULL), CGAP_OK);
}

static void
a_table_too_long_for_a_sheet_is_left_out(void **state)
{
    const char *folder = test_folder();
    char path[128], left_out[CGAP_LEFT_OUT_SIZE];
    cgap_table small, large;
    const cgap_table *tables[] = {&large, &small};
    cgap_error err = CGAP_ERROR_INIT;
    struct stat file;

    (void) state;
    if (!cgap_workbook_available()) {
        skip();
    }
    fill(&small, "small", 3);
    fill(&large, "large", (size_t) CGAP_SHEET_ROWS + 1);
    assert_int_equal(cgap_workbook_write(folder, tables, 2, left_out, &err), CGAP_OK);
    assert_string_equal(left_out, "large");
    (void) snprintf(path, sizeof path, "%s/tables.xlsx", folder);
    assert_int_equal(stat(path, &file), 0);
    assert_true(file.st_size < 100000);
    assert_int_equal(cgap_workbook_write(folder, tables + 1, 1, left_out, &err), CGAP_OK);
    assert_string_equal(left_out, "");
    cgap_table_free(&small);
    cgap_table_free(&large);
    cgap_folder_remove(folder);
}

static void
a_workbook_that_fails_leaves_the_results(void **state)
{
    static const cgap_build build = {"1", "a", "cc", "-O2", NULL, 0};
    const char *folder = test_folder();
    char path[128], trouble[CGAP_WORKBOOK_TROUBLE] = "", *text = NULL;
    cgap_table table;
    const cgap_table *tables[] = {&table};
    cgap_scenario scenario;
    const cgap_scenario *view = &scenario;
    cgap_manifest manifest = {.build = &build, .command = "run", .n_scenario = 1};
    cgap_folder_content content = {.table = tables,
                                   .n_table = 1,
                                   .manifest = &manifest,
                                   .workbook = true,
                                   .threads = 1,
                                   .workbook_trouble = trouble};
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    shipped_read(&scenario, "status-quo-2013", NULL);
    assert_int_equal(cgap_scenario_write(&scenario, &text, &err), CGAP_OK);
    manifest.scenario = &view;
    manifest.canonical = (const char *const *) &text;
    fill(&table, "sample", 3);
    (void) snprintf(path, sizeof path, "%s/tables.xlsx", folder);
    assert_int_equal(mkdir(path, 0777), 0); /* nothing can be written in its place */
    assert_int_equal(cgap_results_write(folder, &content, &err), CGAP_OK);
    assert_non_null(strstr(trouble, "no workbook: "));
    (void) snprintf(path, sizeof path, "%s/manifest.json", folder);
    assert_int_equal(access(path, F_OK), 0);
    free(text);
    cgap_table_free(&table);
    cgap_scenario_free(&scenario);
    cgap_folder_remove(folder);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_too_long_for_a_sheet_is_left_out),
        cmocka_unit_test(a_workbook_that_fails_leaves_the_results),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
