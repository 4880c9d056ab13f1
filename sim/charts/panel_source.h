/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CHARTS_PANEL_SOURCE_H
#define CGAP_CHARTS_PANEL_SOURCE_H
/* The tables of a measured panel as its charts see them, and what these charts share. */
#include "cgap/panel_charts.h"

#include "figure.h"
#include "words.h"

typedef struct cgap_panel_source {
    const cgap_panel_charts *in;
    cgap_language language; /* of what the figures say */
    size_t n_unit, n_time;
    char **name;  /* [n_unit] clean; owned */
    double *time; /* [n_time]; owned */
} cgap_panel_source;

/** @return false when memory runs out; free in any case */
bool cgap_panel_source_init(cgap_panel_source *self, const cgap_panel_charts *in,
                            cgap_language language);

/** @brief A text of the table in the language of the figures. */
const char *cgap_panel_text(const cgap_panel_source *self, cgap_text_key key);
void cgap_panel_source_free(cgap_panel_source *self);

/** @brief Cell of table units at a unit and a date, by column name. */
double cgap_panel_unit(const cgap_panel_source *self, size_t unit, size_t t, const char *column);

/** @brief Cell of table spread at a date. */
double cgap_panel_spread(const cgap_panel_source *self, size_t t, const char *column);

/** @brief Value of a measure of the span; NaN when it is undefined. */
double cgap_panel_span(const cgap_panel_source *self, const char *measure);

/* Numbers of an axis in units that leave short labels. */
typedef struct cgap_magnitude {
    double factor;              /* an axis shows value / factor */
    char words[CGAP_WORDS / 8]; /* ", thousands", ""; follows the name of the axis */
} cgap_magnitude;

/** @brief Units for values up to @p largest in size. */
cgap_magnitude cgap_magnitude_of(cgap_language language, double largest);

/** @brief A value with two or three digits: "0.35", "1.24 million". @param[out] out CGAP_WORDS */
void cgap_value_words(cgap_language language, double value, char *out);

/** @brief "falls by 12 %" of something that has a zero, else "goes from A to B". */
void cgap_panel_change_words(cgap_language language, double from, double to, char *out);

/** @brief Axis of dates. */
cgap_scale cgap_panel_time_scale(const cgap_panel_source *self, double pixels);

/** @brief Pixels that the tick labels of a vertical axis take, with their distance. */
double cgap_scale_room(cgap_scale scale);

/** @brief Which units a list shows: all, or the first and last of the order with a gap between. */
typedef struct cgap_selection {
    size_t shown, top; /* places in the list; those before the gap, shown when there is none */
    size_t hidden;     /* units in the gap */
} cgap_selection;

cgap_selection cgap_panel_select(size_t n, size_t most);

/** @brief Place of a listed unit in the order of all units. */
size_t cgap_selection_at(cgap_selection self, size_t n, size_t place);

/** @brief Units from the highest to the lowest @p key; equal ones keep their order.
 *  @param[out] order [n] */
void cgap_panel_order(const double *key, size_t n, size_t *order);

/** @brief Name of a unit cut to @p width, right of or left of a point. */
void cgap_panel_name(cgap_figure *figure, double x, double y, const char *name, double width,
                     cgap_text_style style);

/** @brief Title, and subtitle "<what> Panel gci.csv: 27 units, 4 dates from 2014 to 2020. ..." */
void cgap_panel_head(const cgap_panel_source *self, cgap_figure *figure, const char *title,
                     const char *what);

/* The charts. What the panel cannot give is said with cgap_figure_lacks. */
void cgap_panel_chart_sigma(const cgap_panel_source *source, cgap_figure *figure);
void cgap_panel_chart_beta(const cgap_panel_source *source, cgap_figure *figure);
void cgap_panel_chart_lorenz(const cgap_panel_source *source, cgap_figure *figure);
void cgap_panel_chart_departures(const cgap_panel_source *source, cgap_figure *figure);
void cgap_panel_chart_clubs(const cgap_panel_source *source, cgap_figure *figure);

#endif
