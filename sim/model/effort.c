/* SPDX-License-Identifier: GPL-3.0-or-later */
/* National effort, rate g0 (B Q)^eta (sections 2.2, 2.4): powers of what moves the budget, and what
 * each of its factors adds (section 2.12). They are the same for all capabilities of one exponent,
 * so they are computed once for each. */
#include "model_internal.h"

/* Logarithms of the budget's factors, cumulative: rows of cgap_block.log_factor. */
enum { INCIDENTS, NOISE, FREE_RIDING, FUNDING, ACCESS };

/* Where some replicates of one state stand: the first factor, the same of others @p stride on; and
 * the rows of an effort. */
typedef struct place {
    const double *log_factor;
    size_t stride;
    const double *access;
    double *budget, *sold, *step[CGAP_BY_MARKET_ACCESS + 1];
} place;

/* Power of the budget's factors up to and including number @p factor, of the replicates from @p l
 * on; @p exponent in sixteenths of a power of two. */
static inline cgap_reals
power_of(const place *at, size_t factor, double exponent, size_t l)
{
    return cgap_reals_exp2_sixteenths(exponent *
                                      cgap_reals_load(at->log_factor + factor * at->stride + l));
}

/* What each factor adds to the power; effort alone is 1. */
static inline __attribute__((always_inline)) void
effort_of(const place *at, double exponent, bool funded)
{
#pragma GCC unroll 8
    for (size_t l = 0; l < V; l += CGAP_VECTOR) {
        cgap_reals incidents = power_of(at, INCIDENTS, exponent, l);
        cgap_reals noise = power_of(at, NOISE, exponent, l);
        cgap_reals riding = power_of(at, FREE_RIDING, exponent, l), budget = riding, sold;

        cgap_reals_store(at->step[CGAP_BY_INCIDENT_RESPONSE] + l, incidents - 1.0);
        cgap_reals_store(at->step[CGAP_BY_NOISE] + l, noise - incidents);
        cgap_reals_store(at->step[CGAP_BY_FREE_RIDING] + l, riding - noise);
        if (funded) {
            budget = power_of(at, FUNDING, exponent, l);
            cgap_reals_store(at->step[CGAP_BY_FUNDING] + l, budget - riding);
        }
        sold = budget * cgap_reals_load(at->access + l);
        cgap_reals_store(at->step[CGAP_BY_MARKET_ACCESS] + l, sold - budget);
        cgap_reals_store(at->budget + l, budget);
        cgap_reals_store(at->sold + l, sold);
    }
}

static void
effort_of_state(const cgap_efforts *self, const cgap_effort *effort, size_t i)
{
    const cgap_block *block = self->self;
    double exponent = CGAP_SIXTEENTHS_PER_E_FOLD * effort->exponent;
    place at = {.log_factor = block->log_factor + i * block->lanes + self->from,
                .stride = block->model->n * block->lanes,
                .access = block->effort + i * V,
                .budget = effort->budget + i * V,
                .sold = effort->sold + i * V};

    for (size_t m = CGAP_BY_INCIDENT_RESPONSE; m <= CGAP_BY_MARKET_ACCESS; m++) {
        at.step[m] = effort->step[m] + i * V;
    }
    if (self->funded) {
        effort_of(&at, exponent, true);
    } else {
        effort_of(&at, exponent, false);
    }
}

/* Rows of effort number @p e, after those of market access. */
static cgap_effort
lay_out(const cgap_block *block, size_t e, double exponent)
{
    size_t size = block->model->n * V;
    double *row = block->effort + (1 + e * CGAP_EFFORT_ROWS) * size;
    cgap_effort out = {.exponent = exponent, .budget = row, .sold = row + size};

    for (size_t m = CGAP_BY_INCIDENT_RESPONSE; m <= CGAP_BY_MARKET_ACCESS; m++) {
        out.step[m] = row + (1 + m) * size;
    }
    return out;
}

const cgap_effort *
cgap_effort_find(cgap_efforts *self, double exponent)
{
    cgap_effort *next = &self->effort[self->n];

    for (size_t e = 0; e < self->n; e++) {
        if (self->effort[e].exponent == exponent) {
            return &self->effort[e];
        }
    }
    *next = lay_out(self->self, self->n++, exponent);
    for (size_t i = 0; i < self->self->model->n; i++) {
        effort_of_state(self, next, i);
    }
    return next;
}

/* Q^eta */
static inline void
access_power(const double *restrict log_access, double eta, double *restrict out)
{
    for (size_t l = 0; l < V; l++) {
        out[l] = eta * log_access[l];
    }
}

void
cgap_efforts_begin(cgap_block *self, size_t from, bool funded, cgap_efforts *out)
{
    double eta = CGAP_SIXTEENTHS_PER_E_FOLD * self->model->scenario->parameters.returns_to_budget;
    size_t n = self->model->n, lanes = self->lanes;

    *out = (cgap_efforts){.self = self, .from = from, .funded = funded, .n = 0};
    for (size_t i = 0; i < n; i++) {
        access_power(self->log_factor + (ACCESS * n + i) * lanes + from, eta, self->effort + i * V);
    }
    cgap_lanes_exp2_sixteenths(self->effort, n * V);
}

/* e_ib = sum_j M_bj c_ij; levels of the pillars stand @p stride apart. */
static inline void
enabling_of(const double *restrict level, size_t stride, const double weight[CGAP_N_FORMAL],
            double *restrict enabling)
{
    _Static_assert(CGAP_N_FORMAL == 5, "one term for each pillar");
    for (size_t l = 0; l < V; l++) {
        enabling[l] = weight[0] * level[l] + weight[1] * level[stride + l] +
                      weight[2] * level[2 * stride + l] + weight[3] * level[3 * stride + l] +
                      weight[4] * level[4 * stride + l];
    }
}

static inline void
scale_logarithm(double exponent, const double *restrict log_start, double *restrict x)
{
    for (size_t l = 0; l < V; l++) {
        x[l] = exponent * (x[l] - log_start[l]);
    }
}

/* (e / e(0))^(epsilon_b absorb) in one practice. Logarithms and powers of all states come in a row:
 * each takes long from its first operation to its last. */
static void
enabled(const cgap_block *self, size_t b, size_t from, double *factor)
{
    const cgap_parameters *p = &self->model->scenario->parameters;
    size_t n = self->model->n, lanes = self->lanes;
    bool public_actor = CGAP_SME + b == CGAP_ADMINISTRATION || CGAP_SME + b == CGAP_PEOPLE;

    for (size_t i = 0; i < n; i++) {
        enabling_of(self->capability + i * lanes + from, n * lanes, p->enabling[b], factor + i * V);
    }
    safe_logs(factor, n * V);
    for (size_t i = 0; i < n; i++) {
        double absorbed = public_actor ? self->model->capacity[i] : 1.0;

        scale_logarithm(CGAP_SIXTEENTHS_PER_E_FOLD * (p->enabling_elasticity[b] * absorbed),
                        self->log_enabling_start + (b * n + i) * lanes + from, factor + i * V);
    }
    cgap_lanes_exp2_sixteenths(factor, n * V);
}

void
cgap_effort_enabled(const cgap_block *self, size_t from, double *factor)
{
    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        enabled(self, b, from, factor + b * self->model->n * V);
    }
}
