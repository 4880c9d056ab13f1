/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "package.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "cgap/parameter.h"

static bool
same_instrument(const cgap_instrument *a, const cgap_instrument *b)
{
    bool same = a->type == b->type && a->adopted == b->adopted && a->applies == b->applies &&
                a->standard == b->standard && a->pull == b->pull && a->ceiling == b->ceiling &&
                a->enforcement == b->enforcement && a->complexity == b->complexity &&
                a->compliance_cost == b->compliance_cost && a->certification == b->certification &&
                a->rights_exposure == b->rights_exposure && a->participants == b->participants;

    for (size_t k = 0; same && k < CGAP_N_CAPABILITY; k++) {
        same = a->covers[k] == b->covers[k];
    }
    return same;
}

static bool
same_partners(const cgap_scenario *a, const cgap_scenario *b)
{
    bool same = a->n_partner == b->n_partner;

    for (size_t p = 0; same && p < a->n_partner; p++) {
        const cgap_partner *x = &a->partner[p], *y = &b->partner[p];

        same = strcmp(x->name, y->name) == 0 && x->intelligence == y->intelligence &&
               x->norms == y->norms && x->law == y->law && x->members == y->members &&
               cgap_schedule_same(&x->engagement, &y->engagement);
    }
    return same;
}

static bool
same_events(const cgap_scenario *a, const cgap_scenario *b)
{
    bool same = a->n_event == b->n_event;

    for (size_t e = 0; same && e < a->n_event; e++) {
        const cgap_event *x = &a->event[e], *y = &b->event[e];

        same = x->type == y->type && x->date == y->date && x->member == y->member &&
               x->platform_factor == y->platform_factor &&
               x->enforcement_factor == y->enforcement_factor && x->size == y->size &&
               x->attack_factor == y->attack_factor;
    }
    return same;
}

static bool
same_coalition(const cgap_scenario *a, const cgap_scenario *b)
{
    return a->coalition.members == b->coalition.members &&
           a->coalition.platform == b->coalition.platform &&
           (a->coalition.members == 0 || a->coalition.from == b->coalition.from);
}

/* Parameters are doubles without padding, none of them NaN. */
static bool
same_world(const cgap_scenario *a, const cgap_scenario *b)
{
    return memcmp(&a->parameters, &b->parameters, sizeof a->parameters) == 0 &&
           a->severity == b->severity && strcmp(a->interdependence, b->interdependence) == 0;
}

static cgap_status
add(package *self, part one, const char *prefix, const char *name, cgap_error *err)
{
    if (self->n == CGAP_MOST_PARTS_OF_PACKAGE) {
        return cgap_error_fail(err, CGAP_E_INPUT,
                               "package '%s' differs from '%s' in more than %d levers and "
                               "instruments; decompose it against a nearer baseline",
                               self->with->name, self->base->name, CGAP_MOST_PARTS_OF_PACKAGE);
    }
    (void) snprintf(one.name, sizeof one.name, "%s%.140s", prefix, name);
    self->part[self->n++] = one;
    return CGAP_OK;
}

static cgap_status
add_levers(package *self, cgap_error *err)
{
    size_t n;
    const cgap_parameter *row = cgap_parameter_table(&n);
    cgap_status status = CGAP_OK;

    for (size_t r = 0; r < n && status == CGAP_OK; r++) {
        if (row[r].type == CGAP_SCHEDULE && row[r].owner == CGAP_OF_SCENARIO) {
            const char *base = (const char *) self->base, *with = (const char *) self->with;

            if (!cgap_schedule_same(
                    (const cgap_schedule *) (const void *) (base + row[r].offset),
                    (const cgap_schedule *) (const void *) (with + row[r].offset))) {
                status = add(self, (part){.kind = PART_LEVER, .offset = row[r].offset}, "",
                             row[r].key, err);
            }
        }
    }
    return status;
}

static const cgap_instrument *
find_instrument(const cgap_scenario *scenario, const char *name)
{
    for (size_t p = 0; p < scenario->n_instrument; p++) {
        if (strcmp(scenario->instrument[p].name, name) == 0) {
            return &scenario->instrument[p];
        }
    }
    return NULL;
}

static cgap_status
add_instruments(package *self, cgap_error *err)
{
    cgap_status status = CGAP_OK;

    for (size_t p = 0; p < self->with->n_instrument && status == CGAP_OK; p++) {
        const cgap_instrument *mine = &self->with->instrument[p];
        const cgap_instrument *base = find_instrument(self->base, mine->name);

        if (base == NULL || !same_instrument(base, mine)) {
            status = add(self, (part){.kind = PART_INSTRUMENT, .base = base, .package = mine},
                         "instrument:", mine->name, err);
        }
    }
    for (size_t p = 0; p < self->base->n_instrument && status == CGAP_OK; p++) {
        const cgap_instrument *base = &self->base->instrument[p];

        if (find_instrument(self->with, base->name) == NULL) {
            status = add(self, (part){.kind = PART_INSTRUMENT, .base = base},
                         "without instrument:", base->name, err);
        }
    }
    return status;
}

cgap_status
package_create(package *out, const cgap_scenario *base, const cgap_scenario *with, cgap_error *err)
{
    cgap_status status;

    memset(out, 0, sizeof *out);
    out->base = base;
    out->with = with;
    status = add_levers(out, err);
    if (status == CGAP_OK) {
        status = add_instruments(out, err);
    }
    if (status == CGAP_OK && !same_partners(base, with)) {
        status = add(out, (part){.kind = PART_PARTNERS}, "", "external partners", err);
    }
    if (status == CGAP_OK && !same_coalition(base, with)) {
        status = add(out, (part){.kind = PART_COALITION}, "", "coalition", err);
    }
    if (status == CGAP_OK && !same_events(base, with)) {
        status = add(out, (part){.kind = PART_EVENTS}, "", "events", err);
    }
    if (status == CGAP_OK && !same_world(base, with)) {
        status = add(out, (part){.kind = PART_PARAMETERS}, "", "parameters", err);
    }
    if (status == CGAP_OK && out->n == 0) {
        status = cgap_error_fail(err, CGAP_E_INPUT,
                                 "package '%s' does not differ from '%s': there is nothing to "
                                 "decompose; choose another --baseline",
                                 with->name, base->name);
    }
    return status;
}

static int
by_name(const void *a, const void *b)
{
    const cgap_instrument *x = a, *y = b;

    return strcmp(x->name, y->name);
}

/* Instruments of the subset: those the baseline keeps, and those of the package's parts. */
static cgap_status
join_instruments(cgap_scenario *out, const package *self, uint32_t mask, cgap_error *err)
{
    out->instrument = cgap_memory_array(self->base->n_instrument + self->with->n_instrument,
                                        sizeof *out->instrument);
    if (out->instrument == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for a part of the package");
    }
    out->n_instrument = 0;
    for (size_t p = 0; p < self->base->n_instrument; p++) {
        bool stays = true;

        for (size_t q = 0; q < self->n; q++) {
            stays = stays && !(mask >> q & 1U && self->part[q].base == &self->base->instrument[p]);
        }
        if (stays) {
            out->instrument[out->n_instrument++] = self->base->instrument[p];
        }
    }
    for (size_t q = 0; q < self->n; q++) {
        if (mask >> q & 1U && self->part[q].package != NULL) {
            out->instrument[out->n_instrument++] = *self->part[q].package;
        }
    }
    qsort(out->instrument, out->n_instrument, sizeof *out->instrument, by_name);
    return CGAP_OK;
}

static void
put(cgap_scenario *out, const cgap_scenario *with, const part *one)
{
    switch (one->kind) {
    case PART_LEVER:
        memcpy((char *) out + one->offset, (const char *) with + one->offset,
               sizeof(cgap_schedule));
        break;
    case PART_PARTNERS:
        out->n_partner = with->n_partner;
        out->partner = with->partner;
        break;
    case PART_COALITION:
        out->coalition = with->coalition;
        break;
    case PART_EVENTS:
        out->n_event = with->n_event;
        out->event = with->event;
        break;
    case PART_PARAMETERS:
        out->parameters = with->parameters;
        out->severity = with->severity;
        out->interdependence = with->interdependence;
        out->contagion = with->contagion;
        break;
    case PART_INSTRUMENT:
    default:
        break;
    }
}

cgap_status
package_view(cgap_scenario *out, const package *self, uint32_t mask, cgap_error *err)
{
    *out = *self->base;
    for (size_t q = 0; q < self->n; q++) {
        if (mask >> q & 1U) {
            put(out, self->with, &self->part[q]);
        }
    }
    return join_instruments(out, self, mask, err);
}

void
package_view_free(cgap_scenario *self)
{
    free(self->instrument);
    self->instrument = NULL;
}
