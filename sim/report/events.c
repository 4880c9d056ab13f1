/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "events.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cgap/calendar.h"
#include "cgap/number.h"
#include "cgap/scenario.h"

enum { MOST_KEY = 512 };

/* Whether a date lies before the last step of the run. */
static bool
is_before_the_end(const cgap_report_source *source, const cgap_settings *settings, double year)
{
    const char *steps = cgap_settings_find(settings, "steps_per_year");
    cgap_scenario grid = {.start = source->start, .end = source->end, .steps_per_year = 12};
    double number;

    if (steps != NULL && cgap_number_parse(steps, &number) && number >= 1.0 && number <= 366.0) {
        grid.steps_per_year = (int) number;
    }
    return cgap_scenario_row(&grid, year) < (long) cgap_scenario_steps(&grid);
}

/* The date of the event whose key, up to its last dot, is @p length long. */
static cgap_happening
dated(const cgap_settings *settings, size_t at, size_t length)
{
    cgap_happening out = {NULL, NAN, at};
    char key[MOST_KEY];
    double year;

    (void) snprintf(key, sizeof key, "%.*sdate", (int) length, settings->at[at].key);
    out.date = cgap_settings_find(settings, key);
    if (out.date != NULL &&
        (cgap_calendar_year(out.date, &year) || cgap_number_parse(out.date, &year))) {
        out.year = year;
    }
    return out;
}

bool
cgap_next_event(const cgap_report_source *source, const cgap_settings *settings, const char *type,
                size_t from, cgap_happening *out)
{
    for (size_t k = from; k < settings->n; k++) {
        const char *key = settings->at[k].key, *dot = strrchr(key, '.');

        if (strncmp(key, "events.", 7) == 0 && strcmp(dot, ".type") == 0 &&
            strcmp(settings->at[k].value, type) == 0) {
            *out = dated(settings, k, (size_t) (dot - key) + 1);
            if (isnan(out->year) || is_before_the_end(source, settings, out->year)) {
                return true;
            }
        }
    }
    return false;
}
