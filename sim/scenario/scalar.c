/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A number, a text, a date, a choice: from its node in the file into a plain variable. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/calendar.h"
#include "cgap/memory.h"
#include "cgap/number.h"
#include "reading.h"
#include "scan.h"

static const char *
with_unit(const cgap_parameter *row, char *out, size_t size)
{
    bool unit = row->unit[0] != '\0' && strcmp(row->unit, "1") != 0;

    (void) snprintf(out, size, "%s%s", unit ? " " : "", unit ? row->unit : "");
    return out;
}

/* A number as written, refused when the file format or a double cannot hold it. */
static bool
finite_number(cgap_reading *self, const char *key, const cgap_node *node)
{
    if (node->wrapped) {
        cgap_reading_error(self, node, key,
                           "%s does not fit the 32-bit integers of the file format and would wrap; "
                           "write it with a decimal point, as %s.0, or an L at its end",
                           node->text, node->text);
        return false;
    }
    if (!isfinite(node->number)) {
        cgap_reading_error(self, node, key, "%s is %s", node->text,
                           isnan(node->number) ? "not a number" : "too large for a number");
        return false;
    }
    return true;
}

static bool
in_range(cgap_reading *self, const cgap_parameter *row, const char *key, const cgap_node *node)
{
    char min[CGAP_NUMBER_SIZE], max[CGAP_NUMBER_SIZE], unit[64];
    bool policy = row->type == CGAP_SCHEDULE && strcmp(row->distribution, "fixed") == 0;
    /* A logarithmic range cannot hold 0, which turns the term off: a choice, not a size. */
    bool off = node->number == 0.0 && strcmp(row->distribution, "loguniform") == 0;

    if (!(node->number >= row->min && node->number <= row->max)) {
        (void) cgap_number_format(row->min, min);
        (void) cgap_number_format(row->max, max);
        cgap_reading_error(self, node, key, "%s is outside %s to %s%s (%s)", node->text, min, max,
                           with_unit(row, unit, sizeof unit), row->name);
        return false;
    }
    /* The range of a dated lever that is not sampled is that of its start, not of policy. */
    if (!policy && !off && (node->number < row->low || node->number > row->high)) {
        (void) cgap_number_format(row->low, min);
        (void) cgap_number_format(row->high, max);
        cgap_reading_warning(self, node, key, "%s is outside the plausible range %s to %s%s (%s)",
                             node->text, min, max, with_unit(row, unit, sizeof unit), row->name);
    }
    return true;
}

bool
cgap_reading_number(cgap_reading *self, const cgap_parameter *row, const char *key,
                    const cgap_node *node, double *number)
{
    char found[64], unit[64];

    if (node->kind != CGAP_NODE_INTEGER && node->kind != CGAP_NODE_REAL) {
        cgap_reading_error(self, node, key, "expects a number%s (%s), found %s",
                           with_unit(row, unit, sizeof unit), row->name,
                           cgap_reading_found(node, found, sizeof found));
        return false;
    }
    if (!finite_number(self, key, node) || !in_range(self, row, key, node)) {
        return false;
    }
    *number = node->number == 0.0 ? 0.0 : node->number; /* no negative zero */
    return true;
}

void
cgap_reading_integer(cgap_reading *self, const cgap_parameter *row, int *out, const char *key,
                     const cgap_node *node)
{
    double number;
    char found[64];

    if (node->kind != CGAP_NODE_INTEGER) {
        cgap_reading_error(self, node, key, "expects a whole number (%s), found %s", row->name,
                           cgap_reading_found(node, found, sizeof found));
    } else if (cgap_reading_number(self, row, key, node, &number)) {
        *out = (int) number;
    }
}

void
cgap_reading_boolean(cgap_reading *self, const cgap_parameter *row, bool *out, const char *key,
                     const cgap_node *node)
{
    char found[64];

    if (node->kind != CGAP_NODE_BOOLEAN) {
        cgap_reading_error(self, node, key, "expects true or false (%s), found %s", row->name,
                           cgap_reading_found(node, found, sizeof found));
    } else if (out != NULL) {
        *out = node->number != 0.0;
    }
}

void
cgap_reading_text(cgap_reading *self, const cgap_parameter *row, char **out, const char *key,
                  const cgap_node *node)
{
    bool spoken = node->file == CGAP_NODE_SETTING && node->text != NULL; /* --set name=2020 */
    char found[64], *copy;

    if (node->kind != CGAP_NODE_TEXT && !spoken) {
        cgap_reading_error(self, node, key, "expects a text in double quotes (%s), found %s",
                           row->name, cgap_reading_found(node, found, sizeof found));
        return;
    }
    if (cgap_scan_foreign(node->text, strlen(node->text)) != strlen(node->text)) {
        cgap_reading_error(self, node, key,
                           "holds bytes that are no UTF-8 text (%s), by an escape \\x or typed",
                           row->name);
        return;
    }
    if (out == NULL) {
        return;
    }
    copy = cgap_text_copy(node->text);
    if (copy == NULL) {
        self->diagnostics->exhausted = true;
        return;
    }
    free(*out);
    *out = copy;
}

bool
cgap_reading_date(cgap_reading *self, const cgap_parameter *row, const char *key,
                  const cgap_node *node, double *year)
{
    char found[64];

    if (node->kind == CGAP_NODE_INTEGER || node->kind == CGAP_NODE_REAL) {
        if (!finite_number(self, key, node)) {
            return false;
        }
        *year = node->number;
    } else if (node->kind != CGAP_NODE_TEXT || !cgap_calendar_year(node->text, year)) {
        cgap_reading_error(self, node, key,
                           "expects a day that exists as \"YYYY-MM-DD\" or a decimal year (%s), "
                           "found %s",
                           row->name, cgap_reading_found(node, found, sizeof found));
        return false;
    }
    if (!(*year >= 1900.0 && *year <= 2200.0)) {
        cgap_reading_error(self, node, key, "%s is outside the years 1900 to 2200", node->text);
        return false;
    }
    return true;
}

/* Fields of a choice are enums, written as the int they are. */
_Static_assert(sizeof(cgap_instrument_type) == sizeof(int) &&
                   sizeof(cgap_event_type) == sizeof(int) &&
                   sizeof(cgap_severity_law) == sizeof(int),
               "an enum of a scenario is no int: give it back its size");

/* Words of a choice: the index of node's text among them, or -1 after a message. */
void
cgap_reading_choice(cgap_reading *self, const cgap_parameter *row, void *out, const char *key,
                    const cgap_node *node)
{
    char words[128], found[64];
    const char *known[8], *near;
    size_t n = 0;

    (void) snprintf(words, sizeof words, "%s", row->choices);
    for (char *word = words; word != NULL && n < 8; n++) {
        char *space = strchr(word, ' ');

        known[n] = word;
        if (space != NULL) {
            *space++ = '\0';
        }
        word = space;
    }
    for (size_t k = 0; node->kind == CGAP_NODE_TEXT && k < n; k++) {
        if (strcmp(node->text, known[k]) == 0) {
            int index = (int) k;

            memcpy(out, &index, sizeof index);
            return;
        }
    }
    near = node->kind == CGAP_NODE_TEXT ? cgap_nearest_name(node->text, known, n) : NULL;
    cgap_reading_error(self, node, key, "expects one of: %s; found %s%s%s%s", row->choices,
                       cgap_reading_found(node, found, sizeof found),
                       near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
                       near != NULL ? "'?" : "");
}
