/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "judged.h"

#include <math.h>

void
judged_difference(const judged *self, size_t k, size_t trace, double *out)
{
    const double *base = cgap_ensemble_traced(self->ensemble, self->ensemble->baseline, trace);
    const double *alternative = cgap_ensemble_traced(self->ensemble, k, trace);

    contrast_difference(out, alternative, base, self->ensemble->n_traced);
}

contrast
judged_plain(const judged *self, contrast c)
{
    if (self->ensemble->deterministic) {
        c.n = 0;
        c.share_more = c.share_less = NAN;
    }
    return c;
}

void
judged_add_joint(cgap_table *out, const contrast *c, contrast_factors *factors)
{
    contrast_factors_take(factors, c->n);
    cgap_table_add_real(out, c->mean - factors->joint * c->error);
    cgap_table_add_real(out, c->mean + factors->joint * c->error);
}

contrast
judged_contrast(const judged *self, size_t k, size_t trace)
{
    judged_difference(self, k, trace, self->difference);
    return judged_plain(self, contrast_of(self->difference, self->ensemble->n_traced));
}

double
judged_mean_of_both(const judged *self, const double *value, const double *other)
{
    for (size_t r = 0; r < self->ensemble->n_traced; r++) {
        self->difference[r] = isnan(other[r]) ? NAN : value[r];
    }
    return contrast_of(self->difference, self->ensemble->n_traced).mean;
}

double
judged_joint_mean(const judged *self, size_t of, size_t k, size_t trace)
{
    size_t other = of == k ? self->ensemble->baseline : k;

    return judged_mean_of_both(self, cgap_ensemble_traced(self->ensemble, of, trace),
                               cgap_ensemble_traced(self->ensemble, other, trace));
}

const char *
judged_name(const judged *self, size_t k)
{
    return self->ensemble->member[k].scenario->name;
}

const char *
judged_base(const judged *self)
{
    return judged_name(self, self->ensemble->baseline);
}

double
judged_years(const judged *self, double row)
{
    return row / self->ensemble->member[self->ensemble->baseline].scenario->steps_per_year;
}

const char *
judged_unit(const judged *self, const char *quantity)
{
    const cgap_quantity *of = cgap_quantities_find(&self->kept->quantities, quantity);

    return of != NULL ? of->unit : "";
}

const char *
judged_verdict(const contrast *c, double low, double high, int direction)
{
    if (isnan(low) || isnan(high)) {
        return "";
    }
    if (low > 0.0 || high < 0.0) {
        return (low > 0.0 ? 1 : -1) * direction > 0 ? "better" : "worse";
    }
    return c->sd > 0.0 ? "not distinguishable from zero" : "equal";
}
