/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Key of the strategies: figures name them in a word, the text by their titles. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "sections.h"

enum { COLOUR_SIZE = 8 }; /* "#RRGGBB" */

/* Colour number @p k (from 0) of those in quotes behind @p name in style.gp; "" when there is none.
 * The file is gnuplot's; a user may have changed it. */
static const char *
colour_of(const char *style, const char *name, size_t k, char *out)
{
    const char *at = strstr(style, name);

    out[0] = '\0';
    for (size_t quoted = 0; at != NULL; quoted++) {
        at = strchr(at, '"');
        if (at == NULL || strspn(at + 1, "#0123456789abcdefABCDEF") != COLOUR_SIZE - 1 ||
            at[COLOUR_SIZE] != '"') {
            return out;
        }
        if (quoted == k) {
            memcpy(out, at + 1, COLOUR_SIZE - 1);
            out[COLOUR_SIZE - 1] = '\0';
            return out;
        }
        at += COLOUR_SIZE + 1;
    }
    return out;
}

/* As on figures: the baseline is grey, the others have theirs in the order of their names. */
static const char *
scenario_colour(const cgap_report_source *source, size_t s, const char *style, char *out)
{
    enum { N_COLOUR = 11 };
    size_t rank = 0;

    if (s == source->baseline) {
        return colour_of(style, "\nbaseline_colour", 0, out);
    }
    for (size_t other = 0; other < source->n_scenario; other++) {
        rank += other != source->baseline &&
                strcmp(source->scenario[other].name, source->scenario[s].name) < 0;
    }
    return colour_of(style, "\narray scenario_colour", rank % N_COLOUR, out);
}

static void
put_one(cgap_page *page, const cgap_report_source *source, size_t s, const char *style)
{
    const cgap_report_scenario *one = &source->scenario[s];
    char colour[COLOUR_SIZE], look[40];

    (void) snprintf(look, sizeof look, "background:%s", scenario_colour(source, s, style, colour));
    cgap_page_open(page, "li", NULL);
    cgap_page_open(page, "span", "class", "swatch", "style", colour[0] == '\0' ? NULL : look, NULL);
    cgap_page_close(page);
    cgap_page_text(page, " ");
    cgap_page_element(page, "code", one->name);
    if (strcmp(one->title, one->name) != 0) {
        cgap_page_text(page, " \xE2\x80\x93 ");
        cgap_page_text(page, one->title);
    }
    if (s == source->baseline) {
        cgap_page_text(page, " (");
        cgap_page_say(page, CGAP_T_BASELINE, NULL);
        cgap_page_text(page, ")");
    }
    cgap_page_close(page);
}

cgap_status
cgap_section_key(cgap_page *page, const cgap_report_source *source, const char *plots,
                 cgap_error *err)
{
    char *style = NULL;
    cgap_status status = CGAP_OK;

    if (!source->several) {
        return CGAP_OK;
    }
    status = cgap_report_read_file(plots, "style.gp", &style, err);
    if (status == CGAP_OK) {
        cgap_page_open(page, "section", "id", "key", NULL);
        cgap_page_said(page, "h2", CGAP_T_KEY, NULL);
        cgap_page_said(page, "p", CGAP_T_KEY_ABOUT, NULL);
        cgap_page_open(page, "ul", "class", "key", NULL);
        for (size_t s = 0; s < source->n_scenario; s++) {
            put_one(page, source, s, style);
        }
        cgap_page_close(page);
        cgap_page_close(page);
    }
    free(style);
    return status;
}
