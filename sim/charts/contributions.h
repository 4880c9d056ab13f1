/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CHARTS_CONTRIBUTIONS_H
#define CGAP_CHARTS_CONTRIBUTIONS_H
/* Contributions of mechanisms to a change, laid on top of each other for drawing. */
#include <stdbool.h>
#include <stddef.h>

#include "source.h"

enum { CGAP_MAX_PART = 9 }; /* mechanisms shown; the smallest are put together as "other" */

typedef enum cgap_contribution_unit {
    CGAP_UNIT_SHARE,      /* of the variance at the start, percent */
    CGAP_UNIT_THOUSANDTH, /* of index squared: where that variance is not in union.csv */
    CGAP_UNIT_INDEX       /* index points */
} cgap_contribution_unit;

typedef struct cgap_contributions {
    size_t n_part, n_time;
    const char *mechanism[CGAP_MAX_PART]; /* borrowed; the last may be "other" */
    double *time;                         /* [n_time]; owned with all below */
    double *value;                        /* [n_part x n_time] */
    double *net;                          /* [n_time] */
    double q05[CGAP_MAX_PART];            /* ends of 90 % of the futures in the last row; */
    double q95[CGAP_MAX_PART];            /* NaN for "other" and in a deterministic run */
    double low, high;                     /* of the stacks and the net */
    cgap_contribution_unit unit;
} cgap_contributions;

/** @brief Reads the means of a quantity of a layer. The mechanisms kept, and their order, are those
 *  that matter most in any layer and scenario of the folder, so that figures can be compared.
 *  n_time is 0 when the table has none. @return false when memory runs out */
bool cgap_contributions_read(cgap_contributions *self, const cgap_chart_source *source,
                             size_t scenario, const char *layer, const char *quantity);

void cgap_contributions_free(cgap_contributions *self);

double cgap_contribution(const cgap_contributions *self, size_t part, size_t time);

/** @brief Edges of a part in the stack: positive ones pile up from zero, negative ones down. */
double cgap_contribution_low(const cgap_contributions *self, size_t part, size_t time);
double cgap_contribution_high(const cgap_contributions *self, size_t part, size_t time);

#endif
