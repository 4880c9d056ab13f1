/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers and dates as each language writes them. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cgap/language.h"

#define DASH  "\xE2\x80\x93" /* no value */
#define MINUS "\xE2\x88\x92" /* typographic minus */
#define SPACE "\xC2\xA0"     /* no break */

/* As the Interinstitutional Style Guide of the European Union has it for each language. */
static const struct {
    const char *point, *group;
} SIGNS[CGAP_N_LANGUAGE] = {
    [CGAP_ENGLISH] = {".", ","},
    [CGAP_FRENCH] = {",", SPACE},
    [CGAP_GERMAN] = {",", SPACE},
};

enum { MOST_DIGITS = 28 };

/* Copies plain digits ("1234.5") with the signs of the language. */
static char *
copy_digits(cgap_language language, const char *digits, char *out)
{
    size_t whole = strcspn(digits, ".");

    for (size_t c = 0; digits[c] != '\0'; c++) {
        if (c > 0 && c < whole && (whole - c) % 3 == 0) {
            out = stpcpy(out, SIGNS[language].group);
        }
        if (digits[c] == '.') {
            out = stpcpy(out, SIGNS[language].point);
        } else {
            *out++ = digits[c];
        }
    }
    *out = '\0';
    return out;
}

char *
cgap_decimal_words(cgap_language language, double value, int decimals, bool plus, char *out)
{
    char digits[MOST_DIGITS + 12];
    bool zero;

    decimals = decimals < 0 ? 0 : decimals > 9 ? 9 : decimals;
    if (!isfinite(value) || fabs(value) > 1e18) {
        (void) snprintf(out, CGAP_NUMBER_WORDS, DASH);
        return out;
    }
    (void) snprintf(digits, sizeof digits, "%.*f", decimals, fabs(value));
    zero = strspn(digits, "0.") == strlen(digits);
    (void) copy_digits(language, digits,
                       stpcpy(out, zero          ? ""
                                   : value < 0.0 ? MINUS
                                   : plus        ? "+"
                                                 : ""));
    return out;
}

char *
cgap_count_words(cgap_language language, size_t n, char *out)
{
    char digits[MOST_DIGITS];

    (void) snprintf(digits, sizeof digits, "%zu", n);
    (void) copy_digits(language, digits, out);
    return out;
}

char *
cgap_date_words(cgap_language language, double time, char *out)
{
    double year = floor(time + 1e-6), part = fmax(0.0, time - year);
    char digits[MOST_DIGITS];

    if (!isfinite(time) || fabs(time) > 1e6) {
        (void) snprintf(out, CGAP_NUMBER_WORDS, DASH);
        return out;
    }
    (void) snprintf(digits, sizeof digits, "%.0f", year);
    if (part < 1e-3) {
        (void) snprintf(out, CGAP_NUMBER_WORDS, "%s", digits);
    } else if (fabs(part - 0.5) < 1e-3) {
        (void) cgap_phrase(out, CGAP_NUMBER_WORDS, language, CGAP_T_MIDDLE_OF_YEAR, digits, NULL);
    } else {
        int month = (int) (12.0 * part + 1e-6) % 12;

        (void) snprintf(out, CGAP_NUMBER_WORDS, "%s %s",
                        cgap_text_of(language, (cgap_text_key) (CGAP_T_JANUARY + month)), digits);
    }
    return out;
}
