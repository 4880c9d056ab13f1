/* SPDX-License-Identifier: GPL-3.0-or-later */
/* why.csv: which mechanisms make the difference. */
#include "judged.h"

/* clang-format off */
static const cgap_column COLUMN[] = {
    {"layer", CGAP_COLUMN_TEXT, "", "formal or practice"},
    {"quantity", CGAP_COLUMN_TEXT, "", "change_of_mean or change_of_variance of the layer from the start to the end of the horizon"},
    {"mechanism", CGAP_COLUMN_TEXT, "", "what moved it; an instrument a scenario lacks moved nothing there. The differences of one layer and quantity sum to the whole difference of its change"},
    {"base", CGAP_COLUMN_TEXT, "", "scenario compared with"},
    {"alternative", CGAP_COLUMN_TEXT, "", "scenario compared"},
    {"base_mean", CGAP_COLUMN_REAL, "index or its square", "mean of the mechanism's part in the base over the replicates in which both are defined"},
    {"alternative_mean", CGAP_COLUMN_REAL, "index or its square", "the same in the alternative"},
    {"difference", CGAP_COLUMN_REAL, "index or its square", "alternative - base"},
    {"ci_low", CGAP_COLUMN_REAL, "index or its square", "lower end of the 95 % interval (Student t, paired)"},
    {"ci_high", CGAP_COLUMN_REAL, "index or its square", "upper end of the interval"},
    {"n", CGAP_COLUMN_COUNT, "replicates", "replicates in which both are defined; 0 in deterministic mode"},
    {"joint_low", CGAP_COLUMN_REAL, "index or its square", "lower end of the simultaneous interval: all rows of this table hold together with 95 % (Bonferroni: Student t, paired, at 1 - 0.05 / (2 m) for its m rows, whatever their dependence)"},
    {"joint_high", CGAP_COLUMN_REAL, "index or its square", "upper end of the simultaneous interval"},
};
/* clang-format on */

typedef struct cell {
    size_t k; /* the alternative */
    size_t layer, change, mechanism;
} cell;

static void
add_row(cgap_table *out, const judged *self, contrast_factors *factors, const cell *at)
{
    static const char *const layer_name[N_KEPT_LAYER] = {"formal", "practice"};
    static const char *const change_name[CGAP_N_CHANGE] = {"change_of_mean", "change_of_variance"};
    size_t k = at->k, trace = kept_part(self->kept, at->layer, at->change, at->mechanism);
    contrast c = judged_contrast(self, k, trace);

    cgap_table_add_text(out, layer_name[at->layer]);
    cgap_table_add_text(out, change_name[at->change]);
    cgap_table_add_text(out, self->kept->mechanism[at->mechanism]);
    cgap_table_add_text(out, judged_base(self));
    cgap_table_add_text(out, judged_name(self, k));
    cgap_table_add_real(out, judged_joint_mean(self, self->ensemble->baseline, k, trace));
    cgap_table_add_real(out, judged_joint_mean(self, k, k, trace));
    cgap_table_add_real(out, c.mean);
    cgap_table_add_real(out, c.low);
    cgap_table_add_real(out, c.high);
    cgap_table_add_count(out, (long long) c.n);
    judged_add_joint(out, &c, factors);
}

cgap_status
judged_why(cgap_table *out, const judged *self, cgap_error *err)
{
    contrast_factors factors = {.n_row = (self->ensemble->n - 1) * N_KEPT_LAYER * CGAP_N_CHANGE *
                                         self->kept->n_mechanism};

    cgap_table_init(out, "why", COLUMN, sizeof COLUMN / sizeof COLUMN[0]);
    for (size_t k = 0; k < self->ensemble->n; k++) {
        for (size_t layer = 0; k != self->ensemble->baseline && layer < N_KEPT_LAYER; layer++) {
            for (size_t change = 0; change < CGAP_N_CHANGE; change++) {
                for (size_t m = 0; m < self->kept->n_mechanism; m++) {
                    add_row(out, self, &factors, &(cell){k, layer, change, m});
                }
            }
        }
    }
    return cgap_table_finish(out, err);
}
