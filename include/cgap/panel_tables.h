/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_PANEL_TABLES_H
#define CGAP_PANEL_TABLES_H
/*
 * A measured panel as the tables that figures are drawn from: the spread at each date, every unit
 * against the mean and the best, growth against the start, Lorenz curves, transition paths.
 */
#include "cgap/bootstrap.h"
#include "cgap/clubs.h"
#include "cgap/measures.h"
#include "cgap/table.h"

typedef struct cgap_panel_tables {
    cgap_table spread; /* one row a date: mean, min, max, sd, cv, gini, with intervals of sd, cv */
    cgap_table units;  /* unit x date: value, departure from the mean, gap to the best */
    cgap_table growth; /* one row a unit: start, growth and the line of the beta regression */
    cgap_table span;   /* one row a measure of the span that is a number and defined */
    cgap_table lorenz; /* n_unit + 1 rows a date where no value is negative and the mean above 0 */
    cgap_table clubs;  /* club x date: members, mean relative transition, b and t of log-t */
} cgap_panel_tables;

/* What is tabled; everything is borrowed. */
typedef struct cgap_panel_tables_input {
    const cgap_panel_view *view;
    const char *const *unit; /* [n_unit] names */
    bool lower_is_better;
    const cgap_clubs *clubs;      /* NULL: the table has no rows */
    const cgap_bootstrap *bounds; /* NULL: no intervals */
} cgap_panel_tables_input;

/** @brief Fills all six tables. Growth takes the values before a transformation, as beta does;
 *  it has no rows when the span is one date or an end is not above 0. Undefined is an empty field.
 *  @retval CGAP_E_MEMORY out of memory; free the tables in any case
 *  Cost that of a measurement and O(n_time n log n). Test: tests/unit/measures/test_panel_tables.c
 */
cgap_status cgap_panel_tables_make(cgap_panel_tables *out, const cgap_panel_tables_input *in,
                                   cgap_error *err) CGAP_CHECKED;

void cgap_panel_tables_free(cgap_panel_tables *self); /* safe twice */

#endif
