/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CHARTS_ROSTER_H
#define CGAP_CHARTS_ROSTER_H
/* The members of a run in the order of a variable at the start, with its range. */
#include <stdbool.h>
#include <stddef.h>

#include "source.h"

typedef struct cgap_roster {
    size_t n;
    const char **member;          /* codes, lowest at the start first */
    const char **name;            /* names from map.csv, the code where there is none */
    double *first, *last;         /* the variable in its first row as a member and, where it is a
                                     member then, at the end of the horizon; else NaN */
    double *low, *high;           /* over all dates and, beside the variable, practice */
    double best_first, best_last; /* highest of those who are members then */
} cgap_roster;

/** @return false when memory runs out */
bool cgap_roster_read(cgap_roster *self, const cgap_chart_source *source, size_t scenario,
                      const char *variable);

void cgap_roster_free(cgap_roster *self);

/** @brief Name of a member from map.csv, its code where there is none. */
const char *cgap_member_name(const cgap_chart_source *source, const char *member);

#endif
