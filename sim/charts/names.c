/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "names.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "cgap/memory.h"

#include "text.h"

enum { MANY = 16 }; /* names; more of them are cut earlier */

static const double REACH = 4.0; /* half a point, pixels */

/* A rectangle of the page, pixels. */
typedef struct box {
    double left, top, right, bottom;
} box;

/* What is taken: points and lines, then the names placed so far; strokes from names to points. */
typedef struct crowd {
    box *taken;
    size_t n;
    cgap_stroke *stroke;
    size_t n_stroke;
} crowd;

static bool
overlap(const box *a, const box *b)
{
    return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

/* A stroke over a box, looked at in steps of about three pixels. */
static bool
crosses(const cgap_stroke *stroke, const box *place)
{
    double dx = stroke->x_to - stroke->x_from, dy = stroke->y_to - stroke->y_from;
    size_t steps = 1 + (size_t) (hypot(dx, dy) / 3.0);

    for (size_t k = 0; k <= steps; k++) {
        double share = (double) k / (double) steps;
        double x = stroke->x_from + share * dx, y = stroke->y_from + share * dy;

        if (x > place->left && x < place->right && y > place->top && y < place->bottom) {
            return true;
        }
    }
    return false;
}

/* @param[in] from how many of the taken places, the points and lines, a stroke may touch */
static bool
is_free(const crowd *self, const box *place, const cgap_stroke *stroke, size_t from, bool strict)
{
    for (size_t k = 0; k < self->n; k++) {
        if (overlap(place, &self->taken[k]) ||
            (strict && k >= from && crosses(stroke, &self->taken[k]))) {
            return false;
        }
    }
    for (size_t k = 0; strict && k < self->n_stroke; k++) {
        if (crosses(&self->stroke[k], place)) {
            return false;
        }
    }
    return true;
}

/* The place of a name whose nearest edge lies @p away pixels from (x, y) in a direction. */
static box
place_at(double x, double y, double away, double angle, double width, double height)
{
    double dx = cos(angle), dy = sin(angle);
    double middle_x = x + dx * away + 0.5 * width * (fabs(dx) < 0.2 ? 0.0 : dx > 0.0 ? 1.0 : -1.0);
    double middle_y = y + dy * (away + 0.5 * height);

    return (box){middle_x - 0.5 * width, middle_y - 0.5 * height, middle_x + 0.5 * width,
                 middle_y + 0.5 * height};
}

/* From a point to the nearest edge of its name. */
static cgap_stroke
stroke_to(double x, double y, const box *place)
{
    double middle = 0.5 * (place->top + place->bottom);
    double edge = fmin(fmax(x, place->left), place->right);
    cgap_stroke stroke = {x, y, edge, middle, 0.8, 1, ""};

    if (edge > place->left && edge < place->right) { /* above or below */
        stroke.y_to = y < middle ? place->top : place->bottom;
    }
    return stroke;
}

static bool
inside(const cgap_panel *panel, const box *place)
{
    return place->left >= panel->left + 2.0 && place->right <= panel->right &&
           place->top >= panel->top && place->bottom <= panel->bottom - 2.0;
}

/* The nearest free place inside the panel; where none is without crossings, one with them. */
static bool
find_place(const cgap_panel *panel, const crowd *taken, size_t from, double x, double y,
           double width, box *out, double *away)
{
    enum { N_ANGLE = 16 };
    const double height = 1.15 * CGAP_SIZE_SMALL, pi = acos(-1.0);

    for (int strict = 1; strict >= 0; strict--) {
        for (*away = 6.0; *away < 300.0; *away += 6.0) {
            for (size_t a = 0; a < N_ANGLE; a++) { /* right, then left, then what lies between */
                size_t turn = a % 2 == 0 ? a / 2 : N_ANGLE / 2 + a / 2;
                cgap_stroke stroke;

                *out = place_at(x, y, *away, 2.0 * pi * (double) turn / N_ANGLE, width, height);
                stroke = stroke_to(x, y, out);
                if (inside(panel, out) && is_free(taken, out, &stroke, from, strict == 1)) {
                    return true;
                }
            }
        }
    }
    return false;
}

static bool
name_one(cgap_figure *figure, size_t panel, const cgap_named_point *point, crowd *taken,
         size_t from, double widest)
{
    const cgap_panel *p = &figure->panel[panel];
    double x = cgap_figure_x(figure, panel, point->x), y = cgap_figure_y(figure, panel, point->y);
    double most = widest * (p->right - p->left), away;
    char *text = cgap_text_shorten(point->text, CGAP_SIZE_SMALL, point->bold, most);
    box place;

    if (text == NULL) {
        return false;
    }
    if (find_place(p, taken, from, x, y, cgap_text_width(text, CGAP_SIZE_SMALL, point->bold) + 2.0,
                   &place, &away)) {
        if (away > 8.0) {
            cgap_stroke *stroke = &taken->stroke[taken->n_stroke++];

            *stroke = stroke_to(x, y, &place);
            (void) snprintf(stroke->colour, sizeof stroke->colour, "%s", point->colour);
            cgap_figure_stroke(figure, *stroke);
        }
        cgap_figure_text(figure, place.left + 1.0, 0.5 * (place.top + place.bottom), text,
                         (cgap_text_style){CGAP_SIZE_SMALL, point->bold, "text_colour", -1});
        taken->taken[taken->n++] = place;
    }
    free(text);
    return true;
}

/* Square of the way from a point to the next one, infinite for one without a place. */
static double
room_around(const box *point, size_t n, size_t k)
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
sort_by_room(const box *point, size_t n, size_t *order)
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

static box
around(double x_low, double y_low, double x_high, double y_high, double reach)
{
    return (box){fmin(x_low, x_high) - reach, fmin(y_low, y_high) - reach,
                 fmax(x_low, x_high) + reach, fmax(y_low, y_high) + reach};
}

bool
cgap_name_points(cgap_figure *figure, size_t panel, const cgap_named_point *point, size_t n,
                 const cgap_place *avoid, size_t n_avoid)
{
    crowd taken = {cgap_memory_array(2 * n + n_avoid, sizeof *taken.taken), 0,
                   cgap_memory_array(n, sizeof *taken.stroke), 0};
    size_t *order = cgap_memory_array(n, sizeof *order), from;
    bool fine = taken.taken != NULL && taken.stroke != NULL && order != NULL;

    for (size_t k = 0; k < n && fine; k++) { /* one without a place takes none: NaN */
        double x = cgap_figure_x(figure, panel, point[k].x);
        double y = cgap_figure_y(figure, panel, point[k].y);

        taken.taken[taken.n++] = (box){x - REACH, y - REACH, x + REACH, y + REACH};
    }
    fine = fine && sort_by_room(taken.taken, n, order);
    for (size_t k = 0; k < n_avoid && fine; k++) {
        taken.taken[taken.n++] = around(cgap_figure_x(figure, panel, avoid[k].x_low),
                                        cgap_figure_y(figure, panel, avoid[k].y_low),
                                        cgap_figure_x(figure, panel, avoid[k].x_high),
                                        cgap_figure_y(figure, panel, avoid[k].y_high), 1.0);
    }
    from = taken.n;
    for (size_t k = 0; k < n && fine && !figure->failed; k++) {
        const cgap_named_point *one = &point[order[k]];

        fine = !isfinite(one->x + one->y) ||
               name_one(figure, panel, one, &taken, from, n > MANY ? 0.3 : 0.6);
    }
    free(taken.taken);
    free(taken.stroke);
    free(order);
    return fine;
}
