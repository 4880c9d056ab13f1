/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The opening: what the tables say, in sentences. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/quantities.h"

#include "differ.h"
#include "effect.h"
#include "provenance.h"
#include "sections.h"

/* An effect below this is not worth its digits, however certain it is. */
static const double NEGLIGIBLE = 0.0005;

/* What is said of the two gaps. */
static const struct gap {
    const char *measure;
    cgap_text_key narrows, widens, hardly, unclear, same, nobody, turns, holds;
} GAP[] = {
    {"formal_cv", CGAP_T_NARROWS_FORMAL, CGAP_T_WIDENS_FORMAL, CGAP_T_HARDLY_FORMAL,
     CGAP_T_UNCLEAR_FORMAL, CGAP_T_SAME_FORMAL, CGAP_T_NOBODY_FORMAL, CGAP_T_TURNS_FORMAL,
     CGAP_T_HOLDS_FORMAL},
    {"practice_cv", CGAP_T_NARROWS_PRACTICE, CGAP_T_WIDENS_PRACTICE, CGAP_T_HARDLY_PRACTICE,
     CGAP_T_UNCLEAR_PRACTICE, CGAP_T_SAME_PRACTICE, CGAP_T_NOBODY_PRACTICE, CGAP_T_TURNS_PRACTICE,
     CGAP_T_HOLDS_PRACTICE},
};

enum { N_GAP = sizeof GAP / sizeof GAP[0], SENTENCE = CGAP_SENTENCE };

static const char *
semicolon(const cgap_page *page)
{
    return page->language == CGAP_FRENCH ? "\xC2\xA0; " : "; ";
}

/* Digits that show the wider end of an interval around nothing. */
static int
digits_of_unclear(const cgap_effect *effect)
{
    double widest = fmax(fabs(effect->estimate),
                         effect->interval ? fmax(fabs(effect->low), fabs(effect->high)) : 0.0);

    return cgap_digits_of_interval(widest, effect->low, effect->high, CGAP_STYLE_INDEX);
}

/* "narrows the formal gap by 0.031 (95 % interval ...)" */
static void
put_effect(cgap_page *page, const cgap_effect *effect, const struct gap *gap)
{
    double sign = effect->estimate < 0.0 ? -1.0 : 1.0;
    bool plain = effect->clear && fabs(effect->estimate) >= NEGLIGIBLE;
    int more = effect->clear ? effect->more : digits_of_unclear(effect);
    char number[CGAP_WORDS_SIZE], spread[SENTENCE], behind[SENTENCE + 4] = "";

    if (effect->estimate == 0.0 && (!effect->interval || effect->low == effect->high)) {
        cgap_page_say(page, gap->same, NULL);
        return;
    }
    (void) cgap_effect_spread(page->language, effect, plain ? sign : 1.0, CGAP_STYLE_INDEX, more,
                              spread);
    if (plain) {
        cgap_number_words(page->language, fabs(effect->estimate), CGAP_STYLE_INDEX, more, false,
                          number);
        if (spread[0] != '\0') {
            (void) snprintf(behind, sizeof behind, " (%s)", spread);
        }
        cgap_page_say(page, sign < 0.0 ? gap->narrows : gap->widens, number, behind, NULL);
    } else {
        cgap_number_words(page->language, effect->estimate, CGAP_STYLE_INDEX, more, true, number);
        if (spread[0] != '\0') {
            (void) snprintf(behind, sizeof behind, "%s%s", semicolon(page), spread);
        }
        cgap_page_say(page, effect->clear ? gap->hardly : gap->unclear, number, behind, NULL);
    }
}

/* "Minimum harmonisation (minimum-harmonisation) ", the name by which figures go. */
static void
put_named(cgap_page *page, const cgap_report_source *source, size_t s)
{
    const cgap_report_scenario *one = &source->scenario[s];

    cgap_page_element(page, "strong", one->brief);
    if (strcmp(one->brief, one->name) != 0) {
        cgap_page_text(page, " (");
        cgap_page_element(page, "code", one->name);
        cgap_page_text(page, ")");
    }
    cgap_page_text(page, " ");
}

/* "Minimum harmonisation narrows the formal gap ... and ..." */
static void
put_alternative(cgap_page *page, const cgap_report_source *source, size_t s)
{
    size_t said = 0;

    put_named(page, source, s);
    for (size_t g = 0; g < N_GAP; g++) {
        cgap_effect effect = cgap_effect_of(source, s, GAP[g].measure);

        if (effect.known) {
            if (said++ > 0) {
                cgap_page_text(page, " ");
                cgap_page_say(page, CGAP_T_ANSWER_AND, NULL);
                cgap_page_text(page, " ");
            }
            put_effect(page, &effect, &GAP[g]);
        }
    }
    if (said == 0) {
        cgap_page_say(page, CGAP_T_ANSWER_NO_MEASURE, NULL);
    }
    cgap_page_text(page, ".");
}

/* The alternative whose gap is narrowest, or n_scenario when none clearly narrows it. */
static size_t
narrowest(const cgap_report_source *source, const char *measure)
{
    size_t best = source->n_scenario;
    double least = -NEGLIGIBLE;

    for (size_t s = 0; s < source->n_scenario; s++) {
        cgap_effect effect = cgap_effect_of(source, s, measure);

        if (s != source->baseline && effect.known && effect.clear && effect.estimate < least) {
            best = s;
            least = effect.estimate;
        }
    }
    return best;
}

/* ", the narrowest in 59 % of the runs and under 53 % of the sets of assumptions" as ranking.csv
 * and regret.csv have it; nothing without the tables. */
static void
put_share(cgap_page *page, const cgap_report_source *source, size_t s, const char *measure)
{
    double share = cgap_source_share_best(source, s, measure),
           assumed = cgap_assumed_share_best(source, s, measure, "end");
    char number[CGAP_NUMBER_WORDS];

    if (cgap_source_more_is_better(source, measure)) {
        return; /* the best of these tables is the widest gap */
    }
    if (isfinite(share)) {
        cgap_page_say(page, CGAP_T_MOST_IN, cgap_percent_words(page->language, share, number),
                      NULL);
    }
    if (isfinite(assumed)) {
        cgap_page_say(page, isfinite(share) ? CGAP_T_MOST_UNDER_TOO : CGAP_T_MOST_UNDER,
                      cgap_percent_words(page->language, assumed, number), NULL);
    }
}

/* Names of alternatives that may narrow a gap as much as @p best, by what chance leaves open. */
static size_t
name_equals(const cgap_report_source *source, size_t best, const char *measure,
            char names[SENTENCE])
{
    size_t n = 0;

    names[0] = '\0';
    for (size_t s = 0; s < source->n_scenario; s++) {
        if (s != best && s != source->baseline && cgap_source_may_be_best(source, s, measure)) {
            size_t length = strlen(names);

            (void) snprintf(names + length, SENTENCE - length, "%s%s", n++ == 0 ? "" : ", ",
                            source->scenario[s].brief);
        }
    }
    return n;
}

static void
put_most(cgap_page *page, const cgap_report_source *source, size_t best, const char *measure)
{
    char names[SENTENCE];

    if (cgap_source_more_is_better(source, measure) ||
        name_equals(source, best, measure, names) == 0) {
        cgap_page_say(page, CGAP_T_MOST, NULL);
    } else {
        cgap_page_say(page, CGAP_T_MOST_UNCLEAR, names, NULL);
    }
}

/* "X narrows the formal gap by ... - more than any other alternative, the narrowest in 59 % of the
 * runs; Y narrows the practice gap ..." */
static void
put_best(cgap_page *page, const cgap_report_source *source)
{
    for (size_t g = 0; g < N_GAP; g++) {
        size_t best = narrowest(source, GAP[g].measure);

        cgap_page_text(page, g == 0 ? " " : semicolon(page));
        if (best == source->n_scenario) {
            cgap_page_say(page, GAP[g].nobody, NULL);
        } else {
            cgap_effect effect = cgap_effect_of(source, best, GAP[g].measure);

            put_named(page, source, best);
            put_effect(page, &effect, &GAP[g]);
            cgap_page_text(page, " ");
            put_most(page, source, best, GAP[g].measure);
            put_share(page, source, best, GAP[g].measure);
        }
    }
    cgap_page_text(page, ".");
}

/* Of the strategies the opening names. */
static void
put_prices(cgap_page *page, const cgap_report_source *source)
{
    size_t last = source->n_scenario;

    for (size_t g = 0; g < N_GAP; g++) {
        size_t s =
            source->n_scenario == 2 ? 1 - source->baseline : narrowest(source, GAP[g].measure);

        if (s < source->n_scenario && s != last) {
            cgap_answer_price(page, source, s);
            last = s;
        }
    }
}

/* "peer learning rate, 1/year": pure numbers have no unit. */
static const char *
name_with_unit(const cgap_parameter *row, char out[SENTENCE])
{
    bool pure =
        row->unit[0] == '\0' || strcmp(row->unit, "1") == 0 || strncmp(row->unit, "1 (", 3) == 0;

    (void) snprintf(out, SENTENCE, "%s%s%s", row->name, pure ? "" : ", ", pure ? "" : row->unit);
    return out;
}

/* "What tells these sets apart best is the peer learning rate, 1.69 on average there, 0.63
 * elsewhere." */
static void
put_turned_by(cgap_page *page, const cgap_rival *rival)
{
    const cgap_parameter *row = cgap_provenance(rival->turned_by);
    char there[CGAP_NUMBER_WORDS], elsewhere[CGAP_NUMBER_WORDS], name[SENTENCE];

    if (rival->turned_by[0] == '\0') {
        return;
    }
    cgap_significant_words(page->language, rival->there, false, there);
    cgap_significant_words(page->language, rival->elsewhere, false, elsewhere);
    cgap_page_text(page, " ");
    cgap_page_say(page, CGAP_T_TURNED_BY,
                  row == NULL ? rival->turned_by : name_with_unit(row, name), there, elsewhere,
                  NULL);
}

/* Whether the order of the scenario with the narrowest gap and the others holds under other
 * assumptions, and what turns it. */
static void
put_robustness(cgap_page *page, const cgap_report_source *source, const struct gap *gap,
               size_t best)
{
    cgap_rival rival = cgap_assumed_rival(source, best, gap->measure, "end");
    char number[CGAP_NUMBER_WORDS];

    if (rival.scenario < source->n_scenario) {
        cgap_page_open(page, "p", NULL);
        cgap_page_say(page, gap->turns, cgap_percent_words(page->language, rival.share, number),
                      source->scenario[rival.scenario].brief, source->scenario[best].brief, NULL);
        put_turned_by(page, &rival);
        cgap_page_close(page);
    } else if (isfinite(cgap_assumed_share_best(source, best, gap->measure, "end"))) {
        cgap_page_said(page, "p", gap->holds, source->scenario[best].brief, NULL);
    }
}

/* Of two scenarios the one whose gap is narrower, of several the alternative that is named. */
static size_t
leader(const cgap_report_source *source, const char *measure)
{
    size_t other = 1 - source->baseline;
    cgap_effect effect;

    if (source->n_scenario != 2) {
        return narrowest(source, measure);
    }
    effect = cgap_effect_of(source, other, measure);
    return !effect.known ? source->n_scenario : effect.estimate < 0.0 ? other : source->baseline;
}

/* How the answer fares under other sets of assumptions; how to know it where the folder does not.
 */
static void
put_sets(cgap_page *page, const cgap_report_source *source)
{
    size_t n = cgap_assumed_sets(source);
    char count[CGAP_NUMBER_WORDS];

    if (n == 0) {
        cgap_page_open(page, "p", NULL);
        cgap_page_say(page, CGAP_T_SETS_NONE, NULL);
        cgap_page_text(page, " ");
        cgap_page_element(page, "code", "cgap compare \xE2\x80\xA6 --futures 64");
        cgap_page_text(page, ".");
        cgap_page_close(page);
        return;
    }
    cgap_page_said(page, "p", CGAP_T_SETS_ABOUT, cgap_count_words(page->language, n, count), NULL);
    for (size_t g = 0; g < N_GAP; g++) {
        size_t best = leader(source, GAP[g].measure);

        if (best < source->n_scenario && !cgap_source_more_is_better(source, GAP[g].measure)) {
            put_robustness(page, source, &GAP[g], best);
        }
    }
}

static void
list_alternatives(cgap_page *page, const cgap_report_source *source)
{
    size_t *order = cgap_order_by_gap(source);

    if (order == NULL) {
        page->failed = true;
        return;
    }
    cgap_page_said(page, "p", CGAP_T_ANSWER_EACH, NULL);
    cgap_page_open(page, "ul", NULL);
    for (size_t r = 0; r < source->n_scenario; r++) {
        if (order[r] != source->baseline) {
            cgap_page_open(page, "li", NULL);
            put_alternative(page, source, order[r]);
            cgap_page_close(page);
        }
    }
    cgap_page_close(page);
    free(order);
}

/* Mean of a gap of the baseline at the first or last date, in words. */
static const char *
baseline_words(cgap_page *page, const cgap_report_source *source, const char *measure, double time,
               char *out)
{
    const cgap_row *row = cgap_source_union(source, source->baseline, measure, time);

    cgap_number_words(page->language, row == NULL ? NAN : row->value[CGAP_MEAN], CGAP_STYLE_INDEX,
                      0, false, out);
    return out;
}

/* What the differences are to be held against. */
static void
put_baseline(cgap_page *page, const cgap_report_source *source)
{
    char value[4][CGAP_WORDS_SIZE], date[2][CGAP_NUMBER_WORDS];

    cgap_page_said(page, "p", CGAP_T_BASELINE_COURSE, source->scenario[source->baseline].brief,
                   baseline_words(page, source, "formal_cv", source->start, value[0]),
                   cgap_date_words(page->language, source->start, date[0]),
                   baseline_words(page, source, "formal_cv", source->end, value[1]),
                   cgap_date_words(page->language, source->end, date[1]),
                   baseline_words(page, source, "practice_cv", source->start, value[2]),
                   baseline_words(page, source, "practice_cv", source->end, value[3]), NULL);
}

static void
answer_comparison(cgap_page *page, const cgap_report_source *source)
{
    char by[CGAP_NUMBER_WORDS];

    cgap_page_open(page, "p", "class", "lead", NULL);
    cgap_page_say(page, CGAP_T_ANSWER_BY, cgap_date_words(page->language, source->end, by),
                  source->scenario[source->baseline].brief, NULL);
    if (source->n_scenario == 2) {
        cgap_page_text(page, " ");
        put_alternative(page, source, 1 - source->baseline);
    } else {
        put_best(page, source);
    }
    cgap_page_close(page);
    cgap_put_other_worlds(page, source);
    put_sets(page, source);
    put_baseline(page, source);
    put_prices(page, source);
    if (source->n_scenario > 2) {
        list_alternatives(page, source);
    }
}

static void
put_note(cgap_page *page, cgap_text_key key, const char *count)
{
    cgap_page_open(page, "p", "class", "note", NULL);
    cgap_page_say(page, key, count, NULL);
    cgap_page_close(page);
}

void
cgap_section_answer(cgap_page *page, const cgap_report_source *source)
{
    char count[CGAP_NUMBER_WORDS];

    (void) cgap_count_words(page->language, source->replicates, count);
    cgap_page_open(page, "section", "id", "answer", NULL);
    cgap_page_said(page, "h2", CGAP_T_ANSWER, NULL);
    if (source->several) {
        answer_comparison(page, source);
    } else {
        cgap_answer_run(page, source);
    }
    put_note(page, CGAP_T_GAP_EXPLAINED, NULL);
    put_note(page,
             source->replicates == 0 ? CGAP_T_NOTE_DETERMINISTIC
             : source->several       ? CGAP_T_NOTE_COMPARISON
                                     : CGAP_T_NOTE_RUN,
             source->replicates == 0 ? NULL : count);
    cgap_page_close(page);
}
