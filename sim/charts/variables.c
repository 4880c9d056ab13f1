/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A figure as variables that plots/figure.gp reads. Positions become fractions of the page, from
 * the bottom left corner, as gnuplot's screen coordinates are. */
#include <stdlib.h>
#include <string.h>

#include "figure.h"
#include "text.h"

typedef enum field {
    PANEL_LEFT,
    PANEL_RIGHT,
    PANEL_BOTTOM,
    PANEL_TOP,
    X_LOW,
    X_HIGH,
    X_FIRST,
    X_STEP,
    Y_LOW,
    Y_HIGH,
    Y_FIRST,
    Y_STEP,
    LABELS_X,
    LABELS_Y,
    GRID_X,
    GRID_Y,
    AXIS_X,
    N_FIELD
} field;

static const char *const FIELD[N_FIELD] = {
    "panel_left", "panel_right", "panel_bottom", "panel_top", "x_low",   "x_high",
    "x_first",    "x_step",      "y_low",        "y_high",    "y_first", "y_step",
    "x_labels",   "y_labels",    "grid_x",       "grid_y",    "axis_x",
};

/* Between ticks; 0 when none lies inside the axis. */
static double
shown_step(cgap_scale scale)
{
    return cgap_scale_first(scale) <= scale.high + 1e-9 * scale.step ? scale.step : 0.0;
}

static double
field_of(const cgap_figure *f, const cgap_panel *p, field which)
{
    const double value[N_FIELD] = {
        p->left / f->width,
        p->right / f->width,
        1.0 - p->bottom / f->height,
        1.0 - p->top / f->height,
        p->x.low,
        p->x.high,
        cgap_scale_first(p->x),
        shown_step(p->x),
        p->y.low,
        p->y.high,
        cgap_scale_first(p->y),
        shown_step(p->y),
        p->x_labels,
        p->y_labels,
        p->x_grid,
        p->y_grid,
        p->x_axis,
    };

    return value[which];
}

static void
open_array(cgap_sink *out, const char *name, size_t n)
{
    cgap_sink_add(out, "array %s[%zu] = [", name, n == 0 ? 1 : n);
    if (n == 0) {
        cgap_sink_add(out, "0");
    }
}

static void
write_panels(const cgap_figure *f, cgap_sink *out)
{
    for (field which = 0; which < N_FIELD; which++) {
        open_array(out, FIELD[which], f->n_panel);
        for (size_t p = 0; p < f->n_panel; p++) {
            cgap_sink_add(out, "%s", p > 0 ? ", " : "");
            cgap_sink_number(out, field_of(f, &f->panel[p], which));
        }
        cgap_sink_add(out, "]\n");
    }
    open_array(out, "x_decimals", f->n_panel);
    for (size_t p = 0; p < f->n_panel; p++) {
        cgap_sink_add(out, "%s%d", p > 0 ? ", " : "", f->panel[p].x.decimals);
    }
    cgap_sink_add(out, "]\n");
    open_array(out, "y_decimals", f->n_panel);
    for (size_t p = 0; p < f->n_panel; p++) {
        cgap_sink_add(out, "%s%d", p > 0 ? ", " : "", f->panel[p].y.decimals);
    }
    cgap_sink_add(out, "]\n");
}

/* Marks sorted by panel and kind, with the first and last of each in arrays per panel. */
static size_t *
order_marks(const cgap_figure *f, cgap_sink *out)
{
    static const char *const kind[CGAP_N_MARK] = {"area", "tile",    "box",  "band",
                                                  "line", "whisker", "point"};
    size_t *order = calloc(f->n_mark + 1, sizeof *order);
    size_t *first = calloc(f->n_panel * CGAP_N_MARK + 1, sizeof *first), n = 0;

    for (size_t p = 0; order != NULL && first != NULL && p < f->n_panel; p++) {
        for (size_t k = 0; k < CGAP_N_MARK; k++) {
            first[p * CGAP_N_MARK + k] = n;
            for (size_t m = 0; m < f->n_mark; m++) {
                if (f->mark[m].panel == p && f->mark[m].kind == k) {
                    order[n++] = m;
                }
            }
        }
        first[(p + 1) * CGAP_N_MARK] = n;
    }
    for (size_t k = 0; first != NULL && k < CGAP_N_MARK; k++) {
        for (size_t end = 0; end < 2; end++) {
            cgap_sink_add(out, "array %s_%s[%zu] = [", kind[k], end == 0 ? "first" : "last",
                          f->n_panel);
            for (size_t p = 0; p < f->n_panel; p++) {
                cgap_sink_add(out, "%s%zu", p > 0 ? ", " : "",
                              first[p * CGAP_N_MARK + k + end] + 1 - end);
            }
            cgap_sink_add(out, "]\n");
        }
    }
    free(first);
    return order;
}

static void
write_marks(const cgap_figure *f, cgap_sink *out)
{
    size_t *order = order_marks(f, out);
    static const char *const name[] = {"mark_block", "mark_colour", "mark_size", "mark_style"};

    out->failed = out->failed || order == NULL;
    for (size_t a = 0; a < 4 && !out->failed; a++) {
        /* One more than there are: gnuplot looks at the first item of a loop even if it is empty.
         */
        open_array(out, name[a], f->n_mark + 1);
        for (size_t m = 0; m <= f->n_mark; m++) {
            const cgap_placed_mark *mark = &f->mark[order[m]];

            cgap_sink_add(out, "%s", m > 0 ? ", " : "");
            if (m == f->n_mark) {
                cgap_sink_add(out, "0");
            } else if (a == 0) {
                cgap_sink_add(out, "%zu", mark->block);
            } else if (a == 1) {
                cgap_sink_add(out, "%s", mark->colour);
            } else if (a == 2) {
                cgap_sink_number(out, mark->size);
            } else {
                cgap_sink_add(out, "%d", mark->style);
            }
        }
        cgap_sink_add(out, "]\n");
    }
    free(order);
}

static void
write_labels(const cgap_figure *f, cgap_sink *out)
{
    static const char *const name[] = {"label_x",    "label_y",     "label_text",  "label_size",
                                       "label_bold", "label_align", "label_colour"};

    cgap_sink_add(out, "n_label = %zu\n", f->n_label);
    for (size_t a = 0; a < sizeof name / sizeof name[0]; a++) {
        open_array(out, name[a], f->n_label);
        for (size_t n = 0; n < f->n_label; n++) {
            const cgap_label *label = &f->label[n];

            cgap_sink_add(out, "%s", n > 0 ? ", " : "");
            if (a == 2) {
                cgap_sink_quoted(out, label->text);
            } else if (a == 6) {
                cgap_sink_add(out, "%s", label->colour);
            } else {
                const double value[] = {
                    label->x / f->width, 1.0 - label->y / f->height, 0.0, label->size, label->bold,
                    label->align};

                cgap_sink_number(out, value[a]);
            }
        }
        cgap_sink_add(out, "]\n");
    }
}

static void
write_strokes(const cgap_figure *f, cgap_sink *out)
{
    static const char *const name[] = {"stroke_x_from", "stroke_y_from", "stroke_x_to",
                                       "stroke_y_to",   "stroke_width",  "stroke_style",
                                       "stroke_colour"};

    cgap_sink_add(out, "n_stroke = %zu\n", f->n_stroke);
    for (size_t a = 0; a < sizeof name / sizeof name[0]; a++) {
        open_array(out, name[a], f->n_stroke);
        for (size_t n = 0; n < f->n_stroke; n++) {
            const cgap_stroke *s = &f->stroke[n];
            const double value[] = {s->x_from / f->width,
                                    1.0 - s->y_from / f->height,
                                    s->x_to / f->width,
                                    1.0 - s->y_to / f->height,
                                    s->width,
                                    s->style};

            cgap_sink_add(out, "%s", n > 0 ? ", " : "");
            if (a == 6) {
                cgap_sink_add(out, "%s", s->colour);
            } else {
                cgap_sink_number(out, value[a]);
            }
        }
        cgap_sink_add(out, "]\n");
    }
}

/* The source line closes the page. */
static void
write_source(cgap_figure *f, const char *source)
{
    double width = f->width - 2.0 * CGAP_MARGIN, pitch = 1.32 * CGAP_SIZE_SOURCE;
    char *wrapped = cgap_text_wrap(source, CGAP_SIZE_SOURCE, false, width, f->column ? 5 : 3);

    f->failed = f->failed || wrapped == NULL;
    f->below += 6.0;
    for (char *line = wrapped, *end; line != NULL && !f->failed; line = end) {
        end = strchr(line, '\n');
        if (end != NULL) {
            *end++ = '\0';
        }
        cgap_figure_text(f, CGAP_MARGIN, f->below + 0.5 * pitch, line,
                         (cgap_text_style){CGAP_SIZE_SOURCE, false, "muted_colour", -1});
        f->below += pitch;
    }
    free(wrapped);
    f->height = f->below + 8.0;
}

void
cgap_figure_write(cgap_figure *self, const char *source, cgap_sink *variables)
{
    write_source(self, source);
    cgap_sink_add(variables, "# Layout of a figure for plots/figure.gp; its data is in the .dat "
                             "file of the same name.\n");
    cgap_sink_add(variables, "figure_width = %.0f\nfigure_height = %.0f\nn_panel = %zu\n",
                  self->width, self->height, self->n_panel);
    cgap_sink_add(variables, "palette_name = '%s'\npalette_low = ", self->palette);
    cgap_sink_number(variables, self->palette_low);
    cgap_sink_add(variables, "\npalette_high = ");
    cgap_sink_number(variables, self->palette_high);
    cgap_sink_add(variables, "\ndecimal_sign = '%s'\n", self->language == CGAP_ENGLISH ? "." : ",");
    write_panels(self, variables);
    write_marks(self, variables);
    write_labels(self, variables);
    write_strokes(self, variables);
    self->failed = self->failed || self->data.failed || self->hints.failed || variables->failed;
}
