/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the titles of figures claim is in their tables, all of it: made-up tables with one thing
 * changed, and the sentence that must then be said.
 */
#include "harness.h"

#include <stdlib.h>
#include <string.h>

#include "made_tables.h"

#include "cgap/charts.h"
#include "cgap/memory.h"

static const char PLOTS[] = CGAP_SOURCE_DIR "/plots";

/* Changes rows of a table: an awk program over its fields, quoted for the shell by ''. */
static void
change(const char *folder, const char *table, const char *program)
{
    assert_int_equal(shell("awk -F, -v OFS=, '%s { print }' '%s/%s.csv' >'%s/x' && "
                           "mv '%s/x' '%s/%s.csv'",
                           program, folder, table, folder, folder, folder, table),
                     0);
}

/* The drawing of a chart says a text, in its title, its description or under the pointer. */
static void
assert_says(const char *folder, const char *chart, cgap_language language, const char *text)
{
    cgap_chart_options how = {PLOTS, chart, "svg", "page", NULL, 2, language};
    cgap_error err = CGAP_ERROR_INIT;
    char *path = cgap_text_format("%s/charts/%s.svg", folder, chart), *svg;
    size_t drawn = 0;

    if (cgap_charts_draw(folder, &how, &drawn, &err) != CGAP_OK) {
        fail_msg("%s", err.text);
    }
    svg = test_content(path);
    assert_non_null(svg);
    if (strstr(svg, text) == NULL) {
        const char *title = strstr(svg, "<title>");

        fail_msg("%s does not say '%s' but %.900s", chart, text, title == NULL ? svg : title);
    }
    free(svg);
    free(path);
}

/* Of two alternatives one costs a wave of accession losses: no group panel may leave that out. */
static void
losses_of_a_wave_count_among_the_losers(void **state)
{
    const char *folder = made_tables("--scenarios status-quo-2013,history,industry");

    (void) state;
    assert_says(folder, "who", CGAP_ENGLISH,
                "2 of 2 alternatives leave every group better off, 0 leave some worse off");
    change(folder, "who",
           "$1 == \"group\" && $2 == \"2004\" && $3 == \"loss_gdp\" && $6 == \"industry\""
           " { $8 = 0.00002; $9 = 0.00001; $10 = 0.00003; $11 = 0.79 }");
    assert_says(folder, "who", CGAP_ENGLISH,
                "1 of 2 alternatives leave every group better off, 1 leave some worse off");
    assert_says(folder, "who", CGAP_ENGLISH,
                "industry, Joined 2004: +0.0020 (95\xC2\xA0% interval 0.0010 to 0.0030); loses in "
                "79\xC2\xA0% of runs");
    (void) shell("rm -rf '%s'", folder);
}

/* A member that loses in one of three things loses: formal capability is not all. */
static void
members_that_lose_anything_are_counted(void **state)
{
    const char *folder = made_tables("--scenarios status-quo-2013,history,industry");

    (void) state;
    change(folder, "who",
           "$1 == \"member\" { better = $3 == \"loss_gdp\" ? -1 : 1; $8 = better * 0.01;"
           " $9 = $8 - 0.001; $10 = $8 + 0.001; $11 = 0 }");
    assert_says(folder, "who-members", CGAP_ENGLISH,
                "With 0 of 2 alternatives to status-quo-2013 some member is worse off in formal "
                "capability, practice or losses");
    change(folder, "who",
           "$2 == \"EE\" && $3 == \"loss_gdp\" && $6 == \"industry\" { $8 = 0.0002; $9 = 0.0001;"
           " $10 = 0.0003; $11 = 0.925 }");
    assert_says(folder, "who-members", CGAP_ENGLISH,
                "With 1 of 2 alternatives to status-quo-2013 some member is worse off");
    (void) shell("rm -rf '%s'", folder);
}

/* Effort alone says nothing where obsolescence undoes it, and what is split up is the variance. */
static void
effort_is_told_with_what_undoes_it(void **state)
{
    const char *folder = made_tables("");

    (void) state;
    change(folder, "union", "$3 == \"formal_variance\" { $5 = 0.01 }");
    change(folder, "attribution",
           "$3 == \"formal\" && $4 == \"change_of_variance\" { $6 = 0; $7 = 0; $8 = 0 }"
           " $3 == \"formal\" && $4 == \"change_of_variance\" && $2 > 2029 {"
           " if ($5 == \"effort\") { $6 = -0.0069; $7 = -0.01; $8 = -0.0043 }"
           " if ($5 == \"obsolescence\") { $6 = 0.011; $7 = 0.0075; $8 = 0.015 }"
           " if ($5 == \"peers\") { $6 = -0.0052; $7 = -0.006; $8 = -0.004 } }");
    assert_says(folder, "attribution", CGAP_ENGLISH,
                "Variance of formal capability by 2030, \xE2\x88\x92"
                "11\xC2\xA0% in all: peers \xE2\x88\x92"
                "52\xC2\xA0%; national effort \xE2\x88\x92"
                "69\xC2\xA0% and obsolescence +110\xC2\xA0%, together +41\xC2\xA0%");
    assert_says(folder, "attribution", CGAP_ENGLISH, "obsolescence +75\xC2\xA0% to +150\xC2\xA0%");
    (void) shell("rm -rf '%s'", folder);
    folder = made_tables("--scenarios status-quo-2013,history");
    assert_says(folder, "attribution-strategies", CGAP_ENGLISH, ">Practice variance<");
    assert_says(folder, "attribution-strategies", CGAP_ENGLISH, ">1\xC2\xA0national effort<");
    assert_says(folder, "attribution-strategies", CGAP_ENGLISH, "<text>1</text>");
    (void) shell("rm -rf '%s'", folder);
}

/* A pair of panels beside each other has one scale; shares change by points. */
static void
panels_beside_each_other_are_of_one_scale(void **state)
{
    const char *folder = made_tables("--scenarios status-quo-2013,history");
    char *path = cgap_text_format("%s/charts/data/paths.gp", folder), *layout;

    (void) state;
    change(folder, "union", "$3 == \"practice_cv\" { $5 = 0.13 + 0.001 * ($2 - 2016) }");
    assert_says(folder, "paths", CGAP_ENGLISH, "Both gaps have one scale, both levels too.");
    layout = test_content(path);
    assert_non_null(layout);
    assert_non_null(strstr(layout, "y_low[4] = [0, 0, "));
    assert_non_null(strstr(layout, "y_high[4] = [0.2, 0.2, "));
    free(layout);
    free(path);
    (void) shell("rm -rf '%s'", folder);
    folder = made_tables("");
    change(folder, "union", "$3 == \"union_supply_share\" { $5 = $2 > 2029.9 ? 0.41 : 0.45 }");
    assert_says(folder, "market", CGAP_ENGLISH, "the share supplied from within falls by 4 points");
    (void) shell("rm -rf '%s'", folder);
}

/* The loss that the report's answer gives, from the same date, with its interval. */
static void
losses_are_those_of_the_answer(void **state)
{
    const char *folder = made_tables("");

    (void) state;
    change(folder, "union",
           "$3 == \"loss_gdp_fixed\" { $5 = $2 > 2029.9 ? 0.0096 : $2 == 2017 ? 0.004 : 0.005;"
           " $7 = 0.0092; $11 = 0.0099 }");
    assert_says(folder, "losses", CGAP_ENGLISH,
                "The expected loss rises by 140\xC2\xA0%, from 0.40\xC2\xA0% of GDP in 2017 to "
                "0.96\xC2\xA0% in 2030 (members of the start)");
    assert_says(folder, "losses", CGAP_ENGLISH, "(0.92 to 0.99 in 2030)");
    (void) shell("rm -rf '%s'", folder);
}

/* A state that leaves makes the figures of members jump: it stands where they do, in every panel.
 */
static void
who_joins_and_leaves_is_marked(void **state)
{
    const char *folder = made_tables("");

    (void) state;
    assert_says(folder, "fan", CGAP_ENGLISH, ">leaves: UK<");
    assert_says(folder, "practice", CGAP_GERMAN, ">Austritt: UK<");
    assert_says(folder, "market", CGAP_ENGLISH, "Grey strip: a state joins or leaves");
    change(folder, "members",
           "$4 == \"member\" && $3 == \"HR\" && $2 < 2019 { $6 = 0 }"
           " $4 == \"member\" && $3 == \"UK\" { $6 = 1 }");
    assert_says(folder, "market", CGAP_ENGLISH, ">joins: HR<");
    (void) shell("rm -rf '%s'", folder);
}

/* Published figures that the run misses are counted, and the farthest is told. */
static void
captions_tell_what_is_missed(void **state)
{
    const char *folder = made_tables("");

    (void) state;
    change(folder, "union",
           "$3 == \"formal_mean\" || $3 == \"practice_mean\" { $5 = 0.7; $7 = 0.6; $11 = 0.8 }");
    assert_says(folder, "fan", CGAP_ENGLISH,
                "Outside the 90\xC2\xA0% band lie 1 of 5 circles of the mean (farthest: "
                "+0.21, formal mid-2020)");
    (void) shell("rm -rf '%s'", folder);
}

/* Which state is first is not sure: titles name none, captions say so. */
static void
no_title_names_a_single_state(void **state)
{
    static const struct {
        const char *chart, *scenarios, *title;
    } told[] = {
        {"map", "",
         "The lowest mean formal capability of a member goes from 0.44 in mid-2016 to 0.77 in "
         "2030 (90\xC2\xA0% of runs: 0.69 to 0.84)"},
        {"network", "",
         "The mean cooperation tie between members goes from 0.05 in mid-2016 to 0.43 in 2030<"},
        {"map-difference", "--scenarios status-quo-2013,history",
         "In 2030 the largest difference of a member to status-quo-2013 is +11 points of formal "
         "capability, with history"},
        {"who-members", "--scenarios status-quo-2013,history", "some member is worse off"},
    };

    (void) state;
    for (size_t k = 0; k < sizeof told / sizeof told[0]; k++) {
        const char *folder = made_tables(told[k].scenarios);

        assert_says(folder, told[k].chart, CGAP_ENGLISH, told[k].title);
        assert_says(folder, told[k].chart, CGAP_ENGLISH,
                    "Single states are uncertain: no forecasts.");
        (void) shell("rm -rf '%s'", folder);
    }
}

/* What members pay is beside what the Union pays: a law is not cheap because others pay for it. */
static void
pareto_shows_every_kind_of_costs(void **state)
{
    const char *folder = made_tables("--scenarios status-quo-2013,history,industry");

    (void) state;
    assert_says(folder, "pareto", CGAP_ENGLISH, ">Money of the Union<");
    assert_says(folder, "pareto", CGAP_ENGLISH, ">National compliance<");
    (void) shell("rm -rf '%s'", folder);
}

/* 0.995 of the runs is not all of them, 0.005 is not none, on figures as in the report. */
static void
only_all_is_all_and_none_is_none(void **state)
{
    static const struct {
        const char *share, *told;
    } shares[] = {{"1", ">100<"}, {"0.995", ">>99<"}, {"0.984", ">98<"}, {"0.004", ">&lt;1<"}};

    (void) state;
    for (size_t k = 0; k < sizeof shares / sizeof shares[0]; k++) {
        const char *folder = made_tables("--scenarios status-quo-2013,industry");
        char *program = cgap_text_format("$1 == \"group\" { $11 = %s }", shares[k].share);

        change(folder, "who", program);
        assert_says(folder, "who", CGAP_ENGLISH, shares[k].told);
        free(program);
        program = cgap_text_format("$1 ~ /^formal_min/ && $3 == 2030 { $4 = %s }", shares[k].share);
        change(folder, "when", program);
        assert_says(folder, "time-to-target", CGAP_ENGLISH, shares[k].told + 1);
        free(program);
        (void) shell("rm -rf '%s'", folder);
    }
}

/* A target is reached when the table of targets says, to the month. */
static void
targets_have_the_date_of_their_table(void **state)
{
    const char *folder = made_tables("");
    char *path = cgap_text_format("%s/targets.csv", folder);

    (void) state;
    test_write(path, "target,scenario,base,reached,median_time\n"
                     "formal_cv <= 60 % of start,history,history,1,2020.5\n");
    assert_says(folder, "time-to-target", CGAP_ENGLISH, "in half of all by mid-2020");
    free(path);
    (void) shell("rm -rf '%s'", folder);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(losses_of_a_wave_count_among_the_losers),
        cmocka_unit_test(members_that_lose_anything_are_counted),
        cmocka_unit_test(effort_is_told_with_what_undoes_it),
        cmocka_unit_test(panels_beside_each_other_are_of_one_scale),
        cmocka_unit_test(losses_are_those_of_the_answer),
        cmocka_unit_test(who_joins_and_leaves_is_marked),
        cmocka_unit_test(captions_tell_what_is_missed),
        cmocka_unit_test(no_title_names_a_single_state),
        cmocka_unit_test(pareto_shows_every_kind_of_costs),
        cmocka_unit_test(only_all_is_all_and_none_is_none),
        cmocka_unit_test(targets_have_the_date_of_their_table),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
