/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lists.h"

#include <math.h>
#include <stdlib.h>

#include "cgap/calendar.h"
#include "cgap/memory.h"
#include "cgap/parameter.h"
#include "cgap/scenario_read.h"

#include "message.h"
#include "place.h"

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

/* Adds the rows of one shipped scenario. */
typedef void (*adder)(cgap_table *out, const cgap_scenario *scenario);

static cgap_status
add_shipped(cgap_table *out, const cgap_place *place, const char *name, adder add, cgap_error *err)
{
    cgap_diagnostics diagnostics = CGAP_DIAGNOSTICS_INIT;
    cgap_scenario scenario;
    char *path = cgap_text_format("%s/%s.cfg", place->scenarios, name);
    cgap_scenario_source source = {path, place->scenarios, NULL, 0};
    cgap_status status = CGAP_E_MEMORY;

    cgap_scenario_init(&scenario);
    if (path != NULL) {
        status = cgap_scenario_read(&scenario, &source, &diagnostics);
    }
    if (status == CGAP_OK) {
        add(out, &scenario);
    } else if (status == CGAP_E_INPUT) {
        cgap_print_diagnostics(&diagnostics, false);
        status = cgap_error_fail(err, status, "the shipped scenario '%s' is damaged", name);
    } else {
        status = cgap_error_fail(err, status, "out of memory");
    }
    cgap_diagnostics_free(&diagnostics);
    cgap_scenario_free(&scenario);
    free(path);
    return status;
}

static cgap_status
every_shipped(cgap_table *out, adder add, cgap_error *err)
{
    cgap_place place = CGAP_PLACE_INIT;
    cgap_names names = {0, NULL};
    cgap_status status = cgap_place_find(&place, err);

    if (status == CGAP_OK) {
        status = cgap_place_names(&place, &names, err);
    }
    for (size_t k = 0; status == CGAP_OK && k < names.n; k++) {
        status = add_shipped(out, &place, names.at[k], add, err);
    }
    cgap_names_free(&names);
    cgap_place_free(&place);
    return status == CGAP_OK ? cgap_table_finish(out, err) : status;
}

static void
add_title(cgap_table *out, const cgap_scenario *scenario)
{
    cgap_table_add_text(out, scenario->name);
    cgap_table_add_text(out, scenario->title);
}

cgap_status
cgap_list_scenarios(cgap_table *out, cgap_error *err)
{
    static const cgap_column columns[] = {
        {"scenario", CGAP_COLUMN_TEXT, "", "Name, as `cgap run` takes it."},
        {"title", CGAP_COLUMN_TEXT, "", "What it is about."},
    };

    cgap_table_init(out, "scenarios", columns, COUNT_OF(columns));
    return every_shipped(out, add_title, err);
}

static void
add_date(cgap_table *out, double year)
{
    char date[11] = "";

    if (isfinite(year)) {
        cgap_calendar_date(year, date);
    }
    cgap_table_add_text(out, date);
}

static void
add_instruments(cgap_table *out, const cgap_scenario *scenario)
{
    for (size_t p = 0; p < scenario->n_instrument; p++) {
        const cgap_instrument *instrument = &scenario->instrument[p];

        cgap_table_add_text(out, scenario->name);
        cgap_table_add_text(out, instrument->name);
        cgap_table_add_text(out, cgap_instrument_type_text(instrument->type, CGAP_TYPE_WORD));
        add_date(out, instrument->adopted);
        add_date(out, instrument->applies);
        cgap_table_add_real(out, instrument->standard);
        cgap_table_add_real(out, instrument->pull);
        cgap_table_add_real(out, instrument->enforcement);
        cgap_table_add_text(out, instrument->certification ? "yes" : "no");
        cgap_table_add_text(out, cgap_instrument_type_text(instrument->type, CGAP_TYPE_MEANING));
        cgap_table_add_text(out, cgap_instrument_type_text(instrument->type, CGAP_TYPE_IN_FORCE));
    }
}

cgap_status
cgap_list_instruments(cgap_table *out, cgap_error *err)
{
    static const cgap_column columns[] = {
        {"scenario", CGAP_COLUMN_TEXT, "", "Shipped scenario that has the instrument."},
        {"instrument", CGAP_COLUMN_TEXT, "", "Name of the instrument."},
        {"type", CGAP_COLUMN_TEXT, "", "directive, regulation or scheme."},
        {"adopted", CGAP_COLUMN_TEXT, "date", "Day of adoption."},
        {"applies", CGAP_COLUMN_TEXT, "date", "Day from which it applies."},
        {"standard", CGAP_COLUMN_REAL, "index 0..1", "Level the instrument asks for."},
        {"pull", CGAP_COLUMN_REAL, "1/year", "Rate at which levels move towards it."},
        {"enforcement", CGAP_COLUMN_REAL, "0..1", "Strength of enforcement."},
        {"certification", CGAP_COLUMN_TEXT, "", "yes when it certifies products."},
        {"kind_of_act", CGAP_COLUMN_TEXT, "", "What an instrument of that type is."},
        {"in_force", CGAP_COLUMN_TEXT, "", "When it binds a state that takes part."},
    };

    cgap_table_init(out, "instruments", columns, COUNT_OF(columns));
    return every_shipped(out, add_instruments, err);
}

static void
add_members(cgap_table *out, const cgap_dataset *data)
{
    for (size_t i = 0; i < data->n; i++) {
        const cgap_member *member = &data->member[i];

        cgap_table_add_text(out, member->code);
        cgap_table_add_text(out, member->name);
        cgap_table_add_count(out, member->accession_year);
        cgap_table_add_text(out, member->accession_wave);
        cgap_table_add_real(out, member->gdp_bn_eur);
        cgap_table_add_real(out, member->population_million);
        cgap_table_add_real(out, member->administrative_capacity);
        for (size_t e = 0; e < CGAP_N_GCI; e++) {
            cgap_table_add_real(out, member->gci[e]);
        }
        for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
            cgap_table_add_real(out, member->practice_start[b]);
        }
        cgap_table_add_text(out, member->imputed ? "yes" : "no");
    }
}

/* clang-format off */
static const cgap_column MEMBER_COLUMN[] = {
    {"code", CGAP_COLUMN_TEXT, "", "Eurostat's code (EL, UK)."},
    {"name", CGAP_COLUMN_TEXT, "", "Name in English."},
    {"accession_year", CGAP_COLUMN_COUNT, "year", "Year of accession."},
    {"accession_wave", CGAP_COLUMN_TEXT, "", "Wave of enlargement."},
    {"gdp_bn_eur", CGAP_COLUMN_REAL, "bn EUR", "Gross domestic product."},
    {"population_million", CGAP_COLUMN_REAL, "million", "Population."},
    {"administrative_capacity", CGAP_COLUMN_REAL, "index 0..1", "Capacity to transpose and apply law."},
    {"gci_2014", CGAP_COLUMN_REAL, "index 0..1", "ITU Global Cybersecurity Index 2014."},
    {"gci_2017", CGAP_COLUMN_REAL, "index 0..1", "The same, 2017 edition."},
    {"gci_2018", CGAP_COLUMN_REAL, "index 0..1", "The same, 2018 edition."},
    {"gci_2020", CGAP_COLUMN_REAL, "index 0..1", "The same, 2020 edition."},
    {"sme", CGAP_COLUMN_REAL, "index 0..1", "Practice of small enterprises at the start."},
    {"enterprise", CGAP_COLUMN_REAL, "index 0..1", "Practice of large enterprises at the start."},
    {"administration", CGAP_COLUMN_REAL, "index 0..1", "Practice of the administration at the start."},
    {"people", CGAP_COLUMN_REAL, "index 0..1", "Practice of people at the start."},
    {"imputed", CGAP_COLUMN_TEXT, "", "yes when a figure of the start is imputed."},
};
/* clang-format on */

cgap_status
cgap_list_members(cgap_table *out, cgap_error *err)
{
    cgap_diagnostics diagnostics = CGAP_DIAGNOSTICS_INIT;
    cgap_place place = CGAP_PLACE_INIT;
    cgap_dataset *data = cgap_memory_array(1, sizeof *data);
    cgap_status status = cgap_place_find(&place, err);
    char *folder = NULL;

    cgap_table_init(out, "members", MEMBER_COLUMN, COUNT_OF(MEMBER_COLUMN));
    if (status == CGAP_OK) {
        folder = cgap_text_format("%s/data", place.scenarios);
        if (folder == NULL || data == NULL) {
            status = cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");
        }
    }
    if (status == CGAP_OK) {
        cgap_dataset_read(data, folder, &diagnostics);
        cgap_print_diagnostics(&diagnostics, false);
        status = cgap_diagnostics_failed(&diagnostics) ? CGAP_E_INPUT : CGAP_OK;
        if (status == CGAP_OK) {
            add_members(out, data);
            status = cgap_table_finish(out, err);
        }
        cgap_dataset_free(data);
    }
    cgap_diagnostics_free(&diagnostics);
    cgap_place_free(&place);
    free(folder);
    free(data);
    return status;
}
