/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_COMPARE_H
#define CGAP_COMPARE_H
/*
 * Running one scenario, or several on common random numbers, into the tables of a results folder.
 */
#include <stddef.h>

#include "cgap/error.h"
#include "cgap/plan.h"
#include "cgap/scenario.h"
#include "cgap/table.h"

/* Columns and their meaning stand in the tables themselves and go to columns.csv. */
typedef struct cgap_results {
    cgap_table union_wide;  /* "union" */
    cgap_table members;     /* "members" */
    cgap_table attribution; /* "attribution" */
    cgap_table comparison;  /* "comparison"; without rows for a single scenario */
} cgap_results;

/** @brief Simulates @p n scenarios (n >= 1) under one plan.
 *  @param[in] baseline index of the scenario the others are compared with
 *  @retval CGAP_E_INPUT       scenarios differ in members, start, end or steps, two have one name,
 *                             or a scenario cannot be prepared (spectral radius of contagion >= 1)
 *  @retval CGAP_E_INTERRUPTED progress asked to stop; *out is empty
 *  Cost O(n x replicates x steps x members^2). Memory does not grow with replicates. */
cgap_status cgap_compare(cgap_results *out, const cgap_scenario *const *scenario, size_t n,
                         size_t baseline, const cgap_plan *plan, cgap_error *err) CGAP_CHECKED;

/** @brief An empty result that may be freed. */
void cgap_results_init(cgap_results *self);

/** @brief Frees all tables; safe twice. */
void cgap_results_free(cgap_results *self);

#endif
