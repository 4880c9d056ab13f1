/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_RNG_H
#define CGAP_RNG_H
/*
 * Addressed random draws (MODEL.md section 2.14). A draw is not consumed from a sequence, it is
 * looked up: the seed is the key of Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as
 * easy as 1, 2, 3"; Random123 headers) and the counter says which draw it is. So no draw depends on
 * the order of members, on threads, on ensemble size or on what else a scenario draws, and two
 * scenarios under one seed meet the same shocks.
 */
#include <stdint.h>

/* What a draw is for. Numbers are part of the promise "same seed, same bytes": never renumber. */
typedef enum cgap_process {
    CGAP_PROCESS_START = 1,        /* true formal level behind the published score */
    CGAP_PROCESS_SHOCK = 2,        /* national budget shock */
    CGAP_PROCESS_COMMON_SHOCK = 3, /* budget shock of the whole Union */
    CGAP_PROCESS_TRANSPOSITION =
        4,                        /* date of transposition; name = hash of the instrument's name */
    CGAP_PROCESS_OBSERVATION = 5, /* measurement error of an edition; name = series and edition */
    CGAP_PROCESS_COUNT = 6,       /* incidents of a step; name = piece of the mean */
    CGAP_PROCESS_SEVERITY = 7,    /* loss of one incident and who bears it; name = its number */
    CGAP_PROCESS_SYSTEMIC = 8,    /* random systemic event */
    CGAP_PROCESS_BOOTSTRAP = 16,  /* resampling */
    CGAP_PROCESS_DESIGN = 17      /* sampling designs over assumptions */
} cgap_process;

typedef struct cgap_address {
    uint32_t replicate;
    cgap_process process;
    uint16_t unit; /* cgap_rng_unit(code) of a member; 0 for the Union */
    uint32_t step;
    uint32_t name; /* cgap_rng_name(text) or 0 */
} cgap_address;

/** @brief Unit number of a two-letter member code: never its row, so that rows may be permuted. */
uint16_t cgap_rng_unit(const char *code);

/** @brief 32-bit FNV-1a hash of a name. */
uint32_t cgap_rng_name(const char *text);

/** @brief 52 bits of a 64-bit word as the middle of their cell of (0, 1): between 2^-53 and 1 -
 * 2^-53, each value exact. (With 53 bits the largest would round to 1.) */
static inline double
cgap_rng_open_unit(uint32_t high, uint32_t low)
{
    uint64_t word = (uint64_t) high << 32 | low;

    return ((double) (word >> 12) + 0.5) * 0x1p-52;
}

/** @brief Uniform draw in (0, 1) with 52 bits; never 0 or 1. Cost: one Philox block. */
double cgap_rng_uniform(uint64_t seed, cgap_address at);

/** @brief Two independent uniform draws in (0, 1) of one Philox block; the first is that of
 *  cgap_rng_uniform at the same address. */
void cgap_rng_uniform_pair(uint64_t seed, cgap_address at, double out[2]);

/* The largest mean, 2^40: counts stay whole numbers of which doubles hold every one. */
static const double CGAP_POISSON_MOST = 0x1p40;

/** @brief Poisson draw with mean @p mean >= 0 by inversion, hence monotone in the mean: when two
 *  scenarios differ a little in their rates, their counts differ by what the rates differ, and
 *  rarely. A mean above 50 is drawn in pieces of 50 under names at.name, at.name + 1, ..., so that
 *  only the last piece feels a small change. After 20 pieces all that is left is one: its count is
 *  the quantile of its mean, by inversion up to 500 and from there on by an expansion that is one
 *  off in fewer than one of ten million draws (test: tests/reference/rng/test_poisson.c).
 *  @param mean what is beyond the pieces is held at CGAP_POISSON_MOST; an infinite mean too
 *  Cost O(mean) up to a mean of 1500, and no more than that beyond. */
double cgap_rng_poisson(uint64_t seed, cgap_address at, double mean);

/** @brief Standard normal draw: the normal quantile of the uniform at the same address, hence
 *  monotone in it. */
double cgap_rng_normal(uint64_t seed, cgap_address at);

/** @brief Exponential draw with mean 1: -log(uniform at the same address). */
double cgap_rng_exponential(uint64_t seed, cgap_address at);

/** @brief Standard normal quantile of @p p in (0, 1), relative error about 1e-15
 *  (Wichura 1988, algorithm AS 241, PPND16). */
double cgap_normal_quantile(double p);

#endif
