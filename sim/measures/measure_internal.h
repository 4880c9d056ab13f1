/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_MEASURE_INTERNAL_H
#define CGAP_MEASURE_INTERNAL_H
/* How the memory of a measurement is divided, and its two halves. */
#include <math.h>

#include "cgap/measures.h"
#include "measure_table.h"

static inline double *
date_row(const cgap_measurement *self, const cgap_panel_view *view, size_t measure)
{
    return self->date + measure * view->n_time;
}

/* Scratch behind the results: what a date or a span needs, never both at once. */
static inline double *
scratch(const cgap_measurement *self)
{
    return self->span + N_SPAN;
}

static inline bool
is_wanted(const cgap_measure_options *options, size_t measure)
{
    return options->wanted == NULL || options->wanted[measure];
}

/* Values of all units at one date. */
static inline void
column_of(const double *const *x, size_t n, size_t t, double *out)
{
    for (size_t i = 0; i < n; i++) {
        out[i] = x[i][t];
    }
}

/* Fills the rows of the date measures; mean, variance, sd and cv always, since spans need them. */
void measure_dates(cgap_measurement *self, const cgap_panel_view *view,
                   const cgap_measure_options *options);

/* Fills the span measures and the verdict; needs the dates. */
void measure_span(cgap_measurement *self, const cgap_panel_view *view,
                  const cgap_measure_options *options);

#endif
