/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chain of files a scenario inherits from, laid over each other from the furthest base on. */
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "folder.h"
#include "parse.h"
#include "reading.h"

enum { FORMAT = 1 }; /* version of the scenario language */

/* Takes a key of the file itself out of its tree, so that it is not inherited. */
static cgap_node *
take(cgap_node *root, const char *name)
{
    for (size_t k = 0; k < root->n; k++) {
        if (strcmp(root->child[k]->name, name) == 0) {
            return cgap_node_detach(root, k);
        }
    }
    return NULL;
}

static void
check_format(cgap_reading *self, cgap_node *root)
{
    cgap_node *format = take(root, "format");

    if (format == NULL) {
        cgap_diagnostics_add(self->diagnostics, CGAP_ERROR, root->file, 1, "format",
                             "is missing; begin the file with format = %d;", (int) FORMAT);
        return;
    }
    if (format->kind != CGAP_NODE_INTEGER || !(format->number >= 1.0)) {
        cgap_reading_error(self, format, "format", "expects the whole number %d", (int) FORMAT);
    } else if (format->number > FORMAT) {
        cgap_reading_error(self, format, "format",
                           "the file is written in version %s of the scenario language; this "
                           "program reads version %d, so a newer cgap is needed",
                           format->text, (int) FORMAT);
    }
    cgap_node_free(format);
}

static void
refuse_cycle(cgap_reading *self, const cgap_node *base, size_t first, const char *again)
{
    char chain[768] = "";
    size_t n = 0;

    for (size_t k = first; k < self->n_file && n + 1 < sizeof chain; k++) {
        size_t room = sizeof chain - n - 1, length = strlen(self->file[k]);
        size_t part = length < room ? length : room;

        memcpy(chain + n, self->file[k], part);
        n += part;
        if (n + 5 < sizeof chain) {
            memcpy(chain + n, " -> ", 4);
            n += 4;
        }
        chain[n] = '\0';
    }
    cgap_reading_error(self, base, "base", "files inherit in a circle: %s%s", chain, again);
}

/* Path of the next base as a new entry of self->file; false when there is none to read. */
static bool
find_base(cgap_reading *self, const cgap_node *base)
{
    cgap_found found;
    bool usable = false;

    if (base->kind != CGAP_NODE_TEXT || base->text[0] == '\0') {
        cgap_reading_error(self, base, "base", "expects the name of a scenario file in quotes");
        return false;
    }
    found = cgap_found_at(base->file, self->source->installed, base->text);
    self->diagnostics->exhausted = self->diagnostics->exhausted || found.exhausted;
    if (found.path == NULL) {
        bool bare = strstr(base->text, ".cfg") == NULL; /* as the command line has names */

        cgap_reading_error(self, base, "base", "'%s' is neither at '%s' nor at '%s'%s%s%s",
                           base->text, found.beside != NULL ? found.beside : base->text,
                           found.installed != NULL ? found.installed : "(no shipped scenarios)",
                           bare ? "; a base is a file: did you mean " : "", bare ? base->text : "",
                           bare ? ".cfg?" : "");
    } else if (self->n_file == CGAP_LONGEST_CHAIN) {
        cgap_reading_error(self, base, "base", "more than %d files inherit from each other",
                           (int) CGAP_LONGEST_CHAIN);
    } else {
        usable = true;
        for (size_t k = 0; k < self->n_file && usable; k++) {
            if (cgap_found_same(self->file[k], found.path)) {
                refuse_cycle(self, base, k, found.path);
                usable = false;
            }
        }
    }
    if (usable) {
        self->file[self->n_file++] = found.path;
        found.path = NULL;
    }
    cgap_found_free(&found);
    return usable;
}

/* Parses self->file[k]; sets whether it names a base that can be read next. */
static cgap_node *
load_one(cgap_reading *self, size_t k, bool *has_base)
{
    static const char *const own[] = {"name", "title", "about"}; /* not inherited */
    cgap_node *root = cgap_parse_file(self->file[k], self->diagnostics);
    cgap_node *base;

    *has_base = false;
    if (root == NULL) {
        self->incomplete = true;
        return NULL;
    }
    check_format(self, root);
    for (size_t o = 0; k > 0 && o < sizeof own / sizeof own[0]; o++) {
        cgap_node_free(take(root, own[o]));
    }
    base = take(root, "base");
    if (base != NULL) {
        *has_base = find_base(self, base);
        self->incomplete = self->incomplete || !*has_base;
        cgap_node_free(base);
    }
    return root;
}

void
cgap_reading_load(cgap_reading *self)
{
    cgap_node *tree[CGAP_LONGEST_CHAIN] = {NULL};
    bool more = true;
    size_t n = 0;

    self->file[0] = cgap_text_copy(self->source->path);
    self->n_file = self->file[0] != NULL;
    while (more && n < self->n_file) {
        tree[n] = load_one(self, n, &more);
        n++;
    }
    self->root = cgap_parse_text(CGAP_SHIPPED_PARTNERS, strlen(CGAP_SHIPPED_PARTNERS), NULL,
                                 self->diagnostics);
    if (self->root == NULL || self->n_file == 0) {
        self->diagnostics->exhausted = true;
    }
    for (size_t k = n; k-- > 0;) {
        if (tree[k] != NULL && self->root != NULL) {
            cgap_reading_merge(self, self->root, tree[k]);
        } else {
            cgap_node_free(tree[k]);
        }
    }
}
