/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef struct scanner {
    cgap_scan *scan;
    const char *c; /* next character */
    int line;
    const char *file;
    cgap_diagnostics *diagnostics;
    char open[CGAP_SCAN_DEPTH]; /* brackets that are open */
    size_t depth;
    bool value; /* a value is due: after = or :, or anywhere in a list */
    bool text;  /* a text has just ended; another one right after it continues it */
    bool sound;
} scanner;

static void
complain(scanner *self, int line, const char *text)
{
    cgap_diagnostics_add(self->diagnostics, CGAP_ERROR, self->file, line, NULL, "%s", text);
    self->sound = false;
}

static void
skip_line(scanner *self)
{
    while (*self->c != '\0' && *self->c != '\n') {
        self->c++;
    }
}

static void
skip_comment(scanner *self)
{
    int begin = self->line;

    for (self->c += 2; *self->c != '\0'; self->c++) {
        if (self->c[0] == '*' && self->c[1] == '/') {
            self->c += 2;
            return;
        }
        self->line += *self->c == '\n';
    }
    complain(self, begin, "the comment that begins here with /* has no closing */");
}

static void
skip_quoted(scanner *self)
{
    int begin = self->line;

    if (!self->value && !self->text) {
        complain(self, begin,
                 "a text stands where no value belongs; look for a missing '=', ';' or "
                 "',' before it");
    }
    for (self->c++; *self->c != '\0'; self->c++) {
        if (*self->c == '"') {
            self->c++;
            self->value = false;
            self->text = true;
            return;
        }
        if (*self->c == '\\' && self->c[1] != '\0') {
            self->c++;
        }
        self->line += *self->c == '\n';
    }
    complain(self, begin, "the text that begins here has no closing quote");
}

static void
take_word(scanner *self)
{
    const char *begin = self->c;
    int length;

    while (isalnum((unsigned char) *self->c) || strchr("-_*", *self->c) != NULL) {
        if (*self->c == '\0') {
            break;
        }
        self->c++;
    }
    length = (int) (self->c - begin);
    if (!self->value || (length == 4 && strncasecmp(begin, "true", 4) == 0) ||
        (length == 5 && strncasecmp(begin, "false", 5) == 0)) {
        self->value = false;
        return;
    }
    self->sound = false;
    if ((length == 3 && strncasecmp(begin, "nan", 3) == 0) || strncasecmp(begin, "inf", 3) == 0) {
        cgap_diagnostics_add(self->diagnostics, CGAP_ERROR, self->file, self->line, NULL,
                             "'%.*s' is not a number a scenario can hold; write a finite one",
                             length, begin);
    } else {
        cgap_diagnostics_add(self->diagnostics, CGAP_ERROR, self->file, self->line, NULL,
                             "'%.*s' stands where a value belongs; a text needs double quotes",
                             length > 64 ? 64 : length, begin);
    }
    self->value = false;
}

static size_t
digits(const char *c)
{
    return strspn(c, "0123456789");
}

static size_t
exponent(const char *c)
{
    size_t sign = c[0] != '\0' && (c[1] == '+' || c[1] == '-');

    if (*c != 'e' && *c != 'E') {
        return 0;
    }
    return digits(c + 1 + sign) > 0 ? 1 + sign + digits(c + 1 + sign) : 0;
}

static size_t
suffix(const char *c)
{
    return c[0] != 'L' ? 0 : c[1] == 'L' ? 2 : 1;
}

/* Length of the number at c by the rules of the file format, 0 if there is none. */
static size_t
number_length(const char *c)
{
    const char *begin = c;
    size_t whole;

    if (c[0] == '0' && (c[1] == 'x' || c[1] == 'X') && isxdigit((unsigned char) c[2])) {
        size_t hex = strspn(c + 2, "0123456789abcdefABCDEF");

        return 2 + hex + suffix(c + 2 + hex);
    }
    c += *c == '+' || *c == '-';
    whole = digits(c);
    c += whole;
    if (*c == '.') {
        c += 1 + digits(c + 1);
        return (size_t) (c - begin) + exponent(c);
    }
    if (whole == 0) {
        return 0;
    }
    if (exponent(c) > 0) {
        return (size_t) (c - begin) + exponent(c);
    }
    return (size_t) (c - begin) + suffix(c);
}

static void
take_number(scanner *self)
{
    cgap_scan *scan = self->scan;
    size_t length = number_length(self->c);

    if (length == 0) { /* a lone sign: the parser calls it a syntax error */
        self->c++;
        return;
    }
    self->value = false;
    if (scan->n == scan->capacity) {
        size_t capacity = scan->capacity == 0 ? 64 : 2 * scan->capacity;
        cgap_literal *grown = realloc(scan->at, capacity * sizeof *grown);

        if (grown == NULL) {
            self->diagnostics->exhausted = true;
            self->sound = false;
            self->c += length;
            return;
        }
        scan->at = grown;
        scan->capacity = capacity;
    }
    scan->at[scan->n++] = (cgap_literal){self->c, length};
    self->c += length;
}

static bool
in_list(const scanner *self)
{
    return self->depth > 0 && self->open[self->depth - 1] != '{';
}

/* Returns false when the text is nested too deeply to go on. */
static bool
take_mark(scanner *self)
{
    char mark = *self->c++;

    if (strchr("{([", mark) != NULL) {
        if (self->depth == CGAP_SCAN_DEPTH) {
            complain(self, self->line, "brackets are nested too deeply; a scenario needs five");
            return false;
        }
        self->open[self->depth++] = mark;
        self->value = mark != '{';
    } else if (strchr("})]", mark) != NULL) {
        self->depth -= self->depth > 0;
        self->value = false;
    } else if (mark == '=' || mark == ':') {
        self->value = true;
    } else if (mark == ',') {
        self->value = in_list(self);
    } else if (mark == ';') {
        self->value = false;
    } else if (mark == '@') {
        complain(self, self->line,
                 "@include is not part of the scenario language; inherit with "
                 "base = \"other.cfg\";");
        skip_line(self);
    }
    return true;
}

/* Length of the UTF-8 character at c, 0 when there is none. Overlong forms, surrogates and what
 * lies beyond U+10FFFF are none (RFC 3629). */
static size_t
character(const unsigned char *c, size_t room)
{
    size_t length = c[0] < 0x80 ? 1 : c[0] < 0xc2 ? 0 : c[0] < 0xe0 ? 2 : c[0] < 0xf0 ? 3 : 4;

    if (length == 0 || length > room || c[0] > 0xf4) {
        return 0;
    }
    for (size_t k = 1; k < length; k++) {
        if ((c[k] & 0xc0) != 0x80) {
            return 0;
        }
    }
    if ((c[0] == 0xe0 && c[1] < 0xa0) || (c[0] == 0xed && c[1] > 0x9f) ||
        (c[0] == 0xf0 && c[1] < 0x90) || (c[0] == 0xf4 && c[1] > 0x8f)) {
        return 0;
    }
    return length;
}

size_t
cgap_scan_foreign(const char *text, size_t size)
{
    const unsigned char *c = (const unsigned char *) text;
    size_t at = 0;

    while (at < size) {
        size_t length = character(c + at, size - at);
        bool control =
            c[at] == 0 || c[at] == 0x7f || (c[at] < 0x20 && strchr("\t\n\r\f", c[at]) == NULL);

        if (length == 0 || control) {
            break;
        }
        at += length;
    }
    return at;
}

static bool
is_text(scanner *self, const char *text, size_t size)
{
    size_t foreign = cgap_scan_foreign(text, size);
    int line = 1;

    if (foreign == size) {
        return true;
    }
    for (size_t c = 0; c < foreign; c++) {
        line += text[c] == '\n';
    }
    complain(self, line,
             (unsigned char) text[foreign] < 0x80
                 ? "a control character stands here; a scenario is a text file"
                 : "the letters here are not in UTF-8; save the file as UTF-8 text");
    return false;
}

/* Returns false when the text cannot be scanned any further. */
static bool
take_token(scanner *self)
{
    const char *c = self->c;

    if (*c == '#' || (c[0] == '/' && c[1] == '/')) {
        skip_line(self);
    } else if (c[0] == '/' && c[1] == '*') {
        skip_comment(self);
    } else if (isspace((unsigned char) *c)) {
        self->line += *self->c++ == '\n';
    } else if (*c == '"') {
        skip_quoted(self);
    } else {
        self->text = false;
        if (isalpha((unsigned char) *c) || *c == '*') {
            take_word(self);
        } else if (isdigit((unsigned char) *c) || strchr("+-.", *c) != NULL) {
            take_number(self);
        } else {
            return take_mark(self);
        }
    }
    return true;
}

bool
cgap_scan_text(cgap_scan *self, const char *text, size_t size, const char *file,
               cgap_diagnostics *diagnostics)
{
    scanner s = {self, text, 1, file, diagnostics, {0}, 0, false, false, true};

    *self = (cgap_scan){0, 0, NULL};
    if (!is_text(&s, text, size)) {
        return false;
    }
    while (*s.c != '\0') {
        if (!take_token(&s)) {
            return false;
        }
    }
    return s.sound;
}

void
cgap_scan_free(cgap_scan *self)
{
    free(self->at);
    *self = (cgap_scan){0, 0, NULL};
}
