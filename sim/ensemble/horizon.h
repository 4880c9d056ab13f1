/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_HORIZON_H
#define CGAP_HORIZON_H
/* Averages over the horizon of the quantities of one scenario, replicate by replicate: over the
 * rows after the start, those that leave a quantity undefined left out (as CGAP_TRACE_MEAN). */
#include "cgap/error.h"
#include "cgap/record.h"

typedef struct cgap_horizon {
    double *mean; /* [tile][quantities of the record][CGAP_LANE_MULTIPLE] sum, then average; NaN: no
                     row defines it; owned */
    double *count; /* as mean: rows that define it; owned */
} cgap_horizon;

/* Room for records of up to n quantities and as many lanes. */
cgap_status cgap_horizon_create(cgap_horizon *out, size_t n, size_t lanes,
                                cgap_error *err) CGAP_CHECKED;
void cgap_horizon_free(cgap_horizon *self); /* safe twice */

/* The record sums here what it runs next; nothing when self is empty. */
void cgap_horizon_begin(cgap_horizon *self, cgap_record *record);

/* Averages of a record that has run, of the tiles that did. */
void cgap_horizon_finish(cgap_horizon *self, const cgap_record *record);

/* One of two scenarios that are compared, of the same replicates. */
typedef struct cgap_horizon_side {
    const cgap_horizon *average; /* of the record; empty: there are none */
    const cgap_record *record;   /* that has run */
    size_t quantity; /* of its layout; n_union or beyond: the scenario lacks it, which is 0 */
} cgap_horizon_side;

/* Averages of the replicates of a tile over the rows that define the quantity in both scenarios, as
 * averages over different dates do not compare. NaN on both sides: no row does.
 * @param[out] mean, other_mean [CGAP_LANE_MULTIPLE]
 * Cost O(lanes) where both are defined throughout, else O(lanes x rows). */
void cgap_horizon_common(const cgap_horizon_side *self, const cgap_horizon_side *other, size_t tile,
                         double *mean, double *other_mean);

#endif
