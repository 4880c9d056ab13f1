/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_DISPERSION_H
#define CGAP_DISPERSION_H
/*
 * Measures of one date that cgap/lane.h does not have: shares, entropies, decompositions by group,
 * polarisation between groups. Pure functions of n values. Undefined is NaN: a mean that is not
 * above 0, a negative value (shares), a zero where logarithms or inverses are taken.
 */
#include <stdbool.h>
#include <stddef.h>

/** @brief Herfindahl-Hirschman index of the shares x / sum x, in [1/n, 1]. */
double cgap_dispersion_hhi(const double *x, size_t n);

/** @brief Shannon entropy of the shares in nats, in [0, ln n]; zero shares count 0. */
double cgap_dispersion_shannon(const double *x, size_t n);

/** @brief Atkinson index 1 - (sum w (x/mu)^(1-e))^(1/(1-e)); e = 1: 1 - geometric mean / mu.
 *  @param[in] aversion e > 0
 *  NaN for e >= 1 when a value is not positive. */
double cgap_dispersion_atkinson(const double *x, size_t n, double aversion);

/** @brief Mean log deviation with weights (> 0, any scale); NULL: equal weights. */
double cgap_dispersion_mld(const double *x, const double *weight, size_t n);

/** @brief Distance to the best, summed: sum (max - x), or sum (x - min). */
double cgap_dispersion_delta(const double *x, size_t n, bool to_lowest);

/** @brief Shortfall from a target, sum max(0, target - x) / (n target); excess when lower is
 *  better. NaN unless target > 0. */
double cgap_dispersion_gap_target(const double *x, size_t n, double target, bool lower_is_better);

/* An additive decomposition: within + between = the index of all units. */
typedef struct cgap_split {
    double within, between;
} cgap_split;

/** @brief Theil T within and between groups (Shorrocks 1980): with income shares s_g,
 *  within = sum s_g T_g and between = sum s_g ln(mu_g / mu).
 *  @param[in] group [n] in 0 .. n_group-1; a group without units counts nothing
 *  Cost O(n n_group). */
cgap_split cgap_dispersion_theil_split(const double *x, const size_t *group, size_t n,
                                       size_t n_group);

/** @brief Mean log deviation within and between groups, weighted by shares of units. */
cgap_split cgap_dispersion_mld_split(const double *x, const size_t *group, size_t n,
                                     size_t n_group);

/** @brief Polarisation between groups (Esteban and Ray 1994), K = 1:
 *  sum over groups p_i^(1+alpha) p_j |y_i - y_j|, p shares of units, y = group mean / mean.
 *  @param[in] alpha sensitivity, 1 to 1.6 */
double cgap_dispersion_esteban_ray(const double *x, const size_t *group, size_t n, size_t n_group,
                                   double alpha);

#endif
