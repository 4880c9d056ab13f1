/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_BASE_DECIMAL_H
#define CGAP_BASE_DECIMAL_H
/* Shortest decimal text by exact integer arithmetic, for the magnitudes that tables are full of. */
#include <stddef.h>

/** @brief As cgap_number_format, for @p value > 0.
 *  @return length, or 0 when the value is outside [1e-11, 1e14) or a power of two (whose
 *  neighbours are not equally far): the caller takes the general way then */
size_t cgap_decimal_shortest(double value, char *out);

#endif
