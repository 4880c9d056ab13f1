/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CHARTS_NAMES_H
#define CGAP_CHARTS_NAMES_H
/* Names beside the points of a scatter, apart from the points and from each other. */
#include <stdbool.h>
#include <stddef.h>

#include "figure.h"

typedef struct cgap_named_point {
    double x, y;        /* data; one with a NaN has no name */
    const char *text;   /* cut where it is long */
    const char *colour; /* of the stroke to a name that had to move away */
    bool bold;
} cgap_named_point;

/** @brief Writes the names inside the panel, those of crowded points first; a name for which there
 * is no free place within the panel is left out. Cost O(n^2) for n names.
 *  @param[in] avoid [n_avoid] places of the data that names keep off, such as lines
 *  @return false when memory runs out */
bool cgap_name_points(cgap_figure *figure, size_t panel, const cgap_named_point *point, size_t n,
                      const cgap_place *avoid, size_t n_avoid);

#endif
