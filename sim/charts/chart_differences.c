/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paired differences to the baseline over time: one panel per alternative. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "cgap/memory.h"

#include "chart.h"
#include "line_up.h"
#include "panels.h"
#include "words.h"

enum { N_LAYER = 2 };

static const char *const LAYER[N_LAYER] = {"formal", "practice"};
static const char *const MEASURE[N_LAYER] = {"formal_cv", "practice_cv"};

static bool
read_difference(cgap_path *path, const cgap_chart_source *source, size_t scenario,
                const char *measure)
{
    const cgap_frame *f = &source->comparison;
    const uint32_t want[] = {cgap_frame_id(f, 0, measure), CGAP_ANY,
                             cgap_frame_id(f, 2, source->scenario[scenario])};

    return cgap_path_read(path, f, want);
}

static void
draw_alternative(cgap_figure *figure, const char *name, const cgap_path *path, cgap_scale x,
                 cgap_scale y, bool lowest, bool leftmost)
{
    size_t panel = cgap_figure_panel(figure, name, "", x, y);

    if (figure->failed) {
        return;
    }
    figure->panel[panel].x_labels = lowest;
    figure->panel[panel].y_labels = leftmost;
    cgap_panel_level(figure, panel, 0.0, "axis_colour");
    for (size_t l = 0; l < N_LAYER; l++) {
        const char *colour = cgap_layer_colour(LAYER[l]);

        cgap_panel_band(figure, panel, &path[l], colour, 0.3);
        cgap_panel_line(figure, panel, &path[l], (cgap_mark){CGAP_MARK_LINE, colour, 1.8, 1});
    }
}

static void
draw_panels(const cgap_chart_source *source, cgap_figure *figure, const cgap_path *path,
            const size_t *order)
{
    const cgap_key_item key[] = {
        {cgap_chart_text(source, CGAP_T_FORMAL_GAP_KEY), "formal_colour", 2.0, 1},
        {cgap_chart_text(source, CGAP_T_PRACTICE_GAP_KEY), "practice_colour", 2.0, 1}};
    size_t n = source->n_scenario - (source->baseline < source->n_scenario), at = 0;
    size_t columns = figure->column ? 2 : n < 4 ? n : 4;
    cgap_grid grid = {columns, (n + columns - 1) / columns, 90.0, 0.0, 16.0, 26.0, 6.0, 10.0};
    cgap_range range = {0.0, 0.0};
    double cell;
    cgap_scale x, y;

    for (size_t p = 0; p < N_LAYER * source->n_scenario; p++) {
        cgap_range_path(&range, &path[p]);
    }
    y = cgap_scale_round(range.low, range.high, 4);
    cgap_figure_key(figure, key, 2);
    figure->inset = 38.0;
    cell = (figure->width - 2.0 * CGAP_MARGIN - figure->inset) / (double) columns;
    x = cgap_scale_years(source->start, source->end, cell - grid.right, 38.0);
    cgap_figure_grid(figure, grid);
    for (size_t r = 0; r < source->n_scenario; r++) {
        size_t s = order[r];

        if (s != source->baseline) {
            draw_alternative(figure, source->scenario[s], &path[s * N_LAYER], x, y,
                             at + columns >= n, at % columns == 0);
            at++;
        }
    }
    figure->below += 18.0;
}

/* An effect below this is not worth counting, however certain it is: the report says so, too. */
static const double NEGLIGIBLE = 0.0005;

/* How many alternatives end with an effect that matters and an interval wholly below zero. */
static size_t
clearly_lower(const cgap_path *path, size_t n)
{
    size_t count = 0;

    for (size_t s = 0; s < n; s++) {
        const cgap_path *p = &path[s * N_LAYER];
        double high = p->n > 0 ? p->q95[p->n - 1] : NAN;

        if (p->n > 0 && !isfinite(high)) { /* deterministic: the difference itself */
            high = p->mean[p->n - 1];
        }
        count += high < 0.0 && p->mean[p->n - 1] <= -NEGLIGIBLE;
    }
    return count;
}

static void
say(const cgap_chart_source *source, const cgap_path *path, char *title, char *subtitle)
{
    cgap_language language = source->language;
    char to[CGAP_NUMBER_WORDS], futures[CGAP_WORDS], count[3][CGAP_NUMBER_WORDS];
    size_t n = source->n_scenario;
    const char *base = source->comparison.key[1].text[0];

    cgap_date_words(language, source->end, to);
    (void) cgap_phrase(title, CGAP_LONG, language, CGAP_T_DIFFERENCES_TITLE, base,
                       cgap_count_words(language, clearly_lower(path, n), count[0]),
                       cgap_count_words(language, n - (source->baseline < n), count[1]), to,
                       cgap_count_words(language, clearly_lower(path + 1, n), count[2]), NULL);
    cgap_futures_words(source, cgap_chart_text(source, CGAP_T_DIFFERENCES_WHAT), futures);
    (void) cgap_phrase(subtitle, CGAP_LONG, language, CGAP_T_DIFFERENCES_SUBTITLE, futures, NULL);
}

void
cgap_chart_differences(const cgap_chart_source *source, size_t scenario, cgap_figure *figure)
{
    size_t n = source->n_scenario;
    cgap_path *path = cgap_memory_array(N_LAYER * n, sizeof *path);
    size_t *order = cgap_memory_array(n, sizeof *order), longest = 0;
    char title[CGAP_LONG], subtitle[CGAP_LONG];

    (void) scenario;
    figure->failed = path == NULL || order == NULL || !cgap_line_up(source, MEASURE[0], order);
    for (size_t p = 0; p < N_LAYER * n && !figure->failed; p++) {
        figure->failed = !read_difference(&path[p], source, p / N_LAYER, MEASURE[p % N_LAYER]);
        longest = path[p].n > longest ? path[p].n : longest;
    }
    if (!figure->failed && longest < 2) {
        cgap_figure_lacks(figure, "comparison.csv has no course of measures '%s' and '%s'",
                          MEASURE[0], MEASURE[1]);
    } else if (!figure->failed) {
        say(source, path, title, subtitle);
        cgap_figure_head(figure, title, subtitle);
        draw_panels(source, figure, path, order);
    }
    for (size_t p = 0; path != NULL && p < N_LAYER * n; p++) {
        cgap_path_free(&path[p]);
    }
    free(path);
    free(order);
}
