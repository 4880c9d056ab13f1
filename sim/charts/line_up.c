/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "line_up.h"

#include <math.h>
#include <stdlib.h>

#include "cgap/memory.h"

#include "text.h"

bool
cgap_line_up(const cgap_chart_source *source, const char *measure, size_t *order)
{
    double *value = cgap_memory_array(source->n_scenario, sizeof *value);
    bool fine = value != NULL;

    for (size_t s = 0; fine && s < source->n_scenario; s++) {
        cgap_path path;
        size_t at = s;

        fine = cgap_path_union(&path, source, s, measure);
        value[s] = fine ? cgap_path_at(&path, source->end, 1e-6) : NAN;
        value[s] = isfinite(value[s]) ? value[s] : HUGE_VAL;
        cgap_path_free(&path);
        for (; at > 0 && value[order[at - 1]] > value[s]; at--) {
            order[at] = order[at - 1];
        }
        order[at] = s;
    }
    free(value);
    return fine;
}

void
cgap_line_up_names(const cgap_chart_source *source, const size_t *order, cgap_figure *figure,
                   size_t panel)
{
    cgap_line_up_rows(source, order, source->n_scenario, figure, panel);
}

/* One type size for all names, small enough for the longest of them. */
static double
size_of_names(const cgap_chart_source *source, const size_t *order, size_t n, double room)
{
    double size = CGAP_SIZE_LABEL;

    for (size_t r = 0; r < n; r++) {
        size = cgap_text_size(source->scenario[order[r]], size, order[r] == source->baseline, room,
                              CGAP_SIZE_LEAST);
    }
    return size;
}

void
cgap_line_up_rows(const cgap_chart_source *source, const size_t *order, size_t n,
                  cgap_figure *figure, size_t panel)
{
    double room = figure->inset + figure->grid.left - 10.0;
    double size = size_of_names(source, order, n, room);

    for (size_t r = 0; r < n && !figure->failed; r++) {
        bool base = order[r] == source->baseline;
        char *name = cgap_text_shorten(source->scenario[order[r]], size, base, room);

        if (name == NULL) {
            figure->failed = true;
            return;
        }
        cgap_figure_text(figure, figure->panel[panel].left - 8.0,
                         cgap_figure_y(figure, panel, (double) (n - r) - 0.5), name,
                         (cgap_text_style){size, base, "text_colour", 1});
        free(name);
    }
}
