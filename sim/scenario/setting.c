/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --set key=value: the same keys as in a file, list items by name. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "parse.h"
#include "reading.h"

static void
complain(cgap_reading *self, const char *key, const char *text)
{
    cgap_diagnostics_add(self->diagnostics, CGAP_ERROR, CGAP_NODE_SETTING, 0, key, "%s", text);
}

static void
no_such_item(cgap_reading *self, const char *key, const cgap_node *list, const char *name)
{
    const char *known[64], *near;
    size_t n = 0;

    for (size_t k = 0; k < list->n && n < 64; k++) {
        known[n] = cgap_node_item_name(list->child[k]);
        n += known[n] != NULL;
    }
    near = cgap_nearest_name(name, known, n);
    cgap_diagnostics_add(self->diagnostics, CGAP_ERROR, CGAP_NODE_SETTING, 0, key,
                         "there is no entry called '%s' in %s%s%s%s", name, list->name,
                         near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
                         near != NULL ? "'?" : "");
}

/* The node one step down the key, made when it is missing; NULL after a message. */
static cgap_node *
step_down(cgap_reading *self, const char *key, cgap_node *from, const char *word)
{
    cgap_node *next;

    if (from->kind == CGAP_NODE_LIST) {
        size_t k = cgap_node_item(from, word);

        if (k == from->n || from->child[k]->kind != CGAP_NODE_GROUP) {
            no_such_item(self, key, from, word);
            return NULL;
        }
        return from->child[k];
    }
    next = cgap_node_member(from, word, strlen(word));
    if (next != NULL && (next->kind == CGAP_NODE_GROUP || next->kind == CGAP_NODE_LIST)) {
        return next;
    }
    if (next != NULL) {
        complain(self, key, "the key goes below a single value");
        return NULL;
    }
    next = cgap_node_new(CGAP_NODE_GROUP, word, CGAP_NODE_SETTING, 0);
    if (!cgap_node_adopt(from, next)) {
        self->diagnostics->exhausted = true;
        return NULL;
    }
    return next;
}

static void
put(cgap_reading *self, cgap_node *group, cgap_node *value)
{
    for (size_t k = 0; k < group->n; k++) {
        if (strcmp(group->child[k]->name, value->name) == 0) {
            if (group->child[k]->kind == CGAP_NODE_GROUP && value->kind == CGAP_NODE_GROUP) {
                cgap_reading_merge(self, group->child[k], value);
                return;
            }
            cgap_node_free(group->child[k]);
            group->child[k] = value;
            return;
        }
    }
    if (!cgap_node_adopt(group, value)) {
        self->diagnostics->exhausted = true;
    }
}

static void
set_leaf(cgap_reading *self, const char *key, cgap_node *parent, cgap_node *list, const char *name,
         const char *value)
{
    cgap_node *node;

    if (parent->kind != CGAP_NODE_GROUP) {
        complain(self, key,
                 "name an entry of the list and one of its keys, as in "
                 "instruments.nis.standard");
        return;
    }
    node = cgap_parse_setting(key, name, value, self->diagnostics);
    if (node == NULL) {
        return;
    }
    if (list != NULL && strcmp(name, "remove") == 0 && node->kind == CGAP_NODE_BOOLEAN &&
        node->number != 0.0) {
        for (size_t k = 0; k < list->n; k++) {
            if (list->child[k] == parent) {
                const char *item = cgap_node_item_name(parent);

                cgap_reading_forget(self, list->name, item != NULL ? item : "", NULL);
                cgap_node_free(cgap_node_detach(list, k));
                break;
            }
        }
        cgap_node_free(node);
        return;
    }
    if (parent == self->root && cgap_reading_names_list(name) &&
        !cgap_reading_is_list(self, node)) {
        cgap_node_free(node);
        return;
    }
    put(self, parent, node);
}

/* key is cut into words in place; whole is for messages. */
static void
set(cgap_reading *self, const char *whole, char *key, const char *value)
{
    cgap_node *at = self->root, *list = NULL;
    char *word = key, *dot;

    while ((dot = strchr(word, '.')) != NULL) {
        *dot = '\0';
        list = at->kind == CGAP_NODE_LIST ? at : NULL;
        at = *word != '\0' ? step_down(self, whole, at, word) : NULL;
        if (at == NULL) {
            if (*word == '\0') {
                complain(self, whole, "the key has an empty part");
            }
            return;
        }
        word = dot + 1;
    }
    if (*word == '\0') {
        complain(self, whole, "the key has an empty part");
    } else if (at == self->root && (strcmp(word, "format") == 0 || strcmp(word, "base") == 0)) {
        complain(self, whole, "belongs to a file and cannot be set on the command line");
    } else {
        set_leaf(self, whole, at, list, word, value);
    }
}

void
cgap_reading_settings(cgap_reading *self)
{
    for (size_t k = 0; self->root != NULL && k < self->source->n_setting; k++) {
        const char *setting = self->source->settings[k];
        const char *equals = strchr(setting, '=');
        char *whole, *key;

        if (equals == NULL || equals == setting) {
            cgap_diagnostics_add(self->diagnostics, CGAP_ERROR, CGAP_NODE_SETTING, 0, NULL,
                                 "'%s' is not key=value, as in levers.platform=0.8", setting);
            continue;
        }
        whole = cgap_text_format("%.*s", (int) (equals - setting), setting);
        key = cgap_text_copy(whole);
        if (key == NULL) {
            self->diagnostics->exhausted = true;
        } else {
            set(self, whole, key, equals + 1);
        }
        free(whole);
        free(key);
    }
}
