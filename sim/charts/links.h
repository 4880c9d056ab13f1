/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CHARTS_LINKS_H
#define CGAP_CHARTS_LINKS_H
/* Links of a network in a few classes, wider and darker the stronger they are, and their key. */
#include <stddef.h>

#include "figure.h"

enum { CGAP_MOST_LINK = 6 }; /* classes of a scale */

typedef struct cgap_link_scale {
    const char *colours; /* array of plots/style.gp without its _colour, from little to much */
    size_t shades;       /* colours in it */
    double sign;         /* -1: classes count downwards from 0 */
    bool plus;           /* limits are written with their sign */
    double limit[CGAP_MOST_LINK + 1]; /* lower ends; what is below the first is no link */
    size_t n, n_shown;                /* classes that occur; that shades are dealt out over */
    int decimals;
} cgap_link_scale;

/** @brief Classes of one width, 1, 2 or 5 times a power of ten, as many as reach @p most; values
 *  below one width are no link. */
cgap_link_scale cgap_link_scale_levels(const char *colours, size_t shades, double most);

/** @brief Classes of differences in one direction, each twice as large or so as the one before.
 *  @param[in] most largest difference in either direction, so that both have the same limits
 *  @param[in] own  largest in this one */
cgap_link_scale cgap_link_scale_changes(const char *colours, size_t shades, double sign,
                                        double most, double own);

/** @brief Class of a value, counted from 1; 0: no link, NaN too. */
size_t cgap_link_class(const cgap_link_scale *self, double value);

/** @brief Opens a block of lines of a class, @p thick times as wide as usual. */
void cgap_link_mark(const cgap_link_scale *self, cgap_figure *figure, size_t panel, size_t class,
                    double thick);

/** @brief A row of samples of @p n scales; those that count downwards begin with the largest. */
void cgap_link_key(cgap_figure *figure, const cgap_link_scale *scale, size_t n);

#endif
