/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_TRUNK_H
#define CGAP_TRUNK_H
/*
 * Scenarios with a common past. What is compared often differs only from a date on: until then the
 * same levers, laws and events act on the same states under the same draws, and the same happens,
 * to the last bit. Such steps need to be made once. Scenarios are branches, their common past is
 * the trunk.
 */
#include "cgap/model.h"

/** @brief Steps from the start that two models make alike: rows 0 .. result show the same of both.
 *  0: none. At most n_step - 1, so that the last step is always a model's own. A law of one of them
 *  alone, or that differs, is no difference before it begins. Cost O(steps x members). */
size_t cgap_model_common_steps(const cgap_model *self, const cgap_model *other) CGAP_CHECKED;

/** @brief Finds the laws two models have in common, equal in everything.
 *  @param[out] match [other's n_instrument] number of the same law in @p self, or SIZE_MAX */
void cgap_model_common_laws(const cgap_model *self, const cgap_model *other,
                            size_t match[CGAP_MAX_INSTRUMENT]);

/** @brief Puts a block where @p from stands: its replicates, its row, its state. The two have as
 *  many lanes, and their models make the steps up to that row alike.
 *  @param[in] match for each law of the block's model, the same law in that of @p from, or
 *                   SIZE_MAX: it has not begun, and gets its draws
 *  Allocates nothing. */
void cgap_block_branch(cgap_block *self, const cgap_block *from, const size_t *match);

#endif
