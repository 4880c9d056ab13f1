/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Further tables of a comparison as they stand in the folder, heads explained by columns.csv. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cgap/csv.h"
#include "cgap/memory.h"
#include "cgap/number.h"

#include "cells.h"
#include "sections.h"

enum { MOST_ROWS = 120 };

static const char *const FURTHER[][3] = {
    {"criteria", "Criteria", "What the strategies are judged by, at the horizon."},
    {"ranking", "Ranking", "How often each strategy has which rank."},
    {"dominance", "Dominance", "Who is at least as good by every criterion and better by one."},
    {"why", "Why", "What moves the difference, by mechanism."},
    {"shapley", "Parts of a package", "What each lever of a package adds, alone and together."},
    {"who", "Who gains, who loses", "Effect by member, group and beneficiary."},
    {"price", "Price", "Money of the Union, national compliance and avoided losses, apart."},
    {"when", "When", "Time until a target is met."},
    {"regret", "Regret", "How much each strategy leaves on the table when assumptions vary."},
};

/* Meaning of a column in columns.csv, or NULL. */
static const char *
meaning_of(const cgap_csv *columns, const char *table, const char *column)
{
    for (size_t r = 0; r < columns->n_row; r++) {
        if (columns->n_column >= 4 && strcmp(cgap_csv_text(columns, r, 0), table) == 0 &&
            strcmp(cgap_csv_text(columns, r, 1), column) == 0) {
            return cgap_csv_text(columns, r, 3);
        }
    }
    return NULL;
}

static void
put_cell(cgap_page *page, const char *text)
{
    double value;
    char brief[CGAP_NUMBER_SIZE];

    if (!cgap_number_parse(text, &value)) {
        cgap_cell_text(page, text);
        return;
    }
    (void) snprintf(brief, sizeof brief, "%.4g", value);
    cgap_page_open(page, "td", "class", "number", "data-sort", text, NULL);
    cgap_page_text(page, brief);
    cgap_page_close(page);
}

static void
put_table(cgap_page *page, const cgap_csv *csv, const cgap_csv *columns, const char *const *table)
{
    size_t n = csv->n_row < MOST_ROWS ? csv->n_row : MOST_ROWS;

    cgap_page_open(page, "details", "class", "full", NULL);
    cgap_page_open(page, "summary", NULL);
    cgap_page_format(page, "%s. %s", table[1], table[2]);
    cgap_page_close(page);
    if (n < csv->n_row) {
        cgap_page_paragraph(page, "The first %zu of %zu rows of %s.csv.", n, csv->n_row, table[0]);
    }
    cgap_table_open(page, table[1], true);
    for (size_t c = 0; c < csv->n_column; c++) {
        cgap_page_open(page, "th", "scope", "col", "title",
                       meaning_of(columns, table[0], csv->field[c]), NULL);
        cgap_page_element(page, "span", csv->field[c]);
        cgap_page_close(page);
    }
    cgap_table_body(page);
    for (size_t r = 0; r < n; r++) {
        cgap_page_open(page, "tr", NULL);
        for (size_t c = 0; c < csv->n_column; c++) {
            put_cell(page, cgap_csv_text(csv, r, c));
        }
        cgap_page_close(page);
    }
    cgap_table_close(page);
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

cgap_status
cgap_section_further(cgap_page *page, const cgap_report_source *source, cgap_error *err)
{
    cgap_csv columns;
    cgap_status status = read_if_there(&columns, source->folder, "columns", err);
    bool open = false;

    for (size_t k = 0; status == CGAP_OK && k < sizeof FURTHER / sizeof FURTHER[0]; k++) {
        cgap_csv csv;

        status = read_if_there(&csv, source->folder, FURTHER[k][0], err);
        if (status == CGAP_OK && csv.n_row > 0) {
            if (!open) {
                cgap_page_open(page, "section", "id", "further", NULL);
                cgap_page_element(page, "h2", "Further tables");
                open = true;
            }
            put_table(page, &csv, &columns, FURTHER[k]);
        }
        cgap_csv_free(&csv);
    }
    if (open) {
        cgap_page_close(page);
    }
    cgap_csv_free(&columns);
    return status;
}
