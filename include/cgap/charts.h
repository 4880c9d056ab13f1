/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CHARTS_H
#define CGAP_CHARTS_H
/*
 * The figures of a results folder. The room reads only the tables of the folder, chooses the rows a
 * figure shows, writes them with the layout into FOLDER/charts/data/ and lets gnuplot draw the
 * templates of plots/. It estimates nothing: means, intervals and quantiles are columns already.
 */
#include <stddef.h>

#include "cgap/error.h"
#include "cgap/language.h"
#include "cgap/table.h"

typedef struct cgap_chart_options {
    const char *plots;      /* folder of the templates (style.gp, figure.gp) */
    const char *only;       /* name of one chart, or NULL for all that fit the folder */
    const char *formats;    /* comma list of svg, png, pdf; NULL: "svg,png" */
    const char *size;       /* "page" (170 mm) or "column" (85 mm); NULL: "page" */
    const char *gnuplot;    /* program; NULL: "gnuplot" as PATH finds it */
    size_t processes;       /* gnuplot processes at a time, >= 1 */
    cgap_language language; /* of titles, labels and numbers */
} cgap_chart_options;

/** @brief Draws the charts of a results folder into FOLDER/charts/NAME.svg, .png (twice the pixels
 *  of the SVG) and .pdf. A file appears whole or not at all: it is drawn under another name and
 *  then renamed. The data and layout of each figure stay in FOLDER/charts/data/NAME.dat and
 * NAME.gp.
 *
 *  Without `only`, a folder of one scenario gets the charts that need a run, a folder of several
 *  those that need a comparison; charts whose measures the tables do not hold are left out. With
 *  `only`, a chart of a run is drawn for every scenario of a comparison, as NAME-SCENARIO.
 *
 *  Read: union.csv (must be there), members.csv, attribution.csv, comparison.csv, manifest.json
 *  (seed and version for the captions), reference.csv and map.csv (see cgap/reference.h).
 *
 *  @param[out] drawn number of figures (not files) drawn; may be NULL
 *  @retval CGAP_E_INPUT    not a results folder, a table without a column or with a value that is
 *                          not a number, an unknown chart, format or size, a chart asked for by
 *                          name that the tables cannot give
 *  @retval CGAP_E_TOOL     gnuplot is missing, older than 5.4 or failed; err says what to do
 *  @retval CGAP_E_IO       a file under FOLDER/charts could not be written
 *  Cost: a second of processor time per dozen files; one gnuplot process per file. */
cgap_status cgap_charts_draw(const char *folder, const cgap_chart_options *options, size_t *drawn,
                             cgap_error *err) CGAP_CHECKED;

enum { CGAP_LETTERS_SIZE = 64 };

/** @brief Letters on the figures just drawn that no installed font has: a PNG or PDF shows boxes in
 *  their place, an SVG leaves them to the reader's fonts. Asks fontconfig's fc-list, and only about
 *  letters beyond the scripts of Europe; where it is not installed nothing is known to be missing.
 *  @param[in]  pictures FOLDER/charts, or the folder of a measured panel
 *  @param[out] out      CGAP_LETTERS_SIZE bytes: the first few of these letters, "" for none
 *  @return a package of Debian with a font for the first of them; NULL when none is missing */
const char *cgap_charts_unseen(const char *pictures, char *out);

/** @brief The catalogue as a table: name, needs (run, compare or both), shows.
 *  @param[out] out initialised here; the caller frees it with cgap_table_free */
cgap_status cgap_chart_list(cgap_table *out, cgap_error *err) CGAP_CHECKED;

#endif
