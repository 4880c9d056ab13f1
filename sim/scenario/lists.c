/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Partners, instruments and events: lists of groups, each filled from the rows of its owner. */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "reading.h"

enum { LONGEST_NAME = 48 };

void
cgap_item_key(const cgap_node *list, size_t k, const char *list_name, char out[CGAP_KEY_SIZE])
{
    const char *name = cgap_node_item_name(list->child[k]);

    if (name != NULL && name[0] != '\0') {
        (void) snprintf(out, CGAP_KEY_SIZE, "%s.%.48s", list_name, name);
    } else {
        (void) snprintf(out, CGAP_KEY_SIZE, "%s[%zu]", list_name, list->child[k]->position);
    }
}

bool
cgap_reading_is_list(cgap_reading *self, const cgap_node *node)
{
    char found[64];

    if (node->kind != CGAP_NODE_LIST) {
        cgap_reading_error(self, node, node->name,
                           "expects a list ( { name = ...; }, ... ), found %s",
                           cgap_reading_found(node, found, sizeof found));
    }
    return node->kind == CGAP_NODE_LIST;
}

/* The list of that name, NULL when there is none. What is no group is told and goes: the entries
 * beside it, most of them inherited, are read all the same. */
static cgap_node *
find_list(cgap_reading *self, const char *name)
{
    cgap_node *list = cgap_reading_find(self, self->root, "", name);
    char found[64];

    if (list != NULL && !cgap_reading_is_list(self, list)) {
        cgap_node_claim(list);
        return NULL;
    }
    for (size_t k = 0; list != NULL && k < list->n;) {
        if (list->child[k]->kind == CGAP_NODE_GROUP) {
            list->child[k++]->claimed = true;
        } else {
            cgap_reading_error(self, list->child[k], name,
                               "each entry is a group { name = ...; }, found %s",
                               cgap_reading_found(list->child[k], found, sizeof found));
            cgap_node_free(cgap_node_detach(list, k));
        }
    }
    return list;
}

static void
check_name(cgap_reading *self, const cgap_node *item, const char *key)
{
    const cgap_node *node = cgap_node_member(item, "name", 4);
    const char *name = cgap_node_item_name(item);

    if (name == NULL) {
        return;
    }
    for (size_t c = 0; name[c] != '\0' || c == 0; c++) {
        bool first = c == 0 && !isalpha((unsigned char) name[c]);

        if (first || c == LONGEST_NAME ||
            (!isalnum((unsigned char) name[c]) && strchr("-_", name[c]) == NULL)) {
            char full[CGAP_KEY_SIZE + 8];

            (void) snprintf(full, sizeof full, "%s.name", key);
            cgap_reading_error(self, node, full,
                               "a name is a letter, then letters, digits, '-' "
                               "and '_', %d at most",
                               (int) LONGEST_NAME);
            return;
        }
    }
}

/* The plausible range of `pull` describes law; a voluntary scheme may pull less. */
static cgap_parameter
judged(const cgap_parameter *row, const void *object)
{
    cgap_parameter copy = *row;

    if (row->owner == CGAP_OF_INSTRUMENT && row->offset == offsetof(cgap_instrument, pull) &&
        ((const cgap_instrument *) object)->type == CGAP_SCHEME) {
        copy.low = NAN;
    }
    return copy;
}

/* Fills one object from the rows of its owner; prefix is "instruments.*." and the like. */
static void
fill(cgap_reading *self, cgap_node *item, const char *key, cgap_parameter_owner owner,
     const char *prefix, void *object)
{
    size_t n, length = strlen(prefix);
    const cgap_parameter *table = cgap_parameter_table(&n);

    for (size_t r = 0; r < n; r++) {
        const cgap_parameter *row = &table[r];
        const char *suffix = row->key + length;
        char full[CGAP_KEY_SIZE + 64];
        cgap_node *node;

        if (row->owner != owner || strncmp(row->key, prefix, length) != 0) {
            continue;
        }
        cgap_reading_default(self, row, object);
        node = cgap_reading_find(self, item, key, suffix);
        (void) snprintf(full, sizeof full, "%s.%s", key, suffix);
        if (node != NULL) {
            cgap_parameter range = judged(row, object); /* the type stands above in the table */

            cgap_reading_value(self, &range, object, full, node);
        } else if (row->standard_text != NULL && !self->incomplete &&
                   strcmp(row->standard_text, CGAP_MUST_BE_GIVEN) == 0) {
            cgap_reading_error(self, item, full, "is missing and must be given (%s)", row->name);
        }
    }
    check_name(self, item, key);
}

static int
by_partner_name(const void *a, const void *b)
{
    const char *one = ((const cgap_partner *) a)->name, *other = ((const cgap_partner *) b)->name;

    return strcmp(one != NULL ? one : "", other != NULL ? other : "");
}

static void
read_engagement(cgap_reading *self, cgap_partner *partner, const cgap_parameter *row)
{
    char key[CGAP_KEY_SIZE];
    cgap_node *node;

    cgap_reading_default(self, row, partner);
    (void) snprintf(key, sizeof key, "levers.engagement.%.48s", partner->name);
    node = cgap_reading_find(self, self->root, "", key);
    if (node != NULL && partner->engagement.n > 0) {
        cgap_reading_value(self, row, partner, key, node);
    }
}

void
cgap_reading_partners(cgap_reading *self)
{
    cgap_node *list = find_list(self, "partners");
    cgap_scenario *s = &self->scenario;
    size_t n, r = 0, n_item = list != NULL ? list->n : 0;
    const cgap_parameter *table = cgap_parameter_table(&n);

    while (strcmp(table[r].key, "levers.engagement.*") != 0) {
        r++;
    }
    s->partner = cgap_memory_array(n_item, sizeof *s->partner);
    if (s->partner == NULL) {
        self->diagnostics->exhausted = true;
        return;
    }
    for (size_t k = 0; k < n_item; k++) {
        char key[CGAP_KEY_SIZE];

        cgap_item_key(list, k, "partners", key);
        fill(self, list->child[k], key, CGAP_OF_PARTNER, "partners.*.", &s->partner[k]);
        s->n_partner++;
        if (s->partner[k].name != NULL) {
            read_engagement(self, &s->partner[k], &table[r]);
        }
    }
    qsort(s->partner, s->n_partner, sizeof *s->partner, by_partner_name);
}

static int
by_instrument_name(const void *a, const void *b)
{
    const char *one = ((const cgap_instrument *) a)->name;
    const char *other = ((const cgap_instrument *) b)->name;

    return strcmp(one != NULL ? one : "", other != NULL ? other : "");
}

/* A date of adoption matters for directives only: they can be transposed from then on. */
static void
finish_instrument(cgap_reading *self, cgap_node *item, cgap_instrument *instrument, const char *key)
{
    const cgap_node *type = cgap_node_member(item, "type", 4);
    char full[CGAP_KEY_SIZE + 16];

    if (cgap_node_member(item, "adopted", 7) != NULL) {
        return;
    }
    if (type != NULL && type->kind == CGAP_NODE_TEXT && strcmp(type->text, "directive") == 0) {
        (void) snprintf(full, sizeof full, "%s.adopted", key);
        cgap_reading_error(self, item, full,
                           "is missing and must be given for a directive: states can transpose it "
                           "from its adoption on");
    }
    instrument->adopted = instrument->applies;
}

void
cgap_reading_instruments(cgap_reading *self)
{
    cgap_node *list = find_list(self, "instruments");
    cgap_scenario *s = &self->scenario;
    size_t n_item = list != NULL ? list->n : 0;

    s->instrument = cgap_memory_array(n_item, sizeof *s->instrument);
    if (s->instrument == NULL) {
        self->diagnostics->exhausted = true;
        return;
    }
    for (size_t k = 0; k < n_item; k++) {
        char key[CGAP_KEY_SIZE];

        cgap_item_key(list, k, "instruments", key);
        fill(self, list->child[k], key, CGAP_OF_INSTRUMENT, "instruments.*.", &s->instrument[k]);
        s->n_instrument++;
        finish_instrument(self, list->child[k], &s->instrument[k], key);
    }
    qsort(s->instrument, s->n_instrument, sizeof *s->instrument, by_instrument_name);
}

void
cgap_reading_events(cgap_reading *self)
{
    cgap_node *list = find_list(self, "events");
    cgap_scenario *s = &self->scenario;
    size_t n_item = list != NULL ? list->n : 0;

    s->event = cgap_memory_array(n_item, sizeof *s->event);
    self->event_node = cgap_memory_array(n_item, sizeof(cgap_node *));
    if (s->event == NULL || self->event_node == NULL) {
        self->diagnostics->exhausted = true;
        return;
    }
    for (size_t k = 0; k < n_item; k++) {
        char key[CGAP_KEY_SIZE];

        cgap_item_key(list, k, "events", key);
        fill(self, list->child[k], key, CGAP_OF_EVENT, "events.*.", &s->event[k]);
        cgap_reading_event_keys(self, list->child[k], &s->event[k], key);
        self->event_node[k] = list->child[k];
        s->n_event++;
    }
    cgap_reading_sort_events(self);
}
