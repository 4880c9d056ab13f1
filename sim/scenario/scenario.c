/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/scenario.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scan.h"

void
cgap_scenario_init(cgap_scenario *self)
{
    memset(self, 0, sizeof *self);
}

static void
free_levers(cgap_levers *levers)
{
    free(levers->platform.at);
    free(levers->agency_mandate.at);
    free(levers->fund_meur.at);
    free(levers->fund_targeting.at);
    free(levers->industrial_policy.at);
    free(levers->research.at);
    free(levers->law_enforcement.at);
    free(levers->threat_growth.at);
}

void
cgap_scenario_free(cgap_scenario *self)
{
    for (size_t k = 0; k < self->n_instrument; k++) {
        free(self->instrument[k].name);
    }
    for (size_t k = 0; k < self->n_partner; k++) {
        free(self->partner[k].name);
        free(self->partner[k].engagement.at);
    }
    free_levers(&self->levers);
    free(self->instrument);
    free(self->partner);
    free(self->event);
    free(self->name);
    free(self->title);
    free(self->about);
    free(self->data);
    free(self->interdependence);
    free(self->contagion);
    cgap_dataset_free(&self->dataset);
    cgap_scenario_init(self);
}

bool
cgap_scenario_name_valid(const char *name)
{
    size_t length = strlen(name);

    return length > 0 && length <= CGAP_LONGEST_SCENARIO_NAME && strchr(".- ", name[0]) == NULL &&
           name[length - 1] != ' ' && strpbrk(name, "/\\\"\t\n\r\f") == NULL &&
           cgap_scan_foreign(name, length) == length;
}

size_t
cgap_scenario_steps(const cgap_scenario *self)
{
    return (size_t) floor((self->end - self->start) * self->steps_per_year + 0.5);
}

double
cgap_scenario_time(const cgap_scenario *self, size_t n)
{
    return self->start + (double) n / self->steps_per_year;
}

long
cgap_scenario_row(const cgap_scenario *self, double date)
{
    double row = floor((date - self->start) * self->steps_per_year + 0.5);

    if (!(row > (double) (LONG_MIN / 2))) {
        return LONG_MIN / 2;
    }
    return row < (double) (LONG_MAX / 2) ? (long) row : LONG_MAX / 2;
}

double
cgap_schedule_at(const cgap_schedule *self, double time)
{
    size_t k = 0;

    while (k + 1 < self->n && self->at[k + 1].time <= time) {
        k++;
    }
    return self->at[k].value;
}
