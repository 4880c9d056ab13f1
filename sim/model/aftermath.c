/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What incidents leave behind (section 2.9): contagion, salience (learning by suffering) and public
 * trust. */
#include "model_internal.h"

#include <string.h>

void
cgap_aftermath_start(cgap_block *self)
{
    size_t cells = self->model->n * self->lanes;

    for (size_t at = 0; at < cells; at++) {
        self->salience[at] = 1.0;
        self->trust[at] = self->model->scenario->parameters.public_trust_2017;
    }
}

static inline void
add_weighted(double *restrict sum, double weight, const double *restrict x)
{
    for (size_t l = 0; l < V; l++) {
        sum[l] += weight * x[l];
    }
}

/* (Gamma n)_i = sum_j Gamma_ij n_j by the supplied matrix. */
static void
spread_by_matrix(const cgap_block *self, size_t i, size_t from, double hit[V])
{
    const cgap_model *model = self->model;

    memset(hit, 0, V * sizeof(double));
    for (size_t j = 0; j < model->n; j++) {
        add_weighted(hit, model->contagion[i * model->n + j], self->count + j * self->lanes + from);
    }
}

/* The same by size: gamma_h n_i + (1 - gamma_h) gdp_share_i sum_j n_j. */
static inline void
spread_by_size(double home, double share, const double *restrict own, const double *restrict sum,
               double *restrict hit)
{
    for (size_t l = 0; l < V; l++) {
        hit[l] = home * own[l] + (1.0 - home) * share * sum[l];
    }
}

static inline void
decay_and_gain(double *restrict excitation, double keep, double gain, const double *restrict hit)
{
    for (size_t l = 0; l < V; l++) {
        excitation[l] = excitation[l] * keep + gain * hit[l];
    }
}

/* h <- h e^(-beta dt) + n (1 - e^(-beta dt))/dt Gamma n: exactly n offspring per incident expected
 * for every dt. */
static void
excite(cgap_block *self)
{
    const cgap_model *model = self->model;
    const cgap_parameters *p = &model->scenario->parameters;
    double keep = cgap_exp(-p->excitation_decay * model->dt);
    double gain = -p->branching_ratio * cgap_expm1(-p->excitation_decay * model->dt) / model->dt;
    size_t n = model->n, lanes = self->lanes;

    for (size_t from = 0; from < lanes; from += V) {
        double sum[V] = {0.0}, hit[V];

        cgap_vector_sum(self->count + from, lanes, cgap_all_states(n), V, sum);
        for (size_t i = 0; i < n; i++) {
            if (model->contagion != NULL) {
                spread_by_matrix(self, i, from, hit);
            } else {
                spread_by_size(p->home_share_of_contagion, model->gdp_share[i],
                               self->count + i * lanes + from, sum, hit);
            }
            decay_and_gain(self->excitation + i * lanes + from, keep, gain, hit);
        }
    }
}

typedef struct memories {
    double forget, recover; /* shares of the way in one step */
    double toll; /* of trust by losses felt, in one step; in sixteenths of a power of two */
} memories;

/* Salience follows the loss rate relative to that of the start year; trust follows formal
 * capability and suffers from losses. */
static inline void
feel(const cgap_parameters *p, memories m, double per_loss, const double *restrict loss,
     const double *restrict index, const double *restrict index_start, double *restrict salience,
     double *restrict trust)
{
    CGAP_ROW double left[V];

    for (size_t l = 0; l < V; l++) {
        double felt = loss[l] * per_loss;
        double gained = index[l] - index_start[l];
        double target =
            clip(p->public_trust_2017 + p->trust_gain_per_capability * gained, 0.0, 1.0);
        double recovered = trust[l] + m.recover * (target - trust[l]);

        salience[l] += m.forget * (felt - salience[l]);
        trust[l] = recovered;
        left[l] = -m.toll * felt;
    }
    cgap_lanes_exp2_sixteenths(left, V);
    for (size_t l = 0; l < V; l++) {
        trust[l] *= left[l];
    }
}

void
cgap_aftermath_step(cgap_block *self)
{
    const cgap_parameters *p = &self->model->scenario->parameters;
    double dt = self->model->dt;
    memories m = {-cgap_expm1(-dt / p->salience_memory), -cgap_expm1(-p->trust_recovery_rate * dt),
                  CGAP_SIXTEENTHS_PER_E_FOLD * p->trust_loss_per_baseline_loss * dt};
    size_t lanes = self->lanes, cells = self->model->n * lanes;

    excite(self);
    for (size_t at = 0; at < cells; at += V) {
        double baseline = self->model->gdp[at / lanes] * dt * p->loss_rate_2017;

        feel(p, m, 1.0 / baseline, self->loss + at, self->formal_index + at,
             self->formal_start + at, self->salience + at, self->trust + at);
    }
}
