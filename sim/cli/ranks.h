/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CLI_RANKS_H
#define CGAP_CLI_RANKS_H
/*
 * This program as one of several under mpirun. A build without MPI, and one started alone, has no
 * others. The first process speaks and writes; the output of the others goes nowhere.
 */
#include "cgap/ranks.h"

typedef struct cgap_world {
    cgap_ranks ranks;
    bool parted; /* somebody failed, and all know: nobody calls any more */
    bool lost;   /* the others do not answer */
} cgap_world;

/** @brief Finds the others. Never moved after that; end with cgap_world_end.
 *  @retval CGAP_E_INPUT several processes were started, and this build cannot join them
 *  @retval CGAP_E_TOOL  MPI does not start */
cgap_status cgap_world_begin(cgap_world *out, cgap_error *err) CGAP_CHECKED;

/** @brief Waits for the others and leaves. @return the exit code: that of the first process where
 *  it failed, so that a launcher sees one answer */
int cgap_world_end(cgap_world *self, int code);

/** @brief For `cgap --version`: the MPI this build has, or NULL. */
const char *cgap_world_library(void);

#endif
