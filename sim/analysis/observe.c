/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The observation model (section 7): from true levels to published scores. */
#include "cgap/observation.h"

#include <math.h>

#include "cgap/elementary.h"
#include "cgap/rng.h"

enum { MOST_STEPS = 200 };

static const double INVERSE_ROOT_2PI = 0.39894228040143267794;

static double
normal_density(double x)
{
    return INVERSE_ROOT_2PI * cgap_exp(-0.5 * x * x);
}

double
cgap_normal_probability(double x)
{
    const double far = 8.5; /* beyond it the tail is below 1e-16 */
    double term = x, sum = x;

    if (!(x > -far && x < far)) {
        return x > 0.0 ? 1.0 : 0.0;
    }
    for (double odd = 3.0; fabs(term) > 1e-17 * fabs(sum) && term != 0.0; odd += 2.0) {
        term *= x * x / odd;
        sum += term;
    }
    return fmin(1.0, fmax(0.0, 0.5 + sum * normal_density(x)));
}

double
cgap_observe(const cgap_observation *self, double level, uint64_t seed, uint32_t replicate,
             uint16_t unit)
{
    cgap_address at = {replicate, CGAP_PROCESS_OBSERVATION, unit, 0, self->name};
    double error = self->sd > 0.0 ? self->sd * cgap_rng_normal(seed, at) : 0.0;

    return fmin(self->ceiling, level + self->leniency + error);
}

/* Expected score of a state at m = level + leniency, and how much of it a little leniency moves:
 * the probability to lie below the ceiling. */
static double
expected(const cgap_observation *self, double m, double *slope)
{
    double room = self->ceiling - m, a = room / self->sd;

    if (!(self->sd > 0.0) || isinf(room)) {
        *slope = room > 0.0 ? 1.0 : 0.0;
        return fmin(self->ceiling, m);
    }
    *slope = cgap_normal_probability(a);
    return self->ceiling - (room * *slope + self->sd * normal_density(a));
}

double
cgap_observed_mean(const cgap_observation *self, double level)
{
    double slope;

    return expected(self, level + self->leniency, &slope);
}

double
cgap_observation_leniency(const cgap_observation *self, const double *level, size_t n, double mean)
{
    double leniency = mean, moved = INFINITY;

    if (n == 0 || !(mean < self->ceiling)) {
        return NAN;
    }
    for (size_t i = 0; i < n; i++) {
        leniency -= level[i] / (double) n;
    }
    for (int step = 0; step < MOST_STEPS && fabs(moved) > 1e-14; step++) {
        double sum = 0.0, slopes = 0.0;

        for (size_t i = 0; i < n; i++) {
            double slope;

            sum += expected(self, level[i] + leniency, &slope);
            slopes += slope;
        }
        moved = slopes > 0.0 ? ((double) n * mean - sum) / slopes : 0.0;
        leniency += moved;
    }
    return leniency;
}
