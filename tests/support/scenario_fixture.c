/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario_fixture.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "fixture_members.h"

static void *
must(void *memory)
{
    if (memory == NULL) {
        abort();
    }
    return memory;
}

static char *
text(const char *of)
{
    return must(cgap_text_copy(of));
}

/* One item more at position @p at; the item is zero. */
static void *
insert(void **items, size_t *n, size_t size, size_t at)
{
    char *grown = must(cgap_memory_array(*n + 1, size));

    if (*n > 0) {
        memcpy(grown, *items, at * size);
        memcpy(grown + (at + 1) * size, (char *) *items + at * size, (*n - at) * size);
    }
    free(*items);
    *items = grown;
    (*n)++;
    return grown + at * size;
}

void
fixture_change(cgap_schedule *schedule, double time, double value)
{
    void *at = schedule->at;
    cgap_change *change = insert(&at, &schedule->n, sizeof *change, schedule->n);

    schedule->at = at;
    *change = (cgap_change){time, value};
}

void
fixture_set(cgap_schedule *schedule, double value)
{
    free(schedule->at);
    *schedule = (cgap_schedule){0, NULL};
    fixture_change(schedule, 2016.5, value);
}

cgap_instrument *
fixture_instrument(cgap_scenario *self, const char *name)
{
    void *items = self->instrument;
    size_t at = 0;
    cgap_instrument *out;

    while (at < self->n_instrument && strcmp(self->instrument[at].name, name) < 0) {
        at++;
    }
    out = insert(&items, &self->n_instrument, sizeof *out, at);
    self->instrument = items;
    *out = (cgap_instrument){
        .name = text(name),
        .type = CGAP_DIRECTIVE,
        .adopted = 2016.5 + 5.0 / (12.0 * 31.0), /* NIS: 6 July 2016 */
        .applies = 2018.0 + 4.0 / 12.0 + 8.0 / (12.0 * 31.0),
        .standard = 0.75,
        .pull = 0.4,
        .enforcement = 0.5,
        .complexity = 1.0,
        .compliance_cost = 0.0001,
        .covers = {1.0, 0.6, 1.0, 0.4, 0.6, 0.0, 0.15, 0.0, 0.0},
        .participants = fixture_members(self, NULL),
    };
    return out;
}

cgap_partner *
fixture_partner(cgap_scenario *self, const char *name)
{
    void *items = self->partner;
    size_t at = 0;
    cgap_partner *out;

    while (at < self->n_partner && strcmp(self->partner[at].name, name) < 0) {
        at++;
    }
    out = insert(&items, &self->n_partner, sizeof *out, at);
    self->partner = items;
    out->name = text(name);
    out->members = fixture_members(self, NULL);
    fixture_set(&out->engagement, 0.3);
    return out;
}

cgap_event *
fixture_event(cgap_scenario *self, cgap_event_type type, double date)
{
    void *items = self->event;
    size_t at = 0;
    cgap_event *out;

    while (at < self->n_event && self->event[at].date < date) {
        at++;
    }
    out = insert(&items, &self->n_event, sizeof *out, at);
    self->event = items;
    *out = (cgap_event){.type = type,
                        .date = date,
                        .platform_factor = 1.0,
                        .enforcement_factor = 1.0,
                        .attack_factor = 1.0};
    return out;
}

static bool
mentions(const char *codes, const char *code)
{
    return codes == NULL || strstr(codes, code) != NULL;
}

cgap_member_set
fixture_members(const cgap_scenario *self, const char *codes)
{
    cgap_member_set set = 0;

    for (size_t i = 0; i < self->dataset.n; i++) {
        if (mentions(codes, self->dataset.member[i].code)) {
            set |= (cgap_member_set) 1 << i;
        }
    }
    return set;
}

size_t
fixture_member(const cgap_scenario *self, const char *code)
{
    for (size_t i = 0; i < self->dataset.n; i++) {
        if (strcmp(self->dataset.member[i].code, code) == 0) {
            return i;
        }
    }
    abort();
}

void
fixture_contagion(cgap_scenario *self)
{
    size_t n = self->dataset.n;

    free(self->contagion);
    self->contagion = must(cgap_memory_array(n * n, sizeof *self->contagion));
    for (size_t from = 0; from < n; from++) {
        for (size_t to = 0; to < n; to++) {
            double sizes =
                sqrt(self->dataset.member[from].gdp_bn_eur * self->dataset.member[to].gdp_bn_eur);
            double apart = from > to ? (double) (from - to) : (double) (to - from);

            self->contagion[from * n + to] = from == to ? 0.0 : sizes / (1.0 + apart);
        }
    }
}

static void
set_members(cgap_dataset *out, const char *codes)
{
    for (size_t i = 0; i < sizeof FIXTURE_MEMBERS / sizeof *FIXTURE_MEMBERS; i++) {
        const fixture_state *state = &FIXTURE_MEMBERS[i];

        if (mentions(codes, state->code)) {
            cgap_member *member = &out->member[out->n++];

            memcpy(member->code, state->code, sizeof state->code);
            memcpy(member->name, state->code, sizeof state->code);
            memcpy(member->accession_wave, "1958-1995", sizeof "1958-1995");
            member->accession_year = 1995;
            member->gdp_bn_eur = state->gdp;
            member->population_million = state->population;
            member->administrative_capacity = state->capacity;
            member->budapest_in_force = state->budapest;
            for (size_t e = 0; e < CGAP_N_GCI; e++) {
                member->gci[e] = state->gci_2017;
            }
            memcpy(member->pillar_2020, state->pillar_2020, sizeof state->pillar_2020);
            memcpy(member->practice_start, state->practice, sizeof state->practice);
        }
    }
}

void
fixture_plain(cgap_scenario *out, const char *codes)
{
    memset(out, 0, sizeof *out);
    out->name = text("fixture");
    out->title = text("Built in memory");
    out->about = text("");
    out->data = text("");
    out->interdependence = text("size");
    out->dataset.folder = text("");
    out->start = 2016.5;
    out->end = 2024.5;
    out->steps_per_year = 12;
    set_members(&out->dataset, codes);
    out->parameters = fixture_parameters();
    out->coalition.from = out->start;
    fixture_set(&out->levers.platform, 0.25);
    fixture_set(&out->levers.agency_mandate, 0.3);
    fixture_set(&out->levers.fund_meur, 0.0);
    fixture_set(&out->levers.fund_targeting, 2.0);
    fixture_set(&out->levers.industrial_policy, 0.0);
    fixture_set(&out->levers.research, 0.0);
    fixture_set(&out->levers.law_enforcement, 0.2);
    fixture_set(&out->levers.threat_growth, 0.1);
}

void
fixture_quiet(cgap_scenario *out, const char *codes)
{
    fixture_plain(out, codes);
    fixture_set(&out->levers.platform, 0.0);
    fixture_set(&out->levers.agency_mandate, 0.0);
    out->parameters.platform_for_non_members = 0.0;
    out->parameters.external_legal_pull = 0.0;
    out->parameters.response_to_incidents = 0.0;
    out->parameters.free_riding_share = 0.0;
    out->parameters.market_access_effect_on_investment = 0.0;
    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        out->parameters.enabling_elasticity[b] = 0.0;
    }
}

static void
free_schedule(cgap_schedule *self)
{
    free(self->at);
}

void
fixture_free(cgap_scenario *self)
{
    free(self->name);
    free(self->title);
    free(self->about);
    free(self->data);
    free(self->interdependence);
    free(self->dataset.folder);
    free(self->contagion);
    free(self->event);
    for (size_t p = 0; p < self->n_instrument; p++) {
        free(self->instrument[p].name);
    }
    free(self->instrument);
    for (size_t f = 0; f < self->n_partner; f++) {
        free(self->partner[f].name);
        free_schedule(&self->partner[f].engagement);
    }
    free(self->partner);
    free_schedule(&self->levers.platform);
    free_schedule(&self->levers.agency_mandate);
    free_schedule(&self->levers.fund_meur);
    free_schedule(&self->levers.fund_targeting);
    free_schedule(&self->levers.industrial_policy);
    free_schedule(&self->levers.research);
    free_schedule(&self->levers.law_enforcement);
    free_schedule(&self->levers.threat_growth);
    memset(self, 0, sizeof *self);
}
