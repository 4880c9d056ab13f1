/* SPDX-License-Identifier: GPL-3.0-or-later */
/* when.csv and targets.csv: how soon a strategy reaches a target. A replicate that does not reach
 * it within the horizon is censored there; nothing else censors, so the Kaplan-Meier estimate is
 * the share that has reached it. */
#include <math.h>
#include <string.h>

#include "judged.h"

/* clang-format off */
static const cgap_column WHEN_COLUMN[] = {
    {"target", CGAP_COLUMN_TEXT, "", "measure and threshold; a percentage is of the replicate's own value at the start"},
    {"scenario", CGAP_COLUMN_TEXT, "", "name of the scenario"},
    {"time", CGAP_COLUMN_REAL, "calendar year", "decimal year: start, each 1 January, end"},
    {"reached", CGAP_COLUMN_REAL, "share 0..1", "share of replicates that have reached the target by then (1 - Kaplan-Meier survival, censored at the end of the horizon)"},
    {"ci_low", CGAP_COLUMN_REAL, "share 0..1", "lower end of the 95 % interval (Wilson score)"},
    {"ci_high", CGAP_COLUMN_REAL, "share 0..1", "upper end of the interval"},
    {"n", CGAP_COLUMN_COUNT, "replicates", "replicates in which the target is defined; 0 in deterministic mode"},
};

static const cgap_column TARGET_COLUMN[] = {
    {"target", CGAP_COLUMN_TEXT, "", "measure and threshold, as in when.csv"},
    {"scenario", CGAP_COLUMN_TEXT, "", "name of the scenario"},
    {"base", CGAP_COLUMN_TEXT, "", "scenario compared with"},
    {"reached", CGAP_COLUMN_REAL, "share 0..1", "share of replicates that reach the target within the horizon"},
    {"median_time", CGAP_COLUMN_REAL, "calendar year", "when half of the replicates have reached it; empty when fewer than half do"},
    {"mean_years", CGAP_COLUMN_REAL, "years", "restricted mean: years from the start to the target, a replicate that does not reach it counts the whole horizon"},
    {"difference", CGAP_COLUMN_REAL, "years", "mean over replicates of the restricted time less that of the base; negative: sooner. 0 for the base itself"},
    {"ci_low", CGAP_COLUMN_REAL, "years", "lower end of the 95 % interval of the difference (Student t, paired)"},
    {"ci_high", CGAP_COLUMN_REAL, "years", "upper end of the interval"},
    {"share_sooner", CGAP_COLUMN_REAL, "share 0..1", "share of replicates in which the target comes strictly sooner than in the base"},
    {"n", CGAP_COLUMN_COUNT, "replicates", "replicates in which both are defined; 0 in deterministic mode"},
    {"verdict", CGAP_COLUMN_TEXT, "", "better (sooner), worse (later), not distinguishable from zero, or equal; empty for the base and in deterministic mode"},
    {"joint_low", CGAP_COLUMN_REAL, "years", "lower end of the simultaneous interval: all rows of this table hold together with 95 % (Bonferroni: Student t, paired, at 1 - 0.05 / (2 m) for its m rows of alternatives, whatever their dependence)"},
    {"joint_high", CGAP_COLUMN_REAL, "years", "upper end of the simultaneous interval"},
};
/* clang-format on */

static double
reached_by(const double *row_of, size_t n, double row, size_t *defined)
{
    double reached = 0.0;

    *defined = 0;
    for (size_t r = 0; r < n; r++) {
        *defined += isnan(row_of[r]) ? 0 : 1;
        reached += row_of[r] <= row;
    }
    return *defined > 0 ? reached / (double) *defined : NAN;
}

/* Wilson's interval for a share p of n. */
static void
add_wilson(cgap_table *out, double p, size_t n)
{
    const double z = 1.959963984540054; /* 97.5 % point of the normal distribution */
    double count = (double) n, scale = 1.0 + z * z / count;
    double middle = (p + 0.5 * z * z / count) / scale;
    double half = z * sqrt(p * (1.0 - p) / count + 0.25 * z * z / (count * count)) / scale;

    cgap_table_add_real(out, n > 0 && p > 0.0 ? middle - half : 0.0);
    cgap_table_add_real(out, n > 0 && p < 1.0 ? middle + half : 1.0);
}

static void
add_curve(cgap_table *out, const judged *self, size_t target, size_t k)
{
    const cgap_layout *layout = &self->ensemble->member[k].layout;
    const double *row_of = cgap_ensemble_traced(self->ensemble, k, self->kept->target + target);
    char buffer[CGAP_CRITERION_NAME];

    for (size_t s = 0; s < layout->n_selected; s++) {
        size_t defined, row = layout->selected[s];
        double share = reached_by(row_of, self->ensemble->n_traced, (double) row, &defined);

        cgap_table_add_text(out, cgap_target_label(&self->kept->questions.target[target], "start",
                                                   buffer, sizeof buffer));
        cgap_table_add_text(out, judged_name(self, k));
        cgap_table_add_real(out, cgap_scenario_time(self->ensemble->member[k].scenario, row));
        cgap_table_add_real(out, share);
        if (self->ensemble->deterministic || defined == 0) {
            cgap_table_add_empty(out);
            cgap_table_add_empty(out);
        } else {
            add_wilson(out, share, defined);
        }
        cgap_table_add_count(out, self->ensemble->deterministic ? 0 : (long long) defined);
    }
}

cgap_status
judged_when(cgap_table *out, const judged *self, cgap_error *err)
{
    cgap_table_init(out, "when", WHEN_COLUMN, sizeof WHEN_COLUMN / sizeof WHEN_COLUMN[0]);
    for (size_t t = 0; t < self->kept->questions.n_target; t++) {
        for (size_t k = 0; k < self->ensemble->n; k++) {
            add_curve(out, self, t, k);
        }
    }
    return cgap_table_finish(out, err);
}

/* Years to the target, at most the horizon; NaN stays. */
static double
restricted(const judged *self, double row)
{
    double last = (double) self->kept->row[KEPT_END];

    return judged_years(self, row > last ? last : row);
}

/* First row by which half of the replicates have arrived; infinity: never, NaN: undefined. */
static double
median_row(const judged *self, const double *row_of)
{
    size_t n = self->ensemble->n_traced, defined;

    for (size_t row = 0; row <= self->kept->row[KEPT_END]; row++) {
        if (reached_by(row_of, n, (double) row, &defined) >= 0.5) {
            return (double) row;
        }
    }
    return INFINITY;
}

static void
add_target(cgap_table *out, const judged *self, contrast_factors *factors, size_t target, size_t k)
{
    const cgap_scenario *scenario = self->ensemble->member[k].scenario;
    size_t trace = self->kept->target + target, n = self->ensemble->n_traced, defined;
    const double *row_of = cgap_ensemble_traced(self->ensemble, k, trace);
    const double *base = cgap_ensemble_traced(self->ensemble, self->ensemble->baseline, trace);
    double median = median_row(self, row_of), mean;
    contrast c;
    char buffer[CGAP_CRITERION_NAME];

    for (size_t r = 0; r < n; r++) {
        self->difference[r] = restricted(self, row_of[r]);
    }
    mean = contrast_of(self->difference, n).mean;
    for (size_t r = 0; r < n; r++) {
        self->difference[r] = restricted(self, row_of[r]) - restricted(self, base[r]);
    }
    c = judged_plain(self, contrast_of(self->difference, n));
    cgap_table_add_text(out, cgap_target_label(&self->kept->questions.target[target], "start",
                                               buffer, sizeof buffer));
    cgap_table_add_text(out, judged_name(self, k));
    cgap_table_add_text(out, judged_base(self));
    cgap_table_add_real(out, reached_by(row_of, n, (double) self->kept->row[KEPT_END], &defined));
    cgap_table_add_real(out,
                        isfinite(median) ? cgap_scenario_time(scenario, (size_t) median) : NAN);
    cgap_table_add_real(out, mean);
    cgap_table_add_real(out, c.mean);
    cgap_table_add_real(out, c.low);
    cgap_table_add_real(out, c.high);
    cgap_table_add_real(out, c.share_less);
    cgap_table_add_count(out, (long long) c.n);
    cgap_table_add_text(out,
                        k == self->ensemble->baseline ? "" : judged_verdict(&c, c.low, c.high, -1));
    judged_add_joint(out, &c, factors);
}

cgap_status
judged_targets(cgap_table *out, const judged *self, cgap_error *err)
{
    contrast_factors factors = {.n_row = (self->ensemble->n - 1) * self->kept->questions.n_target};

    cgap_table_init(out, "targets", TARGET_COLUMN, sizeof TARGET_COLUMN / sizeof TARGET_COLUMN[0]);
    for (size_t t = 0; t < self->kept->questions.n_target; t++) {
        for (size_t k = 0; k < self->ensemble->n; k++) {
            add_target(out, self, &factors, t, k);
        }
    }
    return cgap_table_finish(out, err);
}
