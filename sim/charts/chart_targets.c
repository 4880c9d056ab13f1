/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How soon a target is reached: share of replicates there by each date, per strategy. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "cgap/memory.h"
#include "cgap/quantities.h"

#include "chart.h"
#include "panels.h"
#include "text.h"
#include "words.h"

enum { MOST_BANDS = 3 }; /* more bands over each other are mud */

/* The curves of one target; shares in percent. */
typedef struct race {
    char words[CGAP_WORDS_SIZE]; /* the target */
    size_t n;                    /* scenarios */
    cgap_path *path;             /* [n] owned */
    size_t *order;               /* [n] the best end first, of equal ones the sooner; owned */
    double *half;                /* [n] when half of the runs are there, NaN: never; owned */
} race;

static void
race_free(race *self)
{
    for (size_t s = 0; self->path != NULL && s < self->n; s++) {
        cgap_path_free(&self->path[s]);
    }
    free(self->path);
    free(self->order);
    free(self->half);
}

static double
last(const cgap_path *path)
{
    return path->n > 0 ? path->mean[path->n - 1] : -1.0;
}

static double
area(const cgap_path *path)
{
    double sum = 0.0;

    for (size_t i = 0; i < path->n; i++) {
        sum += isfinite(path->mean[i]) ? path->mean[i] : 0.0;
    }
    return sum;
}

static bool
ahead(const cgap_path *a, const cgap_path *b)
{
    return last(a) > last(b) || (last(a) == last(b) && area(a) > area(b));
}

static void
line_up(race *self)
{
    for (size_t s = 0; s < self->n; s++) {
        size_t at = s;

        for (; at > 0 && ahead(&self->path[s], &self->path[self->order[at - 1]]); at--) {
            self->order[at] = self->order[at - 1];
        }
        self->order[at] = s;
    }
}

/* Date by which half of the runs are there, NaN when there is none: that of targets.csv, which
 * knows each step, else that of the first row of when.csv that has them. */
static double
half_time(const cgap_chart_source *source, const char *target, size_t scenario,
          const cgap_path *path)
{
    const cgap_frame *f = &source->targets;
    size_t row = SIZE_MAX;

    if (f->present) {
        const uint32_t want[] = {cgap_frame_id(f, 0, target),
                                 cgap_frame_id(f, 1, source->scenario[scenario])};

        return cgap_frame_next(f, want, &row)
                   ? cgap_frame_number(f, row, cgap_csv_find(&f->csv, "median_time"))
                   : NAN;
    }
    for (size_t i = 0; i < path->n; i++) {
        if (path->mean[i] >= 50.0) {
            return path->time[i];
        }
    }
    return NAN;
}

static bool
race_read(race *self, const cgap_chart_source *source, uint32_t target)
{
    const cgap_frame *f = &source->when;
    const char *spelt = f->key[0].text[target];

    *self = (race){.n = source->n_scenario};
    if (!cgap_target_words(source->language, spelt, self->words)) {
        (void) snprintf(self->words, sizeof self->words, "%.150s", spelt);
    }
    self->path = cgap_memory_array(self->n, sizeof *self->path);
    self->order = cgap_memory_array(self->n, sizeof *self->order);
    self->half = cgap_memory_array(self->n, sizeof *self->half);
    if (self->path == NULL || self->order == NULL || self->half == NULL) {
        return false;
    }
    for (size_t s = 0; s < self->n; s++) {
        const uint32_t want[] = {target, cgap_frame_id(f, 1, source->scenario[s])};

        if (!cgap_path_read(&self->path[s], f, want)) {
            return false;
        }
        for (size_t i = 0; i < self->path[s].n; i++) {
            self->path[s].mean[i] *= 100.0;
            self->path[s].q05[i] *= 100.0;
            self->path[s].q95[i] *= 100.0;
        }
        self->half[s] = half_time(source, spelt, s, &self->path[s]);
    }
    line_up(self);
    return true;
}

/* "history 97", the name cut so that the share stays. */
static bool
name_end(const cgap_chart_source *source, const race *self, size_t s, double width, char *out)
{
    char share[CGAP_NUMBER_WORDS];
    char *name;

    (void) cgap_percent_words(source->language, 0.01 * last(&self->path[s]), share);
    width -= cgap_text_width(share, CGAP_SIZE_LABEL, false) + 6.0; /* and a space */
    name = cgap_text_shorten(source->scenario[s], CGAP_SIZE_LABEL, false, width);
    if (name != NULL && source->n_scenario > 1) {
        (void) snprintf(out, CGAP_WORDS, "%.400s %s", name, share);
    } else {
        (void) snprintf(out, CGAP_WORDS, "%s", share);
    }
    free(name);
    return name != NULL;
}

static void
draw_race(const cgap_chart_source *source, cgap_figure *figure, const race *self)
{
    double pixels = (figure->width - 2.0 * CGAP_MARGIN) / (double) figure->grid.columns -
                    figure->grid.left - figure->grid.right;
    size_t n = self->n < CGAP_MAX_SPREAD ? self->n : CGAP_MAX_SPREAD, panel;
    char colour[CGAP_MAX_SPREAD][CGAP_COLOUR_SIZE], title[CGAP_WORDS_SIZE];
    char(*text)[CGAP_WORDS] = cgap_memory_array(n, sizeof *text);
    cgap_end_label label[CGAP_MAX_SPREAD];

    if (text == NULL) {
        figure->failed = true;
        return;
    }
    panel = cgap_figure_panel(figure, cgap_capital(self->words, title, sizeof title),
                              cgap_chart_text(source, CGAP_T_TARGETS_UNIT),
                              cgap_scale_years(source->start, source->end, pixels, 34.0),
                              (cgap_scale){0.0, 100.0, 25.0, 0});
    for (size_t r = 0; r < n && !figure->failed; r++) {
        size_t s = self->order[r];
        int dash = cgap_scenario_dash(source, s);

        cgap_scenario_colour(source, s, colour[r]);
        if (self->n <= MOST_BANDS) {
            cgap_panel_band(figure, panel, &self->path[s], colour[r], 0.18);
        }
        cgap_panel_line(
            figure, panel, &self->path[s],
            (cgap_mark){CGAP_MARK_LINE, colour[r], s == source->baseline ? 2.6 : 1.6, dash});
        figure->failed = !name_end(source, self, s, figure->grid.right - 22.0, text[r]);
        label[r] = (cgap_end_label){self->path[s].n > 0 ? last(&self->path[s]) : NAN, text[r],
                                    colour[r], dash};
    }
    cgap_figure_end_labels(figure, panel, label, n);
    free(text);
}

/* So many panels beside each other that the longest of their titles is whole. */
static size_t
columns_for(const cgap_figure *figure, const race *all, size_t n, size_t most)
{
    char title[CGAP_WORDS_SIZE];
    double widest = 0.0;
    size_t columns = n < most ? n : most;

    for (size_t t = 0; t < n; t++) {
        widest = fmax(widest, cgap_text_width(cgap_capital(all[t].words, title, sizeof title),
                                              CGAP_SIZE_PANEL, true));
    }
    while (columns > 1 && widest + 2.0 > (figure->width - 2.0 * CGAP_MARGIN) / (double) columns) {
        columns--;
    }
    return columns;
}

static cgap_grid
layout(const cgap_figure *figure, size_t n_scenario, const race *all, size_t n_target)
{
    size_t most = figure->column ? 1 : n_scenario > 1 ? 2 : 3;
    size_t columns = columns_for(figure, all, n_target, most);
    double height = figure->column ? 120.0 : 150.0;

    return (cgap_grid){columns,
                       (n_target + columns - 1) / columns,
                       fmax(height, 14.0 * (double) n_scenario + 8.0),
                       32.0,
                       n_scenario > 1 ? 198.0 : 36.0,
                       48.0,
                       28.0,
                       0.0};
}

/* One scenario and its first target. */
static void
say_one(const cgap_chart_source *source, const race *self, char *title)
{
    cgap_language language = source->language;
    double half = self->half[0];
    char to[CGAP_NUMBER_WORDS], by[CGAP_NUMBER_WORDS], share[CGAP_NUMBER_WORDS];

    cgap_date_words(language, source->end, to);
    cgap_date_words(language, half, by);
    (void) cgap_percent_words(language, 0.01 * last(&self->path[0]), share);
    if (source->replicates < 1.0) {
        (void) cgap_phrase(title, CGAP_LONG, language,
                           isnan(half) ? CGAP_T_TARGETS_TITLE_MISSED : CGAP_T_TARGETS_TITLE_MET,
                           self->words, isnan(half) ? to : by, NULL);
    } else if (isnan(half)) {
        (void) cgap_phrase(title, CGAP_LONG, language, CGAP_T_TARGETS_TITLE_FEW, self->words, to,
                           share, NULL);
    } else {
        (void) cgap_phrase(title, CGAP_LONG, language, CGAP_T_TARGETS_TITLE_HALF, self->words, to,
                           share, by, NULL);
    }
}

/* How many scenarios get there, and which is the first. */
static void
say_all(const cgap_chart_source *source, const race *self, char *title)
{
    cgap_language language = source->language;
    char to[CGAP_NUMBER_WORDS], by[CGAP_NUMBER_WORDS], count[2][CGAP_NUMBER_WORDS];
    size_t reach = 0, first = self->order[0];
    bool certain = source->replicates < 1.0;

    for (size_t r = 0; r < self->n; r++) {
        double half = self->half[self->order[r]];

        if (isfinite(half)) {
            first = reach == 0 || half < self->half[first] ? self->order[r] : first;
            reach++;
        }
    }
    cgap_date_words(language, source->end, to);
    (void) cgap_count_words(language, reach, count[0]);
    (void) cgap_count_words(language, self->n, count[1]);
    if (reach == 0) {
        (void) cgap_phrase(title, CGAP_LONG, language,
                           certain ? CGAP_T_TARGETS_TITLE_NONE : CGAP_T_TARGETS_TITLE_HALF_NONE,
                           self->words, to, count[1], NULL);
        return;
    }
    cgap_date_words(language, self->half[first], by);
    (void) cgap_phrase(title, CGAP_LONG, language,
                       certain ? CGAP_T_TARGETS_TITLE_SOME : CGAP_T_TARGETS_TITLE_HALF_SOME,
                       self->words, to, count[0], count[1], source->scenario[first], by, NULL);
}

static void
draw_all(const cgap_chart_source *source, cgap_figure *figure, const race *all, size_t n)
{
    char title[CGAP_LONG], subtitle[CGAP_LONG];

    if (source->n_scenario > 1) {
        say_all(source, &all[0], title);
        cgap_futures_words(source,
                           cgap_chart_text(source, source->n_scenario <= MOST_BANDS
                                                       ? CGAP_T_TARGETS_WHAT_BANDS
                                                       : CGAP_T_TARGETS_WHAT),
                           subtitle);
    } else {
        say_one(source, &all[0], title);
        cgap_subtitle(source, 0, cgap_chart_text(source, CGAP_T_TARGETS_WHAT_BANDS), subtitle);
    }
    cgap_figure_head(figure, title, subtitle);
    cgap_figure_grid(figure, layout(figure, source->n_scenario, all, n));
    for (size_t t = 0; t < n; t++) {
        draw_race(source, figure, &all[t]);
    }
}

void
cgap_chart_targets(const cgap_chart_source *source, size_t scenario, cgap_figure *figure)
{
    size_t n = source->when.present ? source->when.key[0].n : 0;
    race *all = cgap_memory_array(n, sizeof *all);

    (void) scenario;
    figure->failed = n > 0 && all == NULL;
    for (size_t t = 0; t < n && !figure->failed; t++) {
        figure->failed = !race_read(&all[t], source, (uint32_t) t);
    }
    if (n == 0) {
        cgap_figure_lacks(figure, "there is no when.csv with targets; run with --target");
    } else if (!figure->failed) {
        draw_all(source, figure, all, n);
    }
    for (size_t t = 0; all != NULL && t < n; t++) {
        race_free(&all[t]);
    }
    free(all);
}
