/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a layout a run must record when it keeps traces only: their slots, and those that theirs
 * are computed from. */
#include "cgap/trace.h"
#include "record_internal.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

/* A quantity of the Union that the recorder computes from another one of the same row. */
typedef struct dependence {
    size_t of, on;
} dependence;

/* Quantity of the first of an index's measures beyond those of every layer. */
enum { FORMAL_INDEX = N_MEASURED * N_EACH_LAYER };
enum { FORMAL_WEIGHTED = FORMAL_INDEX + N_INDEX_MEASURE + N_INDEX_SPAN };

/* Those that others depend on stand after them, so that one pass finds all. */
static const dependence DEPENDS[] = {
    {UNION_FIXED + U_FRAGMENTATION_WEIGHTED, FORMAL_WEIGHTED},
    {UNION_FIXED + U_FRAGMENTATION_WEIGHTED, UNION_FIXED + U_MARKET_FRAGMENTATION},
    {UNION_FIXED + U_FRAGMENTATION, CGAP_LAYER_FORMAL *N_EACH_LAYER + AT_PLAYING_FIELD},
    {UNION_FIXED + U_FRAGMENTATION_PRACTICE, CGAP_LAYER_PRACTICE *N_EACH_LAYER + AT_PLAYING_FIELD},
    {UNION_FIXED + U_FRAGMENTATION_COMBINED, LAYER_COMBINED *N_EACH_LAYER + AT_PLAYING_FIELD},
};

/* Fragmentation of levels, index by index, has three more parts in common. */
static void
add_parts_of_fragmentation(bool *row)
{
    for (size_t index = 0; index < N_INDEX; index++) {
        if (row[UNION_FIXED + U_FRAGMENTATION + index]) {
            row[UNION_FIXED + U_REGIME_FRAGMENTATION] = true;
            row[UNION_FIXED + U_COOPERATION_EFFICIENCY] = true;
            row[UNION_FIXED + U_MARKET_FRAGMENTATION] = true;
        }
    }
}

static void
add_needed(bool *row, size_t n_instrument)
{
    for (size_t d = 0; d < sizeof DEPENDS / sizeof DEPENDS[0]; d++) {
        row[DEPENDS[d].on] = row[DEPENDS[d].on] || row[DEPENDS[d].of];
    }
    add_parts_of_fragmentation(row);
    for (size_t index = 0; index < N_INDEX; index++) {
        size_t first = FORMAL_INDEX + index * N_EACH_INDEX;

        if (row[first + N_INDEX_MEASURE + N_INDEX_SPAN]) {
            row[first + AT_MEAN_WEIGHTED] = true;
            row[first + AT_GINI_WEIGHTED] = true;
        }
    }
    for (size_t p = 0; p < n_instrument && row[UNION_FIXED + U_RIGHTS_EXPOSURE]; p++) {
        row[UNION_FIXED + N_UNION_FIXED + 2 * p + 1] = true;
    }
}

static void
add_trace(cgap_wanted *self, const cgap_trace *trace, size_t place, const cgap_layout *layout)
{
    if (place == SIZE_MAX) {
        return;
    }
    self->members = self->members || trace->of == CGAP_TRACE_MEMBER;
    self->attribution = self->attribution || trace->of == CGAP_TRACE_ATTRIBUTION;
    for (size_t row = 0; trace->of == CGAP_TRACE_UNION && row < layout->n_row; row++) {
        if (trace->kind != CGAP_TRACE_AT || row == trace->row) {
            self->of_union[cgap_slot_union(layout, row, place % layout->n_union)] = true;
        }
    }
}

cgap_status
cgap_wanted_create(cgap_wanted *out, const cgap_layout *layout, const cgap_trace *trace,
                   const size_t *place, size_t n)
{
    cgap_wanted draft = {NULL, false, false};

    draft.of_union = cgap_memory_array(layout->n_row * layout->n_union, sizeof *draft.of_union);
    if (draft.of_union == NULL) {
        return CGAP_E_MEMORY;
    }
    for (size_t t = 0; t < n; t++) {
        add_trace(&draft, &trace[t], place[t], layout);
    }
    for (size_t row = 0; row < layout->n_row; row++) {
        add_needed(draft.of_union + row * layout->n_union, layout->model->n_instrument);
    }
    *out = draft;
    return CGAP_OK;
}

void
cgap_wanted_free(cgap_wanted *self)
{
    free(self->of_union);
    memset(self, 0, sizeof *self);
}
