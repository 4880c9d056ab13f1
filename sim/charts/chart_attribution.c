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

/* What states do and what they lose by standing still: one of the two alone says nothing about
 * where states get by themselves. */
static const char *const PAIR[] = {"effort", "obsolescence"};

enum { MOST_TOLD = 4 };

/* Parts that the title tells: the one or two that do most in the direction of the sum, then the
 * pair where there is one. */
typedef struct mentions {
    size_t part[MOST_TOLD], n_leader, n;
} mentions;

static size_t
find_part(const cgap_contributions *all, const char *mechanism)
{
    size_t part = 0;

    while (part < all->n_part && strcmp(all->mechanism[part], mechanism) != 0) {
        part++;
    }
    return part;
}

static mentions
choose_told(const cgap_contributions *all)
{
    size_t last = all->n_time - 1;
    size_t pair[] = {find_part(all, PAIR[0]), find_part(all, PAIR[1])};
    double sign = all->net[last] < 0.0 ? -1.0 : 1.0;
    bool used[CGAP_MAX_PART + 1] = {false};
    mentions out = {{0}, 0, 0};

    used[pair[0]] = used[pair[1]] = pair[0] < all->n_part && pair[1] < all->n_part;
    for (int place = 0; place < 2; place++) {
        size_t best = CGAP_MAX_PART;

        for (size_t p = 0; p < all->n_part; p++) {
            double value = sign * cgap_contribution(all, p, last);

            if (!used[p] && value > 0.0 && strcmp(all->mechanism[p], "other") != 0 &&
                (best == CGAP_MAX_PART || value > sign * cgap_contribution(all, best, last))) {
                best = p;
            }
        }
        if (best < CGAP_MAX_PART) {
            used[best] = true;
            out.part[out.n_leader++] = best;
        }
    }
    out.n = out.n_leader;
    for (size_t k = 0; k < 2 && pair[0] < all->n_part && pair[1] < all->n_part; k++) {
        out.part[out.n++] = pair[k];
    }
    return out;
}

/* "-37 %" or "+0.031" */
static void
number_words(cgap_language language, const cgap_contributions *all, double value, char *out)
{
    bool share = all->unit == CGAP_UNIT_SHARE;

    (void) cgap_decimal_words(language, value, share ? 0 : 3, true, out);
    (void) strcat(out, share ? "\xC2\xA0%" : "");
}

/* "law: NIS -51 %, peers -37 %; national effort -69 % and obsolescence +110 %, together +40 %" */
static void
name_told(cgap_language language, const cgap_contributions *all, const mentions *told, char *out)
{
    size_t last = all->n_time - 1, used = 0;
    char part[MOST_TOLD][CGAP_WORDS], number[CGAP_NUMBER_WORDS + 4];
    double both = 0.0;

    out[0] = '\0';
    for (size_t k = 0; k < told->n; k++) {
        double value = cgap_contribution(all, told->part[k], last);
        char words[CGAP_WORDS];

        cgap_mechanism_words(language, all->mechanism[told->part[k]], words);
        number_words(language, all, value, number);
        (void) snprintf(part[k], sizeof part[k], "%.120s %s", words, number);
        both += k < told->n_leader ? 0.0 : value;
        if (k < told->n_leader) {
            used +=
                (size_t) snprintf(out + used, CGAP_LONG - used, "%s%s", k > 0 ? ", " : "", part[k]);
        }
    }
    if (told->n > told->n_leader) {
        char pair[CGAP_LONG], leaders[CGAP_LONG];

        number_words(language, all, both, number);
        (void) cgap_phrase(pair, sizeof pair, language, CGAP_T_ATTRIBUTION_PAIR, part[told->n - 2],
                           part[told->n - 1], number, NULL);
        (void) snprintf(leaders, sizeof leaders, "%s", out);
        (void) cgap_phrase(out, CGAP_LONG, language,
                           used > 0 ? CGAP_T_ATTRIBUTION_BOTH : CGAP_T_ATTRIBUTION_CERTAIN,
                           used > 0 ? leaders : pair, pair, NULL);
    }
}

/* "law: NIS -75 % to -29 %, ..."; empty where there are no intervals. */
static void
ranges_told(cgap_language language, const cgap_contributions *all, const mentions *told, char *out)
{
    size_t used = 0;

    out[0] = '\0';
    for (size_t k = 0; k < told->n; k++) {
        size_t p = told->part[k];
        char words[CGAP_WORDS], number[2][CGAP_NUMBER_WORDS + 4], range[2 * CGAP_WORDS];

        if (isfinite(all->q05[p]) && isfinite(all->q95[p])) {
            cgap_mechanism_words(language, all->mechanism[p], words);
            number_words(language, all, all->q05[p], number[0]);
            number_words(language, all, all->q95[p], number[1]);
            (void) cgap_phrase(range, sizeof range, language, CGAP_T_ATTRIBUTION_RANGE, words,
                               number[0], number[1], NULL);
            used += (size_t) snprintf(out + used, CGAP_LONG - used, "%s%.300s",
                                      used > 0 ? ", " : "", range);
        }
    }
}

static void
say(const cgap_chart_source *source, const cgap_contributions *formal, bool variance, char *title)
{
    char leaders[CGAP_LONG], to[CGAP_NUMBER_WORDS], sum[CGAP_NUMBER_WORDS + 4];
    mentions told = choose_told(formal);

    name_told(source->language, formal, &told, leaders);
    (void) cgap_date_words(source->language, source->end, to);
    number_words(source->language, formal, formal->net[formal->n_time - 1], sum);
    (void) cgap_phrase(title, CGAP_LONG, source->language,
                       variance ? CGAP_T_ATTRIBUTION_VARIANCE : CGAP_T_ATTRIBUTION_LEVEL, to, sum,
                       leaders[0] == '\0' ? cgap_chart_text(source, CGAP_T_NOTHING) : leaders,
                       NULL);
}

static void
describe(const cgap_chart_source *source, size_t scenario, const cgap_contributions *formal,
         char *subtitle)
{
    char what[CGAP_LONG], ranges[CGAP_LONG];
    mentions told = choose_told(formal);

    cgap_subtitle(source, scenario, cgap_chart_text(source, CGAP_T_ATTRIBUTION_WHAT), what);
    ranges_told(source->language, formal, &told, ranges);
    (void) cgap_phrase(subtitle, CGAP_LONG, source->language,
                       ranges[0] == '\0' ? CGAP_T_ATTRIBUTION_CERTAIN : CGAP_T_ATTRIBUTION_RANGES,
                       what, ranges, NULL);
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
        describe(source, scenario, &all[0], subtitle);
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
