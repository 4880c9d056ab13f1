/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CHARTS_NAMES_INTERNAL_H
#define CGAP_CHARTS_NAMES_INTERNAL_H
/* Names of a scatter while they look for their places; all lengths in pixels of the page. */
#include "names.h"

#define CGAP_NAME_HEIGHT 11.5
#define CGAP_NAMES_CLOSE 26.0 /* points nearer than this crowd each other */

typedef struct cgap_box {
    double left, top, right, bottom;
} cgap_box;

/* A name, where it stands and the stroke from its point. */
typedef struct cgap_name {
    double x, y, width; /* its point; its own width */
    char *text;         /* owned; NULL: the point has no place */
    bool placed;
    cgap_box place;
    cgap_stroke stroke;
    double away; /* length of the stroke */
} cgap_name;

typedef struct cgap_crowd {
    const cgap_panel *panel;
    cgap_box *taken; /* points and lines */
    size_t n_point, n_taken;
    cgap_name *at;
    size_t n;
} cgap_crowd;

/** @brief The name with its upper left corner there, its nearest edge joined to its point. */
cgap_name cgap_name_put(const cgap_name *self, double left, double top);

/** @brief Whether a place for name @p k is inside the panel and off points, lines and names. */
bool cgap_name_free(const cgap_crowd *self, size_t k, const cgap_box *place);

/** @brief How far name @p k is led as @p mine, and what its stroke or one of the others' crosses;
 *  some number of at least @p enough when it is more than that. */
double cgap_name_cost(const cgap_crowd *self, size_t k, const cgap_name *mine, double enough);

/** @brief Names of points that lie close together in one column beside them, in an order in which
 *  no stroke crosses another; names of other points are left as they are.
 *  @param[in] member [n] scratch */
void cgap_names_stack(cgap_crowd *self, size_t *member);

#endif
