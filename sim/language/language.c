/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/language.h"

#include <string.h>

typedef struct row {
    const char *key, *text[CGAP_N_LANGUAGE];
} row;

/* clang-format off */
static const row TABLE[] = {
#define CGAP_TEXT(key, english, french, german) {#key, {english, french, german}},
#include "cgap/texts.def"
#undef CGAP_TEXT
};
/* clang-format on */

static const char *const CODE[CGAP_N_LANGUAGE] = {"en", "fr", "de"};

const char *
cgap_language_code(cgap_language language)
{
    return CODE[language];
}

bool
cgap_language_find(const char *code, cgap_language *out)
{
    for (int l = 0; l < CGAP_N_LANGUAGE; l++) {
        if (strcmp(CODE[l], code) == 0) {
            *out = (cgap_language) l;
            return true;
        }
    }
    return false;
}

const char *
cgap_text_of(cgap_language language, cgap_text_key key)
{
    return key < CGAP_N_TEXT ? TABLE[key].text[language] : "";
}

const char *
cgap_text_key_name(cgap_text_key key)
{
    return key < CGAP_N_TEXT ? TABLE[key].key : "";
}

/* Capital of an ASCII letter, digits as they are, '_' for all else. */
static char
capital(char c)
{
    if (c >= 'a' && c <= 'z') {
        return (char) (c - 'a' + 'A');
    }
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? c : '_';
}

static bool
is_key(const char *key, const char *lead, const char *name)
{
    size_t n = strlen(lead);

    if (strncmp(key, lead, n) != 0 || strlen(key + n) != strlen(name)) {
        return false;
    }
    for (key += n; *name != '\0' && *key == capital(*name); key++, name++) {
    }
    return *name == '\0';
}

cgap_text_key
cgap_text_find(const char *lead, const char *name)
{
    int k = 0;

    while (k < CGAP_N_TEXT && !is_key(TABLE[k].key, lead, name)) {
        k++;
    }
    return (cgap_text_key) k;
}

const char *
cgap_title_words(cgap_language language, const char *name, const char *title)
{
    cgap_text_key key = cgap_text_find("TITLE_", name);

    return key < CGAP_N_TEXT && strcmp(cgap_text_of(CGAP_ENGLISH, key), title) == 0
               ? cgap_text_of(language, key)
               : title;
}

/* Length of the place at @p at ("{0}" or "{!0}"), 0 when there is none. */
static size_t
place_length(const char *at)
{
    size_t strong = at[0] == '{' && at[1] == '!' ? 1 : 0;

    return at[0] == '{' && at[1 + strong] >= '0' && at[1 + strong] <= '9' && at[2 + strong] == '}'
               ? 3 + strong
               : 0;
}

bool
cgap_text_next(const char **at, cgap_text_piece *piece)
{
    const char *from = *at;
    size_t length = place_length(from), literal = 0;

    if (*from == '\0') {
        return false;
    }
    if (length > 0) {
        *piece = (cgap_text_piece){NULL, 0, from[length - 2] - '0', length == 4};
        *at = from + length;
        return true;
    }
    while (from[literal] != '\0' && place_length(from + literal) == 0) {
        literal++;
    }
    *piece = (cgap_text_piece){from, literal, -1, false};
    *at = from + literal;
    return true;
}

/* Appends what fits, whole characters only. */
static size_t
append(char *out, size_t size, size_t used, const char *text, size_t length)
{
    size_t room = size - 1 - used;

    if (length > room) {
        length = room;
        while (length > 0 && ((unsigned char) text[length] & 0xC0U) == 0x80U) {
            length--;
        }
    }
    memcpy(out + used, text, length);
    return used + length;
}

char *
cgap_phrase(char *out, size_t size, cgap_language language, cgap_text_key key, ...)
{
    const char *argument[CGAP_MOST_PLACES] = {NULL}, *at = cgap_text_of(language, key), *one;
    cgap_text_piece piece;
    size_t used = 0;
    va_list list;
    int n = 0;

    va_start(list, key);
    while ((one = va_arg(list, const char *)) != NULL) {
        if (n < CGAP_MOST_PLACES) {
            argument[n++] = one;
        }
    }
    va_end(list);
    while (cgap_text_next(&at, &piece)) {
        if (piece.place < 0) {
            used = append(out, size, used, piece.text, piece.length);
        } else if (argument[piece.place] != NULL) {
            one = argument[piece.place];
            used = append(out, size, used, one, strlen(one));
        }
    }
    out[used] = '\0';
    return out;
}
