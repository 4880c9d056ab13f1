/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever call fails while a scenario is read, shown or written: it is told, or was harmless
 * (closing a file that was read); the caller's object is untouched and nothing leaks (the
 * sanitizers watch). */
#include "harness.h"

#include "failing.h"
#include "../../unit/scenario/scenario_text.h"
#include "../../unit/scenario/scenario_equal.h"

static const char BASE[] =
    "format = 1;\nlevers = { platform = ( { from = 2016.5; value = 0.1; }, { from = 2018; value = "
    "0.2; } ); };\ninstruments = ( { name = \"a\"; type = \"scheme\"; applies = 2018; } );\n";
static const char DERIVED[] =
    "format = 1;\nbase = \"base.cfg\"; title = \"T\"; interdependence = \"trade\";\n"
    "instruments = ( { name = \"a\"; pull = 0.3; }, { name = \"b\"; type = \"regulation\"; applies "
    "= "
    "2019; covers = { sme = 0.1; }; } );\n"
    "partners = ( { name = \"igf\"; remove = true; } );\n"
    "events = ( { name = \"x\"; date = 2020; type = \"leave\"; member = \"UK\"; } );\n";
static const char *const SETTINGS[] = {"levers.research=0.5", "levers.engagement.itu=( { from = "
                                                              "2016.5; value = 1; } )"};

static const char *
scenario_files(void)
{
    (void) text_file("base.cfg", BASE);
    return text_file("derived.cfg", DERIVED);
}

static void
reading_tells_every_lost_call(void **state)
{
    const char *path = scenario_files();
    cgap_diagnostics none = CGAP_DIAGNOSTICS_INIT;
    cgap_scenario whole;
    int n = 1, told = 0;

    (void) state;
    assert_int_equal(text_read_with(&whole, path, SETTINGS, 2, &none), CGAP_OK);
    for (;; n++) {
        cgap_diagnostics list = CGAP_DIAGNOSTICS_INIT;
        cgap_scenario out;
        cgap_status status;

        cgap_scenario_init(&out);
        failing_count = 0;
        failing_at = n;
        status = text_read_with(&out, path, SETTINGS, 2, &list);
        failing_at = 0;
        if (status == CGAP_OK) {
            assert_equal_scenarios(&out, &whole);
        } else {
            told++;
            assert_true(cgap_diagnostics_failed(&list));
            assert_null(out.name);
        }
        cgap_scenario_free(&out);
        cgap_diagnostics_free(&list);
        if (failing_count == 0) {
            break;
        }
    }
    assert_true(n - 1 - told <= 2 + 7); /* closing two scenario files and seven tables */
    assert_true(told > 200);
    cgap_scenario_free(&whole);
    cgap_diagnostics_free(&none);
}

static void
showing_tells_every_lost_call(void **state)
{
    const char *path = scenario_files();
    cgap_scenario_source source = {path, SHIPPED, SETTINGS, 2};
    int n = 1, harmless = 0;

    (void) state;
    for (;; n += 7) { /* reading is walked call by call above */
        cgap_diagnostics list = CGAP_DIAGNOSTICS_INIT;
        cgap_effective all = {0, NULL};
        cgap_status status;

        failing_count = 0;
        failing_at = n;
        status = cgap_scenario_show(&all, &source, &list);
        failing_at = 0;
        harmless += status == CGAP_OK;
        assert_int_equal(status == CGAP_OK, all.n > 0);
        assert_int_equal(status != CGAP_OK, cgap_diagnostics_failed(&list));
        cgap_effective_free(&all);
        cgap_diagnostics_free(&list);
        if (failing_count == 0) {
            break;
        }
    }
    assert_true(harmless - 1 <= 2 + 7 && n > 200);
}

static void
writing_tells_every_lost_call(void **state)
{
    cgap_diagnostics none = CGAP_DIAGNOSTICS_INIT;
    cgap_scenario s;
    char *whole = NULL;

    (void) state;
    assert_int_equal(text_read_with(&s, scenario_files(), SETTINGS, 2, &none), CGAP_OK);
    assert_int_equal(cgap_scenario_write(&s, &whole, NULL), CGAP_OK);
    for (int n = 1;; n++) {
        cgap_error err = CGAP_ERROR_INIT;
        char *text = NULL;
        cgap_status status;

        failing_count = 0;
        failing_at = n;
        status = cgap_scenario_write(&s, &text, &err);
        failing_at = 0;
        if (failing_count == 0) {
            assert_int_equal(status, CGAP_OK);
            assert_string_equal(text, whole);
            free(text);
            break;
        }
        assert_int_equal(status, CGAP_E_MEMORY);
        assert_null(text);
        assert_non_null(strstr(err.text, "derived"));
    }
    free(whole);
    cgap_scenario_free(&s);
    cgap_diagnostics_free(&none);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reading_tells_every_lost_call),
        cmocka_unit_test(showing_tells_every_lost_call),
        cmocka_unit_test(writing_tells_every_lost_call),
    };

    return cmocka_run_group_tests(tests, text_setup, NULL);
}
