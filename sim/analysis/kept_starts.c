/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the targets that are a percentage of the start have a start to be a percentage of. */
#include <math.h>
#include <stdlib.h>

#include "cgap/memory.h"
#include "kept.h"

static cgap_status
check_target(const cgap_target *target, const char *unit, const cgap_record *record,
             cgap_error *err)
{
    const cgap_layout *layout = record->layout;
    size_t q = cgap_layout_find(layout, target->name);
    double start;

    if (!target->relative) {
        return CGAP_OK;
    }
    start = q < layout->n_union ? cgap_record_value(record, cgap_slot_union(layout, 0, q), 0)
                                : 0.0; /* of an instrument it lacks */
    if (!isnan(start) && start != 0.0) {
        return CGAP_OK;
    }
    return cgap_error_fail(
        err, CGAP_E_INPUT,
        "target '%s=%.10g%%': %s is %s at the start of scenario '%s', so no percentage of it can "
        "be a target; give a value in %s instead, %s=NUMBER, or choose another measure",
        target->name, 100.0 * target->threshold, target->name, isnan(start) ? "not defined" : "0",
        layout->model->scenario->name, unit, target->name);
}

static cgap_status
check_layout(const kept *self, const cgap_layout *layout, cgap_error *err)
{
    double *value = cgap_memory_lanes(layout->n_slot * CGAP_LANE_MULTIPLE, sizeof *value);
    cgap_record record;
    cgap_status status;

    if (value == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for the values at the start");
    }
    status = cgap_record_create(&record, layout, CGAP_LANE_MULTIPLE, value, err);
    if (status == CGAP_OK) {
        status = cgap_record_run(&record, 1, 0, true, err);
        for (size_t t = 0; t < self->questions.n_target && status == CGAP_OK; t++) {
            const cgap_target *target = &self->questions.target[t];
            const cgap_quantity *of = cgap_quantities_find(&self->quantities, target->name);

            status = check_target(target, of != NULL ? of->unit : "", &record, err);
        }
        cgap_record_free(&record);
    }
    free(value);
    return status;
}

cgap_status
kept_check_starts(const kept *self, const cgap_scenario *scenario, cgap_error *err)
{
    cgap_scenario shortened = *scenario; /* borrows all it points to */
    bool relative = false;
    cgap_model model;
    cgap_layout layout;
    cgap_status status;

    for (size_t t = 0; t < self->questions.n_target; t++) {
        relative = relative || self->questions.target[t].relative;
    }
    if (!relative || !self->questions.own_targets) {
        return CGAP_OK;
    }
    shortened.end = shortened.start + 1.0 / shortened.steps_per_year; /* only the start is asked */
    status = cgap_model_prepare(&model, &shortened, err);
    if (status != CGAP_OK) {
        return status;
    }
    status = cgap_layout_create(&layout, &model, false, err);
    if (status == CGAP_OK) {
        status = check_layout(self, &layout, err);
        cgap_layout_free(&layout);
    }
    cgap_model_free(&model);
    return status;
}
