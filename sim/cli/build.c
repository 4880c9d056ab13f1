/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "build.h"

#include <stdio.h>

#include "ranks.h"

#include "cgap_build.h"  /* written when the build is configured */
#include "cgap_commit.h" /* written at every build */

const cgap_build *
cgap_build_info(void)
{
    static const cgap_library_version library[] = {
        {"gsl", CGAP_BUILD_GSL},
        {"libconfig", CGAP_BUILD_CONFIG},
        {"jansson", CGAP_BUILD_JANSSON},
        {"nettle", CGAP_BUILD_NETTLE},
        {"random123", CGAP_BUILD_RANDOM123},
    };
    static const cgap_build build = {
        CGAP_BUILD_VERSION, CGAP_BUILD_COMMIT, CGAP_BUILD_COMPILER,
        CGAP_BUILD_FLAGS,   library,           sizeof library / sizeof library[0]};

    return &build;
}

void
cgap_build_print(void)
{
    const cgap_build *build = cgap_build_info();

    (void) printf("cgap %s (commit %s)\nbuilt with %s\nlibraries:", build->version, build->commit,
                  build->compiler);
    for (size_t l = 0; l < build->n_library; l++) {
        (void) printf("%s %s %s", l > 0 ? "," : "", build->library[l].name,
                      build->library[l].version);
    }
    if (cgap_world_library() != NULL) {
        (void) printf(", mpi %s", cgap_world_library());
    }
    (void) printf("\nLicence: GNU GPL, version 3 or later. There is no warranty.\n");
}
