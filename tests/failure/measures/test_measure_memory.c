/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever call fails while a panel is read and measured: one message, no leak (the sanitizers
 * watch), and results that can be freed. */
#include "harness.h"

#include "failing.h"
#include "folder.h"

#include <math.h>
#include <stdbool.h>

#include "cgap/bootstrap.h"
#include "cgap/clubs.h"
#include "cgap/panel.h"
#include "cgap/transitions.h"

static char long_path[96], wide_path[96], units_path[96];

static void
write_text(const char *path, const char *text)
{
    FILE *stream = fopen(path, "wb");

    assert_non_null(stream);
    (void) fputs(text, stream);
    assert_int_equal(fclose(stream), 0);
}

static int
make_files(void **state)
{
    const char *folder = test_folder();

    (void) state;
    (void) snprintf(long_path, sizeof long_path, "%s/long.csv", folder);
    (void) snprintf(wide_path, sizeof wide_path, "%s/wide.csv", folder);
    (void) snprintf(units_path, sizeof units_path, "%s/units.csv", folder);
    write_text(long_path, "time,unit,value\n1,A,1\n1,B,2\n1,C,\n2,A,2\n2,B,3\n2,C,5\n");
    write_text(wide_path, "time,A,B,C\n1,1,2,9\n2,2,3,8\n3,3,4,8\n4,4,5,8\n5,5,6,9\n6,6,7,9\n");
    write_text(units_path, "unit,w,g,z\nA,1,x,2\nB,2,y,1\nC,1,x,7\n");
    return 0;
}

static int
remove_files(void **state)
{
    char *end = strrchr(long_path, '/');

    (void) state;
    (void) unlink(long_path);
    (void) unlink(wide_path);
    (void) unlink(units_path);
    *end = '\0';
    return rmdir(long_path);
}

static cgap_status
measure_view(const cgap_panel_view *view, cgap_error *err)
{
    const cgap_measure_options options = {NAN, NAN, false, NULL};
    const cgap_bootstrap_plan plan = {100, 1, 0.95};
    const double cut[1] = {4.0};
    cgap_measurement done = CGAP_MEASUREMENT_INIT;
    cgap_bootstrap bounds = CGAP_BOOTSTRAP_INIT;
    cgap_clubs clubs = CGAP_CLUBS_INIT;
    cgap_transitions moves = CGAP_TRANSITIONS_INIT;
    cgap_status status = cgap_measurement_init(&done, view->n_unit, view->n_time, err);

    if (status == CGAP_OK) {
        cgap_measurement_run(&done, view, &options);
        status = cgap_bootstrap_run(&bounds, view, &options, &plan, err);
    }
    if (status == CGAP_OK) {
        status = cgap_transitions_count(&moves, view->x, view->n_unit, view->n_time, cut, 1, err);
    }
    if (status == CGAP_OK && view->n_time >= 6) {
        status = cgap_clubs_find(&clubs, view->x, view->n_unit, view->n_time, err);
    }
    if (status == CGAP_OK) {
        status = cgap_clubs_merge(&clubs, view->x, view->n_time, err);
    }
    cgap_measurement_free(&done);
    cgap_bootstrap_free(&bounds);
    cgap_clubs_free(&clubs);
    cgap_transitions_free(&moves);
    return status;
}

static cgap_status
all_of_it(const char *path, cgap_error *err)
{
    const char *const covariate[1] = {"z"};
    const cgap_panel_columns columns = {"w", "g", covariate, 1};
    cgap_diagnostics diagnostics = CGAP_DIAGNOSTICS_INIT;
    cgap_panel panel;
    cgap_panel_view view;
    cgap_status status = CGAP_OK;

    cgap_panel_read(&panel, path, &diagnostics);
    if (!cgap_diagnostics_failed(&diagnostics)) {
        cgap_panel_read_units(&panel, units_path, &columns, &diagnostics);
    }
    if (cgap_diagnostics_failed(&diagnostics)) {
        status = cgap_error_fail(err, CGAP_E_MEMORY, "%s",
                                 diagnostics.n > 0 ? diagnostics.at[0].text : "no memory at all");
    }
    if (status == CGAP_OK) {
        assert_non_null(panel.path);
        cgap_panel_drop_incomplete(&panel);
        status = cgap_panel_take_logarithms(&panel, err);
    }
    if (status == CGAP_OK) {
        status = cgap_panel_look(&panel, &view, err);
    }
    if (status == CGAP_OK) {
        status = measure_view(&view, err);
    }
    cgap_panel_free(&panel);
    cgap_diagnostics_free(&diagnostics);
    return status;
}

static void
any_call_may_fail(void **state)
{
    const char *const path[2] = {long_path, wide_path};

    (void) state;
    for (int k = 0; k < 2; k++) {
        int n = 0, before;
        bool whole = false;

        while (!whole) {
            cgap_error err = CGAP_ERROR_INIT;
            cgap_status status;

            before = failing_count;
            failing_at = ++n;
            status = all_of_it(path[k], &err);
            failing_at = 0;
            whole = failing_count == before;
            if (whole) {
                /* logarithms of the wide panel start at 0, so that clubs refuse it */
                assert_int_equal(status, k == 0 ? CGAP_OK : CGAP_E_INPUT);
            } else if (status != CGAP_OK) {
                assert_true(strlen(err.text) > 0);
            }
        }
        assert_true(n > 30);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_call_may_fail),
    };

    return cmocka_run_group_tests(tests, make_files, remove_files);
}
