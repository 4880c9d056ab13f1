/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who moved what (section 2.12), exactly: over the members of the step,
 *     mean(t+dt) - mean(t) = sum_m mean_i Delta_im
 *     Var(t+dt) - Var(t)   = sum_m Cov_i( c_i(t) + c_i(t+dt), Delta_im )
 * with Delta_im what mechanism m added to state i. A change of membership jumps both; the jump is
 * a mechanism of its own. */
#include "model_internal.h"

#include <string.h>

void
cgap_attribution_start(cgap_block *self)
{
    size_t cells = CGAP_N_LAYER * self->model->n_mechanism * self->lanes;

    memset(self->change_of_mean, 0, cells * sizeof(double));
    memset(self->change_of_variance, 0, cells * sizeof(double));
}

void
cgap_attribution_begin(cgap_block *self)
{
    size_t cells = CGAP_N_LAYER * self->model->n_mechanism * self->lanes;

    memset(self->step_sum, 0, cells * sizeof(double));
    memset(self->step_cross, 0, cells * sizeof(double));
    memset(self->level_sum, 0, CGAP_N_LAYER * self->lanes * sizeof(double));
}

void
cgap_attribution_mix(double index[][V], double part[][V], size_t n_mechanism, double weight)
{
    for (size_t m = 0; m < n_mechanism; m++) {
        for (size_t l = 0; l < V; l++) {
            index[m][l] += weight * part[m][l];
        }
    }
}

/* c(t) + c(t+dt) of state i in a layer. An index is the weighted sum of its capabilities. */
static void
both_ends(const cgap_block *self, size_t layer, size_t i, size_t from, double level[V])
{
    const cgap_parameters *p = &self->model->scenario->parameters;
    size_t n = self->model->n, lanes = self->lanes;
    size_t first = layer == CGAP_LAYER_PRACTICE ? CGAP_SME : 0, count = 1;

    if (layer == CGAP_LAYER_FORMAL) {
        count = CGAP_N_FORMAL;
    } else if (layer == CGAP_LAYER_PRACTICE) {
        count = CGAP_N_PRACTICE;
    } else {
        first = layer - CGAP_LAYER_CAPABILITY;
    }
    memset(level, 0, V * sizeof(double));
    for (size_t k = first; k < first + count; k++) {
        size_t at = (k * n + i) * lanes + from;
        double weight = 1.0;

        if (layer == CGAP_LAYER_FORMAL) {
            weight = p->pillar_weight[k];
        } else if (layer == CGAP_LAYER_PRACTICE) {
            weight = 1.0 / CGAP_N_PRACTICE;
        }
        for (size_t l = 0; l < V; l++) {
            level[l] += weight * (self->capability[at + l] + self->next[at + l]);
        }
    }
}

void
cgap_attribution_add(cgap_block *self, size_t layer, size_t i, size_t from, double part[][V])
{
    size_t lanes = self->lanes, n_mechanism = self->model->n_mechanism;
    double level[V];

    if (!is_member(self->members, i)) {
        return;
    }
    both_ends(self, layer, i, from, level);
    for (size_t l = 0; l < V; l++) {
        self->level_sum[layer * lanes + from + l] += level[l];
    }
    for (size_t m = 0; m < n_mechanism; m++) {
        double *sum = self->step_sum + (layer * n_mechanism + m) * lanes + from;
        double *cross = self->step_cross + (layer * n_mechanism + m) * lanes + from;

        for (size_t l = 0; l < V; l++) {
            sum[l] += part[m][l];
            cross[l] += level[l] * part[m][l];
        }
    }
}

static double
count_of(cgap_member_set members)
{
    double count = 0.0;

    for (; members != 0; members &= members - 1) {
        count += 1.0;
    }
    return count;
}

void
cgap_attribution_finish(cgap_block *self)
{
    size_t lanes = self->lanes, n_mechanism = self->model->n_mechanism;
    double count = count_of(self->members);

    if (!(count > 0.0)) {
        return;
    }
    for (size_t layer = 0; layer < CGAP_N_LAYER; layer++) {
        for (size_t m = 0; m < n_mechanism; m++) {
            size_t at = (layer * n_mechanism + m) * lanes;

            for (size_t l = 0; l < lanes; l++) {
                double mean = self->step_sum[at + l] / count;

                self->change_of_mean[at + l] += mean;
                self->change_of_variance[at + l] +=
                    self->step_cross[at + l] / count -
                    self->level_sum[layer * lanes + l] / count * mean;
            }
        }
    }
}

/* Mean and population variance of a layer over a set of members, in one replicate. */
static void
moments(const double *level, cgap_member_set members, size_t n, size_t lanes, size_t l,
        double *mean, double *variance)
{
    double count = count_of(members), sum = 0.0, squares = 0.0;

    for (size_t i = 0; i < n; i++) {
        sum += is_member(members, i) ? level[i * lanes + l] : 0.0;
    }
    *mean = count > 0.0 ? sum / count : 0.0;
    for (size_t i = 0; i < n; i++) {
        double deviation = is_member(members, i) ? level[i * lanes + l] - *mean : 0.0;

        squares += deviation * deviation;
    }
    *variance = count > 0.0 ? squares / count : 0.0;
}

void
cgap_attribution_membership(cgap_block *self, cgap_member_set after)
{
    size_t n = self->model->n, lanes = self->lanes, n_mechanism = self->model->n_mechanism;

    for (size_t layer = 0; layer < CGAP_N_LAYER; layer++) {
        size_t at = (layer * n_mechanism + n_mechanism - 1) * lanes;
        const double *level = self->formal_index;

        if (layer == CGAP_LAYER_PRACTICE) {
            level = self->practice_index;
        } else if (layer != CGAP_LAYER_FORMAL) {
            level = cgap_block_capability(self, layer - CGAP_LAYER_CAPABILITY);
        }
        for (size_t l = 0; l < lanes; l++) {
            double mean[2], variance[2];

            moments(level, self->members, n, lanes, l, &mean[0], &variance[0]);
            moments(level, after, n, lanes, l, &mean[1], &variance[1]);
            self->change_of_mean[at + l] += mean[1] - mean[0];
            self->change_of_variance[at + l] += variance[1] - variance[0];
        }
    }
}
