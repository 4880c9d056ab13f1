/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threat at the start, calibrated to what is known of the start year (section 2.9). */
#include "model_internal.h"

#include <string.h>

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

    cgap_threat_breach(self, self->capability, NULL);
    cgap_threat_targeting(self, self->target_weight);
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
