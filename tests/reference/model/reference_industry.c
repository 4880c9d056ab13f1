/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vendors, borders and integration (MODEL.md 2.8): market access of step 5, and step 8. */
#include "reference_state.h"

#include <math.h>

/* D_i = GDP_i (1 + theta_D (S_i - S_0)) */
static double
demand(const reference *self, size_t i)
{
    const cgap_parameters *par = &self->scenario->parameters;

    return self->gdp[i] *
           (1.0 + par->demand_gain_from_trust * (self->trust[i] - par->public_trust_2017));
}

void
reference_market(reference *self)
{
    const cgap_parameters *par = &self->scenario->parameters;
    /* b = b0 (1 - phi);  V_ij = K_j^nu_K exp(-b [i != j]) */
    double border = exp(-par->border_effect_at_no_integration * (1.0 - self->integration));
    double strength[REFERENCE_STATES], attracted[REFERENCE_STATES][REFERENCE_STATES];

    for (size_t j = 0; j < self->n; j++) {
        strength[j] = pow(self->supplier[j], par->scale_advantage_exponent);
    }
    for (size_t i = 0; i < self->n; i++) {
        self->access[i] = self->rest_of_world; /* Phi_i = sum_j V_ij + K_row */
        for (size_t j = 0; j < self->n; j++) {
            attracted[i][j] = strength[j] * (i == j ? 1.0 : border);
            self->access[i] += attracted[i][j];
        }
    }
    for (size_t j = 0; j < self->n; j++) {
        self->revenue[j] = 0.0; /* Rev_j = sum_i D_i V_ij / Phi_i */
        for (size_t i = 0; i < self->n; i++) {
            self->revenue[j] += demand(self, i) * attracted[i][j] / self->access[i];
        }
    }
}

/* Share of the demand of all states that the rest of the world serves at K_row. */
static double
rest_of_world_share(reference *self, double rest_of_world)
{
    double served = 0.0, all = 0.0;

    self->rest_of_world = rest_of_world;
    reference_market(self);
    for (size_t i = 0; i < self->n; i++) {
        served += demand(self, i) * rest_of_world / self->access[i];
        all += demand(self, i);
    }
    return served / all;
}

/* K_row(0) by bisection so that the rest of the world serves a share R_0. */
static void
rest_of_world_start(reference *self)
{
    double share = self->scenario->parameters.rest_of_world_share_of_EU_demand;
    double low = 0.0, high = 1.0;

    while (rest_of_world_share(self, high) < share) {
        high *= 2.0;
    }
    for (double middle = 0.5 * (low + high); middle > low && middle < high;
         middle = 0.5 * (low + high)) { /* until no double lies between */
        if (rest_of_world_share(self, middle) < share) {
            low = middle;
        } else {
            high = middle;
        }
    }
    self->rest_of_world = share > 0.0 ? 0.5 * (low + high) : 0.0;
}

void
reference_industry_start(reference *self)
{
    const cgap_parameters *par = &self->scenario->parameters;

    self->integration = par->market_integration_2017;
    self->sme_share = par->sme_share_of_suppliers_2017;
    for (size_t j = 0; j < self->n; j++) { /* section 1: K_j = GDP_j (.3 + c_jT) */
        self->supplier_start[j] =
            self->gdp[j] * (par->supplier_capacity_base + self->c[CGAP_TECHNICAL][j]);
        self->supplier[j] = self->supplier_start[j];
    }
    rest_of_world_start(self);
    reference_market(self);
    for (size_t j = 0; j < self->n; j++) {
        self->revenue_start[j] = self->revenue[j];
        self->access_start[j] = self->access[j];
    }
}

/* Q_i = (Phi_i/Phi_i(0))^psi, from Phi of the start of the step */
void
reference_access(reference *self)
{
    double psi = self->scenario->parameters.market_access_effect_on_investment;

    for (size_t i = 0; i < self->n; i++) {
        self->market_access[i] = pow(self->access[i] / self->access_start[i], psi);
    }
}

/* SME_0 exp( chi_f (phi - phi_0) - chi_c Burden/.0002 - chi_k ln(sum Rev/sum Rev(0)) ), clipped */
static double
sme_share_target(const reference *self)
{
    const cgap_parameters *par = &self->scenario->parameters;
    double revenue = 0.0, revenue_start = 0.0;

    for (size_t j = 0; j < self->n; j++) {
        revenue += self->revenue[j];
        revenue_start += self->revenue_start[j];
    }
    return reference_clip(
        par->sme_share_of_suppliers_2017 *
            exp(par->sme_gain_from_integration *
                    (self->integration - par->market_integration_2017) -
                par->sme_loss_from_compliance * self->burden / par->sme_reference_burden -
                par->sme_loss_from_consolidation * log(revenue / revenue_start)),
        0.0, 1.0);
}

/* 1 - (1 - phi_0)(1 - m_cert qC)(1 - m_leg qL)(1 - m_ind ind) */
static double
integration_target(const reference *self)
{
    const cgap_parameters *par = &self->scenario->parameters;

    return 1.0 -
           (1.0 - par->market_integration_2017) *
               (1.0 - par->integration_gain_certification * self->reach_certification) *
               (1.0 - par->integration_gain_common_law * self->reach_law) *
               (1.0 - par->integration_gain_industrial_policy * self->levers.industrial_policy);
}

void
reference_industry(reference *self)
{
    const cgap_parameters *par = &self->scenario->parameters;
    double integration = integration_target(self), sme_share = sme_share_target(self);

    for (size_t j = 0; j < self->n; j++) { /* K_j(0) (Rev_j/Rev_j(0))^sigma_K (1 + m_rd rd) */
        double target =
            self->supplier_start[j] *
            pow(self->revenue[j] / self->revenue_start[j], par->supplier_scale_elasticity) *
            (1.0 + par->supplier_gain_from_research * self->levers.research);

        self->supplier[j] =
            reference_relax(self->supplier[j], target, par->supplier_capacity_rate, self->dt);
    }
    self->integration =
        reference_relax(self->integration, integration, par->integration_rate, self->dt);
    self->sme_share = reference_relax(self->sme_share, sme_share, par->sme_share_rate, self->dt);
    self->rest_of_world *= exp(par->rest_of_world_supplier_growth * self->dt);
}
