/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_TEST_SCENARIO_EQUAL_H
#define CGAP_TEST_SCENARIO_EQUAL_H
/* Field by field, to the last bit. Include after harness.h. */
#include <string.h>

#include "cgap/scenario.h"

static inline void
assert_equal_schedules(const cgap_schedule *a, const cgap_schedule *b)
{
    assert_int_equal(a->n, b->n);
    for (size_t k = 0; k < a->n; k++) {
        assert_true(a->at[k].time == b->at[k].time);
        assert_true(a->at[k].value == b->at[k].value);
    }
}

static inline void
assert_equal_instruments(const cgap_instrument *a, const cgap_instrument *b)
{
    assert_string_equal(a->name, b->name);
    assert_int_equal(a->type, b->type);
    assert_true(a->adopted == b->adopted && a->applies == b->applies);
    assert_true(a->standard == b->standard && a->pull == b->pull && a->ceiling == b->ceiling);
    assert_true(a->enforcement == b->enforcement && a->complexity == b->complexity);
    assert_true(a->compliance_cost == b->compliance_cost);
    assert_true(a->rights_exposure == b->rights_exposure);
    assert_int_equal(a->certification, b->certification);
    assert_true(a->participants == b->participants);
    for (size_t k = 0; k < CGAP_N_CAPABILITY; k++) {
        assert_true(a->covers[k] == b->covers[k]);
    }
}

static inline void
assert_equal_partners(const cgap_partner *a, const cgap_partner *b)
{
    assert_string_equal(a->name, b->name);
    assert_true(a->intelligence == b->intelligence && a->norms == b->norms && a->law == b->law);
    assert_true(a->members == b->members);
    assert_equal_schedules(&a->engagement, &b->engagement);
}

static inline void
assert_equal_events(const cgap_event *a, const cgap_event *b)
{
    assert_int_equal(a->type, b->type);
    assert_int_equal(a->member, b->member);
    assert_true(a->date == b->date && a->size == b->size);
    assert_true(a->platform_factor == b->platform_factor);
    assert_true(a->enforcement_factor == b->enforcement_factor);
    assert_true(a->attack_factor == b->attack_factor);
}

static inline void
assert_equal_data(const cgap_scenario *a, const cgap_scenario *b)
{
    assert_int_equal(a->dataset.n, b->dataset.n);
    for (size_t i = 0; i < a->dataset.n; i++) {
        assert_string_equal(a->dataset.member[i].code, b->dataset.member[i].code);
    }
    assert_int_equal(a->contagion == NULL, b->contagion == NULL);
    for (size_t i = 0; a->contagion != NULL && i < a->dataset.n * a->dataset.n; i++) {
        assert_true(a->contagion[i] == b->contagion[i]);
    }
}

static inline void
assert_equal_scenarios(const cgap_scenario *a, const cgap_scenario *b)
{
    const cgap_schedule *lever_a = (const cgap_schedule *) &a->levers;
    const cgap_schedule *lever_b = (const cgap_schedule *) &b->levers;

    assert_string_equal(a->name, b->name);
    assert_string_equal(a->title, b->title);
    assert_string_equal(a->about, b->about);
    assert_string_equal(a->data, b->data);
    assert_string_equal(a->interdependence, b->interdependence);
    assert_true(a->start == b->start && a->end == b->end);
    assert_int_equal(a->steps_per_year, b->steps_per_year);
    assert_int_equal(a->severity, b->severity);
    for (size_t k = 0; k < CGAP_N_LEVER; k++) {
        assert_equal_schedules(&lever_a[k], &lever_b[k]);
    }
    assert_int_equal(a->n_instrument, b->n_instrument);
    for (size_t k = 0; k < a->n_instrument; k++) {
        assert_equal_instruments(&a->instrument[k], &b->instrument[k]);
    }
    assert_int_equal(a->n_partner, b->n_partner);
    for (size_t k = 0; k < a->n_partner; k++) {
        assert_equal_partners(&a->partner[k], &b->partner[k]);
    }
    assert_true(a->coalition.members == b->coalition.members);
    assert_true(a->coalition.platform == b->coalition.platform);
    assert_true(a->coalition.from == b->coalition.from);
    assert_int_equal(a->n_event, b->n_event);
    for (size_t k = 0; k < a->n_event; k++) {
        assert_equal_events(&a->event[k], &b->event[k]);
    }
    assert_memory_equal(&a->parameters, &b->parameters, sizeof a->parameters);
    assert_equal_data(a, b);
}

#endif
