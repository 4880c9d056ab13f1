/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cgap list measures: what `cgap measure` has for any panel, then what runs record. */
#include "cgap/measures.h"
#include "cgap/record.h"

#include "lists.h"

static void
add_recorded(cgap_table *out, const cgap_table *recorded)
{
    size_t name = cgap_table_find(recorded, "name"), unit = cgap_table_find(recorded, "unit");
    size_t scope = cgap_table_find(recorded, "scope");
    size_t better = cgap_table_find(recorded, "better");
    size_t meaning = cgap_table_find(recorded, "meaning");

    for (size_t r = 0; r < recorded->n_row; r++) {
        cgap_table_add_text(out, cgap_table_text(recorded, r, name));
        cgap_table_add_text(out, cgap_table_text(recorded, r, scope));
        cgap_table_add_text(out, cgap_table_text(recorded, r, unit));
        cgap_table_add_text(out, cgap_table_text(recorded, r, better));
        cgap_table_add_text(out, cgap_table_text(recorded, r, meaning));
        cgap_table_add_text(out, "");
    }
}

cgap_status
cgap_list_measures(cgap_table *out, cgap_error *err)
{
    cgap_table recorded;
    cgap_status status;

    cgap_table_init(&recorded, "measures", NULL, 0);
    status = cgap_measure_list(out, err);
    if (status == CGAP_OK) {
        status = cgap_record_list(&recorded, err);
    }
    if (status == CGAP_OK) {
        add_recorded(out, &recorded);
        status = cgap_table_finish(out, err);
    }
    cgap_table_free(&recorded);
    return status;
}
