/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_RECORD_INTERNAL_H
#define CGAP_RECORD_INTERNAL_H
/* The recorder's parts: each fills the slots of one family at the block's present row. */
#include "cgap/record.h"
#include "cgap/vector_sum.h"

#include "cgap/lane.h"

/* Replicates that run side by side: the length of every loop over lanes. */
enum { V = CGAP_LANE_MULTIPLE };

/* Measures every layer has, in slot order; the lane measures come first. */
enum {
    N_LAYER_MEASURE = 8, /* mean sd cv min max gini level_playing_field share_below_floor */
    AT_MEAN = 0,         /* places among them */
    AT_PLAYING_FIELD = 6,
    N_SPAN_MEASURE = 3, /* beta beta_speed beta_half_life */
    N_EACH_LAYER = N_LAYER_MEASURE + N_SPAN_MEASURE,
    N_INDEX_MEASURE = 11, /* further ones of the indices */
    AT_VARIANCE = 2,      /* places among these */
    AT_MEAN_WEIGHTED = 8,
    AT_GINI_WEIGHTED = 10,
    N_INDEX_SPAN = 2,    /* tau_b, upward_convergence */
    N_INDEX_DERIVED = 1, /* level_playing_field_weighted */
    N_EACH_INDEX = N_INDEX_MEASURE + N_INDEX_SPAN + N_INDEX_DERIVED,
    N_INDEX = 3 /* formal, practice, combined */
};

/* Layers that are measured: those of attribution, then both indices combined (MODEL.md 3.1). */
enum { LAYER_COMBINED = CGAP_N_LAYER, N_MEASURED };

extern const cgap_lane_measure CGAP_LAYER_MEASURE[N_LAYER_MEASURE];
extern const cgap_lane_measure CGAP_INDEX_MEASURE[N_INDEX_MEASURE];

/* Quantities of the Union after those of layers, in slot order. */
enum union_quantity {
    U_COOPERATION_EFFICIENCY,
    U_MEAN_TIE,
    U_REGIME_FRAGMENTATION,
    U_MARKET_FRAGMENTATION,
    U_FRAGMENTATION, /* of levels formal, practice, combined */
    U_FRAGMENTATION_PRACTICE,
    U_FRAGMENTATION_COMBINED,
    U_MARKET_INTEGRATION,
    U_HOME_SHARE,
    U_UNION_SUPPLY_SHARE,
    U_SUPPLIER_CONCENTRATION,
    U_SME_SUPPLIER_SHARE,
    U_TRUST,
    U_INCIDENTS,
    U_LOSS_GDP,
    U_LOSS_GDP_REALISED,
    U_LOSS_GDP_YEAR,
    U_LOSS_GDP_FIXED,
    U_LOSS_GDP_TOTAL,
    U_LOSS_MEUR,
    U_LOSS_MEUR_REALISED,
    U_LOSS_EUR_PER_HEAD,
    U_LOSS_GDP_OF, /* four beneficiaries each */
    U_LOSS_MEUR_OF = U_LOSS_GDP_OF + CGAP_N_PRACTICE,
    U_LOSS_EUR_PER_HEAD_OF = U_LOSS_MEUR_OF + CGAP_N_PRACTICE,
    U_COST_EU = U_LOSS_EUR_PER_HEAD_OF + CGAP_N_PRACTICE,
    U_COST_NATIONAL,
    U_RIGHTS_EXPOSURE,
    U_VARIANCE_OF, /* nine capabilities; from here on: at the yearly dates */
    U_REGIME_HAMMING = U_VARIANCE_OF + CGAP_N_CAPABILITY,
    U_EFFECTIVE_REGIMES,
    U_FORMAL_PROFILE,
    U_PRACTICE_PROFILE,
    U_COMBINED_PROFILE,
    U_REGIME_WEIGHTED,
    U_COOPERATION_WEIGHTED,
    U_FRAGMENTATION_WEIGHTED,
    U_TRANSPOSITION_ON_TIME,
    U_TRANSPOSITION_DELAY,
    U_INCIDENTS_WEAKEST,
    U_MEMBER_LOSS,
    U_ALGEBRAIC_CONNECTIVITY, /* from here on: at the start and the end */
    U_MODULARITY,
    N_UNION_FIXED /* then transposed_<instrument> and implementation_<instrument> */
};

/* Slot of the first of the fixed union quantities within a row. */
enum { UNION_FIXED = N_MEASURED * N_EACH_LAYER + N_INDEX * N_EACH_INDEX };

/* Variables of a member, in slot order; then transposed_ and implementation_ of each instrument. */
enum {
    M_FORMAL = CGAP_N_CAPABILITY,
    M_PRACTICE,
    M_LOSS_GDP,
    M_LOSS_GDP_YEAR,
    M_TRUST,
    M_MEMBER,
    N_MEMBER_FIXED
};

/* Lanes of a slot for the replicates that run. */
static inline double *
record_slot(const cgap_record *self, size_t slot)
{
    return cgap_record_tile(self, self->from / V, slot);
}

/* Slots of the block's present row. */
static inline double *
record_union(const cgap_record *self, size_t quantity)
{
    return record_slot(self, cgap_slot_union(self->layout, self->block.step, quantity));
}

static inline double *
record_fixed(const cgap_record *self, size_t quantity)
{
    return record_union(self, UNION_FIXED + quantity);
}

/* Whether a quantity of the present row is to be recorded; else its slot may stay as it is. */
static inline bool
record_wants(const cgap_record *self, size_t quantity)
{
    return self->wanted == NULL ||
           self->wanted->of_union[cgap_slot_union(self->layout, self->block.step, quantity)];
}

/* Whether one of the quantities @p first .. @p last is. */
static inline bool
record_wants_any(const cgap_record *self, size_t first, size_t last)
{
    bool wants = false;

    for (size_t q = first; q <= last && !wants; q++) {
        wants = record_wants(self, q);
    }
    return wants;
}

/* Number of a layer among the indices; N_INDEX: it is a capability. */
static inline size_t
record_index(size_t layer)
{
    return layer == CGAP_LAYER_FORMAL     ? 0
           : layer == CGAP_LAYER_PRACTICE ? 1
           : layer == LAYER_COMBINED      ? 2
                                          : N_INDEX;
}

size_t cgap_record_work_of_layers(const cgap_layout *layout);

/* Scratch that outlives a row and goes along to where another scenario parts from it: that of the
 * layers, then realised losses [n][V] since the last yearly date, bn EUR. */
static inline size_t
record_work_kept(const cgap_layout *layout)
{
    return cgap_record_work_of_layers(layout) + layout->model->n * V;
}

static inline double *
record_losses_since_date(const cgap_record *self)
{
    return self->work + cgap_record_work_of_layers(self->layout);
}

/* Scratch of a row, for whoever is at work. */
static inline double *
record_work_of_row(const cgap_record *self)
{
    return self->work + record_work_kept(self->layout);
}

/* State of the tile into the forks at the present row; the state of the tile from the trunk. */
void cgap_record_leave(const cgap_record *self);
void cgap_record_branch(cgap_record *self);
/* A row into the sums over the horizon; those of the rows up to where the tile begins. */
void cgap_record_horizon(cgap_record *self, size_t row);
void cgap_record_horizon_begin(cgap_record *self);
void cgap_record_layers(cgap_record *self);
void cgap_record_network(cgap_record *self);
/* Ties of all pairs at the present row, date number @p date of them. */
void cgap_record_ties(cgap_record *self, size_t date);
void cgap_record_market(cgap_record *self);
void cgap_record_losses(cgap_record *self);
void cgap_record_fragmentation(cgap_record *self, bool selected);
/* Scratch of a row that record_fragmentation.c and record_yearly.c need. */
size_t cgap_record_work_of_parts(const cgap_layout *layout);
size_t cgap_record_work_of_dates(const cgap_layout *layout);
/* Whether the present row ends a whole year that began at the yearly date before. */
bool cgap_record_full_year(const cgap_record *self);
/* Behind everything else of the row: the losses begin anew. */
void cgap_record_yearly(cgap_record *self, bool dated);
void cgap_record_members(cgap_record *self, size_t selected);

#endif
