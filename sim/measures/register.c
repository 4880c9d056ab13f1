/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/measures.h"

#include <string.h>

#include "measure_table.h"

static const cgap_measure_info REGISTER[] = {
#define X(id, name, unit, better, needs, definition, reference)                                    \
    {name, unit, better, CGAP_SCOPE_DATE, definition, reference},
    DATE_TABLE(X)
#undef X
#define X(id, name, unit, better, needs, definition, reference)                                    \
    {name, unit, better, CGAP_SCOPE_SPAN, definition, reference},
        SPAN_TABLE(X)
#undef X
};

static const int NEEDS[] = {
#define X(id, name, unit, better, needs, definition, reference) needs,
    DATE_TABLE(X) SPAN_TABLE(X)
#undef X
};

enum { N_ALL = sizeof REGISTER / sizeof *REGISTER };

const size_t CGAP_N_DATE_MEASURE = N_DATE;
const size_t CGAP_N_SPAN_MEASURE = N_SPAN;

int
measure_needs(size_t measure)
{
    return NEEDS[measure];
}

const char *
need_text(int missing)
{
    static const char *const text[N_NEED] = {
#define X(id, words) words,
        NEED_TABLE(X)
#undef X
    };

    for (int k = 0; k < N_NEED; k++) {
        if ((missing >> k & 1) != 0) {
            return text[k];
        }
    }
    return NULL;
}

const cgap_measure_info *
cgap_measure_at(size_t k)
{
    return &REGISTER[k];
}

size_t
cgap_measure_find(const char *name)
{
    size_t k = 0;

    while (k < N_ALL && strcmp(REGISTER[k].name, name) != 0) {
        k++;
    }
    return k;
}

cgap_status
cgap_measure_list(cgap_table *out, cgap_error *err)
{
    static const cgap_column column[] = {
        {"measure", CGAP_COLUMN_TEXT, "", "name; in runs after the layer: formal_sd"},
        {"scope", CGAP_COLUMN_TEXT, "",
         "date, span (between two dates), run (union.csv), index or "
         "capability (what a name in brackets may be), member (a variable of members.csv)"},
        {"unit", CGAP_COLUMN_TEXT, "", "level = the unit of the panel, 1 = a pure number"},
        {"better", CGAP_COLUMN_TEXT, "", "which way the gap closes; empty where neither does"},
        {"definition", CGAP_COLUMN_TEXT, "", "formula and convention"},
        {"reference", CGAP_COLUMN_TEXT, "", "who defined it"}};
    static const char *const scope[] = {"date", "span"};

    cgap_table_init(out, "measures", column, sizeof column / sizeof *column);
    for (size_t k = 0; k < N_ALL; k++) {
        cgap_table_add_text(out, REGISTER[k].name);
        cgap_table_add_text(out, scope[REGISTER[k].scope]);
        cgap_table_add_text(out, REGISTER[k].unit);
        cgap_table_add_text(out, REGISTER[k].better);
        cgap_table_add_text(out, REGISTER[k].definition);
        cgap_table_add_text(out, REGISTER[k].reference);
    }
    return cgap_table_finish(out, err);
}
