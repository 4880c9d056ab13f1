/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cgap compare: several scenarios on common random numbers, with their differences. */
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "cgap/policy.h"
#include "cgap/scenario_read.h"

#include "command.h"
#include "compare_extra.h"
#include "compare_view.h"
#include "job.h"
#include "message.h"
#include "questions.h"
#include "worlds.h"

/* What the options ask for beside the comparison. */
typedef struct extras {
    cgap_futures futures;  /* none: n is 0 */
    cgap_scenario package; /* of --decompose */
} extras;

/* A name as of --baseline, or what names a scenario anywhere. */
static cgap_status
read_package(cgap_scenario *out, cgap_job *job, cgap_error *err)
{
    const char *argument = job->options->decompose;
    size_t k = cgap_job_find(job, argument);
    char *canonical = NULL;
    cgap_status status =
        cgap_job_read(job, k < job->n ? job->options->argument[k] : argument, NULL, 0, out, err);

    if (status == CGAP_OK) {
        status = cgap_decompose_check(job->view[job->baseline], out, job->questions, err);
    }
    if (status == CGAP_OK) {
        status = cgap_scenario_write(out, &canonical, err);
    }
    if (status == CGAP_OK) { /* the folder has it when it is among the compared */
        k = cgap_job_find(job, out->name);
        job->decomposed =
            k < job->n && strcmp(canonical, job->canonical[k]) == 0 ? job->view[k]->name : NULL;
    }
    free(canonical);
    return status;
}

/* Reads all of it before anything runs. */
static cgap_status
read_extras(extras *out, cgap_job *job, cgap_error *err)
{
    const cgap_options *options = job->options;
    cgap_status status = CGAP_OK;

    if (options->futures != NULL) {
        status = cgap_compare_design(&out->futures, job, err);
    }
    if (status == CGAP_OK && options->decompose != NULL) {
        status = read_package(&out->package, job, err);
    }
    return status;
}

static cgap_status
run_extras(cgap_job *job, cgap_error *err)
{
    const extras *extra = job->also_context;
    cgap_status status = CGAP_OK;

    if (job->options->futures != NULL) {
        status = cgap_compare_futures(job, &extra->futures, job->questions, err);
        cgap_job_end_part(job, "futures");
    }
    if (status == CGAP_OK && job->options->decompose != NULL) {
        status = cgap_compare_decompose(job, &extra->package, job->questions, err);
        cgap_job_end_part(job, "decomposition");
    }
    return status;
}

static bool
same_members(const cgap_timetable *one, const cgap_timetable *other)
{
    bool same = one->members_at_start == other->members_at_start;

    for (size_t n = 0; n < one->n_step && same; n++) {
        same = one->step[n].members == other->step[n].members;
    }
    return same;
}

/* Whether two scenarios of one grid have the same members at every step. */
static cgap_status
compare_members(const cgap_scenario *one, const cgap_scenario *other, bool *same, cgap_error *err)
{
    cgap_timetable first, second;
    cgap_status status = cgap_timetable_create(&first, one, err);

    if (status != CGAP_OK) {
        return status;
    }
    status = cgap_timetable_create(&second, other, err);
    if (status == CGAP_OK) {
        *same = same_members(&first, &second);
        cgap_timetable_free(&second);
    }
    cgap_timetable_free(&first);
    return status;
}

/* loss_gdp is over members of the day: a state that leaves takes its losses with it. */
static cgap_status
warn_of_membership(const cgap_job *job, cgap_error *err)
{
    cgap_status status = CGAP_OK;
    bool by_loss = false;

    for (size_t c = 0; c < job->questions->n_criterion; c++) {
        by_loss = by_loss || strcmp(job->questions->criterion[c].name, "loss_gdp") == 0;
    }
    for (size_t k = 0; by_loss && !job->options->quiet && k < job->n && status == CGAP_OK; k++) {
        bool same = true;

        status = compare_members(job->view[k], job->view[job->baseline], &same, err);
        if (!same) {
            cgap_say("warning: '%s' and '%s' have other members from some date on, and loss_gdp is "
                     "of those alone; judge by --criteria loss_gdp_fixed,... which keeps the "
                     "members of the start",
                     job->view[k]->name, job->view[job->baseline]->name);
        }
    }
    return status;
}

static cgap_status
compare(cgap_job *job, cgap_error *err)
{
    const cgap_options *options = job->options;
    cgap_questions questions;
    extras extra;
    cgap_status status = cgap_questions_read(&questions, options, err);

    memset(&extra, 0, sizeof extra);
    cgap_scenario_init(&extra.package);
    job->also = run_extras;
    job->also_context = &extra;
    job->questions = &questions;
    if (status == CGAP_OK) {
        status = cgap_job_load(job, err);
    }
    if (status == CGAP_OK) {
        status = cgap_job_baseline(job, err);
    }
    if (status == CGAP_OK) {
        status = cgap_compare_check_all(job->view, job->n, job->baseline, err);
    }
    if (status == CGAP_OK) {
        cgap_warn_of_worlds(job);
        status = warn_of_membership(job, err);
    }
    if (status == CGAP_OK) {
        status = read_extras(&extra, job, err);
    }
    if (status == CGAP_OK) {
        status = cgap_job_run(job, &job->results.comparison, err);
    }
    if (status == CGAP_OK && !options->quiet && job->folder.target != NULL) {
        cgap_compare_view(&job->results);
        status = cgap_flush_output(err);
    }
    job->questions = NULL;
    cgap_futures_free(&extra.futures);
    cgap_scenario_free(&extra.package);
    return status;
}

int
cgap_command_compare(int argc, char **argv, const cgap_ranks *ranks)
{
    cgap_options options;
    cgap_job job;
    cgap_error err = CGAP_ERROR_INIT;
    cgap_status status =
        cgap_options_parse(&options, cgap_command_find("compare"), argc, argv, &err);

    cgap_job_init(&job, &options, "compare", true);
    job.ranks = ranks;
    if (status == CGAP_OK && !cgap_options_answer(&options, cgap_command_find("compare"))) {
        status = compare(&job, &err);
    }
    cgap_job_free(&job);
    cgap_options_free(&options);
    return cgap_end(status, &err);
}
