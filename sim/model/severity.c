/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What incidents cost and who bears it (section 2.9). */
#include "model_internal.h"

#include <math.h>

/* Loss of one incident relative to its mean, for a uniform draw @p u: lognormal with log-sd
 * sigma_X, or the generalised Pareto law with the same mean, sigma/xi ((1-u)^-xi - 1),
 * sigma = 1 - xi. Monotone in u: the same draw is the same incident in every scenario. */
static double
relative_severity(const cgap_scenario *scenario, double u)
{
    double sd = scenario->parameters.log_sd_of_severity;
    double shape = scenario->parameters.severity_tail_shape;

    if (scenario->severity == CGAP_SEVERITY_LOGNORMAL) {
        return cgap_exp(sd * cgap_normal_quantile(u) - 0.5 * sd * sd);
    }
    if (shape < 1e-9) {
        return -cgap_log(1.0 - u);
    }
    return (1.0 - shape) * cgap_expm1(-shape * cgap_log(1.0 - u)) / shape;
}

/* Beneficiary with probability x_b p_ib / p_i. */
static size_t
who_is_hit(const cgap_block *self, size_t at, double u)
{
    const cgap_parameters *p = &self->model->scenario->parameters;
    size_t stride = self->model->n * self->lanes, b = 0;
    double left = u * self->breach_mean[at] - p->exposure[0] * self->breach[at];

    while (left > 0.0 && b + 1 < CGAP_N_PRACTICE) {
        b++;
        left -= p->exposure[b] * self->breach[b * stride + at];
    }
    return b;
}

static void
draw_losses(cgap_block *self, size_t i, size_t l)
{
    const cgap_model *model = self->model;
    size_t at = i * self->lanes + l, stride = model->n * self->lanes;
    double severity = self->severity_mean[l] * model->severity_scale[i];
    cgap_address address = {self->first + (uint32_t) l, CGAP_PROCESS_SEVERITY, model->unit[i],
                            (uint32_t) self->step + 1, 0};

    for (double c = 0.0; c < self->count[at]; c += 1.0, address.name++) {
        double u[2], loss;

        cgap_rng_uniform_pair(self->seed, address, u);
        loss = severity * relative_severity(model->scenario, u[0]);
        self->loss[at] += loss;
        self->loss_by[who_is_hit(self, at, u[1]) * stride + at] += loss;
    }
}

void
cgap_threat_losses(cgap_block *self, size_t i, size_t l)
{
    size_t at = i * self->lanes + l, stride = self->model->n * self->lanes;

    self->loss[at] = self->deterministic ? self->expected_loss[at] : 0.0;
    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        self->loss_by[b * stride + at] =
            self->deterministic ? self->expected_by[b * stride + at] : 0.0;
    }
    if (!self->deterministic) {
        draw_losses(self, i, l);
    }
}
