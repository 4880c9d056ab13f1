/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Further tables of a comparison, turned so that the strategies stand side by side. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cgap/csv.h"
#include "cgap/memory.h"
#include "cgap/number.h"

#include "cells.h"
#include "sections.h"

/* How a long table is shown: a row for each subject, a column for each strategy. Columns of the
 * table by name; NULL where it has none. */
typedef struct turned {
    const char *table;
    cgap_text_key heading, about;
    const char *subject[3], *unit, *strategy, *value, *low, *high;
    const char *share;
    cgap_text_key share_words; /* "best in 33 %" */
    const char *verdict, *verdict_shown;
    const char *measured;               /* column that names the measure whose values these are */
    const char *note;                   /* why a value is empty */
    const char *left_out, *left_out_as; /* rows in which this column has this value */
    const char *only, *only_as;         /* rows in which this column has no other value */
    bool across;                        /* strategies side by side however many they are */
    bool date, plus;                    /* the value is a year; a plus sign before positive ones */
} turned;

/* clang-format off */
static const turned TURNED[] = {
    {.table = "ranking", .heading = CGAP_T_FURTHER_RANKING, .about = CGAP_T_ABOUT_RANKING,
     .subject = {"measure", "span"}, .strategy = "scenario", .value = "rank", .share = "share_best", .share_words = CGAP_T_BEST_IN,
     .verdict = "in_best_set", .verdict_shown = "yes"},
    {.table = "targets", .heading = CGAP_T_FURTHER_TARGETS, .about = CGAP_T_ABOUT_TARGETS,
     .subject = {"target"}, .strategy = "scenario", .value = "median_time", .share = "reached", .share_words = CGAP_T_REACHED_IN, .date = true},
    {.table = "price", .heading = CGAP_T_FURTHER_PRICE, .about = CGAP_T_ABOUT_PRICE,
     .subject = {"figure"}, .unit = "unit", .strategy = "alternative", .value = "value", .low = "ci_low", .high = "ci_high",
     .share = "share_assumptions", .share_words = CGAP_T_ASSUMED_IN, .note = "note", .plus = true},
    {.table = "who", .heading = CGAP_T_FURTHER_WHO, .about = CGAP_T_ABOUT_WHO,
     .subject = {"kind", "who", "variable"}, .unit = "unit", .strategy = "alternative", .value = "difference", .low = "ci_low", .high = "ci_high",
     .share = "share_losing", .share_words = CGAP_T_LOSES_IN, .measured = "variable", .left_out = "kind", .left_out_as = "member", .plus = true},
    {.table = "regret", .heading = CGAP_T_FURTHER_REGRET, .about = CGAP_T_ABOUT_REGRET,
     .subject = {"measure", "span"}, .unit = "unit", .strategy = "scenario", .value = "max_regret", .measured = "measure", .share = "share_best", .share_words = CGAP_T_BEST_IN},
    {.table = "satisficing", .heading = CGAP_T_FURTHER_SATISFICING, .about = CGAP_T_ABOUT_SATISFICING,
     .subject = {"threshold"}, .strategy = "scenario", .value = "share"},
    {.table = "shapley", .heading = CGAP_T_FURTHER_SHAPLEY, .about = CGAP_T_ABOUT_SHAPLEY,
     .subject = {"kind", "part", "other"}, .strategy = "measure", .value = "value", .measured = "measure", .low = "ci_low", .high = "ci_high", .plus = true},
};

/* The same behind figures; the heading is the caption. */
static const struct {
    const char *chart;
    turned how;
} BEHIND[] = {
    {"who",
     {.table = "who", .heading = CGAP_T_BEHIND_WHO, .subject = {"kind", "who", "variable"}, .unit = "unit", .strategy = "alternative",
      .value = "difference", .low = "ci_low", .high = "ci_high", .share = "share_losing", .share_words = CGAP_T_LOSES_IN,
      .measured = "variable", .left_out = "kind", .left_out_as = "member", .plus = true}},
    {"pareto",
     {.table = "ranking", .heading = CGAP_T_BEHIND_PARETO, .subject = {"measure", "span"}, .unit = "unit", .strategy = "scenario", .value = "mean",
      .measured = "measure"}},
    {"ranks",
     {.table = "ranks", .heading = CGAP_T_BEHIND_RANKS, .subject = {"measure", "span", "rank"}, .strategy = "scenario", .value = "share",
      .across = true}},
    {"who-members",
     {.table = "who", .heading = CGAP_T_BEHIND_WHO, .subject = {"who", "variable"}, .unit = "unit", .strategy = "alternative",
      .value = "difference", .share = "share_losing", .share_words = CGAP_T_LOSES_IN, .measured = "variable",
      .only = "kind", .only_as = "member", .across = true, .plus = true}},
};
/* clang-format on */

enum { MOST_SIDE_BY_SIDE = 8 }; /* strategies as columns */

/* Text of a column in a row, "" when there is no such column. */
static const char *
text_of(const cgap_csv *csv, size_t row, const char *column)
{
    size_t c = column == NULL ? csv->n_column : cgap_csv_find(csv, column);

    return c < csv->n_column ? cgap_csv_text(csv, row, c) : "";
}

static double
number_of(const cgap_csv *csv, size_t row, const char *column)
{
    double value;

    return cgap_number_parse(text_of(csv, row, column), &value) ? value : NAN;
}

static bool
left_out(const turned *how, const cgap_csv *csv, size_t row)
{
    return (how->left_out != NULL &&
            strcmp(text_of(csv, row, how->left_out), how->left_out_as) == 0) ||
           (how->only != NULL && strcmp(text_of(csv, row, how->only), how->only_as) != 0);
}

static bool
same_subject(const turned *how, const cgap_csv *csv, size_t a, size_t b)
{
    bool same = true;

    for (size_t k = 0; k < 3 && how->subject[k] != NULL; k++) {
        same =
            same && strcmp(text_of(csv, a, how->subject[k]), text_of(csv, b, how->subject[k])) == 0;
    }
    return same;
}

/* First row with the subject of @p row and that strategy, n_row when there is none. */
static size_t
find(const turned *how, const cgap_csv *csv, size_t row, const char *strategy)
{
    size_t r = 0;

    while (r < csv->n_row && (left_out(how, csv, r) || !same_subject(how, csv, r, row) ||
                              strcmp(text_of(csv, r, how->strategy), strategy) != 0)) {
        r++;
    }
    return r;
}

/* True for the row that first names its subject, its strategy. */
static bool
first_of_subject(const turned *how, const cgap_csv *csv, size_t row)
{
    size_t r = 0;

    while (r < row && (left_out(how, csv, r) || !same_subject(how, csv, r, row))) {
        r++;
    }
    return r == row && !left_out(how, csv, row);
}

static bool
first_of_strategy(const turned *how, const cgap_csv *csv, size_t row)
{
    const char *strategy = text_of(csv, row, how->strategy);
    size_t r = 0;

    while (r < row &&
           (left_out(how, csv, r) || strcmp(text_of(csv, r, how->strategy), strategy) != 0)) {
        r++;
    }
    return r == row && !left_out(how, csv, row);
}

/* A word of a table as a reader wants it. */
static void
put_word(cgap_page *page, const char *word)
{
    char words[CGAP_WORDS_SIZE];

    if (!cgap_target_words(page->language, word, words)) {
        cgap_table_word(page->language, word, words);
    }
    cgap_page_text(page, words);
}

static void
put_subject(cgap_page *page, const turned *how, const cgap_csv *csv, size_t row, const char *scope)
{
    const cgap_measure_words *measured = cgap_words_of(text_of(csv, row, how->measured));
    const char *unit = text_of(csv, row, how->unit);

    if (unit[0] != '\0' && measured != NULL) {
        unit = cgap_page_words(page, measured->unit);
    }
    cgap_page_open(page, "th", "scope", scope, NULL);
    cgap_page_open(page, "span", NULL);
    for (size_t k = 0; k < 3 && how->subject[k] != NULL; k++) {
        const char *word = text_of(csv, row, how->subject[k]);

        cgap_page_text(page, k == 0 || word[0] == '\0' ? "" : ", ");
        put_word(page, word);
    }
    cgap_page_close(page);
    if (unit[0] != '\0' && strcmp(unit, "1") != 0) {
        char words[CGAP_WORDS_SIZE];

        cgap_table_word(page->language, unit, words);
        cgap_page_text(page, " ");
        cgap_page_element(page, "small", words);
    }
    cgap_page_close(page);
}

/* Words of a value, as its measure is written where that is known. */
static void
value_words(cgap_language language, const cgap_measure_words *measured, double value, double size,
            bool plus, char *out)
{
    if (measured == NULL) {
        cgap_significant_words(language, value, plus, out);
    } else {
        cgap_number_words(language, value, measured->style, cgap_digits_more(size, measured->style),
                          plus, out);
    }
}

static void
put_interval(cgap_page *page, const cgap_measure_words *measured, const double *ends, double value)
{
    char low[CGAP_WORDS_SIZE], high[CGAP_WORDS_SIZE];

    value_words(page->language, measured, ends[0], value, false, low);
    value_words(page->language, measured, ends[1], value, false, high);
    if (isfinite(ends[0]) && isfinite(ends[1]) && strcmp(low, high) != 0) {
        cgap_page_text(page, " ");
        cgap_page_open(page, "small", NULL);
        cgap_page_say(page, CGAP_T_RANGE, low, high, NULL);
        cgap_page_close(page);
    }
}

static bool
has_verdict(const turned *how, const cgap_csv *csv, size_t row)
{
    return how->verdict != NULL && strcmp(text_of(csv, row, how->verdict), how->verdict_shown) == 0;
}

/* A verdict that most strategies share says nothing. */
static bool
tells(const turned *how, const cgap_csv *csv, size_t row)
{
    size_t n = 0, with = 0;

    for (size_t r = 0; r < csv->n_row; r++) {
        if (same_subject(how, csv, r, row)) {
            n++;
            with += has_verdict(how, csv, r);
        }
    }
    return 2 * with <= n;
}

static void
put_cell(cgap_page *page, const turned *how, const cgap_csv *csv, size_t row)
{
    double value = number_of(csv, row, how->value), share = number_of(csv, row, how->share);
    double ends[] = {number_of(csv, row, how->low), number_of(csv, row, how->high)};
    const cgap_measure_words *measured = cgap_words_of(text_of(csv, row, how->measured));
    const char *note = text_of(csv, row, how->note);
    char words[CGAP_WORDS_SIZE];

    cgap_page_open(page, "td", "class", "number", "data-sort",
                   isfinite(value) ? text_of(csv, row, how->value) : NULL, NULL);
    if (how->date && isfinite(value)) {
        (void) cgap_date_words(page->language, value, words);
    } else if (strcmp(how->value, "rank") == 0) { /* of ties the mean: 5.5 */
        (void) cgap_decimal_words(page->language, value, value == floor(value) ? 0 : 1, false,
                                  words);
    } else {
        value_words(page->language, measured, value, value, how->plus, words);
    }
    cgap_page_element(page, "b", words);
    put_interval(page, measured, ends, value);
    if (isfinite(share)) {
        cgap_page_text(page, " ");
        cgap_page_open(page, "small", NULL);
        cgap_page_say(page, how->share_words,
                      cgap_decimal_words(page->language, 100.0 * share, 0, false, words), NULL);
        cgap_page_close(page);
    }
    if (has_verdict(how, csv, row) && tells(how, csv, row)) {
        cgap_page_text(page, " ");
        cgap_page_open(page, "span", "class", "best", NULL);
        cgap_page_say(page, CGAP_T_MAY_BE_BEST, NULL);
        cgap_page_close(page);
    }
    if (note[0] != '\0') {
        cgap_page_text(page, " ");
        cgap_page_open(page, "span", "class", "words", NULL);
        put_word(page, note);
        cgap_page_close(page);
    }
    cgap_page_close(page);
}

/* Cell of a subject (the row that first names it) and a strategy (likewise). */
static void
put_crossing(cgap_page *page, const turned *how, const cgap_csv *csv, size_t subject,
             size_t strategy)
{
    size_t at = find(how, csv, subject, text_of(csv, strategy, how->strategy));

    if (at < csv->n_row) {
        put_cell(page, how, csv, at);
    } else {
        cgap_cell_text(page, "");
    }
}

/* Head of a row or column: a scenario by its title, a measure by its words. */
static void
put_strategy(cgap_page *page, const cgap_report_source *source, const char *name, const char *scope)
{
    const cgap_measure_words *words = cgap_words_of(name);
    const char *said = words == NULL ? name : cgap_page_words(page, words->words);
    const char *unit = words == NULL ? NULL : cgap_page_words(page, words->unit);

    for (size_t s = 0; s < source->n_scenario; s++) {
        if (strcmp(source->scenario[s].name, name) == 0) {
            said = source->scenario[s].brief;
            unit = source->several && s == source->baseline ? cgap_page_words(page, CGAP_T_BASELINE)
                                                            : NULL;
        }
    }
    cgap_page_open(page, "th", "scope", scope, NULL);
    cgap_page_element(page, "span", said);
    if (unit != NULL) {
        cgap_page_text(page, " ");
        cgap_page_element(page, "small", unit);
    }
    cgap_page_close(page);
}

/* The rows of the table that first name a subject (or a strategy). @return owned, NULL when memory
 * runs out */
static size_t *
list_first(const turned *how, const cgap_csv *csv,
           bool (*first)(const turned *how, const cgap_csv *csv, size_t row), size_t *n)
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

/* Strategies side by side, or below each other when there are too many for a page. */
static void
put_rows(cgap_page *page, const cgap_report_source *source, const turned *how, const cgap_csv *csv,
         const size_t *subject, size_t n_subject, const size_t *strategy, size_t n_strategy)
{
    bool down = n_strategy > MOST_SIDE_BY_SIDE && !how->across;
    size_t n_row = down ? n_strategy : n_subject, n_column = down ? n_subject : n_strategy;

    cgap_table_open(page, cgap_page_words(page, how->heading), down);
    cgap_table_head(page, cgap_page_words(page, down ? CGAP_T_STRATEGY : CGAP_T_SUBJECT), NULL);
    for (size_t c = 0; c < n_column; c++) {
        if (down) {
            put_subject(page, how, csv, subject[c], "col");
        } else {
            put_strategy(page, source, text_of(csv, strategy[c], how->strategy), "col");
        }
    }
    cgap_table_body(page);
    for (size_t r = 0; r < n_row; r++) {
        cgap_page_open(page, "tr", NULL);
        if (down) {
            put_strategy(page, source, text_of(csv, strategy[r], how->strategy), "row");
        } else {
            put_subject(page, how, csv, subject[r], "row");
        }
        for (size_t c = 0; c < n_column; c++) {
            put_crossing(page, how, csv, subject[down ? c : r], strategy[down ? r : c]);
        }
        cgap_page_close(page);
    }
    cgap_table_close(page);
}

static void
put_table(cgap_page *page, const cgap_report_source *source, const turned *how, const cgap_csv *csv)
{
    size_t n_subject, n_strategy;
    size_t *subject = list_first(how, csv, first_of_subject, &n_subject);
    size_t *strategy = list_first(how, csv, first_of_strategy, &n_strategy);

    if (subject == NULL || strategy == NULL) {
        page->failed = true;
    } else {
        put_rows(page, source, how, csv, subject, n_subject, strategy, n_strategy);
    }
    free(subject);
    free(strategy);
}

static const char *
brief_of(const cgap_report_source *source, const char *name)
{
    for (size_t s = 0; s < source->n_scenario; s++) {
        if (strcmp(source->scenario[s].name, name) == 0) {
            return source->scenario[s].brief;
        }
    }
    return name;
}

/* "A dominates B: nowhere worse, better by 5 criteria." */
static void
put_dominance(cgap_page *page, const cgap_report_source *source, const cgap_csv *csv)
{
    cgap_page_said(page, "h3", CGAP_T_DOMINANCE, NULL);
    if (csv->n_row == 0) {
        cgap_page_said(page, "p", CGAP_T_DOMINANCE_NONE, NULL);
        return;
    }
    cgap_page_open(page, "ul", NULL);
    for (size_t r = 0; r < csv->n_row; r++) {
        double share = number_of(csv, r, "share_of_replicates");

        char number[CGAP_NUMBER_WORDS];

        (void) cgap_decimal_words(page->language, 100.0 * share, 0, false, number);
        cgap_page_said(page, "li", isfinite(share) ? CGAP_T_DOMINANCE_ONE_IN : CGAP_T_DOMINANCE_ONE,
                       brief_of(source, text_of(csv, r, "dominating")),
                       brief_of(source, text_of(csv, r, "dominated")), text_of(csv, r, "better"),
                       isfinite(share) ? number : NULL, NULL);
    }
    cgap_page_close(page);
}

/* An absent file leaves *out empty. */
static cgap_status
read_if_there(cgap_csv *out, const char *folder, const char *table, cgap_error *err)
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

bool
cgap_further_behind(cgap_page *page, const cgap_report_source *source, const char *chart)
{
    cgap_csv csv;
    bool known = false;

    for (size_t k = 0; k < sizeof BEHIND / sizeof BEHIND[0] && !known; k++) {
        if (strcmp(BEHIND[k].chart, chart) == 0 &&
            read_if_there(&csv, source->folder, BEHIND[k].how.table, NULL) == CGAP_OK) {
            known = csv.n_row > 0;
            if (known) {
                put_table(page, source, &BEHIND[k].how, &csv);
            }
            cgap_csv_free(&csv);
        }
    }
    return known;
}

static void
open_once(cgap_page *page, const cgap_report_source *source, bool *open)
{
    if (!*open) {
        cgap_page_open(page, "section", "id", "further", NULL);
        if (source->several) { /* a run has one such table, whose heading says all */
            cgap_page_said(page, "h2", CGAP_T_FURTHER, NULL);
        }
        *open = true;
    }
}

cgap_status
cgap_section_further(cgap_page *page, const cgap_report_source *source, cgap_error *err)
{
    cgap_csv csv;
    cgap_status status = CGAP_OK;
    bool open = false;

    for (size_t k = 0; status == CGAP_OK && k < sizeof TURNED / sizeof TURNED[0]; k++) {
        status = read_if_there(&csv, source->folder, TURNED[k].table, err);
        if (status == CGAP_OK && csv.n_row > 0) {
            open_once(page, source, &open);
            cgap_page_said(page, source->several ? "h3" : "h2", TURNED[k].heading, NULL);
            cgap_page_said(page, "p", TURNED[k].about, NULL);
            put_table(page, source, &TURNED[k], &csv);
        }
        cgap_csv_free(&csv);
    }
    if (status == CGAP_OK) {
        status = read_if_there(&csv, source->folder, "dominance", err);
        if (status == CGAP_OK && csv.n_column > 0) {
            open_once(page, source, &open);
            put_dominance(page, source, &csv);
        }
        cgap_csv_free(&csv);
    }
    if (open) {
        cgap_page_close(page);
    }
    return status;
}
