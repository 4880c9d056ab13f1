/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/draws.h"

#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

cgap_status
cgap_draws_create(cgap_draws *out, const cgap_model *model, size_t lanes, cgap_error *err)
{
    cgap_draws draft = {.n_tile = (lanes + CGAP_LANE_MULTIPLE - 1) / CGAP_LANE_MULTIPLE,
                        .n_row = model->n_step + 1,
                        .n = model->n};
    size_t places = draft.n_tile * draft.n_row;

    memcpy(draft.unit, model->unit, sizeof draft.unit);
    draft.normal = cgap_memory_lanes(places * (1 + draft.n) * CGAP_LANE_MULTIPLE, sizeof(double));
    draft.uniform = cgap_memory_lanes(places * draft.n * CGAP_LANE_MULTIPLE, sizeof(double));
    draft.has_normal = cgap_memory_array(places, sizeof(bool));
    draft.has_uniform = cgap_memory_array(places, sizeof(bool));
    if (draft.normal == NULL || draft.uniform == NULL || draft.has_normal == NULL ||
        draft.has_uniform == NULL) {
        cgap_draws_free(&draft);
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for the draws of a block");
    }
    *out = draft;
    return CGAP_OK;
}

void
cgap_draws_free(cgap_draws *self)
{
    free(self->normal);
    free(self->uniform);
    free(self->has_normal);
    free(self->has_uniform);
    memset(self, 0, sizeof *self);
}

void
cgap_draws_begin(cgap_draws *self, uint32_t first)
{
    self->first = first;
    memset(self->has_normal, 0, self->n_tile * self->n_row * sizeof(bool));
    memset(self->has_uniform, 0, self->n_tile * self->n_row * sizeof(bool));
}

bool
cgap_draws_serve(const cgap_draws *self, const cgap_model *model)
{
    return model->n == self->n && model->n_step < self->n_row &&
           memcmp(model->unit, self->unit, self->n * sizeof *self->unit) == 0;
}
