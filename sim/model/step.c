/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One step, in the order of section 2.11: unless stated, every read is a value of the step's start.
 */
#include "model_internal.h"

#include <string.h>

/* Sums stay in registers; levels of the capabilities stand @p stride apart. */
static inline void
index_of(const double weight[CGAP_N_FORMAL], const double *level, size_t stride, double *formal,
         double *practice)
{
    for (size_t l = 0; l < V; l += CGAP_VECTOR) {
        cgap_reals sum = cgap_reals_all(0.0), other = sum;

#pragma GCC unroll 8
        for (size_t k = 0; k < CGAP_N_FORMAL; k++) {
            sum += weight[k] * cgap_reals_load(level + k * stride + l);
        }
#pragma GCC unroll 8
        for (size_t k = CGAP_SME; k < CGAP_SME + CGAP_N_PRACTICE; k++) {
            other += cgap_reals_load(level + k * stride + l) * (1.0 / CGAP_N_PRACTICE);
        }
        cgap_reals_store(formal + l, sum);
        cgap_reals_store(practice + l, other);
    }
}

/* Indices cbar_i = sum_k w_k c_ik and obar_i = mean_b o_ib of a level array. */
static void
indices(const cgap_block *self, const double *level, double *formal, double *practice)
{
    size_t stride = self->model->n * self->lanes;

    for (size_t at = 0; at < stride; at += V) {
        index_of(self->model->scenario->parameters.pillar_weight, level + at, stride, formal + at,
                 practice + at);
    }
}

cgap_status
cgap_block_start(cgap_block *self, uint64_t seed, uint32_t first, bool deterministic,
                 cgap_error *err)
{
    const cgap_model *model = self->model;

    self->seed = seed;
    self->first = first;
    self->deterministic = deterministic;
    self->step = 0;
    self->members = model->timetable.members_at_start;
    cgap_start_capability(self);
    indices(self, self->capability, self->formal_index, self->practice_index);
    memcpy(self->formal_start, self->formal_index, model->n * self->lanes * sizeof(double));
    cgap_law_start(self);
    cgap_law_reach(self);
    cgap_network_start(self);
    cgap_budget_shock_start(self);
    cgap_aftermath_start(self);
    cgap_industry_start(self);
    cgap_attribution_start(self);
    return cgap_threat_start(self, err);
}

static void
swap_levels(cgap_block *self)
{
    double *done = self->next;

    self->next = self->capability;
    self->capability = done;
}

void
cgap_block_step(cgap_block *self)
{
    const cgap_model *model = self->model;
    const cgap_step_policy *now = &model->timetable.step[self->step];
    double tie_share = -cgap_expm1(-model->scenario->parameters.tie_adjustment_rate * model->dt);

    if (now->members != self->members) { /* 1 events */
        cgap_attribution_membership(self, now->members);
        self->members = now->members;
        cgap_law_reach(self);
    }
    /* 2 engagement stands in the timetable */
    cgap_law_step(self, now);         /* 3 transposition, implementation at t+dt */
    cgap_budget_fund(self, now);      /* 4 */
    cgap_network_platform(self, now); /* 5 */
    cgap_network_learn(self);
    cgap_budget_factors(self, now);  /* 6 */
    cgap_capability_step(self, now); /* 7, into next */
    cgap_industry_step(self, now);   /* 8 */
    cgap_network_ties(self, tie_share);
    indices(self, self->next, self->index_next, self->practice_index);
    cgap_threat_step(self, now, self->index_next); /* 9, from next */
    cgap_aftermath_step(self);                     /* 10 */
    cgap_budget_shock_step(self);                  /* 11 */
    memcpy(self->formal_index, self->index_next, model->n * self->lanes * sizeof(double));
    swap_levels(self);
    cgap_law_reach(self); /* 12 what the row shows */
    cgap_industry_survey(self);
    self->step++;
}
