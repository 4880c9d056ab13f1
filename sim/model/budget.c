/* SPDX-License-Identifier: GPL-3.0-or-later */
/* National budgets (sections 2.4 and 2.6): what moves the effort of a state, factor by factor. */
#include "model_internal.h"

#include <math.h>
#include <string.h>

/* a_i: what a state absorbs of its share of the cohesion fund. */
void
cgap_budget_fund(cgap_block *self, const cgap_step_policy *now)
{
    const cgap_model *model = self->model;
    double saturation = model->scenario->parameters.absorption_saturation;
    size_t n = model->n, lanes = self->lanes;

    if (!(now->fund_meur > 0.0)) {
        memset(self->absorbed, 0, n * lanes * sizeof(double));
        return;
    }
    cgap_funding_shares(self->formal_index, model->gdp, now->members, n, lanes, now->fund_targeting,
                        self->share);
    for (size_t i = 0; i < n; i++) {
        for (size_t l = 0; l < lanes; l++) {
            self->absorbed[i * lanes + l] =
                cgap_funding_absorbed(self->share[i * lanes + l], now->fund_meur, model->gdp[i],
                                      model->capacity[i], saturation);
        }
    }
}

/* ln of the noise factor, mean of the factor 1: xt - sigma_x^2 / 2. */
static double
log_noise(const cgap_block *self, const cgap_parameters *p, size_t at, size_t l)
{
    double common = sqrt(p->common_share_of_shock), own = sqrt(1.0 - p->common_share_of_shock);
    double shock = common * self->common_shock[l] + own * self->shock[at];

    return self->deterministic ? 0.0 : shock - 0.5 * p->budget_shock_sd * p->budget_shock_sd;
}

/* B_i = bracket(Z) * noise * (1 - zeta Ipeer) + a / b_ref as running logarithms, one per factor, so
 * that attribution can say what each of them did (section 2.12); then Q_i (section 2.8). */
void
cgap_budget_factors(cgap_block *self, const cgap_step_policy *now)
{
    const cgap_parameters *p = &self->model->scenario->parameters;
    size_t n = self->model->n, lanes = self->lanes, stride = n * lanes;
    double *factor = self->log_factor;
    bool funded = now->fund_meur > 0.0;

    for (size_t i = 0; i < n; i++) {
        for (size_t l = 0; l < lanes; l++) {
            size_t at = i * lanes + l;
            double z = self->salience[at];
            double bracket = 1.0 + p->response_to_incidents * (z - 1.0) / (z + 1.0);
            double free_riding = 1.0 - p->free_riding_share * self->information[at];
            double own = safe_log(bracket);
            double noisy = own + log_noise(self, p, at, l);
            double shared = noisy + safe_log(free_riding);
            double money =
                funded
                    ? safe_log(cgap_exp(shared) + self->absorbed[at] / p->reference_public_budget)
                    : shared;

            factor[at] = own;
            factor[stride + at] = noisy;
            factor[2 * stride + at] = shared;
            factor[3 * stride + at] = money;
            factor[4 * stride + at] = p->market_access_effect_on_investment *
                                      safe_log(self->access[at] / self->access_start[at]);
        }
    }
}

static double
normal_at(const cgap_block *self, size_t l, cgap_process process, uint16_t unit, size_t step)
{
    cgap_address at = {self->first + (uint32_t) l, process, unit, (uint32_t) step, 0};

    return cgap_rng_normal(self->seed, at);
}

/* Ornstein-Uhlenbeck, exact for any dt: x <- a x + sigma sqrt(1 - a^2) N(0, 1), a = exp(-dt/tau).
 * @p step 0 draws from the stationary law. */
static void
shocks(cgap_block *self, double keep, double fresh, size_t step)
{
    const cgap_model *model = self->model;

    for (size_t l = 0; l < self->lanes; l++) {
        self->common_shock[l] = keep * self->common_shock[l] +
                                fresh * normal_at(self, l, CGAP_PROCESS_COMMON_SHOCK, 0, step);
    }
    for (size_t i = 0; i < model->n; i++) {
        for (size_t l = 0; l < self->lanes; l++) {
            double *x = &self->shock[i * self->lanes + l];

            *x = keep * *x + fresh * normal_at(self, l, CGAP_PROCESS_SHOCK, model->unit[i], step);
        }
    }
}

void
cgap_budget_shock_start(cgap_block *self)
{
    double sd = self->model->scenario->parameters.budget_shock_sd;

    memset(self->shock, 0, self->model->n * self->lanes * sizeof(double));
    memset(self->common_shock, 0, self->lanes * sizeof(double));
    if (!self->deterministic && sd > 0.0) {
        shocks(self, 0.0, sd, 0);
    }
}

void
cgap_budget_shock_step(cgap_block *self)
{
    const cgap_parameters *p = &self->model->scenario->parameters;
    double keep = cgap_exp(-self->model->dt / p->budget_shock_memory);

    if (!self->deterministic && p->budget_shock_sd > 0.0) {
        shocks(self, keep, p->budget_shock_sd * sqrt(1.0 - keep * keep), self->step + 1);
    }
}
