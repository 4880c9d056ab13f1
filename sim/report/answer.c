/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The opening: what the tables say, in sentences. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "effect.h"
#include "sections.h"
#include "words.h"

static void
put_number(cgap_page *page, double value, cgap_style style, int more, bool plus)
{
    char words[CGAP_WORDS_SIZE];

    cgap_number_words(value, style, more, plus, words);
    cgap_page_text(page, words);
}

/* " (95 % interval 0.029 to 0.033)", in the direction the sentence speaks of. */
static void
put_interval(cgap_page *page, const cgap_effect *effect, double sign, cgap_style style)
{
    double low = sign < 0.0 ? -effect->high : effect->low;
    double high = sign < 0.0 ? -effect->low : effect->high;

    if (effect->interval) {
        cgap_page_text(page, " (95\xC2\xA0% interval ");
        put_number(page, low, style, effect->more, false);
        cgap_page_text(page, " to ");
        put_number(page, high, style, effect->more, false);
        cgap_page_text(page, ")");
    }
}

/* "narrows the formal gap by 0.031 (95 % interval ...)" */
static void
put_effect(cgap_page *page, const cgap_effect *effect, const char *what)
{
    double sign = effect->estimate < 0.0 ? -1.0 : 1.0;

    if (effect->clear) {
        cgap_page_format(page, "%s the %s by ", sign < 0.0 ? "narrows" : "widens", what);
        cgap_page_open(page, "strong", NULL);
        put_number(page, fabs(effect->estimate), CGAP_STYLE_INDEX, effect->more, false);
        cgap_page_close(page);
        put_interval(page, effect, sign, CGAP_STYLE_INDEX);
    } else if (effect->estimate == 0.0) {
        cgap_page_format(page, "leaves the %s as it is", what);
    } else {
        cgap_page_format(page, "changes the %s by ", what);
        put_number(page, effect->estimate, CGAP_STYLE_INDEX, effect->more, false);
        cgap_page_text(page, ", not distinguishable from zero");
        put_interval(page, effect, 1.0, CGAP_STYLE_INDEX);
    }
}

/* "Minimum harmonisation narrows the formal gap ... by 2030; it ..." */
static void
put_alternative(cgap_page *page, const cgap_report_source *source, size_t s, const char *formal_gap)
{
    cgap_effect formal = cgap_effect_of(source, s, "formal_cv");
    cgap_effect practice = cgap_effect_of(source, s, "practice_cv");
    char by[CGAP_WORDS_SIZE];

    cgap_date_words(CGAP_ENGLISH, source->end, by);
    cgap_page_element(page, "strong", source->scenario[s].brief);
    cgap_page_text(page, " ");
    if (formal.known) {
        put_effect(page, &formal, formal_gap);
        cgap_page_format(page, " by %s", by);
    }
    if (practice.known) {
        cgap_page_text(page, formal.known ? "; it " : "");
        put_effect(page, &practice, "practice gap");
    }
    cgap_page_text(page, formal.known || practice.known ? "." : ": no measure of the gap.");
}

/* The alternative whose gap is narrowest, or n_scenario when none clearly narrows it. */
static size_t
narrowest(const cgap_report_source *source, const char *measure)
{
    size_t best = source->n_scenario;
    double least = 0.0;

    for (size_t s = 0; s < source->n_scenario; s++) {
        cgap_effect effect = cgap_effect_of(source, s, measure);

        if (s != source->baseline && effect.known && effect.clear && effect.estimate < least) {
            best = s;
            least = effect.estimate;
        }
    }
    return best;
}

/* "X narrows the formal gap by ...; Y the practice gap by ...: more than any other alternative." */
static void
put_best(cgap_page *page, const cgap_report_source *source, const char *formal_gap)
{
    static const char *const measure[] = {"formal_cv", "practice_cv"};
    const char *const what[] = {formal_gap, "practice gap"};
    size_t best[] = {narrowest(source, measure[0]), narrowest(source, measure[1])};
    bool same = best[0] == best[1] && best[0] < source->n_scenario;

    for (size_t k = 0; k < 2; k++) {
        if (best[k] == source->n_scenario) {
            cgap_page_format(page, "no alternative clearly narrows the %s%s", what[k],
                             k == 0 ? "; " : ".");
        } else {
            cgap_effect effect = cgap_effect_of(source, best[k], measure[k]);

            if (k == 0 || !same) {
                cgap_page_element(page, "strong", source->scenario[best[k]].brief);
                cgap_page_text(page, " ");
            }
            put_effect(page, &effect, what[k]);
            cgap_page_text(page, same ? "" : ", more than any other alternative");
            cgap_page_text(page, k == 1 ? same ? ", both more than any other alternative." : "."
                                 : same ? " and "
                                        : "; ");
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
    cgap_page_paragraph(page, "Each alternative, the narrowest formal gap first:");
    cgap_page_open(page, "ul", NULL);
    for (size_t r = 0; r < source->n_scenario; r++) {
        if (order[r] != source->baseline) {
            cgap_page_open(page, "li", NULL);
            put_alternative(page, source, order[r], "formal gap");
            cgap_page_close(page);
        }
    }
    cgap_page_close(page);
    free(order);
}

static const char FORMAL_GAP[] = "formal gap (coefficient of variation)";

static void
answer_comparison(cgap_page *page, const cgap_report_source *source)
{
    char by[CGAP_WORDS_SIZE];

    cgap_page_open(page, "p", "class", "lead", NULL);
    if (source->n_scenario == 2) {
        cgap_page_text(page, "Compared with ");
        cgap_page_element(page, "strong", source->scenario[source->baseline].brief);
        cgap_page_text(page, ", ");
        put_alternative(page, source, 1 - source->baseline, FORMAL_GAP);
    } else {
        cgap_date_words(CGAP_ENGLISH, source->end, by);
        cgap_page_format(page, "By %s, compared with ", by);
        cgap_page_element(page, "strong", source->scenario[source->baseline].brief);
        cgap_page_text(page, ": ");
        put_best(page, source, FORMAL_GAP);
    }
    cgap_page_close(page);
    if (source->n_scenario > 2) {
        list_alternatives(page, source);
    }
}

/* "falls by 72 %", "rises by 5 %", "hardly moves (-3 %)" */
static void
put_change(cgap_page *page, double from, double to)
{
    double change = 100.0 * (to / from - 1.0);

    if (!isfinite(change)) {
        cgap_page_text(page, "changes");
    } else if (fabs(change) < 0.5) {
        cgap_page_text(page, "hardly moves");
    } else {
        cgap_page_text(page, change < 0.0 ? "falls by " : "rises by ");
        cgap_page_open(page, "strong", NULL);
        cgap_page_format(page, "%.0f\xC2\xA0%%", fabs(change));
        cgap_page_close(page);
    }
}

static void
put_level(cgap_page *page, const cgap_row *row, const cgap_measure_words *words, const char *date)
{
    char low[CGAP_WORDS_SIZE], high[CGAP_WORDS_SIZE];

    put_number(page, row->value[CGAP_MEAN], words->style, 0, false);
    if (words->style == CGAP_STYLE_GDP || words->style == CGAP_STYLE_SHARE) {
        cgap_page_text(page, "\xC2\xA0%");
    }
    cgap_page_format(page, " in %s", date);
    cgap_number_words(row->value[CGAP_Q05], words->style, 0, false, low);
    cgap_number_words(row->value[CGAP_Q95], words->style, 0, false, high);
    if (isfinite(row->value[CGAP_Q05]) && strcmp(low, high) != 0) {
        cgap_page_format(page, " (90\xC2\xA0%% of futures: %s to %s)", low, high);
    }
}

/* First known row of a measure: losses are empty at the start. */
static const cgap_row *
first_row(const cgap_report_source *source, const char *measure)
{
    const cgap_row *row = cgap_source_union(source, 0, measure, source->start);

    if (row != NULL && !isfinite(row->value[CGAP_MEAN])) {
        row = cgap_source_union(source, 0, measure, floor(source->start) + 1.0);
    }
    return row != NULL && isfinite(row->value[CGAP_MEAN]) ? row : NULL;
}

static void
put_course(cgap_page *page, const cgap_report_source *source, const char *measure,
           const char *subject)
{
    const cgap_measure_words *words = cgap_words_of(measure);
    const cgap_row *from = first_row(source, measure);
    const cgap_row *to = cgap_source_union(source, 0, measure, source->end);
    char first[CGAP_WORDS_SIZE], last[CGAP_WORDS_SIZE];

    if (from == NULL || to == NULL || to->time <= from->time || !isfinite(to->value[CGAP_MEAN])) {
        return;
    }
    cgap_date_words(CGAP_ENGLISH, from->time, first);
    cgap_date_words(CGAP_ENGLISH, to->time, last);
    cgap_page_open(page, "li", NULL);
    cgap_page_format(page, "%s ", subject);
    put_change(page, from->value[CGAP_MEAN], to->value[CGAP_MEAN]);
    cgap_page_text(page, ": from ");
    put_level(page, from, words, first);
    cgap_page_text(page, " to ");
    put_level(page, to, words, last);
    cgap_page_text(page, ".");
    cgap_page_close(page);
}

static void
answer_run(cgap_page *page, const cgap_report_source *source)
{
    static const char *const said[][2] = {
        {"formal_cv", "The formal gap between Member States (coefficient of variation)"},
        {"practice_cv", "The practice gap"},
        {"formal_mean", "The formal level (mean of members, index 0 to 1)"},
        {"practice_mean", "The level of practice"},
        {"loss_gdp_fixed", "The expected loss from incidents, in % of GDP per year,"},
    };
    const cgap_row *from = first_row(source, "formal_cv");
    const cgap_row *to = cgap_source_union(source, 0, "formal_cv", source->end);
    const cgap_row *other = cgap_source_union(source, 0, "practice_cv", source->end);
    const cgap_row *before = first_row(source, "practice_cv");
    char first[CGAP_WORDS_SIZE], last[CGAP_WORDS_SIZE];

    if (from != NULL && to != NULL && before != NULL && other != NULL) {
        cgap_date_words(CGAP_ENGLISH, from->time, first);
        cgap_date_words(CGAP_ENGLISH, to->time, last);
        cgap_page_open(page, "p", "class", "lead", NULL);
        cgap_page_text(page, "Under ");
        cgap_page_element(page, "strong", source->scenario[0].brief);
        cgap_page_format(page, ", from %s to %s, the formal gap between Member States ", first,
                         last);
        put_change(page, from->value[CGAP_MEAN], to->value[CGAP_MEAN]);
        cgap_page_text(page, "; the practice gap ");
        put_change(page, before->value[CGAP_MEAN], other->value[CGAP_MEAN]);
        cgap_page_text(page, ".");
        cgap_page_close(page);
    }
    cgap_page_open(page, "ul", NULL);
    for (size_t k = 0; k < sizeof said / sizeof said[0]; k++) {
        put_course(page, source, said[k][0], said[k][1]);
    }
    cgap_page_close(page);
}

void
cgap_section_answer(cgap_page *page, const cgap_report_source *source)
{
    cgap_page_open(page, "section", "id", "answer", NULL);
    cgap_page_element(page, "h2", "The answer");
    if (source->several) {
        answer_comparison(page, source);
    } else {
        answer_run(page, source);
    }
    cgap_page_open(page, "p", "class", "note", NULL);
    if (source->replicates == 0) {
        cgap_page_text(page, "One simulated future in which every random part takes its "
                             "expectation: there are no intervals.");
    } else if (source->several) {
        cgap_page_format(page,
                         "All scenarios meet the same %zu simulated futures, so differences are "
                         "paired. An interval is Monte-Carlo error: how well these futures "
                         "estimate the model's difference. It says nothing about the "
                         "assumptions.",
                         source->replicates);
    } else {
        cgap_page_format(page,
                         "Means of %zu simulated futures; a band holds 90\xC2\xA0%% of them. It "
                         "shows chance inside the model and says nothing about the assumptions.",
                         source->replicates);
    }
    cgap_page_close(page);
    cgap_page_close(page);
}
