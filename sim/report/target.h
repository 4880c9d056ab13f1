/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_REPORT_TARGET_H
#define CGAP_REPORT_TARGET_H
/* The file a page goes to. */
#include <stdbool.h>

#include "cgap/error.h"

/* What the head of a page names as its maker, by which a report knows an earlier one. */
#define CGAP_REPORT_GENERATOR "cgap report"

/* Where the page goes, behind links; only an earlier page may give way, or any file where it
 * @p replaces. NULL with an error set: another file, a device or a folder has the name. Free it. */
char *cgap_report_target(const char *path, bool replaces, cgap_error *err);

/* Writes the file, which appears whole or not at all. */
cgap_status cgap_report_put(const char *path, const char *text, cgap_error *err) CGAP_CHECKED;

#endif
