/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cooperation between states (section 2.5): ties carry learning and information, and weaken with
 * the distance between capabilities, so that a level playing field makes cooperation work. */
#include "model_internal.h"

#include <math.h>
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

void
cgap_network_platform(cgap_block *self, const cgap_step_policy *now)
{
    size_t n = self->model->n;

    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            self->platform[i * n + j] = i == j ? 0.0 : platform_of(self, now, i, j);
        }
    }
}

/* d_ij = mean over the pillars of |c_ik - c_jk|, then Lam sqrt(c_iX c_jX) exp(-d/ell). */
static void
equilibrium_tie(const cgap_block *self, size_t i, size_t j, size_t from, double tie[V])
{
    size_t n = self->model->n, lanes = self->lanes;
    double per_scale =
        -1.0 / (CGAP_N_FORMAL * self->model->scenario->parameters.cooperation_distance_scale);
    double platform = self->platform[i * n + j];
    const double *xi = self->capability + (CGAP_COOPERATION * n + i) * lanes + from;
    const double *xj = self->capability + (CGAP_COOPERATION * n + j) * lanes + from;
    double distance[V] = {0.0};

    for (size_t k = 0; k < CGAP_N_FORMAL; k++) {
        const double *ci = self->capability + (k * n + i) * lanes + from;
        const double *cj = self->capability + (k * n + j) * lanes + from;

        for (size_t l = 0; l < V; l++) {
            distance[l] += fabs(ci[l] - cj[l]);
        }
    }
    for (size_t l = 0; l < V; l++) {
        tie[l] = platform * sqrt(xi[l] * xj[l]) * cgap_exp(distance[l] * per_scale);
    }
}

/* w -> equilibrium by @p share of the way (1: at once). */
void
cgap_network_ties(cgap_block *self, double share)
{
    size_t n = self->model->n, lanes = self->lanes;

    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            for (size_t from = 0; from < lanes; from += V) {
                double *upper = self->tie + (i * n + j) * lanes + from;
                double *lower = self->tie + (j * n + i) * lanes + from;
                double equilibrium[V];

                equilibrium_tie(self, i, j, from, equilibrium);
                for (size_t l = 0; l < V; l++) {
                    upper[l] += share * (equilibrium[l] - upper[l]);
                    lower[l] = upper[l];
                }
            }
        }
    }
}

void
cgap_network_start(cgap_block *self)
{
    memset(self->tie, 0, self->model->n * self->model->n * self->lanes * sizeof(double));
    cgap_network_platform(self, &self->model->timetable.step[0]);
    cgap_network_ties(self, 1.0);
}

/* One-sided pulls of all peers on c_ik (section 2.1): a better peer pulls with w_ij, a weaker one
 * with omega w_ij. Sums the rates and the rates times (target - c). */
static void
pull_of_peers(const cgap_block *self, size_t k, size_t i, size_t from, double omega)
{
    size_t n = self->model->n, lanes = self->lanes;
    const double *c = self->capability + k * n * lanes + from;
    const double *tie = self->tie + i * n * lanes + from;
    double rate[V] = {0.0}, pull[V] = {0.0}, mine[V];

    memcpy(mine, c + i * lanes, sizeof mine);
    for (size_t j = 0; j < n; j++) {
        const double *cj = c + j * lanes, *w = tie + j * lanes;

        for (size_t l = 0; l < V; l++) {
            double gap = cj[l] - mine[l];
            double effective = gap > CGAP_MET ? w[l] : omega * w[l];

            rate[l] += effective;
            pull[l] += effective * gap;
        }
    }
    memcpy(self->peer_rate + (k * n + i) * lanes + from, rate, sizeof rate);
    memcpy(self->peer_pull + (k * n + i) * lanes + from, pull, sizeof pull);
}

/* Ipeer_i = sum_j w_ij c_jT / (N - 1). */
static void
information_of(const cgap_block *self, size_t i, size_t from)
{
    size_t n = self->model->n, lanes = self->lanes;
    const double *technical = self->capability + CGAP_TECHNICAL * n * lanes + from;
    const double *tie = self->tie + i * n * lanes + from;
    double sum[V] = {0.0};
    double share = n > 1 ? 1.0 / (double) (n - 1) : 0.0;

    for (size_t j = 0; j < n; j++) {
        for (size_t l = 0; l < V; l++) {
            sum[l] += tie[j * lanes + l] * technical[j * lanes + l];
        }
    }
    for (size_t l = 0; l < V; l++) {
        self->information[i * lanes + from + l] = sum[l] * share;
    }
}

void
cgap_network_learn(cgap_block *self)
{
    double omega = self->model->scenario->parameters.levelling_down_share_peers;

    for (size_t from = 0; from < self->lanes; from += V) {
        for (size_t i = 0; i < self->model->n; i++) {
            for (size_t k = 0; k < CGAP_N_CAPABILITY; k++) {
                pull_of_peers(self, k, i, from, k < CGAP_N_FORMAL ? omega : 0.0);
            }
            information_of(self, i, from);
        }
    }
}
