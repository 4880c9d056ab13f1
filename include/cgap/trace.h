/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_TRACE_H
#define CGAP_TRACE_H
/*
 * Values an ensemble keeps replicate by replicate, for the few quantities a comparison judges by:
 * bootstrap intervals, ranks and ratios need more than sums. Every scenario keeps the same traces
 * of the same replicates, so they are paired.
 *
 * Memory: traces x scenarios x kept replicates doubles, of at most CGAP_MOST_TRACED replicates: the
 * first ones of the plan. They are nearly all that grows with the number of replicates, and the
 * bound keeps 100,000 within 1.2 times the memory of 1,000. Sums over all replicates (record.h) are
 * not affected.
 */
#include <stdbool.h>
#include <stddef.h>

#include "cgap/record.h"

enum { CGAP_MOST_TRACED = 4096 };

typedef enum cgap_trace_of {
    CGAP_TRACE_UNION,      /* `name`: a quantity of the Union */
    CGAP_TRACE_MEMBER,     /* `name`: a variable of `member`, at the horizon */
    CGAP_TRACE_ATTRIBUTION /* `name`: a mechanism's part in `change` of `layer`, whole horizon */
} cgap_trace_of;

typedef enum cgap_trace_kind {
    CGAP_TRACE_AT,          /* the value at `row` (Union) or at the horizon */
    CGAP_TRACE_MEAN,        /* mean over the rows after the start, undefined ones left out */
    CGAP_TRACE_MEAN_COMMON, /* the same with those left out that the baseline leaves undefined */
    CGAP_TRACE_BASE_COMMON, /* mean of the baseline over the same rows */
    CGAP_TRACE_FIRST_BELOW, /* first row at or below `threshold`; infinity: never */
    CGAP_TRACE_FIRST_ABOVE  /* first row at or above it */
} cgap_trace_kind;

typedef struct cgap_trace {
    cgap_trace_of of;
    cgap_trace_kind kind; /* other than CGAP_TRACE_AT: of the Union only */
    const char *name;     /* borrowed */
    size_t member;
    size_t layer, change;
    size_t row;
    double threshold;
    bool relative; /* threshold is a multiple of the replicate's own value at the start */
} cgap_trace;

/** @brief Where a trace reads in a layout: to be handed to cgap_trace_read. SIZE_MAX where the
 *  scenario has no such quantity. */
size_t cgap_trace_place(const cgap_trace *trace, const cgap_layout *layout);

/** @brief Whether a trace is read off a scenario and the baseline together. */
static inline bool
cgap_trace_is_common(const cgap_trace *trace)
{
    return trace->kind == CGAP_TRACE_MEAN_COMMON || trace->kind == CGAP_TRACE_BASE_COMMON;
}

/** @brief Values of a trace that is not common in the first @p n lanes of a record that has run.
 *  A quantity of the Union or a mechanism that the scenario lacks is of an instrument it lacks: 0;
 *  a variable of members it lacks is NaN.
 *  Cost O(n), or O(n x rows) for kinds that look at every row. */
void cgap_trace_read(const cgap_trace *trace, size_t place, const cgap_record *record, size_t n,
                     double *out);

/** @brief What a run must record so that these traces can be read: every slot they look at, and
 *  those it is computed from. @p place [n] is where each of them reads (cgap_trace_place).
 *  @retval CGAP_E_MEMORY out of memory; *out untouched */
cgap_status cgap_wanted_create(cgap_wanted *out, const cgap_layout *layout, const cgap_trace *trace,
                               const size_t *place, size_t n) CGAP_CHECKED;

/** @brief Frees; safe twice. */
void cgap_wanted_free(cgap_wanted *self);

#endif
