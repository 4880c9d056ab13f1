/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "source.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "cgap/number.h"
#include "cgap/quantities.h"
#include "cgap/scenario.h"
#include "cgap/tasks.h"

#include "turned.h"

static bool
keep_union(const char *const *key)
{
    return cgap_words_of(key[1]) != NULL;
}

static bool
keep_comparison(const char *const *key)
{
    return cgap_words_of(key[0]) != NULL;
}

static bool
is_layer(const char *text)
{
    return strcmp(text, "formal") == 0 || strcmp(text, "practice") == 0;
}

static bool
keep_members(const char *const *key)
{
    return is_layer(key[2]) || strcmp(key[2], "member") == 0;
}

static bool
keep_attribution(const char *const *key)
{
    return is_layer(key[1]);
}

enum { N_TABLE = 6 };

/* The tables of a report; of long ones a few rows are kept. The largest come first. */
typedef struct reading {
    const char *folder;
    cgap_rows *rows[N_TABLE];
    cgap_status status[N_TABLE];
    cgap_error error[N_TABLE];
} reading;

static void
read_table(void *context, size_t t)
{
    static const cgap_rows_wanted tables[N_TABLE] = {
        {"comparison.csv",
         {"measure", "base", "alternative"},
         {"difference", "ci_low", "ci_high", "share_better"},
         keep_comparison},
        {"union.csv", {"scenario", "measure"}, {"mean", "q05", "q95"}, keep_union},
        {"members.csv", {"scenario", "member", "variable"}, {"mean", "q05", "q95"}, keep_members},
        {"ties.csv", {"scenario", "member", "partner"}, {"mean", "both_members"}, NULL},
        {"attribution.csv",
         {"scenario", "layer", "quantity", "mechanism"},
         {"mean", "q05", "q95"},
         keep_attribution},
        {"when.csv", {"target", "scenario"}, {"reached", "ci_low", "ci_high"}, NULL},
    };
    reading *self = context;

    self->status[t] = cgap_rows_read(self->rows[t], self->folder, &tables[t], &self->error[t]);
}

static cgap_status
read_tables(cgap_report_source *self, size_t threads, cgap_error *err)
{
    reading all = {.folder = self->folder,
                   .rows = {&self->comparison, &self->union_wide, &self->members, &self->ties,
                            &self->attribution, &self->when}};

    cgap_tasks_do(read_table, &all, N_TABLE, threads);
    for (size_t t = 0; t < N_TABLE; t++) {
        if (all.status[t] != CGAP_OK) {
            return cgap_error_fail(err, all.status[t], "%s", all.error[t].text);
        }
    }
    if (self->union_wide.n == 0) {
        return cgap_error_fail(err, CGAP_E_INPUT,
                               "%s: is no results folder: it has no union.csv with rows; name a "
                               "folder that cgap run or cgap compare wrote",
                               self->folder);
    }
    self->start = self->union_wide.start;
    self->end = self->union_wide.end;
    return CGAP_OK;
}

/* A run has none of these, a comparison those it was asked for. */
static cgap_status
read_short_tables(cgap_report_source *self, cgap_error *err)
{
    const struct {
        cgap_csv *csv;
        const char *name;
    } table[] = {{&self->ranking, "ranking"},     {&self->price, "price"},
                 {&self->horizon, "horizon"},     {&self->regret, "regret"},
                 {&self->reversals, "reversals"}, {&self->price_futures, "price_futures"}};
    cgap_status status = CGAP_OK;

    for (size_t t = 0; t < sizeof table / sizeof table[0] && status == CGAP_OK; t++) {
        status = cgap_turned_read(table[t].csv, self->folder, table[t].name, err);
    }
    return status;
}

static cgap_status
read_scenario(cgap_report_source *self, cgap_report_scenario *one, const char *name,
              cgap_error *err)
{
    char *path;
    cgap_status status;
    const char *title;

    if (name == NULL || !cgap_scenario_name_valid(name)) {
        return cgap_error_fail(err, CGAP_E_INPUT,
                               "%s/manifest.json: a scenario has a name that cannot be part of a "
                               "file name; restore the file, or run again",
                               self->folder);
    }
    path = self->several ? cgap_text_format("%s/scenarios/%s.cfg", self->folder, name)
                         : cgap_text_format("%s/scenario.cfg", self->folder);
    status = path == NULL ? cgap_error_fail(err, CGAP_E_MEMORY, "out of memory")
                          : cgap_settings_read(&one->settings, path, err);
    free(path);
    if (status != CGAP_OK) {
        return status;
    }
    title = cgap_settings_find(&one->settings, "title");
    one->about = cgap_settings_find(&one->settings, "about");
    one->name = cgap_text_copy(name);
    one->title = cgap_text_copy(
        title == NULL || title[0] == '\0' ? name : cgap_title_words(self->language, name, title));
    return one->name != NULL && one->title != NULL
               ? CGAP_OK
               : cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");
}

static const char NO_BREAK[] = "\xC2\xA0";

/* "Minimum harmonisation: a NIS-like directive" is "Minimum harmonisation" where no other title
 * begins so. */
static bool
shorten_titles(cgap_report_source *self)
{
    for (size_t s = 0; s < self->n_scenario; s++) {
        const char *title = self->scenario[s].title, *colon = strstr(title, ": ");
        size_t length = colon == NULL ? strlen(title) : (size_t) (colon - title);

        for (size_t other = 0; other < self->n_scenario && length > 0; other++) {
            if (other != s && strncmp(self->scenario[other].title, title, length) == 0) {
                length = strlen(title);
            }
        }
        length = length == 0 ? strlen(title) : length;
        if (length > 2 && memcmp(title + length - 2, NO_BREAK, 2) == 0) {
            length -= 2; /* French has a space before its colon */
        }
        self->scenario[s].brief = cgap_text_format("%.*s", (int) length, title);
        self->scenario[s].label =
            self->scenario[s].brief == NULL ? NULL
            : strcmp(self->scenario[s].brief, self->scenario[s].name) == 0
                ? cgap_text_copy(self->scenario[s].name)
                : cgap_text_format("%s (%s)", self->scenario[s].brief, self->scenario[s].name);
        if (self->scenario[s].label == NULL) {
            return false;
        }
    }
    return true;
}

static cgap_status
read_manifest(cgap_report_source *self, cgap_error *err)
{
    char *path = cgap_text_format("%s/manifest.json", self->folder);
    json_error_t where;
    cgap_status status = CGAP_OK;

    if (path == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");
    }
    self->manifest = json_load_file(path, 0, &where);
    if (!json_is_object(self->manifest)) {
        status = cgap_error_fail(err, CGAP_E_INPUT,
                                 "%s: cannot be read (%s); name a folder that cgap run or cgap "
                                 "compare wrote",
                                 path, where.text);
    }
    free(path);
    self->several = strcmp(cgap_source_manifest(self, "command", NULL), "compare") == 0;
    self->replicates = (size_t) json_integer_value(json_object_get(self->manifest, "replicates"));
    return status;
}

static cgap_status
read_scenarios(cgap_report_source *self, cgap_error *err)
{
    const json_t *list = json_object_get(self->manifest, "scenarios");
    const char *baseline = cgap_source_manifest(self, "baseline", NULL);
    size_t n = json_array_size(list);
    cgap_status status = CGAP_OK;

    self->scenario = cgap_memory_array(n, sizeof *self->scenario);
    if (self->scenario == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");
    }
    for (size_t s = 0; s < n && status == CGAP_OK; s++) {
        const json_t *name = json_object_get(json_array_get(list, s), "name");

        self->n_scenario = s + 1;
        status = read_scenario(self, &self->scenario[s], json_string_value(name), err);
        if (status == CGAP_OK && strcmp(self->scenario[s].name, baseline) == 0) {
            self->baseline = s;
        }
    }
    if (status == CGAP_OK && n == 0) {
        status =
            cgap_error_fail(err, CGAP_E_INPUT, "%s/manifest.json: names no scenario", self->folder);
    }
    if (status == CGAP_OK && !shorten_titles(self)) {
        status = cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");
    }
    return status;
}

cgap_status
cgap_report_source_read(cgap_report_source *self, const char *folder, cgap_language language,
                        size_t threads, cgap_error *err)
{
    cgap_status status;

    memset(self, 0, sizeof *self);
    self->folder = folder;
    self->language = language;
    status = read_manifest(self, err);
    if (status == CGAP_OK) {
        status = read_scenarios(self, err);
    }
    if (status == CGAP_OK) {
        status = read_tables(self, threads, err);
    }
    if (status == CGAP_OK) {
        status = read_short_tables(self, err);
    }
    if (status != CGAP_OK) {
        cgap_report_source_free(self);
    }
    return status;
}

void
cgap_report_source_free(cgap_report_source *self)
{
    for (size_t s = 0; s < self->n_scenario; s++) {
        free(self->scenario[s].name);
        free(self->scenario[s].title);
        free(self->scenario[s].brief);
        free(self->scenario[s].label);
        cgap_settings_free(&self->scenario[s].settings);
    }
    free(self->scenario);
    cgap_rows_free(&self->union_wide);
    cgap_rows_free(&self->comparison);
    cgap_rows_free(&self->members);
    cgap_rows_free(&self->ties);
    cgap_rows_free(&self->attribution);
    cgap_rows_free(&self->when);
    cgap_csv_free(&self->ranking);
    cgap_csv_free(&self->price);
    cgap_csv_free(&self->horizon);
    cgap_csv_free(&self->regret);
    cgap_csv_free(&self->reversals);
    cgap_csv_free(&self->price_futures);
    json_decref(self->manifest);
    memset(self, 0, sizeof *self);
}

size_t
cgap_source_scenario(const cgap_report_source *self, const char *name)
{
    size_t s = 0;

    while (s < self->n_scenario && strcmp(self->scenario[s].name, name) != 0) {
        s++;
    }
    return s;
}

const cgap_row *
cgap_source_union(const cgap_report_source *self, size_t scenario, const char *measure, double time)
{
    const char *const key[CGAP_ROW_KEYS] = {self->scenario[scenario].name, measure, NULL, NULL};

    return cgap_rows_find(&self->union_wide, key, time);
}

const cgap_row *
cgap_source_difference(const cgap_report_source *self, size_t scenario, const char *measure,
                       double time)
{
    const char *const key[CGAP_ROW_KEYS] = {measure, self->scenario[self->baseline].name,
                                            self->scenario[scenario].name, NULL};

    return cgap_rows_find(&self->comparison, key, time);
}

/* What ranking.csv has in a column for a scenario by a measure at the end; "" when it does not say.
 */
static const char *
ranked(const cgap_report_source *self, size_t scenario, const char *measure, const char *last)
{
    const char *const column[] = {"measure", "span", "scenario", last};
    const cgap_csv *csv = &self->ranking;
    size_t at[4];

    for (size_t c = 0; c < 4; c++) {
        at[c] = csv->n_column == 0 ? 0 : cgap_csv_find(csv, column[c]);
        if (at[c] >= csv->n_column) {
            return "";
        }
    }
    for (size_t row = 0; row < csv->n_row; row++) {
        if (strcmp(cgap_csv_text(csv, row, at[0]), measure) == 0 &&
            strcmp(cgap_csv_text(csv, row, at[1]), "end") == 0 &&
            strcmp(cgap_csv_text(csv, row, at[2]), self->scenario[scenario].name) == 0) {
            return cgap_csv_text(csv, row, at[3]);
        }
    }
    return "";
}

double
cgap_source_share_best(const cgap_report_source *self, size_t scenario, const char *measure)
{
    double share;

    return cgap_number_parse(ranked(self, scenario, measure, "share_best"), &share) ? share : NAN;
}

bool
cgap_source_may_be_best(const cgap_report_source *self, size_t scenario, const char *measure)
{
    return strcmp(ranked(self, scenario, measure, "in_best_set"), "yes") == 0;
}

bool
cgap_source_more_is_better(const cgap_report_source *self, const char *measure)
{
    return strcmp(ranked(self, self->baseline, measure, "better"), "more") == 0;
}

const char *
cgap_source_manifest(const cgap_report_source *self, const char *key, const char *inner)
{
    const json_t *item = json_object_get(self->manifest, key);
    const char *text = json_string_value(inner == NULL ? item : json_object_get(item, inner));

    return text == NULL ? "" : text;
}

bool
cgap_source_times(const cgap_report_source *self, cgap_times *out)
{
    double first = floor(self->start) + 1.0;
    size_t years = self->end > first ? (size_t) (self->end - first) : 0;

    out->n = 0;
    out->at = cgap_memory_array(years + 3, sizeof *out->at);
    if (out->at == NULL) {
        return false;
    }
    out->at[out->n++] = self->start;
    for (double year = first; year < self->end - 1e-6; year += 1.0) {
        out->at[out->n++] = year;
    }
    if (self->end > self->start) {
        out->at[out->n++] = self->end;
    }
    return true;
}
