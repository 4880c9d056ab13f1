/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_TEST_SHIPPED_FILES_H
#define CGAP_TEST_SHIPPED_FILES_H
/* The shipped scenarios by name, read as a user's program would. Include after harness.h. */
#include <stdio.h>

#include "cgap/scenario_read.h"

#define SHIPPED CGAP_SOURCE_DIR "/scenarios"

/* Names a contract gives: other programs and documents open these files. */
static const char *const NAMES[] = {
    "cohesion-funding",
    "combined-package",
    "cooperation-first",
    "expiring-mandate",
    "external-first",
    "history",
    "industry",
    "maximum-harmonisation",
    "minimum-harmonisation",
    "nis2",
    "no-eu-action",
    "relapse",
    "review-2017-enacted",
    "review-2017-none",
    "review-2017-stronger",
    "status-quo-2013",
    "strong-agency",
    "threat-regime-2022",
    "threat-surge",
    "two-speed",
};
enum { N_NAME = sizeof NAMES / sizeof NAMES[0] };

/* Reads one of them; any message at all fails the test. */
static inline void
read_shipped(const char *name, cgap_scenario *out)
{
    char path[512], line[1024];
    cgap_diagnostics list = CGAP_DIAGNOSTICS_INIT;
    cgap_scenario_source source = {path, NULL, NULL, 0};
    cgap_status status;

    (void) snprintf(path, sizeof path, SHIPPED "/%s.cfg", name);
    cgap_scenario_init(out);
    status = cgap_scenario_read(out, &source, &list);
    if (list.n > 0) {
        cgap_message_format(&list.at[0], line, sizeof line);
        fail_msg("%s", line);
    }
    assert_false(list.exhausted);
    assert_int_equal(status, CGAP_OK);
    cgap_diagnostics_free(&list);
}

#endif
