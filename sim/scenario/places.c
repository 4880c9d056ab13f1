/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "places.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "reading.h"

void
cgap_places_free(cgap_places *self)
{
    for (size_t k = 0; k < self->n; k++) {
        free(self->at[k].key);
        free(self->at[k].value);
    }
    free(self->at);
    *self = (cgap_places){0, 0, NULL, false};
}

/* Takes key and value over. */
static void
add(cgap_places *self, const cgap_parameter *row, char *key, char *value, const void *object,
    size_t item)
{
    if (self->n == self->capacity) {
        size_t capacity = self->capacity == 0 ? 256 : 2 * self->capacity;
        cgap_place *grown = realloc(self->at, capacity * sizeof *grown);

        if (grown != NULL) {
            self->at = grown;
            self->capacity = capacity;
        }
    }
    if (self->n == self->capacity || key == NULL || value == NULL) {
        free(key);
        free(value);
        self->failed = true;
        return;
    }
    self->at[self->n++] = (cgap_place){row, key, value, object, item};
}

static void
add_value(cgap_places *self, const cgap_scenario *scenario, const cgap_parameter *row, char *key,
          const void *object, size_t item)
{
    cgap_growing value = {NULL, 0, 0, false};

    cgap_spell_value(&value, scenario, row, object);
    add(self, row, key, cgap_growing_take(&value), object, item);
}

/* Key of a row for one list item: its star replaced by the item's name. */
static char *
key_of(const cgap_parameter *row, const char *item)
{
    const char *star = strchr(row->key, '*');

    return cgap_text_format("%.*s%s%s", (int) (star - row->key), row->key, item, star + 1);
}

/* Rows of one list stand together in the table and begin with the same words up to the star. */
static size_t
run_length(const cgap_parameter *table, size_t n, size_t first)
{
    size_t prefix = (size_t) (strchr(table[first].key, '*') - table[first].key), r = first;

    while (r < n && strncmp(table[r].key, table[first].key, prefix + 1) == 0) {
        r++;
    }
    return r - first;
}

static size_t
item_count(const cgap_scenario *scenario, cgap_parameter_owner owner)
{
    return owner == CGAP_OF_PARTNER      ? scenario->n_partner
           : owner == CGAP_OF_INSTRUMENT ? scenario->n_instrument
                                         : scenario->n_event;
}

static void
add_item(cgap_places *self, const cgap_scenario *scenario, const cgap_parameter *row, size_t item)
{
    const void *object;
    const char *name;
    char number[24];

    if (row->offset == CGAP_NO_FIELD) {
        return;
    }
    if (row->owner == CGAP_OF_PARTNER) {
        object = &scenario->partner[item];
        name = scenario->partner[item].name;
    } else if (row->owner == CGAP_OF_INSTRUMENT) {
        object = &scenario->instrument[item];
        name = scenario->instrument[item].name;
    } else {
        object = &scenario->event[item];
        if (!cgap_event_has_key(scenario->event[item].type, strrchr(row->key, '.') + 1)) {
            return;
        }
        (void) snprintf(number, sizeof number, "%zu", item + 1);
        name = number;
    }
    add_value(self, scenario, row, key_of(row, name), object, item);
}

static bool
has_partner(const cgap_scenario *scenario, const char *name)
{
    for (size_t k = 0; k < scenario->n_partner; k++) {
        if (strcmp(scenario->partner[k].name, name) == 0) {
            return true;
        }
    }
    return false;
}

/* Shipped partners are part of every scenario, so those that are gone must be taken out again. */
static void
add_removals(cgap_places *self, const cgap_scenario *scenario, const cgap_parameter *run, size_t n)
{
    size_t item = scenario->n_partner;

    for (size_t k = 0; CGAP_SHIPPED_PARTNER_NAMES[k] != NULL; k++) {
        const char *name = CGAP_SHIPPED_PARTNER_NAMES[k];

        if (has_partner(scenario, name)) {
            continue;
        }
        add(self, &run[0], key_of(&run[0], name), cgap_text_format("\"%s\"", name), NULL, item);
        add(self, &run[n - 1], key_of(&run[n - 1], name), cgap_text_copy("true"), NULL, item);
        item++;
    }
}

cgap_places
cgap_places_of(const cgap_scenario *scenario)
{
    cgap_places places = {0, 0, NULL, false};
    size_t n, length;
    const cgap_parameter *table = cgap_parameter_table(&n);

    for (size_t r = 0; r < n; r += length) {
        const cgap_parameter *row = &table[r];

        length = 1;
        if (row->owner == CGAP_OF_SCENARIO) {
            if (row->offset != CGAP_NO_FIELD || row->type == CGAP_MEMBERS) {
                add_value(&places, scenario, row, cgap_text_copy(row->key), scenario, 0);
            }
            continue;
        }
        length = run_length(table, n, r);
        for (size_t item = 0; item < item_count(scenario, row->owner); item++) {
            for (size_t k = 0; k < length; k++) {
                add_item(&places, scenario, &row[k], item);
            }
        }
        if (strncmp(row->key, "partners.", 9) == 0) {
            add_removals(&places, scenario, row, length);
        }
    }
    return places;
}
