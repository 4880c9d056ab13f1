/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shipped scenarios: all read without a word, stand on one ground and hold the levers that
 * MODEL.md section 5 gives them, nothing else. */
#include "harness.h"

#include <dirent.h>
#include <string.h>

#include "shipped_files.h"

enum { ROOT_YEAR = 2018, LATE_YEAR = 2029 }; /* levers of the 2013 strategy end; all changed */

/* A file in the folder that is not in the list would be read by nobody here. */
static void
the_list_is_the_folder(void **state)
{
    DIR *folder = opendir(SHIPPED);
    size_t n = 0;

    (void) state;
    assert_non_null(folder);
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        char *dot = strrchr(entry->d_name, '.');
        size_t k = 0;

        if (dot == NULL || strcmp(dot, ".cfg") != 0) {
            continue;
        }
        *dot = '\0';
        while (k < N_NAME && strcmp(NAMES[k], entry->d_name) != 0) {
            k++;
        }
        if (k == N_NAME) {
            fail_msg("scenarios/%s.cfg is not in the list of this test", entry->d_name);
        }
        n++;
    }
    assert_int_equal(closedir(folder), 0);
    assert_int_equal(n, N_NAME);
}

static void
all_read_in_silence_and_say_what_they_are(void **state)
{
    (void) state;
    for (size_t k = 0; k < N_NAME; k++) {
        cgap_scenario s;

        read_shipped(NAMES[k], &s);
        assert_string_equal(s.name, NAMES[k]);
        assert_true(strlen(s.title) > 10 && strlen(s.title) <= 80);
        assert_true(strlen(s.about) > 80 && strlen(s.about) < 500);
        assert_non_null(strchr(".?", s.about[strlen(s.about) - 1]));
        cgap_scenario_free(&s);
    }
}

/* Only then can any two of them be compared. */
static void
all_share_members_horizon_and_step(void **state)
{
    cgap_scenario root;

    (void) state;
    read_shipped("status-quo-2013", &root);
    assert_int_equal(root.dataset.n, 28);
    assert_close(root.start, 2016.5, 0.0);
    assert_close(root.end, 2030.0, 0.0);
    assert_int_equal(root.steps_per_year, 12);
    for (size_t k = 0; k < N_NAME; k++) {
        cgap_scenario s;

        read_shipped(NAMES[k], &s);
        assert_close(s.start, root.start, 0.0);
        assert_close(s.end, root.end, 0.0);
        assert_int_equal(s.steps_per_year, root.steps_per_year);
        assert_int_equal(s.dataset.n, root.dataset.n);
        assert_memory_equal(&s.parameters, &root.parameters, sizeof s.parameters);
        cgap_scenario_free(&s);
    }
    cgap_scenario_free(&root);
}

static const struct {
    const char *name;
    size_t offset;
} LEVERS[] = {
    {"platform", offsetof(cgap_levers, platform)},
    {"agency_mandate", offsetof(cgap_levers, agency_mandate)},
    {"fund_meur", offsetof(cgap_levers, fund_meur)},
    {"fund_targeting", offsetof(cgap_levers, fund_targeting)},
    {"industrial_policy", offsetof(cgap_levers, industrial_policy)},
    {"research", offsetof(cgap_levers, research)},
    {"law_enforcement", offsetof(cgap_levers, law_enforcement)},
    {"threat_growth", offsetof(cgap_levers, threat_growth)},
};
enum { N_LEVER = sizeof LEVERS / sizeof LEVERS[0] };

static double
lever_at(const cgap_scenario *s, size_t k, double time)
{
    const char *levers = (const char *) &s->levers;

    return cgap_schedule_at((const cgap_schedule *) (const void *) (levers + LEVERS[k].offset),
                            time);
}

/* The 2013 strategy, then what each scenario changes, as it stands in 2029. All other levers are
 * those of the first row. */
#define SAME NAN
#define NO_LEVER                                                                                   \
    {                                                                                              \
        SAME, SAME, SAME, SAME, SAME, SAME, SAME, SAME                                             \
    }
static const struct {
    const char *name;
    double level[N_LEVER]; /* in the order of LEVERS */
    double engagement;     /* of every partner */
} LATE[] = {
    {"status-quo-2013", {0.25, 0.30, 0, 2, 0, 0, 0.2, 0.10}, SAME},
    {"no-eu-action", {0.10, 0, SAME, SAME, SAME, SAME, 0, SAME}, 0.1},
    {"minimum-harmonisation", NO_LEVER, SAME},
    {"nis2", NO_LEVER, SAME},
    {"maximum-harmonisation", NO_LEVER, SAME},
    {"cooperation-first", {0.80, SAME, SAME, SAME, SAME, SAME, SAME, SAME}, SAME},
    {"cohesion-funding", {SAME, SAME, 600, 2, SAME, SAME, SAME, SAME}, SAME},
    {"strong-agency", {SAME, 0.90, SAME, SAME, SAME, SAME, SAME, SAME}, SAME},
    {"external-first", NO_LEVER, 0.9},
    {"industry", {SAME, SAME, SAME, SAME, 0.8, 0.6, SAME, SAME}, SAME},
    {"two-speed", NO_LEVER, SAME},
    {"combined-package", {0.65, 0.7, 300, SAME, 0.6, 0.4, SAME, SAME}, 0.7},
    {"relapse", {0.65, 0.7, 300, SAME, 0.6, 0.4, SAME, SAME}, 0.7},
    {"threat-surge", {SAME, SAME, SAME, SAME, SAME, SAME, SAME, 0.18}, SAME},
    {"expiring-mandate", {SAME, 0, SAME, SAME, SAME, SAME, SAME, SAME}, SAME},
    {"history", {0.40, 0.7, SAME, SAME, 0.4, 0.3, SAME, SAME}, SAME},
    {"review-2017-enacted", {0.40, 0.7, SAME, SAME, 0.4, 0.3, SAME, SAME}, SAME},
    {"review-2017-none", {0.40, 0, SAME, SAME, 0.4, 0.3, SAME, SAME}, SAME},
    {"review-2017-stronger", {0.60, 0.9, SAME, SAME, 0.4, 0.3, SAME, SAME}, SAME},
    {"threat-regime-2022", {0.40, 0.7, SAME, SAME, 0.4, 0.3, SAME, SAME}, SAME},
};
enum { N_LATE = sizeof LATE / sizeof LATE[0] };

static void
assert_partners(const cgap_scenario *s, const cgap_scenario *root, double late)
{
    assert_int_equal(s->n_partner, root->n_partner);
    for (size_t f = 0; f < s->n_partner; f++) {
        const cgap_partner *mine = &s->partner[f], *first = &root->partner[f];
        double start = cgap_schedule_at(&first->engagement, root->start);

        assert_string_equal(mine->name, first->name);
        assert_close(mine->intelligence, first->intelligence, 0.0);
        assert_close(mine->norms, first->norms, 0.0);
        assert_close(mine->law, first->law, 0.0);
        assert_close(cgap_schedule_at(&mine->engagement, ROOT_YEAR - 0.01), start, 0.0);
        assert_close(cgap_schedule_at(&mine->engagement, LATE_YEAR), isnan(late) ? start : late,
                     0.0);
    }
}

static void
levers_are_those_of_the_model_note(void **state)
{
    cgap_scenario root;

    (void) state;
    assert_int_equal(N_LATE, N_NAME);
    read_shipped("status-quo-2013", &root);
    for (size_t n = 0; n < N_LATE; n++) {
        cgap_scenario s;

        read_shipped(LATE[n].name, &s);
        for (size_t k = 0; k < N_LEVER; k++) {
            double late = isnan(LATE[n].level[k]) ? LATE[0].level[k] : LATE[n].level[k];
            double now = lever_at(&s, k, LATE_YEAR);

            if (now != late) {
                fail_msg("%s: levers.%s is %g in 2029, expected %g", s.name, LEVERS[k].name, now,
                         late);
            }
            /* Until the end of 2017 all follow the 2013 strategy. */
            assert_close(lever_at(&s, k, s.start), lever_at(&root, k, s.start), 0.0);
            assert_close(lever_at(&s, k, ROOT_YEAR - 0.01), LATE[0].level[k], 0.0);
        }
        assert_partners(&s, &root, LATE[n].engagement);
        cgap_scenario_free(&s);
    }
    cgap_scenario_free(&root);
}

/* Warnings of one shipped file under one --set. */
static size_t
warnings(const char *name, const char *setting)
{
    char path[512];
    size_t n;
    cgap_scenario s;
    cgap_diagnostics list = CGAP_DIAGNOSTICS_INIT;
    cgap_scenario_source source = {path, NULL, &setting, 1};

    (void) snprintf(path, sizeof path, SHIPPED "/%s.cfg", name);
    cgap_scenario_init(&s);
    assert_int_equal(cgap_scenario_read(&s, &source, &list), CGAP_OK);
    n = list.n;
    cgap_diagnostics_free(&list);
    cgap_scenario_free(&s);
    return n;
}

/* Silence is earned: the same files warn when a value leaves what is plausible for its kind. */
static void
what_is_plausible_depends_on_the_act(void **state)
{
    (void) state;
    assert_int_equal(warnings("minimum-harmonisation", "instruments.nis.pull=0.12"), 1);
    assert_int_equal(warnings("industry", "instruments.certification.pull=0.12"), 0);
    assert_int_equal(warnings("industry", "instruments.certification.pull=0.9"), 1);
    assert_int_equal(warnings("minimum-harmonisation", "instruments.nis.compliance_cost=0"), 0);
    assert_int_equal(warnings("minimum-harmonisation", "instruments.nis.compliance_cost=1e-6"), 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_list_is_the_folder),
        cmocka_unit_test(all_read_in_silence_and_say_what_they_are),
        cmocka_unit_test(all_share_members_horizon_and_step),
        cmocka_unit_test(levers_are_those_of_the_model_note),
        cmocka_unit_test(what_is_plausible_depends_on_the_act),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
