/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_NUMBER_H
#define CGAP_NUMBER_H
/* Numbers as text. The program never sets a locale, so the decimal point is always a point. */
#include <stdbool.h>
#include <stddef.h>

enum { CGAP_NUMBER_SIZE = 32 };

/** @brief Shortest decimal text that reads back to the same double (15, 16 or 17 digits).
 *  Negative zero becomes "0". @p value must be finite.
 *  @param[out] out at least CGAP_NUMBER_SIZE bytes
 *  @return length of the text */
size_t cgap_number_format(double value, char out[CGAP_NUMBER_SIZE]);

/** @brief Reads a whole finite decimal number; nothing may stand before or after it.
 *  @return false on anything else (empty, nan, inf, 1e400, hexadecimal, trailing text). */
bool cgap_number_parse(const char *text, double *value);

/** @brief @p value rounded to 12 significant decimal digits: for results of outside libraries whose
 *  last bits depend on their version. */
double cgap_number_round12(double value);

#endif
