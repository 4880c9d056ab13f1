/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Designs of futures, and regret over them. */
#include "harness.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cgap/elementary.h"
#include "cgap/futures.h"
#include "cgap/memory.h"
#include "cgap/number.h"
#include "cgap/parameter.h"
#include "scenario_fixture.h"
#include "table_read.h"

enum { FUTURES = 10 };

static const cgap_plan PLAN = {.seed = 5, .end = 16, .block = 32, .threads = 2};

static double
future_value(const cgap_futures *futures, size_t f, const char *key)
{
    for (size_t k = 0; k < futures->n_key; k++) {
        if (strcmp(futures->key[k], key) == 0) {
            return futures->value[f * futures->n_key + k];
        }
    }
    fail_msg("%s is not drawn", key);
    return NAN;
}

/* Every dimension has one future in each tenth of its range, on its own scale. */
static void
latin_hypercubes_use_every_stratum_once(void **state)
{
    static const char *const held[] = {"parameters.peer_learning_rate=1"};
    cgap_futures all, fewer;
    cgap_error err = CGAP_ERROR_INIT;
    size_t n_row, shared = 0;
    const cgap_parameter *table = cgap_parameter_table(&n_row);

    (void) state;
    assert_int_equal(cgap_futures_draw(&all, FUTURES, CGAP_DESIGN_LATIN, 3, NULL, 0, &err),
                     CGAP_OK);
    assert_int_equal(cgap_futures_draw(&fewer, FUTURES, CGAP_DESIGN_LATIN, 3, held, 1, &err),
                     CGAP_OK);
    assert_int_equal(all.n, FUTURES);
    assert_int_equal(fewer.n_key, all.n_key - 1);
    for (size_t k = 0; k < all.n_key; k++) {
        unsigned seen = 0;
        size_t r = 0;

        while (strcmp(table[r].key, all.key[k]) != 0) {
            r++;
        }
        for (size_t f = 0; f < FUTURES; f++) {
            double x = all.value[f * all.n_key + k], low = table[r].low, high = table[r].high;
            double exponent = future_value(&all, f, "parameters.scale_advantage_exponent");

            if (strcmp(table[r].key, "parameters.supplier_scale_elasticity") == 0) {
                high = high < 0.99 / exponent ? high : 0.99 / exponent;
                assert_true(x * exponent < 1.0);
            }
            bool logarithmic = strcmp(table[r].distribution, "loguniform") == 0;
            double u = logarithmic ? log(x / low) / log(high / low) : (x - low) / (high - low);

            assert_true(x >= low && x <= high);
            seen |= 1U << (unsigned) (u * FUTURES);
        }
        assert_int_equal(seen, (1U << FUTURES) - 1);
    }
    for (size_t k = 0; k < fewer.n_key; k++) { /* holding one does not move the others */
        for (size_t f = 0; f < FUTURES; f++) {
            shared += fewer.value[f * fewer.n_key + k] == future_value(&all, f, fewer.key[k]);
        }
    }
    assert_int_equal(shared, fewer.n_key * FUTURES);
    cgap_futures_free(&all);
    cgap_futures_free(&fewer);
    assert_int_equal(cgap_futures_draw(&all, 0, CGAP_DESIGN_LATIN, 3, NULL, 0, &err), CGAP_E_INPUT);
}

/* What a future is: everything uncertain, whatever the default rests on, and no policy. */
static void
uncertainty_is_drawn_and_policy_is_not(void **state)
{
    static const char *const drawn[] = {
        "parameters.log_sd_of_severity", /* evidence: the spread of losses */
        "levers.threat_growth",          /* no lever of policy */
        "parameters.loss_rate_2017",
        "parameters.peer_learning_rate",
        "parameters.transposition_hazard_after_deadline",
        "parameters.practice_headroom.sme"};
    cgap_futures all;
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    assert_int_equal(cgap_futures_draw(&all, FUTURES, CGAP_DESIGN_LATIN, 3, NULL, 0, &err),
                     CGAP_OK);
    for (size_t d = 0; d < sizeof drawn / sizeof drawn[0]; d++) {
        assert_true(future_value(&all, 0, drawn[d]) != future_value(&all, 1, drawn[d]));
    }
    for (size_t k = 0; k < all.n_key; k++) {
        assert_true(strncmp(all.key[k], "parameters.", 11) == 0 ||
                    strcmp(all.key[k], "levers.threat_growth") == 0);
        assert_null(strstr(all.key[k], "fragmentation_weight")); /* the analyst's choice */
    }
    cgap_futures_free(&all);
}

static void
what_strategies_differ_in_is_contested(void **state)
{
    size_t n_row;
    const char **key;
    cgap_scenario one, other;

    (void) state;
    (void) cgap_parameter_table(&n_row);
    key = cgap_memory_array(n_row, sizeof *key);
    assert_non_null(key);
    fixture_plain(&one, FIXTURE_SIX);
    fixture_plain(&other, FIXTURE_SIX);
    const cgap_scenario *both[2] = {&one, &other};
    assert_int_equal(cgap_futures_contested(key, both, 2), 0);
    fixture_set(&other.levers.platform, 0.9); /* policy is not drawn anyway */
    assert_int_equal(cgap_futures_contested(key, both, 2), 0);
    fixture_change(&other.levers.threat_growth, other.start + 1.0, 0.18);
    other.parameters.peer_learning_rate = 2.0;
    assert_int_equal(cgap_futures_contested(key, both, 2), 2);
    assert_true((strcmp(key[0], "levers.threat_growth") == 0) !=
                (strcmp(key[1], "levers.threat_growth") == 0));
    assert_int_equal(cgap_futures_contested(key, both, 1), 0);
    free(key);
    fixture_free(&one);
    fixture_free(&other);
}

static void
halton_points_stay_in_range_and_differ(void **state)
{
    cgap_futures points;
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    assert_int_equal(cgap_futures_draw(&points, FUTURES, CGAP_DESIGN_HALTON, 3, NULL, 0, &err),
                     CGAP_OK);
    for (size_t k = 0; k < points.n_key; k++) {
        for (size_t f = 1; f < FUTURES; f++) {
            assert_true(points.value[f * points.n_key + k] != points.value[k]);
        }
    }
    assert_true(future_value(&points, 0, "parameters.peer_learning_rate") > 0.0);
    cgap_futures_free(&points);
}

/* Where in its range a future stands, 0 to 1; loguniform ones are far from uniform in their values,
 * so their ranks are looked at. */
static double
standing(const cgap_futures *self, size_t f, size_t k)
{
    double below = 0.0;

    for (size_t g = 0; g < self->n; g++) {
        below += self->value[g * self->n_key + k] < self->value[f * self->n_key + k] ? 1.0 : 0.0;
    }
    return (below + 0.5) / (double) self->n;
}

static double
correlation_of_ranks(const cgap_futures *self, size_t j, size_t k)
{
    double jk = 0.0, jj = 0.0;

    for (size_t f = 0; f < self->n; f++) {
        double x = standing(self, f, j) - 0.5, y = standing(self, f, k) - 0.5;

        jk += x * y;
        jj += x * x;
    }
    return jk / jj;
}

/* Fewer futures than keys, as users ask for: the sequence as it stands would draw all later keys
 * from one end of their ranges, and all of them together. Ranks of 64 futures correlate by 1/8 by
 * chance; five times that none of 4,560 pairs should (in one of 400 seeds one would). */
static void
halton_points_are_even_and_independent(void **state)
{
    enum { MANY = 64 };
    cgap_futures points;
    cgap_error err = CGAP_ERROR_INIT;
    size_t n_row;
    const cgap_parameter *table = cgap_parameter_table(&n_row);

    (void) state;
    assert_int_equal(cgap_futures_draw(&points, MANY, CGAP_DESIGN_HALTON, 3, NULL, 0, &err),
                     CGAP_OK);
    assert_true(points.n_key > 64);
    for (size_t j = 1; j < points.n_key; j++) {
        for (size_t k = 0; k < j; k++) {
            assert_true(fabs(correlation_of_ranks(&points, j, k)) < 0.625);
        }
    }
    for (size_t r = 0; r < n_row; r++) {
        bool lower = false, upper = false, drawn = false;

        for (size_t k = 0; k < points.n_key; k++) {
            for (size_t f = 0; strcmp(points.key[k], table[r].key) == 0 && f < MANY; f++) {
                double middle = strcmp(table[r].distribution, "loguniform") == 0
                                    ? sqrt(table[r].low * table[r].high)
                                    : 0.5 * (table[r].low + table[r].high);
                double value = points.value[f * points.n_key + k];

                drawn = true;
                lower = lower || value < middle;
                upper = upper || value > middle;
                assert_true(value >= table[r].low && value <= table[r].high);
            }
        }
        assert_true(!drawn || (lower && upper));
    }
    cgap_futures_free(&points);
}

/* The first keys have the primes 2, 3, 5: of 30 points as many lie in each half, third, fifth. */
static void
halton_points_are_stratified_by_the_prime_of_a_key(void **state)
{
    enum { MANY = 30 };
    static const size_t prime[] = {2, 3, 5};
    cgap_futures points;
    cgap_error err = CGAP_ERROR_INIT;
    size_t n_row;
    const cgap_parameter *table = cgap_parameter_table(&n_row);

    (void) state;
    assert_int_equal(cgap_futures_draw(&points, MANY, CGAP_DESIGN_HALTON, 9, NULL, 0, &err),
                     CGAP_OK);
    for (size_t k = 0; k < 3; k++) {
        size_t count[5] = {0};

        for (size_t r = 0; r < n_row; r++) {
            for (size_t f = 0; strcmp(points.key[k], table[r].key) == 0 && f < MANY; f++) {
                double x = points.value[f * points.n_key + k];
                bool log = strcmp(table[r].distribution, "loguniform") == 0;
                double share =
                    log ? cgap_log(x / table[r].low) / cgap_log(table[r].high / table[r].low)
                        : (x - table[r].low) / (table[r].high - table[r].low);

                count[(size_t) (share * (double) prime[k])]++;
            }
        }
        for (size_t s = 0; s < prime[k]; s++) {
            assert_int_equal(count[s], MANY / prime[k]);
        }
    }
    cgap_futures_free(&points);
}

static cgap_status
read_text(cgap_futures *out, const char *text, cgap_diagnostics *said)
{
    char path[] = "/tmp/cgap_futures_XXXXXX";
    int file = mkstemp(path);
    cgap_status status;

    assert_true(file >= 0);
    assert_int_equal(write(file, text, strlen(text)), (ssize_t) strlen(text));
    assert_int_equal(close(file), 0);
    status = cgap_futures_read(out, path, said);
    assert_int_equal(unlink(path), 0);
    return status;
}

static void
files_of_futures_are_read_or_refused(void **state)
{
    static const char *const wrong[][2] = {
        {"name,parameters.peer_learning_rate\na,1\n", "first column is `future`"},
        {"future\na\n", "first column is `future`"},
        {"future,parameters.peer_learning_rate\n", "at least one row"},
        {"future,end\na,2020\n", "column 'end'"},
        {"future,levers.platform,levers.platform\na,1,1\n", "given twice"},
        {"future,levers.platform\na,1\na,0.5\n", "a name of its own"},
        {"future,levers.platform\n,1\n", ":2: future '': each needs a name of its own"},
        {"future,levers.platform\na,high\n", ":2: levers.platform = 'high'"},
        {"future,levers.platform\na,1,2\n", ":2: "},
    };
    static const char *const several = "future,levers.platform,parameters.peer_learning_rate\n"
                                       "a,high,1\na,0.5,low\nb,1,1\n";
    static const char *const each[] = {":2: levers.platform = 'high'", ":3: future 'a'",
                                       ":3: parameters.peer_learning_rate = 'low'"};
    cgap_futures futures;
    cgap_diagnostics all = CGAP_DIAGNOSTICS_INIT;
    char line[512];

    (void) state;
    assert_int_equal(read_text(&futures,
                               "future,levers.platform,parameters.peer_learning_rate\ncalm,.2,1\n"
                               "storm,0.9,2\n",
                               &all),
                     CGAP_OK);
    assert_int_equal(futures.n, 2);
    assert_int_equal(futures.n_key, 2);
    assert_string_equal(futures.name[1], "storm");
    assert_int_equal(futures.line[1], 3);
    assert_true(future_value(&futures, 1, "levers.platform") == 0.9);
    cgap_futures_free(&futures);
    for (size_t w = 0; w < sizeof wrong / sizeof wrong[0]; w++) {
        cgap_diagnostics said = CGAP_DIAGNOSTICS_INIT;

        assert_int_equal(read_text(&futures, wrong[w][0], &said), CGAP_E_INPUT);
        assert_int_equal(said.n, 1);
        cgap_message_format(&said.at[0], line, sizeof line);
        if (strstr(line, wrong[w][1]) == NULL) {
            fail_msg("'%s' does not say '%s'", line, wrong[w][1]);
        }
        cgap_diagnostics_free(&said);
    }
    assert_int_equal(read_text(&futures, several, &all), CGAP_E_INPUT);
    assert_int_equal(all.n, 3); /* a file is mended once */
    for (size_t m = 0; m < all.n; m++) {
        cgap_message_format(&all.at[m], line, sizeof line);
        assert_non_null(strstr(line, each[m]));
    }
    cgap_diagnostics_free(&all);
}

/* Three strategies that differ in the platform alone, of which more is better for the gap; a
 * future may set the threat's growth or the rate of learning. */
static cgap_status
reader(void *context, size_t strategy, const char *const *setting, size_t n_setting,
       cgap_scenario *out, cgap_error *err)
{
    static const char *const name[] = {"little", "middle", "much"};

    (void) context;
    fixture_plain(out, FIXTURE_SIX);
    out->end = out->start + 3.0;
    free(out->name);
    out->name = cgap_text_copy(name[strategy]);
    fixture_set(&out->levers.platform, 0.1 + 0.4 * (double) strategy);
    for (size_t s = 0; s < n_setting; s++) {
        double value;

        if (strncmp(setting[s], "parameters.peer_learning_rate=", 30) == 0 &&
            cgap_number_parse(setting[s] + 30, &value)) {
            out->parameters.peer_learning_rate = value;
        } else {
            fixture_free(out);
            return cgap_error_fail(err, CGAP_E_INPUT, "no such key: %s", setting[s]);
        }
    }
    return CGAP_OK;
}

static void
two_futures(cgap_futures *out, const char *key)
{
    cgap_diagnostics said = CGAP_DIAGNOSTICS_INIT;
    char text[200];

    (void) snprintf(text, sizeof text, "future,%s\nslow,0.4\nfast,3\nfaster,4\nfastest,5\n", key);
    assert_int_equal(read_text(out, text, &said), CGAP_OK);
}

static const char *
text_of(const cgap_table *table, size_t row, const char *column)
{
    return cgap_table_text(table, row, cgap_table_find(table, column));
}

static void
ask(cgap_questions *out)
{
    cgap_error err = CGAP_ERROR_INIT;

    cgap_questions_default(out);
    assert_int_equal(cgap_criteria_parse(out, "formal_mean,cost_eu_meur", &err), CGAP_OK);
    assert_int_equal(cgap_thresholds_parse(out, "formal_mean=100%,cost_eu_meur=100%", &err),
                     CGAP_OK);
}

static void
a_dominant_strategy_has_no_regret(void **state)
{
    cgap_strategies strategies = {3, 0, reader, NULL};
    cgap_futures futures;
    cgap_questions questions;
    cgap_table out[CGAP_N_ROBUST], again[CGAP_N_ROBUST];
    cgap_plan plan = PLAN;
    cgap_error err = CGAP_ERROR_INIT;
    const cgap_table *regret = &out[CGAP_ROBUST_REGRET];

    (void) state;
    two_futures(&futures, "parameters.peer_learning_rate");
    ask(&questions);
    assert_int_equal(cgap_futures_run(out, &futures, &strategies, &questions, &PLAN, &err),
                     CGAP_OK);
    assert_int_equal(regret->n_row, 6);
    for (size_t c = 0; c < 2; c++) { /* much is best for the mean level, little for money */
        for (size_t k = 0; k < 3; k++) {
            bool best = c == 0 ? k == 2 : k == 0;
            size_t row = 3 * c + k;

            assert_true(best == (number(regret, row, "max_regret") == 0.0));
            assert_true(best == (number(regret, row, "share_best") == 1.0));
            assert_true(number(regret, row, "mean_regret") <= number(regret, row, "max_regret"));
            /* both criteria grow from strategy to strategy, the first of which is the baseline */
            assert_true((k > 0) == (number(regret, row, "difference_q05") > 0.0));
            assert_true(number(regret, row, "difference_q05") <= number(regret, row, "difference"));
            assert_true(number(regret, row, "difference_q95") >= number(regret, row, "difference"));
        }
    }
    assert_string_equal(text_of(regret, 0, "worst_future"), "fastest");
    assert_int_equal(out[CGAP_ROBUST_FUTURES].n_row, 4);
    assert_int_equal(out[CGAP_ROBUST_OUTCOMES].n_row, 4 * 3 * 2);
    assert_int_equal(out[CGAP_ROBUST_REVERSALS].n_row, 2 * 3);
    for (size_t r = 0; r < 6; r++) { /* no ranking ever turns, so nothing turns it */
        assert_true(number(&out[CGAP_ROBUST_REVERSALS], r, "share_holding") == 1.0);
        assert_string_equal(text_of(&out[CGAP_ROBUST_REVERSALS], r, "assumption"), "");
    }
    /* the baseline meets both thresholds of itself, the others cost more */
    assert_true(number(&out[CGAP_ROBUST_SATISFICING], 2, "share") == 1.0);
    assert_true(number(&out[CGAP_ROBUST_SATISFICING], 6, "share") == 1.0);
    assert_true(number(&out[CGAP_ROBUST_SATISFICING], 8, "share") == 0.0);
    plan.threads = 3;
    assert_int_equal(cgap_futures_run(again, &futures, &strategies, &questions, &plan, &err),
                     CGAP_OK);
    for (size_t t = 0; t < CGAP_N_ROBUST; t++) {
        for (size_t cell = 0; cell < out[t].n_cell; cell++) {
            if (out[t].column[cell % out[t].n_column].type == CGAP_COLUMN_REAL) {
                assert_memory_equal(&out[t].cell[cell].real, &again[t].cell[cell].real,
                                    sizeof(double));
            }
        }
        cgap_table_free(&out[t]);
        cgap_table_free(&again[t]);
    }
    cgap_futures_free(&futures);
}

static void
a_broken_future_is_named(void **state)
{
    cgap_strategies strategies = {3, 0, reader, NULL};
    cgap_futures futures;
    cgap_questions questions;
    cgap_table out[CGAP_N_ROBUST];
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    two_futures(&futures, "parameters.no_such");
    ask(&questions);
    assert_int_equal(cgap_futures_run(out, &futures, &strategies, &questions, &PLAN, &err),
                     CGAP_E_INPUT);
    assert_non_null(strstr(err.text, "no such key: parameters.no_such=0.4"));
    assert_non_null(strstr(err.text, "strategy 'little' in future 'slow'"));
    cgap_futures_free(&futures);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(latin_hypercubes_use_every_stratum_once),
        cmocka_unit_test(uncertainty_is_drawn_and_policy_is_not),
        cmocka_unit_test(what_strategies_differ_in_is_contested),
        cmocka_unit_test(halton_points_stay_in_range_and_differ),
        cmocka_unit_test(halton_points_are_even_and_independent),
        cmocka_unit_test(halton_points_are_stratified_by_the_prime_of_a_key),
        cmocka_unit_test(files_of_futures_are_read_or_refused),
        cmocka_unit_test(a_dominant_strategy_has_no_regret),
        cmocka_unit_test(a_broken_future_is_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
