/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contest.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

void
contest_free(contest *self)
{
    free(self->x);
    free(self->mean);
    free(self->excluded);
}

bool
contest_create(contest *self, const judged *of)
{
    size_t k = of->ensemble->n;

    memset(self, 0, sizeof *self);
    self->n_scenario = k;
    self->x = cgap_memory_array(k, of->ensemble->n_traced * sizeof *self->x);
    self->mean = cgap_memory_array(k, 4 * sizeof *self->mean);
    self->excluded = cgap_memory_array(k, sizeof *self->excluded);
    if (self->x == NULL || self->mean == NULL || self->excluded == NULL) {
        return false;
    }
    self->rank = self->mean + k;
    self->mean_rank = self->rank + k;
    self->best = self->mean_rank + k;
    return true;
}

static bool
complete(const judged *of, size_t trace, size_t r)
{
    for (size_t k = 0; k < of->ensemble->n; k++) {
        if (isnan(cgap_ensemble_traced(of->ensemble, k, trace)[r])) {
            return false;
        }
    }
    return true;
}

void
contest_fill(contest *self, const judged *of, size_t criterion)
{
    size_t trace = kept_judged(of->kept, criterion), n = of->ensemble->n_traced, used = 0;
    double sign = of->kept->questions.criterion[criterion].direction > 0 ? -1.0 : 1.0;

    self->n = 0;
    for (size_t r = 0; r < n; r++) {
        self->n += complete(of, trace, r) ? 1 : 0;
    }
    for (size_t r = 0; r < n; r++) {
        if (complete(of, trace, r)) {
            for (size_t k = 0; k < self->n_scenario; k++) {
                self->x[k * self->n + used] =
                    sign * cgap_ensemble_traced(of->ensemble, k, trace)[r];
            }
            used++;
        }
    }
    for (size_t k = 0; k < self->n_scenario; k++) {
        self->mean[k] = contrast_of(self->x + k * self->n, self->n).mean;
        self->mean_rank[k] = self->best[k] = 0.0;
        self->excluded[k] = false;
    }
}

double
contest_rank_of(const double *value, size_t n, size_t stride, size_t k, double *tied)
{
    double below = 0.0;

    *tied = 0.0;
    for (size_t j = 0; j < n; j++) {
        below += value[j * stride] < value[k * stride];
        *tied += value[j * stride] == value[k * stride];
    }
    return below + 0.5 * (*tied + 1.0);
}
