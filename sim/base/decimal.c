/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A double is m 2^e with m < 2^53. With p = 16 - floor(log10 value), value 10^p = m 5^p 2^(e+p)
 * has 17 digits before the point, and for 1e-11 <= value < 1e14 both m 5^p < 2^116 and the
 * shift s = -(e+p) fit in 128 bits: every rounding and every comparison below is exact.
 */
#include "decimal.h"

#include <float.h>
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
    bool edge;        /* a power of two: the double below is half as far as the one above */
} exact;

static const uint64_t FIVE_TO[LARGEST_POWER + 1] = {
    1U,
    5U,
    25U,
    125U,
    625U,
    3125U,
    15625U,
    78125U,
    390625U,
    1953125U,
    9765625U,
    48828125U,
    244140625U,
    1220703125U,
    6103515625U,
    30517578125U,
    152587890625U,
    762939453125U,
    3814697265625U,
    19073486328125U,
    95367431640625U,
    476837158203125U,
    2384185791015625U,
    11920928955078125U,
    59604644775390625U,
    298023223876953125U,
    1490116119384765625U,
    7450580596923828125U,
};

/* Scales value to 17 digits before the point; false when outside the range above. */
static bool
scale(double value, exact *out)
{
    static const uint64_t low = 10000000000000000U; /* 1e16: smallest number of 17 digits */
    const uint64_t one = UINT64_C(1) << (MANTISSA - 1);
    uint64_t bits, mantissa;
    int exponent; /* value is below 2^exponent and not below half of it */

    memcpy(&bits, &value, sizeof bits);
    mantissa = one | (bits & (one - 1)); /* the range has no subnormal numbers */
    exponent = (int) (bits >> (MANTISSA - 1)) - (DBL_MAX_EXP - 2);

    out->edge = mantissa == one;
    /* 1233 / 4096 = log10 2 to four digits; the loop mends the last unit. */
    out->power = DIGITS - 1 - ((exponent - 1) * 1233 >> 12);
    for (int attempt = 0; attempt < 3; attempt++) {
        out->shift = MANTISSA - exponent - out->power;
        if (out->power < 0 || out->power > LARGEST_POWER || out->shift < 1) {
            return false;
        }
        out->five_p = FIVE_TO[out->power];
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
static inline uint64_t
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

/* Does @p candidate (times 10^-p) read back as the value: nearer than half the way to the next
 * double? A candidate just on the half is left to the next longer text. */
static bool
reads_back(const exact *x, uint64_t candidate)
{
    wide c = (wide) candidate << x->shift;
    wide distance = c > x->scaled ? c - x->scaled : x->scaled - c;

    return (x->edge && c < x->scaled ? 4 : 2) * distance < x->five_p;
}

/* Eight digits, zeros in front. */
static void
write_eight(uint32_t number, char *out)
{
    static const char pair[] = "0001020304050607080910111213141516171819"
                               "2021222324252627282930313233343536373839"
                               "4041424344454647484950515253545556575859"
                               "6061626364656667686970717273747576777879"
                               "8081828384858687888990919293949596979899";
    uint32_t high = number / 10000, low = number % 10000;

    memcpy(out, pair + 2 * (high / 100), 2);
    memcpy(out + 2, pair + 2 * (high % 100), 2);
    memcpy(out + 4, pair + 2 * (low / 100), 2);
    memcpy(out + 6, pair + 2 * (low % 100), 2);
}

/* The digits of a number of 17 or 18 of them. @return how many */
static int
write_digits(uint64_t number, char out[DIGITS + 1])
{
    const uint64_t eight = 100000000;
    uint64_t first = number / (eight * eight), rest = number % (eight * eight);
    int n = 0;

    if (first >= 10) {
        out[n++] = (char) ('0' + first / 10);
    }
    out[n++] = (char) ('0' + first % 10);
    write_eight((uint32_t) (rest / eight), out + n);
    write_eight((uint32_t) (rest % eight), out + n + 8);
    return n + 16;
}

/* Writes @p digits (17 or, after a carry, 18 of them) as %.{precision}g would. */
static size_t
write_text(uint64_t digits, int power, char *out)
{
    char text[DIGITS + 1];
    int n = write_digits(digits, text), exponent = n - 1 - power, used = 0;

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
    } else if (n > exponent + 1) {
        used = exponent + 1;
        memcpy(out, text, (size_t) used);
        out[used] = '.';
        memcpy(out + used + 1, text + used, (size_t) (n - used));
        used = n + 1;
    } else {
        used = exponent + 1;
        memcpy(out, text, (size_t) n);
        memset(out + n, '0', (size_t) (used - n));
    }
    out[used] = '\0';
    return (size_t) used;
}

size_t
cgap_decimal_shortest(double value, char *out)
{
    exact x;
    uint64_t shortest;

    if (!(value >= 1e-11 && value < 1e14) || !scale(value, &x)) {
        return 0;
    }
    shortest = rounded(&x, 100);
    if (!reads_back(&x, shortest)) {
        shortest = rounded(&x, 10);
        if (!reads_back(&x, shortest)) {
            shortest = rounded(&x, 1);
        }
    }
    return write_text(shortest, x.power, out);
}
