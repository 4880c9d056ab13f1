/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/csv_stream.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "csv_scan.h"

enum { PIECE = 1 << 18, STRIDE = 128 };

static cgap_status
no_memory(const cgap_csv_stream *self, cgap_error *err)
{
    return cgap_error_fail(err, CGAP_E_MEMORY, "%s: out of memory", self->path);
}

/* Reads on behind what is left of the piece, which moves to its begin; a record that fills all of
 * it makes it grow. The last byte stays free for the end of the last field. */
static cgap_status
read_on(cgap_csv_stream *self, cgap_error *err)
{
    size_t got;

    if (self->from > 0) {
        self->used -= self->from;
        self->to -= self->from;
        memmove(self->bytes, self->bytes + self->from, self->used);
        self->from = 0;
    }
    if (self->capacity - self->used < 2) {
        char *grown = realloc(self->bytes, 2 * self->capacity);

        if (grown == NULL) {
            return no_memory(self, err);
        }
        self->bytes = grown;
        self->capacity *= 2;
    }
    got = fread(self->bytes + self->used, 1, self->capacity - self->used - 1, self->file);
    self->used += got;
    self->ended = got == 0;
    return ferror(self->file) == 0 ? CGAP_OK
                                   : cgap_error_fail(err, CGAP_E_INPUT, "%s: cannot be read (%s)",
                                                     self->path, strerror(errno));
}

/* No quotes, no carriage returns, no zeros. */
static bool
is_plain(const char *bytes, size_t n)
{
    return memchr(bytes, '"', n) == NULL && memchr(bytes, '\r', n) == NULL &&
           memchr(bytes, '\0', n) == NULL;
}

/* Without a branch for each byte, and in bytes as long as they hold it: nearly all records of a
 * table are only passed over. */
static size_t
count_commas(const char *bytes, size_t n)
{
    size_t sum = 0;

    for (size_t at = 0; at < n;) {
        size_t end = n - at < STRIDE ? n : at + STRIDE;
        uint8_t count = 0;

        for (; at < end; at++) {
            count = (uint8_t) (count + (bytes[at] == ','));
        }
        sum += count;
    }
    return sum;
}

/* Bytes of the record at the begin of @p bytes with its line end, by the grammar of csv_scan.h; 0
 * when it goes on beyond them. */
static size_t
length_of_record(const char *bytes, size_t n)
{
    bool quoted = false, begins = true;

    for (size_t at = 0; at < n; at++) {
        if (quoted && bytes[at] == '"' && at + 1 < n && bytes[at + 1] == '"') {
            at++;
        } else if (bytes[at] == '"' && (quoted || begins)) {
            quoted = !quoted;
        } else if (bytes[at] == '\n' && !quoted) {
            return at + 1;
        }
        begins = !quoted && bytes[at] == ',';
    }
    return 0;
}

static size_t
length_of_line(const char *bytes, size_t n)
{
    const char *end = memchr(bytes, '\n', n);

    return end == NULL ? 0 : (size_t) (end - bytes) + 1;
}

/* Makes the bytes from self->from on hold one record as @p length measures it, or the rest of the
 * file, and ends it there. */
static cgap_status
hold(cgap_csv_stream *self, size_t (*length)(const char *, size_t), cgap_error *err)
{
    cgap_status status = CGAP_OK;

    for (;;) {
        size_t n = length(self->bytes + self->from, self->used - self->from);

        if (n > 0 || self->ended) {
            self->to = n > 0 ? self->from + n : self->used;
            return CGAP_OK;
        }
        status = read_on(self, err);
        if (status != CGAP_OK) {
            return status;
        }
    }
}

static bool
make_room(cgap_csv_stream *self, size_t n)
{
    char **grown = n > self->room ? realloc(self->field, 2 * n * sizeof *grown) : self->field;

    if (grown == NULL) {
        return false;
    }
    self->room = n > self->room ? 2 * n : self->room;
    self->field = grown;
    return true;
}

/* Takes all of a record apart: one with quotes, or one that is no good. */
static cgap_status
take_apart(cgap_csv_stream *self, cgap_error *err)
{
    cgap_csv_scanner scanner;
    cgap_status status = hold(self, length_of_record, err);
    bool last = false;

    if (status != CGAP_OK) {
        return status;
    }
    if (memchr(self->bytes + self->from, '\0', self->to - self->from) != NULL) {
        return cgap_error_fail(err, CGAP_E_INPUT, "%s: is not a text file", self->path);
    }
    scanner = (cgap_csv_scanner){self->bytes + self->from, self->bytes + self->to, self->next_line};
    while (!last) {
        char *field;
        const char *problem = cgap_csv_scan_field(&scanner, &field, &last);

        if (problem != NULL) {
            return cgap_error_fail(err, CGAP_E_INPUT, "%s:%d: %s", self->path, self->line, problem);
        }
        if (!make_room(self, self->n_field + 1)) {
            return no_memory(self, err);
        }
        self->field[self->n_field++] = field;
    }
    self->next_line = scanner.line;
    return CGAP_OK;
}

/* Fields of the next record, of which a plain one is not taken apart yet; 0 at the end. */
static cgap_status
count_fields(cgap_csv_stream *self, size_t *n, cgap_error *err)
{
    cgap_status status;

    self->from = self->to;
    self->line = self->next_line;
    self->n_field = 0;
    *n = 0;
    status = hold(self, length_of_line, err);
    if (status != CGAP_OK || self->from == self->to) {
        return status;
    }
    if (!is_plain(self->bytes + self->from, self->to - self->from)) {
        status = take_apart(self, err);
        *n = self->n_field;
        return status;
    }
    *n = 1 + count_commas(self->bytes + self->from, self->to - self->from);
    self->next_line++;
    self->rest = self->bytes + self->from;
    self->bytes[self->to - (self->bytes[self->to - 1] == '\n')] = '\0';
    return CGAP_OK;
}

cgap_status
cgap_csv_next(cgap_csv_stream *self, bool *more, cgap_error *err)
{
    size_t n;
    cgap_status status = count_fields(self, &n, err);

    *more = status == CGAP_OK && n > 0;
    return !*more || n == self->n_column
               ? status
               : cgap_error_fail(err, CGAP_E_INPUT, "%s:%d: has %zu fields, the header has %zu",
                                 self->path, self->line, n, self->n_column);
}

const char *
cgap_csv_field(cgap_csv_stream *self, size_t column)
{
    while (self->n_field <= column) {
        char *at = self->rest;

        self->field[self->n_field++] = at;
        while (*at != ',' && *at != '\0') {
            at++;
        }
        self->rest = *at == ',' ? at + 1 : at;
        *at = '\0';
    }
    return self->field[column];
}

/* Keeps the fields of the first record as names. */
static cgap_status
keep_names(cgap_csv_stream *self, cgap_error *err)
{
    const char *problem;

    self->name = cgap_memory_array(self->n_column, sizeof *self->name);
    for (size_t c = 0; self->name != NULL && c < self->n_column; c++) {
        self->name[c] = cgap_text_copy(cgap_csv_field(self, c));
        if (self->name[c] == NULL) {
            return no_memory(self, err);
        }
    }
    if (self->name == NULL) {
        return no_memory(self, err);
    }
    problem = cgap_csv_header_problem(self->name[0], self->n_column);
    return problem == NULL
               ? CGAP_OK
               : cgap_error_fail(err, CGAP_E_INPUT, "%s:%d: %s", self->path, self->line, problem);
}

static cgap_status
read_header(cgap_csv_stream *self, cgap_error *err)
{
    cgap_status status = read_on(self, err);

    if (status == CGAP_OK && self->used >= 3 && memcmp(self->bytes, "\xEF\xBB\xBF", 3) == 0) {
        self->to = 3;
    }
    if (status == CGAP_OK) {
        status = count_fields(self, &self->n_column, err);
    }
    if (status == CGAP_OK && self->n_column == 0) {
        status = cgap_error_fail(err, CGAP_E_INPUT, "%s:1: is empty; a header line is needed",
                                 self->path);
    }
    if (status == CGAP_OK && !make_room(self, self->n_column)) {
        status = no_memory(self, err);
    }
    return status == CGAP_OK ? keep_names(self, err) : status;
}

cgap_status
cgap_csv_open(cgap_csv_stream *self, const char *path, cgap_error *err)
{
    *self = (cgap_csv_stream) CGAP_CSV_STREAM_INIT;
    self->next_line = 1;
    self->file = fopen(path, "rb");
    if (self->file == NULL) {
        return cgap_error_fail(err, CGAP_E_INPUT, "%s: cannot be opened (%s)", path,
                               strerror(errno));
    }
    self->path = cgap_text_copy(path);
    self->capacity = PIECE;
    self->bytes = malloc(PIECE);
    if (self->path == NULL || self->bytes == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "%s: out of memory", path);
    }
    return read_header(self, err);
}

size_t
cgap_csv_column(const cgap_csv_stream *self, const char *name)
{
    size_t c = 0;

    while (c < self->n_column && strcmp(self->name[c], name) != 0) {
        c++;
    }
    return c;
}

void
cgap_csv_close(cgap_csv_stream *self)
{
    if (self->file != NULL) {
        (void) fclose(self->file);
    }
    for (size_t c = 0; self->name != NULL && c < self->n_column; c++) {
        free(self->name[c]);
    }
    free(self->name);
    free(self->path);
    free(self->bytes);
    free(self->field);
    *self = (cgap_csv_stream) CGAP_CSV_STREAM_INIT;
}
