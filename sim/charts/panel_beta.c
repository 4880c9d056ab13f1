/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Beta convergence of a panel: growth against the start, with the regression line and names. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

#include "panel_source.h"
#include "panels.h"
#include "text.h"

enum { ALL_NAMED = 45, MOST_NAMED = 20, LINE_BOX = 200 };

static const double NAME_SIZE = 8.5, NAME_WIDTH = 90.0;

typedef struct box {
    double left, right, top, bottom; /* pixels */
} box;

/* Points with what their names must keep away from. */
typedef struct scatter {
    const cgap_panel_source *source;
    size_t n, n_taken, n_line;
    double *start, *growth, *fitted, *distance; /* [n] */
    size_t *order;                              /* [n] */
    box *taken;                                 /* [2 n]: points, then names */
    box line[LINE_BOX];                         /* along the line; names keep off where they can */
    cgap_magnitude magnitude;
    size_t panel;
} scatter;

static double
cell(const scatter *self, size_t unit, const char *column)
{
    const cgap_table *growth = self->source->in->growth;

    return cgap_table_real(growth, unit, cgap_table_find(growth, column));
}

static bool
read_scatter(scatter *self)
{
    size_t n = self->n;
    double *number = cgap_memory_array(4 * n, sizeof *number);

    self->start = number;
    self->order = cgap_memory_array(n, sizeof *self->order);
    self->taken = cgap_memory_array(2 * n, sizeof *self->taken);
    if (number == NULL || self->order == NULL || self->taken == NULL) {
        return false;
    }
    self->growth = number + n;
    self->fitted = number + 2 * n;
    self->distance = number + 3 * n;
    for (size_t i = 0; i < n; i++) {
        self->start[i] = cell(self, i, "start");
        self->growth[i] = 100.0 * cell(self, i, "growth");
        self->fitted[i] = 100.0 * cell(self, i, "fitted");
    }
    return true;
}

static void
free_scatter(scatter *self)
{
    free(self->start);
    free(self->order);
    free(self->taken);
}

static bool
overlap(const box *a, const box *b)
{
    return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

static bool
is_free(const scatter *self, const cgap_panel *p, box want, size_t own, bool off_line)
{
    if (want.left < p->left + 2.0 || want.right > p->right + 8.0 || want.top < p->top ||
        want.bottom > p->bottom - 2.0) {
        return false;
    }
    for (size_t k = 0; k < self->n_taken; k++) {
        if (k != own && overlap(&want, &self->taken[k])) {
            return false;
        }
    }
    for (size_t k = 0; k < self->n_line && off_line; k++) {
        if (overlap(&want, &self->line[k])) {
            return false;
        }
    }
    return true;
}

/* Puts the name where it meets nothing; false: there is no such place. */
static bool
put_name(scatter *self, cgap_figure *figure, size_t unit, bool off_line)
{
    static const double way[][2] = {{1, 0},  {-1, 0}, {0, -1},  {0, 1},
                                    {1, -1}, {1, 1},  {-1, -1}, {-1, 1}};
    const cgap_panel *p = &figure->panel[self->panel];
    const box *point = &self->taken[unit];
    char *name = cgap_text_shorten(self->source->name[unit], NAME_SIZE, false, NAME_WIDTH);
    double half = name == NULL ? 0.0 : 0.5 * cgap_text_width(name, NAME_SIZE, false);
    bool done = false;

    figure->failed = figure->failed || name == NULL;
    for (size_t w = 0; w < sizeof way / sizeof way[0] && !figure->failed && !done; w++) {
        double shift = way[w][1] == 0.0 ? 6.0 : 3.0;
        double x = 0.5 * (point->left + point->right) + way[w][0] * (half + shift);
        double y = 0.5 * (point->top + point->bottom) + way[w][1] * 9.0;
        box want = {x - half - 1.0, x + half + 1.0, y - 5.5, y + 5.5};

        if (is_free(self, p, want, unit, off_line)) {
            cgap_figure_text(figure, x, y, name,
                             (cgap_text_style){NAME_SIZE, false, "text_colour", 0});
            self->taken[self->n_taken++] = want;
            done = true;
        }
    }
    free(name);
    return done;
}

/* Small boxes along the line, between neighbours of the start. Changes order. */
static void
line_boxes(scatter *self, const cgap_figure *figure)
{
    double x = 0.0, y = 0.0;

    self->n_line = 0;
    cgap_panel_order(self->start, self->n, self->order);
    for (size_t k = 0; k < self->n; k++) {
        size_t i = self->order[k];
        double to = cgap_figure_x(figure, self->panel, self->start[i] / self->magnitude.factor);
        double high = cgap_figure_y(figure, self->panel, self->fitted[i]);
        size_t steps = k == 0 ? 0 : (size_t) (fmax(fabs(to - x), fabs(high - y)) / 6.0) + 1;

        for (size_t s = 1; s <= steps && self->n_line < LINE_BOX; s++) {
            double part = (double) s / (double) steps;
            double across = x + part * (to - x), down = y + part * (high - y);

            self->line[self->n_line++] = (box){across - 2.0, across + 2.0, down - 2.0, down + 2.0};
        }
        x = to;
        y = high;
    }
}

/* Names in order of the distance from the middle of the cloud; returns how many found a place. */
static size_t
name_points(scatter *self, cgap_figure *figure)
{
    const cgap_panel *p = &figure->panel[self->panel];
    size_t most = self->n <= ALL_NAMED ? self->n : MOST_NAMED, named = 0;

    for (size_t i = 0; i < self->n; i++) {
        double x = cgap_figure_x(figure, self->panel, self->start[i] / self->magnitude.factor);
        double y = cgap_figure_y(figure, self->panel, self->growth[i]);
        double across = (x - 0.5 * (p->left + p->right)) / (p->right - p->left);
        double off =
            (y - cgap_figure_y(figure, self->panel, self->fitted[i])) / (p->bottom - p->top);

        self->taken[i] = (box){x - 3.5, x + 3.5, y - 3.5, y + 3.5};
        self->distance[i] = isfinite(off) ? across * across + 4.0 * off * off : across * across;
    }
    self->n_taken = self->n;
    line_boxes(self, figure);
    cgap_panel_order(self->distance, self->n, self->order);
    for (size_t k = 0; k < self->n && named < most && !figure->failed; k++) {
        named += put_name(self, figure, self->order[k], true) ||
                 put_name(self, figure, self->order[k], false);
    }
    return named;
}

static void
draw_points(scatter *self, cgap_figure *figure)
{
    cgap_panel_level(figure, self->panel, 0.0, "axis_colour");
    cgap_panel_order(self->start, self->n, self->order);
    cgap_figure_mark(figure, self->panel, (cgap_mark){CGAP_MARK_LINE, "practice_colour", 1.6, 1});
    for (size_t k = 0; k < self->n; k++) {
        const double row[] = {self->start[self->order[k]] / self->magnitude.factor,
                              self->fitted[self->order[k]]};

        cgap_figure_row(figure, 2, row);
    }
    cgap_figure_mark(figure, self->panel,
                     (cgap_mark){CGAP_MARK_POINT, "formal_colour", self->n > 60 ? 0.55 : 0.7, 7});
    for (size_t i = 0; i < self->n; i++) {
        const double row[] = {self->start[i] / self->magnitude.factor, self->growth[i]};

        cgap_figure_row(figure, 2, row);
    }
}

static void
say(const cgap_panel_source *source, char *title)
{
    double beta = cgap_panel_span(source, "beta"), p = cgap_panel_span(source, "beta_p");
    double first = cgap_panel_spread(source, 0, "sd");
    double last = cgap_panel_spread(source, source->n_time - 1, "sd");
    bool falls = last < first, clear = beta < 0.0 && (p < 0.05 || !isfinite(p));
    static const cgap_text_key key[3][2] = {
        {CGAP_T_PANEL_BETA_FASTER_AND, CGAP_T_PANEL_BETA_FASTER_YET},
        {CGAP_T_PANEL_BETA_UNCLEAR_AND, CGAP_T_PANEL_BETA_UNCLEAR_YET},
        {CGAP_T_PANEL_BETA_SLOWER_AND, CGAP_T_PANEL_BETA_SLOWER_YET}};
    size_t rank = clear ? 0 : beta < 0.0 ? 1 : 2;
    char spread[CGAP_WORDS], slope[CGAP_WORDS], chance[CGAP_WORDS] = "", number[CGAP_NUMBER_WORDS];

    cgap_panel_change_words(source->language, first, last, spread);
    cgap_value_words(source->language, beta, slope);
    if (isfinite(p)) {
        bool tiny = p < 0.001;

        chance[0] = ' ';
        (void) cgap_phrase(
            chance + 1, sizeof chance - 1, source->language,
            tiny ? CGAP_T_PANEL_P_BELOW : CGAP_T_PANEL_P_IS,
            cgap_decimal_words(source->language, tiny ? 0.001 : p, p < 0.1 ? 3 : 2, false, number),
            NULL);
    }
    (void) cgap_phrase(title, CGAP_LONG, source->language, key[rank][clear == falls ? 0 : 1],
                       spread, slope, chance, NULL);
}

static void
explain(const scatter *self, size_t named, char *what)
{
    const cgap_panel_source *source = self->source;
    double life = cgap_panel_span(source, "beta_half_life");
    char number[2][CGAP_NUMBER_WORDS];
    char first[CGAP_WORDS], last[CGAP_WORDS], half[CGAP_WORDS] = "", names[CGAP_WORDS] = "";

    cgap_value_words(source->language, cgap_panel_spread(source, 0, "sd"), first);
    cgap_value_words(source->language, cgap_panel_spread(source, source->n_time - 1, "sd"), last);
    if (isfinite(life)) {
        half[0] = ' ';
        (void) cgap_phrase(half + 1, sizeof half - 1, source->language, CGAP_T_PANEL_HALF_LIFE,
                           cgap_decimal_words(source->language, life, 1, false, number[0]), NULL);
    }
    if (named < self->n) {
        names[0] = ' ';
        (void) cgap_phrase(names + 1, sizeof names - 1, source->language, CGAP_T_PANEL_NAMED,
                           cgap_count_words(source->language, named, number[0]),
                           cgap_count_words(source->language, self->n, number[1]), NULL);
    }
    (void) cgap_phrase(what, CGAP_LONG - CGAP_WORDS, source->language, CGAP_T_PANEL_BETA_WHAT, half,
                       first, last, NULL);
    (void) strcat(what, names);
}

/* The head needs to know how many names found a place, and the place depends on the head's height:
 * the points are laid out under a head of the same length first. */
static size_t
lay_out(scatter *self, cgap_figure *figure, size_t named, cgap_scale x, cgap_scale y)
{
    char title[CGAP_LONG], what[CGAP_LONG], unit[CGAP_WORDS];
    cgap_grid grid = {1, 1, 330.0, cgap_scale_room(y), 20.0, 34.0, 44.0, 0.0};

    say(self->source, title);
    explain(self, named, what);
    cgap_panel_head(self->source, figure, title, what);
    cgap_figure_grid(figure, grid);
    self->panel = cgap_figure_panel(figure, "",
                                    cgap_panel_text(self->source, CGAP_T_PANEL_GROWTH_UNIT), x, y);
    if (figure->failed) {
        return 0;
    }
    (void) cgap_phrase(unit, sizeof unit, self->source->language, CGAP_T_PANEL_AT_START,
                       self->magnitude.words, NULL);
    cgap_figure_text(figure, figure->panel[self->panel].right,
                     figure->panel[self->panel].bottom + 32.0, unit,
                     (cgap_text_style){CGAP_SIZE_SMALL, false, "muted_colour", 1});
    draw_points(self, figure);
    return name_points(self, figure);
}

void
cgap_panel_chart_beta(const cgap_panel_source *source, cgap_figure *figure)
{
    scatter self = {.source = source, .n = source->in->growth->n_row};
    cgap_range x = CGAP_RANGE_INIT, y = {0.0, 0.0};
    cgap_figure trial;
    size_t named;

    if (source->n_time < 2) {
        cgap_figure_lacks(figure, "one date has no growth; give two dates or more");
    } else if (self.n == 0) {
        cgap_figure_lacks(figure, "growth takes logarithms and a value at the first or last date "
                                  "is not above 0");
    } else if (!isfinite(cgap_panel_span(source, "beta"))) {
        cgap_figure_lacks(figure, "beta needs two units that start apart");
    } else if (!read_scatter(&self)) {
        figure->failed = true;
    } else {
        for (size_t i = 0; i < self.n; i++) {
            cgap_range_value(&x, self.start[i]);
            cgap_range_value(&y, self.growth[i]);
            cgap_range_value(&y, self.fitted[i]);
        }
        self.magnitude = cgap_magnitude_of(source->language, x.high);
        x.low /= self.magnitude.factor;
        x.high /= self.magnitude.factor;
        cgap_figure_init(&trial, figure->column);
        trial.language = figure->language;
        named = lay_out(&self, &trial, 0, cgap_scale_round(x.low, x.high, 6),
                        cgap_scale_round(y.low, y.high, 5));
        figure->failed = trial.failed;
        cgap_figure_free(&trial);
        (void) lay_out(&self, figure, named, cgap_scale_round(x.low, x.high, 6),
                       cgap_scale_round(y.low, y.high, 5));
    }
    free_scatter(&self);
}
