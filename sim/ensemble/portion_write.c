/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of sums: writing. */
#include "cgap/portion.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/durable.h"
#include "cgap/memory.h"
#include "portion_format.h"
#include "portion_internal.h"
#include "stream.h"

static void
put_cell(cgap_stream *out, const cgap_summary_cell *cell)
{
    uint32_t low = 0, high = cell->n_bin;

    cgap_stream_put_count(out, cell->n);
    if (cell->n == 0) {
        return;
    }
    while (cgap_cell_count(cell, low) == 0) { /* some bin is not empty, since n is not 0 */
        low++;
    }
    while (cgap_cell_count(cell, high - 1) == 0) {
        high--;
    }
    cgap_stream_put_wide(out, cell->lowest + (int64_t) low);
    cgap_stream_put_count(out, high - low);
    for (uint32_t b = low; b < high; b++) {
        cgap_stream_put_count(out, cgap_cell_count(cell, b));
    }
    cgap_stream_put_real(out, cell->least);
    cgap_stream_put_real(out, cell->most);
    cgap_stream_put_wide(out, cell->sum);
    cgap_stream_put_wide(out, cell->sum_coarse);
    cgap_stream_put_wide(out, cell->squares);
}

static void
put_difference(cgap_stream *out, const cgap_difference_cell *cell)
{
    cgap_stream_put_count(out, cell->n);
    cgap_stream_put_count(out, cell->better);
    cgap_stream_put_count(out, cell->equal);
    cgap_stream_put_wide(out, cell->sum);
    cgap_stream_put_wide(out, cell->sum_coarse);
    cgap_stream_put_wide(out, cell->squares);
}

static void
put_kept(cgap_stream *out, const cgap_portion *self, size_t k)
{
    const cgap_ensemble *ensemble = self->ensemble;

    for (size_t r = 0; r < self->covered->n; r++) {
        cgap_range range = self->covered->range[r];
        size_t kept = cgap_portion_kept(ensemble, self->first, range);

        cgap_stream_put_count(out, kept);
        for (size_t t = 0; kept > 0 && t < ensemble->n_trace; t++) {
            const double *value =
                ensemble->member[k].traced + t * ensemble->n_traced + (range.from - self->first);

            for (size_t i = 0; i < kept; i++) {
                cgap_stream_put_real(out, value[i]);
            }
        }
    }
}

static void
put_portion(cgap_stream *out, const cgap_portion *self)
{
    const cgap_ensemble *ensemble = self->ensemble;

    cgap_stream_put(out, CGAP_PORTION_MARK, CGAP_PORTION_MARK_LENGTH);
    cgap_stream_put_count(out, strlen(self->identity));
    cgap_stream_put(out, self->identity, strlen(self->identity));
    cgap_stream_put_count(out, self->covered->n);
    for (size_t r = 0; r < self->covered->n; r++) {
        cgap_stream_put_count(out, self->covered->range[r].from);
        cgap_stream_put_count(out, self->covered->range[r].to);
    }
    cgap_stream_put_count(out, ensemble->n);
    cgap_stream_put_count(out, ensemble->n_trace);
    for (size_t k = 0; k < ensemble->n; k++) {
        cgap_stream_put_count(out, cgap_portion_cells(ensemble, k));
        for (size_t s = 0; s < cgap_portion_cells(ensemble, k); s++) {
            cgap_loan at = cgap_ensemble_place(ensemble, k, s);

            put_cell(out, &self->cell[at.scenario][at.slot]);
        }
        for (size_t d = 0; d < cgap_portion_differences(ensemble, k); d++) {
            put_difference(out, &self->difference[k][d]);
        }
        put_kept(out, self, k);
    }
}

void
cgap_portion_release(cgap_portion *self)
{
    free((void *) self->cell);
    free((void *) self->difference);
    memset(self, 0, sizeof *self);
}

cgap_status
cgap_portion_of_ensemble(cgap_portion *out, const cgap_ensemble *ensemble, const cgap_plan *plan,
                         const cgap_coverage *covered, cgap_error *err)
{
    cgap_summary_cell **cell = cgap_memory_array(ensemble->n, sizeof *cell);
    cgap_difference_cell **difference = cgap_memory_array(ensemble->n, sizeof *difference);

    *out = (cgap_portion){plan->identity, ensemble, plan->first, covered, cell, difference};
    if (cell == NULL || difference == NULL) {
        cgap_portion_release(out);
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for the sums");
    }
    for (size_t k = 0; k < ensemble->n; k++) {
        cell[k] = ensemble->member[k].cell;
        difference[k] = ensemble->member[k].difference;
    }
    return CGAP_OK;
}

cgap_status
cgap_portion_write(const cgap_portion *self, FILE *file, const char *name, cgap_error *err)
{
    cgap_stream *out = cgap_memory_array(1, sizeof *out);
    cgap_status status;

    if (out == NULL) {
        (void) fclose(file);
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for %s", name);
    }
    cgap_stream_write_to(out, file, name);
    put_portion(out, self);
    status = cgap_stream_close(out, err);

    free(out);
    return status;
}

cgap_status
cgap_portion_save(const cgap_portion *self, const char *path, cgap_error *err)
{
    cgap_stream *out = cgap_memory_array(1, sizeof *out);
    char *aside = cgap_text_format("%s.part", path);
    cgap_status status = CGAP_OK;

    if (out == NULL || aside == NULL) {
        status = cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for %s", path);
    }
    if (status == CGAP_OK) {
        status = cgap_stream_create(out, aside, err);
    }
    if (status == CGAP_OK) {
        put_portion(out, self);
        status = cgap_stream_close(out, err);
    }
    if (status == CGAP_OK && rename(aside, path) != 0) {
        status = cgap_error_fail(err, CGAP_E_IO, "%s: cannot be renamed to %s: %s", aside, path,
                                 strerror(errno));
        (void) remove(aside);
    } else if (status == CGAP_OK) {
        cgap_durable_name(path);
    }
    free(aside);
    free(out);
    return status;
}
