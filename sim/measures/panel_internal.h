/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_PANEL_INTERNAL_H
#define CGAP_PANEL_INTERNAL_H
#include "cgap/panel.h"

/* One value of a long panel on its way from the file to its place. */
typedef struct panel_cell {
    const char *unit; /* borrowed from the file */
    double time, value;
    int line;
} panel_cell;

/* Whether a field stands for a missing value: empty, NA, NaN or ":". */
bool panel_is_missing(const char *text);

/* Index of a unit by name, or n_unit. Units are sorted. */
size_t panel_unit(const cgap_panel *self, const char *name);

/* Index of a time that is there. */
size_t panel_date(const cgap_panel *self, double time);

/* Sorted units and dates without repetition, and values that are all missing. The arrays are used
 * as scratch. False when memory runs out. */
bool panel_make_axes(cgap_panel *self, const char **unit, size_t n_unit, const double *time,
                     size_t n_time);

#endif
