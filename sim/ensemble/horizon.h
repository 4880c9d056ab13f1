/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_HORIZON_H
#define CGAP_HORIZON_H
/* Averages over the horizon of the quantities of one scenario, replicate by replicate: over the
 * rows after the start, those that leave a quantity undefined left out (as CGAP_TRACE_MEAN). */
#include "cgap/error.h"
#include "cgap/record.h"

typedef struct cgap_horizon {
    size_t lanes, n;
    double *mean;  /* [n][lanes] sum, then average; NaN: no row defines it; owned */
    double *count; /* [n][lanes] rows that define it; owned */
} cgap_horizon;

/* Room for n quantities of records of as many lanes. */
cgap_status cgap_horizon_create(cgap_horizon *out, size_t n, size_t lanes,
                                cgap_error *err) CGAP_CHECKED;
void cgap_horizon_free(cgap_horizon *self); /* safe twice */

/* The record sums here what it runs next; nothing when self is empty. */
void cgap_horizon_begin(cgap_horizon *self, cgap_record *record);

/* Averages of a record that has run, of the replicates that did. */
void cgap_horizon_finish(cgap_horizon *self, const cgap_record *record);

#endif
