/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CSV_STREAM_H
#define CGAP_CSV_STREAM_H
/*
 * A comma-separated file record by record, for tables of which few records are wanted: memory is
 * that of a piece of the file, and a record nobody asks anything of is checked but not taken apart.
 * The grammar, and what is said of a file that breaks it, are those of csv.h.
 *
 *     for (status = cgap_csv_open(&csv, path, err); status == CGAP_OK;) {
 *         status = cgap_csv_next(&csv, &more, err);
 *         if (status != CGAP_OK || !more) break;
 *         ... cgap_csv_field(&csv, column) ...
 *     }
 *     cgap_csv_close(&csv);
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "cgap/error.h"

typedef struct cgap_csv_stream {
    char *path; /* as opened; owned */
    FILE *file;
    char *bytes;           /* [capacity] a piece of the file; owned */
    size_t capacity, used; /* used: bytes read into it */
    size_t from, to;       /* the record at hand: from .. to - 1 */
    bool ended;            /* the file has no more bytes than these */
    size_t n_column;       /* fields of the header */
    char **name;           /* [n_column] of the header; owned */
    size_t n_field;        /* fields of the record at hand taken apart so far */
    size_t room;           /* fields there is room for, at least n_column */
    char **field;          /* [room] into bytes; owned */
    char *rest;            /* what is not taken apart yet */
    int line, next_line;   /* first line of the record at hand, and of the next */
} cgap_csv_stream;

#define CGAP_CSV_STREAM_INIT                                                                       \
    {                                                                                              \
        NULL, NULL, NULL, 0, 0, 0, 0, false, 0, NULL, 0, 0, NULL, NULL, 0, 0                       \
    }

/** @brief Opens a file and reads its header.
 *  @retval CGAP_E_INPUT  missing, unreadable, empty, or with a broken header; err has file:line
 *  @retval CGAP_E_MEMORY out of memory
 *  Close it in any case. */
cgap_status cgap_csv_open(cgap_csv_stream *self, const char *path, cgap_error *err) CGAP_CHECKED;

/** @brief Goes on to the next record. @param[out] more false at the end of the file
 *  @retval CGAP_E_INPUT  unreadable, a quote left open, or a record whose number of fields differs
 *                        from the header's; err has file:line
 *  @retval CGAP_E_MEMORY out of memory */
cgap_status cgap_csv_next(cgap_csv_stream *self, bool *more, cgap_error *err) CGAP_CHECKED;

/** @brief Field of the record at hand, column < n_column; good until the next one. */
const char *cgap_csv_field(cgap_csv_stream *self, size_t column);

/** @brief Index of a header name, or n_column when absent. */
size_t cgap_csv_column(const cgap_csv_stream *self, const char *name);

/** @brief Closes and frees; safe twice. */
void cgap_csv_close(cgap_csv_stream *self);

#endif
