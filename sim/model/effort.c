/* SPDX-License-Identifier: GPL-3.0-or-later */
/* National effort, rate g0 (B Q)^eta (sections 2.2, 2.4): powers of what moves the budget, and what
 * each of its factors adds (section 2.12). They are the same for all capabilities of one exponent,
 * so they are computed once for each. */
#include "model_internal.h"

#include <math.h>

#include "cgap/lane_masks.h"

/* Running logarithms of the budget's factors in one state, times an exponent. */
enum { INCIDENTS, NOISE, FREE_RIDING, FUNDING, N_LOG };
typedef struct logs {
    CGAP_ROW double row[N_LOG][V];
} logs;

static inline void
logs_of(const double *restrict factor, size_t stride, double exponent, size_t n, logs *restrict out)
{
    for (size_t f = 0; f < n; f++) {
        for (size_t l = 0; l < V; l++) {
            out->row[f][l] = exponent * factor[f * stride + l];
        }
    }
}

/* exp(x), of a short argument or of any. */
static inline double
power_of(double x, bool brief)
{
    return brief ? cgap_exp_short(x) : cgap_exp(x);
}

static inline void
without_fund(const logs *restrict x, bool brief, const double *restrict access,
             cgap_effort *restrict out)
{
    for (size_t l = 0; l < V; l++) {
        double incidents = power_of(x->row[INCIDENTS][l], brief);
        double noise = power_of(x->row[NOISE][l], brief);
        double budget = power_of(x->row[FREE_RIDING][l], brief);

        out->step[CGAP_BY_EFFORT][l] = 1.0;
        out->step[CGAP_BY_INCIDENT_RESPONSE][l] = incidents - 1.0;
        out->step[CGAP_BY_NOISE][l] = noise - incidents;
        out->step[CGAP_BY_FREE_RIDING][l] = budget - noise;
        out->budget[l] = budget;
        out->sold[l] = budget * access[l];
        out->step[CGAP_BY_MARKET_ACCESS][l] = out->sold[l] - budget;
    }
}

static inline void
add_fund(const logs *restrict x, bool brief, const double *restrict access,
         cgap_effort *restrict out)
{
    for (size_t l = 0; l < V; l++) {
        double before = out->budget[l], budget = power_of(x->row[FUNDING][l], brief);

        out->step[CGAP_BY_FUNDING][l] = budget - before;
        out->budget[l] = budget;
        out->sold[l] = budget * access[l];
        out->step[CGAP_BY_MARKET_ACCESS][l] = out->sold[l] - budget;
    }
}

static inline void
powers(const logs *x, bool brief, bool funded, const double *restrict access, cgap_effort *out)
{
    without_fund(x, brief, access, out);
    if (funded) {
        add_fund(x, brief, access, out);
    }
}

/* e^x over n lanes, where they stand; most arguments are short. */
static inline void
powers_of_e(double *restrict x, size_t n)
{
    if (!cgap_lanes_any_beyond(x, n, CGAP_EXP_SHORT)) {
        for (size_t l = 0; l < n; l++) {
            x[l] = cgap_exp_short(x[l]);
        }
    } else {
        for (size_t l = 0; l < n; l++) {
            x[l] = cgap_exp(x[l]);
        }
    }
}

/* Q^eta */
static inline void
access_power(const double *restrict log_access, double eta, double *restrict out)
{
    for (size_t l = 0; l < V; l++) {
        out[l] = eta * log_access[l];
    }
    powers_of_e(out, V);
}

/* Budgets move by a few parts in ten: mostly all powers are of short arguments. */
static void
effort_of(const cgap_block *self, size_t at, bool funded, double exponent, cgap_efforts *out)
{
    cgap_effort *effort = &out->effort[out->n++];
    size_t n = funded ? N_LOG : FUNDING;
    logs x;

    logs_of(self->log_factor + at, self->model->n * self->lanes, exponent, n, &x);
    effort->exponent = exponent;
    if (!cgap_lanes_any_beyond(x.row[0], n * V, CGAP_EXP_SHORT)) {
        powers(&x, true, funded, out->access, effort);
    } else {
        powers(&x, false, funded, out->access, effort);
    }
}

/* The effort of an exponent, computed when it is the first to have it. */
static size_t
find_effort(const cgap_block *self, size_t at, bool funded, double exponent, cgap_efforts *out)
{
    for (size_t e = 0; e < out->n; e++) {
        if (out->effort[e].exponent == exponent) {
            return e;
        }
    }
    effort_of(self, at, funded, exponent, out);
    return out->n - 1;
}

void
cgap_effort_find(const cgap_block *self, size_t i, size_t from, bool funded, cgap_efforts *out)
{
    const cgap_parameters *p = &self->model->scenario->parameters;
    size_t at = i * self->lanes + from, stride = self->model->n * self->lanes;

    out->n = 0;
    access_power(self->log_factor + 4 * stride + at, p->returns_to_budget, out->access);
    for (size_t k = 0; k < CGAP_N_FORMAL; k++) {
        out->of[k] = find_effort(self, at, funded, p->returns_to_budget, out);
    }
    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        out->of[CGAP_SME + b] = find_effort(
            self, at, funded, p->budget_effect_on_practice[b] * p->returns_to_budget, out);
    }
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

/* (e / e(0))^(epsilon_b absorb). Logarithms and powers of all practices come in a row: each takes
 * long from its first operation to its last. */
void
cgap_effort_enabled(const cgap_block *self, size_t i, size_t from,
                    double factor[CGAP_N_PRACTICE][V])
{
    const cgap_parameters *p = &self->model->scenario->parameters;
    size_t lanes = self->lanes, stride = self->model->n * lanes, at = i * lanes + from;
    double *all = factor[0];

    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        enabling_of(self->capability + at, stride, p->enabling[b], factor[b]);
    }
    for (size_t l = 0; l < (size_t) CGAP_N_PRACTICE * V; l++) {
        all[l] = safe_log(all[l]);
    }
    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        bool public_actor = CGAP_SME + b == CGAP_ADMINISTRATION || CGAP_SME + b == CGAP_PEOPLE;

        scale_logarithm(p->enabling_elasticity[b] * (public_actor ? self->model->capacity[i] : 1.0),
                        self->log_enabling_start + b * stride + at, factor[b]);
    }
    powers_of_e(all, (size_t) CGAP_N_PRACTICE * V);
}
