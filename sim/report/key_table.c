/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strategies by criteria, each with its interval; or the state of a run at start and end. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/number.h"

#include "cells.h"
#include "effect.h"
#include "sections.h"

/* What a strategy is judged by. */
static const char *const CRITERIA[] = {
    "formal_cv",      "practice_cv",    "formal_mean",  "practice_mean",      "formal_max",
    "loss_gdp_fixed", "loss_gdp_total", "cost_eu_meur", "cost_national_meur", "rights_exposure"};

static const char *const STATE[] = {"formal_cv",          "practice_cv",
                                    "formal_mean",        "practice_mean",
                                    "formal_min",         "formal_max",
                                    "loss_gdp_fixed",     "loss_gdp_total",
                                    "cost_eu_meur",       "cost_national_meur",
                                    "market_integration", "union_supply_share",
                                    "sme_supplier_share", "trust",
                                    "fragmentation"};

enum {
    N_CRITERION = sizeof CRITERIA / sizeof CRITERIA[0],
    N_STATE = sizeof STATE / sizeof STATE[0],
    MOST_BEST = 3 /* as many may share the best value; more say nothing */
};

/* The largest gain over the baseline by a criterion, and how many reach it. */
static double
best_gain(const cgap_report_source *source, const cgap_measure_words *words, size_t *n)
{
    double best = 0.0; /* the baseline's own */

    *n = 1;
    for (size_t s = 0; s < source->n_scenario; s++) {
        cgap_effect effect = cgap_effect_of(source, s, words->measure);
        double gain = words->better * effect.estimate;

        if (s == source->baseline || !effect.known) {
            continue;
        }
        if (gain > best) {
            best = gain;
            *n = 1;
        } else if (gain == best) {
            ++*n;
        }
    }
    return best;
}

static void
put_mark(cgap_page *page, const char *class, const char *text)
{
    cgap_page_text(page, " ");
    cgap_page_open(page, "span", "class", class, NULL);
    cgap_page_text(page, text);
    cgap_page_close(page);
}

static void
put_level(cgap_page *page, const cgap_report_source *source, size_t s,
          const cgap_measure_words *words, bool best)
{
    const cgap_row *row = cgap_source_union(source, s, words->measure, source->end);
    char text[CGAP_WORDS_SIZE];

    cgap_page_open(page, "td", "class", "number", "data-sort", "0", NULL);
    cgap_number_words(page->language, row == NULL ? NAN : row->value[CGAP_MEAN], words->style, 0,
                      false, text);
    cgap_page_element(page, "b", text);
    cgap_page_text(page, " ");
    cgap_page_said(page, "small", CGAP_T_LEVEL, NULL);
    if (best) {
        put_mark(page, "best", cgap_page_words(page, CGAP_T_BEST));
    }
    cgap_page_close(page);
}

static void
put_difference(cgap_page *page, const cgap_effect *effect, const cgap_measure_words *words,
               bool best)
{
    char text[CGAP_WORDS_SIZE], high[CGAP_WORDS_SIZE], sort[CGAP_NUMBER_SIZE];

    if (effect->known) {
        (void) cgap_number_format(effect->estimate, sort);
    }
    cgap_page_open(page, "td", "class", effect->clear ? "number" : "number unclear", "data-sort",
                   effect->known ? sort : NULL, NULL);
    cgap_number_words(page->language, effect->estimate, words->style, effect->more, true, text);
    cgap_page_element(page, "b", text);
    if (effect->interval && effect->high > effect->low) {
        cgap_page_text(page, " ");
        cgap_page_open(page, "small", NULL);
        cgap_number_words(page->language, effect->low, words->style, effect->more, false, text);
        cgap_number_words(page->language, effect->high, words->style, effect->more, false, high);
        cgap_page_say(page, CGAP_T_RANGE, text, high, NULL);
        cgap_page_close(page);
    }
    if (effect->known && !effect->clear) {
        put_mark(page, "words",
                 cgap_page_words(page, effect->estimate == 0.0 ? CGAP_T_NO_DIFFERENCE
                                                               : CGAP_T_NOT_DISTINGUISHABLE));
    }
    if (best) {
        put_mark(page, "best", cgap_page_words(page, CGAP_T_BEST));
    }
    cgap_page_close(page);
}

static void
put_row(cgap_page *page, const cgap_report_source *source, size_t s)
{
    bool baseline = s == source->baseline;

    cgap_page_open(page, "tr", "class", baseline ? "baseline" : NULL, NULL);
    cgap_page_open(page, "th", "scope", "row", NULL);
    cgap_page_text(page, source->scenario[s].brief);
    if (baseline) {
        put_mark(page, "words", cgap_page_words(page, CGAP_T_BASELINE));
    }
    cgap_page_close(page);
    for (size_t c = 0; c < N_CRITERION; c++) {
        const cgap_measure_words *words = cgap_words_of(CRITERIA[c]);
        cgap_effect effect = cgap_effect_of(source, s, CRITERIA[c]);
        size_t n_best;
        double best = best_gain(source, words, &n_best);
        bool marked = n_best <= MOST_BEST;

        if (cgap_source_union(source, s, CRITERIA[c], source->end) == NULL) {
            cgap_cell_text(page, "\xE2\x80\x93");
        } else if (baseline) {
            put_level(page, source, s, words, marked && best == 0.0);
        } else {
            put_difference(page, &effect, words,
                           marked && effect.known && words->better * effect.estimate == best);
        }
    }
    cgap_page_close(page);
}

static void
put_warning(cgap_page *page, const cgap_report_source *source)
{
    size_t s = cgap_membership_differs(source);

    if (s < source->n_scenario) {
        cgap_page_open(page, "p", "class", "note", NULL);
        cgap_page_say(page, CGAP_T_MEMBERSHIP_NOTE, source->scenario[s].brief, NULL);
        cgap_page_open(page, "a", "href", "#limits", NULL);
        cgap_page_say(page, CGAP_T_MEMBERSHIP_NOTE_LINK, NULL);
        cgap_page_close(page);
        cgap_page_text(page, ").");
        cgap_page_close(page);
    }
}

static void
table_of_strategies(cgap_page *page, const cgap_report_source *source)
{
    size_t *order = cgap_order_by_gap(source);
    char by[CGAP_WORDS_SIZE];

    if (order == NULL) {
        page->failed = true;
        return;
    }
    (void) cgap_date_words(page->language, source->end, by);
    cgap_page_said(page, "h2", CGAP_T_STRATEGIES_BY_CRITERIA, NULL);
    cgap_page_said(page, "p",
                   source->replicates == 0 ? CGAP_T_STRATEGIES_ABOUT_EXACT
                                           : CGAP_T_STRATEGIES_ABOUT,
                   source->scenario[source->baseline].brief, by, NULL);
    cgap_table_open(page, cgap_page_words(page, CGAP_T_STRATEGIES_BY_CRITERIA), true);
    cgap_table_head(page, cgap_page_words(page, CGAP_T_STRATEGY), NULL);
    for (size_t c = 0; c < N_CRITERION; c++) {
        const cgap_measure_words *words = cgap_words_of(CRITERIA[c]);

        cgap_page_open(page, "th", "scope", "col", NULL);
        cgap_page_said(page, "span", words->words, NULL);
        cgap_page_text(page, " ");
        cgap_page_open(page, "small", NULL);
        cgap_page_say(page, words->better < 0 ? CGAP_T_LESS_IS_BETTER : CGAP_T_MORE_IS_BETTER,
                      cgap_page_words(page, words->unit), NULL);
        cgap_page_close(page);
        cgap_page_close(page);
    }
    cgap_table_body(page);
    for (size_t r = 0; r < source->n_scenario; r++) {
        put_row(page, source, order[r]);
    }
    cgap_table_close(page);
    free(order);
    put_warning(page, source);
}

static void
table_of_state(cgap_page *page, const cgap_report_source *source)
{
    double middle = floor(0.5 * (source->start + source->end));
    double at[] = {source->start, middle, source->end};
    char words[CGAP_WORDS_SIZE];

    cgap_page_said(page, "h2", CGAP_T_STATE_OF_UNION, NULL);
    cgap_table_open(page, cgap_page_words(page, CGAP_T_MEANS_AND_FUTURES), true);
    cgap_table_head(page, cgap_page_words(page, CGAP_T_MEASURE), NULL);
    for (size_t t = 0; t < 3; t++) {
        (void) cgap_date_words(page->language, at[t], words);
        cgap_table_head(page, words, NULL);
    }
    cgap_table_body(page);
    for (size_t m = 0; m < N_STATE; m++) {
        const cgap_measure_words *measure = cgap_words_of(STATE[m]);

        if (cgap_source_union(source, 0, STATE[m], source->end) == NULL) {
            continue;
        }
        cgap_page_open(page, "tr", NULL);
        cgap_page_open(page, "th", "scope", "row", NULL);
        cgap_page_say(page, measure->words, NULL);
        cgap_page_text(page, " ");
        cgap_page_said(page, "small", measure->unit, NULL);
        cgap_page_close(page);
        for (size_t t = 0; t < 3; t++) {
            const cgap_row *row = cgap_source_union(source, 0, STATE[m], at[t]);

            cgap_cell_interval(page, row == NULL ? NAN : row->value[CGAP_MEAN],
                               row == NULL ? NAN : row->value[CGAP_Q05],
                               row == NULL ? NAN : row->value[CGAP_Q95], measure->style, false);
        }
        cgap_page_close(page);
    }
    cgap_table_close(page);
}

void
cgap_section_key_table(cgap_page *page, const cgap_report_source *source)
{
    cgap_page_open(page, "section", "id", "table", NULL);
    if (source->several) {
        table_of_strategies(page, source);
    } else {
        table_of_state(page, source);
    }
    cgap_page_close(page);
}
