/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values a drawing tells under the pointer, as a table for those who have none. */
#include <stdlib.h>
#include <string.h>

#include "cells.h"
#include "svg.h"

/* The next place that carries a title, NULL when there is none. */
static const char *
next_value(const char *at)
{
    static const char rect[] = "<rect", title[] = "><title>";

    for (at = strstr(at, rect); at != NULL; at = strstr(at + 1, rect)) {
        const char *end = strchr(at, '>');

        if (end != NULL && strncmp(end, title, sizeof title - 1) == 0) {
            return end + 1;
        }
    }
    return NULL;
}

bool
cgap_svg_values(cgap_page *page, const char *text)
{
    const char *at = next_value(text);

    if (at == NULL) {
        return false;
    }
    cgap_table_open(page, cgap_page_words(page, CGAP_T_NUMBERS_BEHIND), false);
    cgap_table_head(page, cgap_page_words(page, CGAP_T_VALUE), NULL);
    cgap_table_body(page);
    for (; at != NULL; at = next_value(at)) {
        char *value = cgap_svg_said(at, "title");

        cgap_page_open(page, "tr", NULL);
        cgap_cell_row(page, value == NULL ? "" : value);
        cgap_page_close(page);
        page->failed = page->failed || value == NULL;
        free(value);
    }
    cgap_table_close(page);
    return true;
}
