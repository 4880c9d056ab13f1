/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_HELD_H
#define CGAP_HELD_H
/* Values beyond the limit of sums (cgap/summary.h). */
#include "cgap/ensemble.h"

/** @brief What has such values: "loss_gdp of 'history' (3 of 100 replicates), ...".
 *  @param[out] out to be freed; NULL: nothing has, as always in deterministic mode
 *  Cost O(scenarios x cells of losses, money, counts and rates). */
cgap_status held_values(char **out, const cgap_ensemble *ensemble, cgap_error *err) CGAP_CHECKED;

#endif
