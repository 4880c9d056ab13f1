/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CHARTS_WORDS_H
#define CGAP_CHARTS_WORDS_H
/* Names, colours and sentences on figures, in one place so that they are the same everywhere. */
#include <stddef.h>

#include "source.h"

enum { CGAP_WORDS = 400, CGAP_LONG = 8192 }; /* bytes of the texts below */

/** @brief Name of a layer or capability for a panel, e.g. "SMEs (10-249 staff)". */
const char *cgap_layer_words(const char *layer);

/** @brief Short name for a label at a line, e.g. "SMEs". */
const char *cgap_layer_short(const char *layer);

/** @brief Colour (a name of plots/style.gp) of a layer. */
const char *cgap_layer_colour(const char *layer);

/** @brief Name of a mechanism, e.g. "peers", "law: nis". @param[out] out CGAP_WORDS bytes */
void cgap_mechanism_words(const char *mechanism, char *out);

/** @brief Colour of a mechanism; instruments by the order of their names. @param[out] out
 *  CGAP_COLOUR_SIZE bytes */
void cgap_mechanism_colour(const cgap_chart_source *source, const char *mechanism, char *out);

/** @brief Colour and dash of a scenario: grey for the baseline, else by the order of names. */
void cgap_scenario_colour(const cgap_chart_source *source, size_t scenario, char *out);
int cgap_scenario_dash(const cgap_chart_source *source, size_t scenario);

/** @brief "falls by 72 %", "rises by 5 %", "hardly moves (−3 %)" of a share or index. */
void cgap_change_words(double from, double to, char *out);

/** @brief "Scenario: TITLE (name)." and how many futures and what bands mean.
 *  @param[out] out CGAP_LONG bytes */
void cgap_subtitle(const cgap_chart_source *source, size_t scenario, const char *what, char *out);

/** @brief What bands mean and how many futures there are; for charts of several scenarios. */
void cgap_futures_words(const cgap_chart_source *source, const char *bands, char *out);

/** @brief A number with its sign, none on zero. @param[out] out CGAP_WORDS bytes */
void cgap_signed_words(double value, int decimals, char *out);

/** @brief A decimal year as text: "2030", "mid-2016", "May 2025". @param[out] out CGAP_WORDS */
void cgap_year_words(double time, char *out);

/** @brief "Source: ..." line. */
void cgap_source_words(const cgap_chart_source *source, const char *tables, char *out);

#endif
