/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pareto scatter: scenarios by two criteria, with their names and the front. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

#include "chart.h"
#include "criteria.h"
#include "names.h"
#include "panels.h"
#include "text.h"
#include "words.h"

/* Scenarios in the plane of two criteria. */
typedef struct plane {
    cgap_judged x, y;
    size_t n;
    double *at[2];   /* [n] scaled means; one block, owned through at[0] */
    bool *front;     /* [n] no other is as good in one and better in the other; owned */
    bool *dominated; /* [n] by another in all criteria, as dominance.csv has it; owned */
} plane;

static void
plane_free(plane *self)
{
    free(self->at[0]);
    free(self->front);
    free(self->dominated);
}

/* How scenario b compares with a on an axis: above 0 where b is better. */
static double
lead(const plane *self, size_t axis, size_t a, size_t b)
{
    int better = axis == 0 ? self->x.better : self->y.better;

    return better * (self->at[axis][b] - self->at[axis][a]);
}

static bool
beaten(const plane *self, size_t s)
{
    for (size_t other = 0; other < self->n; other++) {
        double x = lead(self, 0, s, other), y = lead(self, 1, s, other);

        if (x >= 0.0 && y >= 0.0 && x + y > 0.0) {
            return true;
        }
    }
    return false;
}

static bool
plane_read(plane *self, const cgap_chart_source *source, const cgap_judged *x, const cgap_judged *y)
{
    const cgap_frame *f = &source->dominance;
    size_t n = source->n_scenario;

    *self = (plane){.x = *x, .y = *y, .n = n};
    self->at[0] = cgap_memory_array(n, 2 * sizeof *self->at[0]);
    self->front = cgap_memory_array(n, sizeof *self->front);
    self->dominated = cgap_memory_array(n, sizeof *self->dominated);
    if (self->at[0] == NULL || self->front == NULL || self->dominated == NULL) {
        return false;
    }
    self->at[1] = self->at[0] + n;
    for (size_t s = 0; s < n; s++) {
        const uint32_t want[] = {CGAP_ANY, f->present ? cgap_frame_id(f, 1, source->scenario[s])
                                                      : CGAP_UNKNOWN};
        size_t row = SIZE_MAX;

        self->at[0][s] = cgap_criterion_mean(source, x, s);
        self->at[1][s] = cgap_criterion_mean(source, y, s);
        self->dominated[s] = f->present && cgap_frame_next(f, want, &row);
    }
    for (size_t s = 0; s < n; s++) {
        self->front[s] = isfinite(self->at[0][s] + self->at[1][s]) && !beaten(self, s);
    }
    return true;
}

/* Scenarios of the front from left to right. @param[out] order [n] @return how many */
static size_t
walk_front(const plane *self, size_t *order)
{
    size_t n = 0;

    for (size_t s = 0; s < self->n; s++) {
        size_t k = n;

        if (!self->front[s]) {
            continue;
        }
        for (; k > 0 && self->at[0][order[k - 1]] > self->at[0][s]; k--) {
            order[k] = order[k - 1];
        }
        order[k] = s;
        n++;
    }
    return n;
}

/* The front as a staircase: what lies behind it is beaten by somebody.
 * @param[out] stair [2 n] its pieces @return how many */
static size_t
draw_front(cgap_figure *figure, size_t panel, const plane *self, const size_t *order, size_t n,
           cgap_place *stair)
{
    size_t pieces = 0;

    cgap_figure_mark(figure, panel, (cgap_mark){CGAP_MARK_LINE, "muted_colour", 1.0, 2});
    for (size_t k = 0; k < n; k++) {
        double x = self->at[0][order[k]], y = self->at[1][order[k]];

        if (k > 0) { /* the corner lies on the side of the worse */
            double from_x = self->at[0][order[k - 1]], from_y = self->at[1][order[k - 1]];
            const double corner[] = {self->x.better < 0 ? x : from_x,
                                     self->x.better < 0 ? from_y : y};

            cgap_figure_row(figure, 2, corner);
            stair[pieces++] = (cgap_place){from_x, from_y, corner[0], corner[1]};
            stair[pieces++] = (cgap_place){corner[0], corner[1], x, y};
        }
        cgap_figure_row(figure, 2, (const double[]){x, y});
    }
    return pieces;
}

/* "history: formal gap 0.047, practice gap 0.121" */
static void
tell(const cgap_chart_source *source, cgap_figure *figure, size_t panel, const plane *self,
     size_t s)
{
    char words[2][CGAP_WORDS], number[2][CGAP_NUMBER_WORDS], text[4 * CGAP_WORDS];
    const cgap_scale x = figure->panel[panel].x, y = figure->panel[panel].y;
    double wide = 0.012 * (x.high - x.low), high = 0.015 * (y.high - y.low);

    cgap_criterion_words(source, &self->x, words[0]);
    cgap_criterion_words(source, &self->y, words[1]);
    cgap_criterion_value(source, &self->x, self->at[0][s], number[0]);
    cgap_criterion_value(source, &self->y, self->at[1][s], number[1]);
    (void) cgap_phrase(text, sizeof text, source->language, CGAP_T_PARETO_HINT, source->scenario[s],
                       words[0], number[0], words[1], number[1], NULL);
    cgap_figure_hint(figure, panel,
                     (cgap_place){self->at[0][s] - wide, self->at[1][s] - high,
                                  self->at[0][s] + wide, self->at[1][s] + high},
                     text);
}

static void
draw_point(const cgap_chart_source *source, cgap_figure *figure, size_t panel, const plane *self,
           size_t s)
{
    const double at[] = {self->at[0][s], self->at[1][s]};
    char colour[CGAP_COLOUR_SIZE];

    cgap_scenario_colour(source, s, colour);
    cgap_figure_mark(figure, panel,
                     (cgap_mark){CGAP_MARK_POINT, self->dominated[s] ? "paper_colour" : colour,
                                 self->front[s] ? 1.2 : 0.9, 7});
    cgap_figure_row(figure, 2, at);
    if (self->dominated[s]) {
        cgap_figure_mark(figure, panel,
                         (cgap_mark){CGAP_MARK_POINT, colour, self->front[s] ? 1.2 : 0.9, 6});
        cgap_figure_row(figure, 2, at);
    }
    tell(source, figure, panel, self, s);
}

/* The names of the front first: they get the best places. */
static bool
name_all(const cgap_chart_source *source, cgap_figure *figure, size_t panel, const plane *self,
         const cgap_place *stair, size_t pieces)
{
    cgap_named_point *point = cgap_memory_array(self->n, sizeof *point);
    char(*colour)[CGAP_COLOUR_SIZE] = cgap_memory_array(self->n, sizeof *colour);
    bool fine = point != NULL && colour != NULL;
    size_t n = 0;

    for (int front = 1; front >= 0 && fine; front--) {
        for (size_t s = 0; s < self->n; s++) {
            if (self->front[s] == (front == 1)) {
                cgap_scenario_colour(source, s, colour[n]);
                point[n] = (cgap_named_point){self->at[0][s], self->at[1][s], source->scenario[s],
                                              colour[n], front == 1};
                n++;
            }
        }
    }
    fine = fine && cgap_name_points(figure, panel, point, n, stair, pieces);
    free(point);
    free(colour);
    return fine;
}

/* What the axis at the bottom counts, below its numbers, and which way is better; without the unit
 * where that leaves no room. */
static void
name_axis(const cgap_chart_source *source, cgap_figure *figure, size_t panel, const cgap_judged *x)
{
    const cgap_panel *p = &figure->panel[panel];
    cgap_text_key key = x->better > 0 ? CGAP_T_PARETO_RIGHT : CGAP_T_PARETO_LEFT;
    double room = p->right - p->left + 30.0;
    char words[CGAP_WORDS], unit[CGAP_WORDS], capital[CGAP_WORDS], text[3 * CGAP_WORDS];
    char named[3 * CGAP_WORDS];
    char *fitted;

    cgap_criterion_words(source, x, words);
    cgap_criterion_unit(source, x, unit);
    (void) cgap_capital(words, capital, sizeof capital);
    (void) cgap_phrase(named, sizeof named, source->language, CGAP_T_MAP_PANEL, capital, unit,
                       NULL);
    (void) cgap_phrase(text, sizeof text, source->language, key, named, NULL);
    if (*unit == '\0' || cgap_text_width(text, CGAP_SIZE_SMALL, false) > room) {
        (void) cgap_phrase(text, sizeof text, source->language, key, capital, NULL);
    }
    fitted = cgap_text_shorten(text, CGAP_SIZE_SMALL, false, room);
    figure->failed = figure->failed || fitted == NULL;
    cgap_figure_text(figure, p->right, p->bottom + 28.0, fitted == NULL ? "" : fitted,
                     (cgap_text_style){CGAP_SIZE_SMALL, false, "muted_colour", 1});
    free(fitted);
}

static void
draw_plane(const cgap_chart_source *source, cgap_figure *figure, const plane *self)
{
    cgap_range x = CGAP_RANGE_INIT, y = CGAP_RANGE_INIT;
    char words[CGAP_WORDS], unit[CGAP_WORDS], said[2 * CGAP_WORDS], title[CGAP_WORDS];
    size_t *order = cgap_memory_array(self->n, sizeof *order), panel, pieces;
    cgap_place *stair = cgap_memory_array(2 * self->n, sizeof *stair);

    for (size_t s = 0; s < self->n; s++) {
        cgap_range_value(&x, self->at[0][s]);
        cgap_range_value(&y, self->at[1][s]);
    }
    cgap_criterion_words(source, &self->y, words);
    cgap_criterion_unit(source, &self->y, unit);
    (void) cgap_phrase(said, sizeof said, source->language,
                       self->y.better > 0 ? CGAP_T_PARETO_UP : CGAP_T_PARETO_DOWN, unit, NULL);
    panel =
        cgap_figure_panel(figure, cgap_capital(words, title, sizeof title), said,
                          cgap_scale_round(x.low, x.high, 4), cgap_scale_round(y.low, y.high, 5));
    figure->failed = figure->failed || order == NULL || stair == NULL;
    if (!figure->failed) {
        figure->panel[panel].x_grid = true;
        pieces = draw_front(figure, panel, self, order, walk_front(self, order), stair);
        for (size_t s = 0; s < self->n; s++) {
            if (isfinite(self->at[0][s] + self->at[1][s])) {
                draw_point(source, figure, panel, self, s);
            }
        }
        figure->failed = !name_all(source, figure, panel, self, stair, pieces) || figure->failed;
        name_axis(source, figure, panel, &self->x);
    }
    free(order);
    free(stair);
}

enum { MOST_PLANES = 3 };

/* The criteria of the planes: the first with the second, and the first with each kind of costs, as
 * one alone would make look cheap what others pay for (without costs: with the third).
 * @param[out] second [MOST_PLANES] places in the list @return how many */
static size_t
choose(const cgap_judged *list, size_t n, size_t *second)
{
    size_t n_plane = 0;

    if (n >= 2) {
        second[n_plane++] = 1;
    }
    for (size_t k = 2; k < n && n_plane < MOST_PLANES; k++) {
        if (strncmp(list[k].measure, "cost_", 5) == 0) {
            second[n_plane++] = k;
        }
    }
    if (n > 2 && n_plane == 1) {
        second[n_plane++] = 2;
    }
    return n_plane;
}

/* Who is on the first front. */
static void
say(const cgap_chart_source *source, const plane *self, size_t n_criterion, char *title,
    char *subtitle)
{
    char words[2][CGAP_WORDS], count[4][CGAP_NUMBER_WORDS], futures[CGAP_WORDS];
    size_t front = 0, dominated = 0, best = 0;
    cgap_language language = source->language;

    for (size_t s = 0; s < self->n; s++) {
        if (self->front[s] && (front == 0 || lead(self, 0, best, s) > 0.0)) {
            best = s;
        }
        front += self->front[s];
        dominated += self->dominated[s];
    }
    cgap_criterion_words(source, &self->x, words[0]);
    cgap_criterion_words(source, &self->y, words[1]);
    (void) cgap_count_words(language, front, count[0]);
    (void) cgap_count_words(language, self->n, count[1]);
    (void) cgap_count_words(language, dominated, count[2]);
    (void) cgap_count_words(language, n_criterion, count[3]);
    (void) cgap_phrase(
        title, CGAP_LONG, language, front == 1 ? CGAP_T_PARETO_TITLE_ONE : CGAP_T_PARETO_TITLE,
        words[0], words[1], source->scenario[best], front == 1 ? NULL : count[0], count[1], NULL);
    cgap_futures_words(source, cgap_chart_text(source, CGAP_T_MEANS_OF), futures);
    (void) cgap_phrase(subtitle, CGAP_LONG, language, CGAP_T_PARETO_SUBTITLE, count[3], count[2],
                       futures, NULL);
}

static void
draw_all(const cgap_chart_source *source, cgap_figure *figure, const plane *all, size_t n,
         size_t n_criterion)
{
    size_t columns = figure->column || n == 1 ? 1 : 2;
    char title[CGAP_LONG], subtitle[CGAP_LONG];

    say(source, &all[0], n_criterion, title, subtitle);
    cgap_figure_head(figure, title, subtitle);
    cgap_figure_grid(figure, (cgap_grid){columns, (n + columns - 1) / columns,
                                         fmax(250.0, 12.0 * (double) source->n_scenario), 46.0,
                                         14.0, 48.0, 42.0, 0.0});
    for (size_t k = 0; k < n && !figure->failed; k++) {
        draw_plane(source, figure, &all[k]);
    }
}

void
cgap_chart_pareto(const cgap_chart_source *source, size_t scenario, cgap_figure *figure)
{
    cgap_judged list[CGAP_MOST_JUDGED];
    size_t n = cgap_criteria_list(source, list), second[MOST_PLANES],
           n_plane = choose(list, n, second);
    plane all[MOST_PLANES] = {{.n = 0}, {.n = 0}, {.n = 0}};

    (void) scenario;
    for (size_t k = 0; k < n_plane && !figure->failed; k++) {
        figure->failed = !plane_read(&all[k], source, &list[0], &list[second[k]]);
    }
    if (n_plane == 0) {
        cgap_figure_lacks(figure, "there is no ranking.csv with two criteria");
    } else if (!figure->failed) {
        draw_all(source, figure, all, n_plane, n);
    }
    for (size_t k = 0; k < MOST_PLANES; k++) {
        plane_free(&all[k]);
    }
}
