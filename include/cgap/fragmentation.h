/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_FRAGMENTATION_H
#define CGAP_FRAGMENTATION_H
/*
 * Fragmentation beyond levels (MODEL.md section 3.2): how whole the cooperation network, the law
 * and the market are, and how alike members are in their strengths. Pure functions; matrices are
 * row-major; undefined is NaN.
 */
#include <stddef.h>

#include "cgap/error.h"

/** @brief Cooperation efficiency: sum of ties over the sum of ties that platforms offer, off the
 *  diagonal. NaN when nothing is offered.
 *  @param[in] tie, offered [n x n] in [0, 1]
 *  @param[in] weight [n] > 0: a pair counts by the product of its members'; NULL: all alike */
double cgap_fragmentation_efficiency(const double *tie, const double *offered, const double *weight,
                                     size_t n);

/** @brief Mean tie over ordered pairs, in [0, 1]. NaN for n < 2. */
double cgap_fragmentation_density(const double *tie, size_t n);

/** @brief Algebraic connectivity (Fiedler 1973): second smallest eigenvalue of the Laplacian over
 * n, its value for the complete graph with ties of 1; 0 when the network falls apart. Rounded to 12
 *  digits, since the eigenvalues are GSL's.
 *  @param[in] tie [n x n], symmetric, >= 0, n >= 2
 *  @retval CGAP_E_MEMORY  out of memory
 *  @retval CGAP_E_NUMERIC the eigenvalues did not converge */
cgap_status cgap_fragmentation_connectivity(const double *tie, size_t n, double *connectivity,
                                            cgap_error *err) CGAP_CHECKED;

/** @brief Modularity Q of given groups (Newman and Girvan 2004, weighted): share of ties inside
 *  groups less its expectation from the strengths. NaN without ties. */
double cgap_fragmentation_modularity(const double *tie, const size_t *group, size_t n);

/** @brief Legal fragmentation, yes or no: mean over pairs of the share of instruments that are in
 *  force in one of the two only. 0 without instruments, NaN for n < 2.
 *  @param[in] force [n x n_instrument], 0 or 1, or probabilities of it (then the expectation for
 *                   independent members) */
double cgap_fragmentation_hamming(const double *force, size_t n, size_t n_instrument);

/** @brief Legal fragmentation by degree: mean over pairs of 1 - sum min(q_i, q_j) / sum max(q_i,
 * q_j) (weighted Jaccard, Ruzicka 1958); a pair with nothing counts 0.
 *  @param[in] implementation [n x n_instrument] in [0, 1]
 *  @param[in] weight [n] > 0: a pair counts by the product of its members'; NULL: all alike */
double cgap_fragmentation_ruzicka(const double *implementation, const double *weight, size_t n,
                                  size_t n_instrument);

/** @brief Effective number of regimes 1 / sum p_k^2, p_k the shares of members with the same set of
 *  instruments in force: 1 when all have the same law, n when no two do (Laakso and Taagepera
 *  1979). 1 - 1/number is the chance that two members drawn with return differ.
 *  @param[in] force [n x n_instrument], each exactly 0 or 1 */
double cgap_fragmentation_regimes(const double *force, size_t n, size_t n_instrument);

/** @brief Profile fragmentation: generalised Jensen-Shannon divergence of members' pillar shares in
 *  bits, H(mean profile) - mean H(profile) (Lin 1991), over log2 min(n, n_pillar), so in [0, 1].
 *  Members of equal strengths give 0 whatever their level.
 *  @param[in] level [n x n_pillar] >= 0, each row with a positive sum
 *  NaN for a row that sums to 0, a negative level, or n or n_pillar below 2. */
double cgap_fragmentation_profile(const double *level, size_t n, size_t n_pillar);

/** @brief Market fragmentation: 1 - cross-border share / the same without borders. */
double cgap_fragmentation_market(double cross_border, double without_borders);

/* The parts of the composite, each in [0, 1], 1 = most fragmented. Show them with it, always. */
typedef struct cgap_fragmentation_parts {
    double level;   /* 1 - level_playing_field */
    double law;     /* cgap_fragmentation_ruzicka */
    double network; /* 1 - cooperation efficiency */
    double market;
} cgap_fragmentation_parts;

/** @brief Weighted mean of the parts (MODEL.md section 3.3); NaN when a part with weight is.
 *  @param[in] weight >= 0, any scale; NULL: equal weights */
double cgap_fragmentation_composite(const cgap_fragmentation_parts *part,
                                    const cgap_fragmentation_parts *weight);

#endif
