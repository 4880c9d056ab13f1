/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_TABLE_H
#define CGAP_TABLE_H
/*
 * A table: named, typed, unit-carrying columns. Everything that goes from computing to writing is
 * one, so that output and charts never know which room made it.
 *
 * Rows are filled from left to right:
 *     cgap_table_add_text(&t, "formal"); cgap_table_add_real(&t, 0.61); ... (one per column)
 * A missing value is an empty field. Running out of memory is remembered in the table and
 * reported once by cgap_table_finish.
 */
#include <stdbool.h>
#include <stddef.h>

#include "cgap/error.h"

typedef enum cgap_column_type {
    CGAP_COLUMN_TEXT,
    CGAP_COLUMN_REAL,
    CGAP_COLUMN_COUNT
} cgap_column_type;

typedef struct cgap_column {
    const char *name; /* static storage */
    cgap_column_type type;
    const char *unit;    /* static; "" where none or where another column tells it */
    const char *meaning; /* static; one sentence with the convention */
} cgap_column;

typedef union cgap_cell {
    double real; /* NaN: empty */
    long long count;
    size_t text; /* offset into the text pool */
} cgap_cell;

typedef struct cgap_table {
    const char *name; /* static: file name without its ending, e.g. "union" */
    const cgap_column *column;
    size_t n_column, n_row;
    cgap_cell *cell; /* [n_row x n_column], row-major; owned */
    size_t n_cell, capacity;
    char *pool; /* texts, each terminated, equal neighbours stored once; owned */
    size_t pool_used, pool_capacity;
    bool failed;
} cgap_table;

/** @brief Empty table over @p n_column columns; @p name and @p column must have static storage. */
void cgap_table_init(cgap_table *self, const char *name, const cgap_column *column,
                     size_t n_column);

/** @brief Frees cells and texts; safe twice. */
void cgap_table_free(cgap_table *self);

void cgap_table_add_text(cgap_table *self, const char *text); /* NULL or "": empty field */
void cgap_table_add_real(cgap_table *self, double value);     /* not finite: empty field */
void cgap_table_add_count(cgap_table *self, long long value);
void cgap_table_add_empty(cgap_table *self); /* a real column left empty */

/** @retval CGAP_E_MEMORY   a cell was lost
 *  @retval CGAP_E_ARGUMENT the last row is incomplete */
cgap_status cgap_table_finish(const cgap_table *self, cgap_error *err) CGAP_CHECKED;

/** @brief Text of a text cell ("" when empty); borrowed until the table changes. */
const char *cgap_table_text(const cgap_table *self, size_t row, size_t column);

/** @brief Cell as a number; NaN when empty. Real and count columns only. */
double cgap_table_real(const cgap_table *self, size_t row, size_t column);

/** @brief Index of a column by name, or n_column when there is none. */
size_t cgap_table_find(const cgap_table *self, const char *name);

#endif
