/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Security products and who sells them (section 2.8): gravity trade with one border effect b inside
 * the Union, so sums over sellers need the total strength and a state's own only:
 *     Phi_i = sum_j V_ij + K_row = e^-b sum_j K_j^nu + (1 - e^-b) K_i^nu + K_row */
#include "model_internal.h"

#include <math.h>
#include <string.h>

enum { BISECTIONS = 200 };

static double
border_pass(const cgap_block *self, size_t l)
{
    double b0 = self->model->scenario->parameters.border_effect_at_no_integration;

    return cgap_exp(-b0 * (1.0 - self->integration[l]));
}

static double
demand(const cgap_block *self, size_t i, size_t l)
{
    const cgap_parameters *p = &self->model->scenario->parameters;
    double trust = self->trust[i * self->lanes + l];

    return self->model->gdp[i] * (1.0 + p->demand_gain_from_trust * (trust - p->public_trust_2017));
}

static void
strengths(cgap_block *self)
{
    double nu = self->model->scenario->parameters.scale_advantage_exponent;
    size_t cells = self->model->n * self->lanes;

    for (size_t at = 0; at < cells; at++) {
        self->strength[at] = cgap_exp(nu * safe_log(self->supplier[at]));
    }
}

/* Phi_i and Rev_j = sum_i D_i V_ij / Phi_i of the present row. */
static void
survey_lane(cgap_block *self, size_t l)
{
    size_t n = self->model->n, lanes = self->lanes;
    double pass = border_pass(self, l), total = 0.0, spread = 0.0;

    for (size_t j = 0; j < n; j++) {
        total += self->strength[j * lanes + l];
    }
    for (size_t i = 0; i < n; i++) {
        double own = self->strength[i * lanes + l];

        self->access[i * lanes + l] = pass * total + (1.0 - pass) * own + self->rest_of_world[l];
        spread += demand(self, i, l) / self->access[i * lanes + l];
    }
    self->total_revenue[l] = 0.0;
    for (size_t j = 0; j < n; j++) {
        double own = demand(self, j, l) / self->access[j * lanes + l];

        self->revenue[j * lanes + l] =
            self->strength[j * lanes + l] * (pass * spread + (1.0 - pass) * own);
        self->total_revenue[l] += self->revenue[j * lanes + l];
    }
}

void
cgap_industry_survey(cgap_block *self)
{
    strengths(self);
    for (size_t l = 0; l < self->lanes; l++) {
        survey_lane(self, l);
    }
}

/* Share of the Union's demand that the rest of the world serves with strength @p k. */
static double
outside_share(const cgap_block *self, size_t l, double k)
{
    size_t n = self->model->n, lanes = self->lanes;
    double served = 0.0, total = 0.0;

    for (size_t i = 0; i < n; i++) {
        served += self->model->gdp[i] * k / (self->access[i * lanes + l] + k);
        total += self->model->gdp[i];
    }
    return served / total;
}

/* K_row(0) by bisection: the share grows with K_row from 0 to 1, so the root is unique and lies
 * between what the smallest and the largest Phi alone would need. Needs Phi without K_row. */
static double
solve_rest_of_world(const cgap_block *self, size_t l)
{
    double share = self->model->scenario->parameters.rest_of_world_share_of_EU_demand;
    double odds = share / (1.0 - share), low = INFINITY, high = 0.0;

    for (size_t i = 0; i < self->model->n; i++) {
        double phi = self->access[i * self->lanes + l];

        low = phi < low ? phi : low;
        high = phi > high ? phi : high;
    }
    low *= odds;
    high *= odds;
    for (int step = 0; step < BISECTIONS; step++) {
        double middle = 0.5 * (low + high);

        if (outside_share(self, l, middle) < share) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return 0.5 * (low + high);
}

void
cgap_industry_start(cgap_block *self)
{
    const cgap_model *model = self->model;
    const cgap_parameters *p = &model->scenario->parameters;
    size_t n = model->n, lanes = self->lanes;
    const double *technical = cgap_block_capability(self, CGAP_TECHNICAL);

    for (size_t i = 0; i < n; i++) {
        for (size_t l = 0; l < lanes; l++) {
            self->supplier[i * lanes + l] =
                model->gdp[i] * (p->supplier_capacity_base + technical[i * lanes + l]);
        }
    }
    for (size_t l = 0; l < lanes; l++) {
        self->integration[l] = p->market_integration_2017;
        self->sme_share[l] = p->sme_share_of_suppliers_2017;
        self->rest_of_world[l] = 0.0;
    }
    cgap_industry_survey(self);
    for (size_t l = 0; l < lanes; l++) {
        self->rest_of_world[l] = solve_rest_of_world(self, l);
    }
    cgap_industry_survey(self);
    memcpy(self->supplier_start, self->supplier, n * lanes * sizeof(double));
    memcpy(self->revenue_start, self->revenue, n * lanes * sizeof(double));
    memcpy(self->access_start, self->access, n * lanes * sizeof(double));
    memcpy(self->total_revenue_start, self->total_revenue, lanes * sizeof(double));
}

static void
step_suppliers(cgap_block *self, double research)
{
    const cgap_parameters *p = &self->model->scenario->parameters;
    double share = -cgap_expm1(-p->supplier_capacity_rate * self->model->dt);
    double policy = 1.0 + p->supplier_gain_from_research * research;
    size_t cells = self->model->n * self->lanes;

    for (size_t at = 0; at < cells; at++) {
        double growth = safe_log(self->revenue[at] / self->revenue_start[at]);
        double target =
            self->supplier_start[at] * cgap_exp(p->supplier_scale_elasticity * growth) * policy;

        self->supplier[at] += share * (target - self->supplier[at]);
    }
}

/* phi: certification, common law and industrial policy each remove a share of what still divides
 * the market; SME: lower borders help, compliance and consolidation hurt. All targets are read at
 * the start of the step. */
void
cgap_industry_step(cgap_block *self, const cgap_step_policy *now)
{
    const cgap_parameters *p = &self->model->scenario->parameters;
    double dt = self->model->dt;
    double to_phi = -cgap_expm1(-p->integration_rate * dt);
    double to_sme = -cgap_expm1(-p->sme_share_rate * dt);
    double growth = cgap_exp(p->rest_of_world_supplier_growth * dt);
    const double *certified = self->law_reach, *common = certified + self->lanes,
                 *burden = common + self->lanes;

    step_suppliers(self, now->research);
    for (size_t l = 0; l < self->lanes; l++) {
        double divided = (1.0 - p->market_integration_2017) *
                         (1.0 - p->integration_gain_certification * certified[l]) *
                         (1.0 - p->integration_gain_common_law * common[l]) *
                         (1.0 - p->integration_gain_industrial_policy * now->industrial_policy);
        double scale = safe_log(self->total_revenue[l] / self->total_revenue_start[l]);
        double push =
            p->sme_gain_from_integration * (self->integration[l] - p->market_integration_2017) -
            p->sme_loss_from_compliance * burden[l] / p->sme_reference_burden -
            p->sme_loss_from_consolidation * scale;
        double target = clip(p->sme_share_of_suppliers_2017 * cgap_exp(push), 0.0, 1.0);

        self->sme_share[l] += to_sme * (target - self->sme_share[l]);
        self->integration[l] += to_phi * ((1.0 - divided) - self->integration[l]);
        self->rest_of_world[l] *= growth;
    }
}
