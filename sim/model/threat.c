/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attackers, whom they reach and how often (section 2.9). */
#include "model_internal.h"

#include <math.h>
#include <string.h>

/* p_ib = v^(1 + alpha ceff_ib), Gordon and Loeb (2002), class II; target_weight mixes formal
 * defence, lifted by shared information, with the actors' own practice. @p information is I_i, or
 * NULL for none. */
static void
breach_probabilities(cgap_block *self, const double *level, const double *information)
{
    const cgap_model *model = self->model;
    const cgap_parameters *p = &model->scenario->parameters;
    size_t n = model->n, lanes = self->lanes;
    double log_v = cgap_log(p->breach_probability_at_zero_capability);
    double practice_weight = p->weight_of_practice_in_defence;

    for (size_t at = 0; at < n * lanes; at++) {
        double formal = 0.0, mean = 0.0;

        for (size_t k = 0; k < CGAP_N_FORMAL; k++) {
            formal += p->breach_weight[k] * level[k * n * lanes + at];
        }
        formal += information == NULL
                      ? 0.0
                      : (1.0 - formal) * p->information_effect_on_defence * information[at];
        for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
            double practice = level[(CGAP_SME + b) * n * lanes + at];
            double defence = (1.0 - practice_weight) * formal + practice_weight * practice;
            double breach = cgap_exp(log_v * (1.0 + p->productivity_of_capability * defence));

            self->breach[b * n * lanes + at] = breach;
            mean += p->exposure[b] * breach;
        }
        self->breach_mean[at] = mean;
    }
}

/* pi_i ~ gdp_i^sigma_G p_i^xi, normalised: attackers seek size and, with xi, weakness. */
static void
targeting(const cgap_block *self, double *weight)
{
    const cgap_model *model = self->model;
    double xi = model->scenario->parameters.weakest_link_preference;
    size_t n = model->n, lanes = self->lanes;

    for (size_t l = 0; l < lanes; l++) {
        double sum = 0.0;

        for (size_t i = 0; i < n; i++) {
            size_t at = i * lanes + l;

            weight[at] = model->size_weight[i] * cgap_exp(xi * cgap_log(self->breach_mean[at]));
            sum += weight[at];
        }
        for (size_t i = 0; i < n; i++) {
            weight[i * lanes + l] /= sum;
        }
    }
}

static double
gamma_of(const cgap_model *model, size_t to, size_t from)
{
    double home = model->scenario->parameters.home_share_of_contagion;

    return model->contagion != NULL
               ? model->contagion[to * model->n + from]
               : (to == from ? home : 0.0) + (1.0 - home) * model->gdp_share[to];
}

/* Solves (1 - n diag(vul) Gamma) u = pi p by elimination without exchanges. For such a matrix
 * (non-negative off-diagonal part) all pivots are positive exactly when the spectral radius of
 * n diag(vul) Gamma is below 1; false when it is not. */
static bool
solve_arrivals(const cgap_block *self, size_t l, double reference,
               double matrix[CGAP_MAX_MEMBER][CGAP_MAX_MEMBER], double u[CGAP_MAX_MEMBER])
{
    const cgap_model *model = self->model;
    double branching = model->scenario->parameters.branching_ratio;
    size_t n = model->n;

    for (size_t i = 0; i < n; i++) {
        double vulnerability = self->breach_mean[i * self->lanes + l] / reference;

        for (size_t j = 0; j < n; j++) {
            matrix[i][j] = (i == j ? 1.0 : 0.0) - branching * vulnerability * gamma_of(model, i, j);
        }
    }
    for (size_t k = 0; k < n; k++) {
        if (!(matrix[k][k] > 1e-9)) {
            return false;
        }
        for (size_t i = k + 1; i < n; i++) {
            double factor = matrix[i][k] / matrix[k][k];

            for (size_t j = k; j < n; j++) {
                matrix[i][j] -= factor * matrix[k][j];
            }
            u[i] -= factor * u[k];
        }
    }
    for (size_t k = n; k-- > 0;) {
        for (size_t j = k + 1; j < n; j++) {
            u[k] -= matrix[k][j] * u[j];
        }
        u[k] /= matrix[k][k];
    }
    return true;
}

/* p_ref, A_0, lambda(0), h(0) and m_X for one replicate: lambda_0 incidents and ell_0 of GDP lost
 * per year at the start without information, norms, law enforcement or systemic events. */
static bool
calibrate(cgap_block *self, size_t l)
{
    const cgap_model *model = self->model;
    const cgap_parameters *p = &model->scenario->parameters;
    double matrix[CGAP_MAX_MEMBER][CGAP_MAX_MEMBER], u[CGAP_MAX_MEMBER];
    double hit = 0.0, squares = 0.0, sum = 0.0, weighted = 0.0, gdp = 0.0;
    size_t n = model->n, lanes = self->lanes;

    for (size_t i = 0; i < n; i++) {
        double breach = self->breach_mean[i * lanes + l];

        u[i] = self->target_weight[i * lanes + l] * breach;
        hit += u[i];
        squares += u[i] * breach;
        gdp += model->gdp[i];
    }
    self->breach_reference[l] = squares / hit;
    if (!solve_arrivals(self, l, self->breach_reference[l], matrix, u)) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        sum += u[i];
    }
    self->attack_start[l] = p->significant_incidents_2017 / sum;
    for (size_t i = 0; i < n; i++) {
        self->arrival_start[i * lanes + l] = self->attack_start[l] * u[i];
        weighted += self->attack_start[l] * u[i] * model->severity_scale[i];
    }
    self->severity_mean[l] = weighted > 0.0 ? p->loss_rate_2017 * gdp / weighted : 0.0;
    for (size_t i = 0; i < n; i++) {
        double excitation = 0.0;

        for (size_t j = 0; j < n; j++) {
            excitation += gamma_of(model, i, j) * self->arrival_start[j * lanes + l];
        }
        self->excitation[i * lanes + l] = p->branching_ratio * excitation;
    }
    return true;
}

cgap_status
cgap_threat_start(cgap_block *self, cgap_error *err)
{
    size_t n = self->model->n, lanes = self->lanes;

    breach_probabilities(self, self->capability, NULL);
    targeting(self, self->target_weight);
    for (size_t l = 0; l < lanes; l++) {
        if (!calibrate(self, l)) {
            return cgap_error_fail(
                err, CGAP_E_INPUT,
                "%s: parameters.branching_ratio = %g lets contagion grow without end (spectral "
                "radius of n diag(vul) Gamma is 1 or more at the start); lower it, or spread the "
                "interdependence more evenly",
                self->model->scenario->name, self->model->scenario->parameters.branching_ratio);
        }
    }
    memset(self->count, 0, n * lanes * sizeof(double));
    memset(self->loss, 0, n * lanes * sizeof(double));
    memset(self->loss_by, 0, CGAP_N_PRACTICE * n * lanes * sizeof(double));
    memset(self->expected_loss, 0, n * lanes * sizeof(double));
    memset(self->expected_by, 0, CGAP_N_PRACTICE * n * lanes * sizeof(double));
    return CGAP_OK;
}

/* I_i = 1 - (1 - Ipeer_i)(1 - theta_x Xint c_iX), into self->share (section 2.5). */
static double *
information(cgap_block *self, const cgap_step_policy *now)
{
    const cgap_parameters *p = &self->model->scenario->parameters;
    const double *cooperation = cgap_block_capability(self, CGAP_COOPERATION);
    size_t n = self->model->n, lanes = self->lanes;

    for (size_t i = 0; i < n; i++) {
        double partners = p->intelligence_gain_from_partners * now->intelligence[i];

        for (size_t l = 0; l < lanes; l++) {
            size_t at = i * lanes + l;

            self->share[at] =
                1.0 - (1.0 - self->information[at]) * (1.0 - partners * cooperation[at]);
        }
    }
    return self->share;
}

/* Level-playing-field index of the new formal index over members, 1 - D / D_max (section 3.1). */
static double
level_playing_field(const cgap_block *self, const double *index, size_t l)
{
    size_t n = self->model->n, count = 0;
    double sum = 0.0;

    for (size_t i = 0; i < n; i++) {
        count += is_member(self->members, i);
        for (size_t j = 0; is_member(self->members, i) && j < i; j++) {
            sum += is_member(self->members, j)
                       ? fabs(index[i * self->lanes + l] - index[j * self->lanes + l])
                       : 0.0;
        }
    }
    return count > 1 ? 1.0 - sum / (double) (count * count / 4) : 1.0;
}

/* A: attack volume of the step, after norms (only as far as the Union is homogeneous) and joint law
 * enforcement; into self->work[0..lanes). */
static void
attack_volume(cgap_block *self, const cgap_step_policy *now, const double *next_index)
{
    const cgap_parameters *p = &self->model->scenario->parameters;
    double police = 1.0 - p->law_enforcement_effect * now->law_enforcement;
    double norms = p->norm_deterrence * now->norms;

    for (size_t l = 0; l < self->lanes; l++) {
        double coherence = norms > 0.0 ? level_playing_field(self, next_index, l) : 0.0;

        self->work[l] =
            self->attack_start[l] * now->attack_volume * (1.0 - norms * coherence) * police;
    }
}

/* Years of baseline incidents that systemic events bring in this step: scheduled ones, and a random
 * one at its draw. @p expected takes the random one at its probability. */
static double
systemic(const cgap_block *self, const cgap_step_policy *now, size_t l, bool expected)
{
    const cgap_parameters *p = &self->model->scenario->parameters;
    double probability = -cgap_expm1(-p->systemic_event_rate * self->model->dt);
    cgap_address at = {self->first + (uint32_t) l, CGAP_PROCESS_SYSTEMIC, 0,
                       (uint32_t) self->step + 1, 0};
    double random = probability;

    if (!expected && probability > 0.0) {
        random = cgap_rng_uniform(self->seed, at) < probability ? 1.0 : 0.0;
    }
    return now->systemic_size + random * p->systemic_event_size;
}

static void
incidents(cgap_block *self, size_t i, size_t l, double systemic_expected, double systemic_now)
{
    const cgap_model *model = self->model;
    size_t n = model->n, lanes = self->lanes, at = i * lanes + l;
    double vulnerability = self->breach_mean[at] / self->breach_reference[l];
    double direct = self->work[l] * self->target_weight[at] * self->breach_mean[at];
    double steady = (direct + self->excitation[at] * vulnerability) * model->dt;
    double baseline = self->arrival_start[at] * vulnerability;
    double severity = self->severity_mean[l] * model->severity_scale[i];

    self->expected_loss[at] = (steady + systemic_expected * baseline) * severity;
    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        double bears = model->scenario->parameters.exposure[b] * self->breach[b * n * lanes + at] /
                       self->breach_mean[at];

        self->expected_by[b * n * lanes + at] = self->expected_loss[at] * bears;
    }
    self->count[at] = steady + systemic_now * baseline;
    if (!self->deterministic) {
        cgap_address address = {self->first + (uint32_t) l, CGAP_PROCESS_COUNT, model->unit[i],
                                (uint32_t) self->step + 1, 0};

        self->count[at] = cgap_rng_poisson(self->seed, address, self->count[at]);
    }
}

void
cgap_threat_step(cgap_block *self, const cgap_step_policy *now, const double *next_index)
{
    size_t n = self->model->n, lanes = self->lanes;

    breach_probabilities(self, self->next, information(self, now));
    targeting(self, self->target_weight);
    attack_volume(self, now, next_index);
    for (size_t l = 0; l < lanes; l++) {
        double expected = systemic(self, now, l, true);
        double actual = self->deterministic ? expected : systemic(self, now, l, false);

        for (size_t i = 0; i < n; i++) {
            incidents(self, i, l, expected, actual);
            cgap_threat_losses(self, i, l);
        }
    }
}
