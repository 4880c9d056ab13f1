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

/* What is known of one scenario after the run. */
typedef struct cgap_ensemble_member {
    const cgap_scenario *scenario; /* borrowed */
    cgap_model model;
    cgap_layout layout;
    double *expected;                 /* [n_slot] deterministic mode; else NULL. Owned */
    cgap_summary_cell *cell;          /* [n_slot] otherwise; owned */
    cgap_difference_cell *difference; /* [n_row][n_union] to the baseline; owned */
    size_t *of_baseline; /* [n_union] the baseline's quantity of the same name, or its n_union */
} cgap_ensemble_member;

typedef struct cgap_ensemble {
    size_t n, baseline;
    bool deterministic;
    cgap_ensemble_member *member; /* [n]; owned. Layouts point into it: never moved */
} cgap_ensemble;

/** @brief Runs @p n scenarios under one plan.
 *  @retval CGAP_E_INPUT       a scenario cannot be made ready, or the plan is empty
 *  @retval CGAP_E_INTERRUPTED progress asked to stop
 *  @retval CGAP_E_MEMORY      out of memory; *out is empty on any failure
 *  Cost O(n x replicates x steps x members^2); memory O(threads x n x slots), see
 * cgap_summary_cell.
 */
cgap_status cgap_ensemble_run(cgap_ensemble *out, const cgap_scenario *const *scenario, size_t n,
                              size_t baseline, const cgap_plan *plan, cgap_error *err) CGAP_CHECKED;

/** @brief Frees; safe twice. */
void cgap_ensemble_free(cgap_ensemble *self);

#endif
