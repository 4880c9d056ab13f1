/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_ENSEMBLE_H
#define CGAP_ENSEMBLE_H
/*
 * Many futures of one or several scenarios: blocks of replicates over threads, summed without
 * regard to order. All scenarios of an ensemble meet the same draws, replicate by replicate, so
 * their differences are paired.
 */
#include "cgap/plan.h"
#include "cgap/record.h"
#include "cgap/trace.h"

/* Averages over the horizon stand behind the rows: their differences, those of the scenario itself
 * and those of the baseline. */
enum { CGAP_HORIZON_DIFFERENCE, CGAP_HORIZON_OWN, CGAP_HORIZON_BASE, CGAP_N_HORIZON };

/* Where the sums of a cell are kept: scenarios that begin alike have the same up to some row. */
typedef struct cgap_loan {
    uint32_t scenario, slot;
} cgap_loan;

/* What is known of one scenario after the run. */
typedef struct cgap_ensemble_member {
    const cgap_scenario *scenario; /* borrowed */
    cgap_model model;
    cgap_layout layout;
    double *expected;                 /* [n_slot] deterministic mode; else NULL. Owned */
    cgap_summary_cell *cell;          /* [layout.n_cell] otherwise: cgap_ensemble_cell. Owned */
    cgap_loan *loan;                  /* [layout.n_cell] whose cells; NULL: all its own. Owned */
    cgap_difference_cell *difference; /* [n_row + CGAP_N_HORIZON][n_compared] to the baseline: at
                                       * every row, then averaged over the horizon; behind them
                                       * sums of the ties [n_tied][n_pair]; owned */
    size_t n_compared;                /* own quantities, then those that only the baseline has */
    size_t *of_baseline; /* [n_compared] the baseline's quantity of the same name, or its n_union:
                          * who lacks an instrument has 0 of it. Owned */
    size_t *trace_place; /* [n_trace] owned */
    cgap_wanted wanted;  /* what the traces need, where nothing else is kept; owned */
    double *traced;      /* [n_trace][n_traced]; owned */
} cgap_ensemble_member;

typedef struct cgap_ensemble {
    size_t n, baseline;
    bool deterministic;
    bool has_sums;            /* cells and differences are filled */
    const cgap_trace *trace;  /* [n_trace] of the plan; borrowed */
    size_t n_trace, n_traced; /* traces, replicates they are kept of (1 in deterministic mode) */
    size_t n_replicate;       /* simulated, portions included; 0 in deterministic mode */
    cgap_ensemble_member *member; /* [n]; owned. Layouts point into it: never moved */
    struct cgap_trunk *trunk;     /* what the scenarios have in common; owned */
} cgap_ensemble;

/** @brief Runs @p n scenarios under one plan.
 *  @retval CGAP_E_INPUT       a scenario cannot be made ready, the plan is empty, or a portion or a
 *                             checkpoint is of another run, damaged, or has replicates of another
 *  @retval CGAP_E_IO          sums or a checkpoint cannot be read or written
 *  @retval CGAP_E_INTERRUPTED progress asked to stop
 *  @retval CGAP_E_MEMORY      out of memory; *out is empty on any failure
 *  Of several processes (plan->ranks) the first gets everything; the others get the kept values and
 *  empty sums.
 *  Cost O(n x replicates x steps x members^2); memory O((n + threads) x slots), with a
 *  checkpoint O(threads x n x slots), see cgap_summary_cell.
 */
cgap_status cgap_ensemble_run(cgap_ensemble *out, const cgap_scenario *const *scenario, size_t n,
                              size_t baseline, const cgap_plan *plan, cgap_error *err) CGAP_CHECKED;

/** @brief What number @p c of the differences of scenario @p k is about. */
const cgap_quantity *cgap_ensemble_compared(const cgap_ensemble *self, size_t k, size_t c);

/** @brief Number among the differences of scenario @p k by name, or its n_compared. */
size_t cgap_ensemble_find(const cgap_ensemble *self, size_t k, const char *name);

/** @brief Where the sums of a slot of scenario @p k are. */
static inline cgap_loan
cgap_ensemble_place(const cgap_ensemble *self, size_t k, size_t slot)
{
    const cgap_loan *loan = self->member[k].loan;

    return loan != NULL ? loan[slot] : (cgap_loan){(uint32_t) k, (uint32_t) slot};
}

/** @brief Sums of a slot of scenario @p k, slot < n_cell. Not at expectations. */
static inline const cgap_summary_cell *
cgap_ensemble_cell(const cgap_ensemble *self, size_t k, size_t slot)
{
    cgap_loan at = cgap_ensemble_place(self, k, slot);

    return &self->member[at.scenario].cell[at.slot];
}

/** @brief Cell of a difference at a row, or at n_row + CGAP_HORIZON_... averaged over the rows
 * after the start that define it in both scenarios. */
static inline cgap_difference_cell *
cgap_ensemble_difference(const cgap_ensemble_member *member, size_t row, size_t c)
{
    return &member->difference[row * member->n_compared + c];
}

/** @brief Number of differences of a scenario before the sums of its ties; 0 for the baseline. */
static inline size_t
cgap_ensemble_ties(const cgap_ensemble_member *member)
{
    return (member->layout.n_row + CGAP_N_HORIZON) * member->n_compared;
}

/** @brief Number of all of them: differences, averages and ties. */
static inline size_t
cgap_ensemble_differences(const cgap_ensemble_member *member)
{
    return cgap_ensemble_ties(member) + member->layout.n_tied * member->layout.n_pair;
}

/** @brief Sums of a tie at one of the dates of the layout, pairs as cgap_layout_pair numbers them.
 */
static inline const cgap_difference_cell *
cgap_ensemble_tie(const cgap_ensemble_member *member, size_t date, size_t pair)
{
    return &member->difference[cgap_ensemble_ties(member) + date * member->layout.n_pair + pair];
}

/** @brief Values of a trace of scenario @p k, one per kept replicate. */
static inline const double *
cgap_ensemble_traced(const cgap_ensemble *self, size_t k, size_t trace)
{
    return self->member[k].traced + trace * self->n_traced;
}

/** @brief Frees the sums of scenario @p k when their tables are made; kept values stay. Threads may
 *  do it for different scenarios at a time. Cost: most of what freeing the ensemble takes. */
void cgap_ensemble_drop_sums(cgap_ensemble *self, size_t k);

/** @brief Frees; safe twice. */
void cgap_ensemble_free(cgap_ensemble *self);

#endif
