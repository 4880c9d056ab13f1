/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The opening of the report of one run: where the Union goes under it. */
#include <math.h>
#include <string.h>

#include "effect.h"
#include "events.h"
#include "sections.h"

/* "falls by 72 %", "rises by 5 %", "hardly moves" */
static void
put_change(cgap_page *page, double from, double to)
{
    double change = 100.0 * (to / from - 1.0);
    char number[CGAP_NUMBER_WORDS + 4];

    if (!isfinite(change)) {
        cgap_page_say(page, CGAP_T_RUN_CHANGES, NULL);
    } else if (fabs(change) < 0.5) {
        cgap_page_say(page, CGAP_T_RUN_HARDLY, NULL);
    } else {
        (void) strcat(cgap_decimal_words(page->language, fabs(change), 0, false, number),
                      "\xC2\xA0%");
        cgap_page_say(page, change < 0.0 ? CGAP_T_RUN_FALLS : CGAP_T_RUN_RISES, number, NULL);
    }
}

/* "0.047 in 2030 (90 % of futures: 0.036 to 0.058)" */
static const char *
level_words(cgap_language language, const cgap_row *row, const cgap_measure_words *words, char *out)
{
    bool share = words->style == CGAP_STYLE_GDP || words->style == CGAP_STYLE_SHARE;
    char value[CGAP_WORDS_SIZE + 4], low[CGAP_WORDS_SIZE], high[CGAP_WORDS_SIZE];
    char date[CGAP_NUMBER_WORDS];

    cgap_number_words(language, row->value[CGAP_MEAN], words->style, 0, false, value);
    (void) strcat(value, share ? "\xC2\xA0%" : "");
    cgap_number_words(language, row->value[CGAP_Q05], words->style, 0, false, low);
    cgap_number_words(language, row->value[CGAP_Q95], words->style, 0, false, high);
    (void) cgap_date_words(language, row->time, date);
    if (isfinite(row->value[CGAP_Q05]) && strcmp(low, high) != 0) {
        return cgap_phrase(out, CGAP_SENTENCE, language, CGAP_T_LEVEL_IN_BAND, value, date, low,
                           high, NULL);
    }
    return cgap_phrase(out, CGAP_SENTENCE, language, CGAP_T_LEVEL_IN, value, date, NULL);
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
put_course(cgap_page *page, const cgap_report_source *source, const char *measure)
{
    const cgap_measure_words *words = cgap_words_of(measure);
    const cgap_row *from = first_row(source, measure);
    const cgap_row *to = cgap_source_union(source, 0, measure, source->end);
    char first[CGAP_SENTENCE], last[CGAP_SENTENCE];

    if (from == NULL || to == NULL || to->time <= from->time || !isfinite(to->value[CGAP_MEAN])) {
        return;
    }
    cgap_page_open(page, "li", NULL);
    cgap_page_say(page, cgap_text_find("COURSE_", measure), NULL);
    cgap_page_text(page, " ");
    put_change(page, from->value[CGAP_MEAN], to->value[CGAP_MEAN]);
    cgap_page_say(page, CGAP_T_COURSE, level_words(page->language, from, words, first),
                  level_words(page->language, to, words, last), NULL);
    cgap_page_close(page);
}

/* Waves of incidents that the scenario dates within the run, at which losses peak between two
 * years. */
static void
put_peaks(cgap_page *page, const cgap_report_source *source)
{
    const cgap_settings *settings = &source->scenario[0].settings;
    cgap_happening wave;
    bool first = true;

    for (size_t from = 0; cgap_next_event(source, settings, "systemic", from, &wave);
         from = wave.at + 1) {
        if (!(wave.year >= source->start)) {
            continue; /* over before the run begins */
        }
        if (first) {
            cgap_page_open(page, "p", NULL);
            cgap_page_say(page, CGAP_T_LOSS_PEAKS, NULL);
        }
        cgap_page_text(page, first ? " " : ", ");
        cgap_page_text(page, wave.date);
        first = false;
    }
    if (!first) {
        cgap_page_text(page, ".");
        cgap_page_close(page);
    }
}

void
cgap_answer_run(cgap_page *page, const cgap_report_source *source)
{
    static const char *const said[] = {"formal_cv", "practice_cv", "formal_mean", "practice_mean",
                                       "loss_gdp_fixed"};
    const cgap_row *from = first_row(source, "formal_cv");
    const cgap_row *to = cgap_source_union(source, 0, "formal_cv", source->end);
    const cgap_row *other = cgap_source_union(source, 0, "practice_cv", source->end);
    const cgap_row *before = first_row(source, "practice_cv");
    char first[CGAP_NUMBER_WORDS], last[CGAP_NUMBER_WORDS];

    if (from != NULL && to != NULL && before != NULL && other != NULL) {
        cgap_page_open(page, "p", "class", "lead", NULL);
        cgap_page_say(page, CGAP_T_RUN_LEAD, source->scenario[0].brief,
                      cgap_date_words(page->language, from->time, first),
                      cgap_date_words(page->language, to->time, last), NULL);
        cgap_page_text(page, " ");
        put_change(page, from->value[CGAP_MEAN], to->value[CGAP_MEAN]);
        cgap_page_say(page, CGAP_T_RUN_PRACTICE, NULL);
        cgap_page_text(page, " ");
        put_change(page, before->value[CGAP_MEAN], other->value[CGAP_MEAN]);
        cgap_page_text(page, ".");
        cgap_page_close(page);
    }
    cgap_page_open(page, "ul", NULL);
    for (size_t k = 0; k < sizeof said / sizeof said[0]; k++) {
        put_course(page, source, said[k]);
    }
    cgap_page_close(page);
    put_peaks(page, source);
}
