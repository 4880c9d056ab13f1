/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/transitions.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_complex_math.h>
#include <gsl/gsl_eigen.h>

#include "cgap/memory.h"
#include "cgap/number.h"

void
cgap_transitions_free(cgap_transitions *self)
{
    free(self->count); /* one block holds all arrays */
    *self = (cgap_transitions) CGAP_TRANSITIONS_INIT;
}

size_t
cgap_transitions_level(double x, const double *cut, size_t n_cut)
{
    size_t level = 0;

    while (level < n_cut && cut[level] <= x) {
        level++;
    }
    return level;
}

/* Solves a v = b in place by Gauss with row pivots; returns the determinant, 0 when singular (then
 * b is spoilt). */
static double
solve(double *a, double *b, size_t n)
{
    double determinant = 1.0;

    for (size_t k = 0; k < n; k++) {
        size_t pivot = k;

        for (size_t i = k + 1; i < n; i++) {
            pivot = fabs(a[i * n + k]) > fabs(a[pivot * n + k]) ? i : pivot;
        }
        if (fabs(a[pivot * n + k]) < 1e-13) {
            return 0.0;
        }
        for (size_t j = 0; pivot != k && j <= n; j++) {
            double *one = j < n ? &a[k * n + j] : &b[k];
            double *other = j < n ? &a[pivot * n + j] : &b[pivot];
            double kept = *one;

            *one = *other;
            *other = kept;
        }
        determinant *= pivot == k ? a[k * n + k] : -a[k * n + k];
        for (size_t i = 0; i < n; i++) {
            double factor = a[i * n + k] / a[k * n + k];

            for (size_t j = k; i != k && j < n; j++) {
                a[i * n + j] -= factor * a[k * n + j];
            }
            b[i] -= i == k ? 0.0 : factor * b[k];
        }
    }
    for (size_t k = 0; k < n; k++) {
        b[k] /= a[k * n + k];
    }
    return determinant;
}

static void
count_moves(cgap_transitions *self, const double *const *x, size_t n_unit, size_t n_time,
            const double *cut)
{
    size_t k = self->n_level;

    for (size_t i = 0; i < n_unit; i++) {
        for (size_t t = 1; t < n_time; t++) {
            size_t from = cgap_transitions_level(x[i][t - 1], cut, k - 1);

            self->count[from * k + cgap_transitions_level(x[i][t], cut, k - 1)] += 1.0;
        }
    }
    for (size_t from = 0; from < k; from++) {
        double row = 0.0, own = self->count[from * k + from];

        for (size_t to = 0; to < k; to++) {
            row += self->count[from * k + to];
        }
        for (size_t to = 0; to < k; to++) {
            self->share[from * k + to] = row > 0.0 ? self->count[from * k + to] / row : NAN;
        }
        self->stay[from] = row > own ? row / (row - own) : NAN;
    }
}

static bool
is_complete(const cgap_transitions *self)
{
    for (size_t k = 0; k < self->n_level * self->n_level; k++) {
        if (isnan(self->share[k])) {
            return false;
        }
    }
    return true;
}

/* Whether `to` is reached with certainty: no level seen on the way there, without passing `to`, is
 * cut off from it. can[i]: `to` can be reached from i. */
static bool
surely_reaches(const cgap_transitions *self, size_t from, size_t to, bool *can, bool *seen)
{
    size_t n = self->n_level;

    memset(can, 0, n * sizeof *can);
    memset(seen, 0, n * sizeof *seen);
    can[to] = true;
    seen[from] = true;
    for (size_t round = 0; round < n; round++) {
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < n; j++) {
                bool arc = self->share[i * n + j] > 0.0;

                can[i] = can[i] || (arc && can[j]);
                seen[j] = seen[j] || (arc && seen[i] && i != to);
            }
        }
    }
    for (size_t i = 0; i < n; i++) {
        if (seen[i] && !can[i]) {
            return false;
        }
    }
    return can[from];
}

/* Expected time to reach `to` from every other level: (I - Q) m = 1, Q the chain without `to`;
 * levels not sure to reach it are left out, since no surely reaching level can move to them. */
static void
passage_to(cgap_transitions *self, size_t to, double *a, double *b, bool *marks)
{
    size_t n = self->n_level;
    bool *sure = marks;
    double back = 1.0;

    for (size_t i = 0; i < n; i++) {
        sure[i] = i != to && surely_reaches(self, i, to, marks + n, marks + 2 * n);
    }
    for (size_t i = 0; i < n; i++) {
        b[i] = sure[i] ? 1.0 : 0.0;
        for (size_t j = 0; j < n; j++) {
            double p = sure[i] && sure[j] ? self->share[i * n + j] : 0.0;

            a[i * n + j] = (i == j ? 1.0 : 0.0) - p;
        }
    }
    if (solve(a, b, n) == 0.0) {
        return;
    }
    for (size_t i = 0; i < n; i++) {
        self->passage[i * n + to] = sure[i] ? b[i] : NAN;
    }
    for (size_t j = 0; j < n; j++) {
        double p = self->share[to * n + j];

        if (p > 0.0 || isnan(p)) {
            back += j == to ? 0.0 : p * (sure[j] ? b[j] : NAN);
        }
    }
    self->passage[to * n + to] = back;
}

/* pi P = pi, sum pi = 1: one equation of the singular system gives way to the sum. */
static void
long_run(cgap_transitions *self, double *a, double *b)
{
    size_t n = self->n_level;

    for (size_t i = 0; i < n; i++) {
        b[i] = i + 1 == n ? 1.0 : 0.0;
        for (size_t j = 0; j < n; j++) {
            a[i * n + j] = i + 1 == n ? 1.0 : self->share[j * n + i] - (i == j ? 1.0 : 0.0);
        }
    }
    if (solve(a, b, n) != 0.0) {
        memcpy(self->ergodic, b, n * sizeof *b);
    }
}

static cgap_status
second_eigenvalue(const cgap_transitions *self, double *second, cgap_error *err)
{
    size_t n = self->n_level;
    gsl_matrix *p = gsl_matrix_alloc(n, n);
    gsl_vector_complex *value = gsl_vector_complex_alloc(n);
    gsl_eigen_nonsymm_workspace *work = gsl_eigen_nonsymm_alloc(n);
    double largest = 0.0;
    cgap_status status = CGAP_OK;

    *second = 0.0;
    if (p == NULL || value == NULL || work == NULL) {
        status = cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for transitions");
        goto out;
    }
    memcpy(p->data, self->share, n * n * sizeof(double));
    if (gsl_eigen_nonsymm(p, value, work) != 0) {
        *second = NAN;
        goto out;
    }
    for (size_t k = 0; k < n; k++) {
        double size = gsl_complex_abs(gsl_vector_complex_get(value, k));

        *second = size > largest ? largest : (size > *second ? size : *second);
        largest = size > largest ? size : largest;
    }
out:
    gsl_matrix_free(p);
    gsl_vector_complex_free(value);
    if (work != NULL) {
        gsl_eigen_nonsymm_free(work);
    }
    return status;
}

static cgap_status
mobilities(cgap_transitions *self, double *a, double *b, cgap_error *err)
{
    size_t n = self->n_level;
    double trace = 0.0, second;
    cgap_status status;

    for (size_t k = 0; k < n; k++) {
        trace += self->share[k * n + k];
    }
    self->mobility = ((double) n - trace) / ((double) n - 1.0);
    memcpy(a, self->share, n * n * sizeof *a);
    memset(b, 0, n * sizeof *b);
    self->mobility_determinant = 1.0 - fabs(solve(a, b, n));
    status = second_eigenvalue(self, &second, err);
    self->mobility_eigenvalue = cgap_number_round12(1.0 - second);
    return status;
}

/* One block: counts, shares, passages (k^2 each), stays and long-run shares (k each). */
static bool
allocate(cgap_transitions *self, size_t k)
{
    *self = (cgap_transitions){
        .n_level = k, .mobility = NAN, .mobility_determinant = NAN, .mobility_eigenvalue = NAN};
    self->count = cgap_memory_array(3 * k * k + 2 * k, sizeof *self->count);
    if (self->count == NULL) {
        return false;
    }
    self->share = self->count + k * k;
    self->passage = self->share + k * k;
    self->stay = self->passage + k * k;
    self->ergodic = self->stay + k;
    for (size_t m = 0; m < k * k + 2 * k; m++) {
        self->passage[m] = NAN;
    }
    return true;
}

cgap_status
cgap_transitions_count(cgap_transitions *out, const double *const *x, size_t n_unit, size_t n_time,
                       const double *cut, size_t n_cut, cgap_error *err)
{
    size_t k = n_cut + 1;
    cgap_transitions draft;
    double *work = cgap_memory_array(k * k + k, sizeof *work);
    bool *marks = cgap_memory_array(3 * k, sizeof *marks);
    cgap_status status = CGAP_OK;

    if (!allocate(&draft, k) || work == NULL || marks == NULL) {
        status = cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for %zu levels", k);
    } else if (n_time < 2) {
        status = cgap_error_fail(err, CGAP_E_INPUT, "transitions need two dates at least");
    } else {
        count_moves(&draft, x, n_unit, n_time, cut);
        for (size_t to = 0; to < k; to++) {
            passage_to(&draft, to, work, work + k * k, marks);
        }
        if (k > 1 && is_complete(&draft)) {
            long_run(&draft, work, work + k * k);
            status = mobilities(&draft, work, work + k * k, err);
        }
    }
    free(work);
    free(marks);
    if (status == CGAP_OK) {
        *out = draft;
    } else {
        cgap_transitions_free(&draft);
    }
    return status;
}
