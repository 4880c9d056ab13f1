/* SPDX-License-Identifier: GPL-3.0-or-later */
/* raw.csv: the values of the criteria, replicate by replicate, on request. */
#include "judged.h"

/* clang-format off */
static const cgap_column COLUMN[] = {
    {"scenario", CGAP_COLUMN_TEXT, "", "name of the scenario"},
    {"replicate", CGAP_COLUMN_COUNT, "", "number of the replicate: the same number meets the same draws of chance in every scenario; empty in deterministic mode"},
    {"measure", CGAP_COLUMN_TEXT, "", "quantity of union.csv, one of the criteria"},
    {"unit", CGAP_COLUMN_TEXT, "", "unit of value"},
    {"time", CGAP_COLUMN_REAL, "calendar year", "decimal year; empty for the mean over the dates after the start that define the measure in the scenario"},
    {"value", CGAP_COLUMN_REAL, "", "value in that replicate, to 12 digits; empty where undefined"},
};
/* clang-format on */

static void
add_span(cgap_table *out, const judged *self, size_t k, size_t criterion, size_t span)
{
    const cgap_ensemble *ensemble = self->ensemble;
    const double *value = cgap_ensemble_traced(ensemble, k, kept_criterion(criterion, span));
    const char *measure = self->kept->questions.criterion[criterion].name;

    for (size_t r = 0; r < ensemble->n_traced; r++) {
        cgap_table_add_text(out, judged_name(self, k));
        if (ensemble->deterministic) {
            cgap_table_add_empty(out);
        } else {
            cgap_table_add_count(out, (long long) (self->first + r));
        }
        cgap_table_add_text(out, measure);
        cgap_table_add_text(out, judged_unit(self, measure));
        if (span == KEPT_MEAN) {
            cgap_table_add_empty(out);
        } else {
            cgap_table_add_real(
                out, cgap_scenario_time(ensemble->member[k].scenario, self->kept->row[span]));
        }
        cgap_table_add_real(out, value[r]);
    }
}

cgap_status
judged_raw(cgap_table *out, const judged *self, cgap_error *err)
{
    cgap_table_init(out, "raw", COLUMN, sizeof COLUMN / sizeof COLUMN[0]);
    for (size_t k = 0; k < self->ensemble->n; k++) {
        for (size_t c = 0; c < self->kept->questions.n_criterion; c++) {
            for (size_t span = 0; span < N_KEPT_SPAN; span++) {
                add_span(out, self, k, c, span);
            }
        }
    }
    return cgap_table_finish(out, err);
}
