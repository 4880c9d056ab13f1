/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the states start (section 1.1): published scores with their noise taken out. */
#include "model_internal.h"

#include <math.h>

enum { GCI_2017 = 1, MOST_CORRECTIONS = 400 };

typedef struct score {
    double mean, sd; /* of the published GCI 2017 over the states of the file */
} score;

static score
published(const cgap_model *model)
{
    const cgap_member *member = model->scenario->dataset.member;
    double n = (double) model->n, sum = 0.0, squares = 0.0;

    for (size_t i = 0; i < model->n; i++) {
        sum += member[i].gci[GCI_2017];
    }
    for (size_t i = 0; i < model->n; i++) {
        double deviation = member[i].gci[GCI_2017] - sum / n;

        squares += deviation * deviation;
    }
    return (score){sum / n, sqrt(squares / n)};
}

/* C_i for V replicates: what the score says of the true level. Deterministic: the spread of the
 * true values; ensemble: a draw from what is known of the true value given the score. */
static void
true_level(const cgap_block *self, score all, size_t i, size_t from, double level[V])
{
    const cgap_model *model = self->model;
    double reliability = model->scenario->parameters.start_reliability;
    double deviation = model->scenario->dataset.member[i].gci[GCI_2017] - all.mean;
    double spread = all.sd * sqrt(reliability * (1.0 - reliability)), normal[V];
    cgap_address at = {self->first + (uint32_t) from, CGAP_PROCESS_START, model->unit[i], 0, 0};

    if (!self->deterministic) {
        cgap_rng_normal_lanes(self->seed, at, &at.unit, 1, normal);
    }
    for (size_t l = 0; l < V; l++) {
        double value = self->deterministic
                           ? all.mean + sqrt(reliability) * deviation
                           : all.mean + reliability * deviation + spread * normal[l];

        level[l] = clip(value, 0.02, 0.98);
    }
}

/* Pillars: the national profile of 2020 laid over the level; then the same amount on all five until
 * their mean is the level again. */
static void
pillars(double level, const double profile[CGAP_N_FORMAL], double scale, double out[CGAP_N_FORMAL])
{
    double mean_profile = 0.0;

    for (size_t k = 0; k < CGAP_N_FORMAL; k++) {
        mean_profile += profile[k] / CGAP_N_FORMAL;
    }
    for (size_t k = 0; k < CGAP_N_FORMAL; k++) {
        out[k] = clip(level + scale * (profile[k] - mean_profile), 0.02, 0.98);
    }
    for (int pass = 0; pass < MOST_CORRECTIONS; pass++) {
        double mean = 0.0;

        for (size_t k = 0; k < CGAP_N_FORMAL; k++) {
            mean += out[k] / CGAP_N_FORMAL;
        }
        if (fabs(mean - level) <= 1e-13) {
            break;
        }
        for (size_t k = 0; k < CGAP_N_FORMAL; k++) {
            out[k] = clip(out[k] + (level - mean), 0.02, 0.98);
        }
    }
}

static void
start_formal(cgap_block *self)
{
    const cgap_model *model = self->model;
    size_t n = model->n, lanes = self->lanes;
    score all = published(model);
    double truth[V];

    for (size_t i = 0; i < n; i++) {
        for (size_t l = 0; l < lanes; l++) {
            double level[CGAP_N_FORMAL];

            if (l % V == 0) {
                true_level(self, all, i, l, truth);
            }
            pillars(truth[l % V], model->scenario->dataset.member[i].pillar_2020,
                    model->scenario->parameters.pillar_profile_scale, level);
            for (size_t k = 0; k < CGAP_N_FORMAL; k++) {
                self->capability[(k * n + i) * lanes + l] = level[k];
            }
        }
    }
}

static void
start_practice(cgap_block *self)
{
    size_t n = self->model->n, lanes = self->lanes;

    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        for (size_t i = 0; i < n; i++) {
            double level = self->model->scenario->dataset.member[i].practice_start[b];

            for (size_t l = 0; l < lanes; l++) {
                self->capability[((CGAP_SME + b) * n + i) * lanes + l] = level;
            }
        }
    }
}

/* cstar = clip(mean + h + pi (c - mean)): where a state settles by itself (section 2.2). */
static void
steady_state(cgap_block *self, size_t k, double headroom, double persistence)
{
    size_t n = self->model->n, lanes = self->lanes;
    const double *c = self->capability + k * n * lanes;
    double *steady = self->steady + k * n * lanes;

    for (size_t l = 0; l < lanes; l++) {
        double mean = 0.0;

        for (size_t i = 0; i < n; i++) {
            mean += c[i * lanes + l];
        }
        mean /= (double) n;
        for (size_t i = 0; i < n; i++) {
            steady[i * lanes + l] =
                clip(mean + headroom + persistence * (c[i * lanes + l] - mean), 0.02, 0.95);
        }
    }
}

/* e_ib(0) = sum_j M_bj c_ij(0): enablement is measured against the start. */
static void
start_enabling(cgap_block *self)
{
    size_t n = self->model->n, lanes = self->lanes;
    const cgap_parameters *p = &self->model->scenario->parameters;

    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        for (size_t at = 0; at < n * lanes; at++) {
            double sum = 0.0;

            for (size_t j = 0; j < CGAP_N_FORMAL; j++) {
                sum += p->enabling[b][j] * self->capability[j * n * lanes + at];
            }
            self->enabling_start[b * n * lanes + at] = sum;
            self->log_enabling_start[b * n * lanes + at] = safe_log(sum);
        }
    }
}

void
cgap_start_capability(cgap_block *self)
{
    const cgap_parameters *p = &self->model->scenario->parameters;

    start_formal(self);
    start_practice(self);
    for (size_t k = 0; k < CGAP_N_FORMAL; k++) {
        steady_state(self, k, p->domestic_headroom, p->persistence_of_differences);
    }
    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        steady_state(self, CGAP_SME + b, p->practice_headroom[b], p->practice_persistence[b]);
    }
    start_enabling(self);
}
