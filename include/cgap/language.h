/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_LANGUAGE_H
#define CGAP_LANGUAGE_H
/*
 * What figures and the report say, in English, French and German, from one table
 * (include/cgap/texts.def). Tables and messages of the program do not come from here: they are the
 * same in every language.
 *
 * A text may hold places {0} to {9} for arguments, in the order its language wants; {!0} is a place
 * that the report prints bold. Arguments are texts: numbers and dates are put into words first,
 * with the decimal sign of the language.
 */
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

typedef enum cgap_language {
    CGAP_ENGLISH,
    CGAP_FRENCH,
    CGAP_GERMAN,
    CGAP_N_LANGUAGE
} cgap_language;

typedef enum cgap_text_key {
#define CGAP_TEXT(key, english, french, german) CGAP_T_##key,
#include "cgap/texts.def"
#undef CGAP_TEXT
    CGAP_N_TEXT
} cgap_text_key;

enum { CGAP_NUMBER_WORDS = 64, CGAP_MOST_PLACES = 10 };

#if defined(__GNUC__)
#define CGAP_SENTINEL __attribute__((sentinel))
#else
#define CGAP_SENTINEL
#endif

/** @brief "en", "fr" or "de". */
const char *cgap_language_code(cgap_language language);

/** @brief The language with that code. @return false when there is none */
bool cgap_language_find(const char *code, cgap_language *out);

/** @brief Text of a key as it stands in the table; static storage, never NULL. */
const char *cgap_text_of(cgap_language language, cgap_text_key key);

/** @brief Name of a key as texts.def has it: for tests and messages. */
const char *cgap_text_key_name(cgap_text_key key);

/** @brief The key whose name is @p lead followed by @p name in capitals with every other character
 *  than a letter or digit as '_' (MEMBER_ and "de" is MEMBER_DE). CGAP_N_TEXT when there is none.
 */
cgap_text_key cgap_text_find(const char *lead, const char *name);

/** @brief Title of a shipped scenario in the language; @p title itself when the scenario of that
 *  name has another title than the one it is shipped with. */
const char *cgap_title_words(cgap_language language, const char *name, const char *title);

/** @brief Writes a text with its places filled. Arguments are const char *, NULL at the end.
 *  @param[out] out cut to @p size - 1 bytes at a character's border and terminated
 *  @return out */
char *cgap_phrase(char *out, size_t size, cgap_language language, cgap_text_key key,
                  ...) CGAP_SENTINEL;

/* A piece of a text: literal bytes, or the place of an argument. */
typedef struct cgap_text_piece {
    const char *text; /* literal: its first byte */
    size_t length;    /* literal: bytes; 0 for a place */
    int place;        /* -1 for a literal */
    bool strong;      /* {!0} */
} cgap_text_piece;

/** @brief Next piece at *at, which moves behind it. @return false at the end of the text */
bool cgap_text_next(const char **at, cgap_text_piece *piece);

/** @brief A number with @p decimals digits behind the decimal sign, digits of the whole part in
 *  groups of three, a typographic minus, no sign on what rounds to zero.
 *  @param[in] plus a plus sign before positive numbers
 *  @param[out] out CGAP_NUMBER_WORDS bytes; an en dash when the value is not finite
 *  @return out */
char *cgap_decimal_words(cgap_language language, double value, int decimals, bool plus, char *out);

/** @brief A count, in groups as above. @return out */
char *cgap_count_words(cgap_language language, size_t n, char *out);

/** @brief A decimal year: "2030", "mid-2016", "May 2025". @param[out] out CGAP_NUMBER_WORDS bytes
 *  @return out */
char *cgap_date_words(cgap_language language, double time, char *out);

#endif
