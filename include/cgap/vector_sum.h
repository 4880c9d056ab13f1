/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_VECTOR_SUM_H
#define CGAP_VECTOR_SUM_H
/*
 * Sums over states in registers. A sum that is fetched and put back for every state, as compilers
 * leave it where they cannot tell its memory from that of the rows, waits each time for itself.
 */
#include "cgap/model.h"
#include "cgap/vector_exp.h"

/** @brief Adds the rows of the states in @p set, CGAP_LANE_MULTIPLE lanes each, @p stride apart, to
 *  @p sum, in the order of the states. */
static inline void
cgap_vector_sum(const double *row, size_t stride, cgap_member_set set, double *sum)
{
    enum { N = CGAP_LANE_MULTIPLE / CGAP_VECTOR };
    cgap_reals all[N];

#pragma GCC unroll 8
    for (size_t v = 0; v < N; v++) {
        all[v] = cgap_reals_load(sum + v * CGAP_VECTOR);
    }
    for (; set != 0; set &= set - 1) {
        const double *from = row + (size_t) __builtin_ctzll(set) * stride;

#pragma GCC unroll 8
        for (size_t v = 0; v < N; v++) {
            all[v] += cgap_reals_load(from + v * CGAP_VECTOR);
        }
    }
#pragma GCC unroll 8
    for (size_t v = 0; v < N; v++) {
        cgap_reals_store(sum + v * CGAP_VECTOR, all[v]);
    }
}

/** @brief The same of rows times @p weight of their state. */
static inline void
cgap_vector_sum_weighted(const double *row, size_t stride, cgap_member_set set,
                         const double *weight, double *sum)
{
    enum { N = CGAP_LANE_MULTIPLE / CGAP_VECTOR };
    cgap_reals all[N];

#pragma GCC unroll 8
    for (size_t v = 0; v < N; v++) {
        all[v] = cgap_reals_load(sum + v * CGAP_VECTOR);
    }
    for (; set != 0; set &= set - 1) {
        size_t i = (size_t) __builtin_ctzll(set);

#pragma GCC unroll 8
        for (size_t v = 0; v < N; v++) {
            all[v] += weight[i] * cgap_reals_load(row + i * stride + v * CGAP_VECTOR);
        }
    }
#pragma GCC unroll 8
    for (size_t v = 0; v < N; v++) {
        cgap_reals_store(sum + v * CGAP_VECTOR, all[v]);
    }
}

/** @brief All of @p n states. */
static inline cgap_member_set
cgap_all_states(size_t n)
{
    return n < 64 ? ((cgap_member_set) 1 << n) - 1 : ~(cgap_member_set) 0;
}

#endif
