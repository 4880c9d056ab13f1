/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "growing.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "cgap/memory.h"

static bool
make_room(cgap_growing *self, size_t n)
{
    size_t capacity = self->capacity == 0 ? 256 : self->capacity;
    char *grown;

    while (capacity < self->n + n + 1) {
        capacity *= 2;
    }
    if (capacity == self->capacity) {
        return true;
    }
    grown = realloc(self->text, capacity);
    if (grown == NULL) {
        self->failed = true;
        return false;
    }
    self->text = grown;
    self->capacity = capacity;
    return true;
}

void
cgap_growing_add(cgap_growing *self, const char *format, ...)
{
    va_list args, again;
    int length;

    va_start(args, format);
    va_copy(again, args);
    length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length < 0) {
        self->failed = true;
    } else if (!self->failed && make_room(self, (size_t) length)) {
        (void) vsnprintf(self->text + self->n, (size_t) length + 1, format, again);
        self->n += (size_t) length;
    }
    va_end(again);
}

void
cgap_growing_quote(cgap_growing *self, const char *text)
{
    cgap_growing_add(self, "\"");
    for (const char *c = text; *c != '\0'; c++) {
        unsigned char byte = (unsigned char) *c;

        if (byte == '"' || byte == '\\') {
            cgap_growing_add(self, "\\%c", *c);
        } else if (byte == '\n') {
            cgap_growing_add(self, "\\n");
        } else if (byte < 0x20 || byte == 0x7f) {
            cgap_growing_add(self, "\\x%02X", byte);
        } else {
            cgap_growing_add(self, "%c", *c);
        }
    }
    cgap_growing_add(self, "\"");
}

char *
cgap_growing_take(cgap_growing *self)
{
    char *text = self->text;

    if (self->failed) {
        cgap_growing_free(self);
        return NULL;
    }
    *self = (cgap_growing){NULL, 0, 0, false};
    return text != NULL ? text : cgap_text_copy("");
}

void
cgap_growing_free(cgap_growing *self)
{
    free(self->text);
    *self = (cgap_growing){NULL, 0, 0, false};
}
