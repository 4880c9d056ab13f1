/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attackers, incidents and losses (MODEL.md 2.9): step 9 and its calibration at the start. */
#include "reference_state.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "cgap/rng.h"

/* cB = sum_k wB_k c_k;  cI = cB + (1 - cB) theta_I I;  ceff_b = (1 - w_o) cI + w_o o_b
 * p_b = v^(1 + alpha ceff_b);  p = sum_b x_b p_b */
static void
breach_probabilities(reference *self, double c[][REFERENCE_STATES], const double information[])
{
    const cgap_parameters *par = &self->scenario->parameters;
    double w_o = par->weight_of_practice_in_defence;

    for (size_t i = 0; i < self->n; i++) {
        double base = 0.0, informed;

        for (size_t k = 0; k < CGAP_N_FORMAL; k++) {
            base += par->breach_weight[k] * c[k][i];
        }
        informed = base + (1.0 - base) * par->information_effect_on_defence * information[i];
        self->breach_mean[i] = 0.0;
        for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
            double effective = (1.0 - w_o) * informed + w_o * c[CGAP_SME + b][i];

            self->breach[b][i] = pow(par->breach_probability_at_zero_capability,
                                     1.0 + par->productivity_of_capability * effective);
            self->breach_mean[i] += par->exposure[b] * self->breach[b][i];
        }
    }
}

/* pi_i ~ gdp_i^sigma_G p_i^xi, normalised */
static void
targeting(reference *self)
{
    const cgap_parameters *par = &self->scenario->parameters;
    double sum = 0.0;

    for (size_t i = 0; i < self->n; i++) {
        self->target_weight[i] = pow(self->gdp_share[i], par->size_elasticity_of_arrivals) *
                                 pow(self->breach_mean[i], par->weakest_link_preference);
        sum += self->target_weight[i];
    }
    for (size_t i = 0; i < self->n; i++) {
        self->target_weight[i] /= sum;
    }
}

/* m_X gdp_i^(1 - sigma_G), bn EUR */
static double
mean_severity(const reference *self, size_t i)
{
    return self->severity_mean *
           pow(self->gdp_share[i], 1.0 - self->scenario->parameters.size_elasticity_of_arrivals);
}

/* Calibration at t0 with I = 0, no norms, no law enforcement, no systemic events: see
 * reference_calibration.c for u = (1 - n diag(vul) Gamma)^-1 (pi p). */
bool
reference_threat_start(reference *self)
{
    const cgap_parameters *par = &self->scenario->parameters;
    const double none[REFERENCE_STATES] = {0.0};
    double aimed = 0.0, u[REFERENCE_STATES], sum_u = 0.0, losses = 0.0, gdp = 0.0;

    breach_probabilities(self, self->c, none);
    targeting(self);
    reference_contagion(self);
    self->breach_reference = 0.0; /* p_ref: pi-and-p-weighted mean of p */
    for (size_t i = 0; i < self->n; i++) {
        double hits = self->target_weight[i] * self->breach_mean[i];

        self->breach_reference += hits * self->breach_mean[i];
        aimed += hits;
    }
    self->breach_reference /= aimed;
    if (!reference_stationary_arrivals(self, u)) {
        return false;
    }
    for (size_t i = 0; i < self->n; i++) {
        sum_u += u[i];
    }
    self->attack_start = par->significant_incidents_2017 / sum_u; /* A_0 = lambda_0/sum u */
    self->severity_mean = 1.0;
    for (size_t i = 0; i < self->n; i++) {
        self->arrival_start[i] = self->attack_start * u[i]; /* lambda(0) = A_0 u */
        losses += self->arrival_start[i] * mean_severity(self, i);
        gdp += self->gdp[i];
    }
    /* m_X from sum lambda_i(0) m_X gdp_i^(1 - sigma_G) = ell_0 sum GDP */
    self->severity_mean = par->loss_rate_2017 * gdp / losses;
    for (size_t i = 0; i < self->n; i++) { /* h(0) = n Gamma lambda(0) */
        self->excitation[i] = 0.0;
        for (size_t j = 0; j < self->n; j++) {
            self->excitation[i] +=
                par->branching_ratio * self->contagion[i][j] * self->arrival_start[j];
        }
    }
    return true;
}

/* LPF = 1 - D/D_max of the updated formal index over current members (3.1) */
static double
level_playing_field(reference *self)
{
    double pairs = 0.0, apart = 0.0, n = 0.0;

    for (size_t i = 0; i < self->n; i++) {
        if (!reference_is_member(self->levers.members, i)) {
            continue;
        }
        n += 1.0;
        for (size_t j = 0; j < i; j++) {
            if (reference_is_member(self->levers.members, j)) {
                apart += fabs(reference_formal_index(self, self->next, i) -
                              reference_formal_index(self, self->next, j));
                pairs += 1.0;
            }
        }
    }
    if (pairs == 0.0) {
        return 1.0;
    }
    return 1.0 - (apart / pairs) / (floor(n * n / 4.0) * 2.0 / (n * (n - 1.0)));
}

/* A = A_0 exp(integral of g_A) (exp(g_A dt) - 1)/(g_A dt) (1 - theta_n Xnrm LPF)(1 - theta_c E_law)
 */
static double
attack_volume(reference *self)
{
    const cgap_parameters *par = &self->scenario->parameters;
    const reference_levers *levers = &self->levers;
    double z = levers->threat_growth * self->dt;
    double mean_growth = fabs(z) > 0.0 ? expm1(z) / z : 1.0;

    return self->attack_start * exp(levers->growth) * mean_growth * levers->regime *
           (1.0 - par->norm_deterrence * levers->norms * level_playing_field(self)) *
           (1.0 - par->law_enforcement_effect * levers->law_enforcement);
}

static cgap_address
address(const reference *self, cgap_process process, size_t i, size_t number)
{
    return (cgap_address){.replicate = self->replicate,
                          .process = process,
                          .unit = cgap_rng_unit(self->scenario->dataset.member[i].code),
                          .step = (uint32_t) self->step + 1,
                          .name = (uint32_t) number};
}

/* Bernoulli(1 - exp(-nu_S dt)): a random systemic event in this step? Deterministic mode: its
 * probability. */
static double
systemic_event(const reference *self)
{
    double probability = 1.0 - exp(-self->scenario->parameters.systemic_event_rate * self->dt);
    cgap_address at = {.replicate = self->replicate,
                       .process = CGAP_PROCESS_SYSTEMIC,
                       .step = (uint32_t) self->step + 1};

    if (self->deterministic) {
        return probability;
    }
    return cgap_rng_uniform(self->seed, at) < probability ? 1.0 : 0.0;
}

/* Loss of one incident: lognormal with mean `mean` and log-sd sigma_X, or generalised Pareto with
 * the same mean, by the quantile of u. */
static double
severity(const reference *self, double mean, double u)
{
    const cgap_parameters *par = &self->scenario->parameters;

    if (self->scenario->severity == CGAP_SEVERITY_LOGNORMAL) {
        double sigma = par->log_sd_of_severity;

        return gsl_cdf_lognormal_Pinv(u, log(mean) - 0.5 * sigma * sigma, sigma);
    }
    double shape = par->severity_tail_shape;
    double scale = mean * (1.0 - shape); /* mean of the generalised Pareto is scale/(1 - shape) */

    return scale / shape * (pow(1.0 - u, -shape) - 1.0);
}

/* Who is hit: b with probability x_b p_b / p, in the order S, E, A, P. */
static size_t
who_is_hit(const reference *self, size_t i, double u)
{
    double cumulative = 0.0;

    for (size_t b = 0; b + 1 < CGAP_N_PRACTICE; b++) {
        cumulative +=
            self->scenario->parameters.exposure[b] * self->breach[b][i] / self->breach_mean[i];
        if (u < cumulative) {
            return b;
        }
    }
    return CGAP_N_PRACTICE - 1;
}

/* n e + sqrt(n/1000) (s - 1000 e), s the loss of the first 1000 (2.9, conventions). */
static void
many_incidents(reference *self, size_t i, double mean)
{
    double n = self->count[i], root = sqrt(n / 1000.0);

    self->loss[i] = n * mean + root * (self->loss[i] - 1000.0 * mean);
    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        double part = self->scenario->parameters.exposure[b] * self->breach[b][i] /
                      self->breach_mean[i] * mean;

        self->loss_by[b][i] = n * part + root * (self->loss_by[b][i] - 1000.0 * part);
    }
}

static void
realised_losses(reference *self, size_t i)
{
    double mean = mean_severity(self, i);

    self->loss[i] = 0.0;
    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        self->loss_by[b][i] = 0.0;
    }
    for (size_t incident = 0; incident < 1000 && incident < (size_t) self->count[i]; incident++) {
        double u[2], loss;

        cgap_rng_uniform_pair(self->seed, address(self, CGAP_PROCESS_SEVERITY, i, incident), u);
        loss = severity(self, mean, u[0]);
        self->loss[i] += loss;
        self->loss_by[who_is_hit(self, i, u[1])][i] += loss;
    }
    if (self->count[i] > 1000.0) {
        many_incidents(self, i, mean);
    }
}

static void
expected_losses(reference *self, size_t i, double expected_count)
{
    self->expected_loss[i] = expected_count * mean_severity(self, i);
    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        self->expected_by[b][i] = self->expected_loss[i] * self->scenario->parameters.exposure[b] *
                                  self->breach[b][i] / self->breach_mean[i];
    }
}

void
reference_threat(reference *self)
{
    const cgap_parameters *par = &self->scenario->parameters;
    double probability = 1.0 - exp(-par->systemic_event_rate * self->dt);
    double event = systemic_event(self), volume;

    breach_probabilities(self, self->next, self->information);
    targeting(self);
    volume = attack_volume(self);
    for (size_t i = 0; i < self->n; i++) {
        double mu = volume * self->target_weight[i] * self->breach_mean[i]; /* mu = A pi p */
        double vul = self->breach_mean[i] / self->breach_reference;
        double steady = (mu + self->excitation[i] * vul) * self->dt;
        double systemic = self->arrival_start[i] * vul; /* per year of baseline incidents */
        double scheduled = self->levers.systemic_size;

        expected_losses(self, i,
                        steady + (scheduled + par->systemic_event_size * probability) * systemic);
        self->count[i] = steady + (scheduled + par->systemic_event_size * event) * systemic;
        if (self->deterministic) {
            self->loss[i] = self->expected_loss[i];
            for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
                self->loss_by[b][i] = self->expected_by[b][i];
            }
        } else {
            self->count[i] = cgap_rng_poisson(self->seed, address(self, CGAP_PROCESS_COUNT, i, 0),
                                              self->count[i]);
            realised_losses(self, i);
        }
    }
}
