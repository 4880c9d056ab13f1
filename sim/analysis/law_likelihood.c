/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hazards of transposition by interval-censored maximum likelihood: of each state it is known that
 * it had transposed a directive after one list and by the next (section 2.3, section 7).
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cgap/elementary.h"
#include "cgap/policy.h"

#include "fit.h"

static double
mean_capacity(const cgap_dataset *dataset)
{
    double mean = 0.0;

    for (size_t i = 0; i < dataset->n; i++) {
        mean += dataset->member[i].administrative_capacity / (double) dataset->n;
    }
    return mean;
}

double
cgap_law_log_likelihood(const cgap_scenario *scenario, const cgap_status_interval *status, size_t n)
{
    double mean = mean_capacity(&scenario->dataset), sum = 0.0;

    for (size_t s = 0; s < n; s++) {
        const cgap_member *member = &scenario->dataset.member[status[s].member];
        cgap_hazard hazard =
            cgap_hazard_of(&scenario->instrument[status[s].instrument], &scenario->parameters,
                           member->administrative_capacity, mean);
        double before =
            isinf(status[s].after) ? 0.0 : cgap_hazard_integral(&hazard, status[s].after);
        double within =
            isinf(status[s].by) ? INFINITY : cgap_hazard_integral(&hazard, status[s].by) - before;

        if (!(within > 0.0)) {
            return -INFINITY;
        }
        sum += -before + (isinf(within) ? 0.0 : cgap_log(-cgap_expm1(-within)));
    }
    return sum;
}

static const char *const LAW_KEY[CGAP_N_LAW] = {"parameters.transposition_hazard_before_deadline",
                                                "parameters.transposition_hazard_after_deadline",
                                                "instruments.nis2.complexity"};

/* Two lists of one directive and one of another tell two hazards and a ratio; less does not. */
bool
cgap_law_fit_create(cgap_law_fit *out, cgap_candidate *candidate, const cgap_targets *targets)
{
    bool first = false, second = false;

    memset(out, 0, sizeof *out);
    out->candidate = candidate;
    out->targets = targets;
    for (size_t s = 0; s < targets->n_status; s++) {
        const char *name = candidate->instrument[targets->status[s].instrument].name;

        first = first || strcmp(name, "nis") == 0;
        second = second || strcmp(name, "nis2") == 0;
    }
    for (size_t k = 0; k < CGAP_N_LAW; k++) {
        first = cgap_dial_create(&out->dial[k], &candidate->scenario, LAW_KEY[k]) && first;
    }
    return first && second;
}

static double
log_likelihood_at(cgap_law_fit *self, const double *x)
{
    for (size_t k = 0; k < CGAP_N_LAW; k++) {
        cgap_dial_set(&self->dial[k], self->candidate, x[k]);
    }
    return cgap_law_log_likelihood(&self->candidate->scenario, self->targets->status,
                                   self->targets->n_status);
}

static bool
minus_log_likelihood(void *context, const double *x, double *value)
{
    *value = -log_likelihood_at(context, x);
    return true;
}

cgap_status
cgap_law_fit_search(cgap_law_fit *self, double *log_likelihood, cgap_error *err)
{
    cgap_search search = {.n = CGAP_N_LAW,
                          .value = minus_log_likelihood,
                          .context = self,
                          .most = 500,
                          .finish = 1e-5};
    double x[CGAP_N_LAW];
    cgap_status status;

    for (size_t k = 0; k < CGAP_N_LAW; k++) {
        search.lower[k] = self->dial[k].lower;
        search.upper[k] = self->dial[k].upper;
        search.log[k] = true;
        x[k] = cgap_dial_get(&self->dial[k], self->candidate);
    }
    status = cgap_search_run(&search, x, err);
    for (size_t k = 0; k < CGAP_N_LAW; k++) {
        x[k] = cgap_round4(x[k]);
    }
    *log_likelihood = log_likelihood_at(self, x);
    return status;
}

/* Second difference of the log-likelihood in the logarithms of two parameters. */
static double
curvature(cgap_law_fit *self, const double *at, size_t a, size_t b)
{
    const double h = 0.01;
    double sum = 0.0;

    for (int corner = 0; corner < 4; corner++) {
        double sign_a = corner & 1 ? -1.0 : 1.0, sign_b = corner & 2 ? -1.0 : 1.0;
        double x[CGAP_N_LAW];

        memcpy(x, at, sizeof x);
        x[a] *= cgap_exp(sign_a * h);
        x[b] *= cgap_exp(sign_b * h);
        sum += sign_a * sign_b * log_likelihood_at(self, x);
    }
    return sum / (4.0 * h * h);
}

void
cgap_law_fit_errors(cgap_law_fit *self, double error[CGAP_N_LAW])
{
    double x[CGAP_N_LAW], information[CGAP_N_LAW * CGAP_N_LAW];
    double inverse[CGAP_N_LAW * CGAP_N_LAW] = {0.0};

    for (size_t k = 0; k < CGAP_N_LAW; k++) {
        x[k] = cgap_dial_get(&self->dial[k], self->candidate);
    }
    for (size_t a = 0; a < CGAP_N_LAW; a++) {
        inverse[a * CGAP_N_LAW + a] = 1.0;
        for (size_t b = 0; b < CGAP_N_LAW; b++) {
            information[a * CGAP_N_LAW + b] = -curvature(self, x, a, b);
        }
    }
    (void) log_likelihood_at(self, x);
    if (!cgap_solve(information, CGAP_N_LAW, inverse, CGAP_N_LAW)) {
        error[0] = error[1] = error[2] = NAN;
        return;
    }
    for (size_t k = 0; k < CGAP_N_LAW; k++) {
        error[k] = x[k] * sqrt(inverse[k * CGAP_N_LAW + k]);
    }
}
