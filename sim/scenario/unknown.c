/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys that no row of the table read, each with the key its writer may have meant. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "reading.h"

enum { WORD = 64, MOST_WORDS = 256 };

typedef struct words {
    size_t n;
    char text[MOST_WORDS][WORD];
    const char *at[MOST_WORDS];
} words;

static void
add_word(words *self, const char *word, size_t length)
{
    for (size_t k = 0; k < self->n; k++) {
        if (strncmp(self->at[k], word, length) == 0 && self->at[k][length] == '\0') {
            return;
        }
    }
    if (self->n < MOST_WORDS && length < WORD) {
        memcpy(self->text[self->n], word, length);
        self->text[self->n][length] = '\0';
        self->at[self->n] = self->text[self->n];
        self->n++;
    }
}

/* Next parts of all keys of the table that begin with the pattern. */
static void
siblings(words *self, const char *pattern)
{
    size_t n, length = strlen(pattern);
    const cgap_parameter *table = cgap_parameter_table(&n);

    self->n = 0;
    for (size_t r = 0; r < n; r++) {
        const char *key = table[r].key;

        if (length == 0) {
            add_word(self, key, strcspn(key, "."));
        } else if (strncmp(key, pattern, length) == 0 && key[length] == '.' &&
                   key[length + 1] != '*') {
            add_word(self, key + length + 1, strcspn(key + length + 1, "."));
        } else if (table[r].type == CGAP_SCHEDULE && strcmp(key, pattern) == 0) {
            add_word(self, "from", 4);
            add_word(self, "value", 5);
        }
    }
}

/* A key somewhere else whose last part is the word, or nearly: there are many to come near to, so
 * it has to begin alike. */
static const char *
elsewhere(words *self, const char *word)
{
    size_t n;
    const cgap_parameter *table = cgap_parameter_table(&n);
    const char *near;

    self->n = 0;
    for (size_t r = 0; r < n; r++) {
        const char *last = strrchr(table[r].key, '.');

        if (last != NULL) {
            add_word(self, last + 1, strlen(last + 1));
        }
    }
    near = cgap_nearest_name(word, self->at, self->n);
    near = near != NULL && near[0] == word[0] ? near : NULL;
    for (size_t r = 0; near != NULL && r < n; r++) {
        const char *last = strrchr(table[r].key, '.');

        if (last != NULL && strcmp(last + 1, near) == 0) {
            return table[r].key;
        }
    }
    return NULL;
}

static void
no_such_partner(cgap_reading *self, words *known, const cgap_node *node, const char *key)
{
    const char *near;

    known->n = 0;
    for (size_t k = 0; k < self->scenario.n_partner; k++) {
        const char *name = self->scenario.partner[k].name;

        if (name != NULL) {
            add_word(known, name, strlen(name));
        }
    }
    near = cgap_nearest_name(node->name, known->at, known->n);
    cgap_reading_error(self, node, key,
                       "no partner is called '%s'%s%s%s; a new one is added in "
                       "partners",
                       node->name, near != NULL ? "; did you mean levers.engagement." : "",
                       near != NULL ? near : "", near != NULL ? "?" : "");
}

static void
complain(cgap_reading *self, words *known, const cgap_node *unknown, const char *key,
         const char *pattern)
{
    cgap_node place = *unknown; /* its value may be refused already; its key is another matter */
    const cgap_node *node = &place;
    const char *near, *dot = pattern[0] != '\0' ? "." : "";
    size_t length;

    place.kind = CGAP_NODE_TEXT;
    if (strcmp(pattern, "levers.engagement") == 0) {
        no_such_partner(self, known, node, key);
        return;
    }
    siblings(known, pattern);
    near = cgap_nearest_name(node->name, known->at, known->n);
    if (near != NULL) {
        const char *last = strrchr(key, '.'); /* the word may be cut in the key, not so its group */

        length = last != NULL ? (size_t) (last + 1 - key) : 0;
        cgap_reading_error(self, node, key,
                           "is not a key of the scenario language; did you mean "
                           "%.*s%s?",
                           (int) length, key, near);
        return;
    }
    near = elsewhere(known, node->name);
    cgap_reading_error(self, node, key,
                       "is not a key of the scenario language%s%s%s; cgap list "
                       "parameters shows all keys%s%s",
                       near != NULL ? "; did you mean " : "", near != NULL ? near : "",
                       near != NULL ? "?" : "", *dot != '\0' ? " that begin with " : "", pattern);
}

/* Whether the items of a list have names in keys, as in instruments.nis. */
static bool
is_named(const char *pattern)
{
    return strcmp(pattern, "partners") == 0 || strcmp(pattern, "instruments") == 0 ||
           strcmp(pattern, "events") == 0;
}

static void
walk(cgap_reading *self, words *known, const cgap_node *parent, const char *key,
     const char *pattern)
{
    for (size_t k = 0; k < parent->n; k++) {
        const cgap_node *node = parent->child[k];
        char here[CGAP_KEY_SIZE + 64], like[CGAP_KEY_SIZE];
        const char *dot = key[0] != '\0' ? "." : "";

        if (node->name != NULL) {
            (void) snprintf(here, sizeof here, "%s%s%.80s", key, dot, node->name);
            (void) snprintf(like, sizeof like, "%s%s%.80s", pattern, dot, node->name);
        } else if (is_named(pattern)) {
            cgap_item_key(parent, k, key, here);
            (void) snprintf(like, sizeof like, "%s.*", pattern);
        } else {
            (void) snprintf(here, sizeof here, "%s[%zu]", key, k + 1);
            (void) snprintf(like, sizeof like, "%s", pattern);
        }
        if (!node->claimed && node->name != NULL) {
            complain(self, known, node, here, pattern);
        } else {
            walk(self, known, node, here, like);
        }
    }
}

void
cgap_reading_unknown(cgap_reading *self)
{
    words *known = cgap_memory_array(1, sizeof *known);

    if (known == NULL) {
        self->diagnostics->exhausted = true;
        return;
    }
    walk(self, known, self->root, "", "");
    free(known);
}
