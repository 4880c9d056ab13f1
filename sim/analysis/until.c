/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/until.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/diagnostics.h"
#include "cgap/ensemble.h"
#include "cgap/memory.h"
#include "cgap/number.h"
#include "contrast.h"

cgap_status
cgap_until_parse(cgap_until *out, const char *text, cgap_error *err)
{
    const char *equals = strchr(text, '=');
    size_t length = equals == NULL ? 0 : (size_t) (equals - text);

    memset(out, 0, sizeof *out);
    out->reached = NAN;
    if (length == 0 || length >= sizeof out->measure ||
        !cgap_number_parse(equals + 1, &out->half_width) || !(out->half_width > 0.0) ||
        !isfinite(out->half_width)) {
        return cgap_error_fail(err, CGAP_E_INPUT,
                               "--until '%s': MEASURE=HALFWIDTH is expected, with a half-width "
                               "above 0 in the unit of the measure, for example formal_cv=0.001",
                               text);
    }
    memcpy(out->measure, text, length);
    return CGAP_OK;
}

static cgap_status
unknown_measure(const cgap_until *self, const cgap_layout *layout, cgap_error *err)
{
    const char **known = cgap_memory_array(layout->n_union, sizeof *known);
    const char *nearest = NULL;

    for (size_t q = 0; known != NULL && q < layout->n_union; q++) {
        known[q] = layout->of_union[q].name;
    }
    nearest = known != NULL ? cgap_nearest_name(self->measure, known, layout->n_union) : NULL;
    free(known);
    return cgap_error_fail(err, CGAP_E_INPUT,
                           "--until: '%s' is no quantity of union.csv%s%s%s; `cgap list measures` "
                           "defines each",
                           self->measure, nearest != NULL ? ": did you mean " : "",
                           nearest != NULL ? nearest : "", nearest != NULL ? "?" : "");
}

cgap_status
cgap_until_check(const cgap_until *self, const cgap_scenario *scenario, cgap_error *err)
{
    cgap_model model;
    cgap_layout layout;
    cgap_status status = cgap_model_prepare(&model, scenario, err);

    if (status != CGAP_OK) {
        return status;
    }
    status = cgap_layout_create(&layout, &model, false, err);
    if (status == CGAP_OK) {
        if (cgap_layout_find(&layout, self->measure) == layout.n_union) {
            status = unknown_measure(self, &layout, err);
        }
        cgap_layout_free(&layout);
    }
    cgap_model_free(&model);
    return status;
}

/* Half-width of scenario @p k at the end: of its difference to the baseline, or of its mean when it
 * is the baseline. NaN where the scenario has no such quantity or too few replicates. */
static double
half_width(const cgap_ensemble *ensemble, size_t k, const char *measure)
{
    const cgap_ensemble_member *member = &ensemble->member[k];
    size_t row = member->layout.n_row - 1;
    cgap_moments moments;

    if (k == ensemble->baseline) {
        size_t q = cgap_layout_find(&member->layout, measure);

        if (q == member->layout.n_union) {
            return NAN;
        }
        moments = cgap_cell_moments(&member->cell[cgap_slot_union(&member->layout, row, q)],
                                    member->layout.of_union[q].grid);
    } else {
        size_t c = cgap_ensemble_find(ensemble, k, measure);

        if (c == member->n_compared) { /* neither has it: nothing to be found out */
            return 0.0;
        }
        moments = cgap_difference_moments(cgap_ensemble_difference(member, row, c),
                                          cgap_ensemble_compared(ensemble, k, c)->grid);
    }
    return contrast_quantile(moments.n) * moments.sd / sqrt((double) moments.n);
}

size_t
cgap_until_needed(void *context, const struct cgap_ensemble *ensemble, size_t done)
{
    cgap_until *self = context;
    double ratio;

    self->reached = 0.0;
    for (size_t k = 0; k < ensemble->n; k++) {
        double half = ensemble->n > 1 && k == ensemble->baseline
                          ? 0.0
                          : half_width(ensemble, k, self->measure);

        if (isnan(half)) { /* more replicates would not define it */
            self->reached = NAN;
            return done;
        }
        self->reached = half > self->reached ? half : self->reached;
    }
    ratio = self->reached / self->half_width;
    return ratio <= 1.0 ? done : (size_t) fmin(1.02 * ratio * ratio * (double) done + 1.0, 0x1p40);
}
