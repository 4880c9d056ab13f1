/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Capabilities move by pulls only (sections 2.1 and 2.2). For each pull with rate r and target u,
 *     r_eff = r if u > c, else omega r ;   R = sum r_eff ;
 *     c(t+dt) = c + dt phi1(R dt) sum r_eff (u - c)
 * the exact solution with coefficients frozen over the step, and a convex combination of c and the
 * targets: [0, 1] holds for every dt. Each pull's part of the sum is its attribution. The pulls
 * stand in pulls.h. */
#include "pulls.h"

/* What is the same for all states, on one capability in one step. */
typedef struct terms {
    cgap_tile *at;
    size_t k;      /* capability */
    size_t offset; /* of its first row in the block */
    double kappa;
    double peer_scale;
    bool practice;         /* not a pillar */
    const double *enabled; /* [n][V] of a practice */
    double agency;         /* rate at full capacity; 0: none */
    bool external;         /* acts on it */
    size_t n_law;
    law_pull law[CGAP_MAX_INSTRUMENT]; /* [n_law] that may act on it */
    uint64_t law_bits;                 /* their mechanisms */
} terms;

static inline uint64_t
bit(size_t mechanism)
{
    return (uint64_t) 1 << mechanism;
}

/* The agency serves members only. */
static inline void
add_agency(course c[CGAP_BESIDE], const terms *of, size_t i, const double *best, double *part)
{
    const cgap_tile *at = of->at;
    double capacity = is_member(at->now->members, i) ? at->self->model->capacity[i] : 0.0;

    CGAP_EACH_BESIDE (v) {
        add_spread(&c[v], of->agency * capacity, cgap_reals_load(best + v * CGAP_VECTOR),
                   part + v * CGAP_VECTOR);
    }
}

static inline void
add_external(course c[CGAP_BESIDE], const terms *of, size_t i, double *part)
{
    const cgap_parameters *p = &of->at->self->model->scenario->parameters;
    double rate = p->external_legal_pull * of->at->now->legal[i];

    CGAP_EACH_BESIDE (v) {
        add_spread(&c[v], rate, cgap_reals_all(p->external_legal_target), part + v * CGAP_VECTOR);
    }
}

/* Implementation @p from on, parts from @p row on. */
static inline void
add_laws(course c[CGAP_BESIDE], const terms *of, size_t from, size_t row)
{
    for (size_t a = 0; a < of->n_law; a++) {
        const law_pull *law = &of->law[a];
        const double *q = law->q + from;
        double *part = law->part + row;

        CGAP_EACH_BESIDE (v) {
            cgap_reals met = cgap_reals_load(q + v * CGAP_VECTOR);

            if (of->practice) {
                add_law_on_practice(&c[v], law, met, part + v * CGAP_VECTOR);
            } else {
                add_law_on_formal(&c[v], law, met, part + v * CGAP_VECTOR);
            }
        }
    }
}

/* The new level, clipped against rounding at the edges, and what makes parts increments. */
static inline void
finish(const course *c, double dt, cgap_pulls *out, size_t row, double *next)
{
    cgap_reals scale = dt * cgap_reals_phi1(c->rate * dt);
    cgap_reals moved = c->level + scale * c->pull;
    cgap_reals level =
        cgap_reals_smaller(cgap_reals_larger(moved, cgap_reals_all(0.0)), cgap_reals_all(1.0));

    cgap_reals_store(next, level);
    cgap_reals_store(out->both_ends + row, c->level + level);
    cgap_reals_store(out->scale + row, scale);
    cgap_reals_store(out->effort_step + row, scale * c->effort);
}

/* Whether a mechanism acts: it has a row then, which attribution reads. */
static inline bool
acts(const cgap_pulls *pulls, size_t mechanism)
{
    return pulls->acted & bit(mechanism);
}

/* All pulls on some replicates of state @p i, from @p l of the tile on. */
static inline void
move(const terms *of, cgap_pulls *out, size_t i, size_t l)
{
    const cgap_block *self = of->at->self;
    size_t lane = i * self->lanes + l, from = of->offset + lane, row = i * V + l;
    course c[CGAP_BESIDE];

    CGAP_EACH_BESIDE (v) {
        size_t w = v * CGAP_VECTOR;

        c[v].level = cgap_reals_load(self->capability + from + w);
        c[v].steady = cgap_reals_load(self->steady + from + w);
        start_with_effort(&c[v], of->kappa, cgap_reals_load(out->power + row + w));
        if (acts(out, CGAP_BY_FORMAL_TO_PRACTICE)) {
            add_enablement(&c[v], cgap_reals_load(of->enabled + row + w),
                           out->part[CGAP_BY_FORMAL_TO_PRACTICE] + row + w);
        }
        add_obsolescence(&c[v], of->kappa, of->at->ratio,
                         out->part[CGAP_BY_OBSOLESCENCE] + row + w);
        add_peers(&c[v], of->peer_scale, cgap_reals_load(self->peer_rate + from + w),
                  cgap_reals_load(self->peer_pull + from + w), out->part[CGAP_BY_PEERS] + row + w);
    }
    if (acts(out, CGAP_BY_AGENCY)) {
        add_agency(c, of, i, self->frontier + of->k * self->lanes + of->at->from + l,
                   out->part[CGAP_BY_AGENCY] + row);
    }
    if (acts(out, CGAP_BY_EXTERNAL)) {
        add_external(c, of, i, out->part[CGAP_BY_EXTERNAL] + row);
    }
    add_laws(c, of, lane, row);
    CGAP_EACH_BESIDE (v) {
        finish(&c[v], self->model->dt, out, row + v * CGAP_VECTOR,
               self->next + from + v * CGAP_VECTOR);
    }
}

/* Laws that may act: before a law is adopted (a directive) or applies nobody can have implemented
 * any of it. */
static void
find_laws(terms *of, const cgap_pulls *pulls)
{
    const cgap_block *self = of->at->self;
    const cgap_model *model = self->model;

    of->n_law = 0;
    of->law_bits = 0;
    for (size_t p = 0; p < model->n_instrument; p++) {
        const cgap_instrument *law = &model->scenario->instrument[p];
        double covers = law->covers[of->k];

        if (covers > 0.0 && of->at->to > model->law_begins[p]) {
            of->law[of->n_law++] = (law_pull){
                law->standard,
                law->ceiling,
                covers,
                of->practice ? law->pull : law->pull * covers,
                self->implementation + p * model->n * self->lanes + of->at->from,
                pulls->part[CGAP_BY_INSTRUMENT + p],
            };
            of->law_bits |= bit(CGAP_BY_INSTRUMENT + p);
        }
    }
}

/* Mechanisms that act, bit by bit. */
static uint64_t
acting(const terms *of, bool market)
{
    uint64_t found = bit(CGAP_BY_EFFORT) | bit(CGAP_BY_INCIDENT_RESPONSE) | bit(CGAP_BY_NOISE) |
                     bit(CGAP_BY_FREE_RIDING) | bit(CGAP_BY_OBSOLESCENCE) | bit(CGAP_BY_PEERS);

    found |= of->at->efforts.funded ? bit(CGAP_BY_FUNDING) : 0;
    found |= market ? bit(CGAP_BY_MARKET_ACCESS) : 0;
    found |= of->practice ? bit(CGAP_BY_FORMAL_TO_PRACTICE) : 0;
    found |= of->agency > 0.0 ? bit(CGAP_BY_AGENCY) : 0;
    found |= of->external ? bit(CGAP_BY_EXTERNAL) : 0;
    return found | of->law_bits;
}

/* Rows of a capability among those of its index: three, and the parts. */
static void
lay_out(const cgap_tile *at, size_t of_index, cgap_pulls *out)
{
    const cgap_model *model = at->self->model;
    size_t size = model->n * V;
    double *row = at->self->pulls + of_index * cgap_pulls_rows(model) * size;

    out->both_ends = row;
    out->scale = row + size;
    out->effort_step = row + 2 * size;
    for (size_t m = CGAP_BY_OBSOLESCENCE; m + 1 < model->n_mechanism; m++) {
        out->part[m] = row + (3 + m - CGAP_BY_OBSOLESCENCE) * size;
    }
}

/* A capability in all states; powers of the budget have @p exponent, with market access or not. */
static void
move_all(terms *of, double exponent, bool market, cgap_pulls *out)
{
    cgap_tile *at = of->at;

    out->effort = cgap_effort_find(&at->efforts, exponent);
    out->power = market ? out->effort->sold : out->effort->budget;
    find_laws(of, out);
    out->acted = acting(of, market);
    for (size_t i = 0; i < at->self->model->n; i++) {
        for (size_t l = 0; l < V; l += CGAP_BESIDE * CGAP_VECTOR) {
            move(of, out, i, l);
        }
    }
}

static double
peer_scale(const cgap_model *model)
{
    double rate = model->scenario->parameters.peer_learning_rate;

    return model->n > 1 ? rate / (double) (model->n - 1) : 0.0;
}

static void
move_formal(cgap_tile *at, size_t k, cgap_pulls *out)
{
    const cgap_parameters *p = &at->self->model->scenario->parameters;
    terms of = {.at = at,
                .k = k,
                .offset = cgap_tile_offset(at, k),
                .kappa = p->adjustment_rate_formal,
                .peer_scale = peer_scale(at->self->model),
                .agency = p->agency_hub_rate * at->now->agency_mandate * p->agency_focus[k],
                .external = k == CGAP_LEGAL || k == CGAP_COOPERATION};

    lay_out(at, k, out);
    move_all(&of, p->returns_to_budget, true, out);
}

static void
move_practice(cgap_tile *at, size_t b, cgap_pulls *out)
{
    const cgap_parameters *p = &at->self->model->scenario->parameters;
    size_t k = CGAP_SME + b;
    terms of = {.at = at,
                .k = k,
                .offset = cgap_tile_offset(at, k),
                .kappa = p->adjustment_rate_practice[b],
                .peer_scale = p->practice_peer_learning_share * peer_scale(at->self->model),
                .practice = true,
                .enabled = at->self->enabled + b * at->self->model->n * V};

    lay_out(at, b, out);
    move_all(&of, p->budget_effect_on_practice[b] * p->returns_to_budget,
             k == CGAP_SME || k == CGAP_ENTERPRISE, out);
}

/* Best level of one pillar among the states in @p set, in registers; 0 of nobody. */
static inline void
best_of(const double *level, size_t stride, cgap_member_set set, double *best)
{
    for (size_t l = 0; l < V; l += CGAP_BESIDE * CGAP_VECTOR) {
        cgap_reals most[CGAP_BESIDE];

        CGAP_EACH_BESIDE (v) {
            most[v] = cgap_reals_all(0.0);
        }
        for (cgap_member_set left = set; left != 0; left &= left - 1) {
            const double *row = level + (size_t) __builtin_ctzll(left) * stride + l;

            CGAP_EACH_BESIDE (v) {
                most[v] = cgap_reals_larger(cgap_reals_load(row + v * CGAP_VECTOR), most[v]);
            }
        }
        CGAP_EACH_BESIDE (v) {
            cgap_reals_store(best + l + v * CGAP_VECTOR, most[v]);
        }
    }
}

/* F_k = best level of each pillar among members: what the agency hub spreads. */
static void
frontier(cgap_block *self)
{
    size_t n = self->model->n, lanes = self->lanes;

    for (size_t k = 0; k < CGAP_N_FORMAL; k++) {
        for (size_t from = 0; from < lanes; from += V) {
            best_of(self->capability + k * n * lanes + from, lanes, self->members,
                    self->frontier + k * lanes + from);
        }
    }
}

/* V replicates of all states: the capabilities of one index, then those of the other. */
static void
tile_step(cgap_tile *at)
{
    static const double each[CGAP_N_PRACTICE] = {1.0 / CGAP_N_PRACTICE, 1.0 / CGAP_N_PRACTICE,
                                                 1.0 / CGAP_N_PRACTICE, 1.0 / CGAP_N_PRACTICE};
    cgap_block *self = at->self;
    const cgap_index_layers formal = {CGAP_LAYER_FORMAL, CGAP_LAYER_CAPABILITY, CGAP_N_FORMAL,
                                      self->model->scenario->parameters.pillar_weight};
    const cgap_index_layers practice = {CGAP_LAYER_PRACTICE, CGAP_LAYER_CAPABILITY + CGAP_SME,
                                        CGAP_N_PRACTICE, each};

    for (size_t k = 0; k < CGAP_N_FORMAL; k++) {
        move_formal(at, k, &at->pulls[k]);
    }
    cgap_attribution_add(self, &formal, at->from, at->pulls);
    cgap_effort_enabled(self, at->from, self->enabled);
    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        move_practice(at, b, &at->pulls[b]);
    }
    cgap_attribution_add(self, &practice, at->from, at->pulls);
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

void
cgap_capability_step(cgap_block *self, const cgap_step_policy *now)
{
    const cgap_model *model = self->model;
    cgap_tile at = {.self = self,
                    .now = now,
                    .to = cgap_scenario_time(model->scenario, self->step + 1),
                    .ratio = red_queen(&model->scenario->parameters, now->threat_growth)};

    frontier(self);
    for (size_t from = 0; from < self->lanes; from += V) {
        at.from = from;
        cgap_efforts_begin(self, from, now->fund_meur > 0.0, &at.efforts);
        tile_step(&at);
    }
}
