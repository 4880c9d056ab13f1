/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A package taken apart: what each part is worth, and which pairs replace or strengthen each
 * other. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "chart.h"
#include "package.h"
#include "panels.h"
#include "text.h"
#include "words.h"

static void
worth_words(const cgap_chart_source *source, const cgap_package_effect *e, double value, int more,
            char *out)
{
    if (e->words == NULL) {
        cgap_significant_words(source->language, value, true, out);
    } else {
        cgap_number_words(source->language, value / e->scale, e->words->style, more, true, out);
    }
}

/* Digits for a value and the ends of its interval. */
static int
digits_of(const cgap_package_effect *e, const cgap_package_worth *w)
{
    return e->words == NULL ? 0
                            : cgap_digits_of_interval(w->value / e->scale, w->low / e->scale,
                                                      w->high / e->scale, e->words->style);
}

/* Names of the parts left of a panel, each with its number. */
static void
name_rows(cgap_figure *figure, const cgap_package *self, size_t panel)
{
    double room = figure->inset + figure->grid.left - 34.0, size = CGAP_SIZE_LABEL;

    for (size_t p = 0; p < self->n; p++) {
        size = cgap_text_size(self->name[p], size, false, room, CGAP_SIZE_LEAST);
    }
    for (size_t p = 0; p < self->n && !figure->failed; p++) {
        char text[24];
        char *fitted = cgap_text_shorten(self->name[p], size, false, room);

        if (fitted == NULL) {
            figure->failed = true;
            return;
        }
        cgap_figure_text(figure, figure->panel[panel].left - 26.0,
                         cgap_figure_y(figure, panel, (double) (self->n - p) - 0.5), fitted,
                         (cgap_text_style){size, false, "text_colour", 1});
        (void) snprintf(text, sizeof text, "%zu", p + 1);
        cgap_figure_text(figure, figure->panel[panel].left - 8.0,
                         cgap_figure_y(figure, panel, (double) (self->n - p) - 0.5), text,
                         (cgap_text_style){CGAP_SIZE_SMALL, false, "muted_colour", 1});
        free(fitted);
    }
}

static void
draw_bar(const cgap_chart_source *source, cgap_figure *figure, const cgap_package *self,
         const cgap_package_effect *e, size_t panel, size_t p)
{
    const cgap_package_worth *w = &e->part[p];
    double y = (double) (self->n - p) - 0.5;
    const double box[] = {fmin(0.0, w->value), y - 0.32, fmax(0.0, w->value), y + 0.32};
    const double whisker[] = {w->value, y, w->low, w->high};
    bool band = isfinite(w->low) && isfinite(w->high);
    char number[3][CGAP_WORDS_SIZE], text[4 * CGAP_WORDS];

    cgap_figure_mark(
        figure, panel,
        (cgap_mark){CGAP_MARK_BOX,
                    w->value * e->direction < 0.0 ? "practice_colour" : "formal_colour", 0.75, 1});
    cgap_figure_row(figure, 4, box);
    if (band) {
        cgap_figure_mark(figure, panel, (cgap_mark){CGAP_MARK_WHISKER, "text_colour", 1.2, 1});
        cgap_figure_row(figure, 4, whisker);
    }
    worth_words(source, e, w->value, digits_of(e, w), number[0]);
    worth_words(source, e, w->low, digits_of(e, w), number[1]);
    worth_words(source, e, w->high, digits_of(e, w), number[2]);
    (void) cgap_phrase(text, sizeof text, source->language,
                       band ? CGAP_T_SHAPLEY_HINT_BAND : CGAP_T_HINT_AT, self->name[p], e->name,
                       number[0], number[1], number[2], NULL);
    cgap_figure_hint(figure, panel, (cgap_place){box[0], y - 0.5, box[2], y + 0.5}, text);
}

static void
draw_bars(const cgap_chart_source *source, cgap_figure *figure, const cgap_package *self,
          const cgap_package_effect *e)
{
    cgap_range range = {0.0, 0.0};
    char title[CGAP_WORDS_SIZE];
    size_t panel;

    for (size_t p = 0; p < self->n; p++) {
        cgap_range_value(&range, e->part[p].value);
        cgap_range_value(&range, e->part[p].low);
        cgap_range_value(&range, e->part[p].high);
    }
    panel = cgap_figure_panel(figure, cgap_capital(e->name, title, sizeof title),
                              e->words == NULL ? "" : cgap_chart_text(source, e->words->unit),
                              cgap_scale_round(range.low, range.high, 3),
                              (cgap_scale){0.0, (double) self->n, 0.0, 0});
    if (figure->failed) {
        return;
    }
    figure->panel[panel].x = cgap_scale_apart(
        figure->panel[panel].x, figure->panel[panel].right - figure->panel[panel].left);
    figure->panel[panel].x_grid = true;
    figure->panel[panel].y_grid = false;
    for (size_t p = 0; p < self->n; p++) {
        draw_bar(source, figure, self, e, panel, p);
    }
    cgap_figure_mark(figure, panel, (cgap_mark){CGAP_MARK_LINE, "axis_colour", 1.0, 1});
    cgap_figure_row(figure, 2, (const double[]){0.0, 0.0});
    cgap_figure_row(figure, 2, (const double[]){0.0, (double) self->n});
    name_rows(figure, self, panel);
}

/* The lower half of the matrix: row @p i, column @p j. */
static void
draw_pair(const cgap_chart_source *source, cgap_figure *figure, const cgap_package *self,
          const cgap_package_effect *e, size_t panel, size_t i, size_t j)
{
    const cgap_package_pair *pair = &e->pair[i * self->n + j];
    double x = (double) j, y = (double) (self->n - 1 - i);
    const double tile[] = {x + 0.04, y + 0.04, x + 0.96, y + 0.96, pair->percent};
    char number[CGAP_NUMBER_WORDS], text[6 * CGAP_WORDS];

    cgap_figure_row(figure, 5, tile);
    (void) cgap_decimal_words(source->language, pair->percent, 0, true, number);
    if (pair->clear && fabs(pair->percent) >= 0.5) {
        cgap_figure_text(figure, cgap_figure_x(figure, panel, x + 0.5),
                         cgap_figure_y(figure, panel, y + 0.5), number,
                         (cgap_text_style){8.0, false, cgap_figure_ink(figure, pair->percent), 0});
    }
    (void) cgap_decimal_words(source->language, pair->percent, 1, true, number);
    (void) cgap_phrase(text, sizeof text, source->language,
                       !pair->clear          ? CGAP_T_SHAPLEY_HINT_NOTHING
                       : pair->percent > 0.0 ? CGAP_T_SHAPLEY_HINT_COMPLEMENTS
                                             : CGAP_T_SHAPLEY_HINT_SUBSTITUTES,
                       self->name[i], self->name[j], e->name, number, NULL);
    cgap_figure_hint(figure, panel, (cgap_place){tile[0], tile[1], tile[2], tile[3]}, text);
}

static void
draw_pairs(const cgap_chart_source *source, cgap_figure *figure, const cgap_package *self,
           const cgap_package_effect *e)
{
    cgap_scale side = {0.0, (double) self->n, 0.0, 0};
    size_t panel =
        cgap_figure_panel(figure, cgap_chart_text(source, CGAP_T_SHAPLEY_PAIRS),
                          cgap_chart_text(source, CGAP_T_SHAPLEY_PAIRS_UNIT), side, side);

    if (figure->failed) {
        return;
    }
    figure->panel[panel].y_grid = false;
    figure->panel[panel].x_axis = false;
    for (int clear = 0; clear < 2; clear++) {
        cgap_figure_mark(figure, panel,
                         clear == 0 ? (cgap_mark){CGAP_MARK_BOX, "blank_colour", 1.0, 1}
                                    : (cgap_mark){CGAP_MARK_TILE, "text_colour", 1.0, 1});
        for (size_t k = 0; k < self->n * self->n; k++) {
            size_t i = k / self->n, j = k % self->n;

            if (j < i && isfinite(e->pair[k].percent) && e->pair[k].clear == (clear == 1)) {
                draw_pair(source, figure, self, e, panel, i, j);
            }
        }
    }
    for (size_t p = 0; p < self->n; p++) {
        char number[24];

        (void) snprintf(number, sizeof number, "%zu", p + 1);
        if (p + 1 < self->n) { /* the last part pairs with those before it */
            cgap_figure_text(figure, cgap_figure_x(figure, panel, (double) p + 0.5),
                             figure->panel[panel].bottom + 10.0, number,
                             (cgap_text_style){CGAP_SIZE_SMALL, false, "muted_colour", 0});
        }
        if (p > 0) {
            cgap_figure_text(figure, figure->panel[panel].left - 6.0,
                             cgap_figure_y(figure, panel, (double) (self->n - p) - 0.5), number,
                             (cgap_text_style){CGAP_SIZE_SMALL, false, "muted_colour", 1});
        }
    }
}

/* The largest part and the strongest clear pair of the first criterion. */
static void
write_head(const cgap_chart_source *source, cgap_figure *figure, const cgap_package *self)
{
    const cgap_frame *f = &source->shapley;
    const cgap_package_effect *e = &self->effect[0];
    size_t largest = 0, strongest = 0, n = self->n;
    char title[CGAP_LONG], subtitle[CGAP_LONG], share[CGAP_NUMBER_WORDS];
    char number[CGAP_NUMBER_WORDS], name[CGAP_WORDS_SIZE];

    for (size_t p = 1; p < n; p++) {
        largest = fabs(e->part[p].value) > fabs(e->part[largest].value) ? p : largest;
    }
    for (size_t k = 0; k < n * n; k++) {
        if (e->pair[k].clear && !(fabs(e->pair[strongest].percent) >= fabs(e->pair[k].percent))) {
            strongest = k;
        }
    }
    (void) cgap_decimal_words(source->language, 100.0 * fabs(e->part[largest].value) / e->all, 0,
                              false, share);
    (void) cgap_phrase(title, sizeof title, source->language,
                       !e->pair[strongest].clear          ? CGAP_T_SHAPLEY_TITLE
                       : e->pair[strongest].percent > 0.0 ? CGAP_T_SHAPLEY_TITLE_COMPLEMENTS
                                                          : CGAP_T_SHAPLEY_TITLE_SUBSTITUTES,
                       cgap_capital(e->name, name, sizeof name), self->name[largest], share,
                       self->name[strongest % n], self->name[strongest / n], NULL);
    (void) cgap_decimal_words(source->language, self->replicates, 0, false, number);
    (void) cgap_phrase(subtitle, sizeof subtitle, source->language,
                       self->replicates > 0.0 ? CGAP_T_SHAPLEY_SUBTITLE
                                              : CGAP_T_SHAPLEY_SUBTITLE_CERTAIN,
                       cgap_csv_text(&f->csv, 0, cgap_csv_find(&f->csv, "package")),
                       cgap_csv_text(&f->csv, 0, cgap_csv_find(&f->csv, "base")), number, NULL);
    cgap_figure_head(figure, title, subtitle);
}

static void
draw_all(const cgap_chart_source *source, cgap_figure *figure, cgap_package *self)
{
    bool pairs = self->strongest > 0.0, column = figure->column;
    size_t columns = pairs && !column ? 2 : 1, rows = self->n_effect * (pairs && column ? 2 : 1);
    cgap_grid grid = {columns, rows, fmax(40.0, 18.0 * (double) self->n), 26.0, 20.0, 48.0,
                      30.0,    0.0};

    write_head(source, figure, self);
    figure->palette = "diverging";
    figure->palette_high = pairs ? fmax(2.0, 2.0 * ceil(self->strongest / 2.0)) : 1.0;
    figure->palette_low = -figure->palette_high;
    figure->inset = column ? 130.0 : 150.0;
    cgap_figure_grid(figure, grid);
    for (size_t e = 0; e < self->n_effect; e++) {
        draw_bars(source, figure, self, &self->effect[e]);
        if (pairs) {
            draw_pairs(source, figure, self, &self->effect[e]);
        }
    }
    figure->inset = 0.0;
    if (pairs) {
        cgap_figure_palette_key(figure, cgap_chart_text(source, CGAP_T_SHAPLEY_KEY));
    }
}

void
cgap_chart_shapley(const cgap_chart_source *source, size_t scenario, cgap_figure *figure)
{
    cgap_package all = {0};

    (void) scenario;
    if (!source->shapley.present || source->shapley.csv.n_row == 0) {
        cgap_figure_lacks(figure, "there is no shapley.csv; run cgap compare with --decompose");
    } else if (!cgap_package_read(&all, source)) {
        figure->failed = true;
    } else if (all.n_effect == 0) {
        cgap_figure_lacks(figure, "no part of the package in shapley.csv has an effect");
    } else {
        draw_all(source, figure, &all);
    }
    cgap_package_free(&all);
}
