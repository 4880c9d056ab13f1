/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_VECTOR_EXP_H
#define CGAP_VECTOR_EXP_H
/*
 * The exponential where the step spends its time: as cgap_exp, with eighths of a power of two from
 * a table (Tang 1989, "Table-driven implementation of the exponential function in IEEE
 * floating-point arithmetic", ACM TOMS 15). What is left of the argument is an eighth as large, so
 * that a polynomial of degree 7 does for one of degree 11: with the table in a register, 17 cycles
 * for eight lanes in place of 26 (AVX-512, Zen 4). Compilers would fetch each lane's entry from
 * memory; hence vectors. Same bits on every CPU, and one lane at a time.
 *
 * Accuracy (tests/unit/base/test_vector.c against long double libm): within 1.1 ulp. Coefficients
 * of (exp(r) - 1 - r) / r^2 best among doubles on |r| <= ln 2 / 16, error 1.1e-17 of exp(r):
 * Sollya's fpminimax (Brisebarre and Chevillard 2007).
 */
#include "cgap/elementary.h"
#include "cgap/vector.h"

/* Rows of lanes are taken so many vectors at a time, as registers hold. */
#if defined(__AVX512F__)
enum { CGAP_BESIDE = 2 };
#else
enum { CGAP_BESIDE = 1 };
#endif

/* Bits of 2^(j/8), less j in the place where the index stands when it is added. */
static const uint64_t CGAP_EIGHTHS[8] = {
    0x3FF0000000000000ULL, 0x3FEF72B83C7D517BULL, 0x3FEF06FE0A31B715ULL, 0x3FEEBFDAD5362A27ULL,
    0x3FEEA09E667F3BCDULL, 0x3FEEACE5422AA0DBULL, 0x3FEEE89F995AD3ADULL, 0x3FEF5818DCFBA487ULL};

static const double CGAP_EXP_EVEN[3] = {5.00000000000005107026e-01, 4.16666666174961286551e-02,
                                        1.38895875170737042800e-03};
static const double CGAP_EXP_ODD[3] = {1.66666666666670099106e-01, 8.33333332177232932736e-03,
                                       1.98423057071231266233e-04};

/** @brief e^x in each lane; x is clamped to [-700, 700], NaN stays NaN. */
static inline cgap_reals
cgap_reals_exp(cgap_reals x)
{
    const double shift = 6755399441055744.0; /* 1.5 * 2^52: adding it rounds to an integer */
    const double eighths_of_ln2 = 8.0 * 1.44269504088896338700e+00;
    const double ln2_high = 6.93147180369123816490e-01 / 8.0;
    const double ln2_low = 1.90821492927058770002e-10 / 8.0;
    cgap_reals limit = cgap_reals_all(CGAP_EXP_LIMIT);
    cgap_reals xc = cgap_reals_smaller(limit, cgap_reals_larger(-limit, x));
    cgap_reals shifted = xc * eighths_of_ln2 + shift;
    cgap_reals k = shifted - shift;
    cgap_reals r = (xc - k * ln2_high) - k * ln2_low, squared = r * r;
    cgap_reals even = CGAP_EXP_EVEN[0] + squared * (CGAP_EXP_EVEN[1] + squared * CGAP_EXP_EVEN[2]);
    cgap_reals odd = CGAP_EXP_ODD[0] + squared * (CGAP_EXP_ODD[1] + squared * CGAP_EXP_ODD[2]);
    /* the low bits of the shifted sum are k itself: its three last choose the eighth, the others
     * are the exponent */
    cgap_words bits = cgap_words_look_up(CGAP_EIGHTHS, (cgap_words) shifted);
    cgap_reals power = (cgap_reals) (bits + ((cgap_words) shifted << 49));

    return power + power * (r + squared * (even + r * odd));
}

/** @brief The same of some vectors side by side, which fill each other's pauses: an exponential
 *  takes 60 cycles from its first operation to its last. */
static inline __attribute__((always_inline)) void
cgap_reals_exp_beside(cgap_reals *x, size_t n)
{
#pragma GCC unroll 8
    for (size_t v = 0; v < n; v++) {
        x[v] = cgap_reals_exp(x[v]);
    }
}

/** @brief The same, where n lanes stand, a multiple of CGAP_BESIDE vectors. */
static inline void
cgap_lanes_exp(double *x, size_t n)
{
    for (size_t l = 0; l < n; l += CGAP_BESIDE * CGAP_VECTOR) {
        cgap_reals some[CGAP_BESIDE];

        memcpy(some, x + l, sizeof some);
        cgap_reals_exp_beside(some, CGAP_BESIDE);
        memcpy(x + l, some, sizeof some);
    }
}

/** @brief The same of one number. */
static inline double
cgap_exp_of_one(double x)
{
    return cgap_reals_exp(cgap_reals_all(x))[0];
}

#endif
