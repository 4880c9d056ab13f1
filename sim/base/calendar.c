/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/calendar.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static int
days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (month == 2 && leap);
}

static bool
is_iso_date(const char *text)
{
    if (strlen(text) != 10) {
        return false;
    }
    for (int c = 0; c < 10; c++) {
        bool dash = c == 4 || c == 7;

        if (dash ? text[c] != '-' : !isdigit((unsigned char) text[c])) {
            return false;
        }
    }
    return true;
}

static int
digits(const char *text, int n)
{
    int value = 0;

    for (int c = 0; c < n; c++) {
        value = 10 * value + (text[c] - '0');
    }
    return value;
}

bool
cgap_calendar_year(const char *text, double *year)
{
    int y, m, d;

    if (!is_iso_date(text)) {
        return false;
    }
    y = digits(text, 4);
    m = digits(text + 5, 2);
    d = digits(text + 8, 2);
    if (y < 1 || m < 1 || m > 12 || d < 1 || d > days_in_month(y, m)) {
        return false;
    }
    *year = y + ((m - 1) + (d - 1) / (double) days_in_month(y, m)) / 12.0;
    return true;
}

void
cgap_calendar_date(double year, char out[11])
{
    int y = (int) floor(year);
    double months = (year - y) * 12.0;
    int m = (int) floor(months + 1e-6);
    int d;

    if (m > 11) {
        y += 1;
        m = 0;
        months = 0.0;
    }
    d = (int) floor((months - m) * days_in_month(y, m + 1) + 0.5) + 1;
    if (d < 1) {
        d = 1;
    }
    if (d > days_in_month(y, m + 1)) {
        d = 1;
        m += 1;
        if (m > 11) {
            m = 0;
            y += 1;
        }
    }
    (void) snprintf(out, 11, "%04u-%02u-%02u", (unsigned) y % 10000U, (unsigned) (m + 1) % 100U,
                    (unsigned) d % 100U);
}
