/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_ANALYSIS_HALTON_H
#define CGAP_ANALYSIS_HALTON_H
/*
 * The sequence of Halton (1960) with its digits permuted at random (Owen 2017, "A randomized Halton
 * algorithm in R", arXiv 1706.02808). As it stands the sequence is of no use for many dimensions:
 * the first n points of a base above n rise along one end of the range, all such dimensions
 * together.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The smallest prime above @p p. */
size_t halton_next_prime(size_t p);

/* One dimension of the first n points, in [0, 1): place @p out has room for n. The permutations are
 * addressed by seed and name, so more points leave the first where they are. Any prime^k points in
 * a row from a multiple of it on lie one in each cell of that size. false: out of memory. */
bool halton_fill(double *out, size_t n, size_t prime, uint64_t seed, uint32_t name);

#endif
