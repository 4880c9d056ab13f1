/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cgap measure: read the panel, measure it, print the table, say what is empty and why. */
#include <math.h>
#include <stdio.h>

#include "build.h"
#include "command.h"
#include "interrupt.h"
#include "measure_charts.h"
#include "measure_rows.h"
#include "message.h"
#include "options.h"
#include "progress.h"

static void
say_missing(const cgap_panel *panel, size_t unit, const char *what)
{
    size_t count = cgap_panel_missing(panel, unit), told = 0, used = 0;
    char dates[128] = "";

    for (size_t t = 0; t < panel->n_time && told < 5; t++) {
        if (isnan(panel->value[unit * panel->n_time + t])) {
            used += (size_t) snprintf(dates + used, sizeof dates - used, "%s%.10g",
                                      told++ == 0 ? "" : ", ", panel->time[t]);
        }
    }
    cgap_say("%s: %s %s %s%s", panel->path, panel->unit[unit], what, dates,
             count > told ? ", ..." : "");
}

/* Names every unit with missing values, then refuses or leaves out. */
static bool
settle_missing(cgap_panel *panel, bool drop, bool quiet)
{
    size_t incomplete = 0;

    for (size_t i = 0; i < panel->n_unit; i++) {
        if (cgap_panel_missing(panel, i) > 0) {
            incomplete++;
            if (!drop || !quiet) {
                say_missing(panel, i, drop ? "is left out: no value at" : "has no value at");
            }
        }
    }
    if (incomplete > 0 && !drop) {
        fprintf(stderr,
                "cgap measure: %zu of %zu units have missing values; fill them, narrow the "
                "dates (--from, --to) or leave those units out (--missing drop)\n",
                incomplete, panel->n_unit);
        return false;
    }
    if (incomplete == panel->n_unit) {
        cgap_say("no unit has a value at every date; nothing is left");
        return false;
    }
    if (incomplete > 0) {
        cgap_panel_drop_incomplete(panel);
    }
    return true;
}

/* The panel as it will be measured; exit code.
 * @param dropped units left out for missing values */
static int
prepare(const measure_request *request, cgap_panel *panel, size_t *dropped)
{
    cgap_diagnostics diagnostics = CGAP_DIAGNOSTICS_INIT;
    cgap_error err = CGAP_ERROR_INIT;
    bool good;

    cgap_panel_read(panel, request->panel, &diagnostics);
    if (!cgap_diagnostics_failed(&diagnostics) && request->units != NULL) {
        cgap_panel_read_units(panel, request->units, &request->columns, &diagnostics);
    }
    cgap_print_diagnostics(&diagnostics, !request->quiet);
    good = !cgap_diagnostics_failed(&diagnostics);
    cgap_diagnostics_free(&diagnostics);
    if (!good) {
        return 2;
    }
    if (cgap_panel_keep_dates(panel, request->from, request->to, &err) != CGAP_OK) {
        return cgap_end(err.code, &err);
    }
    *dropped = panel->n_unit;
    if (!settle_missing(panel, request->drop_missing, request->quiet)) {
        return 2;
    }
    *dropped -= panel->n_unit;
    if (request->logarithm && cgap_panel_take_logarithms(panel, &err) != CGAP_OK) {
        return cgap_end(err.code, &err);
    }
    return 0;
}

static cgap_status
add_extras(const measure_rows *rows, cgap_error *err)
{
    const measure_request *request = rows->request;
    const cgap_panel_view *view = rows->view;
    cgap_status status = CGAP_OK;

    if (rows->clubs != NULL) {
        measure_rows_add_clubs(rows);
    }
    if (request->n_cut > 0) {
        cgap_transitions moves = CGAP_TRANSITIONS_INIT;

        status = cgap_transitions_count(&moves, view->x, view->n_unit, view->n_time, request->cut,
                                        request->n_cut, err);
        if (status == CGAP_OK) {
            measure_rows_add_transitions(rows, &moves);
        }
        cgap_transitions_free(&moves);
    }
    return status;
}

static cgap_status
print_rows(const measure_rows *rows, cgap_error *err)
{
    cgap_status status;

    measure_rows_begin(rows);
    measure_rows_add(rows);
    status = add_extras(rows, err);
    if (status == CGAP_OK) {
        status = cgap_table_finish(rows->table, err);
    }
    if (status == CGAP_OK) {
        if (!rows->request->quiet) {
            measure_rows_explain(rows, stderr);
        }
        status =
            cgap_output_stream(rows->table, rows->request->format, stdout, "standard output", err);
    }
    return status;
}

/* Prints the table, then draws its figures; without gnuplot the table is there all the same. */
static cgap_status
report(const measure_rows *rows, size_t dropped, cgap_error *err)
{
    measure_charts charts = MEASURE_CHARTS_INIT;
    cgap_status status;

    if (rows->request->charts != NULL) {
        cgap_interrupt_catch(); /* from here on there is a folder to be taken away */
    }
    status = measure_charts_begin(&charts, rows->request, err);
    if (status == CGAP_OK) {
        status = print_rows(rows, err);
    }
    if (status == CGAP_OK) {
        status = measure_charts_draw(&charts, rows, dropped, err);
    }
    measure_charts_free(&charts);
    cgap_table_free(rows->table);
    return status;
}

static int
measure(const measure_request *request, cgap_panel *panel, size_t dropped)
{
    cgap_error err = CGAP_ERROR_INIT;
    cgap_panel_view view;
    cgap_measurement done = CGAP_MEASUREMENT_INIT;
    cgap_bootstrap bounds = CGAP_BOOTSTRAP_INIT;
    cgap_clubs clubs = CGAP_CLUBS_INIT;
    cgap_bootstrap_plan plan = {request->bootstrap, request->seed, request->confidence};
    cgap_table table = {0};
    measure_rows rows = {request, panel, &view, &done, NULL, NULL, &table};
    cgap_status status = cgap_panel_look(panel, &view, &err);

    if (status == CGAP_OK) {
        status = cgap_measurement_init(&done, view.n_unit, view.n_time, &err);
    }
    if (status == CGAP_OK) {
        cgap_measurement_run(&done, &view, &request->options);
    }
    if (status == CGAP_OK && request->bootstrap > 0) {
        status = cgap_bootstrap_run(&bounds, &view, &request->options, &plan, &err);
        rows.bounds = &bounds;
    }
    if (status == CGAP_OK && request->clubs) {
        status = cgap_clubs_find(&clubs, view.x, view.n_unit, view.n_time, &err);
        rows.clubs = &clubs;
    }
    if (status == CGAP_OK && request->merge_clubs) {
        status = cgap_clubs_merge(&clubs, view.x, view.n_time, &err);
    }
    if (status == CGAP_OK) {
        status = report(&rows, dropped, &err);
    }
    cgap_clubs_free(&clubs);
    cgap_bootstrap_free(&bounds);
    cgap_measurement_free(&done);
    return cgap_end(status, &err);
}

static void
help(void)
{
    const cgap_command *command = cgap_command_find("measure");

    (void) printf("Usage: cgap measure %s [options]\n\n", command->arguments);
    cgap_print_wrapped(command->detail, 0);
    (void) printf("\nOptions:\n%s\nExamples:\n  %s\n  %s\n", MEASURE_OPTIONS, command->example[0],
                  command->example[1]);
}

int
cgap_command_measure(int argc, char **argv)
{
    cgap_diagnostics diagnostics = CGAP_DIAGNOSTICS_INIT;
    measure_request request;
    cgap_panel panel = CGAP_PANEL_INIT;
    double begin = cgap_clock();
    int code = 0;

    measure_request_read(&request, argc, argv, &diagnostics);
    cgap_print_diagnostics(&diagnostics, true);
    if (cgap_diagnostics_failed(&diagnostics)) {
        code = cgap_status_exit_code(CGAP_E_INPUT);
    } else if (request.help) {
        help();
    } else if (request.version) {
        cgap_build_print();
    } else {
        size_t dropped = 0;

        code = prepare(&request, &panel, &dropped);
        if (code == 0 && request.verbose) {
            cgap_say("%s: %zu units at %zu dates", request.panel, panel.n_unit, panel.n_time);
        }
        code = code == 0 ? measure(&request, &panel, dropped) : code;
        cgap_say_taken(request.verbose, "measure", begin);
    }
    cgap_panel_free(&panel);
    measure_request_free(&request);
    cgap_diagnostics_free(&diagnostics);
    return code;
}
