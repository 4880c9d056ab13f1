/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_REPORT_SECTIONS_H
#define CGAP_REPORT_SECTIONS_H
/*
 * The sections of a report, in the order a reader meets them. Each writes one <section> with an h2
 * and leaves itself out where the folder has nothing for it. A lack of memory is remembered by the
 * page.
 */
#include "page.h"
#include "source.h"

/** @brief What the tables say, in sentences. */
void cgap_section_answer(cgap_page *page, const cgap_report_source *source);

/** @brief Key of the strategies of a comparison: the names figures go by, their colours there,
 * titles; nothing for a run.
 *  @param[in] plots folder of style.gp
 *  @retval CGAP_E_IO style.gp cannot be read */
cgap_status cgap_section_key(cgap_page *page, const cgap_report_source *source, const char *plots,
                             cgap_error *err) CGAP_CHECKED;

/** @brief From where to where gaps, levels and losses of a run go. */
void cgap_answer_run(cgap_page *page, const cgap_report_source *source);

/** @brief What an alternative costs and saves on average, a paragraph; nothing where price.csv does
 *  not tell all. */
void cgap_answer_price(cgap_page *page, const cgap_report_source *source, size_t scenario);

/** @brief Strategies by criteria (comparison), or the state at start and end (run). */
void cgap_section_key_table(cgap_page *page, const cgap_report_source *source);

/** @brief Further tables of a comparison, those that are in the folder.
 *  @retval CGAP_E_INPUT a table that is there cannot be read */
cgap_status cgap_section_further(cgap_page *page, const cgap_report_source *source,
                                 cgap_error *err) CGAP_CHECKED;

/** @brief Every drawing of FOLDER/charts with its caption and the numbers behind it.
 *  @retval CGAP_E_INPUT a drawing is no SVG */
cgap_status cgap_section_figures(cgap_page *page, const cgap_report_source *source,
                                 cgap_error *err) CGAP_CHECKED;

/** @brief The numbers behind the figure of that name; false when the report knows none.
 *  @param[in] scenario index of the scenario a figure of one scenario shows */
bool cgap_figure_table(cgap_page *page, const cgap_report_source *source, const char *name,
                       size_t scenario);

/** @brief Further tables as they stand behind the figure of that name; false when none does or the
 *  folder lacks them. */
bool cgap_further_behind(cgap_page *page, const cgap_report_source *source, const char *chart);

/** @brief The ties behind the figure `network`: of each state, and of the pairs that stand out;
 *  false for other figures and folders without ties.csv. */
bool cgap_network_behind(cgap_page *page, const cgap_report_source *source, const char *chart,
                         size_t scenario);

/** @brief Published figures that the figure of that name shows as points; nothing where it has
 * none.
 */
void cgap_published_behind(cgap_page *page, const cgap_report_source *source, const char *chart);

/** @brief What the answer rests on, and what it cannot say. */
void cgap_section_limits(cgap_page *page, const cgap_report_source *source);

/** @brief A scenario in which a member leaves or joins while it does not in others; n_scenario when
 *  there is none. */
size_t cgap_membership_differs(const cgap_report_source *source);

/** @brief Title, levers, instruments, events of every scenario. */
void cgap_section_scenarios(cgap_page *page, const cgap_report_source *source);

/** @brief The whole parameter table with provenance. */
void cgap_section_parameters(cgap_page *page, const cgap_report_source *source);

/** @brief Version, seed, commands, hashes. */
void cgap_section_reproduce(cgap_page *page, const cgap_report_source *source);

#endif
