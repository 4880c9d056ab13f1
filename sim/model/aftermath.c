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

/* (Gamma n)_i = sum_j Gamma_ij n_j, by size or by the supplied matrix. @p sum = sum_j n_j. */
static double
spread(const cgap_block *self, size_t i, size_t l, double sum)
{
    const cgap_model *model = self->model;
    double home = model->scenario->parameters.home_share_of_contagion, hit = 0.0;

    if (model->contagion == NULL) {
        return home * self->count[i * self->lanes + l] + (1.0 - home) * model->gdp_share[i] * sum;
    }
    for (size_t j = 0; j < model->n; j++) {
        hit += model->contagion[i * model->n + j] * self->count[j * self->lanes + l];
    }
    return hit;
}

/* h <- h e^(-beta dt) + n (1 - e^(-beta dt))/dt Gamma n: exactly n offspring per incident expected
 * for every dt. */
static void
excite(cgap_block *self)
{
    const cgap_parameters *p = &self->model->scenario->parameters;
    double keep = cgap_exp(-p->excitation_decay * self->model->dt);
    double gain =
        -p->branching_ratio * cgap_expm1(-p->excitation_decay * self->model->dt) / self->model->dt;
    size_t n = self->model->n, lanes = self->lanes;

    for (size_t l = 0; l < lanes; l++) {
        double sum = 0.0;

        for (size_t j = 0; j < n; j++) {
            sum += self->count[j * lanes + l];
        }
        for (size_t i = 0; i < n; i++) {
            double *h = &self->excitation[i * lanes + l];

            *h = *h * keep + gain * spread(self, i, l, sum);
        }
    }
}

/* Loss rate of a state relative to the rate of the start year, per year. */
static double
relative_loss(const cgap_block *self, size_t i, size_t at)
{
    double baseline = self->model->scenario->parameters.loss_rate_2017;

    return self->loss[at] / (self->model->gdp[i] * self->model->dt) / baseline;
}

void
cgap_aftermath_step(cgap_block *self)
{
    const cgap_parameters *p = &self->model->scenario->parameters;
    double dt = self->model->dt;
    double forget = -cgap_expm1(-dt / p->salience_memory);
    double recover = -cgap_expm1(-p->trust_recovery_rate * dt);
    size_t n = self->model->n, lanes = self->lanes;

    excite(self);
    for (size_t i = 0; i < n; i++) {
        for (size_t l = 0; l < lanes; l++) {
            size_t at = i * lanes + l;
            double felt = relative_loss(self, i, at);
            double gained = self->formal_index[at] - self->formal_start[at];
            double target =
                clip(p->public_trust_2017 + p->trust_gain_per_capability * gained, 0.0, 1.0);
            double trust = self->trust[at] + recover * (target - self->trust[at]);

            self->salience[at] += forget * (felt - self->salience[at]);
            self->trust[at] = trust * cgap_exp(-p->trust_loss_per_baseline_loss * dt * felt);
        }
    }
}
