/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The canonical file reads back to an equal scenario and is then written with the same bytes; the
 * effective scenario tells where each value came from. */
#include "harness.h"

#include <dirent.h>

#include "scenario_text.h"
#include "data_folder.h"
#include "scenario_equal.h"

/* Every kind of value at once, with figures that are hard to write down. */
static const char RICH[] =
    "format = 1;\n"
    "name = \"rich 1\"; title = \"Quotes \\\" and \\\\ and\\nlines\"; about = \"Ünïcode \\t "
    "\\xE2\\x82\\xAC "
    "end\";\n"
    "start = \"2017-03-01\"; end = 2031.1666666666667; steps_per_year = 12;\n"
    "interdependence = \"trade\"; severity = \"pareto\";\n"
    "members = [ \"AT\", \"BE\", \"DE\", \"EE\", \"ES\", \"FI\", \"FR\", \"NL\", \"SE\", \"UK\" "
    "];\n"
    "levers = { platform = ( { from = \"2019-06-27\"; value = 0.1; }, { from = 2020.123; value = "
    "0.30000000000000004; } );\n"
    "  fund_meur = 1e5; threat_growth = 0.033333333333333333; engagement = { nato = 0.7; itu = ( { "
    "from = 2018; value = 0; }, { from = \"2018-01-02\"; value = 1; } ); }; };\n"
    "partners = ( { name = \"igf\"; remove = true; }, { name = \"wsis\"; remove = true; },\n"
    "  { name = \"nato\"; intelligence = 0.05; members = [ \"DE\", \"FR\" ]; } );\n"
    "instruments = ( { name = \"z\"; type = \"directive\"; adopted = 2018.9999999999998; applies = "
    "\"2020-02-29\"; covers = { sme = 0.1; }; rights_exposure = -0.5; participants = "
    "\"coalition\"; },\n"
    "  { name = \"a\"; type = \"scheme\"; applies = 2021; certification = true; participants = [ "
    "\"DE\" ]; } );\n"
    "coalition = { members = [ \"AT\", \"BE\", \"DE\", \"EE\", \"ES\", \"FI\", \"FR\", \"NL\", "
    "\"SE\" ]; "
    "from = \"2018-05-05\"; };\n"
    "events = ( { date = 2020.5; type = \"regime\"; attack_factor = 5; }, { date = 2019; type = "
    "\"leave\"; member = \"UK\"; }, { date = 2022; type = \"relapse\"; enforcement_factor = 0.3; "
    "},\n"
    "  { date = \"2017-05-12\"; type = \"systemic\"; } );\n"
    "parameters = { peer_learning_rate = 1e-300; exposure = { sme = 0.1; enterprise = 0.45; }; "
    "};\n";

static char *
written(const cgap_scenario *s)
{
    char *text = NULL;

    assert_int_equal(cgap_scenario_write(s, &text, NULL), CGAP_OK);
    return text;
}

static void
check_round_trip(const char *path)
{
    cgap_diagnostics list = CGAP_DIAGNOSTICS_INIT;
    cgap_scenario first, again;
    char *text, *second;

    if (text_read_with(&first, path, NULL, 0, &list) != CGAP_OK) {
        text_print(&list);
        fail_msg("%s was refused", path);
    }
    cgap_diagnostics_free(&list);
    text = written(&first);
    /* In another folder, as a results folder is. */
    (void) mkdir(text_path("results"), 0777);
    text_read(&again, "results/scenario.cfg", text);
    assert_equal_scenarios(&first, &again);
    second = written(&again);
    assert_string_equal(text, second);
    free(text);
    free(second);
    cgap_scenario_free(&first);
    cgap_scenario_free(&again);
}

static void
the_canonical_file_reads_back(void **state)
{
    (void) state;
    check_round_trip(text_file("rich.cfg", RICH));
    check_round_trip(text_file("plain.cfg", "format = 1;\n"));
    check_round_trip(text_file("nobody.cfg",
                               "format = 1; partners = (\n"
                               "{ name = \"eu_us\"; remove = true; }, { name = \"unga\"; "
                               "remove = true; }, { name = \"oecd\"; remove = true; },\n"
                               "{ name = \"osce\"; remove = true; }, { name = \"itu\"; "
                               "remove = true; }, { name = \"wsis\"; remove = true; },\n"
                               "{ name = \"igf\"; remove = true; } ); levers = { "
                               "engagement = { }; };\n"));
}

static void
shipped_scenarios_read_and_round_trip(void **state)
{
    DIR *folder = opendir(SHIPPED);
    size_t n = 0;

    (void) state;
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        size_t length = strlen(entry->d_name);
        char path[512];

        if (length > 4 && strcmp(entry->d_name + length - 4, ".cfg") == 0) {
            (void) snprintf(path, sizeof path, "%s/%s", SHIPPED, entry->d_name);
            check_round_trip(path);
            n++;
        }
    }
    (void) closedir(folder);
    assert_true(n >= 12);
}

/* A data folder of one's own is named by its full path, so that results find it again; a copy of
 * the shipped one, as every checkout has it, is the shipped one: its place is in no result. */
static void
data_is_found_again_from_the_results_folder(void **state)
{
    cgap_scenario s;
    char *text, *table;
    const char *own;

    (void) state;
    text_read(&s, "shipped-data.cfg", "format = 1;\n");
    assert_string_equal(s.data, "data");
    cgap_scenario_free(&s);
    own = test_data_copy();
    assert_int_equal(symlink(own, text_path("own")), 0);
    text_read(&s, "own-data.cfg", "format = 1; data = \"own\";\n");
    assert_string_equal(s.data, "data");
    assert_non_null(strstr(s.dataset.folder, "/own"));
    cgap_scenario_free(&s);

    table = test_data_table("borders.csv");
    text = malloc(strlen(table) + 2);
    assert_non_null(text);
    (void) sprintf(text, "%s\n", table); /* the same figures, other bytes */
    text[strlen(table) - 1] = '\r';
    test_data_write(own, "borders.csv", text);
    free(text);
    free(table);
    text_read(&s, "own-data.cfg", "format = 1; data = \"own\";\n");
    assert_string_equal(s.data, own);
    text = written(&s);
    cgap_scenario_free(&s);
    (void) mkdir(text_path("results"), 0777);
    text_read(&s, "results/scenario.cfg", text);
    assert_string_equal(s.dataset.folder, own);
    free(text);
    cgap_scenario_free(&s);
    test_data_remove(own);
}

static const cgap_effective_value *
effective(const cgap_effective *all, const char *key)
{
    for (size_t k = 0; k < all->n; k++) {
        if (strcmp(all->at[k].key, key) == 0) {
            return &all->at[k];
        }
    }
    fail_msg("%s is not shown", key);
    return NULL;
}

static void
expect(const cgap_effective *all, const char *key, const char *value, const char *origin)
{
    const cgap_effective_value *at = effective(all, key);

    assert_string_equal(at->value, value);
    assert_string_equal(at->origin, origin);
}

static void
effective_values_tell_their_origin(void **state)
{
    static const char *const settings[] = {"levers.research=0.25", "instruments.nis.pull=0.5"};
    cgap_diagnostics list = CGAP_DIAGNOSTICS_INIT;
    cgap_effective all = {0, NULL};
    cgap_scenario_source source = {NULL, SHIPPED, settings, 2};
    char in_base[300], in_file[300];

    (void) state;
    (void) snprintf(in_base, sizeof in_base, "%s:2", text_path("shown-base.cfg"));
    (void) snprintf(in_file, sizeof in_file, "%s:3", text_path("shown.cfg"));
    (void) text_file(
        "shown-base.cfg",
        "format = 1;\n"
        "levers = { platform = ( { from = \"2016-07-01\"; value = 0.3; }, { from = "
        "\"2019-06-27\"; value = 0.5; } ); }; instruments = ( { name = \"nis\"; type = "
        "\"directive\"; adopted = \"2016-07-06\"; applies = \"2018-05-09\"; }, { name = "
        "\"act\"; type = \"regulation\"; applies = \"2018-05-25\"; }, { name = \"eidas\"; type = "
        "\"regulation\"; applies = \"2016-06-25\"; } ); events = ( { name "
        "= \"exit\"; date = \"2020-01-31\"; type = \"leave\"; member = \"UK\"; } );\n");
    source.path =
        text_file("shown.cfg", "format = 1;\nbase = \"shown-base.cfg\";\n"
                               "instruments = ( { name = \"nis\"; standard = 0.7; } );\n");
    if (cgap_scenario_show(&all, &source, &list) != CGAP_OK) {
        text_print(&list);
        fail();
    }
    expect(&all, "levers.platform",
           "( { from = \"2016-07-01\"; value = 0.3; }, { from = \"2019-06-27\"; value = 0.5; } )  "
           "(in force from \"2019-07-01\")",
           in_base);
    expect(&all, "levers.research", "0.25", "--set");
    expect(&all, "levers.fund_meur", "0", "default");
    expect(&all, "levers.engagement.eu_us", "0.4", "default");
    expect(&all, "instruments.nis.standard", "0.7", in_file);
    expect(&all, "instruments.nis.pull", "0.5", "--set");
    expect(&all, "instruments.nis.applies", "\"2018-05-09\"", in_base); /* exact */
    expect(&all, "instruments.act.applies", "\"2018-05-25\"  (in force from \"2018-06-01\")",
           in_base);
    expect(&all, "instruments.eidas.applies", "\"2016-06-25\"",
           in_base); /* so too before the start */
    expect(&all, "instruments.act.adopted", "\"2018-05-25\"", "default");
    expect(&all, "events.exit.date", "\"2020-01-31\"  (in force from \"2020-02-01\")", in_base);
    expect(&all, "steps_per_year", "12", "default");
    expect(&all, "parameters.peer_learning_rate", "1.2", "default");
    expect(&all, "name", "\"shown\"", "default");
    cgap_effective_free(&all);
    cgap_effective_free(&all);
    cgap_diagnostics_free(&list);
}

static void
showing_checks_as_reading_does(void **state)
{
    cgap_diagnostics list = CGAP_DIAGNOSTICS_INIT;
    cgap_effective all = {0, NULL};
    cgap_scenario_source source = {text_file("no.cfg", "format = 1; levers = { platform = 2; };"),
                                   SHIPPED, NULL, 0};

    (void) state;
    assert_int_equal(cgap_scenario_show(&all, &source, &list), CGAP_E_INPUT);
    assert_int_equal(all.n, 0);
    assert_int_equal(list.n_error, 1);
    cgap_diagnostics_free(&list);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_canonical_file_reads_back),
        cmocka_unit_test(shipped_scenarios_read_and_round_trip),
        cmocka_unit_test(data_is_found_again_from_the_results_folder),
        cmocka_unit_test(effective_values_tell_their_origin),
        cmocka_unit_test(showing_checks_as_reading_does),
    };

    return cmocka_run_group_tests(tests, text_setup, NULL);
}
