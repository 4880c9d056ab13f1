/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CSV_H
#define CGAP_CSV_H
/*
 * Reading comma-separated files (RFC 4180: quoted fields, doubled quotes, LF or CRLF; UTF-8, an
 * initial byte order mark is skipped). Every field keeps its line for messages.
 */
#include <stddef.h>

#include "cgap/error.h"
#include "cgap/hash.h"

typedef struct cgap_csv {
    char *path;      /* as opened; owned */
    char *bytes;     /* file content, fields terminated in place; owned */
    size_t n_column; /* fields of the header */
    size_t n_row;    /* records below the header */
    char **field;    /* [(n_row + 1) x n_column], row 0 = header; owned array into bytes */
    int *line;       /* [n_row + 1], first line of each record; owned */
    char sha256[CGAP_SHA256_TEXT]; /* of the bytes that were read */
} cgap_csv;

#define CGAP_CSV_INIT                                                                              \
    {                                                                                              \
        NULL, NULL, 0, 0, NULL, NULL, ""                                                           \
    }

/** @brief Reads a whole file.
 *  @retval CGAP_E_INPUT  missing, unreadable, empty, a quote left open, or a record whose number of
 *                        fields differs from the header's; err has file:line. *self untouched.
 *  @retval CGAP_E_MEMORY out of memory */
cgap_status cgap_csv_read(cgap_csv *self, const char *path, cgap_error *err) CGAP_CHECKED;

/** @brief Frees everything; safe twice. */
void cgap_csv_free(cgap_csv *self);

/** @brief Field of record @p row (0-based below the header). */
const char *cgap_csv_text(const cgap_csv *self, size_t row, size_t column);

/** @brief Line of record @p row in the file, counted from 1. */
int cgap_csv_line(const cgap_csv *self, size_t row);

/** @brief Index of a header name, or n_column when absent. */
size_t cgap_csv_find(const cgap_csv *self, const char *name);

#endif
