/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Capabilities move by pulls only (sections 2.1 and 2.2). For each pull with rate r and target u,
 *     r_eff = r if u > c, else omega r ;   R = sum r_eff ;
 *     c(t+dt) = c + dt phi1(R dt) sum r_eff (u - c)
 * the exact solution with coefficients frozen over the step, and a convex combination of c and the
 * targets: [0, 1] holds for every dt. Each pull's part of the sum is its attribution. */
#include "model_internal.h"

#include <string.h>

/* Pulls on one capability of one state, for V replicates. */
typedef struct pull_sum {
    double level[V];                    /* c at the start of the step */
    double rate[V];                     /* R so far */
    double part[CGAP_MAX_MECHANISM][V]; /* r_eff (u - c) by mechanism */
} pull_sum;

/* What of the national effort is the same for all pillars, or for one practice: successive powers
 * of the budget factors (section 2.12: base, incidents, noise, free riding, funding, market). */
enum { N_BUDGET_FACTOR = 4, N_EFFORT = 6 };

typedef struct effort_power {
    double factor[N_EFFORT][V]; /* factor[0] = 1 ... factor[5] = (B Q)^eta */
} effort_power;

static void
add_pull(pull_sum *self, size_t mechanism, const double rate[V], const double target[V],
         double omega)
{
    for (size_t l = 0; l < V; l++) {
        double gap = target[l] - self->level[l];
        double effective = gap > CGAP_MET ? rate[l] : omega * rate[l];

        self->rate[l] += effective;
        self->part[mechanism][l] += effective * gap;
    }
}

/* Powers of the budget for exponent @p eta of B, and of market access where it acts. */
static void
effort_factors(const cgap_block *self, size_t i, size_t from, double exponent, double eta,
               bool market, effort_power *out)
{
    size_t stride = self->model->n * self->lanes;
    const double *log_factor = self->log_factor + i * self->lanes + from;

    for (size_t l = 0; l < V; l++) {
        out->factor[0][l] = 1.0;
    }
    for (size_t f = 0; f < N_BUDGET_FACTOR; f++) {
        for (size_t l = 0; l < V; l++) {
            out->factor[f + 1][l] = cgap_exp(exponent * log_factor[f * stride + l]);
        }
    }
    for (size_t l = 0; l < V; l++) {
        double access = market ? cgap_exp(eta * log_factor[4 * stride + l]) : 1.0;

        out->factor[5][l] = out->factor[4][l] * access;
    }
}

/* National effort: rate g0 (B Q)^eta, target 1, split over what moved the budget. */
static void
add_effort(pull_sum *self, const effort_power *effort, const double base_rate[V])
{
    for (size_t f = 0; f < N_EFFORT; f++) {
        size_t mechanism = CGAP_BY_EFFORT + f;

        for (size_t l = 0; l < V; l++) {
            double before = f == 0 ? 0.0 : effort->factor[f - 1][l];

            self->part[mechanism][l] +=
                base_rate[l] * (effort->factor[f][l] - before) * (1.0 - self->level[l]);
        }
    }
    for (size_t l = 0; l < V; l++) {
        self->rate[l] += base_rate[l] * effort->factor[N_EFFORT - 1][l];
    }
}

/* Enablement multiplies the whole effort rate; its part is what it adds (2.2, 2.12). */
static void
add_enablement(pull_sum *self, const effort_power *effort, const double base_rate[V],
               const double factor[V])
{
    for (size_t l = 0; l < V; l++) {
        double extra = base_rate[l] * effort->factor[N_EFFORT - 1][l] * (factor[l] - 1.0);

        self->rate[l] += extra;
        self->part[CGAP_BY_FORMAL_TO_PRACTICE][l] += extra * (1.0 - self->level[l]);
    }
}

/* delta(t) = kappa (1 - cstar) (delta0 + chi g_A(t)) / (delta0 + chi g_A0): the Red Queen. */
static double
red_queen(const cgap_parameters *p, double threat_growth)
{
    double reference =
        p->base_obsolescence + p->red_queen_pass_through * p->reference_threat_growth;

    return reference > 0.0
               ? (p->base_obsolescence + p->red_queen_pass_through * threat_growth) / reference
               : 1.0;
}

static void
add_obsolescence(pull_sum *self, const double *steady, double kappa, double ratio)
{
    double rate[V], target[V];

    for (size_t l = 0; l < V; l++) {
        rate[l] = kappa * (1.0 - steady[l]) * ratio;
        target[l] = 0.0;
    }
    add_pull(self, CGAP_BY_OBSOLESCENCE, rate, target, 1.0);
}

/* Peers were summed by the network: rates and rates times (target - c). */
static void
add_peers(pull_sum *self, const double *rate, const double *pull, double scale)
{
    for (size_t l = 0; l < V; l++) {
        self->rate[l] += scale * rate[l];
        self->part[CGAP_BY_PEERS][l] += scale * pull[l];
    }
}

static void
start_pulls(pull_sum *self, const double *level, size_t n_mechanism)
{
    memcpy(self->level, level, sizeof self->level);
    memset(self->rate, 0, sizeof self->rate);
    memset(self->part, 0, n_mechanism * sizeof self->part[0]);
}

/* Closes the step: scales every part to an increment and writes the new level. */
static void
finish_pulls(pull_sum *self, size_t n_mechanism, double dt, double *next)
{
    double sum[V] = {0.0}, scale[V];

    for (size_t l = 0; l < V; l++) {
        scale[l] = dt * cgap_phi1(self->rate[l] * dt);
    }
    for (size_t m = 0; m < n_mechanism; m++) {
        for (size_t l = 0; l < V; l++) {
            self->part[m][l] *= scale[l];
            sum[l] += self->part[m][l];
        }
    }
    for (size_t l = 0; l < V; l++) {
        next[l] = clip(self->level[l] + sum[l], 0.0, 1.0); /* rounding at the very edge */
    }
}

/* Work of one state and V replicates. */
typedef struct place {
    cgap_block *self;
    const cgap_step_policy *now;
    size_t i, from;
    double ratio; /* of obsolescence */
} place;

static size_t
offset_of(const place *at, size_t k)
{
    return (k * at->self->model->n + at->i) * at->self->lanes + at->from;
}

/* The hub serves members: epsilon M member_i adm_i mE_k. */
static void
add_agency(pull_sum *self, const place *at, size_t k)
{
    const cgap_model *model = at->self->model;
    const cgap_parameters *p = &model->scenario->parameters;
    double strength =
        p->agency_hub_rate * at->now->agency_mandate * model->capacity[at->i] * p->agency_focus[k];
    double rate[V];

    if (!is_member(at->now->members, at->i)) {
        return;
    }
    for (size_t l = 0; l < V; l++) {
        rate[l] = strength;
    }
    add_pull(self, CGAP_BY_AGENCY, rate, at->self->frontier + k * at->self->lanes + at->from, 0.0);
}

static void
add_external(pull_sum *self, const place *at, size_t k)
{
    const cgap_parameters *p = &at->self->model->scenario->parameters;
    double rate[V], target[V];

    if (k != CGAP_LEGAL && k != CGAP_COOPERATION) {
        return;
    }
    for (size_t l = 0; l < V; l++) {
        rate[l] = p->external_legal_pull * at->now->legal[at->i];
        target[l] = p->external_legal_target;
    }
    add_pull(self, CGAP_BY_EXTERNAL, rate, target, 0.0);
}

/* Law on formal capability: rate mu m_pk q_ip, target s_p, ceiling omega_p. */
static void
add_law(pull_sum *self, const place *at, size_t p, size_t k)
{
    const cgap_model *model = at->self->model;
    const cgap_instrument *law = &model->scenario->instrument[p];
    const double *q =
        at->self->implementation + (p * model->n + at->i) * at->self->lanes + at->from;
    double rate[V], target[V];

    for (size_t l = 0; l < V; l++) {
        rate[l] = law->pull * law->covers[k] * q[l];
        target[l] = law->standard;
    }
    add_pull(self, CGAP_BY_INSTRUMENT + p, rate, target, law->ceiling);
}

/* Law on practice: it reaches a share a of the actors, so coverage limits the target, not the rate:
 * target ostar + a (s - ostar), where the standard lies above what is done anyway. */
static void
add_law_on_practice(pull_sum *self, const place *at, size_t p, size_t k)
{
    const cgap_model *model = at->self->model;
    const cgap_instrument *law = &model->scenario->instrument[p];
    const double *q =
        at->self->implementation + (p * model->n + at->i) * at->self->lanes + at->from;
    const double *steady = at->self->steady + offset_of(at, k);
    double rate[V], target[V];

    if (!(law->covers[k] > 0.0)) {
        return;
    }
    for (size_t l = 0; l < V; l++) {
        rate[l] = law->standard > steady[l] ? law->pull * q[l] : 0.0;
        target[l] = steady[l] + law->covers[k] * (law->standard - steady[l]);
    }
    add_pull(self, CGAP_BY_INSTRUMENT + p, rate, target, 0.0);
}

static double
peer_scale(const cgap_model *model)
{
    double rate = model->scenario->parameters.peer_learning_rate;

    return model->n > 1 ? rate / (double) (model->n - 1) : 0.0;
}

static void
formal_step(const place *at, size_t k, const effort_power *effort, pull_sum *out)
{
    cgap_block *self = at->self;
    const cgap_model *model = self->model;
    double kappa = model->scenario->parameters.adjustment_rate_formal;
    const double *steady = self->steady + offset_of(at, k);
    double base_rate[V];

    start_pulls(out, self->capability + offset_of(at, k), model->n_mechanism);
    for (size_t l = 0; l < V; l++) {
        base_rate[l] = kappa * steady[l];
    }
    add_effort(out, effort, base_rate);
    add_obsolescence(out, steady, kappa, at->ratio);
    add_peers(out, self->peer_rate + offset_of(at, k), self->peer_pull + offset_of(at, k),
              peer_scale(model));
    add_agency(out, at, k);
    add_external(out, at, k);
    for (size_t p = 0; p < model->n_instrument; p++) {
        add_law(out, at, p, k);
    }
    finish_pulls(out, model->n_mechanism, model->dt, self->next + offset_of(at, k));
}

/* (e / e(0))^(epsilon_b absorb), e_ib = sum_j M_bj c_ij. */
static void
enablement(const place *at, size_t b, double factor[V])
{
    const cgap_block *self = at->self;
    const cgap_parameters *p = &self->model->scenario->parameters;
    bool public_actor = CGAP_SME + b == CGAP_ADMINISTRATION || CGAP_SME + b == CGAP_PEOPLE;
    double absorb = public_actor ? self->model->capacity[at->i] : 1.0;
    const double *start = self->enabling_start + offset_of(at, b);
    double enabling[V] = {0.0};

    for (size_t j = 0; j < CGAP_N_FORMAL; j++) {
        const double *c = self->capability + offset_of(at, j);

        for (size_t l = 0; l < V; l++) {
            enabling[l] += p->enabling[b][j] * c[l];
        }
    }
    for (size_t l = 0; l < V; l++) {
        factor[l] = cgap_exp(p->enabling_elasticity[b] * absorb * safe_log(enabling[l] / start[l]));
    }
}

static void
practice_step(const place *at, size_t b, pull_sum *out)
{
    cgap_block *self = at->self;
    const cgap_model *model = self->model;
    const cgap_parameters *p = &model->scenario->parameters;
    size_t k = CGAP_SME + b;
    bool market = k == CGAP_SME || k == CGAP_ENTERPRISE;
    const double *steady = self->steady + offset_of(at, k);
    double base_rate[V], factor[V];
    effort_power effort;

    start_pulls(out, self->capability + offset_of(at, k), model->n_mechanism);
    effort_factors(self, at->i, at->from, p->budget_effect_on_practice[b] * p->returns_to_budget,
                   p->returns_to_budget, market, &effort);
    enablement(at, b, factor);
    for (size_t l = 0; l < V; l++) {
        base_rate[l] = p->adjustment_rate_practice[b] * steady[l];
    }
    add_effort(out, &effort, base_rate);
    add_enablement(out, &effort, base_rate, factor);
    add_obsolescence(out, steady, p->adjustment_rate_practice[b], at->ratio);
    add_peers(out, self->peer_rate + offset_of(at, k), self->peer_pull + offset_of(at, k),
              p->practice_peer_learning_share * peer_scale(model));
    for (size_t q = 0; q < model->n_instrument; q++) {
        add_law_on_practice(out, at, q, k);
    }
    finish_pulls(out, model->n_mechanism, model->dt, self->next + offset_of(at, k));
}

/* F_k = best level of each pillar among members: what the agency hub spreads. */
static void
frontier(cgap_block *self)
{
    size_t n = self->model->n, lanes = self->lanes;

    memset(self->frontier, 0, CGAP_N_FORMAL * lanes * sizeof(double));
    for (size_t k = 0; k < CGAP_N_FORMAL; k++) {
        double *best = self->frontier + k * lanes;

        for (size_t i = 0; i < n; i++) {
            const double *c = self->capability + (k * n + i) * lanes;

            for (size_t l = 0; is_member(self->members, i) && l < lanes; l++) {
                best[l] = c[l] > best[l] ? c[l] : best[l];
            }
        }
    }
}

static void
state_step(const place *at)
{
    cgap_block *self = at->self;
    const cgap_parameters *p = &self->model->scenario->parameters;
    size_t n_mechanism = self->model->n_mechanism;
    double index[CGAP_MAX_MECHANISM][V];
    effort_power effort;
    pull_sum pulls;

    memset(index, 0, n_mechanism * sizeof index[0]);
    effort_factors(self, at->i, at->from, p->returns_to_budget, p->returns_to_budget, true,
                   &effort);
    for (size_t k = 0; k < CGAP_N_FORMAL; k++) {
        formal_step(at, k, &effort, &pulls);
        cgap_attribution_add(self, CGAP_LAYER_CAPABILITY + k, at->i, at->from, pulls.part);
        cgap_attribution_mix(index, pulls.part, n_mechanism, p->pillar_weight[k]);
    }
    cgap_attribution_add(self, CGAP_LAYER_FORMAL, at->i, at->from, index);
    memset(index, 0, n_mechanism * sizeof index[0]);
    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        practice_step(at, b, &pulls);
        cgap_attribution_add(self, CGAP_LAYER_CAPABILITY + CGAP_SME + b, at->i, at->from,
                             pulls.part);
        cgap_attribution_mix(index, pulls.part, n_mechanism, 1.0 / CGAP_N_PRACTICE);
    }
    cgap_attribution_add(self, CGAP_LAYER_PRACTICE, at->i, at->from, index);
}

void
cgap_capability_step(cgap_block *self, const cgap_step_policy *now)
{
    double ratio = red_queen(&self->model->scenario->parameters, now->threat_growth);

    frontier(self);
    cgap_attribution_begin(self);
    for (size_t from = 0; from < self->lanes; from += V) {
        for (size_t i = 0; i < self->model->n; i++) {
            place at = {self, now, i, from, ratio};

            state_step(&at);
        }
    }
    cgap_attribution_finish(self);
}
