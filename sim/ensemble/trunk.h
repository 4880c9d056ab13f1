/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_ENSEMBLE_TRUNK_H
#define CGAP_ENSEMBLE_TRUNK_H
/*
 * What scenarios of an ensemble have in common up to some row is run and recorded once. The
 * baseline runs first, then the others in an order in which each is like the one before it. A
 * scenario leaves its state where others part from it; they go on from there, and take over what
 * was recorded up to there, from the baseline or from the scenario just before. No result changes
 * by it.
 */
#include <stdint.h>

#include "cgap/ensemble.h"
#include "cgap/trunk.h"

/* The baseline leaves its state at most as often: each fork costs a worker the state of a block. */
enum { CGAP_MOST_FORKS = 8 };

/* Slots that have no one slot of the parent as their source: those after the fork; of a law nobody
 * has yet; shares of all laws, which the two have different numbers of. */
static const uint32_t CGAP_SLOT_OWN = UINT32_MAX;
static const uint32_t CGAP_SLOT_ZERO = UINT32_MAX - 1;
static const uint32_t CGAP_SLOT_RECOUNTED = UINT32_MAX - 2;

/* Which way one scenario takes. */
typedef struct cgap_way {
    size_t parent;                   /* whose steps it shares */
    size_t fork;                     /* where it begins; SIZE_MAX: at the start */
    size_t law[CGAP_MAX_INSTRUMENT]; /* its laws among the parent's, or SIZE_MAX */
    size_t buffer;                   /* whose slots it fills: 0 is the baseline's */
    bool in_place;                   /* the parent's slots are in that buffer, and its own alike */
    uint32_t *source;                /* [n_slot] the parent's slot that says the same, or one of
                                      * CGAP_SLOT_...; NULL: it begins at the start. Owned */
} cgap_way;

typedef struct cgap_trunk {
    size_t *order; /* [n] scenarios as they run, the baseline first; owned */
    cgap_way *way; /* [n]; owned */
    size_t n, n_fork, n_buffer;
    struct {
        size_t owner, step;
    } * fork; /* [n_fork] who leaves its state where; owned */
} cgap_trunk;

/** @brief Finds the ways of an ensemble's scenarios; at expectations nothing is shared.
 *  @retval CGAP_E_MEMORY out of memory; *out untouched
 *  Cost O(scenarios^2 x steps x members). */
cgap_status cgap_trunk_create(cgap_trunk *out, const cgap_ensemble *ensemble, cgap_error *err);

/** @brief Notes for each cell which scenario's sums it has (cgap_ensemble_cell): those of the same
 *  values are kept once. @return false when memory ran out */
bool cgap_trunk_lend(const cgap_trunk *self, cgap_ensemble *ensemble);

/** @brief Frees; safe twice. */
void cgap_trunk_free(cgap_trunk *self);

/** @brief Finds where slots up to row @p step stand in the parent's layout @p from.
 *  @return false when memory ran out */
bool cgap_way_find_sources(cgap_way *self, const cgap_layout *from, const cgap_layout *to,
                           size_t step);

/** @brief Fills the slots of a scenario up to its fork with what its parent's say.
 *  @param[out] record of the scenario; its values and those of @p parent do not overlap */
void cgap_trunk_copy(const cgap_way *self, const cgap_record *parent, cgap_record *record);

#endif
