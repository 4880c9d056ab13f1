/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often each scenario takes each place: a heat map per criterion. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "cgap/quantities.h"

#include "chart.h"
#include "criteria.h"
#include "line_up.h"
#include "words.h"

/* Shares of one criterion in percent. */
typedef struct places {
    size_t n;      /* scenarios and places */
    double *share; /* [scenario][place]; owned */
} places;

static bool
places_read(places *self, const cgap_chart_source *source, const cgap_judged *of)
{
    const cgap_frame *f = &source->ranks;
    size_t n = source->n_scenario, rank = cgap_csv_find(&f->csv, "rank");
    size_t share = cgap_csv_find(&f->csv, "share");

    *self = (places){n, cgap_memory_array(n, n * sizeof *self->share)};
    for (size_t k = 0; self->share != NULL && k < n * n; k++) {
        self->share[k] = NAN;
    }
    for (size_t s = 0; self->share != NULL && s < n; s++) {
        const uint32_t want[] = {cgap_frame_id(f, 0, of->measure), cgap_frame_id(f, 1, of->span),
                                 cgap_frame_id(f, 2, source->scenario[s])};

        for (size_t row = SIZE_MAX; cgap_frame_next(f, want, &row);) {
            double place = cgap_frame_number(f, row, rank);

            if (place >= 1.0 && place <= (double) n) {
                self->share[s * n + (size_t) place - 1] = 100.0 * cgap_frame_number(f, row, share);
            }
        }
    }
    return self->share != NULL;
}

/* "history: place 2 in 34 % of the futures" */
static void
tell(const cgap_chart_source *source, cgap_figure *figure, size_t panel, size_t scenario,
     size_t place, double share, cgap_place where)
{
    char number[2][CGAP_NUMBER_WORDS], text[CGAP_WORDS];

    (void) cgap_count_words(source->language, place + 1, number[0]);
    (void) cgap_percent_words(source->language, 0.01 * share, number[1]);
    (void) cgap_phrase(text, sizeof text, source->language, CGAP_T_RANKS_HINT,
                       source->scenario[scenario], number[0], number[1], NULL);
    cgap_figure_hint(figure, panel, where, text);
}

static void
draw_tiles(const cgap_chart_source *source, cgap_figure *figure, size_t panel, const places *all,
           const size_t *order)
{
    const cgap_panel frame = figure->panel[panel];
    bool numbers = (frame.right - frame.left) / (double) all->n >= 21.0;
    char number[CGAP_NUMBER_WORDS];

    cgap_figure_mark(figure, panel, (cgap_mark){CGAP_MARK_TILE, "text_colour", 1.0, 1});
    for (size_t k = 0; k < all->n * all->n; k++) {
        size_t r = k / all->n, place = k % all->n;
        double share = all->share[order[r] * all->n + place];
        double x = (double) place + 0.5, y = (double) (all->n - 1 - r);
        const double tile[] = {x + 0.04, y + 0.05, x + 0.96, y + 0.95, share};

        if (!isfinite(share)) {
            continue;
        }
        cgap_figure_row(figure, 5, tile);
        tell(source, figure, panel, order[r], place, share, (cgap_place){x, y, x + 1.0, y + 1.0});
        if (numbers) {
            cgap_figure_text(figure, cgap_figure_x(figure, panel, x + 0.5),
                             cgap_figure_y(figure, panel, y + 0.5),
                             cgap_percent_words(source->language, 0.01 * share, number),
                             (cgap_text_style){9.0, false, cgap_figure_ink(figure, share), 0});
        }
    }
}

static void
draw_criterion(const cgap_chart_source *source, cgap_figure *figure, const cgap_judged *of,
               const size_t *order, bool first)
{
    double n = (double) source->n_scenario;
    char words[CGAP_WORDS], title[CGAP_WORDS], ends[CGAP_WORDS], last[CGAP_NUMBER_WORDS];
    places all = {0, NULL};
    size_t panel;

    cgap_criterion_words(source, of, words);
    (void) cgap_count_words(source->language, source->n_scenario, last);
    (void) cgap_phrase(ends, sizeof ends, source->language, CGAP_T_RANKS_UNIT, last, NULL);
    panel = cgap_figure_panel(figure, cgap_capital(words, title, sizeof title), ends,
                              (cgap_scale){0.5, n + 0.5, 0.0, 0}, (cgap_scale){0.0, n, 0.0, 0});
    figure->failed = figure->failed || !places_read(&all, source, of);
    if (!figure->failed) {
        figure->panel[panel].x_axis = false;
        figure->panel[panel].y_grid = false;
        draw_tiles(source, figure, panel, &all, order);
        if (first) {
            cgap_line_up_names(source, order, figure, panel);
        }
    }
    free(all.share);
}

/* Who is first more often than any other, n_scenario when several are so equally often.
 * @param[out] share how often, percent */
static size_t
leader(const places *all, double *share)
{
    size_t best = all->n, tied = 0;

    *share = -1.0;
    for (size_t s = 0; s < all->n; s++) {
        double mine = all->share[s * all->n];

        if (mine > *share + 1e-9) {
            best = s;
            tied = 0;
            *share = mine;
        } else if (mine > *share - 1e-9) {
            tied++;
        }
    }
    return tied == 0 ? best : all->n;
}

/* What each scenario leads in. */
typedef struct standings {
    size_t of[CGAP_MOST_JUDGED]; /* the leader of each criterion, or n_scenario */
    double share[CGAP_MOST_JUDGED];
    size_t most, n_most, at; /* who leads in most, in how many, the first of them */
} standings;

static bool
find_leaders(standings *self, const cgap_chart_source *source, const cgap_judged *list, size_t n)
{
    size_t *lead = cgap_memory_array(source->n_scenario + 1, sizeof *lead);
    bool fine = lead != NULL;

    *self = (standings){.n_most = 0};
    for (size_t c = 0; c < n && fine; c++) {
        places all;

        fine = places_read(&all, source, &list[c]);
        if (fine) {
            self->of[c] = leader(&all, &self->share[c]);
            lead[self->of[c]]++;
        }
        free(all.share);
    }
    for (size_t c = 0; c < n && fine; c++) {
        size_t s = self->of[c];

        if (s < source->n_scenario && lead[s] > self->n_most) {
            self->most = s;
            self->n_most = lead[s];
            self->at = c;
        }
    }
    free(lead);
    return fine;
}

static void
say(const cgap_chart_source *source, cgap_figure *figure, const cgap_judged *list, size_t n,
    char *title)
{
    char words[CGAP_WORDS], number[3][CGAP_NUMBER_WORDS];
    standings who;

    *title = '\0';
    if (!find_leaders(&who, source, list, n)) {
        figure->failed = true;
        return;
    }
    (void) cgap_count_words(source->language, who.n_most, number[0]);
    (void) cgap_count_words(source->language, n, number[1]);
    (void) cgap_percent_words(source->language, 0.01 * who.share[who.at], number[2]);
    cgap_criterion_words(source, &list[who.at], words);
    if (who.n_most == 0) {
        (void) cgap_phrase(title, CGAP_LONG, source->language, CGAP_T_RANKS_TITLE_NONE, number[1],
                           NULL);
    } else {
        (void) cgap_phrase(title, CGAP_LONG, source->language,
                           source->replicates < 1.0 ? CGAP_T_RANKS_TITLE_ONE : CGAP_T_RANKS_TITLE,
                           source->scenario[who.most], number[0], number[1], words, number[2],
                           NULL);
    }
}

/* Whether all scenarios take all places equally often: they are the same in every future. */
static bool
all_tie(const places *all)
{
    double least = INFINITY, most = -INFINITY;

    for (size_t k = 0; k < all->n * all->n; k++) {
        least = fmin(least, all->share[k]);
        most = fmax(most, all->share[k]);
    }
    return !(most - least > 1e-9);
}

/* Keeps the criteria in which scenarios differ; " All tie in: exposure of rights." of the others.
 * @return how many are kept */
static size_t
drop_ties(const cgap_chart_source *source, cgap_figure *figure, cgap_judged *list, size_t n,
          char tied[CGAP_WORDS])
{
    char names[CGAP_WORDS] = "", words[CGAP_WORDS];
    size_t kept = 0, used = 0;

    for (size_t c = 0; c < n && !figure->failed; c++) {
        places all;

        figure->failed = !places_read(&all, source, &list[c]);
        if (!figure->failed && all_tie(&all)) {
            cgap_criterion_words(source, &list[c], words);
            if (used + strlen(words) + 3 < sizeof names) {
                used += (size_t) snprintf(names + used, sizeof names - used, "%s%s",
                                          used > 0 ? ", " : "", words);
            }
        } else {
            list[kept++] = list[c];
        }
        free(all.share);
    }
    *tied = '\0';
    if (*names != '\0') {
        (void) cgap_phrase(tied, CGAP_WORDS, source->language, CGAP_T_RANKS_TIED, names, NULL);
    }
    return kept;
}

static void
draw_all(const cgap_chart_source *source, cgap_figure *figure, cgap_judged *list, size_t n,
         const size_t *order)
{
    size_t most = figure->column ? 2 : 3, columns;
    double rows = (double) source->n_scenario;
    char title[CGAP_LONG], subtitle[CGAP_LONG], futures[CGAP_WORDS], tied[CGAP_WORDS];

    say(source, figure, list, n, title);
    n = drop_ties(source, figure, list, n, tied);
    if (n == 0) {
        cgap_figure_lacks(figure, "in ranks.csv all scenarios take all places equally often");
        return;
    }
    columns = n < most ? n : most;
    cgap_futures_words(source, cgap_chart_text(source, CGAP_T_RANKS_WHAT), futures);
    (void) cgap_phrase(subtitle, sizeof subtitle, source->language, CGAP_T_RANKS_SUBTITLE, futures,
                       tied, NULL);
    cgap_figure_head(figure, title, subtitle);
    figure->palette_low = 0.0;
    figure->palette_high = 100.0;
    figure->inset = figure->column ? 120.0 : 150.0;
    cgap_figure_grid(figure, (cgap_grid){columns, (n + columns - 1) / columns,
                                         (rows > 20.0 ? 13.0 : 17.0) * rows, 0.0, 14.0, 46.0, 6.0,
                                         figure->column ? 10.0 : 11.0});
    for (size_t c = 0; c < n && !figure->failed; c++) {
        draw_criterion(source, figure, &list[c], order, c % columns == 0);
    }
    figure->inset = 0.0;
    cgap_figure_palette_key(figure, cgap_chart_text(source, CGAP_T_RANKS_KEY));
}

void
cgap_chart_ranks(const cgap_chart_source *source, size_t scenario, cgap_figure *figure)
{
    cgap_judged list[CGAP_MOST_JUDGED];
    size_t n = cgap_criteria_list(source, list);
    size_t *order = cgap_memory_array(source->n_scenario, sizeof *order);

    (void) scenario;
    if (n == 0 || !source->ranks.present || source->ranks.csv.n_row == 0) {
        cgap_figure_lacks(figure, "there is no ranks.csv with the places of scenarios");
    } else if (order == NULL || !cgap_line_up(source, "formal_cv", order)) {
        figure->failed = true;
    } else {
        draw_all(source, figure, list, n, order);
    }
    free(order);
}
