/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_FUTURES_H
#define CGAP_FUTURES_H
/*
 * Strategies under many futures: a future is a set of values for keys of the scenario language
 * (what is uncertain), the same for every strategy. All strategies of a future meet the same draws,
 * and so do all futures, so that differences come from policy and from what is assumed.
 */
#include <stddef.h>
#include <stdint.h>

#include "cgap/criterion.h"
#include "cgap/diagnostics.h"
#include "cgap/error.h"
#include "cgap/plan.h"
#include "cgap/scenario.h"
#include "cgap/table.h"

typedef struct cgap_futures {
    size_t n, n_key;
    char **name;   /* [n] owned, as are the next two */
    char **key;    /* [n_key] */
    double *value; /* [n][n_key] */
    int *line;     /* [n] owned: where a file has each; NULL: drawn */
} cgap_futures;

typedef enum cgap_design { CGAP_DESIGN_LATIN, CGAP_DESIGN_HALTON } cgap_design;

/** @brief Draws @p n futures over the plausible ranges (low to high) of every key of the parameter
 *  table with a distribution of its own, evidence and assumption alike: all uncertain parameters
 * and the growth of the threat, but neither levers of policy nor the design of instruments.
 * loguniform ones on a logarithmic scale, the rest uniformly. Where two ranges do not go together
 * (supplier_scale_elasticity times scale_advantage_exponent stays below 1) the first is drawn over
 * what the second leaves. Latin hypercube with addressed draws: adding a parameter does not move
 * the others. Halton: the quasi-random sequence of Halton, its digits permuted at random, so that
 * as few futures as keys are even and independent too; more futures leave the first as they are.
 *  @param[in] held  keys to leave alone (texts "key=value" count by their key), as the user set
 *                   them by hand; @p n_held of them
 *  @retval CGAP_E_INPUT n is 0 or nothing is left to draw */
cgap_status cgap_futures_draw(cgap_futures *out, size_t n, cgap_design design, uint64_t seed,
                              const char *const *held, size_t n_held, cgap_error *err) CGAP_CHECKED;

/** @brief Keys of those that would be drawn in which the scenarios themselves differ: what they are
 *  compared for, so it should be held.
 *  @param[out] key room for every row of the parameter table; static texts. @return how many */
size_t cgap_futures_contested(const char **key, const cgap_scenario *const *scenario, size_t n);

/** @brief Reads futures from CSV: a column `future` with a name for each row, and one column per
 *  key (parameters., levers., instruments., partners., events., coalition.), numbers below.
 *  @param[out] out         untouched on failure
 *  @param[out] diagnostics all that is wrong, with file and line
 *  @retval CGAP_E_INPUT    something is wrong
 *  @retval CGAP_E_MEMORY   out of memory */
cgap_status cgap_futures_read(cgap_futures *out, const char *path,
                              cgap_diagnostics *diagnostics) CGAP_CHECKED;

/** @brief What future @p f sets: [n_key] texts "key=value". NULL: out of memory. Free with
 *  cgap_futures_free_settings. */
char **cgap_futures_settings(const cgap_futures *self, size_t f);
void cgap_futures_free_settings(char **setting, size_t n_key);

void cgap_futures_free(cgap_futures *self); /* safe twice */

/* Reads strategy number @p strategy with further settings "key=value" behind its own. Called by
 * several threads at once. */
typedef cgap_status (*cgap_strategy_reader)(void *context, size_t strategy,
                                            const char *const *setting, size_t n_setting,
                                            cgap_scenario *out, cgap_error *err);

typedef struct cgap_strategies {
    size_t n, baseline;
    cgap_strategy_reader read;
    void *context;
} cgap_strategies;

typedef enum cgap_robust_table {
    CGAP_ROBUST_FUTURES,     /* futures.csv: what each future assumes */
    CGAP_ROBUST_OUTCOMES,    /* outcomes.csv: mean of each criterion by future and strategy */
    CGAP_ROBUST_REGRET,      /* regret.csv */
    CGAP_ROBUST_SATISFICING, /* satisficing.csv */
    CGAP_ROBUST_REVERSALS,   /* reversals.csv: how often rankings hold, what flips them */
    CGAP_ROBUST_PRICE,       /* price_futures.csv: how prices vary, how much assumptions drive */
    CGAP_N_ROBUST
} cgap_robust_table;

/** @brief Runs every strategy in every future and judges them.
 *  @param[in] plan seed, replicates of each future, threads; progress counts futures
 *  @param[out] out freed by the caller table by table; untouched on failure
 *  @retval CGAP_E_INPUT a strategy cannot be read or prepared in a future (names both), or a
 *                       question cannot be asked
 *  Memory: futures x strategies x (criteria + 30) doubles, and two records per thread. */
cgap_status cgap_futures_run(cgap_table out[CGAP_N_ROBUST], const cgap_futures *futures,
                             const cgap_strategies *strategies, const cgap_questions *questions,
                             const cgap_plan *plan, cgap_error *err) CGAP_CHECKED;

/** @brief Marks every figure of price.csv by how much of its variance what futures assume drives.
 *  @param[in,out] price       of a comparison, compare.h
 *  @param[in] over_futures    CGAP_ROBUST_PRICE of the same strategies
 *  @retval CGAP_E_MEMORY out of memory; price is as before */
cgap_status cgap_price_mark(cgap_table *price, const cgap_table *over_futures,
                            cgap_error *err) CGAP_CHECKED;

#endif
