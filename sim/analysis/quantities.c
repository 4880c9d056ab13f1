/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/criterion.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

const cgap_quantity *
cgap_quantities_find(const cgap_quantities *self, const char *name)
{
    for (size_t q = 0; q < self->n; q++) {
        if (strcmp(self->at[q].name, name) == 0) {
            return &self->at[q];
        }
    }
    return NULL;
}

cgap_status
cgap_quantities_add(cgap_quantities *self, const cgap_layout *layout, cgap_error *err)
{
    size_t most = self->n + layout->n_union;
    cgap_quantity *grown =
        most <= SIZE_MAX / sizeof *grown ? realloc(self->at, most * sizeof *grown) : NULL;

    if (grown == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for the list of measures");
    }
    self->at = grown;
    for (size_t q = 0; q < layout->n_union; q++) {
        if (cgap_quantities_find(self, layout->of_union[q].name) == NULL) {
            self->at[self->n++] = layout->of_union[q];
        }
    }
    return CGAP_OK;
}

cgap_status
cgap_quantities_learn(cgap_quantities *self, const cgap_scenario *scenario, cgap_error *err)
{
    cgap_model model;
    cgap_layout layout;
    cgap_status status = cgap_model_prepare(&model, scenario, err);

    if (status != CGAP_OK) {
        return status;
    }
    status = cgap_layout_create(&layout, &model, false, err);
    if (status == CGAP_OK) {
        status = cgap_quantities_add(self, &layout, err);
        cgap_layout_free(&layout);
    }
    cgap_model_free(&model);
    return status;
}

void
cgap_quantities_free(cgap_quantities *self)
{
    free(self->at);
    memset(self, 0, sizeof *self);
}
