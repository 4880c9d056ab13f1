/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CHARTS_FRAME_H
#define CGAP_CHARTS_FRAME_H
/*
 * A long table read back for plotting. The texts of its key columns are numbered on reading, so
 * that choosing rows compares small integers.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cgap/csv.h"
#include "cgap/error.h"

enum { CGAP_MAX_KEY = 5 };

#define CGAP_ANY     UINT32_MAX       /* matches every text */
#define CGAP_UNKNOWN (UINT32_MAX - 1) /* matches none: the text does not occur */

typedef struct cgap_key {
    size_t column;
    size_t n;          /* different texts, in order of appearance */
    const char **text; /* owned array of borrowed texts */
    uint32_t *id;      /* [rows] */
} cgap_key;

typedef struct cgap_frame {
    bool present; /* the file is there */
    cgap_csv csv;
    size_t n_key;
    cgap_key key[CGAP_MAX_KEY];
} cgap_frame;

/** @brief Reads @p path; a file that is not there leaves *self zero and is no error.
 *  @param[in] keys    columns to number, NULL-terminated, at most CGAP_MAX_KEY
 *  @param[in] values  columns that must hold numbers or nothing, NULL-terminated: all are checked
 *  @retval CGAP_E_INPUT a column is missing or a value is not a number (file:line) */
cgap_status cgap_frame_read(cgap_frame *self, const char *path, const char *const *keys,
                            const char *const *values, cgap_error *err) CGAP_CHECKED;

void cgap_frame_free(cgap_frame *self);

/** @brief Number of @p text in key column @p key, or CGAP_UNKNOWN. */
uint32_t cgap_frame_id(const cgap_frame *self, size_t key, const char *text);

/** @brief Next row after *row (start with SIZE_MAX) whose keys equal @p want, or false. */
bool cgap_frame_next(const cgap_frame *self, const uint32_t *want, size_t *row);

/** @brief A value, NaN when the field is empty or the column is not there. */
double cgap_frame_number(const cgap_frame *self, size_t row, size_t column);

#endif
