/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Courses of all scenarios in one panel per measure. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "cgap/memory.h"

#include "chart.h"
#include "panels.h"
#include "words.h"

enum { N_PANEL = 4 };

static const struct {
    const char *measure;
    cgap_text_key title, unit;
} PANEL[N_PANEL] = {
    {"formal_cv", CGAP_T_FORMAL_GAP, CGAP_T_UNIT_CV},
    {"practice_cv", CGAP_T_PRACTICE_GAP, CGAP_T_UNIT_CV},
    {"formal_mean", CGAP_T_FORMAL_LEVEL, CGAP_T_UNIT_MEAN},
    {"practice_mean", CGAP_T_PRACTICE_LEVEL, CGAP_T_UNIT_MEAN},
};

/* One scale for both gaps, from zero, and one for both levels: lines beside each other are as steep
 * as they look. @param[in] all [N_PANEL][n_scenario] */
static cgap_scale
scale_of(const cgap_chart_source *source, const cgap_path *all, size_t at)
{
    cgap_range range = CGAP_RANGE_INIT;
    const cgap_path *pair = &all[at / 2 * 2 * source->n_scenario];

    for (size_t s = 0; s < 2 * source->n_scenario; s++) {
        for (size_t i = 0; i < pair[s].n; i++) {
            cgap_range_value(&range, pair[s].mean[i]);
        }
    }
    return cgap_scale_round(at < 2 ? fmin(0.0, range.low) : range.low, range.high, 4);
}

static void
draw_lines(const cgap_chart_source *source, cgap_figure *figure, const cgap_path *all, size_t at)
{
    const cgap_path *path = &all[at * source->n_scenario];
    size_t columns = figure->grid.columns, panel;
    double pixels = (figure->width - 2.0 * CGAP_MARGIN) / (double) columns - figure->grid.left -
                    figure->grid.right;
    char colour[CGAP_MAX_SPREAD][CGAP_COLOUR_SIZE];
    cgap_end_label label[CGAP_MAX_SPREAD];
    size_t n = source->n_scenario < CGAP_MAX_SPREAD ? source->n_scenario : CGAP_MAX_SPREAD;

    panel = cgap_figure_panel(
        figure, cgap_chart_text(source, PANEL[at].title), cgap_chart_text(source, PANEL[at].unit),
        cgap_scale_years(source->start, source->end, pixels, 34.0), scale_of(source, all, at));
    for (size_t s = 0; s < n; s++) {
        int dash = cgap_scenario_dash(source, s);

        cgap_scenario_colour(source, s, colour[s]);
        cgap_panel_line(
            figure, panel, &path[s],
            (cgap_mark){CGAP_MARK_LINE, colour[s], s == source->baseline ? 2.6 : 1.6, dash});
        label[s] = (cgap_end_label){path[s].n > 0 ? path[s].mean[path[s].n - 1] : NAN,
                                    source->scenario[s], colour[s], dash};
    }
    cgap_figure_end_labels(figure, panel, label, n);
}

static bool
read_paths(const cgap_chart_source *source, cgap_path *path)
{
    for (size_t at = 0; at < N_PANEL; at++) {
        for (size_t s = 0; s < source->n_scenario; s++) {
            if (!cgap_path_union(&path[at * source->n_scenario + s], source, s,
                                 PANEL[at].measure)) {
                return false;
            }
        }
    }
    return true;
}

static void
say(const cgap_chart_source *source, const cgap_path *path, char *title)
{
    size_t n = source->n_scenario;
    cgap_range formal = CGAP_RANGE_INIT, practice = CGAP_RANGE_INIT;
    cgap_language language = source->language;
    const double *const ends[4] = {&formal.low, &formal.high, &practice.low, &practice.high};
    char to[CGAP_NUMBER_WORDS], number[4][CGAP_NUMBER_WORDS];

    for (size_t s = 0; s < n; s++) {
        cgap_range_value(&formal, cgap_path_at(&path[s], source->end, 1e-6));
        cgap_range_value(&practice, cgap_path_at(&path[n + s], source->end, 1e-6));
    }
    cgap_date_words(language, source->end, to);
    for (size_t k = 0; k < 4; k++) {
        (void) cgap_decimal_words(language, *ends[k], 3, false, number[k]);
    }
    (void) cgap_phrase(title, CGAP_LONG, language, CGAP_T_PATHS_TITLE, number[0], number[1], to,
                       number[2], number[3], NULL);
}

void
cgap_chart_paths(const cgap_chart_source *source, size_t scenario, cgap_figure *figure)
{
    size_t n = source->n_scenario;
    cgap_path *path = cgap_memory_array(N_PANEL * n, sizeof *path);
    char title[CGAP_LONG], subtitle[CGAP_LONG], futures[CGAP_WORDS];
    cgap_grid grid = {figure->column ? 1 : 2,
                      figure->column ? N_PANEL : 2,
                      fmax(150.0, 14.0 * (double) n + 8.0),
                      38.0,
                      170.0,
                      48.0,
                      28.0,
                      0.0};

    (void) scenario;
    if (path == NULL || !read_paths(source, path)) {
        figure->failed = true;
    } else if (path[0].n < 2 || path[n].n < 2) {
        cgap_figure_lacks(figure, "union.csv has no course of measures 'formal_cv' and "
                                  "'practice_cv'");
    } else {
        say(source, path, title);
        cgap_futures_words(source, cgap_chart_text(source, CGAP_T_PATHS_WHAT), futures);
        (void) cgap_phrase(subtitle, sizeof subtitle, source->language, CGAP_T_PATHS_SUBTITLE,
                           futures, NULL);
        cgap_figure_head(figure, title, subtitle);
        cgap_figure_grid(figure, grid);
        for (size_t at = 0; at < N_PANEL; at++) {
            draw_lines(source, figure, path, at);
        }
    }
    for (size_t p = 0; path != NULL && p < N_PANEL * n; p++) {
        cgap_path_free(&path[p]);
    }
    free(path);
}
