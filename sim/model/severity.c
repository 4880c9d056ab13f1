/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What incidents cost and who bears it (section 2.9). Incidents are drawn many at a time, whatever
 * the state and the replicate they belong to; those of one state and replicate in their order. */
#include "model_internal.h"

#include <math.h>
#include <string.h>

enum { ROWS = 4, BATCH = ROWS * V };

/* Incidents of one step, waiting to be drawn. */
typedef struct batch {
    size_t n;
    uint32_t state[BATCH], lane[BATCH];
    uint32_t replicate[BATCH], unit[BATCH];
    uint32_t name[BATCH];           /* number of the incident within its state and replicate */
    double size[BATCH], who[BATCH]; /* uniform draws, then relative loss and place among the hit */
} batch;

/* Loss of one incident relative to its mean, for a uniform draw u: lognormal with log-sd sigma_X,
 * or the generalised Pareto law with the same mean, sigma/xi ((1-u)^-xi - 1), sigma = 1 - xi.
 * Monotone in u: the same draw is the same incident in every scenario. */
static void
lognormal(double sd, size_t rows, double *restrict u)
{
    double normal[BATCH];

    cgap_normal_quantile_lanes(u, rows, normal);
    for (size_t l = 0; l < rows * V; l++) {
        u[l] = cgap_exp(sd * normal[l] - 0.5 * sd * sd);
    }
}

static void
pareto(double shape, size_t rows, double *restrict u)
{
    for (size_t l = 0; l < rows * V; l++) {
        double tail = -cgap_log(1.0 - u[l]);

        u[l] = shape < 1e-9 ? tail : (1.0 - shape) * cgap_expm1(shape * tail) / shape;
    }
}

static void
relative_severity(const cgap_scenario *scenario, size_t rows, double *u)
{
    if (scenario->severity == CGAP_SEVERITY_LOGNORMAL) {
        lognormal(scenario->parameters.log_sd_of_severity, rows, u);
    } else {
        pareto(scenario->parameters.severity_tail_shape, rows, u);
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

/* Draws what waits in the batch and adds it to the losses. */
static void
draw_batch(cgap_block *self, batch *waiting)
{
    const cgap_model *model = self->model;
    size_t stride = model->n * self->lanes, rows = (waiting->n + V - 1) / V;
    cgap_address address = {0, CGAP_PROCESS_SEVERITY, 0, (uint32_t) self->step + 1, 0};

    for (size_t row = 0; row < rows; row++) {
        cgap_rng_uniform_pair_lanes(self->seed, address, waiting->replicate + row * V,
                                    waiting->unit + row * V, waiting->name + row * V,
                                    waiting->size + row * V, waiting->who + row * V);
    }
    relative_severity(model->scenario, rows, waiting->size);
    for (size_t w = 0; w < waiting->n; w++) {
        size_t i = waiting->state[w], lane = waiting->lane[w], at = i * self->lanes + lane;
        double loss = self->severity_mean[lane] * model->severity_scale[i] * waiting->size[w];

        self->loss[at] += loss;
        self->loss_by[who_is_hit(self, at, waiting->who[w]) * stride + at] += loss;
    }
    waiting->n = 0;
}

/* The incidents of one state in one replicate. */
static void
add_incidents(cgap_block *self, uint32_t i, uint32_t lane, batch *waiting)
{
    double count = self->count[i * self->lanes + lane];

    for (uint32_t name = 0; name < count; name++) {
        size_t w = waiting->n++;

        waiting->state[w] = i;
        waiting->lane[w] = lane;
        waiting->replicate[w] = self->first + lane;
        waiting->unit[w] = self->model->unit[i];
        waiting->name[w] = name;
        if (waiting->n == BATCH) {
            draw_batch(self, waiting);
        }
    }
}

/* Replicates among V of a state that have incidents: few, so that asking each in turn would
 * surprise the processor at every one. */
static inline size_t
find_hit(const double *restrict count, uint32_t from, uint32_t hit[V])
{
    size_t n = 0;

    for (uint32_t l = 0; l < V; l++) {
        hit[n] = from + l;
        n += count[l] > 0.0;
    }
    return n;
}

static void
draw_losses(cgap_block *self)
{
    batch waiting;

    memset(&waiting, 0, sizeof waiting); /* its last row is drawn whole */
    for (uint32_t i = 0; i < self->model->n; i++) {
        for (uint32_t from = 0; from < self->lanes; from += V) {
            uint32_t hit[V];
            size_t n = find_hit(self->count + i * self->lanes + from, from, hit);

            for (size_t h = 0; h < n; h++) {
                add_incidents(self, i, hit[h], &waiting);
            }
        }
    }
    draw_batch(self, &waiting);
}

void
cgap_threat_losses(cgap_block *self)
{
    size_t bytes = self->model->n * self->lanes * sizeof(double);

    if (self->deterministic) {
        memcpy(self->loss, self->expected_loss, bytes);
        memcpy(self->loss_by, self->expected_by, CGAP_N_PRACTICE * bytes);
    } else {
        memset(self->loss, 0, bytes);
        memset(self->loss_by, 0, CGAP_N_PRACTICE * bytes);
        draw_losses(self);
    }
}
