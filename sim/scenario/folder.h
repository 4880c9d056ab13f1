/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_SCENARIO_FOLDER_H
#define CGAP_SCENARIO_FOLDER_H
/* Where a file or folder that a scenario names is: beside the scenario, else beside the shipped
 * ones. */
#include <stdbool.h>

typedef struct cgap_found {
    char *path;      /* owned; NULL when there is no such file (or memory ran out) */
    char *beside;    /* owned; first place looked at */
    char *installed; /* owned; second place, NULL when there is none */
    bool exhausted;
} cgap_found;

/** @brief Looks for @p name, as @p file names it, then under @p installed (may be NULL). A @p file
 *  of NULL stands for the current folder. Free with cgap_found_free. */
cgap_found cgap_found_at(const char *file, const char *installed, const char *name);

void cgap_found_free(cgap_found *self);

/** @brief How a canonical file names @p path, so that it is found from any folder: relative to
 *  @p installed when it lies there (also on another machine), else absolute. NULL when memory ran
 *  out or the path is gone. */
char *cgap_found_spelling(const char *path, const char *installed);

/** @brief True when both paths lead to the same existing file. */
bool cgap_found_same(const char *a, const char *b);

#endif
