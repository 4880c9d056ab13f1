/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The program's own step against the reference, number by number at every row: levels, law, ties,
 * industry, threat, losses, trust, attribution and the levers themselves.
 *
 * Deterministic mode holds every equation: a wrong sign, factor, index or order of update shows as
 * a difference far above 1e-12. Stochastic mode holds the addresses of the draws and what is made
 * of them (start, shocks, dates of transposition, counts, severities, who is hit): its tolerance is
 * wider because normal quantiles come from GSL here and a lognormal tail multiplies their error.
 * Counts are whole numbers, so a difference there cannot hide.
 */
#include "harness.h"

#include <glob.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cgap/parameter.h"
#include "cgap/rng.h"
#include "cgap/scenario_read.h"
#include "reference_agreement.h"
#include "scenario_fixture.h"

enum { EVERY_LANE_OF_ONE = CGAP_LANE_MULTIPLE - 1, FOUR_LANES = CGAP_LANE_MULTIPLE / 4 };

static const double DETERMINISTIC = 1e-12, STOCHASTIC = 1e-9;

static void
print_worst(const char *name, bool deterministic, const agreement *worst)
{
    printf("%-26s %-13s largest relative difference %.2g (%s[%zu] at row %zu), %zu numbers\n", name,
           deterministic ? "deterministic" : "stochastic", worst->largest, worst->field,
           worst->element, worst->step, worst->compared);
}

static agreement
run(const char *name, const cgap_scenario *scenario, uint64_t seed, bool deterministic)
{
    cgap_model model = {0};
    cgap_error err = CGAP_ERROR_INIT;
    agreement worst = AGREEMENT_INIT;
    bool ran;

    if (cgap_model_prepare(&model, scenario, &err) != CGAP_OK) {
        fail_msg("%s: %s", name, err.text);
    }
    worst.tolerance = deterministic ? DETERMINISTIC : STOCHASTIC;
    /* Deterministic lanes are all equal: the first and the last will do. */
    ran = agreement_of_run(&worst, &model, seed, 0, deterministic,
                           deterministic ? EVERY_LANE_OF_ONE : FOUR_LANES);
    cgap_model_free(&model);
    assert_true(ran);
    return worst;
}

static void
hold(const char *name, const cgap_scenario *scenario, uint64_t seed, bool deterministic)
{
    agreement worst = run(name, scenario, seed, deterministic);

    print_worst(name, deterministic, &worst);
    if (worst.first.field != NULL) {
        fail_msg("%s: first %s[%zu] at row %zu: program %.17g, reference %.17g, allowed %g", name,
                 worst.first.field, worst.first.element, worst.first.step, worst.first.program,
                 worst.first.reference, worst.tolerance);
    }
}

static void
hold_both(const char *name, const cgap_scenario *scenario)
{
    hold(name, scenario, 1, true);
    hold(name, scenario, 1, false);
}

/* What users run: every shipped scenario over its whole horizon. */
static void
shipped_scenarios(void **state)
{
    glob_t found;

    (void) state;
    assert_int_equal(glob(CGAP_SOURCE_DIR "/scenarios/*.cfg", 0, NULL, &found), 0);
    assert_true(found.gl_pathc >= 10);
    for (size_t s = 0; s < found.gl_pathc; s++) {
        cgap_scenario_source source = {.path = found.gl_pathv[s],
                                       .installed = CGAP_SOURCE_DIR "/scenarios"};
        cgap_diagnostics diagnostics = {0};
        cgap_scenario scenario;

        assert_int_equal(cgap_scenario_read(&scenario, &source, &diagnostics), CGAP_OK);
        hold_both(scenario.name, &scenario);
        cgap_scenario_free(&scenario);
        cgap_diagnostics_free(&diagnostics);
    }
    globfree(&found);
}

static void
everything_at_once(void **state)
{
    cgap_scenario scenario;

    (void) state;
    fixture_full(&scenario, NULL);
    hold_both("full", &scenario);
    hold("full, another seed", &scenario, 0x123456789abcdef0ULL, false);
    fixture_free(&scenario);
}

/* Steps of a year and of a week: a factor dt that is missing or too much, a rate taken for a share,
 * and dates that fall inside a long step. */
static void
steps_of_any_length(void **state)
{
    static const int steps_per_year[] = {1, 4, 52};

    (void) state;
    for (size_t s = 0; s < 3; s++) {
        cgap_scenario scenario;
        char name[40];

        fixture_full(&scenario, FIXTURE_SIX " AT ES FI");
        scenario.steps_per_year = steps_per_year[s];
        snprintf(name, sizeof name, "full, %d steps a year", steps_per_year[s]);
        hold_both(name, &scenario);
        fixture_free(&scenario);
    }
}

/* The options that defaults leave out: two-sided peers, raw scores, Pareto severity, contagion by a
 * supplied matrix, random events often, attackers that seek the weak. */
static void
options_off_their_defaults(void **state)
{
    cgap_scenario scenario;
    cgap_parameters *par = &scenario.parameters;

    (void) state;
    fixture_full(&scenario, NULL);
    fixture_contagion(&scenario);
    scenario.severity = CGAP_SEVERITY_PARETO;
    par->levelling_down_share_peers = 0.7;
    par->start_reliability = 1.0;
    par->systemic_event_rate = 3.0;
    par->weakest_link_preference = 1.5;
    par->persistence_of_differences = 1.6; /* some steady states are clipped */
    par->pillar_profile_scale = 1.5;       /* some pillars are clipped at the start */
    par->severity_tail_shape = 0.3;
    par->home_share_of_contagion = 0.4;
    hold_both("options", &scenario);
    fixture_free(&scenario);
}

/* Nothing to divide by: no border, no rest of the world, no obsolescence, no funds, no growth; and
 * rates of zero everywhere they may be. */
static void
zeros(void **state)
{
    cgap_scenario scenario;
    cgap_parameters *par = &scenario.parameters;

    (void) state;
    fixture_quiet(&scenario, FIXTURE_SIX);
    fixture_instrument(&scenario, "nis");
    fixture_set(&scenario.levers.fund_targeting, 0.0); /* 0^0 = 1 for the leader */
    fixture_set(&scenario.levers.fund_meur, 100.0);
    fixture_set(&scenario.levers.threat_growth, 0.0);
    par->base_obsolescence = 0.0;
    par->red_queen_pass_through = 0.0;
    par->border_effect_at_no_integration = 0.0;
    par->rest_of_world_share_of_EU_demand = 0.0;
    par->adjustment_rate_formal = 0.0;
    par->branching_ratio = 0.0;
    par->systemic_event_rate = 0.0;
    par->returns_to_budget = 0.0;
    par->budget_shock_sd = 0.0;
    par->implementation_rate = 0.0;
    par->transposition_hazard_before_deadline = 0.0;
    hold_both("zeros", &scenario);
    fixture_free(&scenario);
}

/* Decisions at the edges of the run: before the start, on its first row, on its last, after it. */
static void
edges_of_the_run(void **state)
{
    cgap_scenario scenario;
    cgap_instrument *law;
    cgap_event *event;

    (void) state;
    fixture_plain(&scenario, NULL);
    scenario.end = 2018.5;
    law = fixture_instrument(&scenario, "first-row");
    law->type = CGAP_REGULATION;
    law->applies = scenario.start;
    law = fixture_instrument(&scenario, "last-row");
    law->type = CGAP_REGULATION;
    law->applies = scenario.end;
    law = fixture_instrument(&scenario, "late");
    law->type = CGAP_SCHEME;
    law->applies = 2040.0;
    law = fixture_instrument(&scenario, "due-at-once"); /* deadline on the day of adoption */
    law->adopted = law->applies = 2017.3;
    fixture_event(&scenario, CGAP_EVENT_LEAVE, 2015.0)->member = 3;
    fixture_event(&scenario, CGAP_EVENT_JOIN, 2017.0)->member = 3;
    fixture_event(&scenario, CGAP_EVENT_JOIN, scenario.start)->member = 5;
    fixture_event(&scenario, CGAP_EVENT_LEAVE, 2018.0)->member = 5;
    fixture_event(&scenario, CGAP_EVENT_SYSTEMIC, 2015.0)->size = 9.0;
    fixture_event(&scenario, CGAP_EVENT_SYSTEMIC, scenario.start)->size = 0.3;
    event = fixture_event(&scenario, CGAP_EVENT_RELAPSE, 2016.0);
    event->platform_factor = 0.5;
    event->enforcement_factor = 0.5;
    fixture_event(&scenario, CGAP_EVENT_REGIME, 2016.0)->attack_factor = 2.0;
    hold_both("edges", &scenario);
    fixture_free(&scenario);
}

/* Nobody of those at the start is left at the end; the steps are defined all the same. */
static void
exchange_of_all_members(void **state)
{
    static const char *const code[] = {"IT", "ES", "DE", "FR"};
    cgap_scenario scenario;

    (void) state;
    fixture_plain(&scenario, "DE FR IT ES");
    fixture_instrument(&scenario, "nis");
    fixture_set(&scenario.levers.fund_meur, 600.0);
    scenario.end = 2019.0;
    for (size_t k = 0; k < 4; k++) {
        fixture_event(&scenario, k < 2 ? CGAP_EVENT_JOIN : CGAP_EVENT_LEAVE,
                      k < 2 ? 2017.0 : 2018.0)
            ->member = fixture_member(&scenario, code[k]);
    }
    hold_both("exchange", &scenario);
    fixture_free(&scenario);
}

/* Thousands of incidents in a step, then millions: the first 1000 are drawn, counts come from the
 * expansion of large means. */
static void
threat_beyond_measure(void **state)
{
    cgap_scenario scenario;

    (void) state;
    fixture_full(&scenario, FIXTURE_SIX);
    scenario.end = 2019.5;
    fixture_set(&scenario.levers.threat_growth, 3.0);
    scenario.parameters.significant_incidents_2017 = 20000.0;
    hold_both("threat", &scenario);
    scenario.severity = CGAP_SEVERITY_PARETO;
    scenario.parameters.severity_tail_shape = 0.3;
    hold_both("threat, Pareto", &scenario);
    fixture_free(&scenario);
}

/* Section 6, item 17: equal states stay equal, also where money follows gaps. Would catch a
 * comparison taken to the last bit, which tells them apart by the order of their sums. */
static void
equal_states(void **state)
{
    cgap_scenario scenario;

    (void) state;
    fixture_plain(&scenario, NULL);
    fixture_instrument(&scenario, "nis");
    fixture_set(&scenario.levers.fund_meur, 600.0);
    for (size_t i = 1; i < scenario.dataset.n; i++) {
        cgap_member *member = &scenario.dataset.member[i], own = *member;

        *member = scenario.dataset.member[0];
        memcpy(member->code, own.code, sizeof own.code);
    }
    hold("equal states", &scenario, 1, true);
    fixture_free(&scenario);
}

/* Members of a vector that must sum to 1 keep their defaults. */
static bool
may_be_drawn(const cgap_parameter *row)
{
    static const char *const fixed[] = {"parameters.pillar_weight.", "parameters.breach_weight.",
                                        "parameters.exposure.", "parameters.enabling."};

    if (row->owner != CGAP_OF_SCENARIO || row->type != CGAP_REAL ||
        strncmp(row->key, "parameters.", strlen("parameters.")) != 0 || !(row->high > row->low)) {
        return false;
    }
    for (size_t f = 0; f < sizeof fixed / sizeof *fixed; f++) {
        if (strncmp(row->key, fixed[f], strlen(fixed[f])) == 0) {
            return false;
        }
    }
    return true;
}

static size_t
draw_parameters(cgap_scenario *scenario, uint32_t set)
{
    size_t n_row, drawn = 0;
    const cgap_parameter *row = cgap_parameter_table(&n_row);

    for (size_t r = 0; r < n_row; r++) {
        if (may_be_drawn(&row[r])) {
            double u = cgap_rng_uniform(7, (cgap_address){.replicate = set,
                                                          .process = CGAP_PROCESS_DESIGN,
                                                          .name = cgap_rng_name(row[r].key)});
            double value = row[r].low + u * (row[r].high - row[r].low);

            memcpy((char *) scenario + row[r].offset, &value, sizeof value);
            drawn++;
        }
    }
    return drawn;
}

/* All parameters anywhere in their ranges at once: a parameter that is read in the wrong place, or
 * two that are mixed up and have one default. */
static void
parameters_anywhere_in_their_ranges(void **state)
{
    (void) state;
    for (uint32_t set = 0; set < 12; set++) {
        cgap_scenario scenario;
        char name[40];

        fixture_full(&scenario, FIXTURE_SIX " AT ES FI IT NL PL SE");
        assert_true(draw_parameters(&scenario, set) > 50);
        snprintf(name, sizeof name, "full, parameter set %u", (unsigned) set);
        hold_both(name, &scenario);
        fixture_free(&scenario);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shipped_scenarios),
        cmocka_unit_test(everything_at_once),
        cmocka_unit_test(steps_of_any_length),
        cmocka_unit_test(options_off_their_defaults),
        cmocka_unit_test(zeros),
        cmocka_unit_test(edges_of_the_run),
        cmocka_unit_test(exchange_of_all_members),
        cmocka_unit_test(threat_beyond_measure),
        cmocka_unit_test(equal_states),
        cmocka_unit_test(parameters_anywhere_in_their_ranges),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
