/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_RECORD_H
#define CGAP_RECORD_H
/*
 * What an ensemble records of every replicate, and where: a layout numbers the slots (a quantity of
 * the Union at a row, a variable of a member at a row, a part of a change), a record fills them for
 * one block of replicates. Summaries and comparisons then need only slots.
 *
 * To add a quantity of the Union: a row in sim/ensemble/catalogue.c and its computation in the
 * record_*.c file that row names.
 */
#include <stdbool.h>
#include <stddef.h>

#include "cgap/model.h"
#include "cgap/summary.h"
#include "cgap/table.h"

typedef struct cgap_quantity {
    char name[160];
    const char *unit;
    const char *meaning;
    cgap_grid grid;
    int direction; /* +1 more is better, -1 less is better, 0 neither */
} cgap_quantity;

/* Which change a slot of attribution is about. */
enum { CGAP_CHANGE_OF_MEAN, CGAP_CHANGE_OF_VARIANCE, CGAP_N_CHANGE };

/* Dates at which ties are recorded: the start, the 1 January nearest to the middle, the end. */
enum { CGAP_MOST_TIED = 3 };

typedef struct cgap_layout {
    const cgap_model *model; /* borrowed */
    size_t n_row;            /* steps + 1 */
    size_t n_union, n_variable;
    cgap_quantity *of_union;  /* [n_union]; owned */
    cgap_quantity *of_member; /* [n_variable]; owned */
    bool *recorded; /* [n_row][n_union] false: undefined in every replicate, as the row is none of
                       the dates of the quantity; owned */
    size_t *n_date; /* [n_union] rows after the start that are dates of the quantity; owned */
    size_t n_selected;
    size_t *selected;                    /* rows of members and attribution, increasing; owned */
    size_t n_tied, tied[CGAP_MOST_TIED]; /* rows of ties, increasing */
    size_t n_pair;                       /* pairs of members: 0-1, 0-2, ..., 1-2, ... */
    size_t member_slot, attribution_slot;
    size_t n_cell; /* slots with a histogram: the first ones. Ties follow, which have sums alone */
    size_t n_slot;
} cgap_layout;

/** @brief Layout of a model: every row for the Union; start, each 1 January and end (or every row)
 *  for members and attribution; two or three dates for ties. */
cgap_status cgap_layout_create(cgap_layout *out, const cgap_model *model, bool every_step,
                               cgap_error *err) CGAP_CHECKED;

/** @brief Frees; safe twice. */
void cgap_layout_free(cgap_layout *self);

/** @brief Index of a quantity of the Union by name, or n_union. */
size_t cgap_layout_find(const cgap_layout *self, const char *name);

/** @brief Whether a row is the start, the one nearest to a 1 January, or the end. */
bool cgap_layout_is_date(const cgap_layout *self, size_t row);

/** @brief Grid of a slot. */
cgap_grid cgap_layout_grid(const cgap_layout *self, size_t slot);

/** @brief Whether a slot is ever defined. */
static inline bool
cgap_layout_records(const cgap_layout *self, size_t slot)
{
    return slot >= self->member_slot || self->recorded[slot];
}

static inline size_t
cgap_slot_union(const cgap_layout *self, size_t row, size_t quantity)
{
    return row * self->n_union + quantity;
}

static inline size_t
cgap_slot_member(const cgap_layout *self, size_t selected, size_t member, size_t variable)
{
    return self->member_slot + (selected * self->model->n + member) * self->n_variable + variable;
}

static inline size_t
cgap_slot_attribution(const cgap_layout *self, size_t selected, size_t layer, size_t change,
                      size_t mechanism)
{
    return self->attribution_slot +
           ((selected * CGAP_N_LAYER + layer) * CGAP_N_CHANGE + change) * self->model->n_mechanism +
           mechanism;
}

/* Number of the first pair of member @p i with a later one; the others follow. */
static inline size_t
cgap_layout_pair(const cgap_layout *self, size_t i)
{
    return i * (2 * self->model->n - i - 1) / 2;
}

static inline size_t
cgap_slot_tie(const cgap_layout *self, size_t date, size_t pair)
{
    return self->n_cell + date * self->n_pair + pair;
}

/* What of a layout must be recorded where only a few values are read: cgap_wanted_create. */
typedef struct cgap_wanted {
    bool *of_union;            /* [n_row][n_union]; owned */
    bool members, attribution; /* those of the last row */
} cgap_wanted;

/* The state of a block of replicates at a row: what other scenarios go on from, which have the
 * steps up to there in common with the one that left it (trunk.h). */
typedef struct cgap_fork_tile {
    cgap_block block;
    double *work; /* what the recorder remembers of the start */
    bool ranked[3];
    cgap_member_set both;
} cgap_fork_tile;

typedef struct cgap_fork {
    size_t step;
    size_t n_tile;        /* of CGAP_LANE_MULTIPLE replicates */
    cgap_fork_tile *tile; /* [n_tile]; owned */
} cgap_fork;

/* One block of replicates of one scenario: CGAP_LANE_MULTIPLE of them run side by side from start
 * to end, then the next, so that their state stays in the cache. What one of these tiles records
 * stands together, in the order in which it is written. */
typedef struct cgap_record {
    const cgap_layout *layout; /* borrowed */
    const cgap_wanted *wanted; /* borrowed; NULL: everything. At first NULL */
    cgap_block block;          /* CGAP_LANE_MULTIPLE lanes */
    size_t lanes;              /* replicates of the whole block */
    size_t active;             /* how many of them are wanted: the rest is not run. At first all */
    size_t from;               /* the first of those that run */
    double *value;             /* [tile][n_slot][CGAP_LANE_MULTIPLE]; NaN: undefined in that
                                  replicate; borrowed */
    double *work;              /* scratch of the recorder; owned */
    bool ranked[3];            /* no ties at the start between `both`: formal, practice, combined */
    cgap_member_set both;      /* members at both ends that spans are of */
    double *total;   /* [tile][n_union][CGAP_LANE_MULTIPLE] sum of a quantity over the rows
                        after the start; NULL: not wanted; borrowed */
    double *defined; /* as total: how many of them define it; borrowed */
    cgap_fork *fork; /* [n_fork] where it leaves its state on its way; borrowed */
    size_t n_fork;
    const cgap_fork *trunk;         /* where it begins; NULL: at the start. Borrowed */
    const size_t *common_law;       /* cgap_model_common_laws with the trunk; borrowed */
    bool (*goes_on)(void *context); /* asked after every step: false ends the run. NULL: it is not
                                       asked. At first NULL */
    void *context;                  /* handed to goes_on */
} cgap_record;

/** @brief Values of a slot in tile @p tile: CGAP_LANE_MULTIPLE of them. */
static inline double *
cgap_record_tile(const cgap_record *self, size_t tile, size_t slot)
{
    return self->value + (tile * self->layout->n_slot + slot) * CGAP_LANE_MULTIPLE;
}

/** @brief Values of a slot in all tiles. */
static inline cgap_tiles
cgap_record_tiles(const cgap_record *self, size_t slot)
{
    return (cgap_tiles){cgap_record_tile(self, 0, slot), self->layout->n_slot * CGAP_LANE_MULTIPLE};
}

/** @brief Value of a slot in lane @p l. */
static inline double
cgap_record_value(const cgap_record *self, size_t slot, size_t l)
{
    return cgap_record_tile(self, l / CGAP_LANE_MULTIPLE, slot)[l % CGAP_LANE_MULTIPLE];
}

/** @brief A recorder. @p value has room for n_slot x lanes doubles, lanes rounded up to
 *  CGAP_LANE_MULTIPLE; recorders that run one after another may share it. */
cgap_status cgap_record_create(cgap_record *out, const cgap_layout *layout, size_t lanes,
                               double *value, cgap_error *err) CGAP_CHECKED;

/** @brief Frees; safe twice. */
void cgap_record_free(cgap_record *self);

/** @brief Room for the state of up to @p lanes replicates of a layout's model at row @p step. */
cgap_status cgap_fork_create(cgap_fork *out, const cgap_layout *layout, size_t step, size_t lanes,
                             cgap_error *err) CGAP_CHECKED;

/** @brief Frees; safe twice. */
void cgap_fork_free(cgap_fork *self);

/** @brief Runs replicates first .. first+active-1 from start to end and fills every slot that is
 *  wanted; others may be left as they are. With a trunk it begins there: a run of the same
 *  replicates has left its state, and slots up to that row are filled already.
 *  Allocates nothing.
 *  @retval CGAP_E_INTERRUPTED goes_on said so: slots are filled in part */
cgap_status cgap_record_run(cgap_record *self, uint64_t seed, uint32_t first, bool deterministic,
                            cgap_error *err) CGAP_CHECKED;

/** @brief What runs record, for `cgap list measures` and columns.csv: name, scope (run, index,
 *  capability, member), unit, better (more, less or empty), meaning; "<layer>_" stands for an index
 *  or a capability, "<index>_" for an index, both of which have rows too.
 */
cgap_status cgap_record_list(cgap_table *out, cgap_error *err) CGAP_CHECKED;

#endif
