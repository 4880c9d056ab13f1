/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_ANALYSIS_PACKAGE_H
#define CGAP_ANALYSIS_PACKAGE_H
/* A package taken apart: its differences to a baseline, and the scenario of any subset of them. */
#include <stdint.h>

#include "cgap/decompose.h"

typedef enum part_kind {
    PART_LEVER,      /* one schedule */
    PART_INSTRUMENT, /* added, changed or removed */
    PART_PARTNERS,   /* external cooperation as a whole */
    PART_COALITION,
    PART_EVENTS,
    PART_PARAMETERS /* with the law of severity and the contagion */
} part_kind;

typedef struct part {
    part_kind kind;
    char name[160];
    size_t offset;                         /* PART_LEVER: of the schedule in cgap_scenario */
    const cgap_instrument *base, *package; /* PART_INSTRUMENT: NULL where it is missing */
} part;

typedef struct package {
    const cgap_scenario *base, *with; /* borrowed */
    size_t n;
    part part[CGAP_MOST_PARTS_OF_PACKAGE];
} package;

/* CGAP_E_INPUT: no difference, or too many. */
cgap_status package_create(package *out, const cgap_scenario *base, const cgap_scenario *with,
                           cgap_error *err) CGAP_CHECKED;

/* The baseline with the parts of @p mask: a view into both, whose instrument array alone is its
 * own. Free with package_view_free. */
cgap_status package_view(cgap_scenario *out, const package *self, uint32_t mask,
                         cgap_error *err) CGAP_CHECKED;
void package_view_free(cgap_scenario *self);

#endif
