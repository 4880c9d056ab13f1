/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One pass over a scenario, in the order a reader would go through the file. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "reading.h"

void
cgap_reading_free(cgap_reading *self)
{
    for (size_t k = 0; k < self->n_file; k++) {
        free(self->file[k]);
    }
    cgap_node_free(self->root);
    cgap_scenario_free(&self->scenario);
    cgap_dataset_free(&self->whole);
    free(self->event_node);
    memset(self, 0, sizeof *self);
}

static void
set_text(cgap_reading *self, char **field, const char *text, size_t length)
{
    if (*field == NULL) {
        *field = cgap_text_format("%.*s", (int) length, text);
        self->diagnostics->exhausted = self->diagnostics->exhausted || *field == NULL;
    }
}

/* Texts that were not given: the name is that of the file, the title that of the scenario. */
static void
finish_texts(cgap_reading *self)
{
    cgap_scenario *s = &self->scenario;
    const char *slash = strrchr(self->source->path, '/');
    const char *base = slash != NULL ? slash + 1 : self->source->path;
    size_t length = strlen(base);

    if (length > 4 && strcmp(base + length - 4, ".cfg") == 0) {
        length -= 4;
    }
    set_text(self, &s->name, base, length);
    set_text(self, &s->title, s->name != NULL ? s->name : "",
             strlen(s->name != NULL ? s->name : ""));
    set_text(self, &s->about, "", 0);
    set_text(self, &s->data, "data", 4);
    set_text(self, &s->interdependence, "size", 4);
}

/* Rows of the scenario itself. Keys without a dot come first: the grid and the data folder are
 * needed to read what is dated and whose states have codes. */
static void
read_rows(cgap_reading *self, bool plain)
{
    size_t n;
    const cgap_parameter *table = cgap_parameter_table(&n);

    for (size_t r = 0; r < n; r++) {
        const cgap_parameter *row = &table[r];
        cgap_node *node;

        if (row->owner != CGAP_OF_SCENARIO || (strchr(row->key, '.') == NULL) != plain ||
            row->offset == CGAP_NO_FIELD) {
            continue;
        }
        cgap_reading_default(self, row, &self->scenario);
        node = cgap_reading_find(self, self->root, "", row->key);
        if (node != NULL) {
            cgap_reading_value(self, row, &self->scenario, row->key, node);
        }
    }
    if (!plain && isnan(self->scenario.coalition.from)) {
        self->scenario.coalition.from = self->scenario.start;
    }
}

static void
apply(cgap_reading *self)
{
    read_rows(self, true);
    finish_texts(self);
    if (self->diagnostics->exhausted) {
        return;
    }
    cgap_reading_data(self);
    read_rows(self, false);
    cgap_reading_partners(self);
    cgap_reading_instruments(self);
    cgap_reading_events(self);
    if (self->diagnostics->exhausted) {
        return;
    }
    /* Engagement, names of groups and lists are claimed by now. */
    (void) cgap_reading_find(self, self->root, "", "levers.engagement");
    cgap_reading_unknown(self);
    if (!self->incomplete) {
        cgap_reading_check(self);
        cgap_reading_check_dates(self);
    }
}

bool
cgap_reading_run(cgap_reading *self, const cgap_scenario_source *source,
                 cgap_diagnostics *diagnostics)
{
    /* Messages of this pass only: the caller's list may hold those of other scenarios, and a
     * message that stands there already would be kept once and not count here. */
    cgap_diagnostics own = CGAP_DIAGNOSTICS_INIT;
    bool sound;

    memset(self, 0, sizeof *self);
    self->source = source;
    self->diagnostics = &own;
    cgap_scenario_init(&self->scenario);
    cgap_reading_load(self);
    cgap_reading_settings(self);
    if (self->root != NULL && !own.exhausted) {
        apply(self);
    }
    for (size_t m = 0; m < own.n; m++) {
        cgap_diagnostics_add(diagnostics, own.at[m].severity, own.at[m].file, own.at[m].line,
                             own.at[m].path, "%s", own.at[m].text);
    }
    diagnostics->exhausted = diagnostics->exhausted || own.exhausted;
    sound = !cgap_diagnostics_failed(&own);
    cgap_diagnostics_free(&own);
    self->diagnostics = diagnostics;
    return sound;
}

cgap_status
cgap_scenario_read(cgap_scenario *out, const cgap_scenario_source *source,
                   cgap_diagnostics *diagnostics)
{
    cgap_reading *reading = cgap_memory_array(1, sizeof *reading);
    cgap_status status = CGAP_OK;

    if (reading == NULL) {
        diagnostics->exhausted = true;
        return CGAP_E_MEMORY;
    }
    if (cgap_reading_run(reading, source, diagnostics)) {
        *out = reading->scenario;
        cgap_scenario_init(&reading->scenario);
    } else {
        status = diagnostics->exhausted ? CGAP_E_MEMORY : CGAP_E_INPUT;
    }
    cgap_reading_free(reading);
    free(reading);
    return status;
}
