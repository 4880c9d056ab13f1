/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Directives wait for a state's own law (section 2.3): a hazard that steps up at the deadline. */
#include "cgap/policy.h"

#include <math.h>

#include "cgap/elementary.h"

cgap_hazard
cgap_hazard_of(const cgap_instrument *directive, const cgap_parameters *parameters, double capacity,
               double mean_capacity)
{
    double state = cgap_exp(parameters->effect_of_administrative_capacity_on_hazard *
                            (capacity - mean_capacity)) /
                   directive->complexity;

    return (cgap_hazard){directive->adopted, directive->applies,
                         parameters->transposition_hazard_before_deadline * state,
                         parameters->transposition_hazard_after_deadline * state};
}

double
cgap_hazard_integral(const cgap_hazard *self, double time)
{
    double early = fmax(0.0, fmin(time, self->deadline) - self->adopted);
    double late = fmax(0.0, time - self->deadline);

    return self->before * early + self->after * late;
}

double
cgap_hazard_date(const cgap_hazard *self, double exponential)
{
    double by_deadline = self->before * fmax(0.0, self->deadline - self->adopted);

    if (exponential <= by_deadline) {
        return self->adopted + exponential / self->before;
    }
    return self->after > 0.0 ? self->deadline + (exponential - by_deadline) / self->after
                             : INFINITY;
}

/* (e^(-a u) - e^(-b u)) / (b - a) for a, b >= 0, smooth where a meets b:
 * = e^(-m u) u phi1(|b - a| u), m = min(a, b). */
static double
exponential_difference(double a, double b, double u)
{
    double least = fmin(a, b);

    return cgap_exp(-least * u) * u * cgap_phi1(fabs(b - a) * u);
}

/* Constant hazard h over [0, u], P(0) = 1 - unmet: the exact solution of
 * q' = rate (ceiling (1 - unmet e^(-h s)) - q). */
static double
constant_hazard(double rate, double ceiling, double q, double unmet, double h, double u)
{
    double decay = cgap_exp(-rate * u);
    double gained = (1.0 - decay) - unmet * rate * exponential_difference(h, rate, u);

    return q * decay + ceiling * (gained > 0.0 ? gained : 0.0); /* rounding just after adoption */
}

double
cgap_hazard_expected_implementation(const cgap_hazard *self, double rate, double ceiling, double q,
                                    double from, double to)
{
    const double cut[3] = {self->adopted, self->deadline, INFINITY};
    const double hazard[3] = {0.0, self->before, self->after};

    for (int piece = 0; piece < 3; piece++) {
        double end = fmin(to, cut[piece]);

        if (end > from) {
            double unmet = cgap_exp(-cgap_hazard_integral(self, from));

            q = piece == 0 ? q * cgap_exp(-rate * (end - from)) /* nothing to implement yet */
                           : constant_hazard(rate, ceiling, q, unmet, hazard[piece], end - from);
            from = end;
        }
    }
    return q;
}

double
cgap_implementation_ceiling(double enforcement, double capacity)
{
    return enforcement + (1.0 - enforcement) * capacity;
}
