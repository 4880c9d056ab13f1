/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CLI_PLACE_H
#define CGAP_CLI_PLACE_H
/* Where the program finds what it ships with: scenarios, data, chart templates. */
#include "cgap/error.h"
#include "cgap/table.h"

typedef struct cgap_place {
    char *share;     /* the folder that holds the next two; owned */
    char *scenarios; /* shipped scenario files; their data lie in scenarios/data; owned */
    char *plots;     /* gnuplot templates; owned */
} cgap_place;

#define CGAP_PLACE_INIT                                                                            \
    {                                                                                              \
        NULL, NULL, NULL                                                                           \
    }

/** @brief Finds the shared folder: CGAP_SHARE if set; else ../share/cgap beside the program's own
 *  folder; else the nearest folder above the program. It is known by scenarios/data in it.
 *  @retval CGAP_E_INPUT there is none; err says where it was looked for */
cgap_status cgap_place_find(cgap_place *self, cgap_error *err) CGAP_CHECKED;

/** @brief Frees; safe twice. */
void cgap_place_free(cgap_place *self);

/** @brief Path of a scenario argument: the file of that path, or the shipped scenario of that
 *  name (with or without .cfg). @param[out] path free with free()
 *  @retval CGAP_E_INPUT neither exists; err has a suggestion */
cgap_status cgap_place_scenario(const cgap_place *self, const char *argument, char **path,
                                cgap_error *err) CGAP_CHECKED;

/* Names of the shipped scenarios, sorted, without .cfg. */
typedef struct cgap_names {
    size_t n;
    char **at; /* owned */
} cgap_names;

/** @brief Names of the shipped scenarios. @retval CGAP_E_INPUT the folder cannot be read */
cgap_status cgap_place_names(const cgap_place *self, cgap_names *out, cgap_error *err) CGAP_CHECKED;

/** @brief Frees; safe twice. */
void cgap_names_free(cgap_names *self);

#endif
