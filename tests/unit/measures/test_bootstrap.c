/* SPDX-License-Identifier: GPL-3.0-or-later */
/* BCa intervals: the construction on numbers, and coverage, seeds and limits on panels. */
#include "harness.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "cgap/bootstrap.h"
#include "cgap/rng.h"

enum { N_UNIT = 30, N_TIME = 6 };

/* Draws symmetric around the estimate and no acceleration: the plain percentile interval. With 1001
 * draws 0 .. 1000 the 2.5 % and 97.5 % points are 25 and 975. */
static void
no_correction_without_bias(void **state)
{
    double draw[1001], left_out[4] = {1.0, 2.0, 2.0, 3.0}, low, high;

    (void) state;
    for (int d = 0; d <= 1000; d++) {
        draw[d] = (double) ((d * 8) % 1001);
    }
    cgap_bootstrap_interval(500.0, draw, 1001, left_out, 4, 0.95, &low, &high);
    assert_close(low, 25.0, 1e-8);
    assert_close(high, 975.0, 1e-8);
}

/* Bias: an estimate at the upper quartile has z0 = 0.6745, so the bounds lie at
 * Phi(2 z0 -+ 1.96). Acceleration of left-out values (0, 0, 0, 4): d = 1 1 1 -3, sum d^3 = -24,
 * sum d^2 = 12: a = -24 / (6 * 12^1.5). */
static void
bias_and_acceleration(void **state)
{
    double draw[1001], left_out[4] = {0.0, 0.0, 0.0, 4.0}, flat[2] = {1.0, 1.0}, low, high;
    double z0 = cgap_normal_quantile(750.5 / 1001.0), z = cgap_normal_quantile(0.025);
    double a = -24.0 / (6.0 * pow(12.0, 1.5));

    (void) state;
    for (int d = 0; d <= 1000; d++) {
        draw[d] = (double) d;
    }
    cgap_bootstrap_interval(750.0, draw, 1001, flat, 2, 0.95, &low, &high);
    assert_close(low, 1000.0 * 0.5 * erfc(-(2.0 * z0 + z) / sqrt(2.0)), 1e-6);
    assert_close(high, 1000.0 * 0.5 * erfc(-(2.0 * z0 - z) / sqrt(2.0)), 1e-6);
    cgap_bootstrap_interval(500.0, draw, 1001, left_out, 4, 0.95, &low, &high);
    assert_close(low, 1000.0 * 0.5 * erfc(-(z / (1.0 - a * z)) / sqrt(2.0)), 1e-6);
    assert_close(high, 1000.0 * 0.5 * erfc(-(-z / (1.0 + a * z)) / sqrt(2.0)), 1e-6);
    cgap_bootstrap_interval(500.0, draw, 0, left_out, 4, 0.95, &low, &high);
    assert_true(isnan(low) && isnan(high));
}

typedef struct panel {
    double value[N_UNIT][N_TIME], time[N_TIME];
    const double *row[N_UNIT];
    cgap_panel_view view;
} panel;

static void
draw_panel(panel *p, uint32_t seed)
{
    memset(p, 0, sizeof *p);
    for (uint32_t i = 0; i < N_UNIT; i++) {
        p->row[i] = p->value[i];
        for (uint32_t t = 0; t < N_TIME; t++) {
            cgap_address at = {.replicate = seed, .step = i, .name = t};

            p->time[t] = 2000.0 + t;
            p->value[i][t] = exp(0.3 * cgap_rng_normal(31, at));
        }
    }
    p->view = (cgap_panel_view){
        .n_unit = N_UNIT, .n_time = N_TIME, .time = p->time, .x = p->row, .original = p->row};
}

static size_t
place_of(const char *name, size_t t)
{
    size_t m = cgap_measure_find(name);

    return m < CGAP_N_DATE_MEASURE ? m * N_TIME + t
                                   : CGAP_N_DATE_MEASURE * N_TIME + m - CGAP_N_DATE_MEASURE;
}

/* The interval of the mean covers the true mean e^(0.3^2/2) about as often as it says. 60 panels of
 * 6 independent dates: 360 trials, of which 342 are expected; for samples of 30 BCa covers a little
 * less than 95 %. P(fewer than 314) is below 1e-4 even at a coverage of 92 %. */
static void
intervals_cover_as_often_as_they_say(void **state)
{
    static panel p;
    bool wanted[128] = {false};
    cgap_measure_options options = {NAN, NAN, false, wanted};
    cgap_bootstrap_plan plan = {400, 1, 0.95};
    int covered = 0;
    double truth = exp(0.045);

    (void) state;
    wanted[cgap_measure_find("mean")] = true;
    for (uint32_t seed = 0; seed < 60; seed++) {
        cgap_bootstrap bounds = CGAP_BOOTSTRAP_INIT;

        draw_panel(&p, seed);
        assert_int_equal(cgap_bootstrap_run(&bounds, &p.view, &options, &plan, NULL), CGAP_OK);
        for (size_t t = 0; t < N_TIME; t++) {
            size_t k = place_of("mean", t);

            covered += bounds.low[k] <= truth && truth <= bounds.high[k];
        }
        cgap_bootstrap_free(&bounds);
    }
    assert_true(covered >= 314 && covered < 360);
}

static void
one_seed_one_result(void **state)
{
    static panel p;
    cgap_measure_options options = {NAN, NAN, false, NULL};
    cgap_bootstrap_plan plan = {200, 1, 0.9}, other = {200, 2, 0.9};
    cgap_bootstrap a = CGAP_BOOTSTRAP_INIT, b = CGAP_BOOTSTRAP_INIT, c = CGAP_BOOTSTRAP_INIT;
    size_t size = CGAP_N_DATE_MEASURE * N_TIME + CGAP_N_SPAN_MEASURE, gini;

    (void) state;
    draw_panel(&p, 3);
    gini = place_of("gini", 2);
    assert_int_equal(cgap_bootstrap_run(&a, &p.view, &options, &plan, NULL), CGAP_OK);
    assert_int_equal(cgap_bootstrap_run(&b, &p.view, &options, &plan, NULL), CGAP_OK);
    assert_int_equal(cgap_bootstrap_run(&c, &p.view, &options, &other, NULL), CGAP_OK);
    assert_memory_equal(a.low, b.low, size * sizeof(double));
    assert_memory_equal(a.high, b.high, size * sizeof(double));
    assert_true(a.low[gini] != c.low[gini]);
    assert_true(a.low[gini] < a.high[gini]);
    assert_true(isnan(a.low[place_of("gini_weighted", 0)])); /* undefined: no interval */
    assert_true(isnan(a.low[place_of("beta_p", 0)]) && !isnan(a.low[place_of("beta", 0)]));
    assert_close(a.low[place_of("n", 0)], N_UNIT, 0.0);
    /* no sample of the units goes beyond their extremes */
    assert_true(isnan(a.low[place_of("min", 1)]) && isnan(a.high[place_of("max", 1)]));
    assert_true(isnan(a.low[place_of("range", 0)]) && !isnan(a.low[place_of("median", 0)]));
    cgap_bootstrap_free(&a);
    cgap_bootstrap_free(&b);
    cgap_bootstrap_free(&c);
    cgap_bootstrap_free(&c);
}

/* A measure that more than one sample in twenty leaves undefined has no interval: with three units,
 * two of them equal, a sample of one kind (no spread, no bimodality-like measure) is frequent. */
static void
often_undefined_means_no_interval(void **state)
{
    const double a[2] = {1, 2}, b[2] = {1, 3}, c[2] = {2, 4}, time[2] = {0, 1};
    const double *row[3] = {a, b, c};
    cgap_panel_view view = {.n_unit = 3, .n_time = 2, .time = time, .x = row, .original = row};
    cgap_measure_options options = {NAN, NAN, false, NULL};
    cgap_bootstrap_plan plan = {300, 1, 0.95};
    cgap_bootstrap bounds = CGAP_BOOTSTRAP_INIT;
    size_t beta = CGAP_N_DATE_MEASURE * 2 + cgap_measure_find("beta") - CGAP_N_DATE_MEASURE;
    size_t sd = cgap_measure_find("sd") * 2;

    (void) state;
    assert_int_equal(cgap_bootstrap_run(&bounds, &view, &options, &plan, NULL), CGAP_OK);
    assert_true(isnan(bounds.low[beta]) && isnan(bounds.high[beta]));
    assert_true(bounds.low[sd] >= 0.0 && bounds.high[sd] >= bounds.low[sd]);
    cgap_bootstrap_free(&bounds);
}

static void
too_much_memory_is_refused(void **state)
{
    static panel p;
    cgap_measure_options options = {NAN, NAN, false, NULL};
    cgap_bootstrap_plan plan = {100000000, 1, 0.95};
    cgap_bootstrap bounds = CGAP_BOOTSTRAP_INIT;
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    draw_panel(&p, 3);
    assert_int_equal(cgap_bootstrap_run(&bounds, &p.view, &options, &plan, &err), CGAP_E_INPUT);
    assert_non_null(strstr(err.text, "--measures"));
    assert_null(bounds.low);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_correction_without_bias),
        cmocka_unit_test(bias_and_acceleration),
        cmocka_unit_test(intervals_cover_as_often_as_they_say),
        cmocka_unit_test(one_seed_one_result),
        cmocka_unit_test(often_undefined_means_no_interval),
        cmocka_unit_test(too_much_memory_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
