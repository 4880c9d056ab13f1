/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_REPORT_FIGURE_TABLES_H
#define CGAP_REPORT_FIGURE_TABLES_H
/* The tables behind figures: what they share, and those of members. */
#include "page.h"
#include "source.h"

typedef void (*cgap_behind_writer)(cgap_page *page, const cgap_report_source *source,
                                   size_t scenario, const cgap_times *times,
                                   const char *const *measure);

/* The layers of a figure in panel order, and their words. */
enum { CGAP_N_BEHIND_LAYER = 2 };
extern const char *const CGAP_BEHIND_LAYER[CGAP_N_BEHIND_LAYER];
const char *cgap_behind_layer(const cgap_page *page, size_t layer);

/* Heads of the times, and the body they begin. */
void cgap_behind_time_heads(cgap_page *page, const cgap_times *times);

/* Begins the row of a course of panel @p panel, named @p first, @p second (NULL: @p first alone).
 */
void cgap_behind_row(cgap_page *page, size_t panel, const char *first, const char *second);

/* A number of a row; NaN where there is none. */
double cgap_behind_value(const cgap_row *row, size_t at);

/* Means of members in both layers: at start and end; at the dates of the maps; in every year; and
 * of all scenarios, differences to the baseline at the end. */
void cgap_behind_members_of_one(cgap_page *page, const cgap_report_source *source, size_t scenario,
                                const cgap_times *times, const char *const *measure);
void cgap_behind_members_on_maps(cgap_page *page, const cgap_report_source *source, size_t scenario,
                                 const cgap_times *times, const char *const *measure);
void cgap_behind_members_by_year(cgap_page *page, const cgap_report_source *source, size_t scenario,
                                 const cgap_times *times, const char *const *measure);
void cgap_behind_members_of_all(cgap_page *page, const cgap_report_source *source, size_t scenario,
                                const cgap_times *times, const char *const *measure);

#endif
