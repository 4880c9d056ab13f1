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

/* Those of one quantity, of the record they are of. */
cgap_tiles cgap_horizon_tiles(const cgap_horizon *self, const cgap_record *record, size_t quantity);

#endif
