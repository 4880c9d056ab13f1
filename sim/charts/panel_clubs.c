/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Convergence clubs: the transition paths of units, value over mean, and of their clubs. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "cgap/memory.h"

#include "panel_source.h"
#include "panels.h"
#include "sink.h"
#include "text.h"

enum { MOST_CLUB = 11, MOST_LINES = 3 };

static size_t
club_count(const cgap_panel_source *source, bool of_none)
{
    const cgap_table *clubs = source->in->clubs;
    size_t most = 0, none = 0;

    for (size_t r = 0; r < clubs->n_row; r++) {
        size_t club = (size_t) cgap_table_real(clubs, r, 0);

        most = club > most ? club : most;
        none = club == 0 ? (size_t) cgap_table_real(clubs, r, 2) : none;
    }
    return of_none ? none : most;
}

/* First row of a club in table clubs; n_row when it has none. */
static size_t
club_row(const cgap_panel_source *source, size_t club)
{
    const cgap_table *clubs = source->in->clubs;
    size_t r = 0;

    while (r < clubs->n_row && (size_t) cgap_table_real(clubs, r, 0) != club) {
        r++;
    }
    return r;
}

static void
club_colour(size_t club, char out[CGAP_COLOUR_SIZE])
{
    if (club == 0) {
        (void) snprintf(out, CGAP_COLOUR_SIZE, "baseline_colour");
    } else {
        (void) snprintf(out, CGAP_COLOUR_SIZE, "scenario_colour[%zu]", (club - 1) % 11 + 1);
    }
}

static void
club_words(const cgap_panel_source *source, size_t club, char *out)
{
    size_t r = club_row(source, club);
    size_t n = (size_t) cgap_table_real(source->in->clubs, r, 2);

    char count[2][CGAP_NUMBER_WORDS];

    (void) cgap_count_words(source->language, club, count[0]);
    (void) cgap_count_words(source->language, n, count[1]);
    if (club == 0) {
        (void) cgap_phrase(out, CGAP_WORDS, source->language, CGAP_T_PANEL_NO_CLUB, count[1], NULL);
    } else {
        (void) cgap_phrase(out, CGAP_WORDS, source->language, CGAP_T_PANEL_CLUB, count[0], count[1],
                           NULL);
    }
}

static bool
belongs(const cgap_panel_source *source, size_t unit, size_t club)
{
    return (size_t) cgap_panel_unit(source, unit, 0, "club") == club;
}

/* Thin lines of the members, then the club's mean; those of no club have no common course. */
static void
draw_club(const cgap_panel_source *source, cgap_figure *figure, size_t panel, size_t club)
{
    char colour[CGAP_COLOUR_SIZE];
    size_t first = club_row(source, club);

    club_colour(club, colour);
    cgap_figure_mark(figure, panel,
                     (cgap_mark){CGAP_MARK_LINE, colour, club == 0 ? 1.0 : 0.5, club == 0 ? 2 : 1});
    for (size_t i = 0; i < source->n_unit; i++) {
        for (size_t t = 0; t < source->n_time && belongs(source, i, club); t++) {
            const double row[] = {source->time[t], cgap_panel_unit(source, i, t, "transition")};

            cgap_figure_row(figure, 2, row);
        }
        cgap_figure_gap(figure);
    }
    if (club == 0) {
        return;
    }
    cgap_figure_mark(figure, panel, (cgap_mark){CGAP_MARK_LINE, colour, 2.6, 1});
    for (size_t t = 0; t < source->n_time; t++) {
        const double row[] = {source->time[t], cgap_table_real(source->in->clubs, first + t, 3)};

        cgap_figure_row(figure, 2, row);
    }
}

static void
draw_paths(const cgap_panel_source *source, cgap_figure *figure, size_t n, bool none)
{
    cgap_range range = {1.0, 1.0};
    cgap_end_label label[MOST_CLUB + 1];
    char words[MOST_CLUB + 1][CGAP_WORDS], colour[MOST_CLUB + 1][CGAP_COLOUR_SIZE];
    cgap_grid grid = {1, 1, 300.0, 0.0, 110.0, 34.0, 26.0, 0.0};
    size_t panel, n_label = 0;
    cgap_scale y;

    for (size_t i = 0; i < source->n_unit; i++) {
        for (size_t t = 0; t < source->n_time; t++) {
            cgap_range_value(&range, cgap_panel_unit(source, i, t, "transition"));
        }
    }
    y = cgap_scale_round(range.low, range.high, 5);
    grid.left = cgap_scale_room(y);
    cgap_figure_grid(figure, grid);
    panel = cgap_figure_panel(
        figure, "", cgap_panel_text(source, CGAP_T_PANEL_CLUBS_UNIT),
        cgap_panel_time_scale(source, figure->width - 2.0 * CGAP_MARGIN - grid.left - grid.right),
        y);
    cgap_panel_level(figure, panel, 1.0, "axis_colour");
    for (size_t k = 0; k <= n; k++) {
        size_t club = (k + (size_t) !none) % (n + 1); /* those of none lie lowest */

        if (k == n && !none) {
            break;
        }
        draw_club(source, figure, panel, club);
        if (n_label <= MOST_CLUB && club <= MOST_CLUB) {
            size_t last = club_row(source, club) + source->n_time - 1;

            club_words(source, club, words[n_label]);
            club_colour(club, colour[n_label]);
            label[n_label] = (cgap_end_label){cgap_table_real(source->in->clubs, last, 3),
                                              words[n_label], colour[n_label], club == 0 ? 2 : 1};
            n_label++;
        }
    }
    cgap_figure_end_labels(figure, panel, label, n_label);
}

/* "Club 2 (4), log-t 0.31: AT, BE, ..." below the panel. */
static void
list_members(const cgap_panel_source *source, cgap_figure *figure, size_t club)
{
    cgap_sink list = {0};
    char words[CGAP_WORDS], value[CGAP_WORDS], lead[3 * CGAP_WORDS];
    double t = cgap_table_real(source->in->clubs, club_row(source, club), 5);
    char *wrapped;
    bool begun = false;

    club_words(source, club, words);
    if (isfinite(t)) {
        cgap_value_words(source->language, t, value);
        (void) cgap_phrase(lead, sizeof lead, source->language, CGAP_T_PANEL_LOG_T, words, value,
                           "", NULL);
    } else {
        (void) cgap_phrase(lead, sizeof lead, source->language, CGAP_T_PANEL_MEMBERS, words, "",
                           NULL);
    }
    cgap_sink_add(&list, "%s", lead); /* ends where the names follow */
    for (size_t i = 0; i < source->n_unit; i++) {
        if (belongs(source, i, club)) {
            cgap_sink_add(&list, "%s%s", begun ? ", " : "", source->name[i]);
            begun = true;
        }
    }
    wrapped = list.failed ? NULL
                          : cgap_text_wrap(list.text, CGAP_SIZE_SMALL, false,
                                           figure->width - 2.0 * CGAP_MARGIN, MOST_LINES);
    figure->failed = figure->failed || wrapped == NULL;
    for (char *line = wrapped, *end = wrapped; line != NULL && !figure->failed; line = end) {
        for (end = line; *end != '\0' && *end != '\n'; end++) {
        }
        end = *end == '\0' ? NULL : (*end = '\0', end + 1);
        cgap_figure_text(figure, CGAP_MARGIN, figure->below + 7.0, line,
                         (cgap_text_style){CGAP_SIZE_SMALL, false, "text_colour", -1});
        figure->below += 13.5;
    }
    figure->below += 3.0;
    free(wrapped);
    cgap_sink_free(&list);
}

void
cgap_panel_chart_clubs(const cgap_panel_source *source, cgap_figure *figure)
{
    size_t n = club_count(source, false), none = club_count(source, true);
    char title[CGAP_LONG], count[3][CGAP_NUMBER_WORDS];

    (void) cgap_count_words(source->language, source->n_unit, count[0]);
    (void) cgap_count_words(source->language, n, count[1]);
    (void) cgap_count_words(source->language, none, count[2]);
    if (n == 0) {
        (void) cgap_phrase(title, sizeof title, source->language, CGAP_T_PANEL_CLUBS_NONE, count[0],
                           NULL);
    } else if (n == 1 && none == 0) {
        (void) cgap_phrase(title, sizeof title, source->language, CGAP_T_PANEL_CLUBS_ONE, count[0],
                           NULL);
    } else {
        (void) cgap_phrase(title, sizeof title, source->language, CGAP_T_PANEL_CLUBS_SEVERAL,
                           count[0], count[1], count[2], NULL);
    }
    cgap_panel_head(source, figure, title, cgap_panel_text(source, CGAP_T_PANEL_CLUBS_WHAT));
    draw_paths(source, figure, n, none > 0);
    for (size_t club = 1; club <= n && club <= MOST_CLUB && !figure->failed; club++) {
        list_members(source, figure, club);
    }
    if (none > 0 && !figure->failed) {
        list_members(source, figure, 0);
    }
    if (n > MOST_CLUB && !figure->failed) {
        cgap_figure_text(figure, CGAP_MARGIN, figure->below + 7.0,
                         cgap_panel_text(source, CGAP_T_PANEL_CLUBS_FURTHER),
                         (cgap_text_style){CGAP_SIZE_SMALL, false, "muted_colour", -1});
        figure->below += 16.0;
    }
}
