/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "questions.h"

#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

#include "message.h"

static const char DEFAULT_BASELINE[] = "status-quo-2013";

size_t
cgap_job_find(const cgap_job *job, const char *name)
{
    size_t k = 0;

    while (k < job->n && strcmp(job->view[k]->name, name) != 0) {
        k++;
    }
    return k;
}

static cgap_status
unknown_baseline(const cgap_job *job, const char *name, cgap_error *err)
{
    const char **known = cgap_memory_array(job->n, sizeof *known);
    const char *nearest = NULL;

    for (size_t k = 0; known != NULL && k < job->n; k++) {
        known[k] = job->view[k]->name;
    }
    nearest = known != NULL ? cgap_nearest_name(name, known, job->n) : NULL;
    free(known);
    return cgap_error_fail(err, CGAP_E_INPUT,
                           "--baseline '%s': is none of the scenarios given%s%s%s; a scenario's "
                           "name is its file name without .cfg",
                           name, nearest != NULL ? ": did you mean " : "",
                           nearest != NULL ? nearest : "", nearest != NULL ? "?" : "");
}

cgap_status
cgap_job_baseline(cgap_job *job, cgap_error *err)
{
    const char *asked = job->options->baseline;

    job->baseline = cgap_job_find(job, asked != NULL ? asked : DEFAULT_BASELINE);
    if (job->baseline < job->n) {
        return CGAP_OK;
    }
    job->baseline = 0;
    return asked == NULL ? CGAP_OK : unknown_baseline(job, asked, err);
}

cgap_status
cgap_questions_read(cgap_questions *out, const cgap_options *options, cgap_error *err)
{
    cgap_status status = CGAP_OK;

    cgap_questions_default(out);
    out->raw = options->raw;
    if (options->criteria != NULL) {
        status = cgap_criteria_parse(out, options->criteria, err);
    }
    if (status == CGAP_OK && options->target != NULL) {
        status = cgap_targets_parse(out, options->target, err);
    }
    if (status == CGAP_OK && options->threshold != NULL) {
        status = cgap_thresholds_parse(out, options->threshold, err);
    }
    return status;
}
