/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure_internal.h"

#include <stdlib.h>

#include "cgap/convergence.h"
#include "cgap/lane.h"
#include "cgap/memory.h"

static size_t
larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* Dates: the lane work or one column. Spans: start, growth and the conditional basis; two columns
 * and three of ranks; or h and the work of log-t. */
static size_t
scratch_size(size_t n_unit, size_t n_time)
{
    size_t columns = (4 + CGAP_MAX_COVARIATE) * n_unit;

    return larger(larger(cgap_lane_work(n_unit), columns),
                  n_time + cgap_convergence_logt_work(n_time));
}

cgap_status
cgap_measurement_init(cgap_measurement *self, size_t n_unit, size_t n_time, cgap_error *err)
{
    const cgap_measurement empty = CGAP_MEASUREMENT_INIT;
    size_t results = N_DATE * n_time + N_SPAN;

    *self = empty;
    self->memory = cgap_memory_lanes(results + scratch_size(n_unit, n_time), sizeof *self->memory);
    self->last = cgap_memory_array(n_unit, sizeof *self->last);
    if (self->memory == NULL || self->last == NULL) {
        cgap_measurement_free(self);
        return cgap_error_fail(err, CGAP_E_MEMORY,
                               "out of memory for the measures of %zu units at %zu dates", n_unit,
                               n_time);
    }
    self->n_unit = n_unit;
    self->n_time = n_time;
    return CGAP_OK;
}

void
cgap_measurement_free(cgap_measurement *self)
{
    const cgap_measurement empty = CGAP_MEASUREMENT_INIT;

    free(self->memory);
    free(self->last);
    *self = empty;
}

void
cgap_measurement_run(cgap_measurement *self, const cgap_panel_view *view,
                     const cgap_measure_options *options)
{
    self->date = self->memory;
    self->span = self->date + N_DATE * view->n_time;
    measure_dates(self, view, options);
    measure_span(self, view, options);
}

static int
when(bool met, int need)
{
    return met ? 0 : need;
}

static int
missing_at_date(const cgap_panel_view *view, const cgap_measure_options *options, size_t t)
{
    size_t n = view->n_unit, below = 0, zero_or_below = 0, outside = 0, upper = 0;
    double sum = 0.0, low = view->x[0][t], high = low;

    for (size_t i = 0; i < n; i++) {
        double x = view->x[i][t];

        below += x < 0.0;
        zero_or_below += x <= 0.0;
        outside += x < 0.0 || x > 1.0;
        sum += x - view->x[0][t];
        low = x < low ? x : low;
        high = x > high ? x : high;
    }
    upper = n - zero_or_below; /* the median is above 0 when more than half the units are */
    return when(view->weight != NULL, NEED_WEIGHTS) | when(view->group != NULL, NEED_GROUPS) |
           when(!isnan(options->floor), NEED_FLOOR) | when(options->target > 0.0, NEED_TARGET) |
           when(n >= 2, NEED_TWO_UNITS) | when(n >= 4, NEED_FOUR_UNITS) |
           when(below == 0, NEED_NOT_NEGATIVE) | when(zero_or_below == 0, NEED_POSITIVE) |
           when(view->x[0][t] + sum / (double) n > 0.0, NEED_MEAN) |
           when(2 * upper >= n, NEED_MEDIAN) | when(outside == 0, NEED_UNIT_RANGE) |
           when(high > low, NEED_SPREAD);
}

/* What every date of the span must have. */
static int
missing_in_series(const cgap_panel_view *view, const cgap_measure_options *options)
{
    int any = 0, all = NEED_SPREAD;

    for (size_t t = 0; t < view->n_time; t++) {
        int here = missing_at_date(view, options, t);

        any |= here;
        all &= here;
    }
    return when((any & NEED_MEAN) == 0, NEED_MEANS) | when((any & NEED_SPREAD) == 0, NEED_SPREADS) |
           when(all == 0, NEED_SOME_RANKS);
}

static int
missing_in_span(const cgap_measurement *done, const cgap_panel_view *view,
                const cgap_measure_options *options)
{
    size_t n = view->n_unit, last = view->n_time - 1;
    bool positive = true, start = false;
    double beta = done->span[SPAN_BETA], span = view->time[last] - view->time[0];
    int ends = missing_at_date(view, options, 0) | missing_at_date(view, options, last);

    for (size_t i = 0; i < n; i++) {
        const double *own = view->original[i], *one = view->original[0];

        positive = positive && own[0] > 0.0 && own[last] > 0.0;
        start = start || view->original[i][0] != one[0];
    }
    return when(view->n_covariate > 0, NEED_COVARIATES) | when(view->n_time >= 2, NEED_SPAN) |
           when(view->n_time >= 3, NEED_THREE_DATES) | when(view->n_time >= 6, NEED_SIX_DATES) |
           when(n >= 2, NEED_TWO_UNITS) | when(n >= 3, NEED_THREE_UNITS) |
           when(n > view->n_covariate + 2, NEED_FREE_UNITS) | when(positive, NEED_POSITIVE_ENDS) |
           when(start, NEED_START_SPREAD) | when((ends & NEED_SPREAD) == 0, NEED_RANKS) |
           when(1.0 + beta * span > 0.0, NEED_NO_OVERSHOOT) | when(beta < 0.0, NEED_CATCHING_UP) |
           missing_in_series(view, options);
}

const char *
cgap_measurement_reason(const cgap_measurement *done, const cgap_panel_view *view,
                        const cgap_measure_options *options, size_t measure, size_t t)
{
    int needs = measure_needs(measure);
    /* Whatever else is met, these are seen only by the computation itself. */
    int missing = needs & (measure < N_DATE ? missing_at_date(view, options, t)
                                            : missing_in_span(done, view, options));

    return need_text(
        missing != 0 ? missing : needs & (NEED_GROWTH_SPREAD | NEED_INDEPENDENT | NEED_RESIDUAL));
}
