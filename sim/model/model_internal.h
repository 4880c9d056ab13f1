/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_MODEL_INTERNAL_H
#define CGAP_MODEL_INTERNAL_H
/*
 * The parts of one step, in the order they are called (sim/model/MODEL.md section 2.11). Each file
 * holds the equations of one section; step.c is the table of contents.
 */
#include "cgap/draws.h"
#include "cgap/elementary.h"
#include "cgap/model.h"
#include "cgap/rng_lanes.h"
#include "cgap/vector_exp.h"

enum { V = CGAP_LANE_MULTIPLE };
_Static_assert((int) V == (int) CGAP_RNG_LANES, "draws come for one tile of lanes");
_Static_assert((int) V % ((int) CGAP_BESIDE * (int) CGAP_VECTOR) == 0, "a tile is whole vectors");

/* Rows of lanes start where a cache line does: a vector of 64 bytes that lies across two costs
 * twice as much. */
#define CGAP_ROW _Alignas(64)

static inline bool
is_member(cgap_member_set set, size_t i)
{
    return set >> i & 1;
}

/* Smallest argument of a logarithm: keeps log(0) finite, x^y with y > 0 then underflows to 0. */
static inline double
safe_log(double x)
{
    return cgap_log(x > 1e-300 ? x : 1e-300);
}

static inline double
clip(double x, double low, double high)
{
    double above = x > low ? x : low;

    return above < high ? above : high;
}

/* Where shared draws of a tile and row stand in cgap_draws. */
static inline size_t
draws_place(const cgap_draws *self, uint32_t replicate, size_t row)
{
    return (replicate - self->first) / V * self->n_row + row;
}

/* A one-sided pull closer than this to its target has met it. Without it, equal states that differ
 * by rounding would find some peers above and some below, and drift apart (section 6, item 17). */
static const double CGAP_MET = 1e-12;

/* start.c (1.1) */
void cgap_start_capability(cgap_block *self);

/* law.c (2.3) */
void cgap_law_start(cgap_block *self);
void cgap_law_step(cgap_block *self, const cgap_step_policy *now);
void cgap_law_reach(cgap_block *self);
double cgap_law_begins(const cgap_scenario *scenario, const cgap_instrument *law);

/* network.c (2.5) */
void cgap_network_platform(cgap_block *self, const cgap_step_policy *now);
void cgap_network_start(cgap_block *self);
void cgap_network_ties(cgap_block *self, double share);

/* peers.c (2.1, 2.5) */
void cgap_network_learn(cgap_block *self);

/* budget.c (2.4, 2.6) */
void cgap_budget_fund(cgap_block *self, const cgap_step_policy *now);
void cgap_budget_factors(cgap_block *self, const cgap_step_policy *now);
void cgap_budget_shock_start(cgap_block *self);
void cgap_budget_shock_step(cgap_block *self);

/* effort.c (2.2, 2.4) */

/* Powers of the budget for one exponent in one state: (B)^e, (B Q)^e, and what each factor of the
 * budget adds to them. */
typedef struct cgap_effort {
    CGAP_ROW double budget[V];                 /* without market access */
    double sold[V];                            /* with it */
    double step[CGAP_BY_MARKET_ACCESS + 1][V]; /* by mechanism; they add up to the power */
    double exponent;
} cgap_effort;

/* Those of all capabilities of one state, once for each exponent. */
typedef struct cgap_efforts {
    CGAP_ROW double access[V];
    cgap_effort effort[1 + CGAP_N_PRACTICE];
    size_t n;
    size_t of[CGAP_N_CAPABILITY]; /* which is a capability's */
} cgap_efforts;

void cgap_effort_find(const cgap_block *self, size_t i, size_t from, bool funded,
                      cgap_efforts *out);

/* What formal capability makes of the effort in each practice: factors. */
void cgap_effort_enabled(const cgap_block *self, size_t i, size_t from,
                         double factor[CGAP_N_PRACTICE][V]);

/* capability.c, attribution.c (2.1, 2.2, 2.12) */

/* Pulls on one capability of one state, for V replicates. Mechanisms that do not act would add
 * exactly 0; their rows are left as they are. National effort has no rows of its own here: what
 * each of its mechanisms does is its step of the effort times the same for all. */
typedef struct cgap_pulls {
    CGAP_ROW double level[V]; /* c at the start of the step */
    double both_ends[V];      /* c(t) + c(t+dt) */
    double rate[V];           /* R = sum r_eff */
    double scale[V];          /* dt phi1(R dt): makes a part an increment */
    double rate_of_effort[V]; /* of national effort */
    double unit_of_effort[V]; /* r (1 - c) at the reference budget; finished: an increment */
    double part[CGAP_MAX_MECHANISM][V]; /* r_eff (u - c); from CGAP_BY_OBSOLESCENCE */
    const cgap_effort *effort;          /* borrowed */
    const double *power;                /* [V] of the budget, a row of it */
    uint64_t acted;                     /* bit m: mechanism m has a row */
} cgap_pulls;

/* What mechanism @p m moved: increments are row times scale, lane by lane. */
static inline const double *
cgap_pulls_row(const cgap_pulls *self, size_t m)
{
    return m <= CGAP_BY_MARKET_ACCESS ? self->effort->step[m] : self->part[m];
}

static inline const double *
cgap_pulls_scale(const cgap_pulls *self, size_t m)
{
    return m <= CGAP_BY_MARKET_ACCESS ? self->unit_of_effort : self->scale;
}

/* States are taken a few at a time: their exponentials come in a row, and sums over states are
 * fetched once for two of them. */
enum { CGAP_CREW = 4 };

/* What moved the members among a few states in all capabilities of an index, in the order of the
 * states. */
typedef struct cgap_crew {
    size_t n;
    const cgap_pulls *pulls[CGAP_CREW]; /* each [capabilities of the index] */
} cgap_crew;

/* Layers of an index (cgap_layer) and of its capabilities, which follow one another. */
typedef struct cgap_index_layers {
    size_t index, first, n;
    const double *weight; /* [n] of each capability in the index */
} cgap_index_layers;

void cgap_capability_step(cgap_block *self, const cgap_step_policy *now);
void cgap_attribution_start(cgap_block *self);
void cgap_attribution_begin(cgap_block *self);
void cgap_attribution_add(cgap_block *self, const cgap_index_layers *of, size_t from,
                          const cgap_crew *crew);
void cgap_attribution_finish(cgap_block *self);
void cgap_attribution_membership(cgap_block *self, cgap_member_set after);

/* industry.c (2.8) */
void cgap_industry_start(cgap_block *self);
void cgap_industry_survey(cgap_block *self);
void cgap_industry_step(cgap_block *self, const cgap_step_policy *now);

/* threat.c, threat_start.c, severity.c, losses.c (2.9) */
cgap_status cgap_threat_start(cgap_block *self, cgap_error *err);
void cgap_threat_breach(cgap_block *self, const double *level, const double *information);
void cgap_threat_targeting(const cgap_block *self, double *weight);
void cgap_threat_step(cgap_block *self, const cgap_step_policy *now, const double *next_index);
void cgap_threat_losses(cgap_block *self);

/* Incidents of one state in V replicates, one row after the other: the first of each replicate, the
 * second of each, ... One that a replicate does not have is of no size. */
typedef struct cgap_incidents {
    size_t n;
    double *size; /* [n][V] loss relative to its mean */
    double *who;  /* [n][V] uniform: place among those who are hit */
} cgap_incidents;

/* What incidents of state @p i cost in lanes from .. from + V - 1. @p limited: those beyond the
 * number a replicate has in this step do not count. */
void cgap_losses_add(cgap_block *self, size_t i, size_t from, const cgap_incidents *incidents,
                     bool limited);

/* aftermath.c (2.9) */
void cgap_aftermath_start(cgap_block *self);
void cgap_aftermath_step(cgap_block *self);

#endif
