/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_PORTION_H
#define CGAP_PORTION_H
/*
 * A portion is what an ensemble holds of some of its replicates, in a file: exact sums, histograms
 * and the values kept replicate by replicate. Portions of one ensemble add up to the whole, to the
 * last bit: that is how parts computed apart are merged and how an interrupted run goes on.
 */
#include <stddef.h>

#include "cgap/error.h"

typedef struct cgap_range {
    size_t from, to; /* replicates from .. to - 1 */
} cgap_range;

/* What a portion says of itself. */
typedef struct cgap_portion_info {
    char *identity;    /* lines "key value": what the sums are of; owned */
    cgap_range *range; /* [n_range] increasing; owned */
    size_t n_range;
} cgap_portion_info;

/** @brief Reads the head of a portion, once its checksum fits. Cost O(size of the file).
 *  @retval CGAP_E_IO    cannot be read
 *  @retval CGAP_E_INPUT is no portion, damaged, or of a later version of the format */
cgap_status cgap_portion_inspect(cgap_portion_info *out, const char *path,
                                 cgap_error *err) CGAP_CHECKED;

/** @brief Frees; safe twice. */
void cgap_portion_info_free(cgap_portion_info *self);

/** @brief Checks that two identities are the same; @p path holds @p found.
 *  @retval CGAP_E_INPUT they differ; err names the first line that does */
cgap_status cgap_portion_same(const char *path, const char *found, const char *expected,
                              cgap_error *err) CGAP_CHECKED;

#endif
