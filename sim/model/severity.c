/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What incidents cost and who bears it (section 2.9). Incidents of one state are drawn V at a time,
 * whatever the replicate they belong to. */
#include "model_internal.h"

#include <math.h>
#include <string.h>

/* Incidents of one state in one step, waiting to be drawn. */
typedef struct batch {
    size_t n;
    size_t lane[V];
    uint32_t replicate[V], name[V]; /* name: number of the incident within its replicate */
    double size[V], who[V];         /* uniform draws, then relative loss and place among the hit */
} batch;

/* Loss of one incident relative to its mean, for a uniform draw u: lognormal with log-sd sigma_X,
 * or the generalised Pareto law with the same mean, sigma/xi ((1-u)^-xi - 1), sigma = 1 - xi.
 * Monotone in u: the same draw is the same incident in every scenario. */
static void
lognormal(double sd, double *restrict u)
{
    double normal[V];

    cgap_normal_quantile_lanes(u, normal);
    for (size_t l = 0; l < V; l++) {
        u[l] = cgap_exp(sd * normal[l] - 0.5 * sd * sd);
    }
}

static void
pareto(double shape, double *restrict u)
{
    for (size_t l = 0; l < V; l++) {
        double tail = -cgap_log(1.0 - u[l]);

        u[l] = shape < 1e-9 ? tail : (1.0 - shape) * cgap_expm1(shape * tail) / shape;
    }
}

static void
relative_severity(const cgap_scenario *scenario, double u[V])
{
    if (scenario->severity == CGAP_SEVERITY_LOGNORMAL) {
        lognormal(scenario->parameters.log_sd_of_severity, u);
    } else {
        pareto(scenario->parameters.severity_tail_shape, u);
    }
}

/* Beneficiary with probability x_b p_ib / p_i. */
static inline size_t
who_is_hit(const cgap_block *self, size_t at, double u)
{
    const double *exposure = self->model->scenario->parameters.exposure;
    size_t stride = self->model->n * self->lanes;
    double sme = u * self->breach_mean[at] - exposure[0] * self->breach[at];
    double enterprise = sme - exposure[1] * self->breach[stride + at];
    double administration = enterprise - exposure[2] * self->breach[2 * stride + at];

    return (size_t) (sme > 0.0) + (enterprise > 0.0) + (administration > 0.0);
}

/* Draws what waits in the batch and adds it to the losses of state @p i. */
static void
draw_batch(cgap_block *self, size_t i, batch *waiting)
{
    const cgap_model *model = self->model;
    size_t stride = model->n * self->lanes;
    cgap_address address = {0, CGAP_PROCESS_SEVERITY, model->unit[i], (uint32_t) self->step + 1, 0};

    cgap_rng_uniform_pair_lanes(self->seed, address, waiting->replicate, waiting->name,
                                waiting->size, waiting->who);
    relative_severity(model->scenario, waiting->size);
    for (size_t w = 0; w < waiting->n; w++) {
        size_t lane = waiting->lane[w], at = i * self->lanes + lane;
        double loss = self->severity_mean[lane] * model->severity_scale[i] * waiting->size[w];

        self->loss[at] += loss;
        self->loss_by[who_is_hit(self, at, waiting->who[w]) * stride + at] += loss;
    }
    waiting->n = 0;
}

static void
draw_losses(cgap_block *self, size_t i)
{
    batch waiting;

    memset(&waiting, 0, sizeof waiting);
    for (size_t l = 0; l < self->lanes; l++) {
        double count = self->count[i * self->lanes + l];

        for (uint32_t name = 0; name < count; name++) {
            waiting.lane[waiting.n] = l;
            waiting.replicate[waiting.n] = self->first + (uint32_t) l;
            waiting.name[waiting.n] = name;
            if (++waiting.n == V) {
                draw_batch(self, i, &waiting);
            }
        }
    }
    if (waiting.n > 0) {
        draw_batch(self, i, &waiting);
    }
}

void
cgap_threat_losses(cgap_block *self, size_t i)
{
    size_t lanes = self->lanes, stride = self->model->n * lanes, bytes = lanes * sizeof(double);

    if (self->deterministic) {
        memcpy(self->loss + i * lanes, self->expected_loss + i * lanes, bytes);
    } else {
        memset(self->loss + i * lanes, 0, bytes);
    }
    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        double *by = self->loss_by + b * stride + i * lanes;

        if (self->deterministic) {
            memcpy(by, self->expected_by + b * stride + i * lanes, bytes);
        } else {
            memset(by, 0, bytes);
        }
    }
    if (!self->deterministic) {
        draw_losses(self, i);
    }
}
