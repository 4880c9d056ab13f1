/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Maps of both layers at the start, in 2020 and at the end. */
#include <math.h>
#include <stdio.h>

#include "chart.h"
#include "panels.h"
#include "roster.h"
#include "tiles.h"
#include "words.h"

enum { N_DATE = 3, N_LAYER = 2 };

static const char *const LAYER[N_LAYER] = {"formal", "practice"};

/* Range of both layers over the dates shown, in tenths, so that all maps share their colours. */
static void
set_palette(const cgap_chart_source *source, size_t scenario, const double *date,
            cgap_figure *figure)
{
    cgap_range range = CGAP_RANGE_INIT;
    const cgap_frame *f = &source->map;

    for (size_t row = 0; row < f->csv.n_row; row++) {
        for (size_t at = 0; at < N_DATE * N_LAYER; at++) {
            const cgap_tile_date one = {source, scenario, LAYER[at % N_LAYER], date[at / N_LAYER]};

            cgap_range_value(&range,
                             cgap_tile_at(&one, cgap_csv_text(&f->csv, row, f->key[0].column)));
        }
    }
    figure->palette_low = floor(10.0 * range.low) / 10.0;
    figure->palette_high = fmax(figure->palette_low + 0.1, ceil(10.0 * range.high) / 10.0);
}

/* Lowest member of a layer at a date. */
static double
lowest(const cgap_chart_source *source, size_t scenario, const char *layer, double time,
       const char **member)
{
    const cgap_frame *f = &source->map;
    double low = NAN;

    for (size_t row = 0; row < f->csv.n_row; row++) {
        const char *code = cgap_csv_text(&f->csv, row, f->key[0].column);
        double v = cgap_member_at(source, scenario, code, layer, time);

        if (isfinite(v) && !(v >= low)) {
            low = v;
            *member = cgap_member_name(source, code);
        }
    }
    return low;
}

void
cgap_chart_map(const cgap_chart_source *source, size_t scenario, cgap_figure *figure)
{
    double middle = source->start < 2020.0 && source->end > 2020.0
                        ? 2020.0
                        : 0.5 * (source->start + source->end);
    const double date[N_DATE] = {source->start, middle, source->end};
    char title[CGAP_LONG], subtitle[CGAP_LONG], year[N_DATE][CGAP_NUMBER_WORDS];
    cgap_language language = source->language;
    char number[2][CGAP_NUMBER_WORDS];
    const char *first = "", *last = "";
    double low, high;

    if (!cgap_tiles_ready(source, figure)) {
        return;
    }
    for (size_t d = 0; d < N_DATE; d++) {
        cgap_date_words(language, date[d], year[d]);
    }
    low = lowest(source, scenario, "formal", date[0], &first);
    high = lowest(source, scenario, "formal", date[2], &last);
    (void) cgap_phrase(title, sizeof title, language, CGAP_T_MAP_TITLE,
                       cgap_decimal_words(language, low, 2, false, number[0]), first, year[0],
                       cgap_decimal_words(language, high, 2, false, number[1]), last, year[2],
                       NULL);
    cgap_subtitle(source, scenario, cgap_chart_text(source, CGAP_T_MAP_WHAT), subtitle);
    cgap_figure_head(figure, title, subtitle);
    set_palette(source, scenario, date, figure);
    cgap_figure_grid(figure, cgap_tiles_grid(source, figure, N_DATE * N_LAYER));
    for (size_t at = 0; at < N_DATE * N_LAYER; at++) {
        size_t d = figure->column ? at / N_LAYER : at % N_DATE;
        size_t l = figure->column ? at % N_LAYER : at / N_DATE;
        const cgap_tile_date one = {source, scenario, LAYER[l], date[d]};
        char name[2 * CGAP_WORDS];

        (void) cgap_phrase(name, sizeof name, language, CGAP_T_MAP_PANEL,
                           cgap_layer_words(language, LAYER[l]), year[d], NULL);
        cgap_tiles_draw(source, figure, name, cgap_tile_at, &one);
    }
    cgap_figure_palette_key(figure, cgap_chart_text(source, CGAP_T_UNIT_INDEX));
}
