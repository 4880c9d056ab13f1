/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Levers over time: a number, or a list of dated values. */
#include <stdio.h>
#include <stdlib.h>

#include "cgap/calendar.h"
#include "cgap/memory.h"
#include "cgap/number.h"
#include "reading.h"

/* One { from = ...; value = ...; }. */
static bool
read_change(cgap_reading *self, const cgap_parameter *row, cgap_change *out, const char *key,
            cgap_node *item)
{
    char part[CGAP_KEY_SIZE + 8];
    cgap_node *from, *value;
    bool sound = true;

    if (item->kind != CGAP_NODE_GROUP) {
        cgap_reading_error(self, item, key, "expects { from = \"YYYY-MM-DD\"; value = ...; }");
        cgap_node_claim(item);
        return false;
    }
    from = cgap_reading_find(self, item, key, "from");
    value = cgap_reading_find(self, item, key, "value");
    if (from == NULL || value == NULL) {
        cgap_reading_error(self, item, key,
                           "%s is missing; a dated value is "
                           "{ from = \"YYYY-MM-DD\"; value = ...; }",
                           from == NULL ? "from" : "value");
        return false;
    }
    (void) snprintf(part, sizeof part, "%s.from", key);
    sound = cgap_reading_date(self, row, part, from, &out->time);
    (void) snprintf(part, sizeof part, "%s.value", key);
    return cgap_reading_number(self, row, part, value, &out->value) && sound;
}

static void
read_list(cgap_reading *self, const cgap_parameter *row, cgap_schedule *out, const char *key,
          cgap_node *node)
{
    cgap_change *at = cgap_memory_array(node->n, sizeof *at);
    bool sound = at != NULL;

    self->diagnostics->exhausted = self->diagnostics->exhausted || at == NULL;
    for (size_t k = 0; at != NULL && k < node->n; k++) {
        char item[CGAP_KEY_SIZE];

        node->child[k]->claimed = true;
        (void) snprintf(item, sizeof item, "%s[%zu]", key, k + 1);
        if (!read_change(self, row, &at[k], item, node->child[k])) {
            sound = false;
        } else if (sound && k > 0 && !(at[k].time > at[k - 1].time)) {
            cgap_reading_error(self, node->child[k], item,
                               "its date is not after the one before; list dated values in order "
                               "of time, each date once");
            sound = false;
        }
    }
    if (!sound) {
        free(at);
        return;
    }
    free(out->at);
    out->at = at;
    out->n = node->n;
}

/* The default stands in *out and stays there when the value is refused. */
void
cgap_reading_schedule(cgap_reading *self, const cgap_parameter *row, cgap_schedule *out,
                      const char *key, cgap_node *node)
{
    node->claimed = true;
    if (node->kind != CGAP_NODE_LIST) {
        cgap_node_claim(node);
        if (out->n > 0) {
            (void) cgap_reading_number(self, row, key, node, &out->at[0].value);
        }
    } else if (node->n == 0) {
        cgap_reading_error(self, node, key,
                           "the list of dated values is empty; give a number or "
                           "at least one { from = \"YYYY-MM-DD\"; value = ...; }");
    } else {
        read_list(self, row, out, key, node);
    }
}
