/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Law in force and in practice (section 2.3): transposition y_ip, implementation q_ip. */
#include "model_internal.h"

#include <math.h>
#include <string.h>

typedef struct law_state {
    const cgap_instrument *instrument;
    const cgap_hazard *hazard; /* [n] */
    double *date, *implementation, *transposed;
} law_state;

static law_state
law_at(cgap_block *self, size_t p)
{
    const cgap_model *model = self->model;
    size_t offset = p * model->n * self->lanes;

    return (law_state){&model->scenario->instrument[p], model->hazard + p * model->n,
                       self->date + offset, self->implementation + offset,
                       self->transposed + offset};
}

static double
ceiling_of(const cgap_block *self, const law_state *law, size_t i, double enforcement_factor)
{
    return cgap_implementation_ceiling(law->instrument->enforcement * enforcement_factor,
                                       self->model->capacity[i]);
}

/* Directive: one exponential draw per replicate, state and name of the directive gives the date. */
static void
draw_dates(cgap_block *self, const law_state *law, size_t p)
{
    const cgap_model *model = self->model;
    double uniform[CGAP_MAX_MEMBER * V];

    for (size_t from = 0; from < self->lanes; from += V) {
        cgap_address at = {self->first + (uint32_t) from, CGAP_PROCESS_TRANSPOSITION, 0, 0,
                           model->instrument_name[p]};

        cgap_rng_uniform_lanes(self->seed, at, model->unit, model->n, uniform);
        for (size_t l = 0; l < model->n * V; l++) {
            law->date[l / V * self->lanes + from + l % V] =
                cgap_hazard_date(&law->hazard[l / V], -cgap_log(uniform[l]));
        }
    }
}

/* Regulations and schemes apply everywhere from one step boundary on; before the start, exactly,
 * however near to it. */
static double
common_date(const cgap_scenario *scenario, const cgap_instrument *instrument)
{
    long row = cgap_instrument_row(scenario, instrument);

    return instrument->applies < scenario->start || row < 0
               ? instrument->applies
               : cgap_scenario_time(scenario, (size_t) row);
}

/* Date before which nobody implements any of a law. */
double
cgap_law_begins(const cgap_scenario *scenario, const cgap_instrument *law)
{
    return law->type == CGAP_DIRECTIVE ? law->adopted : common_date(scenario, law);
}

static void
start_directive(cgap_block *self, const law_state *law, size_t i, double ceiling)
{
    double t0 = self->model->scenario->start;
    double rate = self->model->scenario->parameters.implementation_rate;
    const cgap_hazard *hazard = &law->hazard[i];

    for (size_t l = 0; l < self->lanes; l++) {
        size_t at = i * self->lanes + l;

        if (self->deterministic) {
            law->transposed[at] = -cgap_expm1(-cgap_hazard_integral(hazard, t0));
            law->implementation[at] = cgap_hazard_expected_implementation(
                hazard, rate, ceiling, 0.0, fmin(hazard->adopted, t0), t0);
        } else {
            double since = t0 - law->date[at];

            law->transposed[at] = since >= 0.0 ? 1.0 : 0.0;
            law->implementation[at] = since > 0.0 ? -ceiling * cgap_expm1(-rate * since) : 0.0;
        }
    }
}

static void
start_common(cgap_block *self, const law_state *law, size_t i, double ceiling, double date)
{
    double since = self->model->scenario->start - date;
    double rate = self->model->scenario->parameters.implementation_rate;

    for (size_t l = 0; l < self->lanes; l++) {
        size_t at = i * self->lanes + l;

        law->date[at] = date;
        law->transposed[at] = since >= 0.0 ? 1.0 : 0.0;
        law->implementation[at] = since > 0.0 ? -ceiling * cgap_expm1(-rate * since) : 0.0;
    }
}

void
cgap_law_start(cgap_block *self)
{
    const cgap_model *model = self->model;
    double enforcement_factor = model->timetable.step[0].enforcement_factor;
    size_t cells = model->n_instrument * model->n * self->lanes;

    memset(self->implementation, 0, cells * sizeof(double));
    memset(self->transposed, 0, cells * sizeof(double));
    for (size_t p = 0; p < model->n_instrument; p++) {
        law_state law = law_at(self, p);
        bool directive = law.instrument->type == CGAP_DIRECTIVE;

        if (directive && !self->deterministic) {
            draw_dates(self, &law, p);
        }
        for (size_t i = 0; i < model->n; i++) {
            double ceiling = ceiling_of(self, &law, i, enforcement_factor);

            if (!is_member(self->members & law.instrument->participants, i)) {
                continue;
            }
            if (directive) {
                start_directive(self, &law, i, ceiling);
            } else {
                start_common(self, &law, i, ceiling, common_date(model->scenario, law.instrument));
            }
        }
    }
}

/* One step, the same for all laws: its ends, and what implementation does over the whole of it. */
typedef struct law_clock {
    double from, to;
    double decay;          /* what is left of q */
    double whole, nothing; /* e^(-kappa_q since) - 1 for the whole step, and for none of it */
} law_clock;

static law_clock
clock_of(const cgap_model *model, double from, double to)
{
    double rate = model->scenario->parameters.implementation_rate;

    return (law_clock){from, to, cgap_exp(-rate * model->dt), cgap_expm1(-rate * model->dt),
                       cgap_expm1(-rate * 0.0)};
}

/* Whether a date lies within the step. In all other steps, nearly all, no exponential is due. */
static inline bool
begins_within(const double *date, law_clock now)
{
    bool within = false;

    for (size_t l = 0; l < V; l += CGAP_VECTOR) {
        cgap_reals at = cgap_reals_load(date + l), never = cgap_reals_all(INFINITY);
        /* one that has begun already is as good as one that never does */
        cgap_reals ahead = cgap_reals_where_above(at, cgap_reals_all(now.from), at, never);

        within = within || cgap_reals_any_above(-ahead, -now.to);
    }
    return within;
}

/* q -> ceiling at rate kappa_q from the date on, exact whatever the step: of the step [from, to)
 * only the part after the date counts. Outside the law q decays. */
static inline void
implement_from(const double *restrict date, double rate, double dt, double ceiling, law_clock now,
               double *restrict q, double *restrict transposed)
{
    for (size_t l = 0; l < V; l++) {
        double after_date = clip(now.to - date[l], 0.0, dt);
        /* A difference of years near 2020 has an error of 2e-13: not where dt is meant. */
        double since = date[l] <= now.from ? dt : after_date;

        q[l] = q[l] * now.decay - ceiling * cgap_expm1(-rate * since);
        transposed[l] = now.to >= date[l] ? 1.0 : 0.0;
    }
}

/* The same where no date lies within the step. */
static inline void
implement_whole(const double *date, double ceiling, law_clock now, double *q, double *transposed)
{
    cgap_reals grown = cgap_reals_all(ceiling * now.whole),
               still = cgap_reals_all(ceiling * now.nothing);
    cgap_reals none = cgap_reals_all(0.0), all = cgap_reals_all(1.0);

    for (size_t l = 0; l < V; l += CGAP_VECTOR) {
        cgap_reals at = cgap_reals_load(date + l);
        cgap_reals done = cgap_reals_where_above(at, cgap_reals_all(now.from), still, grown);

        cgap_reals_store(q + l, cgap_reals_load(q + l) * now.decay - done);
        cgap_reals_store(transposed + l,
                         cgap_reals_where_above(at, cgap_reals_all(now.to), none, all));
    }
}

static void
implement(const cgap_block *self, const law_state *law, size_t i, double ceiling, double common,
          law_clock now)
{
    const cgap_model *model = self->model;
    double dates[V];

    for (size_t l = 0; l < V; l++) {
        dates[l] = common;
    }
    for (size_t tile = 0; tile < self->lanes; tile += V) {
        size_t at = i * self->lanes + tile;
        const double *date = law->instrument->type == CGAP_DIRECTIVE ? law->date + at : dates;

        if (begins_within(date, now)) {
            implement_from(date, model->scenario->parameters.implementation_rate, model->dt,
                           ceiling, now, law->implementation + at, law->transposed + at);
        } else {
            implement_whole(date, ceiling, now, law->implementation + at, law->transposed + at);
        }
    }
}

static void
implement_expected(const cgap_block *self, const law_state *law, size_t i, double ceiling,
                   double from, double to)
{
    const cgap_hazard *hazard = &law->hazard[i];
    double rate = self->model->scenario->parameters.implementation_rate;
    double met = -cgap_expm1(-cgap_hazard_integral(hazard, to));
    double q = cgap_hazard_expected_implementation(hazard, rate, ceiling,
                                                   law->implementation[i * self->lanes], from, to);

    for (size_t l = 0; l < self->lanes; l++) {
        law->implementation[i * self->lanes + l] = q;
        law->transposed[i * self->lanes + l] = met;
    }
}

static void
lapse(const cgap_block *self, const law_state *law, size_t i, double decay)
{
    for (size_t l = 0; l < self->lanes; l++) {
        law->implementation[i * self->lanes + l] *= decay;
        law->transposed[i * self->lanes + l] = 0.0;
    }
}

/* Whether a law may be in force at @p time: until it begins, all of it is 0 and stays 0. */
static inline bool
has_begun(const cgap_model *model, size_t p, double time)
{
    return time >= model->law_begins[p];
}

void
cgap_law_step(cgap_block *self, const cgap_step_policy *now)
{
    const cgap_model *model = self->model;
    law_clock clock =
        clock_of(model, now->time, cgap_scenario_time(model->scenario, self->step + 1));

    for (size_t p = 0; p < model->n_instrument; p++) {
        law_state law = law_at(self, p);

        for (size_t i = 0; i < model->n && has_begun(model, p, clock.to); i++) {
            double ceiling = ceiling_of(self, &law, i, now->enforcement_factor);

            if (!is_member(now->members & law.instrument->participants, i)) {
                lapse(self, &law, i, clock.decay);
            } else if (self->deterministic && law.instrument->type == CGAP_DIRECTIVE) {
                implement_expected(self, &law, i, ceiling, clock.from, clock.to);
            } else {
                implement(self, &law, i, ceiling, model->law_begins[p], clock);
            }
        }
    }
}

static inline void
largest(double *restrict most, const double *restrict x)
{
    for (size_t l = 0; l < V; l++) {
        double value = x[l], before = most[l];

        most[l] = value > before ? value : before;
    }
}

/* One law: GDP-weighted implementation over members (@p total: their GDP), its cost to all. */
static void
reach_of(const cgap_block *self, const law_state *law, size_t from, double total, double reach[V],
         double cost[V])
{
    const cgap_model *model = self->model;
    const double *q = law->implementation + from;

    memset(reach, 0, V * sizeof(double));
    memset(cost, 0, V * sizeof(double));
    cgap_vector_sum_weighted(q, self->lanes, self->members, model->gdp, V, reach);
    cgap_vector_sum_weighted(q, self->lanes, cgap_all_states(model->n), model->gdp_share, V, cost);
    for (size_t l = 0; total > 0.0 && l < V; l++) {
        reach[l] /= total;
    }
}

/* qC, qL: largest GDP-weighted implementation over members; Burden: compliance as a share of GDP
 * (section 2.8). */
void
cgap_law_reach(cgap_block *self)
{
    const cgap_model *model = self->model;
    size_t lanes = self->lanes;
    double *certified = self->law_reach, *common = certified + lanes, *burden = common + lanes;
    double total = 0.0, next = cgap_scenario_time(model->scenario, self->step + 1);

    memset(self->law_reach, 0, 3 * lanes * sizeof(double));
    for (size_t i = 0; i < model->n; i++) {
        total += is_member(self->members, i) ? model->gdp[i] : 0.0;
    }
    for (size_t p = 0; p < model->n_instrument; p++) {
        law_state law = law_at(self, p);

        /* of the row, which is that of the next step when a step ends */
        for (size_t from = 0; from < lanes && has_begun(model, p, next); from += V) {
            double reach[V], cost[V];

            reach_of(self, &law, from, total, reach, cost);
            largest(common + from, reach);
            if (law.instrument->certification) {
                largest(certified + from, reach);
            }
            for (size_t l = 0; l < V; l++) {
                burden[from + l] += law.instrument->compliance_cost * cost[l];
            }
        }
    }
}
