/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/csv.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "csv_scan.h"

static cgap_status
read_bytes(FILE *stream, char **bytes, size_t *size, const char *path, cgap_error *err)
{
    size_t capacity = 0, used = 0;

    for (;;) {
        size_t got;

        if (capacity - used < 2) {
            char *grown = realloc(*bytes, 2 * capacity + 4096);

            if (grown == NULL) {
                return cgap_error_fail(err, CGAP_E_MEMORY, "%s: out of memory", path);
            }
            *bytes = grown;
            capacity = 2 * capacity + 4096;
        }
        got = fread(*bytes + used, 1, capacity - used - 1, stream);
        if (got == 0) {
            break;
        }
        used += got;
    }
    if (ferror(stream)) {
        return cgap_error_fail(err, CGAP_E_INPUT, "%s: cannot be read (%s)", path, strerror(errno));
    }
    (*bytes)[used] = '\0';
    *size = used;
    return memchr(*bytes, '\0', used) == NULL
               ? CGAP_OK
               : cgap_error_fail(err, CGAP_E_INPUT, "%s: is not a text file", path);
}

static bool
push_field(cgap_csv *self, size_t *n, size_t *capacity, char *field)
{
    if (*n == *capacity) {
        size_t wider = *capacity == 0 ? 256 : 2 * *capacity;
        char **grown = realloc(self->field, wider * sizeof *grown);

        if (grown == NULL) {
            return false;
        }
        self->field = grown;
        *capacity = wider;
    }
    self->field[(*n)++] = field;
    return true;
}

static bool
push_line(cgap_csv *self, size_t n, int line)
{
    if (n % 64 == 0) {
        int *grown = realloc(self->line, (n + 64) * sizeof *grown);

        if (grown == NULL) {
            return false;
        }
        self->line = grown;
    }
    self->line[n] = line;
    return true;
}

static cgap_status
scan_records(cgap_csv *self, cgap_csv_scanner s, cgap_error *err)
{
    size_t n_record = 0, n_field = 0, capacity = 0;

    while (s.at < s.end) {
        size_t before = n_field;
        int line = s.line;
        bool last = false;

        while (!last) {
            char *field;
            const char *problem = cgap_csv_scan_field(&s, &field, &last);

            if (problem != NULL) {
                return cgap_error_fail(err, CGAP_E_INPUT, "%s:%d: %s", self->path, line, problem);
            }
            if (!push_field(self, &n_field, &capacity, field)) {
                return cgap_error_fail(err, CGAP_E_MEMORY, "%s: out of memory", self->path);
            }
        }
        if (!push_line(self, n_record, line)) {
            return cgap_error_fail(err, CGAP_E_MEMORY, "%s: out of memory", self->path);
        }
        if (n_record == 0) {
            const char *problem = cgap_csv_header_problem(self->field[0], n_field);

            self->n_column = n_field;
            if (problem != NULL) {
                return cgap_error_fail(err, CGAP_E_INPUT, "%s:%d: %s", self->path, line, problem);
            }
        } else if (n_field - before != self->n_column) {
            return cgap_error_fail(err, CGAP_E_INPUT, "%s:%d: has %zu fields, the header has %zu",
                                   self->path, line, n_field - before, self->n_column);
        }
        n_record++;
    }
    if (n_record == 0) {
        return cgap_error_fail(err, CGAP_E_INPUT, "%s:1: is empty; a header line is needed",
                               self->path);
    }
    self->n_row = n_record - 1;
    return CGAP_OK;
}

cgap_status
cgap_csv_read(cgap_csv *self, const char *path, cgap_error *err)
{
    cgap_csv draft = CGAP_CSV_INIT;
    cgap_status status;
    size_t size = 0;
    FILE *stream = fopen(path, "rb");

    if (stream == NULL) {
        return cgap_error_fail(err, CGAP_E_INPUT, "%s: cannot be opened (%s)", path,
                               strerror(errno));
    }
    draft.path = cgap_text_copy(path);
    status = draft.path == NULL ? cgap_error_fail(err, CGAP_E_MEMORY, "%s: out of memory", path)
                                : read_bytes(stream, &draft.bytes, &size, path, err);
    (void) fclose(stream);
    if (status == CGAP_OK) {
        bool mark = size >= 3 && memcmp(draft.bytes, "\xEF\xBB\xBF", 3) == 0;
        cgap_csv_scanner s = {draft.bytes + (mark ? 3 : 0), draft.bytes + size, 1};

        cgap_sha256_bytes(draft.bytes, size, draft.sha256); /* before fields are cut in place */
        status = scan_records(&draft, s, err);
    }
    if (status == CGAP_OK) {
        *self = draft;
    } else {
        cgap_csv_free(&draft);
    }
    return status;
}

void
cgap_csv_free(cgap_csv *self)
{
    free(self->path);
    free(self->bytes);
    free(self->field);
    free(self->line);
    *self = (cgap_csv) CGAP_CSV_INIT;
}

const char *
cgap_csv_text(const cgap_csv *self, size_t row, size_t column)
{
    return self->field[(row + 1) * self->n_column + column];
}

int
cgap_csv_line(const cgap_csv *self, size_t row)
{
    return self->line[row + 1];
}

size_t
cgap_csv_find(const cgap_csv *self, const char *name)
{
    size_t c = 0;

    while (c < self->n_column && strcmp(self->field[c], name) != 0) {
        c++;
    }
    return c;
}
