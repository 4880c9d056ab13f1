/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/search.h"

#include <math.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_multimin.h>

#include "cgap/elementary.h"

static const double VERY_LARGE = 1e12, FIRST_STEP = 0.35;

typedef struct trial {
    const cgap_search *search;
    bool stopped;
} trial;

static double
to_bounds(const cgap_search *search, size_t k, double u)
{
    double share = 1.0 / (1.0 + cgap_exp(-u)), lower = search->lower[k], upper = search->upper[k];

    return search->log[k] ? lower * cgap_pow(upper / lower, share)
                          : lower + share * (upper - lower);
}

static double
from_bounds(const cgap_search *search, size_t k, double x)
{
    const double edge = 0.01; /* a start on the bound itself could not move */
    double lower = search->lower[k], upper = search->upper[k];
    double share = search->log[k] ? cgap_log(x / lower) / cgap_log(upper / lower)
                                  : (x - lower) / (upper - lower);

    share = share < edge ? edge : share > 1.0 - edge ? 1.0 - edge : share;
    return cgap_log(share / (1.0 - share));
}

static double
try_at(const gsl_vector *u, void *context)
{
    trial *self = context;
    double x[CGAP_MOST_SEARCHED], value = VERY_LARGE;

    for (size_t k = 0; k < self->search->n; k++) {
        x[k] = to_bounds(self->search, k, gsl_vector_get(u, k));
    }
    if (!self->stopped) {
        self->stopped = !self->search->value(self->search->context, x, &value);
    }
    return !self->stopped && isfinite(value) ? value : VERY_LARGE;
}

static void
iterate(gsl_multimin_fminimizer *simplex, const trial *state)
{
    for (size_t step = 0; step < state->search->most && !state->stopped; step++) {
        if (gsl_multimin_fminimizer_iterate(simplex) != GSL_SUCCESS ||
            gsl_multimin_fminimizer_size(simplex) < state->search->finish) {
            return;
        }
    }
}

cgap_status
cgap_search_run(const cgap_search *self, double *x, cgap_error *err)
{
    gsl_multimin_fminimizer *simplex =
        gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, self->n);
    gsl_vector *start = gsl_vector_alloc(self->n), *step = gsl_vector_alloc(self->n);
    trial state = {self, false};
    gsl_multimin_function function = {try_at, self->n, &state};
    cgap_status status = CGAP_OK;

    if (simplex == NULL || start == NULL || step == NULL) {
        status = cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for a search");
        goto out;
    }
    for (size_t k = 0; k < self->n; k++) {
        gsl_vector_set(start, k, from_bounds(self, k, x[k]));
    }
    gsl_vector_set_all(step, FIRST_STEP);
    if (gsl_multimin_fminimizer_set(simplex, &function, start, step) == GSL_SUCCESS) {
        iterate(simplex, &state);
    }
    for (size_t k = 0; k < self->n; k++) {
        x[k] = to_bounds(self, k, gsl_vector_get(simplex->x, k));
    }
    if (state.stopped) {
        status = cgap_error_fail(err, CGAP_E_INTERRUPTED, "interrupted; nothing was written");
    }
out:
    if (simplex != NULL) {
        gsl_multimin_fminimizer_free(simplex);
    }
    gsl_vector_free(start);
    gsl_vector_free(step);
    return status;
}

static bool
factor(double *a, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j <= i; j++) {
            double sum = a[i * n + j];

            for (size_t k = 0; k < j; k++) {
                sum -= a[i * n + k] * a[j * n + k];
            }
            if (i == j && !(sum > 0.0)) {
                return false;
            }
            a[i * n + j] = i == j ? sqrt(sum) : sum / a[j * n + j];
        }
    }
    return true;
}

bool
cgap_solve(double *a, size_t n, double *b, size_t m)
{
    if (!factor(a, n)) {
        return false;
    }
    for (size_t c = 0; c < m; c++) {
        for (size_t i = 0; i < n; i++) {
            for (size_t k = 0; k < i; k++) {
                b[i * m + c] -= a[i * n + k] * b[k * m + c];
            }
            b[i * m + c] /= a[i * n + i];
        }
        for (size_t i = n; i-- > 0;) {
            for (size_t k = i + 1; k < n; k++) {
                b[i * m + c] -= a[k * n + i] * b[k * m + c];
            }
            b[i * m + c] /= a[i * n + i];
        }
    }
    return true;
}
