/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who works with whom, and how closely, at the start, midway and at the end. */
#include <math.h>

#include "tables.h"

/* clang-format off */
static const cgap_column COLUMN[] = {
    {"scenario", CGAP_COLUMN_TEXT, "", "name of the scenario"},
    {"time", CGAP_COLUMN_REAL, "calendar year", "the start, the 1 January nearest to the middle of the horizon, or the end; decimal year"},
    {"member", CGAP_COLUMN_TEXT, "", "code of one state of the pair (Eurostat: EL, UK)"},
    {"partner", CGAP_COLUMN_TEXT, "", "code of the other: ties have no direction, every pair has one row"},
    {"both_members", CGAP_COLUMN_COUNT, "0 or 1", "1 both are members of the Union at that date, 0 not"},
    {"mean", CGAP_COLUMN_REAL, "share 0..1", "strength of the cooperation tie, mean over replicates; the value itself in deterministic mode"},
    {"sd", CGAP_COLUMN_REAL, "share 0..1", "standard deviation over replicates (divided by n - 1)"},
    {"n", CGAP_COLUMN_COUNT, "replicates", "replicates behind mean and sd; 0 in deterministic mode"},
};
/* clang-format on */

/* Those of the step that leads to a row are members at the row. */
static cgap_member_set
members_at(const cgap_model *model, size_t row)
{
    return row == 0 ? model->timetable.members_at_start : model->timetable.step[row - 1].members;
}

static void
add_pair(cgap_table *out, const cgap_ensemble *ensemble, size_t k, size_t date, size_t pair)
{
    const cgap_ensemble_member *member = &ensemble->member[k];
    cgap_moments moments = {NAN, NAN, 0};

    if (ensemble->deterministic) {
        moments.mean = member->expected[cgap_slot_tie(&member->layout, date, pair)];
    } else {
        moments = cgap_difference_moments(cgap_ensemble_tie(member, date, pair), CGAP_GRID_SHARE);
    }
    cgap_table_add_real(out, moments.mean);
    cgap_table_add_real(out, moments.sd);
    cgap_table_add_count(out, moments.n);
}

static void
add_date(cgap_table *out, const cgap_ensemble *ensemble, size_t k, size_t date)
{
    const cgap_layout *layout = &ensemble->member[k].layout;
    const cgap_scenario *scenario = ensemble->member[k].scenario;
    cgap_member_set members = members_at(layout->model, layout->tied[date]);

    for (size_t i = 0; i < layout->model->n; i++) {
        for (size_t j = i + 1; j < layout->model->n; j++) {
            cgap_table_add_text(out, scenario->name);
            cgap_table_add_real(out, cgap_scenario_time(scenario, layout->tied[date]));
            cgap_table_add_text(out, scenario->dataset.member[i].code);
            cgap_table_add_text(out, scenario->dataset.member[j].code);
            cgap_table_add_count(out, (members >> i & members >> j & 1) != 0);
            add_pair(out, ensemble, k, date, cgap_layout_pair(layout, i) + j - i - 1);
        }
    }
}

cgap_status
cgap_tables_ties(cgap_table *out, const cgap_ensemble *ensemble, cgap_error *err)
{
    cgap_table_init(out, "ties", COLUMN, sizeof COLUMN / sizeof COLUMN[0]);
    for (size_t k = 0; k < ensemble->n; k++) {
        for (size_t d = 0; d < ensemble->member[k].layout.n_tied; d++) {
            add_date(out, ensemble, k, d);
        }
    }
    return cgap_table_finish(out, err);
}
