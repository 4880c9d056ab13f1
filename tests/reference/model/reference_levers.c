/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps 1 and 2: dated decisions, events, engagement and the channels of external cooperation
 * (MODEL.md 2.7, 2.9, 2.11). A date counts from the row nearest to it. */
#include "reference_state.h"

#include <math.h>

static bool
has_come(const reference *self, double date)
{
    return cgap_scenario_row(self->scenario, date) <= (long) self->step;
}

/* The value of the last change that has come; the first one also holds before its time. */
static double
lever(const reference *self, const cgap_schedule *schedule)
{
    double value = schedule->at[0].value;

    for (size_t a = 1; a < schedule->n; a++) {
        if (has_come(self, schedule->at[a].time)) {
            value = schedule->at[a].value;
        }
    }
    return value;
}

/* A state that joins before it ever leaves starts outside. */
static cgap_member_set
first_members(const cgap_scenario *scenario)
{
    cgap_member_set members = 0;

    for (size_t i = 0; i < scenario->dataset.n; i++) {
        bool outside = false, decided = false;

        for (size_t e = 0; e < scenario->n_event && !decided; e++) {
            const cgap_event *event = &scenario->event[e];

            if (event->member == i &&
                (event->type == CGAP_EVENT_JOIN || event->type == CGAP_EVENT_LEAVE)) {
                outside = event->type == CGAP_EVENT_JOIN;
                decided = true;
            }
        }
        members |= (cgap_member_set) !outside << i;
    }
    return members;
}

/* Everything that events have brought about by the start of this step. */
static void
events(reference *self)
{
    const cgap_scenario *scenario = self->scenario;
    reference_levers *levers = &self->levers;
    double platform_factor = 1.0;

    levers->members = first_members(scenario);
    levers->enforcement_factor = 1.0;
    levers->regime = 1.0;
    levers->systemic_size = 0.0;
    for (size_t e = 0; e < scenario->n_event; e++) {
        const cgap_event *event = &scenario->event[e];

        if (!has_come(self, event->date)) {
            continue;
        }
        switch (event->type) {
        case CGAP_EVENT_LEAVE:
            levers->members &= ~((cgap_member_set) 1 << event->member);
            break;
        case CGAP_EVENT_JOIN:
            levers->members |= (cgap_member_set) 1 << event->member;
            break;
        case CGAP_EVENT_RELAPSE: /* 2.3: multiplies E_p and Lambda */
            platform_factor *= event->platform_factor;
            levers->enforcement_factor *= event->enforcement_factor;
            break;
        case CGAP_EVENT_REGIME:
            levers->regime *= event->attack_factor;
            break;
        case CGAP_EVENT_SYSTEMIC: /* 2.9: only in its own step */
            if (cgap_scenario_row(scenario, event->date) == (long) self->step) {
                levers->systemic_size += event->size;
            }
            break;
        }
    }
    levers->platform = platform_factor * lever(self, &scenario->levers.platform);
    levers->coalition_platform =
        scenario->coalition.members != 0 && has_come(self, scenario->coalition.from)
            ? platform_factor * scenario->coalition.platform
            : 0.0;
}

static void
levers_in_force(reference *self)
{
    const cgap_levers *from = &self->scenario->levers;
    reference_levers *levers = &self->levers;

    levers->time = cgap_scenario_time(self->scenario, self->step);
    levers->agency_mandate = lever(self, &from->agency_mandate);
    levers->fund_meur = lever(self, &from->fund_meur);
    levers->fund_targeting = lever(self, &from->fund_targeting);
    levers->industrial_policy = lever(self, &from->industrial_policy);
    levers->research = lever(self, &from->research);
    levers->threat_growth = lever(self, &from->threat_growth);
    events(self);
}

/* Share of the members' GDP that takes part with a partner. */
static double
taking_part(const reference *self, cgap_member_set partner)
{
    double part = 0.0, all = 0.0;

    for (size_t i = 0; i < self->n; i++) {
        if (reference_is_member(self->levers.members, i)) {
            all += self->gdp[i];
            part += reference_is_member(partner, i) ? self->gdp[i] : 0.0;
        }
    }
    return all > 0.0 ? part / all : 0.0;
}

/* 2.7: X = sum_f e_f a_f, over the partners a state works with */
static void
channels(reference *self)
{
    const cgap_scenario *scenario = self->scenario;
    reference_levers *levers = &self->levers;

    levers->norms = 0.0;
    for (size_t f = 0; f < scenario->n_partner; f++) {
        levers->norms += levers->engagement[f] * scenario->partner[f].norms *
                         taking_part(self, scenario->partner[f].members);
    }
    for (size_t i = 0; i < self->n; i++) {
        levers->intelligence[i] = 0.0;
        levers->legal[i] = 0.0;
        for (size_t f = 0; f < scenario->n_partner; f++) {
            const cgap_partner *partner = &scenario->partner[f];

            if (reference_is_member(partner->members, i)) {
                levers->intelligence[i] += levers->engagement[f] * partner->intelligence;
                levers->legal[i] += levers->engagement[f] * partner->law;
            }
        }
        /* A state that is not yet party to the Budapest Convention feels less of it. */
        if (scenario->dataset.member[i].budapest_in_force > levers->time) {
            levers->legal[i] *= scenario->parameters.legal_reach_outside_convention;
        }
    }
}

void
reference_levers_start(reference *self)
{
    const cgap_scenario *scenario = self->scenario;

    levers_in_force(self);
    for (size_t f = 0; f < scenario->n_partner; f++) {
        self->levers.engagement[f] = lever(self, &scenario->partner[f].engagement);
    }
    self->levers.law_enforcement = lever(self, &scenario->levers.law_enforcement);
    channels(self);
}

void
reference_levers_step(reference *self)
{
    const cgap_scenario *scenario = self->scenario;
    reference_levers *levers = &self->levers;
    double kappa_e = scenario->parameters.external_engagement_rate;

    if (self->step > 0) {
        levers->growth += levers->threat_growth * self->dt; /* 2.9: integral of g_A up to t */
    }
    levers_in_force(self);
    for (size_t f = 0; f < scenario->n_partner; f++) { /* 2.7: e_f -> level at rate kappa_e */
        levers->engagement[f] =
            reference_relax(levers->engagement[f], lever(self, &scenario->partner[f].engagement),
                            kappa_e, self->dt);
    }
    levers->law_enforcement = /* 2.9: E_law relaxes at kappa_e */
        reference_relax(levers->law_enforcement, lever(self, &scenario->levers.law_enforcement),
                        kappa_e, self->dt);
    channels(self);
}
