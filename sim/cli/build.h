/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CLI_BUILD_H
#define CGAP_CLI_BUILD_H
#include "cgap/manifest.h"

/** @brief How this program was built; static storage. */
const cgap_build *cgap_build_info(void);

/** @brief Prints version, commit, compiler and libraries to standard output. */
void cgap_build_print(void);

#endif
