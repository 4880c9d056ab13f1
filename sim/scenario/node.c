/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "node.h"

#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

const char CGAP_NODE_SETTING[] = "--set";

cgap_node *
cgap_node_new(cgap_node_kind kind, const char *name, const char *file, int line)
{
    cgap_node *self = cgap_memory_array(1, sizeof *self);

    if (self == NULL) {
        return NULL;
    }
    self->kind = kind;
    self->file = file;
    self->line = line;
    if (name != NULL) {
        self->name = cgap_text_copy(name);
        if (self->name == NULL) {
            free(self);
            return NULL;
        }
    }
    return self;
}

void
cgap_node_free(cgap_node *self)
{
    if (self == NULL) {
        return;
    }
    for (size_t k = 0; k < self->n; k++) {
        cgap_node_free(self->child[k]);
    }
    free(self->child);
    free(self->name);
    free(self->text);
    free(self);
}

bool
cgap_node_adopt(cgap_node *self, cgap_node *child)
{
    if (child == NULL) {
        return false;
    }
    if (self->n == self->capacity) {
        size_t capacity = self->capacity == 0 ? 8 : 2 * self->capacity;
        cgap_node **grown = realloc(self->child, capacity * sizeof(cgap_node *));

        if (grown == NULL) {
            cgap_node_free(child);
            return false;
        }
        self->child = grown;
        self->capacity = capacity;
    }
    self->child[self->n++] = child;
    return true;
}

cgap_node *
cgap_node_detach(cgap_node *self, size_t k)
{
    cgap_node *child = self->child[k];

    memmove(&self->child[k], &self->child[k + 1], (self->n - k - 1) * sizeof(cgap_node *));
    self->n--;
    return child;
}

cgap_node *
cgap_node_member(const cgap_node *self, const char *name, size_t length)
{
    if (self == NULL || self->kind != CGAP_NODE_GROUP) {
        return NULL;
    }
    for (size_t k = 0; k < self->n; k++) {
        const char *other = self->child[k]->name;

        if (strncmp(other, name, length) == 0 && other[length] == '\0') {
            return self->child[k];
        }
    }
    return NULL;
}

const char *
cgap_node_item_name(const cgap_node *item)
{
    const cgap_node *name = cgap_node_member(item, "name", 4);

    return name != NULL && name->kind == CGAP_NODE_TEXT ? name->text : NULL;
}

size_t
cgap_node_item(const cgap_node *list, const char *name)
{
    for (size_t k = 0; k < list->n; k++) {
        const char *other = cgap_node_item_name(list->child[k]);

        if (other != NULL && strcmp(other, name) == 0) {
            return k;
        }
    }
    return list->n;
}

void
cgap_node_claim(cgap_node *self)
{
    self->claimed = true;
    for (size_t k = 0; k < self->n; k++) {
        cgap_node_claim(self->child[k]);
    }
}

const char *
cgap_node_kind_text(const cgap_node *self)
{
    switch (self->kind) {
    case CGAP_NODE_GROUP:
        return "a group { ... }";
    case CGAP_NODE_LIST:
        return "a list";
    case CGAP_NODE_INTEGER:
        return "a whole number";
    case CGAP_NODE_REAL:
        return "a number";
    case CGAP_NODE_BOOLEAN:
        return "true or false";
    default:
        return "a text";
    }
}
