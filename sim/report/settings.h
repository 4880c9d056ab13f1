/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_REPORT_SETTINGS_H
#define CGAP_REPORT_SETTINGS_H
/*
 * The values of a canonical scenario file as a flat list: `levers.platform`,
 * `instruments.nis.pull`. The file is complete, so nothing else is read: a report can be made long
 * after the data folder has moved.
 */
#include <stddef.h>

#include "cgap/error.h"
#include "cgap/number.h"

typedef struct cgap_setting {
    char *key;   /* as --set spells it; list items without a name by their number from 1; owned */
    char *value; /* as a reader wants it: texts bare, dated values "0.3; 0.5 from 2019-06-27" */
} cgap_setting;

typedef struct cgap_settings {
    size_t n, capacity;
    cgap_setting *at; /* in order of the file; owned */
} cgap_settings;

/** @brief Reads a scenario file of a results folder.
 *  @retval CGAP_E_INPUT  missing, not in scenario syntax, or it would include other files
 *  @retval CGAP_E_MEMORY out of memory */
cgap_status cgap_settings_read(cgap_settings *self, const char *path, cgap_error *err) CGAP_CHECKED;

void cgap_settings_free(cgap_settings *self);

/** @brief A number as a reader wants it: 0.00008, where a file has the shortest form, 8e-05; what
 * is larger than 1 or has more than ten decimals is written as in a file. */
void cgap_written_out(double value, char number[CGAP_NUMBER_SIZE]);

/** @brief Value of a key, or NULL. */
const char *cgap_settings_find(const cgap_settings *self, const char *key);

#endif
