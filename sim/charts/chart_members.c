/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small multiples of all members, the one furthest behind first. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "cgap/memory.h"

#include "chart.h"
#include "panels.h"
#include "roster.h"
#include "text.h"
#include "words.h"

enum { N_LAYER = 2 };

static const char *const LAYER[N_LAYER] = {"formal", "practice"};

static void
draw_member(const cgap_chart_source *source, size_t scenario, cgap_figure *figure, size_t panel,
            const char *member)
{
    for (size_t l = 0; l < N_LAYER; l++) {
        cgap_path own = CGAP_PATH_INIT, mean = CGAP_PATH_INIT;
        char measure[64], name[CGAP_WORDS];

        (void) snprintf(measure, sizeof measure, "%s_mean", LAYER[l]);
        if (cgap_path_member(&own, source, scenario, member, LAYER[l]) &&
            cgap_path_union(&mean, source, scenario, measure)) {
            const char *colour = cgap_layer_colour(LAYER[l]);

            cgap_panel_line(figure, panel, &mean,
                            (cgap_mark){CGAP_MARK_LINE, "baseline_colour", 0.8, 3});
            cgap_panel_band(figure, panel, &own, colour, 0.25);
            cgap_panel_line(figure, panel, &own, (cgap_mark){CGAP_MARK_LINE, colour, 1.6, 1});
            (void) snprintf(name, sizeof name, "%s, %s", cgap_member_name(source, member),
                            cgap_layer_short(source->language, LAYER[l]));
            cgap_panel_hints(figure, panel, &own, name, 2);
        } else {
            figure->failed = true;
        }
        cgap_path_free(&own);
        cgap_path_free(&mean);
    }
}

/* Whether a name stands over its panel whole, with air to the next; else its code does. */
static bool
fits(const char *name, double size, double cell)
{
    return cgap_text_width(name, size, true) <= cell - 6.0;
}

static void
draw_panels(const cgap_chart_source *source, size_t scenario, cgap_figure *figure,
            const cgap_roster *roster)
{
    const cgap_key_item key[] = {
        {cgap_chart_text(source, CGAP_T_MEMBERS_KEY_FORMAL), "formal_colour", 2.0, 1},
        {cgap_chart_text(source, CGAP_T_MEMBERS_KEY_PRACTICE), "practice_colour", 2.0, 1},
        {cgap_chart_text(source, CGAP_T_MEMBERS_KEY_MEAN), "baseline_colour", 1.2, 3}};
    size_t columns = figure->column ? 4 : 7, rows = (roster->n + columns - 1) / columns;
    cgap_grid grid = {columns, rows, 62.0, 0.0, 14.0, 22.0, 4.0, 10.0};
    double cell = (figure->width - 2.0 * CGAP_MARGIN - 22.0) / (double) columns;
    cgap_range range = CGAP_RANGE_INIT;
    cgap_scale x = cgap_scale_years(source->start, source->end, cell - 14.0, 42.0), y;

    for (size_t m = 0; m < roster->n; m++) {
        cgap_range_value(&range, roster->low[m]);
        cgap_range_value(&range, roster->high[m]);
    }
    y = cgap_scale_round(range.low, range.high, 4);
    cgap_figure_key(figure, key, 3);
    figure->inset = 22.0; /* for the numbers of the leftmost panels */
    cgap_figure_grid(figure, grid);
    for (size_t m = 0; m < roster->n; m++) {
        size_t panel;
        bool lowest = m + columns >= roster->n;

        panel = cgap_figure_panel(
            figure, fits(roster->name[m], grid.title, cell) ? roster->name[m] : roster->member[m],
            "", x, y);
        if (figure->failed) {
            return;
        }
        figure->panel[panel].x_labels = lowest;
        figure->panel[panel].y_labels = m % columns == 0;
        draw_member(source, scenario, figure, panel, roster->member[m]);
    }
    figure->below += 18.0; /* years below the lowest panels */
}

void
cgap_chart_members(const cgap_chart_source *source, size_t scenario, cgap_figure *figure)
{
    char title[CGAP_LONG], subtitle[CGAP_LONG], to[CGAP_NUMBER_WORDS];
    char count[3][CGAP_NUMBER_WORDS];
    cgap_language language = source->language;
    cgap_roster roster = {0};

    if (!cgap_roster_read(&roster, source, scenario, "formal")) {
        figure->failed = true;
    } else if (roster.n == 0) {
        cgap_figure_lacks(figure, "members.csv has no variable 'formal' of '%s'",
                          source->scenario[scenario]);
    } else {
        size_t members = 0, rising = 0, closer = 0; /* of those who are members at the end */

        for (size_t m = 0; m < roster.n; m++) {
            members += isfinite(roster.last[m]) ? 1 : 0;
            rising += roster.last[m] > roster.first[m];
            closer += roster.best_last - roster.last[m] < roster.best_first - roster.first[m];
        }
        cgap_date_words(language, source->end, to);
        (void) cgap_phrase(title, sizeof title, language, CGAP_T_MEMBERS_TITLE,
                           cgap_count_words(language, rising, count[0]),
                           cgap_count_words(language, members, count[1]), to,
                           cgap_count_words(language, closer, count[2]), NULL);
        cgap_subtitle(source, scenario, cgap_chart_text(source, CGAP_T_MEMBERS_WHAT), subtitle);
        cgap_figure_head(figure, title, subtitle);
        draw_panels(source, scenario, figure, &roster);
    }
    cgap_roster_free(&roster);
}
