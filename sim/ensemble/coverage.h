/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_COVERAGE_H
#define CGAP_COVERAGE_H
/* Which replicates are done, and by what file: increasing ranges without overlap. */
#include <stdbool.h>

#include "cgap/portion.h"

typedef struct cgap_coverage {
    cgap_range *range;   /* [n]; owned */
    const char **source; /* [n] file the range is from; borrowed. Array owned */
    size_t n, room;
} cgap_coverage;

/* Adds a range. CGAP_E_INPUT where it overlaps one that is there. */
cgap_status cgap_coverage_add(cgap_coverage *self, cgap_range range, const char *source,
                              cgap_error *err);

/* Whether all of a range is there, or none of it. */
bool cgap_coverage_holds(const cgap_coverage *self, cgap_range range);
bool cgap_coverage_touches(const cgap_coverage *self, cgap_range range);

/* Ranges that meet become one; sources are forgotten. */
void cgap_coverage_join(cgap_coverage *self);

void cgap_coverage_free(cgap_coverage *self);

#endif
