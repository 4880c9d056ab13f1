/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CHARTS_LINE_UP_H
#define CGAP_CHARTS_LINE_UP_H
/* Scenarios of a comparison in an order worth reading. */
#include <stdbool.h>
#include <stddef.h>

#include "figure.h"
#include "source.h"

/** @brief Indices of all scenarios by the end value of a measure, lowest first; those without it
 *  last. @param[out] order [n_scenario] @return false when memory runs out */
bool cgap_line_up(const cgap_chart_source *source, const char *measure, size_t *order);

/** @brief Names of @p n scenarios left of a panel whose rows count from its top; the baseline in
 *  bold. */
void cgap_line_up_rows(const cgap_chart_source *source, const size_t *order, size_t n,
                       cgap_figure *figure, size_t panel);

/** @brief Names of all scenarios left of a panel whose rows count from its top; the baseline in
 *  bold. */
void cgap_line_up_names(const cgap_chart_source *source, const size_t *order, cgap_figure *figure,
                        size_t panel);

#endif
