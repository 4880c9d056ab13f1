/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every unit against the mean at every date: tiles in the colours of a traffic light that all
 * kinds of colour vision tell apart, blue above the mean and orange below. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

#include "panel_source.h"
#include "panels.h"
#include "text.h"

enum { MOST_ROW = 50, MOST_DATE = 200 };

static const double ROW = 13.5, TILE = 0.94;

typedef struct tiles {
    const cgap_panel_source *source;
    size_t *order;
    cgap_selection list;
    cgap_magnitude magnitude;
    double widest; /* departure at the ends of the palette, in units of the axis */
    bool beyond;   /* some depart further: one outlier shall not pale all others */
    size_t panel;
} tiles;

static double
departure(const tiles *self, size_t unit, size_t t)
{
    return cgap_panel_unit(self->source, unit, t, "departure") / self->magnitude.factor;
}

static double
row_of(const tiles *self, size_t place)
{
    double total = (double) self->list.shown + (self->list.hidden > 0);

    return total - 1.0 - (double) place - (place >= self->list.top);
}

/* The number in its tile, where there is room for it. */
static void
number(const tiles *self, cgap_figure *figure, double x, double y, double value, int decimals)
{
    char words[CGAP_WORDS];

    (void) cgap_decimal_words(self->source->language, value, decimals, true, words);
    cgap_figure_text(figure, x, y, words,
                     (cgap_text_style){9.0, false, cgap_figure_ink(figure, value), 0});
}

static void
draw_rows(const tiles *self, cgap_figure *figure, int decimals, bool numbers)
{
    const cgap_panel_source *source = self->source;

    cgap_figure_mark(figure, self->panel, (cgap_mark){CGAP_MARK_TILE, "text_colour", 1.0, 1});
    for (size_t k = 0; k < self->list.shown && !figure->failed; k++) {
        size_t i = self->order[cgap_selection_at(self->list, source->n_unit, k)];
        double row = row_of(self, k), y = cgap_figure_y(figure, self->panel, row + 0.5 * TILE);

        for (size_t t = 0; t < source->n_time; t++) {
            double x = (double) t;
            const double tile[] = {x, row, source->n_time > 40 ? x + 1.0 : x + 0.97, row + TILE,
                                   departure(self, i, t)};

            cgap_figure_row(figure, 5, tile);
            if (numbers) {
                number(self, figure, cgap_figure_x(figure, self->panel, x + 0.485), y, tile[4],
                       decimals);
            }
        }
        cgap_panel_name(figure, figure->panel[self->panel].left - 5.0, y, source->name[i],
                        figure->grid.left - 8.0,
                        (cgap_text_style){CGAP_SIZE_SMALL, false, "text_colour", 1});
    }
    if (self->list.hidden > 0) {
        char more[CGAP_WORDS], count[CGAP_NUMBER_WORDS];

        (void) cgap_phrase(more, sizeof more, source->language, CGAP_T_PANEL_MORE_BETWEEN,
                           cgap_count_words(source->language, self->list.hidden, count), NULL);
        cgap_figure_text(figure, figure->panel[self->panel].left + 4.0,
                         cgap_figure_y(figure, self->panel, row_of(self, self->list.top) + 1.5),
                         more, (cgap_text_style){9.0, false, "muted_colour", -1});
    }
}

/* A date as the panel has it, with the decimal sign of the language. */
static void
date_words(const cgap_panel_source *source, size_t t, char *words)
{
    char *point;

    (void) snprintf(words, CGAP_WORDS, "%.7g", source->time[t]);
    point = strchr(words, '.');
    if (point != NULL && source->language != CGAP_ENGLISH) {
        *point = ',';
    }
}

/* Dates under their columns, as many as keep apart. */
static void
draw_dates(const tiles *self, cgap_figure *figure)
{
    const cgap_panel_source *source = self->source;
    const cgap_panel *p = &figure->panel[self->panel];
    double wide = (p->right - p->left) / (double) source->n_time;
    size_t each = 1;
    char words[CGAP_WORDS];

    for (size_t t = 0; t < source->n_time; t++) {
        double need;

        date_words(source, t, words);
        need = cgap_text_width(words, CGAP_SIZE_SMALL, false) + 8.0;
        while ((double) each * wide < need && each < source->n_time) {
            each++;
        }
    }
    for (size_t t = 0; t < source->n_time; t += each) {
        date_words(source, t, words);
        cgap_figure_text(figure, cgap_figure_x(figure, self->panel, (double) t + 0.485),
                         p->bottom + 10.0, words,
                         (cgap_text_style){CGAP_SIZE_SMALL, false, "muted_colour", 0});
    }
}

static size_t
above(const cgap_panel_source *source, size_t t)
{
    size_t n = 0;

    for (size_t i = 0; i < source->n_unit; i++) {
        n += cgap_panel_unit(source, i, t, "departure") > 0.0;
    }
    return n;
}

/* Unit that departs furthest at a date. */
static size_t
furthest(const cgap_panel_source *source, size_t t)
{
    size_t far = 0;

    for (size_t i = 1; i < source->n_unit; i++) {
        if (fabs(cgap_panel_unit(source, i, t, "departure")) >
            fabs(cgap_panel_unit(source, far, t, "departure"))) {
            far = i;
        }
    }
    return far;
}

static void
say(const cgap_panel_source *source, char *title)
{
    size_t last = source->n_time - 1, first = furthest(source, 0), now = furthest(source, last);
    double before = fabs(cgap_panel_unit(source, first, 0, "departure"));
    double after = fabs(cgap_panel_unit(source, now, last, "departure"));
    char from[CGAP_NUMBER_WORDS], to[CGAP_NUMBER_WORDS], old[CGAP_WORDS], new[CGAP_WORDS];
    char count[3][CGAP_NUMBER_WORDS];
    bool lower = source->in->lower_is_better;

    cgap_date_words(source->language, source->time[0], from);
    cgap_date_words(source->language, source->time[last], to);
    cgap_value_words(source->language, before, old);
    cgap_value_words(source->language, after, new);
    (void) cgap_count_words(source->language, above(source, 0), count[0]);
    (void) cgap_count_words(source->language, source->n_unit, count[1]);
    (void) cgap_count_words(source->language, above(source, last), count[2]);
    if (last == 0) {
        (void) cgap_phrase(title, CGAP_LONG, source->language,
                           lower ? CGAP_T_PANEL_DEPARTS_BETTER : CGAP_T_PANEL_DEPARTS_ABOVE, to,
                           count[0], count[1], source->name[now], new, NULL);
        return;
    }
    (void) cgap_phrase(title, CGAP_LONG, source->language,
                       lower ? CGAP_T_PANEL_WIDEST_BETTER : CGAP_T_PANEL_WIDEST_ABOVE,
                       cgap_panel_text(source, strcmp(old, new) == 0 ? CGAP_T_PANEL_HARDLY_MOVES
                                               : after < before      ? CGAP_T_PANEL_SHRINKS
                                                                     : CGAP_T_PANEL_GROWS),
                       old, source->name[first], new, source->name[now], count[0], count[1], from,
                       count[2], to, NULL);
}

/* Ends the palette at two standard deviations, those of the date that has the largest. */
static void
narrow_palette(tiles *self)
{
    double most = 0.0;

    for (size_t t = 0; t < self->source->n_time; t++) {
        most = fmax(most, 2.0 * cgap_panel_spread(self->source, t, "sd"));
    }
    self->beyond = self->widest > most;
    self->widest = fmin(self->widest, most);
}

static void
draw(tiles *self, cgap_figure *figure)
{
    const cgap_panel_source *source = self->source;
    double rows = (double) self->list.shown + (self->list.hidden > 0);
    double longest = 40.0, wide, inside;
    cgap_scale x = {0.0, (double) source->n_time, 0.0, 0}, y = {0.0, rows, 0.0, 0};
    cgap_scale number_scale = cgap_scale_round(-self->widest, self->widest, 8);
    cgap_grid grid = {1, 1, ROW * rows, 0.0, 12.0, 4.0, 18.0, 0.0};
    char key[CGAP_WORDS];

    for (size_t k = 0; k < self->list.shown; k++) {
        size_t i = self->order[cgap_selection_at(self->list, source->n_unit, k)];

        longest = fmax(longest, cgap_text_width(source->name[i], CGAP_SIZE_SMALL, false));
    }
    grid.left = fmin(150.0, longest + 10.0);
    inside = figure->width - 2.0 * CGAP_MARGIN - grid.left;
    wide = fmin(90.0, (inside - grid.right) / (double) source->n_time);
    grid.right = inside - wide * (double) source->n_time;
    figure->palette = "diverging";
    figure->palette_low = -self->widest;
    figure->palette_high = self->widest;
    cgap_figure_grid(figure, grid);
    self->panel = cgap_figure_panel(figure, "", "", x, y);
    if (figure->failed) {
        return;
    }
    figure->panel[self->panel].y_grid = false;
    figure->panel[self->panel].x_axis = false;
    draw_rows(self, figure, number_scale.decimals + 1, wide >= 40.0);
    draw_dates(self, figure);
    (void) cgap_phrase(key, sizeof key, source->language,
                       self->beyond ? CGAP_T_PANEL_DEPARTURE_KEY_BEYOND
                                    : CGAP_T_PANEL_DEPARTURE_KEY,
                       self->magnitude.words, NULL);
    cgap_figure_palette_key(figure, key);
}

void
cgap_panel_chart_departures(const cgap_panel_source *source, cgap_figure *figure)
{
    tiles self = {.source = source, .magnitude = {1.0, ""}};
    size_t n = source->n_unit, last = source->n_time - 1;
    double *key = cgap_memory_array(n, sizeof *key);
    char title[CGAP_LONG];

    self.order = cgap_memory_array(n, sizeof *self.order);
    self.list = cgap_panel_select(n, MOST_ROW);
    for (size_t i = 0; key != NULL && i < n; i++) {
        key[i] = cgap_panel_unit(source, i, last, "departure");
        for (size_t t = 0; t <= last; t++) {
            self.widest = fmax(self.widest, fabs(departure(&self, i, t)));
        }
    }
    if (key == NULL || self.order == NULL) {
        figure->failed = true;
    } else if (source->n_time > MOST_DATE) {
        cgap_figure_lacks(figure,
                          "%zu dates are more than tiles can show (at most %d); narrow them "
                          "with --from and --to",
                          source->n_time, MOST_DATE);
    } else if (!(self.widest > 0.0)) {
        cgap_figure_lacks(figure, "all units are equal at every date: nobody departs from the "
                                  "mean");
    } else {
        narrow_palette(&self);
        self.magnitude = cgap_magnitude_of(source->language, self.widest);
        self.widest /= self.magnitude.factor;
        cgap_panel_order(key, n, self.order);
        say(source, title);
        cgap_panel_head(source, figure, title,
                        cgap_panel_text(source, self.list.hidden > 0
                                                    ? CGAP_T_PANEL_DEPARTURES_WHAT_SOME
                                                    : CGAP_T_PANEL_DEPARTURES_WHAT));
        draw(&self, figure);
    }
    free(key);
    free(self.order);
}
