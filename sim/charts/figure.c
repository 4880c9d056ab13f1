/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

#include "text.h"

void
cgap_figure_init(cgap_figure *self, bool column)
{
    memset(self, 0, sizeof *self);
    self->column = column;
    self->width = column ? 360.0 : 720.0;
    self->palette = "sequential";
    self->palette_high = 1.0;
}

void
cgap_figure_free(cgap_figure *self)
{
    for (size_t n = 0; n < self->n_label; n++) {
        free(self->label[n].text);
    }
    free(self->label);
    free(self->stroke);
    free(self->panel);
    free(self->mark);
    free(self->title);
    free(self->subtitle);
    free(self->missing);
    cgap_sink_free(&self->data);
    cgap_sink_free(&self->hints);
    memset(self, 0, sizeof *self);
}

/* Room for one more item in an array that doubles at each power of two. */
static bool
grow(cgap_figure *self, void *array, size_t n, size_t size)
{
    void *old, *grown;

    if ((n & (n - 1)) != 0) {
        return !self->failed;
    }
    memcpy(&old, array, sizeof old);
    grown = self->failed ? NULL : realloc(old, (n == 0 ? 1 : 2 * n) * size);
    if (grown == NULL) {
        self->failed = true;
        return false;
    }
    memcpy(array, &grown, sizeof grown);
    return true;
}

void
cgap_figure_lacks(cgap_figure *self, const char *format, ...)
{
    char text[300];
    va_list args;

    va_start(args, format);
    (void) vsnprintf(text, sizeof text, format, args);
    va_end(args);
    free(self->missing);
    self->missing = cgap_text_copy(text);
    self->failed = self->failed || self->missing == NULL;
}

void
cgap_figure_text(cgap_figure *self, double x, double y, const char *text, cgap_text_style style)
{
    cgap_label *label;

    if (*text == '\0' || !grow(self, &self->label, self->n_label, sizeof *self->label)) {
        return;
    }
    label = &self->label[self->n_label];
    *label = (cgap_label){.x = x, .y = y, .size = style.size, .bold = style.bold};
    label->align = style.align;
    label->text = cgap_text_clean(text); /* names come from files */
    (void) snprintf(label->colour, sizeof label->colour, "%s", style.colour);
    if (label->text == NULL) {
        self->failed = true;
        return;
    }
    self->n_label++;
}

void
cgap_figure_stroke(cgap_figure *self, cgap_stroke stroke)
{
    if (grow(self, &self->stroke, self->n_stroke, sizeof *self->stroke)) {
        self->stroke[self->n_stroke++] = stroke;
    }
}

/* Wrapped text from the left margin downwards; returns the first free pixel below. */
static double
paragraph(cgap_figure *self, double y, const char *text, cgap_text_style style, size_t lines)
{
    double width = self->width - 2.0 * CGAP_MARGIN, pitch = 1.32 * style.size;
    char *wrapped = cgap_text_wrap(text, style.size, style.bold, width, lines);

    if (wrapped == NULL) {
        self->failed = true;
        return y;
    }
    for (char *line = wrapped, *end; line != NULL; line = end) {
        end = strchr(line, '\n');
        if (end != NULL) {
            *end++ = '\0';
        }
        cgap_figure_text(self, CGAP_MARGIN, y + 0.5 * pitch, line, style);
        y += pitch;
    }
    free(wrapped);
    return y;
}

void
cgap_figure_head(cgap_figure *self, const char *title, const char *subtitle)
{
    cgap_text_style big = {CGAP_SIZE_TITLE, true, "text_colour", -1};
    cgap_text_style small = {CGAP_SIZE_SUBTITLE, false, "muted_colour", -1};

    big.size = self->column ? 13.0 : big.size;
    self->title = cgap_text_clean(title);
    self->subtitle = cgap_text_clean(subtitle);
    self->failed = self->failed || self->title == NULL || self->subtitle == NULL;
    self->below = paragraph(self, 10.0, title, big, self->column ? 5 : 3);
    self->below = paragraph(self, self->below + 3.0, subtitle, small, self->column ? 9 : 5);
    self->below += 8.0;
}

void
cgap_figure_grid(cgap_figure *self, cgap_grid grid)
{
    self->grid = grid;
    self->grid_top = self->below;
    self->grid_first = self->n_panel;
    self->below += (double) grid.rows * (grid.top + grid.height + grid.bottom);
}

/* Title and unit of the newest panel, kept inside its cell. */
static void
panel_title(cgap_figure *self, double left, double cell, const char *title, const char *unit)
{
    const cgap_panel *panel = &self->panel[self->n_panel];
    double size = self->grid.title > 0.0 ? self->grid.title : CGAP_SIZE_PANEL;
    double room = cell - (self->grid.columns > 1 ? 8.0 : 2.0);
    double fine = cgap_text_size(unit, CGAP_SIZE_SMALL, false, room, CGAP_SIZE_LEAST);
    char *small = cgap_text_shorten(unit, fine, false, room), *big, *second;

    size = cgap_text_size(title, size, true, room, CGAP_SIZE_LEAST);
    big = cgap_text_wrap(title, size, true, room, *unit == '\0' ? 1 : 2);
    second = big == NULL ? NULL : strchr(big, '\n');
    if (second != NULL) { /* above the line of a title that fits */
        *second++ = '\0';
        cgap_figure_text(self, left, panel->top - 30.0 - 1.2 * size, big,
                         (cgap_text_style){size, true, "text_colour", -1});
    }

    if (big == NULL || small == NULL) {
        self->failed = true;
    } else {
        cgap_figure_text(self, left, panel->top - (*unit == '\0' ? 1.2 * size : 31.0),
                         second == NULL ? big : second,
                         (cgap_text_style){size, true, "text_colour", -1});
        cgap_figure_text(self, left, panel->top - 15.0, small,
                         (cgap_text_style){fine, false, "muted_colour", -1});
    }
    free(big);
    free(small);
}

size_t
cgap_figure_panel(cgap_figure *self, const char *title, const char *unit, cgap_scale x,
                  cgap_scale y)
{
    const cgap_grid *g = &self->grid;
    size_t at = self->n_panel - self->grid_first, row = at / g->columns, column = at % g->columns;
    double cell = (self->width - 2.0 * CGAP_MARGIN - self->inset) / (double) g->columns;
    double left = CGAP_MARGIN + self->inset + cell * (double) column;
    cgap_panel *panel;

    if (!grow(self, &self->panel, self->n_panel, sizeof *self->panel)) {
        return 0;
    }
    panel = &self->panel[self->n_panel];
    *panel = (cgap_panel){.x = x, .y = y, .x_labels = true, .y_labels = true, .y_grid = true};
    panel->x_axis = true;
    panel->left = left + g->left;
    panel->right = left + cell - g->right;
    panel->top = self->grid_top + g->top + (double) row * (g->top + g->height + g->bottom);
    panel->bottom = panel->top + g->height;
    panel_title(self, left, cell, title, unit);
    return self->n_panel++;
}

void
cgap_figure_mark(cgap_figure *self, size_t panel, cgap_mark mark)
{
    cgap_placed_mark *placed;

    if (!grow(self, &self->mark, self->n_mark, sizeof *self->mark)) {
        return;
    }
    placed = &self->mark[self->n_mark++];
    *placed = (cgap_placed_mark){.kind = mark.kind, .size = mark.size, .style = mark.style};
    (void) snprintf(placed->colour, sizeof placed->colour, "%s", mark.colour);
    placed->panel = panel;
    placed->block = self->n_block++;
    /* Two empty lines part blocks; the first row of NaN keeps gnuplot from losing an empty one. */
    cgap_sink_add(&self->data, "%s# block %zu\nNaN\tNaN\tNaN\tNaN\tNaN\n",
                  placed->block > 0 ? "\n\n" : "", placed->block);
}

void
cgap_figure_row(cgap_figure *self, size_t n, const double *value)
{
    for (size_t v = 0; v < n; v++) {
        if (!isfinite(value[v])) {
            return;
        }
    }
    for (size_t v = 0; v < n; v++) {
        cgap_sink_number(&self->data, value[v]);
        cgap_sink_bytes(&self->data, v + 1 < n ? "\t" : "\n", 1);
    }
}

void
cgap_figure_gap(cgap_figure *self)
{
    cgap_sink_add(&self->data, "NaN\tNaN\tNaN\tNaN\tNaN\n");
}

double
cgap_figure_x(const cgap_figure *self, size_t panel, double x)
{
    const cgap_panel *p;

    if (self->failed) {
        return 0.0;
    }
    p = &self->panel[panel];
    return p->left + (x - p->x.low) / (p->x.high - p->x.low) * (p->right - p->left);
}

double
cgap_figure_y(const cgap_figure *self, size_t panel, double y)
{
    const cgap_panel *p;

    if (self->failed) {
        return 0.0;
    }
    p = &self->panel[panel];
    return p->bottom - (y - p->y.low) / (p->y.high - p->y.low) * (p->bottom - p->top);
}

/* One label @p shift pixels right of its panel, with the stroke that leads to it. */
static void
end_label(cgap_figure *self, size_t panel, const cgap_end_label *label, double y, double shift)
{
    const cgap_panel *p = &self->panel[panel];
    char *fitted =
        cgap_text_shorten(label->text, CGAP_SIZE_LABEL, false, self->grid.right - shift - 2.0);
    cgap_stroke stroke = {p->right + 1.0,
                          cgap_figure_y(self, panel, label->y),
                          p->right + shift - 4.0,
                          y,
                          2.0,
                          1,
                          ""};

    if (fitted == NULL) {
        self->failed = true;
        return;
    }
    if (shift > 10.0) {
        (void) snprintf(stroke.colour, sizeof stroke.colour, "%s", label->colour);
        cgap_figure_stroke(self, stroke);
    }
    cgap_figure_text(self, p->right + shift, y, fitted,
                     (cgap_text_style){CGAP_SIZE_LABEL, false, "text_colour", -1});
    free(fitted);
}

void
cgap_figure_end_labels(cgap_figure *self, size_t panel, const cgap_end_label *label, size_t n)
{
    double y[CGAP_MAX_SPREAD];
    size_t kept[CGAP_MAX_SPREAD], n_kept = 0;
    const cgap_panel *p;

    if (self->failed) {
        return;
    }
    p = &self->panel[panel];
    for (size_t i = 0; i < n && n_kept < CGAP_MAX_SPREAD; i++) {
        if (isfinite(label[i].y)) {
            y[n_kept] = cgap_figure_y(self, panel, label[i].y);
            kept[n_kept++] = i;
        }
    }
    cgap_spread(y, n_kept, 1.25 * CGAP_SIZE_LABEL, p->top + 4.0, p->bottom - 4.0);
    for (size_t i = 0; i < n_kept; i++) {
        end_label(self, panel, &label[kept[i]], y[i], n > 1 ? 20.0 : 6.0);
    }
}

void
cgap_figure_key(cgap_figure *self, const cgap_key_item *item, size_t n)
{
    const double sample = 16.0, gap = 5.0, between = 16.0;
    double x = CGAP_MARGIN, y = self->below + 4.0;

    for (size_t i = 0; i < n; i++) {
        double width = cgap_text_width(item[i].text, CGAP_SIZE_LABEL, false);
        cgap_stroke stroke = {0};

        if (i > 0 && x + sample + gap + width > self->width - CGAP_MARGIN) {
            x = CGAP_MARGIN;
            y += 1.5 * CGAP_SIZE_LABEL;
        }
        stroke = (cgap_stroke){x, y, x + sample, y, item[i].width, item[i].style, ""};
        (void) snprintf(stroke.colour, sizeof stroke.colour, "%s", item[i].colour);
        cgap_figure_stroke(self, stroke);
        cgap_figure_text(self, x + sample + gap, y, item[i].text,
                         (cgap_text_style){CGAP_SIZE_LABEL, false, "text_colour", -1});
        x += sample + gap + width + between;
    }
    self->below = y + 14.0;
}

const char *
cgap_figure_ink(const cgap_figure *self, double value)
{
    double share = (value - self->palette_low) / (self->palette_high - self->palette_low);

    /* The steps of plots/style.gp that are dark: the last four of ten; of eleven the first one (a
     * brown) and the last two (blues). */
    if (strcmp(self->palette, "diverging") == 0) {
        return share < 1.0 / 11.0 || share >= 9.0 / 11.0 ? "light_colour" : "ink_colour";
    }
    return share >= 0.6 ? "light_colour" : "ink_colour";
}

void
cgap_figure_palette_key(cgap_figure *self, const char *text)
{
    size_t steps = strcmp(self->palette, "diverging") == 0 ? 11 : 10; /* as in plots/style.gp */
    double width = fmin(260.0, self->width - 2.0 * CGAP_MARGIN - 20.0);
    double low = self->palette_low, high = self->palette_high;
    cgap_scale x = cgap_scale_round(low, high, 5), y = {0.0, 1.0, 0.0, 0};
    cgap_grid grid = {1,    1,    10.0, 10.0, self->width - 2.0 * CGAP_MARGIN - width - 10.0,
                      26.0, 20.0, 0.0};
    size_t panel;

    x.low = low;
    x.high = high;
    cgap_figure_grid(self, grid);
    panel = cgap_figure_panel(self, "", text, x, y);
    if (self->failed) {
        return;
    }
    self->panel[panel].y_labels = false;
    self->panel[panel].y_grid = false;
    self->panel[panel].x_axis = false;
    cgap_figure_mark(self, panel, (cgap_mark){CGAP_MARK_TILE, "text_colour", 1.0, 1});
    for (size_t s = 0; s < steps; s++) {
        double from = low + (high - low) * (double) s / (double) steps;
        double to = low + (high - low) * (double) (s + 1) / (double) steps;
        const double row[] = {from, 0.0, to, 1.0, 0.5 * (from + to)};

        cgap_figure_row(self, 5, row);
    }
}
