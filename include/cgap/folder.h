/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_FOLDER_H
#define CGAP_FOLDER_H
/*
 * A results folder appears whole or not at all: everything is written into a hidden sibling (the
 * draft), which takes its name at the end by one rename. Two runs that want the same name at once
 * both get one: a rename onto a folder with content fails, and the loser goes on to the next
 * number.
 */
#include <stdbool.h>
#include <stddef.h>

#include "cgap/error.h"

typedef enum cgap_folder_taken {
    CGAP_FOLDER_NUMBER,         /* a taken name gets -2, -3, ... */
    CGAP_FOLDER_REFUSE,         /* a taken name is an error, unless it is an empty folder */
    CGAP_FOLDER_REPLACE,        /* an earlier results folder gives way once the new one is whole */
    CGAP_FOLDER_REPLACE_FIGURES /* an earlier folder of figures of a panel does */
} cgap_folder_taken;

typedef struct cgap_folder {
    char *target; /* wished path; after commit the path it got; owned */
    char *draft;  /* where to write until then; NULL before begin, after commit, after abandon */
    cgap_folder_taken taken;
    size_t n_made; /* parents that begin had to make */
    bool empty;    /* the target was an empty folder, whose place the draft takes */
} cgap_folder;

#define CGAP_FOLDER_INIT                                                                           \
    {                                                                                              \
        NULL, NULL, CGAP_FOLDER_NUMBER, 0, false                                                   \
    }

/** @brief Creates missing parents of @p target and an empty draft beside it.
 *  @retval CGAP_E_INPUT  REFUSE: @p target exists and is no empty folder, or one that cannot give
 *                        way (the current folder, one where a file system is mounted); REPLACE: it
 *                        exists, is not empty, and its manifest.json does not say that a command of
 *                        the same kind made it
 *  @retval CGAP_E_IO     cannot be created
 *  @retval CGAP_E_MEMORY out of memory */
cgap_status cgap_folder_begin(cgap_folder *self, const char *target, cgap_folder_taken taken,
                              cgap_error *err) CGAP_CHECKED;

/** @brief Gives the draft its name. On failure the draft stays: call cgap_folder_free.
 *  An empty folder that cannot give way after all stays, and the results stand beside it as
 *  <target>-2.
 *  @retval CGAP_E_IO also when the name was taken meanwhile (REFUSE) */
cgap_status cgap_folder_commit(cgap_folder *self, cgap_error *err) CGAP_CHECKED;

/** @brief Removes a draft that was not committed, with the parents made for it, and frees the
 * names; safe twice. */
void cgap_folder_free(cgap_folder *self);

/** @brief Removes a file or a folder with all that is in it; links are not followed. */
void cgap_folder_remove(const char *path);

#endif
