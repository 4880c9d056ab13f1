/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything a run records, with its unit, grid and direction of good. */
#include "record_internal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

const cgap_lane_measure CGAP_LAYER_MEASURE[N_LAYER_MEASURE] = {CGAP_LANE_MEAN,
                                                               CGAP_LANE_SD,
                                                               CGAP_LANE_CV,
                                                               CGAP_LANE_MIN,
                                                               CGAP_LANE_MAX,
                                                               CGAP_LANE_GINI,
                                                               CGAP_LANE_LEVEL_PLAYING_FIELD,
                                                               CGAP_LANE_SHARE_BELOW_FLOOR};

const cgap_lane_measure CGAP_INDEX_MEASURE[N_INDEX_MEASURE] = {
    CGAP_LANE_MEDIAN,        CGAP_LANE_RANGE,       CGAP_LANE_VARIANCE,     CGAP_LANE_THEIL_T,
    CGAP_LANE_HOOVER,        CGAP_LANE_DELTA_BEST,  CGAP_LANE_WOLFSON,      CGAP_LANE_BIMODALITY,
    CGAP_LANE_MEAN_WEIGHTED, CGAP_LANE_CV_WEIGHTED, CGAP_LANE_GINI_WEIGHTED};

#define SHARE "share 0..1"

/* Measures of one layer; names follow "<layer>_". Order: CGAP_LAYER_MEASURE, then spans. */
static const cgap_quantity EACH_LAYER[N_EACH_LAYER] = {
    {"mean", "index 0..1", "mean over current members", CGAP_GRID_SHARE, 1},
    {"sd", "index 0..1", "standard deviation over members, divided by n", CGAP_GRID_SHARE, -1},
    {"cv", "1", "coefficient of variation: sd over mean", CGAP_GRID_SHARE, -1},
    {"min", "index 0..1", "level of the weakest member", CGAP_GRID_SHARE, 1},
    {"max", "index 0..1", "level of the leader", CGAP_GRID_SHARE, 1},
    {"gini", "1", "Gini coefficient, not corrected for n", CGAP_GRID_SHARE, -1},
    {"level_playing_field", SHARE, "1 - mean distance between members over its largest value",
     CGAP_GRID_SHARE, 1},
    {"share_below_floor", SHARE,
     "share of members below the highest standard that applies; empty when none does",
     CGAP_GRID_SHARE, -1},
    {"beta", "1/year",
     "slope of growth on the logarithm of the start level; below 0: those behind grow faster. "
     "Noise "
     "alone makes it negative (regression to the mean): read it beside sd",
     CGAP_GRID_RATE, -1},
    {"beta_speed", "1/year", "-ln(1 + beta T)/T since the start; empty where undefined",
     CGAP_GRID_RATE, 1},
    {"beta_half_life", "years",
     "ln 2 over beta_speed; empty unless the speed is positive. Without bound as beta nears 0: "
     "where "
     "that is near, means and their intervals rest on few replicates and say little; read q50, or "
     "beta",
     CGAP_GRID_MONEY, -1},
};

/* Further measures of the three indices. Order: CGAP_INDEX_MEASURE, spans, what follows from
 * others. */
static const cgap_quantity EACH_INDEX[N_EACH_INDEX] = {
    {"median", "index 0..1", "median over current members", CGAP_GRID_SHARE, 1},
    {"range", "index 0..1", "leader less weakest", CGAP_GRID_SHARE, -1},
    {"variance", "1", "variance over members, divided by n", CGAP_GRID_VARIANCE, -1},
    {"theil_t", "nats", "Theil index T", CGAP_GRID_VARIANCE, -1},
    {"hoover", SHARE, "share of the total to move for equality", CGAP_GRID_SHARE, -1},
    {"delta_best", "index sum", "sum of the distances to the leader", CGAP_GRID_MONEY, -1},
    {"wolfson", "1", "Wolfson polarisation", CGAP_GRID_SHARE, -1},
    {"bimodality", "1", "Sarle's bimodality coefficient; 5/9 for a uniform distribution",
     CGAP_GRID_SHARE, 0},
    {"mean_weighted", "index 0..1", "mean weighted by GDP", CGAP_GRID_SHARE, 1},
    {"cv_weighted", "1", "coefficient of variation weighted by GDP", CGAP_GRID_SHARE, -1},
    {"gini_weighted", "1", "Gini coefficient weighted by GDP", CGAP_GRID_SHARE, -1},
    {"tau_b", "1", "Kendall's tau-b of ranks with those at the start; 1: nobody changed places",
     CGAP_GRID_SHARE, 0},
    {"upward_convergence", "0 or 1",
     "mean above and variance below those of the start; its mean is a probability", CGAP_GRID_COUNT,
     1},
    {"level_playing_field_weighted", SHARE,
     "1 - 2 sum over pairs w_i w_j |x_i - x_j|, GDP shares w: 0 when half of the GDP stands at 0 "
     "and "
     "half at 1",
     CGAP_GRID_SHARE, 1},
};

#define VARIANCE_OF                                                                                \
    "variance of the capability over members, divided by n: what the mechanisms of "               \
    "attribution.csv add up to; at the yearly dates of members.csv"

static const cgap_quantity FIXED[N_UNION_FIXED] = {
    {"cooperation_efficiency", SHARE,
     "sum of ties over what the platforms offer; ties follow by years, so for that long it is too "
     "high, at times above 1, after a platform is cut and too low after it is raised: see "
     "mean_tie; empty where nothing is offered",
     CGAP_GRID_SHARE, 1},
    {"mean_tie", SHARE, "mean cooperation tie between two members", CGAP_GRID_SHARE, 1},
    {"regime_fragmentation", SHARE,
     "mean over pairs of members of 1 - sum min(q)/sum max(q) over laws in practice; 0 without law",
     CGAP_GRID_SHARE, -1},
    {"market_fragmentation", SHARE,
     "1 - cross-border share of Union suppliers over the same without borders", CGAP_GRID_SHARE,
     -1},
    {"fragmentation", SHARE,
     "mean of four parts with parameters.fragmentation_weight, equal unless set: 1 - "
     "formal_level_playing_field, regime_fragmentation, 1 - cooperation_efficiency, "
     "market_fragmentation; empty where a part with weight is",
     CGAP_GRID_SHARE, -1},
    {"fragmentation_practice", SHARE, "fragmentation with practice_level_playing_field",
     CGAP_GRID_SHARE, -1},
    {"fragmentation_combined", SHARE, "fragmentation with combined_level_playing_field",
     CGAP_GRID_SHARE, -1},
    {"market_integration", SHARE, "phi: 0 national markets, 1 one market", CGAP_GRID_SHARE, 1},
    {"home_share", SHARE, "share of demand served by suppliers of the same state", CGAP_GRID_SHARE,
     0},
    {"union_supply_share", SHARE, "share of the Union's demand served by its own suppliers",
     CGAP_GRID_SHARE, 1},
    {"supplier_concentration", SHARE, "Herfindahl-Hirschman index of suppliers by state",
     CGAP_GRID_SHARE, -1},
    {"sme_supplier_share", SHARE, "share of SMEs among suppliers", CGAP_GRID_SHARE, 1},
    {"trust", SHARE, "public trust in digital transactions, mean over members", CGAP_GRID_SHARE, 1},
    {"incidents", "1/year", "significant incidents in members over the step before, per year",
     CGAP_GRID_MONEY, -1},
    {"loss_gdp", "share of GDP per year",
     "expected loss given the state of the step before, members; empty at the start",
     CGAP_GRID_LOSS, -1},
    {"loss_gdp_realised", "share of GDP per year", "loss drawn over the step before, members",
     CGAP_GRID_LOSS, -1},
    {"loss_gdp_year", "share of GDP per year",
     "loss drawn over the last twelve months, members: the mean of loss_gdp_realised over them; "
     "empty in the first year",
     CGAP_GRID_LOSS, -1},
    {"loss_gdp_fixed", "share of GDP per year", "loss_gdp over all members of the start",
     CGAP_GRID_LOSS, -1},
    {"loss_gdp_total", "years of GDP", "cumulative loss_gdp_fixed since the start", CGAP_GRID_LOSS,
     -1},
    {"loss_meur", "M EUR per year", "expected loss of members", CGAP_GRID_MONEY, -1},
    {"loss_meur_realised", "M EUR per year", "loss drawn, members", CGAP_GRID_MONEY, -1},
    {"loss_eur_per_head", "EUR per head and year", "expected loss of members over their population",
     CGAP_GRID_MONEY, -1},
    {"loss_gdp_sme", "share of GDP per year", "part of loss_gdp borne by SMEs", CGAP_GRID_LOSS, -1},
    {"loss_gdp_enterprise", "share of GDP per year", "part of loss_gdp borne by large enterprises",
     CGAP_GRID_LOSS, -1},
    {"loss_gdp_administration", "share of GDP per year",
     "part of loss_gdp borne by administrations", CGAP_GRID_LOSS, -1},
    {"loss_gdp_people", "share of GDP per year", "part of loss_gdp borne by people", CGAP_GRID_LOSS,
     -1},
    {"loss_meur_sme", "M EUR per year", "part of loss_meur borne by SMEs", CGAP_GRID_MONEY, -1},
    {"loss_meur_enterprise", "M EUR per year", "part of loss_meur borne by large enterprises",
     CGAP_GRID_MONEY, -1},
    {"loss_meur_administration", "M EUR per year", "part of loss_meur borne by administrations",
     CGAP_GRID_MONEY, -1},
    {"loss_meur_people", "M EUR per year", "part of loss_meur borne by people", CGAP_GRID_MONEY,
     -1},
    {"loss_eur_per_head_sme", "EUR per head and year", "loss borne by SMEs over the population",
     CGAP_GRID_MONEY, -1},
    {"loss_eur_per_head_enterprise", "EUR per head and year",
     "loss borne by large enterprises over the population", CGAP_GRID_MONEY, -1},
    {"loss_eur_per_head_administration", "EUR per head and year",
     "loss borne by administrations over the population", CGAP_GRID_MONEY, -1},
    {"loss_eur_per_head_people", "EUR per head and year",
     "loss borne by people over the population", CGAP_GRID_MONEY, -1},
    {"cost_eu_meur", "M EUR per year",
     "EU budget: agency, forums, platform, industry, research, fund", CGAP_GRID_MONEY, -1},
    {"cost_national_meur", "M EUR per year", "compliance with law in practice, all states",
     CGAP_GRID_MONEY, -1},
    {"rights_exposure", "-1..1 per law",
     "sum over instruments of declared exposure times GDP-weighted implementation; accounting only",
     CGAP_GRID_SHARE, -1},
    {"legal_variance", "1", VARIANCE_OF, CGAP_GRID_VARIANCE, -1},
    {"technical_variance", "1", VARIANCE_OF, CGAP_GRID_VARIANCE, -1},
    {"organisational_variance", "1", VARIANCE_OF, CGAP_GRID_VARIANCE, -1},
    {"capacity_variance", "1", VARIANCE_OF, CGAP_GRID_VARIANCE, -1},
    {"cooperation_variance", "1", VARIANCE_OF, CGAP_GRID_VARIANCE, -1},
    {"sme_variance", "1", VARIANCE_OF, CGAP_GRID_VARIANCE, -1},
    {"enterprise_variance", "1", VARIANCE_OF, CGAP_GRID_VARIANCE, -1},
    {"administration_variance", "1", VARIANCE_OF, CGAP_GRID_VARIANCE, -1},
    {"people_variance", "1", VARIANCE_OF, CGAP_GRID_VARIANCE, -1},
    {"regime_hamming", SHARE,
     "mean over pairs of members of the share of laws in force in one of them only; at the yearly "
     "dates "
     "of "
     "members.csv",
     CGAP_GRID_SHARE, -1},
    {"effective_regimes", "number",
     "effective number of different sets of laws in force, 1 / sum of squared shares of members; "
     "at "
     "the yearly dates of members.csv",
     CGAP_GRID_MONEY, -1},
    {"formal_profile_fragmentation", "bits",
     "how unlike members are in their strengths: generalised Jensen-Shannon divergence of pillar "
     "shares; at the yearly dates of members.csv",
     CGAP_GRID_VARIANCE, -1},
    {"practice_profile_fragmentation", "bits", "the same over the four kinds of practice",
     CGAP_GRID_VARIANCE, -1},
    {"combined_profile_fragmentation", "bits", "the same over all nine capabilities",
     CGAP_GRID_VARIANCE, -1},
    {"regime_fragmentation_weighted", SHARE,
     "regime_fragmentation with pairs weighted by the product of their GDP; at the yearly dates of "
     "members.csv",
     CGAP_GRID_SHARE, -1},
    {"cooperation_efficiency_weighted", SHARE,
     "cooperation_efficiency with pairs weighted by the product of their GDP; at the yearly dates "
     "of "
     "members.csv",
     CGAP_GRID_SHARE, 1},
    {"fragmentation_weighted", SHARE,
     "fragmentation of parts weighted by GDP: 1 - formal_level_playing_field_weighted, "
     "regime_fragmentation_weighted, 1 - cooperation_efficiency_weighted, market_fragmentation "
     "(demand is GDP); at the yearly dates of members.csv",
     CGAP_GRID_SHARE, -1},
    {"transposition_on_time", SHARE,
     "share of the members bound by it that had the directive whose deadline passed last in force "
     "by that deadline; empty before the first deadline; at the yearly dates of members.csv",
     CGAP_GRID_SHARE, 1},
    {"transposition_delay", "years",
     "median over the same members of the time from that deadline to their own law, below 0 before "
     "it; a member that still waits counts with its delay so far; empty before the first deadline; "
     "at the yearly dates of members.csv",
     CGAP_GRID_RATE, -1},
    {"incidents_weakest_quarter", SHARE,
     "share of the incidents expected in members over the step before that fall on the quarter of "
     "them with the lowest combined index, a member on the border in part; 0.25 is their part by "
     "number, but size draws incidents too and they are small: compare scenarios, not with 0.25; "
     "empty at the start; at the yearly dates of members.csv",
     CGAP_GRID_SHARE, -1},
    {"member_loss_above_1_percent", "0 or 1",
     "a member lost, as drawn, more than 1 % of its GDP in the calendar year before; its mean is a "
     "probability; each 1 January after a whole year",
     CGAP_GRID_COUNT, -1},
    {"algebraic_connectivity", SHARE,
     "second smallest eigenvalue of the Laplacian of ties over the number of members; at the start "
     "and the end only",
     CGAP_GRID_SHARE, 1},
    {"modularity", "1", "modularity of ties for groups by accession; at the start and the end only",
     CGAP_GRID_RATE, -1},
};

static const cgap_quantity PER_INSTRUMENT[2] = {
    {"transposed", "members", "number of members in which the instrument is in force",
     CGAP_GRID_COUNT, 1},
    {"implementation", SHARE, "GDP-weighted implementation of the instrument over members",
     CGAP_GRID_SHARE, 1},
};

static const cgap_quantity MEMBER_FIXED[] = {
    {"loss_gdp", "share of GDP per year",
     "expected loss given the state of the step before; empty at the start", CGAP_GRID_LOSS, -1},
    {"loss_gdp_year", "share of GDP per year",
     "loss drawn in the calendar year before; each 1 January after a whole year", CGAP_GRID_LOSS,
     -1},
    {"trust", SHARE, "public trust in digital transactions", CGAP_GRID_SHARE, 1},
    {"member", "1", "1 a member of the Union at that date, 0 not", CGAP_GRID_SHARE, 0},
};
enum { N_MEMBER_NAMED = sizeof MEMBER_FIXED / sizeof MEMBER_FIXED[0] };

/* Of a capability or an index. */
static const cgap_quantity LEVEL = {"", "index 0..1", "level of the capability", CGAP_GRID_SHARE,
                                    1};

static const cgap_quantity MEMBER_INSTRUMENT[2] = {
    {"transposed", SHARE, "1 in force, 0 not; its mean is a probability", CGAP_GRID_COUNT, 1},
    {"implementation", SHARE, "implementation of the instrument in practice", CGAP_GRID_SHARE, 1},
};

static void
set(cgap_quantity *out, const cgap_quantity *like, const char *prefix, const char *suffix)
{
    *out = *like;
    (void) snprintf(out->name, sizeof out->name, "%.20s%s%.60s%s%.70s", prefix,
                    prefix[0] != '\0' ? "_" : "", like->name, suffix[0] != '\0' ? "_" : "", suffix);
}

static const char *
measured_name(size_t layer)
{
    return layer == LAYER_COMBINED ? "combined" : cgap_layer_name(layer);
}

static void
fill_union(cgap_layout *self)
{
    const cgap_scenario *scenario = self->model->scenario;
    cgap_quantity *next = self->of_union;

    for (size_t layer = 0; layer < N_MEASURED; layer++) {
        for (size_t m = 0; m < N_EACH_LAYER; m++) {
            set(next++, &EACH_LAYER[m], measured_name(layer), "");
        }
    }
    for (size_t layer = 0; layer < N_MEASURED; layer++) { /* in the order of record_index */
        for (size_t m = 0; record_index(layer) < N_INDEX && m < N_EACH_INDEX; m++) {
            set(next++, &EACH_INDEX[m], measured_name(layer), "");
        }
    }
    for (size_t q = 0; q < N_UNION_FIXED; q++) {
        set(next++, &FIXED[q], "", "");
    }
    for (size_t p = 0; p < scenario->n_instrument; p++) {
        set(next++, &PER_INSTRUMENT[0], "", scenario->instrument[p].name);
        set(next++, &PER_INSTRUMENT[1], "", scenario->instrument[p].name);
    }
}

static void
fill_members(cgap_layout *self)
{
    const cgap_scenario *scenario = self->model->scenario;
    cgap_quantity *next = self->of_member;

    for (size_t k = 0; k < CGAP_N_CAPABILITY; k++) {
        set(next++, &LEVEL, "", "");
        (void) snprintf(next[-1].name, sizeof next[-1].name, "%s", cgap_capability_name(k));
    }
    for (size_t layer = 0; layer < CGAP_LAYER_CAPABILITY; layer++) {
        set(next++, &LEVEL, "", "");
        (void) snprintf(next[-1].name, sizeof next[-1].name, "%s", cgap_layer_name(layer));
    }
    for (size_t v = 0; v < N_MEMBER_NAMED; v++) {
        set(next++, &MEMBER_FIXED[v], "", "");
    }
    for (size_t p = 0; p < scenario->n_instrument; p++) {
        set(next++, &MEMBER_INSTRUMENT[0], "", scenario->instrument[p].name);
        set(next++, &MEMBER_INSTRUMENT[1], "", scenario->instrument[p].name);
    }
}

bool
cgap_layout_is_date(const cgap_layout *self, size_t row)
{
    const cgap_scenario *scenario = self->model->scenario;
    double time = cgap_scenario_time(scenario, row);

    return row == 0 || row + 1 == self->n_row ||
           (long) row == cgap_scenario_row(scenario, floor(time + 0.5));
}

/* Quantities of the second kind stand at the yearly dates, of the third at both ends. */
static void
find_recorded(cgap_layout *self)
{
    for (size_t row = 0; row < self->n_row; row++) {
        bool date = cgap_layout_is_date(self, row), end = row == 0 || row + 1 == self->n_row;

        for (size_t q = 0; q < self->n_union; q++) {
            size_t fixed = q - UNION_FIXED; /* far beyond N_UNION_FIXED for those of layers */
            bool dated = fixed >= U_VARIANCE_OF && fixed < U_ALGEBRAIC_CONNECTIVITY;
            bool ends = fixed >= U_ALGEBRAIC_CONNECTIVITY && fixed < N_UNION_FIXED;

            self->recorded[cgap_slot_union(self, row, q)] = ends ? end : !dated || date;
            self->n_date[q] += row > 0 && self->recorded[cgap_slot_union(self, row, q)] ? 1 : 0;
        }
    }
}

static void
select_rows(cgap_layout *self, bool every_step)
{
    for (size_t row = 0; row < self->n_row; row++) {
        if (every_step || cgap_layout_is_date(self, row)) {
            self->selected[self->n_selected++] = row;
        }
    }
}

/* The start, the 1 January nearest to the middle of the horizon where there is one between, the
 * end: the same whatever rows members.csv has. */
static void
select_tied(cgap_layout *self)
{
    size_t last = self->n_row - 1, middle = 0;

    for (size_t row = 1; row < last; row++) { /* twice the distance to the middle: whole numbers */
        long off = labs(2 * (long) row - (long) last),
             least = labs(2 * (long) middle - (long) last);

        middle = cgap_layout_is_date(self, row) && off < least ? row : middle;
    }
    self->tied[self->n_tied++] = 0;
    if (middle > 0) {
        self->tied[self->n_tied++] = middle;
    }
    if (last > 0) {
        self->tied[self->n_tied++] = last;
    }
}

cgap_status
cgap_layout_create(cgap_layout *out, const cgap_model *model, bool every_step, cgap_error *err)
{
    cgap_layout draft;

    memset(&draft, 0, sizeof draft);
    draft.model = model;
    draft.n_row = model->n_step + 1;
    draft.n_union = UNION_FIXED + N_UNION_FIXED + 2 * model->n_instrument;
    draft.n_variable = N_MEMBER_FIXED + 2 * model->n_instrument;
    draft.of_union = cgap_memory_array(draft.n_union, sizeof *draft.of_union);
    draft.of_member = cgap_memory_array(draft.n_variable, sizeof *draft.of_member);
    draft.selected = cgap_memory_array(draft.n_row, sizeof *draft.selected);
    draft.recorded = cgap_memory_array(draft.n_row * draft.n_union, sizeof *draft.recorded);
    draft.n_date = cgap_memory_array(draft.n_union, sizeof *draft.n_date);
    if (draft.of_union == NULL || draft.of_member == NULL || draft.selected == NULL ||
        draft.recorded == NULL || draft.n_date == NULL) {
        cgap_layout_free(&draft);
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for the layout of results");
    }
    fill_union(&draft);
    fill_members(&draft);
    find_recorded(&draft);
    select_rows(&draft, every_step);
    select_tied(&draft);
    draft.n_pair = model->n * (model->n - 1) / 2;
    draft.member_slot = draft.n_row * draft.n_union;
    draft.attribution_slot = draft.member_slot + draft.n_selected * model->n * draft.n_variable;
    draft.n_cell = draft.attribution_slot +
                   draft.n_selected * CGAP_N_LAYER * CGAP_N_CHANGE * model->n_mechanism;
    draft.n_slot = draft.n_cell + draft.n_tied * draft.n_pair;
    *out = draft;
    return CGAP_OK;
}

void
cgap_layout_free(cgap_layout *self)
{
    free(self->of_union);
    free(self->of_member);
    free(self->selected);
    free(self->recorded);
    free(self->n_date);
    memset(self, 0, sizeof *self);
}

size_t
cgap_layout_find(const cgap_layout *self, const char *name)
{
    size_t q = 0;

    while (q < self->n_union && strcmp(self->of_union[q].name, name) != 0) {
        q++;
    }
    return q;
}

cgap_grid
cgap_layout_grid(const cgap_layout *self, size_t slot)
{
    size_t change;

    if (slot < self->member_slot) {
        return self->of_union[slot % self->n_union].grid;
    }
    if (slot < self->attribution_slot) {
        return self->of_member[(slot - self->member_slot) % self->n_variable].grid;
    }
    if (slot >= self->n_cell) {
        return CGAP_GRID_SHARE; /* ties */
    }
    change = (slot - self->attribution_slot) / self->model->n_mechanism % CGAP_N_CHANGE;
    return change == CGAP_CHANGE_OF_MEAN ? CGAP_GRID_SHARE : CGAP_GRID_VARIANCE;
}

static const cgap_column LIST_COLUMN[] = {
    {"name", CGAP_COLUMN_TEXT, "", "name in union.csv, or of a variable in members.csv"},
    {"scope", CGAP_COLUMN_TEXT, "",
     "run: a quantity of the Union; index, capability: what a layer may be; member: a variable"},
    {"unit", CGAP_COLUMN_TEXT, "", "unit"},
    {"better", CGAP_COLUMN_TEXT, "", "more or less is better; empty: neither"},
    {"meaning", CGAP_COLUMN_TEXT, "", "definition and convention"},
};

/* What the names in angle brackets stand for. */
static const cgap_quantity PLACEHOLDER[] = {
    {"<layer>", "index 0..1", "an index or a capability, each listed below", CGAP_GRID_SHARE, 1},
    {"<index>", "index 0..1", "formal, practice or combined", CGAP_GRID_SHARE, 1},
};

static const cgap_quantity INDEX[N_INDEX] = {
    {"formal", "index 0..1", "mean of the five formal capabilities with parameters.pillar_weight",
     CGAP_GRID_SHARE, 1},
    {"practice", "index 0..1", "plain mean of the four kinds of practice", CGAP_GRID_SHARE, 1},
    {"combined", "index 0..1",
     "both indices mixed as in defence: practice with parameters.weight_of_practice_in_defence, "
     "formal with the rest",
     CGAP_GRID_SHARE, 1},
};

static void
list_rows(cgap_table *out, const char *scope, const cgap_quantity *quantity, size_t n,
          const char *const affix[2])
{
    static const char *const better[] = {"less", "", "more"};

    for (size_t q = 0; q < n; q++) {
        char name[200];

        (void) snprintf(name, sizeof name, "%.20s%.140s%.20s", affix[0], quantity[q].name,
                        affix[1]);
        cgap_table_add_text(out, name);
        cgap_table_add_text(out, scope);
        cgap_table_add_text(out, quantity[q].unit);
        cgap_table_add_text(out, better[quantity[q].direction + 1]);
        cgap_table_add_text(out, quantity[q].meaning);
    }
}

static void
list_capabilities(cgap_table *out, const char *scope)
{
    static const char *const none[2] = {"", ""};

    for (size_t k = 0; k < CGAP_N_CAPABILITY; k++) {
        cgap_quantity row = LEVEL;

        (void) snprintf(row.name, sizeof row.name, "%s", cgap_capability_name(k));
        row.meaning = cgap_capability_meaning(k);
        list_rows(out, scope, &row, 1, none);
    }
}

static void
list_variables(cgap_table *out)
{
    static const char *const none[2] = {"", ""}, *const law[2] = {"", "_<instrument>"};

    list_capabilities(out, "member");
    list_rows(out, "member", INDEX, CGAP_LAYER_CAPABILITY, none);
    list_rows(out, "member", MEMBER_FIXED, N_MEMBER_NAMED, none);
    list_rows(out, "member", MEMBER_INSTRUMENT, 2, law);
}

cgap_status
cgap_record_list(cgap_table *out, cgap_error *err)
{
    static const char *const none[2] = {"", ""}, *const layer[2] = {"<layer>_", ""},
                             *const index[2] = {"<index>_", ""},
                             *const law[2] = {"", "_<instrument>"};

    cgap_table_init(out, "measures", LIST_COLUMN, sizeof LIST_COLUMN / sizeof LIST_COLUMN[0]);
    list_rows(out, "run", EACH_LAYER, N_EACH_LAYER, layer);
    list_rows(out, "run", EACH_INDEX, N_EACH_INDEX, index);
    list_rows(out, "run", FIXED, N_UNION_FIXED, none);
    list_rows(out, "run", PER_INSTRUMENT, 2, law);
    list_rows(out, "run", PLACEHOLDER, 2, none);
    list_rows(out, "index", INDEX, N_INDEX, none);
    list_capabilities(out, "capability");
    list_variables(out);
    return cgap_table_finish(out, err);
}
