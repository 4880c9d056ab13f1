/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Capabilities move by pulls only (sections 2.1 and 2.2). For each pull with rate r and target u,
 *     r_eff = r if u > c, else omega r ;   R = sum r_eff ;
 *     c(t+dt) = c + dt phi1(R dt) sum r_eff (u - c)
 * the exact solution with coefficients frozen over the step, and a convex combination of c and the
 * targets: [0, 1] holds for every dt. Each pull's part of the sum is its attribution. */
#include "model_internal.h"

#include <string.h>

#include "cgap/lane_masks.h"

/* What is the same for all states in a step. */
typedef struct step_terms {
    const cgap_step_policy *now;
    double to;    /* date of the step's end */
    double ratio; /* of obsolescence */
    bool funded;
} step_terms;

/* Work of one state and V replicates: the capabilities of one index, one after another. */
typedef struct place {
    cgap_block *self;
    const step_terms *step;
    size_t i, from;
    cgap_efforts efforts;
    CGAP_ROW double enabled[CGAP_N_PRACTICE][V];
    cgap_pulls pulls[CGAP_N_FORMAL];
} place;
_Static_assert((int) CGAP_N_FORMAL >= (int) CGAP_N_PRACTICE, "room for either index");

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

static inline uint64_t
bit(size_t mechanism)
{
    return (uint64_t) 1 << mechanism;
}

/* The row of what @p mechanism adds. */
static inline double *
part_of(cgap_pulls *self, size_t mechanism)
{
    self->acted |= bit(mechanism);
    return self->part[mechanism];
}

/* National effort: target 1, rate kappa cstar times a power of the budget; split over what moved
 * the budget (section 2.12). First of all pulls. */
static inline void
start_with_effort(cgap_pulls *restrict self, const double *restrict level, double kappa,
                  const double *restrict steady, const double *restrict power)
{
    for (size_t l = 0; l < V; l++) {
        double base = kappa * steady[l];
        double rate = base * power[l];

        self->level[l] = level[l];
        self->rate[l] = rate;
        self->rate_of_effort[l] = rate;
        self->unit_of_effort[l] = base * (1.0 - level[l]);
    }
}

static void
start_pulls(const place *at, size_t k, double kappa, bool market, cgap_pulls *out)
{
    const cgap_effort *effort = &at->efforts.effort[at->efforts.of[k]];

    out->effort = effort;
    out->power = market ? effort->sold : effort->budget;
    out->acted = bit(CGAP_BY_EFFORT) | bit(CGAP_BY_INCIDENT_RESPONSE) | bit(CGAP_BY_NOISE) |
                 bit(CGAP_BY_FREE_RIDING) | (at->step->funded ? bit(CGAP_BY_FUNDING) : 0) |
                 (market ? bit(CGAP_BY_MARKET_ACCESS) : 0);
    start_with_effort(out, at->self->capability + offset_of(at, k), kappa,
                      at->self->steady + offset_of(at, k), out->power);
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

/* Obsolescence: target 0. Peers were summed by the network: rates and rates times (target - c). */
static inline void
obsolescence_and_peers(cgap_pulls *restrict self, const double *restrict steady, double kappa,
                       double ratio, const double *restrict peer_rate,
                       const double *restrict peer_pull, double scale)
{
    for (size_t l = 0; l < V; l++) {
        double rate = kappa * (1.0 - steady[l]) * ratio;

        self->rate[l] = (self->rate[l] + rate) + scale * peer_rate[l];
        self->part[CGAP_BY_OBSOLESCENCE][l] = rate * (0.0 - self->level[l]);
        self->part[CGAP_BY_PEERS][l] = scale * peer_pull[l];
    }
}

static void
add_obsolescence_and_peers(const place *at, size_t k, double kappa, double scale, cgap_pulls *out)
{
    out->acted |= bit(CGAP_BY_OBSOLESCENCE) | bit(CGAP_BY_PEERS);
    obsolescence_and_peers(out, at->self->steady + offset_of(at, k), kappa, at->step->ratio,
                           at->self->peer_rate + offset_of(at, k),
                           at->self->peer_pull + offset_of(at, k), scale);
}

/* The agency's hub spreads the best level of the pillar among members; it serves members only. */
static inline void
add_agency(cgap_pulls *self, double rate, const double *restrict best)
{
    double *restrict part = part_of(self, CGAP_BY_AGENCY);

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
    double *restrict part = part_of(self, CGAP_BY_EXTERNAL);

    for (size_t l = 0; l < V; l++) {
        double gap = target - self->level[l];
        double effective = effective_rate(gap, rate, 0.0);

        self->rate[l] += effective;
        part[l] = effective * gap;
    }
}

/* Law on formal capability: rate mu m_pk q_ip, target s_p, ceiling omega_p. */
static inline void
add_law(const double *restrict level, double standard, double ceiling, double pull,
        const double *restrict q, double *restrict rate, double *restrict part)
{
    for (size_t l = 0; l < V; l++) {
        double gap = standard - level[l];
        double effective = effective_rate(gap, pull * q[l], ceiling);

        rate[l] += effective;
        part[l] = effective * gap;
    }
}

/* Law on practice: it reaches a share a of the actors, so coverage limits the target, not the rate:
 * target ostar + a (s - ostar), where the standard lies above what is done anyway. */
static inline void
add_law_on_practice(const double *restrict level, double standard, double covers, double full_pull,
                    const double *restrict steady, const double *restrict q, double *restrict rate,
                    double *restrict part)
{
    for (size_t l = 0; l < V; l++) {
        double ambition = standard - steady[l], pull = full_pull * q[l];
        double own = standard > steady[l] ? pull : 0.0;
        double gap = steady[l] + covers * ambition - level[l];
        double effective = effective_rate(gap, own, 0.0);

        rate[l] += effective;
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

/* The sum of rates stays in registers from law to law. */
static inline void
add_laws(cgap_pulls *restrict self, const place *at, size_t k)
{
    const cgap_model *model = at->self->model;
    const double *q = at->self->implementation + at->i * at->self->lanes + at->from;
    const double *steady = at->self->steady + offset_of(at, k);
    CGAP_ROW double rate[V];

    if (model->n_instrument == 0) {
        return;
    }
    memcpy(rate, self->rate, sizeof rate);
    for (size_t p = 0; p < model->n_instrument; p++, q += model->n * at->self->lanes) {
        const cgap_instrument *law = &model->scenario->instrument[p];

        if (!law_can_act(at, p, k)) {
            continue;
        }
        if (k < CGAP_N_FORMAL) {
            add_law(self->level, law->standard, law->ceiling, law->pull * law->covers[k], q, rate,
                    part_of(self, CGAP_BY_INSTRUMENT + p));
        } else {
            add_law_on_practice(self->level, law->standard, law->covers[k], law->pull, steady, q,
                                rate, part_of(self, CGAP_BY_INSTRUMENT + p));
        }
    }
    memcpy(self->rate, rate, sizeof rate);
}

/* dt phi1(R dt). Steps are short beside the pulls, unless they are years: then each lane chooses.
 */
static inline void
scale_of(cgap_pulls *restrict self, double dt)
{
    CGAP_ROW double z[V];

    for (size_t l = 0; l < V; l++) {
        z[l] = self->rate[l] * dt;
    }
    if (!cgap_lanes_any_above(z, V, CGAP_PHI1_SHORT)) {
        for (size_t l = 0; l < V; l++) {
            self->scale[l] = dt * cgap_phi1_short(z[l]);
        }
    } else {
        for (size_t l = 0; l < V; l++) {
            self->scale[l] = dt * cgap_phi1(z[l]);
        }
    }
}

/* What national effort, always there, adds to the level. */
static inline void
sum_effort(double *restrict unit_of_effort, const double *restrict scale,
           const double *restrict power, double *restrict sum)
{
    for (size_t l = 0; l < V; l++) {
        double unit = unit_of_effort[l] * scale[l];

        unit_of_effort[l] = unit;
        sum[l] = unit * power[l];
    }
}

static inline void
add_part(const double *restrict part, const double *restrict scale, double *restrict sum)
{
    for (size_t l = 0; l < V; l++) {
        sum[l] += part[l] * scale[l];
    }
}

static inline void
move(const double *restrict level, const double *restrict sum, double *restrict next,
     double *restrict both_ends)
{
    for (size_t l = 0; l < V; l++) {
        double here = level[l], there = clip(here + sum[l], 0.0, 1.0); /* rounding at the edge */

        next[l] = there;
        both_ends[l] = here + there;
    }
}

/* Closes the step: the new level and c(t) + c(t+dt). Increments of all mechanisms are summed in
 * registers. */
static inline void
finish_pulls(cgap_pulls *restrict self, double *restrict next)
{
    uint64_t left = self->acted >> CGAP_BY_OBSOLESCENCE << CGAP_BY_OBSOLESCENCE;
    CGAP_ROW double sum[V], scale[V];

    memcpy(scale, self->scale, sizeof scale);
    sum_effort(self->unit_of_effort, scale, self->power, sum);
    for (; left != 0; left &= left - 1) {
        add_part(self->part[__builtin_ctzll(left)], scale, sum);
    }
    move(self->level, sum, next, self->both_ends);
}

static double
peer_scale(const cgap_model *model)
{
    double rate = model->scenario->parameters.peer_learning_rate;

    return model->n > 1 ? rate / (double) (model->n - 1) : 0.0;
}

static void
formal_step(place *at, size_t k)
{
    cgap_block *self = at->self;
    const cgap_model *model = self->model;
    const cgap_parameters *p = &model->scenario->parameters;
    double kappa = p->adjustment_rate_formal;
    double agency = p->agency_hub_rate * at->step->now->agency_mandate * model->capacity[at->i] *
                    p->agency_focus[k];
    cgap_pulls *out = &at->pulls[k];

    start_pulls(at, k, kappa, true, out);
    add_obsolescence_and_peers(at, k, kappa, peer_scale(model), out);
    if (agency > 0.0 && is_member(at->step->now->members, at->i)) {
        add_agency(out, agency, self->frontier + k * self->lanes + at->from);
    }
    if (k == CGAP_LEGAL || k == CGAP_COOPERATION) {
        add_external(out, p->external_legal_pull * at->step->now->legal[at->i],
                     p->external_legal_target);
    }
    add_laws(out, at, k);
}

/* Enablement multiplies the whole effort rate; its part is what it adds (2.2, 2.12). */
static inline void
add_enablement(cgap_pulls *restrict self, const double *restrict factor)
{
    double *restrict part = part_of(self, CGAP_BY_FORMAL_TO_PRACTICE);

    for (size_t l = 0; l < V; l++) {
        double extra = self->rate_of_effort[l] * (factor[l] - 1.0);

        self->rate[l] += extra;
        part[l] = extra * (1.0 - self->level[l]);
    }
}

static void
practice_step(place *at, size_t b)
{
    cgap_block *self = at->self;
    const cgap_model *model = self->model;
    const cgap_parameters *p = &model->scenario->parameters;
    size_t k = CGAP_SME + b;
    double kappa = p->adjustment_rate_practice[b];
    cgap_pulls *out = &at->pulls[b];

    start_pulls(at, k, kappa, k == CGAP_SME || k == CGAP_ENTERPRISE, out);
    add_enablement(out, at->enabled[b]);
    add_obsolescence_and_peers(at, k, kappa, p->practice_peer_learning_share * peer_scale(model),
                               out);
    add_laws(out, at, k);
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

/* The members among some states that stand side by side. */
static cgap_crew
members_of(place *state, size_t n)
{
    cgap_crew crew = {.n = 0};

    for (size_t s = 0; s < n; s++) {
        if (is_member(state[s].self->members, state[s].i)) {
            crew.pulls[crew.n++] = state[s].pulls;
        }
    }
    return crew;
}

/* Closes a capability of some states. Their exponentials come in a row: each takes long from its
 * first operation to its last, and the processor works on several at a time. */
static void
finish_states(place *state, size_t n, size_t k, size_t of_index)
{
    for (size_t s = 0; s < n; s++) {
        scale_of(&state[s].pulls[of_index], state[s].self->model->dt);
    }
    for (size_t s = 0; s < n; s++) {
        finish_pulls(&state[s].pulls[of_index], state[s].self->next + offset_of(&state[s], k));
    }
}

/* Some states, capability by capability. */
static void
states_step(cgap_block *self, size_t from, place *state, size_t n)
{
    static const double each[CGAP_N_PRACTICE] = {1.0 / CGAP_N_PRACTICE, 1.0 / CGAP_N_PRACTICE,
                                                 1.0 / CGAP_N_PRACTICE, 1.0 / CGAP_N_PRACTICE};
    const cgap_index_layers formal = {CGAP_LAYER_FORMAL, CGAP_LAYER_CAPABILITY, CGAP_N_FORMAL,
                                      self->model->scenario->parameters.pillar_weight};
    const cgap_index_layers practice = {CGAP_LAYER_PRACTICE, CGAP_LAYER_CAPABILITY + CGAP_SME,
                                        CGAP_N_PRACTICE, each};
    cgap_crew members = members_of(state, n);

    for (size_t k = 0; k < CGAP_N_FORMAL; k++) {
        for (size_t s = 0; s < n; s++) {
            formal_step(&state[s], k);
        }
        finish_states(state, n, k, k);
    }
    cgap_attribution_add(self, &formal, from, &members);
    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        for (size_t s = 0; s < n; s++) {
            practice_step(&state[s], b);
        }
        finish_states(state, n, CGAP_SME + b, b);
    }
    cgap_attribution_add(self, &practice, from, &members);
}

/* States first .. first + CGAP_CREW - 1 and V replicates. */
static void
crew_step(cgap_block *self, const step_terms *step, size_t first, size_t from)
{
    place state[CGAP_CREW];
    size_t n = 0;

    for (size_t i = first; i < self->model->n && n < CGAP_CREW; i++, n++) {
        state[n].self = self;
        state[n].step = step;
        state[n].i = i;
        state[n].from = from;
        cgap_effort_find(self, i, from, step->funded, &state[n].efforts);
        cgap_effort_enabled(self, i, from, state[n].enabled);
    }
    states_step(self, from, state, n);
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
        for (size_t first = 0; first < model->n; first += CGAP_CREW) {
            crew_step(self, &step, first, from);
        }
    }
    cgap_attribution_finish(self);
}
