/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CHARTS_WORDS_H
#define CGAP_CHARTS_WORDS_H
/* Names, colours and sentences on figures, in one place so that they are the same everywhere. What
 * is said comes from the table of cgap/language.h. */
#include <stddef.h>

#include "cgap/language.h"

#include "source.h"

enum { CGAP_WORDS = 600, CGAP_LONG = 8192 }; /* bytes of the texts below */

/** @brief Text of a key in the language of the folder's figures. */
const char *cgap_chart_text(const cgap_chart_source *source, cgap_text_key key);

/** @brief Name of a layer or capability for a panel, e.g. "SMEs (10-249 staff)". */
const char *cgap_layer_words(cgap_language language, const char *layer);

/** @brief Short name for a label at a line, e.g. "SMEs". */
const char *cgap_layer_short(cgap_language language, const char *layer);

/** @brief Name behind a noun, e.g. "(the gap of) SMEs", "des PME", "der KMU". */
const char *cgap_layer_of(cgap_language language, const char *layer);

/** @brief Colour (a name of plots/style.gp) of a layer. */
const char *cgap_layer_colour(const char *layer);

/** @brief Name of a mechanism, e.g. "peers", "law: NIS". @param[out] out CGAP_WORDS bytes */
void cgap_mechanism_words(cgap_language language, const char *mechanism, char *out);

/** @brief Name of an instrument as the language knows it, else as the scenario has it. */
const char *cgap_instrument_words(cgap_language language, const char *instrument);

/** @brief Colour of a mechanism; instruments by the order of their names. @param[out] out
 *  CGAP_COLOUR_SIZE bytes */
void cgap_mechanism_colour(const cgap_chart_source *source, const char *mechanism, char *out);

/** @brief Colour and dash of a scenario: grey for the baseline, else by the order of names. */
void cgap_scenario_colour(const cgap_chart_source *source, size_t scenario, char *out);
int cgap_scenario_dash(const cgap_chart_source *source, size_t scenario);

/** @brief Copy of a text with its first letter large where that is a Latin one.
 *  @param[out] out @p size bytes @return out */
char *cgap_capital(const char *text, char *out, size_t size);

/** @brief "falls by 72 %", "rises by 5 %", "hardly moves (−3 %)" of a share or index.
 *  @param[out] out CGAP_WORDS bytes */
void cgap_change_words(cgap_language language, double from, double to, char *out);

/** @brief "falls by 4 points", "hardly moves (-0.6 points)" of a share or index from 0 to 1, in
 *  hundredths. @param[out] out CGAP_WORDS bytes */
void cgap_points_words(cgap_language language, double from, double to, char *out);

/** @brief "Scenario: TITLE (name)." and how many futures and what bands mean.
 *  @param[in] what ends so that "n = 1,000 simulated futures" may follow
 *  @param[out] out CGAP_LONG bytes */
void cgap_subtitle(const cgap_chart_source *source, size_t scenario, const char *what, char *out);

/** @brief What bands mean and how many futures there are; for charts of several scenarios.
 *  @param[out] out CGAP_WORDS bytes */
void cgap_futures_words(const cgap_chart_source *source, const char *bands, char *out);

/** @brief Adds to a caption that single states are not forecast.
 *  @param[in,out] caption CGAP_LONG bytes */
void cgap_single_states(const cgap_chart_source *source, char *caption);

/** @brief "Source: ..." line. @param[out] out CGAP_WORDS bytes */
void cgap_source_words(const cgap_chart_source *source, const char *tables, char *out);

#endif
