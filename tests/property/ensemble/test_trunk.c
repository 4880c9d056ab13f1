/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scenario that goes on from the state its baseline left has the bytes it has alone, and it goes
 * on from as late as it can: whatever is changed, from the row at which the change first shows. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/ensemble.h"
#include "cgap/memory.h"
#include "cgap/trunk.h"
#include "folder.h"
#include "scenario_fixture.h"
#include "shipped.h"

enum { REPLICATES = 35, N_STEP = 60, AT = 30 };

static const cgap_plan PLAN = {.seed = 77, .end = REPLICATES, .block = 32, .threads = 2};

static void
assert_ok(cgap_status status, const cgap_error *err)
{
    if (status != CGAP_OK) {
        fail_msg("%s", err->text);
    }
}

static void
start(cgap_scenario *out)
{
    fixture_full(out, FIXTURE_SIX);
    out->end = out->start + N_STEP / 12.0;
}

static double
date_of(const cgap_scenario *scenario, size_t row)
{
    return cgap_scenario_time(scenario, row);
}

static size_t
common(const cgap_scenario *base, const cgap_scenario *other)
{
    cgap_error err = CGAP_ERROR_INIT;
    cgap_model a, b;
    size_t steps;

    assert_ok(cgap_model_prepare(&a, base, &err), &err);
    assert_ok(cgap_model_prepare(&b, other, &err), &err);
    steps = cgap_model_common_steps(&a, &b);
    assert_int_equal(cgap_model_common_steps(&b, &a), steps);
    cgap_model_free(&a);
    cgap_model_free(&b);
    return steps;
}

static bool
same_bits(double x, double y)
{
    return (isnan(x) && isnan(y)) || memcmp(&x, &y, sizeof x) == 0;
}

/* Values in a bin of the grid, whatever the window is that a cell keeps of it. */
static uint32_t
count_at(const cgap_summary_cell *cell, int64_t bin)
{
    int64_t at = bin - cell->lowest;

    return at < 0 || at >= cell->n_bin ? 0 : cgap_cell_count(cell, (uint32_t) at);
}

static void
assert_same_cell(const cgap_summary_cell *a, const cgap_summary_cell *b, size_t slot)
{
    bool same = a->n == b->n && a->sum == b->sum && a->sum_coarse == b->sum_coarse &&
                a->squares == b->squares &&
                (a->n == 0 || (same_bits(a->least, b->least) && same_bits(a->most, b->most)));

    for (int64_t bin = a->lowest; same && bin < (int64_t) a->lowest + a->n_bin; bin++) {
        same = count_at(a, bin) == count_at(b, bin);
    }
    if (!same) {
        fail_msg("slot %zu: sum %.17g alone, %.17g in company (n %u, %u)", slot, (double) a->sum,
                 (double) b->sum, a->n, b->n);
    }
}

static void
assert_same_ties(const cgap_ensemble_member *a, const cgap_ensemble_member *b)
{
    for (size_t t = 0; t < a->layout.n_tied * a->layout.n_pair; t++) {
        const cgap_difference_cell *x = &a->difference[cgap_ensemble_ties(a) + t];
        const cgap_difference_cell *y = &b->difference[cgap_ensemble_ties(b) + t];

        assert_true(x->n == y->n && x->sum == y->sum && x->squares == y->squares);
    }
}

/* Everything that is summed of one scenario, alone and in company of its baseline. */
static void
assert_same_alone(const cgap_scenario *base, const cgap_scenario *other, const cgap_plan *plan)
{
    const cgap_scenario *both[2] = {base, other};
    cgap_error err = CGAP_ERROR_INIT;
    cgap_ensemble alone, company;

    assert_ok(cgap_ensemble_run(&alone, &other, 1, 0, plan, &err), &err);
    assert_ok(cgap_ensemble_run(&company, both, 2, 0, plan, &err), &err);
    for (size_t s = 0; s < alone.member[0].layout.n_cell; s++) {
        assert_same_cell(&alone.member[0].cell[s], cgap_ensemble_cell(&company, 1, s), s);
    }
    assert_same_ties(&alone.member[0], &company.member[1]);
    cgap_ensemble_free(&alone);
    cgap_ensemble_free(&company);
}

/* One change to a scenario, and the steps before it shows. */
typedef struct change {
    const char *what;
    void (*make)(cgap_scenario *scenario);
    size_t common;
} change;

static void
no_change(cgap_scenario *scenario)
{
    (void) scenario;
}

#define CHANGE_LEVER(lever)                                                                        \
    static void change_##lever(cgap_scenario *scenario)                                            \
    {                                                                                              \
        cgap_schedule *schedule = &scenario->levers.lever;                                         \
                                                                                                   \
        while (schedule->n > 1 && schedule->at[schedule->n - 1].time >= date_of(scenario, AT)) {   \
            schedule->n--;                                                                         \
        }                                                                                          \
        fixture_change(schedule, date_of(scenario, AT), 0.061);                                    \
    }
CHANGE_LEVER(platform)
CHANGE_LEVER(agency_mandate)
CHANGE_LEVER(fund_meur)
CHANGE_LEVER(fund_targeting)
CHANGE_LEVER(industrial_policy)
CHANGE_LEVER(research)
CHANGE_LEVER(law_enforcement)
CHANGE_LEVER(threat_growth)

static void
change_engagement(cgap_scenario *scenario)
{
    cgap_schedule *schedule = &scenario->partner[0].engagement;

    schedule->n = 1;
    fixture_change(schedule, date_of(scenario, AT), 0.93);
}

static void
add_leave(cgap_scenario *scenario)
{
    fixture_event(scenario, CGAP_EVENT_LEAVE, date_of(scenario, AT))->member =
        fixture_member(scenario, "FR");
}

static void
add_relapse(cgap_scenario *scenario)
{
    fixture_event(scenario, CGAP_EVENT_RELAPSE, date_of(scenario, AT))->enforcement_factor = 0.5;
}

static void
add_systemic(cgap_scenario *scenario)
{
    fixture_event(scenario, CGAP_EVENT_SYSTEMIC, date_of(scenario, AT))->size = 0.2;
}

static void
add_regime(cgap_scenario *scenario)
{
    fixture_event(scenario, CGAP_EVENT_REGIME, date_of(scenario, AT))->attack_factor = 2.0;
}

/* Nobody can have transposed it at a row before its adoption. */
static void
add_directive(cgap_scenario *scenario)
{
    cgap_instrument *law = fixture_instrument(scenario, "a-new-one");

    law->adopted = date_of(scenario, AT) + 0.01;
    law->applies = law->adopted + 1.0;
    law->rights_exposure = -0.4;
}

/* On the grid: at that very row it may be in force. */
static void
add_directive_on_a_row(cgap_scenario *scenario)
{
    cgap_instrument *law = fixture_instrument(scenario, "z-new-one");

    law->adopted = date_of(scenario, AT);
    law->applies = law->adopted + 1.0;
}

/* Adopted just after a row that is the nearest to its deadline: a floor counts from there. */
static void
add_directive_due_at_once(cgap_scenario *scenario)
{
    cgap_instrument *law = fixture_instrument(scenario, "d-new-one");

    law->adopted = law->applies = date_of(scenario, AT) + 0.01;
    law->standard = 0.99;
}

static void
add_regulation(cgap_scenario *scenario)
{
    cgap_instrument *law = fixture_instrument(scenario, "m-new-one");

    law->type = CGAP_REGULATION;
    law->adopted = date_of(scenario, 3);
    law->applies = date_of(scenario, AT);
    law->certification = true;
}

static void
change_later_law(cgap_scenario *scenario)
{
    for (size_t p = 0; p < scenario->n_instrument; p++) {
        if (strcmp(scenario->instrument[p].name, "maximum") == 0) {
            scenario->instrument[p].applies = date_of(scenario, AT + 1);
        }
    }
}

/* A law of the baseline alone; it is not the last of them. */
static void
drop_later_law(cgap_scenario *scenario)
{
    for (size_t p = 0; p < scenario->n_instrument; p++) {
        if (strcmp(scenario->instrument[p].name, "maximum") == 0) {
            free(scenario->instrument[p].name);
            memmove(&scenario->instrument[p], &scenario->instrument[p + 1],
                    (--scenario->n_instrument - p) * sizeof scenario->instrument[p]);
            return;
        }
    }
    fail_msg("there is no such law");
}

static void
change_coalition(cgap_scenario *scenario)
{
    scenario->coalition.from = date_of(scenario, AT);
    scenario->coalition.members |= fixture_members(scenario, "UK");
}

static void
change_parameter(cgap_scenario *scenario)
{
    scenario->parameters.cost_forum += 1.0;
}

static void
change_figure(cgap_scenario *scenario)
{
    scenario->dataset.member[2].population_million += 1.0;
}

static void
change_contagion(cgap_scenario *scenario)
{
    fixture_contagion(scenario);
}

static void
change_severity(cgap_scenario *scenario)
{
    scenario->severity = scenario->severity == CGAP_SEVERITY_LOGNORMAL ? CGAP_SEVERITY_PARETO
                                                                       : CGAP_SEVERITY_LOGNORMAL;
}

static void
change_end(cgap_scenario *scenario)
{
    scenario->end += 1.0;
}

static const change CHANGES[] = {
    {"nothing", no_change, N_STEP - 1},
    {"platform", change_platform, AT},
    {"agency", change_agency_mandate, AT},
    {"fund", change_fund_meur, AT},
    {"targeting", change_fund_targeting, AT},
    {"industrial policy", change_industrial_policy, AT},
    {"research", change_research, AT},
    {"law enforcement", change_law_enforcement, AT},
    {"threat growth", change_threat_growth, AT},
    {"engagement", change_engagement, SIZE_MAX},
    {"a state leaves", add_leave, AT},
    {"relapse", add_relapse, AT},
    {"systemic event", add_systemic, AT},
    {"regime", add_regime, AT},
    {"a directive", add_directive, AT},
    {"a directive on a row", add_directive_on_a_row, AT - 1},
    {"a directive due at once", add_directive_due_at_once, AT - 1},
    {"a regulation", add_regulation, AT - 1},
    {"a law that begins earlier", change_later_law, AT},
    {"a law less", drop_later_law, SIZE_MAX},
    {"coalition", change_coalition, SIZE_MAX},
    {"a parameter", change_parameter, 0},
    {"a figure of a state", change_figure, 0},
    {"contagion", change_contagion, 0},
    {"severity", change_severity, 0},
    {"the end", change_end, 0},
};

static void
branches_have_the_bytes_they_have_alone(void **state)
{
    (void) state;
    for (size_t c = 0; c < sizeof CHANGES / sizeof CHANGES[0]; c++) {
        cgap_scenario base, other;
        size_t steps;

        start(&base);
        start(&other);
        CHANGES[c].make(&other);
        steps = common(&base, &other);
        if (CHANGES[c].common != SIZE_MAX && steps != CHANGES[c].common) {
            fail_msg("%s: %zu steps in common, not %zu", CHANGES[c].what, steps, CHANGES[c].common);
        }
        assert_same_alone(&base, &other, &PLAN);
        assert_same_alone(&other, &base, &PLAN);
        fixture_free(&base);
        fixture_free(&other);
    }
}

/* The numbers of a law, one after another. */
static const size_t FIGURE[] = {
    offsetof(cgap_instrument, adopted),         offsetof(cgap_instrument, applies),
    offsetof(cgap_instrument, standard),        offsetof(cgap_instrument, pull),
    offsetof(cgap_instrument, ceiling),         offsetof(cgap_instrument, enforcement),
    offsetof(cgap_instrument, complexity),      offsetof(cgap_instrument, compliance_cost),
    offsetof(cgap_instrument, rights_exposure),
};
enum { N_FIGURE = sizeof FIGURE / sizeof FIGURE[0], N_OTHER = 4 };

/* Its number @p which, then one of its coverage, then what is no number. */
static void
change_law(cgap_instrument *law, size_t which)
{
    if (which < N_FIGURE) {
        *(double *) (void *) ((char *) law + FIGURE[which]) += 0.01;
    } else if (which < N_FIGURE + CGAP_N_CAPABILITY) {
        law->covers[which - N_FIGURE] += 0.01;
    } else {
        size_t other = which - N_FIGURE - CGAP_N_CAPABILITY;

        law->name[0] = other == 0 ? 'b' : law->name[0];
        law->type = other == 1 ? CGAP_SCHEME : law->type;
        law->certification = other == 2 ? !law->certification : law->certification;
        law->participants &= other == 3 ? law->participants - 1 : law->participants;
    }
}

/* A law in force is another law whichever of its figures differs. */
static void
no_figure_of_a_law_is_overlooked(void **state)
{
    (void) state;
    for (size_t c = 0; c < N_FIGURE + CGAP_N_CAPABILITY + N_OTHER; c++) {
        cgap_scenario base, other;

        start(&base);
        start(&other);
        assert_string_equal(other.instrument[0].name, "attacks-on-systems"); /* in force */
        change_law(&other.instrument[0], c);
        assert_int_equal(common(&base, &other), 0);
        fixture_free(&base);
        fixture_free(&other);
    }
}

/* Who works together counts from the day they do. */
static void
members_of_a_coalition_count_when_it_works(void **state)
{
    cgap_scenario base, other;

    (void) state;
    start(&base);
    start(&other);
    base.coalition.from = other.coalition.from = date_of(&base, AT);
    other.coalition.members ^= fixture_members(&other, "UK");
    assert_int_equal(common(&base, &other), AT);
    assert_same_alone(&base, &other, &PLAN);
    fixture_free(&base);
    fixture_free(&other);
}

/* A partner of one channel, whose weight no sum over states shows: who takes part counts. */
static void
members_of_a_partner_count(void **state)
{
    (void) state;
    for (int channel = 0; channel < 2; channel++) {
        cgap_scenario base, other;

        start(&base);
        start(&other);
        for (int of = 0; of < 2; of++) {
            cgap_partner *partner = of == 0 ? base.partner : other.partner;

            partner->intelligence = channel == 0 ? 0.1 : 0.0;
            partner->law = channel == 1 ? 0.1 : 0.0;
            partner->norms = 0.0;
        }
        assert_int_equal(common(&base, &other), N_STEP - 1);
        other.partner->members ^= fixture_members(&other, "FR");
        assert_int_equal(common(&base, &other), 0);
        fixture_free(&base);
        fixture_free(&other);
    }
}

/* More forks than are kept: the ones that save least are given up, and nothing else changes. */
static void
many_forks_change_nothing(void **state)
{
    enum { N = 13 };
    cgap_scenario scenario[N];
    const cgap_scenario *all[N];
    cgap_error err = CGAP_ERROR_INIT;
    cgap_ensemble company;

    (void) state;
    for (size_t k = 0; k < N; k++) {
        start(&scenario[k]);
        all[k] = &scenario[k];
        if (k > 0) {
            scenario[k].levers.research.n = 1;
            fixture_change(&scenario[k].levers.research, date_of(&scenario[k], 4 * k), 0.9);
        }
    }
    assert_ok(cgap_ensemble_run(&company, all, N, 0, &PLAN, &err), &err);
    for (size_t k = 0; k < N; k++) {
        cgap_ensemble alone;

        assert_ok(cgap_ensemble_run(&alone, &all[k], 1, 0, &PLAN, &err), &err);
        for (size_t s = 0; s < alone.member[0].layout.n_cell; s++) {
            assert_same_cell(&alone.member[0].cell[s], cgap_ensemble_cell(&company, k, s), s);
        }
        cgap_ensemble_free(&alone);
    }
    cgap_ensemble_free(&company);
    for (size_t k = 0; k < N; k++) {
        fixture_free(&scenario[k]);
    }
}

/* Kept values alone: of a law that only one of the two has, of rows on either side of the fork. */
static void
kept_values_are_those_of_a_run_alone(void **state)
{
    static const cgap_trace trace[] = {
        {.kind = CGAP_TRACE_AT, .name = "formal_cv", .row = N_STEP},
        {.kind = CGAP_TRACE_AT, .name = "regime_hamming", .row = 18},
        {.kind = CGAP_TRACE_MEAN, .name = "fragmentation"},
        {.kind = CGAP_TRACE_AT, .name = "loss_gdp_total", .row = N_STEP},
        {.kind = CGAP_TRACE_AT, .name = "implementation_a-new-one", .row = AT - 2},
        {.kind = CGAP_TRACE_FIRST_BELOW,
         .name = "practice_cv",
         .threshold = 0.99,
         .relative = true},
    };
    enum { N_TRACE = sizeof trace / sizeof trace[0] };
    cgap_scenario base, other;
    const cgap_scenario *both[2] = {&base, &other}, *one = &other;
    cgap_plan plan = PLAN;
    cgap_error err = CGAP_ERROR_INIT;
    cgap_ensemble alone, company;

    (void) state;
    plan.trace = trace;
    plan.n_trace = N_TRACE;
    plan.traces_only = true;
    start(&base);
    start(&other);
    add_directive(&other);
    assert_ok(cgap_ensemble_run(&alone, &one, 1, 0, &plan, &err), &err);
    assert_ok(cgap_ensemble_run(&company, both, 2, 0, &plan, &err), &err);
    for (size_t t = 0; t < N_TRACE; t++) {
        for (size_t r = 0; r < REPLICATES; r++) {
            assert_true(same_bits(cgap_ensemble_traced(&alone, 0, t)[r],
                                  cgap_ensemble_traced(&company, 1, t)[r]));
        }
    }
    cgap_ensemble_free(&alone);
    cgap_ensemble_free(&company);
    fixture_free(&base);
    fixture_free(&other);
}

/* Cells that two scenarios have in common are in the file of either, and come back once. */
static void
parts_add_up_to_the_whole(void **state)
{
    const char *folder = test_folder();
    char *path = cgap_text_format("%s/part.sums", folder);
    const char *const file[1] = {path};
    cgap_scenario base, other;
    const cgap_scenario *both[2] = {&base, &other};
    cgap_plan plan = PLAN, part = PLAN;
    cgap_error err = CGAP_ERROR_INIT;
    cgap_ensemble whole, sum;

    (void) state;
    assert_non_null(path);
    start(&base);
    start(&other);
    add_directive(&other);
    part.identity = plan.identity = "cgap test\n";
    part.end = 13;
    part.save = path;
    assert_ok(cgap_ensemble_run(&sum, both, 2, 0, &part, &err), &err);
    cgap_ensemble_free(&sum);
    assert_ok(cgap_ensemble_run(&whole, both, 2, 0, &plan, &err), &err);
    plan.portion = file;
    plan.n_portion = 1;
    assert_ok(cgap_ensemble_run(&sum, both, 2, 0, &plan, &err), &err);
    assert_non_null(whole.member[1].loan);
    for (size_t s = 0; s < whole.member[1].layout.n_cell; s++) {
        assert_same_cell(cgap_ensemble_cell(&whole, 1, s), cgap_ensemble_cell(&sum, 1, s), s);
    }
    cgap_ensemble_free(&whole);
    cgap_ensemble_free(&sum);
    fixture_free(&base);
    fixture_free(&other);
    assert_int_equal(remove(path), 0);
    assert_int_equal(rmdir(folder), 0);
    free(path);
}

static void
shipped_scenarios_have_the_bytes_they_have_alone(void **state)
{
    static const struct {
        const char *base, *other;
        size_t common;
    } pair[] = {
        {"status-quo-2013", "cooperation-first", 18},
        {"minimum-harmonisation", "nis2", 77},
        {"status-quo-2013", "expiring-mandate", 48},
        {"minimum-harmonisation", "combined-package", 18},
        {"history", "review-2017-stronger", 36},
        {"combined-package", "relapse", 43},
    };
    const cgap_plan few = {.seed = 1, .end = 2, .block = 32, .threads = 1};

    (void) state;
    for (size_t p = 0; p < sizeof pair / sizeof pair[0]; p++) {
        cgap_scenario base, other;

        shipped_read(&base, pair[p].base, NULL);
        shipped_read(&other, pair[p].other, NULL);
        if (common(&base, &other) != pair[p].common) {
            fail_msg("%s, %s: %zu steps in common", pair[p].base, pair[p].other,
                     common(&base, &other));
        }
        assert_same_alone(&base, &other, &few);
        cgap_scenario_free(&base);
        cgap_scenario_free(&other);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(branches_have_the_bytes_they_have_alone),
        cmocka_unit_test(no_figure_of_a_law_is_overlooked),
        cmocka_unit_test(members_of_a_coalition_count_when_it_works),
        cmocka_unit_test(members_of_a_partner_count),
        cmocka_unit_test(many_forks_change_nothing),
        cmocka_unit_test(kept_values_are_those_of_a_run_alone),
        cmocka_unit_test(parts_add_up_to_the_whole),
        cmocka_unit_test(shipped_scenarios_have_the_bytes_they_have_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
