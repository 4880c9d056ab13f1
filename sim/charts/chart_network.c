/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cooperation drawn on geography: a run at the start and at the end; of a comparison the baseline
 * at the end, then what each alternative strengthens and weakens. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "cgap/memory.h"

#include "chart.h"
#include "network.h"
#include "roster.h"
#include "text.h"
#include "words.h"

/* The largest link of the panels from .. to - 1, with @p sign -1 the largest downwards. */
static double
largest(const cgap_network *self, size_t from, size_t to, double sign)
{
    double most = 0.0;

    for (size_t v = from; v < to; v++) {
        for (size_t i = 0; i < self->at[v].web.n; i++) {
            for (size_t j = i + 1; j < self->at[v].web.n; j++) {
                most = fmax(
                    most, sign * cgap_network_link(self, &self->at[v], i, j)); /* passes over NaN */
            }
        }
    }
    return most;
}

/* The scales of a panel: one of ties, or two of differences. */
static const cgap_link_scale *
scales_of(const cgap_network *self, const cgap_network_view *of, size_t *n)
{
    *n = cgap_network_is_change(self, of) ? 2 : 1;
    return cgap_network_is_change(self, of) ? self->change : &self->tie;
}

static void
set_scales(cgap_network *self)
{
    self->tie =
        cgap_link_scale_levels("tie", 6, largest(self, 0, self->several ? 1 : self->n, 1.0));
    if (self->several) {
        double down = largest(self, 1, self->n, -1.0), up = largest(self, 1, self->n, 1.0);

        self->change[0] = cgap_link_scale_changes("weaker", 4, -1.0, fmax(down, up), down);
        self->change[1] = cgap_link_scale_changes("stronger", 4, 1.0, fmax(down, up), up);
    }
}

/* All links of one class in one block of lines. */
static void
draw_class(const cgap_network *self, cgap_figure *figure, size_t panel, const cgap_network_view *of,
           const cgap_link_scale *scale, size_t class)
{
    cgap_link_mark(scale, figure, panel, class, self->thick);
    for (size_t i = 0; i < of->web.n; i++) {
        for (size_t j = i + 1; j < of->web.n; j++) {
            if (cgap_link_class(scale, cgap_network_link(self, of, i, j)) == class) {
                const double from[] = {self->place[i].x, self->place[i].y};
                const double to[] = {self->place[j].x, self->place[j].y};

                cgap_figure_row(figure, 2, from);
                cgap_figure_row(figure, 2, to);
                cgap_figure_gap(figure);
            }
        }
    }
}

/* Weak links first, so that strong ones lie over them. */
static void
draw_links(const cgap_network *self, cgap_figure *figure, size_t panel, const cgap_network_view *of)
{
    size_t n;
    const cgap_link_scale *scale = scales_of(self, of, &n);

    for (size_t class = 1; class <= CGAP_MOST_LINK && !figure->failed; class ++) {
        for (size_t s = 0; s < n; s++) {
            if (class <= scale[s].n) {
                draw_class(self, figure, panel, of, &scale[s], class);
            }
        }
    }
}

/* "Germany: 0.27", with the difference to the baseline behind it. */
static void
tell_state(const cgap_network *self, const cgap_chart_source *source, cgap_figure *figure,
           size_t panel, const cgap_network_view *of, size_t i)
{
    double reach =
        cgap_geography_km(0.5 * self->disc, figure->panel[panel].right - figure->panel[panel].left);
    double mine = cgap_web_of(&of->web, i);
    char text[CGAP_WORDS], number[2][CGAP_NUMBER_WORDS];
    const char *name = cgap_member_name(source, of->web.member[i]);

    (void) cgap_decimal_words(source->language, mine, 3, false, number[0]);
    if (cgap_network_is_change(self, of)) {
        (void) cgap_decimal_words(source->language, mine - cgap_web_of(&self->at[0].web, i), 3,
                                  true, number[1]);
        (void) cgap_phrase(text, sizeof text, source->language, CGAP_T_NETWORK_HINT_CHANGE, name,
                           number[0], number[1], NULL);
    } else {
        (void) cgap_phrase(text, sizeof text, source->language, CGAP_T_NETWORK_HINT, name,
                           number[0], NULL);
    }
    cgap_figure_hint(figure, panel,
                     (cgap_place){self->place[i].x - reach, self->place[i].y - reach,
                                  self->place[i].x + reach, self->place[i].y + reach},
                     text);
}

/* Members as discs; others as rings. */
static void
draw_states(const cgap_network *self, const cgap_chart_source *source, cgap_figure *figure,
            size_t panel, const cgap_network_view *of)
{
    enum { DISC = 7, RING = 6 };
    const double size = self->disc / 7.2; /* of gnuplot's symbols: measured */
    const struct {
        bool inside;
        const char *colour;
        int symbol;
    } mark[] = {
        {true, "text_colour", DISC}, {false, "paper_colour", DISC}, {false, "axis_colour", RING}};

    for (size_t m = 0; m < sizeof mark / sizeof mark[0]; m++) {
        cgap_figure_mark(figure, panel,
                         (cgap_mark){CGAP_MARK_POINT, mark[m].colour, size, mark[m].symbol});
        for (size_t i = 0; i < of->web.n; i++) {
            if (of->web.inside[i] == mark[m].inside) {
                cgap_figure_row(figure, 2, (const double[]){self->place[i].x, self->place[i].y});
            }
        }
    }
    for (size_t i = 0; i < of->web.n && !figure->failed; i++) {
        if (self->coded) {
            char *code = cgap_text_shorten(of->web.member[i], 0.5 * self->disc, true, self->disc);

            figure->failed = figure->failed || code == NULL;
            cgap_figure_text(
                figure, cgap_figure_x(figure, panel, self->place[i].x),
                cgap_figure_y(figure, panel, self->place[i].y), code == NULL ? "" : code,
                (cgap_text_style){0.5 * self->disc, true,
                                  of->web.inside[i] ? "light_colour" : "muted_colour", 0});
            free(code);
        }
        tell_state(self, source, figure, panel, of, i);
    }
}

static void
draw_view(const cgap_network *self, const cgap_chart_source *source, cgap_figure *figure,
          const cgap_network_view *of)
{
    cgap_language language = source->language;
    double mean = cgap_web_mean(&of->web);
    char unit[CGAP_WORDS], date[CGAP_NUMBER_WORDS], number[2][CGAP_NUMBER_WORDS];
    size_t panel;

    (void) cgap_date_words(language, of->time, date);
    (void) cgap_decimal_words(language, mean, 3, false, number[0]);
    if (cgap_network_is_change(self, of)) {
        (void) cgap_decimal_words(language, mean - cgap_web_mean(&self->at[0].web), 3, true,
                                  number[1]);
        (void) cgap_phrase(unit, sizeof unit, language, CGAP_T_NETWORK_MEAN_CHANGE, number[0],
                           number[1], NULL);
    } else {
        (void) cgap_phrase(unit, sizeof unit, language, CGAP_T_NETWORK_MEAN, number[0], NULL);
    }
    panel =
        cgap_geography_panel(figure, self->several ? source->scenario[of->scenario] : date, unit);
    if (!figure->failed) {
        draw_links(self, figure, panel, of);
        draw_states(self, source, figure, panel, of);
    }
}

/* Maps as wide as their number allows, and discs as large as fit on them. */
static bool
measure(cgap_network *self, const cgap_figure *figure, const cgap_chart_source *source)
{
    size_t states = self->at[0].web.n;

    self->columns = figure->column ? (self->n > 3 ? 2 : 1) : self->n > 4 ? 3 : 2;
    self->width = (figure->width - 2.0 * CGAP_MARGIN) / (double) self->columns;
    self->gap = self->columns > 1 ? 8.0 : 0.0;
    if (!figure->column && self->n > 3 * self->columns) { /* four rows that fit on a page */
        self->gap = self->width - 190.0;
    }
    self->width -= self->gap;
    self->coded = self->width > 180.0;
    self->thick = self->width > 300.0 ? 1.0 : self->coded ? 0.65 : 0.5;
    self->disc = self->width > 300.0 ? 17.0 : self->coded ? 13.0 : 5.0;
    self->place = cgap_memory_array(states, sizeof *self->place);
    if (self->place == NULL) {
        return false;
    }
    self->in_corner =
        cgap_geography_places(source, self->at[0].web.member, states,
                              cgap_geography_km(self->disc + 0.5, self->width), self->place);
    return true;
}

static void
set_grid(const cgap_network *self, cgap_figure *figure)
{
    double title = figure->column && self->columns > 1 ? 10.0 : 0.0;
    size_t rows = (self->n + self->columns - 1) / self->columns;

    cgap_figure_grid(figure, (cgap_grid){self->columns, rows, cgap_geography_height(self->width),
                                         0.0, self->gap, 38.0, 6.0, title});
}

/* A key with a heading; nothing where there is no link. */
static void
write_key(cgap_figure *figure, const char *text, const cgap_link_scale *scale, size_t n)
{
    char capital[CGAP_WORDS];
    size_t classes = 0;

    for (size_t s = 0; s < n; s++) {
        classes += scale[s].n;
    }
    if (classes > 0) {
        cgap_figure_text(figure, CGAP_MARGIN, figure->below + 4.0,
                         cgap_capital(text, capital, sizeof capital),
                         (cgap_text_style){CGAP_SIZE_LABEL, true, "text_colour", -1});
        figure->below += 16.0;
        cgap_link_key(figure, scale, n);
    }
}

static void
draw_all(cgap_network *self, const cgap_chart_source *source, size_t scenario, cgap_figure *figure)
{
    if (!measure(self, figure, source)) {
        figure->failed = true;
        return;
    }
    set_scales(self);
    cgap_network_head(self, source, scenario, figure);
    write_key(figure, cgap_chart_text(source, CGAP_T_UNIT_TIE), &self->tie, 1);
    if (self->several) {
        write_key(figure, cgap_chart_text(source, CGAP_T_NETWORK_CHANGE_KEY), self->change, 2);
    }
    set_grid(self, figure);
    for (size_t v = 0; v < self->n && !figure->failed; v++) {
        draw_view(self, source, figure, &self->at[v]);
    }
}

void
cgap_chart_network(const cgap_chart_source *source, size_t scenario, cgap_figure *figure)
{
    cgap_network all = {0};

    if (!source->ties.present || source->ties.csv.n_row == 0) {
        cgap_figure_lacks(figure,
                          "there is no ties.csv; a single state has no ties, and folders of "
                          "earlier versions lack the table");
        return;
    }
    if (source->n_scenario > 1 && source->baseline == source->n_scenario) {
        cgap_figure_lacks(figure, "comparison.csv names no baseline that union.csv holds");
        return;
    }
    if (cgap_network_read(&all, source, scenario)) {
        draw_all(&all, source, scenario, figure);
    } else {
        figure->failed = true;
    }
    cgap_network_free(&all);
}
