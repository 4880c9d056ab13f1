/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_BASE_DECIMAL_H
#define CGAP_BASE_DECIMAL_H
/* Shortest decimal text by exact integer arithmetic, for the magnitudes that tables are full of. */
#include <stddef.h>

/** @brief As cgap_number_format, for @p value > 0.
 *  @param[out] out at least 31 bytes, of which more may be written than the text takes
 *  @return length, or 0 when the value is outside [1e-11, 1e14): the caller takes the general way
 *  then */
size_t cgap_decimal_shortest(double value, char *out);

#endif
