/* SPDX-License-Identifier: GPL-3.0-or-later */
/* National budgets (sections 2.4 and 2.6): what moves the effort of a state, factor by factor. */
#include "model_internal.h"

#include <math.h>
#include <string.h>

static inline void
absorb(const double *restrict share, double fund_meur, double gdp, double capacity,
       double saturation, double *restrict absorbed)
{
    for (size_t l = 0; l < V; l++) {
        absorbed[l] = cgap_funding_absorbed(share[l], fund_meur, gdp, capacity, saturation);
    }
}

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
    for (size_t at = 0; at < n * lanes; at += V) {
        size_t i = at / lanes;

        absorb(self->share + at, now->fund_meur, model->gdp[i], model->capacity[i], saturation,
               self->absorbed + at);
    }
}

/* ln of the noise factor, mean of the factor 1: xt - sigma_x^2 / 2. */
static inline void
log_noise(const cgap_parameters *p, const double *restrict common, const double *restrict own,
          double *restrict out)
{
    double of_common = sqrt(p->common_share_of_shock),
           of_own = sqrt(1.0 - p->common_share_of_shock);
    double half_variance = 0.5 * p->budget_shock_sd * p->budget_shock_sd;

    for (size_t l = 0; l < V; l++) {
        double shock = of_common * common[l] + of_own * own[l];

        out[l] = shock - half_variance;
    }
}

/* The factors of B without the fund, bracket(Z) and 1 - zeta Ipeer, and market access as it is. */
static inline void
factors_of(const cgap_parameters *p, const double *restrict salience,
           const double *restrict information, const double *restrict access,
           double *restrict bracket, double *restrict free_riding, double *restrict same)
{
    for (size_t l = 0; l < V; l++) {
        double z = salience[l];

        bracket[l] = 1.0 + p->response_to_incidents * (z - 1.0) / (z + 1.0);
        free_riding[l] = 1.0 - p->free_riding_share * information[l];
        same[l] = access[l];
    }
}

/* Running logarithms: bracket(Z), times noise, times 1 - zeta Ipeer; then Q, a power of the growth
 * of access since the start. */
static inline void
run_up(const double *restrict own, const double *restrict noise, double effect,
       const double *restrict log_access_start, double *restrict noisy, double *restrict shared,
       double *restrict access)
{
    for (size_t l = 0; l < V; l++) {
        noisy[l] = own[l] + noise[l];
        shared[l] = noisy[l] + shared[l];
        access[l] = effect * (access[l] - log_access_start[l]);
    }
}

/* ln(B + a / b_ref), of all states in a row; a copy of ln B where there is no fund. */
static void
add_fund(const cgap_block *self, bool funded, const double *log_budget, double *out)
{
    double per_budget = 1.0 / self->model->scenario->parameters.reference_public_budget;
    size_t cells = self->model->n * self->lanes;

    memcpy(out, log_budget, cells * sizeof *out);
    if (!funded) {
        return;
    }
    cgap_lanes_exp(out, cells);
    for (size_t at = 0; at < cells; at++) {
        out[at] += self->absorbed[at] * per_budget;
    }
    safe_logs(out, cells);
}

/* B_i = bracket(Z) * noise * (1 - zeta Ipeer) + a / b_ref as running logarithms, one per factor, so
 * that attribution can say what each of them did (section 2.12); then Q_i (section 2.8). */
void
cgap_budget_factors(cgap_block *self, const cgap_step_policy *now)
{
    const cgap_parameters *p = &self->model->scenario->parameters;
    size_t lanes = self->lanes, stride = self->model->n * lanes;
    double *own = self->log_factor, *noisy = own + stride, *shared = noisy + stride;
    double *money = shared + stride, *access = money + stride;

    for (size_t at = 0; at < stride; at += V) {
        factors_of(p, self->salience + at, self->information + at, self->access + at, own + at,
                   shared + at, access + at);
    }
    safe_logs(own, stride);
    safe_logs(shared, stride);
    safe_logs(access, stride);
    for (size_t at = 0; at < stride; at += V) {
        double noise[V] = {0.0};

        if (!self->deterministic) {
            log_noise(p, self->common_shock + at % lanes, self->shock + at, noise);
        }
        run_up(own + at, noise, p->market_access_effect_on_investment, self->log_access_start + at,
               noisy + at, shared + at, access + at);
    }
    add_fund(self, now->fund_meur > 0.0, shared, money);
}

/* Ornstein-Uhlenbeck, exact for any dt: x <- a x + sigma sqrt(1 - a^2) N(0, 1), a = exp(-dt/tau).
 */
static inline void
relax(double *restrict x, double keep, double fresh, const double *restrict normal)
{
    for (size_t l = 0; l < V; l++) {
        x[l] = keep * x[l] + fresh * normal[l];
    }
}

/* [1 + n][V] draws of a step for the Union and every state. */
static void
draw_shocks(const cgap_block *self, uint32_t replicate, size_t step, double *out)
{
    const uint16_t whole = 0;
    cgap_address at = {replicate, CGAP_PROCESS_COMMON_SHOCK, 0, (uint32_t) step, 0};

    cgap_rng_normal_lanes(self->seed, at, &whole, 1, out);
    at.process = CGAP_PROCESS_SHOCK;
    cgap_rng_normal_lanes(self->seed, at, self->model->unit, self->model->n, out + V);
}

/* The same where another scenario may have drawn them; into @p own where none can. */
static const double *
find_shocks(const cgap_block *self, uint32_t replicate, size_t step, double *own)
{
    cgap_draws *draws = self->draws;
    size_t place = draws == NULL ? 0 : draws_place(draws, replicate, step);
    double *shared = draws == NULL ? own : draws->normal + place * (1 + draws->n) * V;

    if (draws == NULL || !draws->has_normal[place]) {
        draw_shocks(self, replicate, step, shared);
    }
    if (draws != NULL) {
        draws->has_normal[place] = true;
    }
    return shared;
}

/* New shocks of the Union and of every state. @p step 0 draws from the stationary law. */
static void
shocks(cgap_block *self, double keep, double fresh, size_t step)
{
    for (size_t from = 0; from < self->lanes; from += V) {
        double own[(1 + CGAP_MAX_MEMBER) * V];
        const double *normal = find_shocks(self, self->first + (uint32_t) from, step, own);

        relax(self->common_shock + from, keep, fresh, normal);
        for (size_t i = 0; i < self->model->n; i++) {
            relax(self->shock + i * self->lanes + from, keep, fresh, normal + (1 + i) * V);
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
