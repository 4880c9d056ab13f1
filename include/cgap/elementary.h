/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_ELEMENTARY_H
#define CGAP_ELEMENTARY_H
/*
 * Elementary functions of our own, for every path that ends in a table: libm's differ in their last
 * bit between versions, and the promise is "same seed, same bytes" on any compiler and CPU. They
 * use only +, -, *, / and integer shifts, so IEEE arithmetic fixes every bit (with
 * -ffp-contract=off), and have no branch that depends on data, so loops over lanes vectorise.
 *
 * Accuracy (held by tests/unit/base/test_elementary.c against long double libm): exp within 1 ulp,
 * log within 1.1 (within 1 but for a sliver below sqrt(1/2)), expm1 and phi1 within 2 (phi1 up to
 * CGAP_PHI1_SHORT within 1); pow within 1.5 (1 + |y log x|) ulp.
 *
 * Method: argument reduction by ln 2 in two parts, then exp(r) - 1 = r + r^2 Q(r) with Q the
 * minimax polynomial of degree 9 on |r| <= ln 2 / 2, error 1.3e-17 of exp(r). It has no division,
 * which takes a processor as long as ten operations. For the logarithm s = f/(2+f), log(1+f) = f -
 * s (f - R(s^2)). Coefficients are best among doubles: Sollya's fpminimax (Brisebarre and
 * Chevillard 2007).
 */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* The largest argument of exp, 700. Of a selection by a number they do not know compilers make a
 * vector minimum or maximum; of one they know gcc 12 makes comparisons and masks. */
extern const double CGAP_EXP_LIMIT;

static inline double
cgap_bits_to_double(uint64_t bits)
{
    double value;

    memcpy(&value, &bits, sizeof value);
    return value;
}

static inline uint64_t
cgap_double_to_bits(double value)
{
    uint64_t bits;

    memcpy(&bits, &value, sizeof bits);
    return bits;
}

/* Not 0 where a condition on doubles holds, in a type that has vectors on every CPU: flags of lanes
 * are joined by |. */
static inline uint64_t
cgap_flag(bool condition)
{
    return cgap_double_to_bits(condition ? 1.0 : 0.0);
}

/* (exp(r) - 1 - r) / r^2 for |r| <= ln 2 / 2: the even powers and the odd ones by themselves, two
 * chains of half the length. */
static inline double
cgap_exp_rest(double r, double r_squared)
{
    double even = 5.00000000000000111022e-01 +
                  r_squared * (4.16666666666231505500e-02 +
                               r_squared * (1.38888889175066789806e-03 +
                                            r_squared * (2.48015209706659450230e-05 +
                                                         r_squared * 2.76202088356482658909e-07)));
    double odd = 1.66666666666666740681e-01 +
                 r_squared * (8.33333333332257793213e-03 +
                              r_squared * (1.98412698856619001834e-04 +
                                           r_squared * (2.75572432559767086920e-06 +
                                                        r_squared * 2.51097361239248175980e-08)));

    return even + r * odd;
}

/* e^x = 2^k (1 + m): gives m and 2^k for x in [-700, 700] (clamped outside). */
static inline double
cgap_exp_kernel(double x, double *power)
{
    const double limit = CGAP_EXP_LIMIT, lowest = -limit;
    const double shift = 6755399441055744.0; /* 1.5 * 2^52: adding it rounds to an integer */
    const double inverse_ln2 = 1.44269504088896338700e+00;
    const double ln2_high = 6.93147180369123816490e-01;
    const double ln2_low = 1.90821492927058770002e-10;
    double above = lowest > x ? lowest : x; /* in this order NaN stays NaN */
    double xc = limit < above ? limit : above;
    double shifted = xc * inverse_ln2 + shift;
    double k = shifted - shift;
    double high = xc - k * ln2_high, low = k * ln2_low;
    double r = high - low;
    double r_squared = r * r;

    /* The low bits of the shifted sum are k itself: no conversion, which few CPUs have in vectors.
     */
    *power = cgap_bits_to_double((cgap_double_to_bits(shifted) + 1023) << 52);
    return high + (r_squared * cgap_exp_rest(r, r_squared) - low);
}

/** @brief e^x; x is clamped to [-700, 700]. */
static inline double
cgap_exp(double x)
{
    double power;
    double m = cgap_exp_kernel(x, &power);

    return power * (1.0 + m);
}

/** @brief e^x - 1 without cancellation near 0; x is clamped to [-700, 700]. */
static inline double
cgap_expm1(double x)
{
    double power;
    double m = cgap_exp_kernel(x, &power);

    return power * m + (power - 1.0);
}

/* Up to here phi1 is a polynomial: rates times the length of a step are smaller but for years. */
static const double CGAP_PHI1_SHORT = 0.25;

/* The polynomial, best among doubles of degree 8: error 8.1e-18. Powers from z on, z^2 on. */
static const double CGAP_PHI1_EVEN[4] = {-4.99999999999996724842e-01, -4.16666666481139980061e-02,
                                         -1.38888417340966418417e-03, -2.46693692626828230770e-05};
static const double CGAP_PHI1_ODD[4] = {1.66666666666246271467e-01, 8.33333293614475952016e-03,
                                        1.98379986681838926810e-04, 2.46544836302749715973e-06};

/** @brief phi1 for z in [0, CGAP_PHI1_SHORT]. */
static inline double
cgap_phi1_short(double z)
{
    const double *a = CGAP_PHI1_EVEN, *b = CGAP_PHI1_ODD;
    double squared = z * z;
    double even = a[0] + squared * (a[1] + squared * (a[2] + squared * a[3]));
    double odd = b[0] + squared * (b[1] + squared * (b[2] + squared * b[3]));

    return 1.0 + z * (even + z * odd);
}

/** @brief (1 - e^-z) / z for z >= 0, with phi1(0) = 1 (MODEL.md section 2.1). */
static inline double
cgap_phi1(double z)
{
    return z <= CGAP_PHI1_SHORT ? cgap_phi1_short(z) : -cgap_expm1(-z) / z;
}

/* (2 atanh(s) / s - 2) / s^2 by powers of s^4, best among doubles for the logarithm of what lies
 * between sqrt(1/2) and sqrt(2): error 4.5e-18. */
static const double CGAP_LOG_EVEN[4] = {6.66666666666666962726e-01, 2.85714286261135375068e-01,
                                        1.81828911877099791370e-01, 1.46172540685754803746e-01};
static const double CGAP_LOG_ODD[3] = {3.99999999998994548722e-01, 2.22222111074162092081e-01,
                                       1.53316541502638070682e-01};

/** @brief Natural logarithm of a positive normal number; any other, and NaN, give a finite number
 * without meaning. */
static inline double
cgap_log(double x)
{
    const double ln2_high = 6.93147180369123816490e-01;
    const double ln2_low = 1.90821492927058770002e-10;
    /* Offset that moves the cut of the mantissa to sqrt(1/2), so that f lies in [-.29, .41]. */
    const uint64_t cut = 0x3FE6A09E667F3BCDULL;
    uint64_t shifted = cgap_double_to_bits(x) - cut;
    /* The exponent as a double by its bits, because few CPUs convert 64-bit integers in vectors:
     * 2^52 + (k + 1023) is made whole and the constant taken off again, exactly. */
    uint64_t biased = (shifted + 0x3FF0000000000000ULL) >> 52;
    double k = cgap_bits_to_double(biased | 0x4330000000000000ULL) - (0x1p52 + 1023.0);
    double f = cgap_bits_to_double((shifted & 0x000FFFFFFFFFFFFFULL) + cut) - 1.0;
    double s = f / (2.0 + f), z = s * s, w = z * z;
    double even =
        CGAP_LOG_EVEN[0] + w * (CGAP_LOG_EVEN[1] + w * (CGAP_LOG_EVEN[2] + w * CGAP_LOG_EVEN[3]));
    double odd = CGAP_LOG_ODD[0] + w * (CGAP_LOG_ODD[1] + w * CGAP_LOG_ODD[2]);

    /* log(1 + f) = f - s (f - r), r = 2 atanh(s) / s - 2: f, the largest term, is exact */
    return k * ln2_high - ((s * (f - z * (even + z * odd)) - k * ln2_low) - f);
}

/** @brief x^y for x >= 0; 0^y is 0 for y > 0 and 1 for y = 0; NaN stays NaN. */
static inline double
cgap_pow(double x, double y)
{
    double safe = x > 1e-300 ? x : 1.0;
    double value = cgap_exp(y * cgap_log(safe));
    double at_zero = y > 0.0 ? 0.0 : 1.0;
    double defined = x <= 1e-300 ? at_zero : value;

    return isnan(x) ? x : defined;
}

#endif
