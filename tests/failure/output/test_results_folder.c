/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever call fails while a results folder is written: one sentence, no leftovers, no leak (the
 * sanitizers watch), and an earlier folder stands as it was. */
#include "harness.h"

#include "failing.h"
#include "folder.h"

#include <jansson.h>

#include "cgap/folder.h"
#include "cgap/memory.h"
#include "cgap/results.h"

enum { MANY_ROWS = 1000 }; /* more than a buffer full */

static const cgap_column COLUMNS[] = {
    {"name", CGAP_COLUMN_TEXT, "", "A text."},
    {"value", CGAP_COLUMN_REAL, "", "A number."},
};

static cgap_status
write_content(const char *folder, const cgap_table *table, bool several, cgap_error *err)
{
    cgap_scenario scenario = {.name = (char[]){"quiet"},
                              .data = (char[]){"data"},
                              .dataset.folder = (char[]){CGAP_SOURCE_DIR "/scenarios/data"}};
    const cgap_scenario *const scenarios[] = {&scenario};
    const char *const canonical[] = {"format = 1;\n"};
    const cgap_library_version library = {"gsl", "2.7"};
    const cgap_build build = {"0", "c", "cc", "-O2", &library, 1};
    const cgap_manifest manifest = {.build = &build,
                                    .command = "run",
                                    .scenario = scenarios,
                                    .canonical = canonical,
                                    .n_scenario = 1};
    const cgap_folder_content content = {.table = &table,
                                         .n_table = 1,
                                         .json = true,
                                         .several = several,
                                         .manifest = &manifest,
                                         .threads = 1};
    const cgap_timing_part part = {"reading", 0.5};
    cgap_status status = cgap_results_write(folder, &content, err);

    return status == CGAP_OK ? cgap_timing_write(folder, "", 1, &part, 1, err) : status;
}

static cgap_status
read_back(const char *folder, cgap_error *err)
{
    cgap_table again;
    char *path = cgap_text_format("%s/sample.csv", folder);
    cgap_status status;

    cgap_table_init(&again, "sample", COLUMNS, 2);
    status = path == NULL ? cgap_error_fail(err, CGAP_E_MEMORY, "out of memory")
                          : cgap_output_read(&again, path, "sample", COLUMNS, 2, err);
    cgap_table_free(&again);
    free(path);
    return status;
}

/* A whole run's worth of writing, every status handed up. */
static cgap_status
write_all(cgap_folder *folder, const char *target, cgap_folder_taken taken, cgap_error *err)
{
    cgap_table table;
    cgap_status status;

    cgap_table_init(&table, "sample", COLUMNS, 2);
    for (int r = 0; r < MANY_ROWS; r++) {
        cgap_table_add_text(&table, r < MANY_ROWS / 2 ? "first" : "second");
        cgap_table_add_real(&table, r / 7.0);
    }
    status = cgap_folder_begin(folder, target, taken, err);
    if (status == CGAP_OK) {
        status = write_content(folder->draft, &table, taken == CGAP_FOLDER_REPLACE, err);
    }
    if (status == CGAP_OK) {
        status = read_back(folder->draft, err);
    }
    if (status == CGAP_OK) {
        status = cgap_folder_commit(folder, err);
    }
    cgap_table_free(&table);
    return status;
}

enum { N_ENTRY = 8 }; /* two tables twice, package, scenario, manifest, timing */

/* Does the manifest begin with that? */
static void
assert_content(const char *target, const char *expected)
{
    char *path = cgap_text_format("%s/manifest.json", target), *text = test_content(path);

    assert_non_null(text);
    assert_memory_equal(text, expected, strlen(expected));
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
            assert_int_equal(test_entries(target), N_ENTRY);
            cgap_folder_remove(parent);
        } else {
            assert_told(status, &err);
        }
        assert_int_equal(test_entries(root), 0);
    }
    assert_true(n > 150);
    assert_int_equal(status, CGAP_OK);
    assert_int_equal(test_entries(target), N_ENTRY);
    free(parent);
    free(target);
    cgap_folder_remove(root);
}

static void
an_old_folder_stands_until_the_new_one_is_whole(void **state)
{
    static const char old[] = "{\"program\": {\"name\": \"cgap\"}}";
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
        test_write(manifest, old);
        more = fails_at(n, target, CGAP_FOLDER_REPLACE, &status, &err);
        assert_int_equal(test_entries(root), 1);
        if (status != CGAP_OK) {
            assert_told(status, &err);
        }
        assert_content(target, status == CGAP_OK ? "{\n" : old);
        assert_true(more || n > 150);
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

    json_set_alloc_funcs(malloc, free); /* the JSON library's memory fails in its turn, too */
    return cmocka_run_group_tests(tests, NULL, NULL);
}
