/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CHARTS_TILES_H
#define CGAP_CHARTS_TILES_H
/* Tile-grid maps: every member one tile of the same size, small states as visible as large ones. */
#include <stdbool.h>
#include <stddef.h>

#include "figure.h"
#include "source.h"

/* A member's value, NaN where it has none; what context points to is the chart's affair. */
typedef double (*cgap_tile_value)(const void *context, const char *member);

/* A variable of members.csv in one scenario at one date: context of cgap_tile_at. */
typedef struct cgap_tile_date {
    const cgap_chart_source *source;
    size_t scenario;
    const char *variable;
    double time;
} cgap_tile_date;

double cgap_tile_at(const void *context, const char *member);

/** @brief True when the folder has tiles and members have the formal index; else says what is
 *  missing. */
bool cgap_tiles_ready(const cgap_chart_source *source, cgap_figure *figure);

/** @brief Grid of @p maps maps of the right shape, three in a row on a page (four where they are
 *  more than twelve), two in a column. */
cgap_grid cgap_tiles_grid(const cgap_chart_source *source, const cgap_figure *figure, size_t maps);

/** @brief Next panel of the grid as a map. Values are shown times 100, with their sign when the
 *  palette of the figure is diverging. */
void cgap_tiles_draw(const cgap_chart_source *source, cgap_figure *figure, const char *title,
                     cgap_tile_value value, const void *context);

#endif
