/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cgap calibrate: a scenario against the figures of 2017 to 2022, and the fit. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/calibrate.h"
#include "cgap/memory.h"

#include "command.h"
#include "interrupt.h"
#include "job.h"
#include "message.h"
#include "progress.h"

static const char DEFAULT_SCENARIO[] = "history";

static cgap_status
calibrate(cgap_job *job, cgap_calibration *out, cgap_error *err)
{
    const cgap_options *options = job->options;
    cgap_progress_bar bar = cgap_progress_start(options->quiet);
    cgap_calibration_plan plan = {options->seed, options->replicates, options->fit,
                                  cgap_progress_step, &bar};
    cgap_status status = cgap_calibrate(out, job->view[0], &plan, err);

    cgap_progress_end(&bar);
    cgap_job_end_part(job, options->fit ? "fit" : "evaluation");
    return cgap_interrupt_check(status, err);
}

static cgap_status
write_fitted(const char *folder, const char *text, cgap_error *err)
{
    char *path = cgap_text_format("%s/fitted.cfg", folder);
    cgap_status status = path != NULL ? cgap_output_text(path, text, err)
                                      : cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");

    free(path);
    return status;
}

static cgap_status
write(cgap_job *job, const cgap_calibration *results, cgap_error *err)
{
    const cgap_table *const table[] = {&results->targets, &results->levels, &results->editions,
                                       &results->fit, &results->profile};
    cgap_status status = cgap_job_write(job, table, job->options->fit ? 5 : 3, err);

    if (status == CGAP_OK && results->fitted != NULL) {
        status = write_fitted(job->folder.draft, results->fitted, err);
    }
    return status == CGAP_OK ? cgap_job_close(job, err) : status;
}

/* Which targets are missed, for those who do not open the table. */
static void
say_missed(const cgap_table *targets)
{
    size_t name = cgap_table_find(targets, "target"), met = cgap_table_find(targets, "met");
    size_t model = cgap_table_find(targets, "model_mean"), data = cgap_table_find(targets, "data");
    size_t missed = 0;

    for (size_t row = 0; row < targets->n_row; row++) {
        if (strcmp(cgap_table_text(targets, row, met), "no") == 0) {
            cgap_say("missed: %s: %.3f, data %.3f", cgap_table_text(targets, row, name),
                     cgap_table_real(targets, row, model), cgap_table_real(targets, row, data));
            missed++;
        }
    }
    cgap_say("%zu of %zu targets met", targets->n_row - missed, targets->n_row);
}

static cgap_status
run(cgap_job *job, cgap_calibration *results, cgap_error *err)
{
    const cgap_options *options = job->options;
    bool to_stream = options->out != NULL && strcmp(options->out, "-") == 0;
    cgap_status status = CGAP_OK;

    cgap_interrupt_catch();
    if (!to_stream) {
        status = cgap_job_open(job, err);
    }
    if (status == CGAP_OK) {
        status = calibrate(job, results, err);
    }
    if (status == CGAP_OK && !options->quiet) {
        say_missed(&results->targets);
    }
    if (status != CGAP_OK) {
        return status;
    }
    return to_stream ? cgap_output_stream(&results->targets, options->format, stdout,
                                          "standard output", err)
                     : write(job, results, err);
}

int
cgap_command_calibrate(int argc, char **argv)
{
    cgap_options options;
    cgap_job job;
    cgap_calibration results;
    cgap_error err = CGAP_ERROR_INIT;
    cgap_status status =
        cgap_options_parse(&options, cgap_command_find("calibrate"), argc, argv, &err);

    cgap_job_init(&job, &options, "calibrate", false);
    job.prefix = "calibrate-";
    cgap_calibration_init(&results);
    if (status == CGAP_OK && !cgap_options_answer(&options, cgap_command_find("calibrate"))) {
        if (options.n_argument == 0) { /* there is room: argv[0] is no argument */
            options.argument[options.n_argument++] = DEFAULT_SCENARIO;
        }
        status = cgap_job_load(&job, &err);
        if (status == CGAP_OK) {
            status = run(&job, &results, &err);
        }
    }
    cgap_calibration_free(&results);
    cgap_job_free(&job);
    cgap_options_free(&options);
    return cgap_end(status, &err);
}
