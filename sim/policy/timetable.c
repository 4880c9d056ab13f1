/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/policy.h"

#include <math.h>
#include <stdlib.h>

#include "cgap/elementary.h"
#include "cgap/memory.h"

/* Value of a lever over step n: the last change whose nearest step boundary is not later. */
static double
lever(const cgap_scenario *scenario, const cgap_schedule *schedule, long n)
{
    double value = schedule->at[0].value;

    for (size_t c = 1; c < schedule->n; c++) {
        if (cgap_scenario_row(scenario, schedule->at[c].time) <= n) {
            value = schedule->at[c].value;
        }
    }
    return value;
}

long
cgap_instrument_row(const cgap_scenario *scenario, const cgap_instrument *instrument)
{
    return cgap_scenario_row(scenario, instrument->applies);
}

/* Exact relaxation over one step (section 2.1, last line). */
static double
relax(double value, double target, double rate, double dt)
{
    return target + (value - target) * cgap_exp(-rate * dt);
}

static cgap_member_set
all_members(size_t n)
{
    return n == CGAP_MAX_MEMBER ? ~(cgap_member_set) 0 : ((cgap_member_set) 1 << n) - 1;
}

/* A state that joins later in the scenario is outside before. */
static cgap_member_set
members_at_start(const cgap_scenario *scenario)
{
    cgap_member_set members = all_members(scenario->dataset.n), seen = 0;

    for (size_t e = 0; e < scenario->n_event; e++) {
        const cgap_event *event = &scenario->event[e];
        cgap_member_set bit = (cgap_member_set) 1 << event->member;

        if (event->type == CGAP_EVENT_JOIN && !(seen & bit)) {
            members &= ~bit;
        }
        if (event->type == CGAP_EVENT_JOIN || event->type == CGAP_EVENT_LEAVE) {
            seen |= bit;
        }
    }
    return members;
}

/* What events have done by the beginning of a step. */
typedef struct standing {
    cgap_member_set members;
    double platform_factor, enforcement_factor, attack_factor;
} standing;

static void
apply_event(standing *now, const cgap_event *event)
{
    cgap_member_set bit = (cgap_member_set) 1 << event->member;

    switch (event->type) {
    case CGAP_EVENT_LEAVE:
        now->members &= ~bit;
        break;
    case CGAP_EVENT_JOIN:
        now->members |= bit;
        break;
    case CGAP_EVENT_RELAPSE:
        now->platform_factor *= event->platform_factor;
        now->enforcement_factor *= event->enforcement_factor;
        break;
    case CGAP_EVENT_REGIME:
        now->attack_factor *= event->attack_factor;
        break;
    case CGAP_EVENT_SYSTEMIC:
        break;
    }
}

/* Events that take effect at the boundary before step n; those before the start act at once. */
static void
apply_events(standing *now, const cgap_scenario *scenario, long n, double *systemic)
{
    *systemic = 0.0;
    for (size_t e = 0; e < scenario->n_event; e++) {
        const cgap_event *event = &scenario->event[e];
        long row = cgap_scenario_row(scenario, event->date);

        if (event->type == CGAP_EVENT_SYSTEMIC) {
            *systemic += row == n ? event->size : 0.0;
        } else if (row == n || (n == 0 && row < 0)) {
            apply_event(now, event);
        }
    }
}

double
cgap_policy_floor(const cgap_scenario *scenario, size_t row, cgap_member_set members)
{
    double floor = NAN;

    for (size_t p = 0; p < scenario->n_instrument; p++) {
        const cgap_instrument *instrument = &scenario->instrument[p];

        if ((members & ~instrument->participants) == 0 &&
            cgap_instrument_row(scenario, instrument) <= (long) row &&
            !(instrument->standard <= floor)) { /* also when floor is NaN */
            floor = instrument->standard;
        }
    }
    return floor;
}

/* EU budget of the levers, M EUR per year (section 2.10). */
static double
cost_of(const cgap_step_policy *step, const cgap_parameters *p)
{
    double above = step->agency_mandate - p->cost_agency_reference;
    double agency = step->agency_mandate > 0.0
                        ? p->cost_agency_base + p->cost_agency_slope * (above > 0.0 ? above : 0.0)
                        : 0.0;

    return agency + p->cost_forum * step->engagement + p->cost_platform * step->platform +
           p->cost_industrial_policy * step->industrial_policy + p->cost_research * step->research +
           step->fund_meur;
}

static double
gdp_share(const cgap_dataset *data, cgap_member_set part, cgap_member_set whole)
{
    double sum_part = 0.0, sum_whole = 0.0;

    for (size_t i = 0; i < data->n; i++) {
        cgap_member_set bit = (cgap_member_set) 1 << i;

        sum_whole += whole & bit ? data->member[i].gdp_bn_eur : 0.0;
        sum_part += whole & part & bit ? data->member[i].gdp_bn_eur : 0.0;
    }
    return sum_whole > 0.0 ? sum_part / sum_whole : 0.0;
}

/* Channel strengths X = sum_f e_f a_f (section 2.7). */
static void
add_partner(const cgap_scenario *scenario, const cgap_partner *partner, double engagement,
            cgap_step_policy *step, double *intelligence, double *legal)
{
    const cgap_dataset *data = &scenario->dataset;
    double outside = scenario->parameters.legal_reach_outside_convention;

    step->norms += engagement * partner->norms * gdp_share(data, partner->members, step->members);
    if (partner->intelligence > 0.0 || partner->norms > 0.0 || partner->law > 0.0) {
        step->engagement += engagement; /* a partner that carries nothing costs nothing */
    }
    for (size_t i = 0; i < data->n; i++) {
        double in_force = data->member[i].budapest_in_force;

        if (partner->members >> i & 1) {
            double reach = in_force > step->time ? outside : 1.0; /* unknown date: party */

            intelligence[i] += engagement * partner->intelligence;
            legal[i] += engagement * partner->law * reach;
        }
    }
}

static void
read_levers(cgap_step_policy *step, const cgap_scenario *scenario, long n, const standing *now)
{
    const cgap_levers *levers = &scenario->levers;

    step->time = cgap_scenario_time(scenario, (size_t) n);
    step->members = now->members;
    step->platform = lever(scenario, &levers->platform, n) * now->platform_factor;
    step->agency_mandate = lever(scenario, &levers->agency_mandate, n);
    step->fund_meur = lever(scenario, &levers->fund_meur, n);
    step->fund_targeting = lever(scenario, &levers->fund_targeting, n);
    step->industrial_policy = lever(scenario, &levers->industrial_policy, n);
    step->research = lever(scenario, &levers->research, n);
    step->threat_growth = lever(scenario, &levers->threat_growth, n);
    step->enforcement_factor = now->enforcement_factor;
    if (scenario->coalition.members != 0 &&
        cgap_scenario_row(scenario, scenario->coalition.from) <= n) {
        step->coalition_active = true;
        step->coalition_platform = scenario->coalition.platform * now->platform_factor;
    }
}

/* Mean of the exponential growth over the step: exact, so that halving dt changes nothing. */
static double
mean_growth(double rate, double dt)
{
    double z = rate * dt;

    return z > 1e-12 || z < -1e-12 ? cgap_expm1(z) / z : 1.0;
}

typedef struct relaxing {
    double *engagement; /* [n_partner] e_f */
    double law_enforcement, growth /* integral of g_A from the start */;
} relaxing;

static void
fill_step(cgap_step_policy *step, const cgap_scenario *scenario, long n, const standing *now,
          relaxing *slow, double *intelligence, double *legal)
{
    const cgap_parameters *p = &scenario->parameters;
    double dt = 1.0 / scenario->steps_per_year;

    read_levers(step, scenario, n, now);
    for (size_t f = 0; f < scenario->n_partner; f++) {
        double level = lever(scenario, &scenario->partner[f].engagement, n);

        slow->engagement[f] = relax(slow->engagement[f], level, p->external_engagement_rate, dt);
        add_partner(scenario, &scenario->partner[f], slow->engagement[f], step, intelligence,
                    legal);
    }
    step->intelligence = intelligence;
    step->legal = legal;
    slow->law_enforcement =
        relax(slow->law_enforcement, lever(scenario, &scenario->levers.law_enforcement, n),
              p->external_engagement_rate, dt);
    step->law_enforcement = slow->law_enforcement;
    step->attack_volume =
        cgap_exp(slow->growth) * mean_growth(step->threat_growth, dt) * now->attack_factor;
    slow->growth += step->threat_growth * dt;
    step->cost_eu_meur = cost_of(step, p);
}

cgap_status
cgap_timetable_create(cgap_timetable *out, const cgap_scenario *scenario, cgap_error *err)
{
    size_t n_step = cgap_scenario_steps(scenario), n = scenario->dataset.n;
    cgap_timetable draft = {n_step, n, NULL, 0, 0.0, 0.0, NULL};
    standing now = {members_at_start(scenario), 1.0, 1.0, 1.0};
    relaxing slow = {cgap_memory_array(scenario->n_partner, sizeof(double)), 0.0, 0.0};

    draft.step = cgap_memory_array(n_step, sizeof *draft.step);
    draft.channel = cgap_memory_array(2 * n_step, n * sizeof(double));
    if (draft.step == NULL || draft.channel == NULL || slow.engagement == NULL) {
        free(slow.engagement);
        cgap_timetable_free(&draft);
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for the timetable of '%s'",
                               scenario->name);
    }
    for (size_t f = 0; f < scenario->n_partner; f++) {
        slow.engagement[f] = lever(scenario, &scenario->partner[f].engagement, 0);
    }
    slow.law_enforcement = lever(scenario, &scenario->levers.law_enforcement, 0);
    for (size_t s = 0; s < n_step; s++) {
        apply_events(&now, scenario, (long) s, &draft.step[s].systemic_size);
        fill_step(&draft.step[s], scenario, (long) s, &now, &slow, draft.channel + 2 * s * n,
                  draft.channel + (2 * s + 1) * n);
    }
    draft.members_at_start = draft.step[0].members;
    draft.start_platform = draft.step[0].platform;
    draft.start_agency_mandate = draft.step[0].agency_mandate;
    free(slow.engagement);
    *out = draft;
    return CGAP_OK;
}

void
cgap_timetable_free(cgap_timetable *self)
{
    free(self->step);
    free(self->channel);
    *self = (cgap_timetable){0};
}
