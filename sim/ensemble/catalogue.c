/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything a run records, with its unit, grid and direction of good. */
#include "catalogue.h"

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
const cgap_quantity CGAP_EACH_LAYER[N_EACH_LAYER] = {
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
     "Noise alone makes it negative (regression to the mean): read it beside sd",
     CGAP_GRID_RATE, -1},
    {"beta_speed", "1/year", "-ln(1 + beta T)/T since the start; empty where undefined",
     CGAP_GRID_RATE, 1},
    {"beta_half_life", "years",
     "ln 2 over beta_speed; empty unless the speed is positive. Without bound as beta nears 0: "
     "where that is near, means and their intervals rest on few replicates and say little; read "
     "q50, or "
     "beta",
     CGAP_GRID_MONEY, -1},
};

/* Further measures of the three indices. Order: CGAP_INDEX_MEASURE, spans, what follows from
 * others. */
const cgap_quantity CGAP_EACH_INDEX[N_EACH_INDEX] = {
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
     "and half at 1",
     CGAP_GRID_SHARE, 1},
};

#define VARIANCE_OF                                                                                \
    "variance of the capability over members, divided by n: what the mechanisms of "               \
    "attribution.csv add up to; at the yearly dates of members.csv"

const cgap_quantity CGAP_UNION_FIXED[N_UNION_FIXED] = {
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
     "dates of "
     "members.csv",
     CGAP_GRID_SHARE, -1},
    {"effective_regimes", "number",
     "effective number of different sets of laws in force, 1 / sum of squared shares of members; "
     "at the yearly dates of members.csv",
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
     "of members.csv",
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

const cgap_quantity CGAP_PER_INSTRUMENT[2] = {
    {"transposed", "members", "number of members in which the instrument is in force",
     CGAP_GRID_COUNT, 1},
    {"implementation", SHARE, "GDP-weighted implementation of the instrument over members",
     CGAP_GRID_SHARE, 1},
};

const cgap_quantity CGAP_MEMBER_FIXED[CGAP_N_MEMBER_NAMED] = {
    {"loss_gdp", "share of GDP per year",
     "expected loss given the state of the step before; empty at the start", CGAP_GRID_LOSS, -1},
    {"loss_gdp_year", "share of GDP per year",
     "loss drawn in the calendar year before; each 1 January after a whole year", CGAP_GRID_LOSS,
     -1},
    {"trust", SHARE, "public trust in digital transactions", CGAP_GRID_SHARE, 1},
    {"member", "1", "1 a member of the Union at that date, 0 not", CGAP_GRID_SHARE, 0},
};

/* Of a capability or an index. */
const cgap_quantity CGAP_LEVEL = {"", "index 0..1", "level of the capability", CGAP_GRID_SHARE, 1};

const cgap_quantity CGAP_MEMBER_INSTRUMENT[2] = {
    {"transposed", SHARE, "1 in force, 0 not; its mean is a probability", CGAP_GRID_COUNT, 1},
    {"implementation", SHARE, "implementation of the instrument in practice", CGAP_GRID_SHARE, 1},
};
