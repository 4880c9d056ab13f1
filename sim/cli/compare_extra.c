/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare_extra.h"

#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "cgap/parameter.h"
#include "cgap/scenario_read.h"

#include "check_futures.h"
#include "interrupt.h"
#include "message.h"
#include "progress.h"

/* First error of a reading as the text of a failure. */
static cgap_status
first_error(const cgap_diagnostics *diagnostics, cgap_status status, cgap_error *err)
{
    char line[2048] = "out of memory";

    for (size_t m = 0; m < diagnostics->n; m++) {
        if (diagnostics->at[m].severity == CGAP_ERROR) {
            cgap_message_format(&diagnostics->at[m], line, sizeof line);
            break;
        }
    }
    return cgap_error_fail(err, status, "%s", line);
}

cgap_status
cgap_job_reader(void *context, size_t strategy, const char *const *setting, size_t n_setting,
                cgap_scenario *out, cgap_error *err)
{
    const cgap_job *job = context;

    return cgap_job_read(job, job->options->argument[strategy], setting, n_setting, out, err);
}

cgap_status
cgap_job_read(const cgap_job *job, const char *argument, const char *const *setting,
              size_t n_setting, cgap_scenario *out, cgap_error *err)
{
    cgap_diagnostics diagnostics = CGAP_DIAGNOSTICS_INIT;
    cgap_status status =
        cgap_job_read_said(job, argument, setting, n_setting, out, &diagnostics, err);

    if (status != CGAP_OK && diagnostics.n_error > 0) {
        status = first_error(&diagnostics, status, err);
    }
    cgap_diagnostics_free(&diagnostics);
    return status;
}

cgap_status
cgap_job_read_said(const cgap_job *job, const char *argument, const char *const *setting,
                   size_t n_setting, cgap_scenario *out, cgap_diagnostics *diagnostics,
                   cgap_error *err)
{
    const cgap_options *options = job->options;
    const char **all = cgap_memory_array(options->n_setting + n_setting, sizeof *all);
    char *path = NULL;
    cgap_status status = all != NULL ? cgap_place_scenario(&job->place, argument, &path, err)
                                     : cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");

    if (status == CGAP_OK) {
        cgap_scenario_source source = {path, job->place.scenarios, all,
                                       options->n_setting + n_setting};

        for (size_t s = 0; s < source.n_setting; s++) {
            all[s] = s < options->n_setting ? options->setting[s] : setting[s - options->n_setting];
        }
        cgap_scenario_init(out);
        status = cgap_scenario_read(out, &source, diagnostics);
        if (status != CGAP_OK && diagnostics->n_error == 0) {
            status = cgap_error_fail(err, status, "out of memory");
        }
    }
    free(path);
    free(all);
    return status;
}

static cgap_status
draw(cgap_futures *out, const cgap_job *job, size_t n, cgap_error *err)
{
    const cgap_options *options = job->options;
    size_t n_row, n_held = options->n_setting, n_contested;
    const char **held;
    cgap_status status;

    (void) cgap_parameter_table(&n_row);
    held = cgap_memory_array(n_held + n_row, sizeof *held);
    if (held == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for the futures");
    }
    for (size_t s = 0; s < n_held; s++) {
        held[s] = options->setting[s];
    }
    n_contested = cgap_futures_contested(held + n_held, job->view, job->n);
    for (size_t c = 0; c < n_contested && !options->quiet; c++) {
        cgap_say("note: the strategies differ in %s, so it is not drawn for --futures",
                 held[n_held + c]);
    }
    status = cgap_futures_draw(out, n, options->halton ? CGAP_DESIGN_HALTON : CGAP_DESIGN_LATIN,
                               options->seed, held, n_held + n_contested, err);
    free(held);
    return status;
}

/* Prints all that is wrong with a file of futures. */
static cgap_status
read_file(cgap_futures *out, const cgap_job *job, const char *path, cgap_error *err)
{
    cgap_diagnostics diagnostics = CGAP_DIAGNOSTICS_INIT;
    cgap_status status = cgap_futures_read(out, path, &diagnostics);

    if (status == CGAP_OK) {
        status = cgap_check_futures(out, path, job, &diagnostics, err);
    }
    cgap_print_diagnostics(&diagnostics, false);
    if (diagnostics.n_error > 0) {
        cgap_say("%zu error%s; nothing was run", diagnostics.n_error,
                 diagnostics.n_error > 1 ? "s" : "");
    }
    cgap_diagnostics_free(&diagnostics);
    return status;
}

cgap_status
cgap_compare_design(cgap_futures *out, const cgap_job *job, cgap_error *err)
{
    const char *text = job->options->futures, *file = cgap_options_futures_file(job->options);

    return file != NULL
               ? read_file(out, job, file, err)
               : draw(out, job, strlen(text) > 7 ? 0 : (size_t) strtoul(text, NULL, 10), err);
}

static void
fill_file(cgap_table *out, const cgap_futures *futures)
{
    for (size_t f = 0; f < futures->n; f++) {
        cgap_table_add_text(out, futures->name[f]);
        for (size_t k = 0; k < futures->n_key; k++) {
            cgap_table_add_real(out, futures->value[f * futures->n_key + k]);
        }
    }
}

/* What the command of the report reads: wherever the file was, and whatever becomes of it. */
static cgap_status
keep_file(const cgap_job *job, const cgap_futures *futures, cgap_error *err)
{
    cgap_column *column;
    cgap_table table;
    cgap_status status;

    if (cgap_options_futures_file(job->options) == NULL || !cgap_ranks_first(job->ranks)) {
        return CGAP_OK;
    }
    column = cgap_memory_array(futures->n_key + 1, sizeof *column);
    if (column == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for the futures");
    }
    column[0] = (cgap_column){"future", CGAP_COLUMN_TEXT, "", ""};
    for (size_t k = 0; k < futures->n_key; k++) {
        column[k + 1] = (cgap_column){futures->key[k], CGAP_COLUMN_REAL, "", ""};
    }
    cgap_table_init(&table, CGAP_FUTURES_TABLE, column, futures->n_key + 1);
    fill_file(&table, futures);
    status = cgap_output_table(&table, CGAP_FORMAT_CSV, job->folder.draft, 1, err);
    cgap_table_free(&table);
    free(column);
    return status;
}

/* Few replicates leave no lane of a wide block idle. */
static size_t
plan_block(const cgap_options *options)
{
    return options->future_replicates <= 32 ? 32 : options->block;
}

cgap_status
cgap_compare_futures(cgap_job *job, const cgap_futures *futures, const cgap_questions *questions,
                     cgap_error *err)
{
    const cgap_options *options = job->options;
    cgap_strategies strategies = {job->n, job->baseline, cgap_job_reader, job};
    cgap_progress_bar bar = cgap_progress_start(options->quiet);
    cgap_plan plan = {.seed = options->seed,
                      .deterministic = options->future_replicates == 0,
                      .end = options->future_replicates,
                      .block = plan_block(options),
                      .threads = options->threads,
                      .isa = options->isa,
                      .ranks = job->ranks,
                      .progress = cgap_progress_step,
                      .context = &bar};
    cgap_table table[CGAP_N_ROBUST];
    cgap_status status;

    if (options->verbose) {
        cgap_say("%zu futures over %zu uncertain parameters, %zu strategies, %zu replicates each",
                 futures->n, futures->n_key, job->n, plan.end);
    }
    status = cgap_futures_run(table, futures, &strategies, questions, &plan, err);
    cgap_progress_end(&bar);
    if (status != CGAP_OK) {
        return status;
    }
    for (size_t t = 0; t < CGAP_N_ROBUST; t++) {
        job->extra[job->n_extra++] = table[t];
    }
    status =
        cgap_price_mark(&job->results.judged[CGAP_JUDGED_PRICE], &table[CGAP_ROBUST_PRICE], err);
    return status == CGAP_OK ? keep_file(job, futures, err) : status;
}

cgap_status
cgap_compare_decompose(cgap_job *job, const cgap_scenario *package, const cgap_questions *questions,
                       cgap_error *err)
{
    const cgap_options *options = job->options;
    cgap_progress_bar bar = cgap_progress_start(options->quiet);
    cgap_plan plan = {.seed = options->seed,
                      .deterministic = options->decompose_replicates == 0,
                      .end = options->decompose_replicates,
                      .block = 32, /* more hands for few replicates */
                      .threads = options->threads,
                      .isa = options->isa,
                      .ranks = job->ranks,
                      .progress = cgap_progress_step,
                      .context = &bar};
    cgap_status status;

    status = cgap_decompose(&job->extra[job->n_extra++], job->view[job->baseline], package,
                            questions, &plan, err);
    cgap_progress_end(&bar);
    return status;
}
