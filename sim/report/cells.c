/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cells.h"

#include <math.h>
#include <string.h>

#include "cgap/number.h"

void
cgap_table_open(cgap_page *page, const char *caption, bool sortable)
{
    cgap_page_open(page, "div", "class", "scroll", "role", "region", "aria-label", caption,
                   "tabindex", "0", NULL);
    cgap_page_open(page, "table", "class", sortable ? "sortable" : NULL, NULL);
    cgap_page_element(page, "caption", caption);
    cgap_page_open(page, "thead", NULL);
    cgap_page_open(page, "tr", NULL);
}

void
cgap_table_head(cgap_page *page, const char *text, const char *unit)
{
    cgap_page_open(page, "th", "scope", "col", NULL);
    cgap_page_element(page, "span", text);
    if (unit != NULL && unit[0] != '\0') {
        cgap_page_text(page, " ");
        cgap_page_element(page, "small", unit);
    }
    cgap_page_close(page);
}

void
cgap_table_body(cgap_page *page)
{
    cgap_page_close(page);
    cgap_page_close(page);
    cgap_page_open(page, "tbody", NULL);
}

void
cgap_table_close(cgap_page *page)
{
    cgap_page_close(page);
    cgap_page_close(page);
    cgap_page_close(page);
}

void
cgap_cell_row(cgap_page *page, const char *text)
{
    cgap_page_open(page, "th", "scope", "row", NULL);
    cgap_page_text(page, text);
    cgap_page_close(page);
}

void
cgap_cell_text(cgap_page *page, const char *text)
{
    cgap_page_element(page, "td", text);
}

void
cgap_cell_word(cgap_page *page, const char *word)
{
    char words[CGAP_WORDS_SIZE];

    cgap_table_word(page->language, word, words);
    cgap_page_element(page, "td", words);
}

void
cgap_cell_code(cgap_page *page, const char *text)
{
    cgap_page_open(page, "td", NULL);
    cgap_page_element(page, "code", text);
    cgap_page_close(page);
}

void
cgap_cell_interval(cgap_page *page, double value, double low, double high, cgap_style style,
                   bool signs)
{
    bool clear = !isfinite(low) || !isfinite(high) || low > 0.0 || high < 0.0;
    int more = signs && clear ? cgap_digits_of_interval(value, low, high, style) : 0;
    char words[CGAP_WORDS_SIZE], end[CGAP_WORDS_SIZE], sort[CGAP_NUMBER_SIZE];

    if (isfinite(value)) {
        (void) cgap_number_format(value, sort);
    }
    cgap_page_open(page, "td", "class", "number", "data-sort", isfinite(value) ? sort : NULL, NULL);
    cgap_number_words(page->language, value, style, more, signs, words);
    cgap_page_element(page, "b", words);
    cgap_number_words(page->language, low, style, more, false, words);
    cgap_number_words(page->language, high, style, more, false, end);
    if (isfinite(low) && isfinite(high) && strcmp(words, end) != 0) {
        cgap_page_text(page, " ");
        cgap_page_open(page, "small", NULL);
        cgap_page_say(page, CGAP_T_RANGE, words, end, NULL);
        cgap_page_close(page);
    }
    cgap_page_close(page);
}
