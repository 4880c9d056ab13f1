/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_VECTOR_H
#define CGAP_VECTOR_H
/*
 * Vectors as wide as the kernel's registers, in the extension that gcc and clang share: where loops
 * over lanes are not enough, because one instruction does what neither compiler finds in plain C
 * (it stands beside each), or because sums are to stay in registers over states or pulls, where
 * compilers would fetch them and put them back.
 */
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <immintrin.h>
#endif

#if defined(__AVX512F__)
enum { CGAP_VECTOR = 8 };
#elif defined(__AVX2__)
enum { CGAP_VECTOR = 4 };
#else
enum { CGAP_VECTOR = 2 };
#endif

typedef uint64_t cgap_words __attribute__((vector_size(8 * CGAP_VECTOR)));
typedef double cgap_reals __attribute__((vector_size(8 * CGAP_VECTOR)));

/* The same at any address of a double, whose rules of aliasing hold for it: a store leaves what
 * compilers know of pointers as it is, where that of a memcpy does not. */
typedef double cgap_reals_anywhere __attribute__((vector_size(8 * CGAP_VECTOR), aligned(8)));

/* CGAP_VECTOR numbers that follow one another, from and to any address. */
static inline cgap_reals
cgap_reals_load(const double *from)
{
    return *(const cgap_reals_anywhere *) from;
}

static inline void
cgap_reals_store(double *to, cgap_reals all)
{
    *(cgap_reals_anywhere *) to = all;
}

/* The same number in every lane. */
static inline cgap_reals
cgap_reals_all(double value)
{
    return (cgap_reals){0.0} + value;
}

/* Products of the lower 32 bits of every word; what stands in the upper ones does not matter. Every
 * x86 has one instruction for it, for which gcc 12 makes nine and clang 14 three. */
static inline cgap_words
cgap_words_multiply(cgap_words a, cgap_words b)
{
#if defined(__AVX512F__)
    return (cgap_words) _mm512_mul_epu32((__m512i) a, (__m512i) b);
#elif defined(__AVX2__)
    return (cgap_words) _mm256_mul_epu32((__m256i) a, (__m256i) b);
#elif defined(__SSE2__)
    return (cgap_words) _mm_mul_epu32((__m128i) a, (__m128i) b);
#else
    return (a & 0xFFFFFFFFU) * (b & 0xFFFFFFFFU);
#endif
}

/* first, first + 1, ... */
static inline cgap_words
cgap_words_from(uint64_t first)
{
    cgap_words all;

    for (size_t l = 0; l < CGAP_VECTOR; l++) {
        all[l] = first + l;
    }
    return all;
}

/* Words of half the size, each in the lower half of a word. */
static inline cgap_words
cgap_words_of(const uint32_t half[CGAP_VECTOR])
{
    typedef uint32_t halves __attribute__((vector_size(4 * CGAP_VECTOR)));
    halves all;

    memcpy(&all, half, sizeof all);
    return __builtin_convertvector(all, cgap_words);
}

/* One of sixteen words, by the four lowest bits of each index. AVX-512 has them in registers. */
static inline cgap_words
cgap_words_look_up(const uint64_t table[16], cgap_words index)
{
#if defined(__AVX512F__)
    return (cgap_words) _mm512_permutex2var_epi64(_mm512_loadu_si512(table), (__m512i) index,
                                                  _mm512_loadu_si512(table + 8));
#elif defined(__AVX2__)
    return (cgap_words) _mm256_i64gather_epi64((const long long *) table, (__m256i) (index & 15),
                                               8);
#else
    cgap_words found;

    for (size_t l = 0; l < CGAP_VECTOR; l++) {
        found[l] = table[index[l] & 15];
    }
    return found;
#endif
}

/* yes where the bits of @p where are set, no where they are not: what comparisons of vectors give.
 */
static inline cgap_reals
cgap_reals_choose(cgap_words where, cgap_reals yes, cgap_reals no)
{
    return (cgap_reals) ((where & (cgap_words) yes) | (~where & (cgap_words) no));
}

/* x > y ? x : y, in each lane; y where one of them is NaN. */
static inline cgap_reals
cgap_reals_larger(cgap_reals x, cgap_reals y)
{
#if defined(__AVX512F__)
    return (cgap_reals) _mm512_max_pd((__m512d) x, (__m512d) y);
#elif defined(__AVX2__)
    return (cgap_reals) _mm256_max_pd((__m256d) x, (__m256d) y);
#elif defined(__SSE2__)
    return (cgap_reals) _mm_max_pd((__m128d) x, (__m128d) y);
#else
    return cgap_reals_choose((cgap_words) (x > y), x, y);
#endif
}

/* x < y ? x : y, in each lane; y where one of them is NaN. */
static inline cgap_reals
cgap_reals_smaller(cgap_reals x, cgap_reals y)
{
#if defined(__AVX512F__)
    return (cgap_reals) _mm512_min_pd((__m512d) x, (__m512d) y);
#elif defined(__AVX2__)
    return (cgap_reals) _mm256_min_pd((__m256d) x, (__m256d) y);
#elif defined(__SSE2__)
    return (cgap_reals) _mm_min_pd((__m128d) x, (__m128d) y);
#else
    return cgap_reals_choose((cgap_words) (x < y), x, y);
#endif
}

/* x > limit ? above : other, in each lane; other where x or the limit is NaN. */
static inline cgap_reals
cgap_reals_where_above(cgap_reals x, cgap_reals limit, cgap_reals above, cgap_reals other)
{
#if defined(__AVX512F__)
    return (cgap_reals) _mm512_mask_mov_pd(
        (__m512d) other, _mm512_cmp_pd_mask((__m512d) x, (__m512d) limit, _CMP_GT_OQ),
        (__m512d) above);
#else
    return cgap_reals_choose((cgap_words) (x > limit), above, other);
#endif
}

/* x > limit ? sum + term : sum, in each lane; sum where x or the limit is NaN. Not for a sum of -0.
 */
static inline cgap_reals
cgap_reals_add_where_above(cgap_reals sum, cgap_reals x, cgap_reals limit, cgap_reals term)
{
#if defined(__AVX512F__)
    return cgap_reals_where_above(x, limit, sum + term, sum);
#else
    return sum + cgap_reals_where_above(x, limit, term, cgap_reals_all(0.0));
#endif
}

/* x == y ? equal : other, in each lane; other where x or y is NaN. */
static inline cgap_reals
cgap_reals_where_equal(cgap_reals x, cgap_reals y, cgap_reals equal, cgap_reals other)
{
#if defined(__AVX512F__)
    return (cgap_reals) _mm512_mask_mov_pd(
        (__m512d) other, _mm512_cmp_pd_mask((__m512d) x, (__m512d) y, _CMP_EQ_OQ), (__m512d) equal);
#else
    return cgap_reals_choose((cgap_words) (x == y), equal, other);
#endif
}

/* A bit for every lane, set where x > y; NaN is not. */
static inline unsigned
cgap_reals_bits_above(cgap_reals x, cgap_reals y)
{
#if defined(__AVX512F__)
    return _mm512_cmp_pd_mask((__m512d) x, (__m512d) y, _CMP_GT_OQ);
#elif defined(__AVX2__)
    return (unsigned) _mm256_movemask_pd((__m256d) (x > y));
#elif defined(__SSE2__)
    return (unsigned) _mm_movemask_pd((__m128d) (x > y));
#else
    unsigned bits = 0;

    for (size_t l = 0; l < CGAP_VECTOR; l++) {
        bits |= (x[l] > y[l] ? 1U : 0U) << l;
    }
    return bits;
#endif
}

/* Whether x > limit in any lane; NaN is not. */
static inline bool
cgap_reals_any_above(cgap_reals x, double limit)
{
    return cgap_reals_bits_above(x, cgap_reals_all(limit)) != 0;
}

/* |x| */
static inline cgap_reals
cgap_reals_absolute(cgap_reals x)
{
    return (cgap_reals) ((cgap_words) x & 0x7FFFFFFFFFFFFFFFULL);
}

/* Square roots, exact in IEEE arithmetic. Neither compiler has them for vectors. */
static inline cgap_reals
cgap_reals_root(cgap_reals x)
{
#if defined(__AVX512F__)
    return (cgap_reals) _mm512_sqrt_pd((__m512d) x);
#elif defined(__AVX2__)
    return (cgap_reals) _mm256_sqrt_pd((__m256d) x);
#elif defined(__SSE2__)
    return (cgap_reals) _mm_sqrt_pd((__m128d) x);
#else
    for (size_t l = 0; l < CGAP_VECTOR; l++) {
        x[l] = sqrt(x[l]);
    }
    return x;
#endif
}

#endif
