/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Published figures that stand as points on a figure, with their dates and sources. */
#include <math.h>
#include <string.h>

#include "cells.h"
#include "sections.h"
#include "turned.h"

static const char LAW[] = "transposed_";

/* clang-format off */
/* Which series a figure has points of: as reference.csv names them, LAW for all that begin so. */
static const struct {
    const char *chart, *series[8];
} POINTS[] = {
    {"fan", {"formal_mean", "practice_mean", "formal_cv", "practice_cv"}},
    {"practice", {"sme_mean", "enterprise_mean", "administration_mean", "people_mean",
                  "sme_cv", "enterprise_cv", "administration_cv", "people_cv"}},
    {"transposition", {LAW}},
};
/* clang-format on */

enum { N_POINTS = sizeof POINTS / sizeof POINTS[0], MOST_SERIES = 8 };

/* A figure of the Union, of the figure's series and dates. */
static bool
drawn(const cgap_report_source *source, const cgap_csv *csv, size_t row, const char *series)
{
    const char *name = cgap_turned_text(csv, row, "series");
    double time = cgap_turned_number(csv, row, "time");
    bool same = series == LAW ? strncmp(name, LAW, sizeof LAW - 1) == 0 : strcmp(name, series) == 0;

    return same && cgap_turned_text(csv, row, "member")[0] == '\0' && time >= source->start - 0.5 &&
           time <= source->end;
}

/* "formal gap, standard deviation / mean", "NIS2 directive, members" */
static void
put_series(cgap_page *page, const char *series)
{
    const cgap_measure_words *words = cgap_words_of(series);
    bool law = strncmp(series, LAW, sizeof LAW - 1) == 0;
    cgap_text_key known =
        law ? cgap_text_find("INSTRUMENT_", series + sizeof LAW - 1) : CGAP_N_TEXT;

    cgap_page_open(page, "th", "scope", "row", NULL);
    if (law) {
        cgap_page_text(page, known == CGAP_N_TEXT ? series + sizeof LAW - 1
                                                  : cgap_page_words(page, known));
    } else {
        cgap_page_text(page, words == NULL ? series : cgap_page_words(page, words->words));
    }
    if (words != NULL) {
        cgap_page_text(page, ", ");
        cgap_page_text(page, cgap_page_words(page, words->unit));
    }
    cgap_page_close(page);
}

static void
put_point(cgap_page *page, const cgap_csv *csv, size_t row)
{
    const char *series = cgap_turned_text(csv, row, "series");
    const cgap_measure_words *words = cgap_words_of(series);
    cgap_style style = words == NULL ? CGAP_STYLE_INDEX : words->style;
    double value = cgap_turned_number(csv, row, "value");
    char date[CGAP_WORDS_SIZE], number[CGAP_WORDS_SIZE];

    cgap_page_open(page, "tr", NULL);
    put_series(page, series);
    (void) cgap_date_words(page->language, cgap_turned_number(csv, row, "time"), date);
    cgap_cell_text(page, date);
    cgap_page_open(page, "td", "class", "number", "data-sort", cgap_turned_text(csv, row, "value"),
                   NULL);
    if (style == CGAP_STYLE_COUNT) { /* what was counted is whole */
        (void) cgap_decimal_words(page->language, value, 0, false, number);
    } else {
        cgap_number_words(page->language, value, style, 0, false, number);
    }
    cgap_page_element(page, "b", number);
    cgap_page_close(page);
    cgap_cell_text(page, cgap_turned_text(csv, row, "source"));
    cgap_page_close(page);
}

static void
put_points(cgap_page *page, const cgap_report_source *source, const cgap_csv *csv,
           const char *const *series)
{
    bool open = false;

    for (size_t k = 0; k < MOST_SERIES && series[k] != NULL; k++) {
        for (size_t r = 0; r < csv->n_row; r++) {
            if (!drawn(source, csv, r, series[k])) {
                continue;
            }
            if (!open) {
                cgap_table_open(page, cgap_page_words(page, CGAP_T_BEHIND_PUBLISHED), false);
                cgap_table_head(page, cgap_page_words(page, CGAP_T_MEASURE), NULL);
                cgap_table_head(page, cgap_page_words(page, CGAP_T_PUBLISHED_FOR), NULL);
                cgap_table_head(page, cgap_page_words(page, CGAP_T_VALUE), NULL);
                cgap_table_head(page, cgap_page_words(page, CGAP_T_SOURCE), NULL);
                cgap_table_body(page);
                open = true;
            }
            put_point(page, csv, r);
        }
    }
    if (open) {
        cgap_table_close(page);
    }
}

void
cgap_published_behind(cgap_page *page, const cgap_report_source *source, const char *chart)
{
    cgap_csv csv;

    for (size_t k = 0; k < N_POINTS; k++) {
        if (strcmp(POINTS[k].chart, chart) == 0 &&
            cgap_turned_read(&csv, source->folder, "reference", NULL) == CGAP_OK) {
            put_points(page, source, &csv, POINTS[k].series);
            cgap_csv_free(&csv);
        }
    }
}
