/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The panel reader: both layouts, every message, and files damaged at random. */
#include "harness.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cgap/panel.h"
#include "cgap/rng.h"

static char folder[] = "/tmp/cgap-panel-XXXXXX";
static char path[64], units_path[64];

static int
make_folder(void **state)
{
    (void) state;
    if (mkdtemp(folder) == NULL) {
        return -1;
    }
    (void) snprintf(path, sizeof path, "%s/panel.csv", folder);
    (void) snprintf(units_path, sizeof units_path, "%s/units.csv", folder);
    return 0;
}

static int
remove_folder(void **state)
{
    (void) state;
    (void) unlink(path);
    (void) unlink(units_path);
    return rmdir(folder);
}

static void
write_file(const char *name, const char *text, size_t size)
{
    FILE *stream = fopen(name, "wb");

    assert_non_null(stream);
    assert_int_equal(fwrite(text, 1, size, stream), size);
    assert_int_equal(fclose(stream), 0);
}

/* Reads a panel from text; the messages are left in *diagnostics. */
static void
read_text(cgap_panel *panel, const char *text, cgap_diagnostics *diagnostics)
{
    *diagnostics = (cgap_diagnostics) CGAP_DIAGNOSTICS_INIT;
    write_file(path, text, strlen(text));
    cgap_panel_read(panel, path, diagnostics);
}

/* Expects one of the messages to contain @p words and to stand at line @p line. */
static void
expect_message(const char *text, int line, const char *words)
{
    cgap_panel panel;
    cgap_diagnostics d;
    int found = 0;

    read_text(&panel, text, &d);
    assert_true(cgap_diagnostics_failed(&d));
    for (size_t m = 0; m < d.n; m++) {
        char said[1024];

        cgap_message_format(&d.at[m], said, sizeof said);
        found += strstr(said, words) != NULL && d.at[m].line == line;
    }
    if (found != 1) {
        fail_msg("no message '%s' at line %d for: %s", words, line, text);
    }
    cgap_diagnostics_free(&d);
    cgap_panel_free(&panel);
}

static void
wide_and_long_are_the_same_panel(void **state)
{
    static const char *const text[] = {
        "time,B,A\n2001,2,1\n2000-07-01,4,3\n",
        "\xEF\xBB\xBFtime,unit,value\r\n2001,A,1\r\n2000.5,A,3\r\n2001,B,2\r\n2000.5,B,4\r\n"};

    (void) state;
    for (size_t k = 0; k < 2; k++) {
        cgap_panel panel;
        cgap_diagnostics d;
        cgap_panel_view view;

        read_text(&panel, text[k], &d);
        assert_false(cgap_diagnostics_failed(&d));
        assert_int_equal(panel.n_unit, 2);
        assert_int_equal(panel.n_time, 2);
        assert_string_equal(panel.unit[0], "A");
        assert_int_equal(cgap_panel_look(&panel, &view, NULL), CGAP_OK);
        assert_close(view.time[0], 2000.5, 0.0);
        assert_close(view.x[0][0], 3.0, 0.0);
        assert_close(view.x[1][1], 2.0, 0.0);
        cgap_panel_free(&panel);
        cgap_panel_free(&panel);
    }
}

static void
messages_tell_where_and_what(void **state)
{
    (void) state;
    expect_message("year,A\n2000,1\n", 1, "the first column is called 'year'");
    expect_message("time\n2000\n", 1, "one unit and one date at least");
    expect_message("time,A\n", 1, "one unit and one date at least");
    expect_message("time,A,B,A\n2000,1,2,3\n", 1, "A: the unit stands twice");
    expect_message("time,A,\n2000,1,2\n", 1, "a unit has no name");
    expect_message("time,A\n2000,1\nsoon,2\n", 3, "'soon' is neither a decimal year nor a date");
    expect_message("time,A\n2000,1\n2001,1.2.3\n", 3, "A: '1.2.3' is not a number");
    expect_message("time,A\n2000,inf\n", 2, "'inf' is not a number");
    expect_message("time,A\n2000,1\n2001,2\n2000,3\n", 4, "2000 stands in line 2 already");
    expect_message("time,unit,value\n2000,A,1\n2001,A,2\n2000,A,3\n", 4,
                   "A: has a second value at time 2000");
    expect_message("time,unit,value\n2000,,1\n", 2, "unit: is empty");
    expect_message("time,unit,value\n2000,A,x\n", 2, "A: 'x' is not a number");
    expect_message("time,A\n2000,1,2\n", 0, ":2: ");
}

static void
many_errors_are_counted(void **state)
{
    char text[4096] = "time,A\n";
    cgap_panel panel;
    cgap_diagnostics d;

    (void) state;
    for (int k = 0; k < 50; k++) {
        (void) snprintf(text + strlen(text), 64, "%d,bad\n", 2000 + k);
    }
    read_text(&panel, text, &d);
    assert_int_equal(d.n, 21);
    assert_string_equal(d.at[20].text, "and 30 more of the kind");
    cgap_diagnostics_free(&d);
    cgap_panel_free(&panel);
}

static void
missing_values_and_what_is_kept(void **state)
{
    cgap_panel panel;
    cgap_diagnostics d;
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    read_text(&panel, "time,A,B,C,D\n2000,1,,3,4\n2001,NA,2,3,:\n2002,1,2,3,NaN\n", &d);
    assert_false(cgap_diagnostics_failed(&d));
    assert_int_equal(cgap_panel_missing(&panel, 0), 1);
    assert_int_equal(cgap_panel_missing(&panel, 3), 2);
    assert_int_equal(cgap_panel_keep_dates(&panel, 1999.0, NAN, &err), CGAP_E_INPUT);
    assert_non_null(strstr(err.text, "has no date 1999"));
    assert_int_equal(cgap_panel_keep_dates(&panel, 2002.0, 2001.0, &err), CGAP_E_INPUT);
    assert_int_equal(cgap_panel_keep_dates(&panel, 2001.0, NAN, &err), CGAP_OK);
    assert_int_equal(panel.n_time, 2);
    assert_int_equal(cgap_panel_missing(&panel, 1), 0);
    cgap_panel_drop_incomplete(&panel);
    assert_int_equal(panel.n_unit, 2);
    assert_string_equal(panel.unit[0], "B");
    assert_string_equal(panel.unit[1], "C");
    assert_close(panel.value[2], 3.0, 0.0);
    cgap_panel_free(&panel);
}

static void
logarithms_keep_the_originals(void **state)
{
    cgap_panel panel;
    cgap_diagnostics d;
    cgap_error err = CGAP_ERROR_INIT;
    cgap_panel_view view;

    (void) state;
    read_text(&panel, "time,A,B\n2000,1,2\n2001,3,0\n", &d);
    assert_int_equal(cgap_panel_take_logarithms(&panel, &err), CGAP_E_INPUT);
    assert_non_null(strstr(err.text, "B at 2001 is 0"));
    assert_int_equal(cgap_panel_keep_dates(&panel, NAN, 2000.0, &err), CGAP_OK);
    assert_int_equal(cgap_panel_take_logarithms(&panel, &err), CGAP_OK);
    assert_int_equal(cgap_panel_look(&panel, &view, &err), CGAP_OK);
    assert_close(view.x[1][0], log(2.0), 1e-16);
    assert_close(view.original[1][0], 2.0, 0.0);
    cgap_panel_free(&panel);
}

/* In whatever order they are asked for, values and originals are of the same dates. */
static void
logarithms_are_taken_once_and_follow_the_dates(void **state)
{
    cgap_panel panel;
    cgap_diagnostics d;
    cgap_error err = CGAP_ERROR_INIT;
    cgap_panel_view view;

    (void) state;
    read_text(&panel, "time,A,B\n2000,1,2\n2001,3,4\n2002,5,6\n", &d);
    assert_int_equal(cgap_panel_take_logarithms(&panel, &err), CGAP_OK);
    assert_int_equal(cgap_panel_take_logarithms(&panel, &err), CGAP_E_INPUT);
    assert_non_null(strstr(err.text, "logarithms already"));
    assert_int_equal(cgap_panel_keep_dates(&panel, 2001.0, NAN, &err), CGAP_OK);
    assert_int_equal(cgap_panel_look(&panel, &view, &err), CGAP_OK);
    for (size_t i = 0; i < 2; i++) {
        for (size_t t = 0; t < 2; t++) {
            assert_close(view.original[i][t], 3.0 + (double) i + 2.0 * (double) t, 0.0);
            assert_close(view.x[i][t], log(view.original[i][t]), 1e-15);
        }
    }
    cgap_panel_free(&panel);
}

static void
read_units(cgap_panel *panel, const char *units, cgap_diagnostics *d)
{
    const char *const covariate[2] = {"schooling", "area"};
    const cgap_panel_columns columns = {"gdp", "bloc", covariate, 2};

    read_text(panel, "time,B,A,C\n2000,1,2,\n2001,3,4,5\n", d);
    write_file(units_path, units, strlen(units));
    cgap_panel_read_units(panel, units_path, &columns, d);
}

static void
units_bring_weights_groups_and_covariates(void **state)
{
    cgap_panel panel;
    cgap_diagnostics d;
    cgap_panel_view view;

    (void) state;
    read_units(&panel,
               "unit,gdp,bloc,area,schooling\nC,3,new,30,7\nA,1,old,10,5\nX,1,,1,1\n"
               "B,2,new,20,6\n",
               &d);
    assert_false(cgap_diagnostics_failed(&d));
    assert_int_equal(d.n, 1); /* X is no unit of the panel: said, not an error */
    assert_int_equal(d.at[0].line, 4);
    cgap_panel_drop_incomplete(&panel); /* C has no value in 2000 */
    assert_int_equal(cgap_panel_look(&panel, &view, NULL), CGAP_OK);
    assert_int_equal(view.n_unit, 2);
    assert_close(view.weight[0], 1.0, 0.0);
    assert_close(view.weight[1], 2.0, 0.0);
    assert_string_equal(panel.group_name[view.group[0]], "old");
    assert_string_equal(panel.group_name[view.group[1]], "new");
    assert_close(view.covariate[0][1], 6.0, 0.0);
    assert_close(view.covariate[1][0], 10.0, 0.0);
    assert_close(view.covariate[1][1], 20.0, 0.0);
    cgap_diagnostics_free(&d);
    cgap_panel_free(&panel);
}

static void
units_that_do_not_fit(void **state)
{
    static const struct {
        const char *text, *words;
    } bad[] = {
        {"unit,gdp,bloc,area,schooling\nA,1,x,1,1\nB,1,x,1,1\n", "C: is missing"},
        {"unit,gdp,bloc,area,schooling\nA,1,x,1,1\nB,1,x,1,1\nC,1,x,1,1\nA,1,x,1,1\n",
         "stands twice"},
        {"unit,gdp,block,area,schooling\nA,1,x,1,1\nB,1,x,1,1\nC,1,x,1,1\n",
         "did you mean 'block'"},
        {"unit,gdp,bloc,area,schooling\nA,0,x,1,1\nB,1,x,1,1\nC,1,x,1,1\n",
         "'0' of A is not a weight"},
        {"unit,gdp,bloc,area,schooling\nA,1,x,1,1\nB,1,x,,1\nC,1,x,1,1\n",
         "'' of B is not a number"},
    };

    (void) state;
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        cgap_panel panel;
        cgap_diagnostics d;
        int found = 0;

        read_units(&panel, bad[k].text, &d);
        assert_true(cgap_diagnostics_failed(&d));
        for (size_t m = 0; m < d.n; m++) {
            char said[1024];

            cgap_message_format(&d.at[m], said, sizeof said);
            found += strstr(said, bad[k].words) != NULL;
        }
        assert_int_equal(found, 1);
        cgap_diagnostics_free(&d);
        cgap_panel_free(&panel);
    }
}

/* Damages a good file at random places: the reader must refuse or give a panel that can be
 * measured, never crash, leak or read outside (the sanitizer build watches). */
static void
damaged_files_do_no_harm(void **state)
{
    static const char *const good[] = {
        "time,AT,BE,\"B,G\"\n2000,1,2.5,3e0\n2001-02-28,1,,NA\n2002,-1,0,7\n",
        "time,unit,value\n2000,AT,1\n2001,AT,2\n2000,BE,3\n2001,BE,\n"};
    static const char spice[] = ",\"\n\r:0-9eE.\0xNA+ time;";
    size_t readable = 0;

    (void) state;
    for (uint32_t round = 0; round < 1500; round++) {
        char text[256];
        size_t size = strlen(good[round % 2]);
        cgap_panel panel;
        cgap_diagnostics d = CGAP_DIAGNOSTICS_INIT;
        cgap_panel_view view;
        cgap_measurement done = CGAP_MEASUREMENT_INIT;

        memcpy(text, good[round % 2], size);
        for (uint32_t hit = 0; hit <= round % 4; hit++) {
            cgap_address at = {.replicate = round, .step = hit};
            size_t place = (size_t) (cgap_rng_uniform(1, at) * (double) size);
            size_t what = (size_t) (cgap_rng_uniform(2, at) * (double) (sizeof spice - 1));

            if (hit == 3) {
                size = place; /* cut off */
            } else {
                text[place] = spice[what];
            }
        }
        write_file(path, text, size);
        cgap_panel_read(&panel, path, &d);
        if (!cgap_diagnostics_failed(&d)) {
            const cgap_measure_options options = {NAN, NAN, false, NULL};

            cgap_panel_drop_incomplete(&panel);
            assert_int_equal(cgap_panel_look(&panel, &view, NULL), CGAP_OK);
            if (panel.n_unit > 0) {
                assert_int_equal(cgap_measurement_init(&done, view.n_unit, view.n_time, NULL),
                                 CGAP_OK);
                cgap_measurement_run(&done, &view, &options);
                cgap_measurement_free(&done);
            }
            readable++;
        }
        cgap_diagnostics_free(&d);
        cgap_panel_free(&panel);
    }
    assert_true(readable > 100 && readable < 1400);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wide_and_long_are_the_same_panel),
        cmocka_unit_test(messages_tell_where_and_what),
        cmocka_unit_test(many_errors_are_counted),
        cmocka_unit_test(missing_values_and_what_is_kept),
        cmocka_unit_test(logarithms_keep_the_originals),
        cmocka_unit_test(logarithms_are_taken_once_and_follow_the_dates),
        cmocka_unit_test(units_bring_weights_groups_and_covariates),
        cmocka_unit_test(units_that_do_not_fit),
        cmocka_unit_test(damaged_files_do_no_harm),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
