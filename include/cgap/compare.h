/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_COMPARE_H
#define CGAP_COMPARE_H
/*
 * Running one scenario, or several on common random numbers, into the tables of a results folder.
 */
#include <stdbool.h>
#include <stddef.h>

#include "cgap/criterion.h"
#include "cgap/error.h"
#include "cgap/plan.h"
#include "cgap/scenario.h"
#include "cgap/table.h"

/* Tables of a comparison made from values kept replicate by replicate. */
typedef enum cgap_judged_table {
    CGAP_JUDGED_CRITERIA,  /* differences by criterion with every interval and a verdict */
    CGAP_JUDGED_RANKING,   /* ranks, how often best, confidence set of the best */
    CGAP_JUDGED_RANKS,     /* how often each place is taken */
    CGAP_JUDGED_DOMINANCE, /* who is better in everything */
    CGAP_JUDGED_WHO,       /* by member, accession wave, beneficiary */
    CGAP_JUDGED_PRICE,     /* money, effects, money per effect */
    CGAP_JUDGED_WHEN,      /* curves of reaching targets */
    CGAP_JUDGED_TARGETS,   /* time to each target, difference to the base */
    CGAP_JUDGED_WHY,       /* differences of attribution by mechanism */
    CGAP_N_JUDGED
} cgap_judged_table;

/* Columns and their meaning stand in the tables themselves and go to columns.csv. */
typedef struct cgap_results {
    cgap_table union_wide;            /* "union" */
    cgap_table members;               /* "members" */
    cgap_table attribution;           /* "attribution" */
    cgap_table ties;                  /* "ties"; without rows for a single member */
    cgap_table exceedance;            /* "exceedance"; without rows in deterministic mode */
    cgap_table comparison;            /* "comparison"; without rows for a single scenario */
    cgap_table horizon;               /* "horizon": the same averaged over the dates */
    cgap_table judged[CGAP_N_JUDGED]; /* "criteria", "ranking", ...; see cgap_judged_alone */
    cgap_table raw;                   /* "raw"; without columns unless the questions ask for it */
    size_t n_replicate;               /* behind the tables; 0 in deterministic mode */
    char *held;                       /* what has values beyond the limit of sums (summary.h) in
                                         which scenario and how often; NULL: nothing. Owned */
} cgap_results;

/** @brief Simulates @p n scenarios (n >= 1) under one plan.
 *  @param[in] baseline  index of the scenario the others are compared with
 *  @param[in] questions what to judge by; NULL: cgap_questions_default. Of one scenario only its
 * targets are asked
 *  @retval CGAP_E_INPUT       a criterion or target does not exist, scenarios differ in members,
 * start, end or steps, two have one name, or a scenario cannot be prepared (spectral radius of
 * contagion >= 1)
 *  @retval CGAP_E_INTERRUPTED progress asked to stop; *out is empty
 *  Cost O(n x replicates x steps x members^2). Memory does not grow with replicates beyond the
 *  values kept of the first CGAP_MOST_TRACED: about 250 doubles per scenario and replicate, 40 MB
 *  for 20 scenarios and 1000 replicates. */
cgap_status cgap_compare(cgap_results *out, const cgap_scenario *const *scenario, size_t n,
                         size_t baseline, const cgap_questions *questions, const cgap_plan *plan,
                         cgap_error *err) CGAP_CHECKED;

/** @brief Whether a table is made for a single scenario too: when it reaches its targets. The
 * others have no columns then. */
bool cgap_judged_alone(cgap_judged_table table);

/** @brief Whether two scenarios can be compared.
 *  @retval CGAP_E_INPUT they differ in members, start, end or steps; err names both */
cgap_status cgap_compare_check(const cgap_scenario *base, const cgap_scenario *other,
                               cgap_error *err) CGAP_CHECKED;

/** @brief Whether @p n scenarios can be compared with that of index @p baseline.
 *  @retval CGAP_E_INPUT one differs from it as above, or two have one name; err names both */
cgap_status cgap_compare_check_all(const cgap_scenario *const *scenario, size_t n, size_t baseline,
                                   cgap_error *err) CGAP_CHECKED;

/** @brief An empty result that may be freed. */
void cgap_results_init(cgap_results *self);

/** @brief Frees all tables; safe twice. */
void cgap_results_free(cgap_results *self);

#endif
