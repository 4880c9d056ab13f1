/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How fast the lane kernels are beside the C one would write first. Not a test: run by hand,
 *     cmake --build build/dev --target bench_measures && build/dev/tests/bench_measures
 * Both do the same work in the same process: sd, Gini and Theil T at each of 20 dates and beta over
 * the span, for 27 units; both are checked against each other before they are timed. Best of 7.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "cgap/elementary.h"
#include "cgap/lane.h"
#include "cgap/measures.h"
#include "cgap/rng.h"

enum { N_UNIT = 27, N_DATE = 20, N_LANE = 64, N_ROUND = 7 };

static double panel[N_UNIT][N_LANE];
static double logs[N_UNIT][N_LANE];

static double
seconds(void)
{
    struct timespec now;

    (void) clock_gettime(CLOCK_MONOTONIC, &now);
    return (double) now.tv_sec + 1e-9 * (double) now.tv_nsec;
}

static int
ascending(const void *a, const void *b)
{
    double x = *(const double *) a, y = *(const double *) b;

    return (x > y) - (x < y);
}

/* The obvious way: one date after the other, qsort, libm. out: sd, gini, theil_t. */
static void
obvious_date(size_t date, double out[3])
{
    double x[N_UNIT], sum = 0.0, squares = 0.0, ranked = 0.0, theil = 0.0, mean;

    for (size_t i = 0; i < N_UNIT; i++) {
        x[i] = panel[i][date];
        sum += x[i];
    }
    mean = sum / N_UNIT;
    for (size_t i = 0; i < N_UNIT; i++) {
        squares += (x[i] - mean) * (x[i] - mean);
        theil += x[i] / mean * log(x[i] / mean);
    }
    qsort(x, N_UNIT, sizeof *x, ascending);
    for (size_t i = 0; i < N_UNIT; i++) {
        ranked += (double) (i + 1) * x[i];
    }
    out[0] = sqrt(squares / N_UNIT);
    out[1] = 2.0 * ranked / (N_UNIT * sum) - (N_UNIT + 1.0) / N_UNIT;
    out[2] = theil / N_UNIT;
}

static double
obvious_beta(size_t first, size_t last)
{
    double mx = 0.0, my = 0.0, sxx = 0.0, sxy = 0.0;

    for (size_t i = 0; i < N_UNIT; i++) {
        mx += log(panel[i][first]) / N_UNIT;
        my += (log(panel[i][last]) - log(panel[i][first])) / N_UNIT;
    }
    for (size_t i = 0; i < N_UNIT; i++) {
        double x = log(panel[i][first]) - mx;

        sxx += x * x;
        sxy += x * (log(panel[i][last]) - log(panel[i][first]) - my);
    }
    return sxy / sxx / (double) (last - first);
}

static double
obvious_panel(void)
{
    double out[3], kept = 0.0;

    for (size_t t = 0; t < N_DATE; t++) {
        obvious_date(t, out);
        kept += out[0] + out[1] + out[2];
    }
    return kept + obvious_beta(0, N_DATE - 1);
}

static const double *rows[N_UNIT];
static double *log_rows[N_UNIT];
static double result[CGAP_N_LANE_MEASURE][N_LANE];
static double *work;

static void
lanes(size_t n_lane, cgap_lane_output *out)
{
    cgap_lane_input in = {N_UNIT, n_lane, rows, (const double *const *) log_rows, NULL, NULL, 0};

    cgap_lane_log(rows, N_UNIT, n_lane, log_rows);
    cgap_lane_dispersion(&in, work, out);
}

static double
lane_panel(cgap_lane_output *out)
{
    double beta, weight[N_UNIT], kept = 0.0;
    const double *last[N_UNIT];

    lanes(N_DATE, out);
    for (size_t i = 0; i < N_UNIT; i++) {
        last[i] = logs[i] + N_DATE - 1;
    }
    cgap_lane_beta_start((const double *const *) log_rows, N_UNIT, 1, weight);
    cgap_lane_beta_since(weight, last, N_UNIT, 1, N_DATE - 1.0, &(cgap_lane_beta){.beta = &beta});
    for (size_t t = 0; t < N_DATE; t++) {
        kept += result[CGAP_LANE_SD][t] + result[CGAP_LANE_GINI][t] + result[CGAP_LANE_THEIL_T][t];
    }
    return kept + beta;
}

static double years[N_DATE];
static cgap_measurement whole_panel = CGAP_MEASUREMENT_INIT;

/* Every measure of the register on the same panel, as `cgap measure` has it. */
static void
everything(void)
{
    const cgap_measure_options options = {0.5, 0.9, false, NULL};
    const cgap_panel_view view = {
        .n_unit = N_UNIT, .n_time = N_DATE, .time = years, .x = rows, .original = rows};

    cgap_measurement_run(&whole_panel, &view, &options);
}

static void
fill(void)
{
    for (size_t t = 0; t < N_DATE; t++) {
        years[t] = 2000.0 + (double) t;
    }
    for (size_t i = 0; i < N_UNIT; i++) {
        rows[i] = panel[i];
        log_rows[i] = logs[i];
        for (size_t l = 0; l < N_LANE; l++) {
            cgap_address at = {.replicate = (uint32_t) l, .step = (uint32_t) i};

            panel[i][l] = 0.2 + 0.7 * cgap_rng_uniform(1, at);
        }
    }
}

static double
best_of(int which, cgap_lane_output *out, int repeat)
{
    double best = INFINITY;

    for (int round = 0; round < N_ROUND; round++) {
        double start = seconds();

        for (int r = 0; r < repeat; r++) {
            panel[r % N_UNIT][r % N_DATE] += 1e-12; /* no call may be optimised away */
            if (which == 0) {
                result[0][0] += obvious_panel();
            } else if (which == 1) {
                result[0][0] += lane_panel(out);
            } else if (which == 2) {
                lanes(N_LANE, out);
            } else {
                everything();
            }
        }
        best = fmin(best, (seconds() - start) / repeat);
    }
    return best * 1e6;
}

int
main(void)
{
    cgap_lane_output some = {{NULL}}, all = {{NULL}};
    double obvious, fast, whole, all_measures;

    work = malloc(cgap_lane_work(N_UNIT) * sizeof *work);
    if (work == NULL || cgap_measurement_init(&whole_panel, N_UNIT, N_DATE, NULL) != CGAP_OK) {
        free(work);
        return 1;
    }
    fill();
    some.at[CGAP_LANE_SD] = result[CGAP_LANE_SD];
    some.at[CGAP_LANE_GINI] = result[CGAP_LANE_GINI];
    some.at[CGAP_LANE_THEIL_T] = result[CGAP_LANE_THEIL_T];
    for (size_t m = 0; m < CGAP_LANE_MEAN_WEIGHTED; m++) {
        all.at[m] = result[m];
    }
    if (fabs(obvious_panel() - lane_panel(&some)) > 1e-12) {
        printf("the two disagree: %.17g and %.17g\n", obvious_panel(), lane_panel(&some));
        free(work);
        return 1;
    }
    obvious = best_of(0, NULL, 2000);
    fast = best_of(1, &some, 2000);
    whole = best_of(2, &all, 2000);
    all_measures = best_of(3, NULL, 500);
    printf("what,microseconds\n");
    printf("obvious C: sd gini theil_t x %d dates + beta, %d units,%.2f\n", N_DATE, N_UNIT,
           obvious);
    printf("lanes: the same,%.2f\n", fast);
    printf("lanes: all %d unweighted measures x %d lanes,%.2f\n", CGAP_LANE_MEAN_WEIGHTED, N_LANE,
           whole);
    printf("measurement: all %zu measures x %d dates and the span,%.2f\n",
           CGAP_N_DATE_MEASURE + CGAP_N_SPAN_MEASURE, N_DATE, all_measures);
    printf("ratio obvious / lanes,%.2f\n", obvious / fast);
    cgap_measurement_free(&whole_panel);
    free(work);
    return 0;
}
