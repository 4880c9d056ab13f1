/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_REPORT_ROWS_H
#define CGAP_REPORT_ROWS_H
/*
 * The few rows of a long table that a report quotes: its keys as texts, its time, its numbers.
 * A table of a comparison has some hundred thousand rows; only the rows at the start, on each
 * 1 January and at the end, of keys that are asked for, are kept.
 */
#include <stdbool.h>
#include <stddef.h>

#include "cgap/error.h"

enum { CGAP_ROW_KEYS = 4, CGAP_ROW_VALUES = 5 };

typedef struct cgap_row {
    size_t key[CGAP_ROW_KEYS]; /* index into the names of that key */
    double time;
    double value[CGAP_ROW_VALUES]; /* NaN: empty */
} cgap_row;

typedef struct cgap_key_names {
    size_t n, capacity, last; /* last: the name found last */
    char **at;                /* in order of appearance; owned */
} cgap_key_names;

typedef struct cgap_rows {
    bool present;
    double start, end; /* time of the first and last row of the table */
    size_t n, capacity;
    cgap_row *at; /* in order of the table; owned */
    cgap_key_names key[CGAP_ROW_KEYS];
} cgap_rows;

/* Which table, which columns. */
typedef struct cgap_rows_wanted {
    const char *file;                   /* "union.csv" */
    const char *key[CGAP_ROW_KEYS + 1]; /* NULL at the end */
    const char *value[CGAP_ROW_VALUES + 1];
    bool (*keep)(const char *const *key); /* [number of keys]; NULL: every row */
} cgap_rows_wanted;

/** @brief Reads FOLDER/file; a missing file leaves an empty object with present = false.
 *  @retval CGAP_E_INPUT  unreadable, without one of the columns, or a number that is none
 *  @retval CGAP_E_MEMORY out of memory */
cgap_status cgap_rows_read(cgap_rows *self, const char *folder, const cgap_rows_wanted *wanted,
                           cgap_error *err) CGAP_CHECKED;

/** @brief Frees; safe twice. */
void cgap_rows_free(cgap_rows *self);

/** @brief The row with these keys nearest to @p time (1e-6), or NULL. A key that is NULL fits
 *  any. @param[in] key [CGAP_ROW_KEYS] */
const cgap_row *cgap_rows_find(const cgap_rows *self, const char *const *key, double time);

/** @brief Text of a row's key. */
const char *cgap_row_text(const cgap_rows *self, const cgap_row *row, size_t key);

#endif
