/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ties of pairs (sim/model/MODEL.md section 2.5): solved by hand where levels stand still, and the
 * same that union.csv tells of their mean. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/compare.h"
#include "scenario_fixture.h"
#include "table_read.h"

enum { REPLICATES = 70 };

static void
run(cgap_results *out, const cgap_scenario *scenario, size_t replicates, bool every_step)
{
    const cgap_plan plan = {.seed = 11,
                            .end = replicates,
                            .block = 32,
                            .threads = 2,
                            .deterministic = replicates == 0,
                            .members_every_step = every_step};
    cgap_error err = CGAP_ERROR_INIT;

    if (cgap_compare(out, &scenario, 1, 0, NULL, &plan, &err) != CGAP_OK) {
        fail_msg("%s", err.text);
    }
}

/* Row of a pair at a date; fails where there is none. */
static size_t
row_of(const cgap_table *table, double time, const char *member, const char *partner)
{
    size_t row = 0;

    while (row < table->n_row && (fabs(number(table, row, "time") - time) > 1e-9 ||
                                  strcmp(text(table, row, "member"), member) != 0 ||
                                  strcmp(text(table, row, "partner"), partner) != 0)) {
        row++;
    }
    if (row == table->n_row) {
        fail_msg("no tie of %s with %s at %.10g", member, partner, time);
    }
    return row;
}

/* What a tie was at the start is multiplied by a number that hangs on the date alone, in every
 * replicate: so are its mean and its standard deviation. */
static void
assert_multiple(const cgap_table *table, const char *member, const char *partner, double time,
                double factor)
{
    size_t first = row_of(table, 2016.5, member, partner);
    size_t row = row_of(table, time, member, partner);
    double sd = number(table, first, "sd");

    assert_true(number(table, first, "mean") > 0.01);
    assert_close(number(table, row, "mean"), factor * number(table, first, "mean"), 1e-12);
    if (number(table, row, "n") > 0.0) {
        assert_true(sd > 0.001);
        assert_close(number(table, row, "sd"), factor * sd, 1e-9);
    } else {
        assert_true(isnan(sd));
    }
}

/* Levels that do not move: nobody tries, nothing decays, nobody learns. The platform doubles in
 * mid-2017, and two years later the United Kingdom leaves and has a fifth of what it had. */
static void
freeze(cgap_scenario *out)
{
    fixture_quiet(out, FIXTURE_SIX);
    out->end = 2020.5;
    out->parameters.adjustment_rate_formal = 0.0;
    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        out->parameters.adjustment_rate_practice[b] = 0.0;
    }
    out->parameters.peer_learning_rate = 0.0;
    out->parameters.platform_for_non_members = 0.06;
    fixture_set(&out->levers.platform, 0.3);
    fixture_change(&out->levers.platform, 2017.5, 0.6);
    fixture_event(out, CGAP_EVENT_LEAVE, 2019.5)->member = fixture_member(out, "UK");
}

/* w' = kappa_w (wbar - w) with wbar in the ratio of the platforms: 1, 2, and 1/5 outside. */
static void
ties_relax_towards_what_the_platform_offers(void **state)
{
    cgap_scenario scenario;

    (void) state;
    freeze(&scenario);
    for (size_t replicates = 0; replicates <= REPLICATES; replicates += REPLICATES) {
        double rate = scenario.parameters.tie_adjustment_rate;
        double left = 2.0 - exp(-2.0 * rate); /* when the United Kingdom leaves */
        cgap_results results;

        run(&results, &scenario, replicates, false);
        assert_int_equal(results.ties.n_row, 3 * 15);
        assert_multiple(&results.ties, "BG", "DE", 2018.0, 2.0 - exp(-0.5 * rate));
        assert_multiple(&results.ties, "DE", "UK", 2018.0, 2.0 - exp(-0.5 * rate));
        assert_multiple(&results.ties, "EE", "FR", 2020.5, 2.0 - exp(-3.0 * rate));
        assert_multiple(&results.ties, "DE", "UK", 2020.5, 0.2 + (left - 0.2) * exp(-rate));
        cgap_results_free(&results);
    }
    fixture_free(&scenario);
}

static void
a_pair_is_of_members_while_both_are(void **state)
{
    static const double time[] = {2016.5, 2018.0, 2020.5};
    cgap_scenario scenario;
    cgap_results results;

    (void) state;
    freeze(&scenario);
    run(&results, &scenario, 0, false);
    for (size_t t = 0; t < 3; t++) {
        size_t stay = row_of(&results.ties, time[t], "BG", "FR");
        size_t go = row_of(&results.ties, time[t], "FR", "UK");

        assert_true(number(&results.ties, stay, "both_members") == 1.0);
        assert_true(number(&results.ties, go, "both_members") == (t < 2 ? 1.0 : 0.0));
    }
    cgap_results_free(&results);
    fixture_free(&scenario);
}

/* mean_tie of union.csv at a date. */
static double
mean_tie(const cgap_table *table, double time)
{
    double value = NAN;

    for (size_t r = 0; r < table->n_row; r++) {
        if (number(table, r, "time") == time &&
            strcmp(text(table, r, "measure"), "mean_tie") == 0) {
            value = number(table, r, "mean");
        }
    }
    return value;
}

/* Exits, an entry, a coalition, relapse: at every date the mean of the pairs of members is the mean
 * tie of the Union, and no tie is outside 0..1. */
static void
their_mean_is_that_of_the_union(void **state)
{
    cgap_scenario full;

    (void) state;
    fixture_full(&full, FIXTURE_SIX);
    for (size_t replicates = 0; replicates <= REPLICATES; replicates += REPLICATES) {
        cgap_results results;
        const cgap_table *ties = &results.ties;
        size_t row = 0, dates = 0;

        run(&results, &full, replicates, false);
        for (; row < ties->n_row; dates++) {
            double time = number(ties, row, "time"), sum = 0.0, n = 0.0;

            for (; row < ties->n_row && number(ties, row, "time") == time; row++) {
                sum += number(ties, row, "both_members") * number(ties, row, "mean");
                n += number(ties, row, "both_members");
                assert_true(number(ties, row, "n") == (double) replicates);
                assert_true(number(ties, row, "mean") >= 0.0 && number(ties, row, "mean") <= 1.0);
            }
            assert_true(n > 1.0 && sum > 0.0);
            assert_close(sum / n, mean_tie(&results.union_wide, time), 1e-12);
        }
        assert_int_equal(dates, 3);
        cgap_results_free(&results);
    }
    fixture_free(&full);
}

static void
assert_dates(const cgap_scenario *scenario, bool every_step, const double *time, size_t n)
{
    cgap_results results;
    size_t pairs;

    run(&results, scenario, REPLICATES, every_step);
    pairs = results.ties.n_row / n;
    assert_int_equal(results.ties.n_row, pairs * n);
    for (size_t r = 0; r < results.ties.n_row; r++) {
        assert_close(number(&results.ties, r, "time"), time[r / pairs], 1e-9);
    }
    cgap_results_free(&results);
}

/* The middle lies on a 1 January, so that members.csv has the date too; where there is none
 * between start and end there is no middle. */
static void
dates_are_start_middle_and_end(void **state)
{
    static const double eight[] = {2016.5, 2020.0, 2024.5}, year[] = {2016.5, 2017.0, 2017.5};
    static const double months[] = {2016.5, 2016.75};
    cgap_scenario plain;

    (void) state;
    fixture_plain(&plain, FIXTURE_SIX);
    assert_dates(&plain, false, eight, 3);
    assert_dates(&plain, true, eight, 3);
    plain.end = 2017.5;
    assert_dates(&plain, false, year, 3);
    plain.end = 2016.75;
    assert_dates(&plain, false, months, 2);
    fixture_free(&plain);
}

static void
without_a_platform_there_are_none(void **state)
{
    cgap_scenario quiet;
    cgap_results results;

    (void) state;
    fixture_quiet(&quiet, FIXTURE_SIX);
    quiet.end = 2018.5;
    run(&results, &quiet, REPLICATES, false);
    assert_int_equal(results.ties.n_row, 3 * 15);
    for (size_t r = 0; r < results.ties.n_row; r++) {
        assert_true(number(&results.ties, r, "mean") == 0.0);
        assert_true(number(&results.ties, r, "sd") == 0.0);
        assert_true(number(&results.ties, r, "n") == (double) REPLICATES);
    }
    cgap_results_free(&results);
    fixture_free(&quiet);
}

static void
one_state_has_nobody_to_work_with(void **state)
{
    cgap_scenario alone;
    cgap_results results;

    (void) state;
    fixture_plain(&alone, "DE");
    alone.end = 2017.5;
    for (size_t replicates = 0; replicates <= REPLICATES; replicates += REPLICATES) {
        run(&results, &alone, replicates, false);
        assert_int_equal(results.ties.n_row, 0);
        assert_true(results.union_wide.n_row > 0);
        cgap_results_free(&results);
    }
    fixture_free(&alone);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ties_relax_towards_what_the_platform_offers),
        cmocka_unit_test(a_pair_is_of_members_while_both_are),
        cmocka_unit_test(their_mean_is_that_of_the_union),
        cmocka_unit_test(dates_are_start_middle_and_end),
        cmocka_unit_test(without_a_platform_there_are_none),
        cmocka_unit_test(one_state_has_nobody_to_work_with),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
