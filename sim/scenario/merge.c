/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deep override of one file by another: groups are merged key by key, lists of named things item
 * by item, everything else is replaced as a whole. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reading.h"

bool
cgap_reading_names_list(const char *name)
{
    return strcmp(name, "partners") == 0 || strcmp(name, "instruments") == 0 ||
           strcmp(name, "events") == 0;
}

static size_t
position(const cgap_node *group, const char *name)
{
    size_t k = 0;

    while (k < group->n && strcmp(group->child[k]->name, name) != 0) {
        k++;
    }
    return k;
}

static void
adopt(cgap_reading *self, cgap_node *parent, cgap_node *child)
{
    if (!cgap_node_adopt(parent, child)) {
        self->diagnostics->exhausted = true;
    }
}

/* Moves the children of over into base, which has no named lists. */
static void
merge_group(cgap_reading *self, cgap_node *base, cgap_node *over)
{
    while (over->n > 0) {
        cgap_node *child = cgap_node_detach(over, 0);
        size_t k = position(base, child->name);

        if (k == base->n) {
            adopt(self, base, child);
        } else if (base->child[k]->kind == CGAP_NODE_GROUP && child->kind == CGAP_NODE_GROUP) {
            merge_group(self, base->child[k], child);
            cgap_node_free(child);
        } else {
            cgap_node_free(base->child[k]);
            base->child[k] = child;
        }
    }
}

static void
no_such_item(cgap_reading *self, const cgap_node *list, const cgap_node *item, const char *key)
{
    const char *known[64];
    const char *name = cgap_node_item_name(item), *near;
    size_t n = 0;

    for (size_t k = 0; k < list->n && n < 64; k++) {
        known[n] = cgap_node_item_name(list->child[k]);
        n += known[n] != NULL;
    }
    near = cgap_nearest_name(name, known, n);
    cgap_reading_error(self, item, key,
                       "nothing of that name is inherited, so it cannot be "
                       "removed%s%s%s",
                       near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
                       near != NULL ? "'?" : "");
}

void
cgap_reading_forget(cgap_reading *self, const char *list_name, const char *name, const char *file)
{
    cgap_node *levers = cgap_node_member(self->root, "levers", 6);
    cgap_node *engagement = cgap_node_member(levers, "engagement", 10);
    const cgap_node *lever = cgap_node_member(engagement, name, strlen(name));

    if (strcmp(list_name, "partners") == 0 && lever != NULL && lever->file != file) {
        cgap_node_free(cgap_node_detach(engagement, position(engagement, name)));
    }
}

static void
remove_item(cgap_reading *self, cgap_node *list, cgap_node *item, const char *key)
{
    size_t k = cgap_node_item(list, cgap_node_item_name(item));

    if (item->n > 2) {
        cgap_reading_error(self, item, key,
                           "an entry with remove = true has a name and nothing "
                           "else; to replace an inherited entry override its keys");
    }
    if (k < list->n) {
        cgap_reading_forget(self, list->name, cgap_node_item_name(item), item->file);
        cgap_node_free(cgap_node_detach(list, k));
    } else if (!self->incomplete) {
        no_such_item(self, list, item, key);
    }
}

static bool
asks_removal(const cgap_node *item)
{
    const cgap_node *remove = cgap_node_member(item, "remove", 6);

    return remove != NULL && remove->kind == CGAP_NODE_BOOLEAN && remove->number != 0.0;
}

static void
refuse_repeated_names(cgap_reading *self, const cgap_node *over)
{
    for (size_t k = 0; k < over->n; k++) {
        const char *name = cgap_node_item_name(over->child[k]);

        if (name != NULL && cgap_node_item(over, name) < k) {
            char key[CGAP_KEY_SIZE];

            (void) snprintf(key, sizeof key, "%s.%.48s", over->name, name);
            cgap_reading_error(self, over->child[k], key,
                               "this name stands twice in one list (first on line %d); give each "
                               "entry a name of its own",
                               over->child[cgap_node_item(over, name)]->line);
        }
    }
}

static void
merge_list(cgap_reading *self, cgap_node *base, cgap_node *over)
{
    refuse_repeated_names(self, over);
    while (over->n > 0) {
        cgap_node *item = cgap_node_detach(over, 0);
        const char *name = cgap_node_item_name(item);
        size_t k = name != NULL ? cgap_node_item(base, name) : base->n;
        char key[CGAP_KEY_SIZE];

        (void) snprintf(key, sizeof key, "%s.%.48s", over->name, name != NULL ? name : "");
        if (name != NULL && asks_removal(item)) {
            remove_item(self, base, item, key);
            cgap_node_free(item);
        } else if (k < base->n && base->child[k]->file != item->file) {
            merge_group(self, base->child[k], item);
            cgap_node_free(item);
        } else { /* new, or refused as a repetition: then still read for its own problems */
            adopt(self, base, item);
        }
    }
}

void
cgap_reading_merge(cgap_reading *self, cgap_node *base, cgap_node *over)
{
    while (over->n > 0) {
        cgap_node *child = cgap_node_detach(over, 0);
        size_t k = position(base, child->name);

        if (base == self->root && cgap_reading_names_list(child->name)) {
            if (!cgap_reading_is_list(self, child)) {
                cgap_node_free(child);
                continue;
            }
            if (k == base->n) {
                adopt(self, base,
                      cgap_node_new(CGAP_NODE_LIST, child->name, child->file, child->line));
            }
            if (k < base->n && base->child[k]->kind == CGAP_NODE_LIST) {
                merge_list(self, base->child[k], child);
                cgap_node_free(child);
                continue;
            }
        }
        if (k == base->n) {
            adopt(self, base, child);
        } else if (base->child[k]->kind == CGAP_NODE_GROUP && child->kind == CGAP_NODE_GROUP) {
            merge_group(self, base->child[k], child);
            cgap_node_free(child);
        } else {
            cgap_node_free(base->child[k]);
            base->child[k] = child;
        }
    }
    cgap_node_free(over);
}
