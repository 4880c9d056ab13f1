/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/panel.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/calendar.h"
#include "cgap/csv.h"
#include "cgap/memory.h"
#include "cgap/number.h"
#include "panel_internal.h"

enum { MAX_MESSAGE = 20 };

typedef struct reading {
    const cgap_csv *csv;
    cgap_diagnostics *diagnostics;
    size_t n_error;
} reading;

/* Adds a located message; always false, so that a failed check can return it. */
static bool CGAP_PRINTF(4, 5)
    complain(reading *self, int line, const char *unit, const char *format, ...)
{
    char text[512];
    va_list args;

    va_start(args, format);
    (void) vsnprintf(text, sizeof text, format, args);
    va_end(args);
    self->n_error++;
    if (self->n_error <= MAX_MESSAGE) {
        cgap_diagnostics_add(self->diagnostics, CGAP_ERROR, self->csv->path, line, unit, "%s",
                             text);
    }
    return false;
}

static bool
no_memory(reading *self)
{
    return complain(self, 0, NULL, "out of memory");
}

bool
panel_is_missing(const char *text)
{
    return *text == '\0' || strcmp(text, "NA") == 0 || strcmp(text, "NaN") == 0 ||
           strcmp(text, ":") == 0;
}

static bool
read_time(reading *self, size_t row, double *time)
{
    const char *text = cgap_csv_text(self->csv, row, 0);

    if (cgap_number_parse(text, time) || cgap_calendar_year(text, time)) {
        return true;
    }
    return complain(self, cgap_csv_line(self->csv, row), "time",
                    "'%s' is neither a decimal year nor a date YYYY-MM-DD", text);
}

static bool
read_value(reading *self, size_t row, size_t column, const char *unit, double *value)
{
    const char *text = cgap_csv_text(self->csv, row, column);

    *value = NAN;
    if (panel_is_missing(text) || cgap_number_parse(text, value)) {
        return true;
    }
    return complain(self, cgap_csv_line(self->csv, row), unit,
                    "'%s' is not a number (a missing value is an empty field, NA or \":\")", text);
}

/* Puts a value in its place; each place is filled once. */
static void
place(cgap_panel *self, reading *r, bool *taken, const panel_cell *own)
{
    size_t at = panel_unit(self, own->unit) * self->n_time + panel_date(self, own->time);

    if (taken[at]) {
        (void) complain(r, own->line, own->unit, "has a second value at time %.10g; one is allowed",
                        own->time);
    }
    taken[at] = true;
    self->value[at] = own->value;
}

static void
read_long_cells(reading *r, panel_cell *cells)
{
    for (size_t row = 0; row < r->csv->n_row; row++) {
        panel_cell *own = &cells[row];

        own->unit = cgap_csv_text(r->csv, row, 1);
        own->line = cgap_csv_line(r->csv, row);
        (void) read_time(r, row, &own->time);
        (void) read_value(r, row, 2, own->unit, &own->value);
        if (*own->unit == '\0') {
            (void) complain(r, own->line, "unit", "is empty");
        }
    }
}

static void
read_long(cgap_panel *self, reading *r)
{
    size_t n = r->csv->n_row;
    panel_cell *cells = cgap_memory_array(n, sizeof *cells);
    const char **unit = cgap_memory_array(n, sizeof *unit);
    double *time = cgap_memory_array(n, sizeof *time);
    bool *taken = NULL;

    if (cells == NULL || unit == NULL || time == NULL) {
        (void) no_memory(r);
        goto out;
    }
    read_long_cells(r, cells);
    for (size_t k = 0; k < n; k++) {
        unit[k] = cells[k].unit;
        time[k] = cells[k].time;
    }
    if (r->n_error > 0) {
        goto out;
    }
    if (panel_make_axes(self, unit, n, time, n)) {
        taken = cgap_memory_array(self->n_unit * self->n_time, sizeof *taken);
    }
    if (taken == NULL) {
        (void) no_memory(r);
        goto out;
    }
    for (size_t k = 0; k < n; k++) {
        place(self, r, taken, &cells[k]);
    }
out:
    free(cells);
    free(unit);
    free(time);
    free(taken);
}

static void
read_wide_rows(cgap_panel *self, reading *r, const double *time, size_t *unit_of_column)
{
    for (size_t c = 1; c < r->csv->n_column; c++) {
        unit_of_column[c] = panel_unit(self, r->csv->field[c]);
    }
    for (size_t row = 0; row < r->csv->n_row; row++) {
        size_t t = panel_date(self, time[row]);

        for (size_t c = 1; c < r->csv->n_column; c++) {
            (void) read_value(r, row, c, r->csv->field[c],
                              &self->value[unit_of_column[c] * self->n_time + t]);
        }
    }
}

/* The rows whose time stood in an earlier row: only looked for when there is one. */
static void
name_repeated_times(const cgap_panel *self, reading *r, const double *time)
{
    for (size_t row = 0; self->n_time < r->csv->n_row && row < r->csv->n_row; row++) {
        size_t before = 0;

        while (before < row && time[before] != time[row]) {
            before++;
        }
        if (before < row && r->n_error <= MAX_MESSAGE) {
            (void) complain(r, cgap_csv_line(r->csv, row), "time",
                            "%.10g stands in line %d already; a date may stand once", time[row],
                            cgap_csv_line(r->csv, before));
        }
    }
}

/* The values of a file whose dates are already refused: told in the same pass. */
static void
check_values(reading *r)
{
    double value;

    for (size_t row = 0; row < r->csv->n_row; row++) {
        for (size_t c = 1; c < r->csv->n_column; c++) {
            (void) read_value(r, row, c, r->csv->field[c], &value);
        }
    }
}

static void
read_wide(cgap_panel *self, reading *r)
{
    size_t width = r->csv->n_column;
    double *time = cgap_memory_array(r->csv->n_row, sizeof *time);
    const char **unit = cgap_memory_array(width, sizeof *unit);
    size_t *unit_of_column = cgap_memory_array(width, sizeof *unit_of_column);
    bool made = false;

    for (size_t row = 0; time != NULL && row < r->csv->n_row; row++) {
        (void) read_time(r, row, &time[row]);
    }
    if (r->n_error == 0 && time != NULL && unit != NULL && unit_of_column != NULL) {
        memcpy(unit, r->csv->field + 1, (width - 1) * sizeof *unit);
        made = panel_make_axes(self, unit, width - 1, time, r->csv->n_row);
    }
    if (r->n_error > 0) {
        check_values(r);
    } else if (!made) {
        (void) no_memory(r);
    } else {
        name_repeated_times(self, r, time);
        read_wide_rows(self, r, time, unit_of_column);
    }
    free(time);
    free(unit);
    free(unit_of_column);
}

/* The header tells the layout; it must be one of the two, with units named once. */
static bool
check_header(reading *self, bool *is_long)
{
    const cgap_csv *csv = self->csv;
    char *const *name = csv->field;

    *is_long = csv->n_column == 3 && strcmp(name[1], "unit") == 0 && strcmp(name[2], "value") == 0;
    if (strcmp(name[0], "time") != 0) {
        return complain(self, 1, NULL,
                        "the first column is called '%s'; a panel begins with time,UNIT1,UNIT2,... "
                        "(wide) or time,unit,value (long)",
                        name[0]);
    }
    if (csv->n_column < 2 || csv->n_row == 0) {
        return complain(self, 1, NULL, "a panel needs one unit and one date at least");
    }
    for (size_t c = 1; !*is_long && c < csv->n_column; c++) {
        if (*name[c] == '\0') {
            (void) complain(self, 1, NULL, "a unit has no name");
        } else if (cgap_csv_find(csv, name[c]) != c) {
            (void) complain(self, 1, name[c], "the unit stands twice in the header");
        }
    }
    return self->n_error == 0;
}

void
cgap_panel_read(cgap_panel *self, const char *path, cgap_diagnostics *diagnostics)
{
    cgap_csv csv = CGAP_CSV_INIT;
    cgap_error err = CGAP_ERROR_INIT;
    reading r = {&csv, diagnostics, 0};
    bool is_long;

    *self = (cgap_panel) CGAP_PANEL_INIT;
    if (cgap_csv_read(&csv, path, &err) != CGAP_OK) {
        cgap_diagnostics_add(diagnostics, CGAP_ERROR, NULL, 0, NULL, "%s", err.text);
        return;
    }
    self->path = cgap_text_copy(path);
    if (self->path == NULL) {
        cgap_diagnostics_add(diagnostics, CGAP_ERROR, NULL, 0, NULL, "%s: out of memory", path);
    } else if (check_header(&r, &is_long)) {
        (is_long ? read_long : read_wide)(self, &r);
    }
    if (r.n_error > MAX_MESSAGE) {
        cgap_diagnostics_add(diagnostics, CGAP_ERROR, path, 0, NULL, "and %zu more of the kind",
                             r.n_error - MAX_MESSAGE);
    }
    cgap_csv_free(&csv);
}
