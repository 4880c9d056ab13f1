/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What incidents cost and who bears it (section 2.9). Incidents are drawn many at a time, whatever
 * the state and the replicate they belong to; those of one state and replicate in their order. */
#include "model_internal.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

enum { ROWS = 4, BATCH = ROWS * V, ROOM = BATCH + V };

/* Incidents of one step, waiting to be drawn. Whole rows are written, of which the first few count:
 * the next ones overwrite the rest. */
typedef struct batch {
    cgap_draws *keep; /* where they are kept for other scenarios; NULL: nowhere */
    size_t n;         /* fewer than BATCH between additions */
    uint32_t state[ROOM], lane[ROOM];
    uint32_t replicate[ROOM], unit[ROOM];
    uint32_t name[ROOM];            /* number of the incident within its state and replicate */
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

static inline void
add_loss(cgap_block *self, size_t i, size_t lane, double size, double who)
{
    size_t at = i * self->lanes + lane, stride = self->model->n * self->lanes;
    double loss = self->severity_mean[lane] * self->model->severity_scale[i] * size;

    self->loss[at] += loss;
    self->loss_by[who_is_hit(self, at, who) * stride + at] += loss;
}

static void
keep(cgap_draws *self, const batch *drawn, size_t n)
{
    memcpy(self->size + self->n_kept, drawn->size, n * sizeof *self->size);
    memcpy(self->who + self->n_kept, drawn->who, n * sizeof *self->who);
    self->n_kept += n;
}

/* Draws the first @p n that wait and adds them to the losses. */
static void
draw_first(cgap_block *self, batch *waiting, size_t n)
{
    size_t rows = (n + V - 1) / V;
    cgap_address address = {0, CGAP_PROCESS_SEVERITY, 0, (uint32_t) self->step + 1, 0};

    for (size_t row = 0; row < rows; row++) {
        cgap_rng_uniform_pair_lanes(self->seed, address, waiting->replicate + row * V,
                                    waiting->unit + row * V, waiting->name + row * V,
                                    waiting->size + row * V, waiting->who + row * V);
    }
    relative_severity(self->model->scenario, rows, waiting->size);
    if (waiting->keep != NULL) {
        keep(waiting->keep, waiting, n);
    }
    for (size_t w = 0; w < n; w++) {
        add_loss(self, waiting->state[w], waiting->lane[w], waiting->size[w], waiting->who[w]);
    }
}

/* Those beyond a full batch move to its beginning. */
static void
draw_full(cgap_block *self, batch *waiting)
{
    draw_first(self, waiting, BATCH);
    waiting->n -= BATCH;
    memcpy(waiting->state, waiting->state + BATCH, V * sizeof *waiting->state);
    memcpy(waiting->lane, waiting->lane + BATCH, V * sizeof *waiting->lane);
    memcpy(waiting->replicate, waiting->replicate + BATCH, V * sizeof *waiting->replicate);
    memcpy(waiting->unit, waiting->unit + BATCH, V * sizeof *waiting->unit);
    memcpy(waiting->name, waiting->name + BATCH, V * sizeof *waiting->name);
}

/* Incident number @p name of one state in the replicates that stand in the first @p n lanes of a
 * row. */
static inline void
add_row(const cgap_block *self, uint32_t i, uint32_t name, const uint32_t lane[V], size_t n,
        batch *restrict waiting)
{
    size_t w = waiting->n;

    for (size_t l = 0; l < V; l++) {
        waiting->state[w + l] = i;
        waiting->lane[w + l] = lane[l];
        waiting->replicate[w + l] = self->first + lane[l];
        waiting->unit[w + l] = self->model->unit[i];
        waiting->name[w + l] = name;
    }
    waiting->n += n;
}

/* Replicates among V of a state that have incidents: few, so that asking each in turn would
 * surprise the processor at every one. */
static inline size_t
find_hit(const double *restrict count, uint32_t from, uint32_t lane[V])
{
    size_t n = 0;

    for (uint32_t l = 0; l < V; l++) {
        lane[n] = from + l;
        n += count[from + l] > 0.0;
    }
    return n;
}

/* Those of them with more than @p name incidents. */
static inline size_t
hit_again(const double *restrict count, uint32_t name, uint32_t lane[V], size_t n)
{
    size_t kept = 0;

    for (size_t l = 0; l < n; l++) {
        uint32_t at = lane[l];

        lane[kept] = at;
        kept += count[at] > name;
    }
    return kept;
}

static inline void
add_waiting(cgap_block *self, uint32_t i, uint32_t name, const uint32_t lane[V], size_t n,
            batch *waiting)
{
    add_row(self, i, name, lane, n, waiting);
    if (waiting->n >= BATCH) {
        draw_full(self, waiting);
    }
}

/* The incidents of one state: the first of each replicate, then the second of those that have one,
 * and so on. */
static void
add_incidents(cgap_block *self, uint32_t i, uint32_t from, batch *waiting)
{
    const double *count = self->count + i * self->lanes;
    uint32_t lane[V] = {0};
    size_t n = find_hit(count, from, lane);

    for (uint32_t name = 0; n > 0; n = hit_again(count, ++name, lane, n)) {
        add_waiting(self, i, name, lane, n, waiting);
    }
}

/* Draws that hold incidents of this block; NULL where its tile or its law is another. */
static cgap_draws *
draws_of_incidents(const cgap_block *self)
{
    const cgap_scenario *scenario = self->model->scenario;
    cgap_draws *draws = self->draws;

    return draws != NULL && self->lanes == V && draws->severity == scenario->severity &&
                   draws->log_sd == scenario->parameters.log_sd_of_severity &&
                   draws->tail_shape == scenario->parameters.severity_tail_shape
               ? draws
               : NULL;
}

/* Notes how many incidents of each state and replicate come next; false: there is no room. */
static bool
begin_to_keep(const cgap_block *self, cgap_draws *draws, size_t place)
{
    size_t cells = self->model->n * V;
    double all = 0.0;

    for (size_t c = 0; c < cells; c++) {
        all += self->count[c];
    }
    if (all > (double) (draws->room - draws->n_kept)) {
        return false;
    }
    memcpy(draws->kept + place * draws->n * V, self->count, cells * sizeof *draws->kept);
    draws->kept_from[place] = draws->n_kept;
    return true;
}

/* Incidents of one state that are kept, up to its own number; returns how many were gone through.
 */
static size_t
add_kept(cgap_block *self, uint32_t i, const double *kept, const double *size, const double *who)
{
    const double *count = self->count + i * V;
    uint32_t lane[V] = {0};
    size_t n = find_hit(kept, 0, lane), at = 0;

    for (uint32_t name = 0; n > 0; n = hit_again(kept, ++name, lane, n)) {
        for (size_t h = 0; h < n; h++, at++) {
            if (name < count[lane[h]]) {
                add_loss(self, i, lane[h], size[at], who[at]);
            }
        }
    }
    return at;
}

/* Those of one state beyond what is kept. */
static void
add_beyond(cgap_block *self, uint32_t i, const double *kept, batch *waiting)
{
    const double *count = self->count + i * V;

    for (uint32_t l = 0; l < V; l++) {
        uint32_t lane[V] = {l};

        for (uint32_t name = (uint32_t) kept[l]; name < count[l]; name++) {
            add_waiting(self, i, name, lane, 1, waiting);
        }
    }
}

/* From what another scenario drew at this step: mostly the same incidents. */
static void
share_losses(cgap_block *self, const cgap_draws *draws, size_t place, batch *waiting)
{
    const double *kept = draws->kept + place * draws->n * V;
    size_t at = draws->kept_from[place];

    for (uint32_t i = 0; i < self->model->n; i++, kept += V) {
        at += add_kept(self, i, kept, draws->size + at, draws->who + at);
        add_beyond(self, i, kept, waiting);
    }
}

static void
draw_losses(cgap_block *self)
{
    cgap_draws *draws = draws_of_incidents(self);
    size_t place = draws == NULL ? 0 : draws_place(draws, self->first, self->step + 1);
    batch waiting;

    memset(&waiting, 0, sizeof waiting); /* its last row is drawn whole */
    if (draws != NULL && draws->kept_from[place] != SIZE_MAX) {
        share_losses(self, draws, place, &waiting);
    } else {
        waiting.keep = draws != NULL && begin_to_keep(self, draws, place) ? draws : NULL;
        for (uint32_t i = 0; i < self->model->n; i++) {
            for (uint32_t from = 0; from < self->lanes; from += V) {
                add_incidents(self, i, from, &waiting);
            }
        }
    }
    draw_first(self, &waiting, waiting.n);
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
