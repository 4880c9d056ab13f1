/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How likely losses above a size are at the end: the upper half of their distribution in detail,
 * its tail as far as the replicates reach. */
#include <stdint.h>

#include "tables.h"

/* clang-format off */
static const cgap_column COLUMN[] = {
    {"scenario", CGAP_COLUMN_TEXT, "", "name of the scenario"},
    {"time", CGAP_COLUMN_REAL, "calendar year", "end of the horizon, decimal year"},
    {"measure", CGAP_COLUMN_TEXT, "", "loss_gdp_year: drawn over the last twelve months; loss_gdp_realised: over the last step, at an annual rate; loss_gdp and its parts: expected"},
    {"unit", CGAP_COLUMN_TEXT, "", "unit of loss"},
    {"probability", CGAP_COLUMN_REAL, "share 0..1", "share of replicates with a larger loss; no smaller than 1/n"},
    {"loss", CGAP_COLUMN_REAL, "column unit", "loss exceeded with that probability: quantile 1 - probability over replicates, from a fixed grid (0.8 %)"},
    {"n", CGAP_COLUMN_COUNT, "replicates", "replicates in which the measure is defined"},
};

static const char *const MEASURE[] = {
    "loss_gdp_year", "loss_gdp_realised", "loss_gdp", "loss_gdp_sme", "loss_gdp_enterprise", "loss_gdp_administration", "loss_gdp_people",
};

/* From sure to one in a thousand, near to even steps of the logarithm; numbers a reader looks for
 * are among them. Whole numbers, so that a probability and the quantile it leaves are both the
 * doubles nearest to their decimals. */
static const uint16_t TEN_THOUSANDTHS[] = {
    9990, 9900, 9500, 9000, 8000, 7500, 7000, 6500, 6000, 5500, 5000, 4500, 4000, 3500, 3000, 2500,
    2200, 2000, 1800, 1600, 1400, 1200, 1000, 900, 800, 700, 600, 500, 450, 400, 350, 300,
    250, 200, 180, 160, 140, 120, 100, 90, 80, 70, 60, 50, 45, 40, 35, 30,
    25, 20, 18, 16, 14, 12, 10,
};
/* clang-format on */

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

static void
add_measure(cgap_table *out, const cgap_ensemble *ensemble, size_t k, const char *measure)
{
    const cgap_scenario *scenario = ensemble->member[k].scenario;
    const cgap_layout *layout = &ensemble->member[k].layout;
    size_t quantity = cgap_layout_find(layout, measure), row = layout->n_row - 1;
    double quantile[COUNT_OF(TEN_THOUSANDTHS)], loss[COUNT_OF(TEN_THOUSANDTHS)];
    const cgap_summary_cell *cell;

    if (quantity == layout->n_union) {
        return;
    }
    cell = cgap_ensemble_cell(ensemble, k, cgap_slot_union(layout, row, quantity));
    for (size_t p = 0; p < COUNT_OF(TEN_THOUSANDTHS); p++) {
        quantile[p] = (10000 - TEN_THOUSANDTHS[p]) / 10000.0;
    }
    cgap_cell_quantiles(cell, layout->of_union[quantity].grid, quantile, COUNT_OF(quantile), loss);
    for (size_t p = 0;
         p < COUNT_OF(TEN_THOUSANDTHS) && (uint64_t) TEN_THOUSANDTHS[p] * cell->n >= 10000; p++) {
        cgap_table_add_text(out, scenario->name);
        cgap_table_add_real(out, cgap_scenario_time(scenario, row));
        cgap_table_add_text(out, measure);
        cgap_table_add_text(out, layout->of_union[quantity].unit);
        cgap_table_add_real(out, TEN_THOUSANDTHS[p] / 10000.0);
        cgap_table_add_real(out, loss[p]);
        cgap_table_add_count(out, cell->n);
    }
}

cgap_status
cgap_tables_exceedance(cgap_table *out, const cgap_ensemble *ensemble, cgap_error *err)
{
    cgap_table_init(out, "exceedance", COLUMN, COUNT_OF(COLUMN));
    for (size_t k = 0; k < ensemble->n && !ensemble->deterministic; k++) {
        for (size_t m = 0; m < COUNT_OF(MEASURE); m++) {
            add_measure(out, ensemble, k, MEASURE[m]);
        }
    }
    return cgap_table_finish(out, err);
}
