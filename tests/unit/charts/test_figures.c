/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every chart drawn from small made-up tables (tests/support/chart_tables.py) and the SVG held
 * against what figures promise (tests/support/check_figures.py); then everything that can go wrong.
 */
#include "harness.h"

#include "made_tables.h"

#include "cgap/charts.h"
#include "cgap/memory.h"

static const char PLOTS[] = CGAP_SOURCE_DIR "/plots";

static void
assert_figures(const char *folder, const char *names)
{
    assert_int_equal(shell("python3 -B '%s/tests/support/check_figures.py' '%s' %s",
                           CGAP_SOURCE_DIR, folder, names),
                     0);
}

/* A program in the folder that stands for gnuplot. */
static char *
stand_in(const char *folder, const char *text)
{
    char *path = cgap_text_format("%s/gnuplot", folder);

    assert_non_null(path);
    test_write(path, text);
    assert_int_equal(chmod(path, 0755), 0);
    return path;
}

static const char RUN_CHARTS[] = "fan practice members map heatmap attribution attribution-mean "
                                 "convergence transposition losses market network exceedance "
                                 "time-to-target";
static const char COMPARE_CHARTS[] =
    "strategies paths differences network exceedance regret shapley attribution-strategies "
    "map-difference time-to-target who who-members pareto ranks";

/* Draws all charts as SVG through a gnuplot whose messages are kept: there must be none. */
static void
draw_and_check(const char *options, const char *size, const char *charts)
{
    const char *folder = test_folder();
    char script[512];
    char *gnuplot, *log = cgap_text_format("%s/log", folder);
    cgap_chart_options how = {PLOTS, NULL, "svg", size, NULL, 2, CGAP_ENGLISH};
    cgap_error err = CGAP_ERROR_INIT;
    size_t drawn = 0, expected = 1;

    (void) snprintf(script, sizeof script, "#!/bin/sh\nexec gnuplot \"$@\" 2>>'%s/log'\n", folder);
    gnuplot = stand_in(folder, script);
    how.gnuplot = gnuplot;
    make_tables(folder, options);
    assert_int_equal(cgap_charts_draw(folder, &how, &drawn, &err), CGAP_OK);
    for (const char *c = charts; *c != '\0'; c++) {
        expected += *c == ' ';
    }
    assert_int_equal(drawn, expected);
    assert_figures(folder, charts);
    assert_int_equal(shell("! grep . '%s'", log), 0);
    free(gnuplot);
    free(log);
    (void) shell("rm -rf '%s'", folder);
}

static void
all_charts_of_a_run(void **state)
{
    (void) state;
    draw_and_check("", "page", RUN_CHARTS);
}

static void
all_charts_of_a_deterministic_run_in_a_column(void **state)
{
    (void) state;
    draw_and_check("--deterministic", "column", RUN_CHARTS);
}

static void
a_run_with_a_hostile_title(void **state)
{
    (void) state;
    draw_and_check("--scenarios \"it's \\\"quoted\\\" 100 % %s \\\\\\\\n\"", "page", RUN_CHARTS);
}

static void
all_charts_of_a_comparison(void **state)
{
    (void) state;
    draw_and_check("--scenarios all", "page", COMPARE_CHARTS);
}

static void
a_comparison_of_hostile_names(void **state)
{
    (void) state;
    draw_and_check("--scenarios hostile", "page", COMPARE_CHARTS);
    draw_and_check("--scenarios hostile --deterministic", "column", COMPARE_CHARTS);
}

static void
formats_and_one_chart_of_every_scenario(void **state)
{
    const char *folder = test_folder();
    cgap_chart_options how = {PLOTS, "fan", "png,pdf,svg", NULL, NULL, 2, CGAP_ENGLISH};
    char *png, *pdf, *path = cgap_text_format("%s/charts/fan-history.png", folder);
    char *other = cgap_text_format("%s/charts/fan-industry.pdf", folder);
    size_t drawn = 0;

    (void) state;
    make_tables(folder, "--scenarios history,industry");
    assert_int_equal(cgap_charts_draw(folder, &how, &drawn, NULL), CGAP_OK);
    assert_int_equal(drawn, 2);
    assert_figures(folder, "fan-history fan-industry");
    png = test_content(path);
    pdf = test_content(other);
    assert_non_null(png);
    assert_non_null(pdf);
    assert_memory_equal(png, "\x89PNG\r\n\x1A\n", 8);
    assert_memory_equal(png + 18, "\x05\xA0", 2); /* 1440 pixels wide: twice the SVG */
    assert_memory_equal(pdf, "%PDF", 4);
    free(png);
    free(pdf);
    free(path);
    free(other);
    (void) shell("rm -rf '%s'", folder);
}

static void
assert_fails(const char *folder, cgap_chart_options how, cgap_status status, const char *says)
{
    cgap_error err = CGAP_ERROR_INIT;
    size_t drawn = 77;

    assert_int_equal(cgap_charts_draw(folder, &how, &drawn, &err), status);
    if (strstr(err.text, says) == NULL) {
        fail_msg("'%s' does not say '%s'", err.text, says);
    }
    assert_int_equal(drawn, 77);
}

static void
wrong_questions_are_answered(void **state)
{
    const char *folder = test_folder();

    (void) state;
    assert_fails(folder, (cgap_chart_options){PLOTS, NULL, NULL, NULL, NULL, 1, CGAP_ENGLISH},
                 CGAP_E_INPUT, "is not a results folder");
    make_tables(folder, "");
    assert_fails(folder, (cgap_chart_options){PLOTS, "fam", NULL, NULL, NULL, 1, CGAP_ENGLISH},
                 CGAP_E_INPUT, "did you mean 'fan'");
    assert_fails(folder, (cgap_chart_options){PLOTS, NULL, "svg,gif", NULL, NULL, 1, CGAP_ENGLISH},
                 CGAP_E_INPUT, "format 'gif'");
    assert_fails(folder, (cgap_chart_options){PLOTS, NULL, "", NULL, NULL, 1, CGAP_ENGLISH},
                 CGAP_E_INPUT, "format ''");
    assert_fails(folder, (cgap_chart_options){PLOTS, NULL, NULL, "poster", NULL, 1, CGAP_ENGLISH},
                 CGAP_E_INPUT, "page and column");
    assert_fails(folder, (cgap_chart_options){PLOTS, "paths", NULL, NULL, NULL, 1, CGAP_ENGLISH},
                 CGAP_E_INPUT, "the folder has one");
    assert_fails(folder, (cgap_chart_options){PLOTS, NULL, NULL, NULL, NULL, 0, CGAP_ENGLISH},
                 CGAP_E_ARGUMENT, "at least one process");
    assert_int_equal(shell("rm '%s/map.csv'", folder), 0);
    assert_fails(folder, (cgap_chart_options){PLOTS, "map", NULL, NULL, NULL, 1, CGAP_ENGLISH},
                 CGAP_E_INPUT, "no map.csv");
    (void) shell("rm -rf '%s'", folder);
}

static void
damaged_tables_are_named_with_their_line(void **state)
{
    const char *folder = test_folder();
    cgap_chart_options how = {PLOTS, NULL, "svg", NULL, NULL, 1, CGAP_ENGLISH};
    char *path = cgap_text_format("%s/union.csv", folder);

    (void) state;
    test_write(path, "scenario,time,measure,mean\nh,2016,formal_cv,0.1\n");
    assert_fails(folder, how, CGAP_E_INPUT, "union.csv:1: has no column 'q05'");
    test_write(path, "scenario,time,measure,unit,mean,sd,q05,q25,q50,q75,q95,n\n"
                     "h,2016,formal_cv,1,0.1,,,,,,,0\nh,2017,formal_cv,1,nan,,,,,,,0\n");
    assert_fails(folder, how, CGAP_E_INPUT, "union.csv:3: mean = 'nan' is not a number");
    free(path);
    (void) shell("rm -rf '%s'", folder);
}

static void
gnuplot_missing_old_or_failing(void **state)
{
    const char *folder = test_folder();
    char *gnuplot = stand_in(folder, "#!/bin/sh\necho 'gnuplot 5.2 patchlevel 8'\n");
    cgap_chart_options how = {PLOTS, NULL, "svg", NULL, gnuplot, 2, CGAP_ENGLISH};

    (void) state;
    make_tables(folder, "");
    assert_fails(folder, how, CGAP_E_TOOL, "is gnuplot 5.2 and the charts need 5.4");
    free(stand_in(folder, "#!/bin/sh\necho hello\n"));
    assert_fails(folder, how, CGAP_E_TOOL, "does not answer as gnuplot does");
    free(stand_in(folder, "#!/bin/sh\n[ \"$1\" = --version ] && exec echo 'gnuplot 5.4'\n"
                          "echo first >&2\necho 'no such terminal' >&2\nexit 3\n"));
    assert_fails(folder, how, CGAP_E_TOOL, "gnuplot failed (exit 3)");
    assert_fails(folder, how, CGAP_E_TOOL, "no such terminal");
    free(stand_in(folder, "#!/bin/sh\n[ \"$1\" = --version ] && exec echo 'gnuplot 5.4'\n"
                          "kill -9 $$\n"));
    assert_fails(folder, how, CGAP_E_TOOL, "gnuplot failed");
    how.gnuplot = "gnuplot-that-is-nowhere";
    assert_fails(folder, how, CGAP_E_TOOL, "apt-get install gnuplot-nox");
    how.gnuplot = NULL;
    how.plots = folder; /* no templates there */
    assert_fails(folder, how, CGAP_E_TOOL, "gnuplot failed");
    assert_int_equal(shell("! ls '%s/charts' | grep -v '^data$'", folder), 0);
    free(gnuplot);
    (void) shell("rm -rf '%s'", folder);
}

static void
the_catalogue_lists_every_chart(void **state)
{
    cgap_table list;

    (void) state;
    assert_int_equal(cgap_chart_list(&list, NULL), CGAP_OK);
    assert_int_equal(list.n_row, 25);
    assert_string_equal(cgap_table_text(&list, 0, 0), "fan");
    assert_string_equal(cgap_table_text(&list, 0, 1), "run");
    cgap_table_free(&list);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_charts_of_a_run),
        cmocka_unit_test(all_charts_of_a_deterministic_run_in_a_column),
        cmocka_unit_test(a_run_with_a_hostile_title),
        cmocka_unit_test(all_charts_of_a_comparison),
        cmocka_unit_test(a_comparison_of_hostile_names),
        cmocka_unit_test(formats_and_one_chart_of_every_scenario),
        cmocka_unit_test(wrong_questions_are_answered),
        cmocka_unit_test(damaged_tables_are_named_with_their_line),
        cmocka_unit_test(gnuplot_missing_old_or_failing),
        cmocka_unit_test(the_catalogue_lists_every_chart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
