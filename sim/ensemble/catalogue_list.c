/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The catalogue as a table. */
#include "catalogue.h"

#include <stdio.h>

static const cgap_column LIST_COLUMN[] = {
    {"name", CGAP_COLUMN_TEXT, "", "name in union.csv, or of a variable in members.csv"},
    {"scope", CGAP_COLUMN_TEXT, "",
     "run: a quantity of the Union; index, capability: what a layer may be; member: a variable"},
    {"unit", CGAP_COLUMN_TEXT, "", "unit"},
    {"better", CGAP_COLUMN_TEXT, "", "more or less is better; empty: neither"},
    {"meaning", CGAP_COLUMN_TEXT, "", "definition and convention"},
};

/* What the names in angle brackets stand for. */
static const cgap_quantity PLACEHOLDER[] = {
    {"<layer>", "index 0..1", "an index or a capability, each listed below", CGAP_GRID_SHARE, 1},
    {"<index>", "index 0..1", "formal, practice or combined", CGAP_GRID_SHARE, 1},
};

static const cgap_quantity INDEX[N_INDEX] = {
    {"formal", "index 0..1", "mean of the five formal capabilities with parameters.pillar_weight",
     CGAP_GRID_SHARE, 1},
    {"practice", "index 0..1", "plain mean of the four kinds of practice", CGAP_GRID_SHARE, 1},
    {"combined", "index 0..1",
     "both indices mixed as in defence: practice with parameters.weight_of_practice_in_defence, "
     "formal with the rest",
     CGAP_GRID_SHARE, 1},
};

static void
list_rows(cgap_table *out, const char *scope, const cgap_quantity *quantity, size_t n,
          const char *const affix[2])
{
    static const char *const better[] = {"less", "", "more"};

    for (size_t q = 0; q < n; q++) {
        char name[200];

        (void) snprintf(name, sizeof name, "%.20s%.140s%.20s", affix[0], quantity[q].name,
                        affix[1]);
        cgap_table_add_text(out, name);
        cgap_table_add_text(out, scope);
        cgap_table_add_text(out, quantity[q].unit);
        cgap_table_add_text(out, better[quantity[q].direction + 1]);
        cgap_table_add_text(out, quantity[q].meaning);
    }
}

static void
list_capabilities(cgap_table *out, const char *scope)
{
    static const char *const none[2] = {"", ""};

    for (size_t k = 0; k < CGAP_N_CAPABILITY; k++) {
        cgap_quantity row = CGAP_LEVEL;

        (void) snprintf(row.name, sizeof row.name, "%s", cgap_capability_name(k));
        row.meaning = cgap_capability_meaning(k);
        list_rows(out, scope, &row, 1, none);
    }
}

static void
list_variables(cgap_table *out)
{
    static const char *const none[2] = {"", ""}, *const law[2] = {"", "_<instrument>"};

    list_capabilities(out, "member");
    list_rows(out, "member", INDEX, CGAP_LAYER_CAPABILITY, none);
    list_rows(out, "member", CGAP_MEMBER_FIXED, CGAP_N_MEMBER_NAMED, none);
    list_rows(out, "member", CGAP_MEMBER_INSTRUMENT, 2, law);
}

cgap_status
cgap_record_list(cgap_table *out, cgap_error *err)
{
    static const char *const none[2] = {"", ""}, *const layer[2] = {"<layer>_", ""},
                             *const index[2] = {"<index>_", ""},
                             *const law[2] = {"", "_<instrument>"};

    cgap_table_init(out, "measures", LIST_COLUMN, sizeof LIST_COLUMN / sizeof LIST_COLUMN[0]);
    list_rows(out, "run", CGAP_EACH_LAYER, N_EACH_LAYER, layer);
    list_rows(out, "run", CGAP_EACH_INDEX, N_EACH_INDEX, index);
    list_rows(out, "run", CGAP_UNION_FIXED, N_UNION_FIXED, none);
    list_rows(out, "run", CGAP_PER_INSTRUMENT, 2, law);
    list_rows(out, "run", PLACEHOLDER, 2, none);
    list_rows(out, "index", INDEX, N_INDEX, none);
    list_capabilities(out, "capability");
    list_variables(out);
    return cgap_table_finish(out, err);
}
