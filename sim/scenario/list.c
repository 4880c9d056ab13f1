/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parameter table and the types of instrument as tables for the user. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cgap/number.h"
#include "cgap/parameter.h"

static const cgap_column PARAMETER_COLUMNS[] = {
    {"key", CGAP_COLUMN_TEXT, "", "key in a scenario file and for --set; * stands for a name"},
    {"symbol", CGAP_COLUMN_TEXT, "", "symbol in the model note"},
    {"name", CGAP_COLUMN_TEXT, "", "meaning"},
    {"unit", CGAP_COLUMN_TEXT, "", "unit; 1 for a pure number"},
    {"default", CGAP_COLUMN_TEXT, "", "value where no file gives one"},
    {"min", CGAP_COLUMN_REAL, "", "smallest value that is accepted"},
    {"max", CGAP_COLUMN_REAL, "", "largest value that is accepted"},
    {"low", CGAP_COLUMN_REAL, "", "lower end of the plausible range of sensitivity analysis"},
    {"high", CGAP_COLUMN_REAL, "", "upper end of the plausible range"},
    {"distribution", CGAP_COLUMN_TEXT, "", "how sensitivity analysis samples it"},
    {"kind", CGAP_COLUMN_TEXT, "", "evidence or assumption"},
    {"source", CGAP_COLUMN_TEXT, "", "where the value comes from"},
};

static void
add_default(cgap_table *out, const cgap_parameter *row)
{
    char text[CGAP_NUMBER_SIZE];

    if (row->standard_text != NULL) {
        cgap_table_add_text(out, row->standard_text);
    } else if (row->type == CGAP_BOOLEAN) {
        cgap_table_add_text(out, row->standard != 0.0 ? "true" : "false");
    } else if (isnan(row->standard)) {
        cgap_table_add_text(out, "");
    } else {
        (void) cgap_number_format(row->standard, text);
        cgap_table_add_text(out, text);
    }
}

/* A choice with its words, which are nowhere else to be seen. */
static void
add_name(cgap_table *out, const cgap_parameter *row)
{
    char name[512];
    const char *word = row->choices;
    size_t length = (size_t) snprintf(name, sizeof name, "%.200s", row->name);

    for (bool first = true; word != NULL && length + 1 < sizeof name; first = false) {
        size_t n = strcspn(word, " ");
        const char *lead = first ? ": " : word[n] == '\0' ? " or " : ", ";

        (void) snprintf(name + length, sizeof name - length, "%s%.*s", lead, (int) n, word);
        length = strlen(name);
        word = word[n] == '\0' ? NULL : word + n + 1;
    }
    cgap_table_add_text(out, name);
}

cgap_status
cgap_parameter_list(cgap_table *out, cgap_error *err)
{
    size_t n;
    const cgap_parameter *table = cgap_parameter_table(&n);

    cgap_table_init(out, "parameters", PARAMETER_COLUMNS,
                    sizeof PARAMETER_COLUMNS / sizeof PARAMETER_COLUMNS[0]);
    for (size_t r = 0; r < n; r++) {
        const cgap_parameter *row = &table[r];
        bool is_word = row->type == CGAP_CHOICE || row->type == CGAP_BOOLEAN;

        cgap_table_add_text(out, row->key);
        cgap_table_add_text(out, row->symbol);
        add_name(out, row);
        cgap_table_add_text(out, row->unit);
        add_default(out, row);
        cgap_table_add_real(out, is_word ? NAN : row->min);
        cgap_table_add_real(out, is_word ? NAN : row->max);
        cgap_table_add_real(out, row->low);
        cgap_table_add_real(out, row->high);
        cgap_table_add_text(out, row->distribution);
        cgap_table_add_text(out, row->kind);
        cgap_table_add_text(out, row->source);
    }
    return cgap_table_finish(out, err);
}

static const cgap_column INSTRUMENT_COLUMNS[] = {
    {"type", CGAP_COLUMN_TEXT, "", "word for instruments.*.type"},
    {"meaning", CGAP_COLUMN_TEXT, "", "what kind of act it is"},
    {"in_force", CGAP_COLUMN_TEXT, "", "when it binds a state that takes part"},
    {"dates", CGAP_COLUMN_TEXT, "", "dates it needs"},
};

/* In the order of cgap_instrument_type; columns as above. */
static const char *const INSTRUMENT_TYPES[][4] = {
    {"directive", "law that each state transposes into its own",
     "from a random, state-specific date on: a low hazard from adoption to the deadline, a high "
     "one "
     "after it, divided by the complexity of the act",
     "adopted, applies (the deadline); both exact"},
    {"regulation", "law that binds directly", "from the date of application on", "applies"},
    {"scheme", "voluntary scheme, for instance of certification",
     "from the date of application on, for those who take part", "applies"},
};

const char *
cgap_instrument_type_text(size_t type, cgap_type_column column)
{
    return INSTRUMENT_TYPES[type][column];
}

cgap_status
cgap_instrument_type_list(cgap_table *out, cgap_error *err)
{
    cgap_table_init(out, "instruments", INSTRUMENT_COLUMNS,
                    sizeof INSTRUMENT_COLUMNS / sizeof INSTRUMENT_COLUMNS[0]);
    for (size_t t = 0; t < sizeof INSTRUMENT_TYPES / sizeof INSTRUMENT_TYPES[0]; t++) {
        for (size_t c = 0; c < 4; c++) {
            cgap_table_add_text(out, INSTRUMENT_TYPES[t][c]);
        }
    }
    return cgap_table_finish(out, err);
}
