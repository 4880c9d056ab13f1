/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory of a block: one aligned piece, laid out by one list. */
#include "model_internal.h"

#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

typedef struct field {
    double **at;
    size_t n; /* rows of `lanes` doubles */
} field;

enum { N_FIELD_MAX = 80 };

static size_t
list_fields(cgap_block *b, field out[N_FIELD_MAX])
{
    size_t n = b->model->n, p = b->model->n_instrument;
    size_t attribution = CGAP_N_LAYER * b->model->n_mechanism;
    const field fields[] = {
        {&b->capability, CGAP_N_CAPABILITY * n},
        {&b->next, CGAP_N_CAPABILITY * n},
        {&b->formal_index, n},
        {&b->practice_index, n},
        {&b->index_next, n},
        {&b->steady, CGAP_N_CAPABILITY * n},
        {&b->enabling_start, CGAP_N_PRACTICE * n},
        {&b->log_enabling_start, CGAP_N_PRACTICE * n},
        {&b->formal_start, n},
        {&b->date, p * n},
        {&b->implementation, p * n},
        {&b->transposed, p * n},
        {&b->tie, n * n},
        {&b->peer_pull, CGAP_N_CAPABILITY * n},
        {&b->peer_rate, CGAP_N_CAPABILITY * n},
        {&b->information, n},
        {&b->absorbed, n},
        {&b->share, n},
        {&b->log_factor, 5 * n},
        {&b->shock, n},
        {&b->common_shock, 1},
        {&b->supplier, n},
        {&b->supplier_start, n},
        {&b->revenue, n},
        {&b->revenue_start, n},
        {&b->access, n},
        {&b->access_start, n},
        {&b->rest_of_world, 1},
        {&b->integration, 1},
        {&b->sme_share, 1},
        {&b->total_revenue, 1},
        {&b->total_revenue_start, 1},
        {&b->strength, n},
        {&b->breach, CGAP_N_PRACTICE * n},
        {&b->breach_mean, n},
        {&b->breach_reference, 1},
        {&b->attack_start, 1},
        {&b->arrival_start, n},
        {&b->severity_mean, 1},
        {&b->excitation, n},
        {&b->count, n},
        {&b->loss, n},
        {&b->loss_by, CGAP_N_PRACTICE * n},
        {&b->expected_loss, n},
        {&b->expected_by, CGAP_N_PRACTICE * n},
        {&b->work, CGAP_N_PRACTICE * n},
        {&b->salience, n},
        {&b->trust, n},
        {&b->law_reach, 3},
        {&b->frontier, CGAP_N_FORMAL},
        {&b->target_weight, n},
        {&b->step_sum, attribution},
        {&b->step_cross, attribution},
        {&b->level_sum, CGAP_N_LAYER},
        {&b->change_of_mean, attribution},
        {&b->change_of_variance, attribution},
    };

    memcpy(out, fields, sizeof fields);
    return sizeof fields / sizeof fields[0];
}

cgap_status
cgap_block_create(cgap_block *out, const cgap_model *model, size_t lanes, cgap_error *err)
{
    cgap_block draft;
    field fields[N_FIELD_MAX];
    size_t n_field, rows = 0, used = 0, n = model->n;

    memset(&draft, 0, sizeof draft);
    draft.model = model;
    draft.lanes = (lanes + V - 1) / V * V;
    n_field = list_fields(&draft, fields);
    for (size_t f = 0; f < n_field; f++) {
        rows += fields[f].n;
    }
    draft.storage = cgap_memory_lanes(rows * draft.lanes + n * n, sizeof(double));
    if (draft.storage == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for %zu replicates side by side",
                               draft.lanes);
    }
    for (size_t f = 0; f < n_field; f++) {
        *fields[f].at = draft.storage + used;
        used += fields[f].n * draft.lanes;
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
