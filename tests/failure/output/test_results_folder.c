/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever call fails while a results folder is written: one sentence, no leftovers, no leak (the
 * sanitizers watch), and an earlier folder stands as it was. */
#include "harness.h"

#include "failing.h"
#include "folder.h"

#include "cgap/folder.h"
#include "cgap/memory.h"
#include "cgap/output.h"

enum { MANY_ROWS = 2000 }; /* more than a buffer full */

static const cgap_column COLUMNS[] = {
    {"name", CGAP_COLUMN_TEXT, "", "A text."},
    {"value", CGAP_COLUMN_REAL, "", "A number."},
};

/* A whole run's worth of writing, every status handed up. */
static cgap_status
write_all(cgap_folder *folder, const char *target, cgap_folder_taken taken, cgap_error *err)
{
    cgap_table table, columns, again;
    const cgap_table *const tables[] = {&table};
    char *path = NULL;
    cgap_status status;

    cgap_table_init(&table, "sample", COLUMNS, 2);
    cgap_table_init(&columns, "columns", COLUMNS, 2);
    cgap_table_init(&again, "sample", COLUMNS, 2);
    for (int r = 0; r < MANY_ROWS; r++) {
        cgap_table_add_text(&table, r % 2 ? "odd" : "even");
        cgap_table_add_real(&table, r / 7.0);
    }
    status = cgap_folder_begin(folder, target, taken, err);
    if (status == CGAP_OK) {
        status = cgap_output_table(&table, CGAP_FORMAT_CSV, folder->draft, err);
    }
    if (status == CGAP_OK) {
        status = cgap_output_table(&table, CGAP_FORMAT_JSON, folder->draft, err);
    }
    if (status == CGAP_OK) {
        status = cgap_output_columns(&columns, tables, 1, err);
    }
    if (status == CGAP_OK) {
        status = cgap_output_table(&columns, CGAP_FORMAT_CSV, folder->draft, err);
    }
    if (status == CGAP_OK) {
        path = cgap_text_format("%s/sample.csv", folder->draft);
        status = path == NULL ? cgap_error_fail(err, CGAP_E_MEMORY, "out of memory")
                              : cgap_output_read(&again, path, "sample", COLUMNS, 2, err);
    }
    free(path);
    if (status == CGAP_OK) {
        path = cgap_text_format("%s/manifest.json", folder->draft);
        status = path == NULL ? cgap_error_fail(err, CGAP_E_MEMORY, "out of memory")
                              : cgap_output_text(path, "{}", err);
        free(path);
    }
    if (status == CGAP_OK) {
        status = cgap_folder_commit(folder, err);
    }
    cgap_table_free(&table);
    cgap_table_free(&columns);
    cgap_table_free(&again);
    return status;
}

static void
assert_content(const char *target, const char *expected)
{
    char *path = cgap_text_format("%s/manifest.json", target), *text = test_content(path);

    assert_non_null(text);
    assert_string_equal(text, expected);
    free(text);
    free(path);
}

/* Runs write_all with the n-th call failing; false when it has fewer calls. */
static bool
fails_at(int n, const char *target, cgap_folder_taken taken, cgap_status *status, cgap_error *err)
{
    cgap_folder folder = CGAP_FOLDER_INIT;
    int before = failing_count;

    failing_at = n;
    *status = write_all(&folder, target, taken, err);
    failing_at = 0;
    cgap_folder_free(&folder);
    return failing_count > before;
}

/* A call whose failure does no harm (closing a file that was only read) may end well. */
static void
assert_told(cgap_status status, const cgap_error *err)
{
    assert_true(status == CGAP_E_IO || status == CGAP_E_MEMORY || status == CGAP_E_INPUT);
    assert_true(strlen(err->text) > 10);
}

static void
a_new_folder_appears_whole_or_not_at_all(void **state)
{
    const char *root = test_folder();
    char *target = cgap_text_format("%s/new/parents/run", root);
    char *parent = cgap_text_format("%s/new", root);
    cgap_error err = CGAP_ERROR_INIT;
    cgap_status status;
    int n = 1;

    (void) state;
    for (; fails_at(n, target, CGAP_FOLDER_REFUSE, &status, &err); n++) {
        if (status == CGAP_OK) {
            assert_int_equal(test_entries(target), 4);
            cgap_folder_remove(parent);
        } else {
            assert_told(status, &err);
        }
        assert_int_equal(test_entries(root), 0);
    }
    assert_true(n > 40);
    assert_int_equal(status, CGAP_OK);
    assert_int_equal(test_entries(target), 4);
    free(parent);
    free(target);
    cgap_folder_remove(root);
}

static void
an_old_folder_stands_until_the_new_one_is_whole(void **state)
{
    const char *root = test_folder();
    char *target = cgap_text_format("%s/run", root);
    char *manifest = cgap_text_format("%s/manifest.json", target);
    cgap_error err = CGAP_ERROR_INIT;
    cgap_status status;
    bool more = true;

    (void) state;
    for (int n = 1; more; n++) {
        cgap_folder_remove(target);
        assert_int_equal(mkdir(target, 0777), 0);
        test_write(manifest, "old");
        more = fails_at(n, target, CGAP_FOLDER_REPLACE, &status, &err);
        assert_int_equal(test_entries(root), 1);
        if (status != CGAP_OK) {
            assert_told(status, &err);
        }
        assert_content(target, status == CGAP_OK ? "{}" : "old");
        assert_true(more || n > 40);
    }
    assert_int_equal(status, CGAP_OK);
    free(manifest);
    free(target);
    cgap_folder_remove(root);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_folder_appears_whole_or_not_at_all),
        cmocka_unit_test(an_old_folder_stands_until_the_new_one_is_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
