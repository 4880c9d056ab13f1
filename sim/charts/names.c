/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "names_internal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

#include "text.h"

enum { MANY = 24 };       /* names; more of them are cut earlier */
enum { MOST_ROUNDS = 6 }; /* of placing all anew among the others */

static const double REACH = 4.0;   /* half a point, pixels */
static const double BETWEEN = 4.0; /* names on one line */
static const double BESIDE = 8.0;  /* a name no farther away needs no stroke, pixels */

/* What a stroke would rather go round than cross, pixels of its length. */
static const double OVER_NAME = 1200.0, OVER_STROKE = 400.0, OVER_POINT = 40.0;
static const double LEFT_OUT = 4000.0; /* and what a name without a place costs */

static bool
overlap(const cgap_box *a, const cgap_box *b)
{
    return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

/* Part of a line between two bounds of one coordinate. @return false when there is none */
static bool
clip(double from, double way, double low, double high, double *first, double *last)
{
    double a = (low - from) / way, b = (high - from) / way;

    if (way == 0.0) {
        return from > low && from < high;
    }
    *first = fmax(*first, fmin(a, b));
    *last = fmin(*last, fmax(a, b));
    return *first < *last;
}

static bool
crosses(const cgap_stroke *line, const cgap_box *place)
{
    double first = 0.0, last = 1.0;

    return clip(line->x_from, line->x_to - line->x_from, place->left, place->right, &first,
                &last) &&
           clip(line->y_from, line->y_to - line->y_from, place->top, place->bottom, &first, &last);
}

/* On which side of a line a point lies: the sign. */
static double
side_of(const cgap_stroke *line, double x, double y)
{
    return (line->x_to - line->x_from) * (y - line->y_from) -
           (line->y_to - line->y_from) * (x - line->x_from);
}

static bool
meet(const cgap_stroke *a, const cgap_stroke *b)
{
    return side_of(a, b->x_from, b->y_from) * side_of(a, b->x_to, b->y_to) < 0.0 &&
           side_of(b, a->x_from, a->y_from) * side_of(b, a->x_to, a->y_to) < 0.0;
}

/* The name with its nearest edge joined to its point. */
cgap_name
cgap_name_put(const cgap_name *self, double left, double top)
{
    cgap_name out = *self;
    double middle = top + 0.5 * CGAP_NAME_HEIGHT, right = left + self->width;
    double edge = fmin(fmax(self->x, left), right);
    double end =
        edge > left && edge < right ? (self->y < middle ? top : top + CGAP_NAME_HEIGHT) : middle;

    out.placed = true;
    out.place = (cgap_box){left, top, right, top + CGAP_NAME_HEIGHT};
    out.stroke = (cgap_stroke){self->x, self->y, edge, end, 0.8, 1, ""};
    out.away = hypot(edge - self->x, end - self->y);
    return out;
}

bool
cgap_name_free(const cgap_crowd *self, size_t k, const cgap_box *place)
{
    const cgap_panel *p = self->panel;
    const cgap_box wide = {place->left - BETWEEN, place->top, place->right + BETWEEN,
                           place->bottom}; /* two names on one line must not read as one */

    if (place->left < p->left + 2.0 || place->right > p->right || place->top < p->top ||
        place->bottom > p->bottom - 2.0) {
        return false;
    }
    for (size_t t = 0; t < self->n_taken; t++) {
        if (overlap(place, &self->taken[t])) {
            return false;
        }
    }
    for (size_t other = 0; other < self->n; other++) {
        if (other != k && self->at[other].placed && overlap(&wide, &self->at[other].place)) {
            return false;
        }
    }
    return true;
}

/* How far name @p k is led, and what its stroke or one of the others' crosses; at least @p enough
 * when it is more than that. */
double
cgap_name_cost(const cgap_crowd *self, size_t k, const cgap_name *mine, double enough)
{
    double cost = mine->away;
    bool led = mine->away > BESIDE;

    for (size_t other = 0; other < self->n && cost < enough; other++) {
        const cgap_name *one = &self->at[other];
        bool has_stroke = one->placed && one->away > BESIDE;

        if (other == k) {
            continue;
        }
        if (led && one->placed && crosses(&mine->stroke, &one->place)) {
            cost += OVER_NAME;
        }
        if (has_stroke && crosses(&one->stroke, &mine->place)) {
            cost += OVER_NAME;
        }
        if (led && has_stroke && meet(&mine->stroke, &one->stroke)) {
            cost += OVER_STROKE;
        }
    }
    for (size_t t = 0; led && t < self->n_point && cost < enough; t++) {
        const cgap_name *other = &self->at[t]; /* a stroke out of a crowd passes its neighbours */
        bool near = hypot(other->x - mine->x, other->y - mine->y) < CGAP_NAMES_CLOSE;

        cost += t != k && !near && crosses(&mine->stroke, &self->taken[t]) ? OVER_POINT : 0.0;
    }
    return cost;
}

static void
consider(const cgap_crowd *self, size_t k, double left, double top, cgap_name *best, double *least)
{
    cgap_name mine = cgap_name_put(&self->at[k], left, top);
    double cost;

    if (mine.away >= *least || !cgap_name_free(self, k, &mine.place)) {
        return;
    }
    cost = cgap_name_cost(self, k, &mine, *least);
    if (cost < *least) {
        *least = cost;
        *best = mine;
    }
}

/* Right of the point, left, above, below, askew. */
static void
consider_beside(const cgap_crowd *self, size_t k, cgap_name *best, double *least)
{
    static const double dx[] = {1, -1, 0, 0, 1, 1, -1, -1}, dy[] = {0, 0, -1, 1, -1, 1, -1, 1};
    const cgap_name *one = &self->at[k];

    for (double away = 6.0; away < 25.0; away += 6.0) {
        for (size_t d = 0; d < 8; d++) {
            double left = one->x + dx[d] * away +
                          (dx[d] == 0.0  ? -0.5 * one->width
                           : dx[d] < 0.0 ? -one->width
                                         : 0.0);
            double top = one->y + dy[d] * 0.7 * away - 0.5 * CGAP_NAME_HEIGHT +
                         0.5 * dy[d] * CGAP_NAME_HEIGHT;

            consider(self, k, left, top, best, least);
        }
    }
}

/* The cheapest free place: near the point, else anywhere on the panel, where names stand in lines;
 * or where it stands if it may @p stay. @return false where that is as before */
static bool
settle(cgap_crowd *self, size_t k, bool stay)
{
    const cgap_panel *p = self->panel;
    cgap_name *one = &self->at[k], best = *one;
    const cgap_name was = *one;
    double least = stay && was.placed ? cgap_name_cost(self, k, &was, INFINITY) : INFINITY;

    if (one->text == NULL) {
        return false;
    }
    one->placed = false;
    best.placed = stay && was.placed;
    consider_beside(self, k, &best, &least);
    for (double top = p->top + 1.0; top < p->bottom; top += CGAP_NAME_HEIGHT + 0.5) {
        for (double left = p->left + 3.0; left + one->width < p->right; left += 8.0) {
            consider(self, k, left, top, &best, &least);
        }
        consider(self, k, p->right - one->width - 1.0, top, &best, &least);
    }
    *one = best;
    return best.placed != was.placed || best.place.left != was.place.left ||
           best.place.top != was.place.top;
}

/* Name @p k in the place of @p other: on the same line, the edge next to the points kept. */
static cgap_name
in_place_of(const cgap_crowd *self, size_t k, size_t other)
{
    const cgap_name *mine = &self->at[k], *there = &self->at[other];
    bool right = there->place.left > there->x;

    return cgap_name_put(mine, right ? there->place.left : there->place.right - mine->width,
                         there->place.top);
}

/* Two names change places where that makes their strokes shorter and less crossed. */
static bool
change(cgap_crowd *self, size_t a, size_t b)
{
    cgap_name old_a = self->at[a], old_b = self->at[b], new_a, new_b;
    double before, after;

    if (!old_a.placed || !old_b.placed || (old_a.away <= BESIDE && old_b.away <= BESIDE)) {
        return false;
    }
    new_a = in_place_of(self, a, b);
    new_b = in_place_of(self, b, a);
    before = cgap_name_cost(self, a, &old_a, INFINITY) + cgap_name_cost(self, b, &old_b, INFINITY);
    self->at[a] = new_a;
    self->at[b] = new_b;
    after = cgap_name_cost(self, a, &new_a, INFINITY) + cgap_name_cost(self, b, &new_b, INFINITY);
    if (after < before - 1e-6 && cgap_name_free(self, a, &new_a.place) &&
        cgap_name_free(self, b, &new_b.place)) {
        return true;
    }
    self->at[a] = old_a;
    self->at[b] = old_b;
    return false;
}

/* What all strokes cost together; a crossing counts for both. */
static double
cost_of_all(const cgap_crowd *self)
{
    double cost = 0.0;

    for (size_t k = 0; k < self->n; k++) {
        const cgap_name *one = &self->at[k];

        cost += one->text == NULL ? 0.0
                : one->placed     ? cgap_name_cost(self, k, one, INFINITY)
                                  : LEFT_OUT;
    }
    return cost;
}

/* The best that was found so far. */
typedef struct record {
    cgap_name *at; /* [n] */
    double cost;
} record;

static void
keep(const cgap_crowd *self, record *best)
{
    double cost = cost_of_all(self);

    if (cost < best->cost) {
        best->cost = cost;
        memcpy(best->at, self->at, self->n * sizeof *best->at);
    }
}

/* Pairs in each other's place and each name anew among the others: at first even where that is no
 * better, which leads out of dead ends, then until nothing gets better. */
static void
improve(cgap_crowd *self, const size_t *order, record *best)
{
    bool moved = true;

    for (int round = 0; round < MOST_ROUNDS && moved; round++) {
        moved = false;
        for (size_t k = 0; k < self->n * self->n; k++) {
            if (k / self->n < k % self->n) {
                moved = change(self, k / self->n, k % self->n) || moved;
            }
        }
        for (size_t k = 0; k < self->n; k++) {
            moved = settle(self, order[k], 2 * round >= MOST_ROUNDS) || moved;
        }
        keep(self, best);
    }
}

/* Names one by one, each as near as it can; or those of crowded points in columns first: whichever
 * leads and crosses less. @param[out] scratch [n] @param[out] member [n] */
static void
settle_all(cgap_crowd *self, const size_t *order, cgap_name *scratch, size_t *member)
{
    record best = {scratch, INFINITY};

    for (int columns = 0; columns < 2; columns++) {
        for (size_t k = 0; k < self->n; k++) {
            self->at[k].placed = false;
        }
        if (columns == 1) {
            cgap_names_stack(self, member);
        }
        for (size_t k = 0; k < self->n; k++) {
            if (!self->at[order[k]].placed) {
                (void) settle(self, order[k], false);
            }
        }
        keep(self, &best);
        improve(self, order, &best);
    }
    if (isfinite(best.cost)) {
        memcpy(self->at, best.at, self->n * sizeof *best.at);
    }
}

static void
write_names(cgap_figure *figure, const cgap_crowd *self, const cgap_named_point *point)
{
    for (size_t k = 0; k < self->n; k++) {
        const cgap_name *one = &self->at[k];

        if (!one->placed) {
            continue;
        }
        if (one->away > BESIDE) {
            cgap_stroke stroke = one->stroke;

            (void) snprintf(stroke.colour, sizeof stroke.colour, "%s", point[k].colour);
            cgap_figure_stroke(figure, stroke);
        }
        cgap_figure_text(figure, one->place.left + 1.0, 0.5 * (one->place.top + one->place.bottom),
                         one->text,
                         (cgap_text_style){CGAP_SIZE_SMALL, point[k].bold, "text_colour", -1});
    }
}

/* Square of the way from a point to the next one, infinite for one without a place. */
static double
room_around(const cgap_box *point, size_t n, size_t k)
{
    double least = INFINITY;

    for (size_t other = 0; other < n; other++) {
        double dx = point[other].left - point[k].left, dy = point[other].top - point[k].top;

        least = other == k ? least : fmin(least, dx * dx + dy * dy); /* passes over NaN */
    }
    return least;
}

/* Points in the order of the room around them, the least first. @param[out] order [n] */
static bool
sort_by_room(const cgap_box *point, size_t n, size_t *order)
{
    double *room = cgap_memory_array(n, sizeof *room);
    bool fine;

    for (size_t k = 0; room != NULL && k < n; k++) {
        size_t at = k;

        room[k] = room_around(point, n, k);
        for (; at > 0 && room[order[at - 1]] > room[k]; at--) {
            order[at] = order[at - 1];
        }
        order[at] = k;
    }
    fine = room != NULL;
    free(room);
    return fine;
}

static cgap_box
around(double x_low, double y_low, double x_high, double y_high, double reach)
{
    return (cgap_box){fmin(x_low, x_high) - reach, fmin(y_low, y_high) - reach,
                      fmax(x_low, x_high) + reach, fmax(y_low, y_high) + reach};
}

/* Points and lines that names keep off, and the names, none of which has a place yet. */
static bool
gather(cgap_crowd *self, const cgap_figure *figure, size_t panel, const cgap_named_point *point,
       const cgap_place *avoid, size_t n_avoid)
{
    double most = (self->n > MANY ? 0.4 : 0.6) * (self->panel->right - self->panel->left);
    bool fine = true;

    for (size_t k = 0; k < self->n && fine; k++) { /* one without a place takes none: NaN */
        cgap_name *one = &self->at[k];

        one->x = cgap_figure_x(figure, panel, point[k].x);
        one->y = cgap_figure_y(figure, panel, point[k].y);
        self->taken[self->n_taken++] = around(one->x, one->y, one->x, one->y, REACH);
        if (isfinite(one->x + one->y)) {
            one->text = cgap_text_shorten(point[k].text, CGAP_SIZE_SMALL, point[k].bold, most);
            fine = one->text != NULL;
            one->width =
                fine ? cgap_text_width(one->text, CGAP_SIZE_SMALL, point[k].bold) + 2.0 : 0.0;
        }
    }
    self->n_point = self->n_taken;
    for (size_t k = 0; k < n_avoid; k++) {
        self->taken[self->n_taken++] = around(cgap_figure_x(figure, panel, avoid[k].x_low),
                                              cgap_figure_y(figure, panel, avoid[k].y_low),
                                              cgap_figure_x(figure, panel, avoid[k].x_high),
                                              cgap_figure_y(figure, panel, avoid[k].y_high), 1.0);
    }
    return fine;
}

bool
cgap_name_points(cgap_figure *figure, size_t panel, const cgap_named_point *point, size_t n,
                 const cgap_place *avoid, size_t n_avoid)
{
    cgap_crowd all = {.taken = cgap_memory_array(n + n_avoid, sizeof *all.taken),
                      .at = cgap_memory_array(n, sizeof *all.at),
                      .n = n};
    size_t *order = cgap_memory_array(n, 2 * sizeof *order);
    cgap_name *was = cgap_memory_array(n, sizeof *was);
    bool fine = all.taken != NULL && all.at != NULL && order != NULL && was != NULL;

    if (fine && !figure->failed) {
        all.panel = &figure->panel[panel];
        fine =
            gather(&all, figure, panel, point, avoid, n_avoid) && sort_by_room(all.taken, n, order);
        if (fine) {
            settle_all(&all, order, was, order + n);
            write_names(figure, &all, point);
        }
    }
    for (size_t k = 0; all.at != NULL && k < n; k++) {
        free(all.at[k].text);
    }
    free(all.at);
    free(all.taken);
    free(was);
    free(order);
    return fine;
}
