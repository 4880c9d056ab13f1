/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables.h"

#include <math.h>
#include <stdlib.h>

#include "cgap/memory.h"
#include "cgap/tasks.h"

/* clang-format off */
#define SCENARIO_COLUMN {"scenario", CGAP_COLUMN_TEXT, "", "name of the scenario: its file without .cfg, or its own name"}
#define TIME_COLUMN {"time", CGAP_COLUMN_REAL, "calendar year", "decimal year Y + (M-1)/12 + (D-1)/(12 days in the month)"}
#define UNIT_COLUMN {"unit", CGAP_COLUMN_TEXT, "", "unit of mean, sd and quantiles"}
#define SUMMARY_COLUMNS \
    {"mean", CGAP_COLUMN_REAL, "column unit", "mean over replicates; the value itself in deterministic mode"}, \
    {"sd", CGAP_COLUMN_REAL, "column unit", "standard deviation over replicates (divided by n - 1)"}, \
    {"q05", CGAP_COLUMN_REAL, "column unit", "5 % quantile over replicates, from a fixed grid"}, \
    {"q25", CGAP_COLUMN_REAL, "column unit", "25 % quantile"}, \
    {"q50", CGAP_COLUMN_REAL, "column unit", "median over replicates"}, \
    {"q75", CGAP_COLUMN_REAL, "column unit", "75 % quantile"}, \
    {"q95", CGAP_COLUMN_REAL, "column unit", "95 % quantile"}, \
    {"n", CGAP_COLUMN_COUNT, "replicates", "replicates in which the quantity is defined; 0 in deterministic mode"}

static const cgap_column UNION_COLUMN[] = {
    SCENARIO_COLUMN, TIME_COLUMN,
    {"measure", CGAP_COLUMN_TEXT, "", "quantity of the Union, defined by `cgap list measures`; one that is told once a year has rows at those dates only"},
    UNIT_COLUMN, SUMMARY_COLUMNS,
};

static const cgap_column MEMBER_COLUMN[] = {
    SCENARIO_COLUMN, TIME_COLUMN,
    {"member", CGAP_COLUMN_TEXT, "", "code of the state (Eurostat: EL, UK)"},
    {"variable", CGAP_COLUMN_TEXT, "", "quantity of the member, defined by `cgap list measures` (scope member)"},
    UNIT_COLUMN, SUMMARY_COLUMNS,
};

static const cgap_column ATTRIBUTION_COLUMN[] = {
    SCENARIO_COLUMN, TIME_COLUMN,
    {"layer", CGAP_COLUMN_TEXT, "", "formal, practice or a capability"},
    {"quantity", CGAP_COLUMN_TEXT, "", "change_of_mean or change_of_variance of <layer> since the start"},
    {"mechanism", CGAP_COLUMN_TEXT, "", "what moved it; the mechanisms sum to the whole change in every replicate"},
    {"mean", CGAP_COLUMN_REAL, "index or its square", "mean over replicates of the cumulative part"},
    {"q05", CGAP_COLUMN_REAL, "index or its square", "5 % quantile over replicates"},
    {"q95", CGAP_COLUMN_REAL, "index or its square", "95 % quantile over replicates"},
};
/* clang-format on */

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

static const double QUANTILE[] = {0.05, 0.25, 0.50, 0.75, 0.95};

typedef struct summary {
    cgap_moments moments;
    double quantile[COUNT_OF(QUANTILE)];
} summary;

/* What is said of a slot: the value alone in deterministic mode. */
static summary
summary_of(const cgap_ensemble *ensemble, size_t k, size_t slot)
{
    const cgap_ensemble_member *member = &ensemble->member[k];
    cgap_grid grid = cgap_layout_grid(&member->layout, slot);
    summary out = {{ensemble->deterministic ? member->expected[slot] : NAN, NAN, 0},
                   {NAN, NAN, NAN, NAN, NAN}};

    if (!ensemble->deterministic) {
        const cgap_summary_cell *cell = cgap_ensemble_cell(ensemble, k, slot);

        out.moments = cgap_cell_moments(cell, grid);
        cgap_cell_quantiles(cell, grid, QUANTILE, COUNT_OF(QUANTILE), out.quantile);
    }
    return out;
}

/* mean ... n. */
static void
add_summary(cgap_table *out, const summary *of)
{
    cgap_table_add_real(out, of->moments.mean);
    cgap_table_add_real(out, of->moments.sd);
    for (size_t q = 0; q < COUNT_OF(QUANTILE); q++) {
        cgap_table_add_real(out, of->quantile[q]);
    }
    cgap_table_add_count(out, of->moments.n);
}

static void
add_place(cgap_table *out, const cgap_ensemble *ensemble, size_t k, size_t row)
{
    const cgap_scenario *scenario = ensemble->member[k].scenario;

    cgap_table_add_text(out, scenario->name);
    cgap_table_add_real(out, cgap_scenario_time(scenario, row));
}

/* A scenario's quantities of the Union, summed up row by row: looking through their histograms is
 * most of the work of the table. */
typedef struct survey {
    const cgap_ensemble *ensemble;
    size_t k;
    summary *of; /* [n_row][n_union] */
} survey;

static void
survey_row(void *context, size_t row)
{
    const survey *self = context;
    const cgap_layout *layout = &self->ensemble->member[self->k].layout;

    for (size_t q = 0; q < layout->n_union; q++) {
        self->of[row * layout->n_union + q] =
            summary_of(self->ensemble, self->k, cgap_slot_union(layout, row, q));
    }
}

static cgap_status
add_scenario(cgap_table *out, const cgap_ensemble *ensemble, size_t k, size_t threads,
             cgap_error *err)
{
    const cgap_layout *layout = &ensemble->member[k].layout;
    survey work = {ensemble, k,
                   cgap_memory_array(layout->n_row * layout->n_union, sizeof(summary))};

    if (work.of == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for table '%s'", out->name);
    }
    cgap_tasks_do(survey_row, &work, layout->n_row, threads);
    for (size_t row = 0; row < layout->n_row; row++) {
        for (size_t q = 0; q < layout->n_union; q++) {
            if (!cgap_layout_records(layout, cgap_slot_union(layout, row, q))) {
                continue;
            }
            add_place(out, ensemble, k, row);
            cgap_table_add_text(out, layout->of_union[q].name);
            cgap_table_add_text(out, layout->of_union[q].unit);
            add_summary(out, &work.of[row * layout->n_union + q]);
        }
    }
    free(work.of);
    return CGAP_OK;
}

cgap_status
cgap_tables_union(cgap_table *out, const cgap_ensemble *ensemble, size_t threads, cgap_error *err)
{
    cgap_status status = CGAP_OK;

    cgap_table_init(out, "union", UNION_COLUMN, COUNT_OF(UNION_COLUMN));
    for (size_t k = 0; k < ensemble->n && status == CGAP_OK; k++) {
        status = add_scenario(out, ensemble, k, threads, err);
    }
    return status == CGAP_OK ? cgap_table_finish(out, err) : status;
}

static void
add_member_row(cgap_table *out, const cgap_ensemble *ensemble, size_t k, size_t selected)
{
    const cgap_layout *layout = &ensemble->member[k].layout;
    const cgap_dataset *data = &ensemble->member[k].scenario->dataset;

    for (size_t i = 0; i < data->n; i++) {
        for (size_t v = 0; v < layout->n_variable; v++) {
            summary of;

            add_place(out, ensemble, k, layout->selected[selected]);
            cgap_table_add_text(out, data->member[i].code);
            cgap_table_add_text(out, layout->of_member[v].name);
            cgap_table_add_text(out, layout->of_member[v].unit);
            of = summary_of(ensemble, k, cgap_slot_member(layout, selected, i, v));
            add_summary(out, &of);
        }
    }
}

cgap_status
cgap_tables_members(cgap_table *out, const cgap_ensemble *ensemble, cgap_error *err)
{
    cgap_table_init(out, "members", MEMBER_COLUMN, COUNT_OF(MEMBER_COLUMN));
    for (size_t k = 0; k < ensemble->n; k++) {
        for (size_t s = 0; s < ensemble->member[k].layout.n_selected; s++) {
            add_member_row(out, ensemble, k, s);
        }
    }
    return cgap_table_finish(out, err);
}

static void
add_part(cgap_table *out, const cgap_ensemble *ensemble, size_t k, size_t slot)
{
    static const double quantile[] = {0.05, 0.95};
    double value[COUNT_OF(quantile)];
    const cgap_ensemble_member *member = &ensemble->member[k];
    cgap_grid grid = cgap_layout_grid(&member->layout, slot);

    if (ensemble->deterministic) {
        cgap_table_add_real(out, member->expected[slot]);
        cgap_table_add_empty(out);
        cgap_table_add_empty(out);
        return;
    }
    cgap_cell_quantiles(cgap_ensemble_cell(ensemble, k, slot), grid, quantile, COUNT_OF(quantile),
                        value);
    cgap_table_add_real(out, cgap_cell_moments(cgap_ensemble_cell(ensemble, k, slot), grid).mean);
    cgap_table_add_real(out, value[0]);
    cgap_table_add_real(out, value[1]);
}

static void
add_attribution_row(cgap_table *out, const cgap_ensemble *ensemble, size_t k, size_t selected)
{
    static const char *const change_name[CGAP_N_CHANGE] = {"change_of_mean", "change_of_variance"};
    const cgap_layout *layout = &ensemble->member[k].layout;
    char buffer[160];

    for (size_t layer = 0; layer < CGAP_N_LAYER; layer++) {
        for (size_t change = 0; change < CGAP_N_CHANGE; change++) {
            for (size_t m = 0; m < layout->model->n_mechanism; m++) {
                add_place(out, ensemble, k, layout->selected[selected]);
                cgap_table_add_text(out, cgap_layer_name(layer));
                cgap_table_add_text(out, change_name[change]);
                cgap_table_add_text(out,
                                    cgap_model_mechanism(layout->model, m, buffer, sizeof buffer));
                add_part(out, ensemble, k,
                         cgap_slot_attribution(layout, selected, layer, change, m));
            }
        }
    }
}

cgap_status
cgap_tables_attribution(cgap_table *out, const cgap_ensemble *ensemble, cgap_error *err)
{
    cgap_table_init(out, "attribution", ATTRIBUTION_COLUMN, COUNT_OF(ATTRIBUTION_COLUMN));
    for (size_t k = 0; k < ensemble->n; k++) {
        for (size_t s = 0; s < ensemble->member[k].layout.n_selected; s++) {
            add_attribution_row(out, ensemble, k, s);
        }
    }
    return cgap_table_finish(out, err);
}
