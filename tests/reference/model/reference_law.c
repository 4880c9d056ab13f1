/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Step 3: harmonisation instruments (MODEL.md 2.3). */
#include "reference_state.h"

#include <math.h>
#include <string.h>

#include "cgap/rng.h"

/* exp(nu_adm (adm_i - mean adm)) / c_p: what multiplies the hazard in one state */
static double
hazard_factor(const reference *self, const cgap_instrument *directive, size_t i)
{
    double mean = 0.0;

    for (size_t j = 0; j < self->n; j++) {
        mean += self->capacity[j] / (double) self->n;
    }
    return exp(self->scenario->parameters.effect_of_administrative_capacity_on_hazard *
               (self->capacity[i] - mean)) /
           directive->complexity;
}

/* Hazard of the two periods: h_pre from adoption, h_post from the deadline on. */
typedef struct hazard {
    double adopted, deadline, before, after;
} hazard;

static hazard
hazard_of(const reference *self, const cgap_instrument *directive, size_t i)
{
    const cgap_parameters *par = &self->scenario->parameters;
    double factor = hazard_factor(self, directive, i);

    return (hazard){
        .adopted = directive->adopted,
        .deadline = fmax(directive->applies, directive->adopted),
        .before = par->transposition_hazard_before_deadline * factor,
        .after = par->transposition_hazard_after_deadline * factor,
    };
}

/* H(t) = h_pre (min(t, t_d) - t_a)^+ + h_post (t - t_d)^+ */
static double
integral(const hazard *h, double t)
{
    return h->before * fmax(fmin(t, h->deadline) - h->adopted, 0.0) +
           h->after * fmax(t - h->deadline, 0.0);
}

/* The date at which H reaches an exponential draw: P(date <= t) = 1 - exp(-H(t)). */
static double
date_of(const hazard *h, double draw)
{
    double by_deadline = integral(h, h->deadline);

    if (draw <= by_deadline) {
        return h->adopted + draw / h->before;
    }
    return h->after > 0.0 ? h->deadline + (draw - by_deadline) / h->after : INFINITY;
}

/* q' = kappa (qbar (1 - exp(-H(t))) - q) from a to b, where the hazard is constant there:
 *     q(b) = q(a) e^(-kappa L) + qbar (1 - e^(-kappa L))
 *            - qbar kappa exp(-H(a)) (e^(-rate L) - e^(-kappa L)) / (kappa - rate),   L = b - a
 * and the last quotient is e^(-kappa L) expm1((kappa - rate) L) / (kappa - rate). */
static double
expected_over_piece(const hazard *h, double kappa, double qbar, double q, double a, double b)
{
    double length = b - a;
    double rate = length > 0.0 ? (integral(h, b) - integral(h, a)) / length : 0.0;
    double difference = kappa - rate;
    double quotient = fabs(difference * length) > 1e-9 ? expm1(difference * length) / difference
                                                       : length * (1.0 + 0.5 * difference * length);

    return q * exp(-kappa * length) - qbar * expm1(-kappa * length) -
           qbar * kappa * exp(-integral(h, a)) * exp(-kappa * length) * quotient;
}

/* The same from any a to b: dates inside the span cut it, so the result does not depend on dt. */
static double
expected(const hazard *h, double kappa, double qbar, double q, double a, double b)
{
    double adopted = reference_clip(h->adopted, a, b), deadline = reference_clip(h->deadline, a, b);

    q = expected_over_piece(h, kappa, qbar, q, a, adopted);
    q = expected_over_piece(h, kappa, qbar, q, adopted, deadline);
    return expected_over_piece(h, kappa, qbar, q, deadline, b);
}

/* qbar = E_p + (1 - E_p) adm_i */
static double
ceiling(const reference *self, const cgap_instrument *instrument, size_t i)
{
    double enforcement = instrument->enforcement * self->levers.enforcement_factor;

    return enforcement + (1.0 - enforcement) * self->capacity[i];
}

static bool
takes_part(const reference *self, const cgap_instrument *instrument, size_t i)
{
    return reference_is_member(instrument->participants & self->levers.members, i);
}

static double
transposition_date(const reference *self, const cgap_instrument *directive, size_t i)
{
    hazard h = hazard_of(self, directive, i);
    cgap_address at = {.replicate = self->replicate,
                       .process = CGAP_PROCESS_TRANSPOSITION,
                       .unit = cgap_rng_unit(self->scenario->dataset.member[i].code),
                       .step = 0,
                       .name = cgap_rng_name(directive->name)};

    return date_of(&h, cgap_rng_exponential(self->seed, at));
}

static void
directive_at_start(reference *self, size_t p, size_t i)
{
    const cgap_instrument *directive = &self->scenario->instrument[p];
    hazard h = hazard_of(self, directive, i);
    double kappa_q = self->scenario->parameters.implementation_rate;
    double qbar = ceiling(self, directive, i), t0 = self->scenario->start;

    self->date[p][i] = transposition_date(self, directive, i);
    if (!takes_part(self, directive, i)) {
        return;
    }
    if (self->deterministic) {
        self->transposed[p][i] = -expm1(-integral(&h, t0));
        self->implementation[p][i] =
            t0 > h.adopted ? expected(&h, kappa_q, qbar, 0.0, h.adopted, t0) : 0.0;
    } else if (self->date[p][i] <= t0) {
        self->transposed[p][i] = 1.0;
        self->implementation[p][i] = qbar * (1.0 - exp(-kappa_q * (t0 - self->date[p][i])));
    }
}

static void
regulation_at_start(reference *self, size_t p, size_t i)
{
    const cgap_instrument *regulation = &self->scenario->instrument[p];
    double t0 = self->scenario->start;

    if (takes_part(self, regulation, i) && regulation->applies <= t0) {
        self->transposed[p][i] = 1.0;
        self->implementation[p][i] = ceiling(self, regulation, i) *
                                     (1.0 - exp(-self->scenario->parameters.implementation_rate *
                                                (t0 - regulation->applies)));
    }
}

void
reference_law_start(reference *self)
{
    for (size_t p = 0; p < self->scenario->n_instrument; p++) {
        for (size_t i = 0; i < self->n; i++) {
            if (self->scenario->instrument[p].type == CGAP_DIRECTIVE) {
                directive_at_start(self, p, i);
            } else {
                regulation_at_start(self, p, i);
            }
        }
    }
}

static void
step_directive(reference *self, size_t p, size_t i)
{
    const cgap_instrument *directive = &self->scenario->instrument[p];
    double kappa_q = self->scenario->parameters.implementation_rate;
    double t = self->levers.time, end = cgap_scenario_time(self->scenario, self->step + 1);
    double qbar = ceiling(self, directive, i);
    double *q = &self->implementation[p][i], *y = &self->transposed[p][i];

    if (self->deterministic) {
        hazard h = hazard_of(self, directive, i);

        *y = -expm1(-integral(&h, end));
        *q = expected(&h, kappa_q, qbar, *q, t, end);
    } else {
        double since = reference_clip(end - self->date[p][i], 0.0, self->dt);

        *y = self->date[p][i] <= end ? 1.0 : 0.0;
        *q = *q * exp(-kappa_q * self->dt) + qbar * (1.0 - exp(-kappa_q * since));
    }
}

static void
step_regulation(reference *self, size_t p, size_t i)
{
    const cgap_instrument *regulation = &self->scenario->instrument[p];
    long row = cgap_scenario_row(self->scenario, regulation->applies);
    bool applies = row <= (long) self->step;

    self->transposed[p][i] = row <= (long) self->step + 1 ? 1.0 : 0.0;
    self->implementation[p][i] =
        reference_relax(self->implementation[p][i], applies ? ceiling(self, regulation, i) : 0.0,
                        self->scenario->parameters.implementation_rate, self->dt);
}

void
reference_law(reference *self)
{
    double kappa_q = self->scenario->parameters.implementation_rate;

    for (size_t p = 0; p < self->scenario->n_instrument; p++) {
        const cgap_instrument *instrument = &self->scenario->instrument[p];

        for (size_t i = 0; i < self->n; i++) {
            if (!takes_part(self, instrument, i)) {
                /* leaving members: q decays to 0 */
                self->transposed[p][i] = 0.0;
                self->implementation[p][i] *= exp(-kappa_q * self->dt);
            } else if (instrument->type == CGAP_DIRECTIVE) {
                step_directive(self, p, i);
            } else {
                step_regulation(self, p, i);
            }
        }
    }
}

/* GDP-weighted implementation among members */
static double
weighted_implementation(const reference *self, size_t p)
{
    double sum = 0.0, weight = 0.0;

    for (size_t i = 0; i < self->n; i++) {
        if (reference_is_member(self->levers.members, i)) {
            sum += self->gdp[i] * self->implementation[p][i];
            weight += self->gdp[i];
        }
    }
    return weight > 0.0 ? sum / weight : 0.0;
}

void
reference_law_reach(reference *self)
{
    const cgap_scenario *scenario = self->scenario;

    self->reach_certification = 0.0;
    self->reach_law = 0.0;
    self->burden = 0.0;
    for (size_t p = 0; p < scenario->n_instrument; p++) {
        double reach = weighted_implementation(self, p);

        self->reach_law = fmax(self->reach_law, reach); /* 2.8: qL */
        if (scenario->instrument[p].certification) {
            self->reach_certification = fmax(self->reach_certification, reach); /* 2.8: qC */
        }
        for (size_t i = 0; i < self->n; i++) { /* 2.8: Burden = sum gdp_i kappa_c,p q_ip */
            self->burden += self->gdp_share[i] * scenario->instrument[p].compliance_cost *
                            self->implementation[p][i];
        }
    }
}
