/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios side by side at the end: dot and whisker of mean and gap, formal beside practice. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "cgap/memory.h"

#include "chart.h"
#include "line_up.h"
#include "panels.h"
#include "words.h"

enum { N_PANEL = 4 };

static const struct {
    const char *measure;
    cgap_text_key title, unit;
} PANEL[N_PANEL] = {
    {"formal_cv", CGAP_T_FORMAL_GAP, CGAP_T_STRATEGIES_UNIT_GAP},
    {"practice_cv", CGAP_T_PRACTICE_GAP, CGAP_T_STRATEGIES_UNIT_GAP},
    {"formal_mean", CGAP_T_FORMAL_LEVEL, CGAP_T_UNIT_INDEX_MEAN},
    {"practice_mean", CGAP_T_PRACTICE_LEVEL, CGAP_T_UNIT_INDEX_MEAN},
};

/* The last row of a measure of a scenario: mean, low and high end of its interval. */
static bool
read_end(const cgap_chart_source *source, size_t scenario, const char *measure, double end[3])
{
    cgap_path path;

    end[0] = end[1] = end[2] = NAN;
    if (!cgap_path_union(&path, source, scenario, measure)) {
        return false;
    }
    if (path.n > 0) {
        end[0] = path.mean[path.n - 1];
        end[1] = path.q05[path.n - 1];
        end[2] = path.q95[path.n - 1];
    }
    cgap_path_free(&path);
    return true;
}

/* "history: 0.047 (90 % of futures: 0.036 to 0.058)" */
static void
tell(const cgap_chart_source *source, cgap_figure *figure, size_t panel, size_t scenario,
     double place, const double end[3])
{
    bool band = isfinite(end[1]) && isfinite(end[2]);
    char number[3][CGAP_NUMBER_WORDS], text[CGAP_WORDS];

    for (size_t k = 0; k < 3; k++) {
        (void) cgap_decimal_words(source->language, end[k], 3, false, number[k]);
    }
    (void) cgap_phrase(text, sizeof text, source->language,
                       band ? CGAP_T_HINT_BAND : CGAP_T_HINT_VALUE, source->scenario[scenario],
                       number[0], number[1], number[2], NULL);
    cgap_figure_hint(
        figure, panel,
        (cgap_place){band ? end[1] : end[0], place - 0.5, band ? end[2] : end[0], place + 0.5},
        text);
}

static void
draw_dot(const cgap_chart_source *source, cgap_figure *figure, size_t panel, size_t scenario,
         double place, const double end[3])
{
    char colour[CGAP_COLOUR_SIZE];
    const double whisker[] = {end[0], place, end[1], end[2]};

    cgap_scenario_colour(source, scenario, colour);
    cgap_figure_mark(figure, panel, (cgap_mark){CGAP_MARK_WHISKER, colour, 1.6, 1});
    cgap_figure_row(figure, 4, whisker);
    cgap_figure_mark(figure, panel, (cgap_mark){CGAP_MARK_POINT, colour, 0.9, 7});
    cgap_figure_row(figure, 2, whisker);
    tell(source, figure, panel, scenario, place, end);
}

static void
draw_baseline(cgap_figure *figure, size_t panel, double value, double rows)
{
    cgap_figure_mark(figure, panel, (cgap_mark){CGAP_MARK_LINE, "baseline_colour", 1.0, 3});
    for (int end = 0; end < 2; end++) {
        const double row[] = {value, end == 0 ? 0.0 : rows};

        cgap_figure_row(figure, 2, row);
    }
}

/* One scale for both gaps, from zero, and one for both levels. */
static cgap_scale
scale_of(const cgap_chart_source *source, cgap_figure *figure, size_t at)
{
    cgap_range range = CGAP_RANGE_INIT;
    double end[3];

    for (size_t k = 0; k < 2 * source->n_scenario; k++) {
        figure->failed =
            figure->failed || !read_end(source, k / 2, PANEL[at / 2 * 2 + k % 2].measure, end);
        for (size_t v = 0; v < 3; v++) {
            cgap_range_value(&range, end[v]);
        }
    }
    return cgap_scale_round(at < 2 ? fmin(0.0, range.low) : range.low, range.high,
                            figure->column ? 4 : 3);
}

static void
draw_panel(const cgap_chart_source *source, cgap_figure *figure, size_t at, const size_t *order)
{
    double rows = (double) source->n_scenario, end[3];
    cgap_scale x, y = {0.0, rows, 0.0, 0};
    size_t panel;

    x = scale_of(source, figure, at);
    panel = cgap_figure_panel(figure, cgap_chart_text(source, PANEL[at].title),
                              cgap_chart_text(source, PANEL[at].unit), x, y);
    if (figure->failed) {
        return;
    }
    figure->panel[panel].x_grid = true;
    figure->panel[panel].y_grid = false;
    if (source->baseline < source->n_scenario) {
        figure->failed = !read_end(source, source->baseline, PANEL[at].measure, end);
        draw_baseline(figure, panel, end[0], rows);
    }
    for (size_t r = 0; r < source->n_scenario && !figure->failed; r++) {
        figure->failed = !read_end(source, order[r], PANEL[at].measure, end);
        draw_dot(source, figure, panel, order[r], rows - (double) r - 0.5, end);
    }
    if (figure->column || at == 0) {
        cgap_line_up_names(source, order, figure, panel);
    }
}

void
cgap_chart_strategies(const cgap_chart_source *source, size_t scenario, cgap_figure *figure)
{
    size_t *order = cgap_memory_array(source->n_scenario, sizeof *order);
    char title[CGAP_LONG], subtitle[CGAP_LONG], to[CGAP_NUMBER_WORDS], futures[CGAP_WORDS];
    size_t practice;
    cgap_grid grid = {figure->column ? 1 : N_PANEL,
                      figure->column ? N_PANEL : 1,
                      17.0 * (double) source->n_scenario,
                      figure->column ? 150.0 : 0.0,
                      figure->column ? 16.0 : 34.0,
                      48.0,
                      26.0,
                      0.0};

    (void) scenario;
    if (order == NULL || !cgap_line_up(source, "practice_cv", order)) {
        figure->failed = true;
        free(order);
        return;
    }
    practice = order[0];
    figure->failed = !cgap_line_up(source, "formal_cv", order);
    for (size_t at = 0; at < N_PANEL && figure->missing == NULL; at++) {
        if (cgap_frame_id(&source->union_wide, 1, PANEL[at].measure) == CGAP_UNKNOWN) {
            cgap_figure_lacks(figure, "union.csv has no measure '%s'", PANEL[at].measure);
        }
    }
    if (figure->missing == NULL) {
        cgap_date_words(source->language, source->end, to);
        (void) cgap_phrase(title, sizeof title, source->language,
                           practice == order[0] ? CGAP_T_STRATEGIES_TITLE_BOTH
                                                : CGAP_T_STRATEGIES_TITLE,
                           to, source->scenario[order[0]], source->scenario[practice], NULL);
        cgap_futures_words(source, cgap_chart_text(source, CGAP_T_STRATEGIES_WHAT), futures);
        (void) cgap_phrase(subtitle, sizeof subtitle, source->language,
                           source->baseline < source->n_scenario
                               ? CGAP_T_STRATEGIES_SUBTITLE_BASELINE
                               : CGAP_T_STRATEGIES_SUBTITLE,
                           to, futures, NULL);
        cgap_figure_head(figure, title, subtitle);
        figure->inset = figure->column ? 0.0 : 150.0;
        cgap_figure_grid(figure, grid);
        for (size_t at = 0; at < N_PANEL; at++) {
            draw_panel(source, figure, at, order);
        }
    }
    free(order);
}
