/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who moved the mean and who closed the gap (MODEL.md 2.12), over current members. */
#include "reference_state.h"

double
reference_layer(const reference *self, double c[][REFERENCE_STATES], size_t layer, size_t i)
{
    double sum = 0.0;

    if (layer == CGAP_LAYER_FORMAL) {
        return reference_formal_index(self, c, i);
    }
    if (layer >= CGAP_LAYER_CAPABILITY) {
        return c[layer - CGAP_LAYER_CAPABILITY][i];
    }
    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        sum += c[CGAP_SME + b][i] / CGAP_N_PRACTICE; /* section 1: obar_i = mean over b */
    }
    return sum;
}

/* Delta_m of a layer: for indices the weighted Delta_m */
static double
layer_increment(const reference *self, size_t layer, size_t m, size_t i)
{
    double sum = 0.0;

    if (layer >= CGAP_LAYER_CAPABILITY) {
        return self->increment[i][layer - CGAP_LAYER_CAPABILITY][m];
    }
    if (layer == CGAP_LAYER_FORMAL) {
        for (size_t k = 0; k < CGAP_N_FORMAL; k++) {
            sum += self->scenario->parameters.pillar_weight[k] * self->increment[i][k][m];
        }
        return sum;
    }
    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        sum += self->increment[i][CGAP_SME + b][m] / CGAP_N_PRACTICE;
    }
    return sum;
}

/* Var(c(t+dt)) - Var(c(t)) = sum_m Cov( c(t) + c(t+dt), Delta_m ), population covariance */
static void
attribute_layer(reference *self, size_t layer)
{
    double both[REFERENCE_STATES], mean_both = 0.0, weight;
    size_t member[REFERENCE_STATES], n = 0;

    for (size_t i = 0; i < self->n; i++) {
        if (reference_is_member(self->levers.members, i)) {
            both[n] = reference_layer(self, self->c, layer, i) +
                      reference_layer(self, self->next, layer, i);
            mean_both += both[n];
            member[n++] = i;
        }
    }
    weight = n > 0 ? 1.0 / (double) n : 0.0;
    mean_both *= weight;
    for (size_t a = 0; a < n; a++) {
        for (size_t m = 0; m < self->n_mechanism; m++) {
            double delta = layer_increment(self, layer, m, member[a]);

            self->change_of_mean[layer][m] += weight * delta;
            self->change_of_variance[layer][m] += weight * (both[a] - mean_both) * delta;
        }
    }
}

void
reference_attribution(reference *self)
{
    for (size_t layer = 0; layer < CGAP_N_LAYER; layer++) {
        attribute_layer(self, layer);
    }
}

static void
mean_and_variance(reference *self, size_t layer, cgap_member_set members, double *mean,
                  double *variance)
{
    double n = 0.0, sum = 0.0, squares = 0.0;

    for (size_t i = 0; i < self->n; i++) {
        if (reference_is_member(members, i)) {
            n += 1.0;
            sum += reference_layer(self, self->c, layer, i);
        }
    }
    *mean = n > 0.0 ? sum / n : 0.0;
    for (size_t i = 0; i < self->n; i++) {
        if (reference_is_member(members, i)) {
            double from_mean = reference_layer(self, self->c, layer, i) - *mean;

            squares += from_mean * from_mean;
        }
    }
    *variance = n > 0.0 ? squares / n : 0.0;
}

/* 2.12, last sentence: the jump when the set of members changes is a row of its own. */
void
reference_membership_jump(reference *self, cgap_member_set before, cgap_member_set after)
{
    size_t membership = self->n_mechanism - 1;

    if (before == after) {
        return;
    }
    for (size_t layer = 0; layer < CGAP_N_LAYER; layer++) {
        double mean[2], variance[2];

        mean_and_variance(self, layer, before, &mean[0], &variance[0]);
        mean_and_variance(self, layer, after, &mean[1], &variance[1]);
        self->change_of_mean[layer][membership] += mean[1] - mean[0];
        self->change_of_variance[layer][membership] += variance[1] - variance[0];
    }
}
