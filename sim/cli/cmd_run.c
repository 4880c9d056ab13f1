/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cgap run: one scenario into a results folder. */
#include "command.h"
#include "job.h"
#include "message.h"
#include "questions.h"

static cgap_status
simulate(cgap_job *job, cgap_error *err)
{
    cgap_questions questions;
    cgap_status status = CGAP_OK;

    if (job->options->criteria != NULL && !job->options->raw) {
        return cgap_error_fail(err, CGAP_E_INPUT,
                               "--criteria: a single scenario is not judged; with --raw it names "
                               "what raw.csv holds");
    }
    status = cgap_questions_read(&questions, job->options, err);
    if (status == CGAP_OK) {
        status = cgap_job_load(job, err);
    }
    if (status == CGAP_OK) {
        job->questions = &questions;
        status = cgap_job_run(job, &job->results.union_wide, err);
        job->questions = NULL;
    }
    return status;
}

int
cgap_command_run(int argc, char **argv, const cgap_ranks *ranks)
{
    cgap_options options;
    cgap_job job;
    cgap_error err = CGAP_ERROR_INIT;
    cgap_status status = cgap_options_parse(&options, cgap_command_find("run"), argc, argv, &err);

    cgap_job_init(&job, &options, "run", false);
    job.ranks = ranks;
    if (status == CGAP_OK && !cgap_options_answer(&options, cgap_command_find("run"))) {
        status = simulate(&job, &err);
    }
    cgap_job_free(&job);
    cgap_options_free(&options);
    return cgap_end(status, &err);
}
