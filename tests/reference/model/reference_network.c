/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ties and information (MODEL.md 2.5): step 5, and the ties of step 8. */
#include "reference_state.h"

#include <math.h>

/* d_ij = mean over the five formal pillars of |c_ik - c_jk| */
static double
distance(const reference *self, size_t i, size_t j)
{
    double sum = 0.0;

    for (size_t k = 0; k < CGAP_N_FORMAL; k++) {
        sum += fabs(self->c[k][i] - self->c[k][j]);
    }
    return sum / CGAP_N_FORMAL;
}

/* Lam_ij = min(1, Lambda + lambda_E M) among members, Lambda_c inside a coalition, Lambda_x
 * otherwise, 0 on the diagonal */
static double
platform(const reference *self, size_t i, size_t j)
{
    const cgap_parameters *par = &self->scenario->parameters;
    const reference_levers *levers = &self->levers;
    cgap_member_set coalition = self->scenario->coalition.members & levers->members;

    if (i == j) {
        return 0.0;
    }
    if (!reference_is_member(levers->members, i) || !reference_is_member(levers->members, j)) {
        return par->platform_for_non_members;
    }
    if (levers->coalition_platform > 0.0 && reference_is_member(coalition, i) &&
        reference_is_member(coalition, j)) {
        return fmin(1.0, levers->coalition_platform);
    }
    return fmin(1.0, levers->platform + par->platform_gain_from_agency * levers->agency_mandate);
}

static void
set_platform(reference *self)
{
    for (size_t i = 0; i < self->n; i++) {
        for (size_t j = 0; j < self->n; j++) {
            self->platform[i][j] = platform(self, i, j);
        }
    }
}

/* wbar_ij = Lam_ij sqrt(c_iX c_jX) exp(-d_ij/ell) */
static double
equilibrium_tie(const reference *self, size_t i, size_t j)
{
    const double *x = self->c[CGAP_COOPERATION];

    return self->platform[i][j] * sqrt(x[i] * x[j]) *
           exp(-distance(self, i, j) / self->scenario->parameters.cooperation_distance_scale);
}

void
reference_network_start(reference *self)
{
    set_platform(self);
    for (size_t i = 0; i < self->n; i++) {
        for (size_t j = 0; j < self->n; j++) {
            self->tie[i][j] = equilibrium_tie(self, i, j); /* section 1: its own equilibrium */
        }
    }
}

/* Ipeer_i = sum_j w_ij c_jT/(N-1);  I_i = 1 - (1 - Ipeer_i)(1 - theta_x Xint c_iX) */
void
reference_information(reference *self)
{
    double theta_x = self->scenario->parameters.intelligence_gain_from_partners;

    set_platform(self);
    for (size_t i = 0; i < self->n; i++) {
        double sum = 0.0;

        for (size_t j = 0; j < self->n; j++) {
            sum += self->tie[i][j] * self->c[CGAP_TECHNICAL][j];
        }
        self->peer_information[i] = self->n > 1 ? sum / (double) (self->n - 1) : 0.0;
        self->information[i] =
            1.0 - (1.0 - self->peer_information[i]) *
                      (1.0 - theta_x * self->levers.intelligence[i] * self->c[CGAP_COOPERATION][i]);
    }
}

/* w_ij -> wbar_ij with rate kappa_w */
void
reference_ties(reference *self)
{
    double kappa_w = self->scenario->parameters.tie_adjustment_rate;

    double kept = exp(-kappa_w * self->dt);

    for (size_t i = 0; i < self->n; i++) {
        for (size_t j = 0; j < i; j++) { /* ties are symmetric */
            double equilibrium = equilibrium_tie(self, i, j);

            self->tie[i][j] = equilibrium + (self->tie[i][j] - equilibrium) * kept;
            self->tie[j][i] = self->tie[i][j];
        }
    }
}
