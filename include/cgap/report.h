/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_REPORT_H
#define CGAP_REPORT_H
/*
 * A results folder as one self-contained page. The room reads only the folder (tables,
 * manifest.json, scenarios, the drawings in charts/) and estimates nothing: every number of the
 * page stands in a table. Style and script come from report.css and report.js beside the chart
 * templates and are written into the page, which loads nothing when it is opened.
 *
 * Same folder, same bytes: no clock, no path, no name of a machine.
 */
#include <stdbool.h>
#include <stddef.h>

#include "cgap/error.h"
#include "cgap/language.h"

typedef struct cgap_report_options {
    const char *plots;      /* folder that holds report.css and report.js */
    cgap_language language; /* of the page; texts of the user stay as they are */
    size_t threads;         /* that may read tables side by side; the page is the same */
    bool replaces;          /* whatever file has the name gives way; else only a report does */
} cgap_report_options;

/** @brief Writes the report of results folder @p folder to the file @p path, which appears whole
 *  or not at all. An earlier report of that name gives way; behind a link, what it leads to.
 *
 *  Texts of the user (names, titles, descriptions) are escaped; drawings are copied element by
 *  element, without scripts and without references to anything outside.
 *
 *  @retval CGAP_E_INPUT  not a results folder, a table or scenario that cannot be read, a drawing
 *                        that is no SVG; @p path is a device, a folder or a file that is no report
 *  @retval CGAP_E_IO     style or script cannot be read, or the report not be written
 *  @retval CGAP_E_MEMORY out of memory
 *
 *  Cost: reading the tables; some tenths of a second for a comparison of twelve scenarios. */
cgap_status cgap_report_write(const char *folder, const char *path, const cgap_report_options *how,
                              cgap_error *err) CGAP_CHECKED;

#endif
