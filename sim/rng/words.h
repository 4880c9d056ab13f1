/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_WORDS_H
#define CGAP_WORDS_H
/*
 * A vector of 64-bit words as wide as the kernel's registers, in the vector extension that gcc and
 * clang share. Only the product of the lower halves goes by an intrinsic: every x86 has one
 * instruction for it, but neither compiler finds it in plain C (gcc 12 makes nine, clang 14 three).
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <immintrin.h>
#endif

#if defined(__AVX512F__)
enum { WORDS = 8 };
#elif defined(__AVX2__)
enum { WORDS = 4 };
#else
enum { WORDS = 2 };
#endif

typedef uint64_t words __attribute__((vector_size(8 * WORDS)));
typedef double doubles __attribute__((vector_size(8 * WORDS)));

/* Products of the lower 32 bits of every word; what stands in the upper ones does not matter. */
static inline words
words_multiply(words a, words b)
{
#if defined(__AVX512F__)
    return (words) _mm512_mul_epu32((__m512i) a, (__m512i) b);
#elif defined(__AVX2__)
    return (words) _mm256_mul_epu32((__m256i) a, (__m256i) b);
#elif defined(__SSE2__)
    return (words) _mm_mul_epu32((__m128i) a, (__m128i) b);
#else
    return (a & 0xFFFFFFFFU) * (b & 0xFFFFFFFFU);
#endif
}

/* first, first + 1, ... */
static inline words
words_from(uint64_t first)
{
    words all;

    for (size_t l = 0; l < WORDS; l++) {
        all[l] = first + l;
    }
    return all;
}

static inline words
words_of(const uint32_t half[WORDS])
{
    typedef uint32_t halves __attribute__((vector_size(4 * WORDS)));
    halves all;

    memcpy(&all, half, sizeof all);
    return __builtin_convertvector(all, words);
}

#endif
