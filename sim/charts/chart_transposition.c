/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many members have transposed each law, against what the Commission counted. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "chart.h"
#include "panels.h"
#include "words.h"

enum { MAX_LAW = 8 };

static const char LEAD[] = "transposed_";

typedef struct law {
    const char *name;
    cgap_path path, seen;
} law;

/* A law whose number stands still from the first row on has no curve to show. */
static bool
moves(const cgap_path *path)
{
    double low = HUGE_VAL, high = -HUGE_VAL;

    for (size_t i = 0; i < path->n; i++) {
        low = fmin(low, path->mean[i]);
        high = fmax(high, path->mean[i]);
    }
    return high > low + 0.5;
}

/* Laws of the scenario that move; those with observed counts come first. */
static size_t
read_laws(law *laws, const cgap_chart_source *source, size_t scenario, cgap_figure *figure)
{
    const cgap_key *key = &source->union_wide.key[1];
    size_t n = 0;

    for (int seen = 1; seen >= 0; seen--) {
        for (size_t m = 0; m < key->n && n < MAX_LAW && !figure->failed; m++) {
            law one = {key->text[m] + sizeof LEAD - 1, CGAP_PATH_INIT, CGAP_PATH_INIT};

            if (strncmp(key->text[m], LEAD, sizeof LEAD - 1) != 0) {
                continue;
            }
            figure->failed = !cgap_path_union(&one.path, source, scenario, key->text[m]) ||
                             !cgap_path_reference(&one.seen, source, key->text[m]);
            if (!figure->failed && (one.seen.n > 0) == (seen == 1) && moves(&one.path)) {
                laws[n++] = one;
            } else {
                cgap_path_free(&one.path);
                cgap_path_free(&one.seen);
            }
        }
    }
    return n;
}

static void
draw_law(const cgap_chart_source *source, cgap_figure *figure, const law *one, double pixels)
{
    cgap_range range = {0.0, 0.0};
    size_t panel;
    char count[CGAP_NUMBER_WORDS], title[CGAP_WORDS];

    cgap_range_path(&range, &one->path);
    panel = cgap_figure_panel(
        figure,
        cgap_capital(cgap_instrument_words(source->language, one->name), title, sizeof title),
        cgap_chart_text(source, CGAP_T_TRANSPOSITION_UNIT),
        cgap_scale_years(source->start, source->end, pixels, 34.0),
        cgap_scale_round(0.0, range.high, 4));
    cgap_panel_fan(figure, panel, &one->path, "formal_colour");
    cgap_panel_hints(figure, panel, &one->path, cgap_instrument_words(source->language, one->name),
                     1);
    if (one->seen.n > 0) {
        cgap_panel_points(figure, panel, &one->seen);
    }
    for (size_t i = 0; i < one->seen.n && !figure->failed; i++) {
        double x = cgap_figure_x(figure, panel, one->seen.time[i]);
        double above = i + 1 < one->seen.n ? 12.0 : -11.0; /* a pair of dates lies close together */

        if (x >= figure->panel[panel].left && x <= figure->panel[panel].right) {
            (void) cgap_decimal_words(source->language, one->seen.mean[i], 0, false, count);
            cgap_figure_text(figure, x + (above < 0.0 ? -12.0 : 12.0),
                             cgap_figure_y(figure, panel, one->seen.mean[i]) - 1.0, count,
                             (cgap_text_style){CGAP_SIZE_LABEL, true, "text_colour", 0});
        }
    }
    cgap_panel_end_value(figure, panel, &one->path, 1);
}

/* Observed against expected for the first observed date of the first law. */
static void
say(const cgap_chart_source *source, const law *first, char *title)
{
    cgap_language language = source->language;
    char year[CGAP_NUMBER_WORDS], number[2][CGAP_NUMBER_WORDS];
    const char *name = cgap_instrument_words(language, first->name);

    for (size_t i = 0; i < first->seen.n; i++) {
        double expected = cgap_path_at(&first->path, first->seen.time[i], 0.1);

        if (isfinite(expected)) {
            cgap_date_words(language, first->seen.time[i], year);
            (void) cgap_phrase(
                title, CGAP_LONG, language, CGAP_T_TRANSPOSITION_TITLE_SEEN, name, year,
                cgap_decimal_words(language, first->seen.mean[i], 0, false, number[0]),
                cgap_decimal_words(language, expected, 1, false, number[1]), NULL);
            return;
        }
    }
    cgap_date_words(language, source->end, year);
    (void) cgap_phrase(
        title, CGAP_LONG, language, CGAP_T_TRANSPOSITION_TITLE, name,
        cgap_decimal_words(language, first->path.mean[first->path.n - 1], 1, false, number[0]),
        year, NULL);
}

void
cgap_chart_transposition(const cgap_chart_source *source, size_t scenario, cgap_figure *figure)
{
    law laws[MAX_LAW] = {{NULL, CGAP_PATH_INIT, CGAP_PATH_INIT}};
    size_t n = read_laws(laws, source, scenario, figure);
    size_t columns = figure->column || n == 1 ? 1 : 2;
    cgap_grid grid = {columns, (n + columns - 1) / columns, 150.0, 30.0, 46.0, 48.0, 28.0, 0.0};
    char title[CGAP_LONG], subtitle[CGAP_LONG];
    double pixels = (figure->width - 2.0 * CGAP_MARGIN) / (double) columns - 76.0;

    if (!figure->failed && n == 0) {
        cgap_figure_lacks(figure, "union.csv has no measure 'transposed_...' that moves in '%s'",
                          source->scenario[scenario]);
    } else if (!figure->failed) {
        bool seen = laws[0].seen.n > 0;

        say(source, &laws[0], title);
        cgap_subtitle(
            source, scenario,
            cgap_chart_text(source, seen ? CGAP_T_TRANSPOSITION_WHAT_SEEN : CGAP_T_LINE_AND_BANDS),
            subtitle);
        cgap_figure_head(figure, title, subtitle);
        cgap_figure_grid(figure, grid);
        for (size_t l = 0; l < n; l++) {
            draw_law(source, figure, &laws[l], pixels);
        }
    }
    for (size_t l = 0; l < n; l++) {
        cgap_path_free(&laws[l].path);
        cgap_path_free(&laws[l].seen);
    }
}
