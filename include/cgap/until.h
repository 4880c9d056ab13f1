/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_UNTIL_H
#define CGAP_UNTIL_H
/*
 * Precision on demand: as many replicates as it takes until the 95 % interval of one quantity at
 * the end is narrow enough: of its mean for a single scenario, of every paired difference to the
 * baseline for a comparison. Which replicates are looked at depends on the seed alone.
 */
#include "cgap/error.h"
#include "cgap/plan.h"
#include "cgap/scenario.h"

typedef struct cgap_until {
    char measure[160];
    double half_width; /* wished */
    double reached;    /* widest half-width when last looked at; NaN before, and where there is none
                          because fewer than two replicates define the measure at the end */
} cgap_until;

/** @brief Reads MEASURE=HALFWIDTH.
 *  @retval CGAP_E_INPUT no such form, or a half-width that is not a positive number */
cgap_status cgap_until_parse(cgap_until *out, const char *text, cgap_error *err) CGAP_CHECKED;

/** @brief Checks that runs of @p scenario record the measure.
 *  @retval CGAP_E_INPUT they do not; err has the nearest name */
cgap_status cgap_until_check(const cgap_until *self, const cgap_scenario *scenario,
                             cgap_error *err) CGAP_CHECKED;

/** @brief cgap_needed of a plan; @p context is the cgap_until. A half-width falls with the root of
 *  the number of replicates, so what is needed follows from what is there. Without an interval
 *  nothing more is needed. */
size_t cgap_until_needed(void *context, const struct cgap_ensemble *ensemble, size_t done);

#endif
