/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a results folder says of its origin. */
#include "harness.h"

#include "folder.h"
#include "data_folder.h"
#include "shipped.h"

#include "cgap/folder.h"
#include "cgap/hash.h"
#include "cgap/results.h"

static void
hashes_are_sha256(void **state)
{
    static const double numbers[] = {0.5, 1.0};
    char hash[CGAP_SHA256_TEXT], same[CGAP_SHA256_TEXT], path[128];
    cgap_error err = CGAP_ERROR_INIT;
    const char *folder = test_folder();

    (void) state;
    cgap_sha256_text("abc", hash); /* FIPS 180-2, appendix B.1 */
    assert_string_equal(hash, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    (void) snprintf(path, sizeof path, "%s/abc", folder);
    test_write(path, "abc");
    assert_int_equal(cgap_sha256_file(path, same, &err), CGAP_OK);
    assert_string_equal(same, hash);
    assert_int_equal(cgap_sha256_file("/nowhere", same, &err), CGAP_E_IO);
    cgap_sha256_numbers(numbers, 2, hash);
    cgap_sha256_text("0.5\n1\n", same);
    assert_string_equal(hash, same);
    cgap_folder_remove(folder);
}

static const cgap_column COLUMNS[] = {{"value", CGAP_COLUMN_REAL, "", "A number."}};

/* Writes the folder of one shipped scenario and returns its manifest; free it. */
static char *
write_manifest(const char *folder, cgap_manifest *manifest, bool several)
{
    static const cgap_library_version library = {"gsl", "2.7"};
    static const cgap_build build = {"1.2.3", "abcdef", "cc 1", "-O2 \"quoted\"", &library, 1};
    const cgap_scenario *scenario;
    cgap_scenario quiet;
    cgap_table table;
    const cgap_table *tables[] = {&table};
    cgap_folder_content content = {
        .table = tables, .n_table = 1, .several = several, .manifest = manifest, .threads = 1};
    cgap_error err = CGAP_ERROR_INIT;
    char *text = NULL, path[256];

    shipped_read(&quiet, "status-quo-2013", NULL);
    scenario = &quiet;
    assert_int_equal(cgap_scenario_write(scenario, &text, &err), CGAP_OK);
    manifest->build = &build;
    manifest->command = "run";
    manifest->scenario = &scenario;
    manifest->canonical = (const char *const *) &text;
    manifest->n_scenario = 1;
    cgap_table_init(&table, "sample", COLUMNS, 1);
    assert_int_equal(cgap_results_write(folder, &content, &err), CGAP_OK);
    cgap_scenario_free(&quiet);
    free(text);
    (void) snprintf(path, sizeof path, "%s/manifest.json", folder);
    text = test_content(path);
    assert_non_null(text);
    return text;
}

static void
assert_says(const char *text, const char *part)
{
    if (strstr(text, part) == NULL) {
        fail_msg("'%s' does not hold '%s'", text, part);
    }
}

static void
manifest_says_what_decides_the_numbers(void **state)
{
    const char *folder = test_folder();
    cgap_manifest manifest = {.seed = 9223372036854775807U,
                              .replicates = 100,
                              .subset_from = 10,
                              .subset_to = 20,
                              .members_every_step = true,
                              .raw = true,
                              .baseline = "status-quo-2013"};
    char *text = write_manifest(folder, &manifest, false), hash[CGAP_SHA256_TEXT], *scenario;
    char path[256];
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    assert_says(text, "\"version\": \"1.2.3\"");
    assert_says(text, "\"flags\": \"-O2 \\\"quoted\\\"\"");
    assert_says(text, "\"gsl\": \"2.7\"");
    assert_says(text, "\"seed\": 9223372036854775807");
    assert_says(text, "\"replicates\": 100");
    assert_says(text, "\"members_every\": \"step\"");
    assert_says(text, "\"raw\": true");
    assert_says(text, "\"baseline\": \"status-quo-2013\"");
    assert_int_equal(cgap_sha256_file(CGAP_SOURCE_DIR "/scenarios/data/gci.csv", hash, &err),
                     CGAP_OK);
    assert_says(text, hash);
    (void) snprintf(path, sizeof path, "%s/scenario.cfg", folder);
    scenario = test_content(path);
    assert_non_null(scenario);
    cgap_sha256_text(scenario, hash);
    assert_says(text, hash);
    free(scenario);
    free(text);
    cgap_folder_remove(folder);
}

static void
equal_runs_have_equal_manifests(void **state)
{
    char *one, *two, first[64];
    const char *folder = test_folder();
    cgap_manifest manifest = {.replicates = 1000};

    (void) state;
    one = write_manifest(folder, &manifest, false);
    (void) snprintf(first, sizeof first, "%s", folder);
    folder = test_folder();
    two = write_manifest(folder, &manifest, false);
    assert_string_equal(one, two);
    assert_null(strstr(one, "subset"));
    assert_null(strstr(one, "baseline"));
    assert_null(strstr(one, "raw"));
    free(one);
    free(two);
    cgap_folder_remove(folder);
    cgap_folder_remove(first);
}

static void
a_comparison_keeps_each_scenario_by_name(void **state)
{
    const char *folder = test_folder();
    cgap_manifest manifest = {.replicates = 1};
    char path[256], *scenario;

    (void) state;
    free(write_manifest(folder, &manifest, true));
    (void) snprintf(path, sizeof path, "%s/scenarios/status-quo-2013.cfg", folder);
    scenario = test_content(path);
    assert_non_null(scenario);
    free(scenario);
    (void) snprintf(path, sizeof path, "%s/scenario.cfg", folder);
    assert_null(test_content(path));
    cgap_folder_remove(folder);
}

static void
timing_has_parts_and_total(void **state)
{
    static const cgap_timing_part part[] = {{"reading", 0.25}, {"simulation", 1.5}};
    const char *folder = test_folder();
    char path[128], *text;
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    assert_int_equal(cgap_timing_write(folder, "2020-01-01T00:00:00Z", 3, part, 2, &err), CGAP_OK);
    (void) snprintf(path, sizeof path, "%s/timing.json", folder);
    text = test_content(path);
    assert_non_null(text);
    assert_says(text, "\"started\": \"2020-01-01T00:00:00Z\"");
    assert_says(text, "\"threads\": 3");
    assert_says(text, "\"simulation\": 1.5");
    assert_says(text, "\"total\": 1.75");
    free(text);
    cgap_folder_remove(folder);
}

/* Who edits a table while a long run goes on finds the bytes in the manifest that were read. */
static void
data_are_hashed_as_they_were_read(void **state)
{
    static const cgap_build build = {"1", "a", "cc", "-O2", NULL, 0};
    const char *folder;
    char data[64], hash[CGAP_SHA256_TEXT], path[600], *text = NULL,
                                                      *table = test_data_table("gci.csv");
    cgap_scenario scenario;
    const cgap_scenario *view = &scenario;
    cgap_manifest manifest = {.build = &build, .command = "run", .n_scenario = 1};
    cgap_error err = CGAP_ERROR_INIT;
    char setting[600];
    const char *const settings[] = {setting, NULL};

    (void) state;
    (void) snprintf(data, sizeof data, "%s", test_data_copy());
    folder = test_folder(); /* in the place of the name before */
    (void) snprintf(setting, sizeof setting, "data=%s", data);
    shipped_read(&scenario, "status-quo-2013", settings);
    cgap_sha256_text(table, hash);
    test_data_write(data, "gci.csv", "edited since");
    assert_int_equal(cgap_scenario_write(&scenario, &text, &err), CGAP_OK);
    manifest.scenario = &view;
    manifest.canonical = (const char *const *) &text;
    assert_int_equal(cgap_manifest_write(&manifest, folder, &err), CGAP_OK);
    free(text);
    (void) snprintf(path, sizeof path, "%s/manifest.json", folder);
    text = test_content(path);
    assert_non_null(text);
    assert_says(text, hash);
    free(text);
    free(table);
    cgap_scenario_free(&scenario);
    test_data_remove(data);
    cgap_folder_remove(folder);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hashes_are_sha256),
        cmocka_unit_test(manifest_says_what_decides_the_numbers),
        cmocka_unit_test(equal_runs_have_equal_manifests),
        cmocka_unit_test(a_comparison_keeps_each_scenario_by_name),
        cmocka_unit_test(data_are_hashed_as_they_were_read),
        cmocka_unit_test(timing_has_parts_and_total),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
