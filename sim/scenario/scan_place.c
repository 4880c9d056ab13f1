/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan_place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
cgap_scan_place_init(cgap_scan_place *self)
{
    memset(self, 0, sizeof *self);
    self->level[0].mark = '{';
}

void
cgap_scan_place_free(cgap_scan_place *self)
{
    free(self->name);
    self->name = NULL;
}

cgap_scan_level *
cgap_scan_place_at(cgap_scan_place *self)
{
    return &self->level[self->depth];
}

bool
cgap_scan_place_in_list(const cgap_scan_place *self)
{
    return self->level[self->depth].mark != '{';
}

void
cgap_scan_place_entry(cgap_scan_place *self)
{
    self->level[self->depth].element++;
}

bool
cgap_scan_place_open(cgap_scan_place *self, char *bracket)
{
    cgap_scan_level *level;

    if (self->depth == CGAP_SCAN_DEPTH) {
        return false;
    }
    self->level[self->depth].nested = true;
    level = &self->level[++self->depth];
    memset(level, 0, sizeof *level);
    level->mark = *bracket;
    level->bracket = bracket;
    level->element = 1;
    level->first_name = self->n;
    return true;
}

void
cgap_scan_place_close(cgap_scan_place *self, char *bracket)
{
    const cgap_scan_level *level = &self->level[self->depth];

    if (self->depth == 0) {
        return;
    }
    if (level->mark == '[' && *bracket == ']' && !level->nested) {
        *level->bracket = '(';
        *bracket = ')';
    }
    self->n = level->first_name;
    self->depth--;
}

bool
cgap_scan_place_setting(cgap_scan_place *self, cgap_scan_word name, int *first)
{
    cgap_scan_level *level = &self->level[self->depth];

    *first = 0;
    level->key = name;
    for (size_t k = level->first_name; k < self->n; k++) {
        if (self->name[k].length == name.length &&
            memcmp(self->name[k].text, name.text, name.length) == 0) {
            *first = self->name[k].line;
            return true;
        }
    }
    if (self->n == self->capacity) {
        size_t capacity = self->capacity == 0 ? 64 : 2 * self->capacity;
        cgap_scan_word *grown = realloc(self->name, capacity * sizeof *grown);

        if (grown == NULL) {
            return false;
        }
        self->name = grown;
        self->capacity = capacity;
    }
    self->name[self->n++] = name;
    return true;
}

void
cgap_scan_place_text(cgap_scan_place *self, char *text, size_t length)
{
    cgap_scan_level *level = &self->level[self->depth];

    if (level->mark == '{' && level->called.text == NULL && level->key.length == 4 &&
        memcmp(level->key.text, "name", 4) == 0) {
        level->called = (cgap_scan_word){text, length, 0};
    }
}

void
cgap_scan_place_key(const cgap_scan_place *self, char *out, size_t size)
{
    size_t n = 0;

    out[0] = '\0';
    for (size_t d = 0; d <= self->depth && n < size; d++) {
        const cgap_scan_level *level = &self->level[d], *entry = level + 1;
        int length = 0;

        if (level->mark == '{') {
            length = snprintf(out + n, size - n, "%s%.*s", d > 0 ? "." : "",
                              (int) level->key.length, level->key.text);
        } else if (d < self->depth && entry->mark == '{' && entry->called.length > 0) {
            length = snprintf(out + n, size - n, ".%.*s",
                              entry->called.length > 48 ? 48 : (int) entry->called.length,
                              entry->called.text);
        } else if (d < self->depth) {
            length = snprintf(out + n, size - n, "[%zu]", level->element);
        }
        n += length > 0 ? (size_t) length : 0;
    }
}
