/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A double is m 2^e with m < 2^53. With p = 16 - floor(log10 value), value 10^p = m 5^p 2^(e+p)
 * has 17 digits before the point, and for 1e-11 <= value < 1e14 both m 5^p < 2^116 and the
 * shift s = -(e+p) fit in 128 bits: every rounding and every comparison below is exact.
 */
#include "decimal.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

__extension__ typedef unsigned __int128 wide;

enum { DIGITS = 17, LARGEST_POWER = 27, MANTISSA = 53 };

typedef struct exact {
    wide scaled;     /* value 10^p 2^shift */
    uint64_t five_p; /* 5^p: one unit in the last place of value, times 10^p 2^shift */
    int shift;
    int power;        /* p */
    uint64_t integer; /* first 17 digits of the value, cut */
} exact;

static uint64_t
five_to(int power)
{
    uint64_t product = 1;

    for (uint64_t base = 5; power > 0; power >>= 1, base *= base) {
        if (power & 1) {
            product *= base;
        }
    }
    return product;
}

/* Scales value to 17 digits before the point; false when outside the range above. */
static bool
scale(double value, exact *out)
{
    static const uint64_t low = 10000000000000000U; /* 1e16: smallest number of 17 digits */
    int exponent;
    uint64_t mantissa = (uint64_t) ldexp(frexp(value, &exponent), MANTISSA);

    if (mantissa == UINT64_C(1) << (MANTISSA - 1)) {
        return false;
    }
    /* 1233 / 4096 = log10 2 to four digits; the loop mends the last unit. */
    out->power = DIGITS - 1 - ((exponent - 1) * 1233 >> 12);
    for (int attempt = 0; attempt < 3; attempt++) {
        out->shift = MANTISSA - exponent - out->power;
        if (out->power < 0 || out->power > LARGEST_POWER || out->shift < 1) {
            return false;
        }
        out->five_p = five_to(out->power);
        out->scaled = (wide) mantissa * out->five_p;
        out->integer = (uint64_t) (out->scaled >> out->shift);
        if (out->integer >= 10 * low) {
            out->power--;
        } else if (out->integer < low) {
            out->power++;
        } else {
            return true;
        }
    }
    return false;
}

/* The 17-digit integer of @p value rounded to its first 17 - dropped digits, half to even. */
static uint64_t
rounded(const exact *x, uint64_t unit)
{
    uint64_t kept = x->integer / unit, rest = x->integer % unit;
    wide fraction = x->scaled - ((wide) x->integer << x->shift);
    wide tail = ((wide) rest << x->shift) + fraction, half = ((wide) unit << x->shift) >> 1;

    if (tail > half || (tail == half && (kept & 1) != 0)) {
        kept++;
    }
    return kept * unit;
}

/* Does @p candidate (times 10^-p) read back as the value: nearer than half a unit of its last
 * place? A candidate just on the half is left to the next longer text. */
static bool
reads_back(const exact *x, uint64_t candidate)
{
    wide c = (wide) candidate << x->shift;
    wide distance = c > x->scaled ? c - x->scaled : x->scaled - c;

    return 2 * distance < x->five_p;
}

/* Writes @p digits (17 or, after a carry, 18 of them) as %.{precision}g would. */
static size_t
write_text(uint64_t digits, int power, char *out)
{
    char room[DIGITS + 1], *text = room + sizeof room;
    int n, exponent, used = 0;

    for (; digits > 0; digits /= 10) {
        *--text = (char) ('0' + digits % 10);
    }
    n = (int) (room + sizeof room - text);
    exponent = n - 1 - power;
    while (n > 1 && text[n - 1] == '0') {
        n--;
    }
    if (exponent < -4) {
        out[used++] = text[0];
        if (n > 1) {
            out[used++] = '.';
            memcpy(out + used, text + 1, (size_t) n - 1);
            used += n - 1;
        }
        out[used++] = 'e';
        out[used++] = '-';
        out[used++] = (char) ('0' + -exponent / 10);
        out[used++] = (char) ('0' + -exponent % 10);
    } else if (exponent < 0) {
        memcpy(out, "0.000", 5);
        used = 1 - exponent;
        memcpy(out + used, text, (size_t) n);
        used += n;
    } else {
        for (int d = 0; d < n || d <= exponent; d++) {
            if (d == exponent + 1) {
                out[used++] = '.';
            }
            out[used++] = d < n ? text[d] : '0';
        }
    }
    out[used] = '\0';
    return (size_t) used;
}

size_t
cgap_decimal_shortest(double value, char *out)
{
    exact x;

    if (!(value >= 1e-11 && value < 1e14) || !scale(value, &x)) {
        return 0;
    }
    for (uint64_t unit = 100; unit > 1; unit /= 10) {
        uint64_t candidate = rounded(&x, unit);

        if (reads_back(&x, candidate)) {
            return write_text(candidate, x.power, out);
        }
    }
    return write_text(rounded(&x, 1), x.power, out);
}
