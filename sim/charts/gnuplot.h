/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CHARTS_GNUPLOT_H
#define CGAP_CHARTS_GNUPLOT_H
/* Running gnuplot: by argument list, never through a shell, several processes at a time. */
#include <stddef.h>

#include "cgap/error.h"

typedef struct cgap_drawing {
    char *variables;    /* NAME.gp; owned */
    char *part;         /* file gnuplot writes; owned */
    char *output;       /* name it gets when it is whole; owned */
    char format[4];     /* svg, png, pdf */
    const char *name;   /* of the figure; borrowed */
    const char *title;  /* clean text; borrowed */
    const char *detail; /* clean text for screen readers; borrowed */
    const char *hints;  /* elements of the SVG that tell values; borrowed */
} cgap_drawing;

/** @retval CGAP_E_TOOL gnuplot is missing or older than 5.4; err says what to install */
cgap_status cgap_gnuplot_check(const char *program, cgap_error *err) CGAP_CHECKED;

/** @brief Draws all, at most @p processes at a time, each into its part file, and renames what
 *  succeeded. Stops starting new ones after the first failure.
 *  @retval CGAP_E_TOOL gnuplot failed; err holds its first message */
cgap_status cgap_gnuplot_draw(const char *program, const char *plots, const cgap_drawing *drawing,
                              size_t n, size_t processes, cgap_error *err) CGAP_CHECKED;

/** @brief Rewrites an SVG of gnuplot for use inside a page: typeface with stand-ins, bold as
 * weight, names of its own, title and description for screen readers.
 *  @retval CGAP_E_IO a file could not be read or written */
cgap_status cgap_svg_finish(const cgap_drawing *drawing, cgap_error *err) CGAP_CHECKED;

#endif
