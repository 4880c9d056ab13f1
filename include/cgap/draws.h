/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_DRAWS_H
#define CGAP_DRAWS_H
/*
 * Draws that the scenarios of a comparison have in common: budget shocks, the uniforms behind the
 * counts of incidents, and the incidents themselves, of one block of replicates. The first scenario
 * that comes to a step fills in its draws, the others read them: addressed draws are the same
 * either way, so this changes no result and only saves time. Used by one thread.
 */
#include <stdbool.h>

#include "cgap/model.h"

typedef struct cgap_draws {
    uint32_t first;          /* replicate of the first lane */
    size_t n_tile, n_row, n; /* tiles of CGAP_LANE_MULTIPLE lanes; rows of a run; states */
    uint16_t unit[CGAP_MAX_MEMBER];
    double *normal;  /* [tile][row][1 + n][CGAP_LANE_MULTIPLE]: shock of the Union, of the states */
    double *uniform; /* [tile][row][n][CGAP_LANE_MULTIPLE] in (0, 1) */
    bool *has_normal;  /* [tile][row]: drawn already */
    bool *has_uniform; /* [tile][row] */

    /* Incidents of the first scenario, as far as there is room; for scenarios of one severity law.
     * Those of a tile and row stand together, state by state: rows of the first of each replicate,
     * of the second, and so on, as many as the replicate with most of them has. */
    cgap_severity_law severity;
    double log_sd, tail_shape;
    size_t n_kept, room; /* rows of CGAP_LANE_MULTIPLE incidents */
    size_t *kept_from;   /* [tile][row] first of its rows; SIZE_MAX: none are kept */
    double *kept;        /* [tile][row][n][CGAP_LANE_MULTIPLE] how many of each state are */
    double *size;        /* [room][CGAP_LANE_MULTIPLE] loss relative to its mean; 0: no incident */
    double *who;         /* [room][CGAP_LANE_MULTIPLE] uniform, place among those who are hit */
} cgap_draws;

/** @brief Room for the draws of blocks of up to @p lanes replicates of @p model, and of every model
 *  that cgap_draws_serve says yes to.
 *  @retval CGAP_E_MEMORY out of memory; *out untouched
 *  Memory: 8 (3 n + 1) bytes a replicate and row, and 16 for each place of an incident, of which
 *  there are four for every one expected at the start, and 64 MB at most. */
cgap_status cgap_draws_create(cgap_draws *out, const cgap_model *model, size_t lanes,
                              cgap_error *err) CGAP_CHECKED;

/** @brief Frees; safe twice. */
void cgap_draws_free(cgap_draws *self);

/** @brief Forgets what was drawn: replicates from @p first on, or another seed, come next. */
void cgap_draws_begin(cgap_draws *self, uint32_t first);

/** @brief Says whether a model has the same states at the same rows, and no more of either. */
bool cgap_draws_serve(const cgap_draws *self, const cgap_model *model);

#endif
