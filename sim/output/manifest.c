/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/manifest.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/hash.h"
#include "cgap/memory.h"
#include "cgap/output.h"

/* A JSON object under construction that remembers a failure of any part. */
typedef struct object {
    json_t *json;
    bool failed;
} object;

static object
object_new(void)
{
    json_t *json = json_object();

    return (object){json, json == NULL};
}

static void
put(object *self, const char *key, json_t *value)
{
    self->failed |= value == NULL || json_object_set_new(self->json, key, value) != 0;
}

static void
put_object(object *self, const char *key, object value)
{
    self->failed |= value.failed;
    put(self, key, value.json);
}

/* Ends an object: writes it as <folder>/<name>. */
static cgap_status
write_object(object *self, const char *folder, const char *name, cgap_error *err)
{
    char *path = cgap_text_format("%s/%s", folder, name);
    char *text =
        self->failed ? NULL : json_dumps(self->json, JSON_INDENT(2) | JSON_REAL_PRECISION(6));
    char *line = text == NULL ? NULL : cgap_text_format("%s\n", text);
    cgap_status status =
        path == NULL || line == NULL
            ? cgap_error_fail(err, CGAP_E_MEMORY, "%s/%s: out of memory, or a text is not UTF-8",
                              folder, name)
            : cgap_output_text(path, line, err);

    free(path);
    free(text);
    free(line);
    json_decref(self->json);
    return status;
}

static object
program_object(const cgap_build *build)
{
    object program = object_new(), library = object_new();

    put(&program, "name", json_string("cgap"));
    put(&program, "version", json_string(build->version));
    put(&program, "commit", json_string(build->commit));
    put(&program, "compiler", json_string(build->compiler));
    put(&program, "flags", json_string(build->flags));
    for (size_t l = 0; l < build->n_library; l++) {
        put(&library, build->library[l].name, json_string(build->library[l].version));
    }
    put_object(&program, "libraries", library);
    return program;
}

/* Hashes of the files as they were read, whatever became of them since; the folder is named as the
 * scenario does. */
static void
put_data(object *out, const cgap_scenario *scenario)
{
    object data = object_new();

    put(out, "data", json_string(scenario->data == NULL ? "" : scenario->data));
    for (size_t f = 0; f < CGAP_N_DATASET_FILE; f++) {
        put(&data, CGAP_DATASET_FILES[f], json_string(scenario->dataset.sha256[f]));
    }
    put_object(out, "data_sha256", data);
}

/* A contagion matrix that the user brought is no file of the data folder. */
static void
put_matrix(object *out, const cgap_scenario *scenario)
{
    char hash[CGAP_SHA256_TEXT];

    if (scenario->contagion != NULL && strcmp(scenario->interdependence, "trade") != 0) {
        cgap_sha256_numbers(scenario->contagion, scenario->dataset.n * scenario->dataset.n, hash);
        put(out, "contagion_sha256", json_string(hash));
    }
}

static void
put_scenarios(object *out, const cgap_manifest *self)
{
    json_t *list = json_array();

    for (size_t s = 0; s < self->n_scenario; s++) {
        object one = object_new();
        char hash[CGAP_SHA256_TEXT];

        cgap_sha256_text(self->canonical[s], hash);
        put(&one, "name", json_string(self->scenario[s]->name));
        if (self->scenario[s]->title != NULL) {
            put(&one, "title", json_string(self->scenario[s]->title));
        }
        put(&one, "sha256", json_string(hash));
        put_matrix(&one, self->scenario[s]);
        put_data(&one, self->scenario[s]);
        out->failed |= json_array_append_new(list, one.json) != 0; /* takes it in any case */
        out->failed |= one.failed;
    }
    put(out, "scenarios", list);
}

/* null where nothing was asked: the defaults of the program version above it. */
static void
put_asked(object *out, const char *key, const char *value)
{
    put(out, key, value != NULL ? json_string(value) : json_null());
}

/* So that the same tables can be made again. */
static object
questions_object(const cgap_asked *asked)
{
    object questions = object_new();

    put_asked(&questions, "criteria", asked->criteria);
    put_asked(&questions, "target", asked->target);
    put_asked(&questions, "threshold", asked->threshold);
    put_asked(&questions, "futures", asked->futures);
    if (asked->futures != NULL) {
        if (asked->futures_file != NULL) {
            put(&questions, "futures_file", json_string(asked->futures_file));
        }
        put_asked(&questions, "design", asked->design);
        put(&questions, "futures_replicates", json_integer((json_int_t) asked->futures_replicates));
    }
    put_asked(&questions, "decompose", asked->decompose);
    if (asked->decompose != NULL) {
        if (asked->decompose_scenario != NULL) {
            put(&questions, "decompose_scenario", json_string(asked->decompose_scenario));
        }
        put(&questions, "decompose_replicates",
            json_integer((json_int_t) asked->decompose_replicates));
    }
    return questions;
}

cgap_status
cgap_manifest_write(const cgap_manifest *self, const char *folder, cgap_error *err)
{
    object root = object_new();

    put(&root, "format", json_integer(1));
    put(&root, "command", json_string(self->command));
    put_object(&root, "program", program_object(self->build));
    put(&root, "seed", json_integer((json_int_t) self->seed));
    put(&root, "replicates", json_integer((json_int_t) self->replicates));
    if (self->subset_to > 0) {
        put(&root, "subset",
            json_pack("[I, I]", (json_int_t) self->subset_from, (json_int_t) self->subset_to));
    }
    put(&root, "members_every", json_string(self->members_every_step ? "step" : "year"));
    if (self->raw) {
        put(&root, "raw", json_true());
    }
    if (self->baseline != NULL) {
        put(&root, "baseline", json_string(self->baseline));
    }
    if (self->asked != NULL) {
        put_object(&root, "questions", questions_object(self->asked));
    }
    if (self->held != NULL) {
        put(&root, "beyond_limit_of_sums", json_string(self->held));
    }
    put_scenarios(&root, self);
    return write_object(&root, folder, "manifest.json", err);
}

cgap_status
cgap_timing_write(const char *folder, const char *started, size_t threads,
                  const cgap_timing_part *part, size_t n_part, cgap_error *err)
{
    object root = object_new(), seconds = object_new();
    double total = 0.0;

    for (size_t p = 0; p < n_part; p++) {
        put(&seconds, part[p].name, json_real(part[p].seconds));
        total += part[p].seconds;
    }
    put(&seconds, "total", json_real(total));
    put(&root, "started", json_string(started));
    put(&root, "threads", json_integer((json_int_t) threads));
    put_object(&root, "seconds", seconds);
    return write_object(&root, folder, "timing.json", err);
}
