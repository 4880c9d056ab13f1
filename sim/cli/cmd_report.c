/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cgap report: one self-contained page of a results folder. */
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "cgap/report.h"

#include "command.h"
#include "interrupt.h"
#include "message.h"
#include "options.h"
#include "place.h"
#include "progress.h"

static cgap_status
report(const cgap_options *options, cgap_error *err)
{
    const char *folder = options->argument[0];
    cgap_place place = CGAP_PLACE_INIT;
    char *path = options->out != NULL ? cgap_text_copy(options->out)
                                      : cgap_text_format("%s/report.html", folder);
    cgap_status status;

    if (path == NULL) {
        status = cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");
    } else if (strcmp(path, "-") == 0) {
        status = cgap_error_fail(err, CGAP_E_INPUT,
                                 "--out -: a report is a file; name one, or leave --out away for "
                                 "FOLDER/report.html");
    } else {
        status = cgap_place_find(&place, err);
    }
    if (status == CGAP_OK) {
        const cgap_report_options how = {.plots = place.plots,
                                         .language = options->language,
                                         .threads = options->threads,
                                         .replaces = options->out == NULL};

        cgap_interrupt_catch();
        status = cgap_interrupt_check(cgap_report_write(folder, path, &how, err), err);
    }
    if (status == CGAP_OK && !options->quiet) {
        cgap_say("report: %s", path);
    }
    cgap_place_free(&place);
    free(path);
    return status;
}

int
cgap_command_report(int argc, char **argv)
{
    cgap_options options;
    cgap_error err = CGAP_ERROR_INIT;
    double begin = cgap_clock();
    cgap_status status =
        cgap_options_parse(&options, cgap_command_find("report"), argc, argv, &err);

    if (status == CGAP_OK && !cgap_options_answer(&options, cgap_command_find("report"))) {
        status = report(&options, &err);
        cgap_say_taken(options.verbose, "report", begin);
    }
    cgap_options_free(&options);
    return cgap_end(status, &err);
}
