/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check_futures.h"

#include "compare_extra.h"

/* One message of one strategy in one future, unless it is among @p known: those of the strategies
 * before it. */
static void
say_of(const cgap_message *message, cgap_diagnostics *known, cgap_diagnostics *said,
       const char *path, const cgap_futures *futures, size_t f, const char *strategy)
{
    size_t before = known->n;

    if (message->severity != CGAP_ERROR) {
        return;
    }
    cgap_diagnostics_add(known, CGAP_ERROR, NULL, 0, message->path, "%s", message->text);
    if (known->n > before) {
        cgap_diagnostics_add(said, CGAP_ERROR, path, futures->line[f], message->path,
                             "%s; in future '%s' of strategy '%s': mend or leave out the future",
                             message->text, futures->name[f], strategy);
    }
}

static cgap_status
check_one(const cgap_futures *futures, size_t f, const char *path, const cgap_job *job,
          cgap_diagnostics *diagnostics, cgap_error *err)
{
    char **setting = cgap_futures_settings(futures, f);
    cgap_diagnostics known = CGAP_DIAGNOSTICS_INIT;
    cgap_status status = setting != NULL
                             ? CGAP_OK
                             : cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for a future");

    for (size_t k = 0; k < job->n && status == CGAP_OK; k++) {
        cgap_diagnostics own = CGAP_DIAGNOSTICS_INIT;
        cgap_scenario scenario;

        cgap_scenario_init(&scenario);
        status = cgap_job_read_said(job, job->options->argument[k], (const char *const *) setting,
                                    futures->n_key, &scenario, &own, err);
        for (size_t m = 0; m < own.n; m++) {
            say_of(&own.at[m], &known, diagnostics, path, futures, f, job->view[k]->name);
        }
        if (status == CGAP_E_INPUT && own.n_error > 0) {
            status = CGAP_OK; /* said; the others are looked at, too */
        }
        cgap_diagnostics_free(&own);
        cgap_scenario_free(&scenario);
    }
    cgap_diagnostics_free(&known);
    cgap_futures_free_settings(setting, futures->n_key);
    return status;
}

cgap_status
cgap_check_futures(const cgap_futures *futures, const char *path, const cgap_job *job,
                   cgap_diagnostics *diagnostics, cgap_error *err)
{
    cgap_status status = CGAP_OK;

    for (size_t f = 0; f < futures->n && status == CGAP_OK; f++) {
        status = check_one(futures, f, path, job, diagnostics, err);
    }
    return status == CGAP_OK && cgap_diagnostics_failed(diagnostics) ? CGAP_E_INPUT : status;
}
