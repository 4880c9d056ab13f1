/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cgap merge: results of --subset runs joined, to the bytes of one run. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cgap/memory.h"
#include "cgap/portion.h"

#include "command.h"
#include "identity.h"
#include "job.h"
#include "message.h"
#include "questions.h"

/* The parts, and what the first says of the run they are of. */
typedef struct parts {
    char **path;             /* [n] files of sums; owned */
    cgap_portion_info *info; /* [n]; owned */
    size_t n;
    char *command, *baseline, *criteria, *target; /* owned, as are the next */
    char **argument;                              /* [n_argument] scenario files */
    size_t n_argument;
} parts;

static void
parts_free(parts *self)
{
    for (size_t p = 0; p < self->n; p++) {
        free(self->path[p]);
        cgap_portion_info_free(&self->info[p]);
    }
    for (size_t a = 0; a < self->n_argument; a++) {
        free(self->argument[a]);
    }
    free(self->path);
    free(self->info);
    free(self->argument);
    free(self->command);
    free(self->baseline);
    free(self->criteria);
    free(self->target);
}

/* A part is not replaced by what it is joined into, whatever --force says: if the others
 * turn out to be the wrong ones, it is still there. */
static cgap_status
spare_parts(const cgap_options *options, cgap_error *err)
{
    struct stat out, part;

    if (stat(options->out, &out) != 0) {
        return CGAP_OK;
    }
    for (size_t p = 0; p < options->n_argument; p++) {
        if (stat(options->argument[p], &part) == 0 && part.st_dev == out.st_dev &&
            part.st_ino == out.st_ino) {
            return cgap_error_fail(err, CGAP_E_INPUT,
                                   "--out %s is one of the parts to be joined; name another folder",
                                   options->out);
        }
    }
    return CGAP_OK;
}

/* Heads of all parts, which must be of one run. */
static cgap_status
read_heads(parts *out, const cgap_options *options, cgap_error *err)
{
    cgap_status status = CGAP_OK;

    out->path = cgap_memory_array(options->n_argument, sizeof *out->path);
    out->info = cgap_memory_array(options->n_argument, sizeof *out->info);
    if (out->path == NULL || out->info == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");
    }
    for (; out->n < options->n_argument && status == CGAP_OK; out->n++) {
        size_t p = out->n;

        out->path[p] = cgap_text_format("%s/%s", options->argument[p], CGAP_SUMS_FILE);
        status = out->path[p] == NULL ? cgap_error_fail(err, CGAP_E_MEMORY, "out of memory")
                                      : cgap_portion_inspect(&out->info[p], out->path[p], err);
        if (status == CGAP_E_IO) {
            (void) cgap_error_note(err, status,
                                   "joining %s: results of a --subset run have the "
                                   "file %s",
                                   options->argument[p], CGAP_SUMS_FILE);
            status = CGAP_E_INPUT;
        }
        if (status == CGAP_OK) {
            status =
                cgap_portion_same(out->path[p], out->info[p].identity, out->info[0].identity, err);
        }
    }
    return status;
}

/* The value of a line, or NULL for none and for "-". */
static char *
value_of(const parts *self, const char *key)
{
    char *value = cgap_identity_value(self->info[0].identity, key, 0);

    if (value != NULL && strcmp(value, "-") == 0) {
        free(value);
        return NULL;
    }
    return value;
}

/* A line of the identity that must be a number. */
static cgap_status
number_of(const parts *self, const char *key, size_t *out, cgap_error *err)
{
    char *value = value_of(self, key), *end = NULL;

    *out = value != NULL ? (size_t) strtoull(value, &end, 10) : 0;
    free(value);
    return end != NULL
               ? CGAP_OK
               : cgap_error_fail(err, CGAP_E_INPUT, "%s: has no line '%s'", self->path[0], key);
}

/* Scenarios as the first part has them: canonical, so that they read the same anywhere. */
static cgap_status
find_scenarios(parts *self, const char *folder, cgap_error *err)
{
    bool several = strcmp(self->command, "compare") == 0;
    char *name;

    self->argument = cgap_memory_array(strlen(self->info[0].identity) + 1, sizeof(char *));
    while (self->argument != NULL && (name = cgap_identity_value(self->info[0].identity, "scenario",
                                                                 self->n_argument)) != NULL) {
        char *path = several ? cgap_text_format("%s/scenarios/%s.cfg", folder, name)
                             : cgap_text_format("%s/scenario.cfg", folder);

        free(name);
        self->argument[self->n_argument++] = path;
        if (path == NULL) {
            return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");
        }
    }
    return self->n_argument > 0
               ? CGAP_OK
               : cgap_error_fail(err, CGAP_E_INPUT, "%s: names no scenario", self->path[0]);
}

/* Options of the run the parts are of, with the folder and the looks that merge was given. */
static cgap_status
options_of_run(cgap_options *out, parts *self, const cgap_options *given, cgap_error *err)
{
    size_t seed = 0;
    char *every = value_of(self, "members_every");
    cgap_status status = number_of(self, "seed", &seed, err);

    *out = *given;
    out->seed = seed;
    out->members_every_step = every != NULL && strcmp(every, "step") == 0;
    free(every);
    self->command = value_of(self, "command");
    self->baseline = value_of(self, "baseline");
    self->criteria = value_of(self, "criteria");
    self->target = value_of(self, "target");
    out->baseline = self->baseline;
    out->criteria = self->criteria;
    out->target = self->target;
    if (status == CGAP_OK) {
        status = number_of(self, "replicates", &out->replicates, err);
    }
    if (status == CGAP_OK && self->command == NULL) {
        status = cgap_error_fail(err, CGAP_E_INPUT, "%s: names no command", self->path[0]);
    }
    if (status == CGAP_OK) {
        status = find_scenarios(self, given->argument[0], err);
    }
    out->argument = (const char **) self->argument;
    out->n_argument = self->n_argument;
    return status;
}

/* The replicates of all parts together must be without a gap: a job that failed is noticed. */
static cgap_status
join_ranges(cgap_options *options, const parts *self, cgap_error *err)
{
    size_t first = SIZE_MAX, reached, before = SIZE_MAX;

    for (size_t p = 0; p < self->n; p++) {
        size_t from = self->info[p].n_range > 0 ? self->info[p].range[0].from : SIZE_MAX;

        first = from < first ? from : first;
    }
    for (reached = first; reached != before;) {
        before = reached;
        for (size_t p = 0; p < self->n; p++) {
            for (size_t r = 0; r < self->info[p].n_range; r++) {
                cgap_range range = self->info[p].range[r];

                reached = range.from <= reached && range.to > reached ? range.to : reached;
            }
        }
    }
    for (size_t p = 0; p < self->n; p++) {
        for (size_t r = 0; r < self->info[p].n_range; r++) {
            if (self->info[p].range[r].from > reached) {
                return cgap_error_fail(err, CGAP_E_INPUT,
                                       "no part holds the replicates from %zu on up to those of %s",
                                       reached, self->path[p]);
            }
        }
    }
    options->subset_from = first;
    options->subset_to = first == 0 && reached == options->replicates ? 0 : reached;
    return CGAP_OK;
}

static cgap_status
merge(const cgap_options *given, parts *self, cgap_error *err)
{
    cgap_options options = *given;
    cgap_questions questions;
    cgap_job job;
    cgap_status status = options_of_run(&options, self, given, err);

    if (status == CGAP_OK) {
        status = join_ranges(&options, self, err);
    }
    cgap_job_init(&job, &options, self->command, status == CGAP_OK && self->n_argument > 1);
    job.portion = (const char *const *) self->path;
    job.n_portion = self->n;
    job.questions = &questions;
    if (status == CGAP_OK) {
        status = cgap_questions_read(&questions, &options, err);
    }
    if (status == CGAP_OK) {
        status = cgap_job_load(&job, err);
    }
    if (status == CGAP_OK) {
        status = cgap_job_baseline(&job, err);
    }
    if (status == CGAP_OK) {
        status = cgap_job_run(&job, &job.results.union_wide, err);
    }
    if (status == CGAP_OK && options.subset_to > 0 && !options.quiet) {
        cgap_say("these are replicates %zu to %zu of %zu", options.subset_from,
                 options.subset_to - 1, options.replicates);
    }
    job.questions = NULL;
    cgap_job_free(&job);
    return status;
}

int
cgap_command_merge(int argc, char **argv)
{
    cgap_options options;
    parts self;
    cgap_error err = CGAP_ERROR_INIT;
    cgap_status status = cgap_options_parse(&options, cgap_command_find("merge"), argc, argv, &err);

    memset(&self, 0, sizeof self);
    if (status == CGAP_OK && cgap_options_answer(&options, cgap_command_find("merge"))) {
        /* nothing else was asked */
    } else if (status == CGAP_OK && (options.out == NULL || strcmp(options.out, "-") == 0)) {
        status = cgap_error_fail(&err, CGAP_E_INPUT, "merge needs --out DIR");
    } else if (status == CGAP_OK) {
        status = spare_parts(&options, &err);
        if (status == CGAP_OK) {
            status = read_heads(&self, &options, &err);
        }
        if (status == CGAP_OK) {
            status = merge(&options, &self, &err);
        }
    }
    parts_free(&self);
    cgap_options_free(&options);
    return cgap_end(status, &err);
}
