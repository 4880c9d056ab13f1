/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CHARTS_PANELS_H
#define CGAP_CHARTS_PANELS_H
/* What several charts put into a panel. */
#include "figure.h"
#include "source.h"

typedef struct cgap_range {
    double low, high; /* NaN before the first value */
} cgap_range;

#define CGAP_RANGE_INIT                                                                            \
    {                                                                                              \
        NAN, NAN                                                                                   \
    }

void cgap_range_value(cgap_range *self, double value);

/** @brief Widens the range to a path, with its outer band where it has one. */
void cgap_range_path(cgap_range *self, const cgap_path *path);

/** @brief Line of the mean over its 50 % and 90 % bands (bands only where the path has them). */
void cgap_panel_fan(cgap_figure *figure, size_t panel, const cgap_path *path, const char *colour);

/** @brief Line of the mean alone. */
void cgap_panel_line(cgap_figure *figure, size_t panel, const cgap_path *path, cgap_mark mark);

/** @brief Outer band alone. */
void cgap_panel_band(cgap_figure *figure, size_t panel, const cgap_path *path, const char *colour,
                     double opacity);

/** @brief Published figures as open circles. */
void cgap_panel_points(cgap_figure *figure, size_t panel, const cgap_path *path);

/** @brief Line at a height over the whole panel. */
void cgap_panel_level(cgap_figure *figure, size_t panel, double y, const char *colour);

/** @brief Mean at the end of a path, written beside it. */
void cgap_panel_end_value(cgap_figure *figure, size_t panel, const cgap_path *path, int decimals);

/** @brief Values of a path under the pointer, one place a year: "NAME, 2020: 0.71". */
void cgap_panel_hints(cgap_figure *figure, size_t panel, const cgap_path *path, const char *name,
                      int decimals);

#endif
