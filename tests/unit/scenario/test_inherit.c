/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Base files, overrides, lists merged by name, and --set on top. */
#include "harness.h"
#include "scenario_text.h"

#define INSTRUMENT(name, standard)                                                                 \
    "{ name = \"" name "\"; type = \"regulation\"; applies = \"2020-01-01\"; standard = " standard \
    "; }"

static const char BASE[] =
    "format = 1;\n"
    "name = \"own\"; title = \"Base\"; about = \"base\"; steps_per_year = 4;\n"
    "levers = { platform = ( { from = 2016.5; value = 0.1; }, { from = 2018; value = 0.2; } );\n"
    "  research = 0.5; engagement = { unga = 0.9; }; };\n"
    "instruments = ( " INSTRUMENT("keep", "0.6") ",\n " INSTRUMENT(
        "change",
        "0.7") ",\n " INSTRUMENT("drop",
                                 "0.8") " );\n"
                                        "partners = ( { name = \"oecd\"; norms = 0.0; } );\n"
                                        "events = ( { name = \"brexit\"; date = \"2020-01-31\"; "
                                        "type = \"leave\"; member = \"UK\"; },\n"
                                        "  { date = 2021; type = \"systemic\"; size = 0.3; } );\n"
                                        "parameters = { exposure = { sme = 0.5; enterprise = 0.05; "
                                        "}; peer_learning_rate = 2; };\n";

static const cgap_instrument *
instrument(const cgap_scenario *s, const char *name)
{
    for (size_t k = 0; k < s->n_instrument; k++) {
        if (strcmp(s->instrument[k].name, name) == 0) {
            return &s->instrument[k];
        }
    }
    return NULL;
}

static const cgap_partner *
partner(const cgap_scenario *s, const char *name)
{
    for (size_t k = 0; k < s->n_partner; k++) {
        if (strcmp(s->partner[k].name, name) == 0) {
            return &s->partner[k];
        }
    }
    return NULL;
}

static void
a_derived_file_overrides_deeply(void **state)
{
    cgap_scenario s;

    (void) state;
    (void) text_file("base.cfg", BASE);
    text_read(&s, "derived.cfg",
              "format = 1; base = \"base.cfg\";\n"
              "levers = { platform = ( { from = 2016.5; value = 0.3; } ); };\n"
              "parameters = { exposure = { administration = 0.1; people = 0.35; }; };\n");
    assert_int_equal(s.steps_per_year, 4);
    assert_int_equal(s.levers.platform.n, 1); /* lists of dated values are replaced as a whole */
    assert_close(s.levers.platform.at[0].value, 0.3, 0.0);
    assert_close(s.levers.research.at[0].value, 0.5, 0.0);
    assert_close(s.parameters.exposure[0], 0.5, 0.0);
    assert_close(s.parameters.exposure[2], 0.1, 0.0);
    assert_close(s.parameters.peer_learning_rate, 2.0, 0.0);
    assert_close(partner(&s, "unga")->engagement.at[0].value, 0.9, 0.0);
    assert_close(partner(&s, "eu_us")->engagement.at[0].value, 0.4, 0.0); /* built in */
    assert_close(partner(&s, "itu")->engagement.at[0].value, 0.3, 0.0);
    cgap_scenario_free(&s);
}

static void
what_belongs_to_a_file_is_not_inherited(void **state)
{
    cgap_scenario s;

    (void) state;
    (void) text_file("base.cfg", BASE);
    text_read(&s, "derived.cfg", "format = 1; base = \"base.cfg\";\n");
    assert_string_equal(s.name, "derived");
    assert_string_equal(s.title, "derived");
    assert_string_equal(s.about, "");
    cgap_scenario_free(&s);
    text_read(&s, "named.cfg", "format = 1; name = \"a b\"; title = \"T\";\n");
    assert_string_equal(s.name, "a b");
    assert_string_equal(s.title, "T");
    cgap_scenario_free(&s);
}

static void
lists_of_named_things_merge_by_name(void **state)
{
    cgap_scenario s;

    (void) state;
    (void) text_file("base.cfg", BASE);
    text_read(
        &s, "derived.cfg",
        "format = 1; base = \"base.cfg\";\n"
        "instruments = ( { name = \"change\"; standard = 0.65; },\n"
        "  { name = \"drop\"; remove = true; }, " INSTRUMENT(
            "add", "0.9") " );\n"
                          "partners = ( { name = \"igf\"; remove = true; },\n"
                          "  { name = \"nato\"; norms = 0.1; members = [ \"DE\", \"FR\" ]; } );\n"
                          "levers = { engagement = { nato = 0.7; }; };\n"
                          "events = ( { name = \"brexit\"; date = \"2021-01-31\"; },\n"
                          "  { date = 2019; type = \"relapse\"; platform_factor = 0.5; } );\n");
    assert_int_equal(s.n_instrument, 3);
    assert_string_equal(s.instrument[0].name, "add"); /* sorted */
    assert_close(instrument(&s, "keep")->standard, 0.6, 0.0);
    assert_close(instrument(&s, "change")->standard, 0.65, 0.0);
    assert_int_equal(instrument(&s, "change")->type, CGAP_REGULATION);
    assert_close(instrument(&s, "change")->adopted, 2020.0, 0.0); /* that of its application */
    assert_null(instrument(&s, "drop"));
    assert_int_equal(s.n_partner, 7);
    assert_null(partner(&s, "igf"));
    assert_close(partner(&s, "oecd")->norms, 0.0, 0.0);
    assert_close(partner(&s, "oecd")->law, 0.15, 0.0);
    assert_close(partner(&s, "nato")->engagement.at[0].value, 0.7, 0.0);
    assert_true(partner(&s, "nato")->members ==
                ((cgap_member_set) 1 << cgap_dataset_find(&s.dataset, "DE") |
                 (cgap_member_set) 1 << cgap_dataset_find(&s.dataset, "FR")));
    assert_int_equal(s.n_event, 3); /* appended, unless named as one of the base */
    assert_int_equal(s.event[0].type, CGAP_EVENT_RELAPSE);
    assert_close(s.event[0].enforcement_factor, 1.0, 0.0);
    assert_int_equal(s.event[1].type, CGAP_EVENT_SYSTEMIC);
    assert_close(s.event[1].size, 0.3, 0.0);
    assert_int_equal(s.event[2].type, CGAP_EVENT_LEAVE);
    assert_close(s.event[2].date, 2021.0 + 30.0 / 31.0 / 12.0, 1e-12);
    cgap_scenario_free(&s);
}

static void
an_event_can_be_removed(void **state)
{
    cgap_scenario s;

    (void) state;
    (void) text_file("base.cfg", BASE);
    text_read(&s, "derived.cfg",
              "format = 1; base = \"base.cfg\";\n"
              "events = ( { name = \"brexit\"; remove = true; } );\n");
    assert_int_equal(s.n_event, 1);
    assert_int_equal(s.event[0].type, CGAP_EVENT_SYSTEMIC);
    cgap_scenario_free(&s);
}

static void
bases_chain_and_are_found_beside_the_file_first(void **state)
{
    cgap_scenario s;

    (void) state;
    (void) text_file("first.cfg", "format = 1; levers = { research = 0.1; platform = 0.1; };\n");
    (void) text_file("second.cfg",
                     "format = 1; base = \"first.cfg\"; levers = { research = 0.2; };\n");
    text_read(&s, "third.cfg", "format = 1; base = \"second.cfg\"; steps_per_year = 4;\n");
    assert_close(s.levers.research.at[0].value, 0.2, 0.0);
    assert_close(s.levers.platform.at[0].value, 0.1, 0.0);
    cgap_scenario_free(&s);
    text_read(&s, "far.cfg", "format = 1; base = \"history.cfg\";\n"); /* a shipped one */
    assert_non_null(instrument(&s, "nis2"));
    cgap_scenario_free(&s);
    (void) text_file("history.cfg", "format = 1;\n");
    text_read(&s, "near.cfg", "format = 1; base = \"history.cfg\";\n");
    assert_int_equal(s.n_instrument, 0);
    cgap_scenario_free(&s);
}

static void
circles_and_missing_bases_are_named(void **state)
{
    cgap_diagnostics list = CGAP_DIAGNOSTICS_INIT;
    cgap_scenario s;
    const char *a, *b;
    char phrase[800];

    (void) state;
    a = text_file("a.cfg", "format = 1;\nbase = \"b.cfg\";\nlevers = { platform = 7; };\n");
    b = text_file("b.cfg", "format = 1;\n\nbase = \"a.cfg\";\n");
    assert_int_equal(text_read_with(&s, a, NULL, 0, &list), CGAP_E_INPUT);
    (void) snprintf(phrase, sizeof phrase, "circle: %s -> %s -> %s", a, b, a);
    text_expect(&list, CGAP_ERROR, b, 3, "base", phrase);
    text_expect(&list, CGAP_ERROR, a, 3, "levers.platform", "7 is outside"); /* and goes on */
    cgap_diagnostics_free(&list);
    a = text_file("self.cfg", "format = 1; base = \"self.cfg\";\n");
    assert_int_equal(text_read_with(&s, a, NULL, 0, &list), CGAP_E_INPUT);
    text_expect(&list, CGAP_ERROR, a, 1, "base", "circle");
    cgap_diagnostics_free(&list);
    a = text_file("lost.cfg", "format = 1; base = \"gone.cfg\";\n");
    assert_int_equal(text_read_with(&s, a, NULL, 0, &list), CGAP_E_INPUT);
    text_expect(&list, CGAP_ERROR, a, 1, "base", SHIPPED "/gone.cfg'");
    text_expect(&list, CGAP_ERROR, a, 1, "base", text_path("gone.cfg"));
    cgap_diagnostics_free(&list);
}

static void
a_broken_base_does_not_hide_other_errors(void **state)
{
    cgap_diagnostics list = CGAP_DIAGNOSTICS_INIT;
    cgap_scenario s;
    const char *base, *path;

    (void) state;
    base = text_file("broken.cfg", "format = 1;\nlevers = { platform = ;\n");
    path = text_file("on-broken.cfg", "format = 1; base = \"broken.cfg\";\n"
                                      "instruments = ( { name = \"nis\"; standard = 3; } );\n");
    assert_int_equal(text_read_with(&s, path, NULL, 0, &list), CGAP_E_INPUT);
    text_expect(&list, CGAP_ERROR, base, 2, NULL, "not readable here");
    text_expect(&list, CGAP_ERROR, path, 2, "instruments.nis.standard", "3 is outside");
    assert_int_equal(list.n_error, 2); /* what the base may give is not called missing */
    cgap_diagnostics_free(&list);
}

static void
settings_override_everything(void **state)
{
    static const char *const settings[] = {
        "levers.platform=0.8",
        "levers.engagement.eu_us=.5",
        "parameters.peer_learning_rate=0",
        "instruments.keep.standard=0.8",
        "instruments.keep.participants=DE,FR",
        "instruments.keep.covers.legal=0.25",
        "instruments.drop.remove=true",
        "events.brexit.member=HR",
        "end=2020-01-01",
        "name=2020",
        "title=Any text, with = and \" in it",
        "severity=pareto",
        "levers.research=( { from = \"2016-07-01\"; value = 0; }, { from = 2018; value = 1; } )",
        "parameters.pillar_weight={ legal = 0.3; technical = 0.1; }",
        "members=[ \"DE\", \"FR\", \"HR\", \"UK\" ]",
        "levers.platform=0.9",
    };
    cgap_diagnostics list = CGAP_DIAGNOSTICS_INIT;
    cgap_scenario s;

    (void) state;
    if (text_read_with(&s, text_file("set.cfg", BASE), settings,
                       sizeof settings / sizeof settings[0], &list) != CGAP_OK) {
        text_print(&list);
        fail();
    }
    assert_close(s.levers.platform.at[0].value, 0.9, 0.0); /* the last one counts */
    assert_int_equal(s.levers.platform.n, 1);
    assert_close(partner(&s, "eu_us")->engagement.at[0].value, 0.5, 0.0);
    assert_close(s.parameters.peer_learning_rate, 0.0, 0.0);
    assert_close(instrument(&s, "keep")->standard, 0.8, 0.0);
    assert_close(instrument(&s, "keep")->covers[CGAP_LEGAL], 0.25, 0.0);
    assert_true(instrument(&s, "keep")->participants == 3);
    assert_null(instrument(&s, "drop"));
    assert_string_equal(s.dataset.member[s.event[0].member].code, "HR");
    assert_close(s.end, 2020.0, 0.0);
    assert_string_equal(s.name, "2020");
    assert_string_equal(s.title, "Any text, with = and \" in it");
    assert_int_equal(s.severity, CGAP_SEVERITY_PARETO);
    assert_int_equal(s.levers.research.n, 2);
    assert_close(s.parameters.pillar_weight[CGAP_LEGAL], 0.3, 0.0);
    assert_int_equal(s.dataset.n, 4);
    cgap_scenario_free(&s);
    cgap_diagnostics_free(&list);
}

static void
settings_are_checked_like_files(void **state)
{
    static const struct {
        const char *setting, *key, *phrase;
    } bad[] = {
        {"levers.platfrom=0.3", "levers.platfrom", "did you mean levers.platform?"},
        {"levers.platform=1.5", "levers.platform", "1.5 is outside 0 to 1"},
        {"levers.platform=", "levers.platform", "expects a number"},
        {"levers.platform=abc", "levers.platform", "the text 'abc'"},
        {"levers.platform=nan", "levers.platform", "the text 'nan'"},
        {"levers.platform=1e400", "levers.platform", "too large"},
        {"levers.fund_meur=3000000000", "levers.fund_meur", "would wrap"},
        {"levers.platform=( 1 ); levers = 3", "levers.platform", "is not a value"},
        {"levers.platform=(", "levers.platform", "is not a value"},
        {"levers.platform", NULL, "is not key=value"},
        {"=0.3", NULL, "is not key=value"},
        {"levers..platform=0.3", "levers..platform", "empty part"},
        {"levers.platform.=0.3", "levers.platform.", "below a single value"},
        {"steps_per_year.x=0.3", "steps_per_year.x", "below a single value"},
        {"instruments.kepe.standard=0.7", "instruments.kepe.standard", "did you mean 'keep'?"},
        {"instruments.keep=0.7", "instruments.keep", "one of its keys"},
        {"partners.eu_su.law=0.1", "partners.eu_su.law", "did you mean 'eu_us'?"},
        {"base=x.cfg", "base", "cannot be set"},
        {"format=1", "format", "cannot be set"},
        {"levers.engagement.moon=0.1", "levers.engagement.moon", "no partner is called 'moon'"},
    };

    (void) state;
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        const char *const settings[] = {bad[k].setting};
        cgap_diagnostics list = CGAP_DIAGNOSTICS_INIT;
        cgap_scenario s;
        const char *path =
            text_file("set.cfg", "format = 1; steps_per_year = 12; levers = { platform = 0.2; };\n"
                                 "instruments = ( " INSTRUMENT("keep", "0.6") " );\n");

        assert_int_equal(text_read_with(&s, path, settings, 1, &list), CGAP_E_INPUT);
        text_expect(&list, CGAP_ERROR, "--set", 0, bad[k].key, bad[k].phrase);
        assert_int_equal(list.n_error, 1);
        cgap_diagnostics_free(&list);
    }
}

static void
members_can_be_chosen_and_contagion_follows(void **state)
{
    cgap_scenario all, some;
    size_t de, fr;

    (void) state;
    text_read(&all, "all.cfg", "format = 1; interdependence = \"trade\";\n");
    text_read(&some, "some.cfg",
              "format = 1; interdependence = \"trade\"; members = [ \"FR\", \"DE\", \"AT\" ];\n");
    assert_int_equal(all.dataset.n, 28);
    assert_int_equal(some.dataset.n, 3);
    assert_string_equal(some.dataset.member[2].code, "FR");
    de = cgap_dataset_find(&all.dataset, "DE");
    fr = cgap_dataset_find(&all.dataset, "FR");
    assert_true(all.contagion[de * 28 + fr] > 0.0);
    assert_close(some.contagion[1 * 3 + 2], all.contagion[de * 28 + fr], 0.0);
    assert_close(some.contagion[2 * 3 + 1], all.contagion[fr * 28 + de], 0.0);
    assert_close(some.contagion[4], 0.0, 0.0);
    cgap_scenario_free(&all);
    cgap_scenario_free(&some);
}

static void
contagion_can_come_from_a_file(void **state)
{
    cgap_diagnostics list = CGAP_DIAGNOSTICS_INIT;
    cgap_scenario s;
    const char *path;

    (void) state;
    (void) text_file("matrix.csv", "from,to,value\nDE,FR,3\nFR,DE,2\nAT,DE,1\nUK,AT,5\n");
    text_read(&s, "flows.cfg",
              "format = 1; interdependence = \"matrix.csv\";\n"
              "members = [ \"AT\", \"DE\", \"FR\" ];\n");
    assert_close(s.contagion[0 * 3 + 1], 1.0, 0.0);
    assert_close(s.contagion[1 * 3 + 2], 3.0, 0.0);
    assert_close(s.contagion[2 * 3 + 1], 2.0, 0.0);
    assert_close(s.contagion[1 * 3 + 0], 0.0, 0.0);
    cgap_scenario_free(&s);
    path = text_file("mute.cfg", "format = 1; interdependence = \"matrix.csv\";\n"
                                 "members = [ \"AT\", \"DE\", \"UK\", \"FR\", \"BE\" ];\n");
    assert_int_equal(text_read_with(&s, path, NULL, 0, &list), CGAP_E_INPUT);
    text_expect(&list, CGAP_ERROR, path, 1, "interdependence", "nothing goes out from BE");
    cgap_diagnostics_free(&list);
}

static void
the_grid_has_one_division_per_row(void **state)
{
    cgap_scenario s;

    (void) state;
    text_read(&s, "grid.cfg", "format = 1; start = 2016.5; end = 2030; steps_per_year = 12;\n");
    assert_int_equal(cgap_scenario_steps(&s), 162);
    assert_true(cgap_scenario_time(&s, 0) == 2016.5);
    assert_true(cgap_scenario_time(&s, 7) == 2016.5 + 7.0 / 12);
    assert_int_equal(cgap_scenario_row(&s, 2016.5), 0);
    assert_int_equal(cgap_scenario_row(&s, 2016.5 + 0.49 / 12), 0);
    assert_int_equal(cgap_scenario_row(&s, 2016.5 + 0.51 / 12), 1);
    assert_int_equal(cgap_scenario_row(&s, 2015.5), -12);
    assert_true(cgap_scenario_row(&s, 1e300) > 1000000);
    assert_true(cgap_scenario_row(&s, -1e300) < -1000000);
    cgap_scenario_free(&s);
}

static void
a_schedule_holds_until_the_next_change(void **state)
{
    cgap_change at[] = {{2017.0, 0.1}, {2018.0, 0.2}, {2019.5, 0.3}};
    cgap_schedule schedule = {3, at};

    (void) state;
    assert_close(cgap_schedule_at(&schedule, 2010.0), 0.1, 0.0);
    assert_close(cgap_schedule_at(&schedule, 2017.999), 0.1, 0.0);
    assert_close(cgap_schedule_at(&schedule, 2018.0), 0.2, 0.0);
    assert_close(cgap_schedule_at(&schedule, 2030.0), 0.3, 0.0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_derived_file_overrides_deeply),
        cmocka_unit_test(what_belongs_to_a_file_is_not_inherited),
        cmocka_unit_test(lists_of_named_things_merge_by_name),
        cmocka_unit_test(an_event_can_be_removed),
        cmocka_unit_test(bases_chain_and_are_found_beside_the_file_first),
        cmocka_unit_test(circles_and_missing_bases_are_named),
        cmocka_unit_test(a_broken_base_does_not_hide_other_errors),
        cmocka_unit_test(settings_override_everything),
        cmocka_unit_test(settings_are_checked_like_files),
        cmocka_unit_test(members_can_be_chosen_and_contagion_follows),
        cmocka_unit_test(contagion_can_come_from_a_file),
        cmocka_unit_test(the_grid_has_one_division_per_row),
        cmocka_unit_test(a_schedule_holds_until_the_next_change),
    };

    return cmocka_run_group_tests(tests, text_setup, NULL);
}
