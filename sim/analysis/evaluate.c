/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the model says of every target, replicate by replicate, latent and as observed. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/calibrate.h"
#include "cgap/memory.h"
#include "cgap/model.h"
#include "cgap/number.h"
#include "cgap/observation.h"
#include "cgap/rng.h"

enum { LANES = 64 };

cgap_status
cgap_evaluation_create(cgap_evaluation *out, const cgap_targets *targets, size_t n_replicate,
                       cgap_error *err)
{
    size_t levels = targets->n_reading * targets->n_panel, cells = levels + targets->n_target;
    double *storage = cgap_memory_array(2 * cells, n_replicate * sizeof *storage);

    memset(out, 0, sizeof *out);
    if (storage == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for %zu replicates", n_replicate);
    }
    out->targets = targets;
    out->n_replicate = n_replicate;
    out->latent = storage;
    out->observed = storage + levels * n_replicate;
    out->of_latent = storage + 2 * levels * n_replicate;
    out->of_observed = out->of_latent + targets->n_target * n_replicate;
    return CGAP_OK;
}

void
cgap_evaluation_free(cgap_evaluation *self)
{
    free(self->latent);
    memset(self, 0, sizeof *self);
}

/* [panel][replicate] of a reading. */
static double *
levels_of(const cgap_evaluation *self, double *of, size_t reading)
{
    return of + reading * self->targets->n_panel * self->n_replicate;
}

static size_t
row_of(const cgap_scenario *scenario, double time)
{
    long row = cgap_scenario_row(scenario, time), last = (long) cgap_scenario_steps(scenario);

    return (size_t) (row < 0 ? 0 : row > last ? last : row);
}

/* Keeps what the readings of the block's present row see. */
static void
keep_row(cgap_evaluation *self, const cgap_block *block, size_t first, size_t active)
{
    const cgap_targets *targets = self->targets;

    for (size_t k = 0; k < targets->n_reading; k++) {
        const double *level = cgap_block_layer(block, targets->reading[k].layer);
        double *kept = levels_of(self, self->latent, k);

        if (row_of(block->model->scenario, targets->reading[k].time) != block->step) {
            continue;
        }
        for (size_t at = 0; at < targets->n_panel; at++) {
            memcpy(kept + at * self->n_replicate + first, level + targets->panel[at] * block->lanes,
                   active * sizeof *kept);
        }
    }
}

/* Dates of transposition are known at the start (section 2.3), so counts need no simulation. */
static void
keep_counts(cgap_evaluation *self, const cgap_block *block, size_t first, size_t active)
{
    const cgap_targets *targets = self->targets;

    for (size_t t = 0; t < targets->n_target; t++) {
        const cgap_figure *target = &targets->target[t];
        const double *date = block->date + target->instrument * block->model->n * block->lanes;

        for (size_t l = 0; target->statistic == CGAP_STATISTIC_COUNT && l < active; l++) {
            double count = 0.0;

            for (size_t i = 0; i < block->model->n; i++) {
                count += (target->asked >> i & 1) != 0 && date[i * block->lanes + l] <= target->time
                             ? 1.0
                             : 0.0;
            }
            self->of_latent[t * self->n_replicate + first + l] = count;
            self->of_observed[t * self->n_replicate + first + l] = count;
        }
    }
}

static cgap_status
simulate(cgap_evaluation *self, const cgap_model *model, uint64_t seed, cgap_error *err)
{
    cgap_block block;
    size_t lanes = self->n_replicate < LANES ? self->n_replicate : LANES;
    cgap_status status = cgap_block_create(&block, model, lanes, err);

    if (status != CGAP_OK) {
        return status;
    }
    for (size_t first = 0; first < self->n_replicate && status == CGAP_OK; first += lanes) {
        size_t left = self->n_replicate - first, active = left < lanes ? left : lanes;

        status = cgap_block_start(&block, seed, (uint32_t) first, false, err);
        if (status == CGAP_OK) {
            keep_counts(self, &block, first, active);
            keep_row(self, &block, first, active);
        }
        while (status == CGAP_OK && block.step < model->n_step) {
            cgap_block_step(&block);
            keep_row(self, &block, first, active);
        }
    }
    cgap_block_free(&block);
    return status;
}

/* How a reading sees a level. The mean of four kinds of practice has the mean of four errors. */
static cgap_observation
observation_of(const cgap_reading *reading, const cgap_parameters *p, double leniency)
{
    char name[64], time[CGAP_NUMBER_SIZE];
    double squares = 0.0;

    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        squares += p->practice_measurement_sd[b] * p->practice_measurement_sd[b];
    }
    (void) cgap_number_format(reading->edition > 0 ? reading->edition : reading->time, time);
    (void) snprintf(name, sizeof name, "%s %s", reading->series, time);
    if (reading->layer == CGAP_LAYER_FORMAL) {
        return (cgap_observation){cgap_rng_name(name), leniency, p->gci_measurement_sd, 1.0};
    }
    return (cgap_observation){
        cgap_rng_name(name), 0.0,
        reading->layer == CGAP_LAYER_PRACTICE
            ? sqrt(squares) / CGAP_N_PRACTICE
            : p->practice_measurement_sd[reading->layer - CGAP_LAYER_CAPABILITY - CGAP_SME],
        INFINITY};
}

/* theta_e: 0 for the edition of the start, solved from the published mean for later ones, the last
 * one where nothing was published. */
static cgap_status
solve_leniency(cgap_evaluation *self, const cgap_parameters *p, cgap_error *err)
{
    const cgap_targets *targets = self->targets;
    double last = 0.0;

    for (size_t k = 0; k < targets->n_reading; k++) {
        const cgap_reading *reading = &targets->reading[k];
        bool formal = reading->layer == CGAP_LAYER_FORMAL;

        if (formal && reading->edition > 0 && k > 0) {
            cgap_observation edition = observation_of(reading, p, 0.0);
            double mean =
                cgap_statistic_of(CGAP_STATISTIC_MEAN, reading->published, NULL, targets->n_panel);

            last = cgap_observation_leniency(&edition, levels_of(self, self->latent, k),
                                             targets->n_panel * self->n_replicate, mean);
        }
        self->leniency[k] = formal ? last : 0.0;
        if (isnan(last)) {
            return cgap_error_fail(err, CGAP_E_NUMERIC,
                                   "the mean of the GCI of %d is not below the top of the scale, 1",
                                   reading->edition);
        }
    }
    return CGAP_OK;
}

static void
observe(cgap_evaluation *self, const cgap_model *model, uint64_t seed)
{
    const cgap_targets *targets = self->targets;

    for (size_t k = 0; k < targets->n_reading; k++) {
        cgap_observation reader =
            observation_of(&targets->reading[k], &model->scenario->parameters, self->leniency[k]);
        const double *latent = levels_of(self, self->latent, k);
        double *observed = levels_of(self, self->observed, k);

        for (size_t at = 0; at < targets->n_panel; at++) {
            for (size_t r = 0; r < self->n_replicate; r++) {
                size_t cell = at * self->n_replicate + r;

                observed[cell] = cgap_observe(&reader, latent[cell], seed, (uint32_t) r,
                                              model->unit[targets->panel[at]]);
            }
        }
    }
}

static void
gather(const cgap_evaluation *self, double *of, size_t reading, size_t r, double *out)
{
    const double *level = levels_of(self, of, reading);

    for (size_t at = 0; at < self->targets->n_panel; at++) {
        out[at] = level[at * self->n_replicate + r];
    }
}

/* The score of the start is given: the true levels are drawn from what is known given this score
 * (section 1.1), so later scores are correlated with it and not with a score drawn anew. */
static void
take_statistics(cgap_evaluation *self)
{
    const cgap_targets *targets = self->targets;
    double x[CGAP_MAX_MEMBER], earlier[CGAP_MAX_MEMBER];

    for (size_t t = 0; t < targets->n_target; t++) {
        const cgap_figure *target = &targets->target[t];
        const cgap_reading *before = &targets->reading[target->earlier];
        bool given = before->layer == CGAP_LAYER_FORMAL && target->earlier == 0;

        for (size_t r = 0; target->statistic != CGAP_STATISTIC_COUNT && r < self->n_replicate;
             r++) {
            size_t cell = t * self->n_replicate + r;

            gather(self, self->latent, target->reading, r, x);
            gather(self, self->latent, target->earlier, r, earlier);
            self->of_latent[cell] =
                cgap_statistic_of(target->statistic, x, earlier, targets->n_panel);
            gather(self, self->observed, target->reading, r, x);
            gather(self, self->observed, target->earlier, r, earlier);
            self->of_observed[cell] = cgap_statistic_of(
                target->statistic, x, given ? before->published : earlier, targets->n_panel);
        }
    }
}

cgap_status
cgap_evaluation_run(cgap_evaluation *self, const cgap_scenario *scenario, uint64_t seed,
                    cgap_error *err)
{
    cgap_scenario cut = *scenario; /* borrows everything */
    cgap_model model;
    double last = cut.start;
    cgap_status status;

    for (size_t k = 0; k < self->targets->n_reading; k++) {
        last = fmax(last, self->targets->reading[k].time);
    }
    cut.end = fmin(cut.end, cut.start + ceil((last - cut.start) * cut.steps_per_year - 1e-6) /
                                            cut.steps_per_year);
    status = cgap_model_prepare(&model, &cut, err);
    if (status != CGAP_OK) {
        return status;
    }
    status = simulate(self, &model, seed, err);
    if (status == CGAP_OK) {
        status = solve_leniency(self, &cut.parameters, err);
    }
    if (status == CGAP_OK) {
        observe(self, &model, seed);
        take_statistics(self);
    }
    cgap_model_free(&model);
    return status;
}
