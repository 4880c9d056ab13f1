/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_LANE_MASKS_H
#define CGAP_LANE_MASKS_H
/*
 * Lanes that meet a condition: whether there are any, which they are, and some brought side by side
 * and put back. AVX-512 has a register and instructions for that, which compilers do not find in
 * plain C (gcc 12, clang 14): they go lane by lane, and wait for what was written lane by lane
 * before they read it as a vector. The plain loops beside the intrinsics do the same.
 */
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cgap/elementary.h"

#if defined(__AVX512F__)
#include <immintrin.h>
#endif

/* Lanes of a mask; bit l is lane l. */
enum { CGAP_MASK_LANES = 8 };
typedef uint8_t cgap_lane_mask;

/* Whether x > limit in any of @p n lanes, a multiple of CGAP_MASK_LANES; NaN is not. */
static inline bool
cgap_lanes_any_above(const double *x, size_t n, double limit)
{
#if defined(__AVX512F__)
    unsigned any = 0;

    for (size_t l = 0; l < n; l += CGAP_MASK_LANES) {
        any |= _mm512_cmp_pd_mask(_mm512_loadu_pd(x + l), _mm512_set1_pd(limit), _CMP_GT_OQ);
    }
    return any != 0;
#else
    uint64_t any = 0;

    for (size_t l = 0; l < n; l++) {
        any |= cgap_flag(x[l] > limit);
    }
    return any != 0;
#endif
}

/* The same of x < y. */
static inline bool
cgap_lanes_any_below(const double *x, const double *y, size_t n)
{
#if defined(__AVX512F__)
    unsigned any = 0;

    for (size_t l = 0; l < n; l += CGAP_MASK_LANES) {
        any |= _mm512_cmp_pd_mask(_mm512_loadu_pd(x + l), _mm512_loadu_pd(y + l), _CMP_LT_OQ);
    }
    return any != 0;
#else
    uint64_t any = 0;

    for (size_t l = 0; l < n; l++) {
        any |= cgap_flag(x[l] < y[l]);
    }
    return any != 0;
#endif
}

/* Lanes with |x - centre| > limit. */
static inline cgap_lane_mask
cgap_lanes_off(const double x[CGAP_MASK_LANES], double centre, double limit)
{
#if defined(__AVX512F__)
    __m512d off = _mm512_abs_pd(_mm512_sub_pd(_mm512_loadu_pd(x), _mm512_set1_pd(centre)));

    return _mm512_cmp_pd_mask(off, _mm512_set1_pd(limit), _CMP_GT_OQ);
#else
    unsigned off = 0;

    for (unsigned l = 0; l < CGAP_MASK_LANES; l++) {
        off |= (unsigned) (fabs(x[l] - centre) > limit) << l;
    }
    return (cgap_lane_mask) off;
#endif
}

/* Brings some lanes side by side; all of @p to are written. Returns how many there are. */
static inline size_t
cgap_lanes_gather(cgap_lane_mask some, const double x[CGAP_MASK_LANES], double to[CGAP_MASK_LANES])
{
#if defined(__AVX512F__)
    _mm512_storeu_pd(to, _mm512_maskz_compress_pd(some, _mm512_loadu_pd(x)));
    return (size_t) __builtin_popcount(some);
#else
    size_t n = 0;

    for (unsigned l = 0; l < CGAP_MASK_LANES; l++) {
        to[n] = x[l];
        n += (unsigned) some >> l & 1U;
    }
    return n;
#endif
}

/* Puts them back where they were; the others of @p x stay. All of @p from are read. Returns how
 * many there are. */
static inline size_t
cgap_lanes_spread(cgap_lane_mask some, const double from[CGAP_MASK_LANES],
                  double x[CGAP_MASK_LANES])
{
#if defined(__AVX512F__)
    __m512d others = _mm512_loadu_pd(x);

    _mm512_storeu_pd(x, _mm512_mask_expand_pd(others, some, _mm512_loadu_pd(from)));
    return (size_t) __builtin_popcount(some);
#else
    size_t n = 0;

    for (unsigned left = some; left != 0; left &= left - 1) {
        x[__builtin_ctz(left)] = from[n++];
    }
    return n;
#endif
}

/* Of two masks' lanes those with x > least + further: which they are, in their order, and the whole
 * number least + further of each. All of both rows are written. Returns how many there are. */
static inline size_t
cgap_lanes_above(const double x[2 * CGAP_MASK_LANES], const double least[2 * CGAP_MASK_LANES],
                 uint32_t further, uint32_t lane[2 * CGAP_MASK_LANES],
                 uint32_t number[2 * CGAP_MASK_LANES])
{
#if defined(__AVX512F__)
    const __m512i all = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    const __m512d beyond = _mm512_set1_pd((double) further);
    __m512d low = _mm512_add_pd(_mm512_loadu_pd(least), beyond);
    __m512d high = _mm512_add_pd(_mm512_loadu_pd(least + CGAP_MASK_LANES), beyond);
    unsigned of_low = _mm512_cmp_pd_mask(_mm512_loadu_pd(x), low, _CMP_GT_OQ);
    unsigned of_high = _mm512_cmp_pd_mask(_mm512_loadu_pd(x + CGAP_MASK_LANES), high, _CMP_GT_OQ);
    __mmask16 above = (__mmask16) (of_low | of_high << CGAP_MASK_LANES);
    __m512i whole = _mm512_inserti64x4(_mm512_castsi256_si512(_mm512_cvttpd_epu32(low)),
                                       _mm512_cvttpd_epu32(high), 1);

    _mm512_storeu_si512(lane, _mm512_maskz_compress_epi32(above, all));
    _mm512_storeu_si512(number, _mm512_maskz_compress_epi32(above, whole));
    return (size_t) __builtin_popcount(above);
#else
    size_t n = 0;

    for (uint32_t l = 0; l < 2 * CGAP_MASK_LANES; l++) {
        lane[n] = l;
        number[n] = (uint32_t) least[l] + further;
        n += x[l] > least[l] + further;
    }
    return n;
#endif
}

#endif
