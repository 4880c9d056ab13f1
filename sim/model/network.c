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

/* d_ij = mean over the pillars of |c_ik - c_jk|, times their number. Levels of i and j, pillar by
 * pillar, stand @p stride apart. */
static inline cgap_reals
distance(const double *ci, const double *cj, size_t stride)
{
    cgap_reals sum = cgap_reals_absolute(cgap_reals_load(ci) - cgap_reals_load(cj));

    for (size_t k = 1; k < CGAP_N_FORMAL; k++) {
        sum += cgap_reals_absolute(cgap_reals_load(ci + k * stride) -
                                   cgap_reals_load(cj + k * stride));
    }
    return sum;
}

/* wbar_ij = Lam sqrt(c_iX c_jX) exp(-d/ell), with the roots @p ri and @p rj of the two; w_ij and
 * w_ji -> wbar_ij by @p share of the way. Exponents are -1 / (ell x number of pillars) times the
 * distance, @p per_distance in sixteenths of a power of two; @p within, whether none is beyond
 * CGAP_POWER_LIMIT, is a number where this is called. */
__attribute__((always_inline)) static inline void
adjust_tie(const double *restrict ci, const double *restrict cj, size_t stride,
           const double *restrict ri, const double *restrict rj, double platform,
           double per_distance, bool within, double share, double *restrict upper,
           double *restrict lower)
{
#pragma GCC unroll 8
    for (size_t l = 0; l < V; l += CGAP_VECTOR) {
        cgap_reals exponent = distance(ci + l, cj + l, stride) * per_distance;
        cgap_reals near = within ? cgap_reals_exp2_sixteenths_within(exponent)
                                 : cgap_reals_exp2_sixteenths(exponent);
        cgap_reals root = cgap_reals_load(ri + l) * cgap_reals_load(rj + l);
        cgap_reals before = cgap_reals_load(upper + l);
        cgap_reals tie = before + share * (platform * root * near - before);

        cgap_reals_store(upper + l, tie);
        cgap_reals_store(lower + l, tie);
    }
}

static inline void
roots_of(const double *restrict level, double *restrict root)
{
    for (size_t l = 0; l < V; l += CGAP_VECTOR) {
        cgap_reals_store(root + l, cgap_reals_root(cgap_reals_load(level + l)));
    }
}

__attribute__((always_inline)) static inline void
adjust_ties(cgap_block *self, const double *root, double per_distance, bool within, double share)
{
    size_t n = self->model->n, lanes = self->lanes;

    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            for (size_t from = 0; from < lanes; from += V) {
                size_t a = i * lanes + from, b = j * lanes + from;

                adjust_tie(self->capability + a, self->capability + b, n * lanes, root + a,
                           root + b, self->platform[i * n + j], per_distance, within, share,
                           self->tie + (i * n + j) * lanes + from,
                           self->tie + (j * n + i) * lanes + from);
            }
        }
    }
}

/* Ties of every pair move by @p share of the way (1: at once). */
void
cgap_network_ties(cgap_block *self, double share)
{
    size_t n = self->model->n, lanes = self->lanes;
    double scale = self->model->scenario->parameters.cooperation_distance_scale;
    double per_distance = -CGAP_SIXTEENTHS_PER_E_FOLD / (CGAP_N_FORMAL * scale);
    double *root = self->work;

    for (size_t at = 0; at < n * lanes; at += V) {
        roots_of(cgap_block_capability(self, CGAP_COOPERATION) + at, root + at);
    }
    /* levels are 0 to 1, so that no distance is above the number of pillars */
    if (per_distance * CGAP_N_FORMAL > -CGAP_POWER_LIMIT) {
        adjust_ties(self, root, per_distance, true, share);
    } else {
        adjust_ties(self, root, per_distance, false, share);
    }
}

void
cgap_network_start(cgap_block *self)
{
    memset(self->tie, 0, self->model->n * self->model->n * self->lanes * sizeof(double));
    set_platform(self, &self->model->timetable.step[0]);
    cgap_network_ties(self, 1.0);
}
