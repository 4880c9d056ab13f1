/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CLI_COMPARE_VIEW_H
#define CGAP_CLI_COMPARE_VIEW_H
#include "cgap/compare.h"

/** @brief Prints a comparison to standard output as one concise table: strategies in rows, criteria
 *  in columns, differences with their 95 % intervals; best marked, what is not distinguishable from
 *  zero said. */
void cgap_compare_view(const cgap_results *results);

#endif
