/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_RNG_LANES_H
#define CGAP_RNG_LANES_H
/*
 * The draws of cgap/rng.h for CGAP_RNG_LANES replicates side by side, to the last bit the same:
 * counters of a tile differ in one word, so all lanes do the same work and compilers turn it into
 * vector instructions. Test: tests/unit/rng/test_lanes.c.
 */
#include <stddef.h>

#include "cgap/rng.h"

enum { CGAP_RNG_LANES = 16 };

/** @brief cgap_rng_uniform for replicates at.replicate .. at.replicate + CGAP_RNG_LANES - 1 of
 *  several units: row r is of unit[r], that of @p at is not used. Many rows at once cost less than
 *  one by one.
 *  @param[out] out [rows][CGAP_RNG_LANES] */
void cgap_rng_uniform_lanes(uint64_t seed, cgap_address at, const uint16_t *unit, size_t rows,
                            double *out);

/** @brief cgap_rng_normal for the same replicates and units. */
void cgap_rng_normal_lanes(uint64_t seed, cgap_address at, const uint16_t *unit, size_t rows,
                           double *out);

/** @brief cgap_rng_poisson for the same replicates, each with its own mean.
 *  @param[in] uniform of cgap_rng_uniform_lanes at the same address
 *  @param[in] mean    may be the same array as @p out */
void cgap_rng_poisson_lanes(uint64_t seed, cgap_address at, const double uniform[CGAP_RNG_LANES],
                            const double mean[CGAP_RNG_LANES], double out[CGAP_RNG_LANES]);

/* Whose draws rows of lanes are: a replicate, a unit (below 2^16) and a name for each lane. */
typedef struct cgap_owners {
    const uint32_t *replicate, *unit, *name; /* [rows][CGAP_RNG_LANES] */
} cgap_owners;

/** @brief cgap_rng_uniform_pair of @p rows rows of lanes whose owners are @p of; those of @p at are
 *  not used. @param[out] first, second [rows][CGAP_RNG_LANES] */
void cgap_rng_uniform_pair_lanes(uint64_t seed, cgap_address at, const cgap_owners *of, size_t rows,
                                 double *first, double *second);

/** @brief cgap_normal_quantile of @p rows x CGAP_RNG_LANES draws; arrays may not overlap. */
void cgap_normal_quantile_lanes(const double *p, size_t rows, double *out);

#endif
