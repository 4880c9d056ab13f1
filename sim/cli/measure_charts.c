/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure_charts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "cgap/panel_charts.h"
#include "cgap/panel_tables.h"

#include "build.h"
#include "interrupt.h"
#include "message.h"
#include "place.h"

enum { PROCESSES = 2 };

cgap_status
measure_charts_begin(measure_charts *self, const measure_request *request, cgap_error *err)
{
    if (request->charts == NULL) {
        return CGAP_OK;
    }
    return cgap_folder_begin(&self->folder, request->charts,
                             request->force ? CGAP_FOLDER_REPLACE_FIGURES : CGAP_FOLDER_REFUSE,
                             err);
}

void
measure_charts_free(measure_charts *self)
{
    cgap_folder_free(&self->folder);
}

/* What figures there are, from tables made already. */
static cgap_status
draw(const measure_charts *self, const measure_rows *rows, const cgap_panel_tables *tables,
     size_t dropped, cgap_error *err)
{
    const measure_request *request = rows->request;
    const char *slash = strrchr(request->panel, '/');
    const cgap_panel_charts what = {
        .spread = &tables->spread,
        .units = &tables->units,
        .growth = &tables->growth,
        .span = &tables->span,
        .lorenz = &tables->lorenz,
        .clubs = rows->clubs == NULL ? NULL : &tables->clubs,
        .panel = slash == NULL ? request->panel : slash + 1,
        .version = cgap_build_info()->version,
        .logarithm = request->logarithm,
        .lower_is_better = request->options.lower_is_better,
        .dropped = dropped,
        .confidence = rows->bounds == NULL ? NAN : request->confidence,
    };
    cgap_diagnostics left_out = CGAP_DIAGNOSTICS_INIT;
    cgap_place place = CGAP_PLACE_INIT;
    cgap_status status = cgap_place_find(&place, err);
    size_t drawn = 0;

    if (status == CGAP_OK) {
        const cgap_chart_options how = {place.plots,      NULL, NULL, NULL, NULL, PROCESSES,
                                        request->language};

        status = cgap_panel_charts_draw(self->folder.draft, &what, &how, &left_out, &drawn, err);
    }
    if (status == CGAP_OK) {
        cgap_print_diagnostics(&left_out, true);
        cgap_say("%zu figure%s: %s", drawn, drawn == 1 ? "" : "s", request->charts);
        cgap_warn_of_letters(self->folder.draft, ".", NULL);
    }
    cgap_diagnostics_free(&left_out);
    cgap_place_free(&place);
    return status;
}

/* The tables beside the figures, and the mark by which --force knows a folder of ours. */
static cgap_status
write(const measure_charts *self, const measure_rows *rows, const cgap_panel_tables *tables,
      cgap_error *err)
{
    const cgap_table *const all[] = {&tables->spread, &tables->units,  &tables->growth,
                                     &tables->span,   &tables->lorenz, &tables->clubs};
    const cgap_build *build = cgap_build_info();
    char *data = cgap_text_format("%s/data", self->folder.draft);
    char *manifest = cgap_text_format("%s/manifest.json", self->folder.draft);
    char *text =
        cgap_text_format("{\n  \"program\": \"cgap\",\n  \"version\": \"%s\",\n  \"commit\": "
                         "\"%s\",\n  \"command\": \"measure\"\n}\n",
                         build->version, build->commit);
    cgap_status status = CGAP_OK;

    if (data == NULL || manifest == NULL || text == NULL) {
        status = cgap_error_fail(err, CGAP_E_MEMORY, "out of memory while writing figures");
    }
    for (size_t k = 0; k < sizeof all / sizeof all[0] && status == CGAP_OK; k++) {
        if (all[k]->n_row > 0) {
            status = cgap_output_table(all[k], CGAP_FORMAT_CSV, data, 1, err);
        }
    }
    if (status == CGAP_OK) {
        status = cgap_output_table(rows->table, rows->request->format, data, 1, err);
    }
    if (status == CGAP_OK) {
        status = cgap_output_text(manifest, text, err);
    }
    free(data);
    free(manifest);
    free(text);
    return status;
}

cgap_status
measure_charts_draw(measure_charts *self, const measure_rows *rows, size_t dropped, cgap_error *err)
{
    const measure_request *request = rows->request;
    const cgap_panel_tables_input in = {rows->view, (const char *const *) rows->panel->unit,
                                        request->options.lower_is_better, rows->clubs,
                                        rows->bounds};
    cgap_panel_tables tables;
    cgap_status status;

    if (request->charts == NULL) {
        return CGAP_OK;
    }
    memset(&tables, 0, sizeof tables);
    status = cgap_panel_tables_make(&tables, &in, err);
    if (status == CGAP_OK) {
        status = cgap_interrupt_check(draw(self, rows, &tables, dropped, err), err);
    }
    if (status == CGAP_OK) {
        status = write(self, rows, &tables, err);
    }
    if (status == CGAP_OK) {
        status = cgap_folder_commit(&self->folder, err);
    }
    cgap_panel_tables_free(&tables);
    return status;
}
