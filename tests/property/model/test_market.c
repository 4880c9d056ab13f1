/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The market for security products (sim/model/MODEL.md section 2.8; section 6, item 16). */
#include "harness.h"

#include <math.h>

#include "cgap/record.h"
#include "shipped.h"

/* A deterministic run that records what runs record. */
typedef struct market_run {
    shipped_run run;
    cgap_layout layout;
    cgap_record record;
    double *value;
} market_run;

static void
market_start(market_run *self, const char *const *setting)
{
    cgap_error err = CGAP_ERROR_INIT;

    shipped_start(&self->run, "history", setting, 1, 1, true);
    if (cgap_layout_create(&self->layout, &self->run.model, false, &err) != CGAP_OK) {
        fail_msg("%s", err.text);
    }
    self->value = calloc(self->layout.n_slot * CGAP_LANE_MULTIPLE, sizeof *self->value);
    assert_non_null(self->value);
    if (cgap_record_create(&self->record, &self->layout, 1, self->value, &err) != CGAP_OK ||
        cgap_record_run(&self->record, 1, 0, true, &err) != CGAP_OK) {
        fail_msg("%s", err.text);
    }
}

static void
market_end(market_run *self)
{
    cgap_record_free(&self->record);
    cgap_layout_free(&self->layout);
    free(self->value);
    shipped_end(&self->run);
}

static double
recorded(const market_run *self, const char *name, size_t row)
{
    size_t quantity = cgap_layout_find(&self->layout, name);

    assert_true(quantity < self->layout.n_union);
    return self->value[cgap_slot_union(&self->layout, row, quantity) * self->record.lanes];
}

/* Without borders a state buys from home no more than anybody else would: its suppliers have the
 * share K_i^nu / (sum K^nu + K_row), and the home share is its mean weighted by demand. */
static void
without_borders_home_is_one_of_many(void **state)
{
    const char *const setting[] = {"parameters.border_effect_at_no_integration=0", "end=2019.5",
                                   NULL};
    market_run self;
    double strength[CGAP_MAX_MEMBER], total, home = 0.0, demand = 0.0;

    (void) state;
    market_start(&self, setting);
    for (size_t row = 0; row < self.layout.n_row; row++) {
        assert_close(recorded(&self, "market_fragmentation", row), 0.0, 1e-14);
    }
    total = self.record.block.rest_of_world[0];
    for (size_t j = 0; j < self.run.model.n; j++) {
        strength[j] = pow(self.record.block.supplier[j * self.record.lanes],
                          self.run.scenario.parameters.scale_advantage_exponent);
        total += strength[j];
    }
    for (size_t i = 0; i < self.run.model.n; i++) {
        const cgap_parameters *p = &self.run.scenario.parameters;
        double trust = self.record.block.trust[i * self.record.lanes] - p->public_trust_2017;
        double bought = self.run.model.gdp[i] * (1.0 + p->demand_gain_from_trust * trust);

        home += bought * strength[i] / total;
        demand += bought;
    }
    assert_close(recorded(&self, "home_share", self.layout.n_row - 1), home / demand, 1e-12);
    market_end(&self);
}

/* b0 (1 - phi) of 32 and more: 1e-14 of a neighbour's offer passes. */
static void
behind_high_borders_nothing_crosses(void **state)
{
    const char *const setting[] = {"parameters.border_effect_at_no_integration=60", "end=2019.5",
                                   NULL};
    market_run self;

    (void) state;
    market_start(&self, setting);
    for (size_t row = 0; row < self.layout.n_row; row++) {
        assert_close(recorded(&self, "market_fragmentation", row), 1.0, 1e-10);
        assert_close(recorded(&self, "home_share", row), recorded(&self, "union_supply_share", row),
                     1e-10);
    }
    market_end(&self);
}

/* Phi_i summed seller by seller, as the note writes it, is the block's; so the shares of all
 * sellers and of the rest of the world sum to 1, and what sellers earn is what buyers spend less
 * what goes outside. At the start that is R_0 of demand. */
static void
shares_sum_to_one(void **state)
{
    static const char *const ends[] = {"end=2016.5833333333333", "end=2026.5"};

    (void) state;
    for (int e = 0; e < 2; e++) {
        const char *const setting[] = {ends[e], NULL};
        shipped_run run;
        const cgap_parameters *p = &run.scenario.parameters;
        double border, spent = 0.0, outside = 0.0, earned = 0.0;
        size_t lanes;

        shipped_start(&run, "history", setting, 1, 1, true);
        lanes = run.block.lanes;
        for (size_t step = 0; e == 1 && step < run.model.n_step; step++) {
            cgap_block_step(&run.block);
        }
        border = exp(-p->border_effect_at_no_integration * (1.0 - run.block.integration[0]));
        for (size_t i = 0; i < run.model.n; i++) {
            double trust = run.block.trust[i * lanes] - p->public_trust_2017;
            double demand = run.model.gdp[i] * (1.0 + p->demand_gain_from_trust * trust);
            double all = run.block.rest_of_world[0];

            for (size_t j = 0; j < run.model.n; j++) {
                all += pow(run.block.supplier[j * lanes], p->scale_advantage_exponent) *
                       (i == j ? 1.0 : border);
            }
            assert_close(run.block.access[i * lanes], all, 1e-12 * all);
            spent += demand;
            outside += demand * run.block.rest_of_world[0] / all;
            earned += run.block.revenue[i * lanes];
        }
        assert_close(earned, spent - outside, 1e-11 * spent);
        if (e == 0) {
            assert_close(outside / spent, p->rest_of_world_share_of_EU_demand, 1e-12);
        }
        shipped_end(&run);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_borders_home_is_one_of_many),
        cmocka_unit_test(behind_high_borders_nothing_crosses),
        cmocka_unit_test(shares_sum_to_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
