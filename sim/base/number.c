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

double
cgap_number_round12(double value)
{
    char text[CGAP_NUMBER_SIZE];

    if (!isfinite(value)) {
        return value;
    }
    (void) snprintf(text, sizeof text, "%.12g", value);
    return strtod(text, NULL);
}
