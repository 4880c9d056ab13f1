/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/draws.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

enum { MOST_KEPT = 1 << 18 };

/* Rows for four times as many incidents as are expected at the start: their number grows
 * to twice that, and two fifths of the places are of replicates with fewer than another. */
static size_t
room_of(const cgap_model *model, size_t places)
{
    double expected = model->scenario->parameters.significant_incidents_2017 * model->dt;
    double rows = 4.0 * expected * (double) places;

    return rows < MOST_KEPT ? (size_t) rows : MOST_KEPT;
}

static bool
make_room_for_incidents(cgap_draws *self, const cgap_model *model, size_t places)
{
    const cgap_scenario *scenario = model->scenario;

    self->severity = scenario->severity;
    self->log_sd = scenario->parameters.log_sd_of_severity;
    self->tail_shape = scenario->parameters.severity_tail_shape;
    self->room = room_of(model, places);
    self->kept_from = cgap_memory_array(places, sizeof *self->kept_from);
    self->kept = cgap_memory_lanes(places * self->n * CGAP_LANE_MULTIPLE, sizeof *self->kept);
    self->size = cgap_memory_lanes(self->room * CGAP_LANE_MULTIPLE, sizeof *self->size);
    self->who = cgap_memory_lanes(self->room * CGAP_LANE_MULTIPLE, sizeof *self->who);
    return self->kept_from != NULL && self->kept != NULL && self->size != NULL && self->who != NULL;
}

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
        draft.has_uniform == NULL || !make_room_for_incidents(&draft, model, places)) {
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
    free(self->kept_from);
    free(self->kept);
    free(self->size);
    free(self->who);
    memset(self, 0, sizeof *self);
}

void
cgap_draws_begin(cgap_draws *self, uint32_t first)
{
    self->first = first;
    memset(self->has_normal, 0, self->n_tile * self->n_row * sizeof(bool));
    memset(self->has_uniform, 0, self->n_tile * self->n_row * sizeof(bool));
    self->n_kept = 0;
    for (size_t place = 0; place < self->n_tile * self->n_row; place++) {
        self->kept_from[place] = SIZE_MAX;
    }
}

bool
cgap_draws_serve(const cgap_draws *self, const cgap_model *model)
{
    return model->n == self->n && model->n_step < self->n_row &&
           memcmp(model->unit, self->unit, self->n * sizeof *self->unit) == 0;
}
