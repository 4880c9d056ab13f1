/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dated events: which keys each type has, and their order. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "reading.h"

/* Beside date, type, name and remove. Index: cgap_event_type. */
static const char *const KEYS[] = {"member", "member", "platform_factor enforcement_factor", "size",
                                   "attack_factor"};
static const char *const TYPES[] = {"leave", "join", "relapse", "systemic", "regime"};

static bool
has_word(const char *words, const char *word)
{
    size_t length = strlen(word);

    for (const char *at = words; (at = strstr(at, word)) != NULL; at += length) {
        if ((at == words || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0')) {
            return true;
        }
    }
    return false;
}

bool
cgap_event_has_key(cgap_event_type type, const char *name)
{
    return has_word("date type name remove", name) || has_word(KEYS[type], name);
}

void
cgap_reading_event_keys(cgap_reading *self, const cgap_node *item, const cgap_event *event,
                        const char *key)
{
    bool membership = event->type == CGAP_EVENT_LEAVE || event->type == CGAP_EVENT_JOIN;
    const cgap_node *type = cgap_node_member(item, "type", 4);
    char full[CGAP_KEY_SIZE + 64];

    if (type == NULL || type->kind != CGAP_NODE_TEXT ||
        strcmp(type->text, TYPES[event->type]) != 0) {
        return; /* said already */
    }
    for (size_t k = 0; k < item->n; k++) {
        const cgap_node *node = item->child[k];

        if (node->claimed && !cgap_event_has_key(event->type, node->name)) {
            (void) snprintf(full, sizeof full, "%s.%.60s", key, node->name);
            cgap_reading_error(self, node, full,
                               "a %s event has no such key; it has date, type "
                               "and %s",
                               TYPES[event->type], KEYS[event->type]);
        }
    }
    if (membership && cgap_node_member(item, "member", 6) == NULL) {
        (void) snprintf(full, sizeof full, "%s.member", key);
        cgap_reading_error(self, item, full, "is missing and must be given for a %s event",
                           TYPES[event->type]);
    }
}

/* Fields of other types keep values that change nothing, so that equal files give equal events. */
static void
neutralise(cgap_event *event)
{
    if (isnan(event->date)) { /* refused; any order will do, but one */
        event->date = 0.0;
    }
    if (event->type != CGAP_EVENT_LEAVE && event->type != CGAP_EVENT_JOIN) {
        event->member = 0;
    }
    if (event->type != CGAP_EVENT_RELAPSE) {
        event->platform_factor = 1.0;
        event->enforcement_factor = 1.0;
    }
    if (event->type != CGAP_EVENT_SYSTEMIC) {
        event->size = 0.0;
    }
    if (event->type != CGAP_EVENT_REGIME) {
        event->attack_factor = 1.0;
    }
}

static int
order(double a, double b)
{
    return (a > b) - (a < b);
}

typedef struct placed {
    cgap_event event;
    cgap_node *node;
} placed;

static int
by_date(const void *a, const void *b)
{
    const cgap_event *one = &((const placed *) a)->event, *other = &((const placed *) b)->event;
    int result = order(one->date, other->date);

    result = result != 0 ? result : (int) one->type - (int) other->type;
    result = result != 0 ? result : order((double) one->member, (double) other->member);
    result = result != 0 ? result : order(one->platform_factor, other->platform_factor);
    result = result != 0 ? result : order(one->enforcement_factor, other->enforcement_factor);
    result = result != 0 ? result : order(one->size, other->size);
    return result != 0 ? result : order(one->attack_factor, other->attack_factor);
}

void
cgap_reading_sort_events(cgap_reading *self)
{
    cgap_scenario *s = &self->scenario;
    placed *at = cgap_memory_array(s->n_event, sizeof *at);

    if (at == NULL) {
        self->diagnostics->exhausted = true;
        return;
    }
    for (size_t k = 0; k < s->n_event; k++) {
        neutralise(&s->event[k]);
        at[k] = (placed){s->event[k], self->event_node[k]};
    }
    qsort(at, s->n_event, sizeof *at, by_date);
    for (size_t k = 0; k < s->n_event; k++) {
        s->event[k] = at[k].event;
        self->event_node[k] = at[k].node;
    }
    free(at);
}
