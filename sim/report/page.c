/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
cgap_page_free(cgap_page *self)
{
    free(self->text);
    *self = (cgap_page) CGAP_PAGE_INIT;
}

void
cgap_page_trusted(cgap_page *self, const char *bytes, size_t n)
{
    if (self->failed) {
        return;
    }
    if (self->capacity - self->used < n + 1) {
        size_t capacity = 2 * (self->used + n) + 4096;
        char *grown = realloc(self->text, capacity);

        if (grown == NULL) {
            self->failed = true;
            return;
        }
        self->text = grown;
        self->capacity = capacity;
    }
    memcpy(self->text + self->used, bytes, n);
    self->used += n;
    self->text[self->used] = '\0';
}

static void
add(cgap_page *self, const char *text)
{
    cgap_page_trusted(self, text, strlen(text));
}

static bool
continues(unsigned char byte)
{
    return (byte & 0xC0U) == 0x80U;
}

/* Length of the well-formed UTF-8 sequence at @p s, 0 when there is none (overlong forms,
 * surrogates and what lies beyond U+10FFFF are not well formed). */
static size_t
sequence(const unsigned char *s)
{
    if (s[0] < 0x80U) {
        return 1;
    }
    if (s[0] >= 0xC2U && s[0] <= 0xDFU) {
        return continues(s[1]) ? 2 : 0;
    }
    if (s[0] >= 0xE0U && s[0] <= 0xEFU) {
        bool fits =
            continues(s[1]) && !(s[0] == 0xE0U && s[1] < 0xA0U) && !(s[0] == 0xEDU && s[1] > 0x9FU);

        return fits && continues(s[2]) ? 3 : 0;
    }
    if (s[0] >= 0xF0U && s[0] <= 0xF4U) {
        bool fits =
            continues(s[1]) && !(s[0] == 0xF0U && s[1] < 0x90U) && !(s[0] == 0xF4U && s[1] > 0x8FU);

        return fits && continues(s[2]) && continues(s[3]) ? 4 : 0;
    }
    return 0;
}

/* True for characters HTML does not want: C0 and C1 controls but for tab and line feed, and the
 * marks that turn the direction of what follows. */
static bool
unwanted(const unsigned char *s, size_t length)
{
    if (length == 1) {
        return (s[0] < 0x20U && s[0] != '\t' && s[0] != '\n') || s[0] == 0x7FU;
    }
    if (length == 2) {
        return s[0] == 0xC2U && s[1] < 0xA0U;
    }
    return length == 3 && s[0] == 0xE2U &&
           ((s[1] == 0x80U && s[2] >= 0xAAU && s[2] <= 0xAEU) ||
            (s[1] == 0x81U && s[2] >= 0xA6U && s[2] <= 0xA9U));
}

static const char *
entity(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void
cgap_page_text(cgap_page *self, const char *text)
{
    const char *plain = text; /* what is not written yet and needs no change */

    while (*text != '\0') {
        size_t length = sequence((const unsigned char *) text);
        const char *instead = length == 1 ? entity(*text) : length == 0 ? "\xEF\xBF\xBD" : NULL;

        if (length > 0 && unwanted((const unsigned char *) text, length)) {
            instead = "";
        }
        if (instead != NULL) {
            cgap_page_trusted(self, plain, (size_t) (text - plain));
            add(self, instead);
        }
        text += length == 0 ? 1 : length;
        plain = instead != NULL ? text : plain;
    }
    cgap_page_trusted(self, plain, (size_t) (text - plain));
}

void
cgap_page_attribute(cgap_page *self, const char *name, const char *value)
{
    add(self, " ");
    add(self, name);
    add(self, "=\"");
    cgap_page_text(self, value);
    add(self, "\"");
}

static void
begin_tag(cgap_page *self, const char *name, va_list pairs)
{
    const char *attribute;

    add(self, "<");
    add(self, name);
    while ((attribute = va_arg(pairs, const char *)) != NULL) {
        const char *value = va_arg(pairs, const char *);

        if (value != NULL) {
            cgap_page_attribute(self, attribute, value);
        }
    }
    add(self, ">");
}

void
cgap_page_open(cgap_page *self, const char *name, ...)
{
    va_list pairs;

    va_start(pairs, name);
    begin_tag(self, name, pairs);
    va_end(pairs);
    if (self->depth == CGAP_PAGE_DEPTH) {
        self->failed = true;
    } else {
        self->open[self->depth++] = name;
    }
}

void
cgap_page_void(cgap_page *self, const char *name, ...)
{
    va_list pairs;

    va_start(pairs, name);
    begin_tag(self, name, pairs);
    va_end(pairs);
}

/* Elements after which a new line keeps the source readable. */
static bool
ends_line(const char *name)
{
    static const char *const inside[] = {"a",  "code", "em",     "small", "span",
                                         "th", "td",   "strong", "b",     NULL};
    size_t k = 0;

    while (inside[k] != NULL && strcmp(inside[k], name) != 0) {
        k++;
    }
    return inside[k] == NULL;
}

void
cgap_page_close(cgap_page *self)
{
    const char *name;

    if (self->depth == 0) {
        self->failed = true;
        return;
    }
    name = self->open[--self->depth];
    add(self, "</");
    add(self, name);
    add(self, ends_line(name) ? ">\n" : ">");
}

static void
format_list(cgap_page *self, const char *format, va_list list)
{
    char brief[512], *text = brief;
    va_list again;
    int length;

    va_copy(again, list);
    length = vsnprintf(brief, sizeof brief, format, list);
    if (length >= (int) sizeof brief) {
        text = malloc((size_t) length + 1);
        if (text != NULL) {
            length = vsnprintf(text, (size_t) length + 1, format, again);
        }
    }
    va_end(again);
    if (length < 0 || text == NULL) {
        self->failed = true;
    } else {
        cgap_page_text(self, text);
    }
    if (text != brief) {
        free(text);
    }
}

void
cgap_page_format(cgap_page *self, const char *format, ...)
{
    va_list list;

    va_start(list, format);
    format_list(self, format, list);
    va_end(list);
}

/* A piece of a text, which is not terminated. */
static void
put_piece(cgap_page *self, const cgap_text_piece *piece)
{
    char part[128];

    for (size_t done = 0; done < piece->length;) {
        size_t n = piece->length - done < sizeof part - 1 ? piece->length - done : sizeof part - 1;

        while (done + n < piece->length && continues((unsigned char) piece->text[done + n])) {
            n--;
        }
        memcpy(part, piece->text + done, n);
        part[n] = '\0';
        cgap_page_text(self, part);
        done += n;
    }
}

static void
say_list(cgap_page *self, cgap_text_key key, va_list list)
{
    const char *argument[CGAP_MOST_PLACES] = {NULL}, *one;
    const char *at = cgap_text_of(self->language, key);
    cgap_text_piece piece;
    int n = 0;

    while ((one = va_arg(list, const char *)) != NULL) {
        if (n < CGAP_MOST_PLACES) {
            argument[n++] = one;
        }
    }
    while (cgap_text_next(&at, &piece)) {
        one = piece.place < 0 ? NULL : argument[piece.place];
        if (piece.place < 0) {
            put_piece(self, &piece);
        } else if (one != NULL && piece.strong) {
            cgap_page_element(self, "strong", one);
        } else if (one != NULL) {
            cgap_page_text(self, one);
        }
    }
}

void
cgap_page_say(cgap_page *self, cgap_text_key key, ...)
{
    va_list list;

    va_start(list, key);
    say_list(self, key, list);
    va_end(list);
}

void
cgap_page_said(cgap_page *self, const char *name, cgap_text_key key, ...)
{
    va_list list;

    cgap_page_open(self, name, NULL);
    va_start(list, key);
    say_list(self, key, list);
    va_end(list);
    cgap_page_close(self);
}

const char *
cgap_page_words(const cgap_page *self, cgap_text_key key)
{
    return cgap_text_of(self->language, key);
}

void
cgap_page_element(cgap_page *self, const char *name, const char *text)
{
    cgap_page_open(self, name, NULL);
    cgap_page_text(self, text);
    cgap_page_close(self);
}

cgap_status
cgap_page_finish(const cgap_page *self, cgap_error *err)
{
    if (self->failed) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for the report");
    }
    return self->depth == 0 ? CGAP_OK
                            : cgap_error_fail(err, CGAP_E_ARGUMENT, "the report leaves <%s> open",
                                              self->open[self->depth - 1]);
}
