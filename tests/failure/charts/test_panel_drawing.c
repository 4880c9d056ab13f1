/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever call fails while the figures of a panel are tabled and drawn: a status and a sentence,
 * no half file, no leak (the sanitizers watch). gnuplot is a stand-in. */
#include "harness.h"

#include <math.h>

#include "failing.h"
#include "folder.h"

#include "cgap/memory.h"
#include "cgap/panel_charts.h"
#include "cgap/panel_tables.h"

enum { N = 3, T = 6 };

static const double X[N][T] = {
    {1.0, 1.5, 2.0, 2.2, 2.4, 2.5}, {2.0, 2.2, 2.5, 2.6, 2.7, 2.8}, {6.0, 5.0, 4.0, 3.5, 3.2, 3.1}};
static const double TIME[T] = {2010.0, 2011.0, 2012.0, 2013.0, 2014.0, 2015.0};
static const char *const NAME[N] = {"A", "B", "C"};

static cgap_status
table_and_draw(const char *folder, const char *gnuplot, cgap_error *err)
{
    const double *row[N] = {X[0], X[1], X[2]};
    size_t member[N] = {1, 1, 0};
    cgap_club club = {2, {0.5, 0.1, 5.0, 0.9}, NAN};
    const cgap_clubs clubs = {N, 1, member, &club};
    const cgap_panel_view view = {
        .n_unit = N, .n_time = T, .time = TIME, .x = row, .original = row};
    const cgap_panel_tables_input in = {&view, NAME, false, &clubs, NULL};
    const cgap_chart_options how = {
        CGAP_SOURCE_DIR "/plots", NULL, "svg", NULL, gnuplot, 2, CGAP_ENGLISH};
    cgap_panel_tables tables = {0};
    cgap_status status = cgap_panel_tables_make(&tables, &in, err);
    size_t drawn = 0;

    if (status == CGAP_OK) {
        const cgap_panel_charts what = {.spread = &tables.spread,
                                        .units = &tables.units,
                                        .growth = &tables.growth,
                                        .span = &tables.span,
                                        .lorenz = &tables.lorenz,
                                        .clubs = &tables.clubs,
                                        .panel = "panel.csv",
                                        .version = "0",
                                        .confidence = NAN};

        status = cgap_panel_charts_draw(folder, &what, &how, NULL, &drawn, err);
        assert_true(status != CGAP_OK || drawn == 5);
    }
    cgap_panel_tables_free(&tables);
    return status;
}

static void
each_call_fails_once(void **state)
{
    const char *folder = test_folder();
    char *gnuplot = cgap_text_format("%s/gnuplot", folder);
    char *find = cgap_text_format("! find '%s' -name '*.part*' | grep .", folder);
    char *clear = cgap_text_format("rm -rf '%s'", folder);
    int rounds = 0, failures = 0;

    (void) state;
    test_write(gnuplot, "#!/bin/sh\n[ \"$1\" = --version ] && exec echo 'gnuplot 5.4'\n"
                        "echo '<svg></svg>' >\"$6\"\n");
    assert_int_equal(chmod(gnuplot, 0755), 0);
    for (int n = 1;; n += 19) {
        cgap_error err = CGAP_ERROR_INIT;
        cgap_status status;

        failing_count = 0;
        failing_at = n;
        status = table_and_draw(folder, gnuplot, &err);
        failing_at = 0;
        rounds++;
        if (status != CGAP_OK) {
            failures++;
            assert_true(err.text[0] != '\0');
            assert_int_equal(system(find), 0);
        }
        if (failing_count == 0) {
            assert_int_equal(status, CGAP_OK);
            break;
        }
    }
    assert_true(rounds > 20 && failures > rounds / 2);
    (void) system(clear);
    free(gnuplot);
    free(find);
    free(clear);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_call_fails_once)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
