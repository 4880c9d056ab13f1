/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_VECTOR_SUM_H
#define CGAP_VECTOR_SUM_H
/*
 * Sums over states in registers. A sum that is fetched and put back for every state, as compilers
 * leave it where they cannot tell its memory from that of the rows, waits each time for itself.
 */
#include "cgap/vector_exp.h"

/** @brief Adds the rows of the states whose bits are set in @p set, @p stride apart, to @p sum, in
 *  the order of the states.
 *  @param[in] lanes of a row and of the sum, a multiple of CGAP_BESIDE vectors */
static inline void
cgap_vector_sum(const double *row, size_t stride, uint64_t set, size_t lanes, double *sum)
{
    for (size_t l = 0; l < lanes; l += CGAP_BESIDE * CGAP_VECTOR) {
        cgap_reals all[CGAP_BESIDE];

        CGAP_EACH_BESIDE (v) {
            all[v] = cgap_reals_load(sum + l + v * CGAP_VECTOR);
        }
        for (uint64_t left = set; left != 0; left &= left - 1) {
            const double *from = row + (size_t) __builtin_ctzll(left) * stride + l;

            CGAP_EACH_BESIDE (v) {
                all[v] += cgap_reals_load(from + v * CGAP_VECTOR);
            }
        }
        CGAP_EACH_BESIDE (v) {
            cgap_reals_store(sum + l + v * CGAP_VECTOR, all[v]);
        }
    }
}

/** @brief The same of rows times @p weight of their state. */
static inline void
cgap_vector_sum_weighted(const double *row, size_t stride, uint64_t set, const double *weight,
                         size_t lanes, double *sum)
{
    for (size_t l = 0; l < lanes; l += CGAP_BESIDE * CGAP_VECTOR) {
        cgap_reals all[CGAP_BESIDE];

        CGAP_EACH_BESIDE (v) {
            all[v] = cgap_reals_load(sum + l + v * CGAP_VECTOR);
        }
        for (uint64_t left = set; left != 0; left &= left - 1) {
            size_t i = (size_t) __builtin_ctzll(left);

            CGAP_EACH_BESIDE (v) {
                all[v] += weight[i] * cgap_reals_load(row + i * stride + l + v * CGAP_VECTOR);
            }
        }
        CGAP_EACH_BESIDE (v) {
            cgap_reals_store(sum + l + v * CGAP_VECTOR, all[v]);
        }
    }
}

/** @brief The set of all of @p n states, at most 64. */
static inline uint64_t
cgap_all_states(size_t n)
{
    return n < 64 ? ((uint64_t) 1 << n) - 1 : ~(uint64_t) 0;
}

#endif
