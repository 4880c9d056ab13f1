/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A double is m 2^e with m < 2^53. With p = 16 - floor(log10 value), value 10^p = m 5^p 2^(e+p)
 * has 17 digits before the point, and for 1e-11 <= value < 1e14 m 5^p < 2^116 fits in 128 bits and
 * the shift s = -(e+p) <= 62, so that what is cut off fits in 64: every rounding and every
 * comparison below is exact.
 */
#include "decimal.h"

#include <float.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

__extension__ typedef unsigned __int128 wide;

enum { DIGITS = 17, LARGEST_POWER = 27, MANTISSA = 53, MOST_SHIFT = 62 };

typedef struct exact {
    uint64_t integer;  /* first 17 digits of the value, cut */
    uint64_t fraction; /* what is cut off, in units of 2^-shift */
    uint64_t five_p;   /* 5^p: one unit in the last place of value, in the same units */
    int shift;
    int power; /* p */
    bool edge; /* a power of two: the double below is half as far as the one above */
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

static const uint64_t LOW = 10000000000000000U; /* 1e16: smallest number of 17 digits */

/* Scales value to 17 digits before the point; false when outside the range above. */
static inline bool
scale(double value, exact *out)
{
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
        wide scaled;

        out->shift = MANTISSA - exponent - out->power;
        if (out->power < 0 || out->power > LARGEST_POWER || out->shift < 1 ||
            out->shift > MOST_SHIFT) {
            return false;
        }
        out->five_p = FIVE_TO[out->power];
        scaled = (wide) mantissa * out->five_p;
        out->integer = (uint64_t) (scaled >> out->shift);
        out->fraction = (uint64_t) scaled & ((UINT64_C(1) << out->shift) - 1);
        if (out->integer >= 10 * LOW) {
            out->power--;
        } else if (out->integer < LOW) {
            out->power++;
        } else {
            return true;
        }
    }
    return false;
}

/* A whole number of units from the value's first 17 digits up or down. */
typedef struct candidate {
    uint64_t digits;
    uint64_t steps; /* from the cut digits */
    bool up;
} candidate;

/* The value's digits but those that @p unit, even, cuts off, rounded half to even. */
static inline candidate
rounded(const exact *x, uint64_t unit)
{
    uint64_t kept = x->integer / unit, rest = x->integer % unit;
    bool up = rest > unit / 2 || (rest == unit / 2 && (x->fraction > 0 || (kept & 1) != 0));

    return (candidate){(kept + up) * unit, up ? unit - rest : rest, up};
}

/* Does it read back as the value: nearer than half the way to the next double? One just on the
 * half is left to the next longer text. In units of 2^-shift, with w steps and f the fraction,
 *     2 (w 2^shift + f) < 5^p below the value, 2 (w 2^shift - f) < 5^p above it;
 * 5^p = whole 2^(shift+1) + rest, rest > 0. Beside a power of two 5^p below counts half. */
static inline bool
reads_back(const exact *x, candidate of)
{
    uint64_t w = of.steps, f = x->fraction, one = UINT64_C(1) << x->shift;
    uint64_t whole = x->five_p >> (x->shift + 1), rest = x->five_p & (2 * one - 1);

    if (w > whole + 1) {
        return false;
    }
    if (of.up) {
        return w <= whole || rest + 2 * f > 2 * one;
    }
    if (x->edge) {
        w = 2 * w + (2 * f >= one);
        f = (2 * f) & (one - 1);
    }
    return w < whole || (w == whole && 2 * f < rest);
}

/* All 17 digits, rounded half to even. */
static inline uint64_t
nearest(const exact *x)
{
    uint64_t half = UINT64_C(1) << (x->shift - 1);

    return x->integer + (x->fraction > half || (x->fraction == half && (x->integer & 1) != 0));
}

/* Eight digits, zeros in front: halves of four, of two, of one, all halves of a kind at once. */
static inline void
write_eight(uint32_t number, char *out)
{
    uint64_t four = number / 10000 | (uint64_t) (number % 10000) << 32;
    uint64_t hundreds = ((four * 10486) >> 20) & 0x0000007f0000007fU;
    uint64_t two = hundreds | (four - 100 * hundreds) << 16;
    uint64_t tens = ((two * 103) >> 10) & 0x000f000f000f000fU;
    uint64_t one = (tens | (two - 10 * tens) << 8) + 0x3030303030303030U;

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    one = __builtin_bswap64(one); /* the first digit is the lowest byte */
#endif
    memcpy(out, &one, sizeof one);
}

static inline void
write_digits(uint64_t number, char *out)
{
    const uint64_t eight = 100000000;
    uint64_t high = number / eight;

    out[0] = (char) ('0' + high / eight);
    write_eight((uint32_t) (high % eight), out + 1);
    write_eight((uint32_t) (number % eight), out + 9);
}

/* d.ddde-xx */
static size_t
write_small(const char digit[DIGITS], int n, int exponent, char *out)
{
    int used = 0;

    out[used++] = digit[0];
    if (n > 1) {
        out[used++] = '.';
        memcpy(out + used, digit + 1, DIGITS - 1);
        used += n - 1;
    }
    out[used++] = 'e';
    out[used++] = '-';
    out[used++] = (char) ('0' + -exponent / 10);
    out[used++] = (char) ('0' + -exponent % 10);
    return (size_t) used;
}

/* Writes 17 digits as %.{precision}g would; copies of a fixed size, of which a part counts. */
static inline size_t
write_text(uint64_t number, int exponent, char *out)
{
    char digit[DIGITS];
    int n = DIGITS, used;

    write_digits(number, digit);
    while (n > 1 && digit[n - 1] == '0') {
        n--;
    }
    if (exponent < -4) {
        used = (int) write_small(digit, n, exponent, out);
    } else if (exponent < 0) {
        memcpy(out, "0.000", 5);
        memcpy(out + 1 - exponent, digit, DIGITS);
        used = 1 - exponent + n;
    } else if (n > exponent + 1) {
        memcpy(out, digit, DIGITS);
        out[exponent + 1] = '.';
        memcpy(out + exponent + 2, digit + exponent + 1, (size_t) (DIGITS - 1 - exponent));
        used = n + 1;
    } else {
        memcpy(out, digit, DIGITS);
        used = exponent + 1;
    }
    out[used] = '\0';
    return (size_t) used;
}

size_t
cgap_decimal_shortest(double value, char *out)
{
    exact x;
    candidate short_one;
    uint64_t digits;

    if (!(value >= 1e-11 && value < 1e14) || !scale(value, &x)) {
        return 0;
    }
    short_one = rounded(&x, 100);
    digits = short_one.digits;
    if (!reads_back(&x, short_one)) {
        short_one = rounded(&x, 10);
        digits = reads_back(&x, short_one) ? short_one.digits : nearest(&x);
    }
    if (digits == 10 * LOW) {
        digits = LOW;
        x.power--;
    }
    return write_text(digits, DIGITS - 1 - x.power, out);
}
