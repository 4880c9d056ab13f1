/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expected losses by who bears them, stacked. */
#include <math.h>
#include <stdio.h>

#include "chart.h"
#include "panels.h"
#include "words.h"

enum { N_KIND = 4 };

static const char *const KIND[N_KIND] = {"sme", "enterprise", "administration", "people"};

/* All losses of the members of the start, whoever leaves later: the loss that the answer of the
 * report gives. Empty rows before the first known one are left out. Percent of GDP. */
static bool
read_all(cgap_path *all, const cgap_chart_source *source, size_t scenario)
{
    size_t kept = 0;

    if (!cgap_path_union(all, source, scenario, "loss_gdp_fixed")) {
        return false;
    }
    for (size_t i = 0; i < all->n; i++) {
        if (isfinite(all->mean[i])) {
            all->time[kept] = all->time[i];
            all->mean[kept] = 100.0 * all->mean[i];
            all->q05[kept] = 100.0 * all->q05[i];
            all->q95[kept++] = 100.0 * all->q95[i];
        }
    }
    all->n = kept;
    return true;
}

/* First row at which all have a value: losses are empty at the start. */
static size_t
first_known(const cgap_path *part)
{
    size_t i = 0;

    while (i < part[0].n) {
        size_t known = 0;

        for (size_t k = 0; k < N_KIND; k++) {
            known += i < part[k].n && isfinite(part[k].mean[i]);
        }
        if (known == N_KIND) {
            break;
        }
        i++;
    }
    return i;
}

static double
sum_below(const cgap_path *part, size_t kind, size_t row)
{
    double sum = 0.0;

    for (size_t k = 0; k < kind; k++) {
        sum += 100.0 * part[k].mean[row];
    }
    return sum;
}

static void
draw_stack(const cgap_chart_source *source, cgap_figure *figure, const cgap_path *part,
           const cgap_path *all)
{
    size_t last = part[0].n - 1, panel;
    cgap_range range = {0.0, 0.0};
    cgap_grid grid = {1, 1, 230.0, 40.0, 176.0, 48.0, 26.0, 0.0};
    cgap_end_label label[N_KIND + 1];
    char text[N_KIND + 1][CGAP_WORDS], number[CGAP_NUMBER_WORDS];

    for (size_t i = 0; i <= last; i++) {
        cgap_range_value(&range, sum_below(part, N_KIND, i));
    }
    cgap_range_path(&range, all);
    cgap_figure_grid(figure, grid);
    panel = cgap_figure_panel(figure, cgap_chart_text(source, CGAP_T_LOSSES_PANEL),
                              cgap_chart_text(source, CGAP_T_LOSSES_UNIT),
                              cgap_scale_years(source->start, source->end,
                                               figure->width - 2.0 * CGAP_MARGIN - 216.0, 34.0),
                              cgap_scale_round(range.low, range.high, 5));
    for (size_t k = 0; k < N_KIND; k++) {
        const char *colour = cgap_layer_colour(KIND[k]);
        double low = sum_below(part, k, last), high = sum_below(part, k + 1, last);

        cgap_figure_mark(figure, panel, (cgap_mark){CGAP_MARK_BAND, colour, 0.85, 1});
        for (size_t i = 0; i <= last; i++) {
            const double row[] = {part[k].time[i], sum_below(part, k, i),
                                  sum_below(part, k + 1, i)};

            cgap_figure_row(figure, 3, row);
        }
        (void) snprintf(text[k], CGAP_WORDS, "%s %s", cgap_layer_short(source->language, KIND[k]),
                        cgap_decimal_words(source->language, high - low, 2, false, number));
        label[k] = (cgap_end_label){0.5 * (low + high), text[k], colour, 1};
    }
    for (size_t k = 1; k < N_KIND; k++) { /* white seams part the areas in print */
        cgap_figure_mark(figure, panel, (cgap_mark){CGAP_MARK_LINE, "paper_colour", 0.8, 1});
        for (size_t i = 0; i <= last; i++) {
            const double row[] = {part[k].time[i], sum_below(part, k, i)};

            cgap_figure_row(figure, 2, row);
        }
    }
    cgap_panel_band(figure, panel, all, "text_colour", 0.35);
    cgap_panel_line(figure, panel, all, (cgap_mark){CGAP_MARK_LINE, "text_colour", 1.6, 1});
    (void) cgap_decimal_words(source->language, all->n > 0 ? all->mean[all->n - 1] : NAN, 2, false,
                              number);
    (void) cgap_phrase(text[N_KIND], CGAP_WORDS, source->language, CGAP_T_LOSSES_ALL, number, NULL);
    label[N_KIND] =
        (cgap_end_label){all->n > 0 ? all->mean[all->n - 1] : NAN, text[N_KIND], "text_colour", 1};
    cgap_figure_end_labels(figure, panel, label, N_KIND + 1);
}

/* The first turn of a year with losses, as the answer of the report counts from: the first step has
 * little in it. */
static size_t
first_year(const cgap_path *all)
{
    for (size_t i = 0; i < all->n; i++) {
        if (fabs(all->time[i] - floor(all->time[i] + 0.5)) < 1e-6) {
            return i;
        }
    }
    return 0;
}

static void
say(const cgap_chart_source *source, const cgap_path *part, const cgap_path *all, char *title)
{
    size_t last = part[0].n - 1, most = 0, first = first_year(all);
    cgap_language language = source->language;
    char words[CGAP_WORDS], year[2][CGAP_NUMBER_WORDS], number[2][CGAP_NUMBER_WORDS];

    for (size_t k = 1; k < N_KIND; k++) {
        most = part[k].mean[last] > part[most].mean[last] ? k : most;
    }
    cgap_change_words(language, all->mean[first], all->mean[all->n - 1], words);
    cgap_date_words(language, all->time[first], year[0]);
    cgap_date_words(language, all->time[all->n - 1], year[1]);
    (void) cgap_decimal_words(language, all->mean[first], 2, false, number[0]);
    (void) cgap_decimal_words(language, all->mean[all->n - 1], 2, false, number[1]);
    (void) cgap_phrase(title, CGAP_LONG, language, CGAP_T_LOSSES_TITLE, words, number[0], year[0],
                       number[1], year[1], cgap_layer_short(language, KIND[most]), NULL);
}

/* "... black: all losses of the members of the start; band: 90 %, 0.92 to 0.99 in 2030." */
static void
describe(const cgap_chart_source *source, size_t scenario, const cgap_path *all, char *subtitle)
{
    cgap_language language = source->language;
    size_t last = all->n - 1;
    char what[CGAP_LONG], year[CGAP_NUMBER_WORDS], number[2][CGAP_NUMBER_WORDS];

    cgap_subtitle(source, scenario, cgap_chart_text(source, CGAP_T_LOSSES_WHAT), what);
    (void) cgap_decimal_words(language, all->q05[last], 2, false, number[0]);
    (void) cgap_decimal_words(language, all->q95[last], 2, false, number[1]);
    (void) cgap_phrase(
        subtitle, CGAP_LONG, language,
        isfinite(all->q05[last]) && isfinite(all->q95[last]) ? CGAP_T_LOSSES_SUBTITLE_BAND
                                                             : CGAP_T_LOSSES_SUBTITLE,
        what, number[0], number[1], cgap_date_words(language, all->time[last], year), NULL);
}

void
cgap_chart_losses(const cgap_chart_source *source, size_t scenario, cgap_figure *figure)
{
    cgap_path part[N_KIND] = {CGAP_PATH_INIT}, all = CGAP_PATH_INIT;
    char name[64], title[CGAP_LONG], subtitle[CGAP_LONG];

    for (size_t k = 0; k < N_KIND && !figure->failed; k++) {
        (void) snprintf(name, sizeof name, "loss_gdp_%s", KIND[k]);
        figure->failed = !cgap_path_union(&part[k], source, scenario, name);
        if (part[k].n < 2 && !figure->failed) {
            cgap_figure_lacks(figure, "union.csv has no course of measure '%s'", name);
        } else if (part[k].n != part[0].n && !figure->failed) {
            cgap_figure_lacks(figure, "union.csv has '%s' at other times than 'loss_gdp_sme'",
                              name);
        }
    }
    figure->failed = figure->failed || !read_all(&all, source, scenario);
    if (!figure->failed && figure->missing == NULL) {
        if (first_known(part) + 1 >= part[0].n || all.n < 2) {
            cgap_figure_lacks(figure, "union.csv holds no losses by who bears them, or no course "
                                      "of measure 'loss_gdp_fixed'");
        } else {
            say(source, part, &all, title);
            describe(source, scenario, &all, subtitle);
            cgap_figure_head(figure, title, subtitle);
            draw_stack(source, figure, part, &all);
        }
    }
    cgap_path_free(&all);
    for (size_t k = 0; k < N_KIND; k++) {
        cgap_path_free(&part[k]);
    }
}
