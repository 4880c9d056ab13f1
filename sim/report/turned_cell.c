/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cell of a turned table: the value, its interval, how often, what other assumptions make of it.
 */
#include <math.h>
#include <string.h>

#include "cgap/number.h"

#include "assumed.h"
#include "cells.h"
#include "turned.h"

/* A word of a table as a reader wants it. */
void
cgap_turned_word(cgap_page *page, const char *word)
{
    char words[CGAP_WORDS_SIZE];

    if (!cgap_target_words(page->language, word, words)) {
        cgap_table_word(page->language, word, words);
    }
    cgap_page_text(page, words);
}

/* How numbers of a cell are written: as those of their measure, where that is known. */
typedef struct manner {
    const cgap_measure_words *measured; /* NULL: three significant digits */
    int more;                           /* digits beyond the measure's own */
} manner;

static void
value_words(cgap_language language, manner how, double value, bool plus, char *out)
{
    if (how.measured == NULL) {
        cgap_significant_words(language, value, plus, out);
    } else {
        cgap_number_words(language, value, how.measured->style, how.more, plus, out);
    }
}

static void
put_interval(cgap_page *page, manner how, const double *ends)
{
    char low[CGAP_WORDS_SIZE], high[CGAP_WORDS_SIZE];

    value_words(page->language, how, ends[0], false, low);
    value_words(page->language, how, ends[1], false, high);
    if (isfinite(ends[0]) && isfinite(ends[1]) && strcmp(low, high) != 0) {
        cgap_page_text(page, " ");
        cgap_page_open(page, "small", NULL);
        cgap_page_say(page, CGAP_T_RANGE, low, high, NULL);
        cgap_page_close(page);
    }
}

static bool
has_verdict(const cgap_turned *how, const cgap_csv *csv, size_t row)
{
    return how->verdict != NULL &&
           strcmp(cgap_turned_text(csv, row, how->verdict), how->verdict_shown) == 0;
}

/* A verdict that most strategies share says nothing. */
static bool
tells(const cgap_turned *how, const cgap_csv *csv, size_t row)
{
    size_t n = 0, with = 0;

    for (size_t r = 0; r < csv->n_row; r++) {
        if (cgap_turned_same_subject(how, csv, r, row)) {
            n++;
            with += has_verdict(how, csv, r);
        }
    }
    return 2 * with <= n;
}

/* From where to where other sets of assumptions let a price go, where the folder knows. */
static void
put_price_range(cgap_page *page, const cgap_report_source *source, const cgap_turned *how,
                const cgap_csv *csv, size_t row, manner written)
{
    size_t s = cgap_source_scenario(source, cgap_turned_text(csv, row, how->strategy));
    char low[CGAP_WORDS_SIZE], high[CGAP_WORDS_SIZE];
    cgap_assumed assumed;

    if (how->sets != CGAP_SETS_OF_PRICES || s == source->n_scenario) {
        return;
    }
    assumed = cgap_assumed_price(source, s, cgap_turned_text(csv, row, "figure"));
    value_words(page->language, written, assumed.low, false, low);
    value_words(page->language, written, assumed.high, false, high);
    if (assumed.known && strcmp(low, high) != 0) {
        cgap_page_text(page, " ");
        cgap_page_open(page, "small", "class", "sets", NULL);
        cgap_page_say(page, CGAP_T_SPREAD_OF_ASSUMPTIONS, low, high, NULL);
        cgap_page_close(page);
    }
}

/* "best in 65 % of runs, 53 % of sets" */
static void
put_share(cgap_page *page, const cgap_report_source *source, const cgap_turned *how,
          const cgap_csv *csv, size_t row)
{
    double share = cgap_turned_number(csv, row, how->share), sets = NAN;
    size_t s = cgap_source_scenario(source, cgap_turned_text(csv, row, how->strategy));
    char words[2][CGAP_NUMBER_WORDS];

    if (!isfinite(share)) {
        return;
    }
    if (how->sets == CGAP_SETS_OF_RANKS && s < source->n_scenario) {
        sets = cgap_assumed_share_best(source, s, cgap_turned_text(csv, row, "measure"),
                                       cgap_turned_text(csv, row, "span"));
    }
    cgap_page_text(page, " ");
    cgap_page_open(page, "small", "class", how->sets == CGAP_NO_SETS ? NULL : "sets", NULL);
    (void) cgap_percent_words(page->language, share, words[0]);
    (void) cgap_percent_words(page->language, sets, words[1]);
    cgap_page_say(page, isfinite(sets) ? CGAP_T_BEST_IN_BOTH : how->share_words, words[0],
                  isfinite(sets) ? words[1] : NULL, NULL);
    cgap_page_close(page);
}

void
cgap_turned_cell(cgap_page *page, const cgap_report_source *source, const cgap_turned *how,
                 const cgap_csv *csv, size_t row)
{
    double value = cgap_turned_number(csv, row, how->value);
    double ends[] = {cgap_turned_number(csv, row, how->low),
                     cgap_turned_number(csv, row, how->high)};
    const cgap_measure_words *measured = cgap_words_of(cgap_turned_text(csv, row, how->measured));
    manner written = {
        measured,
        measured == NULL ? 0 : cgap_digits_of_interval(value, ends[0], ends[1], measured->style)};
    const char *note = cgap_turned_text(csv, row, how->note);
    char words[CGAP_WORDS_SIZE];

    cgap_page_open(page, "td", "class", "number", "data-sort",
                   isfinite(value) ? cgap_turned_text(csv, row, how->value) : NULL, NULL);
    if (how->date && isfinite(value)) {
        (void) cgap_date_words(page->language, value, words);
    } else if (strcmp(how->value, "rank") == 0) { /* of ties the mean: 5.5 */
        (void) cgap_decimal_words(page->language, value, value == floor(value) ? 0 : 1, false,
                                  words);
    } else if (how->percent) {
        (void) cgap_percent_words(page->language, value, words);
    } else {
        value_words(page->language, written, value, how->plus, words);
    }
    cgap_page_element(page, "b", words);
    put_interval(page, written, ends);
    put_price_range(page, source, how, csv, row, written);
    put_share(page, source, how, csv, row);
    if (has_verdict(how, csv, row) && tells(how, csv, row)) {
        cgap_page_text(page, " ");
        cgap_page_open(page, "span", "class", "best", NULL);
        cgap_page_say(page, CGAP_T_MAY_BE_BEST, NULL);
        cgap_page_close(page);
    }
    if (note[0] != '\0') {
        cgap_page_text(page, " ");
        cgap_page_open(page, "span", "class", "words", NULL);
        cgap_turned_word(page, note);
        cgap_page_close(page);
    }
    cgap_page_close(page);
}
