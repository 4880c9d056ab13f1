/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "turned.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cgap/memory.h"
#include "cgap/number.h"

#include "cells.h"

enum { MOST_SIDE_BY_SIDE = 8 }; /* strategies as columns */

const char *
cgap_turned_text(const cgap_csv *csv, size_t row, const char *column)
{
    size_t c = column == NULL ? csv->n_column : cgap_csv_find(csv, column);

    return c < csv->n_column ? cgap_csv_text(csv, row, c) : "";
}

double
cgap_turned_number(const cgap_csv *csv, size_t row, const char *column)
{
    double value;

    return cgap_number_parse(cgap_turned_text(csv, row, column), &value) ? value : NAN;
}

static bool
left_out(const cgap_turned *how, const cgap_csv *csv, size_t row)
{
    return (how->shown != NULL && !how->shown(csv, row)) ||
           (how->left_out != NULL &&
            strcmp(cgap_turned_text(csv, row, how->left_out), how->left_out_as) == 0) ||
           (how->only != NULL && strcmp(cgap_turned_text(csv, row, how->only), how->only_as) != 0);
}

bool
cgap_turned_fits(const cgap_turned *how, const cgap_csv *csv)
{
    size_t row = 0;

    while (row < csv->n_row && left_out(how, csv, row)) {
        row++;
    }
    return row < csv->n_row;
}

bool
cgap_turned_same_subject(const cgap_turned *how, const cgap_csv *csv, size_t a, size_t b)
{
    bool same = true;

    for (size_t k = 0; k < 3 && how->subject[k] != NULL; k++) {
        same = same && strcmp(cgap_turned_text(csv, a, how->subject[k]),
                              cgap_turned_text(csv, b, how->subject[k])) == 0;
    }
    return same;
}

/* First row with the subject of @p row and that strategy, n_row when there is none. */
static size_t
find(const cgap_turned *how, const cgap_csv *csv, size_t row, const char *strategy)
{
    size_t r = 0;

    while (r < csv->n_row &&
           (left_out(how, csv, r) || !cgap_turned_same_subject(how, csv, r, row) ||
            strcmp(cgap_turned_text(csv, r, how->strategy), strategy) != 0)) {
        r++;
    }
    return r;
}

/* True for the row that first names its subject, its strategy. */
static bool
first_of_subject(const cgap_turned *how, const cgap_csv *csv, size_t row)
{
    size_t r = 0;

    while (r < row && (left_out(how, csv, r) || !cgap_turned_same_subject(how, csv, r, row))) {
        r++;
    }
    return r == row && !left_out(how, csv, row);
}

static bool
first_of_strategy(const cgap_turned *how, const cgap_csv *csv, size_t row)
{
    const char *strategy = cgap_turned_text(csv, row, how->strategy);
    size_t r = 0;

    while (r < row && (left_out(how, csv, r) ||
                       strcmp(cgap_turned_text(csv, r, how->strategy), strategy) != 0)) {
        r++;
    }
    return r == row && !left_out(how, csv, row);
}

/* A share in percent, with a digit behind the point where it is below one percent. */
static void
put_share(cgap_page *page, cgap_text_key key, double share)
{
    char words[CGAP_WORDS_SIZE];
    double percent = 100.0 * share, whole = floor(percent + 0.5);
    bool even = fabs(percent - whole) < 1e-9;

    cgap_page_say(page, key,
                  cgap_decimal_words(page->language, percent, even ? 0 : 1, false, words), NULL);
}

/* "Joined 2004, formal": what a party is stands before its name. */
static const char *
stands_before(const cgap_turned *how, size_t k)
{
    return k == 1 && strcmp(how->subject[k], "who") == 0 ? " " : ", ";
}

/* "in 2030", "mean mid-2016 to 2030": what a value is of. */
static void
put_span(cgap_page *page, const cgap_report_source *source, const char *span)
{
    char from[CGAP_NUMBER_WORDS], to[CGAP_NUMBER_WORDS];
    bool mean = strcmp(span, "mean") == 0;

    (void) cgap_date_words(page->language, source->start, from);
    (void) cgap_date_words(page->language, source->end, to);
    cgap_page_say(page, mean ? CGAP_T_SPAN_MEAN : CGAP_T_SPAN_END, mean ? from : to,
                  mean ? to : NULL, NULL);
}

/* The unit and what the value is of, below a head. */
static void
put_below(cgap_page *page, const cgap_report_source *source, const char *unit, const char *span)
{
    if (unit[0] == '\0' && span[0] == '\0') {
        return;
    }
    cgap_page_text(page, " ");
    cgap_page_open(page, "small", NULL);
    cgap_page_text(page, unit);
    cgap_page_text(page, unit[0] != '\0' && span[0] != '\0' ? ", " : "");
    if (span[0] != '\0') {
        put_span(page, source, span);
    }
    cgap_page_close(page);
}

/* What the value of a subject is of; where measures stand side by side, it is told in their heads.
 */
static const char *
span_of_subject(const cgap_turned *how, const cgap_csv *csv, size_t row)
{
    return how->span == NULL || strcmp(how->strategy, "measure") == 0 ? "" : how->span(csv, row);
}

static const char *
span_of(const cgap_turned *how, const cgap_csv *csv, size_t row)
{
    return how->span == NULL ? "" : how->span(csv, row);
}

static void
put_subject(cgap_page *page, const cgap_report_source *source, const cgap_turned *how,
            const cgap_csv *csv, size_t row, const char *scope)
{
    const cgap_measure_words *measured = cgap_words_of(cgap_turned_text(csv, row, how->measured));
    const char *unit = cgap_turned_text(csv, row, how->unit);
    char words[CGAP_WORDS_SIZE] = "";

    if (unit[0] != '\0' && measured != NULL) {
        unit = cgap_page_words(page, measured->unit);
    }
    if (unit[0] != '\0' && strcmp(unit, "1") != 0) {
        cgap_table_word(page->language, unit, words);
    }
    cgap_page_open(page, "th", "scope", scope, NULL);
    cgap_page_open(page, "span", NULL);
    for (size_t k = 0; k < 3 && how->subject[k] != NULL; k++) {
        const char *word = cgap_turned_text(csv, row, how->subject[k]);

        if (how->span != NULL && strcmp(how->subject[k], "span") == 0) {
            continue; /* stands below */
        }
        cgap_page_text(page, k == 0 || word[0] == '\0' ? "" : stands_before(how, k));
        if (k == 0 && how->by_share) {
            put_share(page, CGAP_T_EXCEEDED_IN, cgap_turned_number(csv, row, how->subject[k]));
        } else {
            cgap_turned_word(page, word);
        }
    }
    cgap_page_close(page);
    put_below(page, source, words, span_of_subject(how, csv, row));
    cgap_page_close(page);
}

/* Cell of a subject (the row that first names it) and a strategy (likewise). */
static void
put_crossing(cgap_page *page, const cgap_report_source *source, const cgap_turned *how,
             const cgap_csv *csv, size_t subject, size_t strategy)
{
    size_t at = find(how, csv, subject, cgap_turned_text(csv, strategy, how->strategy));

    if (at < csv->n_row) {
        cgap_turned_cell(page, source, how, csv, at);
    } else {
        cgap_cell_text(page, "");
    }
}

/* Head of a row or column: a scenario by its title, a measure by its words. */
static void
put_strategy(cgap_page *page, const cgap_report_source *source, const cgap_turned *how,
             const cgap_csv *csv, size_t row, const char *scope)
{
    const char *name = cgap_turned_text(csv, row, how->strategy);
    const cgap_measure_words *words = cgap_words_of(name);
    const char *said = words == NULL ? name : cgap_page_words(page, words->words);
    const char *unit = words == NULL ? "" : cgap_page_words(page, words->unit);
    const char *span = words == NULL ? "" : span_of(how, csv, row);

    for (size_t s = 0; s < source->n_scenario; s++) {
        if (strcmp(source->scenario[s].name, name) == 0) {
            said = source->scenario[s].label;
            unit = source->several && s == source->baseline ? cgap_page_words(page, CGAP_T_BASELINE)
                                                            : "";
            span = "";
        }
    }
    cgap_page_open(page, "th", "scope", scope, NULL);
    cgap_page_element(page, "span", said);
    put_below(page, source, unit, span);
    cgap_page_close(page);
}

/* The rows of the table that first name a subject (or a strategy). @return owned, NULL when memory
 * runs out */
static size_t *
list_first(const cgap_turned *how, const cgap_csv *csv,
           bool (*first)(const cgap_turned *how, const cgap_csv *csv, size_t row), size_t *n)
{
    size_t *at = cgap_memory_array(csv->n_row, sizeof *at);

    *n = 0;
    for (size_t r = 0; at != NULL && r < csv->n_row; r++) {
        if (first(how, csv, r)) {
            at[(*n)++] = r;
        }
    }
    return at;
}

/* Whether all strategies have the same there: it tells nothing. */
static bool
is_equal(const cgap_turned *how, const cgap_csv *csv, size_t subject)
{
    const char *const column[] = {how->value, how->low, how->high, how->share};
    size_t n = 0;

    for (size_t r = 0; r < csv->n_row; r++) {
        if (left_out(how, csv, r) || !cgap_turned_same_subject(how, csv, r, subject)) {
            continue;
        }
        n++;
        for (size_t c = 0; c < sizeof column / sizeof column[0]; c++) {
            if (strcmp(cgap_turned_text(csv, r, column[c]),
                       cgap_turned_text(csv, subject, column[c])) != 0) {
                return false;
            }
        }
    }
    return n > 1;
}

/* Takes out of @p subject those in which the strategies do not differ, and says which. */
static size_t
drop_equal(cgap_page *page, const cgap_turned *how, const cgap_csv *csv, size_t *subject, size_t n)
{
    size_t kept = 0, dropped = 0;

    for (size_t k = 0; k < n; k++) {
        if (!how->drop_equal || !is_equal(how, csv, subject[k])) {
            subject[kept++] = subject[k];
            continue;
        }
        if (dropped++ == 0) {
            cgap_page_open(page, "p", "class", "note", NULL);
            cgap_page_say(page, CGAP_T_SAME_FOR_ALL, NULL);
        }
        cgap_page_text(page, dropped == 1 ? " " : ", ");
        cgap_turned_word(page, cgap_turned_text(csv, subject[k], how->subject[0]));
    }
    if (dropped > 0) {
        cgap_page_text(page, ".");
        cgap_page_close(page);
    }
    return kept;
}

/* Strategies side by side, or below each other when there are too many for a page. */
static void
put_rows(cgap_page *page, const cgap_report_source *source, const cgap_turned *how,
         const cgap_csv *csv, const size_t *subject, size_t n_subject, const size_t *strategy,
         size_t n_strategy)
{
    bool down = n_strategy > MOST_SIDE_BY_SIDE && !how->across;
    size_t n_row = down ? n_strategy : n_subject, n_column = down ? n_subject : n_strategy;

    cgap_table_open(page, cgap_page_words(page, how->heading), down);
    cgap_table_head(page, cgap_page_words(page, down ? CGAP_T_STRATEGY : CGAP_T_SUBJECT), NULL);
    for (size_t c = 0; c < n_column; c++) {
        if (down) {
            put_subject(page, source, how, csv, subject[c], "col");
        } else {
            put_strategy(page, source, how, csv, strategy[c], "col");
        }
    }
    cgap_table_body(page);
    for (size_t r = 0; r < n_row; r++) {
        cgap_page_open(page, "tr", NULL);
        if (down) {
            put_strategy(page, source, how, csv, strategy[r], "row");
        } else {
            put_subject(page, source, how, csv, subject[r], "row");
        }
        for (size_t c = 0; c < n_column; c++) {
            put_crossing(page, source, how, csv, subject[down ? c : r], strategy[down ? r : c]);
        }
        cgap_page_close(page);
    }
    cgap_table_close(page);
}

void
cgap_turned_put(cgap_page *page, const cgap_report_source *source, const cgap_turned *how,
                const cgap_csv *csv)
{
    size_t n_subject, n_strategy;
    size_t *subject = list_first(how, csv, first_of_subject, &n_subject);
    size_t *strategy = list_first(how, csv, first_of_strategy, &n_strategy);

    if (subject == NULL || strategy == NULL) {
        page->failed = true;
    } else {
        n_subject = drop_equal(page, how, csv, subject, n_subject);
        if (n_subject > 0) {
            put_rows(page, source, how, csv, subject, n_subject, strategy, n_strategy);
        }
    }
    free(subject);
    free(strategy);
}

cgap_status
cgap_turned_read(cgap_csv *out, const char *folder, const char *table, cgap_error *err)
{
    char *path = cgap_text_format("%s/%s.csv", folder, table);
    cgap_status status = CGAP_OK;

    *out = (cgap_csv) CGAP_CSV_INIT;
    if (path == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");
    }
    if (access(path, F_OK) == 0) {
        status = cgap_csv_read(out, path, err);
    }
    free(path);
    return status;
}
