/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shipped scenarios: acts, coalition, events and their dates after MODEL.md section 5. */
#include "harness.h"

#include "cgap/calendar.h"
#include "shipped_files.h"

/* Acts of a scenario, in the order of their names, and what the note says of each. */
typedef struct act {
    const char *name;
    cgap_instrument_type type;
    const char *adopted, *applies;
    double standard, pull, ceiling, enforcement, complexity, cost;
    double covers[CGAP_N_CAPABILITY];
    bool certification;
} act;

static const act ATTACKS = {"attacks-2013",
                            CGAP_DIRECTIVE,
                            "2013-08-12",
                            "2015-09-04",
                            0.75,
                            0.15,
                            0,
                            0.5,
                            1,
                            0,
                            {0.35, 0, 0, 0, 0.05, 0, 0, 0, 0},
                            false};
static const act NIS = {"nis",
                        CGAP_DIRECTIVE,
                        "2016-07-06",
                        "2018-05-09",
                        0.75,
                        0.40,
                        0,
                        0.5,
                        1,
                        0.0001,
                        {1, 0.6, 1, 0.4, 0.6, 0, 0.15, 0, 0},
                        false};
static const act NIS2 = {"nis2",
                         CGAP_DIRECTIVE,
                         "2022-12-27",
                         "2024-10-17",
                         0.85,
                         0.40,
                         0,
                         0.6,
                         2.4,
                         0.0002,
                         {1, 0.6, 1, 0.4, 0.6, 0.10, 0.50, 0.40, 0},
                         false};
static const act SCHEME = {"certification",
                           CGAP_SCHEME,
                           "2019-06-27",
                           "2021-01-01",
                           0.80,
                           0.12,
                           0,
                           0.4,
                           1,
                           0.00008,
                           {0.4, 0.6, 0.2, 0, 0, 0.1, 0.1, 0.1, 0.1},
                           true};
static const act RULEBOOK = {"single-rulebook",
                             CGAP_REGULATION,
                             "2020-01-01",
                             "2021-07-01",
                             0.80,
                             0.45,
                             0.25,
                             0.7,
                             1,
                             0.0003,
                             {1, 0.8, 1, 0.5, 0.6, 0.15, 0.50, 0.40, 0.05},
                             true};
static const act CLUB = {"coalition-standard",
                         CGAP_REGULATION,
                         "2019-01-01",
                         "2020-01-01",
                         0.85,
                         0.40,
                         0,
                         0.7,
                         1,
                         0.0001,
                         {1, 0.6, 1, 0.4, 0.6, 0, 0.15, 0, 0},
                         false};
static const act STRONGER = {"certification",
                             CGAP_SCHEME,
                             "2019-06-27",
                             "2021-01-01",
                             0.80,
                             0.20,
                             0,
                             0.7,
                             1,
                             0.00008,
                             {0.4, 0.6, 0.2, 0, 0, 0.1, 0.1, 0.1, 0.1},
                             true};

static void
assert_act(const cgap_scenario *s, const cgap_instrument *is, const act *must)
{
    double adopted, applies;

    assert_string_equal(is->name, must->name);
    assert_int_equal(is->type, must->type);
    assert_true(cgap_calendar_year(must->adopted, &adopted));
    assert_true(cgap_calendar_year(must->applies, &applies));
    assert_close(is->adopted, adopted, 0.0);
    assert_close(is->applies, applies, 0.0);
    assert_close(is->standard, must->standard, 0.0);
    assert_close(is->pull, must->pull, 0.0);
    assert_close(is->ceiling, must->ceiling, 0.0);
    assert_close(is->enforcement, must->enforcement, 0.0);
    assert_close(is->complexity, must->complexity, 0.0);
    assert_close(is->compliance_cost, must->cost, 0.0);
    for (size_t k = 0; k < CGAP_N_CAPABILITY; k++) {
        if (is->covers[k] != must->covers[k]) {
            fail_msg("%s: instruments.%s.covers.%s is %g, expected %g", s->name, is->name,
                     cgap_capability_name(k), is->covers[k], must->covers[k]);
        }
    }
    assert_int_equal(is->certification, must->certification);
    assert_close(is->rights_exposure, 0.0, 0.0);
}

static void
acts_are_those_of_the_model_note(void **state)
{
    static const struct {
        const char *name;
        const act *must[4];
    } table[] = {
        {"status-quo-2013", {NULL}},
        {"no-eu-action", {NULL}},
        {"minimum-harmonisation", {&NIS}},
        {"nis2", {&NIS, &NIS2}},
        {"maximum-harmonisation", {&RULEBOOK}},
        {"cooperation-first", {NULL}},
        {"cohesion-funding", {NULL}},
        {"strong-agency", {NULL}},
        {"external-first", {NULL}},
        {"industry", {&SCHEME}},
        {"two-speed", {&CLUB}},
        {"combined-package", {&SCHEME, &NIS}},
        {"relapse", {&SCHEME, &NIS}},
        {"threat-surge", {NULL}},
        {"expiring-mandate", {NULL}},
        {"history", {&ATTACKS, &SCHEME, &NIS, &NIS2}},
        {"review-2017-enacted", {&ATTACKS, &SCHEME, &NIS, &NIS2}},
        {"review-2017-none", {&ATTACKS, &NIS, &NIS2}},
        {"review-2017-stronger", {&ATTACKS, &STRONGER, &NIS, &NIS2}},
        {"threat-regime-2022", {&ATTACKS, &SCHEME, &NIS, &NIS2}},
    };

    (void) state;
    assert_int_equal(sizeof table / sizeof table[0], N_NAME);
    for (size_t n = 0; n < N_NAME; n++) {
        size_t p = 0;
        cgap_scenario s;

        read_shipped(table[n].name, &s);
        for (; p < 4 && table[n].must[p] != NULL; p++) {
            assert_true(p < s.n_instrument);
            assert_act(&s, &s.instrument[p], table[n].must[p]);
        }
        assert_int_equal(s.n_instrument, p);
        cgap_scenario_free(&s);
    }
}

/* Enhanced cooperation of the ten states with the highest overall score of 2017. */
static void
the_club_is_the_top_ten_of_2017(void **state)
{
    cgap_scenario s;
    size_t inside = 0;

    (void) state;
    read_shipped("two-speed", &s);
    for (size_t i = 0; i < s.dataset.n; i++) {
        size_t better = 0;

        for (size_t j = 0; j < s.dataset.n; j++) {
            better += s.dataset.member[j].gci[1] > s.dataset.member[i].gci[1];
        }
        assert_int_equal(s.coalition.members >> i & 1, better < 10);
        inside += better < 10;
    }
    assert_int_equal(inside, 10);
    assert_close(s.coalition.platform, 0.85, 0.0);
    assert_close(s.coalition.from, 2018.0, 0.0);
    assert_int_equal(s.instrument[0].participants, s.coalition.members);
    cgap_scenario_free(&s);
}

static void
assert_event(const cgap_event *is, cgap_event_type type, const char *date)
{
    double year;

    assert_true(cgap_calendar_year(date, &year));
    assert_int_equal(is->type, type);
    assert_close(is->date, year, 0.0);
}

static void
events_are_dated_as_they_happened(void **state)
{
    cgap_scenario s;

    (void) state;
    read_shipped("threat-regime-2022", &s); /* history and one event more */
    assert_int_equal(s.n_event, 4);
    assert_event(&s.event[0], CGAP_EVENT_SYSTEMIC, "2017-05-12");
    assert_event(&s.event[1], CGAP_EVENT_SYSTEMIC, "2017-06-27");
    assert_close(s.event[0].size, s.parameters.systemic_event_size, 0.0);
    assert_close(s.event[1].size, s.parameters.systemic_event_size, 0.0);
    assert_event(&s.event[2], CGAP_EVENT_LEAVE, "2020-01-31");
    assert_string_equal(s.dataset.member[s.event[2].member].code, "UK");
    assert_event(&s.event[3], CGAP_EVENT_REGIME, "2022-02-24");
    assert_true(s.event[3].attack_factor > 1.0);
    cgap_scenario_free(&s);

    read_shipped("history", &s);
    assert_int_equal(s.n_event, 3);
    cgap_scenario_free(&s);

    read_shipped("status-quo-2013", &s); /* the worms struck whatever the policy */
    assert_int_equal(s.n_event, 2);
    cgap_scenario_free(&s);

    read_shipped("relapse", &s);
    assert_int_equal(s.n_event, 4);
    assert_event(&s.event[2], CGAP_EVENT_LEAVE, "2020-01-31");
    assert_event(&s.event[3], CGAP_EVENT_RELAPSE, "2022-01-01");
    assert_close(s.event[3].platform_factor, 0.4, 0.0);
    assert_close(s.event[3].enforcement_factor, 0.3, 0.0);
    cgap_scenario_free(&s);
}

/* ENISA's mandate follows its budget, the platform the two directives (MODEL.md section 5). */
static void
history_moves_its_levers_on_the_dates_of_the_acts(void **state)
{
    static const struct {
        const char *before, *on;
        double platform[2], mandate[2];
    } steps[] = {
        {"2018-05-08", "2018-05-09", {0.25, 0.40}, {0.30, 0.30}},
        {"2019-06-26", "2019-06-27", {0.40, 0.40}, {0.30, 0.50}},
        {"2021-12-31", "2022-01-01", {0.40, 0.40}, {0.50, 0.70}},
    };
    cgap_scenario s;

    (void) state;
    read_shipped("history", &s);
    for (size_t n = 0; n < sizeof steps / sizeof steps[0]; n++) {
        double before, on;

        assert_true(cgap_calendar_year(steps[n].before, &before));
        assert_true(cgap_calendar_year(steps[n].on, &on));
        assert_close(cgap_schedule_at(&s.levers.platform, before), steps[n].platform[0], 0.0);
        assert_close(cgap_schedule_at(&s.levers.platform, on), steps[n].platform[1], 0.0);
        assert_close(cgap_schedule_at(&s.levers.agency_mandate, before), steps[n].mandate[0], 0.0);
        assert_close(cgap_schedule_at(&s.levers.agency_mandate, on), steps[n].mandate[1], 0.0);
    }
    cgap_scenario_free(&s);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(acts_are_those_of_the_model_note),
        cmocka_unit_test(the_club_is_the_top_ten_of_2017),
        cmocka_unit_test(events_are_dated_as_they_happened),
        cmocka_unit_test(history_moves_its_levers_on_the_dates_of_the_acts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
