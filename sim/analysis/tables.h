/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_ANALYSIS_TABLES_H
#define CGAP_ANALYSIS_TABLES_H
/* From an ensemble to the tables of a results folder. */
#include "cgap/compare.h"
#include "cgap/ensemble.h"

/* The largest of them, on up to @p threads threads. */
cgap_status cgap_tables_union(cgap_table *out, const cgap_ensemble *ensemble, size_t threads,
                              cgap_error *err);

cgap_status cgap_tables_members(cgap_table *out, const cgap_ensemble *ensemble, cgap_error *err);
cgap_status cgap_tables_attribution(cgap_table *out, const cgap_ensemble *ensemble,
                                    cgap_error *err);
cgap_status cgap_tables_ties(cgap_table *out, const cgap_ensemble *ensemble, cgap_error *err);
cgap_status cgap_tables_exceedance(cgap_table *out, const cgap_ensemble *ensemble, cgap_error *err);
cgap_status cgap_tables_comparison(cgap_table *out, const cgap_ensemble *ensemble, cgap_error *err);
cgap_status cgap_tables_horizon(cgap_table *out, const cgap_ensemble *ensemble, cgap_error *err);

#endif
