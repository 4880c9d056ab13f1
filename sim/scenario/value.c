/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One value of the parameter table: from its node in the file into its field. */
#include <math.h>
#include <string.h>

#include "cgap/memory.h"
#include "reading.h"

static void
read_member(cgap_reading *self, size_t *out, const char *key, const cgap_node *node)
{
    char found[64];

    if (node->kind != CGAP_NODE_TEXT) {
        cgap_reading_error(self, node, key, "expects the code of one state in quotes, found %s",
                           cgap_reading_found(node, found, sizeof found));
        return;
    }
    (void) cgap_reading_member(self, key, node, &self->scenario.dataset, node->text, out);
}

void
cgap_reading_value(cgap_reading *self, const cgap_parameter *row, void *object, const char *key,
                   cgap_node *node)
{
    void *field = row->offset != CGAP_NO_FIELD ? (char *) object + row->offset : NULL;

    if (row->type != CGAP_SCHEDULE) {
        cgap_node_claim(node);
    }
    switch (row->type) {
    case CGAP_REAL:
        (void) cgap_reading_number(self, row, key, node, field);
        break;
    case CGAP_SCHEDULE:
        cgap_reading_schedule(self, row, field, key, node);
        break;
    case CGAP_INTEGER:
        cgap_reading_integer(self, row, field, key, node);
        break;
    case CGAP_BOOLEAN:
        cgap_reading_boolean(self, row, field, key, node);
        break;
    case CGAP_TEXT:
        cgap_reading_text(self, row, field, key, node);
        break;
    case CGAP_DATE:
        (void) cgap_reading_date(self, row, key, node, field);
        break;
    case CGAP_MEMBERS:
        cgap_reading_members(self, key, node, &self->scenario.dataset, field);
        break;
    case CGAP_MEMBER:
        read_member(self, field, key, node);
        break;
    case CGAP_CHOICE:
        cgap_reading_choice(self, row, field, key, node);
        break;
    }
}

static void
default_schedule(cgap_reading *self, const cgap_parameter *row, cgap_schedule *out)
{
    out->at = cgap_memory_array(1, sizeof *out->at);
    if (out->at == NULL) {
        self->diagnostics->exhausted = true;
        return;
    }
    out->n = 1;
    out->at[0] = (cgap_change){self->scenario.start, row->standard};
}

/* Texts have their defaults where they are finished (read.c). */
void
cgap_reading_default(cgap_reading *self, const cgap_parameter *row, void *object)
{
    void *field = row->offset != CGAP_NO_FIELD ? (char *) object + row->offset : NULL;

    if (field == NULL) {
        return;
    }
    switch (row->type) {
    case CGAP_REAL:
    case CGAP_DATE:
        *(double *) field = row->standard;
        break;
    case CGAP_SCHEDULE:
        default_schedule(self, row, field);
        break;
    case CGAP_INTEGER:
        *(int *) field = (int) row->standard;
        break;
    case CGAP_BOOLEAN:
        *(bool *) field = row->standard != 0.0;
        break;
    case CGAP_CHOICE: {
        int index = isnan(row->standard) ? 0 : (int) row->standard;

        memcpy(field, &index, sizeof index);
        break;
    }
    case CGAP_MEMBERS:
        *(cgap_member_set *) field = strcmp(row->standard_text, "\"all\"") == 0
                                         ? cgap_every_member(&self->scenario.dataset)
                                         : 0;
        break;
    case CGAP_MEMBER:
    case CGAP_TEXT:
        break;
    }
}
