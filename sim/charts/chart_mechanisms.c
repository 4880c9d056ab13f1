/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who closed the gap in each scenario: contributions at the end as stacked bars. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

#include "chart.h"
#include "contributions.h"
#include "line_up.h"
#include "panels.h"
#include "words.h"

enum { N_LAYER = 2 };

static const char *const LAYER[N_LAYER] = {"formal", "practice"};

/* "history, peers: -22 %" */
static void
tell(const cgap_chart_source *source, cgap_figure *figure, size_t panel, const char *name,
     const cgap_contributions *all, size_t part, const double box[4])
{
    char mechanism[CGAP_WORDS], number[CGAP_NUMBER_WORDS + 4], text[2 * CGAP_WORDS];

    cgap_mechanism_words(source->language, all->mechanism[part], mechanism);
    (void) cgap_decimal_words(source->language, cgap_contribution(all, part, all->n_time - 1), 1,
                              true, number);
    (void) strcat(number, all->unit == CGAP_UNIT_SHARE ? "\xC2\xA0%" : "");
    (void) cgap_phrase(text, sizeof text, source->language, CGAP_T_HINT_AT, name, mechanism, number,
                       NULL);
    cgap_figure_hint(figure, panel, (cgap_place){box[0], box[1], box[2], box[3]}, text);
}

/* Whether a colour of plots/style.gp is so light that black reads better on it than white. */
static bool
is_light(const char *colour)
{
    static const char *const light[] = {
        "effort_colour", "incident_response_colour", "noise_colour",
        "other_colour",  "funding_colour",           "formal_to_practice_colour",
        "peers_colour",  "market_access_colour",     "instrument_colour[2]"};

    for (size_t k = 0; k < sizeof light / sizeof light[0]; k++) {
        if (strcmp(colour, light[k]) == 0) {
            return true;
        }
    }
    return false;
}

/* The number that a mechanism has in the key, where its box has room: nine colours are not told
 * apart in a copy in grey. */
static void
number_box(cgap_figure *figure, size_t panel, const double box[4], const char *colour, double net,
           const char *number)
{
    double left = cgap_figure_x(figure, panel, box[0]);
    double right = cgap_figure_x(figure, panel, box[2]);
    double sum = cgap_figure_x(figure, panel, net), x = 0.5 * (left + right);

    if (fabs(x - sum) < 7.0) { /* beside the bar of the sum, on the wider side */
        x = sum + (x >= sum ? 8.0 : -8.0);
    }
    if (x - left >= 4.5 && right - x >= 4.5) {
        cgap_figure_text(figure, x, cgap_figure_y(figure, panel, 0.5 * (box[1] + box[3])), number,
                         (cgap_text_style){CGAP_SIZE_SOURCE, false,
                                           is_light(colour) ? "ink_colour" : "light_colour", 0});
    }
}

/* A white line at the outer end of a box parts it from its neighbour. */
static void
draw_seam(cgap_figure *figure, size_t panel, const double box[4], double value)
{
    double x = value < 0.0 ? box[0] : box[2];

    cgap_figure_mark(figure, panel, (cgap_mark){CGAP_MARK_LINE, "paper_colour", 1.0, 1});
    cgap_figure_row(figure, 2, (const double[]){x, box[1]});
    cgap_figure_row(figure, 2, (const double[]){x, box[3]});
}

static void
draw_bar(const cgap_chart_source *source, cgap_figure *figure, size_t panel, const char *name,
         const cgap_contributions *all, double place, double thick)
{
    size_t last = all->n_time - 1;

    for (size_t part = 0; part < all->n_part; part++) {
        char colour[CGAP_COLOUR_SIZE], number[CGAP_NUMBER_WORDS];
        const double box[] = {cgap_contribution_low(all, part, last), place - 0.36,
                              cgap_contribution_high(all, part, last), place + 0.36};

        cgap_mechanism_colour(source, all->mechanism[part], colour);
        cgap_figure_mark(figure, panel, (cgap_mark){CGAP_MARK_BOX, colour, 1.0, 1});
        cgap_figure_row(figure, 4, box);
        draw_seam(figure, panel, box, cgap_contribution(all, part, last));
        number_box(figure, panel, box, colour, all->net[last],
                   cgap_count_words(source->language, part + 1, number));
        tell(source, figure, panel, name, all, part, box);
    }
    cgap_figure_mark(figure, panel, (cgap_mark){CGAP_MARK_BOX, "text_colour", 1.0, 1});
    cgap_figure_row(figure, 4,
                    (const double[]){all->net[last] - 0.5 * thick, place - 0.46,
                                     all->net[last] + 0.5 * thick, place + 0.46});
}

static void
draw_key(const cgap_chart_source *source, cgap_figure *figure, const cgap_contributions *all)
{
    cgap_key_item item[CGAP_MAX_PART + 1];
    char text[CGAP_MAX_PART][CGAP_WORDS], colour[CGAP_MAX_PART][CGAP_COLOUR_SIZE];
    char words[CGAP_WORDS], number[CGAP_NUMBER_WORDS];

    for (size_t part = 0; part < all->n_part; part++) {
        cgap_mechanism_words(source->language, all->mechanism[part], words);
        (void) snprintf(text[part], sizeof text[part], "%s\xC2\xA0%.500s",
                        cgap_count_words(source->language, part + 1, number), words);
        cgap_mechanism_colour(source, all->mechanism[part], colour[part]);
        item[part] = (cgap_key_item){text[part], colour[part], 9.0, 1};
    }
    item[all->n_part] =
        (cgap_key_item){cgap_chart_text(source, CGAP_T_ALL_TOGETHER), "text_colour", 2.2, 1};
    cgap_figure_key(figure, item, all->n_part + 1);
}

static void
draw_layers(const cgap_chart_source *source, cgap_figure *figure, const cgap_contributions *all,
            const size_t *order)
{
    double rows = (double) source->n_scenario;
    cgap_grid grid = {N_LAYER, 1, 17.0 * rows, 0.0, 34.0, 48.0, 26.0, 0.0};
    cgap_grid narrow = {1, N_LAYER, 17.0 * rows, 150.0, 16.0, 48.0, 26.0, 0.0};
    cgap_range range = {0.0, 0.0};

    for (size_t c = 0; c < N_LAYER * source->n_scenario; c++) {
        for (size_t end = 0; all[c].n_time > 0 && end < 2 * all[c].n_part; end++) {
            cgap_range_value(
                &range, end % 2 == 0 ? cgap_contribution_low(&all[c], end / 2, all[c].n_time - 1)
                                     : cgap_contribution_high(&all[c], end / 2, all[c].n_time - 1));
        }
    }
    draw_key(source, figure, &all[0]);
    figure->inset = figure->column ? 0.0 : 150.0;
    cgap_figure_grid(figure, figure->column ? narrow : grid);
    for (size_t l = 0; l < N_LAYER; l++) {
        size_t panel = cgap_figure_panel(
            figure,
            cgap_chart_text(source, l == 0 ? CGAP_T_MECHANISMS_FORMAL : CGAP_T_MECHANISMS_PRACTICE),
            cgap_chart_text(source, all[0].unit == CGAP_UNIT_SHARE
                                        ? CGAP_T_MECHANISMS_UNIT_SHARE
                                        : CGAP_T_MECHANISMS_UNIT_THOUSANDTH),
            cgap_scale_round(range.low, range.high, figure->column ? 3 : 5),
            (cgap_scale){0.0, rows, 0.0, 0});

        if (figure->failed) {
            return;
        }
        figure->panel[panel].x_grid = true;
        figure->panel[panel].y_grid = false;
        for (size_t r = 0; r < source->n_scenario; r++) {
            const cgap_contributions *one = &all[order[r] * N_LAYER + l];

            if (one->n_time > 0) {
                draw_bar(source, figure, panel, source->scenario[order[r]], one,
                         rows - (double) r - 0.5, 0.008 * (range.high - range.low));
            }
        }
        if (l == 0 || figure->column) {
            cgap_line_up_names(source, order, figure, panel);
        }
    }
}

/* The largest and the smallest change of the formal variance. */
static void
say(const cgap_chart_source *source, const cgap_contributions *all, const char *to, char *title)
{
    size_t most = 0, least = 0;
    char change[2][CGAP_NUMBER_WORDS + 4];
    bool share = all[0].unit == CGAP_UNIT_SHARE;

    for (size_t s = 0; s < source->n_scenario; s++) {
        if (all[s * N_LAYER].n_time > 0) {
            double net = all[s * N_LAYER].net[all[s * N_LAYER].n_time - 1];

            most = net < all[most * N_LAYER].net[all[most * N_LAYER].n_time - 1] ? s : most;
            least = net > all[least * N_LAYER].net[all[least * N_LAYER].n_time - 1] ? s : least;
        }
    }
    for (size_t k = 0; k < 2; k++) {
        const cgap_contributions *one = &all[(k == 0 ? most : least) * N_LAYER];

        (void) cgap_decimal_words(source->language, one->net[one->n_time - 1], 0, true, change[k]);
        (void) strcat(change[k], share ? "\xC2\xA0%" : "");
    }
    (void) cgap_phrase(title, CGAP_LONG, source->language, CGAP_T_MECHANISMS_TITLE, to, change[0],
                       source->scenario[most], change[1], source->scenario[least], NULL);
}

void
cgap_chart_mechanisms(const cgap_chart_source *source, size_t scenario, cgap_figure *figure)
{
    size_t n = source->n_scenario;
    cgap_contributions *all = cgap_memory_array(N_LAYER * n, sizeof *all);
    size_t *order = cgap_memory_array(n, sizeof *order);
    char title[CGAP_LONG], subtitle[CGAP_LONG], to[CGAP_NUMBER_WORDS], futures[CGAP_WORDS];

    (void) scenario;
    figure->failed = all == NULL || order == NULL || !cgap_line_up(source, "formal_cv", order);
    for (size_t c = 0; c < N_LAYER * n && !figure->failed; c++) {
        figure->failed = !cgap_contributions_read(&all[c], source, c / N_LAYER, LAYER[c % N_LAYER],
                                                  "change_of_variance");
    }
    if (!figure->failed && all[0].n_time == 0) {
        cgap_figure_lacks(figure, "attribution.csv has no change_of_variance of layer 'formal'");
    } else if (!figure->failed) {
        cgap_date_words(source->language, source->end, to);
        say(source, all, to, title);
        cgap_futures_words(source, cgap_chart_text(source, CGAP_T_MEANS_OF), futures);
        (void) cgap_phrase(subtitle, sizeof subtitle, source->language, CGAP_T_MECHANISMS_SUBTITLE,
                           to, futures, NULL);
        cgap_figure_head(figure, title, subtitle);
        draw_layers(source, figure, all, order);
    }
    for (size_t c = 0; all != NULL && c < N_LAYER * n; c++) {
        cgap_contributions_free(&all[c]);
    }
    free(all);
    free(order);
}
