/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_PORTION_FORMAT_H
#define CGAP_PORTION_FORMAT_H
/* A file of sums (portion_write.c, portion_read.c): a mark, the identity, the ranges, then for
 * every scenario its cells, its differences and the values kept of the replicates of the ranges;
 * the checksum of the stream ends it. The mark changes with the format, and when results do. */
#include "cgap/ensemble.h"
#include "coverage.h"

static const char CGAP_PORTION_MARK[] = "cgap sums 8\n";
enum { CGAP_PORTION_MARK_LENGTH = sizeof CGAP_PORTION_MARK - 1 };

/* Replicates of a range that have kept values: the first n_traced of the plan do. */
static inline size_t
cgap_portion_kept(const cgap_ensemble *ensemble, size_t first, cgap_range range)
{
    size_t end = first + ensemble->n_traced;

    return ensemble->n_trace == 0 || range.from >= end ? 0
           : range.to < end                            ? range.to - range.from
                                                       : end - range.from;
}

/* Cells and differences of a scenario: none where only traces are kept. */
static inline size_t
cgap_portion_cells(const cgap_ensemble *ensemble, size_t k)
{
    return ensemble->has_sums ? ensemble->member[k].layout.n_cell : 0;
}

static inline size_t
cgap_portion_differences(const cgap_ensemble *ensemble, size_t k)
{
    return ensemble->has_sums ? cgap_ensemble_differences(&ensemble->member[k]) : 0;
}

#endif
