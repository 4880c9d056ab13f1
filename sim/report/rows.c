/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rows.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cgap/csv_stream.h"
#include "cgap/memory.h"
#include "cgap/number.h"

static const double SAME_TIME = 1e-6; /* years */

/* Where the columns of the wanted keys and values stand. */
typedef struct columns {
    size_t n_key, n_value, time;
    size_t key[CGAP_ROW_KEYS], value[CGAP_ROW_VALUES];
} columns;

static cgap_status
find_column(cgap_csv_stream *csv, const char *name, size_t *out, cgap_error *err)
{
    *out = cgap_csv_column(csv, name);
    return *out < csv->n_column
               ? CGAP_OK
               : cgap_error_fail(err, CGAP_E_INPUT,
                                 "%s:1: has no column '%s'; was it written by cgap?", csv->path,
                                 name);
}

static cgap_status
find_columns(columns *out, cgap_csv_stream *csv, const cgap_rows_wanted *wanted, cgap_error *err)
{
    cgap_status status = find_column(csv, "time", &out->time, err);

    for (out->n_key = 0; status == CGAP_OK && wanted->key[out->n_key] != NULL; out->n_key++) {
        status = find_column(csv, wanted->key[out->n_key], &out->key[out->n_key], err);
    }
    for (out->n_value = 0; status == CGAP_OK && wanted->value[out->n_value] != NULL;
         out->n_value++) {
        status = find_column(csv, wanted->value[out->n_value], &out->value[out->n_value], err);
    }
    return status;
}

static cgap_status
read_number(cgap_csv_stream *csv, size_t column, double *out, cgap_error *err)
{
    const char *text = cgap_csv_field(csv, column);

    *out = NAN;
    if (text[0] == '\0' || cgap_number_parse(text, out)) {
        return CGAP_OK;
    }
    return cgap_error_fail(err, CGAP_E_INPUT, "%s:%d: '%s' in column '%s' is not a number",
                           csv->path, csv->line, text, csv->name[column]);
}

/* Number of a known name, or their number. Rows repeat the keys of the row before or go through
 * them in turn, so the search begins with the name found last and goes on from there. */
static size_t
known(cgap_key_names *self, const char *text)
{
    for (size_t tried = 0; tried < self->n; tried++) {
        size_t k = (self->last + tried) % self->n;

        if (strcmp(self->at[k], text) == 0) {
            self->last = k;
            return k;
        }
    }
    return self->n;
}

/* Number of a name among the names of a key, added when new; SIZE_MAX when memory runs out. */
static size_t
number_of(cgap_key_names *self, const char *text)
{
    size_t k = known(self, text);

    if (k < self->n) {
        return k;
    }
    if (self->n == self->capacity) {
        size_t capacity = 2 * self->capacity + 16;
        char **grown = realloc(self->at, capacity * sizeof *grown);

        if (grown == NULL) {
            return SIZE_MAX;
        }
        self->at = grown;
        self->capacity = capacity;
    }
    self->at[self->n] = cgap_text_copy(text);
    return self->at[self->n] == NULL ? SIZE_MAX : self->n++;
}

static bool
push(cgap_rows *self, const cgap_row *row)
{
    if (self->n == self->capacity) {
        size_t capacity = 2 * self->capacity + 256;
        cgap_row *grown = realloc(self->at, capacity * sizeof *grown);

        if (grown == NULL) {
            return false;
        }
        self->at = grown;
        self->capacity = capacity;
    }
    self->at[self->n++] = *row;
    return true;
}

static bool
same_time(double a, double b)
{
    return fabs(a - b) < SAME_TIME;
}

/* From when to when a table is; NaN: nobody knows. */
typedef struct span {
    double start, end;
} span;

/* The times a report quotes. */
static bool
quoted_time(double time, const span *of)
{
    return same_time(time, of->start) || same_time(time, of->end) ||
           same_time(time, floor(time + 0.5));
}

/* The row at hand, whose time is quoted. */
static cgap_status
take_row(cgap_rows *self, cgap_csv_stream *csv, const columns *where, cgap_row *row,
         cgap_error *err)
{
    cgap_status status = CGAP_OK;

    for (size_t v = 0; v < where->n_value && status == CGAP_OK; v++) {
        status = read_number(csv, where->value[v], &row->value[v], err);
    }
    for (size_t k = 0; k < where->n_key && status == CGAP_OK; k++) {
        row->key[k] = number_of(&self->key[k], cgap_csv_field(csv, where->key[k]));
        if (row->key[k] == SIZE_MAX) {
            status = cgap_error_fail(err, CGAP_E_MEMORY, "%s: out of memory", csv->path);
        }
    }
    if (status == CGAP_OK && !push(self, row)) {
        status = cgap_error_fail(err, CGAP_E_MEMORY, "%s: out of memory", csv->path);
    }
    return status;
}

static bool
is_kept(cgap_csv_stream *csv, const cgap_rows_wanted *wanted, const columns *where)
{
    const char *key[CGAP_ROW_KEYS];

    for (size_t k = 0; k < where->n_key; k++) {
        key[k] = cgap_csv_field(csv, where->key[k]);
    }
    return wanted->keep == NULL || wanted->keep(key);
}

/* A time and its text: many rows in turn have the same. */
typedef struct clock_face {
    bool read;
    char text[CGAP_NUMBER_SIZE];
    double time;
} clock_face;

static cgap_status
read_time(clock_face *self, cgap_csv_stream *csv, size_t column, cgap_error *err)
{
    const char *text = cgap_csv_field(csv, column);

    if (self->read && strcmp(text, self->text) == 0) {
        return CGAP_OK;
    }
    self->read = strlen(text) < sizeof self->text;
    memcpy(self->text, text, self->read ? strlen(text) + 1 : 0);
    return read_number(csv, column, &self->time, err);
}

/* Takes the rows whose time is quoted in a table of that span, and finds the true one. An unknown
 * start becomes the time of the first row. */
static cgap_status
take_rows(cgap_rows *self, cgap_csv_stream *csv, const cgap_rows_wanted *wanted, span *of,
          cgap_error *err)
{
    columns where;
    clock_face face = {false, "", NAN};
    bool more = true;
    cgap_status status = find_columns(&where, csv, wanted, err);

    for (bool first = true; status == CGAP_OK; first = false) {
        status = cgap_csv_next(csv, &more, err);
        if (status == CGAP_OK && more) {
            status = read_time(&face, csv, where.time, err);
        }
        if (status != CGAP_OK || !more) {
            break;
        }
        self->start = first || face.time < self->start ? face.time : self->start;
        self->end = first || face.time > self->end ? face.time : self->end;
        of->start = first && isnan(of->start) ? face.time : of->start;
        if (quoted_time(face.time, of) && is_kept(csv, wanted, &where)) {
            cgap_row row = {{0}, face.time, {NAN, NAN, NAN, NAN, NAN}};

            status = take_row(self, csv, &where, &row, err);
        }
    }
    return status;
}

static cgap_status
read_rows(cgap_rows *self, const char *path, const cgap_rows_wanted *wanted, span *of,
          cgap_error *err)
{
    cgap_csv_stream csv = CGAP_CSV_STREAM_INIT;
    cgap_status status = cgap_csv_open(&csv, path, err);

    if (status == CGAP_OK) {
        status = take_rows(self, &csv, wanted, of, err);
    }
    cgap_csv_close(&csv);
    return status;
}

/* Tables of cgap begin with their first date, and most end on a 1 January, which is quoted anyway.
 * Of another the last date must be known before its rows are met: it is read again. */
static cgap_status
read_table(cgap_rows *self, const char *path, const cgap_rows_wanted *wanted, cgap_error *err)
{
    span assumed = {NAN, NAN}, found;
    cgap_status status = read_rows(self, path, wanted, &assumed, err);

    found = (span){self->start, self->end};
    if (status == CGAP_OK && (assumed.start != found.start || !quoted_time(found.end, &assumed))) {
        cgap_rows_free(self);
        status = read_rows(self, path, wanted, &found, err);
    }
    return status;
}

cgap_status
cgap_rows_read(cgap_rows *self, const char *folder, const cgap_rows_wanted *wanted, cgap_error *err)
{
    char *path = cgap_text_format("%s/%s", folder, wanted->file);
    cgap_status status = CGAP_OK;

    memset(self, 0, sizeof *self);
    if (path == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "%s: out of memory", folder);
    }
    if (access(path, F_OK) == 0) {
        status = read_table(self, path, wanted, err);
        self->present = status == CGAP_OK;
    }
    free(path);
    if (status != CGAP_OK) {
        cgap_rows_free(self);
    }
    return status;
}

void
cgap_rows_free(cgap_rows *self)
{
    for (size_t k = 0; k < CGAP_ROW_KEYS; k++) {
        for (size_t n = 0; n < self->key[k].n; n++) {
            free(self->key[k].at[n]);
        }
        free(self->key[k].at);
    }
    free(self->at);
    memset(self, 0, sizeof *self);
}

const char *
cgap_row_text(const cgap_rows *self, const cgap_row *row, size_t key)
{
    return self->key[key].at[row->key[key]];
}

/* Number of a wanted name, n when it does not occur, SIZE_MAX for "any". */
static size_t
look_up(const cgap_key_names *names, const char *text)
{
    size_t k = 0;

    if (text == NULL) {
        return SIZE_MAX;
    }
    while (k < names->n && strcmp(names->at[k], text) != 0) {
        k++;
    }
    return k;
}

const cgap_row *
cgap_rows_find(const cgap_rows *self, const char *const *key, double time)
{
    size_t want[CGAP_ROW_KEYS];

    for (size_t k = 0; k < CGAP_ROW_KEYS; k++) {
        want[k] = look_up(&self->key[k], key[k]);
    }
    for (size_t r = 0; r < self->n; r++) {
        const cgap_row *row = &self->at[r];
        bool fits = fabs(row->time - time) < SAME_TIME;

        for (size_t k = 0; k < CGAP_ROW_KEYS && fits; k++) {
            fits = want[k] == SIZE_MAX || want[k] == row->key[k];
        }
        if (fits) {
            return row;
        }
    }
    return NULL;
}
