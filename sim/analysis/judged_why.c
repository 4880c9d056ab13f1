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
    {"base_mean", CGAP_COLUMN_REAL, "index or its square", "mean over replicates of the mechanism's part in the base"},
    {"alternative_mean", CGAP_COLUMN_REAL, "index or its square", "the same in the alternative"},
    {"difference", CGAP_COLUMN_REAL, "index or its square", "alternative - base"},
    {"ci_low", CGAP_COLUMN_REAL, "index or its square", "lower end of the 95 % interval (Student t, paired)"},
    {"ci_high", CGAP_COLUMN_REAL, "index or its square", "upper end of the interval"},
    {"n", CGAP_COLUMN_COUNT, "replicates", "replicates; 0 in deterministic mode"},
};
/* clang-format on */

static void
add_row(cgap_table *out, const judged *self, size_t k, size_t layer, size_t change, size_t m)
{
    static const char *const layer_name[N_KEPT_LAYER] = {"formal", "practice"};
    static const char *const change_name[CGAP_N_CHANGE] = {"change_of_mean", "change_of_variance"};
    size_t trace = kept_part(self->kept, layer, change, m);
    contrast c = judged_contrast(self, k, trace);

    cgap_table_add_text(out, layer_name[layer]);
    cgap_table_add_text(out, change_name[change]);
    cgap_table_add_text(out, self->kept->mechanism[m]);
    cgap_table_add_text(out, judged_base(self));
    cgap_table_add_text(out, judged_name(self, k));
    cgap_table_add_real(out, judged_mean(self, self->ensemble->baseline, trace));
    cgap_table_add_real(out, judged_mean(self, k, trace));
    cgap_table_add_real(out, c.mean);
    cgap_table_add_real(out, c.low);
    cgap_table_add_real(out, c.high);
    cgap_table_add_count(out, (long long) c.n);
}

cgap_status
judged_why(cgap_table *out, const judged *self, cgap_error *err)
{
    cgap_table_init(out, "why", COLUMN, sizeof COLUMN / sizeof COLUMN[0]);
    for (size_t k = 0; k < self->ensemble->n; k++) {
        for (size_t layer = 0; k != self->ensemble->baseline && layer < N_KEPT_LAYER; layer++) {
            for (size_t change = 0; change < CGAP_N_CHANGE; change++) {
                for (size_t m = 0; m < self->kept->n_mechanism; m++) {
                    add_row(out, self, k, layer, change, m);
                }
            }
        }
    }
    return cgap_table_finish(out, err);
}
