/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever call fails while charts are drawn: a status and a sentence, no half file, no leak (the
 * sanitizers watch). gnuplot is a stand-in that writes an empty picture. */
#include "harness.h"

#include "failing.h"
#include "folder.h"
#include "shell.h"

#include "cgap/charts.h"
#include "cgap/memory.h"

static void
fail_each(const char *options, int stride)
{
    const char *folder = test_folder();
    char *gnuplot = cgap_text_format("%s/gnuplot", folder);
    char *make = cgap_text_format("python3 -B '%s/tests/support/chart_tables.py' '%s' --steps 1 %s",
                                  CGAP_SOURCE_DIR, folder, options);
    cgap_chart_options how = {
        CGAP_SOURCE_DIR "/plots", NULL, "svg", NULL, gnuplot, 2, CGAP_ENGLISH};
    int rounds = 0, failures = 0;

    assert_int_equal(system(make), 0);
    test_write(gnuplot, "#!/bin/sh\n[ \"$1\" = --version ] && exec echo 'gnuplot 5.4'\n"
                        "echo '<svg></svg>' >\"$6\"\n");
    assert_int_equal(chmod(gnuplot, 0755), 0);
    for (int n = 1;; n += stride) {
        cgap_error err = CGAP_ERROR_INIT;
        cgap_status status;

        failing_count = 0;
        failing_at = n;
        status = cgap_charts_draw(folder, &how, NULL, &err);
        failing_at = 0;
        rounds++;
        if (status != CGAP_OK) {
            failures++;
            assert_true(err.text[0] != '\0');
            assert_int_equal(shell("! find '%s' -name '*.part*' | grep .%s", folder, ""), 0);
        }
        if (failing_count == 0) {
            assert_int_equal(status, CGAP_OK);
            break;
        }
    }
    assert_true(rounds > 20 && failures > rounds / 2);
    free(gnuplot);
    free(make);
    (void) shell("rm -rf '%s'%s", folder, "");
}

static void
each_call_fails_once_for_a_run(void **state)
{
    (void) state;
    fail_each("", 53);
}

static void
each_call_fails_once_for_a_comparison(void **state)
{
    (void) state;
    fail_each("--scenarios history,status-quo-2013,industry --deterministic", 37);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_call_fails_once_for_a_run),
        cmocka_unit_test(each_call_fails_once_for_a_comparison),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
