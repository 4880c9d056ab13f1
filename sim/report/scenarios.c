/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every scenario does: levers, instruments, partners, coalition, events. */
#include <stdio.h>
#include <string.h>

#include "cells.h"
#include "provenance.h"
#include "sections.h"

/* True when @p key is `list.NAME.field`; the name is copied into @p name. */
static bool
item_of(const char *key, const char *list, char *name, size_t size)
{
    size_t n = strlen(list), length;

    if (strncmp(key, list, n) != 0 || key[n] != '.') {
        return false;
    }
    length = strcspn(key + n + 1, ".");
    if (key[n + 1 + length] != '.' || length + 1 > size) {
        return false;
    }
    memcpy(name, key + n + 1, length);
    name[length] = '\0';
    return true;
}

/* Value of list.NAME.field, or "" */
static const char *
field(const cgap_settings *settings, const char *list, const char *name, const char *last)
{
    char key[512];
    const char *value;

    (void) snprintf(key, sizeof key, "%s.%s.%s", list, name, last);
    value = cgap_settings_find(settings, key);
    return value == NULL ? "" : value;
}

static void
put_lever(cgap_page *page, const cgap_report_source *source, size_t s, const cgap_setting *lever)
{
    const cgap_parameter *row = cgap_provenance(lever->key);
    const char *base = cgap_settings_find(&source->scenario[source->baseline].settings, lever->key);
    const char *partner = strncmp(lever->key, "levers.engagement.", 18) == 0 ? lever->key + 18 : "";

    bool other = source->several && s != source->baseline;
    bool same = other && base != NULL && strcmp(base, lever->value) == 0;

    cgap_page_open(page, "tr", "class", same ? "same" : NULL, NULL);
    cgap_page_open(page, "th", "scope", "row", NULL);
    cgap_page_text(page, row == NULL ? lever->key : row->name);
    cgap_page_format(page, "%s%s ", partner[0] == '\0' ? "" : ": ", partner);
    cgap_page_element(page, "code", lever->key);
    cgap_page_close(page);
    cgap_page_open(page, "td", NULL);
    cgap_page_text(page, lever->value);
    if (row != NULL && strcmp(row->unit, "1") != 0) {
        cgap_page_format(page, " %s", row->unit);
    }
    cgap_page_close(page);
    if (other) {
        cgap_cell_text(page, cgap_page_words(page, same ? CGAP_T_AS_BASELINE : CGAP_T_CHANGED));
    }
    cgap_cell_word(page, row == NULL ? "" : row->kind);
    cgap_cell_text(page, row == NULL ? "" : row->source);
    cgap_page_close(page);
}

static void
put_note(cgap_page *page, cgap_text_key key)
{
    cgap_page_open(page, "p", "class", "note", NULL);
    cgap_page_say(page, key, NULL);
    cgap_page_close(page);
}

static void
put_levers(cgap_page *page, const cgap_report_source *source, size_t s)
{
    const cgap_settings *settings = &source->scenario[s].settings;

    cgap_table_open(page, cgap_page_words(page, CGAP_T_LEVERS), true);
    cgap_table_head(page, cgap_page_words(page, CGAP_T_LEVER), NULL);
    cgap_table_head(page, cgap_page_words(page, CGAP_T_VALUE), NULL);
    if (source->several && s != source->baseline) {
        cgap_table_head(page, cgap_page_words(page, CGAP_T_BASELINE), NULL);
    }
    cgap_table_head(page, cgap_page_words(page, CGAP_T_KIND), NULL);
    cgap_table_head(page, cgap_page_words(page, CGAP_T_SOURCE), NULL);
    cgap_table_body(page);
    for (size_t k = 0; k < settings->n; k++) {
        if (strncmp(settings->at[k].key, "levers.", 7) == 0) {
            put_lever(page, source, s, &settings->at[k]);
        }
    }
    cgap_table_close(page);
    put_note(page, CGAP_T_LEVERS_NOTE);
    if (source->several && s != source->baseline) {
        cgap_page_open(page, "p", "class", "paper-only note", NULL);
        cgap_page_say(page, CGAP_T_LEVERS_LEFT_OUT, NULL);
        cgap_page_close(page);
    }
}

/* What a law covers: "legal 1, technical 0.6" without what it leaves alone. */
static void
put_scope(cgap_page *page, const cgap_settings *settings, const char *name)
{
    char lead[512];
    bool first = true;
    int n = snprintf(lead, sizeof lead, "instruments.%s.covers.", name);

    cgap_page_open(page, "td", NULL);
    for (size_t k = 0; n > 0 && k < settings->n; k++) {
        const cgap_setting *one = &settings->at[k];

        if (strncmp(one->key, lead, (size_t) n) == 0 && strcmp(one->value, "0") != 0) {
            cgap_page_format(page, "%s%s\xC2\xA0%s", first ? "" : ", ", one->key + n, one->value);
            first = false;
        }
    }
    cgap_page_close(page);
}

static void
put_instrument(cgap_page *page, const cgap_settings *settings, const char *name)
{
    static const char *const fields[] = {"type",        "adopted",    "applies",
                                         "standard",    "pull",       "ceiling",
                                         "enforcement", "complexity", "compliance_cost"};

    cgap_page_open(page, "tr", NULL);
    cgap_cell_row(page, name);
    for (size_t f = 0; f < sizeof fields / sizeof fields[0]; f++) {
        cgap_cell_text(page, field(settings, "instruments", name, fields[f]));
    }
    put_scope(page, settings, name);
    cgap_cell_text(page, field(settings, "instruments", name, "participants"));
    cgap_page_close(page);
}

/* Calls @p put once for every NAME of a list; returns how many there are. */
static size_t
each_item(cgap_page *page, const cgap_settings *settings, const char *list,
          void (*put)(cgap_page *page, const cgap_settings *settings, const char *name))
{
    char name[256] = "", last[256] = "";
    size_t n = 0;

    for (size_t k = 0; k < settings->n; k++) {
        if (item_of(settings->at[k].key, list, name, sizeof name) && strcmp(name, last) != 0) {
            if (put != NULL) {
                put(page, settings, name);
            }
            memcpy(last, name, sizeof last);
            n++;
        }
    }
    return n;
}

static void
put_instruments(cgap_page *page, const cgap_settings *settings)
{
    static const struct {
        cgap_text_key name, unit;
    } heads[] = {
        {CGAP_T_INSTRUMENT, CGAP_N_TEXT},     {CGAP_T_TYPE, CGAP_N_TEXT},
        {CGAP_T_ADOPTED, CGAP_N_TEXT},        {CGAP_T_APPLIES, CGAP_N_TEXT},
        {CGAP_T_STANDARD, CGAP_T_UNIT_INDEX}, {CGAP_T_PULL, CGAP_T_UNIT_YEARLY},
        {CGAP_T_CEILING, CGAP_T_UNIT_INDEX},  {CGAP_T_ENFORCEMENT, CGAP_T_UNIT_INDEX},
        {CGAP_T_COMPLEXITY, CGAP_N_TEXT},     {CGAP_T_COMPLIANCE_COST, CGAP_T_UNIT_GDP_SHARE},
        {CGAP_T_COVERS, CGAP_T_UNIT_WEIGHTS}, {CGAP_T_BINDS, CGAP_N_TEXT}};

    if (each_item(page, settings, "instruments", NULL) == 0) {
        cgap_page_said(page, "p", CGAP_T_INSTRUMENTS_NONE, NULL);
        return;
    }
    cgap_table_open(page, cgap_page_words(page, CGAP_T_INSTRUMENTS), false);
    for (size_t h = 0; h < sizeof heads / sizeof heads[0]; h++) {
        cgap_table_head(page, cgap_page_words(page, heads[h].name),
                        heads[h].unit == CGAP_N_TEXT ? NULL : cgap_page_words(page, heads[h].unit));
    }
    cgap_table_body(page);
    (void) each_item(page, settings, "instruments", put_instrument);
    cgap_table_close(page);
    put_note(page, CGAP_T_INSTRUMENTS_NOTE);
}

static void
put_partner(cgap_page *page, const cgap_settings *settings, const char *name)
{
    static const char *const fields[] = {"intelligence", "norms", "law", "members"};

    cgap_page_open(page, "tr", NULL);
    cgap_cell_row(page, name);
    for (size_t f = 0; f < sizeof fields / sizeof fields[0]; f++) {
        cgap_cell_text(page, field(settings, "partners", name, fields[f]));
    }
    cgap_page_close(page);
}

/* Whether both have the same partners with the same weights. */
static bool
same_partners(const cgap_settings *a, const cgap_settings *b)
{
    size_t n[2] = {0, 0};
    bool same = true;

    for (size_t k = 0; k < a->n && same; k++) {
        if (strncmp(a->at[k].key, "partners.", 9) == 0) {
            const char *other = cgap_settings_find(b, a->at[k].key);

            n[0]++;
            same = other != NULL && strcmp(other, a->at[k].value) == 0;
        }
    }
    for (size_t k = 0; k < b->n; k++) {
        n[1] += strncmp(b->at[k].key, "partners.", 9) == 0;
    }
    return same && n[0] == n[1];
}

/* Those of the baseline once. */
static void
put_partners(cgap_page *page, const cgap_report_source *source, size_t s)
{
    static const cgap_text_key channels[] = {CGAP_T_INTELLIGENCE, CGAP_T_NORMS,
                                             CGAP_T_INTERNATIONAL_LAW};
    const cgap_settings *settings = &source->scenario[s].settings;

    if (each_item(page, settings, "partners", NULL) == 0 ||
        (s != source->baseline &&
         same_partners(settings, &source->scenario[source->baseline].settings))) {
        return;
    }
    cgap_table_open(page, cgap_page_words(page, CGAP_T_PARTNERS), false);
    cgap_table_head(page, cgap_page_words(page, CGAP_T_PARTNER), NULL);
    for (size_t c = 0; c < sizeof channels / sizeof channels[0]; c++) {
        cgap_table_head(page, cgap_page_words(page, channels[c]),
                        cgap_page_words(page, CGAP_T_UNIT_CHANNEL));
    }
    cgap_table_head(page, cgap_page_words(page, CGAP_T_TAKES_PART), NULL);
    cgap_table_body(page);
    (void) each_item(page, settings, "partners", put_partner);
    cgap_table_close(page);
}

static void
put_event(cgap_page *page, const cgap_settings *settings, const char *name)
{
    static const char *const told[] = {"member", "size", "platform_factor", "enforcement_factor",
                                       "attack_factor"};
    const char *type = field(settings, "events", name, "type");

    cgap_page_open(page, "li", NULL);
    cgap_page_format(page, "%s: %s", field(settings, "events", name, "date"), type);
    for (size_t k = 0; k < sizeof told / sizeof told[0]; k++) {
        const char *value = field(settings, "events", name, told[k]);

        if (value[0] != '\0') {
            cgap_page_text(page, ", ");
            cgap_page_say(page, cgap_text_find("EVENT_", told[k]), value, NULL);
        }
    }
    cgap_page_close(page);
}

static const char *
said_of(const cgap_settings *settings, const char *key)
{
    const char *value = cgap_settings_find(settings, key);

    return value == NULL ? "?" : value;
}

static void
put_facts(cgap_page *page, const cgap_settings *settings)
{
    const char *coalition = cgap_settings_find(settings, "coalition.members");

    cgap_page_open(page, "p", NULL);
    cgap_page_say(page, CGAP_T_SIMULATED, said_of(settings, "start"), said_of(settings, "end"),
                  said_of(settings, "steps_per_year"), NULL);
    if (coalition != NULL && coalition[0] != '\0') {
        cgap_page_text(page, " ");
        cgap_page_say(page, CGAP_T_COALITION, coalition, said_of(settings, "coalition.platform"),
                      said_of(settings, "coalition.from"), NULL);
    }
    cgap_page_close(page);
    if (each_item(page, settings, "events", NULL) > 0) {
        cgap_page_said(page, "p", CGAP_T_EVENTS, NULL);
        cgap_page_open(page, "ul", NULL);
        (void) each_item(page, settings, "events", put_event);
        cgap_page_close(page);
    }
}

void
cgap_section_scenarios(cgap_page *page, const cgap_report_source *source)
{
    cgap_page_open(page, "section", "id", "scenarios", NULL);
    cgap_page_said(page, "h2", source->several ? CGAP_T_SCENARIOS : CGAP_T_SCENARIO_ONE, NULL);
    for (size_t s = 0; s < source->n_scenario; s++) {
        const cgap_report_scenario *one = &source->scenario[s];

        cgap_page_open(page, "article", NULL);
        cgap_page_element(page, "h3", one->title);
        cgap_page_open(page, "p", NULL);
        cgap_page_element(page, "code", one->name);
        if (source->several && s == source->baseline) {
            cgap_page_text(page, " (");
            cgap_page_say(page, CGAP_T_BASELINE, NULL);
            cgap_page_text(page, ")");
        }
        cgap_page_text(page, ". ");
        cgap_page_text(page, one->about == NULL ? "" : one->about);
        cgap_page_close(page);
        cgap_page_open(page, "details", "class", "full", NULL);
        cgap_page_said(page, "summary", CGAP_T_LEVERS_OF, one->brief, NULL);
        put_facts(page, &one->settings);
        put_instruments(page, &one->settings);
        put_levers(page, source, s);
        put_partners(page, source, s);
        cgap_page_close(page);
        cgap_page_close(page);
    }
    cgap_page_close(page);
}
