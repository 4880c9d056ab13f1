/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The numbers behind the map of cooperation: how closely each state is tied to the members of the
 * Union, and the pairs that stand out. A column per date of a run, per scenario of a comparison. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

#include "cells.h"
#include "sections.h"

enum { MOST_PAIRS = 20, MOST_DATES = 3 };

typedef struct ties {
    size_t n_column, n; /* states */
    size_t *scenario;   /* [n_column] owned */
    double *time;       /* [n_column] owned */
    const char **state; /* [n] codes; owned array of borrowed texts */
    double *tie;        /* [n_column][n][n] symmetric; NaN: none. Owned */
    bool *inside;       /* [n_column][n] in the Union with another one; owned */
} ties;

static void
ties_free(ties *self)
{
    free(self->scenario);
    free(self->time);
    free((void *) self->state);
    free(self->tie);
    free(self->inside);
}

static double *
tie_at(const ties *self, size_t column, size_t i, size_t j)
{
    return &self->tie[(column * self->n + i) * self->n + j];
}

static void
add_column(ties *self, size_t scenario, double time)
{
    self->scenario[self->n_column] = scenario;
    self->time[self->n_column++] = time;
}

/* Dates of the table in a run: the first, the last and what lies between. */
static void
choose_columns(ties *self, const cgap_report_source *source, size_t scenario)
{
    double last = NAN;

    for (size_t s = 0; s < source->n_scenario && source->several; s++) {
        add_column(self, s, source->end);
    }
    for (size_t r = 0; r < source->ties.n && !source->several; r++) {
        double time = source->ties.at[r].time;

        if (time != last && self->n_column < MOST_DATES) {
            add_column(self, scenario, time);
            last = time;
        }
    }
}

static size_t
number_of(const ties *self, const char *state)
{
    size_t i = 0;

    while (i < self->n && strcmp(self->state[i], state) != 0) {
        i++;
    }
    return i;
}

static void
list_states(ties *self, const cgap_rows *rows)
{
    for (size_t key = 1; key <= 2; key++) {
        for (size_t k = 0; k < rows->key[key].n; k++) {
            if (number_of(self, rows->key[key].at[k]) == self->n) {
                self->state[self->n++] = rows->key[key].at[k];
            }
        }
    }
}

static void
take_rows(ties *self, const cgap_report_source *source)
{
    const cgap_rows *rows = &source->ties;

    for (size_t r = 0; r < rows->n; r++) {
        const cgap_row *row = &rows->at[r];
        size_t i = number_of(self, cgap_row_text(rows, row, 1));
        size_t j = number_of(self, cgap_row_text(rows, row, 2));

        for (size_t c = 0; c < self->n_column; c++) {
            if (fabs(row->time - self->time[c]) < 1e-6 &&
                strcmp(cgap_row_text(rows, row, 0), source->scenario[self->scenario[c]].name) ==
                    0) {
                *tie_at(self, c, i, j) = *tie_at(self, c, j, i) = row->value[CGAP_MEAN];
                if (row->value[CGAP_BOTH_MEMBERS] > 0.5) {
                    self->inside[c * self->n + i] = self->inside[c * self->n + j] = true;
                }
            }
        }
    }
}

static bool
ties_read(ties *self, const cgap_report_source *source, size_t scenario)
{
    const cgap_rows *rows = &source->ties;
    size_t columns = source->several ? source->n_scenario : MOST_DATES;
    size_t most = rows->key[1].n + rows->key[2].n, cells;

    self->scenario = cgap_memory_array(columns, sizeof *self->scenario);
    self->time = cgap_memory_array(columns, sizeof *self->time);
    self->state = cgap_memory_array(most, sizeof *self->state);
    if (self->scenario == NULL || self->time == NULL || self->state == NULL) {
        return false;
    }
    choose_columns(self, source, scenario);
    list_states(self, rows);
    cells = self->n_column * self->n * self->n;
    self->tie = cgap_memory_array(cells, sizeof *self->tie);
    self->inside = cgap_memory_array(self->n_column * self->n, sizeof *self->inside);
    if (self->tie == NULL || self->inside == NULL) {
        return false;
    }
    for (size_t k = 0; k < cells; k++) {
        self->tie[k] = NAN;
    }
    take_rows(self, source);
    return true;
}

/* Mean over the members of the Union in a column. */
static double
mean_of(const ties *self, size_t column, size_t i)
{
    double sum = 0.0, count = 0.0;

    for (size_t j = 0; j < self->n; j++) {
        if (self->inside[column * self->n + j] && isfinite(*tie_at(self, column, i, j))) {
            sum += *tie_at(self, column, i, j);
            count += 1.0;
        }
    }
    return count > 0.0 ? sum / count : NAN;
}

static const char *
state_words(const cgap_page *page, const char *state)
{
    cgap_text_key key = cgap_text_find("MEMBER_", state);

    return key == CGAP_N_TEXT ? state : cgap_page_words(page, key);
}

static void
open_table(cgap_page *page, const cgap_report_source *source, const ties *self,
           cgap_text_key caption, cgap_text_key first)
{
    char words[CGAP_WORDS_SIZE];

    cgap_table_open(page, cgap_page_words(page, caption), true);
    cgap_table_head(page, cgap_page_words(page, first), NULL);
    for (size_t c = 0; c < self->n_column; c++) {
        (void) cgap_date_words(page->language, self->time[c], words);
        cgap_table_head(page, source->several ? source->scenario[self->scenario[c]].label : words,
                        NULL);
    }
    cgap_table_body(page);
}

static void
put_states(cgap_page *page, const cgap_report_source *source, const ties *self)
{
    open_table(page, source, self, CGAP_T_BEHIND_NETWORK, CGAP_T_MEMBER);
    for (size_t i = 0; i < self->n; i++) {
        cgap_page_open(page, "tr", NULL);
        cgap_cell_row(page, state_words(page, self->state[i]));
        for (size_t c = 0; c < self->n_column; c++) {
            cgap_cell_interval(page, mean_of(self, c, i), NAN, NAN, CGAP_STYLE_INDEX, false);
        }
        cgap_page_close(page);
    }
    cgap_table_close(page);
}

/* Why a pair stands out: its tie at the end of a run, how far scenarios of a comparison differ. */
static double
weight_of(const ties *self, bool several, size_t i, size_t j)
{
    double low = INFINITY, high = -INFINITY;

    for (size_t c = 0; c < self->n_column; c++) {
        low = fmin(low, *tie_at(self, c, i, j)); /* passes over NaN */
        high = fmax(high, *tie_at(self, c, i, j));
    }
    return several ? high - low : *tie_at(self, self->n_column - 1, i, j);
}

typedef struct pair {
    double weight;
    size_t i, j;
} pair;

/* The pairs that stand out most, first ones first; returns their number. */
static size_t
choose_pairs(const ties *self, bool several, pair *out)
{
    size_t n = 0;

    for (size_t i = 0; i < self->n; i++) {
        for (size_t j = i + 1; j < self->n; j++) {
            pair one = {weight_of(self, several, i, j), i, j};
            size_t at = n < MOST_PAIRS ? n : MOST_PAIRS - 1;

            if (!isfinite(one.weight) || (n == MOST_PAIRS && out[at].weight >= one.weight)) {
                continue;
            }
            for (; at > 0 && out[at - 1].weight < one.weight; at--) {
                out[at] = out[at - 1];
            }
            out[at] = one;
            n += n < MOST_PAIRS;
        }
    }
    return n;
}

static void
put_pairs(cgap_page *page, const cgap_report_source *source, const ties *self)
{
    pair chosen[MOST_PAIRS];
    size_t n = choose_pairs(self, source->several, chosen);
    char words[CGAP_WORDS_SIZE];

    open_table(page, source, self,
               source->several ? CGAP_T_BEHIND_NETWORK_PAIRS_ALL : CGAP_T_BEHIND_NETWORK_PAIRS,
               CGAP_T_PAIR);
    for (size_t p = 0; p < n; p++) {
        size_t i = chosen[p].i, j = chosen[p].j;

        (void) cgap_phrase(words, sizeof words, page->language, CGAP_T_PAIR_OF,
                           state_words(page, self->state[i]), state_words(page, self->state[j]),
                           NULL);
        cgap_page_open(page, "tr", NULL);
        cgap_cell_row(page, words);
        for (size_t c = 0; c < self->n_column; c++) {
            cgap_cell_interval(page, *tie_at(self, c, i, j), NAN, NAN, CGAP_STYLE_INDEX, false);
        }
        cgap_page_close(page);
    }
    cgap_table_close(page);
}

bool
cgap_network_behind(cgap_page *page, const cgap_report_source *source, const char *chart,
                    size_t scenario)
{
    ties all = {0};

    if (strcmp(chart, "network") != 0 || source->ties.n == 0) {
        return false;
    }
    if (ties_read(&all, source, scenario)) {
        put_states(page, source, &all);
        put_pairs(page, source, &all);
    } else {
        page->failed = true;
    }
    ties_free(&all);
    return true;
}
