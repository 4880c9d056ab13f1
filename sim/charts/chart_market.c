/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cybersecurity market: how integrated, who supplies it. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "chart.h"
#include "panels.h"
#include "words.h"

enum { N_PANEL = 4 };

static const struct {
    const char *measure, *title, *unit, *colour, *subject;
} PANEL[N_PANEL] = {
    {"market_integration", "Market integration", "0 national markets, 1 one market",
     "enterprise_colour", "market integration"},
    {"union_supply_share", "Supply from within", "share of demand served by the Union's suppliers",
     "administration_colour", "the share supplied from within"},
    {"sme_supplier_share", "SMEs among suppliers", "share of suppliers of the Union", "sme_colour",
     "the SMEs' share of suppliers"},
    {"home_share", "Home market", "share of demand served by the own state's suppliers",
     "practice_colour", "the home share"},
};

void
cgap_chart_market(const cgap_chart_source *source, size_t scenario, cgap_figure *figure)
{
    cgap_path path[N_PANEL] = {CGAP_PATH_INIT};
    char title[CGAP_LONG] = "By ", subtitle[CGAP_LONG], words[CGAP_WORDS];
    size_t columns = figure->column ? 1 : 2, n = 0, used;
    cgap_grid grid = {columns, N_PANEL / columns, 120.0, 38.0, 46.0, 48.0, 28.0, 0.0};
    double pixels = (figure->width - 2.0 * CGAP_MARGIN) / (double) columns - 84.0;

    cgap_year_words(source->end, words);
    used = (size_t) snprintf(title, sizeof title, "By %s ", words);
    for (size_t p = 0; p < N_PANEL && !figure->failed; p++) {
        figure->failed = !cgap_path_union(&path[p], source, scenario, PANEL[p].measure);
        if (path[p].n < 2) {
            continue;
        }
        n++;
        cgap_change_words(path[p].mean[0], path[p].mean[path[p].n - 1], words);
        if (p < 3) {
            used += (size_t) snprintf(title + used, sizeof title - used, "%s%s %s",
                                      n > 1 ? ", " : "", PANEL[p].subject, words);
        }
    }
    if (!figure->failed && n < N_PANEL) {
        cgap_figure_lacks(figure, "union.csv has no course of all of market_integration, "
                                  "union_supply_share, sme_supplier_share and home_share");
    } else if (!figure->failed) {
        cgap_subtitle(source, scenario, "Line: mean; bands: 50 % and 90 % of", subtitle);
        cgap_figure_head(figure, title, subtitle);
        cgap_figure_grid(figure, grid);
    }
    for (size_t p = 0; p < N_PANEL && !figure->failed && figure->missing == NULL; p++) {
        cgap_range range = CGAP_RANGE_INIT;
        size_t panel;

        cgap_range_path(&range, &path[p]);
        panel = cgap_figure_panel(figure, PANEL[p].title, PANEL[p].unit,
                                  cgap_scale_years(source->start, source->end, pixels, 34.0),
                                  cgap_scale_round(range.low, range.high, 4));
        cgap_panel_fan(figure, panel, &path[p], PANEL[p].colour);
        cgap_panel_end_value(figure, panel, &path[p], 2);
    }
    for (size_t p = 0; p < N_PANEL; p++) {
        cgap_path_free(&path[p]);
    }
}
