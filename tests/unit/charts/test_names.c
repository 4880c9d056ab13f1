/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names beside the points of a scatter: whole, apart from points and each other, and the lines that
 * lead to them cross no name and hardly each other, however dense the points lie. */
#include "harness.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "../../../sim/charts/names.h"
#include "../../../sim/charts/text.h"

enum { MOST = 40 };

typedef struct box {
    double left, top, right, bottom;
} box;

/* What is wrong with the names of a figure. */
typedef struct faults {
    size_t missing, overlaps, over_names, over_points, over_lines;
} faults;

static box
box_of(const cgap_label *label)
{
    double width = cgap_text_width(label->text, label->size, label->bold);

    return (box){label->x, label->y - 0.5 * label->size, label->x + width,
                 label->y + 0.5 * label->size};
}

static bool
overlap(box a, box b)
{
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/* Literally: points of the line half a pixel apart. */
static bool
runs_over(const cgap_stroke *line, box place)
{
    for (int k = 0; k <= 1000; k++) {
        double x = line->x_from + k / 1000.0 * (line->x_to - line->x_from);
        double y = line->y_from + k / 1000.0 * (line->y_to - line->y_from);

        if (x > place.left + 0.5 && x < place.right - 0.5 && y > place.top + 0.5 &&
            y < place.bottom - 0.5) {
            return true;
        }
    }
    return false;
}

static double
side(const cgap_stroke *line, double x, double y)
{
    return (line->x_to - line->x_from) * (y - line->y_from) -
           (line->y_to - line->y_from) * (x - line->x_from);
}

static bool
cross(const cgap_stroke *a, const cgap_stroke *b)
{
    return side(a, b->x_from, b->y_from) * side(a, b->x_to, b->y_to) < 0.0 &&
           side(b, a->x_from, a->y_from) * side(b, a->x_to, a->y_to) < 0.0;
}

static faults
count_faults(const cgap_figure *figure, size_t first, size_t panel, const cgap_named_point *point,
             size_t n)
{
    faults out = {.missing = n - (figure->n_label - first)};

    for (size_t a = first; a < figure->n_label; a++) {
        box name = box_of(&figure->label[a]);

        for (size_t b = first; b < a; b++) {
            out.overlaps += overlap(name, box_of(&figure->label[b]));
        }
        for (size_t k = 0; k < n; k++) {
            double x = cgap_figure_x(figure, panel, point[k].x);
            double y = cgap_figure_y(figure, panel, point[k].y);

            out.over_points += overlap(name, (box){x - 3.0, y - 3.0, x + 3.0, y + 3.0});
        }
        for (size_t s = 0; s < figure->n_stroke; s++) {
            out.over_names += runs_over(&figure->stroke[s], name);
        }
    }
    for (size_t a = 0; a < figure->n_stroke; a++) {
        for (size_t b = 0; b < a; b++) {
            out.over_lines += cross(&figure->stroke[a], &figure->stroke[b]);
        }
    }
    return out;
}

/* Between 0 and 1, the same everywhere. */
static double
scatter(size_t k, double by)
{
    double ignored;

    return modf((double) (k + 1) * by, &ignored);
}

/* @p dense of @p n points in a corner of a twentieth of the panel's sides, the others anywhere. */
static faults
name(size_t n, size_t dense, double width)
{
    static const char *const word[] = {"status-quo-2013", "maximum-harmonisation", "two-speed",
                                       "cohesion-funding", "relapse"};
    cgap_figure figure;
    cgap_named_point point[MOST];
    char text[MOST][40];
    size_t panel, first;
    faults out;

    cgap_figure_init(&figure, width < 500.0);
    cgap_figure_head(&figure, "t", "s");
    cgap_figure_grid(&figure, (cgap_grid){width < 500.0 ? 1 : 2, 1, fmax(250.0, 12.0 * (double) n),
                                          46.0, 14.0, 48.0, 42.0, 0.0});
    panel = cgap_figure_panel(&figure, "p", "u", (cgap_scale){0.0, 1.0, 0.5, 1},
                              (cgap_scale){0.0, 1.0, 0.5, 1});
    for (size_t k = 0; k < n; k++) {
        double size = k < dense ? 0.05 : 0.9;

        (void) snprintf(text[k], sizeof text[k], "%s-%zu", word[k % 5], k);
        point[k] = (cgap_named_point){0.02 + size * scatter(k, 0.6180339887498949),
                                      0.02 + size * scatter(k, 0.7548776662466927), text[k],
                                      "text_colour", k % 4 == 0};
    }
    first = figure.n_label;
    assert_true(cgap_name_points(&figure, panel, point, n, NULL, 0));
    assert_false(figure.failed);
    out = count_faults(&figure, first, panel, point, n);
    cgap_figure_free(&figure);
    return out;
}

/* Each name as near as it can come crossed up to 212 others where 39 of 40 points lie in a corner.
 */
static void
names_of_a_dense_corner_are_led_to_without_crossings(void **state)
{
    static const size_t n[] = {6, 12, 20, 30, 40};

    (void) state;
    for (size_t k = 0; k < 5; k++) {
        for (int column = 0; column < 2; column++) {
            for (size_t dense = n[k] / 3; dense <= n[k]; dense += n[k] / 3) {
                faults f = name(n[k], dense, column ? 360.0 : 720.0);

                assert_int_equal(f.missing, 0);
                assert_int_equal(f.overlaps, 0);
                assert_int_equal(f.over_points, 0);
                if (n[k] <= 12 || 6 * dense > 5 * n[k]) {
                    assert_int_equal(f.over_names, 0);
                    assert_true(f.over_lines <= 1);
                } else { /* a crowd among others */
                    assert_true(f.over_names <= (n[k] - 12) / 2);
                    assert_true(f.over_lines <= 2 * n[k] / 3);
                }
            }
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_a_dense_corner_are_led_to_without_crossings),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
