/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every member in every year. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "chart.h"
#include "panels.h"
#include "roster.h"
#include "text.h"
#include "words.h"

enum { N_LAYER = 2 };

static const char *const LAYER[N_LAYER] = {"formal", "practice"};

/* Cells of one member: each value stands for the time up to the next row. */
static void
draw_row(const cgap_chart_source *source, size_t scenario, cgap_figure *figure, size_t panel,
         const char *member, const char *layer, double place)
{
    char text[CGAP_WORDS], date[CGAP_NUMBER_WORDS], number[CGAP_NUMBER_WORDS];
    cgap_path path;

    if (!cgap_path_member(&path, source, scenario, member, layer)) {
        figure->failed = true;
        return;
    }
    for (size_t i = 0; i < path.n; i++) {
        double until =
            i + 1 < path.n ? path.time[i + 1] : path.time[i] + (path.time[i] < source->end - 1e-9);
        const double row[] = {path.time[i], place, until, place + 0.92, path.mean[i]};

        if (until > path.time[i]) {
            cgap_figure_row(figure, 5, row);
            (void) cgap_phrase(text, sizeof text, source->language, CGAP_T_HINT_AT,
                               cgap_member_name(source, member),
                               cgap_date_words(source->language, path.time[i], date),
                               cgap_decimal_words(source->language, path.mean[i], 2, false, number),
                               NULL);
            cgap_figure_hint(figure, panel, (cgap_place){row[0], row[1], row[2], row[3]}, text);
        }
    }
    cgap_path_free(&path);
}

static void
draw_layer(const cgap_chart_source *source, size_t scenario, cgap_figure *figure,
           const cgap_roster *roster, const char *layer, double left)
{
    double pixels = 0.5 * (figure->width - 2.0 * CGAP_MARGIN) - left;
    cgap_scale x = cgap_scale_years(source->start, source->end, pixels, 34.0);
    cgap_scale y = {0.0, (double) roster->n, 0.0, 0};
    size_t panel = cgap_figure_panel(figure, cgap_layer_words(source->language, layer), "", x, y);

    if (figure->failed) {
        return;
    }
    figure->panel[panel].y_grid = false;
    cgap_figure_mark(figure, panel, (cgap_mark){CGAP_MARK_TILE, "text_colour", 1.0, 1});
    for (size_t m = 0; m < roster->n; m++) {
        double place = (double) (roster->n - 1 - m);
        const char *name = figure->column ? roster->member[m] : roster->name[m];
        char *fitted = cgap_text_shorten(name, CGAP_SIZE_SMALL, false, left - 6.0);

        draw_row(source, scenario, figure, panel, roster->member[m], layer, place);
        cgap_figure_text(figure, figure->panel[panel].left - 5.0,
                         cgap_figure_y(figure, panel, place + 0.46), fitted == NULL ? "" : fitted,
                         (cgap_text_style){CGAP_SIZE_SMALL, false, "text_colour", 1});
        figure->failed = figure->failed || fitted == NULL;
        free(fitted);
    }
}

/* Room for the names of members, which are longer in some languages than in others. */
static double
left_of(const cgap_figure *figure, const cgap_roster *roster)
{
    double widest = 84.0;

    for (size_t m = 0; m < roster->n; m++) {
        widest = fmax(widest, cgap_text_width(roster->name[m], CGAP_SIZE_SMALL, false));
    }
    return figure->column ? 26.0 : fmin(widest, 160.0) + 8.0;
}

/* How wide the members lie apart at the start and at the end. */
static void
say(const cgap_chart_source *source, const cgap_roster *roster, char *title)
{
    cgap_range first = CGAP_RANGE_INIT, last = CGAP_RANGE_INIT;
    cgap_language language = source->language;
    const double *const ends[4] = {&first.low, &first.high, &last.low, &last.high};
    char from[CGAP_NUMBER_WORDS], to[CGAP_NUMBER_WORDS], number[4][CGAP_NUMBER_WORDS];

    for (size_t m = 0; m < roster->n; m++) {
        cgap_range_value(&first, roster->first[m]);
        cgap_range_value(&last, roster->last[m]);
    }
    cgap_date_words(language, source->start, from);
    cgap_date_words(language, source->end, to);
    for (size_t k = 0; k < 4; k++) {
        (void) cgap_decimal_words(language, *ends[k], 2, false, number[k]);
    }
    (void) cgap_phrase(title, CGAP_LONG, language, CGAP_T_HEATMAP_TITLE, number[0], number[1], from,
                       number[2], number[3], to, NULL);
}

void
cgap_chart_heatmap(const cgap_chart_source *source, size_t scenario, cgap_figure *figure)
{
    char title[CGAP_LONG], subtitle[CGAP_LONG];
    cgap_roster roster = {0};
    cgap_range range = CGAP_RANGE_INIT;

    if (!cgap_roster_read(&roster, source, scenario, "formal")) {
        figure->failed = true;
    } else if (roster.n == 0 || !(source->end > source->start)) {
        cgap_figure_lacks(figure, "members.csv has no course of variable 'formal' of '%s'",
                          source->scenario[scenario]);
    } else {
        double left = left_of(figure, &roster);
        cgap_grid grid = {2, 1, 13.5 * (double) roster.n, left, 12.0, 26.0, 26.0, 0.0};

        for (size_t m = 0; m < roster.n; m++) {
            cgap_range_value(&range, roster.low[m]);
            cgap_range_value(&range, roster.high[m]);
        }
        say(source, &roster, title);
        cgap_subtitle(source, scenario, cgap_chart_text(source, CGAP_T_HEATMAP_WHAT), subtitle);
        cgap_figure_head(figure, title, subtitle);
        figure->palette_low = floor(10.0 * range.low) / 10.0;
        figure->palette_high = fmax(figure->palette_low + 0.1, ceil(10.0 * range.high) / 10.0);
        cgap_figure_grid(figure, grid);
        for (size_t l = 0; l < N_LAYER; l++) {
            draw_layer(source, scenario, figure, &roster, LAYER[l], left);
        }
        cgap_figure_palette_key(figure, cgap_chart_text(source, CGAP_T_UNIT_INDEX_MEAN));
    }
    cgap_roster_free(&roster);
}
