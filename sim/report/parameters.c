/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole parameter table: value, range, and whether it is evidence or assumption. */
#include <math.h>
#include <string.h>

#include "cgap/number.h"

#include "cells.h"
#include "differ.h"
#include "provenance.h"
#include "sections.h"

static void
put_range(cgap_page *page, const cgap_parameter *row)
{
    char low[CGAP_NUMBER_SIZE], high[CGAP_NUMBER_SIZE];

    cgap_page_open(page, "td", NULL);
    if (isfinite(row->low) && isfinite(row->high)) {
        cgap_written_out(row->low, low);
        cgap_written_out(row->high, high);
        cgap_page_say(page, CGAP_T_RANGE, low, high, NULL);
    }
    cgap_page_text(page, row->distribution[0] == '\0' || !isfinite(row->low) ? "" : ", ");
    cgap_page_text(page, row->distribution);
    cgap_page_close(page);
}

/* The value of the baseline, and of the scenarios that differ. */
static void
put_value(cgap_page *page, const cgap_report_source *source, const char *key)
{
    const char *value = cgap_settings_find(&source->scenario[source->baseline].settings, key);

    cgap_page_open(page, "td", NULL);
    if (strchr(key, '*') != NULL) {
        cgap_page_said(page, "small", CGAP_T_SEE_SCENARIOS, NULL);
    } else {
        cgap_page_text(page, value == NULL ? "" : value);
    }
    cgap_put_other_values(page, source, key);
    cgap_page_close(page);
}

static void
put_row(cgap_page *page, const cgap_report_source *source, const cgap_parameter *row)
{
    cgap_page_open(page, "tr", NULL);
    cgap_page_open(page, "th", "scope", "row", NULL);
    cgap_page_format(page, "%s ", row->name);
    cgap_page_element(page, "code", row->key);
    cgap_page_close(page);
    cgap_cell_text(page, row->symbol);
    put_value(page, source, row->key);
    cgap_cell_text(page, strcmp(row->unit, "1") == 0 ? "" : row->unit);
    put_range(page, row);
    cgap_cell_word(page, row->kind);
    cgap_cell_text(page, row->source);
    cgap_page_close(page);
}

void
cgap_section_parameters(cgap_page *page, const cgap_report_source *source)
{
    static const cgap_text_key heads[] = {CGAP_T_PARAMETER, CGAP_T_SYMBOL,          CGAP_T_VALUE,
                                          CGAP_T_UNIT,      CGAP_T_PLAUSIBLE_RANGE, CGAP_T_KIND,
                                          CGAP_T_SOURCE};
    char count[2][CGAP_NUMBER_WORDS];
    size_t n, evidence = 0, assumption = 0;
    const cgap_parameter *row = cgap_parameter_table(&n);

    for (size_t k = 0; k < n; k++) {
        evidence += strcmp(row[k].kind, "evidence") == 0;
        assumption += strcmp(row[k].kind, "assumption") == 0;
    }
    cgap_page_open(page, "section", "id", "parameters", NULL);
    cgap_page_said(page, "h2", CGAP_T_PARAMETERS, NULL);
    cgap_page_said(page, "p", CGAP_T_PARAMETERS_ABOUT,
                   cgap_count_words(page->language, evidence, count[0]),
                   cgap_count_words(page->language, assumption, count[1]), NULL);
    cgap_page_open(page, "details", "class", "full", NULL);
    cgap_page_said(page, "summary", CGAP_T_PARAMETERS_EVERY, NULL);
    cgap_table_open(page, cgap_page_words(page, CGAP_T_PARAMETERS), true);
    for (size_t h = 0; h < sizeof heads / sizeof heads[0]; h++) {
        cgap_table_head(page, cgap_page_words(page, heads[h]), NULL);
    }
    cgap_table_body(page);
    for (size_t k = 0; k < n; k++) {
        if (row[k].kind[0] != '\0') {
            put_row(page, source, &row[k]);
        }
    }
    cgap_table_close(page);
    cgap_page_close(page);
    cgap_page_close(page);
}
