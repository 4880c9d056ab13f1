/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How well the figures tell the fitted parameters. With D the slopes of the targets, W the weights
 * over squared scales, S the covariance of the targets over replicates (chance) plus the squared
 * tolerances, R replicates:
 *     Cov = (1 + 1/R) A^-1 B A^-1,   A = D' W D,   B = D' W S W D
 * as for any estimator by simulated moments (McFadden 1989, Econometrica 57).
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

#include "fit.h"

static const double PART_OF_RANGE = 0.1; /* step of a slope on either side */

static double
weight_of(const cgap_fitter *self, size_t target)
{
    return self->targets->target[target].weight / (self->scale[target] * self->scale[target]);
}

static cgap_status
take_slope(cgap_fitter *self, size_t k, cgap_error *err)
{
    const cgap_dial *dial = &self->dial[k];
    double at = cgap_dial_get(dial, &self->candidate), end[2];
    cgap_status status = CGAP_OK;

    for (int side = 0; side < 2 && status == CGAP_OK; side++) {
        double step = PART_OF_RANGE * (dial->high - dial->low) * (side == 0 ? -1.0 : 1.0);

        end[side] = fmin(dial->upper, fmax(dial->lower, at + step));
        cgap_dial_set(dial, &self->candidate, end[side]);
        cgap_candidate_tie(&self->candidate);
        status = cgap_fitter_evaluate(self, err);
        for (size_t t = 0; t < self->targets->n_target; t++) {
            double residual = cgap_residual(&self->evaluation, t);

            self->slope[t][k] = side == 0 ? residual : residual - self->slope[t][k];
        }
    }
    for (size_t t = 0; t < self->targets->n_target; t++) {
        self->slope[t][k] /= end[1] - end[0];
    }
    cgap_dial_set(dial, &self->candidate, at);
    cgap_candidate_tie(&self->candidate);
    return status;
}

/* A = D' W D. */
static void
normal_matrix(const cgap_fitter *self, double *a)
{
    for (size_t j = 0; j < CGAP_N_FITTED; j++) {
        for (size_t k = 0; k < CGAP_N_FITTED; k++) {
            double sum = 0.0;

            for (size_t t = 0; t < self->targets->n_target; t++) {
                sum += weight_of(self, t) * self->slope[t][j] * self->slope[t][k];
            }
            a[j * CGAP_N_FITTED + k] = sum;
        }
    }
}

/* B = D' W S W D: the covariance over replicates of the weighted sums of targets, plus tolerances.
 * @param[in] score [replicate][fitted] work */
static void
spread_matrix(const cgap_fitter *self, double *score, double *b)
{
    size_t n = self->evaluation.n_replicate, p = CGAP_N_FITTED;
    double mean[CGAP_N_FITTED] = {0.0};

    memset(b, 0, p * p * sizeof *b);
    memset(score, 0, n * p * sizeof *score);
    for (size_t t = 0; t < self->targets->n_target; t++) {
        double weight = weight_of(self, t), tolerance = self->targets->target[t].tolerance;

        for (size_t j = 0; weight > 0.0 && j < p; j++) {
            double pull = weight * self->slope[t][j];

            for (size_t r = 0; r < n; r++) {
                score[r * p + j] += pull * self->evaluation.of_observed[t * n + r];
            }
            for (size_t k = 0; k < p; k++) {
                b[j * p + k] += pull * weight * self->slope[t][k] * tolerance * tolerance;
            }
        }
    }
    for (size_t r = 0; r < n; r++) {
        for (size_t j = 0; j < p; j++) {
            mean[j] += score[r * p + j] / (double) n;
        }
    }
    for (size_t r = 0; r < n; r++) {
        for (size_t j = 0; j < p; j++) {
            for (size_t k = 0; k < p; k++) {
                b[j * p + k] +=
                    (score[r * p + j] - mean[j]) * (score[r * p + k] - mean[k]) / (double) (n - 1);
            }
        }
    }
}

/* Square roots of the diagonal of (1 + 1/R) A^-1 B A^-1; NaN where A is not positive definite. */
static void
sandwich(const cgap_fitter *self, const double *b, double error[CGAP_N_FITTED])
{
    enum { P = CGAP_N_FITTED };
    double a[P * P], inverse[P * P] = {0.0};
    double chance = 1.0 + 1.0 / (double) self->evaluation.n_replicate;

    normal_matrix(self, a);
    for (size_t k = 0; k < P; k++) {
        inverse[k * P + k] = 1.0;
    }
    if (!cgap_solve(a, P, inverse, P)) {
        for (size_t k = 0; k < P; k++) {
            error[k] = NAN;
        }
        return;
    }
    for (size_t k = 0; k < P; k++) {
        double sum = 0.0;

        for (size_t i = 0; i < P; i++) {
            for (size_t j = 0; j < P; j++) {
                sum += inverse[k * P + i] * b[i * P + j] * inverse[j * P + k];
            }
        }
        error[k] = sqrt(chance * sum);
    }
}

cgap_status
cgap_fitter_errors(cgap_fitter *self, double error[CGAP_N_FITTED], cgap_error *err)
{
    double b[CGAP_N_FITTED * CGAP_N_FITTED];
    double *score = cgap_memory_array(self->evaluation.n_replicate * CGAP_N_FITTED, sizeof *score);
    cgap_status status = CGAP_OK;

    if (score == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");
    }
    for (size_t k = 0; k < CGAP_N_FITTED && status == CGAP_OK; k++) {
        status = take_slope(self, k, err);
    }
    if (status == CGAP_OK) {
        status = cgap_fitter_evaluate(self, err); /* back at the fitted values */
    }
    if (status == CGAP_OK) {
        spread_matrix(self, score, b);
        sandwich(self, b, error);
    }
    free(score);
    return status;
}

double
cgap_fitter_refitted(const cgap_fitter *self)
{
    enum { P = CGAP_N_FITTED };
    double a[P * P], gradient[P], step[P], misfit;

    misfit = cgap_misfit(&self->evaluation, self->scale, NULL);
    normal_matrix(self, a);
    for (size_t k = 0; k < P; k++) {
        gradient[k] = 0.0;
        for (size_t t = 0; t < self->targets->n_target; t++) {
            gradient[k] +=
                weight_of(self, t) * self->slope[t][k] * cgap_residual(&self->evaluation, t);
        }
        step[k] = gradient[k];
    }
    if (cgap_solve(a, P, step, 1)) {
        for (size_t k = 0; k < P; k++) {
            misfit -= gradient[k] * step[k];
        }
    }
    return misfit;
}
