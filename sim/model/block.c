/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory of a block: one aligned piece, laid out by one list. */
#include "fields.h"
#include "model_internal.h"

#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

size_t
cgap_block_fields(cgap_block *b, cgap_field out[CGAP_MOST_FIELDS])
{
    size_t n = b->model->n, p = b->model->n_instrument;
    size_t attribution = CGAP_N_LAYER * b->model->n_mechanism;
    const cgap_field fields[] = {
        {&b->capability, CGAP_N_CAPABILITY * n, CGAP_OF_STATES},
        {&b->next, CGAP_N_CAPABILITY * n, CGAP_OF_STATES},
        {&b->formal_index, n, CGAP_OF_STATES},
        {&b->practice_index, n, CGAP_OF_STATES},
        {&b->index_next, n, CGAP_OF_STATES},
        {&b->steady, CGAP_N_CAPABILITY * n, CGAP_OF_STATES},
        {&b->enabling_start, CGAP_N_PRACTICE * n, CGAP_OF_STATES},
        {&b->log_enabling_start, CGAP_N_PRACTICE * n, CGAP_OF_STATES},
        {&b->formal_start, n, CGAP_OF_STATES},
        {&b->date, p * n, CGAP_OF_LAWS},
        {&b->implementation, p * n, CGAP_OF_LAWS},
        {&b->transposed, p * n, CGAP_OF_LAWS},
        {&b->tie, n * n, CGAP_OF_STATES},
        {&b->peer_pull, CGAP_N_CAPABILITY * n, CGAP_OF_STATES},
        {&b->peer_rate, CGAP_N_CAPABILITY * n, CGAP_OF_STATES},
        {&b->information, n, CGAP_OF_STATES},
        {&b->absorbed, n, CGAP_OF_STATES},
        {&b->share, n, CGAP_OF_STATES},
        {&b->log_factor, 5 * n, CGAP_OF_STATES},
        {&b->shock, n, CGAP_OF_STATES},
        {&b->common_shock, 1, CGAP_OF_STATES},
        {&b->supplier, n, CGAP_OF_STATES},
        {&b->supplier_start, n, CGAP_OF_STATES},
        {&b->revenue, n, CGAP_OF_STATES},
        {&b->log_revenue_start, n, CGAP_OF_STATES},
        {&b->access, n, CGAP_OF_STATES},
        {&b->log_access_start, n, CGAP_OF_STATES},
        {&b->rest_of_world, 1, CGAP_OF_STATES},
        {&b->integration, 1, CGAP_OF_STATES},
        {&b->sme_share, 1, CGAP_OF_STATES},
        {&b->total_revenue, 1, CGAP_OF_STATES},
        {&b->total_revenue_start, 1, CGAP_OF_STATES},
        {&b->strength, n, CGAP_OF_STATES},
        {&b->breach, CGAP_N_PRACTICE * n, CGAP_OF_STATES},
        {&b->breach_mean, n, CGAP_OF_STATES},
        {&b->breach_reference, 1, CGAP_OF_STATES},
        {&b->attack_start, 1, CGAP_OF_STATES},
        {&b->arrival_start, n, CGAP_OF_STATES},
        {&b->severity_mean, 1, CGAP_OF_STATES},
        {&b->excitation, n, CGAP_OF_STATES},
        {&b->count, n, CGAP_OF_STATES},
        {&b->loss, n, CGAP_OF_STATES},
        {&b->loss_by, CGAP_N_PRACTICE * n, CGAP_OF_STATES},
        {&b->expected_loss, n, CGAP_OF_STATES},
        {&b->expected_by, CGAP_N_PRACTICE * n, CGAP_OF_STATES},
        {&b->work, CGAP_N_PRACTICE * n, CGAP_OF_STATES},
        {&b->salience, n, CGAP_OF_STATES},
        {&b->trust, n, CGAP_OF_STATES},
        {&b->law_reach, 3, CGAP_OF_STATES},
        {&b->frontier, CGAP_N_FORMAL, CGAP_OF_STATES},
        {&b->target_weight, n, CGAP_OF_STATES},
        {&b->effort, (1 + CGAP_MAX_EFFORT * CGAP_EFFORT_ROWS) * n, CGAP_OF_ONE_STEP},
        {&b->enabled, CGAP_N_PRACTICE * n, CGAP_OF_ONE_STEP},
        {&b->pulls, CGAP_N_FORMAL * cgap_pulls_rows(b->model) * n, CGAP_OF_ONE_STEP},
        {&b->index_ends, n, CGAP_OF_ONE_STEP},
        {&b->described, CGAP_TIE_ROWS * n, CGAP_OF_ONE_STEP},
        {&b->change_of_mean, attribution, CGAP_OF_MECHANISMS},
        {&b->change_of_variance, attribution, CGAP_OF_MECHANISMS},
    };

    memcpy(out, fields, sizeof fields);
    return sizeof fields / sizeof fields[0];
}

/* Numbers of a field: work of a step is done tile by tile, in the same rows. */
static size_t
room_of(const cgap_field *field, size_t lanes)
{
    return field->n * (field->of == CGAP_OF_ONE_STEP ? (size_t) V : lanes);
}

cgap_status
cgap_block_create(cgap_block *out, const cgap_model *model, size_t lanes, cgap_error *err)
{
    cgap_block draft;
    cgap_field fields[CGAP_MOST_FIELDS] = {{NULL, 0, 0}};
    size_t n_field, room = 0, used = 0, n = model->n;

    memset(&draft, 0, sizeof draft);
    draft.model = model;
    draft.lanes = (lanes + V - 1) / V * V;
    n_field = cgap_block_fields(&draft, fields);
    for (size_t f = 0; f < n_field; f++) {
        room += room_of(&fields[f], draft.lanes);
    }
    draft.storage = cgap_memory_lanes(room + n * n, sizeof(double));
    if (draft.storage == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for %zu replicates side by side",
                               draft.lanes);
    }
    for (size_t f = 0; f < n_field; f++) {
        *fields[f].at = draft.storage + used;
        used += room_of(&fields[f], draft.lanes);
    }
    draft.platform = draft.storage + used;
    *out = draft;
    return CGAP_OK;
}

void
cgap_block_free(cgap_block *self)
{
    free(self->storage);
    memset(self, 0, sizeof *self);
}
