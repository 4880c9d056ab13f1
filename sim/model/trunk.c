/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether two models make the same steps. Whatever a step or a recorded row reads is compared here;
 * structures are compared by their bytes, so that a new field cannot be forgotten: where padding
 * differs, time is lost and nothing else. */
#include "cgap/trunk.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

static bool
same_numbers(const double *a, const double *b, size_t n)
{
    return a == NULL || b == NULL ? a == b : memcmp(a, b, n * sizeof *a) == 0;
}

/* Start, grid of time, states and all that is fixed. */
static bool
same_ground(const cgap_model *a, const cgap_model *b)
{
    const cgap_scenario *x = a->scenario, *y = b->scenario;

    return a->n == b->n && a->n_step == b->n_step && x->start == y->start &&
           x->steps_per_year == y->steps_per_year && x->severity == y->severity &&
           memcmp(&x->parameters, &y->parameters, sizeof x->parameters) == 0 &&
           memcmp(x->dataset.member, y->dataset.member, a->n * sizeof *x->dataset.member) == 0 &&
           same_numbers(a->contagion, b->contagion, a->n * a->n) &&
           a->timetable.members_at_start == b->timetable.members_at_start &&
           a->timetable.start_platform == b->timetable.start_platform &&
           a->timetable.start_agency_mandate == b->timetable.start_agency_mandate;
}

/* Levers of one step. Of a coalition that does not work together nobody notices who is in it. */
static bool
same_levers(const cgap_model *a, const cgap_model *b, size_t step)
{
    cgap_step_policy x, y;
    const cgap_step_policy *of_a = &a->timetable.step[step], *of_b = &b->timetable.step[step];

    memcpy(&x, of_a, sizeof x); /* with its padding, which an assignment may leave out */
    memcpy(&y, of_b, sizeof y);
    x.intelligence = y.intelligence = NULL;
    x.legal = y.legal = NULL;
    return memcmp(&x, &y, sizeof x) == 0 &&
           same_numbers(of_a->intelligence, of_b->intelligence, a->n) &&
           same_numbers(of_a->legal, of_b->legal, a->n) &&
           (!x.coalition_active ||
            a->scenario->coalition.members == b->scenario->coalition.members);
}

static bool
same_law(const cgap_instrument *a, const cgap_instrument *b)
{
    return strcmp(a->name, b->name) == 0 && a->type == b->type && a->adopted == b->adopted &&
           a->applies == b->applies && a->standard == b->standard && a->pull == b->pull &&
           a->ceiling == b->ceiling && a->enforcement == b->enforcement &&
           a->complexity == b->complexity && a->compliance_cost == b->compliance_cost &&
           memcmp(a->covers, b->covers, sizeof a->covers) == 0 &&
           a->certification == b->certification && a->rights_exposure == b->rights_exposure &&
           a->participants == b->participants;
}

void
cgap_model_common_laws(const cgap_model *self, const cgap_model *other,
                       size_t match[CGAP_MAX_INSTRUMENT])
{
    for (size_t p = 0; p < other->n_instrument; p++) {
        match[p] = SIZE_MAX;
        for (size_t q = 0; q < self->n_instrument; q++) {
            if (same_law(&other->scenario->instrument[p], &self->scenario->instrument[q])) {
                match[p] = q;
            }
        }
    }
}

/* Date from which a row may show a law. Nobody implements any of it before it begins; a floor it is
 * from the row nearest to its deadline on, which may lie before a late adoption. */
static double
shows_from(const cgap_model *model, size_t p)
{
    const cgap_scenario *scenario = model->scenario;
    long row = cgap_instrument_row(scenario, &scenario->instrument[p]);
    double floor = row > 0 ? cgap_scenario_time(scenario, (size_t) row) : scenario->start;

    return fmin(model->law_begins[p], floor);
}

/* First date at which a law of @p other that @p self has not may show; infinite: never. */
static double
first_difference(const cgap_model *self, const cgap_model *other)
{
    size_t match[CGAP_MAX_INSTRUMENT];
    double first = INFINITY;

    cgap_model_common_laws(self, other, match);
    for (size_t p = 0; p < other->n_instrument; p++) {
        if (match[p] == SIZE_MAX) {
            first = fmin(first, shows_from(other, p));
        }
    }
    return first;
}

size_t
cgap_model_common_steps(const cgap_model *self, const cgap_model *other)
{
    double apart = fmin(first_difference(self, other), first_difference(other, self));
    size_t step = 0;

    if (!same_ground(self, other) || self->timetable.members_at_start == 0) {
        return 0;
    }
    /* A law that begins at a row shows at it already. */
    while (step + 1 < self->n_step && same_levers(self, other, step) &&
           self->timetable.step[step].members != 0 &&
           cgap_scenario_time(self->scenario, step + 1) < apart) {
        step++;
    }
    return step;
}
