/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with a scenario is said at its line, under its key, in words that help. */
#include "harness.h"
#include "scenario_text.h"

typedef struct mistake {
    const char *text; /* after the first line, "format = 1;" */
    int line;
    const char *path, *phrase;
} mistake;

/* Each text has exactly one error. */
static const mistake BAD[] = {
    /* unknown keys */
    {"levers = {\n platfrom = 0.3; };", 3, "levers.platfrom", "did you mean levers.platform?"},
    {"peer_learning_rate = 1;", 2, "peer_learning_rate", "parameters.peer_learning_rate"},
    {"leevrs = { platform = 0.3; };", 2, "leevrs", "did you mean levers?"},
    {"zebra = 1;", 2, "zebra", "cgap list parameters"},
    {"instruments = ( { name = \"a\"; type = \"scheme\"; applies = 2018; covers = { firms = 1; }; "
     "} );",
     2, "instruments.a.covers.firms",
     "is not a key of the scenario language; cgap list parameters shows all keys that begin with"},
    {"parameters = { exposure = { smes = 0.25; }; };", 2, "parameters.exposure.smes",
     "parameters.exposure.sme?"},
    {"levers = { engagement = { eu_su = 0.3; }; };", 2, "levers.engagement.eu_su",
     "did you mean levers.engagement.eu_us?"},
    {"levers = { platform = ( { from = 2017; value = 0.3; vlaue = 2; } ); };", 2,
     "levers.platform[1].vlaue", "levers.platform[1].value?"},
    {"instruments = ( { name = \"a\"; type = \"scheme\"; applies = 2018;\n covers = { leagl = 1; };"
     " } );",
     3, "instruments.a.covers.leagl", "instruments.a.covers.legal?"},
    /* wrong types; no conversion but integer to real */
    {"levers = { platform = \"0.3\"; };", 2, "levers.platform", "expects a number"},
    {"levers = { platform = true; };", 2, "levers.platform", "expects a number"},
    {"levers = 3;", 2, "levers", "expects a group"},
    {"parameters = { exposure = 0.3; };", 2, "parameters.exposure", "expects a group"},
    {"steps_per_year = 12.0;", 2, "steps_per_year", "expects a whole number"},
    {"title = 3;", 2, "title", "expects a text"},
    {"instruments = { name = \"a\"; };", 2, "instruments", "expects a list"},
    {"instruments = ( 3 );", 2, "instruments", "each entry is a group"},
    {"instruments = ( { name = \"a\"; type = \"scheme\"; applies = 2018; certification = 1; } );",
     2, "instruments.a.certification", "expects true or false"},
    {"members = [ 1, 2 ];\n", 2, "members", "expects codes in quotes"},
    {"members = \"DE\";", 2, "members", "expects \"all\""},
    {"severity = \"lognormall\";", 2, "severity", "did you mean 'lognormal'?"},
    {"instruments = ( { name = \"a\"; type = \"directiv\"; adopted = 2017; applies = 2018; } );", 2,
     "instruments.a.type", "did you mean 'directive'?"},
    /* out of range, and numbers that are none */
    {"levers = { platform = 1.0001; };", 2, "levers.platform", "1.0001 is outside 0 to 1"},
    {"levers = { fund_meur = -1; };", 2, "levers.fund_meur", "M EUR per year"},
    {"parameters = { peer_learning_rate = 1000.5; };", 2, "parameters.peer_learning_rate",
     "outside 0 to 1000"},
    {"parameters = { cooperation_distance_scale = 0; };", 2,
     "parameters.cooperation_distance_scale", "outside 0.001"},
    {"steps_per_year = 367;", 2, "steps_per_year", "outside 1 to 366"},
    {"levers = { platform = nan; };", 2, "levers.platform", "'nan' is not a number"},
    {"levers = { platform = -inf; };", 2, "levers.platform", "'inf' is not a number"},
    {"levers = { platform = ( { from = 2017; value = 0.3; }, { from = 2018;\n value = NaN; } ); };",
     3, "levers.platform[2].value", "'NaN' is not a number"},
    {"instruments = ( { name = \"a\"; type = \"scheme\"; applies = 2018;\n covers = { legal = inf; "
     "}; } );",
     3, "instruments.a.covers.legal", "'inf' is not a number"},
    {"partners = ( { name = \"un\"; norms = 0.1; },\n { norms = infinity; name = \"b\"; } );", 3,
     "partners[2].norms", "'infinity' is not a number"},
    {"levers = { fund_meur = 1e400; };", 2, "levers.fund_meur", "1e400 is too large"},
    {"levers = { fund_meur = -1e400; };", 2, "levers.fund_meur", "-1e400 is too large"},
    {"levers = { fund_meur = .; };", 2, "levers.fund_meur", "not a number"},
    {"levers = { fund_meur = 3000000000; };", 2, "levers.fund_meur", "would wrap"},
    {"levers = { fund_meur = 4294967396; };", 2, "levers.fund_meur", "would wrap"}, /* 100 */
    {"levers = { fund_meur = 0x100000064; };", 2, "levers.fund_meur", "would wrap"},
    {"levers = { fund_meur = 99999999999999999999L; };", 2, "levers.fund_meur", "would wrap"},
    {"steps_per_year = 4294967308;", 2, "steps_per_year", "would wrap"}, /* 12 */
    {"levers = { fund_meur = 3000000000L; };", 2, "levers.fund_meur", "outside 0 to 1000000"},
    /* names */
    {"levers = { platform = 0.3;\n platform = 0.4; };", 3, "levers.platform",
     "stands twice in one group (first on line 2)"},
    {"levers = { platform = 0.3;\n platform = 0.4 };", 3, "levers.platform", "stands twice"},
    {"levers = { platform = 0.3; };\nlevers = { research = 0.3; platform = [ 1, 2 ]; }", 3,
     "levers", "stands twice in one group (first on line 2)"},
    {"instruments = ( { name = \"a\"; type = \"scheme\"; applies = 2018;\n applies = 2019; } );", 3,
     "instruments.a.applies", "stands twice in one group (first on line 2)"},
    {"instruments = ( { name = \"a\"; type = \"scheme\"; applies = 2018; },\n"
     " { name = \"a\"; type = \"scheme\"; applies = 2019; } );",
     3, "instruments.a", "stands twice in one list (first on line 2)"},
    {"instruments = ( { type = \"scheme\"; applies = 2018; } );", 2, "instruments[1].name",
     "must be given"},
    {"instruments = ( { name = \"a b\"; type = \"scheme\"; applies = 2018; } );", 2,
     "instruments.a b.name", "letters, digits"},
    {"partners = ( { name = \"\"; } );", 2, "partners[1].name", "letters, digits"},
    {"name = \"../up\";", 2, "name", "no slash"},
    {"events = ( { name = \"brexti\"; remove = true; } );", 2, "events.brexti",
     "nothing of that name is inherited"},
    {"partners = ( { name = \"iut\"; remove = true; } );", 2, "partners.iut",
     "did you mean 'itu'?"},
    {"partners = ( { name = \"itu\"; remove = true; norms = 0.1; } );", 2, "partners.itu",
     "and nothing else"},
    /* members */
    {"members = [ \"DE\", \"FR\", \"GR\" ];", 2, "members", "did you mean EL?"},
    {"members = [ \"DE\", \"FR\", \"XX\" ];", 2, "members", "they are AT BE BG"},
    {"members = [ \"DE\", \"FR\", \"DE\" ];", 2, "members", "DE stands twice"},
    {"members = [ \"DE\" ];", 2, "members", "at least two"},
    {"members = [ \"DE\", \"FR\" ];\nevents = ( { date = 2020; type = \"leave\"; member = \"UK\"; "
     "} "
     ");",
     3, "events[1].member", "not among the scenario's members"},
    {"events = ( { date = 2020; type = \"leave\"; member = \"France\"; } );", 2, "events[1].member",
     "did you mean FR?"},
    {"instruments = ( { name = \"a\"; type = \"scheme\"; applies = 2018; participants = [ ]; } );",
     2, "instruments.a.participants", "nobody takes part"},
    {"instruments = ( { name = \"a\"; type = \"scheme\"; applies = 2018;\n participants = "
     "\"coalition\"; } );",
     3, "instruments.a.participants", "has no coalition"},
    {"coalition = { members = [ \"DE\", \"FR\" ]; };", 2, "coalition.members", "this list has 2"},
    {"coalition = { members = [ \"DE\", \"FR\", \"AT\", \"BE\", \"NL\", \"LU\", \"ES\", \"IT\" ]; "
     "};",
     2, "coalition.members", "this list has 8"},
    /* dates */
    {"end = \"2019-02-29\";", 2, "end", "a day that exists"},
    {"end = \"2019-2-28\";", 2, "end", "YYYY-MM-DD"},
    {"end = 20300101;", 2, "end", "outside the years 1900 to 2200"},
    {"start = 2020;\nend = 2019;", 3, "end", "not after the start"},
    {"end = 2030.01;", 2, "end", "must be whole"},
    {"steps_per_year = 7;", 2, "steps_per_year", "must be whole"},
    {"levers = { platform = (); };", 2, "levers.platform", "is empty"},
    {"levers = { platform = ( 0.3 ); };", 2, "levers.platform[1]", "expects { from"},
    {"levers = { platform = ( { from = 2017; } ); };", 2, "levers.platform[1]", "value is missing"},
    {"levers = { platform = ( { value = 0.3; } ); };", 2, "levers.platform[1]", "from is missing"},
    {"levers = { platform = ( { from = 2017; value = 0.3; },\n { from = 2017; value = 0.4; } ); };",
     3, "levers.platform[2]", "not after the one before"},
    {"levers = { platform = ( { from = 2017; value = 0.3; },\n { from = 2018; value = 4; } ); };",
     3, "levers.platform[2].value", "outside 0 to 1"},
    {"instruments = ( { name = \"a\"; type = \"directive\"; adopted = 2018; applies = 2017; } );",
     2, "instruments.a", "before it is adopted"},
    {"instruments = ( { name = \"a\"; type = \"directive\"; applies = 2018; } );", 2,
     "instruments.a.adopted", "must be given for a directive"},
    {"instruments = ( { name = \"a\"; type = \"scheme\"; } );", 2, "instruments.a.applies",
     "must be given"},
    /* events */
    {"events = ( { date = 2020; type = \"leave\"; } );", 2, "events[1].member", "must be given"},
    {"events = ( { type = \"systemic\"; } );", 2, "events[1].date", "must be given"},
    {"events = ( { date = 2020; } );", 2, "events[1].type", "must be given"},
    {"events = ( { date = 2020; type = \"leave\"; member = \"UK\"; size = 0.1; } );", 2,
     "events[1].size", "a leave event has no such key"},
    {"events = ( { date = 2020; type = \"leave\"; member = \"UK\"; },\n { date = 2021; type = "
     "\"leave\"; member = \"UK\"; } );",
     3, "events[2]", "UK cannot leave"},
    {"events = ( { date = 2019; type = \"leave\"; member = \"UK\"; },\n { date = 2020; type = "
     "\"join\"; member = \"UK\"; },\n { date = 2021; type = \"join\"; member = \"UK\"; } );",
     4, "events[3]", "UK cannot join"},
    {"members = [ \"DE\", \"UK\" ];\nevents = ( { date = 2020; type = \"leave\"; member = \"UK\"; "
     "} "
     ");",
     3, "events[1]", "fewer than two members"},
    {"members = [ \"DE\", \"UK\" ];\nevents = ( { date = 2020; type = \"join\"; member = \"UK\"; } "
     ");",
     3, "events[1]", "fewer than two members would be there before"},
    /* fields against each other */
    {"parameters = { exposure = { sme = 0.5; }; };", 2, "parameters.exposure", "sum to 1.25"},
    {"parameters = { pillar_weight = { legal = 0.3; }; };", 2, "parameters.pillar_weight",
     "must sum to 1"},
    {"parameters = { breach_weight = { legal = 0.2; }; };", 2, "parameters.breach_weight",
     "must sum to 1"},
    {"parameters = { fragmentation_weight = { levels = 0.5; }; };", 2,
     "parameters.fragmentation_weight", "the 4 weights sum to 1.25 and must sum to 1"},
    {"parameters = { fragmentation_weight = { levels = 0.75;\n law = -0.25; }; };", 3,
     "parameters.fragmentation_weight.law", "-0.25 is outside 0 to 1"},
    {"parameters = { fragmentation_weight = { laws = 0.25; }; };", 2,
     "parameters.fragmentation_weight.laws", "parameters.fragmentation_weight.law?"},
    {"parameters = { enabling = { people = { legal = 0.2; }; }; };", 2,
     "parameters.enabling.people", "must sum to 1"},
    {"parameters = { supplier_scale_elasticity = 0.8; scale_advantage_exponent = 1.25; };", 2,
     "parameters.supplier_scale_elasticity", "must stay below 1"},
    {"partners = ( { name = \"nato\"; norms = 0.1; } );", 2, "partners",
     "the channel 'norms' sum to 1.1"},
    /* the file itself */
    {"format = 1;", 2, "format", "stands twice"},
    {"base = \"missing.cfg\";", 2, "base", "missing.cfg' is neither at"},
    {"base = \"history\";", 2, "base", "a base is a file: did you mean history.cfg?"},
    {"base = 3;", 2, "base", "expects the name of a scenario file"},
    {"data = \"nowhere\";", 2, "data", "nowhere' is neither at"},
    {"interdependence = \"trad\";", 2, "interdependence", "\"trade\" or the path"},
    {"levers = { platform = 0.3; }", -1, NULL, NULL}, /* no error: the semicolon may be left out */
    {"levers = { platform = 0.3;", -1, NULL, "missing"},
    {"title = \"open;\n\n", 2, NULL, "no closing quote"},
    {"/* open\n", 2, NULL, "no closing */"},
    {"title = open;", 2, "title", "'open' stands where a value belongs"},
    {"title = open to all;", 2, "title", "'open' stands where a value belongs"},
    {"members = [ DE, FR ];", 2, "members", "'DE' stands where a value belongs"},
    {"title \"open\";", 2, NULL, "where no value belongs"},
    {"steps_per_year = 12 \"title\";", 2, NULL, "where no value belongs"},
    {"@include \"/etc/passwd\"", 2, NULL, "@include is not part"},
    {"title = \"a\001b\";", 2, NULL, "control character"},
    {"title = \"a\\x01b\";", 2, "title", "no UTF-8 text"},
    {"title = \"a\\xFFb\";", 2, "title", "no UTF-8 text"},
    {"# gr\374n\n", 2, NULL, "not in UTF-8"}, /* Latin 1 */
    {"members = [ 1, \"DE\" ];", 2, "members", "expects codes in quotes"},
};

static void
each_error_has_its_place_and_phrase(void **state)
{
    (void) state;
    for (size_t k = 0; k < sizeof BAD / sizeof BAD[0]; k++) {
        const mistake *at = &BAD[k];
        char text[1024];
        const char *path;
        cgap_diagnostics list = CGAP_DIAGNOSTICS_INIT;
        cgap_scenario out;
        cgap_status status;

        (void) snprintf(text, sizeof text, "format = 1;\n%s\n", at->text);
        path = text_file("bad.cfg", text);
        cgap_scenario_init(&out);
        status = text_read_with(&out, path, NULL, 0, &list);
        if (at->phrase == NULL) {
            assert_int_equal(status, CGAP_OK);
        } else {
            text_expect(&list, CGAP_ERROR, path, at->line, at->path, at->phrase);
            assert_int_equal(status, CGAP_E_INPUT);
            assert_null(out.name); /* untouched */
        }
        cgap_scenario_free(&out);
        cgap_diagnostics_free(&list);
    }
}

static void
one_mistake_gives_one_error(void **state)
{
    (void) state;
    for (size_t k = 0; k < sizeof BAD / sizeof BAD[0]; k++) {
        char text[1024];
        cgap_diagnostics list = CGAP_DIAGNOSTICS_INIT;
        cgap_scenario out;
        bool lists_codes = strstr(BAD[k].text, "[ DE") != NULL || /* two words without quotes, */
                           strstr(BAD[k].text, "[ 1, 2") != NULL; /* two numbers */

        (void) snprintf(text, sizeof text, "format = 1;\n%s\n", BAD[k].text);
        cgap_scenario_init(&out);
        (void) !text_read_with(&out, text_file("bad.cfg", text), NULL, 0, &list);
        if (list.n_error != (BAD[k].phrase != NULL) && !lists_codes) {
            text_print(&list);
            fail_msg("%zu errors for: %s", list.n_error, BAD[k].text);
        }
        cgap_scenario_free(&out);
        cgap_diagnostics_free(&list);
    }
}

/* What a scenario inherits stands where its own list is broken: no key of it is doubted. */
static void
a_broken_list_leaves_what_is_inherited(void **state)
{
    static const char *const text[][2] = {
        {"events = ( 5 );", "each entry is a group"},
        {"events = 5;", "expects a list"},
        {"partners = ( \"x\" );", "each entry is a group"},
        {"partners = 3;", "expects a list"},
        {"partners = { name = \"x\"; };", "expects a list"},
        {"instruments = ( 1, { name = \"nis2\"; pull = 0.5; } );", "each entry is a group"},
    };
    static const char *const setting[] = {"partners=3", "events=3"};

    (void) state;
    for (size_t k = 0; k < sizeof text / sizeof text[0]; k++) {
        char file[256], key[16];
        const char *path;
        cgap_diagnostics list = CGAP_DIAGNOSTICS_INIT;
        cgap_scenario out;

        (void) snprintf(file, sizeof file, "format = 1; base = \"history.cfg\";\n%s\n", text[k][0]);
        (void) snprintf(key, sizeof key, "%.*s", (int) strcspn(text[k][0], " "), text[k][0]);
        path = text_file("broken-list.cfg", file);
        assert_int_equal(text_read_with(&out, path, NULL, 0, &list), CGAP_E_INPUT);
        text_expect(&list, CGAP_ERROR, path, 2, key, text[k][1]);
        assert_int_equal(list.n_error, 1);
        cgap_diagnostics_free(&list);
    }
    for (size_t k = 0; k < sizeof setting / sizeof setting[0]; k++) {
        cgap_diagnostics list = CGAP_DIAGNOSTICS_INIT;
        cgap_scenario out;

        assert_int_equal(text_read_with(&out, SHIPPED "/history.cfg", &setting[k], 1, &list),
                         CGAP_E_INPUT);
        assert_int_equal(list.n_error, 1);
        cgap_diagnostics_free(&list);
    }
}

static void
all_errors_come_in_one_pass(void **state)
{
    const char *path, *base;
    cgap_diagnostics list = CGAP_DIAGNOSTICS_INIT;
    cgap_scenario out;
    const char *const settings[] = {"levers.research=2", "nonsense", "parameters.nu=1"};

    (void) state;
    base = text_file("base.cfg", "levers = { platform = 7; };\nevnts = ();\n");
    path = text_file("many.cfg", "format = 1;\nbase = \"base.cfg\";\n"
                                 "levers = { fund_meur = -1;\n  fund_targeting = \"x\"; };\n"
                                 "instruments = ( { name = \"a\"; type = \"law\";\n"
                                 "  applies = \"2018-13-01\"; covers = { legal = 2; }; } );\n"
                                 "start = 2031;\n");
    assert_int_equal(text_read_with(&out, path, settings, 3, &list), CGAP_E_INPUT);
    text_expect(&list, CGAP_ERROR, base, 1, "format", "is missing");
    text_expect(&list, CGAP_ERROR, base, 1, "levers.platform", "7 is outside");
    text_expect(&list, CGAP_ERROR, base, 2, "evnts", "did you mean events?");
    text_expect(&list, CGAP_ERROR, path, 3, "levers.fund_meur", "-1 is outside");
    text_expect(&list, CGAP_ERROR, path, 4, "levers.fund_targeting", "the text 'x'");
    text_expect(&list, CGAP_ERROR, path, 5, "instruments.a.type", "'law'");
    text_expect(&list, CGAP_ERROR, path, 6, "instruments.a.applies", "2018-13-01");
    text_expect(&list, CGAP_ERROR, path, 6, "instruments.a.covers.legal", "2 is outside");
    text_expect(&list, CGAP_ERROR, "--set", 0, "levers.research", "2 is outside");
    text_expect(&list, CGAP_ERROR, "--set", 0, NULL, "'nonsense' is not key=value");
    text_expect(&list, CGAP_ERROR, "--set", 0, "parameters.nu", "not a key");
    assert_int_equal(list.n_error, 12);
    cgap_diagnostics_free(&list);
}

/* Said by check with its line, not by the model when the run begins. */
static void
too_many_instruments_are_told_at_the_first_too_many(void **state)
{
    char text[4096] = "format = 1;\ninstruments = (\n";
    cgap_diagnostics list = CGAP_DIAGNOSTICS_INIT;
    cgap_scenario out;
    const char *path;

    (void) state;
    for (int k = 0; k <= CGAP_MAX_INSTRUMENT; k++) {
        size_t n = strlen(text);

        (void) snprintf(text + n, sizeof text - n,
                        "%s{ name = \"i%d\"; type = \"scheme\"; applies = 2018; }\n",
                        k > 0 ? "," : "", k);
    }
    strcat(text, ");\n");
    path = text_file("many-instruments.cfg", text);
    assert_int_equal(text_read_with(&out, path, NULL, 0, &list), CGAP_E_INPUT);
    text_expect(&list, CGAP_ERROR, path, 3 + CGAP_MAX_INSTRUMENT, "instruments",
                "20 are allowed at most");
    assert_int_equal(list.n_error, 1);
    cgap_diagnostics_free(&list);
}

/* Keys longer than any of the language are told cut, never beyond their memory. */
static void
a_key_of_any_length_is_told(void **state)
{
    static const char begin[] = "format = 1;\nlevers = { ", end[] = " = 1; };\n";
    char text[sizeof begin + sizeof end + 1000];

    (void) state;
    for (size_t length = 60; length < 1000; length *= 2) {
        cgap_diagnostics list = CGAP_DIAGNOSTICS_INIT;
        cgap_scenario out;
        const char *path;
        size_t n = sizeof begin - 1;

        memcpy(text, begin, n);
        memset(text + n, 'p', length);
        memcpy(text + n, "platform", 8);
        memcpy(text + n + length, end, sizeof end);
        path = text_file("long.cfg", text);
        assert_int_equal(text_read_with(&out, path, NULL, 0, &list), CGAP_E_INPUT);
        assert_int_equal(list.n_error, 1);
        assert_int_equal(list.at[0].line, 2);
        assert_memory_equal(list.at[0].path, "levers.platformpp", 17);
        assert_null(strstr(list.at[0].text, "did you mean"));
        cgap_diagnostics_free(&list);
    }
}

/* What the parser of the file format would stop at does not hide what comes after it. */
static void
no_error_hides_the_others(void **state)
{
    const char *path;
    cgap_diagnostics list = CGAP_DIAGNOSTICS_INIT;
    cgap_scenario out;

    (void) state;
    path = text_file("hidden.cfg", "format = 1;\n"
                                   "levers = { platform = nan; fund_meur = -1.0;\n"
                                   "  research = 0.3; research = 7;\n"
                                   "  law_enforcement = 2; };\n"
                                   "title = Minimum harmonisation;\n"
                                   "levers = { platform = 0.4; };\n"
                                   "members = [ DE, \"FR\", \"XX\" ];\n"
                                   "foo = bar;\n"
                                   "steps_per_year = 400;\n");
    assert_int_equal(text_read_with(&out, path, NULL, 0, &list), CGAP_E_INPUT);
    text_expect(&list, CGAP_ERROR, path, 2, "levers.platform", "'nan' is not a number");
    text_expect(&list, CGAP_ERROR, path, 2, "levers.fund_meur", "-1.0 is outside");
    text_expect(&list, CGAP_ERROR, path, 3, "levers.research", "stands twice");
    text_expect(&list, CGAP_ERROR, path, 4, "levers.law_enforcement", "2 is outside");
    text_expect(&list, CGAP_ERROR, path, 5, "title", "needs double quotes");
    text_expect(&list, CGAP_ERROR, path, 6, "levers", "stands twice");
    text_expect(&list, CGAP_ERROR, path, 7, "members", "'DE' stands where");
    text_expect(&list, CGAP_ERROR, path, 7, "members", "'XX' is not the code");
    text_expect(&list, CGAP_ERROR, path, 8, "foo", "'bar' stands where");
    text_expect(&list, CGAP_ERROR, path, 8, "foo", "not a key");
    text_expect(&list, CGAP_ERROR, path, 9, "steps_per_year", "400 is outside");
    assert_int_equal(list.n_error, 11);
    cgap_diagnostics_free(&list);
}

static void
the_version_of_the_language_is_checked(void **state)
{
    static const struct {
        const char *text, *phrase;
    } bad[] = {
        {"", "begin the file with format = 1;"},
        {"format = 2;", "a newer cgap is needed"},
        {"format = 0;", "expects the whole number 1"},
        {"format = 1.0;", "expects the whole number 1"},
        {"format = \"1\";", "expects the whole number 1"},
    };

    (void) state;
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        const char *path = text_file("format.cfg", bad[k].text);
        cgap_diagnostics list = CGAP_DIAGNOSTICS_INIT;
        cgap_scenario out;

        assert_int_equal(text_read_with(&out, path, NULL, 0, &list), CGAP_E_INPUT);
        text_expect(&list, CGAP_ERROR, path, 1, "format", bad[k].phrase);
        cgap_diagnostics_free(&list);
    }
}

static void
warnings_do_not_refuse(void **state)
{
    static const mistake odd[] = {
        {"parameters = { peer_learning_rate = 3; };", 2, "parameters.peer_learning_rate",
         "outside the plausible range 0 to 2.4"},
        {"levers = { threat_growth = 0.3; };", 2, "levers.threat_growth", "plausible range"},
        {"levers = { platform = ( { from = 2017; value = 0.3; }, { from = 2040; value = 0.5; } ); "
         "};",
         2, "levers.platform[2]", "has no effect"},
        {"levers = { platform = ( { from = 2016; value = 0.3; }, { from = 2029.99; value = 0.5; } "
         "); };",
         2, "levers.platform[2]", "has no effect"},
        {"levers = { platform = ( { from = 2016; value = 0.3; }, { from = 2016.51; value = 0.5; } "
         "); };",
         2, "levers.platform[1]", "has no effect"},
        {"levers = { platform = ( { from = 2016; value = 0.3; }, { from = 2018; value = 0.5; }, { "
         "from = 2018.01; value = 0.6; } ); };",
         2, "levers.platform[2]", "has no effect"},
        {"levers = { platform = ( { from = 2012; value = 0.3; }, { from = 2013; value = 0.5; } ); "
         "};",
         2, "levers.platform[1]", "has no effect"},
        {"levers = { platform = ( { from = 2017; value = 0.3; } ); };", 2, "levers.platform[1]",
         "also holds before its date"},
        {"instruments = ( { name = \"a\"; type = \"scheme\"; applies = 2031; } );", 2,
         "instruments.a", "has no effect"},
        {"instruments = ( { name = \"a\"; type = \"directive\"; adopted = 2030; applies = 2031; } "
         ");",
         2, "instruments.a", "has no effect"},
        {"events = ( { date = 2035; type = \"leave\"; member = \"UK\"; } );", 2, "events[1]",
         "has no effect"},
        {"events = ( { date = 2010; type = \"systemic\"; } );", 2, "events[1]", "has no effect"},
        {"coalition = { members = \"all\"; from = 2035; };", 2, "coalition.from", "has no effect"},
        {"coalition = { members = \"all\"; from = 2029.99; };", 2, "coalition.from",
         "has no effect"},
        {"end = 2030;\nstart = 2025;", 3, "start", "start at the levels of 2016.5"},
    };

    (void) state;
    for (size_t k = 0; k < sizeof odd / sizeof odd[0]; k++) {
        char text[1024];
        const char *path;
        cgap_diagnostics list = CGAP_DIAGNOSTICS_INIT;
        cgap_scenario out;

        (void) snprintf(text, sizeof text, "format = 1;\n%s\n", odd[k].text);
        path = text_file("odd.cfg", text);
        if (text_read_with(&out, path, NULL, 0, &list) != CGAP_OK) {
            text_print(&list);
            fail_msg("refused: %s", odd[k].text);
        }
        text_expect(&list, CGAP_WARNING, path, odd[k].line, odd[k].path, odd[k].phrase);
        cgap_scenario_free(&out);
        cgap_diagnostics_free(&list);
    }
}

static void
nothing_is_said_about_a_sound_scenario(void **state)
{
    static const char *const sound[] = {
        "",
        "levers = { agency_mandate = 0; platform = 1; };",
        "levers = { platform = ( { from = 2016.5; value = 0x1; }, { from = 2018; value = +.5e0; } "
        ") }",
        "parameters = { levelling_down_share_peers = 1L; peer_learning_rate = 0; };",
        "instruments = ( { name = \"a\"; type = \"directive\"; adopted = 2020; applies = 2031; } "
        ");",
        "events = ( { date = 2019; type = \"join\"; member = \"HR\"; } );",
        "events = ( { date = 2013; type = \"leave\"; member = \"UK\"; } );",
        "# \303\274 \342\202\254 \360\235\204\236\r\nlevers = {\r\n platform = 0.3; };",
        "# only a comment // with /* signs",
        "title = \"quote \\\" and \\\\ and # no comment\";",
    };

    (void) state;
    for (size_t k = 0; k < sizeof sound / sizeof sound[0]; k++) {
        char text[1024];
        cgap_diagnostics list = CGAP_DIAGNOSTICS_INIT;
        cgap_scenario out;

        (void) snprintf(text, sizeof text, "format = 1;\n%s\n", sound[k]);
        (void) !text_read_with(&out, text_file("sound.cfg", text), NULL, 0, &list);
        if (list.n != 0) {
            text_print(&list);
            fail_msg("said of: %s", sound[k]);
        }
        cgap_scenario_free(&out);
        cgap_diagnostics_free(&list);
    }
}

static void
files_that_are_no_scenarios_are_refused(void **state)
{
    char *large = malloc((1 << 20) + 2), deep[600] = "format = 1; a = ";
    static const char *const name[] = {"large.cfg", "deep.cfg", ".", "absent.cfg"};

    (void) state;
    assert_non_null(large);
    memset(large, ' ', (1 << 20) + 1);
    large[(1 << 20) + 1] = '\0';
    memset(deep + strlen(deep), '(', 500);
    (void) text_file("large.cfg", large);
    (void) text_file("deep.cfg", deep);
    for (size_t k = 0; k < sizeof name / sizeof name[0]; k++) {
        cgap_diagnostics list = CGAP_DIAGNOSTICS_INIT;
        cgap_scenario out;

        assert_int_equal(text_read_with(&out, text_path(name[k]), NULL, 0, &list), CGAP_E_INPUT);
        assert_int_equal(list.n_error, 1);
        cgap_diagnostics_free(&list);
    }
    free(large);
}

static void
a_byte_order_mark_is_skipped(void **state)
{
    cgap_scenario out;

    (void) state;
    text_read(&out, "mark.cfg",
              "\xef\xbb\xbf"
              "format = 1;\n");
    cgap_scenario_free(&out);
}

/* Two scenarios checked into one list: the second fails on its own account. */
static void
scenarios_share_a_list_of_messages(void **state)
{
    const char *first, *second;
    cgap_diagnostics list = CGAP_DIAGNOSTICS_INIT;
    cgap_scenario out;

    (void) state;
    (void) text_file("shared.cfg", "format = 1;\nlevers = { platform = 7; };\n");
    first = text_file("one.cfg", "format = 1; base = \"shared.cfg\";");
    second = text_file("two.cfg", "format = 1; base = \"shared.cfg\";");
    assert_int_equal(text_read_with(&out, first, NULL, 0, &list), CGAP_E_INPUT);
    assert_int_equal(text_read_with(&out, second, NULL, 0, &list), CGAP_E_INPUT);
    assert_int_equal(list.n_error, 1);
    cgap_diagnostics_free(&list);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_error_has_its_place_and_phrase),
        cmocka_unit_test(one_mistake_gives_one_error),
        cmocka_unit_test(a_broken_list_leaves_what_is_inherited),
        cmocka_unit_test(all_errors_come_in_one_pass),
        cmocka_unit_test(too_many_instruments_are_told_at_the_first_too_many),
        cmocka_unit_test(a_key_of_any_length_is_told),
        cmocka_unit_test(no_error_hides_the_others),
        cmocka_unit_test(the_version_of_the_language_is_checked),
        cmocka_unit_test(warnings_do_not_refuse),
        cmocka_unit_test(nothing_is_said_about_a_sound_scenario),
        cmocka_unit_test(files_that_are_no_scenarios_are_refused),
        cmocka_unit_test(a_byte_order_mark_is_skipped),
        cmocka_unit_test(scenarios_share_a_list_of_messages),
    };

    return cmocka_run_group_tests(tests, text_setup, NULL);
}
