/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "frame.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cgap/memory.h"
#include "cgap/number.h"

void
cgap_frame_free(cgap_frame *self)
{
    for (size_t k = 0; k < self->n_key; k++) {
        free(self->key[k].text);
        free(self->key[k].id);
    }
    cgap_csv_free(&self->csv);
    memset(self, 0, sizeof *self);
}

static cgap_status
find_column(const cgap_frame *self, const char *name, size_t *column, cgap_error *err)
{
    *column = cgap_csv_find(&self->csv, name);
    return *column < self->csv.n_column
               ? CGAP_OK
               : cgap_error_fail(err, CGAP_E_INPUT,
                                 "%s:1: has no column '%s'; a results folder of this version of "
                                 "cgap is needed",
                                 self->csv.path, name);
}

/* Texts come in a cycle in most tables, so the one after the last found is tried first. */
static bool
number_text(cgap_key *key, const char *text, uint32_t *last)
{
    size_t at = *last + 1 < key->n ? *last + 1 : 0;

    for (size_t tried = 0; tried < key->n; tried++) {
        if (strcmp(key->text[at], text) == 0) {
            *last = (uint32_t) at;
            return true;
        }
        at = at + 1 < key->n ? at + 1 : 0;
    }
    if ((key->n & (key->n - 1)) == 0) { /* full at each power of two */
        size_t wider = key->n == 0 ? 1 : 2 * key->n;
        const char **grown = realloc(key->text, wider * sizeof *grown);

        if (grown == NULL) {
            return false;
        }
        key->text = grown;
    }
    key->text[key->n] = text;
    *last = (uint32_t) key->n++;
    return true;
}

static cgap_status
number_column(cgap_frame *self, const char *name, cgap_error *err)
{
    cgap_key *key = &self->key[self->n_key];
    cgap_status status = find_column(self, name, &key->column, err);
    uint32_t last = 0;

    if (status != CGAP_OK) {
        return status;
    }
    self->n_key++;
    key->id = cgap_memory_array(self->csv.n_row, sizeof *key->id);
    for (size_t row = 0; key->id != NULL && row < self->csv.n_row; row++) {
        const char *text = cgap_csv_text(&self->csv, row, key->column);

        if ((row == 0 || strcmp(key->text[last], text) != 0) && !number_text(key, text, &last)) {
            return cgap_error_fail(err, CGAP_E_MEMORY, "%s: out of memory", self->csv.path);
        }
        key->id[row] = last;
    }
    return key->id != NULL
               ? CGAP_OK
               : cgap_error_fail(err, CGAP_E_MEMORY, "%s: out of memory", self->csv.path);
}

static cgap_status
check_numbers(const cgap_frame *self, const char *name, cgap_error *err)
{
    size_t column;
    cgap_status status = find_column(self, name, &column, err);

    for (size_t row = 0; status == CGAP_OK && row < self->csv.n_row; row++) {
        const char *text = cgap_csv_text(&self->csv, row, column);
        double value;

        if (*text != '\0' && !cgap_number_parse(text, &value)) {
            status = cgap_error_fail(err, CGAP_E_INPUT, "%s:%d: %s = '%.40s' is not a number",
                                     self->csv.path, cgap_csv_line(&self->csv, row), name, text);
        }
    }
    return status;
}

cgap_status
cgap_frame_read(cgap_frame *self, const char *path, const char *const *keys,
                const char *const *values, cgap_error *err)
{
    cgap_status status;

    memset(self, 0, sizeof *self);
    if (access(path, F_OK) != 0 && errno == ENOENT) {
        return CGAP_OK;
    }
    status = cgap_csv_read(&self->csv, path, err);
    self->present = status == CGAP_OK;
    for (; status == CGAP_OK && *keys != NULL; keys++) {
        status = number_column(self, *keys, err);
    }
    for (; status == CGAP_OK && *values != NULL; values++) {
        status = check_numbers(self, *values, err);
    }
    if (status != CGAP_OK) {
        cgap_frame_free(self);
    }
    return status;
}

uint32_t
cgap_frame_id(const cgap_frame *self, size_t key, const char *text)
{
    for (size_t n = 0; key < self->n_key && n < self->key[key].n; n++) {
        if (strcmp(self->key[key].text[n], text) == 0) {
            return (uint32_t) n;
        }
    }
    return CGAP_UNKNOWN;
}

bool
cgap_frame_next(const cgap_frame *self, const uint32_t *want, size_t *row)
{
    for (size_t r = *row + 1; r < self->csv.n_row; r++) {
        size_t k = 0;

        while (k < self->n_key && (want[k] == CGAP_ANY || want[k] == self->key[k].id[r])) {
            k++;
        }
        if (k == self->n_key) {
            *row = r;
            return true;
        }
    }
    return false;
}

double
cgap_frame_number(const cgap_frame *self, size_t row, size_t column)
{
    double value;

    if (column >= self->csv.n_column ||
        !cgap_number_parse(cgap_csv_text(&self->csv, row, column), &value)) {
        return NAN;
    }
    return value;
}
