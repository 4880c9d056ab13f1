/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scenario made ready: static inputs of section 1 and everything a step can look up. */
#include "model_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

static void
static_inputs(cgap_model *self)
{
    const cgap_scenario *scenario = self->scenario;
    double total = 0.0, elasticity = scenario->parameters.size_elasticity_of_arrivals;

    self->mean_capacity = 0.0;
    for (size_t i = 0; i < self->n; i++) {
        const cgap_member *member = &scenario->dataset.member[i];

        self->gdp[i] = member->gdp_bn_eur;
        self->capacity[i] = member->administrative_capacity;
        self->mean_capacity += member->administrative_capacity / (double) self->n;
        self->unit[i] = cgap_rng_unit(member->code);
        total += member->gdp_bn_eur;
    }
    for (size_t i = 0; i < self->n; i++) {
        self->gdp_share[i] = self->gdp[i] / total;
        self->size_weight[i] = cgap_pow(self->gdp_share[i], elasticity);
        self->severity_scale[i] = cgap_pow(self->gdp_share[i], 1.0 - elasticity);
    }
}

static cgap_status
prepare_law(cgap_model *self, cgap_error *err)
{
    const cgap_scenario *scenario = self->scenario;

    if (scenario->n_instrument > CGAP_MAX_INSTRUMENT) {
        return cgap_error_fail(
            err, CGAP_E_INPUT,
            "%s: has %zu instruments; at most %d are allowed: join or remove some", scenario->name,
            scenario->n_instrument, CGAP_MAX_INSTRUMENT);
    }
    self->hazard = cgap_memory_array(self->n_instrument * self->n, sizeof *self->hazard);
    if (self->hazard == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");
    }
    for (size_t p = 0; p < self->n_instrument; p++) {
        const cgap_instrument *instrument = &scenario->instrument[p];

        self->instrument_name[p] = cgap_rng_name(instrument->name);
        self->law_begins[p] = cgap_law_begins(scenario, instrument);
        for (size_t i = 0; i < self->n; i++) {
            self->hazard[p * self->n + i] = cgap_hazard_of(instrument, &scenario->parameters,
                                                           self->capacity[i], self->mean_capacity);
        }
    }
    return CGAP_OK;
}

/* Gamma[to][from] = gamma_h I + (1 - gamma_h) supplied matrix with columns that sum to 1 (2.9). */
static cgap_status
prepare_contagion(cgap_model *self, cgap_error *err)
{
    const cgap_scenario *scenario = self->scenario;
    double home = scenario->parameters.home_share_of_contagion;
    size_t n = self->n;

    if (scenario->contagion == NULL) {
        return CGAP_OK;
    }
    self->contagion = cgap_memory_array(n * n, sizeof(double));
    if (self->contagion == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");
    }
    for (size_t from = 0; from < n; from++) {
        double sum = 0.0;

        for (size_t to = 0; to < n; to++) {
            sum += scenario->contagion[from * n + to];
        }
        if (!(sum > 0.0)) {
            return cgap_error_fail(
                err, CGAP_E_INPUT,
                "%s: interdependence '%s': nothing leads from %s to other states; "
                "give it at least one positive weight, or use \"size\"",
                scenario->name, scenario->interdependence, scenario->dataset.member[from].code);
        }
        for (size_t to = 0; to < n; to++) {
            self->contagion[to * n + from] =
                (to == from ? home : 0.0) + (1.0 - home) * scenario->contagion[from * n + to] / sum;
        }
    }
    return CGAP_OK;
}

/* Beyond this many times the attacks of the start numbers say nothing any more. */
static const double MOST_ATTACKS = 1e9;

/* Growth of attacks over the run, with the keys that lead to it. */
static cgap_status
check_attacks(const cgap_model *self, cgap_error *err)
{
    const cgap_scenario *scenario = self->scenario;
    bool regime = false;

    for (size_t e = 0; e < scenario->n_event; e++) {
        regime = regime || scenario->event[e].type == CGAP_EVENT_REGIME;
    }
    for (size_t s = 0; s < self->n_step; s++) {
        double volume = self->timetable.step[s].attack_volume;

        if (!(volume <= MOST_ATTACKS)) {
            return cgap_error_fail(
                err, CGAP_E_INPUT,
                "%s: levers.threat_growth%s: by %.2f attacks would be %.3g times those of the "
                "start; at most %g times as many can be simulated: let them grow more slowly, or "
                "end earlier",
                scenario->name, regime ? " and the attack_factor of events" : "",
                self->timetable.step[s].time, volume, MOST_ATTACKS);
        }
    }
    return CGAP_OK;
}

/* Runs the start once at expectations, so that what cannot work is said before anything runs. */
static cgap_status
try_start(const cgap_model *self, cgap_error *err)
{
    cgap_block block;
    cgap_status status = cgap_block_create(&block, self, V, err);

    if (status == CGAP_OK) {
        status = cgap_block_start(&block, 0, 0, true, err);
        cgap_block_free(&block);
    }
    return status;
}

cgap_status
cgap_model_prepare(cgap_model *out, const cgap_scenario *scenario, cgap_error *err)
{
    cgap_model draft;
    cgap_status status;

    memset(&draft, 0, sizeof draft);
    draft.scenario = scenario;
    draft.n = scenario->dataset.n;
    draft.n_step = cgap_scenario_steps(scenario);
    draft.n_instrument = scenario->n_instrument;
    draft.n_mechanism = CGAP_BY_INSTRUMENT + scenario->n_instrument + 1;
    draft.dt = 1.0 / scenario->steps_per_year;
    static_inputs(&draft);
    status = prepare_law(&draft, err);
    if (status == CGAP_OK) {
        status = prepare_contagion(&draft, err);
    }
    if (status == CGAP_OK) {
        status = cgap_timetable_create(&draft.timetable, scenario, err);
    }
    if (status == CGAP_OK) {
        status = check_attacks(&draft, err);
    }
    if (status == CGAP_OK) {
        status = try_start(&draft, err);
    }
    if (status != CGAP_OK) {
        cgap_model_free(&draft);
        return status;
    }
    *out = draft;
    return CGAP_OK;
}

void
cgap_model_free(cgap_model *self)
{
    cgap_timetable_free(&self->timetable);
    free(self->contagion);
    free(self->hazard);
    self->contagion = NULL;
    self->hazard = NULL;
}

static const char *const MECHANISM[CGAP_BY_INSTRUMENT] = {"effort",
                                                          "incident_response",
                                                          "noise",
                                                          "free_riding",
                                                          "funding",
                                                          "market_access",
                                                          "obsolescence",
                                                          "peers",
                                                          "agency",
                                                          "external",
                                                          "formal_to_practice"};

const char *
cgap_model_mechanism(const cgap_model *self, size_t m, char *buffer, size_t size)
{
    if (m < CGAP_BY_INSTRUMENT) {
        return MECHANISM[m];
    }
    if (m + 1 == self->n_mechanism) {
        return "membership";
    }
    (void) snprintf(buffer, size, "instrument:%s",
                    self->scenario->instrument[m - CGAP_BY_INSTRUMENT].name);
    return buffer;
}
