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
#include "cgap/vector_sum.h"

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

/* Smallest argument of a logarithm: keeps log(0) finite, x^y with y > 0 is then next to 0. */
static inline double
safe_log(double x)
{
    return cgap_log(x > 1e-300 ? x : 1e-300);
}

/* Over n lanes, where they stand. In a row: a logarithm takes long from its first operation to its
 * last. */
static inline void
safe_logs(double *restrict x, size_t n)
{
    for (size_t l = 0; l < n; l++) {
        x[l] = safe_log(x[l]);
    }
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

/* Rows of cgap_block.described. */
enum { CGAP_TIE_ROWS = CGAP_N_FORMAL + 2 };

/* peers.c (2.1, 2.5) */
void cgap_network_learn(cgap_block *self);

/* budget.c (2.4, 2.6) */
void cgap_budget_fund(cgap_block *self, const cgap_step_policy *now);
void cgap_budget_factors(cgap_block *self, const cgap_step_policy *now);
void cgap_budget_shock_start(cgap_block *self);
void cgap_budget_shock_step(cgap_block *self);

/* effort.c (2.2, 2.4) */

/* Powers of the budget for one exponent, V replicates of all states, rows [n][V]: (B)^e, (B Q)^e,
 * and what each factor of the budget adds to them. */
typedef struct cgap_effort {
    double exponent;
    double *budget;                          /* without market access */
    double *sold;                            /* with it */
    double *step[CGAP_BY_MARKET_ACCESS + 1]; /* by mechanism; with the 1 of effort, which has no
                                                row, they add up to the power */
} cgap_effort;

enum { CGAP_MAX_EFFORT = 1 + CGAP_N_PRACTICE, CGAP_EFFORT_ROWS = 2 + CGAP_BY_MARKET_ACCESS };

/* Those of all capabilities, once for each exponent. */
typedef struct cgap_efforts {
    cgap_block *self;
    size_t from;
    bool funded;
    size_t n;
    cgap_effort effort[CGAP_MAX_EFFORT];
} cgap_efforts;

/* Of the replicates @p from .. @p from + V - 1. */
void cgap_efforts_begin(cgap_block *self, size_t from, bool funded, cgap_efforts *out);

/* The effort of an exponent, computed when it is the first to have it. */
const cgap_effort *cgap_effort_find(cgap_efforts *self, double exponent);

/* What formal capability makes of the effort in each practice: factors [4][n][V]. */
void cgap_effort_enabled(const cgap_block *self, size_t from, double *factor);

/* capability.c, attribution.c (2.1, 2.2, 2.12) */

/* Pulls on one capability, V replicates of all states, rows [n][V]. What a mechanism does to the
 * level is its part times the scale; of national effort, its step of the effort times the same for
 * all. */
typedef struct cgap_pulls {
    double *both_ends;                /* c(t) + c(t+dt) */
    double *scale;                    /* dt phi1(R dt) */
    double *effort_step;              /* what national effort does at the reference budget */
    double *part[CGAP_MAX_MECHANISM]; /* r_eff (u - c); from CGAP_BY_OBSOLESCENCE */
    const cgap_effort *effort;
    const double *power; /* of the budget, rows of the effort */
    uint64_t acted;      /* bit m: mechanism m has rows */
} cgap_pulls;

/* Rows [n][V] of a capability's pulls in the block: three, and a part for each mechanism but those
 * of effort, which have theirs in cgap_effort, and membership, which pulls nothing. */
static inline size_t
cgap_pulls_rows(const cgap_model *model)
{
    return 3 + model->n_mechanism - 1 - CGAP_BY_OBSOLESCENCE;
}

/* V replicates of all states on their way through a step. */
typedef struct cgap_tile {
    cgap_block *self;
    const cgap_step_policy *now;
    double to;    /* date of the step's end */
    double ratio; /* of obsolescence */
    size_t from;
    cgap_efforts efforts;
    cgap_pulls pulls[CGAP_N_FORMAL]; /* of the capabilities of one index */
} cgap_tile;
_Static_assert((int) CGAP_N_FORMAL >= (int) CGAP_N_PRACTICE, "room for either index");

/* Where the rows of capability @p k begin in the block. */
static inline size_t
cgap_tile_offset(const cgap_tile *at, size_t k)
{
    return k * at->self->model->n * at->self->lanes + at->from;
}

/* Layers of an index (cgap_layer) and of its capabilities, which follow one another. */
typedef struct cgap_index_layers {
    size_t index, first, n;
    const double *weight; /* [n] of each capability in the index */
} cgap_index_layers;

void cgap_capability_step(cgap_block *self, const cgap_step_policy *now);
void cgap_attribution_start(cgap_block *self);

/* What moved the capabilities of an index, @p pulls one each, and the index itself. */
void cgap_attribution_add(cgap_block *self, const cgap_index_layers *of, size_t from,
                          const cgap_pulls *pulls);
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
