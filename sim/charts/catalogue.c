/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart.h"

#include "cgap/charts.h"

/* clang-format off */
const cgap_chart CGAP_CHARTS[] = {
    {"fan", CGAP_CHART_RUN, "mean and gap of the Union, formal capability beside practice, with published figures", cgap_chart_fan, "union.csv, reference.csv, members.csv"},
    {"practice", CGAP_CHART_RUN, "mean and gap of the four kinds of practice", cgap_chart_practice, "union.csv, reference.csv, members.csv"},
    {"members", CGAP_CHART_RUN, "formal capability and practice of every member", cgap_chart_members, "members.csv, union.csv"},
    {"map", CGAP_CHART_RUN, "tile-grid map of the Union at the start, in 2020 and at the end", cgap_chart_map, "members.csv, map.csv"},
    {"heatmap", CGAP_CHART_RUN, "every member in every year, formal capability beside practice", cgap_chart_heatmap, "members.csv"},
    {"attribution", CGAP_CHART_RUN, "who closed the gap: contributions of mechanisms to the variance between members", cgap_chart_attribution, "attribution.csv, union.csv"},
    {"attribution-mean", CGAP_CHART_RUN, "who raised the level: contributions of mechanisms to the mean", cgap_chart_level, "attribution.csv"},
    {"convergence", CGAP_CHART_RUN, "sigma and beta convergence: spread over time, growth against start", cgap_chart_convergence, "union.csv, members.csv"},
    {"transposition", CGAP_CHART_RUN, "members that have transposed each law, with what happened", cgap_chart_transposition, "union.csv, reference.csv"},
    {"losses", CGAP_CHART_RUN, "expected losses by who bears them", cgap_chart_losses, "union.csv"},
    {"market", CGAP_CHART_RUN, "market integration, supply of the Union's own and share of SMEs", cgap_chart_market, "union.csv, members.csv"},
    {"strategies", CGAP_CHART_COMPARE, "scenarios side by side at the end, with intervals", cgap_chart_strategies, "union.csv"},
    {"paths", CGAP_CHART_COMPARE, "courses of mean and gap of all scenarios", cgap_chart_paths, "union.csv"},
    {"differences", CGAP_CHART_COMPARE, "paired differences of the gap to the baseline over time", cgap_chart_differences, "comparison.csv"},
    {"attribution-strategies", CGAP_CHART_COMPARE, "who closed the gap in each scenario", cgap_chart_mechanisms, "attribution.csv, union.csv"},
    {"map-difference", CGAP_CHART_COMPARE, "tile-grid maps of differences to the baseline at the end", cgap_chart_map_difference, "members.csv, map.csv"},
    {"network", CGAP_CHART_BOTH, "cooperation ties between states on a map: at start and end, or of each scenario against the baseline", cgap_chart_network, "ties.csv, map.csv"},
    {"exceedance", CGAP_CHART_BOTH, "probability of losses above a size: drawn losses per scenario, or of one scenario by who bears them", cgap_chart_exceedance, "exceedance.csv"},
    {"regret", CGAP_CHART_COMPARE, "regret of each scenario under other assumptions by criterion, and the thresholds it meets", cgap_chart_regret, "regret.csv, satisficing.csv"},
    {"shapley", CGAP_CHART_COMPARE, "a package taken apart: Shapley value of each part, and which pairs are complements or substitutes", cgap_chart_shapley, "shapley.csv"},
    {"time-to-target", CGAP_CHART_BOTH, "share of replicates that have reached each target by each date, per scenario", cgap_chart_targets, "when.csv, targets.csv"},
    {"who", CGAP_CHART_COMPARE, "who wins and who loses: groups of members and those who bear losses, with intervals and the probability of losing", cgap_chart_who, "who.csv"},
    {"who-members", CGAP_CHART_COMPARE, "who wins and who loses, member by member, in each scenario", cgap_chart_who_members, "who.csv, members.csv"},
    {"pareto", CGAP_CHART_COMPARE, "scenarios by two criteria with their names and the Pareto front", cgap_chart_pareto, "ranking.csv, dominance.csv"},
    {"ranks", CGAP_CHART_COMPARE, "how often each scenario takes each place, by criterion", cgap_chart_ranks, "ranks.csv"},
};
/* clang-format on */
const size_t CGAP_N_CHART = sizeof CGAP_CHARTS / sizeof CGAP_CHARTS[0];

cgap_status
cgap_chart_list(cgap_table *out, cgap_error *err)
{
    static const cgap_column columns[] = {
        {"name", CGAP_COLUMN_TEXT, "", "name for --only and of the files"},
        {"needs", CGAP_COLUMN_TEXT, "", "run: one scenario; compare: several; both: any folder"},
        {"shows", CGAP_COLUMN_TEXT, "", "what the chart shows"},
    };
    static const char *const needs[] = {"run", "compare", "both"};
    cgap_status status;

    cgap_table_init(out, "charts", columns, sizeof columns / sizeof columns[0]);
    for (size_t n = 0; n < CGAP_N_CHART; n++) {
        cgap_table_add_text(out, CGAP_CHARTS[n].name);
        cgap_table_add_text(out, needs[CGAP_CHARTS[n].needs]);
        cgap_table_add_text(out, CGAP_CHARTS[n].shows);
    }
    status = cgap_table_finish(out, err);
    if (status != CGAP_OK) {
        cgap_table_free(out);
    }
    return status;
}
