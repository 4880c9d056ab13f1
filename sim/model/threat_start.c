/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threat at the start, calibrated to what is known of the start year (section 2.9). */
#include "model_internal.h"

#include <string.h>

/* Pivots below say that contagion grows without end. */
static const double LEAST_PIVOT = 1e-9;

/* Solves (1 - n diag(vul) Gamma) u = pi p, u given as pi p, by elimination without exchanges. For
 * such a matrix (no positive number off the diagonal) all pivots are positive exactly when the
 * spectral radius of n diag(vul) Gamma is below 1; false when it is not. */
static bool
solve_by_matrix(const cgap_model *model, const double vulnerability[CGAP_MAX_MEMBER],
                double u[CGAP_MAX_MEMBER])
{
    double branching = model->scenario->parameters.branching_ratio;
    double matrix[CGAP_MAX_MEMBER][CGAP_MAX_MEMBER];
    size_t n = model->n;

    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            matrix[i][j] =
                (i == j ? 1.0 : 0.0) - branching * vulnerability[i] * model->contagion[i * n + j];
        }
    }
    for (size_t k = 0; k < n; k++) {
        if (!(matrix[k][k] > LEAST_PIVOT)) {
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

/* The same of Gamma = gamma_h + (1 - gamma_h) size, where what is not at home is the same sum U of
 * all u for everybody:
 *     d_i u_i = (pi p)_i + n vul_i (1 - gamma_h) size_i U,  d_i = 1 - n vul_i gamma_h
 * so that U (1 - sum_i n vul_i (1 - gamma_h) size_i / d_i) = sum_i (pi p)_i / d_i. */
static bool
solve_by_size(const cgap_model *model, const double vulnerability[CGAP_MAX_MEMBER],
              double u[CGAP_MAX_MEMBER])
{
    const cgap_parameters *p = &model->scenario->parameters;
    double abroad[CGAP_MAX_MEMBER], sum = 0.0, kept = 1.0, least = 1.0;

    for (size_t i = 0; i < model->n; i++) {
        double offspring = p->branching_ratio * vulnerability[i];
        double own = 1.0 - offspring * p->home_share_of_contagion;

        abroad[i] = offspring * (1.0 - p->home_share_of_contagion) * model->gdp_share[i] / own;
        u[i] /= own;
        sum += u[i];
        kept -= abroad[i];
        least = own < least ? own : least;
    }
    for (size_t i = 0; i < model->n; i++) {
        u[i] += abroad[i] * (sum / kept);
    }
    return least > LEAST_PIVOT && kept > LEAST_PIVOT;
}

/* What incidents @p arrival leave behind in state @p i: sum_j Gamma_ij lambda_j. */
static double
contagion_of(const cgap_model *model, size_t i, const double arrival[CGAP_MAX_MEMBER], double all)
{
    double home = model->scenario->parameters.home_share_of_contagion, sum = 0.0;

    if (model->contagion == NULL) {
        return home * arrival[i] + (1.0 - home) * model->gdp_share[i] * all;
    }
    for (size_t j = 0; j < model->n; j++) {
        sum += model->contagion[i * model->n + j] * arrival[j];
    }
    return sum;
}

/* p_ref, A_0, lambda(0), h(0) and m_X for one replicate: lambda_0 incidents and ell_0 of GDP lost
 * per year at the start without information, norms, law enforcement or systemic events. */
static bool
calibrate(cgap_block *self, size_t l)
{
    const cgap_model *model = self->model;
    const cgap_parameters *p = &model->scenario->parameters;
    double vulnerability[CGAP_MAX_MEMBER], u[CGAP_MAX_MEMBER];
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
    for (size_t i = 0; i < n; i++) {
        vulnerability[i] = self->breach_mean[i * lanes + l] / self->breach_reference[l];
    }
    if (!(model->contagion == NULL ? solve_by_size(model, vulnerability, u)
                                   : solve_by_matrix(model, vulnerability, u))) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        sum += u[i];
    }
    self->attack_start[l] = p->significant_incidents_2017 / sum;
    for (size_t i = 0; i < n; i++) {
        u[i] *= self->attack_start[l]; /* lambda_i(0) */
        self->arrival_start[i * lanes + l] = u[i];
        weighted += u[i] * model->severity_scale[i];
    }
    self->severity_mean[l] = weighted > 0.0 ? p->loss_rate_2017 * gdp / weighted : 0.0;
    for (size_t i = 0; i < n; i++) {
        self->excitation[i * lanes + l] =
            p->branching_ratio * contagion_of(model, i, u, p->significant_incidents_2017);
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
