/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cgap/memory.h"

#include "reading.h"
#include "scan_place.h"

typedef struct scanner {
    cgap_scan *scan;
    char *c; /* next character, in the copy */
    int line;
    const char *file;
    cgap_diagnostics *diagnostics;
    cgap_scan_place place;
    cgap_scan_word word; /* the last one in a group: a name if = or : comes next */
    bool value;          /* a value is due: after = or :, or anywhere in a list */
    bool text;           /* a text has just ended; another one right after it continues it */
    bool sound;          /* may go on to the parser */
} scanner;

/* An error the parser would stumble over, too. */
static void
complain(scanner *self, int line, const char *text)
{
    cgap_diagnostics_add(self->diagnostics, CGAP_ERROR, self->file, line, NULL, "%s", text);
    self->sound = false;
}

static void
run_out(scanner *self)
{
    self->diagnostics->exhausted = true;
    self->sound = false;
}

static void
blank(char *from, const char *to)
{
    for (; from < to; from++) {
        *from = *from == '\n' ? '\n' : ' ';
    }
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
    char *text = self->c + 1;

    if (!self->value && !self->text) {
        complain(self, begin,
                 "a text stands where no value belongs; look for a missing '=', ';' or "
                 "',' before it");
    }
    for (self->c++; *self->c != '\0'; self->c++) {
        if (*self->c == '"') {
            cgap_scan_place_text(&self->place, text, (size_t) (self->c - text));
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
add_literal(scanner *self, const char *text, size_t length)
{
    cgap_scan *scan = self->scan;

    if (scan->n == scan->capacity) {
        size_t capacity = scan->capacity == 0 ? 64 : 2 * scan->capacity;
        cgap_literal *grown = realloc(scan->at, capacity * sizeof *grown);

        if (grown == NULL) {
            run_out(self);
            return;
        }
        scan->at = grown;
        scan->capacity = capacity;
    }
    scan->at[scan->n++] = (cgap_literal){text, length};
}

/* What follows a word that is no value on its line belongs to it: a text without quotes. Both make
 * way for a number, so that the parser goes on. */
static void
replace_word(scanner *self, char *begin)
{
    self->c += strcspn(self->c, ";,)]}\n\"#");
    blank(begin, self->c);
    *begin = '0';
    add_literal(self, begin, 0);
}

static void
refuse_word(scanner *self, char *begin, size_t length)
{
    char key[CGAP_KEY_SIZE];
    bool number =
        (length == 3 && strncasecmp(begin, "nan", 3) == 0) || strncasecmp(begin, "inf", 3) == 0;

    cgap_scan_place_key(&self->place, key, sizeof key);
    cgap_diagnostics_add(self->diagnostics, CGAP_ERROR, self->file, self->line,
                         key[0] != '\0' ? key : NULL, "'%.*s' %s", length > 64 ? 64 : (int) length,
                         begin,
                         number ? "is not a number a scenario can hold; write a finite one"
                                : "stands where a value belongs; a text needs double quotes");
    replace_word(self, begin);
}

/* A setting whose name stood in its group before ends before @p end: its errors are told, its value
 * is not taken. */
static void
drop_repeated(scanner *self, const char *end)
{
    cgap_scan_level *level = cgap_scan_place_at(&self->place);

    if (level->repeated != NULL) {
        blank(level->repeated, end);
        self->scan->n = level->literals;
        level->repeated = NULL;
    }
}

/* The word before was a name: a setting begins. */
static void
begin_setting(scanner *self)
{
    cgap_scan_level *level = cgap_scan_place_at(&self->place);
    char key[CGAP_KEY_SIZE];
    int first;

    if (self->word.length == 0 || cgap_scan_place_in_list(&self->place)) {
        return;
    }
    if (!cgap_scan_place_setting(&self->place, self->word, &first)) {
        run_out(self);
    } else if (first > 0) {
        cgap_scan_place_key(&self->place, key, sizeof key);
        cgap_diagnostics_add(self->diagnostics, CGAP_ERROR, self->file, self->word.line, key,
                             "this name stands twice in one group (first on line %d); keep one of "
                             "them",
                             first);
        level->repeated = self->word.text;
        level->literals = self->scan->n;
    }
    self->word.length = 0;
}

static void
take_word(scanner *self)
{
    char *begin = self->c;
    size_t length;

    while (isalnum((unsigned char) *self->c) || strchr("-_*", *self->c) != NULL) {
        if (*self->c == '\0') {
            break;
        }
        self->c++;
    }
    length = (size_t) (self->c - begin);
    if (!self->value) {
        drop_repeated(self, begin);
        self->word = (cgap_scan_word){begin, length, self->line};
    } else if (!((length == 4 && strncasecmp(begin, "true", 4) == 0) ||
                 (length == 5 && strncasecmp(begin, "false", 5) == 0))) {
        refuse_word(self, begin, length);
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
    size_t length = number_length(self->c);

    if (length == 0) { /* a lone sign: the parser calls it a syntax error */
        self->c++;
        return;
    }
    self->value = false;
    add_literal(self, self->c, length);
    self->c += length;
}

/* Returns false when the text is nested too deeply to go on. */
static bool
take_mark(scanner *self)
{
    char *at = self->c++, mark = *at;

    if (strchr("{([", mark) != NULL) {
        if (!cgap_scan_place_open(&self->place, at)) {
            complain(self, self->line, "brackets are nested too deeply; a scenario needs five");
            return false;
        }
        self->value = mark != '{';
    } else if (strchr("})]", mark) != NULL) {
        drop_repeated(self, at);
        cgap_scan_place_close(&self->place, at);
        self->value = false;
    } else if (mark == '=' || mark == ':') {
        begin_setting(self);
        self->value = true;
    } else if (mark == ',' && cgap_scan_place_in_list(&self->place)) {
        cgap_scan_place_entry(&self->place);
        self->value = true;
    } else if (mark == ';' || mark == ',') {
        drop_repeated(self, self->c);
        self->value = false;
    } else if (mark == '@') {
        complain(self, self->line,
                 "@include is not part of the scenario language; inherit with "
                 "base = \"other.cfg\";");
        skip_line(self);
    }
    self->word.length = 0;
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
    scanner s = {.scan = self, .line = 1, .file = file, .diagnostics = diagnostics, .sound = true};

    *self = (cgap_scan){0, 0, NULL, NULL};
    if (!is_text(&s, text, size)) {
        return false;
    }
    self->text = cgap_text_copy(text);
    if (self->text == NULL) {
        diagnostics->exhausted = true;
        return false;
    }
    cgap_scan_place_init(&s.place);
    s.c = self->text;
    while (*s.c != '\0' && take_token(&s)) {
    }
    s.sound = s.sound && *s.c == '\0';
    if (s.place.depth == 0) {
        drop_repeated(&s, s.c);
    }
    cgap_scan_place_free(&s.place);
    return s.sound;
}

void
cgap_scan_free(cgap_scan *self)
{
    free(self->at);
    free(self->text);
    *self = (cgap_scan){0, 0, NULL, NULL};
}
