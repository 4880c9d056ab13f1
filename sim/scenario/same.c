/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether two scenarios have the same value, and whether policy could choose it. */
#include <string.h>

#include "cgap/parameter.h"
#include "cgap/scenario.h"

bool
cgap_schedule_same(const cgap_schedule *a, const cgap_schedule *b)
{
    bool same = a->n == b->n;

    for (size_t c = 0; same && c < a->n; c++) {
        same = a->at[c].time == b->at[c].time && a->at[c].value == b->at[c].value;
    }
    return same;
}

bool
cgap_parameter_same(const cgap_parameter *row, const cgap_scenario *a, const cgap_scenario *b)
{
    const void *x = (const char *) a + row->offset, *y = (const char *) b + row->offset;

    switch (row->type) {
    case CGAP_REAL:
        return *(const double *) x == *(const double *) y;
    case CGAP_SCHEDULE:
        return cgap_schedule_same(x, y);
    case CGAP_CHOICE:
        return memcmp(x, y, sizeof(int)) == 0;
    case CGAP_TEXT:
        return strcmp(*(char *const *) x, *(char *const *) y) == 0;
    default:
        return true;
    }
}

/* The next event of the world from number @p from on, n_event when there is none. */
static size_t
next_of_world(const cgap_scenario *s, size_t from)
{
    while (
        from < s->n_event &&
        ((s->event[from].type != CGAP_EVENT_SYSTEMIC && s->event[from].type != CGAP_EVENT_REGIME) ||
         cgap_scenario_row(s, s->event[from].date) >= (long) cgap_scenario_steps(s))) {
        from++;
    }
    return from;
}

bool
cgap_same_world_events(const cgap_scenario *a, const cgap_scenario *b)
{
    size_t i = next_of_world(a, 0), j = next_of_world(b, 0);
    bool same = true;

    while (same && i < a->n_event && j < b->n_event) {
        const cgap_event *x = &a->event[i], *y = &b->event[j];

        same = x->type == y->type && x->date == y->date &&
               (x->type == CGAP_EVENT_SYSTEMIC ? x->size == y->size
                                               : x->attack_factor == y->attack_factor);
        i = next_of_world(a, i + 1);
        j = next_of_world(b, j + 1);
    }
    return same && i == a->n_event && j == b->n_event;
}

bool
cgap_parameter_of_world(const char *key)
{
    return strncmp(key, "parameters.", 11) == 0 || strcmp(key, "levers.threat_growth") == 0 ||
           strcmp(key, "severity") == 0 || strcmp(key, "interdependence") == 0;
}
