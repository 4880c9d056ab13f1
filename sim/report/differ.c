/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "differ.h"

#include <stdio.h>
#include <string.h>

#include "provenance.h"

enum { MOST_NAMED = 3, NAMES = 600 };

void
cgap_put_other_values(cgap_page *page, const cgap_report_source *source, const char *key)
{
    const char *value = cgap_settings_find(&source->scenario[source->baseline].settings, key);

    for (size_t s = 0; value != NULL && s < source->n_scenario; s++) {
        const char *other = cgap_settings_find(&source->scenario[s].settings, key);

        if (other != NULL && strcmp(other, value) != 0) {
            cgap_page_text(page, " ");
            cgap_page_open(page, "small", NULL);
            cgap_page_format(page, "%s: %s", source->scenario[s].brief, other);
            cgap_page_close(page);
        }
    }
}

/* Appends one more name; past the last that is named, an ellipsis. */
static void
name_one(char *names, size_t *n, const char *name)
{
    size_t length = strlen(names);

    if (*n <= MOST_NAMED) {
        (void) snprintf(names + length, NAMES - length, "%s%.150s", *n == 0 ? "" : ", ",
                        *n < MOST_NAMED ? name : "\xE2\x80\xA6");
    }
    (*n)++;
}

static void
name_settings(const cgap_report_source *source, size_t s, char *names, size_t *n)
{
    const cgap_settings *mine = &source->scenario[s].settings;

    for (size_t k = 0; k < mine->n; k++) {
        const char *key = mine->at[k].key;
        const cgap_parameter *row = cgap_provenance(key);
        const char *base = cgap_settings_find(&source->scenario[source->baseline].settings, key);

        if (cgap_parameter_of_world(key) && base != NULL && strcmp(base, mine->at[k].value) != 0) {
            name_one(names, n, row == NULL ? key : row->name);
        }
    }
}

static bool
other_data(const cgap_report_source *source, size_t s)
{
    const json_t *list = json_object_get(source->manifest, "scenarios");
    const json_t *mine = json_object_get(json_array_get(list, s), "data_sha256");
    const json_t *base = json_object_get(json_array_get(list, source->baseline), "data_sha256");

    return mine != NULL && base != NULL && !json_equal(mine, base);
}

void
cgap_put_other_worlds(cgap_page *page, const cgap_report_source *source)
{
    for (size_t s = 0; s < source->n_scenario; s++) {
        char names[NAMES] = "";
        size_t n = 0;

        if (other_data(source, s)) {
            name_one(names, &n, cgap_page_words(page, CGAP_T_OTHER_DATA));
        }
        name_settings(source, s, names, &n);
        if (n > 0) {
            cgap_page_said(page, "p", CGAP_T_OTHER_WORLD, source->scenario[s].brief,
                           source->scenario[source->baseline].brief, names, NULL);
        }
    }
}
