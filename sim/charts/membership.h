/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CHARTS_MEMBERSHIP_H
#define CGAP_CHARTS_MEMBERSHIP_H
/* When states join or leave: measures over current members jump there. */
#include "figure.h"
#include "source.h"

/* Between two rows of members.csv. */
typedef struct cgap_membership_change {
    double from, to;       /* decimal years */
    bool joins;            /* or leaves */
    const char *member[4]; /* borrowed codes; of more only these are named */
    size_t n;              /* all of them */
} cgap_membership_change;

enum { CGAP_MOST_CHANGES = 8 };

/** @brief Changes of membership of a scenario in order of time, at most CGAP_MOST_CHANGES; those of
 *  the same rows and direction are one. A state is a member where it is one in half of the futures.
 *  @param[out] out [CGAP_MOST_CHANGES] @return how many; SIZE_MAX when memory runs out */
size_t cgap_membership_changes(const cgap_chart_source *source, size_t scenario,
                               cgap_membership_change *out);

/** @brief Tells of the strips at the end of a caption where there are some.
 *  @param[in,out] caption CGAP_LONG bytes */
void cgap_membership_note(const cgap_chart_source *source, size_t n, char *caption);

/** @brief Light strips over the time in which membership changes, each with a word on it. */
void cgap_panel_membership(const cgap_chart_source *source, cgap_figure *figure, size_t panel,
                           const cgap_membership_change *change, size_t n);

#endif
