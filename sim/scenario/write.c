/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The canonical file: the keys of places.c in groups and lists. It names no base, so it holds all
 * of a scenario; its data folder and matrix are spelt so that they are found from any folder
 * (folder.h), and its members are listed one by one.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "places.h"
#include "reading.h"

enum { DEEPEST = 5, COMMENT_COLUMN = 46 };

/* What is open at the end of the text so far: words of the key down to the innermost group. */
typedef struct writer {
    cgap_growing out;
    char open[DEEPEST][64];
    size_t depth;
    bool list;  /* the outermost word is a list of items, the second its item */
    bool first; /* no item of the list was written yet */
} writer;

static void
indent(writer *self)
{
    cgap_growing_add(&self->out, "%*s", (int) (2 * self->depth), "");
}

static void
close_to(writer *self, size_t depth)
{
    while (self->depth > depth) {
        self->depth--;
        indent(self);
        if (self->list && self->depth == 1) {
            cgap_growing_add(&self->out, "}"); /* a comma follows if another item does */
        } else if (self->list && self->depth == 0) {
            cgap_growing_add(&self->out, ");\n");
            self->list = false;
        } else {
            cgap_growing_add(&self->out, "};\n");
        }
        if (self->list && self->depth == 1 && depth == 0) {
            cgap_growing_add(&self->out, "\n");
        }
    }
}

static void
open_word(writer *self, const char *word, size_t length, bool is_list)
{
    if (self->list && self->depth == 1) {
        cgap_growing_add(&self->out, "%s", self->first ? "" : ",\n");
        self->first = false;
        indent(self);
        cgap_growing_add(&self->out, "{\n");
    } else {
        cgap_growing_add(&self->out, "%s", self->depth == 0 ? "\n" : "");
        indent(self);
        cgap_growing_add(&self->out, "%.*s = %s\n", (int) length, word, is_list ? "(" : "{");
        self->list = self->list || is_list;
        self->first = self->first || is_list;
    }
    (void) snprintf(self->open[self->depth], sizeof self->open[0], "%.*s", (int) length, word);
    self->depth++;
}

/* Closes and opens groups until the key's own group is the innermost; returns its last word. */
static const char *
move_to(writer *self, const cgap_place *place)
{
    bool is_list = strchr(place->row->key, '*') != NULL && strncmp(place->key, "levers", 6) != 0;
    const char *word = place->key, *dot;
    size_t same = 0;

    while ((dot = strchr(word, '.')) != NULL && same < self->depth &&
           strlen(self->open[same]) == (size_t) (dot - word) &&
           strncmp(self->open[same], word, (size_t) (dot - word)) == 0) {
        same++;
        word = dot + 1;
    }
    close_to(self, same);
    for (; dot != NULL; dot = strchr(word, '.')) {
        open_word(self, word, (size_t) (dot - word), is_list && self->depth == 0);
        word = dot + 1;
    }
    return word;
}

/* Meaning and unit once per row, not once per list item. */
static void
comment(writer *self, const cgap_place *place, size_t line_start)
{
    const cgap_parameter *row = place->row;
    size_t width = self->out.n - line_start;

    if (place->item > 0 || place->object == NULL || self->out.failed) {
        return;
    }
    cgap_growing_add(&self->out, "%*s# %s",
                     width < COMMENT_COLUMN ? (int) (COMMENT_COLUMN - width) : 1, "", row->name);
    if (row->symbol[0] != '\0') {
        cgap_growing_add(&self->out, ", %s", row->symbol);
    }
    if (row->unit[0] != '\0') {
        cgap_growing_add(&self->out, " [%s]", row->unit);
    }
    if (strcmp(row->kind, "") != 0) {
        cgap_growing_add(&self->out, ", %s", row->kind);
    }
}

cgap_status
cgap_scenario_write(const cgap_scenario *self, char **out, cgap_error *err)
{
    writer w = {{NULL, 0, 0, false}, {{0}}, 0, false, false};
    cgap_places places = cgap_places_of(self);
    char *text;

    cgap_growing_add(&w.out,
                     "# Complete scenario: every key with its value, meaning [unit] and kind.\n"
                     "# Sources and ranges: cgap list parameters.\n"
                     "format = 1;\n");
    for (size_t k = 0; k < places.n; k++) {
        const char *word = move_to(&w, &places.at[k]);
        size_t line_start = w.out.n;

        indent(&w);
        cgap_growing_add(&w.out, "%s = %s;", word, places.at[k].value);
        comment(&w, &places.at[k], line_start);
        cgap_growing_add(&w.out, "\n");
    }
    close_to(&w, 0);
    w.out.failed = w.out.failed || places.failed;
    cgap_places_free(&places);
    text = cgap_growing_take(&w.out);
    if (text == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory while writing the scenario '%s'",
                               self->name);
    }
    *out = text;
    return CGAP_OK;
}
