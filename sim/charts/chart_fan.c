/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mean and gap over time: formal capability beside practice, and the four kinds of practice. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "chart.h"
#include "membership.h"
#include "panels.h"
#include "words.h"

enum { MAX_LAYER = 4, N_MEASURE = 2 };

static const char *const MEASURE[N_MEASURE] = {"mean", "cv"};

typedef struct fans {
    const char *const *layer;
    size_t n; /* layers */
    cgap_path path[N_MEASURE][MAX_LAYER], published[N_MEASURE][MAX_LAYER];
    cgap_range range[N_MEASURE];
    bool has_published;
    cgap_membership_change change[CGAP_MOST_CHANGES];
    size_t n_change;
} fans;

static void
free_fans(fans *self)
{
    for (size_t m = 0; m < N_MEASURE; m++) {
        for (size_t l = 0; l < MAX_LAYER; l++) {
            cgap_path_free(&self->path[m][l]);
            cgap_path_free(&self->published[m][l]);
        }
    }
}

/* Published figures are drawn only where the run has a time for them. */
static void
keep_inside(cgap_path *published, const cgap_chart_source *source)
{
    for (size_t i = 0; i < published->n; i++) {
        if (published->time[i] < source->start - 1e-9 || published->time[i] > source->end + 1e-9) {
            published->mean[i] = NAN;
        }
    }
}

static bool
read_fans(fans *self, const cgap_chart_source *source, size_t scenario, cgap_figure *figure)
{
    char name[64];

    self->n_change = cgap_membership_changes(source, scenario, self->change);
    if (self->n_change == SIZE_MAX) {
        figure->failed = true;
        return false;
    }
    for (size_t m = 0; m < N_MEASURE; m++) {
        self->range[m] = (cgap_range) CGAP_RANGE_INIT;
        for (size_t l = 0; l < self->n; l++) {
            (void) snprintf(name, sizeof name, "%s_%s", self->layer[l], MEASURE[m]);
            if (!cgap_path_union(&self->path[m][l], source, scenario, name) ||
                !cgap_path_reference(&self->published[m][l], source, name)) {
                figure->failed = true;
                return false;
            }
            if (self->path[m][l].n < 2) {
                cgap_figure_lacks(figure, "union.csv has no course of measure '%s'", name);
                return false;
            }
            keep_inside(&self->published[m][l], source);
            cgap_range_path(&self->range[m], &self->path[m][l]);
            cgap_range_path(&self->range[m], &self->published[m][l]);
            self->has_published = self->has_published || self->published[m][l].n > 0;
        }
    }
    self->range[1].low = fmin(0.0, self->range[1].low); /* a gap is read from zero */
    return true;
}

static void
draw_fans(const fans *self, const cgap_chart_source *source, cgap_figure *figure, size_t columns)
{
    static const cgap_text_key unit[N_MEASURE] = {CGAP_T_UNIT_MEAN, CGAP_T_UNIT_GAP};
    cgap_language language = figure->language;
    double cell = (figure->width - 2.0 * CGAP_MARGIN) / (double) columns;
    cgap_grid grid = {columns, N_MEASURE * self->n / columns, 150.0, 34.0, 46.0, 48.0, 28.0, 0.0};

    grid.height = figure->column ? 120.0 : 150.0;
    cgap_figure_grid(figure, grid);
    for (size_t at = 0; at < N_MEASURE * self->n; at++) {
        size_t row = at / columns, block = row / N_MEASURE;
        size_t m = row % N_MEASURE, l = at % columns + block * columns;
        const cgap_path *path = &self->path[m][l];
        cgap_scale x = cgap_scale_years(path->time[0], path->time[path->n - 1],
                                        cell - grid.left - grid.right, 34.0);
        cgap_scale y = cgap_scale_round(self->range[m].low, self->range[m].high, 4);
        const char *colour = cgap_layer_colour(self->layer[l]);
        size_t panel = cgap_figure_panel(figure, cgap_layer_words(language, self->layer[l]),
                                         cgap_text_of(language, unit[m]), x, y);

        cgap_panel_membership(source, figure, panel, self->change, self->n_change);
        cgap_panel_fan(figure, panel, path, colour);
        if (self->published[m][l].n > 0) {
            cgap_panel_points(figure, panel, &self->published[m][l]);
        }
        cgap_panel_end_value(figure, panel, path, m == 0 ? 2 : 3);
    }
}

static double
last(const cgap_path *path)
{
    return path->mean[path->n - 1];
}

/* "The formal gap falls by 72 % from mid-2016 to 2030, the practice gap hardly moves (-3 %)" */
static void
say_gaps(const fans *self, cgap_language language, char *title)
{
    char words[2][CGAP_WORDS], from[CGAP_NUMBER_WORDS], to[CGAP_NUMBER_WORDS];
    const cgap_path *formal = &self->path[1][0], *practice = &self->path[1][1];

    cgap_change_words(language, formal->mean[0], last(formal), words[0]);
    cgap_change_words(language, practice->mean[0], last(practice), words[1]);
    cgap_date_words(language, formal->time[0], from);
    cgap_date_words(language, formal->time[formal->n - 1], to);
    (void) cgap_phrase(title, CGAP_LONG, language, CGAP_T_FAN_TITLE, from, to, words[0], words[1],
                       NULL);
}

static void
say_kinds(const fans *self, cgap_language language, char *title)
{
    size_t most = 0, least = 0;
    double change[MAX_LAYER] = {0.0};
    char words[2][CGAP_WORDS], to[CGAP_NUMBER_WORDS];

    for (size_t l = 0; l < self->n; l++) {
        change[l] = last(&self->path[1][l]) / self->path[1][l].mean[0];
        most = change[l] < change[most] ? l : most;
        least = change[l] > change[least] ? l : least;
    }
    cgap_change_words(language, 1.0, change[most], words[0]);
    cgap_change_words(language, 1.0, change[least], words[1]);
    cgap_date_words(language, self->path[1][0].time[self->path[1][0].n - 1], to);
    (void) cgap_phrase(title, CGAP_LONG, language, CGAP_T_PRACTICE_TITLE, to,
                       cgap_layer_of(language, self->layer[most]), words[0],
                       cgap_layer_of(language, self->layer[least]), words[1], NULL);
}

/* Published points of a measure and those outside the outer band of the run. */
typedef struct misses {
    size_t n, outside;
    double farthest; /* from the line, signed */
    size_t layer, at;
} misses;

/* Row of the path nearest to a time. */
static size_t
nearest_row(const cgap_path *path, double time)
{
    size_t best = 0;

    for (size_t i = 1; i < path->n; i++) {
        best = fabs(path->time[i] - time) < fabs(path->time[best] - time) ? i : best;
    }
    return best;
}

static misses
find_misses(const fans *self, size_t measure)
{
    misses out = {0, 0, 0.0, 0, 0};

    for (size_t l = 0; l < self->n; l++) {
        const cgap_path *path = &self->path[measure][l];
        const cgap_path *published = &self->published[measure][l];

        for (size_t i = 0; i < published->n; i++) {
            size_t row = nearest_row(path, published->time[i]);
            double value = published->mean[i];

            if (!isfinite(value) || !isfinite(path->q05[row]) || !isfinite(path->q95[row])) {
                continue;
            }
            out.n++;
            out.outside += value < path->q05[row] || value > path->q95[row];
            if (fabs(value - path->mean[row]) > fabs(out.farthest)) {
                out.farthest = value - path->mean[row];
                out.layer = l;
                out.at = i;
            }
        }
    }
    return out;
}

/* "Outside the 90 % band lie 5 of 8 circles of the mean (farthest: +0.09, people
 * 2021) and ..." */
static void
tell_misses(const cgap_chart_source *source, const fans *self, char *subtitle)
{
    cgap_language language = source->language;
    char before[CGAP_LONG], count[N_MEASURE][CGAP_WORDS], far[N_MEASURE][CGAP_WORDS];

    for (size_t m = 0; m < N_MEASURE; m++) {
        misses found = find_misses(self, m);
        char number[2][CGAP_NUMBER_WORDS], distance[CGAP_NUMBER_WORDS], date[CGAP_NUMBER_WORDS];

        if (found.n == 0) {
            return;
        }
        (void) cgap_phrase(count[m], CGAP_WORDS, language, CGAP_T_FAN_MISSES_OF,
                           cgap_count_words(language, found.outside, number[0]),
                           cgap_count_words(language, found.n, number[1]), NULL);
        (void) cgap_decimal_words(language, found.farthest, m == 0 ? 2 : 3, true, distance);
        cgap_date_words(language, self->published[m][found.layer].time[found.at], date);
        (void) cgap_phrase(far[m], CGAP_WORDS, language, CGAP_T_FAN_MISSES_FARTHEST, distance,
                           cgap_layer_short(language, self->layer[found.layer]), date, NULL);
    }
    (void) snprintf(before, sizeof before, "%s", subtitle);
    (void) cgap_phrase(subtitle, CGAP_LONG, language, CGAP_T_FAN_MISSES, before, count[0], far[0],
                       count[1], far[1], NULL);
}

static void
build(const cgap_chart_source *source, size_t scenario, cgap_figure *figure, fans *self,
      void (*say)(const fans *self, cgap_language language, char *title))
{
    char title[CGAP_LONG], subtitle[CGAP_LONG];
    size_t columns = figure->column ? 2 : self->n;

    if (read_fans(self, source, scenario, figure)) {
        say(self, source->language, title);
        cgap_subtitle(source, scenario, cgap_chart_text(source, CGAP_T_LINE_AND_BANDS), subtitle);
        if (self->has_published) {
            size_t used = strlen(subtitle);

            bool formal = strcmp(self->layer[0], "formal") == 0;

            (void) snprintf(
                subtitle + used, sizeof subtitle - used, " %s",
                cgap_chart_text(source, formal ? CGAP_T_FAN_PUBLISHED_GCI : CGAP_T_FAN_PUBLISHED));
        }
        tell_misses(source, self, subtitle);
        cgap_membership_note(source, self->n_change, subtitle);
        cgap_figure_head(figure, title, subtitle);
        draw_fans(self, source, figure, columns);
    }
    free_fans(self);
}

void
cgap_chart_fan(const cgap_chart_source *source, size_t scenario, cgap_figure *figure)
{
    static const char *const layers[] = {"formal", "practice"};
    fans self = {.layer = layers, .n = 2};

    build(source, scenario, figure, &self, say_gaps);
}

void
cgap_chart_practice(const cgap_chart_source *source, size_t scenario, cgap_figure *figure)
{
    static const char *const layers[] = {"sme", "enterprise", "administration", "people"};
    fans self = {.layer = layers, .n = 4};

    build(source, scenario, figure, &self, say_kinds);
}
