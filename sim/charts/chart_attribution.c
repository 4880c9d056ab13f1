/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who closed the gap and who raised the level: contributions of the mechanisms, stacked. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

#include "chart.h"
#include "contributions.h"
#include "panels.h"
#include "words.h"

enum { N_LAYER = 2 };

static const char *const LAYER[N_LAYER] = {"formal", "practice"};

/* True where a contribution has left one side of zero for the other since the row before. */
static bool
changes_side(const cgap_contributions *all, size_t part, size_t t)
{
    return t > 0 && cgap_contribution(all, part, t) * cgap_contribution(all, part, t - 1) < 0.0;
}

/* The area of one mechanism between two running sums. */
static void
draw_area(cgap_figure *figure, size_t panel, const cgap_contributions *all, size_t part,
          const char *colour)
{
    cgap_figure_mark(figure, panel, (cgap_mark){CGAP_MARK_BAND, colour, 1.0, 1});
    for (size_t t = 0; t < all->n_time; t++) {
        const double row[] = {all->time[t], cgap_contribution_low(all, part, t),
                              cgap_contribution_high(all, part, t)};

        if (changes_side(all, part, t)) {
            cgap_figure_gap(figure);
        }
        cgap_figure_row(figure, 3, row);
    }
}

/* White seams part the areas in print. */
static void
draw_seam(cgap_figure *figure, size_t panel, const cgap_contributions *all, size_t part)
{
    cgap_figure_mark(figure, panel, (cgap_mark){CGAP_MARK_LINE, "paper_colour", 0.6, 1});
    for (size_t t = 0; t < all->n_time; t++) {
        double value = cgap_contribution(all, part, t);
        const double row[] = {all->time[t], value == 0.0  ? NAN
                                            : value > 0.0 ? cgap_contribution_high(all, part, t)
                                                          : cgap_contribution_low(all, part, t)};

        if (changes_side(all, part, t)) {
            cgap_figure_gap(figure);
        }
        cgap_figure_row(figure, 2, row);
    }
}

static void
draw_sum(cgap_figure *figure, size_t panel, const cgap_contributions *all)
{
    cgap_panel_level(figure, panel, 0.0, "axis_colour");
    cgap_figure_mark(figure, panel, (cgap_mark){CGAP_MARK_LINE, "text_colour", 2.0, 1});
    for (size_t t = 0; t < all->n_time; t++) {
        const double row[] = {all->time[t], all->net[t]};

        cgap_figure_row(figure, 2, row);
    }
}

static void
draw_layer(const cgap_chart_source *source, cgap_figure *figure, const cgap_contributions *all,
           const char *layer, const char *unit, cgap_scale y)
{
    size_t columns = figure->column ? 1 : N_LAYER, last = all->n_time - 1;
    double pixels = (figure->width - 2.0 * CGAP_MARGIN) / (double) columns - figure->grid.left -
                    figure->grid.right;
    cgap_scale x = cgap_scale_years(all->time[0], all->time[last], pixels, 34.0);
    size_t panel = cgap_figure_panel(figure, cgap_layer_words(source->language, layer), unit, x, y);
    cgap_end_label label[CGAP_MAX_PART + 1];
    char text[CGAP_MAX_PART][CGAP_WORDS], colour[CGAP_MAX_PART][CGAP_COLOUR_SIZE];

    for (size_t part = 0; part < all->n_part; part++) {
        cgap_mechanism_words(source->language, all->mechanism[part], text[part]);
        cgap_mechanism_colour(source, all->mechanism[part], colour[part]);
        draw_area(figure, panel, all, part, colour[part]);
        label[part] = (cgap_end_label){0.5 * (cgap_contribution_low(all, part, last) +
                                              cgap_contribution_high(all, part, last)),
                                       text[part], colour[part], 1};
        if (fabs(cgap_contribution(all, part, last)) < 0.008 * (y.high - y.low)) {
            label[part].y = NAN; /* too thin to be seen at the end */
        }
    }
    for (size_t part = 0; part < all->n_part; part++) {
        draw_seam(figure, panel, all, part);
    }
    draw_sum(figure, panel, all);
    label[all->n_part] =
        (cgap_end_label){all->net[last], cgap_chart_text(source, CGAP_T_SUM), "text_colour", 1};
    cgap_figure_end_labels(figure, panel, label, all->n_part + 1);
}

/* The three mechanisms that do most in the direction of the sum, e.g. "peers (-22 %)". */
static void
name_leaders(cgap_language language, const cgap_contributions *all, char *out)
{
    size_t last = all->n_time - 1, used = 0;
    double sign = all->net[last] < 0.0 ? -1.0 : 1.0;
    bool told[CGAP_MAX_PART] = {false};

    for (int place = 0; place < 3; place++) {
        size_t best = CGAP_MAX_PART;
        bool share = all->unit == CGAP_UNIT_SHARE;
        char words[CGAP_WORDS], number[CGAP_NUMBER_WORDS];

        for (size_t p = 0; p < all->n_part; p++) {
            double value = sign * cgap_contribution(all, p, last);

            if (!told[p] && value > 0.0 && strcmp(all->mechanism[p], "other") != 0 &&
                (best == CGAP_MAX_PART || value > sign * cgap_contribution(all, best, last))) {
                best = p;
            }
        }
        if (best == CGAP_MAX_PART) {
            break;
        }
        told[best] = true;
        cgap_mechanism_words(language, all->mechanism[best], words);
        (void) cgap_decimal_words(language, cgap_contribution(all, best, last), share ? 0 : 3, true,
                                  number);
        used += (size_t) snprintf(out + used, CGAP_LONG - used, "%s%.120s (%s%s)",
                                  used > 0 ? ", " : "", words, number, share ? "\xC2\xA0%" : "");
    }
}

static void
say(const cgap_chart_source *source, const cgap_contributions *formal, bool variance, char *title)
{
    char leaders[CGAP_LONG] = "", to[CGAP_NUMBER_WORDS];
    bool falls = formal->net[formal->n_time - 1] < 0.0;

    name_leaders(source->language, formal, leaders);
    (void) cgap_date_words(source->language, source->end, to);
    (void) cgap_phrase(title, CGAP_LONG, source->language,
                       variance ? (falls ? CGAP_T_ATTRIBUTION_NARROWS : CGAP_T_ATTRIBUTION_WIDENS)
                                : (falls ? CGAP_T_ATTRIBUTION_LOWERS : CGAP_T_ATTRIBUTION_RAISES),
                       to, leaders[0] == '\0' ? cgap_chart_text(source, CGAP_T_NOTHING) : leaders,
                       NULL);
}

static cgap_text_key
unit_words(const cgap_contributions *all)
{
    switch (all->unit) {
    case CGAP_UNIT_SHARE:
        return CGAP_T_ATTRIBUTION_UNIT_SHARE;
    case CGAP_UNIT_THOUSANDTH:
        return CGAP_T_ATTRIBUTION_UNIT_THOUSANDTH;
    default:
        return CGAP_T_ATTRIBUTION_UNIT_INDEX;
    }
}

static void
build(const cgap_chart_source *source, size_t scenario, cgap_figure *figure, const char *quantity)
{
    bool variance = strcmp(quantity, "change_of_variance") == 0;
    cgap_contributions all[N_LAYER] = {{0}};
    cgap_range range = CGAP_RANGE_INIT;
    char title[CGAP_LONG], subtitle[CGAP_LONG];
    cgap_grid grid = {figure->column ? 1 : N_LAYER,
                      figure->column ? N_LAYER : 1,
                      230.0,
                      36.0,
                      136.0,
                      48.0,
                      26.0,
                      0.0};

    for (size_t l = 0; l < N_LAYER; l++) {
        if (!cgap_contributions_read(&all[l], source, scenario, LAYER[l], quantity)) {
            figure->failed = true;
        } else if (all[l].n_time < 2) {
            cgap_figure_lacks(figure, "attribution.csv has no course of %s of layer '%s'", quantity,
                              LAYER[l]);
        }
        cgap_range_value(&range, all[l].low);
        cgap_range_value(&range, all[l].high);
    }
    if (figure->missing == NULL && !figure->failed) {
        say(source, &all[0], variance, title);
        cgap_subtitle(source, scenario, cgap_chart_text(source, CGAP_T_ATTRIBUTION_WHAT), subtitle);
        cgap_figure_head(figure, title, subtitle);
        cgap_figure_grid(figure, grid);
        for (size_t l = 0; l < N_LAYER; l++) {
            draw_layer(source, figure, &all[l], LAYER[l],
                       cgap_chart_text(source, unit_words(&all[l])),
                       cgap_scale_round(range.low, range.high, 6));
        }
    }
    for (size_t l = 0; l < N_LAYER; l++) {
        cgap_contributions_free(&all[l]);
    }
}

void
cgap_chart_attribution(const cgap_chart_source *source, size_t scenario, cgap_figure *figure)
{
    build(source, scenario, figure, "change_of_variance");
}

void
cgap_chart_level(const cgap_chart_source *source, size_t scenario, cgap_figure *figure)
{
    build(source, scenario, figure, "change_of_mean");
}
