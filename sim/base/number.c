/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/number.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decimal.h"

size_t
cgap_number_format(double value, char out[CGAP_NUMBER_SIZE])
{
    int length = 0;
    size_t sign = value < 0.0, quick;

    if (value == 0.0) {
        memcpy(out, "0", 2);
        return 1;
    }
    out[0] = '-';
    quick = cgap_decimal_shortest(fabs(value), out + sign);
    if (quick > 0) {
        return sign + quick;
    }
    for (int digits = 15; digits <= 17; digits++) {
        length = snprintf(out, CGAP_NUMBER_SIZE, "%.*g", digits, value);
        if (digits == 17 || strtod(out, NULL) == value) {
            break;
        }
    }
    return (size_t) length;
}

bool
cgap_number_parse(const char *text, double *value)
{
    char *end;
    double read;

    if (text[0] == '\0' || strspn(text, "+-.0123456789eE") != strlen(text)) {
        return false;
    }
    read = strtod(text, &end);
    if (end == text || *end != '\0' || !isfinite(read)) {
        return false;
    }
    *value = read;
    return true;
}

/*
 * The same by arithmetic, which is exact where it answers: the powers of ten are exact (up to
 * 10^22), so value 10^p errs by half a unit in its last place, below 10^-4, and the nearest whole
 * number is the right one unless the product is near a half or near the next number of digits;
 * dividing it by 10^p then rounds once, as reading the digits does. NaN: it cannot tell.
 */
static double
round12_fast(double value)
{
    static const double power[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                   1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                   1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    enum { N_POWER = sizeof power / sizeof power[0], DIGITS = 12 };
    double size = fabs(value);
    size_t p = 0;

    while (p < N_POWER && size * power[p] < power[DIGITS - 1]) {
        p++;
    }
    if (p < N_POWER && size < power[DIGITS]) {
        double product = size * power[p], whole = floor(product), rest = product - whole;

        if (product > power[DIGITS - 1] + 1.0 && product < power[DIGITS] - 1.0 &&
            fabs(rest - 0.5) > 1e-3) {
            return copysign((rest > 0.5 ? whole + 1.0 : whole) / power[p], value);
        }
    }
    return NAN;
}

double
cgap_number_round12(double value)
{
    char text[CGAP_NUMBER_SIZE];
    double fast;

    if (!isfinite(value) || value == 0.0) {
        return value;
    }
    fast = round12_fast(value);
    if (!isnan(fast)) {
        return fast;
    }
    (void) snprintf(text, sizeof text, "%.12g", value);
    return strtod(text, NULL);
}
