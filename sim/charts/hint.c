/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values under the pointer: invisible places of the SVG that carry a title. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "figure.h"
#include "text.h"

enum { LEAST = 8 }; /* pixels; a smaller place is hard to find with a pointer */

void
cgap_figure_hint(cgap_figure *self, size_t panel, cgap_place place, const char *text)
{
    const cgap_panel *p;
    double left, right, top, bottom;
    char *clean;

    if (self->failed || !isfinite(place.x_low + place.x_high + place.y_low + place.y_high)) {
        return;
    }
    p = &self->panel[panel];
    left = cgap_figure_x(self, panel, fmin(place.x_low, place.x_high));
    right = cgap_figure_x(self, panel, fmax(place.x_low, place.x_high));
    top = cgap_figure_y(self, panel, fmax(place.y_low, place.y_high));
    bottom = cgap_figure_y(self, panel, fmin(place.y_low, place.y_high));
    if (right - left < LEAST) {
        left = 0.5 * (left + right - LEAST);
        right = left + LEAST;
    }
    if (bottom - top < LEAST) {
        top = 0.5 * (top + bottom - LEAST);
        bottom = top + LEAST;
    }
    left = fmax(left, p->left - LEAST);
    top = fmax(top, p->top - LEAST);
    right = fmin(right, p->right + LEAST);
    bottom = fmin(bottom, p->bottom + LEAST);
    clean = cgap_text_clean(text);
    self->failed = clean == NULL;
    if (clean != NULL && right > left && bottom > top) {
        cgap_sink_add(&self->hints,
                      "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>", left,
                      top, right - left, bottom - top);
        cgap_sink_xml(&self->hints, clean);
        cgap_sink_add(&self->hints, "</title></rect>\n");
    }
    free(clean);
}
