/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sigma convergence (is the spread falling?) and beta convergence (do those behind grow faster?).
 */
#include <math.h>
#include <stdio.h>

#include "chart.h"
#include "panels.h"
#include "roster.h"
#include "text.h"
#include "words.h"

enum { N_LAYER = 2 };

static const char *const LAYER[N_LAYER] = {"formal", "practice"};

static void
draw_sigma(const cgap_chart_source *source, cgap_figure *figure, const cgap_path *sd, double pixels)
{
    cgap_range range = {0.0, 0.0};
    cgap_end_label label[N_LAYER];
    size_t panel;

    for (size_t l = 0; l < N_LAYER; l++) {
        cgap_range_path(&range, &sd[l]);
    }
    panel = cgap_figure_panel(figure, cgap_chart_text(source, CGAP_T_SIGMA_TITLE),
                              cgap_chart_text(source, CGAP_T_UNIT_SD),
                              cgap_scale_years(source->start, source->end, pixels, 34.0),
                              cgap_scale_round(range.low, range.high, 4));
    for (size_t l = 0; l < N_LAYER; l++) {
        const char *colour = cgap_layer_colour(LAYER[l]);

        cgap_panel_fan(figure, panel, &sd[l], colour);
        label[l] = (cgap_end_label){sd[l].mean[sd[l].n - 1],
                                    cgap_layer_short(source->language, LAYER[l]), colour, 1};
    }
    cgap_figure_end_labels(figure, panel, label, N_LAYER);
}

/* Codes beside the points, each where it meets no point and no other code; the rest stay bare. */
static void
name_points(cgap_figure *figure, size_t panel, const cgap_roster *roster, const double *growth)
{
    double taken[3 * CGAP_MAX_SPREAD][2];
    size_t n_taken = 0, n = roster->n < CGAP_MAX_SPREAD ? roster->n : CGAP_MAX_SPREAD;

    for (size_t m = 0; m < n; m++) {
        taken[n_taken][0] = cgap_figure_x(figure, panel, roster->first[m]);
        taken[n_taken++][1] = cgap_figure_y(figure, panel, growth[m]);
    }
    for (size_t m = 0; m < n && !figure->failed; m++) {
        static const double shift[][2] = {{11.0, 0.0}, {-11.0, 0.0}, {0.0, -9.0}, {0.0, 9.0}};

        for (size_t way = 0; way < 4 && isfinite(growth[m]); way++) {
            double x = taken[m][0] + shift[way][0], y = taken[m][1] + shift[way][1];
            bool free_place = x < figure->panel[panel].right &&
                              x > figure->panel[panel].left + 6.0 && y > figure->panel[panel].top &&
                              y < figure->panel[panel].bottom - 5.0;

            for (size_t t = 0; t < n_taken && free_place; t++) {
                double wide = t < n ? 10.0 : 16.0, high = t < n ? 7.0 : 9.0;

                free_place = t == m || fabs(taken[t][0] - x) > wide || fabs(taken[t][1] - y) > high;
            }
            if (free_place) {
                cgap_figure_text(figure, x, y, roster->member[m],
                                 (cgap_text_style){8.0, false, "muted_colour", 0});
                taken[n_taken][0] = x;
                taken[n_taken++][1] = y;
                break;
            }
        }
    }
}

/* Growth of a member as the regression takes it: percent a year, logarithmic. */
static double
growth_of(const cgap_chart_source *source, const cgap_roster *roster, size_t m)
{
    return 100.0 * log(roster->last[m] / roster->first[m]) / (source->end - source->start);
}

static void
draw_beta(const cgap_chart_source *source, cgap_figure *figure, const cgap_roster *roster,
          const char *layer, double beta)
{
    cgap_range x = CGAP_RANGE_INIT, y = CGAP_RANGE_INIT;
    double growth[CGAP_MAX_SPREAD];
    size_t n = roster->n < CGAP_MAX_SPREAD ? roster->n : CGAP_MAX_SPREAD, panel;
    char title[CGAP_WORDS], slope[CGAP_NUMBER_WORDS], growth_words[CGAP_NUMBER_WORDS];

    for (size_t m = 0; m < n; m++) {
        growth[m] = growth_of(source, roster, m);
        cgap_range_value(&x, roster->first[m]);
        cgap_range_value(&y, growth[m]);
    }
    (void) cgap_decimal_words(source->language, beta, 3, true, slope);
    (void) cgap_phrase(title, sizeof title, source->language, CGAP_T_BETA_TITLE,
                       cgap_layer_short(source->language, layer),
                       isfinite(beta) ? slope : cgap_chart_text(source, CGAP_T_BETA_UNDEFINED),
                       NULL);
    panel =
        cgap_figure_panel(figure, title, cgap_chart_text(source, CGAP_T_BETA_UNIT),
                          cgap_scale_round(x.low, x.high, 3), cgap_scale_round(y.low, y.high, 4));
    cgap_figure_mark(figure, panel, (cgap_mark){CGAP_MARK_POINT, cgap_layer_colour(layer), 0.6, 7});
    for (size_t m = 0; m < n; m++) {
        const double row[] = {roster->first[m], growth[m]};

        cgap_figure_row(figure, 2, row);
        (void) cgap_phrase(
            title, sizeof title, source->language, CGAP_T_HINT_GROWTH, roster->name[m],
            cgap_decimal_words(source->language, row[0], 2, false, slope),
            cgap_decimal_words(source->language, row[1], 1, true, growth_words), NULL);
        cgap_figure_hint(figure, panel, (cgap_place){row[0], row[1], row[0], row[1]}, title);
    }
    name_points(figure, panel, roster, growth);
}

static void
say(cgap_language language, const cgap_path *sd, const double *beta, char *title)
{
    char words[CGAP_WORDS], other[CGAP_WORDS];

    cgap_change_words(language, sd[0].mean[0], sd[0].mean[sd[0].n - 1], words);
    cgap_change_words(language, sd[1].mean[0], sd[1].mean[sd[1].n - 1], other);
    (void) cgap_phrase(
        title, CGAP_LONG, language, CGAP_T_CONVERGENCE_TITLE, words, other,
        cgap_text_of(language, !isfinite(beta[0]) || !isfinite(beta[1]) ? CGAP_T_CONVERGENCE_UNKNOWN
                               : beta[0] < 0.0 && beta[1] < 0.0         ? CGAP_T_CONVERGENCE_BOTH
                               : beta[0] < 0.0                          ? CGAP_T_CONVERGENCE_FORMAL
                               : beta[1] < 0.0 ? CGAP_T_CONVERGENCE_PRACTICE
                                               : CGAP_T_CONVERGENCE_NEITHER),
        NULL);
}

static void
draw(const cgap_chart_source *source, size_t scenario, cgap_figure *figure, const cgap_path *sd,
     const double *beta, const cgap_roster *roster)
{
    char title[CGAP_LONG], subtitle[CGAP_LONG];
    size_t columns = figure->column ? 1 : 3;
    cgap_grid grid = {columns, 3 / columns, 190.0, 34.0, 14.0, 48.0, 26.0, 0.0};
    double pixels = (figure->width - 2.0 * CGAP_MARGIN) / (double) columns - 100.0;

    say(source->language, sd, beta, title);
    cgap_subtitle(source, scenario, cgap_chart_text(source, CGAP_T_CONVERGENCE_WHAT), subtitle);
    cgap_figure_head(figure, title, subtitle);
    cgap_figure_grid(figure, grid);
    figure->grid.right = 76.0; /* room for the names of the lines */
    draw_sigma(source, figure, sd, pixels);
    figure->grid.right = grid.right;
    for (size_t l = 0; l < N_LAYER; l++) {
        draw_beta(source, figure, &roster[l], LAYER[l], beta[l]);
    }
}

void
cgap_chart_convergence(const cgap_chart_source *source, size_t scenario, cgap_figure *figure)
{
    cgap_path sd[N_LAYER] = {CGAP_PATH_INIT, CGAP_PATH_INIT}, slope = CGAP_PATH_INIT;
    cgap_roster roster[N_LAYER] = {{0}, {0}};
    double beta[N_LAYER];
    char name[64];

    for (size_t l = 0; l < N_LAYER && !figure->failed; l++) {
        (void) snprintf(name, sizeof name, "%s_sd", LAYER[l]);
        figure->failed = !cgap_path_union(&sd[l], source, scenario, name);
        (void) snprintf(name, sizeof name, "%s_beta", LAYER[l]);
        figure->failed = figure->failed || !cgap_path_union(&slope, source, scenario, name) ||
                         !cgap_roster_read(&roster[l], source, scenario, LAYER[l]);
        beta[l] = cgap_path_at(&slope, source->end, 1e-6);
        cgap_path_free(&slope);
    }
    if (!figure->failed && (sd[0].n < 2 || sd[1].n < 2)) {
        cgap_figure_lacks(figure, "union.csv has no course of 'formal_sd' and 'practice_sd'");
    } else if (!figure->failed && (roster[0].n == 0 || roster[1].n == 0)) {
        cgap_figure_lacks(figure, "members.csv has no variables 'formal' and 'practice'");
    } else if (!figure->failed) {
        draw(source, scenario, figure, sd, beta, roster);
    }
    for (size_t l = 0; l < N_LAYER; l++) {
        cgap_path_free(&sd[l]);
        cgap_roster_free(&roster[l]);
    }
}
