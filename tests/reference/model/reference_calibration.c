/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contagion and the stationary rate of incidents (MODEL.md 2.9, "Calibration at t0"). */
#include "reference_state.h"

#include <math.h>

#include <gsl/gsl_complex_math.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_linalg.h>

/* Gamma = gamma_h I + (1 - gamma_h) size-proportional, or a supplied matrix [from][to] whose
 * flows out of each state are scaled to 1; sum_i Gamma_ij = 1. */
void
reference_contagion(reference *self)
{
    double home = self->scenario->parameters.home_share_of_contagion;
    const double *supplied = self->scenario->contagion;

    for (size_t j = 0; j < self->n; j++) {
        double out = 0.0;

        for (size_t i = 0; i < self->n && supplied != NULL; i++) {
            out += supplied[j * self->n + i];
        }
        for (size_t i = 0; i < self->n; i++) {
            double abroad = supplied != NULL ? supplied[j * self->n + i] / out : self->gdp_share[i];

            self->contagion[i][j] = (i == j ? home : 0.0) + (1.0 - home) * abroad;
        }
    }
}

/* Spectral radius of n diag(vul) Gamma < 1? */
static bool
dies_out(const reference *self, const gsl_matrix *spread)
{
    gsl_matrix *copy = gsl_matrix_alloc(self->n, self->n);
    gsl_vector_complex *value = gsl_vector_complex_alloc(self->n);
    gsl_eigen_nonsymm_workspace *work = gsl_eigen_nonsymm_alloc(self->n);
    double radius = 0.0;

    gsl_matrix_memcpy(copy, spread);
    gsl_eigen_nonsymm(copy, value, work);
    for (size_t i = 0; i < self->n; i++) {
        radius = fmax(radius, gsl_complex_abs(gsl_vector_complex_get(value, i)));
    }
    gsl_eigen_nonsymm_free(work);
    gsl_vector_complex_free(value);
    gsl_matrix_free(copy);
    return radius < 1.0;
}

bool
reference_stationary_arrivals(reference *self, double u[])
{
    double n = self->scenario->parameters.branching_ratio;
    gsl_matrix *spread = gsl_matrix_alloc(self->n, self->n),
               *system = gsl_matrix_alloc(self->n, self->n);
    gsl_vector *right = gsl_vector_alloc(self->n), *solution = gsl_vector_alloc(self->n);
    gsl_permutation *order = gsl_permutation_alloc(self->n);
    int sign;
    bool stable;

    gsl_matrix_set_identity(system);
    for (size_t i = 0; i < self->n; i++) {
        double vul = self->breach_mean[i] / self->breach_reference;

        for (size_t j = 0; j < self->n; j++) { /* n diag(vul) Gamma */
            gsl_matrix_set(spread, i, j, n * vul * self->contagion[i][j]);
        }
        gsl_vector_set(right, i, self->target_weight[i] * self->breach_mean[i]);
    }
    stable = dies_out(self, spread);
    gsl_matrix_sub(system, spread);
    gsl_linalg_LU_decomp(system, order, &sign);
    gsl_linalg_LU_solve(system, order, right, solution);
    for (size_t i = 0; i < self->n; i++) {
        u[i] = gsl_vector_get(solution, i);
    }
    gsl_permutation_free(order);
    gsl_vector_free(solution);
    gsl_vector_free(right);
    gsl_matrix_free(system);
    gsl_matrix_free(spread);
    return stable;
}
