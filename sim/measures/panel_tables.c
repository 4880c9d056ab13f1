/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/panel_tables.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/elementary.h"
#include "cgap/memory.h"
#include "cgap/order.h"

static const cgap_column SPREAD[] = {
    {"time", CGAP_COLUMN_REAL, "year", "date"},
    {"n", CGAP_COLUMN_COUNT, "units", "number of units"},
    {"mean", CGAP_COLUMN_REAL, "level", "unweighted mean"},
    {"min", CGAP_COLUMN_REAL, "level", "lowest value"},
    {"max", CGAP_COLUMN_REAL, "level", "highest value"},
    {"sd", CGAP_COLUMN_REAL, "level", "standard deviation, divided by n"},
    {"sd_low", CGAP_COLUMN_REAL, "level", "lower end of its bootstrap interval"},
    {"sd_high", CGAP_COLUMN_REAL, "level", "upper end"},
    {"cv", CGAP_COLUMN_REAL, "1", "sd / mean"},
    {"cv_low", CGAP_COLUMN_REAL, "1", "lower end of its bootstrap interval"},
    {"cv_high", CGAP_COLUMN_REAL, "1", "upper end"},
    {"gini", CGAP_COLUMN_REAL, "1", "Gini index"},
};

static const cgap_column UNITS[] = {
    {"unit", CGAP_COLUMN_TEXT, "", "name"},
    {"time", CGAP_COLUMN_REAL, "year", "date"},
    {"value", CGAP_COLUMN_REAL, "level", "as measured"},
    {"departure", CGAP_COLUMN_REAL, "level",
     "value - mean of the date; its sign turned when lower "
     "is better, so that above 0 is better"},
    {"gap_best", CGAP_COLUMN_REAL, "level", "distance to the best of the date, 0 or more"},
    {"club", CGAP_COLUMN_REAL, "", "number of the club, 0: none; empty without clubs"},
    {"transition", CGAP_COLUMN_REAL, "1", "value / mean of the date; empty without clubs"},
};

static const cgap_column GROWTH[] = {
    {"unit", CGAP_COLUMN_TEXT, "", "name"},
    {"start", CGAP_COLUMN_REAL, "level", "value at the first date, before a transformation"},
    {"end", CGAP_COLUMN_REAL, "level", "value at the last date, before a transformation"},
    {"log_start", CGAP_COLUMN_REAL, "1", "natural logarithm of start"},
    {"growth", CGAP_COLUMN_REAL, "1/year", "ln(end / start) / years"},
    {"fitted", CGAP_COLUMN_REAL, "1/year", "growth on the line of the beta regression"},
};

static const cgap_column SPAN[] = {
    {"from", CGAP_COLUMN_REAL, "year", "first date"},
    {"time", CGAP_COLUMN_REAL, "year", "last date"},
    {"measure", CGAP_COLUMN_TEXT, "", "name; cgap list measures defines it"},
    {"value", CGAP_COLUMN_REAL, "", "number"},
};

static const cgap_column LORENZ[] = {
    {"time", CGAP_COLUMN_REAL, "year", "date"},
    {"units", CGAP_COLUMN_REAL, "share", "units counted from the lowest"},
    {"held", CGAP_COLUMN_REAL, "share", "what they hold of the sum of all values"},
};

static const cgap_column CLUBS[] = {
    {"club", CGAP_COLUMN_COUNT, "", "number, from the highest at the last date; 0: none"},
    {"time", CGAP_COLUMN_REAL, "year", "date"},
    {"n", CGAP_COLUMN_COUNT, "units", "members"},
    {"transition", CGAP_COLUMN_REAL, "1", "mean over members of value / mean of all"},
    {"b", CGAP_COLUMN_REAL, "1", "slope of log-t inside the club"},
    {"t", CGAP_COLUMN_REAL, "1", "its t; below -1.65 convergence is rejected"},
};

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

typedef struct maker {
    cgap_panel_tables *out;
    const cgap_panel_tables_input *in;
    const cgap_panel_view *view;
    cgap_measurement done;
} maker;

static double
date_measure(const maker *self, const char *name, size_t t)
{
    return self->done.date[cgap_measure_find(name) * self->view->n_time + t];
}

/* An estimate with its interval. */
static void
add_interval(const maker *self, const char *name, size_t t)
{
    const cgap_bootstrap *bounds = self->in->bounds;
    size_t at = cgap_measure_find(name) * self->view->n_time + t;

    cgap_table_add_real(&self->out->spread, self->done.date[at]);
    cgap_table_add_real(&self->out->spread, bounds == NULL ? NAN : bounds->low[at]);
    cgap_table_add_real(&self->out->spread, bounds == NULL ? NAN : bounds->high[at]);
}

static void
add_spread(const maker *self)
{
    cgap_table *table = &self->out->spread;

    for (size_t t = 0; t < self->view->n_time; t++) {
        cgap_table_add_real(table, self->view->time[t]);
        cgap_table_add_count(table, (long long) self->view->n_unit);
        cgap_table_add_real(table, date_measure(self, "mean", t));
        cgap_table_add_real(table, date_measure(self, "min", t));
        cgap_table_add_real(table, date_measure(self, "max", t));
        add_interval(self, "sd", t);
        add_interval(self, "cv", t);
        cgap_table_add_real(table, date_measure(self, "gini", t));
    }
}

static void
add_units(const maker *self)
{
    cgap_table *table = &self->out->units;
    const cgap_clubs *clubs = self->in->clubs;
    bool lower = self->in->lower_is_better;

    for (size_t i = 0; i < self->view->n_unit; i++) {
        for (size_t t = 0; t < self->view->n_time; t++) {
            double x = self->view->x[i][t], mean = date_measure(self, "mean", t);
            double best = date_measure(self, lower ? "min" : "max", t);

            cgap_table_add_text(table, self->in->unit[i]);
            cgap_table_add_real(table, self->view->time[t]);
            cgap_table_add_real(table, x);
            cgap_table_add_real(table, lower ? mean - x : x - mean);
            cgap_table_add_real(table, lower ? x - best : best - x);
            cgap_table_add_real(table, clubs == NULL ? NAN : (double) clubs->member[i]);
            cgap_table_add_real(table, clubs == NULL ? NAN : x / mean);
        }
    }
}

static void
add_growth(const maker *self)
{
    const cgap_panel_view *view = self->view;
    cgap_table *table = &self->out->growth;
    size_t last = view->n_time - 1;
    double span = view->time[last] - view->time[0];
    const double *span_of = self->done.span;
    double slope = span_of[cgap_measure_find("beta") - CGAP_N_DATE_MEASURE];
    double constant = span_of[cgap_measure_find("beta_intercept") - CGAP_N_DATE_MEASURE];

    for (size_t i = 0; i < view->n_unit; i++) {
        if (last == 0 || !(view->original[i][0] > 0.0 && view->original[i][last] > 0.0)) {
            return;
        }
    }
    for (size_t i = 0; i < view->n_unit; i++) {
        double start = cgap_log(view->original[i][0]);

        cgap_table_add_text(table, self->in->unit[i]);
        cgap_table_add_real(table, view->original[i][0]);
        cgap_table_add_real(table, view->original[i][last]);
        cgap_table_add_real(table, start);
        cgap_table_add_real(table, (cgap_log(view->original[i][last]) - start) / span);
        cgap_table_add_real(table, constant + slope * start);
    }
}

static void
add_span(const maker *self)
{
    cgap_table *table = &self->out->span;

    for (size_t k = 0; k < CGAP_N_SPAN_MEASURE; k++) {
        const char *name = cgap_measure_at(CGAP_N_DATE_MEASURE + k)->name;

        if (strcmp(name, "verdict") != 0 && isfinite(self->done.span[k])) {
            cgap_table_add_real(table, self->view->time[0]);
            cgap_table_add_real(table, self->view->time[self->view->n_time - 1]);
            cgap_table_add_text(table, name);
            cgap_table_add_real(table, self->done.span[k]);
        }
    }
}

/* @param sorted memory for n_unit numbers */
static void
add_lorenz(const maker *self, size_t t, double *sorted)
{
    cgap_table *table = &self->out->lorenz;
    size_t n = self->view->n_unit;
    double sum = 0.0, held = 0.0;

    for (size_t i = 0; i < n; i++) {
        sorted[i] = self->view->x[i][t];
        sum += sorted[i];
    }
    cgap_sort_values(sorted, n);
    if (sorted[0] < 0.0 || !(sum > 0.0)) {
        return;
    }
    for (size_t i = 0; i <= n; i++) {
        cgap_table_add_real(table, self->view->time[t]);
        cgap_table_add_real(table, (double) i / (double) n);
        cgap_table_add_real(table, i == n ? 1.0 : held / sum);
        held += i < n ? sorted[i] : 0.0;
    }
}

static void
add_club(const maker *self, size_t club)
{
    const cgap_clubs *clubs = self->in->clubs;
    cgap_table *table = &self->out->clubs;

    for (size_t t = 0; t < self->view->n_time; t++) {
        double sum = 0.0;
        size_t n = 0;

        for (size_t i = 0; i < clubs->n_unit; i++) {
            if (clubs->member[i] == club) {
                sum += self->view->x[i][t] / date_measure(self, "mean", t);
                n++;
            }
        }
        if (n == 0) {
            return;
        }
        cgap_table_add_count(table, (long long) club);
        cgap_table_add_real(table, self->view->time[t]);
        cgap_table_add_count(table, (long long) n);
        cgap_table_add_real(table, sum / (double) n);
        cgap_table_add_real(table, club == 0 ? NAN : clubs->club[club - 1].test.b);
        cgap_table_add_real(table, club == 0 ? NAN : clubs->club[club - 1].test.t);
    }
}

static cgap_status
finish(const cgap_panel_tables *out, cgap_error *err)
{
    const cgap_table *const all[] = {&out->spread, &out->units,  &out->growth,
                                     &out->span,   &out->lorenz, &out->clubs};
    cgap_status status = CGAP_OK;

    for (size_t k = 0; k < LENGTH(all) && status == CGAP_OK; k++) {
        status = cgap_table_finish(all[k], err);
    }
    return status;
}

cgap_status
cgap_panel_tables_make(cgap_panel_tables *out, const cgap_panel_tables_input *in, cgap_error *err)
{
    maker self = {out, in, in->view, CGAP_MEASUREMENT_INIT};
    const cgap_measure_options options = {NAN, NAN, in->lower_is_better, NULL};
    double *sorted = cgap_memory_array(in->view->n_unit, sizeof *sorted);
    cgap_status status = cgap_measurement_init(&self.done, in->view->n_unit, in->view->n_time, err);

    cgap_table_init(&out->spread, "spread", SPREAD, LENGTH(SPREAD));
    cgap_table_init(&out->units, "units", UNITS, LENGTH(UNITS));
    cgap_table_init(&out->growth, "growth", GROWTH, LENGTH(GROWTH));
    cgap_table_init(&out->span, "span", SPAN, LENGTH(SPAN));
    cgap_table_init(&out->lorenz, "lorenz", LORENZ, LENGTH(LORENZ));
    cgap_table_init(&out->clubs, "clubs", CLUBS, LENGTH(CLUBS));
    if (status == CGAP_OK && sorted == NULL) {
        status = cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for the tables of figures");
    }
    if (status == CGAP_OK) {
        cgap_measurement_run(&self.done, in->view, &options);
        add_spread(&self);
        add_units(&self);
        add_growth(&self);
        add_span(&self);
        for (size_t t = 0; t < in->view->n_time; t++) {
            add_lorenz(&self, t, sorted);
        }
        for (size_t c = 1; in->clubs != NULL && c <= in->clubs->n_club + 1; c++) {
            add_club(&self, c % (in->clubs->n_club + 1)); /* those of none last */
        }
        status = finish(out, err);
    }
    cgap_measurement_free(&self.done);
    free(sorted);
    return status;
}

void
cgap_panel_tables_free(cgap_panel_tables *self)
{
    cgap_table_free(&self->spread);
    cgap_table_free(&self->units);
    cgap_table_free(&self->growth);
    cgap_table_free(&self->span);
    cgap_table_free(&self->lorenz);
    cgap_table_free(&self->clubs);
}
