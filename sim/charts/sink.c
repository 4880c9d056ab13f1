/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sink.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/number.h"

void
cgap_sink_free(cgap_sink *self)
{
    free(self->text);
    memset(self, 0, sizeof *self);
}

static bool
make_room(cgap_sink *self, size_t more)
{
    if (self->capacity - self->used <= more) {
        size_t capacity = 2 * self->capacity + more + 256;
        char *grown = self->failed ? NULL : realloc(self->text, capacity);

        if (grown == NULL) {
            self->failed = true;
            return false;
        }
        self->text = grown;
        self->capacity = capacity;
    }
    return true;
}

void
cgap_sink_bytes(cgap_sink *self, const char *bytes, size_t n)
{
    if (make_room(self, n)) {
        memcpy(self->text + self->used, bytes, n);
        self->used += n;
        self->text[self->used] = '\0';
    }
}

void
cgap_sink_add(cgap_sink *self, const char *format, ...)
{
    va_list args, again;
    int length;

    va_start(args, format);
    va_copy(again, args);
    length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length < 0) {
        self->failed = true;
    } else if (make_room(self, (size_t) length)) {
        (void) vsnprintf(self->text + self->used, (size_t) length + 1, format, again);
        self->used += (size_t) length;
    }
    va_end(again);
}

void
cgap_sink_number(cgap_sink *self, double value)
{
    char text[CGAP_NUMBER_SIZE];

    if (isfinite(value)) {
        cgap_sink_bytes(self, text, cgap_number_format(value, text));
    } else {
        cgap_sink_bytes(self, "NaN", 3);
    }
}

void
cgap_sink_quoted(cgap_sink *self, const char *text)
{
    cgap_sink_bytes(self, "'", 1);
    for (; *text != '\0'; text++) {
        if (*text == '\'') {
            cgap_sink_add(self, "'.\"\\047\".'");
        } else {
            cgap_sink_bytes(self, text, 1);
        }
    }
    cgap_sink_bytes(self, "'", 1);
}

void
cgap_sink_xml(cgap_sink *self, const char *text)
{
    for (; *text != '\0'; text++) {
        switch (*text) {
        case '&':
            cgap_sink_bytes(self, "&amp;", 5);
            break;
        case '<':
            cgap_sink_bytes(self, "&lt;", 4);
            break;
        case '>':
            cgap_sink_bytes(self, "&gt;", 4);
            break;
        default:
            cgap_sink_bytes(self, text, 1);
        }
    }
}
