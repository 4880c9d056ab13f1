/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of fragmentation at the end of a run are those of its last state, by the functions that
 * take one panel and one network. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/fragmentation.h"
#include "cgap/memory.h"
#include "cgap/record.h"
#include "scenario_fixture.h"

enum { LANES = CGAP_LANE_MULTIPLE };

typedef struct run {
    cgap_scenario scenario;
    cgap_model model;
    cgap_layout layout;
    cgap_record record;
    double *value;
    size_t n, member[CGAP_MAX_MEMBER]; /* at the end */
} run;

/* Five years of the scenario. */
static void
run_scenario(run *self)
{
    self->scenario.end = self->scenario.start + 5.0;
    assert_int_equal(cgap_model_prepare(&self->model, &self->scenario, NULL), CGAP_OK);
    assert_int_equal(cgap_layout_create(&self->layout, &self->model, false, NULL), CGAP_OK);
    self->value = cgap_memory_lanes(self->layout.n_slot * LANES, sizeof *self->value);
    assert_non_null(self->value);
    assert_int_equal(cgap_record_create(&self->record, &self->layout, LANES, self->value, NULL),
                     CGAP_OK);
    assert_int_equal(cgap_record_run(&self->record, 1, 0, false, NULL), CGAP_OK);
    self->n = 0;
    for (size_t i = 0; i < self->model.n; i++) {
        if (self->record.block.members >> i & 1) {
            self->member[self->n++] = i;
        }
    }
    assert_true(self->n > 20);
}

static void
run_to_the_end(run *self)
{
    fixture_full(&self->scenario, NULL);
    run_scenario(self);
}

static void
end(run *self)
{
    cgap_record_free(&self->record);
    cgap_layout_free(&self->layout);
    cgap_model_free(&self->model);
    cgap_scenario_free(&self->scenario);
    free(self->value);
}

static double
recorded(const run *self, const char *name, size_t l)
{
    size_t slot = cgap_slot_union(&self->layout, self->layout.n_row - 1,
                                  cgap_layout_find(&self->layout, name));

    return cgap_record_value(&self->record, slot, l);
}

static double
profile(const run *self, size_t first, size_t n_pillar, size_t l)
{
    double level[CGAP_MAX_MEMBER * CGAP_N_CAPABILITY];

    for (size_t a = 0; a < self->n; a++) {
        for (size_t k = 0; k < n_pillar; k++) {
            level[a * n_pillar + k] =
                cgap_block_capability(&self->record.block, first + k)[self->member[a] * LANES + l];
        }
    }
    return cgap_fragmentation_profile(level, self->n, n_pillar);
}

static void
profiles_are_of_their_capabilities(void **state)
{
    static run self;

    (void) state;
    run_to_the_end(&self);
    for (size_t l = 0; l < LANES; l++) {
        assert_close(recorded(&self, "formal_profile_fragmentation", l),
                     profile(&self, 0, CGAP_N_FORMAL, l), 2e-15);
        assert_close(recorded(&self, "practice_profile_fragmentation", l),
                     profile(&self, CGAP_SME, CGAP_N_PRACTICE, l), 2e-15);
        assert_close(recorded(&self, "combined_profile_fragmentation", l),
                     profile(&self, 0, CGAP_N_CAPABILITY, l), 2e-15);
    }
    end(&self);
}

/* Members of one accession have the number of the first of them. */
static void
groups_of(const run *self, size_t *group)
{
    const cgap_member *member = self->scenario.dataset.member;

    for (size_t a = 0; a < self->n; a++) {
        for (group[a] = 0; strcmp(member[self->member[group[a]]].accession_wave,
                                  member[self->member[a]].accession_wave) != 0;) {
            group[a]++;
        }
    }
}

static void
modularity_is_of_accessions(void **state)
{
    static run self;
    double tie[CGAP_MAX_MEMBER * CGAP_MAX_MEMBER];
    size_t group[CGAP_MAX_MEMBER];

    (void) state;
    run_to_the_end(&self);
    groups_of(&self, group);
    for (size_t l = 0; l < LANES; l++) {
        for (size_t a = 0; a < self.n; a++) {
            for (size_t b = 0; b < self.n; b++) {
                size_t at = self.member[a] * self.model.n + self.member[b];

                tie[a * self.n + b] = self.record.block.tie[at * LANES + l];
            }
        }
        assert_close(recorded(&self, "modularity", l),
                     cgap_fragmentation_modularity(tie, group, self.n), 0.0);
    }
    end(&self);
}

/* As many states as there is room for: copies of those of the fixture, each with a code, a size and
 * a score of its own. */
static void
fill_up(cgap_dataset *dataset)
{
    size_t copied = dataset->n;

    while (dataset->n < CGAP_MAX_MEMBER) {
        cgap_member *member = &dataset->member[dataset->n];

        *member = dataset->member[dataset->n % copied];
        member->code[0] = (char) ('0' + dataset->n / 26);
        member->code[1] = (char) ('A' + dataset->n % 26);
        member->gdp_bn_eur *= 1.0 + 0.01 * (double) dataset->n;
        for (size_t e = 0; e < CGAP_N_GCI; e++) {
            member->gci[e] *= 1.0 - 0.003 * (double) dataset->n;
        }
        dataset->n++;
    }
}

static double
formal_level(const run *self, size_t selected, size_t i, size_t l)
{
    return cgap_record_value(&self->record, cgap_slot_member(&self->layout, selected, i, 9), l);
}

/* Least squares of growth a year on the logarithm of the start, as it is written down. */
static double
slope(const run *self, size_t l)
{
    double n = (double) self->n, x = 0.0, y = 0.0, xx = 0.0, xy = 0.0;

    for (size_t i = 0; i < self->n; i++) {
        double start = log(formal_level(self, 0, i, l));
        double grown = (log(formal_level(self, self->layout.n_selected - 1, i, l)) - start) / 5.0;

        x += start;
        y += grown;
        xx += start * start;
        xy += start * grown;
    }
    return (n * xy - x * y) / (n * xx - x * x);
}

/* Sets of members are bits: all of them may be set. */
static void
spans_are_of_all_states(void **state)
{
    static run self;

    (void) state;
    fixture_plain(&self.scenario, NULL);
    fill_up(&self.scenario.dataset);
    run_scenario(&self);
    assert_int_equal(self.n, CGAP_MAX_MEMBER);
    for (size_t l = 0; l < LANES; l++) {
        assert_close(recorded(&self, "formal_beta", l), slope(&self, l), 1e-13);
        assert_true(recorded(&self, "formal_tau_b", l) > 0.5);
    }
    assert_close(recorded(&self, "formal_upward_convergence", 0), 1.0, 0.0);
    end(&self);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spans_are_of_all_states),
        cmocka_unit_test(profiles_are_of_their_capabilities),
        cmocka_unit_test(modularity_is_of_accessions),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
