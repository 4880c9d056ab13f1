/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cgap run: one scenario into a results folder. */
#include "command.h"
#include "job.h"
#include "message.h"

int
cgap_command_run(int argc, char **argv)
{
    cgap_options options;
    cgap_job job;
    cgap_error err = CGAP_ERROR_INIT;
    cgap_status status = cgap_options_parse(&options, cgap_command_find("run"), argc, argv, &err);

    cgap_job_init(&job, &options, "run", false);
    if (status == CGAP_OK && options.help) {
        cgap_help_command(cgap_command_find("run"));
    } else if (status == CGAP_OK) {
        status = cgap_job_load(&job, &err);
        if (status == CGAP_OK) {
            status = cgap_job_run(&job, &job.results.union_wide, &err);
        }
    }
    cgap_job_free(&job);
    cgap_options_free(&options);
    return cgap_end(status, &err);
}
