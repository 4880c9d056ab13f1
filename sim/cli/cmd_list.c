/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cgap list: what there is, as a table. To add a subject: a function that makes its table
 * (lists.c, or the room that knows) and a row in SUBJECT.
 */
#include <stdio.h>
#include <string.h>

#include "cgap/charts.h"
#include "cgap/diagnostics.h"
#include "cgap/parameter.h"

#include "command.h"
#include "lists.h"
#include "message.h"
#include "options.h"
#include "progress.h"

enum { MOST_SHOWN = 12 };

typedef struct subject {
    const char *name;
    cgap_status (*make)(cgap_table *out, cgap_error *err);
    const char *shown[MOST_SHOWN]; /* columns of the text form; none: all */
} subject;

/* clang-format off */
static const subject SUBJECT[] = {
    {"scenarios", cgap_list_scenarios, {NULL}},
    {"parameters", cgap_parameter_list, {"key", "default", "min", "max", "low", "high", "unit", "kind", "name", NULL}},
    {"instruments", cgap_list_instruments, {"scenario", "instrument", "type", "adopted", "applies", "standard", "pull", "enforcement", "certification", "kind_of_act", NULL}},
    {"measures", cgap_list_measures, {"measure", "scope", "unit", "better", "definition", NULL}},
    {"charts", cgap_chart_list, {NULL}},
    {"members", cgap_list_members, {"code", "name", "accession_year", "gdp_bn_eur", "population_million", "administrative_capacity", NULL}},
};
/* clang-format on */

enum { N_SUBJECT = sizeof SUBJECT / sizeof SUBJECT[0] };

static cgap_status
find_subject(const char *name, const subject **out, cgap_error *err)
{
    const char *known[N_SUBJECT], *nearest;
    char allowed[256] = "";

    for (size_t k = 0; k < N_SUBJECT; k++) {
        size_t used = strlen(allowed);

        if (strcmp(SUBJECT[k].name, name) == 0) {
            *out = &SUBJECT[k];
            return CGAP_OK;
        }
        known[k] = SUBJECT[k].name;
        (void) snprintf(allowed + used, sizeof allowed - used, "%s%s", k > 0 ? ", " : "",
                        SUBJECT[k].name);
    }
    nearest = cgap_nearest_name(name, known, N_SUBJECT);
    return cgap_error_fail(err, CGAP_E_INPUT, "'%s' cannot be listed%s%s%s; there are %s", name,
                           nearest != NULL ? ": did you mean " : "", nearest != NULL ? nearest : "",
                           nearest != NULL ? "?" : "", allowed);
}

static cgap_status
list(const cgap_options *options, cgap_error *err)
{
    const subject *what = NULL;
    cgap_table table;
    cgap_status status = find_subject(options->argument[0], &what, err);

    if (status != CGAP_OK) {
        return status;
    }
    cgap_table_init(&table, what->name, NULL, 0);
    status = what->make(&table, err);
    if (status == CGAP_OK) {
        status = cgap_print(&table, options->table_as_text, options->format,
                            what->shown[0] != NULL ? what->shown : NULL, err);
    }
    cgap_table_free(&table);
    return status;
}

int
cgap_command_list(int argc, char **argv)
{
    cgap_options options;
    cgap_error err = CGAP_ERROR_INIT;
    double begin = cgap_clock();
    cgap_status status = cgap_options_parse(&options, cgap_command_find("list"), argc, argv, &err);

    if (status == CGAP_OK && !cgap_options_answer(&options, cgap_command_find("list"))) {
        status = list(&options, &err);
        cgap_say_taken(options.verbose, "list", begin);
    }
    cgap_options_free(&options);
    return cgap_end(status, &err);
}
