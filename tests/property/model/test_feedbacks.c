/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What incidents and money leave behind, each alone against its closed form (sim/model/MODEL.md
 * sections 2.6, 2.8, 2.9, 2.10 and 2.13): salience, trust, costs, rights. */
#include "harness.h"

#include <math.h>

#include "cgap/record.h"
#include "shipped.h"

/* Equal states, nothing moves, losses stay at ell_0: relative losses are exactly 1 per year. */
#define STILL                                                                                      \
    QUIET, NO_ADJUSTMENT, "levers.threat_growth=0", "parameters.information_effect_on_defence=0",  \
        "parameters.weakest_link_preference=0", "parameters.norm_deterrence=0",                    \
        "parameters.law_enforcement_effect=0", "parameters.systemic_event_rate=0",                 \
        "events.wannacry.remove=true", "events.notpetya.remove=true"

static void
start_still(shipped_run *run, const char *const *setting)
{
    shipped_read(&run->scenario, "status-quo-2013", setting);
    make_equal(&run->scenario);
    shipped_prepare(run, 1, 1, true);
}

/* Z' = (loss rate / ell_0 - Z)/tau_z: at baseline losses Z stays 1; when losses double at once it
 * rises as 2 - e^(-t/tau_z). The attack volume is doubled by a regime in force from the start. */
static void
salience_learns_and_forgets(void **state)
{
    const char *const calm[] = {STILL, "parameters.branching_ratio=0", "end=2020.5", NULL};
    shipped_run run;

    (void) state;
    for (int doubled = 0; doubled < 2; doubled++) {
        cgap_event regime = {.type = CGAP_EVENT_REGIME,
                             .date = 2016.5,
                             .platform_factor = 1.0,
                             .enforcement_factor = 1.0,
                             .attack_factor = 2.0};

        shipped_read(&run.scenario, "status-quo-2013", calm);
        make_equal(&run.scenario);
        assert_int_equal(run.scenario.n_event, 0);
        free(run.scenario.event);
        run.scenario.event = malloc(sizeof regime);
        assert_non_null(run.scenario.event);
        run.scenario.event[0] = regime;
        run.scenario.n_event = doubled ? 1 : 0;
        shipped_prepare(&run, 1, 1, true);
        while (run.block.step < run.model.n_step) {
            double t;

            cgap_block_step(&run.block);
            t = (double) run.block.step * run.model.dt;
            assert_close(run.block.salience[0],
                         doubled ? 2.0 - exp(-t / run.scenario.parameters.salience_memory) : 1.0,
                         1e-10);
        }
        shipped_end(&run);
    }
}

/* Bracket of the budget 1 + phi_z (Z-1)/(Z+1): between 1 - phi_z in calm and 1 + phi_z in alarm,
 * and it is what incident_response attributes. */
static void
incidents_move_budgets_within_bounds(void **state)
{
    const char *const setting[] = {"parameters.response_to_incidents=0.3", "end=2018.5", NULL};
    shipped_run run;

    (void) state;
    shipped_start(&run, "status-quo-2013", setting, 16, 2, false);
    while (run.block.step < run.model.n_step) {
        cgap_block_step(&run.block);
        for (size_t at = 0; at < run.model.n * run.block.lanes; at++) {
            assert_true(exp(run.block.log_factor[at]) >= 0.7 - 1e-12);
            assert_true(exp(run.block.log_factor[at]) <= 1.3 + 1e-12);
        }
    }
    shipped_end(&run);
}

/* Trust: S <- (S + (1 - e^(-kappa dt)) (target - S)) e^(-chi dt loss/ell_0), target S_0 while
 * capability stands still. At baseline losses that is a recursion with one number per step. */
static void
trust_falls_with_losses_and_recovers(void **state)
{
    const char *const setting[] = {STILL, "parameters.trust_loss_per_baseline_loss=0.12",
                                   "end=2021.5", NULL};
    const char *const none[] = {STILL, "parameters.trust_loss_per_baseline_loss=0", "end=2021.5",
                                NULL};
    shipped_run run;
    double expected = 0.55, recover;

    (void) state;
    start_still(&run, setting);
    recover = 1.0 - exp(-run.scenario.parameters.trust_recovery_rate * run.model.dt);
    while (run.block.step < run.model.n_step) {
        cgap_block_step(&run.block);
        expected = (expected + recover * (0.55 - expected)) * exp(-0.12 * run.model.dt);
        assert_close(run.block.trust[3 * run.block.lanes], expected, 1e-10);
    }
    shipped_end(&run);
    start_still(&run, none);
    shipped_finish(&run);
    assert_close(run.block.trust[0], 0.55, 1e-12);
    shipped_end(&run);
}

/* Trust moves demand: with theta_D = 1, demand is GDP (1 + S - S_0), and revenues of all suppliers
 * together move in proportion when nothing else does (no growth of the rest of the world, suppliers
 * fixed, equal states). */
static void
demand_follows_trust(void **state)
{
    const char *const setting[] = {STILL,
                                   "parameters.demand_gain_from_trust=1",
                                   "parameters.trust_loss_per_baseline_loss=0.12",
                                   "parameters.supplier_capacity_rate=0",
                                   "parameters.rest_of_world_supplier_growth=0",
                                   "parameters.integration_rate=0",
                                   "end=2019.5",
                                   NULL};
    shipped_run run;

    (void) state;
    start_still(&run, setting);
    shipped_finish(&run);
    assert_true(run.block.trust[0] < 0.54);
    assert_close(run.block.total_revenue[0] / run.block.total_revenue_start[0],
                 1.0 + run.block.trust[0] - 0.55, 1e-10);
    shipped_end(&run);
}

/* Values of two quantities at the last row of a deterministic run. */
static double
last_value(const char *name, const char *const *setting, const char *quantity)
{
    shipped_run run;
    cgap_layout layout;
    cgap_record record;
    cgap_error err = CGAP_ERROR_INIT;
    double *slots, value;
    size_t q;

    shipped_read(&run.scenario, name, setting);
    assert_int_equal(cgap_model_prepare(&run.model, &run.scenario, &err), CGAP_OK);
    assert_int_equal(cgap_layout_create(&layout, &run.model, false, &err), CGAP_OK);
    slots = calloc(layout.n_slot * CGAP_LANE_MULTIPLE, sizeof *slots);
    assert_non_null(slots);
    assert_int_equal(cgap_record_create(&record, &layout, 1, slots, &err), CGAP_OK);
    assert_int_equal(cgap_record_run(&record, 1, 0, true, &err), CGAP_OK);
    q = cgap_layout_find(&layout, quantity);
    assert_true(q < layout.n_union);
    value = slots[cgap_slot_union(&layout, layout.n_row - 1, q) * record.lanes];
    cgap_record_free(&record);
    cgap_layout_free(&layout);
    free(slots);
    cgap_model_free(&run.model);
    cgap_scenario_free(&run.scenario);
    return value;
}

/* M EUR a year: agency 11 + 55.7 (M - .3) = 39.0 at M = .8027, nothing at 0; forums 10 sum e_f;
 * platform 60; industry 50; research 100; fund as given. Engagement of the baseline sums to 2.2. */
static void
budget_of_the_union_adds_up(void **state)
{
    const char *const all[] = {"end=2018.5",
                               "levers.agency_mandate=0.8",
                               "levers.platform=0.5",
                               "levers.fund_meur=100",
                               "levers.industrial_policy=0.4",
                               "levers.research=0.2",
                               NULL};
    const char *const none[] = {"end=2018.5", "levers.agency_mandate=0", "levers.platform=0", NULL};

    (void) state;
    assert_close(last_value("status-quo-2013", all, "cost_eu_meur"),
                 11.0 + 55.7 * 0.5 + 10.0 * 2.2 + 60.0 * 0.5 + 50.0 * 0.4 + 100.0 * 0.2 + 100.0,
                 1e-9);
    assert_close(last_value("status-quo-2013", none, "cost_eu_meur"), 22.0, 1e-9);
}

/* One law, in practice everywhere and at once: compliance is its share of the GDP of all states;
 * declared exposure counts by GDP-weighted implementation. */
#define IN_FULL                                                                                    \
    "end=2018.5", "parameters.implementation_rate=1000", "instruments.nis.type=regulation",        \
        "instruments.nis.adopted=1990.0", "instruments.nis.applies=1990.0",                        \
        "instruments.nis.enforcement=1", "instruments.nis.rights_exposure=-0.25",                  \
        "instruments.nis.compliance_cost=0.0002"

static void
compliance_and_rights_are_accounted(void **state)
{
    const char *const setting[] = {IN_FULL, NULL};
    const char *const none[] = {"end=2018.5", NULL};
    cgap_scenario scenario;
    double gdp = 0.0;

    (void) state;
    shipped_read(&scenario, "status-quo-2013", none);
    for (size_t i = 0; i < scenario.dataset.n; i++) {
        gdp += scenario.dataset.member[i].gdp_bn_eur;
    }
    cgap_scenario_free(&scenario);
    assert_close(last_value("minimum-harmonisation", setting, "cost_national_meur"),
                 1000.0 * gdp * 0.0002, 1e-6);
    assert_close(last_value("minimum-harmonisation", setting, "rights_exposure"), -0.25, 1e-12);
    assert_true(last_value("status-quo-2013", none, "rights_exposure") == 0.0);
    assert_true(last_value("status-quo-2013", none, "cost_national_meur") == 0.0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(salience_learns_and_forgets),
        cmocka_unit_test(incidents_move_budgets_within_bounds),
        cmocka_unit_test(trust_falls_with_losses_and_recovers),
        cmocka_unit_test(demand_follows_trust),
        cmocka_unit_test(budget_of_the_union_adds_up),
        cmocka_unit_test(compliance_and_rights_are_accounted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
