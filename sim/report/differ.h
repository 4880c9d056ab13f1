/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_REPORT_DIFFER_H
#define CGAP_REPORT_DIFFER_H
/* Scenarios of a comparison that do not live in the same world: other parameters, other data. */
#include "page.h"
#include "source.h"

/** @brief Behind the baseline's value of @p key those of the scenarios that have another. */
void cgap_put_other_values(cgap_page *page, const cgap_report_source *source, const char *key);

/** @brief A paragraph for each alternative that rests on other parameters or data than the
 * baseline: its differences are not the effect of policy alone. */
void cgap_put_other_worlds(cgap_page *page, const cgap_report_source *source);

#endif
