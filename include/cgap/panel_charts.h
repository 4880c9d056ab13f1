/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_PANEL_CHARTS_H
#define CGAP_PANEL_CHARTS_H
/*
 * The figures of a measured panel: sigma, beta, lorenz, departures and, with clubs, clubs. They are
 * drawn from the tables of cgap_panel_tables_make (see cgap/panel_tables.h) and estimate nothing.
 */
#include <stdbool.h>

#include "cgap/charts.h"
#include "cgap/diagnostics.h"
#include "cgap/table.h"

/* What is drawn; everything is borrowed. */
typedef struct cgap_panel_charts {
    const cgap_table *spread, *units, *growth, *span, *lorenz;
    const cgap_table *clubs; /* NULL: clubs were not asked for */
    const char *panel;       /* name for captions, any text */
    const char *version;     /* of the program */
    bool logarithm, lower_is_better;
    size_t dropped;    /* units left out for missing values */
    double confidence; /* of the intervals in spread; NaN: none */
} cgap_panel_charts;

/** @brief Draws what the tables can give into FOLDER/NAME.svg and so on, layout and data into
 *  FOLDER/data. `only` of the options is not used.
 *  @param[in]  folder   is there or can be made
 *  @param[out] left_out a warning for each figure that the panel cannot give; may be NULL
 *  @param[out] drawn    number of figures
 *  @retval CGAP_E_TOOL gnuplot is missing, older than 5.4 or failed; err says what to do
 *  @retval CGAP_E_IO   a file could not be written */
cgap_status cgap_panel_charts_draw(const char *folder, const cgap_panel_charts *what,
                                   const cgap_chart_options *options, cgap_diagnostics *left_out,
                                   size_t *drawn, cgap_error *err) CGAP_CHECKED;

#endif
