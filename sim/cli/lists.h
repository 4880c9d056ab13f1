/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CLI_LISTS_H
#define CGAP_CLI_LISTS_H
/* Tables of `cgap list` that are made here. Free each with cgap_table_free. */
#include "cgap/table.h"

/** @brief Shipped scenarios: name, title. */
cgap_status cgap_list_scenarios(cgap_table *out, cgap_error *err) CGAP_CHECKED;

/** @brief Instruments of the shipped scenarios, one row per scenario and instrument. */
cgap_status cgap_list_instruments(cgap_table *out, cgap_error *err) CGAP_CHECKED;

/** @brief Measures of panels, then what runs record: measure, scope, unit, better, definition. */
cgap_status cgap_list_measures(cgap_table *out, cgap_error *err) CGAP_CHECKED;

/** @brief Members of the shipped data with their context. */
cgap_status cgap_list_members(cgap_table *out, cgap_error *err) CGAP_CHECKED;

#endif
