/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The effective scenario, each value with the place it came from. */
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "places.h"
#include "reading.h"

void
cgap_effective_free(cgap_effective *self)
{
    for (size_t k = 0; k < self->n; k++) {
        free(self->at[k].key);
        free(self->at[k].value);
        free(self->at[k].origin);
    }
    free(self->at);
    *self = (cgap_effective){0, NULL};
}

/* Appends the date a value is in force from where the grid of steps moved it. */
static void
add_moved(cgap_growing *out, const cgap_scenario *s, double date, bool *any)
{
    long row = cgap_scenario_row(s, date);
    double boundary;

    if (row < 0 || row > (long) cgap_scenario_steps(s)) {
        return;
    }
    boundary = cgap_scenario_time(s, (size_t) row);
    if (boundary != date) {
        cgap_growing_add(out, *any ? ", " : "  (in force from ");
        cgap_spell_date(out, boundary);
        *any = true;
    }
}

/* A directive's dates enter its hazard exactly and are not moved, nor is that of another act that
 * applies before the start: it has been put into practice since. */
static bool
is_moved(const cgap_scenario *s, const cgap_place *place)
{
    if (place->row->owner == CGAP_OF_INSTRUMENT) {
        const cgap_instrument *instrument = place->object;

        return instrument->type != CGAP_DIRECTIVE && instrument->applies >= s->start &&
               place->row->offset == offsetof(cgap_instrument, applies);
    }
    return strchr(place->row->key, '.') != NULL; /* start and end make the grid */
}

static char *
value_of(const cgap_scenario *s, const cgap_place *place)
{
    cgap_growing out = {NULL, 0, 0, false};
    const char *field = (const char *) place->object + place->row->offset;
    bool any = false;

    cgap_growing_add(&out, "%s", place->value);
    if (place->row->type == CGAP_SCHEDULE) {
        const cgap_schedule *schedule = (const void *) field;

        for (size_t k = 0; k < schedule->n; k++) {
            add_moved(&out, s, schedule->at[k].time, &any);
        }
    } else if (place->row->type == CGAP_DATE && is_moved(s, place)) {
        add_moved(&out, s, *(const double *) (const void *) field, &any);
    }
    cgap_growing_add(&out, any ? ")" : "");
    return cgap_growing_take(&out);
}

/* Node a value was read from; NULL: default. */
static const cgap_node *
node_of(cgap_reading *reading, const cgap_place *place)
{
    const char *last = strchr(place->row->key, '*');
    const cgap_node *item, *list;

    if (last == NULL || strncmp(place->key, "levers", 6) == 0) {
        return cgap_reading_find(reading, reading->root, "", place->key);
    }
    if (place->row->owner == CGAP_OF_EVENT) {
        item = reading->event_node[place->item];
    } else {
        bool partner = place->row->owner == CGAP_OF_PARTNER;
        const char *name = partner ? reading->scenario.partner[place->item].name
                                   : reading->scenario.instrument[place->item].name;
        size_t k;

        list = partner ? cgap_node_member(reading->root, "partners", 8)
                       : cgap_node_member(reading->root, "instruments", 11);
        k = cgap_node_item(list, name);
        item = k < list->n ? list->child[k] : NULL;
    }
    return cgap_reading_find(reading, (cgap_node *) item, "", last + 2);
}

static char *
origin_of(cgap_reading *reading, const cgap_place *place)
{
    const cgap_node *node = node_of(reading, place);

    if (node == NULL || node->file == NULL) {
        return cgap_text_copy("default");
    }
    return node->line > 0 ? cgap_text_format("%s:%d", node->file, node->line)
                          : cgap_text_copy(node->file);
}

/* Events go by their names where they have one. */
static char *
key_of(cgap_reading *reading, const cgap_place *place)
{
    const char *name = place->row->owner == CGAP_OF_EVENT
                           ? cgap_node_item_name(reading->event_node[place->item])
                           : NULL;

    return name != NULL ? cgap_text_format("events.%s%s", name, strrchr(place->key, '.'))
                        : cgap_text_copy(place->key);
}

static bool
collect(cgap_reading *reading, cgap_effective *out)
{
    cgap_places places = cgap_places_of(&reading->scenario);
    bool sound = !places.failed;

    out->at = cgap_memory_array(places.n, sizeof *out->at);
    sound = sound && out->at != NULL;
    for (size_t k = 0; sound && k < places.n; k++) {
        const cgap_place *place = &places.at[k];
        cgap_effective_value *value = &out->at[out->n];

        if (place->object == NULL) {
            continue;
        }
        value->key = key_of(reading, place);
        value->value = place->row->offset != CGAP_NO_FIELD ? value_of(&reading->scenario, place)
                                                           : cgap_text_copy(place->value);
        value->origin = origin_of(reading, place);
        out->n++;
        sound = value->key != NULL && value->value != NULL && value->origin != NULL;
    }
    cgap_places_free(&places);
    return sound;
}

cgap_status
cgap_scenario_show(cgap_effective *out, const cgap_scenario_source *source,
                   cgap_diagnostics *diagnostics)
{
    cgap_reading *reading = cgap_memory_array(1, sizeof *reading);
    cgap_effective draft = {0, NULL};
    cgap_status status = CGAP_OK;

    if (reading == NULL) {
        diagnostics->exhausted = true;
        return CGAP_E_MEMORY;
    }
    if (!cgap_reading_run(reading, source, diagnostics)) {
        status = diagnostics->exhausted ? CGAP_E_MEMORY : CGAP_E_INPUT;
    } else if (!collect(reading, &draft)) {
        diagnostics->exhausted = true;
        status = CGAP_E_MEMORY;
    } else {
        *out = draft;
        draft = (cgap_effective){0, NULL};
    }
    cgap_effective_free(&draft);
    cgap_reading_free(reading);
    free(reading);
    return status;
}
