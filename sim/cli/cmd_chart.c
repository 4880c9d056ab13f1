/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cgap chart: the charts of a results folder again, from its tables alone. */
#include "cgap/charts.h"

#include "command.h"
#include "interrupt.h"
#include "message.h"
#include "options.h"
#include "place.h"
#include "progress.h"

static cgap_status
chart(const cgap_options *options, cgap_error *err)
{
    cgap_place place = CGAP_PLACE_INIT;
    cgap_status status = cgap_place_find(&place, err);
    const char *folder = options->argument[0];
    size_t drawn = 0;

    if (status == CGAP_OK) {
        const cgap_chart_options how = {place.plots,      options->only, options->pictures,
                                        options->size,    NULL,          options->threads,
                                        options->language};

        cgap_interrupt_catch();
        status = cgap_interrupt_check(cgap_charts_draw(folder, &how, &drawn, err), err);
    }
    if (status == CGAP_OK) {
        cgap_warn_of_letters(folder, "charts", options->pictures);
    }
    if (status == CGAP_OK && !options->quiet) {
        cgap_say("%zu chart%s: %s/charts", drawn, drawn == 1 ? "" : "s", folder);
    }
    cgap_place_free(&place);
    return status;
}

int
cgap_command_chart(int argc, char **argv)
{
    cgap_options options;
    cgap_error err = CGAP_ERROR_INIT;
    double begin = cgap_clock();
    cgap_status status = cgap_options_parse(&options, cgap_command_find("chart"), argc, argv, &err);

    if (status == CGAP_OK && !cgap_options_answer(&options, cgap_command_find("chart"))) {
        status = chart(&options, &err);
        cgap_say_taken(options.verbose, "chart", begin);
    }
    cgap_options_free(&options);
    return cgap_end(status, &err);
}
