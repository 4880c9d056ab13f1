/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must hold for any parameters (sim/model/MODEL.md section 6, items 10 to 17, 19, 20; 2.12).
 */
#include "harness.h"

#include <math.h>

#include "cgap/parameter.h"
#include "cgap/record.h"
#include "cgap/rng.h"
#include "shipped.h"

static const char *const EVERY_SCENARIO[] = {
    "history", "two-speed", "relapse", "combined-package", "maximum-harmonisation", "threat-surge"};
enum { N_EVERY = sizeof EVERY_SCENARIO / sizeof EVERY_SCENARIO[0] };

/* Item 14. */
static void
assert_bounded(const shipped_run *run)
{
    const cgap_block *b = &run->block;
    size_t n = run->model.n, lanes = b->lanes, law = run->model.n_instrument * n * lanes;
    const struct {
        const double *at;
        size_t cells;
        double most;
    } fields[] = {{b->capability, CGAP_N_CAPABILITY * n * lanes, 1.0},
                  {b->tie, n * n * lanes, 1.0},
                  {b->implementation, law, 1.0},
                  {b->transposed, law, 1.0},
                  {b->trust, n * lanes, 1.0},
                  {b->integration, lanes, 1.0},
                  {b->sme_share, lanes, 1.0},
                  {b->information, n * lanes, 1.0},
                  {b->supplier, n * lanes, INFINITY},
                  {b->excitation, n * lanes, INFINITY},
                  {b->salience, n * lanes, INFINITY},
                  {b->loss, n * lanes, INFINITY},
                  {b->expected_loss, n * lanes, INFINITY}};

    for (size_t f = 0; f < sizeof fields / sizeof fields[0]; f++) {
        for (size_t at = 0; at < fields[f].cells; at++) {
            double x = fields[f].at[at];

            if (!(x >= 0.0 && x <= fields[f].most && isfinite(x))) {
                fail_msg("field %zu is %.17g at %zu of step %zu", f, x, at, b->step);
            }
        }
    }
}

static double
uniform(uint32_t set, uint32_t name, double low, double high)
{
    cgap_address at = {set, CGAP_PROCESS_DESIGN, 3, 0, name};

    return low + (high - low) * cgap_rng_uniform(77, at);
}

/* Random values over a good part of the valid range, sums of weights kept. */
static void
randomise(cgap_scenario *scenario, uint32_t set)
{
    size_t n;
    const cgap_parameter *row = cgap_parameter_table(&n);

    for (size_t r = 0; r < n; r++) {
        double *value = (double *) (void *) ((char *) scenario + row[r].offset);
        double width = row[r].high - row[r].low, low, high;

        if (row[r].owner != CGAP_OF_SCENARIO || row[r].type != CGAP_REAL ||
            strncmp(row[r].key, "parameters.", 11) != 0 || strstr(row[r].key, "weight.") != NULL ||
            strstr(row[r].key, "exposure.") != NULL || strstr(row[r].key, "enabling.") != NULL ||
            !(width > 0.0)) {
            continue;
        }
        low = fmax(row[r].min, row[r].low - 0.5 * width);
        high = fmin(row[r].max, row[r].high + 0.5 * width);
        *value = uniform(set, (uint32_t) r, low, high);
    }
    scenario->parameters.branching_ratio = fmin(scenario->parameters.branching_ratio, 0.25);
    scenario->parameters.significant_incidents_2017 =
        fmin(scenario->parameters.significant_incidents_2017, 600.0);
    scenario->parameters.supplier_scale_elasticity =
        fmin(scenario->parameters.supplier_scale_elasticity,
             0.95 / scenario->parameters.scale_advantage_exponent);
}

static void
bounds_hold_for_random_parameters(void **state)
{
    static const char *const steps[] = {"steps_per_year=12", "steps_per_year=4", "steps_per_year=2",
                                        "steps_per_year=1"};

    (void) state;
    for (uint32_t set = 0; set < 200; set++) {
        const char *const setting[] = {steps[set % 4], "end=2020.5", NULL};
        shipped_run run;

        shipped_read(&run.scenario, EVERY_SCENARIO[set % N_EVERY], setting);
        randomise(&run.scenario, set);
        shipped_prepare(&run, 1, set, set % 5 == 0);
        while (run.block.step < run.model.n_step) {
            cgap_block_step(&run.block);
            assert_bounded(&run);
        }
        shipped_end(&run);
    }
}

/* 2.12: per layer and replicate, the mechanisms sum to the change of mean and of variance over
 * members, membership changes included. */
static void
members_moments(const shipped_run *run, size_t layer, size_t l, double *mean, double *variance)
{
    const cgap_block *b = &run->block;
    double sum = 0.0, squares = 0.0, count = 0.0;

    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < run->model.n; i++) {
            size_t at = i * b->lanes + l;
            double x = layer == CGAP_LAYER_FORMAL     ? b->formal_index[at]
                       : layer == CGAP_LAYER_PRACTICE ? b->practice_index[at]
                                                      : level_at(run, layer - 2, i, l);

            if (b->members >> i & 1) {
                sum += pass == 0 ? x : 0.0;
                count += pass == 0 ? 1.0 : 0.0;
                squares += pass == 1 ? (x - sum / count) * (x - sum / count) : 0.0;
            }
        }
    }
    *mean = sum / count;
    *variance = squares / count;
}

static void
attribution_sums_to_the_change(void **state)
{
    (void) state;
    for (size_t s = 0; s < N_EVERY * 2; s++) {
        static const char *const none[] = {NULL};
        shipped_run run;
        double mean[CGAP_N_LAYER][16], variance[CGAP_N_LAYER][16];

        shipped_start(&run, EVERY_SCENARIO[s / 2], none, 16, 3, s % 2 == 0);
        for (size_t layer = 0; layer < CGAP_N_LAYER; layer++) {
            for (size_t l = 0; l < 16; l++) {
                members_moments(&run, layer, l, &mean[layer][l], &variance[layer][l]);
            }
        }
        shipped_finish(&run);
        for (size_t layer = 0; layer < CGAP_N_LAYER; layer++) {
            for (size_t l = 0; l < 16; l++) {
                double m, v, sum_m = 0.0, sum_v = 0.0;

                for (size_t k = 0; k < run.model.n_mechanism; k++) {
                    size_t at = (layer * run.model.n_mechanism + k) * run.block.lanes + l;

                    sum_m += run.block.change_of_mean[at];
                    sum_v += run.block.change_of_variance[at];
                }
                members_moments(&run, layer, l, &m, &v);
                assert_close(sum_m, m - mean[layer][l], 1e-12);
                assert_close(sum_v, v - variance[layer][l], 1e-12);
            }
        }
        shipped_end(&run);
    }
}

static void
assert_same_state(const shipped_run *a, const shipped_run *b)
{
    size_t cells = CGAP_N_CAPABILITY * a->model.n * a->block.lanes;

    assert_memory_equal(a->block.capability, b->block.capability, cells * sizeof(double));
    assert_memory_equal(a->block.loss, b->block.loss, a->model.n * a->block.lanes * sizeof(double));
    assert_memory_equal(a->block.shock, b->block.shock,
                        a->model.n * a->block.lanes * sizeof(double));
}

static void
same_bytes(const char *name, const char *const *one, const char *const *other)
{
    shipped_run a, b;

    shipped_start(&a, name, one, 16, 6, false);
    shipped_start(&b, name, other, 16, 6, false);
    shipped_finish(&a);
    shipped_finish(&b);
    assert_same_state(&a, &b);
    shipped_end(&a);
    shipped_end(&b);
}

/* Item 12: what does nothing leaves no trace, not even in the last bit. */
static void
zero_policy_changes_no_bit(void **state)
{
    const char *const plain[] = {"end=2019.5", NULL};
    const char *const zero[] = {
        "end=2019.5",        "levers.fund_meur=0",        "levers.industrial_policy=0",
        "levers.research=0", "levers.fund_targeting=0.5", NULL};
    const char *const removed[] = {"end=2019.5", "instruments.nis.remove=true", NULL};

    (void) state;
    same_bytes("status-quo-2013", plain, zero);
    {
        shipped_run a, b;

        shipped_start(&a, "status-quo-2013", plain, 16, 6, false);
        shipped_start(&b, "minimum-harmonisation", removed, 16, 6, false);
        shipped_finish(&a);
        shipped_finish(&b);
        assert_same_state(&a, &b);
        shipped_end(&a);
        shipped_end(&b);
    }
}

/* A mechanism at rate 0 leaves all draws as they were: shocks and dates are addressed. */
static void
no_mechanism_moves_the_draws_of_another(void **state)
{
    static const char *const off[] = {
        "parameters.peer_learning_rate=0",      "parameters.agency_hub_rate=0",
        "parameters.external_legal_pull=0",     "parameters.branching_ratio=0",
        "parameters.systemic_event_rate=0",     "levers.fund_meur=900",
        "instruments.certification.remove=true"};
    const char *const plain[] = {"end=2019.5", NULL};
    shipped_run a;

    (void) state;
    shipped_start(&a, "history", plain, 16, 6, false);
    shipped_finish(&a);
    for (size_t m = 0; m < sizeof off / sizeof off[0]; m++) {
        const char *const setting[] = {"end=2019.5", off[m], NULL};
        size_t nis_a = 2, nis_b = 0, bytes = a.model.n * a.block.lanes * sizeof(double);
        shipped_run b;

        shipped_start(&b, "history", setting, 16, 6, false);
        shipped_finish(&b);
        while (strcmp(b.scenario.instrument[nis_b].name, "nis") != 0) {
            nis_b++;
        }
        for (nis_a = 0; strcmp(a.scenario.instrument[nis_a].name, "nis") != 0;) {
            nis_a++;
        }
        assert_memory_equal(a.block.shock, b.block.shock, bytes);
        assert_memory_equal(a.block.date + nis_a * a.model.n * a.block.lanes,
                            b.block.date + nis_b * b.model.n * b.block.lanes, bytes);
        shipped_end(&b);
    }
    shipped_end(&a);
}

/* Item 17: equal states stay equal, also with a fund (all gaps 0: shares by GDP). */
static void
equal_states_stay_equal(void **state)
{
    static const char *const none[] = {NULL};

    (void) state;
    for (size_t s = 0; s < N_EVERY; s++) {
        shipped_run run;

        if (strcmp(EVERY_SCENARIO[s], "two-speed") == 0) {
            continue; /* a coalition tells equal states apart */
        }
        shipped_read(&run.scenario, EVERY_SCENARIO[s], none);
        make_equal(&run.scenario);
        run.scenario.n_event = 0; /* so does an exit */
        for (size_t i = 0; i < run.scenario.dataset.n; i++) {
            run.scenario.dataset.member[i].budapest_in_force = NAN;
        }
        shipped_prepare(&run, 1, 1, true);
        shipped_finish(&run);
        for (size_t k = 0; k < CGAP_N_CAPABILITY; k++) {
            for (size_t i = 1; i < run.model.n; i++) {
                assert_close(level_at(&run, k, i, 0), level_at(&run, k, 0, 0), 1e-13);
            }
        }
        shipped_end(&run);
    }
}

/* Item 10: with fixed ties and no reaction of budgets the system is cooperative, and more money
 * lowers nothing (1e-4 dt: a one-sided pull enters the rate only below its target). Item 11: with
 * targeting and no peers the leader gets nothing and the range falls. */
static void
money_lowers_no_capability(void **state)
{
    static const char *const fund[] = {"levers.fund_meur=0", "levers.fund_meur=500",
                                       "levers.fund_meur=3000"};
    shipped_run before;

    (void) state;
    for (int f = 0; f < 3; f++) {
        const char *const setting[] = {"levers.agency_mandate=0",
                                       "parameters.tie_adjustment_rate=0",
                                       "parameters.free_riding_share=0",
                                       "parameters.response_to_incidents=0",
                                       "parameters.market_access_effect_on_investment=0",
                                       "levers.fund_targeting=0",
                                       fund[f],
                                       NULL};
        shipped_run run;

        shipped_start(&run, "status-quo-2013", setting, 1, 1, true);
        shipped_finish(&run);
        for (size_t k = 0; f > 0 && k < CGAP_N_CAPABILITY; k++) {
            for (size_t i = 0; i < run.model.n; i++) {
                assert_true(level_at(&run, k, i, 0) >=
                            level_at(&before, k, i, 0) - 1e-4 * run.model.dt);
            }
        }
        if (f > 0) {
            shipped_end(&before);
        }
        before = run;
    }
    shipped_end(&before);
}

static double
range_of_index(const shipped_run *run)
{
    double least = 1.0, most = 0.0;

    for (size_t i = 0; i < run->model.n; i++) {
        least = fmin(least, run->block.formal_index[i * run->block.lanes]);
        most = fmax(most, run->block.formal_index[i * run->block.lanes]);
    }
    return most - least;
}

static void
targeted_money_narrows_the_range(void **state)
{
    static const char *const fund[] = {"levers.fund_meur=0", "levers.fund_meur=300",
                                       "levers.fund_meur=1500", "levers.fund_meur=3000"};
    double last = 1.0;

    (void) state;
    for (int f = 0; f < 4; f++) {
        const char *const setting[] = {"levers.agency_mandate=0", "parameters.peer_learning_rate=0",
                                       fund[f], NULL};
        shipped_run run;

        shipped_start(&run, "status-quo-2013", setting, 1, 1, true);
        shipped_finish(&run);
        assert_true(range_of_index(&run) <= last + 1e-12);
        last = range_of_index(&run);
        shipped_end(&run);
    }
}

/* Item 19: a growing threat lowers every capability (Red Queen); more shared information or a
 * larger agency never raises the Union's expected loss. */
static double
union_loss(const shipped_run *run)
{
    double loss = 0.0;

    for (size_t i = 0; i < run->model.n; i++) {
        loss += run->block.expected_loss[i * run->block.lanes];
    }
    return loss;
}

#define SIGNS                                                                                      \
    "parameters.tie_adjustment_rate=0", "parameters.free_riding_share=0",                          \
        "parameters.response_to_incidents=0", "parameters.market_access_effect_on_investment=0",   \
        "parameters.weakest_link_preference=0", "parameters.norm_deterrence=0"

static void
signs_are_as_argued(void **state)
{
    const char *const plain[] = {SIGNS, NULL};
    const char *const threat[] = {SIGNS, "levers.threat_growth=0.18", NULL};
    const char *const information[] = {SIGNS, "parameters.information_effect_on_defence=0.8", NULL};
    const char *const agency[] = {SIGNS, "levers.agency_mandate=0.9", NULL};
    shipped_run base, other;

    (void) state;
    shipped_start(&base, "status-quo-2013", plain, 1, 1, true);
    shipped_finish(&base);
    shipped_start(&other, "status-quo-2013", threat, 1, 1, true);
    shipped_finish(&other);
    for (size_t k = 0; k < CGAP_N_CAPABILITY; k++) {
        for (size_t i = 0; i < base.model.n; i++) {
            assert_true(level_at(&other, k, i, 0) < level_at(&base, k, i, 0));
        }
    }
    shipped_end(&other);
    shipped_start(&other, "status-quo-2013", information, 1, 1, true);
    shipped_finish(&other);
    assert_true(union_loss(&other) <= union_loss(&base));
    shipped_end(&other);
    shipped_start(&other, "status-quo-2013", agency, 1, 1, true);
    shipped_finish(&other);
    assert_true(union_loss(&other) <= union_loss(&base));
    shipped_end(&other);
    shipped_end(&base);
}

/* Item 20: after its exit a state's law decays by e^(-kappa_q dt) a step, it gets nothing from the
 * fund, and nobody's draws move. */
static void
exit_ends_law_and_money(void **state)
{
    const char *const leave[] = {"end=2022.5", "levers.fund_meur=500", NULL};
    const char *const stay[] = {"end=2022.5", "levers.fund_meur=500",
                                "events.uk-leaves.remove=true", NULL};
    shipped_run a, b;
    size_t uk, nis = 0;

    (void) state;
    shipped_start(&a, "history", leave, 16, 6, false);
    shipped_start(&b, "history", stay, 16, 6, false);
    uk = cgap_dataset_find(&a.scenario.dataset, "UK");
    while (strcmp(a.scenario.instrument[nis].name, "nis") != 0) {
        nis++;
    }
    while (a.block.step < a.model.n_step) {
        double q = a.block.implementation[(nis * a.model.n + uk) * a.block.lanes];
        double time = cgap_scenario_time(&a.scenario, a.block.step);

        cgap_block_step(&a.block);
        cgap_block_step(&b.block);
        if (time > 2020.09) {
            double rate = a.scenario.parameters.implementation_rate;

            assert_close(a.block.implementation[(nis * a.model.n + uk) * a.block.lanes],
                         q * exp(-rate * a.model.dt), 1e-15);
            assert_true(a.block.absorbed[uk * a.block.lanes] == 0.0);
        }
    }
    assert_memory_equal(a.block.shock, b.block.shock, a.model.n * a.block.lanes * sizeof(double));
    assert_memory_equal(a.block.date, b.block.date,
                        a.model.n_instrument * a.model.n * a.block.lanes * sizeof(double));
    shipped_end(&a);
    shipped_end(&b);
}

/* Runs to the end; what the Union loses in expectation on its way, bn EUR. */
static double
finish_with_loss(shipped_run *run)
{
    double sum = 0.0;

    while (run->block.step < run->model.n_step) {
        cgap_block_step(&run->block);
        for (size_t i = 0; i < run->model.n; i++) {
            sum += run->block.expected_loss[i * run->block.lanes];
        }
    }
    return sum;
}

/* Item 15: first order in dt. All dates on the coarsest grid, successive differences of mean and sd
 * of the formal index, and of what is lost over the years, fall by 1.9 to 2.2 per halving. */
static void
halving_the_step_converges(void **state)
{
    static const char *const steps[] = {"steps_per_year=8", "steps_per_year=16",
                                        "steps_per_year=32", "steps_per_year=64"};
    double value[4][3];

    (void) state;
    for (int s = 0; s < 4; s++) {
        const char *const setting[] = {steps[s], "instruments.nis.adopted=2016.5",
                                       "instruments.nis.applies=2018.5", "end=2024.5", NULL};
        shipped_run run;
        double mean, variance;

        shipped_start(&run, "minimum-harmonisation", setting, 1, 1, true);
        value[s][2] = finish_with_loss(&run);
        members_moments(&run, CGAP_LAYER_FORMAL, 0, &mean, &variance);
        value[s][0] = mean;
        value[s][1] = sqrt(variance);
        shipped_end(&run);
    }
    for (int q = 0; q < 3; q++) {
        for (int s = 0; s < 2; s++) {
            double ratio = (value[s][q] - value[s + 1][q]) / (value[s + 1][q] - value[s + 2][q]);

            if (!(ratio > 1.9 && ratio < 2.2)) {
                fail_msg("quantity %d, halving %d: ratio %g", q, s, ratio);
            }
        }
    }
}

enum { DRAWN = 512 };

/* Means over DRAWN replicates of mean and sd of the formal index at the end, and the standard
 * errors of both. */
static void
drawn_moments(const char *steps, double mean[2], double error[2])
{
    const char *const setting[] = {steps, "instruments.nis.adopted=2016.5",
                                   "instruments.nis.applies=2018.5", "end=2024.5", NULL};
    double sum[2] = {0.0, 0.0}, squares[2] = {0.0, 0.0};
    shipped_run run;

    shipped_start(&run, "minimum-harmonisation", setting, DRAWN, 1, false);
    shipped_finish(&run);
    for (size_t l = 0; l < DRAWN; l++) {
        double value[2], variance;

        members_moments(&run, CGAP_LAYER_FORMAL, l, &value[0], &variance);
        value[1] = sqrt(variance);
        for (int q = 0; q < 2; q++) {
            sum[q] += value[q];
            squares[q] += value[q] * value[q];
        }
    }
    for (int q = 0; q < 2; q++) {
        mean[q] = sum[q] / DRAWN;
        error[q] = sqrt((squares[q] / DRAWN - mean[q] * mean[q]) / DRAWN);
    }
    shipped_end(&run);
}

/* Item 15, with chance: quarters and half months tell the same of mean and sd, to .001. The draws
 * of the start are the same; those of the steps are not, so what chance leaves must be small. */
static void
drawn_futures_do_not_depend_on_the_step(void **state)
{
    double quarter[2], fine[2], error[2];

    (void) state;
    drawn_moments("steps_per_year=4", quarter, error);
    drawn_moments("steps_per_year=24", fine, error);
    for (int q = 0; q < 2; q++) {
        assert_true(error[q] > 0.0 && error[q] < 0.0005);
        assert_close(quarter[q], fine[q], 0.001);
    }
}

/* What a step leaves as its work is not read by the next: attribution would, in silence, of a
 * mechanism that is told to act and did not. The rows of it lie together in the block. */
static void
work_is_written_before_it_is_read(void **state)
{
    (void) state;
    for (size_t name = 0; name < N_EVERY; name++) {
        const char *const setting[] = {"end=2021", NULL};
        shipped_run run, spoilt;
        size_t bytes;

        shipped_start(&run, EVERY_SCENARIO[name], setting, 1, 3, false);
        shipped_start(&spoilt, EVERY_SCENARIO[name], setting, 1, 3, false);
        assert_true(spoilt.block.effort < spoilt.block.index_ends &&
                    spoilt.block.index_ends < spoilt.block.change_of_mean);
        while (run.block.step < run.model.n_step) {
            for (double *work = spoilt.block.effort; work < spoilt.block.change_of_mean; work++) {
                *work = NAN;
            }
            cgap_block_step(&run.block);
            cgap_block_step(&spoilt.block);
        }
        bytes = run.block.lanes * sizeof(double);
        assert_memory_equal(run.block.capability, spoilt.block.capability,
                            CGAP_N_CAPABILITY * run.model.n * bytes);
        bytes *= CGAP_N_LAYER * run.model.n_mechanism;
        assert_memory_equal(run.block.change_of_mean, spoilt.block.change_of_mean, bytes);
        assert_memory_equal(run.block.change_of_variance, spoilt.block.change_of_variance, bytes);
        shipped_end(&spoilt);
        shipped_end(&run);
    }
}

/* A block of two tiles is two blocks of one, to the last bit, what moved it included: tiles share
 * their work. */
static void
assert_tile(const cgap_block *both, const cgap_block *one, const double *of_both,
            const double *of_one, size_t rows)
{
    for (size_t row = 0; row < rows; row++) {
        assert_memory_equal(of_both + row * both->lanes + (one->first - both->first),
                            of_one + row * one->lanes, one->lanes * sizeof(double));
    }
}

static void
tiles_do_not_touch_one_another(void **state)
{
    (void) state;
    for (size_t name = 0; name < N_EVERY; name++) {
        const char *const setting[] = {"end=2020", NULL};
        cgap_error err = CGAP_ERROR_INIT;
        shipped_run both;

        shipped_start(&both, EVERY_SCENARIO[name], setting, 2 * CGAP_LANE_MULTIPLE, 3, false);
        shipped_finish(&both);
        for (uint32_t first = 0; first < 2 * CGAP_LANE_MULTIPLE; first += CGAP_LANE_MULTIPLE) {
            const cgap_block *b = &both.block;
            size_t layers = CGAP_N_LAYER * both.model.n_mechanism;
            cgap_block one;

            assert_int_equal(cgap_block_create(&one, &both.model, CGAP_LANE_MULTIPLE, &err),
                             CGAP_OK);
            assert_int_equal(cgap_block_start(&one, 3, first, false, &err), CGAP_OK);
            while (one.step < both.model.n_step) {
                cgap_block_step(&one);
            }
            assert_tile(b, &one, b->capability, one.capability, CGAP_N_CAPABILITY * b->model->n);
            assert_tile(b, &one, b->loss, one.loss, b->model->n);
            assert_tile(b, &one, b->change_of_mean, one.change_of_mean, layers);
            assert_tile(b, &one, b->change_of_variance, one.change_of_variance, layers);
            cgap_block_free(&one);
        }
        shipped_end(&both);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bounds_hold_for_random_parameters),
        cmocka_unit_test(attribution_sums_to_the_change),
        cmocka_unit_test(work_is_written_before_it_is_read),
        cmocka_unit_test(tiles_do_not_touch_one_another),
        cmocka_unit_test(zero_policy_changes_no_bit),
        cmocka_unit_test(no_mechanism_moves_the_draws_of_another),
        cmocka_unit_test(equal_states_stay_equal),
        cmocka_unit_test(money_lowers_no_capability),
        cmocka_unit_test(targeted_money_narrows_the_range),
        cmocka_unit_test(signs_are_as_argued),
        cmocka_unit_test(exit_ends_law_and_money),
        cmocka_unit_test(halving_the_step_converges),
        cmocka_unit_test(drawn_futures_do_not_depend_on_the_step),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
