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

/* Whether all of a range is there. */
bool cgap_coverage_holds(const cgap_coverage *self, cgap_range range);

/* The first gap in @p from .. @p end - 1; empty, and at @p end, where all of that is there. */
cgap_range cgap_coverage_gap(const cgap_coverage *self, size_t from, size_t end);

/* Ranges that meet become one; sources are forgotten. */
void cgap_coverage_join(cgap_coverage *self);

void cgap_coverage_free(cgap_coverage *self);

#endif
