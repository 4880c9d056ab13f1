/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Security products and who sells them (section 2.8): gravity trade with one border effect b inside
 * the Union, so sums over sellers need the total strength and a state's own only:
 *     Phi_i = sum_j V_ij + K_row = e^-b sum_j K_j^nu + (1 - e^-b) K_i^nu + K_row */
#include "model_internal.h"

#include <math.h>
#include <string.h>

enum { BISECTIONS = 200 }; /* at most: some 55 leave no number between */

/* What a border lets through of what it would without: e^-b, b = b0 (1 - phi). */
static inline void
border_pass(double b0, const double *restrict integration, double *restrict pass)
{
    for (size_t l = 0; l < V; l++) {
        pass[l] = cgap_exp(-b0 * (1.0 - integration[l]));
    }
}

static void
logarithms_of(const double *x, size_t n, double *out)
{
    memcpy(out, x, n * sizeof *out);
    safe_logs(out, n);
}

/* (x / start)^exponent; @p log_start NULL: x^exponent. Logarithms and powers come in a row: each
 * takes long from its first operation to its last. */
static void
power_of(const double *x, const double *log_start, double exponent, size_t n, double *out)
{
    double scale = CGAP_SIXTEENTHS_PER_E_FOLD * exponent;

    logarithms_of(x, n, out);
    for (size_t l = 0; l < n; l++) {
        out[l] = scale * (out[l] - (log_start == NULL ? 0.0 : log_start[l]));
    }
    cgap_lanes_exp2_sixteenths(out, n);
}

/* Phi_i and Rev_j = sum_i D_i V_ij / Phi_i of the present row, for V replicates; sums stay in
 * registers. */
static void
survey(cgap_block *self, size_t from, const double total[V], const double pass[V])
{
    const cgap_model *model = self->model;
    const cgap_parameters *p = &model->scenario->parameters;
    size_t n = model->n;
    cgap_reals per_access[CGAP_MAX_MEMBER];

    for (size_t l = 0; l < V; l += CGAP_VECTOR) {
        cgap_reals let = cgap_reals_load(pass + l), at_home = 1.0 - let;
        cgap_reals common = let * cgap_reals_load(total + l);
        cgap_reals outside = cgap_reals_load(self->rest_of_world + from + l);
        cgap_reals spread = cgap_reals_all(0.0), sold = spread;

        for (size_t i = 0; i < n; i++) {
            size_t at = i * self->lanes + from + l;
            cgap_reals gained = cgap_reals_load(self->trust + at) - p->public_trust_2017;
            cgap_reals demand = model->gdp[i] * (1.0 + p->demand_gain_from_trust * gained);
            cgap_reals phi = common + at_home * cgap_reals_load(self->strength + at) + outside;

            per_access[i] = demand / phi;
            cgap_reals_store(self->access + at, phi);
            spread += per_access[i];
        }
        for (size_t j = 0; j < n; j++) {
            size_t at = j * self->lanes + from + l;
            cgap_reals served = let * spread + at_home * per_access[j];
            cgap_reals revenue = cgap_reals_load(self->strength + at) * served;

            cgap_reals_store(self->revenue + at, revenue);
            sold += revenue;
        }
        cgap_reals_store(self->total_revenue + from + l, sold);
    }
}

/* K_j^nu, Phi_i and revenues of the row. */
void
cgap_industry_survey(cgap_block *self)
{
    const cgap_parameters *p = &self->model->scenario->parameters;
    size_t n = self->model->n, lanes = self->lanes;

    power_of(self->supplier, NULL, p->scale_advantage_exponent, n * lanes, self->strength);
    for (size_t from = 0; from < lanes; from += V) {
        double total[V] = {0.0}, pass[V];

        border_pass(p->border_effect_at_no_integration, self->integration + from, pass);
        cgap_vector_sum(self->strength + from, lanes, cgap_all_states(n), V, total);
        survey(self, from, total, pass);
    }
}

static inline void
add_served(double gdp, const double *restrict access, const double *restrict k,
           double *restrict served)
{
    for (size_t l = 0; l < V; l++) {
        served[l] += gdp * k[l] / (access[l] + k[l]);
    }
}

/* Share of the Union's demand that the rest of the world serves with strength @p k. */
static void
outside_share(const cgap_block *self, size_t from, const double k[V], double share[V])
{
    double total = 0.0;

    memset(share, 0, V * sizeof(double));
    for (size_t i = 0; i < self->model->n; i++) {
        add_served(self->model->gdp[i], self->access + i * self->lanes + from, k, share);
        total += self->model->gdp[i];
    }
    for (size_t l = 0; l < V; l++) {
        share[l] /= total;
    }
}

/* K_row(0) lies between what the smallest and the largest Phi alone would need. */
static void
bracket(const cgap_block *self, size_t from, double odds, double *restrict low,
        double *restrict high)
{
    for (size_t l = 0; l < V; l++) {
        low[l] = INFINITY;
        high[l] = 0.0;
    }
    for (size_t i = 0; i < self->model->n; i++) {
        const double *phi = self->access + i * self->lanes + from;

        for (size_t l = 0; l < V; l++) {
            low[l] = phi[l] < low[l] ? phi[l] : low[l];
            high[l] = phi[l] > high[l] ? phi[l] : high[l];
        }
    }
    for (size_t l = 0; l < V; l++) {
        low[l] *= odds;
        high[l] *= odds;
    }
}

/* Which half the root is in; false when no number lies between low and high in any lane. */
static bool
halve(const double *restrict served, double share, const double *restrict middle,
      double *restrict low, double *restrict high)
{
    uint64_t moved = 0;

    for (size_t l = 0; l < V; l++) {
        double m = middle[l], lower = served[l] < share ? m : low[l];
        double upper = served[l] < share ? high[l] : m;

        moved |= cgap_flag(lower != low[l]) | cgap_flag(upper != high[l]);
        low[l] = lower;
        high[l] = upper;
    }
    return moved != 0;
}

/* K_row(0) by bisection, to the last bit: the share grows with K_row from 0 to 1, so the root is
 * unique. Needs Phi without K_row. */
static void
solve_rest_of_world(cgap_block *self, size_t from)
{
    double share = self->model->scenario->parameters.rest_of_world_share_of_EU_demand;
    double low[V], high[V], middle[V], served[V];
    bool moved = true;

    bracket(self, from, share / (1.0 - share), low, high);
    for (int step = 0; step < BISECTIONS && moved; step++) {
        for (size_t l = 0; l < V; l++) {
            middle[l] = 0.5 * (low[l] + high[l]);
        }
        outside_share(self, from, middle, served);
        moved = halve(served, share, middle, low, high);
    }
    for (size_t l = 0; l < V; l++) {
        self->rest_of_world[from + l] = 0.5 * (low[l] + high[l]);
    }
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
    for (size_t from = 0; from < lanes; from += V) {
        solve_rest_of_world(self, from);
    }
    cgap_industry_survey(self);
    memcpy(self->supplier_start, self->supplier, n * lanes * sizeof(double));
    logarithms_of(self->revenue, n * lanes, self->log_revenue_start);
    logarithms_of(self->access, n * lanes, self->log_access_start);
    memcpy(self->total_revenue_start, self->total_revenue, lanes * sizeof(double));
}

/* K_j -> its target by @p share of the way. */
static inline void
grow(double share, double policy, const double *restrict growth, const double *restrict start,
     size_t n, double *restrict supplier)
{
    for (size_t l = 0; l < n; l++) {
        double target = start[l] * growth[l] * policy;

        supplier[l] += share * (target - supplier[l]);
    }
}

static void
step_suppliers(cgap_block *self, double research)
{
    const cgap_parameters *p = &self->model->scenario->parameters;
    double share = -cgap_expm1(-p->supplier_capacity_rate * self->model->dt);
    double policy = 1.0 + p->supplier_gain_from_research * research;
    size_t cells = self->model->n * self->lanes;
    double *growth = self->strength; /* scratch until the survey of the row makes it anew */

    power_of(self->revenue, self->log_revenue_start, p->supplier_scale_elasticity, cells, growth);
    grow(share, policy, growth, self->supplier_start, cells, self->supplier);
}

/* phi: certification, common law and industrial policy each remove a share of what still divides
 * the market. */
static inline void
integrate(const cgap_parameters *p, double share, double industrial_policy,
          const double *restrict certified, const double *restrict common,
          double *restrict integration)
{
    for (size_t l = 0; l < V; l++) {
        double divided = (1.0 - p->market_integration_2017) *
                         (1.0 - p->integration_gain_certification * certified[l]) *
                         (1.0 - p->integration_gain_common_law * common[l]) *
                         (1.0 - p->integration_gain_industrial_policy * industrial_policy);

        integration[l] += share * ((1.0 - divided) - integration[l]);
    }
}

/* SME: lower borders help, compliance and consolidation hurt. */
static inline void
sme_share_of(const cgap_parameters *p, double share, const double *restrict integration,
             const double *restrict burden, const double *restrict revenue,
             const double *restrict revenue_start, double *restrict sme_share)
{
    for (size_t l = 0; l < V; l++) {
        double scale = safe_log(revenue[l] / revenue_start[l]);
        double push = p->sme_gain_from_integration * (integration[l] - p->market_integration_2017) -
                      p->sme_loss_from_compliance * burden[l] / p->sme_reference_burden -
                      p->sme_loss_from_consolidation * scale;
        double target = clip(p->sme_share_of_suppliers_2017 * cgap_exp(push), 0.0, 1.0);

        sme_share[l] += share * (target - sme_share[l]);
    }
}

/* All targets are read at the start of the step. */
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
    for (size_t at = 0; at < self->lanes; at += V) {
        sme_share_of(p, to_sme, self->integration + at, burden + at, self->total_revenue + at,
                     self->total_revenue_start + at, self->sme_share + at);
        integrate(p, to_phi, now->industrial_policy, certified + at, common + at,
                  self->integration + at);
        for (size_t l = at; l < at + V; l++) {
            self->rest_of_world[l] *= growth;
        }
    }
}
