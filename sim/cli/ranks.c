/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Without MPI at build: only to notice that several processes were started all the same. */
#include "ranks.h"

#ifndef CGAP_WITH_MPI

#include <stdlib.h>
#include <string.h>

/* What launchers tell a process of how many there are. */
static const char *const COUNT[] = {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE"};

cgap_status
cgap_world_begin(cgap_world *out, cgap_error *err)
{
    memset(out, 0, sizeof *out);
    out->ranks.count = 1;
    for (size_t k = 0; k < sizeof COUNT / sizeof COUNT[0]; k++) {
        const char *count = getenv(COUNT[k]);

        if (count != NULL && strtol(count, NULL, 10) > 1) {
            return cgap_error_fail(err, CGAP_E_INPUT,
                                   "%s processes were started, and this build of cgap cannot share "
                                   "the work between them; start one, or configure the build with "
                                   "-DCGAP_MPI=ON",
                                   count);
        }
    }
    return CGAP_OK;
}

int
cgap_world_end(cgap_world *self, int code)
{
    (void) self;
    return code;
}

const char *
cgap_world_library(void)
{
    return NULL;
}

#endif
