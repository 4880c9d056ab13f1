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

/* Formal capability of the lowest member at a date: mean and the ends of its outer band there, NaN
 * without one. Which member it is is not told: that is not sure.
 * @return false when memory runs out */
static bool
lowest(const cgap_chart_source *source, size_t scenario, double time, double out[3])
{
    const cgap_frame *f = &source->map;

    out[0] = out[1] = out[2] = NAN;
    for (size_t row = 0; row < f->csv.n_row; row++) {
        const char *code = cgap_csv_text(&f->csv, row, f->key[0].column);
        double value = cgap_member_at(source, scenario, code, "formal", time);
        cgap_path path;

        if (!isfinite(value) || value >= out[0]) {
            continue;
        }
        if (!cgap_path_member(&path, source, scenario, code, "formal")) {
            return false;
        }
        out[0] = value;
        for (size_t i = 0; i < path.n; i++) {
            if (path.mean[i] == value) {
                out[1] = path.q05[i];
                out[2] = path.q95[i];
            }
        }
        cgap_path_free(&path);
    }
    return true;
}

static void
say(const cgap_chart_source *source, size_t scenario, cgap_figure *figure, char *title)
{
    cgap_language language = source->language;
    char year[2][CGAP_NUMBER_WORDS], number[4][CGAP_NUMBER_WORDS];
    double first[3], last[3];

    if (!lowest(source, scenario, source->start, first) ||
        !lowest(source, scenario, source->end, last)) {
        figure->failed = true;
        *title = '\0';
        return;
    }
    cgap_date_words(language, source->start, year[0]);
    cgap_date_words(language, source->end, year[1]);
    (void) cgap_decimal_words(language, first[0], 2, false, number[0]);
    for (size_t k = 0; k < 3; k++) {
        (void) cgap_decimal_words(language, last[k], 2, false, number[k + 1]);
    }
    (void) cgap_phrase(title, CGAP_LONG, language,
                       isfinite(last[1]) && isfinite(last[2]) ? CGAP_T_MAP_TITLE_BAND
                                                              : CGAP_T_MAP_TITLE,
                       number[0], year[0], number[1], year[1], number[2], number[3], NULL);
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

    if (!cgap_tiles_ready(source, figure)) {
        return;
    }
    for (size_t d = 0; d < N_DATE; d++) {
        cgap_date_words(language, date[d], year[d]);
    }
    say(source, scenario, figure, title);
    cgap_subtitle(source, scenario, cgap_chart_text(source, CGAP_T_MAP_WHAT), subtitle);
    cgap_single_states(source, subtitle);
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
