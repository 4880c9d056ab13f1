/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/trace.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

static size_t
place_of_member(const cgap_trace *trace, const cgap_layout *layout)
{
    size_t v = 0;

    while (v < layout->n_variable && strcmp(layout->of_member[v].name, trace->name) != 0) {
        v++;
    }
    return v < layout->n_variable
               ? cgap_slot_member(layout, layout->n_selected - 1, trace->member, v)
               : SIZE_MAX;
}

static size_t
place_of_mechanism(const cgap_trace *trace, const cgap_layout *layout)
{
    char buffer[160];

    for (size_t m = 0; m < layout->model->n_mechanism; m++) {
        if (strcmp(cgap_model_mechanism(layout->model, m, buffer, sizeof buffer), trace->name) ==
            0) {
            return cgap_slot_attribution(layout, layout->n_selected - 1, trace->layer,
                                         trace->change, m);
        }
    }
    return SIZE_MAX;
}

size_t
cgap_trace_place(const cgap_trace *trace, const cgap_layout *layout)
{
    size_t q;

    switch (trace->of) {
    case CGAP_TRACE_MEMBER:
        return place_of_member(trace, layout);
    case CGAP_TRACE_ATTRIBUTION:
        return place_of_mechanism(trace, layout);
    case CGAP_TRACE_UNION:
    default:
        q = cgap_layout_find(layout, trace->name);
        return q < layout->n_union ? cgap_slot_union(layout, trace->row, q) : SIZE_MAX;
    }
}

/* What a trace reads off a scenario without the quantity, the mechanism or the variable: an
 * instrument it lacks is in force nowhere, from start to end. */
static double
value_of_lacking(const cgap_trace *trace)
{
    double threshold = trace->relative ? 0.0 : trace->threshold;
    bool reached = trace->kind == CGAP_TRACE_FIRST_BELOW ? 0.0 <= threshold : 0.0 >= threshold;

    if (trace->of == CGAP_TRACE_MEMBER) {
        return NAN;
    }
    return trace->kind == CGAP_TRACE_AT || trace->kind == CGAP_TRACE_MEAN || reached ? 0.0
                                                                                     : INFINITY;
}

/* A lane of the traced quantity of the Union at another row than the place's own. */
static double
value_at(const cgap_trace *trace, size_t place, const cgap_record *record, size_t row, size_t l)
{
    size_t first = place - trace->row * record->layout->n_union;

    return cgap_record_value(record, first + row * record->layout->n_union, l);
}

static double
mean_over_rows(const cgap_trace *trace, size_t place, const cgap_record *record, size_t l)
{
    double sum = 0.0, n = 0.0;

    for (size_t row = 1; row < record->layout->n_row; row++) {
        double value = value_at(trace, place, record, row, l);

        sum += isnan(value) ? 0.0 : value;
        n += isnan(value) ? 0.0 : 1.0;
    }
    return n > 0.0 ? sum / n : NAN;
}

static double
first_row(const cgap_trace *trace, size_t place, const cgap_record *record, size_t l)
{
    double start = value_at(trace, place, record, 0, l);
    double threshold = trace->relative ? trace->threshold * start : trace->threshold;

    if (isnan(threshold)) {
        return NAN;
    }
    for (size_t row = 0; row < record->layout->n_row; row++) {
        double value = value_at(trace, place, record, row, l);

        if (trace->kind == CGAP_TRACE_FIRST_BELOW ? value <= threshold : value >= threshold) {
            return (double) row;
        }
    }
    return INFINITY;
}

void
cgap_trace_read(const cgap_trace *trace, size_t place, const cgap_record *record, size_t n,
                double *out)
{
    for (size_t l = 0; l < n; l++) {
        if (place == SIZE_MAX) {
            out[l] = value_of_lacking(trace);
        } else if (trace->kind == CGAP_TRACE_AT) {
            out[l] = cgap_record_value(record, place, l);
        } else if (trace->kind == CGAP_TRACE_MEAN) {
            out[l] = mean_over_rows(trace, place, record, l);
        } else {
            out[l] = first_row(trace, place, record, l);
        }
    }
}
