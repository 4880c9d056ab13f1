/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cooperation between states (section 2.5): ties carry learning and information (peers.c), and
 * weaken with the distance between capabilities, so that a level playing field makes cooperation
 * work. */
#include "model_internal.h"

#include <string.h>

/* Lam_ij: what the common platform offers a pair, before distance weighs on it. */
static double
platform_of(const cgap_block *self, const cgap_step_policy *now, size_t i, size_t j)
{
    const cgap_scenario *scenario = self->model->scenario;
    const cgap_parameters *p = &scenario->parameters;
    cgap_member_set coalition = now->members & scenario->coalition.members;
    double offered = now->platform + p->platform_gain_from_agency * now->agency_mandate;

    if (!is_member(now->members, i) || !is_member(now->members, j)) {
        offered = p->platform_for_non_members;
    } else if (now->coalition_active && is_member(coalition, i) && is_member(coalition, j)) {
        offered = now->coalition_platform;
    }
    return offered < 1.0 ? offered : 1.0;
}

/* Whether the platform offers every pair what it did a step ago. */
static bool
offers_the_same(const cgap_step_policy *now, const cgap_step_policy *before)
{
    return now->members == before->members && now->platform == before->platform &&
           now->agency_mandate == before->agency_mandate &&
           now->coalition_active == before->coalition_active &&
           now->coalition_platform == before->coalition_platform;
}

static void
set_platform(cgap_block *self, const cgap_step_policy *now)
{
    size_t n = self->model->n;

    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            self->platform[i * n + j] = i == j ? 0.0 : platform_of(self, now, i, j);
        }
    }
}

void
cgap_network_platform(cgap_block *self, const cgap_step_policy *now)
{
    /* what the block holds is of the step before, and of the first at the start */
    if (self->step > 0 && !offers_the_same(now, now - 1)) {
        set_platform(self, now);
    }
}

/* What a state brings into its ties, rows of [V]: its levels, half of their sum, sqrt(c_iX). With
 * d_ij = mean over the pillars of |c_ik - c_jk|, a pair needs
 *     sum_k |a_k - b_k| = 2 sum_k max(a_k, b_k) - sum_k a_k - sum_k b_k
 * in four operations less. As all sums are taken in the same order, it is exactly 0 where they are
 * equal, and nowhere below. Levels are scaled so that half of it is d/ell in sixteenths of a power
 * of two. */
enum { HALF_SUM = CGAP_N_FORMAL, ROOT, N_ROW };
_Static_assert((int) N_ROW == (int) CGAP_TIE_ROWS, "a block has room for them");

/* In halves: adding one after another would wait for each. */
static inline cgap_reals
sum_of_pillars(const cgap_reals x[CGAP_N_FORMAL])
{
    _Static_assert(CGAP_N_FORMAL == 5, "one term for each pillar");
    return ((x[0] + x[1]) + (x[2] + x[3])) + x[4];
}

/* Levels of the pillars stand @p stride apart. */
static inline void
describe(const double *level, size_t stride, double scale, double *out)
{
    for (size_t l = 0; l < V; l += CGAP_VECTOR) {
        cgap_reals scaled[CGAP_N_FORMAL];

        for (size_t k = 0; k < CGAP_N_FORMAL; k++) {
            scaled[k] = scale * cgap_reals_load(level + k * stride + l);
            cgap_reals_store(out + k * V + l, scaled[k]);
        }
        cgap_reals_store(out + HALF_SUM * V + l, 0.5 * sum_of_pillars(scaled));
        cgap_reals_store(out + ROOT * V + l,
                         cgap_reals_root(cgap_reals_load(level + CGAP_COOPERATION * stride + l)));
    }
}

/* -d_ij / ell in sixteenths of a power of two. */
__attribute__((always_inline)) static inline cgap_reals
exponent_of(const double *a, const double *b)
{
    cgap_reals larger[CGAP_N_FORMAL];

#pragma GCC unroll 8
    for (size_t k = 0; k < CGAP_N_FORMAL; k++) {
        larger[k] = cgap_reals_larger(cgap_reals_load(a + k * V), cgap_reals_load(b + k * V));
    }
    return (cgap_reals_load(a + HALF_SUM * V) + cgap_reals_load(b + HALF_SUM * V)) -
           sum_of_pillars(larger);
}

/* w_ij and w_ji -> wbar_ij = Lam sqrt(c_iX c_jX) exp(-d/ell) by @p share of the way. @p within,
 * whether no exponent is beyond CGAP_POWER_LIMIT, is a number where this is called. */
__attribute__((always_inline)) static inline void
adjust_tie(const double *a, const double *b, double platform, double share, bool within,
           double *upper, double *lower)
{
#pragma GCC unroll 8
    for (size_t l = 0; l < V; l += CGAP_VECTOR) {
        cgap_reals exponent = exponent_of(a + l, b + l);
        cgap_reals root = cgap_reals_load(a + ROOT * V + l) * cgap_reals_load(b + ROOT * V + l);
        cgap_reals kept = (1.0 - share) * cgap_reals_load(upper + l), tie;

        exponent =
            within ? exponent : cgap_reals_larger(exponent, cgap_reals_all(-CGAP_POWER_LIMIT));
        tie = cgap_reals_add_exp2_sixteenths_within(kept, share * platform * root, exponent);
        cgap_reals_store(upper + l, tie);
        cgap_reals_store(lower + l, tie);
    }
}

/* Ties of the replicates of a tile, whose states are described. */
__attribute__((always_inline)) static inline void
adjust_ties(cgap_block *self, size_t from, double share, bool within)
{
    size_t n = self->model->n, lanes = self->lanes;

    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            adjust_tie(self->described + i * N_ROW * V, self->described + j * N_ROW * V,
                       self->platform[i * n + j], share, within,
                       self->tie + (i * n + j) * lanes + from,
                       self->tie + (j * n + i) * lanes + from);
        }
    }
}

/* Ties of every pair move by @p share of the way (1: at once). */
void
cgap_network_ties(cgap_block *self, double share)
{
    size_t n = self->model->n, lanes = self->lanes;
    double ell = self->model->scenario->parameters.cooperation_distance_scale;
    double farthest = CGAP_SIXTEENTHS_PER_E_FOLD / ell; /* d = 1: levels are 0 to 1 */

    for (size_t from = 0; from < lanes; from += V) {
        for (size_t i = 0; i < n; i++) {
            describe(self->capability + i * lanes + from, n * lanes, 2.0 * farthest / CGAP_N_FORMAL,
                     self->described + i * N_ROW * V);
        }
        if (farthest < CGAP_POWER_LIMIT) {
            adjust_ties(self, from, share, true);
        } else {
            adjust_ties(self, from, share, false);
        }
    }
}

void
cgap_network_start(cgap_block *self)
{
    memset(self->tie, 0, self->model->n * self->model->n * self->lanes * sizeof(double));
    set_platform(self, &self->model->timetable.step[0]);
    cgap_network_ties(self, 1.0);
}
