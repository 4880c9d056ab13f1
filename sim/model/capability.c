/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Capabilities move by pulls only (sections 2.1 and 2.2). For each pull with rate r and target u,
 *     r_eff = r if u > c, else omega r ;   R = sum r_eff ;
 *     c(t+dt) = c + dt phi1(R dt) sum r_eff (u - c)
 * the exact solution with coefficients frozen over the step, and a convex combination of c and the
 * targets: [0, 1] holds for every dt. Each pull's part of the sum is its attribution. */
#include "model_internal.h"

#include <string.h>

/* What is the same for all states in a step. */
typedef struct step_terms {
    const cgap_step_policy *now;
    double to;    /* date of the step's end */
    double ratio; /* of obsolescence */
    bool funded;
} step_terms;

/* Work of one state and V replicates. */
typedef struct place {
    cgap_block *self;
    const step_terms *step;
    size_t i, from;
} place;

static size_t
offset_of(const place *at, size_t k)
{
    return (k * at->self->model->n + at->i) * at->self->lanes + at->from;
}

/* The rate at which a one-sided pull acts: omega of it where its target lies below. */
static inline double
effective_rate(double gap, double rate, double omega)
{
    double weaker = omega * rate;

    return gap > CGAP_MET ? rate : weaker;
}

/* A new row for what @p mechanism adds. Rows come in the order of attribution, and only those of
 * mechanisms that act: the others would add exactly 0. */
static inline double *
new_part(cgap_pulls *self, size_t mechanism)
{
    self->mechanism[self->n] = mechanism;
    return self->part[self->n++];
}

static void
start_pulls(cgap_pulls *self, const double *restrict level)
{
    self->n = 0;
    for (size_t l = 0; l < V; l++) {
        self->level[l] = level[l];
        self->rate[l] = 0.0;
    }
}

/* What of the national effort is the same for all pillars, or for one practice: successive powers
 * of the budget factors (section 2.12: base, incidents, noise, free riding, funding, market). */
enum { N_BUDGET_FACTOR = 4, N_EFFORT = 6 };

typedef struct effort_power {
    bool funded, market;
    double factor[N_EFFORT][V]; /* factor[0] = 1 ... factor[5] = (B Q)^eta */
} effort_power;

static inline void
power_of(const double *restrict log_factor, double exponent, double *restrict out)
{
    for (size_t l = 0; l < V; l++) {
        out[l] = cgap_exp(exponent * log_factor[l]);
    }
}

/* Powers of the budget for exponent @p exponent of B, and @p eta of market access where it acts. */
static void
effort_factors(const place *at, double exponent, double eta, bool market, effort_power *out)
{
    size_t stride = at->self->model->n * at->self->lanes;
    const double *log_factor = at->self->log_factor + offset_of(at, 0);
    double access[V];

    out->funded = at->step->funded;
    out->market = market;
    for (size_t l = 0; l < V; l++) {
        out->factor[0][l] = 1.0;
    }
    for (size_t f = 0; f + 1 < N_BUDGET_FACTOR; f++) {
        power_of(log_factor + f * stride, exponent, out->factor[f + 1]);
    }
    if (out->funded) {
        power_of(log_factor + 3 * stride, exponent, out->factor[4]);
    } else { /* without a fund the last factor is 1 */
        memcpy(out->factor[4], out->factor[3], sizeof out->factor[4]);
    }
    if (!market) {
        memcpy(out->factor[5], out->factor[4], sizeof out->factor[5]);
        return;
    }
    power_of(log_factor + 4 * stride, eta, access);
    for (size_t l = 0; l < V; l++) {
        out->factor[5][l] = out->factor[4][l] * access[l];
    }
}

static inline void
effort_part(const cgap_pulls *restrict self, const double *restrict base_rate,
            const double *restrict factor, const double *restrict before, double *restrict part)
{
    for (size_t l = 0; l < V; l++) {
        part[l] = base_rate[l] * (factor[l] - before[l]) * (1.0 - self->level[l]);
    }
}

/* National effort: rate g0 (B Q)^eta, target 1, split over what moved the budget. */
static void
add_effort(cgap_pulls *self, const effort_power *effort, const double *restrict base_rate)
{
    static const double nothing[V] = {0.0};

    for (size_t f = 0; f < N_EFFORT; f++) {
        size_t mechanism = CGAP_BY_EFFORT + f;

        if ((mechanism == CGAP_BY_FUNDING && !effort->funded) ||
            (mechanism == CGAP_BY_MARKET_ACCESS && !effort->market)) {
            continue;
        }
        effort_part(self, base_rate, effort->factor[f], f == 0 ? nothing : effort->factor[f - 1],
                    new_part(self, mechanism));
    }
    for (size_t l = 0; l < V; l++) {
        self->rate[l] += base_rate[l] * effort->factor[N_EFFORT - 1][l];
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

static inline void
add_obsolescence(cgap_pulls *self, const double *restrict steady, double kappa, double ratio)
{
    double *restrict part = new_part(self, CGAP_BY_OBSOLESCENCE);

    for (size_t l = 0; l < V; l++) {
        double rate = kappa * (1.0 - steady[l]) * ratio;

        self->rate[l] += rate;
        part[l] = rate * (0.0 - self->level[l]);
    }
}

/* Peers were summed by the network: rates and rates times (target - c). */
static inline void
add_peers(cgap_pulls *self, const double *restrict rate, const double *restrict pull, double scale)
{
    double *restrict part = new_part(self, CGAP_BY_PEERS);

    for (size_t l = 0; l < V; l++) {
        self->rate[l] += scale * rate[l];
        part[l] = scale * pull[l];
    }
}

/* The agency's hub spreads the best level of the pillar among members; it serves members only. */
static inline void
add_agency(cgap_pulls *self, double rate, const double *restrict best)
{
    double *restrict part = new_part(self, CGAP_BY_AGENCY);

    for (size_t l = 0; l < V; l++) {
        double gap = best[l] - self->level[l];
        double effective = effective_rate(gap, rate, 0.0);

        self->rate[l] += effective;
        part[l] = effective * gap;
    }
}

static inline void
add_external(cgap_pulls *self, double rate, double target)
{
    double *restrict part = new_part(self, CGAP_BY_EXTERNAL);

    for (size_t l = 0; l < V; l++) {
        double gap = target - self->level[l];
        double effective = effective_rate(gap, rate, 0.0);

        self->rate[l] += effective;
        part[l] = effective * gap;
    }
}

/* Law on formal capability: rate mu m_pk q_ip, target s_p, ceiling omega_p. */
static inline void
add_law(cgap_pulls *self, size_t p, const cgap_instrument *law, double pull,
        const double *restrict q)
{
    double *restrict part = new_part(self, CGAP_BY_INSTRUMENT + p);

    for (size_t l = 0; l < V; l++) {
        double gap = law->standard - self->level[l];
        double effective = effective_rate(gap, pull * q[l], law->ceiling);

        self->rate[l] += effective;
        part[l] = effective * gap;
    }
}

/* Law on practice: it reaches a share a of the actors, so coverage limits the target, not the rate:
 * target ostar + a (s - ostar), where the standard lies above what is done anyway. */
static inline void
add_law_on_practice(cgap_pulls *self, size_t p, const cgap_instrument *law, double covers,
                    const double *restrict steady, const double *restrict q)
{
    double *restrict part = new_part(self, CGAP_BY_INSTRUMENT + p);

    for (size_t l = 0; l < V; l++) {
        double ambition = law->standard - steady[l], pull = law->pull * q[l];
        double rate = law->standard > steady[l] ? pull : 0.0;
        double gap = steady[l] + covers * ambition - self->level[l];
        double effective = effective_rate(gap, rate, 0.0);

        self->rate[l] += effective;
        part[l] = effective * gap;
    }
}

/* Before a law is adopted (a directive) or applies nobody can have implemented any of it. */
static bool
law_can_act(const place *at, size_t p, size_t k)
{
    const cgap_model *model = at->self->model;

    return model->scenario->instrument[p].covers[k] > 0.0 && at->step->to > model->law_begins[p];
}

static void
add_laws(cgap_pulls *self, const place *at, size_t k)
{
    const cgap_model *model = at->self->model;

    for (size_t p = 0; p < model->n_instrument; p++) {
        const cgap_instrument *law = &model->scenario->instrument[p];
        const double *q =
            at->self->implementation + (p * model->n + at->i) * at->self->lanes + at->from;

        if (!law_can_act(at, p, k)) {
            continue;
        }
        if (k < CGAP_N_FORMAL) {
            add_law(self, p, law, law->pull * law->covers[k], q);
        } else {
            add_law_on_practice(self, p, law, law->covers[k], at->self->steady + offset_of(at, k),
                                q);
        }
    }
}

/* Closes the step: the new level and c(t) + c(t+dt). */
static inline void
finish_pulls(cgap_pulls *self, double dt, double *restrict next)
{
    double sum[V] = {0.0};

    for (size_t l = 0; l < V; l++) {
        self->scale[l] = dt * cgap_phi1(self->rate[l] * dt);
    }
    for (size_t m = 0; m < self->n; m++) {
        for (size_t l = 0; l < V; l++) {
            sum[l] += self->part[m][l] * self->scale[l];
        }
    }
    for (size_t l = 0; l < V; l++) {
        double level = self->level[l];

        next[l] = clip(level + sum[l], 0.0, 1.0); /* rounding at the very edge */
        self->both_ends[l] = level + next[l];
    }
}

static double
peer_scale(const cgap_model *model)
{
    double rate = model->scenario->parameters.peer_learning_rate;

    return model->n > 1 ? rate / (double) (model->n - 1) : 0.0;
}

static inline void
base_rate_of(const double *restrict steady, double kappa, double *restrict out)
{
    for (size_t l = 0; l < V; l++) {
        out[l] = kappa * steady[l];
    }
}

static void
formal_step(const place *at, size_t k, const effort_power *effort, cgap_pulls *out)
{
    cgap_block *self = at->self;
    const cgap_model *model = self->model;
    const cgap_parameters *p = &model->scenario->parameters;
    double kappa = p->adjustment_rate_formal;
    const double *steady = self->steady + offset_of(at, k);
    double agency = p->agency_hub_rate * at->step->now->agency_mandate * model->capacity[at->i] *
                    p->agency_focus[k];
    double base_rate[V];

    start_pulls(out, self->capability + offset_of(at, k));
    base_rate_of(steady, kappa, base_rate);
    add_effort(out, effort, base_rate);
    add_obsolescence(out, steady, kappa, at->step->ratio);
    add_peers(out, self->peer_rate + offset_of(at, k), self->peer_pull + offset_of(at, k),
              peer_scale(model));
    if (agency > 0.0 && is_member(at->step->now->members, at->i)) {
        add_agency(out, agency, self->frontier + k * self->lanes + at->from);
    }
    if (k == CGAP_LEGAL || k == CGAP_COOPERATION) {
        add_external(out, p->external_legal_pull * at->step->now->legal[at->i],
                     p->external_legal_target);
    }
    add_laws(out, at, k);
    finish_pulls(out, model->dt, self->next + offset_of(at, k));
}

static inline void
sum_enabling(const double *restrict level, double weight, double *restrict sum)
{
    for (size_t l = 0; l < V; l++) {
        sum[l] += weight * level[l];
    }
}

/* (e / e(0))^(epsilon_b absorb), e_ib = sum_j M_bj c_ij. */
static void
enablement(const place *at, size_t b, double factor[V])
{
    const cgap_block *self = at->self;
    const cgap_parameters *p = &self->model->scenario->parameters;
    bool public_actor = CGAP_SME + b == CGAP_ADMINISTRATION || CGAP_SME + b == CGAP_PEOPLE;
    double exponent =
        p->enabling_elasticity[b] * (public_actor ? self->model->capacity[at->i] : 1.0);
    const double *start = self->enabling_start + offset_of(at, b);
    double enabling[V] = {0.0};

    for (size_t j = 0; j < CGAP_N_FORMAL; j++) {
        sum_enabling(self->capability + offset_of(at, j), p->enabling[b][j], enabling);
    }
    for (size_t l = 0; l < V; l++) {
        factor[l] = cgap_exp(exponent * safe_log(enabling[l] / start[l]));
    }
}

/* Enablement multiplies the whole effort rate; its part is what it adds (2.2, 2.12). */
static inline void
enabled_effort(cgap_pulls *restrict self, const effort_power *restrict effort,
               const double *restrict base_rate, const double *restrict factor,
               double *restrict extra)
{
    for (size_t l = 0; l < V; l++) {
        extra[l] = base_rate[l] * effort->factor[N_EFFORT - 1][l] * (factor[l] - 1.0);
        self->rate[l] += extra[l];
    }
}

static inline void
add_enablement(cgap_pulls *self, const double *restrict extra)
{
    double *restrict part = new_part(self, CGAP_BY_FORMAL_TO_PRACTICE);

    for (size_t l = 0; l < V; l++) {
        part[l] = extra[l] * (1.0 - self->level[l]);
    }
}

static void
practice_step(const place *at, size_t b, cgap_pulls *out)
{
    cgap_block *self = at->self;
    const cgap_model *model = self->model;
    const cgap_parameters *p = &model->scenario->parameters;
    size_t k = CGAP_SME + b;
    bool market = k == CGAP_SME || k == CGAP_ENTERPRISE;
    const double *steady = self->steady + offset_of(at, k);
    double base_rate[V], factor[V], extra[V];
    effort_power effort;

    start_pulls(out, self->capability + offset_of(at, k));
    effort_factors(at, p->budget_effect_on_practice[b] * p->returns_to_budget, p->returns_to_budget,
                   market, &effort);
    enablement(at, b, factor);
    base_rate_of(steady, p->adjustment_rate_practice[b], base_rate);
    add_effort(out, &effort, base_rate);
    enabled_effort(out, &effort, base_rate, factor, extra);
    add_obsolescence(out, steady, p->adjustment_rate_practice[b], at->step->ratio);
    add_peers(out, self->peer_rate + offset_of(at, k), self->peer_pull + offset_of(at, k),
              p->practice_peer_learning_share * peer_scale(model));
    add_enablement(out, extra);
    add_laws(out, at, k);
    finish_pulls(out, model->dt, self->next + offset_of(at, k));
}

static inline void
raise(const double *restrict level, double *restrict best)
{
    for (size_t l = 0; l < V; l++) {
        double c = level[l];

        best[l] = c > best[l] ? c : best[l];
    }
}

/* F_k = best level of each pillar among members: what the agency hub spreads. */
static void
frontier(cgap_block *self)
{
    size_t n = self->model->n, lanes = self->lanes;

    memset(self->frontier, 0, CGAP_N_FORMAL * lanes * sizeof(double));
    for (size_t k = 0; k < CGAP_N_FORMAL; k++) {
        for (size_t i = 0; i < n; i++) {
            for (size_t from = 0; is_member(self->members, i) && from < lanes; from += V) {
                raise(self->capability + (k * n + i) * lanes + from,
                      self->frontier + k * lanes + from);
            }
        }
    }
}

static void
state_step(const place *at)
{
    cgap_block *self = at->self;
    const cgap_parameters *p = &self->model->scenario->parameters;
    cgap_pulls pulls;
    cgap_index_parts index;
    effort_power effort;

    cgap_attribution_index_begin(&index);
    effort_factors(at, p->returns_to_budget, p->returns_to_budget, true, &effort);
    for (size_t k = 0; k < CGAP_N_FORMAL; k++) {
        formal_step(at, k, &effort, &pulls);
        cgap_attribution_add(self, k, at->i, at->from, &pulls, p->pillar_weight[k], &index);
    }
    cgap_attribution_index_end(self, CGAP_LAYER_FORMAL, at->i, at->from, &index);
    cgap_attribution_index_begin(&index);
    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        practice_step(at, b, &pulls);
        cgap_attribution_add(self, CGAP_SME + b, at->i, at->from, &pulls, 1.0 / CGAP_N_PRACTICE,
                             &index);
    }
    cgap_attribution_index_end(self, CGAP_LAYER_PRACTICE, at->i, at->from, &index);
}

void
cgap_capability_step(cgap_block *self, const cgap_step_policy *now)
{
    const cgap_model *model = self->model;
    step_terms step = {.now = now,
                       .to = cgap_scenario_time(model->scenario, self->step + 1),
                       .ratio = red_queen(&model->scenario->parameters, now->threat_growth),
                       .funded = now->fund_meur > 0.0};

    frontier(self);
    cgap_attribution_begin(self);
    for (size_t from = 0; from < self->lanes; from += V) {
        for (size_t i = 0; i < model->n; i++) {
            place at = {self, &step, i, from};

            state_step(&at);
        }
    }
    cgap_attribution_finish(self);
}
