/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_QUANTITIES_H
#define CGAP_QUANTITIES_H
/*
 * Measures, targets and numbers of tables as a reader of a policy report wants them, on figures and
 * in the report alike.
 */
#include <stdbool.h>
#include <stddef.h>

#include "cgap/language.h"

enum { CGAP_WORDS_SIZE = 160 };

/* How a quantity is written. */
typedef enum cgap_style {
    CGAP_STYLE_INDEX,      /* 0.165 */
    CGAP_STYLE_SHARE,      /* 0.42 -> 42.0 % */
    CGAP_STYLE_GDP,        /* 0.004 -> 0.400 % */
    CGAP_STYLE_MEUR,       /* 1,520 */
    CGAP_STYLE_COUNT,      /* 12.3 */
    CGAP_STYLE_THOUSANDTHS /* 0.00012 -> 0.12 */
} cgap_style;

typedef struct cgap_measure_words {
    const char *measure; /* as union.csv names it */
    cgap_text_key words; /* "formal gap" */
    cgap_text_key unit;  /* "standard deviation / mean" */
    cgap_style style;
    int better; /* -1: less is better; 1: more; 0: neither */
} cgap_measure_words;

/** @brief Words of a measure, or NULL for one no report quotes. */
const cgap_measure_words *cgap_words_of(const char *measure);

/** @brief A number with @p decimals digits behind the point (more than the style's own: @p more),
 *  thousands parted by commas, a typographic minus, no sign on zero.
 *  @param[in] plus a plus sign before positive numbers
 *  @param[out] out CGAP_WORDS_SIZE bytes; an en dash when the value is missing */
void cgap_number_words(cgap_language language, double value, cgap_style style, int more, bool plus,
                       char *out);

/** @brief How many digits beyond the style's own it takes to show two significant digits of a
 *  value that is not zero, 0 to 2. */
int cgap_digits_more(double value, cgap_style style);

/** @brief The same for a value with its interval, 0 to 4: enough that the ends, where they differ,
 *  lie about two units of the last digit apart; of money, counts and percentages no more than
 *  cgap_digits_more. Ends may be missing. */
int cgap_digits_of_interval(double value, double low, double high, cgap_style style);

/** @brief A number of any size with three significant digits, never with an exponent. */
void cgap_significant_words(cgap_language language, double value, bool plus, char *out);

/** @brief A share in whole percent, without the sign: "65". Only a share of exactly 0 is "0" and of
 *  exactly 1 "100"; what would round to these is "<1" or ">99".
 *  @param[in] share in [0, 1]; an en dash when missing
 *  @param[out] out CGAP_NUMBER_WORDS bytes
 *  @return out */
char *cgap_percent_words(cgap_language language, double share, char *out);

/** @brief Mechanism of attribution.csv in words: "peers", "law: nis". */
void cgap_mechanism_label(cgap_language language, const char *mechanism, char *out);

/** @brief Part of a package as shapley.csv names it: "cooperation platform", "law: NIS".
 *  @param[out] out CGAP_WORDS_SIZE bytes
 *  @return false when @p part is none that is known; *out is then as it is */
bool cgap_part_words(cgap_language language, const char *part, char *out);

/** @brief A word of a table ("eu_money", "sme", "2004") as the language has it: the name of a
 *  measure, a known word, else the word itself with spaces for underscores.
 *  @param[out] out CGAP_WORDS_SIZE bytes */
void cgap_table_word(cgap_language language, const char *word, char *out);

/** @brief A target as targets.csv spells it ("formal_cv <= 60 % of start") in words: "formal gap ≤
 *  60 % of the start".
 *  @param[out] out CGAP_WORDS_SIZE bytes
 *  @return false when @p word is no target; *out is then "" */
bool cgap_target_words(cgap_language language, const char *word, char *out);

#endif
