/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far a scenario is from the figures. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

#include "calibrate_internal.h"

cgap_status
cgap_misfit_scales(const cgap_evaluation *evaluation, double *scale, cgap_error *err)
{
    size_t n = evaluation->n_replicate;
    double *work = cgap_memory_array(n, sizeof *work);

    if (work == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");
    }
    for (size_t t = 0; t < evaluation->targets->n_target; t++) {
        double tolerance = evaluation->targets->target[t].tolerance;
        double sd = cgap_spread_of(evaluation->of_observed + t * n, n, work).sd;

        scale[t] = sqrt((isnan(sd) ? 0.0 : sd * sd) + tolerance * tolerance);
    }
    free(work);
    return CGAP_OK;
}

double
cgap_residual(const cgap_evaluation *evaluation, size_t target)
{
    size_t n = evaluation->n_replicate;

    return cgap_statistic_of(CGAP_STATISTIC_MEAN, evaluation->of_observed + target * n, NULL, n) -
           evaluation->targets->target[target].data;
}

double
cgap_misfit(const cgap_evaluation *evaluation, const double *scale, const char *series)
{
    const cgap_targets *targets = evaluation->targets;
    double sum = 0.0;

    for (size_t t = 0; t < targets->n_target; t++) {
        const cgap_figure *target = &targets->target[t];

        if (target->weight > 0.0 && (series == NULL || strcmp(series, target->series) == 0)) {
            double z = cgap_residual(evaluation, t) / scale[t];

            sum += target->weight * z * z;
        }
    }
    return sum;
}
