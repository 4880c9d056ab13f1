/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parameter table against itself, against cgap_parameters and against the documented figures.
 */
#include "harness.h"

#include <stdio.h>
#include <string.h>

#include "cgap/parameter.h"
#include "cgap/scenario.h"

#include "scenario_fixture.h"

static const struct {
    const char *key;
    double value, low, high;
    const char *distribution, *kind;
} DOCUMENTED[] = {
    /* clang-format off */
    {"start", 2016.5, 2016.5, 2016.5, "fixed", "evidence"},
    {"end", 2030, 2019.5, 2046.5, "fixed", "assumption"},
    {"parameters.base_obsolescence", 0.03, 0.01, 0.06, "uniform", "assumption"},
    {"parameters.red_queen_pass_through", 0.2, 0, 0.5, "uniform", "assumption"},
    {"levers.threat_growth", 0.1, 0.03, 0.18, "triangular", "evidence"},
    {"parameters.domestic_headroom", 0.16, 0.05, 0.25, "uniform", "assumption"},
    {"parameters.persistence_of_differences", 0.9, 0.7, 1, "uniform", "assumption"},
    {"parameters.returns_to_budget", 0.5, 0.3, 0.7, "uniform", "assumption"},
    {"parameters.budget_shock_sd", 0.25, 0, 0.5, "uniform", "assumption"},
    {"parameters.budget_shock_memory", 2, 0.5, 4, "uniform", "assumption"},
    {"parameters.common_share_of_shock", 0.3, 0, 0.8, "uniform", "assumption"},
    {"parameters.peer_learning_rate", 1.2, 0, 2.4, "uniform", "assumption"},
    {"parameters.tie_adjustment_rate", 0.5, 0.2, 1, "loguniform", "assumption"},
    {"parameters.cooperation_distance_scale", 0.1, 0.05, 0.4, "loguniform", "assumption"},
    {"parameters.levelling_down_share_peers", 0, 0, 1, "fixed", "assumption"},
    {"parameters.platform_gain_from_agency", 0.2, 0, 0.4, "uniform", "assumption"},
    {"parameters.platform_for_non_members", 0.1, 0, 0.3, "uniform", "assumption"},
    {"parameters.free_riding_share", 0.3, 0, 0.6, "uniform", "assumption"},
    {"parameters.information_effect_on_defence", 0.5, 0.1, 0.8, "uniform", "assumption"},
    {"parameters.agency_hub_rate", 0.06, 0.02, 0.15, "loguniform", "assumption"},
    {"levers.agency_mandate", 0.3, 0.2, 0.4, "fixed", "evidence"},
    {"parameters.transposition_hazard_before_deadline", 0.13, 0.04, 0.45, "lognormal", "evidence"},
    {"parameters.transposition_hazard_after_deadline", 1.3, 0.45, 3.8, "lognormal", "evidence"},
    {"instruments.*.complexity", 1, 1, 4, "lognormal", "evidence"},
    {"parameters.effect_of_administrative_capacity_on_hazard", 0.5, -1, 1.5, "normal", "assumption"},
    {"parameters.implementation_rate", 0.7, 0.3, 1.5, "loguniform", "assumption"},
    {"instruments.*.enforcement", 0.5, 0.2, 0.9, "uniform", "assumption"},
    {"instruments.*.standard", 0.75, 0.6, 0.9, "uniform", "assumption"},
    {"instruments.*.pull", 0.4, 0.15, 0.8, "loguniform", "assumption"},
    {"instruments.*.ceiling", 0, 0, 1, "uniform", "assumption"},
    {"instruments.*.compliance_cost", 0.0001, 3e-05, 0.0005, "loguniform", "assumption"},
    {"parameters.reference_public_budget", 100, 50, 400, "loguniform", "evidence"},
    {"parameters.absorption_saturation", 200, 50, 400, "loguniform", "assumption"},
    {"levers.fund_meur", 0, 0, 1500, "scenario", "evidence"},
    {"levers.fund_targeting", 2, 0, 4, "scenario", "assumption"},
    {"parameters.external_engagement_rate", 0.7, 0.3, 1.5, "loguniform", "assumption"},
    {"parameters.intelligence_gain_from_partners", 0.2, 0, 0.4, "uniform", "assumption"},
    {"parameters.norm_deterrence", 0.08, 0, 0.2, "uniform", "assumption"},
    {"parameters.external_legal_pull", 0.05, 0, 0.12, "uniform", "assumption"},
    {"parameters.external_legal_target", 0.85, 0.75, 0.95, "uniform", "assumption"},
    {"parameters.response_to_incidents", 0.3, 0, 0.6, "uniform", "assumption"},
    {"parameters.salience_memory", 1.5, 0.5, 3, "uniform", "assumption"},
    {"parameters.border_effect_at_no_integration", 2, 1, 3.5, "uniform", "assumption"},
    {"parameters.market_integration_2017", 0.2, 0.1, 0.4, "uniform", "assumption"},
    {"parameters.rest_of_world_supplier_growth", 0.02, 0, 0.05, "uniform", "assumption"},
    {"parameters.rest_of_world_share_of_EU_demand", 0.55, 0.4, 0.7, "uniform", "assumption"},
    {"parameters.integration_rate", 0.3, 0.1, 0.6, "loguniform", "assumption"},
    {"parameters.integration_gain_certification", 0.25, 0.1, 0.5, "uniform", "assumption"},
    {"parameters.integration_gain_common_law", 0.1, 0, 0.25, "uniform", "assumption"},
    {"parameters.integration_gain_industrial_policy", 0.2, 0.05, 0.4, "uniform", "assumption"},
    {"parameters.supplier_capacity_rate", 0.3, 0.1, 0.6, "loguniform", "assumption"},
    {"parameters.supplier_scale_elasticity", 0.5, 0.2, 0.8, "uniform", "assumption"},
    {"parameters.scale_advantage_exponent", 1.2, 1, 1.4, "uniform", "assumption"},
    {"parameters.supplier_gain_from_research", 0.15, 0, 0.3, "uniform", "assumption"},
    {"parameters.market_access_effect_on_investment", 0.3, 0, 0.6, "uniform", "assumption"},
    {"parameters.sme_share_of_suppliers_2017", 0.74, 0.7, 0.8, "fixed", "evidence"},
    {"parameters.sme_gain_from_integration", 0.4, 0, 0.8, "uniform", "assumption"},
    {"parameters.sme_loss_from_compliance", 0.1, 0, 0.3, "uniform", "assumption"},
    {"parameters.sme_loss_from_consolidation", 0.35, 0, 0.7, "uniform", "assumption"},
    {"parameters.sme_share_rate", 0.3, 0.1, 0.6, "loguniform", "assumption"},
    {"parameters.significant_incidents_2017", 600, 200, 2000, "loguniform", "assumption"},
    {"parameters.loss_rate_2017", 0.004, 0.001, 0.008, "loguniform", "evidence"},
    {"parameters.breach_probability_at_zero_capability", 0.5, 0.3, 0.7, "uniform", "assumption"},
    {"parameters.productivity_of_capability", 3, 1.5, 5, "uniform", "assumption"},
    {"parameters.size_elasticity_of_arrivals", 0.55, 0.35, 0.75, "normal", "evidence"},
    {"parameters.weakest_link_preference", 0.5, 0, 1.5, "uniform", "assumption"},
    {"parameters.branching_ratio", 0.25, 0, 0.5, "uniform", "evidence"},
    {"parameters.excitation_decay", 12, 4, 52, "loguniform", "assumption"},
    {"parameters.home_share_of_contagion", 0.2, 0, 0.6, "uniform", "assumption"},
    {"parameters.log_sd_of_severity", 2, 1.2, 2.7, "uniform", "evidence"},
    {"parameters.systemic_event_rate", 0.25, 0.05, 0.5, "loguniform", "evidence"},
    {"parameters.systemic_event_size", 0.1, 0.02, 0.4, "loguniform", "assumption"},
    {"parameters.public_trust_2017", 0.55, 0.45, 0.65, "uniform", "evidence"},
    {"parameters.trust_recovery_rate", 0.4, 0.2, 0.8, "loguniform", "assumption"},
    {"parameters.trust_gain_per_capability", 0.5, 0, 1, "uniform", "assumption"},
    {"parameters.trust_loss_per_baseline_loss", 0.05, 0, 0.15, "uniform", "assumption"},
    {"parameters.demand_gain_from_trust", 0.5, 0, 1, "uniform", "assumption"},
    {"parameters.pillar_weight.legal", 0.2, 0.1, 0.3, "fixed", "evidence"},
    {"parameters.pillar_weight.technical", 0.2, 0.1, 0.3, "fixed", "evidence"},
    {"parameters.pillar_weight.organisational", 0.2, 0.1, 0.3, "fixed", "evidence"},
    {"parameters.pillar_weight.capacity", 0.2, 0.1, 0.3, "fixed", "evidence"},
    {"parameters.pillar_weight.cooperation", 0.2, 0.1, 0.3, "fixed", "evidence"},
    {"parameters.breach_weight.legal", 0.1, 0, 0.5, "dirichlet", "assumption"},
    {"parameters.breach_weight.technical", 0.35, 0, 0.5, "dirichlet", "assumption"},
    {"parameters.breach_weight.organisational", 0.2, 0, 0.5, "dirichlet", "assumption"},
    {"parameters.breach_weight.capacity", 0.2, 0, 0.5, "dirichlet", "assumption"},
    {"parameters.breach_weight.cooperation", 0.15, 0, 0.5, "dirichlet", "assumption"},
    {"instruments.*.covers.legal", 1, 0, 1, "fixed", "assumption"},
    {"instruments.*.covers.technical", 0.6, 0, 1, "fixed", "assumption"},
    {"instruments.*.covers.organisational", 1, 0, 1, "fixed", "assumption"},
    {"instruments.*.covers.capacity", 0.4, 0, 1, "fixed", "assumption"},
    {"instruments.*.covers.cooperation", 0.6, 0, 1, "fixed", "assumption"},
    {"parameters.weight_of_practice_in_defence", 0.5, 0.25, 0.75, "uniform", "assumption"},
    {"parameters.edition_leniency.gci2017", 0, 0, 2, "fitted", "evidence"},
    {"parameters.edition_leniency.gci2018", 0.13, 0, 2, "fitted", "evidence"},
    {"parameters.edition_leniency.gci2020", 0.22, 0, 2, "fitted", "evidence"},
    {"parameters.gci_measurement_sd", 0.074, 0.055, 0.09, "uniform", "evidence"},
    {"parameters.practice_peer_learning_share", 0.05, 0, 0.15, "uniform", "assumption"},
    {"parameters.exposure.sme", 0.25, 0.1, 0.5, "dirichlet", "assumption"},
    {"parameters.exposure.enterprise", 0.3, 0.1, 0.5, "dirichlet", "assumption"},
    {"parameters.exposure.administration", 0.2, 0.1, 0.5, "dirichlet", "assumption"},
    {"parameters.exposure.people", 0.25, 0.1, 0.5, "dirichlet", "assumption"},
    {"parameters.law_enforcement_effect", 0.1, 0, 0.25, "uniform", "assumption"},
    {"levers.law_enforcement", 0.2, 0, 1, "scenario", "assumption"},
    {"parameters.start_reliability", 0.65, 0.5, 0.8, "uniform", "evidence"},
    {"parameters.pillar_profile_scale", 1, 0, 1.5, "uniform", "assumption"},
    {"parameters.adjustment_rate_formal", 0.15, 0.06, 0.3, "loguniform", "assumption"},
    {"parameters.adjustment_rate_practice.sme", 0.1, 0.05, 0.3, "loguniform", "assumption"},
    {"parameters.adjustment_rate_practice.enterprise", 0.1, 0.05, 0.3, "loguniform", "assumption"},
    {"parameters.adjustment_rate_practice.administration", 0.15, 0.05, 0.3, "loguniform", "assumption"},
    {"parameters.adjustment_rate_practice.people", 0.1, 0.05, 0.3, "loguniform", "assumption"},
    {"parameters.practice_headroom.sme", 0, -0.03, 0.03, "uniform", "evidence"},
    {"parameters.practice_headroom.enterprise", 0.03, 0, 0.06, "uniform", "evidence"},
    {"parameters.practice_headroom.administration", 0.45, 0.3, 0.6, "uniform", "evidence"},
    {"parameters.practice_headroom.people", 0.1, 0.07, 0.13, "uniform", "evidence"},
    {"parameters.practice_persistence.sme", 1, 0.85, 1.15, "uniform", "evidence"},
    {"parameters.practice_persistence.enterprise", 1, 0.85, 1.15, "uniform", "evidence"},
    {"parameters.practice_persistence.administration", 1.4, 1.1, 1.7, "uniform", "evidence"},
    {"parameters.practice_persistence.people", 1.25, 1, 1.5, "uniform", "evidence"},
    {"parameters.enabling_elasticity.sme", 0.3, 0, 1.5, "uniform", "assumption"},
    {"parameters.enabling_elasticity.enterprise", 0.3, 0, 1.5, "uniform", "assumption"},
    {"parameters.enabling_elasticity.administration", 0.3, 0, 1.5, "uniform", "assumption"},
    {"parameters.enabling_elasticity.people", 0.3, 0, 1.5, "uniform", "assumption"},
    {"parameters.budget_effect_on_practice.sme", 0.3, 0, 1, "uniform", "assumption"},
    {"parameters.budget_effect_on_practice.enterprise", 0.1, 0, 1, "uniform", "assumption"},
    {"parameters.budget_effect_on_practice.administration", 1, 0, 1, "uniform", "assumption"},
    {"parameters.budget_effect_on_practice.people", 0.5, 0, 1, "uniform", "assumption"},
    {"parameters.practice_measurement_sd.sme", 0.04, 0, 0.04, "uniform", "assumption"},
    {"parameters.practice_measurement_sd.enterprise", 0.027, 0, 0.04, "uniform", "assumption"},
    {"parameters.practice_measurement_sd.administration", 0, 0, 0.04, "uniform", "assumption"},
    {"parameters.practice_measurement_sd.people", 0, 0, 0.04, "uniform", "assumption"},
    {"levers.platform", 0.25, 0, 1, "scenario", "assumption"},
    {"levers.industrial_policy", 0, 0, 1, "scenario", "assumption"},
    {"levers.research", 0, 0, 1, "scenario", "assumption"},
    {"coalition.platform", 0.85, 0, 1, "scenario", "assumption"},
    /* clang-format on */
};

static const cgap_parameter *
find(const char *key)
{
    size_t n;
    const cgap_parameter *table = cgap_parameter_table(&n);

    for (size_t r = 0; r < n; r++) {
        if (strcmp(table[r].key, key) == 0) {
            return &table[r];
        }
    }
    fail_msg("%s is not in the table", key);
    return NULL;
}

static void
rows_state_the_documented_figures(void **state)
{
    (void) state;
    for (size_t k = 0; k < sizeof DOCUMENTED / sizeof DOCUMENTED[0]; k++) {
        const cgap_parameter *row = find(DOCUMENTED[k].key);

        if (row->standard != DOCUMENTED[k].value || row->low != DOCUMENTED[k].low ||
            row->high != DOCUMENTED[k].high ||
            strcmp(row->distribution, DOCUMENTED[k].distribution) != 0 ||
            strcmp(row->kind, DOCUMENTED[k].kind) != 0) {
            fail_msg("%s: %.17g [%.17g, %.17g] %s %s", row->key, row->standard, row->low, row->high,
                     row->distribution, row->kind);
        }
    }
}

/* Defaults of the model note that no documented row has: tables of its sections 2.2, 2.3, 2.10. */
static void
defaults_are_those_of_the_model_note(void **state)
{
    size_t n;
    const cgap_parameter *table = cgap_parameter_table(&n);
    cgap_parameters expected = fixture_parameters(), actual;
    size_t begin = offsetof(cgap_scenario, parameters);

    (void) state;
    memset(&actual, 0, sizeof actual);
    for (size_t r = 0; r < n; r++) {
        if (strncmp(table[r].key, "parameters.", 11) == 0) {
            memcpy((char *) &actual + (table[r].offset - begin), &table[r].standard,
                   sizeof(double));
        }
    }
    for (size_t d = 0; d < sizeof actual / sizeof(double); d++) {
        double a, e;

        memcpy(&a, (char *) &actual + d * sizeof a, sizeof a);
        memcpy(&e, (char *) &expected + d * sizeof e, sizeof e);
        if (a != e) {
            fail_msg("double %zu of cgap_parameters is %.17g, documented %.17g", d, a, e);
        }
    }
    assert_close(find("instruments.*.covers.enterprise")->standard, 0.15, 0.0);
    assert_close(find("instruments.*.covers.sme")->standard, 0.0, 0.0);
    assert_close(find("levers.engagement.*")->standard, 0.3, 0.0);
}

static void
every_field_of_the_parameters_has_one_row(void **state)
{
    enum { N = sizeof(cgap_parameters) / sizeof(double) };
    size_t n, begin = offsetof(cgap_scenario, parameters);
    const cgap_parameter *table = cgap_parameter_table(&n);
    int claims[N] = {0};

    (void) state;
    for (size_t r = 0; r < n; r++) {
        if (strncmp(table[r].key, "parameters.", 11) == 0) {
            size_t offset = table[r].offset - begin;

            assert_int_equal(table[r].type, CGAP_REAL);
            assert_int_equal(offset % sizeof(double), 0);
            assert_true(offset / sizeof(double) < N);
            claims[offset / sizeof(double)]++;
        }
    }
    for (size_t d = 0; d < N; d++) {
        if (claims[d] != 1) {
            fail_msg("double %zu of cgap_parameters has %d rows", d, claims[d]);
        }
    }
}

static void
keys_are_distinct_and_short(void **state)
{
    size_t n;
    const cgap_parameter *table = cgap_parameter_table(&n);

    (void) state;
    for (size_t r = 0; r < n; r++) {
        assert_true(strlen(table[r].key) < 80);
        assert_true(strlen(table[r].name) > 0);
        for (size_t other = 0; other < r; other++) {
            assert_string_not_equal(table[r].key, table[other].key);
        }
    }
}

static void
defaults_lie_in_their_ranges(void **state)
{
    size_t n;
    const cgap_parameter *table = cgap_parameter_table(&n);

    (void) state;
    for (size_t r = 0; r < n; r++) {
        const cgap_parameter *row = &table[r];
        bool number = row->type == CGAP_REAL || row->type == CGAP_SCHEDULE;

        if (number && !(row->min <= row->standard && row->standard <= row->max)) {
            fail_msg("%s: default outside min to max", row->key);
        }
        if (isnan(row->low) != isnan(row->high)) {
            fail_msg("%s: half a plausible range", row->key);
        }
        if (number && !isnan(row->low) &&
            !(row->min <= row->low && row->low <= row->standard && row->standard <= row->high &&
              row->high <= row->max)) {
            fail_msg("%s: default outside its plausible range, or that outside min to max",
                     row->key);
        }
        if (number &&
            (strlen(row->unit) == 0 || strlen(row->kind) == 0 || strlen(row->source) == 0)) {
            fail_msg("%s: a number needs unit, kind and source", row->key);
        }
    }
}

static void
rates_and_couplings_can_be_switched_off(void **state)
{
    size_t n;
    const cgap_parameter *table = cgap_parameter_table(&n);

    (void) state;
    for (size_t r = 0; r < n; r++) {
        if (strcmp(table[r].unit, "1/year") == 0 && table[r].type == CGAP_REAL &&
            strncmp(table[r].key, "parameters.", 11) == 0 && !(table[r].min <= 0.0)) {
            fail_msg("%s cannot be 0", table[r].key);
        }
    }
    assert_close(find("parameters.peer_learning_rate")->max, 1000.0, 0.0);
    assert_close(find("parameters.budget_shock_sd")->min, 0.0, 0.0);
    assert_close(find("parameters.branching_ratio")->min, 0.0, 0.0);
    assert_close(find("parameters.persistence_of_differences")->max, 3.0, 0.0);
    assert_close(find("parameters.domestic_headroom")->min, -1.0, 0.0);
    assert_true(find("parameters.cooperation_distance_scale")->min > 0.0);
    assert_true(find("parameters.budget_shock_memory")->min > 0.0);
}

/* Weights of the composite are chosen, by no policy and by no draw: any of them may be 0 or 1
 * without a warning, and nothing that varies assumptions finds a range or a law. */
static void
what_the_analyst_chooses_is_not_uncertain(void **state)
{
    static const char *const part[] = {"levels", "law", "cooperation", "market"};
    char key[80];

    (void) state;
    for (size_t m = 0; m < CGAP_N_FRAGMENTED; m++) {
        const cgap_parameter *row;

        (void) snprintf(key, sizeof key, "parameters.fragmentation_weight.%s", part[m]);
        row = find(key);
        assert_int_equal(row->offset, offsetof(cgap_scenario, parameters.fragmentation_weight) +
                                          m * sizeof(double));
        assert_true(row->min == 0.0 && row->max == 1.0);
        assert_true(isnan(row->low) && isnan(row->high));
        assert_string_equal(row->distribution, "fixed");
        assert_true(cgap_parameter_of_world(key));
    }
}

static void
tables_for_the_user_hold_every_row(void **state)
{
    size_t n;
    const cgap_parameter *table = cgap_parameter_table(&n);
    cgap_table list;

    (void) state;
    assert_int_equal(cgap_parameter_list(&list, NULL), CGAP_OK);
    assert_int_equal(list.n_row, n);
    for (size_t r = 0; r < n; r++) {
        assert_string_equal(cgap_table_text(&list, r, cgap_table_find(&list, "key")), table[r].key);
        if (strcmp(table[r].key, "parameters.peer_learning_rate") == 0) {
            assert_string_equal(cgap_table_text(&list, r, cgap_table_find(&list, "default")),
                                "1.2");
            assert_close(cgap_table_real(&list, r, cgap_table_find(&list, "high")), 2.4, 0.0);
        }
        if (strcmp(table[r].key, "events.*.type") == 0) { /* words, not the numbers behind them */
            assert_string_equal(cgap_table_text(&list, r, cgap_table_find(&list, "name")),
                                "what happens: leave, join, relapse, systemic or regime");
            assert_true(isnan(cgap_table_real(&list, r, cgap_table_find(&list, "max"))));
        }
    }
    cgap_table_free(&list);
    assert_int_equal(cgap_instrument_type_list(&list, NULL), CGAP_OK);
    assert_int_equal(list.n_row, 3);
    for (size_t t = 0; t < 3; t++) { /* the words instruments.*.type accepts */
        assert_non_null(strstr(find("instruments.*.type")->choices, cgap_table_text(&list, t, 0)));
    }
    cgap_table_free(&list);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_state_the_documented_figures),
        cmocka_unit_test(defaults_are_those_of_the_model_note),
        cmocka_unit_test(every_field_of_the_parameters_has_one_row),
        cmocka_unit_test(keys_are_distinct_and_short),
        cmocka_unit_test(defaults_lie_in_their_ranges),
        cmocka_unit_test(rates_and_couplings_can_be_switched_off),
        cmocka_unit_test(what_the_analyst_chooses_is_not_uncertain),
        cmocka_unit_test(tables_for_the_user_hold_every_row),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
