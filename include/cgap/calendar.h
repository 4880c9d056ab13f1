/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CALENDAR_H
#define CGAP_CALENDAR_H
/*
 * Dates and decimal years, as every table and scenario counts time:
 *     decimal year = Y + (M-1)/12 + (D-1)/(12 * days in the month)
 * so that every first of a month is a whole twelfth.
 */
#include <stdbool.h>
#include <stddef.h>

/** @brief Decimal year of an ISO date "YYYY-MM-DD".
 *  @return false when @p text is not such a date or the day does not exist; *year untouched. */
bool cgap_calendar_year(const char *text, double *year);

/** @brief ISO date whose decimal year is nearest to @p year (1 to 9999).
 *  @param[out] out at least 11 bytes */
void cgap_calendar_date(double year, char out[11]);

#endif
