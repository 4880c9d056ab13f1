/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cgap/charts.h"
#include "cgap/memory.h"
#include "cgap/reference.h"
#include "cgap/report.h"
#include "cgap/results.h"
#include "cgap/scenario_read.h"

#include "build.h"
#include "interrupt.h"
#include "lists.h"
#include "message.h"
#include "progress.h"

void
cgap_job_init(cgap_job *self, const cgap_options *options, const char *command, bool several)
{
    time_t now = time(NULL);
    struct tm utc;

    memset(self, 0, sizeof *self);
    self->options = options;
    self->command = command;
    self->several = several;
    self->n_replicate = options->replicates;
    self->clock = cgap_clock();
    self->lock = -1;
    cgap_results_init(&self->results);
    if (gmtime_r(&now, &utc) != NULL) {
        (void) strftime(self->started, sizeof self->started, "%Y-%m-%dT%H:%M:%SZ", &utc);
    }
}

void
cgap_job_free(cgap_job *self)
{
    cgap_folder_free(&self->folder);
    cgap_checkpoint_release(self->lock);
    cgap_results_free(&self->results);
    for (size_t t = 0; t < self->n_extra; t++) {
        cgap_table_free(&self->extra[t]);
    }
    for (size_t k = 0; k < self->n; k++) {
        cgap_scenario_free(&self->scenario[k]);
        free(self->canonical[k]);
    }
    free(self->scenario);
    free(self->view);
    free(self->canonical);
    cgap_place_free(&self->place);
    free(self->identity);
}

/* Ends a part of the work for timing.json. */
void
cgap_job_end_part(cgap_job *self, const char *name)
{
    double now = cgap_clock();

    if (self->n_part < CGAP_MOST_PARTS) {
        self->part[self->n_part++] = (cgap_timing_part){name, now - self->clock};
        if (self->options->verbose) {
            cgap_say("%s: %.2f s", name, now - self->clock);
        }
    }
    self->clock = now;
}

static cgap_status
load_one(cgap_job *self, const char *argument, cgap_diagnostics *diagnostics, cgap_error *err)
{
    const cgap_options *options = self->options;
    char *path = NULL;
    cgap_error cause = CGAP_ERROR_INIT;
    cgap_status status = cgap_place_scenario(&self->place, argument, &path, &cause);

    if (status == CGAP_OK) {
        cgap_scenario_source source = {path, self->place.scenarios, options->setting,
                                       options->n_setting};

        cgap_scenario_init(&self->scenario[self->n]);
        status = cgap_scenario_read(&self->scenario[self->n], &source, diagnostics);
        if (status == CGAP_OK) {
            self->view[self->n] = &self->scenario[self->n];
            self->n++;
            status =
                cgap_scenario_write(self->view[self->n - 1], &self->canonical[self->n - 1], err);
        }
    } else if (status == CGAP_E_INPUT) { /* the other files are still looked at */
        cgap_diagnostics_add(diagnostics, CGAP_ERROR, NULL, 0, NULL, "%s", cause.text);
    } else {
        *err = cause;
    }
    free(path);
    return status;
}

cgap_status
cgap_job_load(cgap_job *self, cgap_error *err)
{
    const cgap_options *options = self->options;
    cgap_diagnostics diagnostics = CGAP_DIAGNOSTICS_INIT;
    cgap_status status = cgap_place_find(&self->place, err);

    if (status != CGAP_OK) {
        return status;
    }
    self->scenario = cgap_memory_array(options->n_argument, sizeof *self->scenario);
    self->view = cgap_memory_array(options->n_argument, sizeof *self->view);
    self->canonical = cgap_memory_array(options->n_argument, sizeof *self->canonical);
    if (self->scenario == NULL || self->view == NULL || self->canonical == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");
    }
    for (size_t a = 0; a < options->n_argument; a++) {
        cgap_status one = load_one(self, options->argument[a], &diagnostics, err);

        status = status == CGAP_OK || one == CGAP_E_MEMORY ? one : status;
    }
    cgap_print_diagnostics(&diagnostics, !options->quiet);
    if (diagnostics.n_error > 0) {
        cgap_say("%zu error%s; nothing was run", diagnostics.n_error,
                 diagnostics.n_error > 1 ? "s" : "");
    }
    cgap_diagnostics_free(&diagnostics);
    cgap_job_end_part(self, "reading");
    return status;
}

char *
cgap_job_checkpoint(const cgap_job *self)
{
    return cgap_text_format("%s.checkpoint", self->folder.target);
}

/* The results are whole: what an interrupted run would have gone on from is not needed any more.
 * Its lock is held until here, so that no other run can have begun to go on from it. */
static void
drop_checkpoint(const cgap_job *self)
{
    char *checkpoint = self->options->resume ? cgap_job_checkpoint(self) : NULL;

    if (checkpoint != NULL) {
        cgap_folder_remove(checkpoint);
    }
    free(checkpoint);
}

/* results/<scenario>-<date>, or results/compare-<date>. */
static char *
default_folder(const cgap_job *self)
{
    time_t now = time(NULL);
    struct tm local;
    char date[16] = "";

    if (localtime_r(&now, &local) != NULL) {
        (void) strftime(date, sizeof date, "%Y-%m-%d", &local);
    }
    return cgap_text_format("results/%s%s-%s", self->prefix != NULL ? self->prefix : "",
                            self->several ? "compare" : self->view[0]->name, date);
}

/* A run that is finished has no checkpoint any more: with --resume there is nothing to go on with,
 * and whether its results are those of this command is not known. */
static cgap_status
refuse_finished(const cgap_options *options, cgap_error *err)
{
    char *manifest = cgap_text_format("%s/manifest.json", options->out);
    bool finished = manifest != NULL && access(manifest, F_OK) == 0;

    free(manifest);
    return !finished
               ? CGAP_OK
               : cgap_error_fail(err, CGAP_E_INPUT,
                                 "%s: the run is finished and its results are whole: there is "
                                 "nothing to go on with; name another folder, or replace it with "
                                 "--force",
                                 options->out);
}

cgap_status
cgap_job_open(cgap_job *self, cgap_error *err)
{
    const cgap_options *options = self->options;
    cgap_status status;
    char *name;

    if (!cgap_ranks_first(self->ranks)) {
        return CGAP_OK; /* it writes nothing */
    }
    if (options->resume && !options->force) {
        status = refuse_finished(options, err);
        if (status != CGAP_OK) {
            return status;
        }
    }
    if (options->out != NULL) {
        return cgap_folder_begin(&self->folder, options->out,
                                 options->force ? CGAP_FOLDER_REPLACE : CGAP_FOLDER_REFUSE, err);
    }
    name = default_folder(self);
    if (name == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");
    }
    status = cgap_folder_begin(&self->folder, name, CGAP_FOLDER_NUMBER, err);
    free(name);
    return status;
}

cgap_status
cgap_job_write(cgap_job *self, const cgap_table *const *table, size_t n_table, cgap_error *err)
{
    const cgap_options *options = self->options;
    cgap_asked asked = {options->criteria,
                        options->target,
                        options->threshold,
                        options->futures,
                        options->halton ? "halton" : "latin",
                        cgap_options_futures_file(options) != NULL ? CGAP_FUTURES_FILE : NULL,
                        options->future_replicates,
                        options->decompose,
                        self->decomposed,
                        options->decompose_replicates};
    cgap_manifest manifest = {
        .build = cgap_build_info(),
        .command = self->command,
        .seed = options->seed,
        .replicates = self->n_replicate,
        .subset_from = options->subset_from,
        .subset_to = options->subset_to,
        .members_every_step = options->members_every_step,
        .raw = options->raw,
        .scenario = self->view,
        .canonical = (const char *const *) self->canonical,
        .n_scenario = self->n,
        .baseline = self->several ? self->view[self->baseline]->name : NULL,
        .asked =
            self->several || options->target != NULL || options->criteria != NULL ? &asked : NULL,
        .held = self->results.held,
    };
    cgap_table measure;
    char trouble[CGAP_WORKBOOK_TROUBLE] = "";
    cgap_folder_content content = {
        .table = table,
        .n_table = n_table,
        .measure = &measure,
        .json = options->format == CGAP_FORMAT_JSON,
        .workbook = options->workbook,
        .threads = options->threads,
        .several = self->several,
        .manifest = &manifest,
        .workbook_trouble = trouble,
    };
    cgap_status status = cgap_list_measures(&measure, err);

    if (status == CGAP_OK) {
        status = cgap_results_write(self->folder.draft, &content, err);
    }
    cgap_table_free(&measure);
    if (status == CGAP_OK && trouble[0] != '\0') {
        cgap_say("warning: %s", trouble);
    }
    cgap_job_end_part(self, "writing");
    return cgap_interrupt_check(status, err);
}

cgap_status
cgap_job_close(cgap_job *self, cgap_error *err)
{
    const cgap_options *options = self->options;
    cgap_status status = cgap_timing_write(self->folder.draft, self->started, options->threads,
                                           self->part, self->n_part, err);

    status = cgap_interrupt_check(status, err);
    if (status == CGAP_OK) {
        status = cgap_folder_commit(&self->folder, err);
    }
    if (status == CGAP_OK) {
        drop_checkpoint(self);
    }
    if (status == CGAP_OK && !options->quiet) {
        cgap_say("results: %s", self->folder.target);
    }
    return status;
}

/* Some charts only would look like all of them. */
static void
drop_charts(const cgap_job *self)
{
    char *charts = cgap_text_format("%s/charts", self->folder.draft);

    if (charts != NULL) {
        cgap_folder_remove(charts);
    }
    free(charts);
}

/* A missing or failing gnuplot costs the charts, never the results of what may have been hours;
 * when files cannot be written the tables are in doubt, too. */
static cgap_status
draw_charts(cgap_job *self, cgap_error *err)
{
    const cgap_chart_options how = {
        self->place.plots, NULL, NULL, NULL, NULL, self->options->threads, self->options->language};
    cgap_status status;

    if (self->options->no_charts) {
        return CGAP_OK;
    }
    status = cgap_charts_draw(self->folder.draft, &how, NULL, err);
    status = cgap_interrupt_check(status, err);
    if (status == CGAP_OK) {
        cgap_warn_of_letters(self->folder.draft, "charts", how.formats);
    }
    if (status == CGAP_E_TOOL || status == CGAP_E_INPUT) {
        err->text[strcspn(err->text, "\n")] = '\0'; /* the rest tells of the draft, soon gone */
        cgap_say("warning: no charts: %s", err->text);
        *err = (cgap_error) CGAP_ERROR_INIT;
        status = CGAP_OK;
        drop_charts(self);
    }
    cgap_job_end_part(self, "charts");
    return status;
}

enum { MOST_TABLES = 10 + CGAP_N_JUDGED + CGAP_MOST_EXTRA };

/* Tables of the folder in the order of columns.csv; returns their number. */
static size_t
list_tables(const cgap_job *self, const cgap_table *reference, const cgap_table *map,
            const cgap_table *table[MOST_TABLES])
{
    size_t n = 0;

    table[n++] = &self->results.union_wide;
    table[n++] = &self->results.members;
    table[n++] = &self->results.attribution;
    if (self->results.ties.n_row > 0) { /* a single member has none */
        table[n++] = &self->results.ties;
    }
    if (self->results.exceedance.n_row > 0) { /* chance without replicates has no tail */
        table[n++] = &self->results.exceedance;
    }
    table[n++] = reference;
    table[n++] = map;
    if (self->several) {
        table[n++] = &self->results.comparison;
        table[n++] = &self->results.horizon;
    }
    for (size_t t = 0; t < CGAP_N_JUDGED; t++) {
        if (self->several || cgap_judged_alone((cgap_judged_table) t)) {
            table[n++] = &self->results.judged[t];
        }
    }
    if (self->options->raw) {
        table[n++] = &self->results.raw;
    }
    for (size_t t = 0; t < self->n_extra; t++) {
        table[n++] = &self->extra[t];
    }
    return n;
}

/* The tables of the simulation and, beside them, the data they are read against: of the first
 * scenario, because all of a comparison have its members. */
static cgap_status
write_results(cgap_job *self, cgap_error *err)
{
    cgap_table reference, map;
    const cgap_table *table[MOST_TABLES];
    cgap_status status = cgap_reference_observed(&reference, &self->view[0]->dataset, err);
    cgap_status second = cgap_reference_map(&map, &self->view[0]->dataset, err);

    status = status == CGAP_OK ? second : status;
    if (status == CGAP_OK) {
        size_t n = list_tables(self, &reference, &map, table);

        status = cgap_job_write(self, table, n, err);
    }
    cgap_table_free(&reference);
    cgap_table_free(&map);
    return status;
}

/* report.html, of what the folder holds by now. */
static cgap_status
write_report(cgap_job *self, cgap_error *err)
{
    const cgap_report_options how = {.plots = self->place.plots,
                                     .language = self->options->language,
                                     .threads = self->options->threads};
    char *path = cgap_text_format("%s/report.html", self->folder.draft);
    cgap_status status = path == NULL ? cgap_error_fail(err, CGAP_E_MEMORY, "out of memory")
                                      : cgap_report_write(self->folder.draft, path, &how, err);

    free(path);
    cgap_job_end_part(self, "report");
    return cgap_interrupt_check(status, err);
}

static cgap_status
run_into_folder(cgap_job *self, cgap_error *err)
{
    cgap_status status = cgap_job_open(self, err);

    if (status == CGAP_OK) {
        status = cgap_job_simulate(self, err);
    }
    if (status == CGAP_OK && self->also != NULL) {
        status = cgap_interrupt_check(self->also(self, err), err);
    }
    if (!cgap_ranks_first(self->ranks)) {
        return status;
    }
    if (status == CGAP_OK) {
        status = write_results(self, err);
    }
    if (status == CGAP_OK) {
        status = draw_charts(self, err);
    }
    if (status == CGAP_OK) {
        status = write_report(self, err);
    }
    return status == CGAP_OK ? cgap_job_close(self, err) : status;
}

cgap_status
cgap_job_run(cgap_job *self, const cgap_table *main_table, cgap_error *err)
{
    const cgap_options *options = self->options;
    cgap_status status;

    cgap_interrupt_catch();
    if (options->out == NULL || strcmp(options->out, "-") != 0) {
        return run_into_folder(self, err);
    }
    status = cgap_job_simulate(self, err);
    return status == CGAP_OK
               ? cgap_output_stream(main_table, options->format, stdout, "standard output", err)
               : status;
}
