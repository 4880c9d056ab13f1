/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cgap check: everything but simulate. */
#include <stdlib.h>

#include "cgap/model.h"
#include "cgap/scenario_read.h"

#include "command.h"
#include "message.h"
#include "options.h"
#include "place.h"
#include "progress.h"

/* The model made ready: the last thing before a run that can find fault with a scenario. */
static cgap_status
check_model(const cgap_scenario *scenario, cgap_diagnostics *diagnostics, const char *path,
            cgap_error *err)
{
    cgap_model model;
    cgap_error cause = CGAP_ERROR_INIT;
    cgap_status status = cgap_model_prepare(&model, scenario, &cause);

    if (status == CGAP_OK) {
        cgap_model_free(&model);
    } else if (status == CGAP_E_INPUT) {
        cgap_diagnostics_add(diagnostics, CGAP_ERROR, path, 0, NULL, "%s", cause.text);
    } else {
        *err = cause;
    }
    return status;
}

static cgap_status
check_file(const cgap_options *options, const cgap_place *place, const char *path,
           cgap_diagnostics *diagnostics, cgap_error *err)
{
    cgap_scenario_source source = {path, place->scenarios, options->setting, options->n_setting};
    cgap_scenario scenario;
    cgap_status status;

    cgap_scenario_init(&scenario);
    status = cgap_scenario_read(&scenario, &source, diagnostics);
    if (status == CGAP_OK) {
        status = check_model(&scenario, diagnostics, path, err);
    }
    cgap_scenario_free(&scenario);
    return status;
}

/* Checks one argument and prints what is wrong with it, or that all is well. */
static cgap_status
check_one(const cgap_options *options, const cgap_place *place, const char *argument,
          cgap_error *err)
{
    cgap_diagnostics diagnostics = CGAP_DIAGNOSTICS_INIT;
    char *path = NULL;
    cgap_error cause = CGAP_ERROR_INIT;
    cgap_status status = cgap_place_scenario(place, argument, &path, &cause);

    if (status == CGAP_OK) {
        status = check_file(options, place, path, &diagnostics, err);
    } else {
        cgap_diagnostics_add(&diagnostics, CGAP_ERROR, NULL, 0, NULL, "%s", cause.text);
    }
    cgap_print_diagnostics(&diagnostics, !options->quiet);
    if (!options->quiet && status == CGAP_OK) {
        cgap_say("%s: no errors, %zu warning%s", argument, diagnostics.n,
                 diagnostics.n == 1 ? "" : "s");
    } else if (!options->quiet && status == CGAP_E_INPUT) {
        cgap_say("%s: %zu error%s, %zu warning%s", argument, diagnostics.n_error,
                 diagnostics.n_error == 1 ? "" : "s", diagnostics.n - diagnostics.n_error,
                 diagnostics.n - diagnostics.n_error == 1 ? "" : "s");
    }
    cgap_diagnostics_free(&diagnostics);
    free(path);
    return status;
}

int
cgap_command_check(int argc, char **argv)
{
    cgap_options options;
    cgap_place place = CGAP_PLACE_INIT;
    cgap_error err = CGAP_ERROR_INIT;
    double begin = cgap_clock();
    cgap_status status = cgap_options_parse(&options, cgap_command_find("check"), argc, argv, &err);

    if (status == CGAP_OK && !cgap_options_answer(&options, cgap_command_find("check"))) {
        status = cgap_place_find(&place, &err);
        for (size_t a = 0; place.share != NULL && a < options.n_argument; a++) {
            cgap_status one = check_one(&options, &place, options.argument[a], &err);

            status = status == CGAP_OK || one == CGAP_E_MEMORY ? one : status;
        }
        cgap_say_taken(options.verbose, "check", begin);
    }
    cgap_place_free(&place);
    cgap_options_free(&options);
    return cgap_end(status, &err);
}
