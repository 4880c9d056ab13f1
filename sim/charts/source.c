/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "source.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "cgap/memory.h"

#include "text.h"

static cgap_status
read_one(cgap_frame *frame, const char *folder, const char *file, const char *const *keys,
         const char *const *values, cgap_error *err)
{
    char *path = cgap_text_format("%s/%s", folder, file);
    cgap_status status = path == NULL ? cgap_error_fail(err, CGAP_E_MEMORY, "out of memory")
                                      : cgap_frame_read(frame, path, keys, values, err);

    free(path);
    return status;
}

static cgap_status
read_tables(cgap_chart_source *self, const char *folder, cgap_error *err)
{
    static const char *const quantiles[] = {"time", "mean", "q05", "q25",
                                            "q50",  "q75",  "q95", NULL};
    static const char *const tied[] = {"time", "both_members", "mean", NULL};
    static const char *const regrets[] = {"max_regret", "mean_regret", "n", NULL};
    static const char *const worths[] = {"value", "ci_low", "ci_high", "n", NULL};
    static const char *const likely[] = {"probability", "loss", NULL};
    static const char *const shares[] = {"share", NULL};
    static const char *const means[] = {"time", "mean", "q05", "q95", NULL};
    static const char *const differences[] = {"time", "difference", "ci_low", "ci_high", NULL};
    static const char *const reached[] = {"time", "reached", "ci_low", "ci_high", NULL};
    static const char *const halves[] = {"reached", "median_time", NULL};
    static const char *const losers[] = {"base_mean", "difference",   "ci_low",
                                         "ci_high",   "share_losing", NULL};
    static const char *const standing[] = {"mean", "rank", NULL};
    static const char *const taken[] = {"rank", "share", NULL};
    static const char *const counts[] = {"better", "equal", NULL};
    static const char *const figures[] = {"time", "value", NULL};
    static const char *const tiles[] = {"grid_column", "grid_row", NULL};
    const struct {
        cgap_frame *frame;
        const char *file;
        const char *keys[CGAP_MAX_KEY + 1]; /* NULL at the end */
        const char *const *values;
    } tables[] = {
        {&self->union_wide, "union.csv", {"scenario", "measure", NULL}, quantiles},
        {&self->members, "members.csv", {"scenario", "member", "variable", NULL}, quantiles},
        {&self->ties, "ties.csv", {"scenario", "member", "partner", NULL}, tied},
        {&self->attribution,
         "attribution.csv",
         {"scenario", "layer", "quantity", "mechanism", NULL},
         means},
        {&self->comparison,
         "comparison.csv",
         {"measure", "base", "alternative", NULL},
         differences},
        {&self->reference, "reference.csv", {"series", "member", NULL}, figures},
        {&self->map, "map.csv", {"member", "name", NULL}, tiles},
        {&self->shapley, "shapley.csv", {"measure", "span", "kind", "part", "other", NULL}, worths},
        {&self->exceedance, "exceedance.csv", {"scenario", "measure", NULL}, likely},
        {&self->regret, "regret.csv", {"measure", "span", "scenario", NULL}, regrets},
        {&self->satisficing, "satisficing.csv", {"scenario", "threshold", NULL}, shares},
        {&self->when, "when.csv", {"target", "scenario", NULL}, reached},
        {&self->targets, "targets.csv", {"target", "scenario", NULL}, halves},
        {&self->who, "who.csv", {"kind", "who", "variable", "alternative", NULL}, losers},
        {&self->ranking, "ranking.csv", {"measure", "span", "scenario", NULL}, standing},
        {&self->ranks, "ranks.csv", {"measure", "span", "scenario", NULL}, taken},
        {&self->dominance, "dominance.csv", {"dominating", "dominated", NULL}, counts},
    };

    for (size_t t = 0; t < sizeof tables / sizeof tables[0]; t++) {
        cgap_status status = read_one(tables[t].frame, folder, tables[t].file, tables[t].keys,
                                      tables[t].values, err);

        if (status != CGAP_OK) {
            return status;
        }
    }
    if (!self->union_wide.present || self->union_wide.csv.n_row == 0) {
        return cgap_error_fail(err, CGAP_E_INPUT,
                               "'%s' is not a results folder: it has no union.csv with rows; name "
                               "a folder that cgap run or cgap compare wrote",
                               folder);
    }
    return CGAP_OK;
}

static const char *
text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text == NULL ? "" : text;
}

/* manifest.json only feeds captions: what it lacks is left out there. */
static bool
read_manifest(cgap_chart_source *self, const char *folder)
{
    char *path = cgap_text_format("%s/manifest.json", folder);
    json_t *manifest = path == NULL ? NULL : json_load_file(path, 0, NULL);
    const json_t *seed = json_object_get(manifest, "seed"), *item;
    size_t n;
    bool fine = path != NULL;

    self->version = cgap_text_clean(text_of(json_object_get(manifest, "program"), "version"));
    self->seed = json_is_integer(seed)
                     ? cgap_text_format("%lld", (long long) json_integer_value(seed))
                     : cgap_text_clean(text_of(manifest, "seed"));
    json_array_foreach(json_object_get(manifest, "scenarios"), n, item)
    {
        for (size_t s = 0; s < self->n_scenario; s++) {
            if (*text_of(item, "title") != '\0' && self->title[s] == NULL &&
                strcmp(text_of(item, "name"), self->scenario[s]) == 0) {
                self->title[s] = cgap_text_clean(
                    cgap_title_words(self->language, self->scenario[s], text_of(item, "title")));
                fine = fine && self->title[s] != NULL;
            }
        }
    }
    json_decref(manifest);
    free(path);
    return fine && self->version != NULL && self->seed != NULL;
}

static bool
list_scenarios(cgap_chart_source *self)
{
    const cgap_key *key = &self->union_wide.key[0];

    self->n_scenario = key->n;
    self->scenario = cgap_memory_array(key->n, sizeof *self->scenario);
    self->title = cgap_memory_array(key->n, sizeof *self->title);
    self->rank = cgap_memory_array(key->n, sizeof *self->rank);
    if (self->scenario == NULL || self->title == NULL || self->rank == NULL) {
        return false;
    }
    for (size_t s = 0; s < key->n; s++) {
        self->scenario[s] = key->text[s];
        for (size_t other = 0; other < key->n; other++) {
            self->rank[s] += strcmp(key->text[other], key->text[s]) < 0;
        }
    }
    return true;
}

/* Span of time, number of replicates, the baseline. */
static void
summarise(cgap_chart_source *self)
{
    const cgap_frame *f = &self->union_wide;
    size_t time = cgap_csv_find(&f->csv, "time"), n = cgap_csv_find(&f->csv, "n");

    self->start = cgap_frame_number(f, 0, time);
    self->end = self->start;
    for (size_t row = 0; row < f->csv.n_row; row++) {
        self->start = fmin(self->start, cgap_frame_number(f, row, time));
        self->end = fmax(self->end, cgap_frame_number(f, row, time));
    }
    self->replicates = fmax(0.0, cgap_frame_number(f, f->csv.n_row - 1, n));
    self->baseline = self->n_scenario;
    if (self->comparison.present && self->comparison.csv.n_row > 0) {
        for (size_t s = 0; s < self->n_scenario; s++) {
            if (strcmp(self->scenario[s], self->comparison.key[1].text[0]) == 0) {
                self->baseline = s;
            }
        }
    }
}

cgap_status
cgap_chart_source_read(cgap_chart_source *self, const char *folder, cgap_language language,
                       cgap_error *err)
{
    cgap_status status;

    memset(self, 0, sizeof *self);
    self->language = language;
    status = read_tables(self, folder, err);
    if (status == CGAP_OK) {
        bool fine = list_scenarios(self) && read_manifest(self, folder);

        for (size_t s = 0; fine && s < self->n_scenario; s++) {
            if (self->title[s] == NULL) {
                self->title[s] = cgap_text_clean(self->scenario[s]);
                fine = self->title[s] != NULL;
            }
        }
        status = fine ? CGAP_OK : cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");
    }
    if (status == CGAP_OK) {
        summarise(self);
    } else {
        cgap_chart_source_free(self);
    }
    return status;
}

void
cgap_chart_source_free(cgap_chart_source *self)
{
    for (size_t s = 0; self->title != NULL && s < self->n_scenario; s++) {
        free(self->title[s]);
    }
    free(self->title);
    free((void *) self->scenario);
    free(self->rank);
    free(self->version);
    free(self->seed);
    cgap_frame_free(&self->union_wide);
    cgap_frame_free(&self->members);
    cgap_frame_free(&self->ties);
    cgap_frame_free(&self->attribution);
    cgap_frame_free(&self->comparison);
    cgap_frame_free(&self->exceedance);
    cgap_frame_free(&self->regret);
    cgap_frame_free(&self->shapley);
    cgap_frame_free(&self->satisficing);
    cgap_frame_free(&self->reference);
    cgap_frame_free(&self->map);
    cgap_frame_free(&self->when);
    cgap_frame_free(&self->targets);
    cgap_frame_free(&self->who);
    cgap_frame_free(&self->ranking);
    cgap_frame_free(&self->ranks);
    cgap_frame_free(&self->dominance);
    memset(self, 0, sizeof *self);
}
