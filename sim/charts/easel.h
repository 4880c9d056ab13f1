/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CHARTS_EASEL_H
#define CGAP_CHARTS_EASEL_H
/* From figures to files of one folder: FOLDER/NAME.svg, .png, .pdf and FOLDER/data/NAME.gp, .dat.
 */
#include "cgap/charts.h"

#include "figure.h"
#include "gnuplot.h"

enum { CGAP_N_PICTURE = 3 }; /* svg, png, pdf */

/* A figure on its way to its files. */
typedef struct cgap_canvas {
    char *name;   /* of the files, without ending; owned */
    char *title;  /* owned */
    char *detail; /* owned */
    char *hints;  /* owned */
} cgap_canvas;

typedef struct cgap_easel {
    const char *gnuplot;
    bool column, format[CGAP_N_PICTURE];
    size_t processes;
    char *folder, *plots; /* owned */
    size_t n_figure, n_drawing;
    cgap_canvas *figure;
    cgap_drawing *drawing;
} cgap_easel;

/** @brief Reads the options; nothing is touched on disk.
 *  @param[in] folder where the pictures go
 *  @retval CGAP_E_INPUT unknown format or size */
cgap_status cgap_easel_init(cgap_easel *self, const char *folder, const cgap_chart_options *options,
                            cgap_error *err) CGAP_CHECKED;

/** @brief Looks for gnuplot, makes the folder and its data folder, and room for figures.
 *  @param[in] most figures at most
 *  @retval CGAP_E_TOOL gnuplot is missing or too old */
cgap_status cgap_easel_open(cgap_easel *self, size_t most, cgap_error *err) CGAP_CHECKED;

/** @brief Writes layout and data of a complete figure and remembers to draw it.
 *  @param[in] name of its files; taken over, NULL: out of memory */
cgap_status cgap_easel_add(cgap_easel *self, char *name, cgap_figure *figure, const char *source,
                           cgap_error *err) CGAP_CHECKED;

/** @brief Draws all figures in all formats. */
cgap_status cgap_easel_draw(const cgap_easel *self, cgap_error *err) CGAP_CHECKED;

void cgap_easel_free(cgap_easel *self); /* safe twice and on zeroes */

#endif
