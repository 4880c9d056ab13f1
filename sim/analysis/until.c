/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/until.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/criterion.h"
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
unknown_measure(const cgap_until *self, const cgap_quantities *known, cgap_error *err)
{
    const char **name = cgap_memory_array(known->n, sizeof *name);
    const char *nearest = NULL;

    for (size_t q = 0; name != NULL && q < known->n; q++) {
        name[q] = known->at[q].name;
    }
    nearest = name != NULL ? cgap_nearest_name(self->measure, name, known->n) : NULL;
    free((void *) name);
    return cgap_error_fail(err, CGAP_E_INPUT,
                           "--until: '%s' is no quantity of union.csv%s%s%s; `cgap list measures` "
                           "defines each",
                           self->measure, nearest != NULL ? ": did you mean " : "",
                           nearest != NULL ? nearest : "", nearest != NULL ? "?" : "");
}

cgap_status
cgap_until_check(const cgap_until *self, const cgap_scenario *scenario, cgap_error *err)
{
    cgap_quantities known = {NULL, 0};
    cgap_status status = cgap_quantities_learn(&known, scenario, err);

    if (status == CGAP_OK && cgap_quantities_find(&known, self->measure) == NULL) {
        status = unknown_measure(self, &known, err);
    }
    cgap_quantities_free(&known);
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
        moments = cgap_cell_moments(
            cgap_ensemble_cell(ensemble, k, cgap_slot_union(&member->layout, row, q)),
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
