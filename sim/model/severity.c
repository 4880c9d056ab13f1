/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What incidents cost and who bears it (section 2.9). Incidents are drawn many at a time, whatever
 * the state and the replicate they belong to; those of one state and replicate in their order. */
#include "model_internal.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "cgap/lane_masks.h"

/* Incidents of a state in a step that are drawn one by one (section 2.9). */
static const double MOST_DRAWN = 1000.0;

enum { ROWS = 8, BATCH = ROWS * V, ROOM = BATCH + V, SHELF = 64 };

_Static_assert((int) V == 2 * (int) CGAP_MASK_LANES, "a tile is two masks");
_Static_assert((int) CGAP_MAX_MEMBER <= (int) SHELF, "a shelf takes a step of one tile");

/* Incidents of one step, waiting to be drawn. Whole rows are written, of which the first few count:
 * the next ones overwrite the rest. */
typedef struct batch {
    size_t n; /* fewer than BATCH between additions */
    uint32_t replicate[ROOM], unit[ROOM];
    uint32_t name[ROOM];            /* number of the incident within its state and replicate */
    uint32_t place[ROOM];           /* where it goes on the shelf */
    double size[BATCH], who[BATCH]; /* uniform draws, the first then relative loss */
} batch;

/* Rows of one state and tile that stand together on a shelf. */
typedef struct stretch {
    uint32_t state, from;
    size_t first, n;
} stretch;

/* Rows of incidents, some of which are still waiting, until they are added to the losses. */
typedef struct shelf {
    size_t n, room; /* rows */
    double *size, *who;
    size_t n_stretch;
    stretch stretch[SHELF];
    batch waiting;
} shelf;

/* Loss of one incident relative to its mean, for a uniform draw u: lognormal with log-sd sigma_X,
 * or the generalised Pareto law with the same mean, sigma/xi ((1-u)^-xi - 1), sigma = 1 - xi.
 * Monotone in u: the same draw is the same incident in every scenario. */
static void
lognormal(double sd, size_t rows, double *restrict u)
{
    double normal[BATCH];

    cgap_normal_quantile_lanes(u, rows, normal);
    for (size_t l = 0; l < rows * V; l++) {
        u[l] = CGAP_SIXTEENTHS_PER_E_FOLD * sd * normal[l] -
               CGAP_SIXTEENTHS_PER_E_FOLD * (0.5 * sd * sd);
    }
    cgap_lanes_exp2_sixteenths(u, rows * V);
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

/* Draws the first @p n that wait and puts them on the shelf. */
static void
draw_first(const cgap_block *self, shelf *out, size_t n)
{
    size_t rows = (n + V - 1) / V;
    batch *waiting = &out->waiting;
    cgap_owners owners = {waiting->replicate, waiting->unit, waiting->name};
    cgap_address address = {0, CGAP_PROCESS_SEVERITY, 0, (uint32_t) self->step + 1, 0};

    cgap_rng_uniform_pair_lanes(self->seed, address, &owners, rows, waiting->size, waiting->who);
    relative_severity(self->model->scenario, rows, waiting->size);
    for (size_t w = 0; w < n; w++) {
        out->size[waiting->place[w]] = waiting->size[w];
        out->who[waiting->place[w]] = waiting->who[w];
    }
}

/* Those beyond a full batch move to its beginning. */
static void
draw_full(const cgap_block *self, shelf *out)
{
    batch *waiting = &out->waiting;

    draw_first(self, out, BATCH);
    waiting->n -= BATCH;
    memcpy(waiting->replicate, waiting->replicate + BATCH, V * sizeof *waiting->replicate);
    memcpy(waiting->unit, waiting->unit + BATCH, V * sizeof *waiting->unit);
    memcpy(waiting->name, waiting->name + BATCH, V * sizeof *waiting->name);
    memcpy(waiting->place, waiting->place + BATCH, V * sizeof *waiting->place);
}

static cgap_incidents
incidents_of(const shelf *self, const stretch *of)
{
    return (cgap_incidents){of->n, self->size + of->first * V, self->who + of->first * V};
}

/* All that waits is drawn, and all that is drawn becomes a loss. */
static void
clear_shelf(cgap_block *self, shelf *full)
{
    draw_first(self, full, full->waiting.n);
    for (size_t s = 0; s < full->n_stretch; s++) {
        cgap_incidents incidents = incidents_of(full, &full->stretch[s]);

        cgap_losses_add(self, full->stretch[s].state, full->stretch[s].from, &incidents, false);
    }
    full->n = 0;
    full->n_stretch = 0;
    full->waiting.n = 0;
}

/* The stretch of a state and tile: the last one, or the next. */
static stretch *
stretch_for(cgap_block *self, uint32_t i, uint32_t from, shelf *out)
{
    if (out->n_stretch > 0) {
        stretch *last = &out->stretch[out->n_stretch - 1];

        if (last->state == i && last->from == from) {
            return last;
        }
    }
    if (out->n_stretch == SHELF) {
        clear_shelf(self, out);
    }
    out->stretch[out->n_stretch] = (stretch){i, from, out->n, 0};
    return &out->stretch[out->n_stretch++];
}

/* One more row of a state and tile; returns where it begins. */
static size_t
next_row(cgap_block *self, uint32_t i, uint32_t from, shelf *out)
{
    if (out->n == out->room) {
        clear_shelf(self, out);
    }
    stretch_for(self, i, from, out)->n++;
    memset(out->size + out->n * V, 0, V * sizeof *out->size);
    memset(out->who + out->n * V, 0, V * sizeof *out->who);
    return out->n++ * V;
}

/* Incident number name[l] of one state in lane[l] of a tile, for @p n lanes. */
static inline void
add_row(cgap_block *self, uint32_t i, uint32_t from, const uint32_t lane[V], const uint32_t name[V],
        size_t n, shelf *restrict out)
{
    size_t row = next_row(self, i, from, out), w = out->waiting.n;
    batch *waiting = &out->waiting;

    for (size_t l = 0; l < V; l++) {
        waiting->replicate[w + l] = self->first + from + lane[l];
        waiting->unit[w + l] = self->model->unit[i];
        waiting->name[w + l] = name[l];
        waiting->place[w + l] = (uint32_t) row + lane[l];
    }
    waiting->n += n;
    if (waiting->n >= BATCH) {
        draw_full(self, out);
    }
}

/* Incidents of one state from number @p least of each replicate on: one of each, then the next of
 * those that have more, and so on. */
static void
add_incidents(cgap_block *self, uint32_t i, uint32_t from, const double *least, shelf *out)
{
    const double *count = self->count + i * self->lanes + from;
    uint32_t lane[V], name[V];
    size_t n;

    for (uint32_t further = 0; (n = cgap_lanes_above(count, least, further, lane, name)) > 0;
         further++) {
        add_row(self, i, from, lane, name, n, out);
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

/* Rows that the incidents of a state take. */
static inline size_t
rows_for(const double *restrict count)
{
    double most = 0.0;

    for (size_t l = 0; l < V; l++) {
        most = count[l] > most ? count[l] : most;
    }
    return (size_t) most;
}

/* The shelf becomes a part of what is kept, where there is room for all incidents of the step. */
static void
keep_on(const cgap_block *self, cgap_draws *draws, size_t place, shelf *out)
{
    double *kept = draws->kept + place * draws->n * V;
    size_t rows = 0;

    for (size_t i = 0; i < self->model->n; i++) {
        rows += rows_for(self->count + i * V);
    }
    if (rows > draws->room - draws->n_kept) {
        return;
    }
    memcpy(kept, self->count, self->model->n * V * sizeof *kept);
    draws->kept_from[place] = draws->n_kept;
    out->size = draws->size + draws->n_kept * V;
    out->who = draws->who + draws->n_kept * V;
    out->room = rows;
    draws->n_kept += rows;
}

/* What another scenario drew at this step: mostly the same incidents; then those beyond. */
static void
share_losses(cgap_block *self, const cgap_draws *draws, size_t place, shelf *beyond)
{
    const double *kept = draws->kept + place * draws->n * V;
    size_t row = draws->kept_from[place];

    for (uint32_t i = 0; i < self->model->n; i++, kept += V) {
        cgap_incidents incidents = {rows_for(kept), draws->size + row * V, draws->who + row * V};

        cgap_losses_add(self, i, 0, &incidents, true);
        add_incidents(self, i, 0, kept, beyond);
        row += incidents.n;
    }
}

static void
draw_losses(cgap_block *self)
{
    static const double none[V] = {0.0};
    cgap_draws *draws = draws_of_incidents(self);
    size_t place = draws == NULL ? 0 : draws_place(draws, self->first, self->step + 1);
    CGAP_ROW double size[SHELF * V], who[SHELF * V];
    shelf out;

    memset(&out.waiting, 0, sizeof out.waiting); /* its last row is drawn whole */
    out.n = out.n_stretch = 0;
    out.room = SHELF;
    out.size = size;
    out.who = who;
    if (draws != NULL && draws->kept_from[place] != SIZE_MAX) {
        share_losses(self, draws, place, &out);
    } else {
        if (draws != NULL) {
            keep_on(self, draws, place, &out);
        }
        for (uint32_t i = 0; i < self->model->n; i++) {
            for (uint32_t from = 0; from < self->lanes; from += V) {
                add_incidents(self, i, from, none, &out);
            }
        }
    }
    clear_shelf(self, &out);
}

/* Counts of the step as they were, before those beyond MOST_DRAWN were held at it; NULL: none is.
 */
static const double *
hold_counts(cgap_block *self)
{
    size_t cells = self->model->n * self->lanes;

    if (!cgap_lanes_any_above(self->count, cells, MOST_DRAWN)) {
        return NULL;
    }
    memcpy(self->work, self->count, cells * sizeof(double));
    for (size_t at = 0; at < cells; at++) {
        self->count[at] = self->count[at] < MOST_DRAWN ? self->count[at] : MOST_DRAWN;
    }
    return self->work;
}

/* Losses of @p count incidents from those of the first MOST_DRAWN: expected ones grow by as much,
 * what lies around them by the root, as for independent losses. */
static inline double
raised(double sum, double each, double count)
{
    double drawn = MOST_DRAWN;

    return count * each + sqrt(count / drawn) * (sum - drawn * each);
}

static void
raise_losses(cgap_block *self, const double *count)
{
    const cgap_model *model = self->model;
    const double *exposure = model->scenario->parameters.exposure;
    size_t lanes = self->lanes, stride = model->n * lanes;

    for (size_t at = 0; at < stride; at++) {
        double each = self->severity_mean[at % lanes] * model->severity_scale[at / lanes];

        if (count[at] > MOST_DRAWN) {
            self->loss[at] = raised(self->loss[at], each, count[at]);
            for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
                size_t of = b * stride + at;
                double share = exposure[b] * self->breach[of] / self->breach_mean[at];

                self->loss_by[of] = raised(self->loss_by[of], each * share, count[at]);
            }
        }
    }
    memcpy(self->count, count, stride * sizeof(double));
}

/* More incidents of a state in a step than are drawn one by one are few replicates' of scenarios
 * far from today's threat. */
static void
realise_losses(cgap_block *self)
{
    const double *count = hold_counts(self);

    draw_losses(self);
    if (count != NULL) {
        raise_losses(self, count);
    }
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
        realise_losses(self);
    }
}
