/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_VECTOR_EXP_H
#define CGAP_VECTOR_EXP_H
/*
 * Exponentials where the step spends its time: with sixteenths of a power of two from a table (Tang
 * 1989, "Table-driven implementation of the exponential function in IEEE floating-point
 * arithmetic", ACM TOMS 15). What is left of the argument is a sixteenth as large, so that a
 * polynomial of degree 6 does for one of degree 11. AVX-512 has the table in two registers;
 * compilers would fetch each lane's entry from memory; hence vectors. Same bits on every CPU, and
 * one lane at a time.
 *
 * Accuracy (tests/unit/base/test_vector.c against long double libm): within 1.2 ulp. Coefficients
 * of (exp(r) - 1 - r - r^2 / 2) / r^3 best among doubles on |r| <= ln 2 / 32, error 1.2e-17 of
 * exp(r): Sollya's fpminimax (Brisebarre and Chevillard 2007).
 */
#include "cgap/elementary.h"
#include "cgap/vector.h"

/* Rows of lanes are taken so many vectors at a time, as registers hold. */
#if defined(__AVX512F__)
enum { CGAP_BESIDE = 2 };
#else
enum { CGAP_BESIDE = 1 };
#endif

/* Goes through them, without a loop: what is between its braces is written so many times. */
#define CGAP_EACH_BESIDE(v)                                                                        \
    _Pragma("GCC unroll 8") for (size_t v = 0; v < (size_t) CGAP_BESIDE; v++)

/* Bits of 2^(j/16), less j in the place where the index stands when it is added. */
static const uint64_t CGAP_SIXTEENTHS[16] = {
    0x3FF0000000000000ULL, 0x3FEFB5586CF9890FULL, 0x3FEF72B83C7D517BULL, 0x3FEF387A6E756238ULL,
    0x3FEF06FE0A31B715ULL, 0x3FEEDEA64C123422ULL, 0x3FEEBFDAD5362A27ULL, 0x3FEEAB07DD485429ULL,
    0x3FEEA09E667F3BCDULL, 0x3FEEA11473EB0187ULL, 0x3FEEACE5422AA0DBULL, 0x3FEEC49182A3F090ULL,
    0x3FEEE89F995AD3ADULL, 0x3FEF199BDD85529CULL, 0x3FEF5818DCFBA487ULL, 0x3FEFA4AFA2A490DAULL};

static const double CGAP_EXP_EVEN[3] = {0.5, 4.16666666624045042844e-02,
                                        1.38890960970637576129e-03};
static const double CGAP_EXP_ODD[2] = {1.66666666644195299307e-01, 8.33347188938430686071e-03};

/* e^x = 2^(y/16) with y this times x: for arguments that are scaled anyway. */
static const double CGAP_SIXTEENTHS_PER_E_FOLD = 2.30831206542234142107e+01; /* 16 / ln 2 */

/* Up to here 2^(y/16) is a normal number; beyond, the argument is held at it. */
static const double CGAP_POWER_LIMIT = 16000.0;

static const double CGAP_ROUNDING = 6755399441055744.0; /* 1.5 * 2^52: adding it rounds */

/* 2^(k/16), the low bits of @p shifted being k itself: its four last choose the sixteenth, the
 * others are the exponent. */
static inline cgap_reals
cgap_reals_sixteenths(cgap_reals shifted)
{
    cgap_words bits = cgap_words_look_up(CGAP_SIXTEENTHS, (cgap_words) shifted);

    return (cgap_reals) (bits + ((cgap_words) shifted << 48));
}

/* e^r - 1 for |r| <= ln 2 / 32. */
static inline cgap_reals
cgap_reals_beyond(cgap_reals r)
{
    cgap_reals squared = r * r;
    cgap_reals even = CGAP_EXP_EVEN[0] + squared * (CGAP_EXP_EVEN[1] + squared * CGAP_EXP_EVEN[2]);
    cgap_reals odd = CGAP_EXP_ODD[0] + squared * CGAP_EXP_ODD[1];

    return r + squared * (even + r * odd);
}

/* What is left of y, in sixteenths of a power of two, beyond the nearest of them; as an exponent of
 * e. */
static inline cgap_reals
cgap_reals_left(cgap_reals y, cgap_reals shifted)
{
    const double sixteenth_of_ln2 = 6.93147180559945286227e-01 / 16.0;

    return (y - (shifted - CGAP_ROUNDING)) * sixteenth_of_ln2;
}

/** @brief e^x in each lane; x is clamped to [-700, 700], NaN stays NaN. */
static inline cgap_reals
cgap_reals_exp(cgap_reals x)
{
    const double ln2_high = 6.93147180369123816490e-01 / 16.0;
    const double ln2_low = 1.90821492927058770002e-10 / 16.0;
    cgap_reals limit = cgap_reals_all(CGAP_EXP_LIMIT);
    cgap_reals xc = cgap_reals_smaller(limit, cgap_reals_larger(-limit, x));
    cgap_reals shifted = xc * CGAP_SIXTEENTHS_PER_E_FOLD + CGAP_ROUNDING;
    cgap_reals k = shifted - CGAP_ROUNDING, power = cgap_reals_sixteenths(shifted);

    return power + power * cgap_reals_beyond((xc - k * ln2_high) - k * ln2_low);
}

/** @brief 2^(y/16) in each lane for y in [-CGAP_POWER_LIMIT, CGAP_POWER_LIMIT], in half the
 *  operations: what is left of y is exact. */
static inline cgap_reals
cgap_reals_exp2_sixteenths_within(cgap_reals y)
{
    cgap_reals shifted = y + CGAP_ROUNDING, power = cgap_reals_sixteenths(shifted);

    return power + power * cgap_reals_beyond(cgap_reals_left(y, shifted));
}

/** @brief sum + factor 2^(y/16) in each lane, for such y, within 2 ulp where sum and factor have
 *  one sign: the factor meets the power of two while the rest is still on its way. */
static inline cgap_reals
cgap_reals_add_exp2_sixteenths_within(cgap_reals sum, cgap_reals factor, cgap_reals y)
{
    cgap_reals shifted = y + CGAP_ROUNDING, part = factor * cgap_reals_sixteenths(shifted);

    return (sum + part) + part * cgap_reals_beyond(cgap_reals_left(y, shifted));
}

/** @brief The same of any y, clamped to there; NaN stays NaN. */
static inline cgap_reals
cgap_reals_exp2_sixteenths(cgap_reals y)
{
    cgap_reals limit = cgap_reals_all(CGAP_POWER_LIMIT);

    return cgap_reals_exp2_sixteenths_within(
        cgap_reals_smaller(limit, cgap_reals_larger(-limit, y)));
}

/** @brief cgap_phi1 in each lane, to the last bit. */
static inline cgap_reals
cgap_reals_phi1(cgap_reals z)
{
    const double *a = CGAP_PHI1_EVEN, *b = CGAP_PHI1_ODD;
    cgap_reals squared = z * z;
    cgap_reals even = a[0] + squared * (a[1] + squared * (a[2] + squared * a[3]));
    cgap_reals odd = b[0] + squared * (b[1] + squared * (b[2] + squared * b[3]));
    cgap_reals phi1 = 1.0 + z * (even + z * odd);

    if (cgap_reals_any_above(z, CGAP_PHI1_SHORT)) { /* steps of years: rare */
        for (size_t l = 0; l < CGAP_VECTOR; l++) {
            phi1[l] = cgap_phi1(z[l]);
        }
    }
    return phi1;
}

/** @brief e^x, where n lanes stand, a multiple of CGAP_BESIDE vectors. Those fill each other's
 *  pauses: an exponential takes 60 cycles from its first operation to its last. */
static inline void
cgap_lanes_exp(double *x, size_t n)
{
    for (size_t l = 0; l < n; l += CGAP_BESIDE * CGAP_VECTOR) {
#pragma GCC unroll 8
        for (size_t v = 0; v < CGAP_BESIDE * CGAP_VECTOR; v += CGAP_VECTOR) {
            cgap_reals_store(x + l + v, cgap_reals_exp(cgap_reals_load(x + l + v)));
        }
    }
}

/** @brief 2^(y/16), likewise. */
static inline void
cgap_lanes_exp2_sixteenths(double *y, size_t n)
{
    for (size_t l = 0; l < n; l += CGAP_BESIDE * CGAP_VECTOR) {
#pragma GCC unroll 8
        for (size_t v = 0; v < CGAP_BESIDE * CGAP_VECTOR; v += CGAP_VECTOR) {
            cgap_reals_store(y + l + v, cgap_reals_exp2_sixteenths(cgap_reals_load(y + l + v)));
        }
    }
}

/** @brief e^x of one number, as in lanes. */
static inline double
cgap_exp_of_one(double x)
{
    return cgap_reals_exp(cgap_reals_all(x))[0];
}

#endif
