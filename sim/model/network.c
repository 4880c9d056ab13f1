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

/* d_ij = mean over the pillars of |c_ik - c_jk|, times @p per_scale = -1 / (ell x number of
 * pillars). Levels of i and j, pillar by pillar, stand @p stride apart. */
static inline cgap_reals
distance(const double *ci, const double *cj, size_t stride)
{
    cgap_reals sum = cgap_reals_all(0.0);

    for (size_t k = 0; k < CGAP_N_FORMAL; k++) {
        sum += cgap_reals_absolute(cgap_reals_load(ci + k * stride) -
                                   cgap_reals_load(cj + k * stride));
    }
    return sum;
}

/* wbar_ij = Lam sqrt(c_iX c_jX) exp(-d/ell); w_ij and w_ji -> wbar_ij by @p share of the way. */
static inline void
adjust_tie(const double *restrict ci, const double *restrict cj, size_t stride, double platform,
           double per_scale, double share, double *restrict upper, double *restrict lower)
{
    enum { N = V / CGAP_VECTOR };
    cgap_reals near[N], root[N];

#pragma GCC unroll 8
    for (size_t v = 0; v < N; v++) {
        size_t l = v * CGAP_VECTOR, x = CGAP_COOPERATION * stride + l;

        near[v] = distance(ci + l, cj + l, stride) * per_scale;
        root[v] = cgap_reals_root(cgap_reals_load(ci + x) * cgap_reals_load(cj + x));
    }
    cgap_reals_exp_beside(near, N);
#pragma GCC unroll 8
    for (size_t v = 0; v < N; v++) {
        cgap_reals before = cgap_reals_load(upper + v * CGAP_VECTOR);
        cgap_reals tie = before + share * (platform * root[v] * near[v] - before);

        cgap_reals_store(upper + v * CGAP_VECTOR, tie);
        cgap_reals_store(lower + v * CGAP_VECTOR, tie);
    }
}

/* Ties of every pair move by @p share of the way (1: at once). */
void
cgap_network_ties(cgap_block *self, double share)
{
    size_t n = self->model->n, lanes = self->lanes;
    double per_scale =
        -1.0 / (CGAP_N_FORMAL * self->model->scenario->parameters.cooperation_distance_scale);

    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            for (size_t from = 0; from < lanes; from += V) {
                adjust_tie(self->capability + i * lanes + from, self->capability + j * lanes + from,
                           n * lanes, self->platform[i * n + j], per_scale, share,
                           self->tie + (i * n + j) * lanes + from,
                           self->tie + (j * n + i) * lanes + from);
            }
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
