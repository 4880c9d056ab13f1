/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_DECOMPOSE_H
#define CGAP_DECOMPOSE_H
/*
 * What each part of a package contributes: the Shapley value of every lever and instrument in which
 * the package differs from the baseline (Shapley 1953), and the Shapley interaction index of every
 * pair (Grabisch and Roubens 1999): positive for the good is complements, negative substitutes.
 */
#include "cgap/criterion.h"
#include "cgap/plan.h"
#include "cgap/scenario.h"
#include "cgap/table.h"

enum { CGAP_EXACT_PARTS = 10, CGAP_MOST_PARTS_OF_PACKAGE = 24, CGAP_PERMUTATIONS = 128 };

/** @brief Table "shapley". Up to CGAP_EXACT_PARTS parts by all coalitions; more by
 *  CGAP_PERMUTATIONS addressed permutations, with their sampling error and without interactions.
 *  All coalitions meet the same draws. Parts: each lever, the external partners together, each
 *  instrument, the coalition of states, the events together, the parameters together.
 *  @param[in] plan seed, replicates, threads; progress counts replicates of all coalitions
 *  @param[out] out initialised here; free with cgap_table_free, also on failure
 *  @retval CGAP_E_INPUT the two cannot be compared, do not differ or differ in too many parts, a
 *                       criterion does not exist, a coalition cannot be made ready
 *  Cost 2^parts runs (exact). Memory coalitions x criteria x replicates doubles. */
cgap_status cgap_decompose(cgap_table *out, const cgap_scenario *base, const cgap_scenario *package,
                           const cgap_questions *questions, const cgap_plan *plan,
                           cgap_error *err) CGAP_CHECKED;

/** @brief What cgap_decompose refuses before it runs anything, for commands that simulate first.
 *  @retval CGAP_E_INPUT as there */
cgap_status cgap_decompose_check(const cgap_scenario *base, const cgap_scenario *package,
                                 const cgap_questions *questions, cgap_error *err) CGAP_CHECKED;

#endif
