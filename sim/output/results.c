/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/results.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cgap/memory.h"
#include "cgap/scenario.h"

static cgap_status
write_table(const char *folder, const cgap_folder_content *content, const cgap_table *table,
            cgap_error *err)
{
    cgap_status status = cgap_output_table(table, CGAP_FORMAT_CSV, folder, content->threads, err);

    return status == CGAP_OK && content->json
               ? cgap_output_table(table, CGAP_FORMAT_JSON, folder, content->threads, err)
               : status;
}

static void
write_workbook(const char *folder, const cgap_folder_content *content,
               const cgap_table *const *table, size_t n)
{
    char left_out[CGAP_LEFT_OUT_SIZE], *trouble = content->workbook_trouble;
    cgap_error err = CGAP_ERROR_INIT;
    cgap_status status = cgap_workbook_write(folder, table, n, left_out, &err);

    if (trouble != NULL && status != CGAP_OK) {
        (void) snprintf(trouble, CGAP_WORKBOOK_TROUBLE, "no workbook: %s", err.text);
    } else if (trouble != NULL && left_out[0] != '\0') {
        (void) snprintf(trouble, CGAP_WORKBOOK_TROUBLE,
                        "tables.xlsx has no sheet for %s: a sheet holds %d rows at most; the CSV "
                        "file has them all",
                        left_out, (int) CGAP_SHEET_ROWS);
    }
}

/* What other programs read the tables by: the package, and the workbook when it is wanted. */
static cgap_status
describe_tables(const char *folder, const cgap_folder_content *content, const cgap_table *columns,
                cgap_error *err)
{
    size_t n = content->n_table + 1;
    const cgap_table **all = cgap_memory_array(n, sizeof *all);
    cgap_status status;

    if (all == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "%s: out of memory", folder);
    }
    for (size_t t = 0; t < content->n_table; t++) {
        all[t] = content->table[t];
    }
    all[content->n_table] = columns;
    status = cgap_output_package(folder, all, n, err);
    if (status == CGAP_OK && content->workbook) {
        write_workbook(folder, content, all, n);
    }
    free(all);
    return status;
}

static cgap_status
write_tables(const char *folder, const cgap_folder_content *content, cgap_error *err)
{
    cgap_table columns;
    cgap_status status =
        cgap_output_columns(&columns, content->table, content->n_table, content->measure, err);

    if (status == CGAP_OK) {
        status = write_table(folder, content, &columns, err);
    }
    for (size_t t = 0; status == CGAP_OK && t < content->n_table; t++) {
        status = write_table(folder, content, content->table[t], err);
    }
    if (status == CGAP_OK) {
        status = describe_tables(folder, content, &columns, err);
    }
    cgap_table_free(&columns);
    return status;
}

static cgap_status
write_scenario(const char *folder, const char *name, const char *text, cgap_error *err)
{
    char *path = cgap_text_format("%s/%s.cfg", folder, name);
    cgap_status status;

    if (path == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "%s: out of memory", folder);
    }
    status = cgap_output_text(path, text, err);
    free(path);
    return status;
}

static cgap_status
write_scenarios(const char *folder, const cgap_manifest *manifest, cgap_error *err)
{
    char *inner = cgap_text_format("%s/scenarios", folder);
    cgap_status status = CGAP_OK;

    if (inner == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "%s: out of memory", folder);
    }
    if (mkdir(inner, 0777) != 0) {
        status = cgap_error_fail(err, CGAP_E_IO, "%s: the folder cannot be created (%s)", inner,
                                 strerror(errno));
    }
    for (size_t s = 0; status == CGAP_OK && s < manifest->n_scenario; s++) {
        const char *name = manifest->scenario[s]->name;

        status =
            cgap_scenario_name_valid(name)
                ? write_scenario(inner, name, manifest->canonical[s], err)
                : cgap_error_fail(err, CGAP_E_INPUT,
                                  "scenario '%s': the name cannot be part of a file name", name);
    }
    free(inner);
    return status;
}

cgap_status
cgap_results_write(const char *folder, const cgap_folder_content *content, cgap_error *err)
{
    const cgap_manifest *manifest = content->manifest;
    cgap_status status = write_tables(folder, content, err);

    if (status == CGAP_OK) {
        status = content->several ? write_scenarios(folder, manifest, err)
                                  : write_scenario(folder, "scenario", manifest->canonical[0], err);
    }
    return status == CGAP_OK ? cgap_manifest_write(manifest, folder, err) : status;
}
