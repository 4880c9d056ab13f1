/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Leaving the state of a run where other scenarios part from it, and going on from there. */
#include "record_internal.h"

#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "cgap/trunk.h"

static cgap_status
create_tile(cgap_fork_tile *out, const cgap_layout *layout, cgap_error *err)
{
    cgap_status status = cgap_block_create(&out->block, layout->model, V, err);

    if (status != CGAP_OK) {
        return status;
    }
    out->work = cgap_memory_lanes(record_work_kept(layout), sizeof *out->work);
    return out->work != NULL ? CGAP_OK
                             : cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for a fork");
}

cgap_status
cgap_fork_create(cgap_fork *out, const cgap_layout *layout, size_t step, size_t lanes,
                 cgap_error *err)
{
    cgap_fork draft = {.step = step, .n_tile = (lanes + V - 1) / V};
    cgap_status status = CGAP_OK;

    draft.tile = cgap_memory_array(draft.n_tile, sizeof *draft.tile);
    if (draft.tile == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for a fork");
    }
    for (size_t t = 0; t < draft.n_tile && status == CGAP_OK; t++) {
        status = create_tile(&draft.tile[t], layout, err);
    }
    if (status != CGAP_OK) {
        cgap_fork_free(&draft);
        return status;
    }
    *out = draft;
    return CGAP_OK;
}

void
cgap_fork_free(cgap_fork *self)
{
    for (size_t t = 0; self->tile != NULL && t < self->n_tile; t++) {
        cgap_block_free(&self->tile[t].block);
        free(self->tile[t].work);
    }
    free(self->tile);
    memset(self, 0, sizeof *self);
}

void
cgap_record_leave(const cgap_record *self)
{
    size_t match[CGAP_MAX_INSTRUMENT];

    for (size_t p = 0; p < self->layout->model->n_instrument; p++) {
        match[p] = p;
    }
    for (size_t f = 0; f < self->n_fork; f++) {
        cgap_fork_tile *tile = &self->fork[f].tile[self->from / V];

        if (self->fork[f].step == self->block.step) {
            cgap_block_branch(&tile->block, &self->block, match);
            memcpy(tile->work, self->work, record_work_kept(self->layout) * sizeof *self->work);
            memcpy(tile->ranked, self->ranked, sizeof self->ranked);
            tile->both = self->both;
        }
    }
}

void
cgap_record_branch(cgap_record *self)
{
    const cgap_fork_tile *tile = &self->trunk->tile[self->from / V];

    cgap_block_branch(&self->block, &tile->block, self->common_law);
    memcpy(self->work, tile->work, record_work_kept(self->layout) * sizeof *self->work);
    memcpy(self->ranked, tile->ranked, sizeof self->ranked);
    self->both = tile->both;
}
