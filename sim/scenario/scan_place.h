/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_SCENARIO_SCAN_PLACE_H
#define CGAP_SCENARIO_SCAN_PLACE_H
/*
 * Where a scan is: the brackets that are open, the names given in each group so far, and the key of
 * the value at hand as other messages spell it (levers.platform, instruments.nis.standard,
 * levers.platform[2].value).
 */
#include <stdbool.h>
#include <stddef.h>

#include "scan.h"

typedef struct cgap_scan_word {
    char *text; /* into the scanned copy */
    size_t length;
    int line;
} cgap_scan_word;

/* A group or list that is open; the file itself is the group at depth 0. */
typedef struct cgap_scan_level {
    char mark;                  /* {, ( or [ */
    char *bracket;              /* where it stands; NULL for the file */
    bool nested;                /* a list that holds brackets */
    size_t element;             /* of a list: entry at hand, from 1 */
    size_t first_name;          /* of a group: its first name in cgap_scan_place.name */
    cgap_scan_word key, called; /* of a group: setting at hand; text of its `name` */
    char *repeated;             /* begin of a setting whose name stood before; NULL: none */
    size_t literals;            /* numbers before it */
} cgap_scan_level;

typedef struct cgap_scan_place {
    cgap_scan_level level[CGAP_SCAN_DEPTH + 1];
    size_t depth;
    size_t n, capacity;
    cgap_scan_word *name; /* names of all open groups, outermost first; owned */
} cgap_scan_place;

/** @brief The begin of a file. Free with cgap_scan_place_free. */
void cgap_scan_place_init(cgap_scan_place *self);
void cgap_scan_place_free(cgap_scan_place *self);

/** @brief The innermost group or list. */
cgap_scan_level *cgap_scan_place_at(cgap_scan_place *self);

/** @brief True inside ( ) or [ ]. */
bool cgap_scan_place_in_list(const cgap_scan_place *self);

/** @brief The next entry of the innermost list begins. */
void cgap_scan_place_entry(cgap_scan_place *self);

/** @brief A bracket opens at @p bracket; false when CGAP_SCAN_DEPTH are open. */
bool cgap_scan_place_open(cgap_scan_place *self, char *bracket);

/** @brief The innermost bracket closes at @p bracket. An array [ ] of plain values becomes a list
 *  ( ), which may hold values of several kinds: who reads it says what it expects. */
void cgap_scan_place_close(cgap_scan_place *self, char *bracket);

/** @brief A setting begins in the innermost group.
 *  @param[out] first line of an earlier one of that name, 0 when there is none
 *  @return false when memory ran out */
bool cgap_scan_place_setting(cgap_scan_place *self, cgap_scan_word name, int *first);

/** @brief A text was read: the name of a list entry is part of keys. */
void cgap_scan_place_text(cgap_scan_place *self, char *text, size_t length);

/** @brief Key of the value at hand; "" outside any setting. Cut at @p size - 1 bytes. */
void cgap_scan_place_key(const cgap_scan_place *self, char *out, size_t size);

#endif
