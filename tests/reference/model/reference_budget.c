/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Money and attention (MODEL.md 2.4 and 2.6): steps 4, 6 and 11. */
#include "reference_state.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "cgap/rng.h"

/* 2.4: share_i = member_i GDP_i gap_i^alpha_f / sum, gap_i = max_members(cbar) - cbar_i
 *      tau_i = 1000 share_i F / GDP_i;  a_i = adm_i tau_i / (1 + tau_i/tau_sat) */
void
reference_funding(reference *self)
{
    const reference_levers *levers = &self->levers;
    double best = 0.0, sum = 0.0, members_gdp = 0.0;
    double weight[REFERENCE_STATES];

    for (size_t i = 0; i < self->n; i++) {
        if (reference_is_member(levers->members, i)) {
            best = fmax(best, reference_formal_index(self, self->c, i));
        }
    }
    for (size_t i = 0; i < self->n; i++) {
        bool member = reference_is_member(levers->members, i);
        double index = reference_formal_index(self, self->c, i);
        double gap = reference_above(best, index) ? best - index : 0.0;

        weight[i] = member ? self->gdp[i] * pow(gap, levers->fund_targeting) : 0.0; /* 0^0 = 1 */
        sum += weight[i];
        members_gdp += member ? self->gdp[i] : 0.0;
    }
    for (size_t i = 0; i < self->n; i++) {
        bool member = reference_is_member(levers->members, i);
        double share = sum > 0.0 ? weight[i] / sum : (member ? self->gdp[i] / members_gdp : 0.0);
        double tau = 1000.0 * share * levers->fund_meur / self->gdp[i];

        self->absorbed[i] = self->capacity[i] * tau /
                            (1.0 + tau / self->scenario->parameters.absorption_saturation);
    }
}

/* 2.6: the factors of B_i = [1 + phi_z (Z-1)/(Z+1)] exp(xt - sigma_x^2/2) (1 - zeta Ipeer) +
 * a/b_ref, xt_i = sqrt(rho_x) x_0 + sqrt(1 - rho_x) x_i. Put together in reference_capability.c. */
void
reference_budget(reference *self)
{
    const cgap_parameters *par = &self->scenario->parameters;
    double rho = par->common_share_of_shock, sigma = par->budget_shock_sd;

    for (size_t i = 0; i < self->n; i++) {
        double z = self->salience[i];
        double xt = sqrt(rho) * self->common_shock + sqrt(1.0 - rho) * self->shock[i];

        self->incident_bracket[i] = 1.0 + par->response_to_incidents * (z - 1.0) / (z + 1.0);
        self->noise[i] = self->deterministic ? 1.0 : exp(xt - 0.5 * sigma * sigma);
    }
}

static double
shock_draw(const reference *self, cgap_process process, uint16_t unit, size_t row)
{
    return gsl_cdf_ugaussian_Pinv(
        cgap_rng_uniform(self->seed, (cgap_address){.replicate = self->replicate,
                                                    .process = process,
                                                    .unit = unit,
                                                    .step = (uint32_t) row}));
}

static uint16_t
unit_of(const reference *self, size_t i)
{
    return cgap_rng_unit(self->scenario->dataset.member[i].code);
}

/* section 1: x_i and x_0 drawn from N(0, sigma_x^2) */
void
reference_shock_start(reference *self)
{
    double sigma = self->scenario->parameters.budget_shock_sd;

    if (self->deterministic) {
        return;
    }
    for (size_t i = 0; i < self->n; i++) {
        self->shock[i] = sigma * shock_draw(self, CGAP_PROCESS_SHOCK, unit_of(self, i), 0);
    }
    self->common_shock = sigma * shock_draw(self, CGAP_PROCESS_COMMON_SHOCK, 0, 0);
}

/* 2.6: x <- a x + sigma_x sqrt(1 - a^2) N(0,1), a = exp(-dt/tau_x) */
void
reference_shock(reference *self)
{
    const cgap_parameters *par = &self->scenario->parameters;
    double a = exp(-self->dt / par->budget_shock_memory);
    double innovation = par->budget_shock_sd * sqrt(1.0 - a * a);
    size_t row = self->step + 1;

    if (self->deterministic) {
        return;
    }
    for (size_t i = 0; i < self->n; i++) {
        self->shock[i] = a * self->shock[i] +
                         innovation * shock_draw(self, CGAP_PROCESS_SHOCK, unit_of(self, i), row);
    }
    self->common_shock =
        a * self->common_shock + innovation * shock_draw(self, CGAP_PROCESS_COMMON_SHOCK, 0, row);
}
