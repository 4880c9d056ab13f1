/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strategies by criteria, each with its interval; or the state of a run at start and end. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/number.h"

#include "cells.h"
#include "effect.h"
#include "sections.h"

/* What a strategy is judged by: a state at the end, what it cost on the way as an average. */
static const struct criterion {
    const char *measure;
    bool mean;
} CRITERIA[] = {{"formal_cv", false},     {"practice_cv", false},       {"formal_mean", false},
                {"practice_mean", false}, {"formal_max", false},        {"loss_gdp_fixed", true},
                {"cost_eu_meur", true},   {"cost_national_meur", true}, {"rights_exposure", false}};

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

/* Losses over members of the start are the criterion loss_gdp where membership does not differ. */
static cgap_effect
effect_by(const cgap_report_source *source, size_t s, const struct criterion *by)
{
    cgap_effect out = by->mean ? cgap_effect_mean(source, s, by->measure, NULL)
                               : cgap_effect_of(source, s, by->measure);

    if (strcmp(by->measure, "loss_gdp_fixed") == 0 &&
        cgap_membership_differs(source) == source->n_scenario) {
        out.assumed = cgap_assumed_of(source, s, "loss_gdp", "mean");
    }
    return out;
}

/* Whether the tables know the criterion and some strategy differs from the baseline by it. */
static bool
tells(const cgap_report_source *source, const struct criterion *by)
{
    for (size_t s = 0; s < source->n_scenario; s++) {
        cgap_effect effect = effect_by(source, s, by);

        if (s != source->baseline && effect.known &&
            (effect.estimate != 0.0 || (effect.interval && effect.high > effect.low))) {
            return true;
        }
    }
    return false;
}

/* The largest gain over the baseline by a criterion, and how many reach it. */
static double
best_gain(const cgap_report_source *source, const struct criterion *by, size_t *n)
{
    const cgap_measure_words *words = cgap_words_of(by->measure);
    double best = 0.0; /* the baseline's own */

    *n = 1;
    for (size_t s = 0; s < source->n_scenario; s++) {
        cgap_effect effect = effect_by(source, s, by);
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
put_level(cgap_page *page, const cgap_report_source *source, size_t s, const struct criterion *by,
          bool best)
{
    const cgap_measure_words *words = cgap_words_of(by->measure);
    const cgap_row *row = cgap_source_union(source, s, words->measure, source->end);
    double level = row == NULL ? NAN : row->value[CGAP_MEAN];
    char text[CGAP_WORDS_SIZE];

    if (by->mean && source->n_scenario > 1) {
        (void) cgap_effect_mean(source, s == 0 ? 1 : 0, by->measure, &level);
    }

    cgap_page_open(page, "td", "class", "number", "data-sort", "0", NULL);
    cgap_number_words(page->language, level, words->style, 0, false, text);
    cgap_page_element(page, "b", text);
    cgap_page_text(page, " ");
    cgap_page_said(page, "small", CGAP_T_LEVEL, NULL);
    if (best) {
        put_mark(page, "best", cgap_page_words(page, CGAP_T_BEST));
    }
    cgap_page_close(page);
}

/* One of two intervals below a difference; nothing where it is narrower than the digits. */
static void
put_ends(cgap_page *page, const cgap_measure_words *words, int more, double low, double high,
         bool sets)
{
    char from[CGAP_WORDS_SIZE], to[CGAP_WORDS_SIZE];

    cgap_number_words(page->language, low, words->style, more, false, from);
    cgap_number_words(page->language, high, words->style, more, false, to);
    if (strcmp(from, to) != 0) {
        cgap_page_text(page, " ");
        cgap_page_open(page, "small", "class", sets ? "sets" : NULL, NULL);
        cgap_page_say(page, sets ? CGAP_T_SPREAD_OF_ASSUMPTIONS : CGAP_T_RANGE, from, to, NULL);
        cgap_page_close(page);
    }
}

static void
put_difference(cgap_page *page, const cgap_effect *effect, const cgap_measure_words *words,
               bool best)
{
    char text[CGAP_WORDS_SIZE], sort[CGAP_NUMBER_SIZE];

    if (effect->known) {
        (void) cgap_number_format(effect->estimate, sort);
    }
    cgap_page_open(page, "td", "class", effect->clear ? "number" : "number unclear", "data-sort",
                   effect->known ? sort : NULL, NULL);
    cgap_number_words(page->language, effect->estimate, words->style, effect->more, true, text);
    cgap_page_element(page, "b", text);
    if (effect->interval) {
        put_ends(page, words, effect->more, effect->low, effect->high, false);
    }
    if (effect->assumed.known) {
        put_ends(page, words, effect->more, effect->assumed.low, effect->assumed.high, true);
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
    cgap_page_text(page, source->scenario[s].label);
    if (baseline) {
        put_mark(page, "words", cgap_page_words(page, CGAP_T_BASELINE));
    }
    cgap_page_close(page);
    for (size_t c = 0; c < N_CRITERION; c++) {
        const struct criterion *by = &CRITERIA[c];
        const cgap_measure_words *words = cgap_words_of(by->measure);
        cgap_effect effect = effect_by(source, s, by);
        size_t n_best;
        double best = best_gain(source, by, &n_best);
        bool marked = n_best <= MOST_BEST;

        if (!tells(source, by)) {
            continue;
        }
        if (baseline) {
            put_level(page, source, s, by, marked && best == 0.0);
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

/* The criterion, its unit, the date it is of and the better direction. */
static void
put_head(cgap_page *page, const cgap_report_source *source, const struct criterion *by)
{
    const cgap_measure_words *words = cgap_words_of(by->measure);
    char from[CGAP_NUMBER_WORDS], to[CGAP_NUMBER_WORDS];

    (void) cgap_date_words(page->language, source->start, from);
    (void) cgap_date_words(page->language, source->end, to);
    cgap_page_open(page, "th", "scope", "col", NULL);
    cgap_page_said(page, "span", words->words, NULL);
    cgap_page_text(page, " ");
    cgap_page_open(page, "small", NULL);
    cgap_page_say(page, words->better < 0 ? CGAP_T_LESS_IS_BETTER : CGAP_T_MORE_IS_BETTER,
                  cgap_page_words(page, words->unit), NULL);
    cgap_page_close(page);
    cgap_page_text(page, " ");
    cgap_page_open(page, "small", NULL);
    cgap_page_say(page, by->mean ? CGAP_T_SPAN_MEAN : CGAP_T_SPAN_END, by->mean ? from : to,
                  by->mean ? to : NULL, NULL);
    cgap_page_close(page);
    cgap_page_close(page);
}

/* Criteria by which all strategies are the same. */
static void
say_equal(cgap_page *page, const cgap_report_source *source)
{
    size_t n = 0;

    for (size_t c = 0; c < N_CRITERION; c++) {
        if (tells(source, &CRITERIA[c]) ||
            cgap_source_union(source, 0, CRITERIA[c].measure, source->end) == NULL) {
            continue;
        }
        if (n++ == 0) {
            cgap_page_open(page, "p", "class", "note", NULL);
            cgap_page_say(page, CGAP_T_SAME_FOR_ALL, NULL);
        }
        cgap_page_text(page, n == 1 ? " " : ", ");
        cgap_page_say(page, cgap_words_of(CRITERIA[c].measure)->words, NULL);
    }
    if (n > 0) {
        cgap_page_text(page, ".");
        cgap_page_close(page);
    }
}

static void
table_of_strategies(cgap_page *page, const cgap_report_source *source)
{
    size_t *order = cgap_order_by_gap(source);
    bool sets = cgap_assumed_sets(source) > 0;

    if (order == NULL) {
        page->failed = true;
        return;
    }
    cgap_page_said(page, "h2", CGAP_T_STRATEGIES_BY_CRITERIA, NULL);
    cgap_page_open(page, "p", NULL);
    cgap_page_say(page,
                  source->replicates == 0 ? CGAP_T_STRATEGIES_ABOUT_EXACT : CGAP_T_STRATEGIES_ABOUT,
                  source->scenario[source->baseline].label, NULL);
    if (sets) {
        cgap_page_text(page, " ");
        cgap_page_say(page, CGAP_T_STRATEGIES_ABOUT_SETS, NULL);
    }
    cgap_page_close(page);
    cgap_table_open(page, cgap_page_words(page, CGAP_T_STRATEGIES_BY_CRITERIA), true);
    cgap_table_head(page, cgap_page_words(page, CGAP_T_STRATEGY), NULL);
    for (size_t c = 0; c < N_CRITERION; c++) {
        if (tells(source, &CRITERIA[c])) {
            put_head(page, source, &CRITERIA[c]);
        }
    }
    cgap_table_body(page);
    for (size_t r = 0; r < source->n_scenario; r++) {
        put_row(page, source, order[r]);
    }
    cgap_table_close(page);
    free(order);
    say_equal(page, source);
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
