/* SPDX-License-Identifier: GPL-3.0-or-later */
/* criteria.csv: by how much an alternative differs in each criterion, and how sure that is. */
#include <math.h>
#include <stdlib.h>

#include "cgap/memory.h"
#include "judged.h"

/* clang-format off */
static const cgap_column COLUMN[] = {
    {"measure", CGAP_COLUMN_TEXT, "", "criterion: a quantity of the Union, defined by `cgap list measures`"},
    {"span", CGAP_COLUMN_TEXT, "", "date: at a quarter, half and three quarters of the horizon; end: at its end; mean: average over the dates after the start at which both are defined"},
    {"time", CGAP_COLUMN_REAL, "calendar year", "decimal year; empty for span mean"},
    {"base", CGAP_COLUMN_TEXT, "", "scenario compared with"},
    {"alternative", CGAP_COLUMN_TEXT, "", "scenario compared"},
    {"unit", CGAP_COLUMN_TEXT, "", "unit of the measure"},
    {"better", CGAP_COLUMN_TEXT, "", "less or more: which direction is better"},
    {"base_mean", CGAP_COLUMN_REAL, "unit of the measure", "mean of the base over the replicates in which both are defined"},
    {"alternative_mean", CGAP_COLUMN_REAL, "unit of the measure", "mean of the alternative over the same replicates"},
    {"difference", CGAP_COLUMN_REAL, "unit of the measure", "mean over replicates of alternative - base, same shocks in both"},
    {"ci_low", CGAP_COLUMN_REAL, "unit of the measure", "lower end of the 95 % confidence interval (Student t, paired)"},
    {"ci_high", CGAP_COLUMN_REAL, "unit of the measure", "upper end of the interval"},
    {"bca_low", CGAP_COLUMN_REAL, "unit of the measure", "lower end of the 95 % bootstrap interval, bias-corrected and accelerated, 1024 draws of replicates"},
    {"bca_high", CGAP_COLUMN_REAL, "unit of the measure", "upper end of the bootstrap interval"},
    {"joint_low", CGAP_COLUMN_REAL, "unit of the measure", "lower end of the simultaneous interval: all rows of this table hold together with 95 % (largest studentised |t| over all rows, bootstrap; never narrower than ci; a row whose spread rests on fewer than six replicates is no part of that and has Bonferroni's)"},
    {"joint_high", CGAP_COLUMN_REAL, "unit of the measure", "upper end of the simultaneous interval"},
    {"standard_error", CGAP_COLUMN_REAL, "unit of the measure", "Monte-Carlo standard error of the difference"},
    {"share_better", CGAP_COLUMN_REAL, "share 0..1", "share of replicates in which the alternative is strictly better"},
    {"standardised", CGAP_COLUMN_REAL, "1", "difference over its standard deviation over replicates"},
    {"n", CGAP_COLUMN_COUNT, "replicates", "replicates in which both are defined, at most the 4096 kept; 0 in deterministic mode"},
    {"verdict", CGAP_COLUMN_TEXT, "", "better, worse, not distinguishable from zero (by the simultaneous interval), or equal: the same in every replicate; empty without an interval"},
};
/* clang-format on */

/* What a row subtracts: kept values of the alternative and of the base. */
typedef struct sides {
    const double *own, *base;
} sides;

static sides
sides_of(const judged *self, size_t k, size_t criterion, size_t span)
{
    const cgap_ensemble *ensemble = self->ensemble;
    size_t trace = kept_criterion(criterion, span);

    if (span == KEPT_MEAN) {
        return (sides){
            cgap_ensemble_traced(ensemble, k, kept_common(self->kept, criterion, KEPT_OWN)),
            cgap_ensemble_traced(ensemble, k, kept_common(self->kept, criterion, KEPT_BASE))};
    }
    return (sides){cgap_ensemble_traced(ensemble, k, trace),
                   cgap_ensemble_traced(ensemble, ensemble->baseline, trace)};
}

static void
add_row(cgap_table *out, const judged *self, size_t k, size_t criterion, size_t span,
        const contrast *c)
{
    static const char *const name[N_KEPT_SPAN] = {"date", "date", "date", "end", "mean"};
    const cgap_criterion *of = &self->kept->questions.criterion[criterion];
    sides at = sides_of(self, k, criterion, span);

    cgap_table_add_text(out, of->name);
    cgap_table_add_text(out, name[span]);
    cgap_table_add_real(
        out, span == KEPT_MEAN
                 ? NAN
                 : cgap_scenario_time(self->ensemble->member[k].scenario, self->kept->row[span]));
    cgap_table_add_text(out, judged_base(self));
    cgap_table_add_text(out, judged_name(self, k));
    cgap_table_add_text(out, judged_unit(self, of->name));
    cgap_table_add_text(out, of->direction > 0 ? "more" : "less");
    cgap_table_add_real(out, judged_mean_of_both(self, at.base, at.own));
    cgap_table_add_real(out, judged_mean_of_both(self, at.own, at.base));
    cgap_table_add_real(out, c->mean);
    cgap_table_add_real(out, c->low);
    cgap_table_add_real(out, c->high);
    cgap_table_add_real(out, c->bca_low);
    cgap_table_add_real(out, c->bca_high);
    cgap_table_add_real(out, c->joint_low);
    cgap_table_add_real(out, c->joint_high);
    cgap_table_add_real(out, c->error);
    cgap_table_add_real(out, of->direction > 0 ? c->share_more : c->share_less);
    cgap_table_add_real(out, c->sd > 0.0 ? c->mean / c->sd : NAN);
    cgap_table_add_count(out, (long long) c->n);
    cgap_table_add_text(out, judged_verdict(c, c->joint_low, c->joint_high, of->direction));
}

/* Rows in the order alternatives, criteria, spans. */
static void
fill_differences(const judged *self, double *d, contrast *c)
{
    size_t n = self->ensemble->n_traced, row = 0;

    for (size_t k = 0; k < self->ensemble->n; k++) {
        for (size_t t = 0; k != self->ensemble->baseline && t < self->kept->target; t++) {
            sides at = sides_of(self, k, t / N_KEPT_SPAN, t % N_KEPT_SPAN);

            contrast_difference(d + row * n, at.own, at.base, n);
            c[row] = judged_plain(self, contrast_of(d + row * n, n));
            row++;
        }
    }
}

static void
add_rows(cgap_table *out, const judged *self, const contrast *c)
{
    for (size_t k = 0; k < self->ensemble->n; k++) {
        for (size_t t = 0; k != self->ensemble->baseline && t < self->kept->target; t++) {
            add_row(out, self, k, t / N_KEPT_SPAN, t % N_KEPT_SPAN, c++);
        }
    }
}

cgap_status
judged_criteria(cgap_table *out, const judged *self, cgap_error *err)
{
    size_t n = self->ensemble->n_traced;
    size_t n_row = (self->ensemble->n - 1) * self->kept->target;
    double *d = cgap_memory_array(n_row, n * sizeof *d);
    contrast *c = cgap_memory_array(n_row, sizeof *c);
    cgap_status status = CGAP_OK;

    cgap_table_init(out, "criteria", COLUMN, sizeof COLUMN / sizeof COLUMN[0]);
    if (d == NULL || c == NULL) {
        status = cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for the criteria");
    } else {
        fill_differences(self, d, c);
        if (!self->ensemble->deterministic) {
            status = contrasts_resample(c, n_row, d, n, self->draws, err);
        }
    }
    if (status == CGAP_OK) {
        add_rows(out, self, c);
        status = cgap_table_finish(out, err);
    }
    free(d);
    free(c);
    return status;
}
