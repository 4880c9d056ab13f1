/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How unequal a panel is, and who lies how far behind the best. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "cgap/memory.h"

#include "panel_source.h"
#include "panels.h"
#include "text.h"

enum { MOST_BAR = 32 };

static const double NAME_SIZE = 9.0;

static void
curve(const cgap_panel_source *source, cgap_figure *figure, size_t panel, double time,
      cgap_mark mark)
{
    const cgap_table *lorenz = source->in->lorenz;

    cgap_figure_mark(figure, panel, mark);
    for (size_t r = 0; r < lorenz->n_row; r++) {
        const double row[] = {100.0 * cgap_table_real(lorenz, r, 1),
                              100.0 * cgap_table_real(lorenz, r, 2)};

        if (cgap_table_real(lorenz, r, 0) == time) {
            cgap_figure_row(figure, 2, row);
        }
    }
}

/* Curves of the first and last date; their end is the same corner, so a key names them. */
static void
draw_curves(const cgap_panel_source *source, cgap_figure *figure)
{
    const cgap_scale share = {0.0, 100.0, 25.0, 0};
    size_t last = source->n_time - 1, panel;
    char words[CGAP_WORDS], from[CGAP_WORDS], to[CGAP_WORDS];

    panel = cgap_figure_panel(figure, cgap_panel_text(source, CGAP_T_PANEL_LORENZ),
                              cgap_panel_text(source, CGAP_T_PANEL_LORENZ_UNIT), share, share);
    cgap_figure_mark(figure, panel, (cgap_mark){CGAP_MARK_LINE, "axis_colour", 1.0, 2});
    for (int end = 0; end < 2; end++) {
        const double row[] = {100.0 * end, 100.0 * end};

        cgap_figure_row(figure, 2, row);
    }
    if (last > 0) {
        curve(source, figure, panel, source->time[0],
              (cgap_mark){CGAP_MARK_LINE, "practice_colour", 1.8, 2});
    }
    curve(source, figure, panel, source->time[last],
          (cgap_mark){CGAP_MARK_LINE, "formal_colour", 2.0, 1});
    for (size_t k = 0; k < 2 && !figure->failed; k++) {
        size_t t = k == 0 ? last : 0;
        const cgap_panel *p = &figure->panel[panel];
        double y = p->top + 14.0 + 16.0 * (double) k;
        cgap_stroke stroke = {p->left + 8.0,  y, p->left + 38.0, y, k == 0 ? 2.0 : 1.8,
                              k == 0 ? 1 : 2, ""};

        if (k == 1 && last == 0) {
            break;
        }
        cgap_date_words(source->language, source->time[t], from);
        cgap_value_words(source->language, cgap_panel_spread(source, t, "gini"), to);
        (void) cgap_phrase(words, sizeof words, source->language, CGAP_T_PANEL_GINI, from, to,
                           NULL);
        (void) snprintf(stroke.colour, sizeof stroke.colour, "%s",
                        k == 0 ? "formal_colour" : "practice_colour");
        cgap_figure_stroke(figure, stroke);
        cgap_figure_text(figure, p->left + 43.0, y, words,
                         (cgap_text_style){CGAP_SIZE_SMALL, false, "text_colour", -1});
    }
}

/* Height of the place of a listed unit, from the top; the gap of those not shown is two high. */
static double
height_of(cgap_selection list, size_t place)
{
    double total = (double) list.shown + (list.hidden > 0 ? 2.0 : 0.0);

    return total - 1.0 - (double) place - (place >= list.top ? 2.0 : 0.0);
}

/* Where the gaps were at the first date: rings on white discs, so that bars do not hide them. */
static void
draw_rings(const cgap_panel_source *source, cgap_figure *figure, size_t panel, const size_t *order,
           cgap_selection list, double factor)
{
    const cgap_mark marks[] = {{CGAP_MARK_POINT, "paper_colour", 0.85, 7},
                               {CGAP_MARK_POINT, "practice_colour", 0.7, 6}};

    for (size_t m = 0; m < 2 && source->n_time > 1; m++) {
        cgap_figure_mark(figure, panel, marks[m]);
        for (size_t k = 0; k < list.shown; k++) {
            size_t i = order[cgap_selection_at(list, source->n_unit, k)];
            const double row[] = {cgap_panel_unit(source, i, 0, "gap_best") / factor,
                                  height_of(list, k) + 0.5};

            cgap_figure_row(figure, 2, row);
        }
    }
}

/* Pixels for the longest name that is listed, as far as there is room. */
static double
name_room(const cgap_panel_source *source, const size_t *order, cgap_selection list)
{
    double longest = 20.0;

    for (size_t k = 0; k < list.shown; k++) {
        size_t i = order[cgap_selection_at(list, source->n_unit, k)];

        longest = fmax(longest, cgap_text_width(source->name[i], NAME_SIZE, false));
    }
    return fmin(130.0, longest + 12.0);
}

/* What bars and rings stand for. */
static void
bar_words(const cgap_panel_source *source, cgap_magnitude magnitude, char *unit)
{
    size_t last = source->n_time - 1;
    char from[CGAP_WORDS], to[CGAP_WORDS];

    cgap_date_words(source->language, source->time[0], from);
    cgap_date_words(source->language, source->time[last], to);
    if (last > 0) {
        (void) cgap_phrase(unit, CGAP_WORDS, source->language, CGAP_T_PANEL_BAR_RING, to, from,
                           magnitude.words, NULL);
    } else {
        (void) cgap_phrase(unit, CGAP_WORDS, source->language, CGAP_T_PANEL_BAR, to,
                           magnitude.words, NULL);
    }
}

static void
draw_bars(const cgap_panel_source *source, cgap_figure *figure, const size_t *order,
          cgap_selection list)
{
    size_t last = source->n_time - 1, n = source->n_unit, panel;
    cgap_range range = {0.0, 0.0};
    cgap_scale y = {0.0, (double) list.shown + (list.hidden > 0 ? 2.0 : 0.0), 0.0, 0}, x;
    cgap_magnitude magnitude;
    char unit[CGAP_WORDS];

    for (size_t k = 0; k < list.shown; k++) {
        size_t i = order[cgap_selection_at(list, n, k)];

        cgap_range_value(&range, cgap_panel_unit(source, i, last, "gap_best"));
        cgap_range_value(&range, cgap_panel_unit(source, i, 0, "gap_best"));
    }
    magnitude = cgap_magnitude_of(source->language, range.high);
    x = cgap_scale_round(0.0, range.high > 0.0 ? range.high / magnitude.factor : 1.0, 4);
    bar_words(source, magnitude, unit);
    panel =
        cgap_figure_panel(figure, cgap_panel_text(source, CGAP_T_PANEL_GAP_TO_BEST), unit, x, y);
    if (figure->failed) {
        return;
    }
    figure->panel[panel].x_grid = true;
    figure->panel[panel].y_grid = false;
    cgap_figure_mark(figure, panel, (cgap_mark){CGAP_MARK_BOX, "formal_colour", 0.75, 1});
    for (size_t k = 0; k < list.shown; k++) {
        size_t i = order[cgap_selection_at(list, n, k)];
        double place = height_of(list, k);
        const double row[] = {0.0, place + 0.14,
                              cgap_panel_unit(source, i, last, "gap_best") / magnitude.factor,
                              place + 0.86};

        cgap_figure_row(figure, 4, row);
        cgap_panel_name(figure, figure->panel[panel].left - 5.0,
                        cgap_figure_y(figure, panel, place + 0.5), source->name[i],
                        figure->grid.left - 8.0,
                        (cgap_text_style){NAME_SIZE, false, "text_colour", 1});
    }
    draw_rings(source, figure, panel, order, list, magnitude.factor);
    if (list.hidden > 0) {
        char count[CGAP_NUMBER_WORDS];

        (void) cgap_phrase(unit, sizeof unit, source->language, CGAP_T_PANEL_MORE_BETWEEN,
                           cgap_count_words(source->language, list.hidden, count), NULL);
        cgap_figure_text(figure, figure->panel[panel].left + 6.0,
                         cgap_figure_y(figure, panel, height_of(list, list.top) + 2.0), unit,
                         (cgap_text_style){9.0, false, "muted_colour", -1});
    }
}

static void
say(const cgap_panel_source *source, const size_t *order, char *title)
{
    size_t last = source->n_time - 1, far = order[0];
    double gini = cgap_panel_spread(source, last, "gini");
    char gap[CGAP_WORDS], to[CGAP_NUMBER_WORDS], change[CGAP_WORDS];
    bool behind = cgap_panel_unit(source, far, last, "gap_best") > 0.0;

    cgap_value_words(source->language, cgap_panel_unit(source, far, last, "gap_best"), gap);
    cgap_date_words(source->language, source->time[last], to);
    if (isfinite(gini) && last > 0 && isfinite(cgap_panel_spread(source, 0, "gini"))) {
        cgap_panel_change_words(source->language, cgap_panel_spread(source, 0, "gini"), gini,
                                change);
        (void) cgap_phrase(title, CGAP_LONG, source->language,
                           behind ? CGAP_T_PANEL_FURTHEST_GINI : CGAP_T_PANEL_EQUAL_GINI, change,
                           to, behind ? source->name[far] : NULL, gap, NULL);
    } else {
        (void) cgap_phrase(title, CGAP_LONG, source->language,
                           behind ? CGAP_T_PANEL_FURTHEST : CGAP_T_PANEL_EQUAL, to,
                           behind ? source->name[far] : NULL, gap, NULL);
    }
}

void
cgap_panel_chart_lorenz(const cgap_panel_source *source, cgap_figure *figure)
{
    size_t n = source->n_unit, last = source->n_time - 1;
    double *gap = cgap_memory_array(n, sizeof *gap);
    size_t *order = cgap_memory_array(n, sizeof *order);
    cgap_selection list = cgap_panel_select(n, MOST_BAR);
    bool curves = isfinite(cgap_panel_spread(source, last, "gini")) &&
                  isfinite(cgap_panel_spread(source, 0, "gini"));
    char title[CGAP_LONG], what[CGAP_LONG];

    if (gap == NULL || order == NULL) {
        figure->failed = true;
    } else if (n < 2) {
        cgap_figure_lacks(figure, "one unit has nobody to lie behind");
    } else {
        cgap_grid grid = {
            curves ? 2 : 1, 1,    fmax(curves ? 200.0 : 40.0, 11.5 * (double) list.shown),
            36.0,           16.0, 48.0,
            26.0,           0.0};

        for (size_t i = 0; i < n; i++) {
            gap[i] = cgap_panel_unit(source, i, last, "gap_best");
        }
        cgap_panel_order(gap, n, order);
        say(source, order, title);
        (void) snprintf(
            what, sizeof what, "%s%s%s",
            cgap_panel_text(source, curves ? CGAP_T_PANEL_LORENZ_WHAT : CGAP_T_PANEL_NO_LORENZ),
            list.hidden > 0 ? " " : "",
            list.hidden > 0 ? cgap_panel_text(source, CGAP_T_PANEL_BARS_SOME) : "");
        cgap_panel_head(source, figure, title, what);
        cgap_figure_grid(figure, grid);
        if (curves) {
            draw_curves(source, figure);
        }
        figure->grid.left = name_room(source, order, list);
        draw_bars(source, figure, order, list);
    }
    free(gap);
    free(order);
}
