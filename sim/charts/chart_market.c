/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cybersecurity market: how integrated, who supplies it. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "chart.h"
#include "membership.h"
#include "panels.h"
#include "words.h"

enum { N_PANEL = 4 };

static const struct {
    const char *measure, *colour;
    cgap_text_key title, unit;
} PANEL[N_PANEL] = {
    {"market_integration", "enterprise_colour", CGAP_T_MARKET_INTEGRATION,
     CGAP_T_MARKET_INTEGRATION_UNIT},
    {"union_supply_share", "administration_colour", CGAP_T_MARKET_SUPPLY,
     CGAP_T_MARKET_SUPPLY_UNIT},
    {"sme_supplier_share", "sme_colour", CGAP_T_MARKET_SMES, CGAP_T_MARKET_SMES_UNIT},
    {"home_share", "practice_colour", CGAP_T_MARKET_HOME, CGAP_T_MARKET_HOME_UNIT},
};

/* Scales of one length, so that a point is as high everywhere. */
static void
choose_scales(const cgap_path *path, cgap_scale *scale)
{
    double low[N_PANEL], high[N_PANEL];

    for (size_t p = 0; p < N_PANEL; p++) {
        cgap_range range = CGAP_RANGE_INIT;

        cgap_range_path(&range, &path[p]);
        low[p] = range.low;
        high[p] = range.high;
    }
    cgap_scales_alike(low, high, N_PANEL, 4, scale);
}

void
cgap_chart_market(const cgap_chart_source *source, size_t scenario, cgap_figure *figure)
{
    cgap_path path[N_PANEL] = {CGAP_PATH_INIT};
    char title[CGAP_LONG], subtitle[CGAP_LONG], words[N_PANEL][CGAP_WORDS];
    char year[CGAP_NUMBER_WORDS], what[CGAP_LONG];
    cgap_scale scale[N_PANEL] = {{0}};
    size_t columns = figure->column ? 1 : 2, n = 0, changes = 0;
    cgap_membership_change change[CGAP_MOST_CHANGES];
    cgap_grid grid = {columns, N_PANEL / columns, 120.0, 38.0, 46.0, 48.0, 28.0, 0.0};
    double pixels = (figure->width - 2.0 * CGAP_MARGIN) / (double) columns - 84.0;

    for (size_t p = 0; p < N_PANEL && !figure->failed; p++) {
        figure->failed = !cgap_path_union(&path[p], source, scenario, PANEL[p].measure);
        if (path[p].n < 2) {
            continue;
        }
        n++;
        cgap_points_words(source->language, path[p].mean[0], path[p].mean[path[p].n - 1], words[p]);
    }
    changes = cgap_membership_changes(source, scenario, change);
    figure->failed = figure->failed || changes == SIZE_MAX;
    if (!figure->failed && n < N_PANEL) {
        cgap_figure_lacks(figure, "union.csv has no course of all of market_integration, "
                                  "union_supply_share, sme_supplier_share and home_share");
    } else if (!figure->failed) {
        (void) cgap_phrase(title, sizeof title, source->language, CGAP_T_MARKET_TITLE,
                           cgap_date_words(source->language, source->end, year), words[0], words[1],
                           words[2], NULL);
        choose_scales(path, scale);
        cgap_subtitle(source, scenario, cgap_chart_text(source, CGAP_T_LINE_AND_BANDS), what);
        (void) cgap_phrase(subtitle, sizeof subtitle, source->language, CGAP_T_MARKET_SUBTITLE,
                           what, NULL);
        cgap_membership_note(source, changes, subtitle);
        cgap_figure_head(figure, title, subtitle);
        cgap_figure_grid(figure, grid);
    }
    for (size_t p = 0; p < N_PANEL && !figure->failed && figure->missing == NULL; p++) {
        size_t panel = cgap_figure_panel(
            figure, cgap_chart_text(source, PANEL[p].title), cgap_chart_text(source, PANEL[p].unit),
            cgap_scale_years(source->start, source->end, pixels, 34.0), scale[p]);
        cgap_panel_membership(source, figure, panel, change, changes);
        cgap_panel_fan(figure, panel, &path[p], PANEL[p].colour);
        cgap_panel_end_value(figure, panel, &path[p], 2);
    }
    for (size_t p = 0; p < N_PANEL; p++) {
        cgap_path_free(&path[p]);
    }
}
