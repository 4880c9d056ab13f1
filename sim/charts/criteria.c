/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "criteria.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cgap/quantities.h"

#include "words.h"

/* Place of the keys of ranking.csv. */
enum { MEASURE, SPAN, SCENARIO, N_KEY };

static const char *
text_of(const cgap_frame *frame, size_t row, const char *column)
{
    size_t c = cgap_csv_find(&frame->csv, column);

    return c < frame->csv.n_column ? cgap_csv_text(&frame->csv, row, c) : "";
}

static bool
known(const cgap_judged *list, size_t n, const char *measure, const char *span)
{
    for (size_t k = 0; k < n; k++) {
        if (list[k].measure == measure && list[k].span == span) { /* numbered texts */
            return true;
        }
    }
    return false;
}

size_t
cgap_criteria_list(const cgap_chart_source *source, cgap_judged *out)
{
    const cgap_frame *f = &source->ranking;
    size_t n = 0;

    for (size_t row = 0; f->present && row < f->csv.n_row && n < CGAP_MOST_JUDGED; row++) {
        const char *measure = f->key[MEASURE].text[f->key[MEASURE].id[row]];
        const char *span = f->key[SPAN].text[f->key[SPAN].id[row]];

        if (!known(out, n, measure, span)) {
            const cgap_measure_words *words = cgap_words_of(measure);
            bool percent = words != NULL &&
                           (words->style == CGAP_STYLE_GDP || words->style == CGAP_STYLE_SHARE);

            out[n++] = (cgap_judged){measure, span,
                                     strcmp(text_of(f, row, "better"), "more") == 0 ? 1 : -1,
                                     percent ? 100.0 : 1.0, row};
        }
    }
    return n;
}

double
cgap_criterion_mean(const cgap_chart_source *source, const cgap_judged *of, size_t scenario)
{
    const cgap_frame *f = &source->ranking;
    const uint32_t want[N_KEY] = {cgap_frame_id(f, MEASURE, of->measure),
                                  cgap_frame_id(f, SPAN, of->span),
                                  cgap_frame_id(f, SCENARIO, source->scenario[scenario])};
    size_t row = SIZE_MAX;

    return cgap_frame_next(f, want, &row)
               ? of->scale * cgap_frame_number(f, row, cgap_csv_find(&f->csv, "mean"))
               : NAN;
}

void
cgap_criterion_words(const cgap_chart_source *source, const cgap_judged *of, char *out)
{
    char words[CGAP_WORDS_SIZE];

    cgap_table_word(source->language, of->measure, words);
    (void) snprintf(out, CGAP_WORDS, "%s", words);
}

void
cgap_criterion_unit(const cgap_chart_source *source, const cgap_judged *of, char *out)
{
    const cgap_measure_words *words = cgap_words_of(of->measure);
    const char *unit = text_of(&source->ranking, of->row, "unit");

    (void) snprintf(out, CGAP_WORDS, "%.400s",
                    words != NULL            ? cgap_text_of(source->language, words->unit)
                    : strcmp(unit, "1") == 0 ? ""
                                             : unit);
}

void
cgap_criterion_value(const cgap_chart_source *source, const cgap_judged *of, double value,
                     char *out)
{
    const cgap_measure_words *words = cgap_words_of(of->measure);
    char text[CGAP_WORDS_SIZE];

    if (words != NULL) {
        cgap_number_words(source->language, value / of->scale, words->style, 0, false, text);
    } else {
        cgap_significant_words(source->language, value, false, text);
    }
    (void) snprintf(out, CGAP_NUMBER_WORDS, "%.60s", text);
}
