/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_REPORT_EVENTS_H
#define CGAP_REPORT_EVENTS_H
/* Events that a scenario of the folder dates, among its settings. */
#include "source.h"

/* One that takes effect before the end of the run. */
typedef struct cgap_happening {
    const char *date; /* as the scenario spells it; NULL: it has none. Borrowed */
    double year;      /* the same as a decimal year; NaN when it is none */
    size_t at;        /* its place among the settings; where to look on is one further */
} cgap_happening;

/** @brief The next event of type @p type from setting number @p from on. One before the start acts
 *  at once and counts, one whose step is the last of the run or later does not.
 *  @return false when there is none */
bool cgap_next_event(const cgap_report_source *source, const cgap_settings *settings,
                     const char *type, size_t from, cgap_happening *out);

#endif
