/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cgap show: the effective scenario, each value with its origin. */
#include <stdlib.h>

#include "cgap/scenario_read.h"

#include "command.h"
#include "message.h"
#include "options.h"
#include "place.h"
#include "progress.h"

static cgap_status
print_effective(const cgap_effective *effective, const cgap_options *options, cgap_error *err)
{
    static const cgap_column columns[] = {
        {"key", CGAP_COLUMN_TEXT, "", "Key of the value, as --set spells it."},
        {"value", CGAP_COLUMN_TEXT, "", "Value in force, as a scenario file spells it."},
        {"origin", CGAP_COLUMN_TEXT, "", "File and line, --set, or default."},
    };
    cgap_table table;
    cgap_status status;

    cgap_table_init(&table, "show", columns, sizeof columns / sizeof columns[0]);
    for (size_t k = 0; k < effective->n; k++) {
        cgap_table_add_text(&table, effective->at[k].key);
        cgap_table_add_text(&table, effective->at[k].value);
        cgap_table_add_text(&table, effective->at[k].origin);
    }
    status = cgap_table_finish(&table, err);
    if (status == CGAP_OK) {
        status = cgap_print(&table, options->table_as_text, options->format, NULL, err);
    }
    cgap_table_free(&table);
    return status;
}

static cgap_status
show(const cgap_options *options, cgap_error *err)
{
    cgap_place place = CGAP_PLACE_INIT;
    cgap_diagnostics diagnostics = CGAP_DIAGNOSTICS_INIT;
    cgap_effective effective = {0, NULL};
    char *path = NULL;
    cgap_status status = cgap_place_find(&place, err);

    if (status == CGAP_OK) {
        status = cgap_place_scenario(&place, options->argument[0], &path, err);
    }
    if (status == CGAP_OK) {
        cgap_scenario_source source = {path, place.scenarios, options->setting, options->n_setting};

        status = cgap_scenario_show(&effective, &source, &diagnostics);
        cgap_print_diagnostics(&diagnostics, !options->quiet);
    }
    if (status == CGAP_OK) {
        status = print_effective(&effective, options, err);
    }
    cgap_effective_free(&effective);
    cgap_diagnostics_free(&diagnostics);
    free(path);
    cgap_place_free(&place);
    return status;
}

int
cgap_command_show(int argc, char **argv)
{
    cgap_options options;
    cgap_error err = CGAP_ERROR_INIT;
    double begin = cgap_clock();
    cgap_status status = cgap_options_parse(&options, cgap_command_find("show"), argc, argv, &err);

    if (status == CGAP_OK && !cgap_options_answer(&options, cgap_command_find("show"))) {
        status = show(&options, &err);
        cgap_say_taken(options.verbose, "show", begin);
    }
    cgap_options_free(&options);
    return cgap_end(status, &err);
}
