/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "network.h"

#include <math.h>
#include <stdlib.h>

#include "cgap/memory.h"

void
cgap_network_free(cgap_network *self)
{
    for (size_t v = 0; v < self->n; v++) {
        cgap_web_free(&self->at[v].web);
    }
    free(self->at);
    free(self->mean);
    free(self->place);
}

static bool
add_view(cgap_network *self, const cgap_chart_source *source, size_t scenario, double time)
{
    cgap_network_view *next = &self->at[self->n];

    *next = (cgap_network_view){.scenario = scenario, .time = time};
    if (!cgap_web_read(&next->web, source, scenario, time)) {
        return false;
    }
    self->n++;
    return true;
}

static bool
read_means(cgap_network *self, const cgap_chart_source *source)
{
    bool fine;

    self->mean = cgap_memory_array(source->n_scenario, sizeof *self->mean);
    fine = self->mean != NULL;
    for (size_t s = 0; s < source->n_scenario && fine; s++) {
        cgap_web web;

        fine = cgap_web_read(&web, source, s, source->end);
        self->mean[s] = fine ? cgap_web_mean(&web) : NAN;
        cgap_web_free(&web);
    }
    return fine;
}

/* How far a scenario's mean tie is from the baseline's. */
static double
distance_of(const cgap_network *self, const cgap_chart_source *source, size_t s)
{
    double distance = fabs(self->mean[s] - self->mean[source->baseline]);

    return isfinite(distance) ? distance : 0.0;
}

/* The alternatives that change most, as many as fit. */
bool
cgap_network_shows(const cgap_network *self, const cgap_chart_source *source, size_t s)
{
    double mine = distance_of(self, source, s);
    size_t before = 1; /* the baseline, alternatives that change more, or as much and come first */

    for (size_t other = 0; other < source->n_scenario; other++) {
        double theirs = distance_of(self, source, other);

        before += other != source->baseline && (theirs > mine || (theirs == mine && other < s));
    }
    return s == source->baseline || before < CGAP_NETWORK_PANELS;
}

/* The baseline first, then those that are shown in the order of the tables. */
bool
cgap_network_read(cgap_network *self, const cgap_chart_source *source, size_t scenario)
{
    bool fine;

    self->several = source->n_scenario > 1;
    self->at = cgap_memory_array(CGAP_NETWORK_PANELS, sizeof *self->at);
    if (self->at == NULL) {
        return false;
    }
    if (!self->several) {
        return add_view(self, source, scenario, source->start) &&
               add_view(self, source, scenario, source->end);
    }
    fine = read_means(self, source) && add_view(self, source, source->baseline, source->end);
    for (size_t s = 0; s < source->n_scenario && fine; s++) {
        if (s != source->baseline && cgap_network_shows(self, source, s)) {
            fine = add_view(self, source, s, source->end);
        }
    }
    self->left_out = source->n_scenario - self->n;
    return fine;
}

bool
cgap_network_is_change(const cgap_network *self, const cgap_network_view *of)
{
    return self->several && of != self->at;
}

/* What a link of a panel shows. */
double
cgap_network_link(const cgap_network *self, const cgap_network_view *of, size_t i, size_t j)
{
    double tie = cgap_web_tie(&of->web, i, j);

    return cgap_network_is_change(self, of) ? tie - cgap_web_tie(&self->at[0].web, i, j) : tie;
}
