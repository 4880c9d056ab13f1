/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_SCENARIO_PLACES_H
#define CGAP_SCENARIO_PLACES_H
/* A scenario as the list of all its keys and values in the order of the parameter table: the one
 * walk behind the canonical file and `cgap show`. */
#include "cgap/parameter.h"
#include "cgap/scenario.h"
#include "growing.h"

typedef struct cgap_place {
    const cgap_parameter *row;
    char *key;          /* owned; "instruments.nis.standard", "events.2.date" */
    char *value;        /* owned; as a file spells it */
    const void *object; /* borrowed: what row->offset counts from; NULL: the entry removes a shipped
                           partner that this scenario does not have */
    size_t item;        /* index of the list item */
} cgap_place;

typedef struct cgap_places {
    size_t n, capacity;
    cgap_place *at; /* owned */
    bool failed;    /* memory */
} cgap_places;

/** @brief All keys of @p scenario. Free with cgap_places_free also when .failed. */
cgap_places cgap_places_of(const cgap_scenario *scenario);

void cgap_places_free(cgap_places *self);

/** @brief Appends a value as a file spells it: numbers in their shortest form, dates as ISO text
 *  when that reads back to the same year, else as decimal years. */
void cgap_spell_value(cgap_growing *out, const cgap_scenario *scenario, const cgap_parameter *row,
                      const void *object);

/** @brief As a file spells a date. */
void cgap_spell_date(cgap_growing *out, double year);

#endif
