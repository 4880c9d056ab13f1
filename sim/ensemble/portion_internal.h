/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_PORTION_INTERNAL_H
#define CGAP_PORTION_INTERNAL_H
/* Portions written from, and added to, an ensemble under way. */
#include <stdio.h>

#include "cgap/ensemble.h"
#include "coverage.h"

/* Sums of some replicates: those of the ensemble or of one worker; kept values stand in the
 * ensemble, whose plan begins with replicate @p first. */
typedef struct cgap_portion {
    const char *identity;
    const cgap_ensemble *ensemble;
    size_t first;
    const cgap_coverage *covered;
    cgap_summary_cell *const *cell;          /* [n][n_cell] */
    cgap_difference_cell *const *difference; /* [n][see ensemble.h] */
} cgap_portion;

/* The portion that is all of an ensemble under way. Release frees what it points with. */
cgap_status cgap_portion_of_ensemble(cgap_portion *out, const cgap_ensemble *ensemble,
                                     const cgap_plan *plan, const cgap_coverage *covered,
                                     cgap_error *err);
void cgap_portion_release(cgap_portion *self);

/* Writes aside and renames, so that @p path is whole or what it was. */
cgap_status cgap_portion_save(const cgap_portion *self, const char *path, cgap_error *err);

/* The same bytes into an open file, which is closed. @p name is for messages. */
cgap_status cgap_portion_write(const cgap_portion *self, FILE *file, const char *name,
                               cgap_error *err);

/* Adds the portion in @p path, whose replicates must lie in first .. end - 1, to the ensemble and
 * its ranges to @p covered. With @p skip_known one whose replicates are all covered is passed over.
 * After a failure the ensemble is good for nothing but to be freed. */
cgap_status cgap_portion_add(cgap_ensemble *to, const char *identity, size_t first, size_t end,
                             cgap_coverage *covered, const char *path, bool skip_known,
                             cgap_error *err);

/* The same from an open file, which is closed. */
cgap_status cgap_portion_add_from(cgap_ensemble *to, const char *identity, size_t first, size_t end,
                                  cgap_coverage *covered, FILE *file, const char *name,
                                  cgap_error *err);

#endif
