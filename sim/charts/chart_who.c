/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who wins and who loses: effects on groups of members and on those who bear the losses, with their
 * intervals and the probability of losing. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "cgap/quantities.h"

#include "chart.h"
#include "line_up.h"
#include "panels.h"
#include "parties.h"
#include "words.h"

enum { N_SECTION = 4 };

/* A row of panels: parties of a kind, one variable, one axis. */
static const struct {
    const char *kind, *variable;
    double scale;
    cgap_text_key unit;
} SECTION[N_SECTION] = {
    {"group", "formal", 1.0, CGAP_T_WHO_UNIT_FORMAL},
    {"group", "practice", 1.0, CGAP_T_WHO_UNIT_PRACTICE},
    {"group", "loss_gdp", 100.0, CGAP_T_WHO_UNIT_LOSS},
    {"beneficiary", "loss_gdp", 100.0, CGAP_T_WHO_UNIT_LOSS},
};

typedef struct lineup {
    size_t *order, n; /* alternatives, as they stand below each other */
} lineup;

/* A span of years with the dash that belongs there. */
static void
span_words(const char *years, char *out, size_t size)
{
    const char *dash = strchr(years, '-');

    (void) snprintf(out, size, "%.*s%s%s",
                    (int) (dash == NULL ? strlen(years) : (size_t) (dash - years)), years,
                    dash == NULL ? "" : "\xE2\x80\x93", dash == NULL ? "" : dash + 1);
}

/* "Joined 1958–1995", "SMEs" */
static void
party_title(const cgap_chart_source *source, size_t section, const char *who, char *out)
{
    if (section + 1 == N_SECTION) {
        (void) cgap_capital(cgap_layer_short(source->language, who), out, CGAP_WORDS);
    } else {
        char years[CGAP_WORDS];

        span_words(who, years, sizeof years);
        (void) cgap_phrase(out, CGAP_WORDS, source->language, CGAP_T_WHO_GROUP, years, NULL);
    }
}

static void
draw_effect(const cgap_chart_source *source, cgap_figure *figure, size_t panel, size_t scenario,
            double place, const cgap_effect_row *row, double scale)
{
    const double value[] = {scale * row->difference, place, scale * row->low, scale * row->high};
    char colour[CGAP_COLOUR_SIZE], share[CGAP_NUMBER_WORDS];

    cgap_scenario_colour(source, scenario, colour);
    cgap_figure_mark(figure, panel, (cgap_mark){CGAP_MARK_WHISKER, colour, 1.6, 1});
    cgap_figure_row(figure, 4, value);
    cgap_figure_mark(figure, panel, (cgap_mark){CGAP_MARK_POINT, colour, 0.9, 7});
    cgap_figure_row(figure, 2, value);
    if (isfinite(row->losing) && !figure->failed) {
        (void) cgap_percent_words(source->language, row->losing, share);
        cgap_figure_text(figure, cgap_figure_x(figure, panel, figure->panel[panel].x.high) + 28.0,
                         cgap_figure_y(figure, panel, place), share,
                         (cgap_text_style){CGAP_SIZE_SMALL, row->losing > 0.5,
                                           row->losing > 0.5 ? "text_colour" : "muted_colour", 1});
    }
}

static void
draw_party(const cgap_chart_source *source, cgap_figure *figure, const lineup *alternatives,
           size_t section, const char *who, cgap_scale x, bool first)
{
    double rows = (double) alternatives->n, scale = SECTION[section].scale;
    char title[CGAP_WORDS], text[2 * CGAP_WORDS];
    size_t panel;

    party_title(source, section, who, title);
    panel = cgap_figure_panel(figure, title, cgap_chart_text(source, SECTION[section].unit), x,
                              (cgap_scale){0.0, rows, 0.0, 0});
    if (figure->failed) {
        return;
    }
    figure->panel[panel].x_grid = true;
    figure->panel[panel].y_grid = false;
    cgap_figure_mark(figure, panel, (cgap_mark){CGAP_MARK_LINE, "baseline_colour", 1.0, 3});
    cgap_figure_row(figure, 2, (const double[]){0.0, 0.0});
    cgap_figure_row(figure, 2, (const double[]){0.0, rows});
    for (size_t r = 0; r < alternatives->n; r++) {
        size_t s = alternatives->order[r];
        double place = rows - (double) r - 0.5;
        cgap_effect_row row =
            cgap_party_effect(source, SECTION[section].kind, who, SECTION[section].variable, s);

        if (isfinite(row.difference)) {
            draw_effect(source, figure, panel, s, place, &row, scale);
            cgap_party_words(source, s, title, &row, scale, text, sizeof text);
            cgap_figure_hint(figure, panel, (cgap_place){x.low, place - 0.5, x.high, place + 0.5},
                             text);
        }
    }
    if (first) {
        cgap_line_up_rows(source, alternatives->order, alternatives->n, figure, panel);
    }
}

static cgap_range
range_of(const cgap_chart_source *source, const lineup *alternatives, size_t section,
         const char *const *who, size_t n)
{
    cgap_range range = {0.0, 0.0};

    for (size_t k = 0; k < n * alternatives->n; k++) {
        cgap_effect_row row =
            cgap_party_effect(source, SECTION[section].kind, who[k / alternatives->n],
                              SECTION[section].variable, alternatives->order[k % alternatives->n]);

        cgap_range_value(&range, SECTION[section].scale * row.difference);
        cgap_range_value(&range, SECTION[section].scale * row.low);
        cgap_range_value(&range, SECTION[section].scale * row.high);
    }
    return range;
}

static void
draw_section(const cgap_chart_source *source, cgap_figure *figure, const lineup *alternatives,
             size_t section, const char *const *who, size_t n)
{
    cgap_range range = range_of(source, alternatives, section, who, n);
    size_t most = figure->column ? 2 : 4, columns = n < most ? n : most;
    cgap_scale x = cgap_scale_round(range.low, range.high, columns > 2 ? 2 : 4);
    cgap_grid grid = {columns,
                      (n + columns - 1) / columns,
                      (alternatives->n > 20 ? 13.0 : 17.0) * (double) alternatives->n,
                      0.0,
                      44.0,
                      46.0,
                      24.0,
                      figure->column ? 10.0 : 11.0};

    figure->inset = figure->column ? 120.0 : 150.0;
    x = cgap_scale_apart(x, (figure->width - 2.0 * CGAP_MARGIN - figure->inset) / (double) columns -
                                grid.right);
    cgap_figure_grid(figure, grid);
    for (size_t k = 0; k < n && !figure->failed; k++) {
        draw_party(source, figure, alternatives, section, who[k], x, k % columns == 0);
    }
}

/* How many alternatives make everybody better off, and how many somebody worse off. */
static void
say(const cgap_chart_source *source, const lineup *alternatives, const char *const *const *who,
    const size_t *n, char *title)
{
    size_t all = 0, some = 0;
    char count[3][CGAP_NUMBER_WORDS];

    for (size_t r = 0; r < alternatives->n; r++) {
        bool good = true, bad = false;

        for (size_t section = 0; section < N_SECTION; section++) {
            for (size_t k = 0; k < n[section]; k++) {
                cgap_effect_row row =
                    cgap_party_effect(source, SECTION[section].kind, who[section][k],
                                      SECTION[section].variable, alternatives->order[r]);

                good = good && cgap_party_verdict(&row) > 0;
                bad = bad || cgap_party_verdict(&row) < 0;
            }
        }
        all += good;
        some += bad;
    }
    (void) cgap_count_words(source->language, all, count[0]);
    (void) cgap_count_words(source->language, alternatives->n, count[1]);
    (void) cgap_count_words(source->language, some, count[2]);
    (void) cgap_phrase(title, CGAP_LONG, source->language, CGAP_T_WHO_TITLE,
                       source->scenario[source->baseline], count[0], count[1], count[2], NULL);
}

static void
draw(const cgap_chart_source *source, cgap_figure *figure, const lineup *alternatives,
     const char *const *const *who, const size_t *n)
{
    char title[CGAP_LONG], subtitle[CGAP_LONG], futures[CGAP_WORDS];

    say(source, alternatives, who, n, title);
    cgap_futures_words(source, cgap_chart_text(source, CGAP_T_WHO_WHAT), futures);
    (void) cgap_phrase(subtitle, sizeof subtitle, source->language, CGAP_T_WHO_SUBTITLE, futures,
                       NULL);
    cgap_figure_head(figure, title, subtitle);
    for (size_t section = 0; section < N_SECTION && !figure->failed; section++) {
        if (n[section] > 0) {
            draw_section(source, figure, alternatives, section, who[section], n[section]);
        }
    }
}

void
cgap_chart_who(const cgap_chart_source *source, size_t scenario, cgap_figure *figure)
{
    const char **who[N_SECTION] = {NULL};
    size_t n[N_SECTION], total = 0;
    lineup alternatives = {cgap_memory_array(source->n_scenario, sizeof *alternatives.order), 0};

    (void) scenario;
    figure->failed = alternatives.order == NULL ||
                     !cgap_alternatives(source, alternatives.order, &alternatives.n);
    for (size_t section = 0; section < N_SECTION && !figure->failed; section++) {
        n[section] = cgap_parties_list(source, SECTION[section].kind, SECTION[section].variable,
                                       &who[section]);
        figure->failed = who[section] == NULL;
        total += n[section];
    }
    if (!figure->failed && (total == 0 || source->baseline == source->n_scenario)) {
        cgap_figure_lacks(figure, "there is no who.csv with groups and beneficiaries");
    } else if (!figure->failed) {
        draw(source, figure, &alternatives, (const char *const *const *) who, n);
    }
    for (size_t section = 0; section < N_SECTION; section++) {
        free((void *) who[section]);
    }
    free(alternatives.order);
}
