/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_REFERENCE_H
#define CGAP_REFERENCE_H
/*
 * Two small tables of published figures that go into a results folder, so that its charts can be
 * drawn again from the folder alone: what was observed, and where each member lies on a tile map.
 */
#include "cgap/dataset.h"
#include "cgap/table.h"

/** @brief Table "reference": observed values under the names of union.csv. Mean and coefficient of
 *  variation over the members that every survey asked (the 27 without the United Kingdom in the
 *  shipped data) of the GCI (formal), the Eurostat survey (sme, enterprise), DESI (administration,
 *  people) and of their mean where all four are known (practice); members that had transposed NIS
 *  and NIS2 at the Commission's dates. A series no member has figures for has no rows.
 *  @param[out] out initialised here; free with cgap_table_free, also on failure
 *  @retval CGAP_E_MEMORY out of memory */
cgap_status cgap_reference_observed(cgap_table *out, const cgap_dataset *data,
                                    cgap_error *err) CGAP_CHECKED;

/** @brief Table "map": code, name and tile of each member, rows counted from the north.
 *  @param[out] out as above */
cgap_status cgap_reference_map(cgap_table *out, const cgap_dataset *data,
                               cgap_error *err) CGAP_CHECKED;

#endif
