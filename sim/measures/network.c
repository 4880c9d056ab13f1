/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_eigen.h>
#include <gsl/gsl_sort_vector.h>

#include "cgap/fragmentation.h"
#include "cgap/number.h"

double
cgap_fragmentation_efficiency(const double *tie, const double *offered, const double *weight,
                              size_t n)
{
    double ties = 0.0, most = 0.0;

    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            double w = i == j ? 0.0 : weight == NULL ? 1.0 : weight[i] * weight[j];

            ties += w * tie[i * n + j];
            most += w * offered[i * n + j];
        }
    }
    return most > 0.0 ? ties / most : NAN;
}

double
cgap_fragmentation_density(const double *tie, size_t n)
{
    double ties = 0.0;

    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            ties += i == j ? 0.0 : tie[i * n + j];
        }
    }
    return n < 2 ? NAN : ties / ((double) n * ((double) n - 1.0));
}

static void
fill_laplacian(gsl_matrix *laplacian, const double *tie, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        double strength = 0.0;

        for (size_t j = 0; j < n; j++) {
            if (i != j) {
                strength += tie[i * n + j];
                gsl_matrix_set(laplacian, i, j, -tie[i * n + j]);
            }
        }
        gsl_matrix_set(laplacian, i, i, strength);
    }
}

cgap_status
cgap_fragmentation_connectivity(const double *tie, size_t n, double *connectivity, cgap_error *err)
{
    gsl_matrix *laplacian = gsl_matrix_calloc(n, n);
    gsl_vector *value = gsl_vector_alloc(n);
    gsl_eigen_symm_workspace *work = gsl_eigen_symm_alloc(n);
    cgap_status status = CGAP_OK;

    if (laplacian == NULL || value == NULL || work == NULL) {
        status = cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for a network of %zu", n);
        goto out;
    }
    fill_laplacian(laplacian, tie, n);
    if (gsl_eigen_symm(laplacian, value, work) != 0) {
        status = cgap_error_fail(err, CGAP_E_NUMERIC,
                                 "the eigenvalues of a network of %zu did not converge", n);
        goto out;
    }
    gsl_sort_vector(value);
    /* Eigenvalues carry an error of about the rounding of the largest one: below that, 0. */
    {
        double second = gsl_vector_get(value, 1), largest = gsl_vector_get(value, n - 1);

        *connectivity = second > 1e-13 * largest ? cgap_number_round12(second / (double) n) : 0.0;
    }
out:
    gsl_matrix_free(laplacian);
    gsl_vector_free(value);
    if (work != NULL) {
        gsl_eigen_symm_free(work);
    }
    return status;
}

static double
strength_of(const double *tie, size_t i, size_t n)
{
    double sum = 0.0;

    for (size_t k = 0; k < n; k++) {
        sum += k == i ? 0.0 : tie[i * n + k];
    }
    return sum;
}

static bool
first_of_group(const size_t *group, size_t i)
{
    size_t g = 0;

    while (group[g] != group[i]) {
        g++;
    }
    return g == i;
}

double
cgap_fragmentation_modularity(const double *tie, const size_t *group, size_t n)
{
    double total = 0.0, inside = 0.0;

    for (size_t i = 0; i < n; i++) {
        total += strength_of(tie, i, n);
        for (size_t j = 0; j < n; j++) {
            inside += i != j && group[i] == group[j] ? tie[i * n + j] : 0.0;
        }
    }
    if (!(total > 0.0)) {
        return NAN;
    }
    for (size_t i = 0; i < n;
         i++) { /* sum of s_i s_j over pairs of a group: its strength squared */
        double strength = 0.0;

        if (!first_of_group(group, i)) {
            continue;
        }
        for (size_t j = i; j < n; j++) {
            strength += group[j] == group[i] ? strength_of(tie, j, n) : 0.0;
        }
        inside -= strength * strength / total;
    }
    return inside / total;
}
