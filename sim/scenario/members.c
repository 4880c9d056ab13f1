/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codes of states, the data folder, the members a scenario keeps and where contagion goes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cgap/memory.h"
#include "folder.h"
#include "reading.h"

const char CGAP_SHIPPED_DATA[] = "data";

cgap_member_set
cgap_every_member(const cgap_dataset *dataset)
{
    cgap_member_set set = 0;

    for (size_t i = 0; i < dataset->n; i++) {
        set |= (cgap_member_set) 1 << i;
    }
    return set;
}

/* What a user may have meant: the codes of the standard for countries, or a name. */
static const char *
meant(const cgap_dataset *dataset, const char *code)
{
    if (strcasecmp(code, "GR") == 0) {
        return "EL";
    }
    if (strcasecmp(code, "GB") == 0) {
        return "UK";
    }
    for (size_t i = 0; i < dataset->n; i++) {
        if (strcasecmp(code, dataset->member[i].name) == 0 ||
            strcasecmp(code, dataset->member[i].code) == 0) {
            return dataset->member[i].code;
        }
    }
    return NULL;
}

static void
unknown_code(cgap_reading *self, const char *key, const cgap_node *node,
             const cgap_dataset *dataset, const char *code)
{
    const char *near = meant(dataset, code);
    char codes[CGAP_MAX_MEMBER * 4 + 1] = "";

    if (dataset == &self->scenario.dataset &&
        cgap_dataset_find(&self->whole, code) < self->whole.n) {
        cgap_reading_error(self, node, key,
                           "%s is in the data but not among the scenario's "
                           "members; add it to members or take it out here",
                           code);
        return;
    }
    if (near != NULL) {
        cgap_reading_error(self, node, key, "'%.40s' is not the code of a member; did you mean %s?",
                           code, near);
        return;
    }
    for (size_t i = 0, n = 0; i < dataset->n; i++) {
        n += (size_t) snprintf(codes + n, sizeof codes - n, " %s", dataset->member[i].code);
    }
    cgap_reading_error(self, node, key, "'%.40s' is not the code of a member; they are%s", code,
                       codes);
}

bool
cgap_reading_member(cgap_reading *self, const char *key, const cgap_node *node,
                    const cgap_dataset *dataset, const char *code, size_t *out)
{
    size_t i;

    if (!self->has_data) {
        return false;
    }
    i = cgap_dataset_find(dataset, code);
    if (i == dataset->n) {
        unknown_code(self, key, node, dataset, code);
        return false;
    }
    *out = i;
    return true;
}

static void
add_code(cgap_reading *self, const char *key, const cgap_node *node, const cgap_dataset *dataset,
         const char *code, cgap_member_set *set)
{
    size_t i;

    if (!cgap_reading_member(self, key, node, dataset, code, &i)) {
        return;
    }
    if ((*set >> i & 1) != 0) {
        cgap_reading_error(self, node, key, "%s stands twice in the list", code);
    }
    *set |= (cgap_member_set) 1 << i;
}

/* Codes between commas, as --set has them. */
static void
add_codes(cgap_reading *self, const char *key, const cgap_node *node, const cgap_dataset *dataset,
          cgap_member_set *set)
{
    const char *text = node->text;

    for (;;) {
        size_t length = strcspn(text, ",");
        char code[48];

        (void) snprintf(code, sizeof code, "%.*s", length > 40 ? 40 : (int) length, text);
        add_code(self, key, node, dataset, code, set);
        if (text[length] == '\0') {
            return;
        }
        text += length + 1;
    }
}

void
cgap_reading_members(cgap_reading *self, const char *key, const cgap_node *node,
                     const cgap_dataset *dataset, cgap_member_set *out)
{
    bool participants = strlen(key) > 13 && strcmp(key + strlen(key) - 13, ".participants") == 0;
    cgap_member_set set = 0;
    char found[64];

    if (node->kind == CGAP_NODE_TEXT && strcmp(node->text, "all") == 0) {
        set = cgap_every_member(dataset);
    } else if (node->kind == CGAP_NODE_TEXT && participants &&
               strcmp(node->text, "coalition") == 0) {
        set = self->scenario.coalition.members;
        if (set == 0 && self->has_data && cgap_reading_sound(self, "coalition")) {
            cgap_reading_error(self, node, key,
                               "the scenario has no coalition; give "
                               "coalition = { members = [ ... ]; } with nine states or more");
        }
    } else if (node->kind == CGAP_NODE_TEXT && node->file == CGAP_NODE_SETTING) {
        add_codes(self, key, node, dataset, &set);
    } else if (node->kind == CGAP_NODE_LIST) {
        for (size_t k = 0; k < node->n; k++) {
            const cgap_node *code = node->child[k];

            if (code->kind != CGAP_NODE_TEXT) {
                cgap_reading_error(self, code, key, "expects codes in quotes, found %s",
                                   cgap_reading_found(code, found, sizeof found));
            } else {
                add_code(self, key, code, dataset, code->text, &set);
            }
        }
    } else {
        cgap_reading_error(self, node, key,
                           "expects \"all\"%s or a list of codes such as "
                           "[ \"DE\", \"FR\" ], found %s",
                           participants ? ", \"coalition\"" : "",
                           cgap_reading_found(node, found, sizeof found));
        return;
    }
    *out = set;
}

/* Path of a file or folder a key names; NULL after a message. */
static char *
locate(cgap_reading *self, const char *key, const cgap_node *node, const char *name,
       const char *hint)
{
    bool typed = node != NULL && node->file == CGAP_NODE_SETTING;
    const char *file = typed ? NULL : node != NULL ? node->file : self->source->path;
    cgap_found found = cgap_found_at(file, self->source->installed, name);
    char *path = found.path;

    found.path = NULL;
    self->diagnostics->exhausted = self->diagnostics->exhausted || found.exhausted;
    if (path == NULL && !found.exhausted) {
        cgap_reading_error(
            self, node, key, "'%s' is neither at '%s' nor at '%s'%s", name, found.beside,
            found.installed != NULL ? found.installed : "(no shipped scenarios)", hint);
    }
    cgap_found_free(&found);
    return path;
}

static void
take_spelling(cgap_reading *self, char **field, const char *path)
{
    char *spelling = cgap_found_spelling(path, self->source->installed);

    if (spelling == NULL) {
        self->diagnostics->exhausted = true;
        return;
    }
    free(*field);
    *field = spelling;
}

/* A folder elsewhere that holds the shipped figures byte for byte, as that of another checkout, is
 * spelt as the shipped one: the same scenario has the same canonical text wherever it was read. */
static void
spell_folder(cgap_reading *self, const char *path)
{
    const char *installed = self->source->installed;
    char *shipped;

    take_spelling(self, &self->scenario.data, path);
    if (!self->has_data || self->scenario.data[0] != '/' || installed == NULL) {
        return;
    }
    shipped = cgap_text_format("%s/%s", installed, CGAP_SHIPPED_DATA);
    if (shipped != NULL && cgap_dataset_is_copy(&self->whole, shipped)) {
        free(self->scenario.data);
        self->scenario.data = cgap_text_copy(CGAP_SHIPPED_DATA);
    }
    self->diagnostics->exhausted =
        self->diagnostics->exhausted || shipped == NULL || self->scenario.data == NULL;
    free(shipped);
}

static void
read_folder(cgap_reading *self)
{
    size_t before = self->diagnostics->n_error;
    const cgap_node *node = cgap_node_member(self->root, "data", 4);
    char *path = locate(self, "data", node, self->scenario.data,
                        "; it is the folder of the members' figures");

    if (path == NULL) {
        return;
    }
    cgap_dataset_read(&self->whole, path, self->diagnostics);
    self->has_data = self->diagnostics->n_error == before && !self->diagnostics->exhausted;
    spell_folder(self, path);
    free(path);
}

/* Rows and columns of the chosen members out of a matrix over the whole data folder. */
static void
choose(const cgap_reading *self, const double *all, double *chosen)
{
    size_t n = 0;

    for (size_t i = 0; i < self->whole.n; i++) {
        for (size_t j = 0; j < self->whole.n; j++) {
            if ((self->chosen >> i & self->chosen >> j & 1) != 0) {
                chosen[n++] = all[i * self->whole.n + j];
            }
        }
    }
}

static void
check_contagion(cgap_reading *self, const cgap_node *node)
{
    const cgap_dataset *dataset = &self->scenario.dataset;

    for (size_t i = 0; i < dataset->n; i++) {
        double sum = 0.0;

        for (size_t j = 0; j < dataset->n; j++) {
            sum += self->scenario.contagion[i * dataset->n + j];
        }
        if (!(sum > 0.0)) {
            cgap_reading_error(self, node, "interdependence",
                               "nothing goes out from %s to another member of the scenario; give "
                               "it at least one entry above 0",
                               dataset->member[i].code);
        }
    }
}

static void
read_contagion(cgap_reading *self, const cgap_node *node, double *all)
{
    cgap_scenario *s = &self->scenario;
    size_t n = self->whole.n;

    if (strcmp(s->interdependence, "trade") == 0) {
        for (size_t i = 0; i < n; i++) {
            memcpy(&all[i * n], self->whole.trade_musd[i], n * sizeof *all);
        }
    } else {
        char *path = locate(self, "interdependence", node, s->interdependence,
                            "; expects \"size\", \"trade\" or the path of a CSV matrix");
        size_t before = self->diagnostics->n_error;

        if (path == NULL) {
            return;
        }
        cgap_dataset_read_matrix(&self->whole, path, all, self->diagnostics);
        take_spelling(self, &s->interdependence, path);
        free(path);
        if (self->diagnostics->n_error > before) {
            return;
        }
    }
    s->contagion = cgap_memory_array(s->dataset.n * s->dataset.n, sizeof *s->contagion);
    if (s->contagion == NULL) {
        self->diagnostics->exhausted = true;
        return;
    }
    choose(self, all, s->contagion);
    check_contagion(self, node);
}

static void
read_interdependence(cgap_reading *self)
{
    cgap_node *node = cgap_node_member(self->root, "interdependence", 15);
    double *all;

    if (strcmp(self->scenario.interdependence, "size") == 0 || !self->has_data) {
        return;
    }
    all = cgap_memory_array(self->whole.n * self->whole.n, sizeof *all);
    if (all == NULL) {
        self->diagnostics->exhausted = true;
        return;
    }
    read_contagion(self, node, all);
    free(all);
}

void
cgap_reading_data(cgap_reading *self)
{
    cgap_node *node = cgap_reading_find(self, self->root, "", "members");

    read_folder(self);
    self->chosen = self->has_data ? cgap_every_member(&self->whole) : 0;
    if (node != NULL) {
        cgap_node_claim(node);
        cgap_reading_members(self, "members", node, &self->whole, &self->chosen);
    }
    if (!self->has_data) {
        return;
    }
    self->scenario.dataset = self->whole;
    self->scenario.dataset.folder = cgap_text_copy(self->whole.folder);
    self->diagnostics->exhausted =
        self->diagnostics->exhausted || self->scenario.dataset.folder == NULL;
    cgap_dataset_keep(&self->scenario.dataset, self->chosen);
    if (self->scenario.dataset.n < 2 && cgap_reading_sound(self, "members")) {
        cgap_reading_error(self, node, "members",
                           "needs at least two states: gaps are between "
                           "states");
    }
    read_interdependence(self);
}
