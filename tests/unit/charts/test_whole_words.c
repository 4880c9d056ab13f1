/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Nothing is cut: names of the shipped scenarios, titles of panels and sentences are whole on every
 * chart, in both sizes and all languages; long names, long targets and ties have their place.
 */
#include "harness.h"

#include "made_tables.h"

#include "cgap/charts.h"
#include "cgap/memory.h"

static const char PLOTS[] = CGAP_SOURCE_DIR "/plots";

/* Draws as SVG, @p only or all charts, and holds them against what figures promise. */
static void
draw(const char *folder, const char *only, const char *size, cgap_language language)
{
    cgap_chart_options how = {PLOTS, only, "svg", size, NULL, 2, language};
    cgap_error err = CGAP_ERROR_INIT;
    size_t drawn = 0;

    if (cgap_charts_draw(folder, &how, &drawn, &err) != CGAP_OK) {
        fail_msg("%s", err.text);
    }
    assert_int_equal(shell("python3 -B '%s/tests/support/check_figures.py' --whole '%s' %s",
                           CGAP_SOURCE_DIR, folder, only == NULL ? "" : only),
                     0);
}

/* Lines of the drawing of a chart that hold a text. */
static int
count(const char *folder, const char *chart, const char *text)
{
    char *path = cgap_text_format("%s/charts/%s.svg", folder, chart), line[1 << 16];
    FILE *stream = fopen(path, "rb");
    int n = 0;

    assert_non_null(stream);
    while (fgets(line, sizeof line, stream) != NULL) {
        n += strstr(line, text) != NULL;
    }
    (void) fclose(stream);
    free(path);
    return n;
}

static void
nothing_of_the_shipped_scenarios_is_cut(void **state)
{
    static const char *const size[] = {"page", "column"};
    const char *folder;

    (void) state;
    for (int several = 0; several < 2; several++) {
        folder = made_tables(several ? "--scenarios all" : "");
        for (int s = 0; s < 2; s++) {
            for (int language = 0; language < CGAP_N_LANGUAGE; language++) {
                draw(folder, NULL, size[s], (cgap_language) language);
            }
        }
        (void) shell("rm -rf '%s'", folder);
    }
}

static void
long_names_are_whole_beside_exceedance(void **state)
{
    const char *folder = made_tables("--scenarios status-quo-2013,maximum-harmonisation-by-2027");

    (void) state;
    draw(folder, "exceedance", "page", CGAP_ENGLISH);
    assert_true(count(folder, "exceedance", "<text>maximum-harmonisation-by-2027</text>") > 0);
    draw(folder, "exceedance", "column", CGAP_ENGLISH);
    assert_true(count(folder, "exceedance", "<text>maximum-harmonisation-by-2027</text>") > 0);
    (void) shell("rm -rf '%s'", folder);
}

/* Panels of long targets stand below each other rather than lose letters or size. */
static void
long_targets_have_a_column_of_their_own(void **state)
{
    const char *folder = made_tables(
        "--scenarios history,two-speed --targets "
        "'administration_level_playing_field <= 60 % of baseline;practice_cv <= 80 % of "
        "baseline'");

    (void) state;
    draw(folder, "time-to-target", "page", CGAP_FRENCH);
    assert_int_equal(count(folder, "time-to-target", "font-weight=\"bold\" font-size=\"12.00\""),
                     2);
    (void) shell("rm -rf '%s'", folder);
    folder = made_tables("--scenarios history,two-speed --targets 'formal_cv <= 60 % of "
                         "start;practice_cv <= 80 % of start'");
    draw(folder, "time-to-target", "page", CGAP_ENGLISH);
    assert_true(count(folder, "time-to-target", "translate(360.00,") > 0); /* side by side */
    (void) shell("rm -rf '%s'", folder);
}

static void
a_criterion_in_which_all_tie_is_told_and_not_drawn(void **state)
{
    const char *folder = made_tables("--scenarios all --tied loss_gdp");
    cgap_chart_options how = {PLOTS, "ranks", "svg", NULL, NULL, 1, CGAP_ENGLISH};
    cgap_error err = CGAP_ERROR_INIT;
    size_t drawn = 0;

    (void) state;
    draw(folder, "ranks", "page", CGAP_ENGLISH);
    assert_int_equal(count(folder, "ranks", "All tie in: expected loss."), 2); /* and desc */
    assert_int_equal(count(folder, "ranks", "<text>place 1 (best) to 12</text>"), 5);
    (void) shell("rm -rf '%s'", folder);
    folder = made_tables("--scenarios all");
    draw(folder, "ranks", "page", CGAP_ENGLISH);
    assert_int_equal(count(folder, "ranks", "All tie in"), 0);
    assert_int_equal(count(folder, "ranks", "<text>place 1 (best) to 12</text>"), 6);
    (void) shell("rm -rf '%s'", folder);
    folder = made_tables("--scenarios all --tied all");
    assert_int_equal(cgap_charts_draw(folder, &how, &drawn, &err), CGAP_E_INPUT);
    assert_non_null(strstr(err.text, "all scenarios take all places equally often"));
    (void) shell("rm -rf '%s'", folder);
}

/* Height of the drawing of a chart, pixels. */
static double
height_of(const char *folder, const char *chart)
{
    char *path = cgap_text_format("%s/charts/%s.svg", folder, chart), line[1 << 12];
    FILE *stream = fopen(path, "rb");
    double width = 0.0, height = 0.0;

    assert_non_null(stream);
    while (height == 0.0 && fgets(line, sizeof line, stream) != NULL) {
        const char *at = strstr(line, "viewBox=\"0 0 ");

        if (at != NULL) {
            (void) sscanf(at, "viewBox=\"0 0 %lf %lf", &width, &height);
        }
    }
    (void) fclose(stream);
    free(path);
    return height;
}

/* A folder of 40 scenarios. */
static const char *
forty(void)
{
    char options[1024] = "--scenarios status-quo-2013";

    for (int s = 1; s < 40; s++) {
        size_t used = strlen(options);

        (void) snprintf(options + used, sizeof options - used, ",strategy-%d", s);
    }
    return made_tables(options);
}

/* What is printed of A4, 170 mm by 250 mm, is 720 pixels by 1060. */
static void
maps_of_many_alternatives_fit_on_a_page(void **state)
{
    const char *folder = forty();

    (void) state;
    draw(folder, "map-difference", "page", CGAP_ENGLISH);
    assert_true(height_of(folder, "map-difference") <= 1060.0);
    assert_true(count(folder, "map-difference", "Shown are the 20 of 39 alternatives") > 0);
    draw(folder, "map-difference", "column", CGAP_GERMAN);
    assert_true(count(folder, "map-difference", "die 12 von 39 Alternativen") > 0);
    (void) shell("rm -rf '%s'", folder);
    folder = made_tables("--scenarios all");
    draw(folder, "map-difference", "page", CGAP_ENGLISH);
    assert_int_equal(count(folder, "map-difference", "Shown are"), 0);
    (void) shell("rm -rf '%s'", folder);
}

static void
networks_of_many_alternatives_fit_on_a_page(void **state)
{
    const char *folder = forty();

    (void) state;
    draw(folder, "network", "page", CGAP_FRENCH);
    assert_true(height_of(folder, "network") <= 1060.0);
    assert_true(count(folder, "network", "les 11 alternatives sur 39") > 0);
    draw(folder, "network", "column", CGAP_GERMAN);
    assert_true(count(folder, "network", "die 11 von 39 Alternativen") > 0);
    assert_int_equal(count(folder, "network", "<text>Mittel "), 12);
    (void) shell("rm -rf '%s'", folder);
    folder = made_tables("--scenarios all");
    draw(folder, "network", "page", CGAP_ENGLISH);
    assert_true(height_of(folder, "network") <= 1060.0);
    assert_int_equal(count(folder, "network", "Shown are"), 0);
    assert_int_equal(count(folder, "network", "<text>mean "), 12);
    (void) shell("rm -rf '%s'", folder);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_of_the_shipped_scenarios_is_cut),
        cmocka_unit_test(long_names_are_whole_beside_exceedance),
        cmocka_unit_test(long_targets_have_a_column_of_their_own),
        cmocka_unit_test(maps_of_many_alternatives_fit_on_a_page),
        cmocka_unit_test(networks_of_many_alternatives_fit_on_a_page),
        cmocka_unit_test(a_criterion_in_which_all_tie_is_told_and_not_drawn),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
