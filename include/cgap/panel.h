/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_PANEL_H
#define CGAP_PANEL_H
/*
 * A panel a user brings: values of units at dates, with a weight, a group and covariates of each
 * unit where a second file gives them.
 *
 * Two layouts of CSV are read. Wide: `time,UNIT1,UNIT2,...`, one row per date. Long: the header
 * `time,unit,value`, one row per value. A time is a decimal year or an ISO date; dates may stand in
 * any order. An empty cell, NA, NaN or ":" is a missing value. Units are sorted by name and dates
 * by time on reading, so that the order in the file never changes a result.
 */
#include <stdbool.h>
#include <stddef.h>

#include "cgap/diagnostics.h"
#include "cgap/measures.h"

typedef struct cgap_panel {
    char *path; /* as opened; owned */
    size_t n_unit, n_time;
    char **unit;       /* [n_unit] names, owned */
    double *time;      /* [n_time] ascending decimal years */
    double *value;     /* [n_unit x n_time], row of a unit contiguous; NaN: missing */
    double *original;  /* the same before a transformation; NULL without one */
    double *weight;    /* [n_unit] or NULL */
    size_t *group;     /* [n_unit] index into group_name, or NULL */
    char **group_name; /* [n_group], sorted */
    size_t n_group;
    double *covariate; /* [n_covariate x n_unit] or NULL */
    size_t n_covariate;
    const double **row; /* pointers of cgap_panel_look, owned */
} cgap_panel;

#define CGAP_PANEL_INIT                                                                            \
    {                                                                                              \
        .n_unit = 0                                                                                \
    }

/** @brief Frees everything; safe twice and on CGAP_PANEL_INIT. */
void cgap_panel_free(cgap_panel *self);

/** @brief Reads a panel. Every problem found (up to 20) is added to @p diagnostics with its line;
 *  *self is usable only when none of them is an error. *self need not be initialised.
 *  Cost O(cells log cells). Test: tests/unit/measures/test_panel.c */
void cgap_panel_read(cgap_panel *self, const char *path, cgap_diagnostics *diagnostics);

/* Columns of the file about units; NULL or 0 where not asked for. */
typedef struct cgap_panel_columns {
    const char *weight, *group;
    const char *const *covariate;
    size_t n_covariate; /* <= CGAP_MAX_COVARIATE */
} cgap_panel_columns;

/** @brief Reads weights (> 0), groups (any text) and covariates (numbers) from a CSV file whose
 * first column is the unit. Every unit of the panel must be there; a unit that is not in the panel
 * is a warning. Problems go to @p diagnostics. */
void cgap_panel_read_units(cgap_panel *self, const char *path, const cgap_panel_columns *columns,
                           cgap_diagnostics *diagnostics);

/** @brief Keeps the dates from @p from to @p to (NaN: no bound), both of which must be dates of the
 *  panel.
 *  @retval CGAP_E_INPUT there is no such date, or from lies after to; *self untouched */
cgap_status cgap_panel_keep_dates(cgap_panel *self, double from, double to,
                                  cgap_error *err) CGAP_CHECKED;

/** @brief Number of missing values of a unit. */
size_t cgap_panel_missing(const cgap_panel *self, size_t unit);

/** @brief Removes every unit that has a missing value, from all arrays. */
void cgap_panel_drop_incomplete(cgap_panel *self);

/** @brief Replaces values by their natural logarithm and keeps the originals for beta.
 *  @retval CGAP_E_INPUT a value is not above 0 (err names unit and date), or logarithms have been
 *                       taken before; *self untouched
 *  @retval CGAP_E_MEMORY out of memory */
cgap_status cgap_panel_take_logarithms(cgap_panel *self, cgap_error *err) CGAP_CHECKED;

/** @brief The panel as the measures see it; borrowed, until the panel changes or is looked at
 *  again. No value may be missing.
 *  @retval CGAP_E_MEMORY out of memory */
cgap_status cgap_panel_look(cgap_panel *self, cgap_panel_view *view, cgap_error *err) CGAP_CHECKED;

#endif
