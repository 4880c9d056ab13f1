/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "differ.h"

#include <stdio.h>
#include <string.h>

#include "cgap/memory.h"

#include "events.h"
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

static void
name_one(char names[NAMES], size_t *n, const char *name)
{
    cgap_text_list(names, NAMES, n, MOST_NAMED, name, "\xE2\x80\xA6");
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

/* Value of another key of an event. */
static const char *
of_event(const cgap_settings *settings, const cgap_happening *event, const char *last)
{
    const char *key = settings->at[event->at].key, *value;
    char other[512];

    (void) snprintf(other, sizeof other, "%.*s%s", (int) (strrchr(key, '.') + 1 - key), key, last);
    value = cgap_settings_find(settings, other);
    return value == NULL ? "" : value;
}

/* Whether events of a type happen alike in both, in the same order. */
static bool
same_events(const cgap_report_source *source, const cgap_settings *a, const cgap_settings *b,
            const char *type, const char *size)
{
    cgap_happening x = {NULL, 0.0, 0}, y = {NULL, 0.0, 0};
    bool first, second, same = true;

    for (size_t i = 0, j = 0; same; i = x.at + 1, j = y.at + 1) {
        first = cgap_next_event(source, a, type, i, &x);
        second = cgap_next_event(source, b, type, j, &y);
        if (!first || !second) {
            return first == second;
        }
        same = x.year == y.year && strcmp(of_event(a, &x, size), of_event(b, &y, size)) == 0;
    }
    return false;
}

static bool
other_events(const cgap_report_source *source, size_t s)
{
    const cgap_settings *mine = &source->scenario[s].settings;
    const cgap_settings *base = &source->scenario[source->baseline].settings;

    return !same_events(source, mine, base, "systemic", "size") ||
           !same_events(source, mine, base, "regime", "attack_factor");
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
        if (other_events(source, s)) {
            name_one(names, &n, cgap_page_words(page, CGAP_T_OTHER_EVENTS));
        }
        if (n > 0) {
            cgap_page_said(page, "p", CGAP_T_OTHER_WORLD, source->scenario[s].brief,
                           source->scenario[source->baseline].brief, names, NULL);
        }
    }
}
