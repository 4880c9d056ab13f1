/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_ELEMENTARY_H
#define CGAP_ELEMENTARY_H
/*
 * Elementary functions of our own, for every path that ends in a table: libm's differ in their last
 * bit between versions, and the promise is "same seed, same bytes" on any compiler and CPU. They
 * use only +, -, *, / and integer shifts, so IEEE arithmetic fixes every bit (with
 * -ffp-contract=off), and have no branch that depends on data, so loops over lanes vectorise.
 *
 * Accuracy (held by tests/unit/base/test_elementary.c against long double libm): exp, expm1 and log
 * within 1 ulp or about; pow within (1 + |y log x|) ulp.
 *
 * Method: argument reduction by ln 2 in two parts, then the rational kernel
 *     exp(r) - 1 = r + r c / (2 - c),  c = r - r^2 P(r^2)
 * and for the logarithm s = f/(2+f), log(1+f) = f - s (f - R(s^2)); coefficients are the minimax
 * ones published with FDLIBM (Sun Microsystems, 1993).
 */
#include <math.h>
#include <stdint.h>
#include <string.h>

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

/* e^x = 2^k (1 + m): gives m and 2^k for x in [-700, 700] (clamped outside). */
static inline double
cgap_exp_kernel(double x, double *power)
{
    const double limit = 700.0;
    const double shift = 6755399441055744.0; /* 1.5 * 2^52: adding it rounds to an integer */
    const double inverse_ln2 = 1.44269504088896338700e+00;
    const double ln2_high = 6.93147180369123816490e-01;
    const double ln2_low = 1.90821492927058770002e-10;
    /* One selection: of two, one after the other, compilers make paths that they follow to the end
     * for every lane. */
    double xc = fabs(x) > limit ? copysign(limit, x) : x;
    double shifted = xc * inverse_ln2 + shift;
    double k = shifted - shift;
    double high = xc - k * ln2_high;
    double low = k * ln2_low;
    double r = high - low;
    double t = r * r;
    double c =
        r - t * (1.66666666666666019037e-01 +
                 t * (-2.77777777770155933842e-03 +
                      t * (6.61375632143793436117e-05 +
                           t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08))));

    /* The low bits of the shifted sum are k itself: no conversion, which few CPUs have in vectors.
     */
    *power = cgap_bits_to_double((cgap_double_to_bits(shifted) + 1023) << 52);
    return high - (low - r * c / (2.0 - c));
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

/** @brief (1 - e^-z) / z for z >= 0, with phi1(0) = 1 (MODEL.md section 2.1). */
static inline double
cgap_phi1(double z)
{
    double safe = z > 1e-300 ? z : 1e-300; /* of which expm1 is exactly itself */

    return -cgap_expm1(-safe) / safe;
}

/** @brief Natural logarithm of a positive normal number. */
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
    double s = f / (2.0 + f);
    double z = s * s;
    double r =
        z * (6.666666666666735130e-01 +
             z * (3.999999999940941908e-01 +
                  z * (2.857142874366239149e-01 +
                       z * (2.222219843214978396e-01 +
                            z * (1.818357216161805012e-01 +
                                 z * (1.531383769920937332e-01 + z * 1.479819860511658591e-01))))));
    double half = 0.5 * f * f;

    return k * ln2_high - ((half - (s * (half + r) + k * ln2_low)) - f);
}

/** @brief x^y for x >= 0; 0^y is 0 for y > 0 and 1 for y = 0. */
static inline double
cgap_pow(double x, double y)
{
    double safe = x > 1e-300 ? x : 1.0;
    double value = cgap_exp(y * cgap_log(safe));

    return x > 1e-300 ? value : (y > 0.0 ? 0.0 : 1.0);
}

#endif
