/* SPDX-License-Identifier: GPL-3.0-or-later */
/* datapackage.json: the tables of a folder described as Frictionless Data does, so that pandas, R
 * and others read them with types, units and missing values. */
#include <jansson.h>
#include <stdbool.h>
#include <stdlib.h>

#include "cgap/memory.h"
#include "cgap/output.h"

/* Every allocation of the tree is checked at once: a NULL anywhere makes the whole NULL. */
static json_t *
field_of(const cgap_column *column)
{
    static const char *const type[] = {[CGAP_COLUMN_TEXT] = "string",
                                       [CGAP_COLUMN_REAL] = "number",
                                       [CGAP_COLUMN_COUNT] = "integer"};
    json_t *field = json_pack("{s:s, s:s, s:s}", "name", column->name, "type", type[column->type],
                              "description", column->meaning);

    if (field != NULL && column->unit[0] != '\0' &&
        json_object_set_new(field, "unit", json_string(column->unit)) != 0) {
        json_decref(field);
        field = NULL;
    }
    return field;
}

static json_t *
resource_of(const cgap_table *table)
{
    json_t *fields = json_array();
    char *path = cgap_text_format("%s.csv", table->name);
    json_t *out = NULL;
    bool fine = fields != NULL && path != NULL;

    for (size_t c = 0; fine && c < table->n_column; c++) {
        fine = json_array_append_new(fields, field_of(&table->column[c])) == 0;
    }
    if (fine) {
        out = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:{s:O, s:[s]}}", "name", table->name,
                        "path", path, "profile", "tabular-data-resource", "format", "csv",
                        "mediatype", "text/csv", "encoding", "utf-8", "schema", "fields", fields,
                        "missingValues", "");
    }
    json_decref(fields);
    free(path);
    return out;
}

cgap_status
cgap_output_package(const char *folder, const cgap_table *const *table, size_t n, cgap_error *err)
{
    json_t *resources = json_array(), *root = NULL;
    char *path = cgap_text_format("%s/datapackage.json", folder), *text = NULL;
    bool fine = resources != NULL && path != NULL;
    cgap_status status;

    for (size_t t = 0; fine && t < n; t++) {
        fine = json_array_append_new(resources, resource_of(table[t])) == 0;
    }
    if (fine) {
        root = json_pack("{s:s, s:s, s:s, s:O}", "profile", "tabular-data-package", "name",
                         "cgap-results", "title", "Results of cgap; origin in manifest.json",
                         "resources", resources);
        text = root == NULL ? NULL : json_dumps(root, JSON_INDENT(1));
    }
    status = text == NULL ? cgap_error_fail(err, CGAP_E_MEMORY, "%s: out of memory", folder)
                          : cgap_output_text(path, text, err);
    json_decref(root);
    json_decref(resources);
    free(path);
    free(text);
    return status;
}
