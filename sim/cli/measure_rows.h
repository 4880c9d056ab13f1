/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CLI_MEASURE_ROWS_H
#define CGAP_CLI_MEASURE_ROWS_H
/* The table that `cgap measure` prints, and the sentences about what is empty in it. */
#include <stdarg.h>
#include <stdio.h>

#include "cgap/bootstrap.h"
#include "cgap/clubs.h"
#include "cgap/transitions.h"
#include "measure_options.h"

typedef struct measure_rows {
    const measure_request *request;
    const cgap_panel *panel;
    const cgap_panel_view *view;
    const cgap_measurement *done;
    const cgap_bootstrap *bounds; /* NULL: no intervals */
    const cgap_clubs *clubs;      /* NULL: not asked for */
    cgap_table *table;
} measure_rows;

/** @brief Starts the table: from, time, measure, value, with low, high and confidence where
 *  intervals were asked for. In JSON value is a number and texts stand in a column `text`. */
void measure_rows_begin(const measure_rows *self);

/** @brief Rows of every wanted measure: dates in order, then the span. */
void measure_rows_add(const measure_rows *self);

/** @brief Rows of the clubs: club:<unit> (0 = none), then size, b, t of each club. */
void measure_rows_add_clubs(const measure_rows *self);

/** @brief Rows of the transitions; levels are counted from 1. */
void measure_rows_add_transitions(const measure_rows *self, const cgap_transitions *transitions);

/** @brief Says for each reason which wanted measures are empty and where. */
void measure_rows_explain(const measure_rows *self, FILE *stream);

#endif
